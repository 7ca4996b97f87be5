"""What the verdicts say of each requirement that the active rules cite: found, not met, not found, not judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.engine.findings import Judged
from disputelint.checker.engine.packs import Chosen
from disputelint.checker.engine.parts import outcome
from disputelint.checker.engine.requirement import Requirement
from disputelint.checker.engine.rule import Rule
from disputelint.checker.model import AppliedRequirement, Outcome

Came = tuple[Outcome, bool]
State = Literal["found", "not_met", "not_found", "not_judged", "not_applicable"]


def applied(chosen: Chosen, catalogue: Catalogue, judged: Mapping[str, list[Judged]]) -> tuple[AppliedRequirement, ...]:
    """The requirements cited by active rules, by authority and id; those that apply here are marked."""
    citing: dict[str, list[Rule]] = {}
    applying: set[str] = set()
    for active in chosen.active.values():
        applying.update(one.id for one in active.applying)
        for requirement in active.rule.requirements:
            citing.setdefault(requirement, []).append(active.rule)
    came = {name: _outcomes(judged.get(name, ())) for name in chosen.active}
    found = [
        _applied(catalogue.requirements[name], catalogue, name in applying, _state(_of(name, rules, judged, came)))
        for name, rules in citing.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.authority, one.id)))


def _outcomes(judged: Iterable[Judged]) -> frozenset[Came]:
    """The outcomes of one rule, and whether they rest on something that stands there. Many requirements ask for them."""
    return frozenset((one.verdict.outcome, bool(one.answer.rests_on)) for one in judged)


def _of(
    requirement: str, rules: list[Rule], judged: Mapping[str, list[Judged]], came: Mapping[str, frozenset[Came]]
) -> frozenset[Came]:
    """What the rules that cite a requirement came to for it: parts of a rule that it does not ask for are left out."""
    every: set[Came] = set()
    for rule in rules:
        if any(requirement in part.requirements for part in rule.parts):
            for one in judged.get(rule.id, ()):
                every.add((outcome(rule, one.answer, one.verdict.outcome, requirement), bool(one.answer.rests_on)))
        else:
            every |= came[rule.id]
    return frozenset(every)


def _state(every: frozenset[Came]) -> State:
    """The worst of what its rules came to."""
    if ("fail", True) in every:
        return "not_met"
    outcomes = {outcome for outcome, _ in every}
    if "fail" in outcomes:
        return "not_found"
    if "inconclusive" in outcomes:
        return "not_judged"
    if "pass" in outcomes:
        return "found"
    return "not_applicable" if every else "not_judged"


def _applied(requirement: Requirement, catalogue: Catalogue, applies: bool, state: State) -> AppliedRequirement:
    return AppliedRequirement(
        id=requirement.id,
        authority=requirement.authority,
        authority_name=catalogue.authorities[requirement.authority].name,
        document=requirement.document,
        url=requirement.official_url or requirement.url,
        section=requirement.section,
        strength=requirement.strength,
        summary=requirement.summary,
        quote=requirement.quote,
        jurisdiction=requirement.jurisdiction,
        read_as=requirement.read if requirement.read != "not_read" else "secondary",
        edition=requirement.edition,
        reviewed=requirement.reviewed,
        applies=applies,
        state=state,
    )
