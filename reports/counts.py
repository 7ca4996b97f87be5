"""The counts that every output shows: made in one place so that they agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from disputelint.checker.model import Finding, Report, Text
from disputelint.checker.model.faults import many

Standing = Literal["error", "warning", "note", "not_judged", "waived", "baselined"]
_FAILING: Final[tuple[Standing, ...]] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Counts:
    """Failures that count by severity; beside them what does not count, under its own name. What both devices were shown
    counts once.
    """

    errors: int
    warnings: int
    notes: int
    not_judged: int
    waived: int
    baselined: int
    unsure: int  # failures below --min-confidence
    rules: int
    rules_hold: int
    rules_not_applicable: int
    required: int  # requirements of strength must that were not found or not met

    @property
    def findings(self) -> int:
        """Failures neither waived nor baselined nor below the asked confidence."""
        return self.errors + self.warnings + self.notes


def standing(finding: Finding) -> Standing:
    """Under which heading a finding is listed."""
    if finding.status == "waived":
        return "waived"
    if finding.status == "baselined":
        return "baselined"
    return finding.severity if finding.verdict == "fail" else "not_judged"


def count(report: Report) -> Counts:
    """The counts of a report."""
    listed: dict[tuple[Standing, bool], list[Finding]] = {}
    for finding in report.findings:
        where = standing(finding)
        sure = finding.counted or where not in _FAILING
        listed.setdefault((where, sure), []).append(finding)

    def held(where: Standing, sure: bool = True) -> int:
        return many(listed.get((where, sure), ()))

    outcomes = [{outcome for outcome, many in rule.outcomes.items() if many} for rule in report.rules]
    return Counts(
        errors=held("error"),
        warnings=held("warning"),
        notes=held("note"),
        not_judged=held("not_judged"),
        waived=held("waived"),
        baselined=held("baselined"),
        unsure=sum(held(where, sure=False) for where in _FAILING),
        rules=len(report.rules),
        rules_hold=sum("pass" in seen and not seen & {"fail", "inconclusive"} for seen in outcomes),
        rules_not_applicable=sum(not seen - {"not_applicable"} for seen in outcomes),
        required=sum(
            r.applies and r.strength == "must" and r.state in ("not_found", "not_met") for r in report.requirements
        ),
    )


def faults(report: Report, fingerprints: Iterable[str]) -> int:
    """How many faults the findings of these fingerprints are of; one that is not in the report counts for itself."""
    names = set(fingerprints)
    known = [finding for finding in report.findings if finding.fingerprint in names]
    return many(known) + len(names - {finding.fingerprint for finding in known})


def sentence(counts: Counts) -> Text:
    """The counts in words: "6 errors, 10 warnings, ... 58 of 96 rules hold, 18 do not apply."."""
    en = [_many(counts.errors, "error"), _many(counts.warnings, "warning"), _many(counts.notes, "note")]
    ja = [f"エラー{counts.errors}件", f"警告{counts.warnings}件", f"注記{counts.notes}件"]
    for number, said, said_ja in (
        (counts.not_judged, "not judged", "判定できず"),
        (counts.waived, "accepted", "了承済み"),
        (counts.baselined, "known before", "既知"),
        (counts.unsure, "not counted (low confidence)", "確度が低く件数外"),
    ):
        if number:
            en.append(f"{number} {said}")
            ja.append(f"{said_ja}{number}件")
    rules, hold, away = counts.rules, counts.rules_hold, counts.rules_not_applicable
    verb = "does" if away == 1 else "do"
    return Text(
        f"{', '.join(en)}. {hold} of {_many(rules, 'rule')} {'holds' if hold == 1 else 'hold'}, {away} {verb} not apply.",
        f"{'、'.join(ja)}。ルール{rules}件のうち{hold}件を満たし、{away}件は該当しません。",
    )


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
