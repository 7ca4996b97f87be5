"""Quick looks: what is cheaper to ask says the same as what it stands for."""

from __future__ import annotations

import random
import re

import pytest

from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand.document import parse
from disputelint.checker.understand.facts import address_shapes, clauses, cutting, sheet, span_distance
from disputelint.checker.understand.facts.context import Context, Log
from disputelint.checker.understand.facts.indexed import index_of
from disputelint.checker.understand.lexicon import lexicon
from disputelint.checker.understand.quantities import dates, durations

_WORDS = "and et e en mai days 12 3.5 1,250 (a) no. e.g. u.s 9:00 1999 r1/2 \" ' ) ] [ * - . ! ? ; … 日 年 é"


def _lines(count: int, said: str, between: str = " ") -> list[str]:
    chance, words = random.Random(11), said.split(between)
    glue = (" ", "", " ", "  ", "\n")
    return [
        "".join(chance.choice(words) + chance.choice(glue) for _ in range(chance.randint(0, 9))) for _ in range(count)
    ]


_ANY = _lines(4000, _WORDS)
_PLAIN = [line for line in _ANY if line.isascii()]


def test_sentences_of_ascii_end_where_those_of_any_text_do() -> None:
    every = [
        [mark.start() for mark in sheet._MARK.finditer(line) if sheet._ends(line, mark.start())] for line in _PLAIN
    ]
    assert [list(sheet._stops(line)) for line in _PLAIN] == every
    assert sum(map(len, every)) > 500


def test_ascii_is_cut_at_the_stops_of_any_text() -> None:
    ours = [[stop.span() for stop in cutting._ASCII_STOP.finditer(line)] for line in _PLAIN]
    assert ours == [[stop.span() for stop in cutting._PLAIN_STOP.finditer(line)] for line in _PLAIN]
    assert sum(map(len, ours)) > 500


@pytest.mark.parametrize(
    ("quick", "whole"),
    [
        (span_distance._AND, r"\b(?:and|but|or|und|aber|et|mais|y|pero|e|ma|en|maar|mas)\b"),
        (durations._FIGURE, r"(?a)\b[0-9]{1,4}(?:[.,][0-9])?"),
    ],
    ids=["joints", "figures"],
)
def test_what_begins_with_a_letter_finds_what_begins_at_the_edge_of_a_word(quick: re.Pattern[str], whole: str) -> None:
    found = [[match.span() for match in quick.finditer(line)] for line in _ANY]
    assert found == [[match.span() for match in re.compile(whole).finditer(line)] for line in _ANY]
    assert sum(map(len, found)) > 100


def test_a_year_is_missed_in_no_date() -> None:
    whole = re.compile(r"(?:19|20)[0-9]{2}|年|[rhs]\.?\s?[0-9]{1,2}[./]")
    lines = _ANY + _lines(2000, "r h. s 1 20 31/ 2. 19 99 年 a", " ")
    dated = [whole.search(line) is not None for line in lines]
    assert [dates._YEAR.search(line) is not None for line in lines] == dated
    assert 500 < sum(dated) < len(lines) - 500


def test_full_stops_alone_cut_as_all_stops_do() -> None:
    lines = [line for line in _lines(2000, "No. 12. A e.g. 3.5 (a). Back * -") if "\n" not in line]
    ours = [[stop.span() for stop in cutting._FULL_STOP.finditer(line)] for line in lines]
    assert ours == [[stop.span() for stop in cutting._ASCII_STOP.finditer(line)] for line in lines]
    assert sum(map(len, ours)) > 50


def test_durations_are_tried_where_one_begins_and_nowhere_else() -> None:
    every = 0
    for line in _lines(3000, "14 2.5 three (30) 30 days day business weeks - to or 5-7 hours $5.50 9:00 of 12345"):
        spelled = durations._spelled("en").has(line)
        figures = [match.start() for match in durations._FIGURE.finditer(line)]
        places = durations._number_at("en").starts(line) if spelled else figures
        tried = durations._numbers(line, "en")
        assert tried == [place for place in places if durations._expression("en").match(line, place)], line
        every += len(tried)
    assert every > 500


def test_template_words_are_missed_in_no_address() -> None:
    lines = _lines(500, "your address/street address/[city]/{{ x }}/xxxx/musterstr 1/123 main/12 elm st/○○", "/")
    assert [address_shapes.unfilled(line) for line in lines] == [
        address_shapes._UNFILLED.search(line) is not None for line in lines
    ]


def test_what_is_said_before_is_found_for_all_as_for_each() -> None:
    openings = (
        "It broke.",
        "It was damaged on the way.",
        "You paid.",
        "A defect shows.",
        "We pack it.",
        "Faulty or not.",
    )
    body = "".join(f"<p>{first} {second} Tell us.</p>" for first in openings for second in openings)
    source = f"<!DOCTYPE html><html lang=en><body><main>{body}</main>"
    page = parse(Load("https://shop.example/x", "https://shop.example/x", "desktop", "fetched", body=lambda: source))
    every = clauses.clauses_of(page, context := Context("en", frozenset(), lexicon(), Log()))
    wording = lexicon().either("en", "fault_words")
    assert wording is not None
    index_of(page, context).settle_before("fault_words", every)
    asked = [(bool(clause.piece.before), clause.piece.unasked(("fault_words",))) for clause in every]
    assert {unasked for _, unasked in asked} == {False}
    said = [clause.said_before("fault_words") for clause in every]
    assert said == [wording.has(clause.piece.before) for clause in every]
    assert True in said and False in said
