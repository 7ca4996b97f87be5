"""How a refund is paid: when, by which way, who pays the return postage, what is charged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import JSON, Confidence, Fact
from disputelint.checker.understand.facts.clauses import Clause
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.indexed import clauses_with
from disputelint.checker.understand.facts.refund_window import money_back
from disputelint.checker.understand.facts.said import Said
from disputelint.checker.understand.facts.spans import with_role

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document
    from disputelint.checker.understand.lexicon import Hit

_PERCENT: Final = late(r"(?<![0-9])([0-9]{1,3}(?:[.,][0-9]{1,2})?) ?%")
_SHARE: Final = late(r"(?<![0-9])[1-9][0-9]? ?%|[1-9](?:割|成)")  # of a price, less than all of it
_THESE: Final = late(r"\b(?:cover|pay|bear) (?:for )?(?:these|this|that) (?:costs?|postage|fees?|shipping)\b")
_BEARS: Final = ("cover ", "pay ", "bear ")
_DUTY: Final = late(r"\bresponsible for (?:provid|ensur|check|enter|verif|giv|review|mak|the accuracy)")
_FREE_OF: Final = late(r"[a-z]-$|\b(?:hassle|worry|risk|stress|trouble) $")
_PAID_WHEN: Final = late(r" (?:date|day|time|amount)\b")
_REFUND_OR: Final = late(r"\brefund,?(?: an?)?(?: exchange,?| replacement,?)?(?: or|,)(?: an?)? $")
_OR_REFUND: Final = late(r",?(?: an?)?(?: exchange,?| replacement,?)? or (?:an? )?(?:full |partial )?refund\b")
# Postage that the shop claims from the buyer, and a way that it will tell of ("返送方法(着払い)をご案内します").
_CLAIMED: Final = late(r"送料[^。]{0,8}(?:ご?請求|申し受け|頂戴|頂きます|いただきます)")
_TOLD: Final = late(r"着払い[^。]{0,10}(?:ご?案内|お?知らせ|ご?連絡)")
# What a buyer is asked to do: "ご指定の口座へお振込みください".
_PAID_IN: Final = late(r"振り?込み?(?:を|の(?:程|ほど))?(?:ください|下さい|お?願い|いただ[きく]|頂[きく])")
_HEADED: Final = late(
    r"(?:返品|返送|交換).{0,8}送料|送料.{0,8}(?:返品|負担)|^[0-9. ]*送料・手数料$"
    r"|(?:반품|교환|반송|회수).{0,8}(?:배송비|배송료|택배비|운임|비용)|(?:退|换|換).{0,6}(?:运费|運費|邮费|郵費|费用|費用)"
)
_BACK_COST: Final = late(r"(?:返品|返送|交換).{0,8}送料|送料.{0,8}(?:返品|返送)")
_TOLD_AT_ONCE: Final = late(r" (?:notify|inform|tell|let|contact|advise|e-?mail|update)\b")
_LONGEST: Final = 180
_LINE: Final = 60  # characters of a line that answers its heading
_OF_COST: Final = frozenset(("refund", "cost"))
# A parcel that is sent once more was not returned by choice.
_AGAIN: Final = late(
    r"再配達|再配送|受け?取り?(?:の|を)?(?:拒否|辞退)|(?:再次|重新|二次)(?:配送|派送|寄送|送貨|送货|发货|發貨|投遞)|재배송|재발송"
    r"|segund[oa] (?:envio|entrega)|(?:second|nouvel) envoi|erneute\w* (?:versand|zustell)|second[ao] (?:spedizione|consegna|invio)"
)
# "返品・交換に対応": goods are taken back as well.
_BOTH: Final = late(r"(?:返品|返金)(?:[・/、]|や|及び|および|または|又は|もしくは|と)交換(?:に|で)対応")
# What an amount only bounds: "返金金額が3万円未満:330円".
_BOUND: Final = late(r"\)? ?(?:\([^()]{1,6}\) ?)?(?:未満|以上|以下|超|まで|以内)")
_WAYS: Final = (
    ("original", "refund_original"),
    ("bank_transfer", "refund_bank"),
    ("store_credit", "refund_credit"),
    ("exchange_only", "exchange_only"),
)
# "14日以内は、理由を問わず返金", "14日を経過した後".
_FROM_WHEN: Final = late(r"(?:以内)?(?:は|であれば|なら|を?経過(?:した)?(?:後|場合))")
_OTHER_FEE: Final = late(r"(?:代引き?|代金引換|振り?込み?|決済|送料・[^。]{0,6})手数料|キャンセル料|解約手数料")
_OF_BANK: Final = late(r"(?:发卡|發卡)[^。,，]{0,12}收|카드사[^.]{0,12}수수료")
_HIGHEST: Final = 9  # levels over a clause
_NEAR: Final = 40  # characters between a remedy and the words that it costs nothing


_ASKED_IN: Final = late(r"[^。,，、]{0,8}(?:聯繫|联系|聯絡|联络|申請|申请|提出|可退)")
_TOLD_THEN: Final = late(r"(?:將|会|會|将)?(?:寄|發|发|以)[^。]{0,10}(?:通知|信|mail)")
_WHERE_DUE: Final = late(r"\b(?:where|if|when|as) applicable\b")  # "a prepaid label where applicable": not always
_OWED_UNLESS: Final = late(  # "Return shipping may apply unless the error is ours"
    r"\breturn (?:shipping|postage|delivery|freight)(?: (?:costs?|charges?|fees?))? (?:may|will|does|do)? ?appl(?:y|ies)\b[^.]{0,20}\b(?:unless|except)\b"
)
_ALLOW: Final = late(r"\ballow(?: for)?(?: us)? $")


_WAY_BACK: Final = (
    "返送",
    "회수",
    "반송",
    "반환",
    "왕복",
    "来回",
    "來回",
    "往返",
)  # what goes back, where no return is named


def find(document: Document, context: Context) -> Iterable[Fact]:
    """refund.processing_time, refund.method, refund.return_shipping_payer, refund.fee."""
    yield from _times(document, context)
    yield from _methods(document, context)
    yield from _payers(document, context)
    yield from _fees(document, context)


def _times(document: Document, context: Context) -> Iterator[Fact]:
    for span in with_role(document, context, "transfer"):
        duration = span.duration
        paid = span.clause.eastern and span.clause.about("payment", within=1)
        back = span.clause.has("return_words") or span.clause.governing.any("return_words")
        if paid and not back and not span.clause.about("refund", within=1):
            context.log.reject("refund.processing_time", span.clause.quote, "how long the buyer has to pay")
            continue
        behind = span.clause.text[duration.end : duration.end + 2] if span.clause.eastern else ""
        if behind.startswith("前") and behind != "前後":
            context.log.reject("refund.processing_time", span.clause.quote, "until when to cancel")
            continue
        days = duration.days_max
        if days is None and not span.clause.eastern and _ALLOW.search(span.clause.text[: duration.start]):
            days = duration.days_min  # "please allow at least seven days": what to reckon with
        if not span.clause.eastern and money_back(span):
            context.log.reject("refund.processing_time", span.clause.quote, "until when the money can be had back")
            continue
        if days is None or days > _LONGEST:
            context.log.reject("refund.processing_time", span.clause.quote, "no end, or too long for a transfer")
            continue
        if span.clause.about("privacy", "subscription", within=2):
            continue
        if "tracking" in span.clause.text and not span.clause.has("return_words"):
            context.log.reject("refund.processing_time", span.clause.quote, "how soon a parcel can be followed")
            continue
        if span.clause.language == "ja" and _FROM_WHEN.match(span.clause.text, duration.end):
            context.log.reject("refund.processing_time", span.clause.quote, "until or from when money is given back")
            continue
        if span.clause.language == "ja" and _PAID_IN.search(span.clause.text):
            context.log.reject("refund.processing_time", span.clause.quote, "how long the buyer has to pay")
            continue
        if duration.immediate and not _of_return(span.clause):
            context.log.reject("refund.processing_time", span.clause.quote, "something else is credited at once")
            continue
        if duration.immediate and _TOLD_AT_ONCE.match(span.clause.text, duration.end):
            context.log.reject("refund.processing_time", span.clause.quote, "how soon the buyer is told")
            continue
        if span.clause.language.startswith("zh") and _ASKED_IN.match(span.clause.text, duration.end):
            context.log.reject("refund.processing_time", span.clause.quote, "until when the buyer can ask for it")
            continue
        if span.clause.language.startswith("zh") and _TOLD_THEN.match(span.clause.text, duration.end):
            context.log.reject("refund.processing_time", span.clause.quote, "when the buyer is told of it")
            continue
        if duration.unit == "fixed" and span.clause.has("refuses"):
            context.log.reject("refund.processing_time", span.clause.quote, "it is denied")
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
            confidence=span.confidence,
            why=f"time of the refund: {span.why}",
        )


def _returns(clause: Clause) -> bool:
    return (
        clause.has("return_words", "governs_transfer")
        or clause.governing.any("return_words")
        or clause.about("refund", "money_back", within=2)
    )


def _methods(document: Document, context: Context) -> Iterator[Fact]:
    wordings = ("refund_original", "refund_bank", "refund_credit", "exchange_only", "refund_method_original")
    for clause in clauses_with(document, context, *wordings):
        if not _returns(clause) or clause.about("privacy", within=1):
            continue
        paying = clause.about("payment", within=2) and not clause.about("refund", within=1)
        if clause.eastern and not clause.has("return_words") and (paying or _PAID_IN.search(clause.text)):
            context.log.reject("refund.method", clause.quote, "how the buyer pays")
            continue
        found = _ways(clause.said)
        if not found:
            continue
        value = (
            found[0] if len(found) == 1 and not (found == ("store_credit",) and _or_refund(clause.said)) else "mixed"
        )
        yield context.fact("refund.method", value, clause.block, clause.span, why="says how the money goes back")


@lru_cache(maxsize=4096)
def _ways(said: Said) -> tuple[str, ...]:
    """The ways in which words say that money goes back; none where they say so of none."""
    found = [name for name, concept in _WAYS if said.has(concept)]
    if "original" in found and _dated(said):
        found.remove("original")
    if "exchange_only" in found and _BOTH.search(said.text) is not None:
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
        return ()
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


def _payers(document: Document, context: Context) -> Iterator[Fact]:
    """Who pays return postage; one statement for the page, because causes are told in several sentences."""
    said: list[tuple[Clause, str, bool]] = []
    parties = ("our_cost", "buyer_cost", "return_shipping_seller", "return_shipping_buyer")
    for clause in clauses_with(document, context, *parties):
        named = (
            clause.has("return_words")
            or clause.governing.any("return_words")
            or any(word in clause.text for word in _WAY_BACK)
        )
        named = named or _of_these(clause.text) or (not clause.eastern and clause.reach[1] >= _OF_COST)
        named = named or _of_these(clause.text) or (clause.eastern and _headed(clause))
        elsewhere = clause.about("privacy", "customs", "shipping", within=1)
        if elsewhere and clause.eastern and any(_HEADED.search(head) for head in clause.block.headings[-1:]):
            elsewhere = False  # "반품 배송비", "退货运费": its heading names postage, that of returns
        if not named and (elsewhere or not clause.about("refund", "fault", within=3)):
            continue
        if clause.has("uncollected") and clause.elsewhere:
            continue  # a parcel that came back by itself
        if not clause.eastern and clause.has("governs_cancel") and not clause.has("return_words"):
            continue  # "you can cancel at no charge"
        if not named and clause.money and clause.has("shipping_words"):
            continue  # "shipping from 4.99, free from 50" on every page of the shop
        again = not clause.text.isascii() and _AGAIN.search(clause.text) is not None
        direct = "" if again or (clause.eastern and clause.has("uncollected")) else _direct(clause)
        if clause.eastern and "送料無料" in clause.text and not named:
            continue  # of the way out
        if clause.eastern and not again and (_CLAIMED.search(clause.text) or _TOLD.search(clause.text)):
            direct = "buyer" if _CLAIMED.search(clause.text) else ""
        if direct:
            said.append((clause, direct, _limited(clause)))
    if not said:
        return
    payers = {party for _, party, _ in said}
    caused = any(limited for _, _, limited in said)
    unlimited = [party for _, party, limited in said if not limited]
    if len(payers) > 1 or "depends" in payers:
        value, why = "depends", "the buyer pays in one case, the shop in another"
    elif caused and not unlimited:
        value, why = ("depends" if payers == {"buyer"} else said[0][1]), "said of one cause only"
    else:
        value, why = said[0][1], "said without condition"
    best = next((entry for entry in said if entry[1] == value or value == "depends"), said[0])
    confidence: Confidence = "medium" if caused and len(payers) == 1 else "high"
    clause = best[0]
    yield context.fact("refund.return_shipping_payer", value, clause.block, clause.span, confidence=confidence, why=why)


def _headed(clause: Clause) -> bool:
    """Whether the heading right above is "返品送料"."""
    return any(_BACK_COST.search(heading) is not None for heading in clause.block.headings[-1:])


@lru_cache(maxsize=4096)
def _of_these(text: str) -> bool:
    """Whether somebody pays "these costs", which were named before."""
    return any(word in text for word in _BEARS) and _THESE.search(text) is not None


def _direct(clause: Clause) -> str:
    """The party a sentence names for the cost of sending back; "" when it names none."""
    costs = clause.has("return_cost_words") or clause.governing.any("return_cost_words")
    costs = costs or (_of_these(clause.text) and clause.said_before("return_cost_words"))
    costs = costs or (
        clause.language == "ja"
        and clause.has("return_words", "change_of_mind")
        and clause.said_before("return_cost_words")
    )
    # "Return costs", and right under it "paid by the buyer"
    costs = costs or (not clause.eastern and len(clause.text) <= _LINE and clause.reach[1] >= _OF_COST)
    costs = costs or (clause.eastern and any(_HEADED.search(h) for h in (*clause.block.headings[-1:], clause.governed)))
    if costs and not clause.eastern and _OWED_UNLESS.search(clause.text) is not None:
        return "depends"
    if not costs or ("responsible" in clause.text and _DUTY.search(clause.text) is not None):
        return ""
    named = _named(clause.said)
    if not named and clause.language == "ja" and clause.about("refund", "fault", within=1) and clause.has("our_cost"):
        return "seller" if "負担" in clause.text else ""  # "送料は弊社が負担します" says the same of the way out
    return named


@lru_cache(maxsize=4096)
def _named(said: Said) -> str:
    """The party that words name for a cost, whatever it is the cost of."""
    buyer = said.has("return_shipping_buyer", "buyer_cost")
    ours = said.has("our_cost") and not (buyer and _lent(said)) and not (_of_sending(said) or _of_remedy(said))
    ours = ours and not _easy(said) and _WHERE_DUE.search(said.text) is None
    charged = bool(said.money) and said.has("says_fee")  # "a prepaid label: 3.49 is taken off the refund"
    seller = (said.has("return_shipping_seller") or ours) and not charged
    if said.has("fault_words") and said.has("remedy_replacement") and not said.has("return_shipping_seller"):
        seller = seller and said.has("our_cost") and said.has("return_words")
    if seller and buyer:
        return "depends"
    return "seller" if seller else "buyer" if buyer else ""


def _lent(said: Said) -> bool:
    """Whether the words for the shop's cost are but a part of those for the buyer's ("pris en charge par le client")."""
    theirs = said.scan.hits("buyer_cost")
    return all(any(b.start <= h.start and h.end <= b.end for b in theirs) for h in said.scan.hits("our_cost"))


def _easy(said: Said) -> bool:
    """Whether what is free is not the postage ("hassle-free returns")."""
    return all(
        said.text.startswith("free", hit.start) and _FREE_OF.search(said.text, 0, hit.start) is not None
        for hit in said.scan.hits("our_cost")
    )


def _of_sending(said: Said) -> bool:
    """Whether what is free is the way to the buyer ("easy returns, free shipping over 100")."""
    back = said.scan.hits("return_words")
    free = [
        hit
        for hit in said.scan.hits("says_free_shipping")
        if not any(hit.start <= b.start and b.end <= hit.end for b in back)
    ]
    return bool(free) and all(
        any(f.start <= h.start and h.end <= f.end for f in free) for h in said.scan.hits("our_cost")
    )


def _of_remedy(said: Said) -> bool:
    """Whether what is free is the replacement that is sent out ("te enviamos otro sin coste")."""
    if said.eastern or not said.has("remedy_replacement"):
        return False
    remedies, costs = said.scan.hits("remedy_replacement"), said.scan.hits("return_cost_words")
    return all(
        any(
            0 <= hit.start - remedy.end <= _NEAR
            and not any(remedy.start - 2 * _NEAR < c.end and c.start < hit.start and not _one(c, hit) for c in costs)
            for remedy in remedies
        )
        for hit in said.scan.hits("our_cost")
    )


def _one(one: Hit, other: Hit) -> bool:
    """Whether two hits share a place."""
    return one.start < other.end and other.start < one.end


def _limited(clause: Clause) -> bool:
    return clause.has("fault_words", "change_of_mind") or clause.about("fault", within=2)


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
