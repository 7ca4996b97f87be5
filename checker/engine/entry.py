"""What a report says of how the shop was entered (`Meta.entry`, written by the crawl)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from disputelint.checker.model import JSON, Coverage, CoverageGap, Text
from disputelint.checker.snapshot.records import Meta

SOON: Final = 14  # days before the end of a crawler's signature from which it is announced


def notices(meta: Meta) -> tuple[Text, ...]:
    """What must be known of the entry: that secrets were missing, that a signature ends soon or has ended."""
    entry = meta.entry
    told = []
    said, help_ = _text(entry.get("detail")), _text(entry.get("remedy"))
    if said and help_:  # a detail of its own has only what lacks secrets
        told.append(Text(f"NOT JUDGED: {said.en}. {help_.en}", f"判定できず：{said.ja}。{help_.ja}"))
    if (ends := _day(entry.get("expires"))) is not None and (today := _day(meta.date)) is not None:
        told += _ending((ends - today).days, ends)
    return tuple(told)


def remedied(coverage: Coverage, meta: Meta) -> Coverage:
    """`coverage` with what helps against what stood at the door, in the gaps that have the same reason as the door."""
    entry = meta.entry
    help_ = _text(entry.get("remedy"))
    if help_ is None:
        return coverage
    detail = _text(entry.get("detail"))

    def mended(gap: CoverageGap) -> CoverageGap:
        if gap.reason != entry.get("reason"):
            return gap
        return replace(gap, remedy=help_, detail=detail or gap.detail)

    return replace(coverage, gaps=tuple(mended(gap) for gap in coverage.gaps))


def forgiven(meta: Meta) -> bool:
    """Whether a missed gate is only told: the run lacks secrets that nobody could have given it."""
    return bool(meta.entry.get("warn"))


def _ending(days: int, ends: datetime.date) -> list[Text]:
    if days > SOON:
        return []
    if days < 0:
        return [
            Text(
                f"The crawler's signature (Signature-Input) ended on {ends}. Make a new one.",
                f"巡回用の署名（Signature-Input）は{ends}に期限が切れました。新しい署名を発行してください。",
            )
        ]
    left = "today" if days == 0 else "in 1 day" if days == 1 else f"in {days} days"
    return [
        Text(
            f"The crawler's signature (Signature-Input) ends {left}, on {ends}. Make a new one before that.",
            f"巡回用の署名（Signature-Input）の期限は{ends}です（あと{days}日）。それまでに新しい署名を発行してください。",
        )
    ]


def _text(value: JSON) -> Text | None:
    if not isinstance(value, Mapping) or not value.get("en") or not value.get("ja"):
        return None
    return Text(str(value["en"]), str(value["ja"]))


def _day(value: JSON) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
