"""refund.window: how long goods can be returned, from when, and for which cause; and until when a fault must be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.model import JSON, Confidence, Fact
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.spans import Span, spans_of

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_ANCHORS: Final = {"delivery": "delivery", "purchase": "purchase", "dispatch": "dispatch"}
_SHORTEST_WITHDRAWAL: Final = 5  # days
_LONGEST: Final = 400  # days; longer is a warranty
_OTHER: Final = {
    "transfer": "the time until the refund is paid",
    "sendback": "the time to send goods off after the return was agreed",
    "reply": "the time until the shop answers",
    "warranty": "a warranty or validity",
    "payment": "a term of payment",
    "storage": "a time of keeping or of notice",
    "escalation": "a point in time after which to ask",
    "cancel": "the time to cancel an order",
    "handling": "the time until dispatch",
    "delivery": "the time until delivery",
    "trial": "a period of a subscription",
}


def find(document: Document, context: Context) -> Iterable[Fact]:
    """General windows in page order; windows for faults only where the page states no general one."""
    general, faulty = windows(document, context)
    facts = [_fact(span, context, _scope(span)) for span in general]
    if facts:
        return facts
    return [_fact(span, context, "defective_only") for span in faulty]


def windows(document: Document, context: Context) -> tuple[list[Span], list[Span]]:
    """The spans that are return windows for any reason, and those that are for faulty goods."""
    if "windows" not in context.cache:
        context.cache["windows"] = _windows(document, context)
    found: tuple[list[Span], list[Span]] = context.cache["windows"]
    return found


def _windows(document: Document, context: Context) -> tuple[list[Span], list[Span]]:
    general, faulty = [], []
    for span in _candidates(document, context):
        if span.fault or (span.role == "report" and not _about_returns(span)):
            if span.fault:
                faulty.append(span)
            continue
        general.append(span)
    return general, faulty


def _candidates(document: Document, context: Context) -> Iterator[Span]:
    for span in spans_of(document, context):
        days = span.duration.days_max if span.duration.days_max is not None else span.duration.days_min
        if span.role == "cancel" and _withdraws(span):
            yield span
            continue
        if span.role not in ("window", "report"):
            if span.role and span.clause.about("refund", "fault", within=3):
                context.log.reject("refund.window", span.clause.quote, f"{_OTHER[span.role]} ({span.why})", days)
            continue
        if days > _LONGEST or (span.duration.unit == "fixed" and days == 0):
            context.log.reject("refund.window", span.clause.quote, "too long or no span for a return window", days)
            continue
        if span.role == "report" and not span.fault and span.clause.about("delay", "tracking", within=2):
            continue
        if span.clause.has("uncollected"):
            context.log.reject("refund.window", span.clause.quote, "parcels that nobody collects", days)
            continue
        if not _about_returns(span) and not span.fault:
            context.log.reject("refund.window", span.clause.quote, "nothing near it is about returns", days)
            continue
        yield span


def _withdraws(span: Span) -> bool:
    """Whether cancelling is meant as withdrawing: after the goods came, or under a label about returns."""
    if span.anchor == "delivery":
        return not span.clause.about("subscription", within=2)
    days = span.duration.days_max if span.duration.days_max is not None else span.duration.days_min
    if span.anchor != "purchase":
        return False
    governing = span.clause.governing  # within hours of ordering one cancels an order
    shortest = (
        1 if span.clause.language.startswith("ja") else _SHORTEST_WITHDRAWAL
    )  # there キャンセル is returning as well
    return governing.any("return_words") or (days >= shortest and governing.any("governs_cancel"))


def _about_returns(span: Span) -> bool:
    clause = span.clause
    return clause.has("return_words") or clause.governing.any("return_words") or clause.about("refund")


def _scope(span: Span) -> str:
    clause = span.clause
    return "exchange_only" if clause.has("exchange_only") or clause.said_before("exchange_only") else "general"


def _fact(span: Span, context: Context, scope: str) -> Fact:
    duration = span.duration
    days = duration.days_max if duration.days_max is not None else duration.days_min
    value: dict[str, JSON] = {"days": days, "anchor": _ANCHORS.get(span.anchor, "unspecified"), "scope": scope}
    if duration.business:
        value["business"] = True
    confidence: Confidence = span.confidence
    if duration.limit == "least":
        confidence = "low" if confidence == "low" else "medium"
    return context.fact(
        "refund.window", value, span.clause.block, span.quote, confidence=confidence, why=f"a return window: {span.why}"
    )
