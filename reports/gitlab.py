"""GitLab's Code Quality report: what a merge request's widget and its diff show.

docs.gitlab.com, "Code Quality", "Code Quality report format": a JSON array without a byte order mark; each entry has
`description`, `check_name`, a unique `fingerprint`, `severity`, and `location` with a path relative to the repository
that does not begin with `./`. The format knows neither accepted findings nor what was not judged: failures that count
are entries, and required pages that were not seen, so that an empty list never stands for a shop that nobody read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from disputelint.checker.model import CoverageGap, Finding, Language, Report, Severity, Text
from disputelint.reports.counts import standing
from disputelint.reports.inert import plain
from disputelint.reports.labels import name_of
from disputelint.reports.say import headline
from disputelint.reports.where import anchor, fingerprint, storefront

ENTRIES: Final = 10_000
LONG: Final = 600
GAP: Final = "not-judged"
_SEVERITY: Final[dict[Severity, str]] = {"error": "critical", "warning": "major", "note": "minor"}
_RANK: Final[dict[Severity, int]] = {"error": 0, "warning": 1, "note": 2}
_MORE = Text("{page} and {n} more", "{page}ほか{n}ページ")
_MEND = Text("To mend it: {fix}", "直すには：{fix}")
_MISSED = Text("Not judged: {what}. {detail} {remedy}", "判定できず：{what}。{detail}{remedy}")


def render(report: Report, language: Language) -> str:
    """The report as GitLab takes it, ending in a newline; worst first."""
    counting = [one for one in report.findings if standing(one) in _SEVERITY and one.counted]
    counting.sort(key=lambda one: (_RANK[one.severity], one.rule, one.fingerprint))
    entries = [*_missed(report, language), *(_entry(one, report, language) for one in counting)]
    text = json.dumps(list(_unique(entries[:ENTRIES])), ensure_ascii=False, indent=1).replace("##", "#\\u0023")
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def _entry(finding: Finding, report: Report, language: Language) -> dict[str, Any]:
    title, more = headline(finding, report, language)
    stop = "。" if language == "ja" else "."
    said = [plain(title, LONG).rstrip(".。") + stop, plain(more, LONG), _pages(finding, language)]
    said.append(_MEND.fill(fix=plain(finding.fix.in_(language), LONG)).in_(language))
    place = anchor(finding, report)
    return {
        "description": " ".join(part for part in said if part),
        "check_name": finding.rule,
        "fingerprint": fingerprint(finding.fingerprint),
        "severity": _SEVERITY[finding.severity],
        "location": {"path": place.file, "lines": {"begin": place.line}},
    }


def _pages(finding: Finding, language: Language) -> str:
    pages: Sequence[str] = list(dict.fromkeys(plain(place.page, 300) for place in finding.places if place.page))
    if len(pages) < 2:
        return "".join(pages)
    return _MORE.fill(page=pages[0], n=len(pages) - 1).in_(language)


def _missed(report: Report, language: Language) -> Iterator[dict[str, Any]]:
    """Required pages that were not seen; only told where the run is set to go on without them."""
    if not report.coverage.gate_missed:
        return
    for gap in report.coverage.gaps:
        if gap.required:
            yield _gap(gap, report, language)


def _gap(gap: CoverageGap, report: Report, language: Language) -> dict[str, Any]:
    said = _MISSED.fill(
        what=plain(name_of(gap.what, language), 200),
        detail=plain(gap.detail.in_(language), LONG).rstrip(".。") + ("。" if language == "ja" else "."),
        remedy=plain(gap.remedy.in_(language), LONG),
    )
    place = storefront(report)
    return {
        "description": said.in_(language),
        "check_name": GAP,
        "fingerprint": hashlib.sha256(f"{GAP} {gap.what}".encode("utf-8", "replace")).hexdigest()[:20],
        "severity": "info" if report.verdict == "not_judged" else "critical",
        "location": {"path": place.file, "lines": {"begin": place.line}},
    }


def _unique(entries: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """GitLab shows only the first of several entries with one fingerprint, so that a second one gets its own."""
    held: set[str] = set()
    for entry in entries:
        mark, copy = entry["fingerprint"], 1
        while mark in held:
            copy += 1
            mark = hashlib.sha256(f"{entry['fingerprint']} {copy}".encode()).hexdigest()[:20]
        held.add(mark)
        yield {**entry, "fingerprint": mark}
