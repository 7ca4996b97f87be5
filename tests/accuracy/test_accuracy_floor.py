"""The facts are read as well as they were: no language and no common fact falls under the floor."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.accuracy.score import SCORED, Tally, agrees, fold, labelled, measure

HERE = Path(__file__).parent
PRECISION, RECALL = 0.96, 0.93
PRECISION_OF_LANGUAGE, RECALL_OF_LANGUAGE = 0.93, 0.90
PRECISION_OF_ONE = 0.85  # of a fact with ten or more occurrences


@cache
def _tally() -> Tally:
    return measure(HERE)


def test_all_facts_together_stay_above_the_floor() -> None:
    precision, recall, *_ = _tally().figures()
    assert precision is not None
    assert recall is not None
    assert precision >= PRECISION, "\n".join(sorted(_tally().errors))
    assert recall >= RECALL, "\n".join(sorted(_tally().errors))


def test_no_language_falls_under_the_floor() -> None:
    tally = _tally()
    figures = {language: tally.figures(language=language)[:2] for language in tally.groups}
    low = {
        language: (precision, recall)
        for language, (precision, recall) in figures.items()
        if (precision or 0) < PRECISION_OF_LANGUAGE or (recall or 0) < RECALL_OF_LANGUAGE
    }
    assert low == {}, "\n".join(sorted(tally.errors))


def test_no_common_fact_is_mostly_guessed() -> None:
    tally = _tally()
    low = {
        name: figures[0]
        for name in tally.names
        if (figures := tally.figures(name))[2] + figures[4] >= 10 and (figures[0] or 0) < PRECISION_OF_ONE
    }
    assert low == {}


def test_language_is_right_on_every_page_and_kind_on_nearly_every() -> None:
    tally = _tally()
    assert tally.languages == tally.pages
    assert tally.kinds >= 0.95 * tally.pages


def test_corpus_is_large_and_every_label_quotes_its_page() -> None:
    pages = labelled(HERE)
    assert len(pages) >= 60
    assert len({label["language"] for label in pages.values()}) >= 10
    for path, label in pages.items():
        text = fold(path.read_text(encoding="utf-8"))
        assert label["facts"].keys() >= SCORED, path.stem
        for name, said in label["facts"].items():
            if isinstance(said, dict):
                assert fold(said["evidence"]) in text, (path.stem, name, said["evidence"])


@pytest.mark.parametrize(
    ("label", "said", "right"),
    [
        ({"days": 30, "anchor": "delivery"}, {"days": 30, "anchor": "purchase"}, True),
        ({"days": 30}, {"days": 14}, False),
        ([{"days_max": 3}, {"days_max": 10}], [{"days_min": 1, "days_max": 3}], True),
        (["visa", "paypal"], ["PayPal"], True),
        (["visa", "paypal", "jcb"], ["PayPal"], False),
        (19.9, {"amount": 19.9, "currency": "EUR"}, True),
        (True, False, False),
        ("03-1234-5678", "+81312345678", True),
        ("Loom Ltd", "Loom Ltd.", True),
        ("Loom Ltd", "Latch Ltd", False),
    ],
)
def test_a_value_agrees_in_what_the_label_names(label: object, said: object, right: bool) -> None:
    assert agrees(label, said) is right
