"""Words that stand in several places: what they say is worked out once, what governs them is not shared."""

from __future__ import annotations

from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand.document import Document, parse
from disputelint.checker.understand.facts.clauses import clauses_of
from disputelint.checker.understand.facts.context import Context, Log
from disputelint.checker.understand.facts.cutting import sentences
from disputelint.checker.understand.facts.spans import spans_of
from disputelint.checker.understand.lexicon import lexicon
from disputelint.checker.understand.quantities import find_money

_DAYS = "<p>It takes up to 14 days.</p>"


def _document(body: str) -> Document:
    source = f"<!DOCTYPE html><html lang=en><body><main>{body}</main>"
    return parse(Load("https://shop.example/x", "https://shop.example/x", "desktop", "fetched", body=lambda: source))


def _context() -> Context:
    return Context("en", frozenset(), lexicon(), Log())


def test_the_same_words_are_read_once_and_judged_by_their_own_heading() -> None:
    page = _document(f"<h2>Delivery times</h2>{_DAYS}<h2>Refunds to your card</h2>{_DAYS}<h2>Our warranty</h2>{_DAYS}")
    context = _context()
    said = [clause for clause in clauses_of(page, context) if "14 days" in clause.text]
    assert len(said) == 3
    assert said[0].said is said[1].said is said[2].said
    assert len({clause.levels for clause in said}) == 3
    assert [span.role for span in spans_of(page, context)][::2] == ["delivery", "warranty"]


def test_what_stands_before_the_same_words_is_their_own() -> None:
    page = _document("<p>It broke. Write to us.</p><p>You paid. Write to us.</p>")
    last = [clause for clause in clauses_of(page, _context()) if clause.number == 1]
    assert [clause.quote for clause in last] == ["Write to us.", "Write to us."]
    assert [clause.piece.before for clause in last] == ["it broke. ", "you paid. "]


def test_struck_words_are_not_read_where_the_same_text_stands_without_a_line_through_it() -> None:
    page = _document(
        "<p>Send it in 14 days, be paid in 30 days.</p><p>Send it in <s>14 days</s>, be paid in 30 days.</p>"
    )
    times = [[d.days_max for d in clause.durations] for clause in clauses_of(page, _context())]
    assert times == [[14, 30], [30]]


def test_abbreviations_without_end_are_one_sentence_cut_at_blanks() -> None:
    text = "no. 3 e.g. 4.5 " * 400
    cut = sentences(text)
    assert cut[0][0] == 0 and cut[-1][1] == len(text.rstrip())
    assert all(end - start <= 1200 for start, end in cut)


def test_amounts_side_by_side_and_behind_long_figures_are_all_found() -> None:
    text = "pay $12.50 or 3 kr; 1,234,567.00 usd, item 000000000000123 and eur 7 kr"
    assert [(money.words, money.amount) for money in find_money(text, "en")] == [
        ("$12.50", 12.5),
        ("3 kr", 3.0),
        ("1,234,567.00 usd", 1234567.0),
        ("eur 7", 7.0),
    ]
