"""Spans of time in running text, in days.

Hours become days rounded up (under 24 hours: 0), weeks 7, months 30, years 365 days. "Within N" and "up to N" start at
0; "at least N" has no end. Working days are marked, whatever the language calls them.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import Any, Final, Literal

from disputelint.checker.late import late
from disputelint.checker.model.record import record
from disputelint.checker.understand.linear import Pattern, compiled, uncaptured
from disputelint.checker.understand.quantities import words
from disputelint.checker.understand.quantities.numbers import number_expression, number_value

Limit = Literal["exact", "within", "least", "range"]
DAYS: Final = {"day": 1.0, "business_day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
_HOURS: Final = {"hour": 1.0, "minute": 1 / 60}
_UNITS: Final = ("business_day", "hour", "minute", "week", "month", "year", "day")
_NOTE_REACH: Final = 28  # characters after a duration in which "excluding weekends" still belongs to it
_DIGIT: Final = late("[0-9]")
# A number where none is in words, at the beginning of a word.
_FIGURE: Final = late(r"[0-9](?<!\w\w)[0-9]{0,3}(?:[.,][0-9])?", re.ASCII)
_NAMED: Final = late(r"\(\?P<\w+>")
_LIMIT_REACH: Final = 48  # characters before a number in which its limit words stand
_SINO_KOREAN: Final = frozenset("일이삼사오육칠팔구")
_OF_WEEK: Final = frozenset("週周期拜")  # 星期, 禮拜
_CJK: Final = frozenset(("ja", "zh-Hans", "zh-Hant", "ko"))


@record(frozen=True, slots=True)
class Duration:
    """A span of time. `start` and `end` are places in the folded text, its limit words included."""

    start: int
    end: int
    days_min: int
    days_max: int | None  # None: no end ("at least 5 days")
    business: bool
    unit: str  # day, business_day, hour, week, month, year, minute, fixed
    limit: Limit
    number: float  # as printed, the larger of a range
    about: bool = False
    core: int = 0  # where the number itself begins
    words: str = ""  # the folded words

    @property
    def immediate(self) -> bool:
        """Whether it means at once or the same day."""
        return self.unit == "fixed" and self.days_max == 0


@lru_cache(maxsize=4096)
def find_durations(text: str, language: str) -> tuple[Duration, ...]:
    """The durations of folded `text` in a BCP 47 language, from left to right, none overlapping."""
    found: list[Duration] = []
    for name in words.chain(language):
        if name in words.languages():
            found.extend(_in(text, name, found))
    return tuple(sorted(found, key=lambda duration: duration.start))


def _in(text: str, language: str, taken: list[Duration]) -> list[Duration]:
    found: list[Duration] = []
    blocked = [(known.start, known.end) for known in taken]
    for matcher, value in _fixed(language) if _any_fixed(language).has(text) else ():
        for match in matcher.finditer(text):
            if _free(match.start(), match.end(), blocked):
                blocked.append((match.start(), match.end()))
                if value is not None:
                    found.append(_make_fixed(text, language, match.start(), match.end(), value))
    expression, reached = _expression(language), 0
    for place in _numbers(text, language):
        match = expression.match(text, place) if place >= reached else None
        duration = _make(text, language, match) if match is not None else None
        if duration is not None and _free(duration.core, duration.end, blocked):
            blocked.append((duration.core, duration.end))
            found.append(duration)
            reached = duration.end
    return found


def _free(start: int, end: int, blocked: list[tuple[int, int]]) -> bool:
    return all(end <= first or start >= last for first, last in blocked)


def _numbers(text: str, language: str) -> list[int]:
    """Where a number of a duration may begin; none where no unit stands in the text."""
    likely = _likely(text, language) if text.isascii() else None
    if likely is not None and not likely:
        return []
    digits = _DIGIT.search(text) is not None
    plain = digits and language in _CJK  # in them a figure is all that a first look needs
    spelled = not plain and _spelled(language).has(text)
    if not (digits or spelled) or (likely is None and not _any_unit(language).has(text)):
        return []
    if plain or spelled:
        places = _number_at(language).starts(text)
    else:
        places = [match.start() for match in _FIGURE.finditer(text)]
    return places if likely is None else [place for place in places if place in likely]


def _likely(text: str, language: str) -> list[int]:
    """Where in a text of ASCII a duration begins, by its own words alone."""
    found, at, data, pattern = [], 0, text.encode(), _whole(language)
    while (span := pattern.first(data, at)) is not None:
        found.append(span[0])
        at = span[0] + 1
    return found


@cache
def _whole(language: str) -> Pattern:
    """The same as `_expression` from a number to its unit, without groups: linear, and quick to say that there is none."""
    edge = "" if language in _CJK else r"\b"
    return compiled(edge + uncaptured(_NAMED.sub("(?:", _shape(language))))


@cache
def _any_unit(language: str) -> Pattern:
    units = words.part("units", language)
    return compiled("|".join(f"(?:{units[name]})" for name in _UNITS))


@cache
def _spelled(language: str) -> Pattern:
    spelled = list(words.number_words(language))
    if language in ("ja", "zh-Hans", "zh-Hant"):
        return compiled("[〇零一二三四五六七八九十百千两兩]")
    return compiled(r"\b(?:" + "|".join(map(re.escape, spelled)) + r")\b" if language != "ko" else "|".join(spelled))


@cache
def _any_fixed(language: str) -> Pattern:
    return compiled("|".join(f"(?:{expression})" for expression in words.part("fixed", language)))


@cache
def _fixed(language: str) -> tuple[tuple[Any, list[Any] | None], ...]:
    edge = "" if language in _CJK else r"\b"
    return tuple(
        (compiled(f"{edge}(?:{expression}){edge}"), value)
        for expression, value in (words.part("fixed", language) or {}).items()
    )


@cache
def _number_at(language: str) -> Pattern:
    """Where a number may begin: a quick first look."""
    edge = "" if language in _CJK else r"\b"
    return compiled(edge + number_expression(language))


@cache
def _expression(language: str) -> re.Pattern[str]:
    """A duration from its number on. Groups: n, p (bracketed number), u, n2, unit, within_after, least_after.

    Python's own engine: captures are several times cheaper there, and every repetition is bounded (so is `units` and
    the other data), which keeps the time per character constant.
    """
    glue = r"\s?" if language in _CJK else r"\s"
    after = "|".join(
        f"(?P<{name}>{expression})"
        for name in ("within_after", "least_after")
        if (expression := words.part(name, language))
    )
    return re.compile(rf"{_shape(language)}(?:{glue}(?:{after}))?")


def _shape(language: str) -> str:
    """The expression of a duration, from its number to its unit."""
    number = number_expression(language)
    units = words.part("units", language)
    east = language in _CJK
    edge = "" if east else r"\b"
    unit = "|".join(f"(?:{units[name]})" for name in _UNITS)
    gap = r"\s?" if east else r"(?:\s?-\s?|\s)?"
    bracket = rf"(?:\s?\((?P<p>[0-9]{{1,4}}|{number})\))?"
    return (
        rf"(?P<n>{number}){bracket}"
        rf"(?:{gap}(?P<u>{unit})?{_joint(language)}(?:{number}\s?\()?(?P<n2>{number})\)?)?"
        rf"{gap}(?P<unit>{unit}){edge}"
    )


def _joint(language: str) -> str:
    """What stands between the two numbers of a range."""
    marks = [re.escape(mark) for mark in words.data()["range"]["any"]]
    own = sorted((re.escape(mark) for mark in words.part("range", language) or ()), key=len, reverse=True)
    if language in _CJK:
        return rf"\s?(?:{'|'.join(marks + own)})\s?"
    middle = (words.part("between", language) or ("", ""))[1]
    spelled = "|".join([*own, middle] if middle else own)
    return rf"(?:\s?(?:{'|'.join(marks)})\s?|\s(?:{spelled})\s)"


@cache
def _before(language: str) -> Pattern:
    """The limit words right before a duration's number. Groups: within, least, about."""
    limits = "|".join(
        f"(?P<{name}>{expression})"
        for name in ("within", "least", "about")
        if (expression := words.part(name, language))
    )
    opening = (words.part("between", language) or ("",))[0]
    edge, glue = ("", r"\s?") if language in _CJK else (r"\b", r"\s")
    between = rf"(?:{opening}\s)?" if opening else ""
    return compiled(rf"{edge}(?:{limits}){glue}(?:(?:~|-|約|约|ca\.?|the|about)\s?)?{between}$")


