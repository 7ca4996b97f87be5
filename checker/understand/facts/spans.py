"""What a span of time is the time of: every duration on a page gets one role, by the words around it.

Cues (`governs_*`) count by their distance from the duration and by the commas between; anchors ("of delivery") tell
from when it counts and are not cues themselves; headings, labels and the page's kind add what they are about. The best
role wins; a narrow win is a low confidence. "14 days" of a refund transfer, of a reply, of a warranty, or after which
one should ask, thus never becomes a return window.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from disputelint.checker.model import Confidence
from disputelint.checker.model.record import record
from disputelint.checker.understand.facts.clauses import Clause, clauses_of
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.indexed import index_of
from disputelint.checker.understand.facts.span_cues import CONCEPTS, PLACE, ROLES, Role, Timed, timed
from disputelint.checker.understand.quantities import Duration
from disputelint.checker.understand.quantities.durations import Limit

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

# What a topic of a heading adds to a role.
_TOPICS: Final[dict[str, dict[str, float]]] = {
    "refund": {"window": 1.0, "transfer": 0.2},
    "money_back": {"transfer": 1.2, "payment": -1.2},
    "fault": {"report": 1.6, "window": 0.2},
    "return_procedure": {"window": 0.4, "reply": 0.3},
    "conditions": {"window": 0.4},
    "exclusions": {"window": 0.3},
    "cancel": {"cancel": 1.3},
    "shipping": {"delivery": 0.5, "handling": 0.4},
    "handling": {"handling": 1.4},
    "delivery": {"delivery": 1.2},
    "delay": {"escalation": 1.5},
    "tracking": {"escalation": 0.6, "delivery": -0.3},
    "payment": {"payment": 1.2},
    "warranty": {"warranty": 1.5},
    "privacy": {"storage": 2.5, "reply": 0.5},
    "contact": {"reply": 1.0},
    "subscription": {"trial": 1.0},
    "customs": {"escalation": 0.8},
}
# What an anchor next to the duration adds.
_ANCHORED: Final[dict[str, dict[str, float]]] = {
    "delivery": {
        "window": 1.2,
        "report": 1.2,
        "delivery": -2.0,
        "handling": -2.0,
        "cancel": -0.5,
        "transfer": -0.4,
        "sendback": -2.2,
    },
    "purchase": {
        "window": 0.3,
        "sendback": -2.2,
        "cancel": 0.4,
        "handling": 0.6,
        "delivery": 0.6,
        "transfer": -1.6,
        "reply": -0.5,
    },
    "dispatch": {"delivery": 2.2, "window": 0.4, "handling": -2.0, "transfer": -0.6},
    "return": {
        "transfer": 2.4,
        "window": -1.6,
        "report": -1.0,
        "reply": 0.3,
        "delivery": -1.0,
        "handling": -0.6,
        "sendback": 0.3,
    },
}
# What the unit and the limit of a duration add.
_OF_BUSINESS_DAYS: Final = {
    "window": -0.4,
    "warranty": -1.0,
    "handling": 0.2,
    "delivery": 0.2,
    "transfer": 0.2,
    "trial": -0.6,
}
_OF_UNIT: Final[dict[str, dict[str, float]]] = {
    "hour": {"window": -0.3, "transfer": -0.2, "report": 0.1, "reply": 0.3, "handling": 0.1, "cancel": 0.2},
    "year": {"warranty": 1.5, "window": -1.5, "delivery": -3.0, "handling": -3.0, "transfer": -2.0},
    "fixed": {"window": -1.5, "transfer": -0.3, "warranty": -1.0, "report": -0.4},
}
_OF_LIMIT: Final[dict[str, dict[str, float]]] = {
    "least": {"escalation": 0.8, "handling": -0.3, "transfer": -0.5},
    "range": {"window": -0.8, "report": -0.8, "warranty": -0.5, "cancel": -0.5},
}
_ASKED: Final = (*CONCEPTS, "change_of_mind", "fault_words", "return_words")
_OF_RETURNS: Final = frozenset(("window", "transfer", "report", "sendback"))
# To tell of a return in time is to return in time: one does not cast doubt on the other.
_ALIKE: Final = dict.fromkeys((PLACE["window"], PLACE["report"]), (PLACE["window"], PLACE["report"]))
_STORAGE: Final = PLACE["storage"]
_NEVER: Final = float("-inf")
_SERVED: Final = ("在線", "在线", "線上", "线上", "客服", "服務", "服务", "상담", "고객센터")
_PAID_BACK: Final = (
    "退回到",
    "退回至",
    "退回原",
    "退回您的支付",
    "返还到",
    "返還至",
    "返还至",
    "原路",
    "到账",
    "到帳",
    "入账",
)
_LEAST: Final = 1.1  # a role with less is no role
_CLEAR: Final = 0.35  # a lead below this is a narrow win


@record(frozen=True, slots=True)
class _Given:
    """What is added to each of `ROLES`: by the topic, by the anchor and by the number itself; and which topic that is."""

    parts: tuple[tuple[float, float, float], ...]
    scores: tuple[float, ...]  # their sums
    topics: tuple[str, ...]


@record(frozen=True, slots=True)
class Span:
    """A duration with its role. `anchor` is delivery, purchase, dispatch, return or ""; `why` says what decided."""

    clause: Clause
    duration: Duration
    role: str
    score: float
    lead: float
    anchor: str
    fault: bool
    why: str

    @property
    def confidence(self) -> Confidence:
        """High for a clear role with a cue of its own, low for a narrow win."""
        if self.lead < _CLEAR:
            return "low"
        return "high" if self.score >= 2.6 and self.lead >= 0.8 else "medium"

    @property
    def by_heading(self) -> bool:
        """Whether no word of the clause itself says what it is the time of."""
        return not self.why.endswith("beside it")

    @property
    def quote(self) -> tuple[int, int]:
        """The clause, as a place in its block."""
        return self.clause.span


def spans_of(document: Document, context: Context) -> tuple[Span, ...]:
    """All durations of a page with their roles, in page order; worked out once per context."""
    if "spans" not in context.cache:
        context.cache["spans"] = tuple(_spans(document, context))
    found: tuple[Span, ...] = context.cache["spans"]
    return found


def _spans(document: Document, context: Context) -> list[Span]:
    every = [clause for clause in clauses_of(document, context) if clause.said.durations]
    unread = [clause.said for clause in every if not clause.said.timed]
    index = index_of(document, context)
    index.settle(_ASKED, unread)
    index.settle_before("fault_words", [clause for clause in every if clause.said.of_fault is None])
    found: list[Span] = []
    for clause in every:
        found += assign(clause)
    return found


def with_role(document: Document, context: Context, *roles: str) -> tuple[Span, ...]:
    """The durations that have one of the roles."""
    return tuple(span for span in spans_of(document, context) if span.role in roles)


def assign(clause: Clause) -> Iterable[Span]:
    """The roles of a clause's durations."""
    fault = _is_fault(clause)
    credited = _credited(clause.levels) or _of_refund(clause)
    known = clause.said.roles
    key = clause.levels, credited
    if (held := known.get(key)) is None:
        held = known[key] = tuple([_role(clause, one) for one in timed(clause.said, credited=credited)])
    return [
        Span(clause, one.duration, role, score, lead, one.anchor, fault, why) for one, role, score, lead, why in held
    ]


