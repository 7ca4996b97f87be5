"""What a product page says of its product: name, stock, pictures, description, attributes, and claims about the offer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Block, Evidence, Fact
from disputelint.checker.understand import regions
from disputelint.checker.understand.facts import (
    buybox,
    product_images,
    product_offer,
    product_stock,
    product_text,
    wording,
)
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.kindwords import shares
from disputelint.checker.understand.normalize import fold
from disputelint.checker.understand.quantities import find_money

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document


_LINE: Final = 70  # characters of a line that may be a name
_TITLE: Final = 240  # characters of a heading that may be one
_FEW: Final = 12  # blocks of a page on which any short line may name what it is about
_BESIDE: Final = 14  # letters beside an amount in a line that is a price and little more
_CLOSE: Final = 8  # blocks above a price in which the highest heading names what it is the price of
_BELOW: Final = 3  # blocks below a price in which a heading does
_NO_NAMES = ("in_stock", "out_of_stock", "generic_heading")  # what a whole line says that names no product


_TAX_IN: Final = late(r"[(\[]?tax[ -]?in(?:cl(?:uded|\.)?)?\b[)\]]?")
_CODED: Final = late(
    r"(?:asin|sku|ean|upc|isbn|jan|mpn|model|item|art(?:icle|ikel|iculo)?|ref|型番|品番|商品番号|商品コード)[^:]{0,14}: ?[^ ]+$"
)


def find(document: Document, context: Context) -> Iterator[Fact]:
    """All `product.*` facts but `structured_data` (markup) and `duplicate_of` (derived). Nothing on other pages."""
    if "product" not in context.kinds:
        return
    box = buybox.read(document)
    if box.cart is None and not box.markup and not any(find_money(f.text, context.language) for f in box.text.folded):
        stock = list(product_stock.find(document, box, context)) if box.title is not None else []
        if stock or _pictured(document, box):  # sold out, or shown in a catalogue
            yield from (_named(document, box, context), *stock)
        else:
            why = "no price, no cart control, no markup: nothing shows a product"
            context.log.reject("product.name", box.name, why)
        return
    if box.title is not None:
        yield _named(document, box, context)
    else:
        yield from _named_in_markup(document, box, context)
    for part in (product_stock, product_images, product_text, product_offer):
        yield from part.find(document, box, context)


def _named(document: Document, box: buybox.BuyBox, context: Context) -> Fact:
    name, block = _without_code(box), document.blocks[box.title or 0]
    at = block.text.find(name)
    span = (at, at + len(name)) if at >= 0 else None
    return context.fact("product.name", name, block, span, why="the heading that names the product")


def _pictured(document: Document, box: buybox.BuyBox) -> bool:
    """Whether a picture that leads nowhere is called as the heading which the page's title names."""
    said = fold(box.name).text
    return bool(said) and any(
        fold(image.alt).text == said for image in document.images if image.region == "main" and not image.link
    )


def _without_code(box: buybox.BuyBox) -> str:
    """The heading's words, without the article number that stands behind a name which the markup gives as well."""
    for kind in box.markup:
        rest = box.name.removeprefix(kind.name) if kind.name else box.name
        if rest != box.name and len(rest) <= 24 and not any(char.isalpha() for char in rest):
            return kind.name
    return box.name


def _may_name(block: Block, context: Context) -> bool:
    """Whether a line may be a product's name: no amount, and no name of another page or part ("Your cart", "Reviews")."""
    said = fold(block.text).text
    if (
        not any(map(str.isalpha, said))
        or said.endswith(":")
        or _CODED.match(said) is not None
        or buybox.trail(block.text)
        or find_money(said, context.language)
    ):
        return False
    if any(wording.pattern(f"product.{state}").fullmatch(said) for state in _NO_NAMES):
        return False
    return not regions.by_heading(block.text) and not shares(said)


def _named_in_markup(document: Document, box: buybox.BuyBox, context: Context) -> Iterator[Fact]:
    for kind in box.markup:
        for block in box.text.blocks:
            if kind.name and kind.name in block.text:
                start = block.text.index(kind.name)
                yield context.fact(
                    "product.name",
                    kind.name,
                    block,
                    (start, start + len(kind.name)),
                    confidence="medium",
                    why=f"named by {kind.source} and shown",
                )
                return
    drawn = [kind for kind in box.markup if kind.name and kind.prices]  # what a script writes into the page
    by_it = _by_the_offer(box, context)
    if by_it is not None and (by_it.role == "heading" or not drawn):
        yield context.fact(
            "product.name",
            by_it.text,
            by_it,
            confidence="low",
            why="the heading by the price, like no name that the page gives elsewhere",
        )
        return
    for kind in drawn[:1]:
        proof = Evidence(page=context.page, quote=kind.name, selector="head")
        why = "named in markup only, not found among what is shown"
        yield Fact("product.name", kind.name, "low", proof, kind.source, why)


def _by_the_offer(box: buybox.BuyBox, context: Context) -> Block | None:
    """What may name the product where nothing else on the page says the name: of the headings a little above the first
    price or the cart control the one that shares most of its elements, then the highest; else one right below the price,
    or on a page without headings the line right above it.
    """
    short = [
        block
        for block in box.text.blocks
        if block.role in ("heading", "paragraph", "other")
        and 2 < len(block.text) <= (_TITLE if block.role == "heading" else _LINE)
        and _may_name(block, context)
    ]
    heads = [block for block in short if block.role == "heading"]
    price = _priced(box, context)
    places = [at for at in (price, box.cart) if at is not None]
    where = {block.index: block.selector for block in box.text.blocks}
    if not places:
        return next(iter(heads or (short if len(box.text.blocks) <= _FEW else [])), None)
    for at in places:
        near = [block for block in heads if 0 < at - block.index <= _CLOSE]
        if near:
            path = where.get(at, "")
            return min(near, key=lambda block: (-_shared(block.selector, path), block.level, -block.index))
    beside = [block for block in heads if price is not None and 0 < block.index - price <= _BELOW]
    above = [block for block in short if price is not None and 0 < price - block.index <= 2]
    above = [block for block in above if not block.text.endswith(("。", "."))]  # what is told of it
    if heads:
        first = [block for block in heads[:1] if block.index < places[0]]
        return next(iter(beside or first or above[-1:]), None)
    return next(iter(above[-1:] or (short if len(box.text.blocks) <= _FEW else [])), None)


def _shared(one: str, other: str) -> int:
    """How many elements that hold one of two blocks hold the other as well."""
    pairs = zip(one.split(" > "), other.split(" > "), strict=False)
    return next((depth for depth, pair in enumerate(pairs) if pair[0] != pair[1]), 0)


def _priced(box: buybox.BuyBox, context: Context) -> int | None:
    """The first line with an amount and little more, none of which makes it another sum."""
    for block, folded in zip(box.text.blocks, box.text.folded, strict=True):
        if block.role == "option" or len(folded.text) > _LINE:
            continue
        if wording.has("price.not_price", _TAX_IN.sub(" ", folded.text)):
            continue
        monies = find_money(folded.text, context.language)
        beside = sum(map(str.isalpha, folded.text)) - sum(map(str.isalpha, "".join(money.words for money in monies)))
        if monies and monies[0].amount > 0 and beside <= _BESIDE:
            return block.index
    return None
