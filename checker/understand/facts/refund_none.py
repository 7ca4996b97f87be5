"""refund.none and refund.exclusions: refusing returns in general, or for some goods and cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Confidence, Fact
from disputelint.checker.understand.facts.clauses import Clause, is_item
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.indexed import clauses_with
from disputelint.checker.understand.facts.refund_faults import REASON_AFTER
from disputelint.checker.understand.facts.refund_window import windows

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document
    from disputelint.checker.understand.facts.spans import Span
    from disputelint.checker.understand.lexicon import Hit

_REASON_BEFORE: Final = late(
    r"^(?:as|with|being|given|since|because|selling|dealing)\b[^,;.]{0,60}$|"
    r"\b(?:because|since|as|weil|da|car|comme|puisque|porque|como|poiche|siccome|omdat|aangezien) (?:all|our|we|every|each|they|wir|unsere|alle|nous|nos|tous|todos|nuestros|vendemos|tutti|i nostri|onze|wij)\b[^.]{0,30}$"
    r"|\b(?:due to|owing to|given|because of|on account of|aufgrund|wegen|en raison d\w*|compte tenu d\w*|debido a\w*|dada|a causa d\w*|vanwege|gezien|devido a\w*)\b[^.,;]{0,50}$"
)
# "由于数字产品的特殊性,...", "本店商品皆为定制": what all goods are, and why none is taken back.
_REASON_CHINESE: Final = late(
    r"(?:^|[,。;])(?:由[于於]|因[为為]?|[鉴鑒基][于於])[^。,;质質量瑕]{0,12}$|(?:皆|均|都|全部|一律)[为為是属屬][^。,;]{0,4}$"
)
# A sentence that opens with why ("al tratarse de piezas a medida, no se aceptan ...") names no goods before its refusal.
_WHY: Final = late(
    r"^(?:debido a|al (?:ser|tratarse)|dado que|dados? |puesto que|ya que|como (?:nuestr|noss|tod)|por (?:serem|se tratar|tratarse)"
    r"|tratando-se|devido a|da (?:unsere|alle|wir|jed|es sich)|aufgrund|wegen|comme (?:nos|tous|toutes)|etant donne|puisque"
    r"|en raison|compte tenu|poiche|siccome|dato che|trattandosi|essendo|omdat|aangezien|vanwege|gezien)"
)

_BUT: Final = late(r"[,;.] (?:but|however)\b")  # what comes then limits no refusal
# "All sales are final unless otherwise required by law": what any refusal is limited by.
_NOUN_BEFORE: Final = late(
    r"\b(?:di|dei|degli|su|d.|des?|del?|en|of|on|for|de|em|dos?|das?|van|op|von|bei|auf) ?"
    r"(?:prodott|articol|capi\b|articles?|produits?|pieces?|articulos?|prendas?|productos?|produtos?|artigos?|pecas?|producten|items?|goods)\w* (?:\w+ )?$"
)
# What is refused is a report or a request, because it came too late.
_REPORTED_LATE: Final = late(
    r"^[^,;]{0,40}\b(?:segnalazion|richiest|reclam|solicit|demande|meldung|reklamation|melding|verzoek|aanvra|antrag|pedid)\w*\b[^.;]{0,60}"
    r"\b(?:oltre|fuori|fuera del?|fora d[eo]|hors|apres ce|passe ce|nach ablauf|nach dieser|verspatet|na deze|na die|te laat|apos esse|despues de ese)\b"
    r"|\b(?:passe ce delai|nach ablauf dieser frist|na deze termijn|trascorso tale termine|pasado (?:ese|este) plazo|apos esse prazo)\b[^.;]{0,60}"
    r"\b(?:segnalazion|richiest|reclam|solicit|demande|meldung|reklamation|melding|verzoek|aanvra|antrag|pedid)\w*"
)
_BY_LAW: Final = late(
    r"(?:unless|except)(?: as| where| when| if)?(?: otherwise)?(?: \w+){0,2} (?:required|mandated|provided|stated|noted|specified|agreed)\b"
)
# "No refund unless the item is clearly defective": of a general refusal faults are always excepted.
_UNLESS_FAULTY: Final = late(
    r"\b(?:unless|except|other than)\b[^.;]{0,50}\b(?:def+ecti?\w*|fault\w*|damaged?|broken|wrong (?:item|product|order|goods)|incorrect|our (?:error|mistake|fault))\b"
)
# "We take nothing back, if there is a problem please write to us"
_THEN_ASK: Final = late(
    r"if [^.]{4,80}?,? (?:please |kindly |do |just )+(?:contact|e-?mail|write|call|get|let|reach|message)\b"
)
# "once the trial ends and a payment is processed, all payments are final"
_ONCE_PAID: Final = late(
    r"once the (?:free )?(?:trial|payment|purchase|sale|transaction|order (?:is|has been) (?:placed|confirmed|made))\b"
)
_TERMS: Final = late(r"\bterms\b[^.]{0,40}\bexclud\w+ (?:any|all|other) (?:\w+ )?terms\b")
# "We do not do direct exchanges: return the first and order the other"
_NO_SWAP: Final = late(
    r"\b(?:do not|don.t|cannot|can.t|unable to|not) (?:currently )?(?:offer|process|provide|do|accept|handle|make) (?:any )?(?:direct|straight|like-for-like|even) exchanges?\b"
)
_EXCEPTED: Final = late(
    r"\b(?:make|grant|allow|consider|request\w*|qualif\w+ for|ask for) (?:an? |any |some )?exceptions?\b"
)
# "no changes of address": of data, not of goods
_OF_DATA: Final = late(
    r"\b(?:cambios?|trocas?|cambi|modific\w+) (?:de|del|di|do|da) (?:la |su |il )?"
    r"(?:direcc|domicil|destin|enderec|morada|indirizz|datos|dados|fecha|data\b|nombre|nome\b|horari)"
)
_IN_CASE: Final = late(
    r"(?:がある|がない|でない|(?:て|で)い(?:る|ない)|した|された|になった|等の|などの)場合(?:に|、)?は"
)
_CANCELS: Final = late(r"^[^(返]{0,40}(?:キャンセル|取り?消し?)(?:等)?[はも][^(返]{0,12}(?:でき|出来|お?受け|承)")
_SOME_KO: Final = late(
    r"(?:제작|맞춤|세일|할인|특가|이벤트|식품|신선|냉장|냉동|위생|속옷|화장품|개봉|예약|각인|수제|음반|도서|디지털|커스텀)[^.]{0,12}(?:은|는|의? ?경우)[^.]{0,14}변심"
)
_CANCELS_KO: Final = late(
    r"^[^반교환]*취소[가는은이를]? ?(?:불가|어렵|되지|안 ?되|할 ?수 ?없)[^.]*(?:수령|받으신|받은|배송)[^.]{0,10} ?후?[^.]{0,6}반품해"
)
_LEADS: Final = late(r"(?:以下|下記|次)の[^。]{0,16}場合(?:に)?は[^。]{0,60}。?$")
_HEADED: Final = late(r"返品|返金|お客様(?:の)?(?:ご)?都合")
_BARE: Final = 24  # characters of a line that says no more than "not possible"
_PAID_BACK: Final = late(r"全額(?:を)?(?:ご?返金|払い?戻し)(?:し|いた|致|させ)")
_FOR_REASON: Final = late(r"を理由と(?:する|した|して)")
_NOW_AND_THEN: Final = late(r"[^。]{0,3}(?:場合|商品|製品|もの|こと)(?:が|も)(?:ござい|あり)")
_THEN: Final = late(r"(?:なお|但し|ただし)?、?(?:この|その|上記の)場合")
_TOO_SMALL: Final = late(r"(?:金額|額)が[^。]{0,12}手数料[^。]{0,6}(?:満たない|下回る|以下)")
_NOT_TAKEN: Final = late(r"受け?取り?(?:の|を)?(?:拒否|辞退)[はも]")
_NOW: Final = late(r"場合(?:が|も)(?:ござい|あり)")
_DAYS_AHEAD: Final = late(r"[0-9]日前|当日|前日|無断")
_BY_DAY: Final = late(r"(?:[0-9]日前|当日|前日)[^。]{0,12}[:：]?[^。]{0,8}返金")
_EXCEPTED_CASE: Final = "場合を除き"  # what stands before it is what the refusal does not hold for
_OTHER_THAN_FAULT: Final = late(
    r"(?:不良|欠陥|不備|誤配送?|誤送|誤発送|破損|瑕疵|ミス|間違い)(?:品|時|等|など|の場合)?以外"
)
_OTHERWISE: Final = late(r"(?:それ|上記|これら?|不良品)以外")
_IN_PART: Final = late(
    r"全額(?:を)?返金|料金の[0-9]{1,3} ?%|[0-9]{1,2} ?%(?:を)?返金"
)  # in the same sentence as the refusal
_TOLD: Final = 2  # days in which faults are to be told; nobody who takes nothing back gives them to change one's mind
_EXCHANGED: Final = late(r"\bexchang\w*")
_TAKEN_BACK: Final = late(r"\b(?:returns?|returned|returning|refund\w*|money)\b")
_SOME_BUYERS: Final = late(
    r"\b(?:eu|e\.u\.|european union|eea|uk)\b[^.]{0,24}\b(?:customers?|consumers?|residents?|buyers?|orders?|law)\b"
    r"|\b(?:customers?|consumers?|residents?|orders?|buyers?|shipped|live|based|reside\w*|purchas\w+)\b[^.]{0,24}\b(?:eu|european union|eea|uk)\b"
)
_COLLECT: Final = late(r"(?:着払い|元払い|ご?連絡の?(?:ない|無い)|無断)(?:で|による)?の?[^。、]{0,6}(?:返品|返送)")
_ABROAD: Final = late(r"欧州連合|欧州経済|EU ?(?:域内|加盟|圏|内|諸国)|(?i:\beu) ?(?:域内|加盟|圏)")
_FEE: Final = ("费", "費", "定金", "訂金", "订金", "押金", "수수료", "설치비", "보험료", "예약금", "계약금", "보증금")
_SAYS: Final = late(r"(?:ます|ください|下さい)。?$")  # a sentence of its own, no item of a list


def find(document: Document, context: Context) -> Iterable[Fact]:
    """Refusals, general ones as `refund.none`, limited ones as `refund.exclusions`."""
    general, _ = windows(document, context)
    offered = any(
        span.confidence != "low"
        and span.duration.limit != "least"
        and (span.role != "report" or span.clause.eastern)
        and not (span.clause.language == "ja" and span.clause.has("withdrawal_right"))  # of sales at the door
        and not _of_few(span)
        for span in general
    )
    refusing = ("says_no_refunds", "refuses", "cannot", "voucher_terms")
    for clause in clauses_with(document, context, *refusing, under="exclusions", within=2):
        if clause.about("privacy", within=3):
            continue
        refused = tuple(_none(clause, context, offered)) if _refuses_all(clause) else ()
        yield from refused
        if not refused or clause.about("exclusions", within=1):
            yield from _exclusion(clause, context)


def _of_few(span: Span) -> bool:
    """Whether a window beside a refusal is no offer to everybody: hours to tell of a fault, or the right of some buyers."""
    if span.clause.eastern:
        return any(_ABROAD.search(said) for said in (span.clause.text, *span.clause.block.headings[-1:]))
    days = span.duration.days_max
    told = days is not None and days <= _TOLD and not span.clause.has("change_of_mind")
    exchanged = _EXCHANGED.search(span.clause.text) is not None and _TAKEN_BACK.search(span.clause.text) is None
    return told or exchanged or _SOME_BUYERS.search(span.clause.text) is not None


def _of_some_goods(clause: Clause) -> bool:
    """Whether changing one's mind is refused for goods of a kind ("resi per ripensamento di prodotti personalizzati")."""
    return not clause.eastern and any(
        _NOUN_BEFORE.search(clause.text, 0, hit.start) is not None for hit in clause.scan.hits("limited_subject")
    )


