"""Cookie consent and newsletter overlays: closed by refusing or by their own close control, never by accepting.

Also where they stand in an open shadow tree, or in a frame that lies over the page, of whatever host.

What they asked, and how their yes and no were shown before that, is kept with the page (`Load.probes["overlays"]`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, cast

from disputelint.checker.crawl import tables
from disputelint.checker.crawl.patience import in_time
from disputelint.checker.crawl.settle import Moved, World, settled
from disputelint.checker.crawl.slot import Slot
from disputelint.checker.crawl.within import below, owner_says
from disputelint.checker.model import JSON

_FRAMES = 12  # of one page that are looked at
_TRIES = 3  # a consent dialog may stand before a newsletter


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    data = tables.read("overlays")

    def flat(words: dict[str, list[str]]) -> list[str]:
        return [str(word).lower() for listed in words.values() for word in listed]

    return {
        "selectors": [str(entry) for entry in data["selectors"]],
        "reject": flat(data["reject"]),
        "close": flat(data["close"]),
        "never": flat(data["never"]),
        "spare": [str(word).lower() for word in data["spare"]],
        "about": {kind: flat(words) for kind, words in data["about"].items()},
    }


async def close(slot: Slot, world: World) -> tuple[World, tuple[str, ...], list[JSON]]:
    """Close what lies over the page. Returns the world to go on in, the names of the controls pressed, what was asked.

    Raises Moved and TimeoutError as `settle` does. An overlay that offers only acceptance is left alone.
    """
    pressed: list[str] = []
    asked: list[JSON] = []
    for _ in range(_TRIES):
        found = await world.call("uncover", _words())
        if found["framed"]:
            found = await _in_frame(slot) or found
        if found["asks"] is not None and found["asks"] not in asked:
            asked.append(found["asks"])
        if not found["pressed"]:
            break
        pressed.append(str(found["pressed"]))
        world, covered = await settled(slot, 1200)
        if not covered:
            break
    return world, tuple(pressed), asked


async def _in_frame(slot: Slot) -> dict[str, Any] | None:
    """What `uncover` gives, of the frame that lies over the page; None: there is none that can be asked."""
    try:
        tree = await in_time(slot.cdp.send("Page.getFrameTree"), 5.0)
    except Exception:  # as everywhere here, the page may be gone
        return None
    for node in list(below(tree["frameTree"]))[:_FRAMES]:
        if await owner_says(slot, node, "covers") is not True:
            continue
        try:
            world = await World.of(slot, str(node["id"]))
            return cast("dict[str, Any]", await world.call("uncoverAll", _words()))
        except (Moved, TimeoutError):  # it closed itself meanwhile, or cannot be asked
            continue
    return None
