"""How a refund is paid: when, by which way, who pays the return postage, what is charged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import JSON, Fact
from disputelint.checker.understand.facts.clauses import Clause
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.exchange_windows import taken_back_too
from disputelint.checker.understand.facts.indexed import clauses_with
from disputelint.checker.understand.facts.refund_payer import payers
from disputelint.checker.understand.facts.refund_window import money_back
from disputelint.checker.understand.facts.said import Said
from disputelint.checker.understand.facts.spans import Span, with_role
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_PERCENT: Final = late(r"(?<![0-9])([0-9]{1,3}(?:[.,][0-9]{1,2})?) ?%")
_SHARE: Final = late(r"(?<![0-9])[1-9][0-9]? ?%|[1-9](?:割|成)")  # of a price, less than all of it
_PAID_WHEN: Final = late(r" (?:date|day|time|amount)\b")
_REFUND_OR: Final = late(r"\brefund,?(?: an?)?(?: exchange,?| replacement,?)?(?: or|,)(?: an?)? $")
_OR_REFUND: Final = late(r",?(?: an?)?(?: exchange,?| replacement,?)? or (?:an? )?(?:full |partial )?refund\b")
# What a buyer is asked to do: "ご指定の口座へお振込みください".
_PAID_IN: Final = late(r"振り?込み?(?:を|の(?:程|ほど))?(?:ください|下さい|お?願い|いただ[きく]|頂[きく])")
# "请写明购买时的付款方式": to be told with a return, and no way of the money.
_GIVEN: Final = late(
    r"(?:提供|[写寫]明|[注註]明|告知|[填]?[写寫]上?|附上)[^。,退]{0,16}(?:付款|支付)(?:方式|[账賬帐帳][户戶号號])[^退]*$"
)
_PAID_TO_SHOP: Final = late(
    r"계좌(?:로|에|번호로)[^.]{0,6}(?:입금|송금)(?:만|을)? ?(?:가능|해 ?주|하셔|하여 ?주|하시|바랍|부탁)"
)
_TOLD_AT_ONCE: Final = late(r" (?:notify|inform|tell|let|contact|advise|e-?mail|update)\b")
_LONGEST: Final = 180
# What an amount only bounds: "返金金額が3万円未満:330円".
_BOUND: Final = late(r"\)? ?(?:\([^()]{1,6}\) ?)?(?:未満|以上|以下|超|まで|以内)")
# "No money back, only a voucher": what is refused is the money.
_BUT_CREDIT: Final = late(
    r"\b(?:solo|unicamente|solamente|nur|sondern|uniquement|seulement|mais|alleen|maar|apenas|somente|soltanto|ma|sino|pero)\b[^.;]{0,40}"
    r"\b(?:vales?|bono|cupon|gutschein|guthaben|gutschrift|avoir|bon d.achat|tegoed\w*|waardebon|credito|buono|voucher)\b"
)
_WAYS: Final = (
    ("original", "refund_original"),
    ("bank_transfer", "refund_bank"),
    ("store_credit", "refund_credit"),
    ("exchange_only", "exchange_only"),
)
# "14日以内は、理由を問わず返金", "14日を経過した後".
_FROM_WHEN: Final = late(r"(?:以内)?(?:は|であれば|なら|を?経過(?:した)?(?:後|場合))")
_OTHER_FEE: Final = late(r"(?:代引き?|代金引換|振り?込み?|決済|送料・[^。]{0,6})手数料|キャンセル料|解約手数料")
_TO_PAY: Final = late(r"(?:代引き?|代金引換)の?手数料")  # "代金引換手数料として330円"
_OF_BANK: Final = late(r"(?:发卡|發卡)[^。,，]{0,12}收|카드사[^.]{0,12}수수료")
_HIGHEST: Final = 9  # levels over a clause


# An order that did not come about although it was paid: "if money is deducted but the order is not placed".
_NO_ORDER: Final = late(
    r"\b(?:deducted|debited) (?:amounts?|money|sums?|payments?|funds?)\b|\b(?:payments?|transactions?) (?:\w+ ){0,2}(?:fail\w*|unsuccessful|declined)\b"
    r"|\b(?:failed|unsuccessful|declined) (?:online )?(?:payments?|transactions?)\b"
    r"|\b(?:money|amount|payment|account|card) (?:is|was|has been|gets|got|has|have been|were) (?:already )?(?:deducted|debited|charged)\b[^.]{0,40}\b(?:but|and|yet|while|without)\b[^.]{0,30}\border\w*\b"
)
_ASKED_IN: Final = late(r"[^。,，、]{0,8}(?:聯繫|联系|聯絡|联络|申請|申请|提出|可退)")
_FOR_YOU: Final = late(r"[為为][您你]|協助|协助|代[為为]")
_FETCHED: Final = late(
    r"(?:[之以]?[內内后後])?(?:起算|[^。,，後后]{0,8}(?:取回|取件|取[貨货]|收回|收件|回收|收走|上[門门]|到府))"
)
_TOLD_THEN: Final = late(r"(?:將|会|會|将)?(?:寄|發|发|以)[^。]{0,10}(?:通知|信|mail)")
_MONEY: Final = late(r"\b(?:credit|money|funds?|pa(?:y|id)|bank|account|card|reimburs)\w*")
_LOOKS: Final = late(r"(?i)\b(?:inspect|check|verif|examin|review)\w*")
_BEFORE: Final = 220  # characters of the sentences before, in the same block
_TELLS: Final = late(
    r"\b(?:must|should|please|can|may|to|and|,|then|just) (?:contact|notify|inform|tell|reach|call|message|e-?mail|write to|let) (?:us|me|our \w+)(?: know)?(?: within)? ?$"
)
_ALLOW: Final = late(r"\ballow(?: for)?(?: us)? $")


def find(document: Document, context: Context) -> Iterable[Fact]:
    """refund.processing_time, refund.method, refund.return_shipping_payer, refund.fee."""
    yield from _times(document, context)
    yield from _methods(document, context)
    yield from payers(document, context)
    yield from _fees(document, context)


def _times(document: Document, context: Context) -> Iterator[Fact]:
    for span in with_role(document, context, "transfer"):
        duration = span.duration
        days = duration.days_max
        if days is None and not span.clause.eastern and _ALLOW.search(span.clause.text[: duration.start]):
            days = duration.days_min  # "please allow at least seven days": what to reckon with
        why = _before_the_refund(span) or (
            "no end, or too long for a transfer" if days is None or days > _LONGEST else ""
        )
        silent = not why and span.clause.about("privacy", "subscription", within=2)
        if why := why or ("" if silent else _not_of_refund(span)):
            context.log.reject("refund.processing_time", span.clause.quote, why)
        if why or silent:
            continue
        value: dict[str, JSON] = {
            "days_min": duration.days_min,
            "days_max": days,
            "business": duration.business,
        }
        if duration.immediate:
            value["immediate"] = True
        yield context.fact(
            "refund.processing_time",
            value,
            span.clause.block,
            span.quote,
            confidence="medium" if _inspected(span) and span.confidence == "high" else span.confidence,
            why=f"time of the refund: {span.why}",
        )


def _inspected(span: Span) -> bool:
    """Whether "this takes 2 days" follows a sentence about looking at the goods; what names the money is the surer time."""
    clause = span.clause
    if clause.language[:2] != "en" or clause.has("return_words") or _MONEY.search(clause.text) is not None:
        return False
    return _LOOKS.search(clause.block.text[max(0, clause.start - _BEFORE) : clause.start]) is not None


def _before_the_refund(span: Span) -> str:
    """Why a time of the refund's role is not how long the refund takes: until when somebody pays, cancels or asks."""
    clause, end = span.clause, span.duration.end
    paid = clause.eastern and clause.about("payment", within=1)
    back = clause.has("return_words") or clause.governing.any("return_words")
    if paid and not back and not clause.about("refund", within=1):
        return "how long the buyer has to pay"
    behind = clause.text[end : end + 2] if clause.eastern else ""
    if behind.startswith("前") and behind != "前後":
        return "until when to cancel"
    return "until when the money can be had back" if not clause.eastern and money_back(span) else ""