def _refuses_all(clause: Clause) -> bool:
    if clause.has("says_no_refunds"):
        return True
    if clause.language == "ja" and clause.piece.lists:
        return False  # "返品をお受けできないケース", which the next lines name
    # A row "Returns: not possible" says it with its label.
    if clause.language == "ja" and _NOW.search(clause.text):
        return False
    short = len(clause.text) <= 40 and clause.number == 0 and clause.has("refuses") and not clause.case
    if short and clause.language == "ja" and not clause.governed:  # "■返品" and "不可" in the line below
        headed = bool(clause.block.headings) and _HEADED.search(clause.block.headings[-1]) is not None
        return headed and len(clause.text) <= _BARE and not clause.durations and "場合" not in clause.text
    return (
        short
        and bool(clause.governed)
        and clause.governing.any("return_words", "change_of_mind")
        and not clause.durations
    )


def _none(clause: Clause, context: Context, offered: bool) -> Iterator[Fact]:
    if not clause.eastern and _OF_DATA.search(clause.text) is not None:
        context.log.reject("refund.none", clause.quote, "changes of data, not of goods", True)
        return
    refusals = clause.scan.hits("says_no_refunds")
    end = min((hit.end for hit in refusals), default=0)
    excepted = clause.text.rfind(_EXCEPTED_CASE) if clause.language == "ja" else -1
    begin = excepted + len(_EXCEPTED_CASE) if excepted >= 0 else 0
    if clause.language == "ja" and (other := _OTHER_THAN_FAULT.search(clause.text)):
        begin = max(begin, other.end())
    # The Chinese name of the right to return says "without reason": what it does not hold for is some goods.
    minds = clause.has("change_of_mind") and clause.language[:2] != "zh" and not _of_some_goods(clause)
    begun = min((hit.start for hit in refusals), default=0)
    fault = _UNLESS_FAULTY.search(clause.text, begun) if refusals and not clause.eastern else None
    limited = not minds and any(
        hit.start >= begin
        and (fault is None or hit.start < fault.start())
        and not _reason(clause.text, hit)
        and not (refusals and _opens_with_why(clause.text, hit, min(one.start for one in refusals)))
        and _BY_LAW.match(clause.text, hit.start) is None
        and not (refusals and _BUT.search(clause.text, end, max(end, hit.start)))
        and _ONCE_PAID.match(clause.text, hit.start) is None
        and not (refusals and hit.start > end and _THEN_ASK.match(clause.text, hit.start))
        for hit in clause.scan.hits("limited_subject")
    )
    if limited and clause.language == "ja" and _OTHERWISE.match(clause.text) and clause.said_before("fault_words"):
        limited = False  # "それ以外の返品": than the faulty goods of the sentence before
    limited = limited or (clause.language == "ko" and _SOME_KO.search(clause.text) is not None)
    limited = limited or (
        clause.language == "ja"
        and not clause.has("change_of_mind")
        and _IN_CASE.search(clause.text[begin : end or None]) is not None
    )
    limited = limited or (clause.language == "ja" and _IN_PART.search(clause.text) is not None)
    limited = limited or (clause.language == "ja" and (_sometimes(clause, end) or _of_row(clause)))
    if limited:
        context.log.reject("refund.none", clause.quote, "said of some goods or cases only", True)
        return
    if clause.language == "ja" and clause.has("says_cancel") and not _of_returns(clause):
        context.log.reject("refund.none", clause.quote, "about cancelling an order, not about returns", True)
        return
    if (
        clause.language != "ja"
        and clause.durations
        and clause.has("governs_cancel")
        and not clause.has("withdrawal_right")
    ):
        context.log.reject("refund.none", clause.quote, "said of cancelling too late", True)
        return
    own = minds and not is_item(clause)  # a sentence that says itself that changing one's mind is no reason
    if not own and any("exclusions" in level and "refund" not in level for level in clause.levels[:1]):
        context.log.reject("refund.none", clause.quote, "one item of a list of exclusions", True)
        return
    if offered:
        context.log.reject("refund.none", clause.quote, "the page states a return window", True)
        return
    confidence: Confidence = (
        "high" if clause.about("refund", "cancel", within=2) or clause.has("change_of_mind") else "medium"
    )
    yield context.fact(
        "refund.none", True, clause.block, clause.span, confidence=confidence, why="returns are refused in general"
    )


