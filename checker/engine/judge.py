"""Rules against the site: `judge` gives verdicts with their traces, and the findings made of them."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from disputelint.checker.collector import seldom
from disputelint.checker.config import Config
from disputelint.checker.engine import applies, findings, packs, parts, settings, subjects
from disputelint.checker.engine.answer import Answer
from disputelint.checker.engine.baseline import absorb
from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.engine.findings import Judged
from disputelint.checker.engine.keywords import Setting, latest_day
from disputelint.checker.engine.packs import Active, Chosen
from disputelint.checker.engine.rule import Rule
from disputelint.checker.engine.shop import Shop
from disputelint.checker.engine.standing import applied
from disputelint.checker.engine.subjects import Prior
from disputelint.checker.engine.tools import Tools
from disputelint.checker.engine.waivers import Waivers
from disputelint.checker.model import (
    AppliedRequirement,
    Finding,
    RuleResult,
    Site,
    Text,
    Verdict,
)
from disputelint.checker.model.kinds import page_names

_NAMED: Final = 5  # rules named that a setting would let speak


@dataclass(frozen=True)
class Judgement:
    """All that the rules say of a site. Verdicts and findings are sorted."""

    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    rules: tuple[RuleResult, ...]
    requirements: tuple[AppliedRequirement, ...]
    authorities: tuple[str, ...]
    chosen_because: tuple[Text, ...]
    configure: tuple[Text, ...]
    notices: tuple[Text, ...]


@seldom()
def judge(site: Site, catalogue: Catalogue, config: Config) -> Judgement:
    """The verdicts of the active rules, and findings with waivers and baseline applied.

    Raises UsageError or ConfigError for rules, packs or files that the configuration names and that do not exist.
    """
    profile = applies.Profile.of(site, config)
    chosen = packs.choose(catalogue, config, profile)
    run = _Run(site, catalogue, config, profile, chosen)
    for rule in catalogue.after_order():
        if rule.id in run.wanted:
            run.judge(rule)
    found = [one for name in chosen.active for one in run.findings(name)]
    kept, told = run.waivers.apply(found, site, run.ran())
    kept, said = absorb(findings.order(kept), config)
    return Judgement(
        verdicts=tuple(
            sorted(
                (one.verdict for name in chosen.active for one in run.judged[name]),
                key=lambda one: (one.rule, one.subject_url, one.device),
            )
        ),
        findings=findings.order(kept),
        rules=tuple(sorted((run.result(name) for name in chosen.active), key=lambda one: one.id)),
        requirements=applied(chosen, catalogue, run.judged),
        authorities=chosen.authorities,
        chosen_because=chosen.because,
        configure=run.configure(),
        notices=(*told, *said, *run.notices()),
    )


class _Run:
    """The state of one run: verdicts so far, by rule."""

    def __init__(
        self, site: Site, catalogue: Catalogue, config: Config, profile: applies.Profile, chosen: Chosen
    ) -> None:
        self.site, self.catalogue, self.config, self.profile, self.chosen = site, catalogue, config, profile, chosen
        self.wanted = _with_earlier(chosen.active, catalogue)
        rules = [catalogue.rules[name] for name in self.wanted]
        self.tools = Tools.of(rules)
        setting = Setting(latest_day(site.date[:10]) or datetime.date.min, self.tools.wording.says)
        rows = dict(catalogue.row_labels)
        self.shops = [Shop.of(site, device, setting, rows) for device in site.devices or ("desktop",)]
        self.overrides = settings.Overrides(config, catalogue)
        self.waivers = Waivers(config, catalogue)
        self.judged: dict[str, list[Judged]] = {}
        self._configure: dict[str, Text] = {}
        self._unknown: dict[str, list[str]] = {}  # setting -> active rules that wait for it

    def judge(self, rule: Rule) -> None:
        """Judge one rule on every subject and device; a rule that is not active is judged silently."""
        active = self.chosen.active.get(rule.id) or Active(
            rule, rule.severity, rule.confidence, rule.pages, Text("-", "-"), ()
        )
        away = self._beside(rule)
        verdicts: list[Judged] = []
        for shop in self.shops:
            if away is not None:
                verdicts.append(_beside(rule, shop, active, away))
                continue
            prior = Prior(tuple((name, self.judged.get(name, [])) for name in self._after(rule)))
            for verdict, answer in subjects.judge(active, shop, self.tools, prior):
                weighs = parts.severity(active, answer) if verdict.outcome == "fail" else active.severity
                verdicts.append(self._overridden(Judged(verdict, answer, shop, weighs), rule))
                self._note(answer.configure)
        self.judged[rule.id] = verdicts

    def _beside(self, rule: Rule) -> Text | None:
        outside = applies.beside(rule, self.profile)
        if outside is not None:
            if outside.setting and rule.id in self.chosen.active:
                self._unknown.setdefault(outside.setting, []).append(rule.id)
            return outside.detail
        if self.site.files:
            kinds = applies.needed_kinds(rule)
            if kinds and not any(shop.of_kind(kind) for shop in self.shops for kind in kinds):
                return Text(
                    "None of the files is of a kind it needs: {kinds}", "必要な種類のファイルがありません：{kinds}"
                ).fill(kinds=page_names(sorted(kinds)))
        return None

    def _after(self, rule: Rule) -> Iterator[str]:
        for name in rule.after:
            earlier = self.catalogue.rule(name)
            if earlier is not None:
                yield earlier.id

    def _overridden(self, one: Judged, rule: Rule) -> Judged:
        setting = self.overrides.of(rule.id, one.verdict.subject_url)
        if setting is None:
            return one
        if setting.severity == "off":
            off = Text("Switched off for this place by an override", "overridesにより、この場所では無効です")
            verdict = replace(one.verdict, outcome="not_applicable", reason=None, detail=off)
            return replace(one, verdict=verdict)
        verdict = replace(one.verdict, confidence=setting.confidence or one.verdict.confidence)
        return replace(one, verdict=verdict, severity=setting.severity or one.severity)

    def _note(self, lines: Iterable[Text]) -> None:
        for line in lines:
            self._configure.setdefault(line.en, line)

    def findings(self, name: str) -> list[Finding]:
        """The findings of an active rule."""
        active = self.chosen.active[name]
        return findings.build(
            self.judged[name], active, self.catalogue, self.config.choice.min_confidence, self.waivers.place
        )

    def result(self, name: str) -> RuleResult:
        """An active rule with its outcomes counted."""
        active = self.chosen.active[name]
        rule = active.rule
        return RuleResult(
            id=rule.id,
            title=rule.title,
            topic=rule.topic,
            severity=active.severity,
            ceiling=rule.severity,
            confidence=active.confidence,
            who=rule.who,
            reasons=rule.reasons,
            requirements=rule.requirements,
            outcomes=dict(sorted(Counter(one.verdict.outcome for one in self.judged[name]).items())),
            why_active=active.why,
            held=tuple(
                sorted(
                    {
                        (one.verdict.subject_url, one.verdict.device)
                        for one in self.judged[name]
                        if one.verdict.outcome == "pass"
                    }
                )
            ),
        )

    def ran(self) -> frozenset[str]:
        """The active rules that had something to judge."""
        return frozenset(
            name
            for name in self.chosen.active
            if any(one.verdict.outcome in ("pass", "fail") for one in self.judged[name])
        )

    def configure(self) -> tuple[Text, ...]:
        """What to configure so that more rules can apply."""
        lines = []
        for setting, rules in sorted(self._unknown.items()):
            named = Text(", ".join(rules[:_NAMED]), "、".join(rules[:_NAMED]))
            if (left := len(rules) - _NAMED) > 0:
                named = Text(f"{named.en} and {left} more", f"{named.ja}ほか{left}件")
            said = Text(
                "Set {setting}: rules that speak only to some shops can then be judged ({rules}).",
                "{setting} を設定すると、対象を限定したルールも確認できます（{rules}）。",
            )
            lines.append(said.fill(setting=setting, rules=named))
        return (*lines, *(self._configure[key] for key in sorted(self._configure)))

    def notices(self) -> tuple[Text, ...]:
        """Overrides that matched nothing."""
        return self.overrides.idle(self.ran(), self.site)


def _with_earlier(active: Mapping[str, Active], catalogue: Catalogue) -> frozenset[str]:
    """The active rules and those they come after."""
    wanted = set(active)
    edge = list(active)
    while edge:
        for name in catalogue.rules[edge.pop()].after:
            earlier = catalogue.rule(name)
            if earlier is not None and earlier.id not in wanted:
                wanted.add(earlier.id)
                edge.append(earlier.id)
    return frozenset(wanted)


def _beside(rule: Rule, shop: Shop, active: Active, detail: Text) -> Judged:
    verdict = Verdict(rule.id, rule.subject, "", "not_applicable", shop.device, detail=detail)
    return Judged(verdict, Answer("not_applicable", rule.title, detail=detail), shop, active.severity)