def _without_order(clause: Clause) -> bool:
    """Whether an English sentence, or the question that it answers, is about a payment from which no order came."""
    if clause.language[:2] != "en" or clause.has("governs_cancel"):
        return False
    heading = fold(clause.block.headings[-1]).text if clause.block.headings else ""
    return any(_NO_ORDER.search(text) is not None for text in (clause.text, clause.governed, heading))


def _not_of_refund(span: Span) -> str:
    """The same, by what else the words around the time are about."""
    clause, duration = span.clause, span.duration
    if _without_order(clause):
        return "a payment from which no order came"
    if clause.language[:2] == "en" and _TELLS.search(clause.text[: duration.start]):
        return "until when the buyer has to tell"
    if "tracking" in clause.text and not clause.has("return_words"):
        return "how soon a parcel can be followed"
    if clause.language == "ja" and _FROM_WHEN.match(clause.text, duration.end):
        return "until or from when money is given back"
    if clause.language == "ja" and _PAID_IN.search(clause.text):
        return "how long the buyer has to pay"
    if duration.immediate and not _of_return(clause):
        return "something else is credited at once"
    if duration.immediate and _TOLD_AT_ONCE.match(clause.text, duration.end):
        return "how soon the buyer is told"
    if clause.language.startswith("zh") and (why := _not_of_refund_zh(span)):
        return why
    return "it is denied" if duration.unit == "fixed" and clause.has("refuses") else ""


