"""cancel.before_shipment: whether a buyer can cancel an order before it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Confidence, Fact
from disputelint.checker.understand.facts.clauses import Clause
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.indexed import clauses_with
from disputelint.checker.understand.facts.said import Said

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_NO_ANSWER: Final = frozenset(("without", "refuse", "refused", "refusal", "rejected", "void"))
_RESERVES: Final = late(r"\breserves? (?:the|our|its|a) (?:\w+ )?right to (?:\w+ (?:or|and|/) )?(?:cancel|refuse)")
_NEAR: Final = 40  # characters between a refusal and what is refused
_MONEY_BACK: Final = late(r"返金まで|の場合、ご?返金は")
_LATE: Final = late(r"^[^。]{0,12}(?:当日|前日|[0-9]日前)[^。]{0,10}キャンセル")  # before that day one can
_PAID_BACK_UNTIL: Final = late(
    r"前まで(?:は|に|の|であれば)?(?:[^。]{0,10}|ご?連絡(?:いただ|頂)[^。]{0,30})(?:全額|無料)[^。]{0,4}返金"
)
_LEAVING: Final = late(r"退会|解約")  # of a member or a contract, not of an order
_ORDERED: Final = late(
    r"ご?注文(?:後|確定|完了|の|を)|お?申し?込み?(?:後|から|より)"
)  # under "キャンセル・解約について", what is said of an order
_ORDER: Final = late(r"キャンセル|取り?消|注文|返品")
_PAYS: Final = late(
    r"^キャンセル料金?$|キャンセル(?:を|の)?お願い(?:する|いたす|致す|させて|申し上げる)[^。]{0,8}場合|可否|売上(?:を|の)?キャンセル|どうかが?(?:わか|分か|ご?確認)|でき?ない場合[は、]|出来ない場合[は、]|取り?消しさせて(?:いただ|頂)|ご?入金(?:を)?(?:ください|下さい|お?願い)"
)
_BEFORE_SENT: Final = late(r"(?:배송|발송|출고) ?(?:되기 ?)?전")
MINORS: Final = late(r"未成年|(?:18|20|十八|二十)歳未満|保護者")
_FROM_THEN: Final = ("それ以降", "それ以後", "その後", "以降")


def find(document: Document, context: Context) -> Iterable[Fact]:
    """Sentences about the buyer's cancelling, those under a heading about it first."""
    for clause in clauses_with(document, context, "says_cancel", under="cancel"):
        said = clause.has("says_cancel")
        listed = (
            not said
            and _answers(clause)
            and not (
                clause.language[:2] in ("ja", "ko")
                and clause.has("return_words", "change_of_mind")
                and not (clause.language == "ja" and _PAID_BACK_UNTIL.search(clause.text))
            )
        )
        if not said and not listed:
            continue
        if listed and clause.language == "ja" and clause.faulty:
            continue  # what is done about faults, under a heading that names cancelling besides
        if clause.has("names_goods_refused"):
            context.log.reject("cancel.before_shipment", clause.quote, "about listed goods or cases only")
            continue
        if clause.has("cancel_aside"):
            context.log.reject("cancel.before_shipment", clause.quote, "about part of an order, or about what follows")
            continue
        ordered = clause.language == "ja" and _ORDERED.search(clause.text) is not None
        apart = clause.about("privacy", "subscription", within=2) and not (ordered and clause.about("cancel", within=2))
        if apart or _of_subscription(clause):
            context.log.reject("cancel.before_shipment", clause.quote, "about a subscription or data")
            continue
        # "once it is shipped we cannot cancel it for you"
        too_late = clause.has("cancel_too_late") and clause.has("refuses")
        if clause.has("cancel_by_shop") and not clause.has("change_of_mind") and (not too_late or _reserved(clause)):
            context.log.reject("cancel.before_shipment", clause.quote, "about the shop's own cancelling")
            continue
        withdraws = clause.has("withdrawal_right") and bool(clause.durations) and not clause.has("anchor_purchase")
        ahead = clause.language == "ko" and _BEFORE_SENT.search(clause.text) is not None
        if (clause.has("anchor_delivery") and not ahead) or withdraws:
            context.log.reject("cancel.before_shipment", clause.quote, "withdrawal after delivery")
            continue
        if clause.language == "ja" and (reason := _in_japanese(clause)):
            context.log.reject("cancel.before_shipment", clause.quote, reason)
            continue
        if clause.text.startswith(_FROM_THEN) and clause.said_before("says_cancel"):
            context.log.reject("cancel.before_shipment", clause.quote, "ends what the sentence before it allows")
            continue
        near = clause.about("cancel", within=3)
        value = _value(clause.said)
        if value == "" or (value == "accepted" and (listed or not near)):
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


