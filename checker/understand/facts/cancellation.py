"""cancel.before_shipment: whether a buyer can cancel an order before it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from disputelint.checker.model import Confidence, Fact
from disputelint.checker.understand.facts.clauses import Clause
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.indexed import clauses_with

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document


def find(document: Document, context: Context) -> Iterable[Fact]:
    """Sentences about the buyer's cancelling, those under a heading about it first."""
    for clause in clauses_with(document, context, "says_cancel", under="cancel"):
        said = clause.has("says_cancel")
        listed = (
            not said
            and any("cancel" in level for level in clause.levels[:1])
            and clause.has("refuses", "cancel_condition")
        )
        if not said and not listed:
            continue
        if clause.about("privacy", "subscription", within=2) or clause.has("says_cancel_subscription", "says_renewal"):
            context.log.reject("cancel.before_shipment", clause.quote, "about a subscription or data")
            continue
        if clause.has("cancel_by_shop") and not clause.has("change_of_mind"):
            context.log.reject("cancel.before_shipment", clause.quote, "about the shop's own cancelling")
            continue
        withdraws = clause.has("withdrawal_right") and bool(clause.durations) and not clause.has("anchor_purchase")
        if clause.has("anchor_delivery") or withdraws:
            context.log.reject("cancel.before_shipment", clause.quote, "withdrawal after delivery")
            continue
        near = clause.about("cancel", within=3)
        value = _value(clause)
        if value == "" or (not near and value == "accepted"):
            continue
        confidence: Confidence = "high" if near and said else "medium"
        yield context.fact(
            "cancel.before_shipment",
            value,
            clause.block,
            clause.span,
            confidence=confidence,
            why=f"cancelling is {value}",
        )


def _value(clause: Clause) -> str:
    if clause.has("refuses"):
        return "conditional" if clause.has("cancel_condition") and clause.durations else "not_accepted"
    return "conditional" if clause.has("cancel_condition") or clause.durations else "accepted"
