"""How much a failure weighs: the strongest requirement that applies here, under the rule's ceiling."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from disputelint.checker.engine.requirement import Requirement
from disputelint.checker.engine.rule import Rule
from disputelint.checker.model import SEVERITIES, STRENGTHS, Severity

_BY_STRENGTH: dict[str, Severity] = {"must": "error", "should": "warning", "advice": "note"}


def weaker(a: Severity, b: Severity) -> Severity:
    """The less severe of the two."""
    return max(a, b, key=SEVERITIES.index)


def of_requirement(requirement: Requirement) -> Severity:
    """What one requirement weighs; one read only in a secondary source is never an error."""
    severity = _BY_STRENGTH[requirement.strength]
    return weaker(severity, "warning") if requirement.read == "secondary" else severity


def effective(rule: Rule, applying: Iterable[Requirement]) -> Severity:
    """The severity of a rule: its ceiling when it cites nothing, a note when nobody who asks for it applies here."""
    if not rule.requirements:
        return rule.severity
    found = [of_requirement(requirement) for requirement in applying]
    return weaker(rule.severity, min(found, key=SEVERITIES.index)) if found else "note"


def covers(holds: Collection[str], jurisdiction: str) -> bool:
    """Whether a jurisdiction is one of those that hold; the law of a state (US-CA) holds for shops that sell to its
    country.
    """
    return jurisdiction in holds or jurisdiction.split("-")[0] in holds


def in_force(requirement: Requirement, authorities: Collection[str], holds: Collection[str]) -> bool:
    """Whether a requirement applies: its authority is asked about, and its jurisdiction is one of those that hold
    (`holds` contains "" for everywhere). A foreign edition stands in for a home one that was not read.
    """
    if requirement.authority not in authorities:
        return False
    return covers(holds, requirement.jurisdiction) or bool(requirement.edition)


def ordered(requirements: Iterable[Requirement], applying: Collection[str]) -> tuple[str, ...]:
    """Requirement ids, those that apply first, strongest first."""
    ranked = sorted(
        requirements,
        key=lambda one: (
            one.id not in applying,
            STRENGTHS.index(one.strength),
            one.read == "secondary",
            one.authority,
            one.id,
        ),
    )
    return tuple(one.id for one in ranked)
