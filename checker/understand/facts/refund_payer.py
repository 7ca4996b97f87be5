"""Who pays to send goods back: the buyer, the shop, or one or the other by the cause."""

from __future__ import annotations

from collections.abc import Iterator
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
    from disputelint.checker.understand.lexicon import Hit

_THESE: Final = late(r"\b(?:cover|pay|bear) (?:for )?(?:these|this|that) (?:costs?|postage|fees?|shipping)\b")
_BEARS: Final = ("cover ", "pay ", "bear ")
_DUTY: Final = late(r"\bresponsible for (?:provid|ensur|check|enter|verif|giv|review|mak|the accuracy)")
_FREE_OF: Final = late(r"[a-z]-$|\b(?:hassle|worry|risk|stress|trouble) $")
# Postage that the shop claims from the buyer, and a way that it will tell of ("返送方法(着払い)をご案内します").
_CLAIMED: Final = late(
    r"送料[^。]{0,8}(?:ご?請求|申し受け|頂戴|頂きます|いただきます)"
    r"|着払い[^。]{0,16}場合[^。]{0,24}(?:差し?引|送料も?含め|ご?負担(?:いただ|頂|と)|ご?請求)"
)
_TOLD: Final = late(r"着払い[^。]{0,10}(?:ご?案内|お?知らせ|ご?連絡)")
_NOT_ASKED: Final = late(
    r"不(?:會|会)?(?:要求|讓|让|向)(?:您|消費者|消费者|買家|买家|顧客|顾客|客戶|客户)[^。]{0,6}(?:負擔|负担|承擔|承担|收取)"
)
_WHOLLY: Final = late(
    r"(?:負擔|负担|承擔|承担|收取)(?:任何)?(?:退貨|退货|退換貨|退换货|退回)?(?:的)?(?:運費|运费|費用|费用)"
)
_HEADED: Final = late(
    r"(?:返品|返送|交換).{0,8}送料|送料.{0,8}(?:返品|負担)|^[0-9. ]*送料・手数料$"
    r"|(?:반품|교환|반송|회수).{0,8}(?:배송비|배송료|택배비|운임|비용)|(?:退|换|換|寄回|返回).{0,6}(?:运费|運費|邮费|郵費|费用|費用)"
)
_BACK_COST: Final = late(r"(?:返品|返送|交換).{0,8}送料|送料.{0,8}(?:返品|返送)")
_LINE: Final = 60  # characters of a line that answers its heading
_OF_COST: Final = frozenset(("refund", "cost"))
# A parcel that is sent once more was not returned by choice.
_DENIED: Final = late(
    r"(?:不需要?|[无無毋]需|不用|不必|[无無毋][须須])(?:您|你|再|另外|[额額]外|自行)*(?:支付|[承负負][担擔]|付)"
)
_AGAIN: Final = late(
    r"再配達|再配送|受け?取り?(?:の|を)?(?:拒否|辞退)|(?:再次|重新|二次)(?:配送|派送|寄送|送貨|送货|发货|發貨|投遞)|재배송|재발송"
    r"|segund[oa] (?:envio|entrega)|(?:second|nouvel) envoi|erneute\w* (?:versand|zustell)|second[ao] (?:spedizione|consegna|invio)"
)
_NEAR: Final = 40  # characters between a remedy and the words that it costs nothing
_WHERE_DUE: Final = late(r"\b(?:where|if|when|as) applicable\b")  # "a prepaid label where applicable": not always
_OWED_UNLESS: Final = late(  # "Return shipping may apply unless the error is ours"
    r"\breturn (?:shipping|postage|delivery|freight)(?: (?:costs?|charges?|fees?))? (?:may|will|does|do)? ?appl(?:y|ies)\b[^.]{0,20}\b(?:unless|except)\b"
)
_WHOEVER: Final = late(  # "왕복 배송비는 원인 제공자 부담", "运费由责任方承担": either, by the cause
    r"원인 ?제공자(?:가|의|측|에서)? ?부담|귀책 ?(?:사유)?가 ?(?:있는|발생한) ?(?:쪽|측|편|분)(?:에서|이|의)? ?부담"
    r"|[由為为](?:責任|责任|過失|过失|過錯|过错)(?:方|者|一方)[^。]{0,6}(?:承擔|承担|負擔|负担|支付)"
)
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


def payers(document: Document, context: Context) -> Iterator[Fact]:
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
        named = named or (clause.eastern and (_headed(clause) or _HEADED.search(clause.governed) is not None))
        elsewhere = clause.about("privacy", "customs", "shipping", within=1)
        heads = (*clause.block.headings[-1:], clause.governed)
        if elsewhere and clause.eastern and any(_HEADED.search(head) for head in heads):
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
        if clause.eastern and _NOT_ASKED.search(clause.text):
            direct = "seller" if _WHOLLY.search(clause.text) else ""
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
    if clause.eastern and _WHOEVER.search(clause.text) is not None:
        return "depends"
    named = _named(clause.said)
    if not named and clause.language == "ja" and clause.about("refund", "fault", within=1) and clause.has("our_cost"):
        return "seller" if "負担" in clause.text else ""  # "送料は弊社が負担します" says the same of the way out
    return named


@lru_cache(maxsize=4096)
def _named(said: Said) -> str:
    """The party that words name for a cost, whatever it is the cost of."""
    buyer = said.has("return_shipping_buyer", "buyer_cost") and not _spared(said)
    ours = said.has("our_cost") and not (buyer and _lent(said)) and not (_of_sending(said) or _of_remedy(said))
    ours = ours and not _easy(said) and _WHERE_DUE.search(said.text) is None
    charged = bool(said.money) and said.has("says_fee")  # "a prepaid label: 3.49 is taken off the refund"
    free = said.has("return_shipping_seller") and not _easy(said, "return_shipping_seller")
    seller = (free or ours) and not charged
    if said.has("fault_words") and said.has("remedy_replacement") and not free:
        seller = seller and said.has("our_cost") and said.has("return_words")
    if seller and buyer:
        return "depends"
    return "seller" if seller else "buyer" if buyer else ""


def _spared(said: Said) -> bool:
    """Whether Chinese words for what the buyer pays are denied wherever they stand ("您无需承担运费")."""
    if not said.language.startswith("zh"):
        return False
    denied = [match.span() for match in _DENIED.finditer(said.text)]
    return bool(denied) and all(
        any(start < hit.end and hit.start < end for start, end in denied) for hit in said.scan.hits("buyer_cost")
    )


def _lent(said: Said) -> bool:
    """Whether the words for the shop's cost are but a part of those for the buyer's ("pris en charge par le client")."""
    theirs = said.scan.hits("buyer_cost")
    return all(any(b.start <= h.start and h.end <= b.end for b in theirs) for h in said.scan.hits("our_cost"))


def _easy(said: Said, concept: str = "our_cost") -> bool:
    """Whether what is free is not the postage ("hassle-free returns")."""
    return all(
        said.text.startswith("free", hit.start) and _FREE_OF.search(said.text, 0, hit.start) is not None
        for hit in said.scan.hits(concept)
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
