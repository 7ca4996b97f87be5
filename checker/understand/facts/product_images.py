"""How many pictures of the product itself a page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from disputelint.checker.late import late
from disputelint.checker.model import Fact
from disputelint.checker.understand.facts.buybox import BuyBox
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.payment_methods import marks_in
from disputelint.checker.understand.facts.sheet import FOREIGN_AREAS
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document, Image

NAME: Final = "product.images"
_SIZE = late(
    r"[-_@](?:\d{2,4}x\d{0,4}|x\d{2,4}|\d{2,4}w?|thumb(?:nail)?|small|medium|large|grande|compact|master|mini|crop_center|[23]x)(?=[-_.@]|$)"
)
_UI = late(
    r"logo|icon|sprite|placeholder|spacer|blank|loading|arrow|banner|btn|button|badge|flag|avatar|star|rating|cart|pixel|payment|card|souryou|info_|guide|menu|nav|social|facebook|instagram|twitter|trust|seal",
    re.I,
)
_PICTURE = late(r"\.(?:jpe?g|png|webp|avif|gif)(?:$|\?)", re.I)
_SMALLEST: Final = 50  # pixels; smaller ones are icons


def find(document: Document, box: BuyBox, context: Context) -> Iterator[Fact]:
    """The number of different pictures around the title, sizes of one picture counted once."""
    kept: dict[str, Image] = {}
    name = fold(box.name).text
    for image in document.images:
        if _about_product(image, box, name, document):
            kept.setdefault(_same(image.src), image)
    if not kept:
        return
    first = next(iter(kept.values()))
    if first.block is None or first.block >= len(document.blocks):
        return
    fact = context.fact(
        NAME,
        len(kept),
        document.blocks[first.block],
        confidence="medium",
        why="different pictures by the title, sizes of one counted once",
        source="attribute",
    )
    from dataclasses import replace

    yield replace(
        fact, evidence=replace(fact.evidence, quote=first.alt or first.src.rpartition("/")[2], selector=first.selector)
    )


def _about_product(image: Image, box: BuyBox, name: str, document: Document) -> bool:
    if image.region not in ("main", "dialog") or image.area in FOREIGN_AREAS or image.block is None:
        return False
    if (image.width is not None and image.width < _SMALLEST) or (image.height is not None and image.height < _SMALLEST):
        return False
    if image.block >= box.end or _leads_elsewhere(image, document):
        return False
    alt, file = fold(image.alt).text, image.src.rpartition("/")[2]
    like = len(name) > 2 and len(alt) > 2 and (alt in name or name in alt)
    if not like and (_UI.search(file) or image.src.lower().split("?")[0].endswith((".svg", ".ico")) or marks_in(alt)):
        return False
    if like:
        return True
    anchor = box.title if box.title is not None else box.cart
    return anchor is None or -60 <= image.block - anchor <= 12


def _leads_elsewhere(image: Image, document: Document) -> bool:
    """Whether the picture is a link to another page, not to a larger size of itself."""
    if not image.link or _PICTURE.search(image.link):
        return False
    return urlsplit(image.link).path != urlsplit(document.url).path


def _same(src: str) -> str:
    """What two sizes of one picture have in common."""
    path = unquote(urlsplit(src).path).lower()
    stem, _, _ = path.rpartition(".")
    return _SIZE.sub("", stem or path)
