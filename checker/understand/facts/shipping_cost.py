"""shipping.cost and shipping.free_threshold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Confidence, Fact
from disputelint.checker.understand.facts.clauses import Clause
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.indexed import clauses_with, index_of
from disputelint.checker.understand.facts.pieces import BLANK
from disputelint.checker.understand.facts.shipping_asides import in_cart, of_tax, once_more
from disputelint.checker.understand.facts.shipping_threshold import (
    POSTAGE_OF_ALL,
    ROW,
    beside,
    free_from,
    free_in_bar,
    free_row,
    of_else,
    threshold_fact,
    under_free,
)
from disputelint.checker.understand.quantities import Money

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_INCLUDED: Final = late(
    r"送料(?:・[^。]{1,6})?込|円\([^()0-9]{0,6}送料無料\)"
)  # "5,500円(送料込み)": of a price, not of postage
_NAMED: Final = late(r"門檻|门槛|(?:政策|说明|說明|规则|規則|办法|辦法|条件|條件)$")
_ABOVE: Final = late(r"\bfree\b[^.]{0,30}\b(?:above|over|exceeding) [0-9]")  # and no currency
_NOT_SENT: Final = ("refund", "payment", "fault", "cancel", "subscription")
_ON_ALL: Final = late(r"on (?:all|every) (?:\w+ )?orders?\b")
_FREE_BOTH: Final = late(
    r"^(?:\W{0,3})free (?:\w+ )?(?:shipping|delivery) ?(?:&|and|\+) (?:free |easy )*returns\b"
)  # both ways

# What is charged besides postage where no word of the sentence says postage.
_OF_ELSE: Final = late(r"ポイント|ラッピング|ギフト(?:包装|設定|ボックス)|包装|のし|熨斗|代引き?手数料|代金引換")
_CIRCLES: Final = late(r"[◯○〇●×]{2,} ?円")
_FLAT: Final = late(
    r"全国一律[^。]{0,4}[¥0-9]|送料(?:は|が)?一律[^。]{0,4}[¥0-9]|(?:未満|以下)の場合は?[、 ]?一律[^。]{0,4}[¥0-9]"
)
_FEE_DIFFERS: Final = late(r"[・■※●◆ ]*(?:代引き?|代金引換|振込|決済|後払い)手数料は")
_TAKEN_OFF: Final = late(
    r"差し?引い?[^。]{0,20}(?:返金|お?振り?込|払い?戻)|(?:返金|返品)[^。]{0,60}差し?引"
)  # of a refund
_FEE_FREE: Final = late(r"(?:代引き?|振込|決済)手数料(?:は|が)?無料")
NUMBER: Final = late(r"[1-9][0-9]{2}|[1-9],?[0-9]{3}")  # yen, and nothing says so
_WAIVED: Final = late(r"(?:\([^()]{1,8}\))?(?:近く|ほど|程度|前後|以上)?(?:の?ところ|の所|かかる|する(?=送料|配送料))")
_ORDERING: Final = frozenset(("cart", "checkout"))
_UNFILLED: Final = late(r"(?<![0-9.,])00+(?![0-9.,])")
_AGAIN: Final = late(r"再(?:発送|配達|送)")
_POSTAGE_BEFORE: Final = late(
    r"\b(?:shipping|delivery|postage|p&p|versand\w*|livraison|envio|spedizione|verzending|bezorging|frete)"
    r"(?: (?:costs?|fees?|charges?|rates?|is|are|at|from|just|only|ab|fur|pour|des|desde|por|per|da|voor|vanaf))*:? $"
)
_WITH_LIMIT: Final = 2  # amounts of a clause: the value of an order, and the charge


def find(document: Document, context: Context) -> Iterable[Fact]:
    """Thresholds of free shipping, then what shipping costs: an amount before a promise, a promise before a deferral."""
    thresholds: list[Fact] = []
    stated: list[Fact] = []
    free: list[Fact] = []
    later: list[Fact] = []
    index = index_of(document, context)
    labelled = (
        clause.place
        for clause in index.every
        if (clause.text.startswith("on ") and clause.number == 0 and _ON_ALL.match(clause.text) is not None)
        or (len(clause.text) <= ROW and (clause.governed or (clause.eastern and clause.about("cost", within=1))))
    )
    wordings = ("says_free_shipping", "says_cost_later")
    ordering = bool(_ORDERING & context.kinds)
    index.settle(("order_value",), (index.every[number].said for number in index.priced))
    for clause in clauses_with(document, context, *wordings, also={*index.priced, *labelled}):
        if not _about_outbound(clause) or (clause.language == "ja" and _AGAIN.search(clause.text)):
            continue
        if not clause.eastern and once_more(clause):
            continue
        threshold = free_from(clause)
        if threshold is None and not clause.money and _ON_ALL.match(clause.text) and under_free(clause):
            free.append(_cost(clause, "free", context))
            continue
        included = clause.eastern and threshold is None and _INCLUDED.search(clause.text) is not None
        if threshold is not None:
            thresholds.append(threshold_fact(clause, threshold, context))
        if not clause.money and _bare_of_region(clause):
            stated.append(_cost(clause, "stated", context))
            continue
        amounts = [
            money
            for money in clause.money
            if money is not threshold and not of_else(clause, money) and not _usual(clause, money)
        ]
        free_of_cost = clause.has("says_free_shipping") and not clause.has("denies_free_shipping")
        free_of_cost = free_of_cost and not _free_of_fees(clause)
        promised = free_of_cost and threshold is None and not beside(clause, amounts)
        nothing = all(money.amount == 0 for money in amounts)
        if nothing and amounts and free_row(clause):
            free.append(_cost(clause, "free", context))
            continue
        if nothing and amounts and not (clause.has("shipping_words") or clause.governing.any("shipping_words")):
            continue  # "Total: 0.00" of an empty cart
        if nothing and amounts and (ordering or any(_UNFILLED.search(money.words) for money in amounts)):
            continue  # "Shipping: $0.00" of one order, or of a cart that is empty; "送料 ¥000" of a template
        if amounts and _costs(clause, amounts) and not promised and not included:
            (free if nothing else stated).append(_cost(clause, "free" if nothing else "stated", context))
        elif threshold is None and (free_of_cost or free_row(clause)) and not _conditional(clause):
            free.append(_cost(clause, "free", context))
        elif clause.language == "ja" and (_FEE_DIFFERS.match(clause.text) or _TAKEN_OFF.search(clause.text)):
            continue
        elif clause.has("says_cost_later") and clause.has("cost_words") and _about_cost(clause):
            later.append(_cost(clause, "calculated_at_checkout", context))
    yield from thresholds
    yield from _ordered(stated, free, later, bool(thresholds))


def _usual(clause: Clause, money: Money) -> bool:
    """Whether an amount is what is usually charged and is waived here ("通常500円かかる送料が無料")."""
    return clause.language == "ja" and "無料" in clause.text and _WAIVED.match(clause.text, money.end) is not None


def _free_of_fees(clause: Clause) -> bool:
    """Whether what costs nothing is only a way to pay ("代引手数料無料でお届けします")."""
    return clause.language == "ja" and "送料" not in clause.text and _FEE_FREE.search(clause.text) is not None


def _about_cost(clause: Clause) -> bool:
    return (
        (clause.has("shipping_words") and not of_tax(clause))
        or clause.about("cost", within=2)
        or clause.about("shipping", within=1)
    )


def _ordered(stated: list[Fact], free: list[Fact], later: list[Fact], threshold: bool) -> Iterator[Fact]:
    if stated:
        yield from stated
        yield from (_weaker(fact) for fact in later)
    elif later and (threshold or not free):
        yield from later
    elif free and not later and not threshold:
        yield from free
    else:
        yield from free
        yield from (_weaker(fact) for fact in later)


def _weaker(fact: Fact) -> Fact:
    return Fact(fact.name, fact.value, "low", fact.evidence, fact.source, fact.why, fact.block)


def _about_outbound(clause: Clause) -> bool:
    if clause.eastern and clause.governing.any("return_words"):
        return False  # a row for the postage of returns
    if clause.language == "ja" and clause.text.startswith(POSTAGE_OF_ALL):
        return True
    if _by_value(clause):
        return True
    if clause.about("privacy", "refund", "fault", "cancel", within=1) and not clause.has("says_free_shipping"):
        return _in_bar(clause)
    if _FREE_BOTH.search(clause.text) is not None:
        return True
    if in_cart(clause):
        return False  # the sums of an order, which are no policy
    if clause.has("return_words", "fault_words") and not clause.about("shipping", within=2):
        return free_in_bar(clause)
    if _by_region(clause) or (clause.language == "ja" and _FLAT.search(clause.text)):
        return True
    if clause.has("shipping_words") or clause.about("shipping", within=3):
        return True
    return (
        clause.about("shipping")
        and clause.about("delivery", "cost", within=2)
        and not clause.about(*_NOT_SENT, within=3)
    )


def _in_bar(clause: Clause) -> bool:
    """Whether a line under no heading names what sending costs ("UK shipping £4, free over £60"), whatever its page is about."""
    bare = not (clause.eastern or clause.block.headings or clause.governed) and bool(clause.money)
    return bare and clause.has("shipping_words") and not clause.has("return_words", "fault_words", "governs_cancel")


def _named_postage(clause: Clause, amounts: list[Money]) -> bool:
    """Whether an amount stands right behind the word for postage ("UK shipping £3.95")."""
    if clause.eastern or clause.has("return_words", "fault_words"):
        return False
    return any(_POSTAGE_BEFORE.search(clause.text[: money.start]) is not None for money in amounts)


def _by_value(clause: Clause) -> bool:
    """Whether under "Delivery & returns" a charge follows from the order's value ("orders under £40 cost £4.95")."""
    if clause.eastern or not clause.both or len(clause.money) < _WITH_LIMIT or not clause.has("order_value"):
        return False
    return clause.has("cost_words") and not clause.has("return_words", "fault_words", "governs_cancel")


