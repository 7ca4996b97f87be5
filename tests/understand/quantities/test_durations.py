"""Spans of time: every printed notation reads back as itself, in every language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disputelint.checker.understand.normalize import fold
from disputelint.checker.understand.quantities import Duration, find_durations
from disputelint.checker.understand.quantities.numbers import kanji_value, number_value, print_kanji
from disputelint.checker.understand.quantities.words import number_words

# Unit words as a shop prints them: (one, many) and how many days each is worth.
UNITS = {
    "en": {"day": "days", "business day": "business days", "week": "weeks", "month": "months"},
    "de": {"Tag": "Tage", "Werktag": "Werktage", "Woche": "Wochen", "Monat": "Monate"},
    "fr": {"jour": "jours", "jour ouvré": "jours ouvrés", "semaine": "semaines", "mois": "mois"},
    "es": {"día": "días", "día hábil": "días hábiles", "semana": "semanas", "mes": "meses"},
    "it": {"giorno": "giorni", "giorno lavorativo": "giorni lavorativi", "settimana": "settimane", "mese": "mesi"},
    "nl": {"dag": "dagen", "werkdag": "werkdagen", "week": "weken", "maand": "maanden"},
    "pt": {"dia": "dias", "dia útil": "dias úteis", "semana": "semanas", "mês": "meses"},
    "ja": {"日間": "日間", "営業日": "営業日", "週間": "週間", "ヶ月": "ヶ月"},
    "ko": {"일": "일", "영업일": "영업일", "주": "주", "개월": "개월"},
    "zh-Hans": {"天": "天", "个工作日": "个工作日", "周": "周", "个月": "个月"},
    "zh-Hant": {"天": "天", "個工作天": "個工作天", "週": "週", "個月": "個月"},
}
WORTH = (1, 1, 7, 30)
EAST = ("ja", "ko", "zh-Hans", "zh-Hant")
DASHES = ("-", "–", "—", "−", "~", "〜", "～")


def _one(text: str, language: str) -> Duration:
    found = find_durations(fold(text).text, language)
    assert len(found) == 1, (text, found)
    return found[0]


def _unit(language: str, which: int, number: int) -> tuple[str, int, bool]:
    one, many = list(UNITS[language].items())[which]
    return (one if number == 1 else many), WORTH[which], which == 1


@given(st.sampled_from(sorted(UNITS)), st.integers(1, 99), st.integers(0, 3), st.booleans())
def test_a_printed_duration_reads_back(language: str, number: int, which: int, wide: bool) -> None:
    unit, worth, business = _unit(language, which, number)
    digits = str(number).translate({ord("0") + n: ord("０") + n for n in range(10)}) if wide else str(number)
    said = _one(f"{digits}{'' if language in EAST else ' '}{unit}", language)
    assert (said.days_max, said.business) == (number * worth, business)


@given(
    st.sampled_from(sorted(UNITS)), st.integers(1, 60), st.integers(1, 30), st.integers(0, 3), st.sampled_from(DASHES)
)
def test_a_printed_range_reads_back(language: str, low: int, more: int, which: int, dash: str) -> None:
    unit, worth, business = _unit(language, which, low + more)
    said = _one(f"{low}{dash}{low + more}{'' if language in EAST else ' '}{unit}", language)
    assert (said.days_min, said.days_max, said.business) == (low * worth, (low + more) * worth, business)


@pytest.mark.parametrize("language", [name for name in UNITS if number_words(name) and name != "ko"])
def test_every_number_word_reads_back(language: str) -> None:
    for word, value in number_words(language).items():
        unit, worth, _ = _unit(language, 0, value)
        assert _one(f"{word} {unit}", language).days_max == value * worth, word


@given(st.integers(1, 9999))
def test_kanji_numerals_read_back(value: int) -> None:
    assert kanji_value(print_kanji(value)) == value


@given(st.text(alphabet="0123456789.,一二三十百千abc -", max_size=12))
def test_number_value_never_raises(text: str) -> None:
    number_value(text, "ja")


@given(st.integers(1, 200))
def test_hours_become_days_rounded_up(hours: int) -> None:
    assert _one(f"{hours} hours", "en").days_max == (0 if hours < 24 else -(-hours // 24))


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("within thirty (30) days", "en", 0, 30),
        ("30 (thirty) days", "en", 30, 30),
        ("between 3 and 5 working days", "en", 3, 5),
        ("up to two weeks", "en", 0, 14),
        ("2 or 3 days", "en", 2, 3),
        ("a fortnight", "en", 14, 14),
        ("binnen vierzehn Tagen", "de", 0, 14),
        ("14-tägiges", "de", 14, 14),
        ("dans un délai de quatorze (14) jours", "fr", 0, 14),
        ("deux semaines", "fr", 14, 14),
        ("3日から5日", "ja", 3, 5),
        ("2日〜3日", "ja", 2, 3),
        ("十四日以内", "ja", 0, 14),
        ("即日", "ja", 0, 0),
        ("翌営業日", "ja", 0, 1),
        ("일주일", "ko", 7, 7),
        ("七天内", "zh-Hans", 0, 7),
        ("两个月", "zh-Hans", 60, 60),
    ],
)
def test_notations(text: str, language: str, low: int, high: int) -> None:
    said = _one(text, language)
    assert (said.days_min, said.days_max) == (low, high)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("24/7 support", "en"),
        ("Open 7 days a week", "en"),
        ("12月7日に発送", "ja"),
        ("毎月25日締め", "ja"),
        ("24時間365日受付", "ja"),
        ("$30 off", "en"),
        ("Artikel 5", "de"),
    ],
)
def test_what_is_no_duration(text: str, language: str) -> None:
    assert find_durations(fold(text).text, language) == ()


def test_at_least_has_no_end() -> None:
    assert _one("at least 10 days", "en").days_max is None


def test_words_beside_it_make_working_days() -> None:
    assert _one("3日以内（土日祝を除く）", "ja").business
    assert _one("7 days (excluding weekends)", "en").business
    assert _one("영업일 기준 3일", "ko").business
