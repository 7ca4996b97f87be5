"""Whether the cost of a check stays linear in the text, on texts made to be awkward."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench.meter import measure

_SMALL, _LARGE = 100_000, 400_000  # characters
_LEAST = 0.3  # seconds; what costs less is noise
_TIMEOUT = 180.0  # seconds; a check that takes longer does not grow as it should
_TEXTS: dict[str, Callable[[int], str]] = {
    "prose": lambda size: "<p>Return it within 30 days of delivery for a refund, less postage.</p>" * (size // 71),
    "one long word": lambda size: "<p>" + "a" * size + "</p>",
    "digits": lambda size: "<p>" + "1 " * (size // 2) + "</p>",
    "near misses": lambda size: "<p>" + "refund return within days of " * (size // 29) + "</p>",
    "nested elements": lambda size: "<div>" * (size // 11) + "x" + "</div>" * (size // 11),
    "kanji numbers": lambda size: "<p>" + "返品三十" * (size // 4) + "</p>",
}


def growth(folder: Path) -> dict[str, float]:
    """Name of a text to CPU of its check at four times the length, over that at the length, start-up left out."""
    base = _cpu(folder, "<p>x</p>")
    out: dict[str, float] = {}
    for name, text in _TEXTS.items():
        small, large = (_cpu(folder, text(size)) - base for size in (_SMALL, _LARGE))
        out[name] = large / max(small, _LEAST)
        print(f"{name}: {small:.2f} s, {large:.2f} s", file=sys.stderr, flush=True)
    return out


def _cpu(folder: Path, text: str) -> float:
    page = folder / "refund.html"
    page.write_text(
        f"<!DOCTYPE html><html lang=en><title>Refund policy</title><body>{text}</body></html>", encoding="utf-8"
    )
    command = [
        sys.executable,
        "-m",
        "disputelint",
        "audit",
        str(page),
        "--no-config",
        "-f",
        f"json={folder / 'linear.json'}",
    ]
    usage = measure(command, folder, timeout=_TIMEOUT)
    if usage.exit_code < 0:
        return float("inf")
    if usage.exit_code not in (0, 1, 3):
        raise SystemExit(f"{' '.join(command)} ended with {usage.exit_code}:\n{usage.stderr[-2000:]}")
    return usage.cpu
