"""Calendar dates in running text, as ISO 8601: Western forms, 2025年3月1日, Japanese and Taiwanese eras."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Any

from disputelint.checker.model.record import record
from disputelint.checker.understand.linear import compiled
from disputelint.checker.understand.quantities import words
from disputelint.checker.understand.quantities.numbers import kanji_value

# No date is without one of these: a year of this or the last century, 年, a year of an era behind its short name.
# Beginning with a figure, it is found several times faster than beginning with r, h or s.
_YEAR = re.compile(
    r"[0-9年](?:(?<=1)9[0-9]{2}|(?<=2)0[0-9]{2}|(?<=年)"
    r"|(?:(?<=[rhs][0-9])|(?<=[rhs][.\s][0-9])|(?<=[rhs]\.\s[0-9]))[0-9]?[./])"
)
_EARLIEST, _LATEST = 1970, 2099  # a year outside is a number, not the date of a shop's text


@record(frozen=True, slots=True)
class Date:
    """A date at a place in folded text. `iso` is a year, year-month or full date."""

    start: int
    end: int
    iso: str


def find_dates(text: str, language: str) -> tuple[Date, ...]:
    """The dates of folded `text`, from left to right. 03/04/2025 is read day first except in American English and
    where only the other order is a date.
    """
    if _YEAR.search(text) is None:
        return ()
    found: list[Date] = []
    for matcher, reader in _matchers(language):
        for match in matcher.finditer(text):
            iso = reader(match.groupdict(), language)
            if iso and all(match.end() <= known.start or match.start() >= known.end for known in found):
                found.append(Date(match.start(), match.end(), iso))
    return tuple(sorted(found, key=lambda date: date.start))


@cache
def _month_numbers() -> dict[str, int]:
    return {
        name: number
        for months in words.data()["months"].values()
        for number, names in enumerate(months, start=1)
        for name in names.split("|")
    }


@cache
def _matchers(language: str) -> tuple[tuple[Any, Any], ...]:
    names = "|".join(sorted(_month_numbers(), key=len, reverse=True))
    eras = "|".join(sorted((name for name in words.data()["eras"] if len(name) > 1), key=len, reverse=True))
    number = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
    return tuple(
        (compiled(expression), reader)
        for expression, reader in (
            (
                rf"(?P<era>{eras})\s?(?P<y>[0-9]{{1,3}}|元|[一二三四五六七八九十]{{1,3}})\s?年(?:度)?(?:\s?(?P<m>{number})\s?月(?:\s?(?P<d>{number})\s?日)?)?",
                _era,
            ),
            (r"\b(?P<era>[rhs])\.?\s?(?P<y>[0-9]{1,2})[./年](?P<m>[0-9]{1,2})[./月](?P<d>[0-9]{1,2})日?", _era),
            (r"(?P<y>[0-9]{4})\s?[年년]\s?(?P<m>[0-9]{1,2})\s?[月월](?:\s?(?P<d>[0-9]{1,2})\s?[日일號号]?)?", _plain),
            (r"\b(?P<y>(?:19|20)[0-9]{2})\s?[-/.]\s?(?P<m>[0-9]{1,2})\s?[-/.]\s?(?P<d>[0-9]{1,2})\b", _plain),
            (
                rf"\b(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th|er|re|\.|º|°|a|o)?(?:\s|-)(?:of\s|de\s|d')?(?P<name>{names})\.?,?(?:\s|-)(?:de[l]?\s|of\s)?(?P<y>[0-9]{{4}})\b",
                _named,
            ),
            (rf"\b(?P<name>{names})\.?\s(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>[0-9]{{4}})\b", _named),
            (rf"\b(?P<name>{names})\.?,?\s(?:de\s|of\s)?(?P<y>(?:19|20)[0-9]{{2}})\b", _named),
            (r"\b(?P<a>[0-9]{1,2})[./-](?P<b>[0-9]{1,2})[./-](?P<y>(?:19|20)[0-9]{2})\b", _ordered),
            (r"\b(?P<y>(?:19|20)[0-9]{2})[-/.](?P<m>0[1-9]|1[0-2])\b", _plain),
            (r"\b(?P<m>0[1-9]|1[0-2])[/.](?P<y>20[0-9]{2})\b", _plain),
        )
    )


def _era(groups: dict[str, str | None], _: str) -> str:
    year = groups["y"] or ""
    first = words.data()["eras"][groups["era"]]
    value = 1 if year == "元" else _number(year)
    return _iso(first + value, _number(groups.get("m")), _number(groups.get("d")))


def _plain(groups: dict[str, str | None], _: str) -> str:
    return _iso(_number(groups["y"]), _number(groups.get("m")), _number(groups.get("d")))


def _named(groups: dict[str, str | None], _: str) -> str:
    return _iso(_number(groups["y"]), _month_numbers()[groups["name"] or ""], _number(groups.get("d")))


def _ordered(groups: dict[str, str | None], language: str) -> str:
    first, second, year = _number(groups["a"]), _number(groups["b"]), _number(groups["y"])
    american = language.casefold() in ("en", "en-us") and second > 12
    if language.casefold() == "en-us" and first <= 12:
        american = True
    day, month = (second, first) if american else (first, second)
    return _iso(year, month, day) or _iso(year, day, month)


def _number(text: str | None) -> int:
    if not text:
        return 0
    return int(text) if re.fullmatch("[0-9]+", text) else int(kanji_value(text) or 0)


def _iso(year: int, month: int, day: int) -> str:
    if not _EARLIEST <= year <= _LATEST or not 0 <= month <= 12:
        return ""
    if not month:
        return f"{year:04}"
    if not day:
        return f"{year:04}-{month:02}"
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""