@lru_cache(maxsize=4096)
def _limit(before: str, language: str) -> tuple[int | None, str]:
    """Where in the words in front of a number its limit begins, None where it has none, and which it is."""
    match = _before(language).search(before)
    return (None, "") if match is None else (match.start(), match.named())


def _make(text: str, language: str, match: re.Match[str]) -> Duration | None:
    core = match.start()
    limited, told = _limit(text[max(0, core - _LIMIT_REACH) : core], language) if core else (None, "")
    groups = match.groupdict()
    if not _stands_alone(text, core, groups["n"], groups["unit"], language):
        return None
    low = number_value(groups["n"], language)
    if groups.get("p") is not None:
        low = number_value(groups["p"], language) or low
    high = number_value(groups["n2"], language) if groups.get("n2") else None
    if low is None or (high is None and groups.get("n2")):
        return None
    unit = _unit(groups["unit"], language)
    first_unit = _unit(groups["u"], language) if groups.get("u") else unit
    if high is not None and _days(high, unit) < _days(low, first_unit):
        low, high, core = high, None, match.start("n2")
        first_unit = unit
    limit: Limit = "range" if high is not None else "exact"
    if told == "within" or groups.get("within_after"):
        limit = "within"
    elif high is None and (told == "least" or groups.get("least_after")):
        limit = "least"
    top = low if high is None else high
    start = max(0, core - _LIMIT_REACH) + limited if limited is not None and core == match.start() else core
    end = match.end()
    days_min = 0 if limit == "within" and high is None else _days(low, first_unit)
    return Duration(
        start=start,
        end=end,
        days_min=days_min,
        days_max=None if limit == "least" else _days(top, unit),
        business=_is_business(groups["unit"], groups.get("u"), unit, language) or _noted(text, core, end, language),
        unit=unit,
        limit=limit,
        number=top,
        about=told == "about",
        core=core,
        words=text[start:end],
    )


