"""Whether facts and rules stay linear in the text, on texts made to be awkward.

Each text is read at two lengths, the larger four times the smaller, each in a process of its own, which begins with
everything loaded where a process can be forked. `python -m tests.bench.linear TEXT CHARACTERS` prints the CPU seconds of
parsing, facts and rules of one, start-up left out.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import cache
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.bench.pages import Ready

LARGE = 2_000_000  # characters
PARTS = ("parse", "facts", "rules")
_LEAST = 0.05  # seconds; what costs less is noise
_TIMEOUT = 240.0  # seconds; what takes longer does not grow as it should
_LANGUAGE = {"kanji numbers": "ja", "kanji in a line": "ja", "kanji": "ja"}


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda size: piece * (size // len(piece))


TEXTS: dict[str, Callable[[int], str]] = {
    "prose": _repeated("<p>Return it within 30 days of delivery for a refund, less postage.</p>"),
    "one paragraph": lambda size: f"<p>{_repeated('Return it within 30 days of delivery for a refund. ')(size)}</p>",
    "one long word": lambda size: f"<p>{'a' * size}</p>",
    "endless digits": lambda size: f"<p>{'7' * size}</p>",
    "digits": lambda size: f"<p>{'1 ' * (size // 2)}</p>",
    "prices": _repeated("<p>$19.99</p>"),
    "prices in a line": lambda size: f"<p>{_repeated('$19.99 ')(size)}</p>",
    "near misses": lambda size: f"<p>{_repeated('refund return within days of ')(size)}</p>",
    "open brackets": lambda size: f"<p>{'[{(（' * (size // 4)}</p>",
    "signs of mail": lambda size: f"<p>{'a@b.c-' * (size // 6)}</p>",
    "headings": _repeated("<h2>Returns</h2><p>14 days</p>"),
    "nested elements": lambda size: "<div>" * (size // 11) + "x" + "</div>" * (size // 11),
    "kanji numbers": lambda size: f"<p>{_repeated('返品三十')(size)}</p>",
    "kanji in a line": lambda size: f"<p>{_repeated('送料500円税込、3日以内に発送。')(size)}</p>",
    "kanji": _repeated("<p>商品到着後三十日以内に返品できます。送料はお客様負担です。</p>"),
}


def growth() -> dict[str, float]:
    """Text and part to its CPU at the large size over that at a quarter of it; infinite where it never ended."""
    out: dict[str, float] = {}
    for name in TEXTS:
        small, large = (_measured(name, size) for size in (LARGE // 4, LARGE))
        for part in PARTS:
            out[f"{part}, {name}"] = large[part] / max(small[part], _LEAST)
        shown = ", ".join(f"{part} {small[part]:.2f} → {large[part]:.2f} s" for part in PARTS)
        print(f"{name}: {shown}", file=sys.stderr, flush=True)
    return out


def _measured(name: str, size: int) -> dict[str, float]:
    _loaded(_LANGUAGE.get(name, "en"))
    context: Any = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_tell, args=(name, size, sender))
    child.start()
    sender.close()
    seconds: dict[str, float] = dict.fromkeys(PARTS, float("inf"))
    if receiver.poll(_TIMEOUT):
        seconds = receiver.recv()  # raises EOFError where the child ended without a word; it has printed why
    else:
        child.kill()
    child.join()
    return seconds


def _tell(name: str, size: int, sender: Connection) -> None:
    sender.send(read_once(name, size))


@cache
def _loaded(language: str) -> Ready:
    """The rules, with all loaded that is loaded once: a small page in the language was read and judged."""
    from tests.bench.pages import judged, page_of, site_of, started

    ready = started()
    judged(site_of([page_of("https://shop.example/", "<p>Refund within 30 days.</p>", language)[0]]), ready)
    return ready


def read_once(name: str, size: int) -> dict[str, float]:
    """CPU seconds of each part for one text, after a small page has loaded all that is loaded once."""
    from tests.bench.pages import judged, page_of, site_of

    language = _LANGUAGE.get(name, "en")
    ready = _loaded(language)
    seconds: dict[str, float] = {}
    clock = time.process_time()
    page, parse = page_of("https://shop.example/refund", TEXTS[name](size), language)
    seconds["parse"], seconds["facts"] = parse, time.process_time() - clock - parse
    clock = time.process_time()
    judged(site_of([page]), ready)
    seconds["rules"] = time.process_time() - clock
    return seconds


if __name__ == "__main__":
    print(json.dumps(read_once(sys.argv[1], int(sys.argv[2]))))
