"""What a list of goods shows: which of its links lead to goods, told by the price that stands with them."""

from __future__ import annotations

from typing import Final

from disputelint.checker.late import late
from disputelint.checker.model import Block
from disputelint.checker.understand.document import Document
from disputelint.checker.understand.kindwords import plain, words

_NEAR: Final = 4  # blocks between the link of a card and its price
_BELOW: Final = 2  # blocks between a price and the link of its card, where that stands below it
_CARD: Final = 200  # characters of a link that wraps a whole card
_NOUGHT: Final = late(r"\D*0(?:[.,]00?)?(?![0-9.,])")  # an amount of nought, or a span from it


def priced(document: Document) -> bool:
    """Whether a price stands in the page's own part; the ends of a filter's scale ("€0 – €3000") are none."""
    return any(
        _own(block) and words().is_price(block.text) and not _NOUGHT.match(block.text) for block in document.blocks
    )


def goods(document: Document) -> frozenset[str]:
    """The addresses of the page's own part that a price stands with: in the link, or in the few blocks below it; of a card
    with a price below no link, what the link right below the price leads to ("Details").
    """
    links: dict[int, str] = {}  # block → the address it leads to first
    pictures = ((image.block, image.link) for image in document.images if image.link and image.region == "main")
    named = ((link.block, link.url) for link in document.links if link.region == "main" and link.visible)
    for place, url in (*pictures, *named):
        if place is not None and url.startswith("http"):
            links.setdefault(place, url)
    found: dict[str, None] = {}
    last, at, price = "", -_NEAR, -_NEAR
    for block in document.blocks:
        if block.index in links:
            last, at = links[block.index], block.index
            if at - price <= _BELOW:
                found[last] = None
            price = -_NEAR
        if not (_own(block) and _names_price(block)):
            continue
        if last and block.index - at < _NEAR:
            found[last] = None
        else:
            price = block.index
    return frozenset(found)


def _own(block: Block) -> bool:
    return block.region == "main" and not block.area


def _names_price(block: Block) -> bool:
    """Whether a text is a price, or the link of a whole card with one in it."""
    card = bool(block.links) and len(block.text) < _CARD
    return words().is_price(block.text) or (card and words().says("price", plain(block.text)))
