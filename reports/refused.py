"""Requests that pages of the shop tried to send and that the audit held back, for every format that is read by people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from disputelint.checker.model import Language, Report, Text
from disputelint.checker.model.refusals import WHY
from disputelint.reports.inert import plain
from disputelint.reports.say import address

LIMIT: Final = 20  # rows; the JSON report has all
_LONGEST: Final = 160  # characters of an address
_READS: Final = frozenset(("GET", "HEAD", "OPTIONS"))
HEAD: Final = Text("Requests held back ({n})", "送信を止めた通信（{n}件）")
INTRO: Final = Text(
    "The shop's pages tried to send these; the audit let none of them through.",
    "店舗のページが送ろうとした通信です。検査ではいずれも送信していません。",
)
COLUMNS: Final = (
    Text("Request", "通信"),
    Text("Page", "ページ"),
    Text("Why it was held back", "止めた理由"),
)
MORE: Final = Text("and {n} more in the JSON report", "ほか{n}件はJSONレポートにあります")


@dataclass(frozen=True, slots=True)
class Row:
    """One request: `what` is its method and address, `page` where it came from; `why` is a sentence's end."""

    what: str
    page: str
    why: str


def rows(report: Report, language: Language) -> Sequence[Row]:
    """Each request once, those that write before those that read, in at most LIMIT rows and without anything obeyed."""
    return [_row(what, why, ones, report, language) for (what, why), ones in list(_each(report).items())[:LIMIT]]


def left(report: Report) -> int:
    """How many different requests `rows` leaves out."""
    return max(0, len(_each(report)) - LIMIT)


def _each(report: Report) -> dict[tuple[str, str], list[dict[str, str]]]:
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for one in sorted(report.refused, key=lambda one: one.get("method", "") in _READS):
        what = f"{one.get('method', '')} {address(one.get('url', ''), report)}"
        found.setdefault((plain(what, _LONGEST), one.get("why", "")), []).append(one)
    return found


def _row(what: str, why: str, ones: Sequence[dict[str, str]], report: Report, language: Language) -> Row:
    pages = list(dict.fromkeys(one.get("page", "") for one in ones))
    page = plain(address(pages[0], report), _LONGEST)
    if len(pages) > 1:
        page += Text(" and {n} more", "、ほか{n}ページ").fill(n=len(pages) - 1).in_(language)
    said = WHY[why].in_(language) if why in WHY else plain(why, _LONGEST)
    return Row(what, page, said)
