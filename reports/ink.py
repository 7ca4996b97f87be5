"""Colour and links of a terminal, laid over finished lines; words carry the meaning without them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

STYLE: Mapping[str, str] = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "not_judged": "1;35",
    "waived": "2",
    "baselined": "2",
    "high": "1;31",
    "elevated": "1;33",
    "upper": "1;35",
    "ok": "1;32",
    "bold": "1",
    "dim": "2",
    "link": "4",
}


@dataclass(frozen=True, slots=True)
class Ink:
    """Whether to colour, and whether to link (OSC 8)."""

    color: bool = False
    links: bool = False

    def on(self, style: str, text: str) -> str:
        """`text` in a style of STYLE."""
        return f"\033[{STYLE[style]}m{text}\033[0m" if self.color and text and style in STYLE else text

    def link(self, text: str, url: str) -> str:
        """`text` as a link to `url`; only web addresses become links, with every odd character escaped."""
        if not self.links or urlsplit(url).scheme not in ("http", "https"):
            return text
        safe = quote(url, safe=":/?#[]@!$&'()*+,;=%-._~")
        return f"\033]8;;{safe}\033\\{text}\033]8;;\033\\"
