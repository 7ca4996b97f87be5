"""What a span of time is the time of: every duration on a page gets one role, by the words around it.

Cues (`governs_*`) count by their distance from the duration and by the commas between; anchors ("of delivery") tell
from when it counts and are not cues themselves; headings, labels and the page's kind add what they are about. The best
role wins; a narrow win is a low confidence. "14 days" of a refund transfer, of a reply, of a warranty, or after which
one should ask, thus never becomes a return window.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from disputelint.checker.model import Confidence
from disputelint.checker.model.record import record
from disputelint.checker.understand.facts.clauses import Clause, clauses_of
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.indexed import index_of
from disputelint.checker.understand.facts.span_distance import distance
from disputelint.checker.understand.lexicon import Hit
from disputelint.checker.understand.quantities import Duration
from disputelint.checker.understand.quantities.durations import Limit

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

ROLES: Final = [
    "transfer",
    "window",
    "sendback",
    "report",
    "handling",
    "delivery",
    "reply",
    "warranty",
    "payment",
    "storage",
    "cancel",
    "escalation",
    "trial",
]
_PLACE: Final = {role: place for place, role in enumerate(ROLES)}
_GOVERNS: Final = {f"governs_{role}": role for role in ROLES}
_CUES: Final = frozenset(_GOVERNS)
_ANCHORS: Final = tuple(f"anchor_{name}" for name in ("return", "delivery", "purchase", "dispatch"))
_ASKED: Final = (*_GOVERNS, *_ANCHORS, "change_of_mind", "fault_words", "return_words")
_BASE: Final = {
    "transfer": 3.2,
    "warranty": 3.3,
    "storage": 2.6,
    "payment": 2.6,
    "trial": 2.4,
    "sendback": 3.4,
    "report": 2.7,
    "cancel": 3.3,
}
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
        "transfer": -0.6,
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
_PURPOSE: Final = re.compile(r" (?:pour|per|para|om|um) ")  # "30 jours après réception pour nous retourner ..."
_BRACKET: Final = re.compile(r"\((?:[a-z]+ ){0,3}$")
_OF_RETURNS: Final = frozenset(("window", "transfer", "report", "sendback"))
# To tell of a return in time is to return in time: one does not cast doubt on the other.
_ALIKE: Final = dict.fromkeys(("window", "report"), frozenset(("window", "report")))
_SERVED: Final = ("在線", "在线", "線上", "线上", "客服", "服務", "服务", "상담", "고객센터")
_LEAST: Final = 1.1  # a role with less is no role
_NEARER: Final = 1.5  # by which a word for the one counts more than any for the other
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


def _spans(document: Document, context: Context) -> Iterator[Span]:
    """As `assign` gives them; what a page says over and over under the same headings is weighed once."""
    known: dict[tuple[str, tuple[frozenset[str], ...], str, bool], tuple[Span, ...]] = {}
    timed = [clause for clause in clauses_of(document, context) if clause.durations]
    index_of(document, context).settle(_ASKED, timed)
    for clause in timed:
        key = (clause.text, clause.levels, clause.before, clause.number > 0)
        if (same := known.get(key)) is None:
            known[key] = same = tuple(assign(clause))
            yield from same
            continue
        for one in same:
            yield Span(clause, one.duration, one.role, one.score, one.lead, one.anchor, one.fault, one.why)


def with_role(document: Document, context: Context, *roles: str) -> tuple[Span, ...]:
    """The durations that have one of the roles."""
    return tuple(span for span in spans_of(document, context) if span.role in roles)


def assign(clause: Clause) -> Iterable[Span]:
    """The roles of a clause's durations."""
    scan = clause.scan
    anchors = [hit for name in _ANCHORS if name in scan.possible for hit in scan.hits(name)]
    anchors = [a for a in anchors if a.concept != "anchor_return" or not _PURPOSE.search(clause.text, a.start, a.end)]
    back = [a for a in anchors if a.concept == "anchor_return"]
    if back:  # "返品された商品が到着後": what comes is the return
        anchors = [a for a in anchors if a in back or not any(b.start < a.start < b.end <= a.end for b in back)]
    said = {_GOVERNS[concept]: scan.hits(concept) for concept in scan.possible & _CUES}
    cues = _undoubled({role: _unmasked(hits, anchors, role) for role, hits in said.items() if hits})
    steps = clause.about("return_procedure", within=1) and "money_back" not in clause.levels[0]
    if clause.about("money_back", within=2) and not steps and not clause.about("shipping", within=1):
        weak = scan.hits("governs_processing")
        cues["transfer"] = [*cues.get("transfer", ()), *weak]
        cues["handling"] = [hit for hit in cues.get("handling", ()) if not _inside(hit, weak)]
    fault = _is_fault(clause)
    summed = _summed(clause)
    for number, duration in enumerate(clause.durations):
        anchor = _anchor(clause, duration, number, anchors)
        role, score, lead, why = _best(clause, duration, cues, anchor)
        if summed and role in _OF_RETURNS:
            role, why = "", "one part of a sum of times"
        yield Span(clause, duration, role, score, lead, anchor, fault, why)


def _summed(clause: Clause) -> bool:
    """Whether all its times, two or more, stand in brackets of their own: the parts that a longer time is made of."""
    if len(clause.durations) < 2 or clause.text.count("(") < 2:
        return False
    return all(_BRACKET.search(clause.text[: duration.start]) is not None for duration in clause.durations)


