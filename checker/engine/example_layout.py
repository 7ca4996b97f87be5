"""How an example's page would look: sizes and colours as its `style` attributes say, on black and white at 16 pixels.

So that a rule that asks for legible text can be tried without a browser; other rules' examples have no layout.
"""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from disputelint.checker.snapshot.records import Layout
from disputelint.checker.understand import markup

_SIZE: Final = re.compile(r"font-size\s*:\s*(\d+(?:\.\d+)?)px", re.IGNORECASE)
_COLOUR: Final = re.compile(r"(?<![-\w])color\s*:\s*#([0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)
_GROUND: Final = re.compile(r"background(?:-color)?\s*:\s*#([0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)
_LINE: Final = 30.0  # pixels from one text to the next
_WIDTH: Final = 600.0


def laid_out(html: str) -> tuple[str, tuple[Layout, ...]]:
    """The page with its texts numbered (`data-dl`), and how each is laid out."""
    tree = LexborHTMLParser(html)
    found: list[Layout] = []
    for node in tree.root.traverse() if tree.root is not None else ():
        if node.tag and not node.tag.startswith("-") and node.text(deep=False).strip():
            node.attrs["data-dl"] = str(len(found))
            found.append(_layout(node, len(found)))
    return tree.html or html, tuple(found)


def _layout(node: LexborNode, number: int) -> Layout:
    chain = [node, *_above(node)]
    size = float(_first(_SIZE, chain) or 16)
    contrast = ratio(_first(_COLOUR, chain) or "000", _first(_GROUND, chain) or "fff")
    visible = not any(markup.hides(one.tag or "", one.attributes) for one in chain)
    return Layout(0, number * _LINE, _WIDTH, size * 1.5, visible, size, contrast)


def _above(node: LexborNode) -> list[LexborNode]:
    found: list[LexborNode] = []
    parent = node.parent
    while parent is not None:
        found.append(parent)
        parent = parent.parent
    return found


def _first(pattern: re.Pattern[str], chain: list[LexborNode]) -> str:
    for node in chain:
        said = pattern.search(node.attributes.get("style") or "")
        if said:
            return said[1]
    return ""


def ratio(colour: str, ground: str) -> float:
    """The contrast of two hex colours (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """WCAG 2.2, "relative luminance"."""
    whole = "".join(digit * 2 for digit in colour) if len(colour) == 3 else colour
    parts = [int(whole[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
