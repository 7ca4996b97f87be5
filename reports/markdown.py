"""Markdown for GitHub's job summary. What pages said is shown and does nothing (`inert_markup`)."""

from __future__ import annotations

from disputelint.checker.model import Language, Report
from disputelint.reports import markdown_parts as parts
from disputelint.reports.html_findings import Findings
from disputelint.reports.inert_markup import markdown

# A summary of 1 MiB or more is dropped, without a word within two bytes of it (github.com/actions/runner/issues/4337).
LIMIT = 900 * 1024  # bytes


def render(report: Report, language: Language) -> str:
    """The report as Markdown, ending in a newline: at most LIMIT bytes, cut at the end of a finding."""
    findings = Findings(report, language)
    head = [
        f"## disputelint: {markdown(report.target.name, 120) or parts.shop(report)}",
        *parts.top(report, findings),
        *parts.compared(report, findings),
        parts.actions(report, findings),
        parts.risk(report, findings),
        parts.heading("findings", language, 3) if findings.entries else "",
    ]
    tail = [parts.unseen(report, language), parts.held_back(report, language), *parts.foot(report, language)]
    blocks = [parts.finding(entry, findings) for entry in findings.entries]
    shown, left = parts.fitting([*head, *tail], blocks, LIMIT, parts.octets)
    return parts.joined([*head, *blocks[:shown], parts.more(left, language), *tail])
