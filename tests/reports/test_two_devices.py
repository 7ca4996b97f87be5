"""A shop seen as a desktop and as a phone visitor: what both were shown is told once, and what one alone was is said."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from disputelint.checker.model import Comparison, Finding, Language, NewFinding, Report, RuleResult, Text
from disputelint.checker.model.faults import many, once, paired
from disputelint.reports import render
from disputelint.reports.compared import tally
from disputelint.reports.counts import count, faults

LANGUAGES: tuple[Language, ...] = ("en", "ja")
PRINT = "f" * 20
PEOPLE = ("terminal", "html", "markdown", "comment")
ONLY = {"en": "On a phone only", "ja": "スマートフォンの画面でのみ"}


def phone(finding: Finding, **changes: object) -> Finding:
    """The finding that the same fault gives on a phone."""
    return replace(finding, device="mobile", fingerprint=PRINT, **changes)  # type: ignore[arg-type]


def shown(report: Report, *findings: Finding) -> Report:
    return replace(
        report, findings=findings, compared=None, target=replace(report.target, devices=("desktop", "mobile"))
    )


def text_of(name: str, report: Report, language: Language) -> str:
    made = render(name, report, language)
    return made.decode() if isinstance(made, bytes) else made


@pytest.fixture
def alone(report: Report) -> Report:
    """A failure of the phone whose rule holds on the desktop."""
    found = phone(report.findings[0])
    rule = RuleResult(
        found.rule, Text("t", "t"), "refund", "error", "error", "high", "owner", (), (), {"pass": 1, "fail": 1},
        Text("w", "w"), ((found.places[0].page, "desktop"),),
    )  # fmt: skip
    return replace(shown(report, found), rules=(rule,))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PEOPLE)
def test_what_both_devices_were_shown_stands_once(report: Report, name: str, language: Language) -> None:
    first = report.findings[0]
    one, both = (text_of(name, shown(report, *found), language) for found in ((first,), (first, phone(first))))
    said = first.message.in_(language).split("。")[0].split(".")[0]
    assert said in one
    assert both.count(said) == one.count(said)
    assert "×2" not in both and "(2 findings)" not in both and "（2件）" not in both
    assert ONLY[language] not in both


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_whose_words_differ_on_a_phone_keeps_both_quotes(report: Report, language: Language) -> None:
    first = report.findings[0]
    place = replace(first.places[0], quote="call us any day")
    text = text_of("terminal", shown(report, first, phone(first, places=(place,))), language)
    assert "call us any day" in text and text.count(first.rule) == 1


def test_counts_take_a_fault_of_both_devices_for_one(report: Report) -> None:
    first = report.findings[0]
    both = shown(report, first, phone(first))
    assert count(both).errors == 1
    assert faults(both, [first.fingerprint, PRINT, "unheard of"]) == 2
    assert count(shown(report, first, phone(first, verdict="inconclusive"))).not_judged == 1


def test_several_findings_of_one_device_are_several_faults(report: Report) -> None:
    first = report.findings[0]
    second = replace(first, fingerprint="9" * 20)
    assert many([first, second, phone(first)]) == 2
    assert [len(together) for together in paired([first, phone(first), second])] == [2, 1]
    assert once([phone(first), first]) == [phone(first)]


def test_products_are_told_apart_and_their_query_is_not(report: Report) -> None:
    first = replace(report.findings[0], page_kind="product")
    at = first.places[0]
    variant = phone(first, places=(replace(at, page=at.page + "?variant=2"),))
    other = phone(first, places=(replace(at, page=at.page + "-2"),))
    assert (many([first, variant]), many([first, other])) == (1, 2)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PEOPLE)
def test_a_failure_of_one_device_says_so_where_the_rule_holds_on_the_other(
    alone: Report, name: str, language: Language
) -> None:
    if name != "comment":
        assert ONLY[language] in re.sub(r"\s+", " ", text_of(name, alone, language))
    seen_once = replace(alone, target=replace(alone.target, devices=("mobile",)))
    unjudged = replace(alone, rules=(replace(alone.rules[0], held=()),))
    for report in (seen_once, unjudged):
        assert ONLY[language] not in text_of(name, report, language)


def test_the_line_that_accepts_a_fault_names_it_on_both_devices(report: Report) -> None:
    first = report.findings[0]
    text = text_of("html", shown(report, first, phone(first)), "en")
    line = re.search(r"<code id=\"w-[^>]*>(.*?)</code>", text, re.DOTALL)
    assert line is not None
    assert [first.fingerprint in line[1], PRINT in line[1], line[1].count("rule: ")] == [True, True, 2]


def test_what_a_change_brings_to_both_devices_is_one_new_finding(report: Report) -> None:
    first = report.findings[0]
    new = tuple(NewFinding(name, "change", Text("w", "w")) for name in (first.fingerprint, PRINT))
    held = Comparison("https://base.example/", "2026-11-20", new=new, mended=(first, phone(first)))
    said = tally(held, shown(report, first, phone(first))).en
    assert re.findall(r"\d+", said)[:2] == ["1", "1"]


def test_the_number_of_findings_above_the_list_is_that_of_its_entries(report: Report) -> None:
    text = text_of("html", shown(report, report.findings[0], phone(report.findings[0])), "en")
    assert "1 of 1 shown" in text
    assert re.findall(r'data-n="(\d+)"', text) == ["1"]
