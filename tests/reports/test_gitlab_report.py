"""GitLab's Code Quality report: what GitLab asks of an entry, where it stands, and what an empty list may mean."""

import json
from dataclasses import replace
from typing import Any

from disputelint.checker.model import CoverageGap, Language, Report, Text, ThemePlace
from disputelint.reports.gitlab import render


def entries(report: Report, language: Language = "en") -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = json.loads(render(report, language))
    return made


def test_every_entry_has_what_gitlab_asks_for(report: Report) -> None:
    made = entries(report)
    assert made
    for one in made:
        assert set(one) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert one["location"]["lines"]["begin"] >= 1
        assert not one["location"]["path"].startswith(("./", "/")) and "\\" not in one["location"]["path"]
    assert len({one["fingerprint"] for one in made}) == len(made)


def test_the_worst_comes_first_at_its_line_of_the_theme(report: Report) -> None:
    first = min(report.findings, key=lambda one: one.severity != "error")
    at = replace(first, theme=ThemePlace(".\\sections\\footer.liquid", 12, "high"))
    (entry,) = entries(replace(report, findings=(at,)))
    assert entry["severity"] == "critical" and entry["check_name"] == first.rule
    assert entry["location"] == {"path": "sections/footer.liquid", "lines": {"begin": 12}}


def test_the_same_fingerprint_twice_makes_two_entries(report: Report) -> None:
    first = next(one for one in report.findings if one.counted and one.status == "new" and one.verdict == "fail")
    made = entries(replace(report, findings=(first, first)))
    assert len({one["fingerprint"] for one in made}) == 2
    assert made == entries(replace(report, findings=(first, first)))


def test_an_unseen_required_page_is_an_entry(report: Report) -> None:
    gap = CoverageGap("cart", "timeout", Text("It did not load.", "読み込めません。"), Text("Again.", "再度。"), True)
    missed = replace(report, findings=(), coverage=replace(report.coverage, gate_missed=True, gaps=(gap,)))
    (entry,) = entries(missed)
    assert entry["check_name"] == "not-judged" and entry["severity"] == "critical"
    assert entry["description"] == "Not judged: cart. It did not load. Again."
    assert entries(missed, "ja")[0]["description"] == "判定できず：カート。読み込めません。再度。"
    assert entries(replace(missed, verdict="not_judged"))[0]["severity"] == "info"
    assert entries(replace(missed, coverage=replace(missed.coverage, gate_missed=False))) == []
