"""What a product page says of its product: name, stock, pictures, description, attributes, and claims about the offer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from disputelint.checker.model import Block, Fact
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


_NO_NAMES = ("in_stock", "out_of_stock", "generic_heading")  # what a whole line says that names no product


def find(document: Document, context: Context) -> Iterator[Fact]:
    """All `product.*` facts but `structured_data` (markup) and `duplicate_of` (derived). Nothing on other pages."""
    if "product" not in context.kinds:
        return
    box = buybox.read(document)
    if box.cart is None and not box.markup and not any(find_money(f.text, context.language) for f in box.text.folded):
        context.log.reject("product.name", box.name, "no price, no cart control, no markup: nothing shows a product")
        return
    if box.title is not None:
        name = _without_code(box)
        at = document.blocks[box.title].text.find(name)
        yield context.fact(
            "product.name",
            name,
            document.blocks[box.title],
            (at, at + len(name)) if at >= 0 else None,
            why="the heading that names the product",
        )
    else:
        yield from _named_in_markup(document, box, context)
    for part in (product_stock, product_images, product_text, product_offer):
        yield from part.find(document, box, context)


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
    short = [
        block
        for block in box.text.blocks
        if block.role in ("heading", "paragraph", "other") and 2 < len(block.text) <= 70 and _may_name(block, context)
    ]
    heads = [block for block in short if block.role == "heading"] or (short if len(box.text.blocks) <= 12 else [])
    if heads:
        yield context.fact(
            "product.name",
            heads[0].text,
            heads[0],
            confidence="low",
            why="the first heading, like no name that the page gives elsewhere",
        )
