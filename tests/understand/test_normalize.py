"""Folding, and the way back to the page's own words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disputelint.checker.understand.normalize import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Größe 30–60", "grosse 30-60"),
        ("EXPÉDIÉ  SOUS\u00a048h", "expedie sous 48h"),
        ("ｶﾞｲﾄﾞ　１４日〜", "ガイド 14日~"),
        ("①㈱テスト", "1(株)テスト"),
        ("so\u00adft\u200bware", "software"),
        ("“L’été”", '"l\'ete"'),
        ("한글 カガ", "한글 カガ"),
        ("২,৪৯০ ١٬٢٩٩٫٥٠ १२", "2,490 1,299.50 12"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text).text == folded


@given(st.text(alphabet="aÉßｶﾞ①㈱ 　–〜\u00ad返品日09…é", max_size=40))
def test_every_folded_character_leads_back(text: str) -> None:
    folded = fold(text)
    for place, char in enumerate(folded.text):
        words = folded.slice(place, place + 1)
        assert words and char in fold(words).text, (text, place)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


def test_the_whole_leads_back_to_the_whole() -> None:
    text = "商品到着後７日以内に　ご連絡ください"
    folded = fold(text)
    assert folded.slice(0, len(folded.text)) == text


def test_folding_is_linear() -> None:
    start = time.process_time()
    fold("Ｇröße－" * 40_000)
    assert time.process_time() - start < 3
