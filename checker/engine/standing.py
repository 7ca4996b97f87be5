"""What the verdicts say of each requirement that the active rules cite: found, not met, not found, not judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.engine.findings import Judged
from disputelint.checker.engine.packs import Chosen
from disputelint.checker.engine.requirement import Requirement
from disputelint.checker.model import AppliedRequirement, Outcome

State = Literal["found", "not_met", "not_found", "not_judged", "not_applicable"]


def applied(chosen: Chosen, catalogue: Catalogue, judged: Mapping[str, list[Judged]]) -> tuple[AppliedRequirement, ...]:
    """The requirements cited by active rules, by authority and id; those that apply here are marked."""
    citing: dict[str, list[str]] = {}
    applying: set[str] = set()
    for name, active in chosen.active.items():
        applying.update(one.id for one in active.applying)
        for requirement in active.rule.requirements:
            citing.setdefault(requirement, []).append(name)
    came = {name: _outcomes(judged.get(name, ())) for name in chosen.active}
    found = [
        _applied(catalogue.requirements[name], catalogue, name in applying, _state(rules, came))
        for name, rules in citing.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.authority, one.id)))


def _outcomes(judged: Iterable[Judged]) -> frozenset[tuple[Outcome, bool]]:
    """The outcomes of one rule, and whether they rest on something that stands there. Many requirements ask for them."""
    return frozenset((one.verdict.outcome, bool(one.answer.rests_on)) for one in judged)


def _state(rules: list[str], came: Mapping[str, frozenset[tuple[Outcome, bool]]]) -> State:
    """The worst of what its rules came to."""
    every = {one for name in rules for one in came[name]}
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