def _make_fixed(text: str, language: str, start: int, end: int, value: list[Any]) -> Duration:
    return Duration(
        start=start,
        end=end,
        days_min=int(value[0]),
        days_max=int(value[1]),
        business=bool(value[2]),
        unit="fixed",
        limit="within" if value[0] != value[1] else "exact",
        number=float(value[1]),
        core=start,
        words=text[start:end],
    )


# "das 8h", "avant 14h", "de 9h à 18h": hours of the day.
_AT_HOUR: Final = late(
    r"\b(?:das|as|da|avant|apres|antes|despues|depois|jusqu.a|vers|des|las|alle|dalle|delle|vor|um|gegen) (?:de |das |d')?$|[0-9] ?h ?(?:a|as|-|–|bis|et|e|y) ?(?:as |les )?$"
)
_HOUR_RANGE: Final = late(r"([0-9]{1,2}) ?h(?:[0-5][0-9])? ?(?:a|as|-|–|bis|et|e|y) ?(?:as |les )?([0-9]{1,2}) ?h")
_FIRST_HOUR: Final = 6


def _clock(text: str, core: int) -> bool:
    """Whether "14h" is an hour of the day: by the word in front of it, or as one end of "9h à 18h"."""
    number = re.match(r"[0-9]{1,2}", text[core : core + 2])
    if number is None or int(number.group()) > 23:
        return False
    if _AT_HOUR.search(text[max(0, core - 16) : core]) is not None:
        return True
    span = _HOUR_RANGE.match(text, core)
    return span is not None and _FIRST_HOUR <= int(span[1]) < int(span[2]) <= 24