def _of_row(clause: Clause) -> bool:
    """Whether the label of a short Japanese value names the goods that it refuses ("開封済み・食品 | 返品不可")."""
    named = clause.governing.any("limited_subject") and not clause.governing.any("return_words")
    return named and len(clause.text) <= _BARE and bool(clause.governed)


def _sometimes(clause: Clause, end: int) -> bool:
    """Whether a Japanese refusal holds now and then, or from some day before an event on ("当日キャンセル:返金不可")."""
    if _NOW_AND_THEN.match(clause.text, end) is not None or _THEN.match(clause.text) is not None:
        return True
    if "日割" in clause.text or _COLLECT.search(clause.text) is not None:
        return True  # "着払いでの返品はお受けできません": how not to send
    if _NOT_TAKEN.search(clause.text[:end] if end else clause.text) is not None:
        return True  # "受取辞退はお断り": a parcel, not a return
    if _FOR_REASON.search(clause.text[:end] if end else clause.text) is not None:
        return True
    return is_item(clause) and not clause.has("change_of_mind") and _DAYS_AHEAD.search(clause.text) is not None


def _of_returns(clause: Clause) -> bool:
    if clause.has("return_words") or clause.governing.any("return_words"):
        return True
    return clause.about("refund", within=1) and not clause.about("cancel", within=1)