def _not_of_refund_zh(span: Span) -> str:
    text, end = span.clause.text, span.duration.end
    if _FETCHED.match(text, end):
        return "when goods are fetched, or from when one counts"
    asked = _ASKED_IN.match(text, end)
    if asked is not None and _FOR_YOU.search(asked.group()) is None:
        return "until when the buyer can ask for it"
    return "when the buyer is told of it" if _TOLD_THEN.match(text, end) else ""


def _returns(clause: Clause) -> bool:
    return (
        clause.has("return_words", "governs_transfer")
        or clause.governing.any("return_words")
        or clause.about("refund", "money_back", within=2)
    )


def _methods(document: Document, context: Context) -> Iterator[Fact]:
    later: list[Fact] = []  # some goods are only exchanged, where money goes back for others
    wordings = ("refund_original", "refund_bank", "refund_credit", "exchange_only", "refund_method_original")
    for clause in clauses_with(document, context, *wordings):
        if not _returns(clause) or clause.about("privacy", within=1):
            continue
        paying = clause.about("payment", within=2) and not clause.about("refund", within=1)
        if clause.eastern and not clause.has("return_words") and (paying or _PAID_IN.search(clause.text)):
            context.log.reject("refund.method", clause.quote, "how the buyer pays")
            continue
        if clause.language == "ko" and _PAID_TO_SHOP.search(clause.text) is not None:
            context.log.reject("refund.method", clause.quote, "how the buyer pays")
            continue
        found = _ways(clause.said)
        if not found or _without_order(clause):
            continue
        if clause.language[:2] == "zh" and _GIVEN.search(clause.text) is not None:
            context.log.reject("refund.method", clause.quote, "what the buyer is to tell")
            continue
        value = (
            found[0] if len(found) == 1 and not (found == ("store_credit",) and _or_refund(clause.said)) else "mixed"
        )
        fact = context.fact("refund.method", value, clause.block, clause.span, why="says how the money goes back")
        if value == "exchange_only":
            later.append(fact)
        else:
            yield fact
    yield from later


@lru_cache(maxsize=4096)
def _ways(said: Said) -> tuple[str, ...]:
    """The ways in which words say that money goes back; none where they say so of none."""
    found = [name for name, concept in _WAYS if said.has(concept)]
    if "original" in found and _dated(said):
        found.remove("original")
    if "exchange_only" in found and taken_back_too(said.text):
        found.remove("exchange_only")
    if not found and said.has("refund_method_original") and said.has("governs_transfer"):
        found = ["original"]
    if "original" in found and "bank_transfer" in found:
        found.remove("bank_transfer")  # "to the card or bank account you paid with"
    if found == ["store_credit"] and not said.has("governs_transfer", "return_words"):
        return ()
    if found == ["store_credit"] and said.has("voucher_terms"):
        return ()
    if found == ["original"] and said.has("cannot"):
        return ()
    if found == ["store_credit"] and said.has("cannot") and not said.has("remedy_replacement"):
        return ("store_credit",) if _BUT_CREDIT.search(said.text) is not None else ()
    return tuple(found)


def _dated(said: Said) -> bool:
    """Whether the payment is named only to say from when or how much ("within 30 days of the original payment date")."""
    return all(_PAID_WHEN.match(said.text, hit.end) is not None for hit in said.scan.hits("refund_original"))


