"""The rule workshop: running a rule's examples, looking a rule over, starting a new one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from disputelint.checker.engine import example as examples
from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.engine.judge import Judgement, judge
from disputelint.checker.engine.load import FIELD
from disputelint.checker.engine.rule import (
    All,
    AnyOf,
    AtLeast,
    CompareLeaf,
    Example,
    FactLeaf,
    Node,
    Not,
    Rule,
    SameLeaf,
    leaves,
)
from disputelint.checker.errors import DisputelintError
from disputelint.checker.model import Text, Verdict


@dataclass(frozen=True)
class ExampleResult:
    """How one example came out. `problems` is empty when it is as the rule says."""

    rule: str
    example: Example
    problems: tuple[Text, ...]
    judgement: Judgement | None = None

    @property
    def passed(self) -> bool:
        """Whether all is as the example says."""
        return not self.problems


@dataclass(frozen=True)
class LintProblem:
    """Something about a rule that `rules lint` refuses."""

    rule: str
    what: Text


def test_rule(rule: Rule, catalogue: Catalogue) -> tuple[ExampleResult, ...]:
    """Run a rule's examples through the real extraction and the real judge."""
    alone = _alone(rule, catalogue)
    return tuple(_run(rule, one, alone) for one in rule.examples)


def _alone(rule: Rule, catalogue: Catalogue) -> Catalogue:
    """A catalogue in which everybody asks, so that an example never depends on who would be asked by default. The
    rules it comes after are left out: they have examples of their own.
    """
    cited = {catalogue.requirements[name].authority for name in rule.requirements}
    everyone = {
        name: replace(one, default=one.default or name in cited, kind="network", jurisdiction="")
        if name in cited
        else one
        for name, one in catalogue.authorities.items()
    }
    asked = {name: replace(one, jurisdiction="") for name, one in catalogue.requirements.items()}
    return replace(catalogue, rules={rule.id: replace(rule, after=())}, authorities=everyone, requirements=asked)


def _run(rule: Rule, one: Example, catalogue: Catalogue) -> ExampleResult:
    from disputelint.checker.understand.site import read

    config = examples.config(one)
    if rule.applies.sells and config.storefront.sells is None:
        config = replace(config, storefront=replace(config.storefront, sells=rule.applies.sells))
    if rule.applies.market and config.storefront.market is None:
        config = replace(config, storefront=replace(config.storefront, market=rule.applies.market[0]))
    if rule.applies.gateway and config.storefront.gateways is None:
        config = replace(config, storefront=replace(config.storefront, gateways=rule.applies.gateway))
    try:
        site = read(examples.snapshot(rule, one), config)
        judgement = judge(site, catalogue, config)
    except DisputelintError as problem:
        return ExampleResult(rule.id, one, (problem.what,))
    return ExampleResult(rule.id, one, tuple(_compare(one, judgement)), judgement)


def _compare(one: Example, judgement: Judgement) -> Iterator[Text]:
    """What is not as the example says."""
    verdict = worst(judgement.verdicts)
    if verdict is None or verdict.outcome != one.verdict:
        got = verdict.outcome if verdict is not None else "-"
        why = f" ({verdict.reason})" if verdict is not None and verdict.reason else ""
        yield Text(f"expected {one.verdict}, got {got}{why}", f"期待は{one.verdict}、結果は{got}{why}")
        return
    if one.reason and verdict.reason != one.reason:
        yield Text(f"expected reason {one.reason}, got {verdict.reason}", f"期待は{one.reason}、結果は{verdict.reason}")
    if one.quote and not _quoted(one, judgement, verdict):
        yield Text(f'the quote is not "{one.quote}"', f"引用が「{one.quote}」ではありません")
    failed = [finding for finding in judgement.findings if finding.verdict == "fail"]
    if one.count is not None:
        count = sum(len(finding.places) for finding in failed)
        if count != one.count:
            yield Text(f"expected {one.count} places, got {count}", f"期待は{one.count}か所、結果は{count}か所")
    broken = {req.id for req in judgement.requirements if req.state in ("not_met", "not_found")}
    for name in one.breaks:
        if name not in broken:
            yield Text(f"{name} is not broken", f"{name}に反していません")


def worst(verdicts: Iterable[Verdict]) -> Verdict | None:
    """The verdict that tells most: a failure, else an inconclusive one, else a pass."""
    order = ("fail", "inconclusive", "pass", "not_applicable")
    return min(verdicts, key=lambda one: order.index(one.outcome), default=None)


