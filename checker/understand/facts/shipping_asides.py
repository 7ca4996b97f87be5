"""What sounds like the cost of shipping and is none: sums of a cart, tax by address, a second attempt, the time to pay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.understand.facts.clauses import Clause

if TYPE_CHECKING:
    from disputelint.checker.understand.facts.spans import Span

_CART: Final = late(r"(?i)\b(?:your|shopping|mini)[ -](?:cart|bag|basket)\b|\b(?:order|cart) (?:summary|totals?)\b")
_TAXED: Final = late(
    r"^[^.]{0,60}\btax(?:es)?\b[^.]{0,80}\b(?:shipping|delivery) address\b"
)  # what depends on where it goes
_ONCE_MORE: Final = late(
    r"\b(?:nova tentativa|novo envio|retentativa|nuevo intento|segundo intento|nueva entrega|nouvelle (?:presentation|livraison|tentative)"
    r"|seconde presentation|nuova consegna|seconda consegna|riconsegna|(?:erneute|zweite)\w* (?:zustell|liefer|versand)\w*"
    r"|(?:nieuwe|tweede) (?:levering|bezorging|bezorgpoging)|re-?deliver\w*|second (?:delivery )?attempt)\b"
)
FOLLOWED: Final = late(r"배송 ?(?:조회|추적)[^.]{0,40}(?:가능|부터|됩니다)|배송 ?(?:조회|추적) ?가능")
_CHECKED: Final = late(r"(?:入金|お?振り?込み?|決済|在庫|ご?注文内容)(?:状況)?の?ご?確認[にま][^。、]{0,10}$")
_FROM_THEN: Final = late(r"後?以降[^。]{0,24}(?:ご?指定|お選び|ご?変更)")  # "ご注文の7日後以降でご指定ください"
_PAID_IN: Final = late(
    r"(?:以内|まで)?[にで]?、?[^。、発届]{0,8}(?:ご?入金|お?振り?込み?|お?支払い?)[^。、後確]{0,6}(?:ください|下さい|お?願|いただ[きく]|頂[きく])"
)


def in_cart(clause: Clause) -> bool:
    """Whether it stands among the sums of an order, which are no policy."""
    return any(_CART.search(heading) for heading in clause.block.headings[-2:])


def of_tax(clause: Clause) -> bool:
    """Whether it speaks of a tax that depends on where the goods go."""
    return "tax" in clause.text and _TAXED.search(clause.text) is not None


def once_more(clause: Clause) -> bool:
    """Whether it speaks of a parcel that is sent once more because nobody took it in."""
    return _ONCE_MORE.search(clause.text) is not None


def of_else_in_japanese(text: str, start: int, end: int) -> str:
    """Why the time from `start` to `end` of a Japanese sentence is none of sending; "" where these words say nothing."""
    if _CHECKED.search(text[:start]):
        return "how long it takes to look whether the money is there"
    if _FROM_THEN.match(text, end):
        return "which day the buyer may choose"
    return "until when the buyer has to pay" if _PAID_IN.match(text, end) else ""


_NO_DISPATCH: Final = 8  # days


def whole_way(span: Span, role: str) -> str:
    """Why a long time that only a French heading calls a dispatch is none: an "expédition" is the way as well. "" else."""
    if role != "handling" or span.clause.language[:2] != "fr" or not span.why.startswith("its heading"):
        return ""
    return "an expédition that long is the whole way" if (span.duration.days_max or 0) >= _NO_DISPATCH else ""