def _role(clause: Clause, one: Timed) -> Role:
    """A duration, its role, score and lead, and what decided: the same for all clauses of these words and levels."""
    role, score, lead, why = _best(clause, one)
    if one.summed and role in _OF_RETURNS:
        role, why = "", "one part of a sum of times"
    return one, role, score, lead, why


@lru_cache(maxsize=2048)
def _credited(levels: tuple[frozenset[str], ...]) -> bool:
    """Whether what is processed under such headings is money that goes back."""
    nearest = levels[0] if levels else frozenset()
    if "shipping" in nearest or ("return_procedure" in nearest and "money_back" not in nearest):
        return False
    return any("money_back" in level for level in levels[:2])


def _of_refund(clause: Clause) -> bool:
    """Whether a sentence of a page about returns goes on with a refund that the one before it names ("Refunds go to your
    card. Processing takes 5 days.").
    """
    return (
        clause.number > 0
        and clause.about("refund")
        and not clause.about("shipping", "handling", "delivery", within=2)
        and "process" in clause.text
        and clause.has("governs_processing")
        and not clause.has("shipping_words", "order_named", "anchor_purchase")
        and clause.said_before("governs_transfer", "refund_original")
    )


def _best(clause: Clause, one: Timed) -> tuple[str, float, float, str]:
    """The role of a duration, its score, its lead over the next one, and what decided."""
    duration, cues = one.duration, one.cues
    given = _given(clause.levels, _counted_from(clause, one), duration.business, duration.unit, duration.limit)
    scores = list(given.scores)
    for cue in cues.values():
        place = cue.place
        headed, anchored, shape = given.parts[place]
        scores[place] = cue.value + headed + anchored + shape
    if one.back:
        scores[_STORAGE] += 3.0
    if clause.eastern and clause.text.startswith(_SERVED, duration.end):
        scores[PLACE["reply"]] += 5.0  # "24小時客服": how long somebody is there
    if clause.eastern and clause.text.startswith(_PAID_BACK, duration.end):
        scores[PLACE["transfer"]] += 5.0  # "1-2个工作日内退回到": when the money is there
    back = cues.get("window")
    if clause.levels and "paid_back" in clause.levels[0] and not (back is not None and back.value):
        scores[PLACE["window"]] -= 1.0  # a label that names only the money, over words that name no return
        scores[PLACE["transfer"]] += 0.4
    if one.given:
        scores[PLACE["window"]] += 0.8
        scores[PLACE["transfer"]] -= 0.8
    for place, by in one.weighed:
        scores[place] *= by
    score = max(scores)
    place = scores.index(score)
    role = ROLES[place]
    for alike in _ALIKE.get(place, (place,)):
        scores[alike] = _NEVER
    if role == "window" and one.anchor == "delivery":
        scores[PLACE["cancel"]] = _NEVER  # to cancel after the goods came is to return them
    lead = score - max(scores)
    if score < _LEAST:
        return "", score, lead, "no word says what it is the time of"
    if (nearest := cues.get(role)) is not None and (hit := nearest.hit) is not None:
        return role, score, lead, f'"{clause.text[hit.start : hit.end]}" beside it'
    topic = given.topics[place]
    return role, score, lead, f"its heading is about {topic.replace('_', ' ')}" if topic else ""