def _reserved(clause: Clause) -> bool:
    """Whether the shop reserves the right to cancel, which says nothing of the buyer's."""
    return "reserve" in clause.text and _RESERVES.search(clause.text) is not None


def _in_japanese(clause: Clause) -> str:
    """What else a Japanese sentence that names cancelling says; "" where it says whether an order can be cancelled."""
    leaves = _LEAVING.search(clause.text) is not None and _ORDER.search(clause.text) is None
    pays = _PAYS.search(clause.text) is not None or (clause.has("no_fee") and "キャンセル料" not in clause.text)
    if leaves or pays or clause.has("uncollected"):
        return "about leaving, a parcel or a payment"
    if MINORS.search(clause.text) is not None:
        return "about orders of minors"
    if not clause.has("refuses", "cancel_allowed"):
        return "names cancelling, says nothing of whether"
    if _MONEY_BACK.search(clause.text) and not clause.has("refuses"):
        return "what happens to the money then"
    return ""


def _answers(clause: Clause) -> bool:
    """Whether a sentence answers its heading about cancelling: it says the word again, or begins the answer with a limit."""
    if not clause.about("cancel", within=1) or not clause.has("refuses", "cancel_condition"):
        return False
    if clause.case:
        return False
    if clause.has("governs_cancel", "says_share", "says_ahead"):
        return True
    if clause.has("return_words") and ("refund" in clause.levels[0] or not clause.eastern):
        return False  # "Returns and cancellations": it answers the other half
    if clause.has("says_conditions") and "refund" in clause.levels[0] and not clause.eastern:
        return False  # in which state goods go back
    timed = any(not duration.immediate for duration in clause.durations)
    limits = timed or clause.has("refuses", "shipping_words")
    opens = clause.number == 0 or (timed and clause.said_before("governs_cancel"))
    return limits and opens and not clause.has("says_tracking", "governs_transfer")


def _of_subscription(clause: Clause) -> bool:
    """Whether a sentence is about a subscription: its own words, or those before it while it names no order."""
    wordings = ("says_cancel_subscription", "says_renewal")
    return clause.has(*wordings) or (not clause.has("anchor_purchase") and clause.said_before(*wordings))


def _denied(said: Said) -> bool:
    """Whether a refusal in it is one of cancelling: near the word, or an answer that does not repeat the word."""
    if not said.has("refuses"):
        return False
    words = said.scan.hits("governs_cancel")
    if said.eastern:
        return True
    refusals = [hit for hit in said.scan.hits("refuses") if said.text[hit.start : hit.end] not in _NO_ANSWER]
    if not words:  # "a non-refundable fee" refuses no cancelling
        return any(not said.text.startswith("non", hit.start) for hit in refusals)
    return any(hit.start - word.end <= _NEAR and word.start - hit.end <= _NEAR for hit in refusals for word in words)


@lru_cache(maxsize=4096)
def _value(said: Said) -> str:
    if said.has("not_yet_sent"):
        return "conditional"
    if _denied(said):
        if said.language == "ja" and _LATE.search(said.text):
            return "conditional"
        limited = said.has("cancel_condition", "says_ahead") and (_periods(said) or said.has("cancel_too_late"))
        return "conditional" if limited else "not_accepted"
    return "conditional" if said.has("cancel_condition") or said.durations else "accepted"


def _periods(said: Said) -> bool:
    """Whether it names a span of time; "すぐに出荷準備" is none."""
    return any(not duration.immediate for duration in said.durations) if said.eastern else bool(said.durations)