def _quoted(one: Example, judgement: Judgement, verdict: Verdict) -> bool:
    """Whether the quote stands in the places of the finding or in what the verdict rests on."""
    places = [place.quote for finding in judgement.findings for place in finding.places]
    traced = [quote for one in judgement.verdicts for quote in _quotes(one.trace)]
    return any(one.quote in quote or quote == one.quote for quote in (*places, *traced) if quote)


def _quotes(trace: Any) -> Iterator[str]:
    if trace is not None:
        yield from (evidence.quote for evidence in trace.evidence)
        for child in trace.children:
            yield from _quotes(child)


def lint_rule(rule: Rule) -> tuple[LintProblem, ...]:
    """What is not good about a rule that loads: examples missing, a quote in a message that can fire without one."""
    return tuple(LintProblem(rule.id, what) for what in _lint(rule))


def _lint(rule: Rule) -> Iterator[Text]:
    verdicts = {one.verdict for one in rule.examples}
    for wanted in ("pass", "fail"):
        if wanted not in verdicts:
            yield Text(f"no example that must {wanted}", f"{wanted}になる例がありません")
    sided = {name for _, name in _fields(rule) if name.startswith(("left.", "right."))}
    if sided and not _always_sided(rule.expect):
        yield Text(
            f"{{{sorted(sided)[0]}}} is empty when the rule fails without two sides",
            f"2つの記載がないまま不適合になる場合、{{{sorted(sided)[0]}}}が空になります",
        )
    stands = {name for _, name in _fields(rule) if name == "quote" or name.startswith("value")}
    if stands and can_fail_by_absence(rule.expect, given=_given(rule.when)):
        yield Text(
            f"{{{sorted(stands)[0]}}} is empty when the rule fails because something is not there",
            f"記載がなくて不適合になる場合、{{{sorted(stands)[0]}}}が空になります",
        )
    for language, text in rule.clause.items():
        if text.count("[") != text.count("]"):
            yield Text(f"clause.{language}: a blank is not closed", f"clause.{language}：空欄の括弧が閉じていません")
    if not rule.pages and rule.subject == "site" and any(isinstance(leaf, FactLeaf) for leaf in leaves(rule.expect)):
        family = {leaf.name.split(".")[0] for leaf in leaves(rule.expect) if isinstance(leaf, FactLeaf)}
        unscoped = [leaf for leaf in leaves(rule.expect) if isinstance(leaf, FactLeaf) and not leaf.scope.pages]
        if unscoped and not family & {"config", "site", "cart", "checkout", "ledger", "product", "price", "markup"}:
            yield Text(
                "no pages: it is only false when every page of the shop was read",
                "pagesがないため、全ページを読めた場合にしか不適合になりません",
            )


def _fields(rule: Rule) -> Iterator[tuple[str, str]]:
    for key, text in (("message", rule.message), ("fix", rule.fix)):
        for wording in (text.en, text.ja):
            for name in FIELD.findall(wording):
                yield key, name


def _given(node: Node | None) -> frozenset[str]:
    """The facts that are stated wherever a condition holds."""
    if isinstance(node, All):
        return frozenset().union(*(_given(child) for child in node.of))
    return frozenset({node.name}) if isinstance(node, FactLeaf) else frozenset()


def can_fail_by_absence(node: Node, wanted: bool = True, given: frozenset[str] = frozenset()) -> bool:
    """Whether a tree can be false (`wanted`; else true) with nothing standing anywhere to be quoted. `given` are facts
    that are stated in any case.
    """
    if isinstance(node, Not):
        return can_fail_by_absence(node.of, not wanted, given)
    if isinstance(node, (All, AnyOf)):
        one_is_enough = isinstance(node, All) == wanted
        found = [can_fail_by_absence(child, wanted, given) for child in node.of]
        return any(found) if one_is_enough else all(found)
    if isinstance(node, AtLeast):
        return any(can_fail_by_absence(child, wanted, given) for child in node.of)
    if isinstance(node, (SameLeaf, CompareLeaf)) or (isinstance(node, FactLeaf) and node.name in given):
        return False
    return wanted


def _always_sided(node: Node) -> bool:
    """Whether every failure has a left and a right."""
    if isinstance(node, Not):
        return _always_sided(node.of)
    if isinstance(node, (All, AtLeast)):
        return all(_always_sided(child) for child in node.of)
    if isinstance(node, AnyOf):
        return any(_always_sided(child) for child in node.of)
    return isinstance(node, (SameLeaf, CompareLeaf))


__all__ = [
    "ExampleResult",
    "LintProblem",
    "can_fail_by_absence",
    "lint_rule",
    "test_rule",
    "worst",
]
