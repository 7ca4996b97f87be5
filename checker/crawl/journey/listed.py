"""Goods that are bought from a list: shops without pages of their products have what adds to the cart beside each price."""

from __future__ import annotations

import html
from collections import Counter
from dataclasses import replace
from typing import Final

from selectolax.lexbor import LexborNode

from disputelint.checker.crawl.journey.choose import Offer, offer_of
from disputelint.checker.crawl.journey.controls import Press, presses
from disputelint.checker.crawl.journey.knowledge import walk
from disputelint.checker.crawl.journey.nodes import find, upward
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand import language
from disputelint.checker.understand.blocks import fold
from disputelint.checker.understand.document import Document, parse
from disputelint.checker.understand.kindwords import words

MOST: Final = 12  # goods of one list that are looked at
_NAMES: Final = 'h2, h3, h4, h5, h6, [class*="name"], [class*="title"], h1, img[alt], a, p, span, div'
_CALLED: Final = ("class", "id", "onclick", "data-action", "name")
_LONGEST: Final = 120  # characters of a name


def offers_of(document: Document, url: str) -> tuple[Offer, ...]:
    """The goods of a list, in page order, that a control of their own puts into the cart: `Offer.at` is its selector."""
    tag = language.detect(document)
    adds: list[tuple[Press, LexborNode]] = []
    for press in presses(document, tag or "en"):
        if press.purpose in ("add", "") and press.own and press.visible and press.enabled and not press.url:
            node = find(document.tree, press.selector)
            if node is not None and (press.purpose == "add" or _adds(node)):
                adds.append((press, node))
    inside = Counter(up.mem_id for _, node in adds for up in upward(node))
    made = (_offer(press, node, inside, tag, url) for press, node in adds[:MOST])
    return tuple(offer for offer in made if offer is not None)


def _adds(node: LexborNode) -> bool:
    """Whether a control that shows a drawing alone is called so in the source that it adds to the cart."""
    attributes = node.attributes
    said = " ".join(attributes.get(name) or "" for name in _CALLED)
    return bool(walk().add_names.search(said.lower()))


def _offer(press: Press, node: LexborNode, inside: Counter[int], tag: str, url: str) -> Offer | None:
    """What stands in the nearest box around a control that has a price and a name, and no other such control."""
    for up in upward(node):
        if inside[up.mem_id] > 1 or up.tag in ("body", "main"):
            return None
        lines = [fold(line) for line in up.text(separator="\n").split("\n")]
        name = _name(up, press.label) if any(words().is_price(line) for line in lines if line) else ""
        if name:
            found = offer_of(_as_page(name, up.html or "", tag, url), url)
            return replace(found, name=name, at=press.selector, buyable=True) if found.price is not None else None
    return None


def _as_page(name: str, box: str, tag: str, url: str) -> Document:
    """A box of a list as a page of its own, so that it is read as a product's page is."""
    said = html.escape(name)
    page = f'<html lang="{html.escape(tag)}"><title>{said}</title><main><h1>{said}</h1>{box}</main></html>'
    return parse(Load(url, url, "desktop", "fetched", body=lambda: page))


def _name(card: LexborNode, label: str) -> str:
    """What the goods in a box are called: its heading, what is named so, its picture's text, its first words."""
    for one in _NAMES.split(", "):
        for node in card.css(one):
            said = fold((node.attributes.get("alt") or "") if one == "img[alt]" else node.text(separator=" "))
            if said and len(said) <= _LONGEST and said != fold(label) and not words().is_price(said):
                return said
    return ""