def _reason(text: str, hit: Hit) -> bool:
    """Whether the goods named are why nothing at all is taken back ("生鮮品のため", "as all our goods are ...")."""
    return REASON_AFTER.match(text[hit.end : hit.end + 20]) is not None or (
        _REASON_BEFORE.search(text[max(0, hit.start - 60) : hit.start]) is not None
        or _REASON_CHINESE.search(text[max(0, hit.start - 20) : hit.start]) is not None
    )


def _opens_with_why(text: str, hit: Hit, refusal: int) -> bool:
    """Whether the goods named stand in a reason that opens the sentence, parted by a comma from what it refuses."""
    return hit.end <= refusal and _WHY.match(text) is not None and "," in text[hit.end : refusal]


def _no_goods(clause: Clause, context: Context, listed: bool) -> str:
    """Why a clause on what is refused names no goods that are not taken back; "" when it may."""
    text = clause.text
    cancels = context.language == "ja" and _CANCELS.match(text) is not None
    cancels = cancels or (clause.language == "ko" and _CANCELS_KO.search(text) is not None)
    if clause.has("says_cancel", "governs_cancel") and (cancels or not clause.has("return_words")):
        return "about cancelling an order, not about returns"
    if "terms" in text and _TERMS.search(text) is not None:
        return "other terms, no goods"
    if "exchange" in text and _NO_SWAP.search(text) is not None:
        return "no exchange by itself, no goods"
    if "exception" in text and _EXCEPTED.search(text) is not None:
        return "an exception in the buyer's favour"
    if clause.has("voucher_terms"):
        return "what a voucher is good for"
    if not clause.eastern and _REPORTED_LATE.search(text) is not None:
        return "reports that come too late, no goods"
    if context.language == "ja" and _TOO_SMALL.search(text):
        return "an amount that is not worth a transfer"
    if context.language == "ja" and _PAID_BACK.search(text):
        return "the money is given back"
    if _sends_not(clause) and not listed:
        return "what is not sent, no goods that are not taken back"
    if clause.language == "ko" and clause.faulty and clause.durations and not clause.about("exclusions", within=1):
        return "until when a fault can be told"
    if not listed and clause.language[:2] in ("ko", "zh") and clause.has("uncollected"):
        return "a parcel that could not be handed over, no goods"
    if clause.has("only_if"):
        return "accepted under a condition, not refused"
    return "what cancelling costs by the day" if _cancels_by_day(clause) else ""


