"""What was proved by trying it out: a countdown that restarts or truly runs, a counter made by chance, a dead button.

The measurements stand in `Load.probes` (checker/crawl/probes.py, the walk); what they left in doubt gives no fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from disputelint.checker.model import JSON, Block, Evidence, Fact
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_AFTER: Final = {
    "starts_again": "; put past its end, it starts again",
    "stands": "; put past its end, it stands at zero",
    "gone": "; put past its end, it is gone",
}


def find(document: Document) -> Iterator[Fact]:
    """`claims.countdown`, `claims.counter` `product.add_to_cart`, `overlay.choice`, each quoting the page's own words."""
    probes = document.load.probes
    for timer in _listed(probes.get("timers")):
        block = _block(document, timer)
        if block is None or timer.get("verdict") not in ("restarts", "counts_down"):
            continue
        restarts = timer["verdict"] == "restarts"
        said: dict[str, JSON] = {
            "restarts": restarts,
            "first": timer.get("first"),
            "later": timer.get("later"),
            "apart": timer.get("apart"),
        }
        why = f"two new visitors, {timer.get('apart')} s apart, saw {timer.get('first')} and {timer.get('later')} seconds left"
        yield _fact("claims.countdown", said, document, block, why + _AFTER.get(str(timer.get("after_zero")), ""))
    for press in _listed(probes.get("add_to_cart")):
        block = _block(document, press)
        if block is not None and press.get("verdict") in ("works", "dead"):
            why = "pressed by the walk, and the cart then held the product"
            dead = "pressed twice by the walk, and the cart stayed empty"
            yield _fact(
                "product.add_to_cart", press["verdict"], document, block, dead if press["verdict"] == "dead" else why
            )
    for overlay in _listed(probes.get("overlays")):
        fact = _refusing(overlay, document)
        if fact is not None:
            yield fact
    for counter in _listed(probes.get("counters")):
        block = _block(document, counter)
        if block is None or counter.get("verdict") not in ("random", "steady"):
            continue
        chance = counter["verdict"] == "random"
        numbers = [number for number in counter.get("numbers", ()) if isinstance(number, int)]
        why = "the number follows the page's own dice" if chance else "the number stays the same whatever the dice say"
        why += f": with one throw, another twice, and the first again it was {numbers}"
        value: dict[str, JSON] = {"kind": str(counter.get("kind", "")), "random": chance, "numbers": list(numbers)}
        yield _fact("claims.counter", value, document, block, why)


def _refusing(overlay: Mapping[str, Any], document: Document) -> Fact | None:
    """`overlay.choice`: how an overlay that was closed before the page was read could be refused."""
    accept, decline = overlay.get("accept"), overlay.get("decline")
    if overlay.get("kind") not in ("consent", "signup") or not isinstance(accept, dict) or not accept.get("name"):
        return None
    value: dict[str, JSON] = {"kind": overlay["kind"], "accept": str(accept["name"]), "shown": "absent"}
    quote = str(accept["name"])
    if isinstance(decline, dict) and decline.get("name"):
        quote = str(decline["name"])
        value |= {"decline": quote, "shown": "visible" if decline.get("shown") else "hidden"}
        value["shaming"] = wording.has("choice.shaming", fold(quote).text)
        value |= {key: decline[key] for key in ("size", "contrast") if isinstance(decline.get(key), int | float)}
    why = "an overlay that lay over the page, as it was before it was closed"
    evidence = Evidence(document.url, quote, "", "dialog")
    return Fact("overlay.choice", value, "medium", evidence, "probe", why)


def _listed(value: JSON) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _block(document: Document, probe: Mapping[str, Any]) -> Block | None:
    """The block that was tried out: the one of its number when it has the words, else the first that has them."""
    shown, number = probe.get("shown"), probe.get("block")
    if isinstance(number, int) and 0 <= number < len(document.blocks) and document.blocks[number].text == shown:
        return document.blocks[number]
    return next((block for block in document.blocks if shown and block.text == shown), None)


def _fact(name: str, value: JSON, document: Document, block: Block, why: str) -> Fact:
    heading = block.headings[-1] if block.headings else ""
    evidence = Evidence(document.url, block.text, block.selector, block.region, heading, block.box)
    return Fact(name, value, "high", evidence, "probe", why, block.index)
