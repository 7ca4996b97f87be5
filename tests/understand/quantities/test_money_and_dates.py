"""Money and dates: every printed notation reads back as itself."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disputelint.checker.understand.normalize import fold
from disputelint.checker.understand.quantities import Money, find_dates, find_money

NOTATIONS = {
    "${:,.2f}": "USD",
    "US$ {:,.2f}": "USD",
    "{:,.2f} USD": "USD",
    "£{:,.2f}": "GBP",
    "€{:,.2f}": "EUR",
    "EUR {:,.2f}": "EUR",
    "A${:,.2f}": "AUD",
    "CHF {:,.2f}": "CHF",
    "R$ {:,.2f}": "BRL",
}
WHOLE = {
    "{:,}円": "JPY",
    "¥{:,}": "JPY",
    "￥{:,}": "JPY",
    "{:,} yen": "JPY",
    "JPY {:,}": "JPY",
    "{:,}원": "KRW",
    "₩{:,}": "KRW",
    "NT${:,}": "TWD",
}


def _one(text: str, language: str = "en") -> Money:
    found = find_money(fold(text).text, language)
    assert len(found) == 1, (text, found)
    return found[0]


@given(st.sampled_from(sorted(NOTATIONS)), st.integers(1, 99_999_999))
def test_an_amount_with_cents_reads_back(notation: str, cents: int) -> None:
    said = _one(notation.format(cents / 100))
    assert (round(said.amount * 100), said.currency) == (cents, NOTATIONS[notation])


@given(st.sampled_from(sorted(WHOLE)), st.integers(1, 9_999_999))
def test_a_whole_amount_reads_back(notation: str, amount: int) -> None:
    said = _one(notation.format(amount), "ja")
    assert (said.amount, said.currency) == (amount, WHOLE[notation])


@given(st.integers(100, 99_999_999), st.sampled_from(["{} €", "€ {}", "{} EUR", "{}€"]))
def test_a_continental_amount_reads_back(cents: int, notation: str) -> None:
    printed = f"{cents / 100:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    assert round(_one(notation.format(printed), "de").amount * 100) == cents


@pytest.mark.parametrize(
    ("text", "tax"),
    [
        ("税込5,500円", "included"),
        ("5,500円（税込）", "included"),
        ("800円（税抜）", "excluded"),
        ("49,90 € inkl. MwSt.", "included"),
        ("1 299,00 € TTC", "included"),
        ("20 € HT", "excluded"),
        ("$5.99 (incl. VAT)", "included"),
        ("$100 excl. tax", "excluded"),
        ("$100", ""),
    ],
)
def test_tax_mark_beside_an_amount(text: str, tax: str) -> None:
    assert _one(text).tax == tax


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("Rs. 1,00,000", 100_000, "INR"),
        ("₹ 1,23,456.50", 123_456.5, "INR"),
        ("1.299,- €", 1299, "EUR"),
        ("173,34 lei", 173.34, "RON"),
        ("131 990 тг.", 131_990, "KZT"),
        ("S/ 65.00", 65, "PEN"),
        ("S/. 2,640", 2640, "PEN"),
        ("orders over$50", 50, "USD"),
    ],
)
def test_notations_of_other_countries(text: str, amount: float, currency: str) -> None:
    said = _one(text)
    assert (said.amount, said.currency) == (amount, currency)


@pytest.mark.parametrize(
    ("text", "language", "amounts"),
    [
        ("د.إ 1,299", "ar", [(1299, "AED")]),
        ("١٬٢٩٩٫٥٠ ر.س", "ar", [(1299.5, "SAR")]),
        ("12.500 د.ك", "ar", [(12.5, "KWD")]),
        ("২,৪৯০৳", "bn", [(2490, "BDT")]),
        ("१,२३,४५६ रु ₹१,२३,४५६", "hi", [(123456, "INR")]),
        ("10000,00CFA", "fr", [(10000, "XOF")]),
        ("12 990 Ft", "hu", [(12990, "HUF")]),
        ("645.90 BYN /шт.", "ru", [(645.9, "BYN")]),
        ("1 500 р. за пару", "ru", [(1500, "RUB")]),
        ("249:-", "sv", [(249, "SEK")]),
        ("20 639,-", "cs", [(20639, "CZK")]),
        ("79 Kčvčetně DPH", "cs", [(79, "CZK")]),
        ("199 TL", "tr", [(199, "TRY")]),
        ("SAVE 70$229.99", "en", [(229.99, "USD")]),
        ("Forget me not × 1 €25.00", "nl", [(25.0, "EUR")]),
        ("Maat 38 €49,95", "nl", [(49.95, "EUR")]),
        ("10 € 12,50 €", "fr", [(10.0, "EUR"), (12.5, "EUR")]),
        ("statt 4.50 CHF 2.25", "de", [(4.5, "CHF"), (2.25, "CHF")]),
        ("499€499€", "pt", [(499, "EUR"), (499, "EUR")]),
        ("10,00 EUR 2 Stück", "de", [(10, "EUR")]),
    ],
)
def test_notations_by_language(text: str, language: str, amounts: list[tuple[float, str]]) -> None:
    assert [(money.amount, money.currency) for money in find_money(fold(text).text, language)] == amounts


@pytest.mark.parametrize(
    ("text", "language"), [("6 ft wide", "en"), ("5 рюкзаков", "ru"), ("1 TL Zucker", "de"), ("20 kn wind", "en")]
)
def test_a_sign_that_means_something_else_abroad_is_money_at_home_only(text: str, language: str) -> None:
    assert find_money(fold(text).text, language) == ()


@pytest.mark.parametrize("text", ["Ring Alarm 9-Piece", "five flavors3", "5 rpm", "MzI5Ljk5 $", "Weight: 3.5 pounds"])
def test_letters_of_a_sign_inside_a_word_are_no_money(text: str) -> None:
    assert find_money(fold(text).text, "en") == ()


def test_a_shared_sign_is_not_certain() -> None:
    assert not _one("$20").certain
    assert _one("US$20").certain
    assert _one("$20", "en-AU").currency == "AUD"


def test_multiples_of_ten_thousand() -> None:
    assert _one("1万円", "ja").amount == 10_000
    assert _one("5만원", "ko").amount == 50_000


DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2049, 12, 31))


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%B %d, %Y", "%Y年%m月%d日"]))
def test_a_printed_date_reads_back(day: datetime.date, notation: str) -> None:
    found = find_dates(fold(day.strftime(notation)).text, "en")
    assert [date.iso for date in found] == [day.isoformat()]


@given(st.integers(2020, 2049), st.integers(1, 12), st.integers(1, 28))
def test_an_era_date_reads_back(year: int, month: int, day: int) -> None:
    found = find_dates(fold(f"令和{year - 2018}年{month}月{day}日").text, "ja")
    assert [date.iso for date in found] == [f"{year}-{month:02}-{day:02}"]


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("令和元年五月一日", "ja", "2019-05-01"),
        ("Stand: März 2025", "de", "2025-03"),
        ("1er juin 2024", "fr", "2024-06-01"),
        ("1 de enero de 2025", "es", "2025-01-01"),
        ("18/10/2025", "en", "2025-10-18"),
        ("10/18/2025", "en", "2025-10-18"),
        ("2025. 3. 1.", "ko", "2025-03-01"),
        ("民國113年1月2日", "zh-TW", "2024-01-02"),
    ],
)
def test_dates_of_many_habits(text: str, language: str, iso: str) -> None:
    assert [date.iso for date in find_dates(fold(text).text, language)] == [iso]


def test_an_impossible_date_is_none() -> None:
    assert find_dates("2025-13-45", "en") == ()


@pytest.mark.parametrize(
    ("said", "amount", "currency"),
    [
        ("1.500 Kz", 1500.0, "AOA"),
        ("USh 20,000", 20000.0, "UGX"),
        ("TSh 5,000", 5000.0, "TZS"),
        ("NPR 500", 500.0, "NPR"),
    ],
)
def test_money_of_africa_and_nepal_is_read(said: str, amount: float, currency: str) -> None:
    assert [(m.amount, m.currency) for m in find_money(fold(said).text, "en")] == [(amount, currency)]
