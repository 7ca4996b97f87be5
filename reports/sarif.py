"""SARIF 2.1.0 as GitHub code scanning takes it (OASIS, SARIF 2.1.0 plus errata 01; GitHub docs, "SARIF support").

A location is a file of the repository: the line of the theme where it is known, else the rule or the storefront in the
configuration. Page addresses stand in the message, in `properties` and in `logicalLocations`; an `http:` location
makes GitHub refuse the whole file. Failures that count, and accepted ones with their `suppressions`, are results.
What was not judged, and what is too unsure to count, are notifications of the run: GitHub heeds no `kind` and would
open an alert for each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote

from disputelint.checker.model import Confidence, Finding, Language, Report, Severity
from disputelint.reports.counts import count, standing
from disputelint.reports.inert import plain
from disputelint.reports.labels import name_of
from disputelint.reports.sarif_rules import WEB, rules
from disputelint.reports.say import headline
from disputelint.reports.where import anchor, fingerprint

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
RESULTS: Final = 25_000  # GitHub takes no more of one run
NOTIFICATIONS: Final = 1_000
PAGES: Final = 100  # GitHub shows no more locations of a result
LONG: Final = 1_000
FINGERPRINT: Final = "disputelintFinding/v1"  # what GitHub keeps of an alert hangs on it
_RANK: Final[dict[Severity, int]] = {"error": 0, "warning": 1, "note": 2}
_SURE: Final[dict[Confidence, float]] = {"high": 1.0, "medium": 0.6, "low": 0.3}
_KNOWN: Final = "Known before (in the baseline or the base of the comparison), or not from this change."
_UNFIT = re.compile("[^A-Za-z0-9._-]+")


def render(report: Report, language: Language) -> str:
    """The report as a SARIF log with one run, ending in a newline."""
    results = sorted((one for one in report.findings if _is_result(one)), key=_order)
    beside = [one for one in report.findings if not _is_result(one)]
    described, places = rules(report, language)
    baseline = any(one.status == "baselined" for one in report.findings)
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "disputelint",
                "version": plain(report.run.tool_version, 40) or "0",
                "informationUri": WEB,
                "rules": described,
            }
        },
        "automationDetails": {"id": f"disputelint/{_category(report)}/"},
        "invocations": [_invocation(report, language, beside, len(results) - RESULTS, places)],
        "language": "ja" if language == "ja" else "en-US",
        "columnKind": "unicodeCodePoints",
        "results": _unique(_result(one, report, language, places, baseline) for one in results[:RESULTS]),
        "properties": _about(report),
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    text = json.dumps(log, ensure_ascii=False, indent=1).replace("##", "#\\u0023")
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def _is_result(finding: Finding) -> bool:
    """Whether it counts, or was accepted: what is accepted stays, or code scanning would close and reopen alerts."""
    return finding.status != "new" or (standing(finding) != "not_judged" and finding.counted)


def _order(finding: Finding) -> tuple[bool, int, str, str]:
    return finding.status != "new", _RANK[finding.severity], finding.rule, finding.fingerprint


def _category(report: Report) -> str:
    name = report.target.url.split("://", 1)[-1].split("/", 1)[0] if "://" in report.target.url else report.target.name
    return _UNFIT.sub("-", name)[:100].strip("-.") or "shop"


def _unique(results: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without exact doubles, which the schema forbids."""
    return list({json.dumps(result, sort_keys=True): result for result in results}.values())


def _result(
    finding: Finding, report: Report, language: Language, rules: dict[str, int], baseline: bool
) -> dict[str, Any]:
    """One result. `baseline`: the run was held against one, so that every result says how it stands to it."""
    pages = list(dict.fromkeys(place.page for place in finding.places))[:PAGES]
    made: dict[str, Any] = {
        "ruleId": finding.rule,
        **({"ruleIndex": rules[finding.rule]} if finding.rule in rules else {}),
        **_kind(finding),
        "message": {"text": _message(finding, report, language)},
        "locations": [_location(finding, report, pages)],
        "partialFingerprints": {FINGERPRINT: fingerprint(finding.fingerprint)},
        "rank": 100.0 * _SURE[finding.confidence] / (1 + _RANK[finding.severity]),
        "properties": {
            "url": plain(pages[0], 2_000) if pages else "",
            "pages": [plain(page, 2_000) for page in pages],
            "fingerprint": finding.fingerprint,
            "confidence": finding.confidence,
            "device": finding.device,
            "pageKind": finding.page_kind,
            "who": finding.who,
            "reasons": list(finding.reasons),
            "requirements": list(finding.requirements),
            "themeConfidence": finding.theme.confidence if finding.theme else None,
            **({"admin": plain(finding.admin.in_(language), 300)} if finding.admin else {}),
        },
    }
    if baseline:
        made["baselineState"] = "unchanged" if finding.status == "baselined" else "new"
    if (accepted := _suppression(finding)) is not None:
        made["suppressions"] = [accepted]
    return made


