"""Trees of pages, however deep they nest.

Building a tree as HTML prescribes asks for each element what is open around it, so that time grows with the square of the
depth. Browsers therefore stop nesting at 512 elements, and so does this: deeper start tags are dropped, their text stays.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from disputelint.checker.late import late

_DEEPEST = 512  # as Chromium and WebKit do
_HARMLESS = 8_000  # marks "<" below which a page is parsed as it is: no depth it can have takes long
_TAG = late(r"<(?:(?P<raw>script|style|textarea|title|!--)|(?P<close>/)?(?P<name>[a-zA-Z][a-zA-Z0-9-]{0,30}))", re.I)
# Never open around others for long: they have no end tag, or may leave it out.
_FLAT = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "caption",
        "rp",
        "rt",
        "html",
        "head",
        "body",
        "path",
        "circle",
        "rect",
        "line",
        "polyline",
        "polygon",
        "ellipse",
        "use",
    ]
)


def tree_of(source: str) -> LexborHTMLParser:
    """The tree of a page, in time linear in its length."""
    return LexborHTMLParser(source if source.count("<") < _HARMLESS else shallow(source))


def shallow(source: str) -> str:
    """The page without the tags that nest deeper than a browser lets them."""
    kept: list[str] = []
    depth = dropped = at = copied = 0
    while (match := _TAG.search(source, at)) is not None:
        at = match.end()
        if match["raw"]:
            at = _after(source, match["raw"].lower(), at)
            continue
        if match["name"].lower() in _FLAT:
            continue
        if match["close"]:
            drop = dropped > 0
            dropped -= drop
            depth -= not drop and depth > 0
        else:
            drop = depth >= _DEEPEST
            dropped += drop
            depth += not drop
        if drop:
            end = source.find(">", at) + 1 or len(source)
            kept.append(source[copied : match.start()])
            copied = at = end
    if not copied:
        return source
    return "".join((*kept, source[copied:]))


def _after(source: str, opened: str, at: int) -> int:
    """The place behind what holds no tags: a script, a comment. One that is never closed reaches to the end."""
    if opened == "!--":
        end = source.find("-->", at)
        return end + 3 if end >= 0 else len(source)
    closed = re.compile(f"</{opened}", re.I).search(source, at)
    return closed.end() if closed is not None else len(source)
