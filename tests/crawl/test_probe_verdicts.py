"""What follows from readings of a countdown or a counter: only what leaves no doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disputelint.checker.crawl.probe_verdicts import Reading, Shown, counter_verdict, timer_verdict
from disputelint.checker.understand.urgency import Sign, is_own_time, sign_of


def seen(seconds: int) -> Shown:
    return Shown("p:0", "09:59", "Offer ends in 09:59", "Offer ends in 09:59", Sign("timer", seconds))


def verdict(
    first: int, later: int, apart: float = 7.0, headers: tuple[tuple[str, str], ...] = (), answer: str = ""
) -> str:
    reading = Reading(0.0, 1.0, 1.0, 0.5, {})
    other = replace(reading, began=apart, at=apart + 1.0, headers=headers, answer=answer)
    return timer_verdict(reading, seen(first), other, seen(later))


@pytest.mark.parametrize(
    ("first", "later", "apart", "expected"),
    [
        (599, 599, 7.0, "same"),
        (599, 592, 7.0, "counts_down"),
        (7985, 7978, 7.0, "counts_down"),
        (437, 437, 7.0, "same_odd"),  # may be a copy of an older page of a real time
        (599, 599, 3.0, "unsure"),  # too near to each other
        (12, 3599, 7.0, "unsure"),  # another hour began
        (599, 480, 7.0, "unsure"),
    ],
)
def test_two_visits_tell_a_clock_that_restarts_from_one_that_runs(
    first: int, later: int, apart: float, expected: str
) -> None:
    assert verdict(first, later, apart) == expected


def test_a_page_that_a_cache_held_and_that_says_the_seconds_is_doubted() -> None:
    assert verdict(599, 599, headers=(("age", "40"),), answer="let left = 600") == "same_odd"
    assert verdict(599, 599, headers=(("x-cache", "MISS"),), answer="let left = 600") == "same"
    assert verdict(599, 599, headers=(("cf-cache-status", "HIT"),), answer="minutes: 10") == "same"


def counted(*numbers: int, around: str = "#") -> str:
    shown = [Shown("p:0", str(n), "", around, Sign("viewers", n)) for n in numbers]
    return counter_verdict([*shown[:-1], replace(shown[-1], around="#")])


def test_four_visits_tell_chance_from_counting() -> None:
    assert counted(10, 39, 39, 10) == "random"
    assert counted(3, 3, 3, 3) == "steady"
    assert counted(10, 11, 12, 13) == "unsure"
    assert counted(10, 39, 10, 39) == "unsure"  # servers that take turns
    assert counted(10, 39, 39, 10, around="another product #") == "unsure"
    assert counter_verdict([None, None, None, None]) == "unsure"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("09:59", ("timer", 599)),
        ("残り02:13:05", ("timer", 7985)),
        ("2日 3時間 05分 12秒", ("timer", 183912)),
        ("0d 2h 13m 5s", ("timer", 7985)),
        ("あと2日 02:13:05", ("timer", 180785)),
        ("남은 시간 02:13:05", ("timer", 7985)),
        ("Noch 2 Std. 13 Min. 5 Sek.", ("timer", 7985)),
        ("12 people are viewing this right now", ("viewers", 12)),
        ("現在23人が閲覧しています", ("viewers", 23)),
        ("23 Personen sehen sich diesen Artikel an", ("viewers", 23)),
        ("Il ne reste plus que 3 articles", ("stock", 3)),
        ("仅剩3件", ("stock", 3)),
        ("12 sold in the last 24 hours", ("sold", 12)),
        ("Mon 10:00-18:00", None),
        ("¥1,320", None),
        ("Ships within 2 days", None),
    ],
)
def test_countdowns_and_counters_are_known_in_the_shops_languages(text: str, expected: tuple[str, int] | None) -> None:
    sign = sign_of(text)
    assert (None if sign is None else (sign.kind, sign.number)) == expected


def test_time_that_is_the_visitors_own_is_known() -> None:
    assert is_own_time("Your cart is reserved for 09:59") and not is_own_time("Offer ends in 09:59")