def _kind(finding: Finding) -> dict[str, str]:
    """Section 3.27.9: what is not a failure has the level "none"."""
    if finding.verdict == "inconclusive":
        return {"level": "none", "kind": "open"}
    return {"level": finding.severity, "kind": "fail"}


def _location(finding: Finding, report: Report, pages: list[str]) -> dict[str, Any]:
    place = anchor(finding, report)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(place.file, safe="/")},
            "region": {"startLine": place.line},
        },
        "logicalLocations": [{"fullyQualifiedName": plain(page, 2_000), "kind": "page"} for page in pages],
    }


def _message(finding: Finding, report: Report, language: Language) -> str:
    """What is the case, on which page, and how to mend it. Section 3.11.6: `[text](address)` would become a link."""
    title, more = headline(finding, report, language)
    stop = "。" if language == "ja" else "."
    parts = [plain(title, LONG).rstrip(".。") + stop, plain(more, LONG)]
    places = [place for place in finding.places if place.quote.strip()] or list(finding.places)
    for place in places[:3]:
        said = plain(place.quote, 200)
        marked = f"「{said}」" if language == "ja" else f'"{said}"'
        parts.append((f"{marked} " if said else "") + plain(place.page, 300))
    fix = plain(finding.fix.in_(language), LONG)
    parts.append(f"直すには：{fix}" if language == "ja" else f"To mend it: {fix}")
    return "\n".join(part.replace("](", "] (") for part in parts if part)


def _suppression(finding: Finding) -> dict[str, Any] | None:
    if finding.status == "waived":
        note = finding.waiver
        made: dict[str, Any] = {"kind": "external", "status": "accepted"}
        if note is not None:
            made["justification"] = plain(note.reason, LONG)
            made["properties"] = {"owner": plain(note.owner, 200), "expires": plain(note.expires, 40)}
        return made
    if finding.status == "baselined":
        return {"kind": "external", "status": "accepted", "justification": _KNOWN}
    return None


def _invocation(
    report: Report, language: Language, beside: list[Finding], left: int, rules: dict[str, int]
) -> dict[str, Any]:
    """Not successful when required pages were not seen: an empty list of results must not read as a clean shop."""
    missed = report.coverage.gate_missed or report.verdict in ("inconclusive", "not_judged")
    told = [_notification(finding, report, language, rules) for finding in beside[:NOTIFICATIONS]]
    for gap in [gap for gap in report.coverage.gaps if gap.required][:NOTIFICATIONS]:
        text = f"{plain(name_of(gap.what, language), 200)}: {plain(gap.detail.in_(language))} {plain(gap.remedy.in_(language))}"
        told.append({"level": "error", "message": {"text": text}, "properties": {"reason": gap.reason}})
    if left > 0:
        said = f"{left} more results were left out; the JSON report has all."
        told.append({"level": "warning", "message": {"text": said}})
    made: dict[str, Any] = {"executionSuccessful": not missed}
    if missed:
        made["exitCodeDescription"] = "not judged: required pages were not seen"
    if told:
        made["toolExecutionNotifications"] = _unique(told)
    return made


def _notification(finding: Finding, report: Report, language: Language, rules: dict[str, int]) -> dict[str, Any]:
    title, more = headline(finding, report, language)
    rule = {"id": finding.rule, **({"index": rules[finding.rule]} if finding.rule in rules else {})}
    standing_ = "not_judged" if finding.verdict == "inconclusive" else "not_counted"
    return {
        "level": "note",
        "message": {"text": ". ".join(part for part in (plain(title, LONG), plain(more, LONG)) if part)},
        "associatedRule": rule,
        "properties": {
            "standing": standing_,
            "reason": finding.reason,
            "severity": finding.severity,
            "fingerprint": finding.fingerprint,
            "pages": [plain(place.page, 2_000) for place in finding.places[:PAGES]],
        },
    }


def _about(report: Report) -> dict[str, Any]:
    counts = count(report)
    return {
        "url": plain(report.target.url, 2_000),
        "shop": plain(report.target.name, 200),
        "date": plain(report.target.date, 40),
        "verdict": report.verdict,
        "counts": {
            "error": counts.errors,
            "warning": counts.warnings,
            "note": counts.notes,
            "notJudged": counts.not_judged,
            "waived": counts.waived,
            "baselined": counts.baselined,
            "notCounted": counts.unsure,
        },
    }