_DATED = late(r"月 ?[0-9]{1,2}日? ?(?:\([^()]{1,4}\))? ?[~〜～-] ?$")


def _stands_alone(text: str, core: int, number: str, unit: str, language: str) -> bool:
    """Not the day of a date (12月7日), not the tail of a larger number or of an amount, not a time of day."""
    before = text[core - 1] if core else " "
    if before in "0123456789.,$€£¥" and not (
        core > 1 and text[core - 2].isalpha() and before in ("," if language in _CJK else ",.")
    ):
        return False
    if before == ":" and core > 1 and text[core - 2].isdigit():
        return False  # "18:00 uur"
    if unit == "h" and _clock(text, core):
        return False
    if language in ("ja", "zh-Hans", "zh-Hant", "ko"):
        tail = text[:core].rstrip()[-1:]
        if tail and tail in "月月년年第" and unit in ("日", "日間", "일", "號"):
            return False
        if before in "~〜～-" and _DATED.search(text, max(0, core - 18), core) is not None:
            return False  # "5月16日(土)〜17日"
        if text[:core].rstrip()[-2:] in ("毎月", "每月", "매월"):
            return False
        if number in ("一", "二", "千", "百", "两", "两") and unit in ("日", "年"):
            return False
        if number in ("한", "두", "세", "네") and unit == "일":
            return False  # Korean counts days in other words ("사흘", "3일"): "세일" is a sale
        if number in _SINO_KOREAN and unit in ("주", "달"):
            return False  # "사주" is fortune telling, "팔달" a town
        if text[:core].rstrip()[-1:] in _OF_WEEK and number[:1] in "一二三四五六":
            return False  # "週六日": Saturday and Sunday
        if language == "ko" and not number[:1].isdigit() and before.isalpha():
            return False
    return True


@cache
def _unit_matchers(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    units = words.part("units", language)
    return tuple((name, re.compile(f"(?:{units[name]})")) for name in _UNITS)


@lru_cache(maxsize=1024)
def _unit(word: str, language: str) -> str:
    return next((name for name, matcher in _unit_matchers(language) if matcher.fullmatch(word)), "day")


def _is_business(word: str, first: str | None, unit: str, language: str) -> bool:
    if unit == "business_day" or (first is not None and _unit(first, language) == "business_day"):
        return True
    return unit in _HOURS and re.search(r"business|working|ouvr|habil|laborabl|lavorativ|uteis", word) is not None


@cache
def _note(language: str) -> Pattern | None:
    expression = words.part("business_note", language)
    return compiled(uncaptured(expression)) if expression else None


@lru_cache(maxsize=4096)
def _notes(behind: str, language: str) -> bool:
    matcher = _note(language)
    return matcher is not None and matcher.has(behind)


def _noted(text: str, core: int, end: int, language: str) -> bool:
    """Whether words beside the duration make its days working days: right after it, or ("営業日で") right before."""
    if _notes(text[end : end + _NOTE_REACH], language):
        return True
    if language not in _CJK:
        return False
    before = text[max(0, core - 12) : core]
    business = dict(_unit_matchers(language))["business_day"]
    return business.search(before) is not None and not any(char in ".。,、:" for char in before[-6:])


def _days(value: float, unit: str) -> int:
    if unit in _HOURS:
        hours = value * _HOURS[unit]
        return 0 if hours < 24 else math.ceil(hours / 24)
    return math.ceil(value * DAYS[unit])
