"""The lexicon: every entry is usable, phrases keep to word boundaries, hits lead to their place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from disputelint.checker.errors import RuleError
from disputelint.checker.understand.lexicon import Lexicon, lexicon, load

LANGUAGES = ("en", "ja", "de", "fr", "es", "it", "nl", "pt", "ko", "zh-Hans", "zh-Hant")


def _of(tmp_path: Path, text: str) -> Lexicon:
    (tmp_path / "one.yaml").write_text(text, encoding="utf-8")
    return load(tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_a_working_expression(language: str) -> None:
    shipped = lexicon()
    assert shipped.supports(language)
    for entry in shipped.of(language):
        assert entry.matcher().groups >= 0
    assert shipped.scan("14", language).concepts is not None


def test_a_phrase_needs_word_boundaries(tmp_path: Path) -> None:
    words = _of(tmp_path, "ship:\n  description: d\n  languages:\n    en: [Ships]\n")
    assert "ship" in words.scan("It SHIPS today", "en")
    assert "ship" not in words.scan("Two warships", "en")


def test_accents_and_case_do_not_matter(tmp_path: Path) -> None:
    words = _of(tmp_path, "back:\n  description: d\n  languages:\n    fr: [Échange gratuit]\n")
    assert "back" in words.scan("echange GRATUIT", "fr")


def test_a_pattern_gives_its_place_and_groups(tmp_path: Path) -> None:
    words = _of(tmp_path, "days:\n  description: d\n  languages:\n    ja: ['/(?P<n>[0-9]+)日以内/']\n")
    hit = words.scan("商品到着後１４日以内", "ja").hits("days")[0]
    assert (hit.start, hit.end, hit.groups) == (5, 10, {"n": "14"})


def test_short_words_count_as_a_whole_label_only(tmp_path: Path) -> None:
    words = _of(tmp_path, "net:\n  description: d\n  languages:\n    fr: [HT]\n")
    assert words.whole("HT", "fr") == "net"
    assert "net" not in words.scan("ht", "fr")


def test_a_counted_gap_is_held_exactly(tmp_path: Path) -> None:
    words = _of(tmp_path, "near:\n  description: d\n  languages:\n    en: ['/refund[^.]{0,5}days/']\n")
    assert "near" in words.scan("refund 5 days", "en")
    assert "near" not in words.scan("refund in about fifteen days", "en")


def test_language_tags_lead_to_lexicons() -> None:
    shipped = lexicon()
    assert shipped.chain("zh-TW")[0] == "zh-Hant"
    assert shipped.chain("zh-CN")[0] == "zh-Hans"
    assert shipped.chain("pt-BR") == ("pt",)
    assert shipped.chain("ja-JP") == ("ja", "en")
    assert not shipped.supports("ru")


def test_a_broken_pattern_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    words = _of(tmp_path, "bad:\n  description: d\n  languages:\n    en: [fine, '/(/']\n")
    with pytest.raises(RuleError, match=re.escape("cannot be used: /(/")) as problem:
        words.scan("x", "en")
    assert str(problem.value.where).endswith("one.yaml:4:16")
    assert problem.value.hint is not None and "RE2: missing )" in problem.value.hint.en


def test_a_wrong_shape_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as problem:
        _of(tmp_path, "bad:\n  description: d\n  languages:\n    en: [{note: x}]\n")
    assert "one.yaml:4" in str(problem.value.where)


@pytest.mark.parametrize("language", ["en", "ja", "de"])
def test_one_concept_is_said_where_a_scan_finds_it(language: str) -> None:
    lines = [
        "No refunds",
        "返品はできません",
        "Sale items cannot be returned.",
        "所在地",
        "Adresse",
        "kein Widerruf",
        "",
    ]
    concepts = ("refuses", "cannot", "return_words", "says_no_refunds", "row_address")
    shipped = lexicon()
    told = [[shipped.says(concept, line, language) for concept in concepts] for line in lines]
    assert told == [[concept in shipped.scan(line, language) for concept in concepts] for line in lines]
    assert any(map(any, told))
