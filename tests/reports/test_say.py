"""Sentences shared by the outputs."""

from dataclasses import replace

import pytest

from disputelint.checker.model import Report
from disputelint.reports.knowledge import label, reasons, short
from disputelint.reports.say import address, date, first_sentence, host, listed, visited


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        ("One. Two.", "One", "Two."),
        ("Only one.", "Only one", ""),
        ('It says "No. Never." and stops. Then more.', 'It says "No. Never." and stops', "Then more."),
        ("返品不可とある。次の文。", "返品不可とある", "次の文。"),
        ("「はい。どうぞ。」とある。次。", "「はい。どうぞ。」とある", "次。"),
        ("Costs 4.50 more. Next.", "Costs 4.50 more", "Next."),
        ("e.g. shoes cost more. Next.", "e.g. shoes cost more", "Next."),
        ("no stop", "no stop", ""),
    ],
)
def test_first_sentence(text: str, first: str, rest: str) -> None:
    assert first_sentence(text) == (first, rest)


def test_dates_of_both_languages() -> None:
    assert date("2026-11-24T10:00:00Z", "en") == "24 November 2026"
    assert date("2026-11-24", "ja") == "2026年11月24日"
    assert date("soon", "en") == "soon"


def test_lists() -> None:
    assert listed(["a", "b", "c"], "en", "and") == "a, b and c"
    assert listed(["a", "b"], "ja", "and") == "a、b"


def test_addresses(report: Report) -> None:
    assert address("https://marumado.example/a?b=1", report) == "/a?b=1"
    assert address("https://help.example/x", report) == "help.example/x"
    assert address("file:///policies/refund.html", report) == "/policies/refund.html"


def test_every_dispute_reason_has_a_short_name_and_a_label() -> None:
    assert "not_received" in reasons()
    assert short("not_received").en == "not received"
    assert label("unheard_of").en == "unheard_of"


def test_files_are_no_host_and_have_no_visitor(report: Report) -> None:
    files = replace(report, target=replace(report.target, url="file:///index.html"))
    assert host(files) == "HTML" and visited(files).en == "from HTML files"
    both = replace(report, target=replace(report.target, devices=("desktop", "mobile")))
    assert visited(both).en == "as a desktop and as a phone visitor"
