"""One fault, met on several devices: each device has a finding of it, and a person is told of it once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from disputelint.checker.model.report import Finding
from disputelint.checker.model.words import Device

Fault = tuple[str, str, str]


def fault(finding: Finding) -> Fault:
    """Rule, kind of page, and the address of the product at fault: the same whatever the device."""
    product = finding.page_kind == "product"
    address = min((place.page.partition("?")[0] for place in finding.places), default="") if product else ""
    return finding.rule, finding.page_kind, address


def paired(findings: Iterable[Finding]) -> list[tuple[Finding, ...]]:
    """What the devices were shown of one fault, together; in the order in which the faults come. What one device alone
    was shown several times stays apart.
    """
    held: dict[Fault, dict[Device, list[Finding]]] = {}
    for finding in findings:
        held.setdefault(fault(finding), {}).setdefault(finding.device, []).append(finding)
    return [
        tuple(one for one in together if one is not None)
        for devices in held.values()
        for together in zip_longest(*devices.values())
    ]


def many(findings: Iterable[Finding]) -> int:
    """How many faults the findings are of: what both devices were shown counts once."""
    return len(paired(findings))


def once(findings: Iterable[Finding]) -> list[Finding]:
    """One finding of each fault, the first."""
    return [together[0] for together in paired(findings)]