def _counted_from(clause: Clause, one: Timed) -> str:
    """From when a time counts. Right under a label that names nothing but the money that goes back ("Rimborso: entro 14
    giorni dalla ricezione"), what comes is the return.
    """
    if one.anchor != "delivery" or not clause.levels or "paid_back" not in clause.levels[0]:
        return one.anchor
    window = one.cues.get("window")
    spoken = clause.language[:2] in ("de", "fr", "es", "it", "nl", "pt") and not (window and window.value)
    return "return" if spoken and not clause.has("buyer_named") else one.anchor


@lru_cache(maxsize=2048)
def _given(levels: tuple[frozenset[str], ...], anchor: str, business: bool, unit: str, limit: Limit) -> _Given:
    """What is added to each role whatever the words of the clause."""
    topics, anchored = _topical(levels), _ANCHORED.get(anchor, {})
    said = [topics.get(role, (0.0, "")) for role in ROLES]
    parts = tuple(
        (topic, anchored.get(role, 0.0), _shape(role, business, unit, limit))
        for role, (topic, _) in zip(ROLES, said, strict=True)
    )
    scores = tuple(topic + anchored + shape for topic, anchored, shape in parts)
    return _Given(parts, scores, tuple(topic for _, topic in said))


@lru_cache(maxsize=512)
def _topical(levels: tuple[frozenset[str], ...]) -> dict[str, tuple[float, str]]:
    """What the topics of a clause's levels add to each role, and the first that adds anything; clauses share levels."""
    added: dict[str, tuple[float, str]] = {}
    for depth, level in enumerate(levels):
        weight = (1.0, 0.8, 0.5, 0.4)[min(depth, 3)]
        for topic in sorted(level):
            for role, value in _TOPICS.get(topic, {}).items():
                held, first = added.get(role, (0.0, ""))
                added[role] = held + value * weight, first or (topic if value > 0 else "")
    return added


def _shape(role: str, business: bool, unit: str, limit: Limit) -> float:
    """What the number itself makes likely."""
    value = 0.0
    if business:
        value += _OF_BUSINESS_DAYS.get(role, 0.0)
    value += _OF_UNIT.get(unit, {}).get(role, 0.0)
    value += _OF_LIMIT.get(limit, {}).get(role, 0.0)
    return value


def _is_fault(clause: Clause) -> bool:
    """Whether its durations are said of defective, damaged or wrong goods."""
    said = clause.said.of_fault
    if said is not None:
        return said
    nearest = clause.levels[0] if clause.levels else frozenset()
    if "fault" in nearest and "refund" not in nearest:
        return True
    if clause.has("says_conditions") and clause.has("return_words"):
        return False  # unused goods are returned for another reason than a fault
    if clause.said_before("fault_words") and not clause.said_before("change_of_mind"):
        return clause.number > 0
    return not nearest and any("fault" in level for level in clause.levels[1:2])
