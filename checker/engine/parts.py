"""Of a rule that asks for several things: which of them are missing, and which of its requirements are met all the same."""

from __future__ import annotations

from collections.abc import Sequence

from disputelint.checker.engine.answer import Answer
from disputelint.checker.engine.messages import parted
from disputelint.checker.engine.packs import Active
from disputelint.checker.engine.rule import Rule
from disputelint.checker.engine.severity import effective
from disputelint.checker.model import Outcome, Severity, Text


def lacking(rule: Rule, message: Text, answers: Sequence[Answer]) -> Text:
    """The message of a failure with the parts that are missing, where all pages of the finding lack the same."""
    truths = {tuple(child.truth for child in answer.children) for answer in answers}
    if not rule.parts or len(truths) > 1:
        return message
    told = [(part.name, truth) for part, truth in zip(rule.parts, truths.pop(), strict=False) if part.name is not None]
    missing = [name for name, truth in told if truth == "false"]
    return parted(message, missing, [name for name, truth in told if truth == "true"])


def outcome(rule: Rule, answer: Answer, came: Outcome, requirement: str) -> Outcome:
    """What a verdict of the rule says of one requirement: one that asks only for parts that are there is met."""
    if came not in ("fail", "inconclusive"):
        return came
    truths = {
        child.truth
        for part, child in zip(rule.parts, answer.children, strict=False)
        if requirement in part.requirements
    }
    if not truths or "false" in truths:
        return came
    return "inconclusive" if "unknown" in truths else "pass"


def broken(rule: Rule, answers: Sequence[Answer]) -> frozenset[str]:
    """The requirements that a finding resting on these failures is held against."""
    if not any(part.requirements for part in rule.parts):
        return frozenset(rule.requirements)
    return frozenset(
        name for name in rule.requirements if any(outcome(rule, answer, "fail", name) == "fail" for answer in answers)
    )


def severity(active: Active, answer: Answer) -> Severity:
    """What a failure weighs: requirements that are met all the same add nothing."""
    if active.forced or not any(part.requirements for part in active.rule.parts):
        return active.severity
    against = broken(active.rule, (answer,))
    return effective(active.rule, (one for one in active.applying if one.id in against))
