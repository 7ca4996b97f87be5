import datetime

import pytest

from disputelint.checker.engine.keywords import Setting, fits, latest_day

SETTING = Setting(
    datetime.date(2026, 11, 21), lambda concept, text, language: concept == "greeting" and "hello" in text
)


@pytest.mark.parametrize(
    ("keywords", "yes", "no"),
    [
        ({"const": 3}, 3.0, 4),
        ({"const": True}, True, 1),
        ({"enum": ["a", "b"]}, "b", "c"),
        ({"minimum": 14}, 14, 13),
        ({"maximum": 14}, 14, 15),
        ({"exclusiveMinimum": 14}, 15, 14),
        ({"exclusiveMaximum": 14}, 13, 14),
        ({"multipleOf": 0.1}, 0.3, 0.35),
        ({"minLength": 2}, "日本", "日"),
        ({"maxLength": 2}, "日本", "日本語"),
        ({"pattern": "^A"}, "Ab", "bA"),
        ({"matches": "greeting"}, "hello you", "good day"),
        ({"max_age": {"days": 30}}, "2026-10-22", "2026-10-21"),
        ({"minItems": 2}, [1, 2], [1]),
        ({"maxItems": 1}, [1], [1, 2]),
        ({"uniqueItems": True}, [1, 2], [1, 1.0]),
        ({"items": {"minimum": 2}}, [2, 3], [1, 2]),
        ({"contains": {"const": "x"}}, ["y", "x"], ["y"]),
        ({"required": ["a"]}, {"a": 1}, {"b": 1}),
        ({"properties": {"a": {"maximum": 1}}}, {"a": 1}, {"a": 2}),
        ({"not": {"const": 1}}, 2, 1),
        ({"anyOf": [{"const": 1}, {"const": 2}]}, 2, 3),
        ({"allOf": [{"minimum": 1}, {"maximum": 2}]}, 2, 3),
    ],
)
def test_each_keyword_accepts_and_refuses(keywords, yes, no):
    assert fits(yes, keywords, SETTING)
    assert not fits(no, keywords, SETTING)


@pytest.mark.parametrize("keywords", [{"minimum": 5}, {"minLength": 5}, {"minItems": 5}, {"required": ["a"]}])
def test_a_keyword_says_nothing_of_another_type(keywords):
    assert fits(None, keywords, SETTING)
    assert fits(True, keywords, SETTING)


def test_a_property_that_is_not_there_is_no_failure():
    assert fits({}, {"properties": {"days": {"minimum": 14}}}, SETTING)


@pytest.mark.parametrize(
    ("written", "day"),
    [("2026", (2026, 12, 31)), ("2026-02", (2026, 2, 28)), ("2024-12", (2024, 12, 31)), ("2026-02-03", (2026, 2, 3))],
)
def test_a_month_or_year_means_its_last_day(written, day):
    assert latest_day(written) == datetime.date(*day)


def test_a_date_that_is_none_decides_nothing():
    assert latest_day("soon") is None
    assert latest_day("2026-13-40") is None
    assert fits("soon", {"max_age": {"days": 1}}, SETTING)