def _best(clause: Clause, duration: Duration, cues: dict[str, list[Hit]], anchor: str) -> tuple[str, float, float, str]:
    """The role of a duration, its score, its lead over the next one, and what decided."""
    given = _given(clause.levels, anchor, duration.business, duration.unit, duration.limit)
    scores = list(given.scores)
    nearest: dict[str, Hit | None] = {}
    values: dict[str, float] = {}
    for role, hits in cues.items():
        value, nearest[role] = _nearest(clause, duration, role, hits)
        values[role] = value
        headed, anchored, shape = given.parts[_PLACE[role]]
        scores[_PLACE[role]] = value + headed + anchored + shape
    if clause.text.startswith("前", duration.end) and not clause.text.startswith("前後", duration.end):
        scores[_PLACE["storage"]] += 3.0  # "14日前": counted back from something
    if clause.eastern and clause.text.startswith(_SERVED, duration.end):
        scores[_PLACE["reply"]] += 3.0  # "24小時客服": how long somebody is there
    for told, other in (("handling", "delivery"), ("delivery", "handling")):
        # headings say "shipping" of both; a word of its own, much nearer than any other, says which
        if cues.get(told) and (not cues.get(other) or values[told] - values[other] >= _NEARER):
            scores[_PLACE[other]] *= 0.85
    if cues.get("report") and not cues.get("delivery"):
        scores[_PLACE["delivery"]] *= 0.5
    score = max(scores)
    role = ROLES[scores.index(score)]
    lead = score - max(
        value for other, value in zip(ROLES, scores, strict=True) if other not in _ALIKE.get(role, {role})
    )
    if score < _LEAST:
        return "", score, lead, "no word says what it is the time of"
    if (hit := nearest.get(role)) is not None:
        return role, score, lead, f'"{clause.text[hit.start : hit.end]}" beside it'
    topic = given.topics[_PLACE[role]]
    return role, score, lead, f"its heading is about {topic.replace('_', ' ')}" if topic else ""


def _unmasked(hits: tuple[Hit, ...], anchors: list[Hit], role: str) -> list[Hit]:
    """Cues that are not merely the word of an anchor ("of delivery")."""
    if role in ("sendback", "reply", "storage", "warranty", "escalation", "cancel", "payment"):
        return list(hits)
    return [hit for hit in hits if not any(a.start <= hit.start and hit.end <= a.end for a in anchors)]


def _inside(hit: Hit, others: Iterable[Hit]) -> bool:
    return any(other.start <= hit.end and hit.start <= other.end for other in others)


def _undoubled(cues: dict[str, list[Hit]]) -> dict[str, list[Hit]]:
    """Cues without those that are a part of another role's longer one ("processed" in "refunds are processed")."""
    every = [(role, hit) for role, hits in cues.items() for hit in hits]
    if not _overlap([hit for _, hit in every]):
        return cues

    def part(role: str, hit: Hit) -> bool:
        return any(
            other != role
            and longer.start <= hit.start
            and hit.end <= longer.end
            and longer.end - longer.start > hit.end - hit.start
            for other, longer in every
        )

    return {role: [hit for hit in hits if not part(role, hit)] for role, hits in cues.items()}


def _overlap(hits: list[Hit]) -> bool:
    """Whether two of the hits share a place."""
    if len(hits) < 2:
        return False
    reached = -1
    for start, end in sorted([(hit.start, hit.end) for hit in hits]):
        if start < reached:
            return True
        reached = max(reached, end)
    return False


def _anchor(clause: Clause, duration: Duration, number: int, anchors: list[Hit]) -> str:
    """From when the duration counts: the anchor right after it, else the nearest one before it in the clause."""
    east, others = clause.eastern, clause.durations
    following = others[number + 1].start if number + 1 < len(others) else len(clause.text)
    preceding = others[number - 1].end if number else 0
    best, nearest = "", 10_000
    for hit in anchors:
        if hit.start >= duration.end - 1 and hit.start < following:
            if east and clause.text[duration.end : hit.start].strip(" ()"):
                continue  # there an anchor stands in front; behind it follows only in brackets
            gap = hit.start - duration.end + (12 if east else 0)
        elif hit.end <= duration.core + 1 and hit.start >= preceding - 2:
            gap = duration.start - hit.end + (0 if east else 14)
        else:
            continue
        if gap < nearest and gap <= (26 if east else 60):
            best, nearest = hit.concept.removeprefix("anchor_"), gap
    return best


def _nearest(clause: Clause, duration: Duration, role: str, hits: list[Hit]) -> tuple[float, Hit | None]:
    """What the cue that says most adds to a role, and the cue."""
    best, nearest = 0.0, None
    base = _BASE.get(role, 3.0)
    for hit in hits:
        value = base - distance(clause, duration, hit)
        if value > best:
            best, nearest = value, hit
    return best, nearest


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
    if clause.has("change_of_mind"):
        return False
    if clause.faulty or (clause.has("order_trouble") and not clause.has("return_words")):
        return True
    if clause.levels and "fault" in clause.levels[0] and "refund" not in clause.levels[0]:
        return True
    if clause.said_before("fault_words") and not clause.said_before("change_of_mind"):
        return clause.number > 0
    return any("fault" in level for level in clause.levels[1:2]) and not clause.levels[0]
