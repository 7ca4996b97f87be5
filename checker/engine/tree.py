"""Three-valued evaluation of a rule's tree (Kleene's strong logic); what does not apply is left out of the count."""

from __future__ import annotations

from disputelint.checker.engine.answer import Answer, Statement
from disputelint.checker.engine.leaves import compare, element, fact, link, page, same, text
from disputelint.checker.engine.rule import (
    All,
    AnyOf,
    AtLeast,
    CompareLeaf,
    ElementLeaf,
    FactLeaf,
    LinkLeaf,
    Node,
    Not,
    PageLeaf,
    SameLeaf,
    TextLeaf,
)
from disputelint.checker.engine.scope import View
from disputelint.checker.engine.tools import Tools
from disputelint.checker.model import Confidence, Text, Truth, lower_confidence

_OPPOSITE: dict[Truth, Truth] = {
    "true": "false",
    "false": "true",
    "unknown": "unknown",
    "not_applicable": "not_applicable",
}


def evaluate(node: Node, view: View, tools: Tools) -> Answer:
    """The answer of a node, with those of its children."""
    if isinstance(node, All):
        children = tuple(evaluate(child, view, tools) for child in node.of)
        return _join(Text("all of these hold", "次のすべてを満たす"), node.path, children, len(_asked(children)))
    if isinstance(node, AnyOf):
        children = tuple(evaluate(child, view, tools) for child in node.of)
        return _join(Text("one of these holds", "次のいずれかを満たす"), node.path, children, 1)
    if isinstance(node, AtLeast):
        children = tuple(evaluate(child, view, tools) for child in node.of)
        what = Text(f"at least {node.count} of these hold", f"次のうち{node.count}つ以上を満たす")
        return _join(what, node.path, children, min(node.count, len(_asked(children))))
    if isinstance(node, Not):
        return _not(node, evaluate(node.of, view, tools))
    return _leaf(node, view, tools)


def _leaf(node: Node, view: View, tools: Tools) -> Answer:
    if isinstance(node, FactLeaf):
        return fact.answer(node, view, tools)
    if isinstance(node, SameLeaf):
        return same.answer(node, view, tools)
    if isinstance(node, CompareLeaf):
        return compare.answer(node, view, tools)
    if isinstance(node, LinkLeaf):
        return link.answer(node, view, tools)
    if isinstance(node, PageLeaf):
        return page.answer(node, view, tools)
    if isinstance(node, TextLeaf):
        return text.answer(node, view, tools)
    if isinstance(node, ElementLeaf):
        return element.answer(node, view, tools)
    raise TypeError(f"not a leaf: {type(node).__name__}")


def _asked(children: tuple[Answer, ...]) -> tuple[Answer, ...]:
    return tuple(child for child in children if child.truth != "not_applicable")


def _join(what: Text, path: str, children: tuple[Answer, ...], needed: int) -> Answer:
    """At least `needed` of the children that apply: all and any are its two ends."""
    configure = tuple(line for child in children for line in child.configure)
    asked = _asked(children)
    if not asked:
        detail = next((child.detail for child in children if child.detail is not None), None)
        return Answer("not_applicable", what, path, detail=detail, children=children, configure=configure)
    true = tuple(child for child in asked if child.truth == "true")
    false = tuple(child for child in asked if child.truth == "false")
    if len(true) >= needed:
        return _decided("true", what, path, children, true, needed, configure)
    if len(asked) - len(false) < needed:
        return _decided("false", what, path, children, false, len(asked) - needed + 1, configure)
    first = next(child for child in asked if child.truth == "unknown")
    return Answer(
        "unknown",
        what,
        path,
        first.reason,
        first.detail,
        rests_on=first.rests_on,
        missing_at=first.missing_at,
        children=children,
        configure=configure,
    )


def beside_the_point_within(condition: Node, answer: Answer) -> Answer | None:
    """The part of a condition that has nothing to ask about, where every part of the condition must hold.

    What a rule expects leaves such a part out of the count; a condition does not hold with it.
    """
    if answer.truth == "not_applicable":
        return answer
    if not isinstance(condition, All):
        return None
    parts = zip(condition.of, answer.children, strict=True)
    return next((part for node, child in parts if (part := beside_the_point_within(node, child)) is not None), None)


def _decided(
    truth: Truth,
    what: Text,
    path: str,
    children: tuple[Answer, ...],
    deciding: tuple[Answer, ...],
    enough: int,
    configure: tuple[Text, ...],
) -> Answer:
    """An answer that rests on its deciding children; its confidence is that of the `enough` surest of them."""
    order: tuple[Confidence, ...] = ("high", "medium", "low")
    confidence: Confidence = "high"
    for one in sorted((child.confidence for child in deciding), key=order.index)[:enough]:
        confidence = lower_confidence(confidence, one)
    on: dict[int, Statement] = {id(one): one for child in deciding for one in child.rests_on}
    sides = next((child.sides for child in deciding if child.sides is not None), None)
    missing = tuple(dict.fromkeys(url for child in deciding for url in child.missing_at))
    return Answer(
        truth,
        what,
        path,
        confidence=confidence,
        rests_on=tuple(on.values()),
        sides=sides,
        missing_at=missing,
        children=children,
        configure=configure,
    )


def _not(node: Not, child: Answer) -> Answer:
    return Answer(
        _OPPOSITE[child.truth],
        Text("this does not hold", "次を満たさない"),
        node.path,
        child.reason,
        child.detail,
        child.confidence,
        child.rests_on,
        child.sides,
        child.missing_at,
        (child,),
        child.configure,
    )
