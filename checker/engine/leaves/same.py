"""`same`: all statements of a fact agree."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Final

from disputelint.checker.engine import describe
from disputelint.checker.engine.answer import (
    Answer,
    Statement,
    beside_the_point,
    least_sure,
    uncertain,
    unknown,
)
from disputelint.checker.engine.leaves.fact import select, switched_off
from disputelint.checker.engine.rule import SameLeaf
from disputelint.checker.engine.scope import View
from disputelint.checker.engine.tools import Tools
from disputelint.checker.late import late
from disputelint.checker.model import JSON, Text
from disputelint.checker.understand.normalize import fold

_WINDOW: Final = "refund.window"
_NUMBER: Final = late(r"[0-9]+")


def answer(leaf: SameLeaf, view: View, tools: Tools) -> Answer:
    """False when two statements differ; not applicable with fewer than two."""
    what = tools.said(leaf, describe.same_leaf)
    stated = _flat(leaf, select(view.statements(leaf.name, leaf.scope), leaf.where, view), view)
    stated = tuple(one for one in stated if one.decided and not _bound(one, tools))
    stated = _without_the_laws(leaf, stated, tools)
    pair = _differing(leaf, tuple(one for one in stated if one.solid))
    if pair is not None:
        return Answer("false", what, leaf.path, confidence=least_sure(pair), rests_on=pair, sides=pair)
    if _differing(leaf, stated) is not None:
        return unknown(what, leaf.path, uncertain(), stated)
    off = switched_off(leaf.name, leaf.scope, view) if not stated else None
    if off is not None:
        return beside_the_point(what, leaf.path, off)
    unread = view.unread(leaf.scope, leaf.name)
    if unread is not None:
        return unknown(what, leaf.path, unread, stated)
    solid = tuple(one for one in stated if one.solid)
    if len(solid) < 2:
        few = Text("There are fewer than two statements to compare", "比べられる記載が2つ以上ありません")
        return beside_the_point(what, leaf.path, few)
    return Answer("true", what, leaf.path, confidence=least_sure(solid), rests_on=solid)


def _bound(one: Statement, tools: Tools) -> bool:
    """Whether it speaks to buyers of one country only: the right that its law gives contradicts no longer period."""
    said = one.evidence
    return any(tools.wording.says("bound_to_place", text, one.language) for text in (said.quote, said.heading) if text)


def _without_the_laws(leaf: SameLeaf, stated: tuple[Statement, ...], tools: Tools) -> tuple[Statement, ...]:
    """The statements but for what the law gives to withdraw, where the shop's own period is longer: it may give more."""
    days = {index: _days(one.value) for index, one in enumerate(stated)} if leaf.name == _WINDOW else {}
    longest = max(days.values(), default=0)
    return tuple(
        one
        for index, one in enumerate(stated)
        if days.get(index, longest) >= longest
        or not tools.wording.says("right_of_withdrawal", one.evidence.quote, one.language)
    )


def _days(value: JSON) -> int:
    days = value.get("days") if isinstance(value, dict) else None
    return days if isinstance(days, int) else 0


def _flat(leaf: SameLeaf, stated: tuple[Statement, ...], view: View) -> tuple[Statement, ...]:
    """Each item of a list as a statement of its own, when keys of the items are named."""
    if not (leaf.by or leaf.per):
        return stated
    found: list[Statement] = []
    for one in stated:
        values = one.value if isinstance(one.value, list) else [one.value]
        found += [
            Statement(one.evidence, one.confidence, value, one.page, one.decided, one.fact)
            for value in values
            if isinstance(value, dict) and all(key in value for key in leaf.per) and _has(value, leaf.by)
        ]
    return tuple(found)


def _has(value: dict[str, JSON], keys: tuple[str, ...]) -> bool:
    return not keys or any(key in value for key in keys)


def _differing(leaf: SameLeaf, stated: tuple[Statement, ...]) -> tuple[Statement, Statement] | None:
    """The first two statements that do not agree."""
    if len({(_group(leaf, one.value), _key(leaf, one.value)) for one in stated}) < 2:
        return None
    for left, right in combinations(stated, 2):
        if _group(leaf, left.value) != _group(leaf, right.value) or _key(leaf, left.value) == _key(leaf, right.value):
            continue
        if leaf.name != _WINDOW or not (_names(left, right) or _names(right, left)):
            return left, right
    return None


def _names(one: Statement, other: Statement) -> bool:
    """Whether a sentence names the other's number of days too ("14 days to ask, 30 days to send it back")."""
    days = _days(other.value)
    return days not in (0, _days(one.value)) and str(days) in _NUMBER.findall(fold(one.evidence.quote).text)


def _group(leaf: SameLeaf, value: JSON) -> str:
    """What two statements must share to be compared: the keys of `per`, and the currency."""
    if not isinstance(value, dict):
        return ""
    currency = value.get("currency") if "amount" in value else None
    return json.dumps([[_plain(value.get(key)) for key in leaf.per], currency], sort_keys=True)


def _key(leaf: SameLeaf, value: JSON) -> str:
    """The part of a value that has to agree, written one way."""
    if leaf.by and isinstance(value, dict):
        value = {key: value.get(key) for key in leaf.by}
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False)


def _plain(value: JSON) -> JSON:
    if isinstance(value, str):
        return fold(value).text.strip()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value
