"""How likely disputes are, per reason and page, as bands: low, elevated, high. The formula is in docs/risk.md.

A band is never more than its sources: priors are weak, weights are ours, and a number is never shown alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, Literal

from disputelint.checker import kept
from disputelint.checker.model import JSON, Finding, Site, Text
from disputelint.checker.model.faults import paired
from disputelint.checker.model.record import record

Band = Literal["low", "elevated", "high"]
BANDS: Final[tuple[Band, ...]] = ("low", "elevated", "high")


@record(frozen=True, slots=True)
class Weights:
    """`rules/knowledge/risk.yaml`."""

    severity: Mapping[str, float]
    confidence: Mapping[str, float]
    near: Mapping[str, float]
    near_otherwise: float
    elevated: float
    high: float
    priors: Mapping[str, Any]
    profile: Mapping[str, Mapping[str, float]]
    reasons: tuple[str, ...]
    no_bearing: frozenset[tuple[str, str]]

    def band(self, score: float) -> Band:
        """The band a score falls into."""
        return "high" if score >= self.high else "elevated" if score >= self.elevated else "low"

    def of(self, finding: Finding, reason: str) -> float:
        """What one finding adds to one reason."""
        if reason not in finding.reasons or (finding.topic, reason) in self.no_bearing:
            return 0.0
        near = self.near.get(finding.page_kind, self.near_otherwise)
        return self.severity[finding.severity] * self.confidence[finding.confidence] * near


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights as shipped."""
    raw = kept.read(files("disputelint.rules").joinpath("knowledge", "risk.yaml"))
    return Weights(
        severity=raw["severity"],
        confidence=raw["confidence"],
        near=raw["near"],
        near_otherwise=raw["near_otherwise"],
        elevated=raw["bands"]["elevated"],
        high=raw["bands"]["high"],
        priors=raw["priors"],
        profile=raw["profile"],
        reasons=tuple(raw["reasons"]),
        no_bearing=frozenset((row["topic"], reason) for row in raw["no_bearing"] for reason in row["reasons"]),
    )


def assess(site: Site, findings: Sequence[Finding], labels: Mapping[str, Text]) -> dict[str, JSON]:
    """The report's `risk` block: bands per reason, worst first, and cells of page and reason.

    `labels` names the reasons. Failures that are not waived count; inconclusive ones only widen the band upwards.
    """
    scale = weights()
    failed = [f for f in findings if f.verdict == "fail" and f.counted and f.status != "waived"]
    unseen = [f for f in findings if f.verdict == "inconclusive" and f.status != "waived"]
    rows = [
        _reason(scale, site, reason, failed, unseen, labels[reason]) for reason in scale.reasons if reason in labels
    ]
    rows.sort(
        key=lambda row: (-BANDS.index(_text(row["band"])), -BANDS.index(_text(row["upper"])), -_number(row["score"]))
    )
    return {"reasons": list(rows), "cells": _cells(scale, failed)}


def _reason(
    scale: Weights, site: Site, reason: str, failed: Iterable[Finding], unseen: Iterable[Finding], label: Text
) -> dict[str, JSON]:
    prior = scale.priors.get(reason)
    base = (prior["weight"] if prior else 0.0) + sum(
        scale.profile.get(kind, {}).get(reason, 0.0) for kind in site.sells
    )
    adds = _units(scale, failed, reason)
    may = _units(scale, unseen, reason)
    score = base + sum(unit.weight for unit in adds)
    band = scale.band(score)
    carrying = _carrying(scale, base, adds, band)
    return {
        "id": reason,
        "label": {"en": label.en, "ja": label.ja},
        "band": band,
        "upper": scale.band(score + sum(unit.weight for unit in may)),
        "score": round(score, 2),
        "prior": {
            "weight": round(base, 2),
            "quality": prior["quality"] if prior else "none",
            "statement": prior["statement"] if prior else None,
            "url": prior["url"] if prior else None,
        },
        "carried_by": [name for unit in carrying for name in unit.fingerprints],
        "contributing": [name for unit in adds if unit not in carrying for name in unit.fingerprints],
        "not_judged": [name for unit in may for name in unit.fingerprints],
        "mending": _mending(scale, base, adds, band),
    }


@record(frozen=True, slots=True)
class _Unit:
    """What one rule adds to one reason, with all its findings: they are mended together."""

    weight: float
    fingerprints: tuple[str, ...]


def _units(scale: Weights, findings: Iterable[Finding], reason: str) -> list[_Unit]:
    """Strongest first. Of several findings of one rule each further one counts half of the one before.

    Twelve products with the same fault are one fault of the template, not twelve; and what two devices were shown is
    one fault, as heavy as on the device where it is heavier.
    """
    by_rule: dict[str, list[tuple[float, tuple[str, ...]]]] = {}
    for together in paired(findings):
        add = max(scale.of(finding, reason) for finding in together)
        if add > 0:
            prints = tuple(finding.fingerprint for finding in together)
            by_rule.setdefault(together[0].rule, []).append((add, prints))
    units = []
    for found in by_rule.values():
        found.sort(key=lambda pair: (-pair[0], pair[1]))
        weight = sum(math.ldexp(add, -number) for number, (add, _) in enumerate(found))
        units.append(_Unit(weight, tuple(dict.fromkeys(name for _, prints in found for name in prints))))
    return sorted(units, key=lambda unit: (-unit.weight, unit.fingerprints))


def together(scale: Weights, findings: Iterable[Finding], reason: str) -> float:
    """What the findings add to the score of one reason."""
    return sum(unit.weight for unit in _units(scale, findings, reason))


def _carrying(scale: Weights, base: float, adds: Sequence[_Unit], band: Band) -> tuple[_Unit, ...]:
    """The strongest that, with the prior, already reach the band; none for a low one."""
    if band == "low":
        return ()
    score, chosen = base, []
    for unit in adds:
        score += unit.weight
        chosen.append(unit)
        if scale.band(score) == band:
            break
    return tuple(chosen)


def _mending(scale: Weights, base: float, adds: Sequence[_Unit], band: Band) -> list[JSON]:
    """The fewest to mend for each lower band, strongest first."""
    steps: list[JSON] = []
    score, mended, seen = base + sum(unit.weight for unit in adds), list[str](), band
    for unit in adds:
        score -= unit.weight
        mended += unit.fingerprints
        if scale.band(score) != seen:
            seen = scale.band(score)
            said: list[JSON] = list(mended)
            steps.append({"fingerprints": said, "to": seen})
    return steps


def _cells(scale: Weights, failed: Iterable[Finding]) -> list[JSON]:
    """Page and reason: the weight of what stands, or belongs, on that page."""
    held: dict[tuple[str, str], list[Finding]] = {}
    for finding in failed:
        for reason in scale.reasons:
            for page in {place.page for place in finding.places} if scale.of(finding, reason) else ():
                held.setdefault((page, reason), []).append(finding)
    return [
        {
            "page": page,
            "reason": reason,
            "band": scale.band(sum(max(scale.of(one, reason) for one in together) for together in paired(found))),
            "fingerprints": [finding.fingerprint for finding in found],
        }
        for (page, reason), found in sorted(held.items(), key=lambda one: one[0])
    ]


def _text(value: JSON) -> Band:
    return value if value in BANDS else "low"


def _number(value: JSON) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0
