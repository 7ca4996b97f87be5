"""What a finding misses, in the words of theme blame: read off its rule."""

from __future__ import annotations

from collections.abc import Iterator

from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.engine.rule import (
    CompareLeaf,
    FactLeaf,
    Leaf,
    LinkLeaf,
    PageLeaf,
    Rule,
    SameLeaf,
    TextLeaf,
    leaves,
)
from disputelint.checker.model import Evidence, Finding
from disputelint.checker.theme import Wanted

_OFFERS = ("subscription.", "product.preorder", "product.offer_deadline", "extra_charges")


def wanted(finding: Finding, rules: Catalogue) -> Wanted:
    """Where what the rule asks for belongs, and what it is: links, then facts, then its topic."""
    rule = rules.rules.get(finding.rule)
    if rule is None:
        return Wanted(names=(f"topic:{finding.topic}",))
    return Wanted(rule.place or "", (*_names(rule), f"topic:{rule.topic}"), tuple(_triggers(rule, finding)))


def _triggers(rule: Rule, finding: Finding) -> Iterator[Evidence]:
    """The words for which the rule asks at all, such as the offer whose terms are missing."""
    asked = {leaf.path for leaf in leaves(rule.when) if _is_offer(leaf)}
    todo = [finding.trace] if finding.trace is not None and asked and rule.place != "policy_section" else []
    while todo:
        node = todo.pop()
        if node.path in asked and node.truth == "true":
            yield from node.evidence
        todo += reversed(node.children)


def _is_offer(leaf: Leaf) -> bool:
    return isinstance(leaf, TextLeaf) or (isinstance(leaf, FactLeaf) and leaf.name.startswith(_OFFERS))


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