def _or_refund(said: Said) -> bool:
    """Whether a credit is one choice besides a refund ("a refund, exchange or credit note")."""
    credits, text = said.scan.hits("refund_credit"), said.text
    return any(
        _REFUND_OR.search(text[max(0, hit.start - 40) : hit.start]) or _OR_REFUND.match(text, hit.end)
        for hit in credits
    )


def _of_return(clause: Clause) -> bool:
    """Whether a charge is one for a return: a card's surcharge "credited" by a bank is none."""
    near = 2 if clause.language[:2] in ("ko", "zh") else _HIGHEST
    return _returns(clause) and (
        clause.has("return_words")
        or clause.governing.any("return_words")
        or clause.about("refund", "money_back", within=near)
    )


def _fees(document: Document, context: Context) -> Iterator[Fact]:
    yield from _tiers(document, context)
    for clause in clauses_with(document, context, "no_fee", "says_fee"):
        none = clause.has("no_fee")
        if not none and not clause.has("says_fee"):
            continue
        if not _of_return(clause) and not clause.about("cancel", within=2) and not clause.has("governs_cancel"):
            context.log.reject("refund.fee", clause.quote, "not about a return or refund")
            continue
        if clause.elsewhere and not clause.about("cancel", within=1) and not clause.has("return_words"):
            continue
        if none and clause.language == "ja" and not clause.has("return_words") and _OTHER_FEE.search(clause.text):
            context.log.reject("refund.fee", clause.quote, "what paying or cancelling costs")
            continue
        if none and clause.about("subscription") and not clause.has("return_words"):
            context.log.reject("refund.fee", clause.quote, "what stopping a subscription costs")
            continue
        if clause.language == "ja" and not clause.has("return_words") and _TO_PAY.search(clause.text):
            context.log.reject("refund.fee", clause.quote, "what a way to pay costs")
            continue
        if clause.text in ("キャンセル料", "キャンセル料金", "キャンセル手数料"):
            continue  # a heading of a table
        if not none and clause.has("charge_kept"):
            context.log.reject("refund.fee", clause.quote, "a charge that is not given back, no new one")
            continue
        if clause.eastern and _OF_BANK.search(clause.text) is not None:
            context.log.reject("refund.fee", clause.quote, "what a bank charges, not the shop")
            continue
        if not none and clause.has("our_cost"):
            context.log.reject("refund.fee", clause.quote, "the shop bears it")
            continue
        if not none and clause.eastern and clause.has("says_customs") and not clause.money:
            context.log.reject("refund.fee", clause.quote, "what customs and carriers charge, not the shop")
            continue
        value = _fee(clause, none)
        yield context.fact("refund.fee", value, clause.block, clause.span, why="a charge for the return or refund")


def _tiers(document: Document, context: Context) -> Iterator[Fact]:
    """A share that depends on when the buyer cancels ("7-13 days before: 50 %"): in one sentence, or row by row."""
    for clause in clauses_with(document, context, "says_share"):
        shares = _SHARE.findall(clause.text)
        ahead = clause.has("says_ahead") or clause.governing.any("says_ahead")
        follows = bool(clause.durations) and clause.said_before("says_ahead")
        if not shares or not (ahead or follows) or clause.about("payment", "shipping", "subscription", within=1):
            continue
        said = clause.has("governs_cancel", "return_words") or clause.governing.any("governs_cancel", "return_words")
        listed = clause.block.role == "item" or bool(clause.governed) or follows or len(shares) > 1
        if listed and (said or clause.about("cancel", within=2)):
            yield context.fact(
                "refund.fee", {"kind": "stated"}, clause.block, clause.span, confidence="medium", why="a share by time"
            )


def _fee(clause: Clause, none: bool) -> dict[str, JSON]:
    if none:
        return {"kind": "none"}
    percent = _PERCENT.search(clause.text) if "%" in clause.text else None
    if percent is not None and clause.eastern and len(set(_PERCENT.findall(clause.text))) > 1:
        return {"kind": "stated"}  # a share by time
    if percent is not None:
        return {"kind": "percent", "percent": float(percent.group(1).replace(",", "."))}
    amount = next((one for one in clause.money if _BOUND.match(clause.text, one.end) is None), None)
    if amount is not None:
        return {"kind": "fixed", "amount": amount.amount, "currency": amount.currency}
    return {"kind": "stated"}
