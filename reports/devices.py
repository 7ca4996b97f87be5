"""What one device alone was shown: a policy link that is gone on a phone, a button that only a desktop has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from disputelint.checker.model import Device, Finding, Report, Text
from disputelint.checker.model.faults import fault

_ONLY: Final[Mapping[Device, Text]] = {
    "desktop": Text(
        "On a desktop only: a phone visitor is shown nothing amiss here.",
        "パソコンの画面でのみ該当します。スマートフォンの画面では問題ありません。",
    ),
    "mobile": Text(
        "On a phone only: a desktop visitor is shown nothing amiss here.",
        "スマートフォンの画面でのみ該当します。パソコンの画面では問題ありません。",
    ),
}


def only(findings: Sequence[Finding], report: Report) -> Text | None:
    """That one device alone shows these failures, where the rule was judged on the other and holds there; else None."""
    devices = {finding.device for finding in findings}
    if len(devices) != 1 or len(report.target.devices) < 2 or findings[0].verdict != "fail":
        return None
    (device,) = devices
    other: Device = "desktop" if device == "mobile" else "mobile"
    held = {rule.id: {url for url, at in rule.held if at == other} for rule in report.rules}
    there = {fault(finding) for finding in report.findings if finding.device == other and finding.verdict == "fail"}
    for finding in findings:
        holds = held.get(finding.rule, set())
        pages = {place.page for place in finding.places}
        if fault(finding) in there or not ("" in holds or (pages and pages <= holds)):
            return None
    return _ONLY[device]
