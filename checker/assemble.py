"""The Report out of what the stages found: pages, coverage, verdict, facts, risk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from disputelint.checker.config import Config
from disputelint.checker.engine import entry, reuse
from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.engine.gate import coverage, failing
from disputelint.checker.engine.judge import Judgement
from disputelint.checker.engine.pairing import links
from disputelint.checker.model import (
    Coverage,
    Device,
    Fact,
    Finding,
    Report,
    ReportPage,
    Run,
    Site,
    Target,
)
from disputelint.checker.risk.actions import actions
from disputelint.checker.risk.assess import assess
from disputelint.checker.snapshot.records import Snapshot

VerdictWord = Literal["pass", "fail", "inconclusive", "not_judged"]


def assemble(snapshot: Snapshot, site: Site, judged: Judgement, rules: Catalogue, config: Config) -> Report:
    """The report, its `run` block empty. Pages are sorted by URL, findings by severity, rule, fingerprint."""
    seen = entry.remedied(coverage(site, config, judged.requirements), snapshot.meta)
    seen = replace(seen, reuse=reuse.told(snapshot))
    labels = {name: reason.label for name, reason in rules.reasons.items()}
    risk = assess(site, judged.findings, labels)
    return Report(
        run=Run(tool_version="", started="", seconds=0.0),
        target=_target(snapshot, site, judged),
        verdict=verdict(judged.findings, seen, config, forgiven=entry.forgiven(snapshot.meta)),
        coverage=seen,
        pages=tuple(_page(site, reuse.dates(snapshot))),
        rules=judged.rules,
        requirements=judged.requirements,
        facts=_facts(site),
        findings=judged.findings,
        actions=actions(site, judged.findings, risk, judged.requirements, judged.rules),
        ledger=site.steps,
        risk=risk,
        refused=tuple(
            {"method": one.method, "url": one.url, "page": one.page, "why": one.why} for one in snapshot.refused
        ),
        links=links(site),
    )


def verdict(findings: tuple[Finding, ...], seen: Coverage, config: Config, *, forgiven: bool = False) -> VerdictWord:
    """The report's one word: a counted finding at or above `--fail-on` fails, a missed coverage gate is not judged.

    `forgiven`: the gate is only told, whatever `--on-inconclusive` says.
    """
    least = config.gate.fail_on if config.gate.fail_on != "never" else "error"
    if failing(findings, least):
        return "fail"
    if seen.gate_missed:
        return "not_judged" if forgiven or config.gate.on_inconclusive == "warn" else "inconclusive"
    return "pass"


def _target(snapshot: Snapshot, site: Site, judged: Judgement) -> Target:
    return Target(
        url=site.url,
        name=site.name,
        date=site.date,
        devices=site.devices,
        platform=site.platform,
        market=site.market,
        languages=site.languages,
        technologies=site.technologies,
        authorities=judged.authorities,
        chosen_because=judged.chosen_because,
        authorized_by=snapshot.meta.authorized_by,
        journey=site.journey,
        configure=judged.configure,
        notices=(*entry.notices(snapshot.meta), *reuse.notices(snapshot.meta), *judged.notices),
        read_beside_robots=snapshot.beside_robots,
    )


def _page(site: Site, reused: Mapping[tuple[str, Device], str]) -> list[ReportPage]:
    return [
        ReportPage(
            url=page.url,
            kinds=page.kinds,
            seen=page.seen,
            device=page.device,
            title=page.title,
            language=page.language,
            step=page.step,
            status=page.status,
            reason=page.reason,
            detail=page.detail,
            found_by=page.found_by,
            reused=reused.get((page.url, page.device), ""),
        )
        for page in site.pages
    ]


def _facts(site: Site) -> tuple[Fact, ...]:
    said = [*site.facts, *(fact for page in site.pages for fact in page.facts)]
    return tuple(sorted(said, key=lambda fact: (fact.name, fact.evidence.page, fact.evidence.device, repr(fact.value))))
