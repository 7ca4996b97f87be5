"""What the verdicts say of each requirement that the active rules cite: found, not met, not found, not judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.engine.findings import Judged
from disputelint.checker.engine.packs import Chosen
from disputelint.checker.engine.requirement import Requirement
from disputelint.checker.model import AppliedRequirement

State = Literal["found", "not_met", "not_found", "not_judged", "not_applicable"]


def applied(chosen: Chosen, catalogue: Catalogue, judged: Mapping[str, list[Judged]]) -> tuple[AppliedRequirement, ...]:
    """The requirements cited by active rules, by authority and id; those that apply here are marked."""
    citing: dict[str, list[str]] = {}
    applying: set[str] = set()
    for name, active in chosen.active.items():
        applying.update(one.id for one in active.applying)
        for requirement in active.rule.requirements:
            citing.setdefault(requirement, []).append(name)
    found = [
        _applied(catalogue.requirements[name], catalogue, name in applying, _state(rules, judged))
        for name, rules in citing.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.authority, one.id)))


def _state(rules: list[str], judged: Mapping[str, list[Judged]]) -> State:
    """The worst of what its rules came to."""
    every = [one for name in rules for one in judged.get(name, ())]
    failed = [one for one in every if one.verdict.outcome == "fail"]
    if failed:
        return "not_met" if any(one.answer.rests_on for one in failed) else "not_found"
    if any(one.verdict.outcome == "inconclusive" for one in every):
        return "not_judged"
    if any(one.verdict.outcome == "pass" for one in every):
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
