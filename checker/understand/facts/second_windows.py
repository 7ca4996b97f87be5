"""Return windows beside the first of a page: which contradict it, and which are told in passing or on top of the law's."""

from __future__ import annotations

from typing import Final

from disputelint.checker.late import late
from disputelint.checker.understand.facts.spans import Span

# A window that the shop gives on top of what the law gives, or the law's own: the two do not contradict each other.
_BEYOND_LAW: Final = late(
    r"en complement d|au-dela d|en plus d[eu]|daruber hinaus|zusatzlich zu|freiwillig|(?:beyond|on top of|in addition to) (?:the|your) (?:legal|statutory)|oltre al? (?:diritto|termine)|ademas del? (?:plazo|derecho)|(?:naast|bovenop) (?:het|de|uw|je) wettelijk|alem do (?:prazo|direito)"
    r"|\b(?:plazo|derecho|prazo|direito|delai|droit|termine) (?:de? ?\w+ )?legal|\bgesetzlich\w*|\bstatutory\b|\bwettelijke? (?:bedenktijd|herroeping\w*|termijn|recht)"
)
# What a time to send goods off begins with: the shop's answer.
_SENDING: Final = late(
    r" ?(?:of|from|after|following|upon) (?:\w+ ){0,3}(?:instructions?|approv\w+|authori[sz]\w+|rma|labels?|confirmation)\b"
)
_HOURS: Final = ("hour", "minute")


def main_window(spans: list[Span]) -> Span | None:
    """The first window that its own sentence calls one, in days, the shop's before the law's; else the first."""
    called = [span for span in spans if span.clause.has("return_words") and not _loose(span)]
    own = (span for span in called if not beyond_law(span))
    return next(own, called[0] if called else spans[0] if spans else None)


def _loose(span: Span) -> bool:
    """Whether a time is in hours or from one number to another, as hardly a window is."""
    time = span.duration
    return time.unit in _HOURS or (time.days_max is not None and 0 < time.days_min < time.days_max)


def in_passing(span: Span, main: Span | None) -> bool:
    """Whether another time than the page's window is meant in passing, and contradicts nothing.

    So it is in hours, a range, in business days where the window is not, in the sentence of the window itself, from when
    a return was agreed, or where a sentence speaks of nothing that goes back.
    """
    if main is None or span is main or span.duration.days_max == main.duration.days_max:
        return False
    if _loose(span) or span.clause.place == main.clause.place:
        return True
    if span.duration.business and not main.duration.business:
        return True
    if not span.clause.eastern and _SENDING.match(span.clause.text, span.duration.end) is not None:
        return True
    return not span.clause.has("return_words")


def beyond_law(span: Span) -> bool:
    """Whether a window comes on top of what the law gives, or is what the law gives beside another."""
    return not span.clause.eastern and _BEYOND_LAW.search(span.clause.text) is not None
