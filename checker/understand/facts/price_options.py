"""The price of a product that only the choices of its list show ("Small – $49.00", "Large – $69.00")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Block
from disputelint.checker.understand.facts import buybox, wording
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.normalize import Folded, fold
from disputelint.checker.understand.quantities import Money, find_money

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

Stated = tuple[Block, Money, tuple[int, int], str, float | None]  # where, what, its span, why; the highest of several
Choice = tuple[Block, Folded, Money]
_LEAST: Final = 2  # choices with an amount that make a list one of prices
# What makes an amount one that is added to a price, kept within, or charged for something else.
_NO_PRICE: Final = late(
    r"[+＋±]|\b(?:plus|extra|add|under|over|below|above|up to|save|off|deposit|zzgl|aufpreis|supplement|suplemento)\b|追加|以下|以上|未満|引き|割引|まで|加算"
)


def of_choices(document: Document, context: Context) -> Iterator[Stated]:
    """The choice with the lowest amount of the first list between the product's title and its cart control in which every
    choice (but the one that asks to choose) has an amount; nothing where there is no such list.
    """
    if "product" not in context.kinds:
        return
    box = buybox.read(document)
    if box.cart is None or box.title is None:
        return
    lists: dict[str, list[Block]] = {}
    for block in document.blocks:
        if block.role == "option" and block.visible and box.within(block):
            lists.setdefault(block.selector, []).append(block)
    for blocks in lists.values():
        choices = [_choice(block, context.language) for block in blocks]
        priced = [one for one in choices if one is not None]
        if len(priced) >= max(_LEAST, len(blocks) - 1) and None not in choices[1:]:
            block, folded, money = min(priced, key=lambda one: one[2].amount)
            top = max(one[2].amount for one in priced)
            yield block, money, folded.back(money.start, money.end), "the lowest amount of a list of choices", top
            return


def _choice(block: Block, language: str) -> Choice | None:
    """A choice with the one amount it names; None where that is no price."""
    folded = fold(block.text)
    monies = find_money(folded.text, language)
    if len(monies) != 1 or not monies[0].amount or _NO_PRICE.search(folded.text) or _of_else(folded.text):
        return None
    return block, folded, monies[0]


def _of_else(said: str) -> bool:
    return wording.has("price.not_price", said) or wording.has("order.label_shipping", said)
