"""What a finding misses, in the words of theme blame: read off its rule."""

from __future__ import annotations

from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.engine.rule import CompareLeaf, FactLeaf, LinkLeaf, PageLeaf, Rule, SameLeaf, leaves
from disputelint.checker.model import Finding
from disputelint.checker.theme import Wanted


def wanted(finding: Finding, rules: Catalogue) -> Wanted:
    """Where what the rule asks for belongs, and what it is: links, then facts, then its topic."""
    rule = rules.rules.get(finding.rule)
    if rule is None:
        return Wanted(names=(f"topic:{finding.topic}",))
    return Wanted(rule.place or "", (*_names(rule), f"topic:{rule.topic}"))


def _names(rule: Rule) -> tuple[str, ...]:
    links: list[str] = []
    facts: list[str] = []
    for leaf in leaves(rule.expect):
        if isinstance(leaf, LinkLeaf):
            links.append(f"link:{leaf.to}")
        elif isinstance(leaf, PageLeaf):
            links.append(f"link:{leaf.kind}")
        elif isinstance(leaf, (FactLeaf, SameLeaf)):
            facts.append(leaf.name)
        elif isinstance(leaf, CompareLeaf):
            facts += [leaf.left.fact, leaf.right.fact]
    return tuple(dict.fromkeys((*links, *facts)))
