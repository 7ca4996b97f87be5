"""`compare`: a relation between two facts. It holds when some statement of each stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product
from typing import Any

from disputelint.checker.engine import describe
from disputelint.checker.engine.answer import Answer, Gap, Statement, beside_the_point, least_sure, uncertain, unknown
from disputelint.checker.engine.leaves.fact import absent_gap, select, switched_off
from disputelint.checker.engine.rule import CompareLeaf, Scope, Side
from disputelint.checker.engine.scope import View
from disputelint.checker.engine.tools import Tools
from disputelint.checker.model import Text
from disputelint.checker.understand.normalize import fold

_BUSINESS_WEEK = 7 / 5  # calendar days to a business day
_DAYS = ("days", "days_max")
_LONGEST = 200  # characters compared for likeness: names and labels, never paragraphs
_SHORTEST = 3  # Latin letters of a word that can be shared
_SIMILAR = 0.8  # how alike two texts are when no tolerance is given


def answer(leaf: CompareLeaf, view: View, tools: Tools) -> Answer:
    """Not applicable when one side is not stated; unknown when it was not seen or the currencies differ."""
    what = tools.said(leaf, describe.compare_leaf)
    sides = []
    for side in (leaf.left, leaf.right):
        scope = _scope(leaf, side)
        stated = _parts(select(view.statements(side.fact, scope), side.where, view), side)
        if not stated:
            return _unstated(leaf, side, scope, view, tools, what)
        sides.append(tuple(one for one in stated if one.solid) or stated)
    return _judge(leaf, sides[0], sides[1], what)


def _scope(leaf: CompareLeaf, side: Side) -> Scope:
    own = leaf.scope
    return Scope(side.pages or own.pages, own.regions, own.visible, own.min_size, own.min_contrast)


def _unstated(leaf: CompareLeaf, side: Side, scope: Scope, view: View, tools: Tools, what: Text) -> Answer:
    if side.fact.startswith("config."):
        key = side.fact.removeprefix("config.")
        detail = Text(f"storefront.{key} is not configured", f"storefront.{key} が設定されていません")
        return beside_the_point(what, leaf.path, detail, (_configure(f"storefront.{key}"),))
    off = switched_off(side.fact, scope, view)
    if off is not None:
        return beside_the_point(what, leaf.path, off)
    gap = absent_gap(side.fact, scope, view, tools)
    if gap is not None:
        return unknown(what, leaf.path, gap)
    return beside_the_point(what, leaf.path, Text(f"{side.fact} is not stated", f"{side.fact}の記載がありません"))


def _configure(key: str) -> Text:
    return Text(f"Set {key} in disputelint.yml.", f"disputelint.yml に {key} を設定してください。")


def _judge(leaf: CompareLeaf, left: tuple[Statement, ...], right: tuple[Statement, ...], what: Text) -> Answer:
    undecided: Gap | None = None
    for pair in product(left, right):
        held = relation(leaf, pair[0].value, pair[1].value)
        if isinstance(held, Gap):
            undecided = undecided or held
        elif held and pair[0].solid and pair[1].solid:
            return Answer("true", what, leaf.path, confidence=least_sure(pair), rests_on=pair, sides=pair)
        elif held:
            undecided = undecided or uncertain()
    first = (left[0], right[0])
    if undecided is None and not (first[0].solid and first[1].solid):
        undecided = uncertain()
    if undecided is not None:
        return unknown(what, leaf.path, undecided, first)
    return Answer("false", what, leaf.path, confidence=least_sure(first), rests_on=first, sides=first)


def _parts(stated: tuple[Statement, ...], side: Side) -> tuple[Statement, ...]:
    """The statements by the key that is compared; items of a list one by one."""
    found: list[Statement] = []
    for one in stated:
        for value in one.value if isinstance(one.value, list) else [one.value]:
            if side.key:
                if not isinstance(value, dict) or side.key not in value:
                    continue
                value = value[side.key]
            found.append(Statement(one.evidence, one.confidence, value, one.page, one.decided, one.fact))
    return tuple(found)


@dataclass(frozen=True)
class _Span:
    """A number or a range of numbers, with what it is counted in."""

    low: float
    high: float
    currency: str | None = None
    tax: str | None = None


def _span(value: Any) -> _Span | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return _Span(float(value), float(value))
    if not isinstance(value, dict):
        return None
    amount = value.get("amount")
    if isinstance(amount, (int, float)):
        return _Span(amount, value.get("max", amount), value.get("currency"), value.get("tax"))
    for key in _DAYS:
        days = value.get(key)
        if isinstance(days, (int, float)):
            calendar = days * _BUSINESS_WEEK if value.get("business") else days
            return _Span(calendar, calendar)
    return None


def relation(leaf: CompareLeaf, left: Any, right: Any) -> bool | Gap:
    """Whether two values stand in the leaf's relation. Money in different currencies, or with and without tax, is a
    gap; of a price range either end may satisfy it; business days count as 7/5 days.
    """
    if leaf.relation in ("similar", "shares_word"):
        return _alike(leaf, _words(left), _words(right))
    a, b = _span(left), _span(right)
    if a is None or b is None:
        return leaf.relation == "equal" and _same(left, right)
    if a.currency and b.currency and a.currency != b.currency:
        return Gap(
            None,
            Text(f"Different currencies: {a.currency}, {b.currency}", f"通貨が異なります：{a.currency}、{b.currency}"),
        )
    if a.tax and b.tax and a.tax != b.tax:
        return Gap(None, Text("One amount is with tax, the other without", "一方は税込、他方は税抜の金額です"))
    slack = leaf.tolerance + 1e-9
    if leaf.relation == "equal":
        return a.low <= b.high + slack and b.low <= a.high + slack
    if leaf.relation == "at_most":
        return a.low <= b.high + slack
    if leaf.relation == "at_least":
        return a.high >= b.low - slack
    return a.low < b.high + leaf.tolerance if leaf.relation == "less" else a.high > b.low - leaf.tolerance


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return fold(left).text.strip() == fold(right).text.strip()
    return bool(left == right)


def _words(value: Any) -> str:
    return fold(str(value)).text.strip()[:_LONGEST] if isinstance(value, (str, int, float)) else ""


def _alike(leaf: CompareLeaf, left: str, right: str) -> bool:
    if leaf.relation == "similar":
        wanted = 1 - leaf.tolerance if leaf.tolerance else _SIMILAR
        return SequenceMatcher(None, left, right, autojunk=False).ratio() >= wanted
    return _shares(left, right) or _shares(right, left)


def _shares(left: str, right: str) -> bool:
    """Whether a word of the left occurs in the right, written together or apart: KANSOGOODS and Kanso Goods."""
    from disputelint.checker.engine.names import words

    joined = "".join(char for char in right if char.isalnum())
    own = words(right)
    return any(word in own or (len(word) > _SHORTEST and word in joined) for word in words(left))
