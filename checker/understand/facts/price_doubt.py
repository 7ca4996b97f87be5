"""What leaves a doubt that an amount is what everybody pays for a page's product: a choice, a part further down, a group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.understand.facts import buybox, price_beside
from disputelint.checker.understand.facts.price_scan import PER_MONTH, SOME, Amount

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document
    from disputelint.checker.understand.facts.rows import Row

NTH: Final = late(r":nth-[a-z-]+\(\d+\)")
_CARDS: Final = 3  # boxes alike that make a list


def alone(best: Amount, found: list[Amount], box: buybox.BuyBox, document: Document) -> bool:
    """Whether nothing leaves a doubt that an amount is what everybody pays for the product."""
    if any(best.money.amount == amount for kind in box.markup for amount, _ in kind.prices):
        return True
    return SOME not in best.why and not _rivalled(best, found) and not _below(best, box, document)


def _rivalled(best: Amount, found: list[Amount]) -> bool:
    """Whether another amount as weighty stands in a box like its own: which of them is asked depends on a choice."""
    shape = NTH.sub("", best.block.selector)
    return any(
        one.kind == "own"
        and one.money.amount != best.money.amount
        and not price_beside.with_and_without_tax(one, best)
        and one.score >= best.score - 0.6
        and one.block.selector != best.block.selector
        and NTH.sub("", one.block.selector) == shape
        for one in found
    )


def _below(best: Amount, box: buybox.BuyBox, document: Document) -> bool:
    """Whether an amount stands below the cart control and a heading that follows it: it may be another thing's."""
    if box.cart is None or best.block.index <= box.cart or not best.block.headings:
        return False
    over = [b.index for b in document.blocks[: best.block.index] if b.role == "heading"]
    return bool(over) and over[-1] > box.cart and over[-1] != box.title


def of_one_offer(offers: list[Amount], box: buybox.BuyBox) -> bool:
    """Whether amounts side by side are of one offer: plans by the month, what is to be chosen above the cart control,
    or all that a page without one sells. What else is listed beside the product are accessories and goods like it.
    """
    if box.cart is None or all(box.distance(one.block) == 0 for one in offers):
        return True
    return any(PER_MONTH.match(one.folded.text[one.money.end : one.money.end + 16]) for one in offers)


def off_cards(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows under a label for the price; none where it stands in box after box, as on the cards of a list."""
    alike: dict[str, int] = {}
    for row in rows:
        if row.block.role in ("other", "paragraph"):
            path = NTH.sub("", row.block.selector)
            alike[path] = alike.get(path, 0) + 1
    return () if max(alike.values(), default=0) >= _CARDS else rows
