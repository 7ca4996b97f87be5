"""What amounts on a product page tell of each other: one price twice, minor units set small, a former price beside one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from disputelint.checker.understand.quantities import find_money

if TYPE_CHECKING:
    from disputelint.checker.understand.facts.price_scan import Amount

_PLAIN = re.compile(r"^\D*\d{3,7}\D*$")  # figures without any separator
_IN_FULL = re.compile(r"\d[.,]\d{2}(?!\d)")  # figures with minor units
_NTH: Final = re.compile(r":nth-[a-z-]+\(\d+\)")
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
        if one.money.currency != other.money.currency or not _bare(one) or not _bare(other):
            continue
        if abs(one.score - other.score) >= 1.5 and min(one.money.amount, other.money.amount) not in marked:
            continue
        high, place = (one, number) if one.money.amount > other.money.amount else (other, number + 1)
        low = other if high is one else one
        if low.money.amount * 1.01 < high.money.amount < low.money.amount * 6:
            kept[place] = replace(high, kind="reference", why="the higher of two bare amounts side by side")
    return kept


def _bare(one: Amount) -> bool:
    if len(one.folded.text) > 120:
        return False
    words = "".join(money.words for money in find_money(one.folded.text))
    return len(re.sub(r"\W", "", one.folded.text)) - len(re.sub(r"\W", "", words)) <= 3
