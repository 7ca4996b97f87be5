"""How policy facts are read off a page: structure, order, rejected candidates, hostile text."""

from __future__ import annotations

import time

import pytest

from disputelint.checker.model import Fact, PageKind
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand.document import parse
from disputelint.checker.understand.facts import Log, find_all

URL = "https://shop.example/policy"


def _facts(body: str, kind: PageKind = "refund_policy", language: str = "en", log: Log | None = None) -> list[Fact]:
    page = f'<html lang="{language}"><body>{body}</body></html>'
    document = parse(Load(URL, URL, "desktop", "fetched", status=200, body=lambda: page))
    return list(find_all(document, (kind,), language, log))


def _values(facts: list[Fact], name: str) -> list[object]:
    return [fact.value for fact in facts if fact.name == name]


def test_a_general_window_hides_the_shorter_one_for_faults() -> None:
    facts = _facts(
        "<h2>Damaged items</h2><p>Report damage within 3 days of delivery.</p>"
        "<h2>Returns</h2><p>Return unused items within 30 days of delivery.</p>"
    )
    assert [value["days"] for value in _values(facts, "refund.window")] == [30]  # type: ignore[index]
    assert _values(facts, "refund.defective_items")[0]["days"] == 3  # type: ignore[index]


def test_two_windows_that_differ_are_both_kept() -> None:
    facts = _facts("<p>Return within 14 days of delivery.</p><p>You have 30 days after delivery to return items.</p>")
    assert {value["days"] for value in _values(facts, "refund.window")} == {14, 30}  # type: ignore[index]


@pytest.mark.parametrize(
    "said",
    [
        "Orders leave our warehouse within 2 working days and arrive within 5 working days.",
        "Your parcel leaves our workshop within 2 working days and reaches you within 5 working days.",
    ],
)
def test_each_of_two_joined_times_is_its_own_verbs(said: str) -> None:
    facts = _facts(f"<h1>Delivery</h1><p>{said}</p>", "shipping_policy")
    assert [value["days_max"] for value in _values(facts, "shipping.handling_time")] == [2]  # type: ignore[index]
    (delivery,) = _values(facts, "shipping.delivery_time")
    assert [one["days_max"] for one in delivery] == [5]  # type: ignore[attr-defined]


def test_rejected_candidates_are_told_with_a_reason() -> None:
    log = Log()
    facts = _facts("<h2>Returns</h2><p>We answer return requests within 2 days.</p>", log=log)
    assert not _values(facts, "refund.window")
    assert [(one.value, "answers" in one.why) for one in log.rejected if one.name == "refund.window"] == [(2, True)]


def test_quotes_stand_word_for_word_on_the_page_with_their_heading() -> None:
    facts = _facts(
        "<main><h2>Our Returns</h2><p>Hello. You may return goods within <b>20</b> days of receipt. Bye.</p></main>"
    )
    window = next(fact for fact in facts if fact.name == "refund.window")
    assert window.evidence.quote == "You may return goods within 20 days of receipt."
    assert window.evidence.heading == "Our Returns"
    assert window.confidence == "high" and window.why


def test_a_table_column_governs_its_cells() -> None:
    facts = _facts(
        "<main><h2>Shipping</h2><table><tr><th>Region</th><th>Processing time</th><th>Delivery time</th></tr>"
        "<tr><td>UK</td><td>1 day</td><td>3-4 days</td></tr></table></main>",
        "shipping_policy",
    )
    assert _values(facts, "shipping.handling_time")[0]["days_max"] == 1  # type: ignore[index]
    assert _values(facts, "shipping.delivery_time")[0][0]["days_max"] == 4  # type: ignore[index]


def test_a_question_governs_its_answer() -> None:
    facts = _facts(
        "<main><details open><summary>How long does delivery take?</summary><p>2 to 4 days.</p></details></main>", "faq"
    )
    assert _values(facts, "shipping.delivery_time")[0][0]["days_max"] == 4  # type: ignore[index]


def test_recommended_goods_and_reviews_are_not_the_policy() -> None:
    facts = _facts("<main><h2>You may also like</h2><p>Mug with 90 day returns</p></main>", "product")
    assert not _values(facts, "refund.window")


def test_a_language_without_lexicon_states_nothing() -> None:
    facts = _facts("<p>Возврат в течение 14 дней (14 days return).</p>", language="ru")
    assert not _values(facts, "refund.window")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 400_000,
        "within 30 days of " * 12_000,
        "返品7日以内、" * 20_000,
        "[" * 100_000,
        "((" * 50_000 + "e.g.",
        "no refund not no return " * 8_000,
    ],
)
def test_time_grows_with_length_only(text: str) -> None:
    start = time.process_time()
    _facts(f"<main><p>{text}</p></main>")
    assert time.process_time() - start < 25
