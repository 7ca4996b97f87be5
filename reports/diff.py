"""What changed between two reports, for a terminal and as JSON: `Report.compared` in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from disputelint.checker.model import JSON, Comparison, FactChange, Finding, Language, Report, Text
from disputelint.checker.model.faults import once
from disputelint.reports.compared import FACTS, HEADS, SAME, by_cause, fact, risk, tally, why
from disputelint.reports.counts import standing
from disputelint.reports.ink import Ink
from disputelint.reports.labels import SEVERITY
from disputelint.reports.say import address, headline
from disputelint.reports.width import cells, wrap

WIDTH = 100
COLUMN = 12


def as_json(report: Report) -> JSON:
    """The difference of a report that was compared, as JSON."""
    held = report.compared
    assert held is not None
    causes = {one.fingerprint: one for one in held.new}
    unchanged = set(held.unchanged)

    def brief(findings: Iterable[Finding]) -> list[JSON]:
        return [
            {
                "fingerprint": finding.fingerprint,
                "rule": finding.rule,
                "severity": finding.severity,
                "status": finding.status,
                "counted": finding.counted,
                "cause": causes[finding.fingerprint].cause if finding.fingerprint in causes else None,
                "message": {"en": finding.message.en, "ja": finding.message.ja},
                "pages": [place.page for place in finding.places],
            }
            for finding in findings
        ]

    failures = [finding for finding in report.findings if finding.verdict == "fail"]
    return {
        "schema_version": "1",
        "findings": {
            "new": brief(one for one in failures if one.fingerprint in causes),
            "mended": brief(held.mended),
            "unseen": brief(held.unseen),
            "unchanged": brief(
                one for one in failures if one.fingerprint in unchanged and one.fingerprint not in causes
            ),
        },
        "facts": [_fact_json(change) for change in held.facts],
        "risk": [{"reason": one.reason, "before": one.before, "after": one.after} for one in held.risk],
    }


def _fact_json(change: FactChange) -> JSON:
    return {
        "page": change.page,
        "name": change.name,
        "device": change.device,
        "content": change.content,
        "before": list(change.before),
        "after": list(change.after),
    }


def render(report: Report, old: Report, language: Language, ink: Ink | None = None) -> str:
    """What `report.compared` says, for a terminal, ending in a newline. `old` is what it was compared with."""
    ink = ink or Ink()
    held = report.compared
    if held is None or not held.any:
        return SAME.in_(language) + "\n"
    lines: list[str] = []
    ours, others = by_cause(report, held)
    for name, findings, told_by in (
        ("new", ours, report),
        ("others", others, report),
        ("mended", once(held.mended), old),
        ("unseen", once(held.unseen), old),
    ):
        if findings:
            lines.append(ink.on("bold", HEADS[name].in_(language)))
            lines += [line for one in findings for line in _finding(one, told_by, held, language, ink)] + [""]
    for title, rows in ((FACTS, [fact(one, language) for one in held.facts]), _risk(held, language)):
        if rows:
            lines.append(ink.on("bold", title.in_(language)))
            lines += [line for row in rows for line in _wrapped(row)] + [""]
    return "\n".join([*lines, tally(held, report).in_(language)]) + "\n"


def _risk(held: Comparison, language: Language) -> tuple[Text, list[str]]:
    return HEADS["risk"], [risk(one, language) for one in held.risk]


def _wrapped(row: str) -> list[str]:
    first, *rest = wrap(row, WIDTH - 4)
    return [f"  {first}", *(f"    {line}" for line in rest)]


def _finding(finding: Finding, report: Report, held: Comparison, language: Language, ink: Ink) -> list[str]:
    where = standing(finding)
    word = SEVERITY[finding.severity if where == "baselined" else where].in_(language)
    title, _ = headline(finding, report, language)
    first, *rest = wrap(title, WIDTH - COLUMN - 2)
    pages = list(dict.fromkeys(address(place.page, report) for place in finding.places))[:3]
    about = [*rest, "  ".join((*pages, finding.rule, finding.fingerprint))]
    said = why(finding, held)
    about += wrap(said.in_(language), WIDTH - COLUMN - 2) if said else []
    head = "  " + ink.on(finding.severity, word) + " " * max(1, COLUMN - cells(word)) + first
    return [head, *(" " * (COLUMN + 2) + line for line in about)]
