"""What a cart shows: lines, shipping, total, extras ticked before the buyer chose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from disputelint.checker.model import Fact
from disputelint.checker.understand.facts import order_page
from disputelint.checker.understand.facts.context import Context

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document


def find(document: Document, context: Context) -> Iterator[Fact]:
    """`cart.*` of a cart page; nothing on other pages."""
    if "cart" not in context.kinds:
        return
    text = order_page.order_text(document)
    found = order_page.of_cart(order_page.amounts(document, text, context), text)
    total = order_page.total(found)
    for line in order_page.lines(found) if total is None or total.amount else ():  # nothing in it: goods beside it
        yield order_page.fact("cart.line_price", line, context)
    for number, block, span, why in order_page.quantities(document, text):
        yield context.fact("cart.quantity", number, block, span if span[1] else None, why=why)
    shipping = order_page.shipping(found)
    if shipping is not None:
        yield order_page.fact("cart.shipping", shipping, context)
    if total is not None:
        yield order_page.fact("cart.total", total, context)
    for control, block in order_page.preticked(document):
        yield context.fact("cart.preticked", control.label, block, why="a ticked box that adds or signs up")