def _by_region(clause: Clause) -> bool:
    """Whether an amount stands beside a region in a Japanese table under "必要料金", which may not say postage again."""
    return (
        clause.eastern
        and bool(clause.money)
        and clause.about("cost", within=3)
        and clause.governing.any("region_words")
    )


def _bare_of_region(clause: Clause) -> bool:
    """Whether a cell of a Japanese table of postage is a mere number beside a region ("北海道 | 60 | 1320")."""
    number = clause.language == "ja" and NUMBER.fullmatch(clause.text) is not None
    return number and clause.about("cost", within=3) and clause.governing.any("region_words")


def _conditional(clause: Clause) -> bool:
    if clause.eastern and not clause.money and _NAMED.search(clause.text) is not None:
        return True  # "運費及免運門檻", a link to where it is told
    if BLANK in clause.text and clause.has("threshold_words"):
        return True  # "free over [amount]"
    if clause.language == "ja" and (_CIRCLES.search(clause.text) or "返送料" in clause.text):
        return True  # "〇〇〇円以上で送料無料", and who pays the way back
    if clause.has("free_on_condition") or clause.text.startswith("if ") or _ABOVE.search(clause.text) is not None:
        return True
    if not clause.about("shipping", within=2) and clause.said_before("fault_words", "return_words"):
        return True  # the way back, or a replacement
    if clause.eastern and clause.about("fault", "refund", within=1) and not clause.about("shipping", within=1):
        return True
    if _FREE_BOTH.search(clause.text) is not None:
        return False
    return clause.has("fault_words", "return_words") or (clause.has("cannot") and not clause.money)


