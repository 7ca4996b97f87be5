"""Why a finding fired, step by step."""

from dataclasses import replace

from disputelint.checker.model import Report
from disputelint.reports.explain import render
from disputelint.reports.sheet import Terminal
from disputelint.reports.width import cells


def test_steps_come_in_order_with_their_answers(report: Report) -> None:
    text = render(report.findings[0], report, "en")
    assert "   1  refund.window is stated  FALSE" in text
    assert "   2  the address is readable  UNKNOWN   (image_text)" in text
    assert "   3  All must hold            FALSE" in text
    assert text.index("All must hold") < text.index("Verdict")


def test_evidence_names_page_and_selector(report: Report) -> None:
    assert "「所在地」  /legal  dl dd:nth-of-type(2)" in render(report.findings[0], report, "en")


def test_it_says_who_asks_and_how_to_check(report: Report) -> None:
    text = " ".join(render(report.findings[0], report, "en").split())
    assert "Acme (must)" in text and "read on 21 November 2026" in text
    assert "disputelint facts SNAPSHOT.wacz --explain refund.window" in text
    assert f"fingerprint: {'a' * 20}" in text


def test_japanese_lines_fit(report: Report) -> None:
    text = render(report.findings[0], report, "ja")
    waiver = [line for line in text.splitlines() if "{rule:" in line]
    assert all(cells(line) <= 100 for line in text.splitlines() if line not in waiver)
    assert "満たされていない項目：返品期限の記載がある。" in text


def test_a_finding_without_trace_is_still_explained(report: Report) -> None:
    text = render(replace(report.findings[0], trace=None), report, "en", Terminal())
    assert "holds no trace" in text and "Why this fingerprint" in text
