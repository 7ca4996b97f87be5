"""Whether facts and rules stay linear in the text, on texts made to be awkward.

Each text is read at two lengths, the larger four times the smaller, each in a process of its own: `python -m
tests.bench.linear TEXT CHARACTERS` prints the CPU seconds of parsing, facts and rules, start-up left out.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.meter import measure

ROOT = Path(__file__).resolve().parents[2]
LARGE = 2_000_000  # characters
PARTS = ("parse", "facts", "rules")
_LEAST = 0.05  # seconds; what costs less is noise
_TIMEOUT = 240.0  # seconds; what takes longer does not grow as it should
_LANGUAGE = {"kanji numbers": "ja", "kanji": "ja"}


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
    command = [sys.executable, "-m", "tests.bench.linear", name, str(size)]
    usage = measure(command, ROOT, timeout=_TIMEOUT)
    if usage.exit_code < 0:
        return dict.fromkeys(PARTS, float("inf"))
    if usage.exit_code:
        raise SystemExit(f"{' '.join(command)} ended with {usage.exit_code}:\n{usage.stderr[-2000:]}")
    seconds: dict[str, float] = json.loads(usage.stdout.splitlines()[-1])
    return seconds


def read_once(name: str, size: int) -> dict[str, float]:
    """CPU seconds of each part for one text, after a small page has loaded all that is loaded once."""
    from tests.bench.pages import judged, page_of, site_of, started

    language = _LANGUAGE.get(name, "en")
    ready = started()
    judged(site_of([page_of("https://shop.example/", "<p>Refund within 30 days.</p>", language)[0]]), ready)
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