def _costs(clause: Clause, amounts: list[Money]) -> bool:
    """Whether the amounts are what shipping costs, and not an order value or an example."""
    if clause.language == "ja" and clause.text.startswith(POSTAGE_OF_ALL) and beside(clause, amounts):
        return True
    if clause.has("return_words", "fault_words") and not clause.about("shipping", within=1):
        return False
    if clause.language == "ja" and _OF_ELSE.search(clause.text) and "送料" not in clause.text:
        return False
    if clause.has("says_fee") and clause.has("return_words") and not clause.both:
        return False
    if beside(clause, amounts):
        return True
    if _by_region(clause) or (clause.language == "ja" and _FLAT.search(clause.text)) or _named_postage(clause, amounts):
        return True
    if not clause.eastern and clause.has("says_customs"):
        return False  # "customs from $50 on"
    return clause.about("cost", "shipping", "delivery", within=2) and (
        not clause.about("payment", within=1)
        or (clause.eastern and "送料" in clause.text and "以外" in clause.governed)
    )


def _cost(clause: Clause, value: str, context: Context) -> Fact:
    confidence: Confidence = "high" if clause.about("shipping", within=3) else "medium"
    return context.fact(
        "shipping.cost", value, clause.block, clause.span, confidence=confidence, why=f"shipping cost: {value}"
    )
