"""What changed between two reports."""

from dataclasses import replace

from disputelint.checker.model import Evidence, Fact, Report
from disputelint.reports.diff import as_json, compare, render


def without(report: Report, fingerprint: str, outcome: str) -> Report:
    """The report after that failure went away because its rule now gives `outcome`."""
    gone = next(finding for finding in report.findings if finding.fingerprint == fingerprint)
    rules = tuple(replace(r, outcomes={outcome: 1}) if r.id == gone.rule else r for r in report.rules)  # type: ignore[dict-item]
    left = tuple(finding for finding in report.findings if finding.rule != gone.rule)
    return replace(report, findings=left, rules=rules)


def test_a_report_does_not_differ_from_itself(report: Report) -> None:
    difference = compare(report, report)
    assert not difference.any
    assert render(difference, report, report, "en") == "No difference.\n"


def test_a_failure_that_went_away_is_mended(report: Report) -> None:
    after = without(report, "a" * 20, "pass")
    difference = compare(report, after)
    assert {finding.rule for finding in difference.mended} == {"refund-window-stated"}
    assert difference.new == () and difference.unseen == ()
    assert [finding.rule for finding in compare(after, report).new].count("refund-window-stated") == 3


def test_a_failure_that_could_not_be_judged_again_is_not_mended(report: Report) -> None:
    difference = compare(report, without(report, "a" * 20, "inconclusive"))
    assert difference.mended == ()
    assert {finding.rule for finding in difference.unseen} == {"refund-window-stated"}


def test_facts_are_compared_by_page_and_name_whatever_the_host(report: Report) -> None:
    preview = replace(
        report,
        target=replace(report.target, url="https://preview.example/"),
        facts=(
            Fact(
                "refund.window",
                {"days": 30, "anchor": "delivery"},
                "high",
                Evidence("https://preview.example/refund", "30 days"),
            ),
        ),
    )
    (change,) = compare(report, preview).facts
    assert (change.page, change.name) == ("/refund", "refund.window")
    assert change.before == ({"anchor": "delivery", "days": 14},)
    assert change.after == ({"anchor": "delivery", "days": 30},)


def test_the_difference_as_json(report: Report) -> None:
    value = as_json(compare(report, without(report, "a" * 20, "pass")))
    assert isinstance(value, dict)
    findings = value["findings"]
    assert isinstance(findings, dict)
    assert sorted(findings) == ["mended", "new", "unchanged", "unseen"]
