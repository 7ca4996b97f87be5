"""Facts whose value is the sentence itself: which wording says it, under which headings, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.model import JSON, Confidence, Fact
from disputelint.checker.model.record import record
from disputelint.checker.understand.facts.clauses import Clause
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.indexed import clauses_with

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_LINKS: Final = 2  # links that a sentence may hold
_SHORTEST: Final = 4  # characters of a sentence that says something
_OUTSIDE: Final = frozenset(("footer", "header"))


@record(frozen=True, slots=True)
class Statement:
    """How one fact is worded. `says` is enough alone (unless `strict`), `hints` only under one of the topics."""

    name: str
    says: tuple[str, ...]
    hints: tuple[str, ...] = ()
    under: tuple[str, ...] = ()  # topics of label or headings
    needs: tuple[str, ...] = ()  # one of these concepts must occur in the sentence as well
    freely: tuple[str, ...] = ()  # says it anywhere, `strict` or not
    unless: tuple[str, ...] = ()  # none of these concepts may occur in it
    not_under: tuple[str, ...] = ()  # its nearest heading may not be about these
    strict: bool = False  # `says`, too, only under one of the topics
    value: JSON = None  # a fixed value; None: the sentence


def statements(document: Document, context: Context, wanted: Statement) -> Iterator[Fact]:
    """The sentences of a page that make a statement, in page order."""
    return (fact for _, fact in stated(document, context, wanted))


def stated(document: Document, context: Context, wanted: Statement) -> Iterator[tuple[Clause, Fact]]:
    """The same, each with its clause."""
    for clause in clauses_with(document, context, *wanted.says, *wanted.hints, *wanted.freely):
        fact = _judge(clause, context, wanted)
        if fact is not None:
            yield clause, fact


def _menu(clause: Clause) -> bool:
    """Whether a block is a row of links and nothing else, which makes no statement."""
    links = clause.block.links
    return (
        bool(links)
        and len(links) > _LINKS
        and sum(end - start for start, end, _ in links) >= len(clause.block.text) * 0.6
    )


def _elsewhere(clause: Clause, wanted: Statement) -> bool:
    """Whether what a clause stands under is about something else."""
    if "privacy" in wanted.not_under and clause.about("privacy") and not clause.about("shipping", "refund"):
        return True
    nearest = clause.levels[0] if len(clause.levels) > 1 else frozenset()
    if nearest.isdisjoint(wanted.not_under) or nearest.intersection(wanted.under, ("refund",)):
        return False
    return not clause.both or nearest.isdisjoint(wanted.under) or clause.has("return_words")


def _judge(clause: Clause, context: Context, wanted: Statement) -> Fact | None:
    free = bool(wanted.freely) and clause.has(*wanted.freely)
    said = free or clause.has(*wanted.says)
    if not said and not (wanted.hints and clause.has(*wanted.hints)):
        return None
    near = not clause.reach[2].isdisjoint(wanted.under)
    if (not said or (wanted.strict and not free)) and not (near or (wanted.under and clause.about(*wanted.under))):
        return None
    if wanted.needs and not clause.has(*wanted.needs):
        return None
    if len(clause.quote) < _SHORTEST or _menu(clause):
        return None
    if wanted.unless and clause.has(*wanted.unless):
        context.log.reject(wanted.name, clause.quote, "other words in the sentence turn it into something else")
        return None
    if wanted.not_under and _elsewhere(clause, wanted):
        context.log.reject(wanted.name, clause.quote, "its heading is about something else")
        return None
    confidence: Confidence = "high" if said and near else "medium"
    if clause.block.region in _OUTSIDE or not (said or near):
        confidence = "low"
    why = "said in so many words" if said else "its heading says what it is about"
    value: JSON = clause.quote if wanted.value is None else wanted.value
    return context.fact(wanted.name, value, clause.block, clause.span, confidence=confidence, why=why)