def _exclusion(clause: Clause, context: Context) -> Iterator[Fact]:
    listed = clause.about("exclusions", within=2 if is_item(clause) else 1)
    listed = listed and not clause.governing.any("accepted_cases")
    if clause.quote.endswith((":", "：")) or (not clause.text.isascii() and _LEADS.search(clause.text)):
        return  # the lead-in of a list, not one of its items
    about = clause.has("return_words") or clause.governing.any("return_words")
    about = about or clause.about("refund", "warranty", within=2)
    about = about or (clause.language == "ja" and listed and is_item(clause) and clause.about("fault", within=2))
    about = about or (clause.language == "ja" and "対象外" in clause.text and clause.about("fault", within=2))
    about = about or (not clause.eastern and clause.has("cannot") and clause.said_before("withdrawal_right"))
    if not about or clause.about("privacy", within=1) or (clause.elsewhere and not clause.has("return_words")):
        return
    if why := _no_goods(clause, context, listed):
        context.log.reject("refund.exclusions", clause.quote, why)
        return
    of_row = clause.language == "ja" and _of_row(clause)
    if clause.has("cannot") and (clause.has("limited_subject", "return_exclusions") or listed or of_row):
        if clause.has("says_no_refunds") and not clause.has("limited_subject") and not of_row:
            return
        costs = clause.has("return_cost_words") and not clause.has("return_exclusions") and not _goods(clause)
        if costs or _fees_only(clause):
            context.log.reject("refund.exclusions", clause.quote, "about costs, not goods")
            return
        yield context.fact("refund.exclusions", clause.quote, clause.block, clause.span, why="goods or cases refused")
    elif (
        listed
        and len(clause.quote) > 3
        and (clause.number == 0 or is_item(clause))
        and _SAYS.search(clause.text) is None
        and (is_item(clause) or not clause.has("no_step", "says_procedure"))
    ):
        yield context.fact(
            "refund.exclusions",
            clause.quote,
            clause.block,
            clause.span,
            confidence="medium",
            why="listed under exclusions",
        )


