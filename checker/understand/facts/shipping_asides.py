"""What sounds like the cost of shipping and is none: sums of a cart, tax by address, a second attempt."""

from __future__ import annotations

from typing import Final

from disputelint.checker.late import late
from disputelint.checker.understand.facts.clauses import Clause

_CART: Final = late(r"(?i)\b(?:your|shopping|mini)[ -](?:cart|bag|basket)\b|\b(?:order|cart) (?:summary|totals?)\b")
_TAXED: Final = late(
    r"^[^.]{0,60}\btax(?:es)?\b[^.]{0,80}\b(?:shipping|delivery) address\b"
)  # what depends on where it goes
_ONCE_MORE: Final = late(
    r"\b(?:nova tentativa|novo envio|retentativa|nuevo intento|segundo intento|nueva entrega|nouvelle (?:presentation|livraison|tentative)"
    r"|seconde presentation|nuova consegna|seconda consegna|riconsegna|(?:erneute|zweite)\w* (?:zustell|liefer|versand)\w*"
    r"|(?:nieuwe|tweede) (?:levering|bezorging|bezorgpoging)|re-?deliver\w*|second (?:delivery )?attempt)\b"
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
