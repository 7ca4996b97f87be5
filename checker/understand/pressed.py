"""Where a press leads that is no link: elements whose handler sets the page's address."""

from __future__ import annotations

from html import unescape
from typing import Final

from disputelint.checker.late import late
from disputelint.checker.understand.document import Document
from disputelint.checker.understand.links import Joiner

_MOST: Final = 200  # addresses of one page
_QUOTE: Final = r"(?:'|&quot;|&#39;|&#34;)"
# <div onclick="location.href='product.html?id=3'">; what a script is yet to fill in ("${id}", "' + id") is no address.
_HANDLER: Final = late(
    rf"""\bonclick\s*=\s*"[^"<>]{{0,120}}?\blocation(?:\.href)?(?:\s*=\s*|\.(?:assign|replace)\(){_QUOTE}([^'"<>{{}}$+&\s\\]{{1,300}}(?:&amp;[^'"<>{{}}$+&\s\\]{{1,100}}){{0,8}}){_QUOTE}\s*(?:[;)]|"|return)"""
)


def led_to(document: Document) -> tuple[str, ...]:
    """The addresses that presses on the page's elements lead to, absolute, as met; those of links are not among them."""
    if "onclick" not in document.source:
        return ()
    joiner = Joiner(document.base)
    found: dict[str, None] = {}
    for match in _HANDLER.finditer(document.source):
        url = joiner.absolute(unescape(match.group(1)))
        if url.startswith("http"):
            found[url] = None
        if len(found) >= _MOST:
            break
    return tuple(found)