def _sends_not(clause: Clause) -> bool:
    """Whether a Korean or Chinese sentence says what is not delivered, under a heading that names returns besides."""
    east = clause.language[:2] in ("ko", "zh")
    return east and clause.has("shipping_words", "governs_handling") and not clause.has("return_words", "fault_words")


def _cancels_by_day(clause: Clause) -> bool:
    """Whether an item of a Japanese list says what is given back from some day on ("開始前日以降:返金不可")."""
    return (
        clause.language == "ja"
        and is_item(clause)
        and "返品" not in clause.text
        and _BY_DAY.search(clause.text) is not None
    )


def _fees_only(clause: Clause) -> bool:
    """Whether all that a Korean or Chinese sentence refuses to give back are fees ("手续费不予退还")."""
    if clause.language[:2] not in ("ko", "zh") or clause.has("return_exclusions"):
        return False
    hits = clause.scan.hits("limited_subject")
    return bool(hits) and all(clause.text.endswith(_FEE, 0, hit.end) for hit in hits)


def _goods(clause: Clause) -> bool:
    hits = [h for h in clause.scan.hits("limited_subject") if clause.text[h.start : h.end] != "unless"]
    costs = clause.scan.hits("return_cost_words")
    return any(not any(c.start < h.end and h.start < c.end for c in costs) for h in hits)
