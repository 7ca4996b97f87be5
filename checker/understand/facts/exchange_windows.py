"""Whether a return window is for any return or for exchanging alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.understand.facts.clauses import Clause, is_item
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.indexed import clauses_with
from disputelint.checker.understand.facts.spans import Span
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_OF_EXCHANGES: Final = late(
    r"(?:size )?(?:exchanges?|swaps?) (?:are|is|can|may|must|within)\b(?!.*\b(?:refund|return)\w*)"
)
# A heading about exchanging goods and about nothing else.
_EXCHANGING: Final = late(
    r"^(?:[0-9.]+ ?)?(?:trocas?|cambios?|echanges?|cambi|sostituzioni|omruilen|ruilen|exchanges?)\b"
)
_TAKING_BACK: Final = late(r"devol|reembols|retour|rembours|return|refund|\bres[oi]\b|rimbors|terug|arrepend|recesso")
# What a return is good for, and nothing besides: "for a size exchange or store credit".
_GOOD_FOR: Final = late(
    r"\bfor (?:an? )?(?:\w+ )?exchanges? or (?:an? )?(?:(?:store|shop|online) )?(?:credits?(?: notes?)?|vouchers?|gift cards?)(?: only)?(?:[.,;!]|$)"
    r"|\bfor (?:an? )?(?:store |shop )?credits?(?: notes?)? or (?:an? )?(?:\w+ )?exchanges?(?: only)?(?:[.,;!]|$)"
)
# "Our 7-day exchange policy", "7-day exchange on unused goods"
_NAMED: Final = late(
    r"\b[0-9]{1,3}[- ]days? (?:easy |free |size )?exchanges?(?: (?:policy|window|period|on|for|only)\b|[.,;!]|$)"
)
# "返品・交換に対応", "returns and exchanges only within 10 days": goods are taken back as well.
_BOTH: Final = late(
    r"(?:返品|返金)(?:[・/、]|や|及び|および|または|又は|もしくは|と)交換(?:に|で)対応|\b(?:returns?|refunds?)(?: ?/ ?| or | and )exchanges? only\b"
)
_EXCHANGES: Final = late(r"\bexchang|\bswap|umtausch|\bechang|\bcambi|\btroc|\b(?:om)?ruil")


def scopes(spans: Sequence[Span], document: Document, context: Context) -> list[tuple[Span, str]]:
    """Each window with `general` or `exchange_only`; general ones come first."""
    exchanging = [_of_exchanging(span.clause) or _of_exchange_beside(span, spans) for span in spans]
    parted = not all(exchanging)  # the page tells returns and exchanges apart
    found = [
        (span, "exchange_only" if (parted and exchanges) or _only_exchanged(span.clause) else "general")
        for span, exchanges in zip(spans, exchanging, strict=True)
    ]
    general = [span for span, scope in found if scope == "general"]
    # Where no money is given back at all, a sentence that speaks of exchanging alone means just that.
    if any(_names_exchange_alone(span.clause) for span in general) and _no_money_back(document, context):
        found = [(span, "exchange_only" if _names_exchange_alone(span.clause) else scope) for span, scope in found]
    return sorted(found, key=lambda one: one[1] == "exchange_only")


def _of_exchange_beside(span: Span, spans: Sequence[Span]) -> bool:
    """Whether a sentence of several windows gives this one to exchanges ("exchange within 15 days, refund within 7 days")."""
    if span.clause.eastern or not any(other is not span and other.clause is span.clause for other in spans):
        return False
    ends = [
        other.duration.end
        for other in spans
        if other.clause is span.clause and other.duration.end <= span.duration.start
    ]
    own = span.clause.text[max(ends, default=0) : span.duration.start]
    return _EXCHANGES.search(own) is not None and _TAKING_BACK.search(own) is None


def taken_back_too(text: str) -> bool:
    """Whether folded words that speak of exchanging alone name returns beside it."""
    return _BOTH.search(text) is not None


def _only_exchanged(clause: Clause) -> bool:
    only = (clause.has("exchange_only") and not taken_back_too(clause.text)) or clause.said_before("exchange_only")
    if _NAMED.search(clause.text) is not None and _TAKING_BACK.search(clause.text) is None:
        return True
    return only or _OF_EXCHANGES.match(clause.text) is not None or _GOOD_FOR.search(clause.text) is not None


def _names_exchange_alone(clause: Clause) -> bool:
    if clause.eastern or _EXCHANGES.search(clause.text) is None:
        return False
    return _TAKING_BACK.search(clause.text) is None


def _no_money_back(document: Document, context: Context) -> bool:
    """Whether some sentence of the page refuses to give money back, and not only for some goods or from some day on."""
    return any(
        clause.has("says_no_refunds") and not (is_item(clause) or clause.durations or clause.has("limited_subject"))
        for clause in clauses_with(document, context, "says_no_refunds")
    )


def _of_exchanging(clause: Clause) -> bool:
    """Whether a sentence stands under a heading about exchanging goods alone and says nothing of giving money back."""
    if clause.eastern or not clause.block.headings or _TAKING_BACK.search(clause.text) is not None:
        return False
    heading = fold(clause.block.headings[-1]).text
    return _EXCHANGING.match(heading) is not None and _TAKING_BACK.search(heading) is None
