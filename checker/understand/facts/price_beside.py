"""What amounts on a product page tell of each other: one price twice, minor units set small, a former price beside one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.quantities import find_money

if TYPE_CHECKING:
    from disputelint.checker.understand.facts.price_scan import Amount

_PLAIN = re.compile(r"^\D*\d{3,7}\D*$")  # figures without any separator
_IN_FULL = re.compile(r"\d[.,]\d{2}(?!\d)")  # figures with minor units
_BETWEEN = re.compile(r"\s*\*?\s*(?:\(?[-−–]?\s?\d{1,2}(?:[.,]\d{1,2})?\s?%\)?)?\s*")
_NTH: Final = re.compile(r":nth-[a-z-]+\(\d+\)")
_ROWS: Final = 4  # blocks between two rows of a table of prices
_SAID_OF_PRICES: Final = ("price.discount_percent", "price.tax_excluded", "price.tax_included")
_TAXED: Final = 1.28  # the most that tax adds to a price
_LIST: Final = 3  # boxes alike that make a list
_SAID_TWICE: Final = 0.5  # what being said more than once speaks for being the price


def in_major(found: list[Amount]) -> list[Amount]:
    """Amounts whose minor units are set smaller ("$229⁹⁹"), where the same price stands beside them in full."""
    kept = list(found)
    for place, one in enumerate(kept):
        if one.kind != "own" or one.money.amount < 100 or not _PLAIN.search(one.money.words):
            continue
        near = (
            other for other in found[max(0, place - 2) : place + 3] if abs(other.block.index - one.block.index) <= 3
        )
        if any(_IN_FULL.search(o.money.words) and _hundredth(o, one) for o in near):
            kept[place] = replace(one, money=replace(one.money, amount=one.money.amount / 100))
    return kept


def _hundredth(one: Amount, other: Amount) -> bool:
    return one.money.currency == other.money.currency and abs(one.money.amount * 100 - other.money.amount) < 0.5


def repeated(found: list[Amount]) -> list[Amount]:
    """The amounts, with more weight for those that more than one block of the product's part says; cards of a list that
    cost the same say nothing twice.
    """
    places: dict[float, dict[int, str]] = {}
    for one in found:
        if one.kind == "own":
            places.setdefault(one.money.amount, {})[one.block.index] = one.block.selector
    twice = {amount for amount, blocks in places.items() if len(blocks) > 1 and not _cards(list(blocks.values()))}
    return [replace(one, score=one.score + _SAID_TWICE) if one.money.amount in twice else one for one in found]


def _cards(selectors: list[str]) -> bool:
    return len(selectors) >= _LIST and len({_NTH.sub("", selector) for selector in selectors}) == 1


def without_former(found: list[Amount], marked: set[float]) -> list[Amount]:
    """Of two bare amounts side by side, of which nothing else tells, the higher is the former price."""
    kept = list(found)
    for number in range(len(found) - 1):
        one, other = kept[number], kept[number + 1]
        if one.kind != "own" or other.kind != "own" or other.block.index - one.block.index > 1 or one.top or other.top:
            continue
        if one.money.currency != other.money.currency:
            continue
        if not _joined(one, other) and not (_bare(one) and _bare(other)):
            continue
        if abs(one.score - other.score) >= 1.5 and min(one.money.amount, other.money.amount) not in marked:
            continue
        if with_and_without_tax(one, other):
            continue
        high, place = (one, number) if one.money.amount > other.money.amount else (other, number + 1)
        low = other if high is one else one
        if low.money.amount * 1.01 < high.money.amount < low.money.amount * 6:
            kept[place] = replace(high, kind="reference", why="the higher of two bare amounts side by side")
    return kept


def with_and_without_tax(one: Amount, other: Amount) -> bool:
    """Whether two amounts are one price without and with tax ("2,000円" over "税込2,200円")."""
    low, high = sorted((one, other), key=lambda amount: amount.money.amount)
    if (low.money.tax == "excluded") != (high.money.tax == "excluded"):
        return True
    added = high.money.amount <= low.money.amount * _TAXED
    return added and high.money.tax == "included" and low.money.tax == ""


def _joined(one: Amount, other: Amount) -> bool:
    """Whether nothing stands between two amounts of one block but a discount in per cent ("$60.00 -20 % $48.00")."""
    same = one.block.index == other.block.index
    return same and _BETWEEN.fullmatch(one.folded.text[one.money.end : other.money.start]) is not None


def _bare(one: Amount) -> bool:
    if len(one.folded.text) > 120:
        return False
    text = one.folded.text
    words = "".join(money.words for money in find_money(text))
    for said in _SAID_OF_PRICES:
        text = str(wording.pattern(said).sub(" ", text))
    return len(re.sub(r"\W", "", text)) - len(re.sub(r"\W", "", words)) <= 3


def undercut(found: list[Amount]) -> list[Amount]:
    """Of two prices under labels of their own, the lower of which is called the reduced one, the higher was before it."""
    reduced = [one for one in found if one.kind == "own" and wording.is_label("price.reduced", one.block.label)]
    return [
        replace(one, kind="reference", why="labelled as a price, and a reduced one stands beside it")
        if one.kind == "own" and one not in reduced and any(_above(one, low) for low in reduced)
        else one
        for one in found
    ]


def _above(one: Amount, low: Amount) -> bool:
    """Whether a labelled price stands right by a reduced one and is higher."""
    beside = abs(one.block.index - low.block.index) <= _ROWS and bool(one.block.label)
    return beside and one.money.currency == low.money.currency and one.money.amount > low.money.amount
