"""What changed between two reports."""

from dataclasses import replace

from disputelint.checker.engine.causes import Pair
from disputelint.checker.engine.compare import compare as compared
from disputelint.checker.engine.compare import marked
from disputelint.checker.model import Comparison, Evidence, Fact, FactChange, NewFinding, Report, ReportPage, Text
from disputelint.reports.comment import render as comment
from disputelint.reports.diff import as_json, render


def compare(then: Report, now: Report) -> Comparison:
    return compared(Pair(then, now))


def against(then: Report, now: Report) -> Report:
    return marked(now, compare(then, now), {})


def without(report: Report, fingerprint: str, outcome: str) -> Report:
    """The report after that failure went away because its rule now gives `outcome`."""
    gone = next(finding for finding in report.findings if finding.fingerprint == fingerprint)
    rules = tuple(replace(r, outcomes={outcome: 1}) if r.id == gone.rule else r for r in report.rules)  # type: ignore[dict-item]
    left = tuple(finding for finding in report.findings if finding.rule != gone.rule)
    return replace(report, findings=left, rules=rules)


def test_a_report_does_not_differ_from_itself(report: Report) -> None:
    difference = compare(report, report)
    assert not difference.any
    assert render(against(report, report), report, "en") == "No difference.\n"


def test_a_failure_that_went_away_is_mended(report: Report) -> None:
    after = without(report, "a" * 20, "pass")
    difference = compare(report, after)
    assert {finding.rule for finding in difference.mended} == {"refund-window-stated"}
    assert difference.new == () and difference.unseen == ()
    new = {one.fingerprint for one in compare(after, report).new}
    assert [one.rule for one in report.findings if one.fingerprint in new].count("refund-window-stated") == 3


def test_a_failure_that_could_not_be_judged_again_is_not_mended(report: Report) -> None:
    difference = compare(report, without(report, "a" * 20, "inconclusive"))
    assert difference.mended == ()
    assert {finding.rule for finding in difference.unseen} == {"refund-window-stated"}


def saying(report: Report, host: str, days: int) -> Report:
    at = f"https://{host}/refund"
    value: dict[str, object] = {"days": days, "anchor": "delivery"}
    return replace(
        report,
        target=replace(report.target, url=f"https://{host}/"),
        pages=(ReportPage(at, ("refund_policy",), "rendered", "desktop", "Returns", "en"),),
        facts=(Fact("refund.window", value, "high", Evidence(at, f"{days} days")),),  # type: ignore[arg-type]
    )


def test_facts_are_compared_by_page_and_name_whatever_the_host(report: Report) -> None:
    then, now = saying(report, "shop.example", 30), saying(report, "preview.example", 14)
    (change,) = compare(then, now).facts
    assert (change.page, change.name) == ("/refund", "refund.window")
    assert change.before == ({"anchor": "delivery", "days": 30},)
    assert "/refund: refund.window 30 → 14 days" in render(against(then, now), then, "en")
    assert "refund.window 30日 → 14日" in render(against(then, now), then, "ja")


def test_the_comment_tells_what_the_change_did(report: Report) -> None:
    then, now = saying(report, "shop.example", 30), saying(report, "shop.example", 14)
    left = FactChange("", "link.refund_policy", ("footer",), (), "mobile")
    held = replace(compare(then, now), facts=(left, *compare(then, now).facts))
    made = comment(marked(now, held, {}), "en")
    assert "disputelint: this change brings nothing new on" in made and "Not from this change:" in made
    assert "| link to the refund policy on phones | footer | **–** |" in made
    apart = NewFinding(report.findings[0].fingerprint, "content", Text("Edited.", "編集されました。"))
    assert "never fails this check" in comment(marked(now, replace(held, new=(apart,)), {}), "en")
    ours = replace(held, new=(replace(apart, cause="change"),))
    assert "disputelint: The refund page names no number of days" in comment(marked(now, ours, {}), "en")


def test_the_difference_as_json(report: Report) -> None:
    value = as_json(against(report, without(report, "a" * 20, "pass")))
    assert isinstance(value, dict)
    findings = value["findings"]
    assert isinstance(findings, dict)
    assert sorted(findings) == ["mended", "new", "unchanged", "unseen"]
