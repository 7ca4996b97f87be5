"""refund.conditions, refund.procedure, refund.defective_items: what to return, how, and what is done about faults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import JSON, Confidence, Fact
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.clauses import Clause, is_item
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.indexed import clauses_with
from disputelint.checker.understand.facts.refund_faults import UNHURT, of_the_buyer
from disputelint.checker.understand.facts.refund_window import window_places, windows
from disputelint.checker.understand.facts.said import Said, said
from disputelint.checker.understand.facts.spans import Span
from disputelint.checker.understand.facts.statements import Statement, stated
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_HEADINGS: Final = frozenset(("refund", "return_procedure", "fault"))
_AFTERWARDS: Final = late(
    r"手続き?(?:は|が)(?:ありません|ございません|不要|必要(?:あり|ござい)ません)|後の(?:お?手続き|対応)|手続きが?完了|^本サービスは|^日程変更|納期(?:を|の)|返品不可|(?:ご?連絡(?:して|いたし|致し)(?:おり|て)?|お伝え(?:し|いたし|致し))ます|ご?請求(?:申し|させ|いた|致)|場合は、?往復"
)
_OF_PART: Final = late(r"のみの?(?:ご?返品|交換|返金)")
_TOLD_ELSEWHERE: Final = late(r"(?:詳細|詳しく|詳しい)[^。]{0,20}(?:ご?確認|ご覧|参照)")
_OF_MEMBER: Final = late(r"休会|退会|月謝")
_OF_PLAN: Final = late(r"プラン変更|休会|退会")  # the label of what a member does
_BY_BUYER: Final = late(
    r"^[^。]{0,8}(?:お客様|ご利用者|利用者)(?:側)?の(?:故意|過失|不注意|お?取り?扱い|責(?:任|め)?)[^。]{0,12}(?:による|により|で|の場合)|お客様側の(?:ご)?(?:事情|都合)(?:で|により)"
)
_NOTION: Final = late(
    r"概念|交換品が(?:なく|ない|無)|不具合ではない|対象外|取り?扱い品|状態の(?:もの|商品|品)(?:に|と|を|で|は)"
)  # there are none, or they are none
_TOO_LATE: Final = late(r"過ぎ(?:た|て|ます)[^。]{0,50}(?:できない|出来ない|できません|かね|対象外)")
_STATE: Final = late(r"開封|使用|着用|タグ|付属|箱|状態|お客様|到着後|以内")  # of goods, or when to return
_CANCELLED: Final = late(r"キャンセル(?:が|は|を|も)?(?:でき|可能|お受け|承)")
_BACK: Final = late(r"返品|返金|返送|交換|未使用|未開封")
_ASKS: Final = late(r"(?:問い?合わ?せ|連絡先|サポート)")  # the row of where to ask
_TITLE: Final = late(r"(?:について|に関して|対応)$")
_UNLESS: Final = late(r"\b(?:unless|except)\b", re.I)
_INTRODUCES: Final = late(
    r"^(?:here.?s|here is|this (?:page|policy|section)|below,?|learn|find out|read)\b[^.]{0,60}\bhow\b"
    r"|^how to (?:return|exchange|query|report|claim|request|start)\b(?!.*\b(?:e-?mail|contact|send|write|call|must|please|will)\b)[^.;:]{0,90}\.?$"
)
_TITLED_TERMS: Final = late(r" (?:polic(?:y|ies)|terms|conditions|page|section|statement|document)\b")
_LIABLE: Final = ("responsible", "liable", "accountable")
_NOT_LIABLE: Final = late(rf"\bnot(?: be)?(?: held)? (?:{'|'.join(_LIABLE)})\b")
_COLUMN: Final = 8  # characters of what heads a column, and asks for nothing
_MISTYPED: Final = late(
    r"(?:アドレス|住所|番号|入力|ご?記入|ご?登録|注文情報|お客様情報|申込内容)[^。]{0,14}(?:間違|不備|誤)|(?:名義|者名|お名前|氏名)[^。]{0,16}(?:異な|違)"
)  # by the buyer
_INVOICE: Final = late(r"發票|发票")
_SENT_BACK: Final = late(r"退貨|退货|換貨|换货|退換|退换|退回|商品[^。]{0,8}寄回")
_CONDITIONS: Final = Statement(
    "refund.conditions",
    says=("says_conditions",),
    hints=("hints_conditions",),
    under=("conditions",),
    unless=("return_label",),
    not_under=("privacy", "warranty"),
)
_PROCEDURE: Final = Statement(
    "refund.procedure",
    says=("says_procedure", "return_procedure"),
    under=("refund", "return_procedure", "fault", "money_back"),
    unless=("no_step",),
    not_under=("privacy", "delay", "tracking"),
)


_HAS_TO_BE: Final = late(
    r"须|須|应|應|请|請|需|保持|否则|否則|仅|僅|只有|只限|여야|셔야|해야|에만|한해|한하여|않으면|않을|아니면|(?<!불)가능|全新|完整|未(?:使用|拆|剪|下水)|尚未|미사용|미개봉|새 ?상품|택[이을에 ]|라벨|태그|吊牌|标签|標籤"
)
# What the shop then tells or sends: the next step of a return.
_GUIDED: Final = late(
    r"(?i)instruc|instruk|istruz|authori[sz]|autori[sz]|\brma\b|label|etikett|étiquette|etiqueta|etichetta|案内|安内|안내|告知"
)


def find(document: Document, context: Context) -> Iterable[Fact]:
    """Conditions, procedure and the handling of faulty goods."""
    for clause, fact in stated(document, context, _CONDITIONS):
        if is_item(clause) and clause.about("exclusions", within=2):
            context.log.reject(fact.name, fact.evidence.quote, "an item of a list of exclusions")
            continue
        if clause.quote.endswith((":", "：")) and clause.has("cannot"):
            context.log.reject(fact.name, fact.evidence.quote, "names what is not taken back")
            continue
        if clause.language == "ja" and _TOLD_ELSEWHERE.search(clause.text):
            context.log.reject(fact.name, fact.evidence.quote, "where the conditions are told")
            continue
        if clause.language == "ja" and _OF_PART.search(clause.text) and clause.has("cannot"):
            context.log.reject(fact.name, fact.evidence.quote, "a part that is not taken back by itself")
            continue
        if clause.language == "ja" and clause.faulty and not _STATE.search(clause.text):
            context.log.reject(fact.name, fact.evidence.quote, "for which fault, not in which condition")
            continue
        if clause.language == "ja" and _CANCELLED.search(clause.text) and not _BACK.search(clause.text):
            context.log.reject(fact.name, fact.evidence.quote, "until when an order can be cancelled")
            continue
        if clause.language[:2] in ("ko", "zh") and _refused_goods(clause):
            context.log.reject(fact.name, fact.evidence.quote, "goods or cases that are refused")
            continue
        if _only_when(clause, document, context):
            context.log.reject(fact.name, fact.evidence.quote, "until when to return, not in which condition")
            continue
        if _in_returns(clause, fact, context):
            yield fact
    yield from _procedure(document, context)
    yield from sorted(_defective(document, context), key=_says_little)


def _refused_goods(clause: Clause) -> bool:
    """Whether a Korean or Chinese sentence names goods or cases that are refused, and no state that goods have to be in."""
    refused = (clause.has("cannot") and clause.has("return_words")) or clause.about("exclusions", within=1)
    return refused and _HAS_TO_BE.search(clause.text) is None


def _only_when(clause: Clause, document: Document, context: Context) -> bool:
    """Whether a sentence states a window and names no condition besides."""
    if clause.has("says_conditions"):
        return False
    if clause.place in window_places(document, context):
        return True
    return clause.eastern and any(span.clause.place == clause.place for span in windows(document, context)[1])


def _procedure(document: Document, context: Context) -> Iterator[Fact]:
    """Steps of a return; under a heading about the procedure they are surer, for faults only less so."""
    for clause, fact in stated(document, context, _PROCEDURE):
        if not _in_returns(clause, fact, context):
            continue
        if is_item(clause) and clause.about("exclusions", within=2) and not clause.about("return_procedure", within=2):
            context.log.reject(fact.name, fact.evidence.quote, "an item of a list of exclusions")
            continue
        if clause.quote.rstrip().endswith(("?", "？")):
            context.log.reject(fact.name, fact.evidence.quote, "a question, no step of a return")
            continue
        if clause.language == "ja" and (
            _AFTERWARDS.search(clause.text) or _OF_MEMBER.search(clause.text) or _OF_PLAN.search(clause.governed)
        ):
            context.log.reject(fact.name, fact.evidence.quote, "when the shop acts, or what it charges")
            continue
        if clause.language == "ja" and clause.about("cancel", within=1) and not _named_return(clause):
            context.log.reject(fact.name, fact.evidence.quote, "how to cancel, not how to return")
            continue
        if clause.has("governs_cancel") and not (clause.has("return_words") or clause.said_before("withdrawal_right")):
            context.log.reject(fact.name, fact.evidence.quote, "how to cancel, not how to return")
            continue
        of_sending = clause.about("shipping", "tracking", within=2) and not clause.about("refund", within=2)
        if of_sending and clause.has("says_tracking") and not clause.has("return_words"):
            context.log.reject(fact.name, fact.evidence.quote, "how a parcel is followed, not how to return")
            continue
        if _where_to_ask(clause):
            context.log.reject(fact.name, fact.evidence.quote, "where to ask, no step of a return")
            continue
        if _who_pays(clause):
            context.log.reject(fact.name, fact.evidence.quote, "who pays the way back, no step of a return")
            continue
        if clause.has("invites_questions") and not _asks_for_return(clause):
            context.log.reject(fact.name, fact.evidence.quote, "invites questions, tells no step of a return")
            continue
        dedicated = clause.about("return_procedure", within=3)
        confidence: Confidence = "high" if dedicated and clause.has("says_procedure") else "medium"
        if not dedicated and (clause.has("fault_words") or not clause.has("return_words")):
            confidence = "low" if clause.about("contact", "cancel", within=1) else "medium"
        why = fact.why
        if _only_until(clause, document, context):
            confidence, why = "low", "until when returns can be asked for; names no way to do so"
        if _names_no_way(clause):
            confidence, why = "low", "asks to get in touch; a channel stands elsewhere on the page"
            if not _reachable(document):
                why = "asks to get in touch, names no channel and no step"
                if clause.has("fault_words") or not (clause.has("return_words") and _GUIDED.search(clause.block.text)):
                    context.log.reject(fact.name, fact.evidence.quote, why)
                    continue
        yield Fact(fact.name, fact.value, confidence, fact.evidence, fact.source, why, fact.block)


def _asks_for_return(clause: Clause) -> bool:
    """Whether what invites to ask speaks of returning, too; English names returns in every other invitation."""
    return clause.has("asks_for_details") or (clause.language[:2] != "en" and clause.has("return_words"))


def _where_to_ask(clause: Clause) -> bool:
    """Whether a Japanese row says where to ask ("不具合・お問い合わせ") and nothing of goods that go back."""
    return (
        clause.language == "ja"
        and _ASKS.search(clause.governed) is not None
        and not clause.governing.any("return_words")
    )


def _who_pays(clause: Clause) -> bool:
    """Whether a sentence says who pays for sending back ("the buyer bears the cost of returning") and asks for nothing."""
    if clause.eastern:  # "寄回邮费", over a column
        return len(clause.text) <= _COLUMN and clause.has("return_cost_words")
    if not clause.has("buyer_cost", "our_cost") or not clause.has("return_cost_words"):
        return False
    return (
        not clause.has("asks_for_details") and not wording.has("refund.contact", clause.text) and "@" not in clause.text
    )


def _only_until(clause: Clause, document: Document, context: Context) -> bool:
    """Whether a sentence states the window ("you have 7 days to ask for a return") and no way of returning."""
    stated = clause.place in window_places(document, context)
    return stated and not wording.has("refund.channel_or_step", clause.text)


def _named_return(clause: Clause) -> bool:
    return clause.has("return_words") or clause.about("refund", "fault", within=1)


def _names_no_way(clause: Clause) -> bool:
    """Whether a sentence only says to get in touch: no address, form, number or link, and nothing to do besides."""
    if any(start < clause.end and end > clause.start for start, end, _ in clause.block.links):
        return False
    if not clause.eastern and clause.quote.endswith(":"):
        return False  # it leads a list of the ways
    text = clause.text
    return wording.has("refund.contact", text) and not wording.has("refund.channel_or_step", text)


def _reachable(document: Document) -> bool:
    """Whether the page's own part shows a mail address, a number to call or a form."""
    return any(
        block.region == "main"
        and ("@" in block.text or any(url[:7] in ("mailto:", "tel:+") for _, _, url in block.links))
        for block in document.blocks
    ) or any(control.kind == "textarea" and control.region == "main" for control in document.controls)


def _in_returns(clause: Clause, fact: Fact, context: Context) -> bool:
    """Whether the sentence stands in a text about returns: its own words, its block, its label or its headings."""
    if _INVOICE.search(clause.text) is not None and _SENT_BACK.search(clause.text) is None:
        context.log.reject(fact.name, fact.evidence.quote, "about an invoice, not about goods")
        return False
    near = clause.has("return_words") or clause.governing.any("return_words") or clause.said_before("return_words")
    if not near and clause.elsewhere:
        context.log.reject(fact.name, fact.evidence.quote, "its heading is about sending or paying")
        return False
    unheaded = "faq" in context.kinds and all(level.isdisjoint(_HEADINGS) for level in clause.levels[:-1])
    if not near and unheaded:
        context.log.reject(fact.name, fact.evidence.quote, "beside questions, under none about returns")
        return False
    if near or clause.about("refund", "return_procedure", "fault", within=3):
        return True
    if clause.about("refund") and not clause.about("contact", "payment", "shipping", "privacy", within=2):
        return True
    context.log.reject(fact.name, fact.evidence.quote, "nothing near it is about returns")
    return False


def _defective(document: Document, context: Context) -> Iterator[Fact]:
    """What is done about faults: sentences that name a fault with a remedy, a report, a payer or a period."""
    _, faulty = windows(document, context)
    days = {span.clause.place: span for span in faulty if span.fault or span.duration.limit != "least"}
    for clause in clauses_with(document, context, "fault_words", "warranty_words", under="fault", within=2, also=days):
        own = clause.faulty
        under = clause.about("fault", within=2)
        if not own and _names_warranty_terms(clause):
            continue
        if clause.has("warranty_words") and not own and "返金保証" not in clause.text:
            yield _defective_fact(clause, None, context, own=False, warranty=True)
            continue
        if clause.place in days or ((own or under) and _treats_fault(clause, own)):
            yield _defective_fact(clause, days.get(clause.place), context, own=own)
        elif own and clause.has("warranty_words") and not (clause.eastern or clause.has("cannot")):
            yield _defective_fact(clause, None, context, own=True, warranty=True)


def _names_warranty_terms(clause: Clause) -> bool:
    """Whether a warranty is only named as the title of other terms ("pursuant to our limited warranty policy")."""
    hits = clause.scan.hits("warranty_words")
    return bool(hits) and all(_TITLED_TERMS.match(clause.text, hit.end) is not None for hit in hits)


def _says_little(fact: Fact) -> bool:
    """Whether a fact names a fault only in passing ("not returnable unless faulty"); it comes after those that say what is done."""
    value = fact.value
    passing = isinstance(value, dict) and value.get("remedy") == "unspecified" and not value.keys() & {"days", "payer"}
    return passing and fact.evidence.quote.isascii() and _UNLESS.search(fact.evidence.quote) is not None


def _treats_fault(clause: Clause, own: bool) -> bool:
    titled = clause.block.role == "heading" and _TITLE.search(clause.text)
    if clause.language == "ja" and (titled or UNHURT.search(clause.text)):
        return False
    if not clause.eastern and _INTRODUCES.match(clause.text) is not None:
        return False
    if clause.has("legal_damages") and not clause.has("return_words"):
        return False
    elsewhere = clause.about("privacy", "subscription", within=2) and not clause.about("refund", "fault", within=1)
    if elsewhere or (clause.about("delay", "customs", within=1) and not own) or of_the_buyer(clause):
        return False
    if _not_liable(clause.text) and not clause.has("our_cost", "except_for", "return_words"):
        return False
    remedy = clause.has("remedy_replacement", "remedy_refund", "remedy_repair")
    if not own and not remedy and _where_to_ask(clause):
        return False
    acts = clause.has("says_procedure", "governs_report", "our_cost") or remedy
    returns = clause.has("return_words", "governs_cancel") or clause.about("refund", "fault", "cancel", within=3)
    if own and clause.has("except_for") and returns:
        return True
    if clause.has("cannot") and not clause.has("our_cost", "except_for") and not clause.durations:
        return False
    if clause.has("refuses") and not remedy and not clause.has("our_cost", "says_procedure"):
        return False
    if own and clause.has("says_conditions") and not remedy and not clause.has("our_cost", "governs_report"):
        return False
    if own and returns and len(clause.text) <= 60 and clause.about("conditions", within=1):
        return True
    if own and is_item(clause) and clause.governing.any("accepted_cases") and not clause.governing.any("cannot"):
        return True  # "We accept returns if: - the goods are faulty"
    if own and returns and clause.has("accepts") and not clause.about("exclusions", within=2):
        return True
    if own and not clause.eastern and is_item(clause) and _listed_as_accepted(clause):
        return True
    if not acts or (clause.has("says_no_refunds") and not own):
        return False
    if own and clause.language == "ja" and (_NOTION.search(clause.text) or _BY_BUYER.search(clause.text)):
        return False
    if clause.language == "ja" and _TOO_LATE.search(clause.text):
        return False
    if own and clause.language == "ja" and not remedy and _MISTYPED.search(clause.text):
        return False
    if own:
        return returns or clause.has("governs_report", "remedy_replacement") or clause.about("shipping", "warranty")
    dedicated = _dedicated(clause)
    asked = clause.language == "ja" and clause.block.label.endswith(("?", "？")) and clause.about("fault", within=1)
    return (remedy and (dedicated or asked or clause.has("our_cost"))) or (
        dedicated and (clause.number == 0 or bool(clause.block.label) or _answers_question(clause))
    )


def _answers_question(clause: Clause) -> bool:
    """Whether it answers the question right before it ("Is something broken? Send us a photo")."""
    return not clause.eastern and clause.number == 1 and clause.governed.split(" / ", 1)[0].endswith("?")


def _listed_as_accepted(clause: Clause) -> bool:
    """Whether it is a case in which goods are taken back by the sentence that leads in its list."""
    lead = clause.governing
    if not lead.any("return_words") and clause.block.headings:
        lead = said(fold(clause.block.headings[-1]).text, clause.language).scan  # "When we accept returns"
        if lead.any("cannot", "refuses"):
            return False
    taken = lead.any("return_words") and lead.any("accepts")
    return taken and not clause.about("exclusions", within=2) and not clause.has("refuses")


def _dedicated(clause: Clause) -> bool:
    """Whether it stands right under a heading about faults and not about returns in general."""
    return bool(clause.levels) and "fault" in clause.levels[0] and "refund" not in clause.levels[0]


def _not_liable(text: str) -> bool:
    """Whether the shop says that something is none of its business."""
    return any(word in text for word in _LIABLE) and _NOT_LIABLE.search(text) is not None


@lru_cache(maxsize=4096)
def _remedies(said: Said) -> tuple[str, ...]:
    """What words say is done about a fault."""
    return tuple(name for name in ("replacement", "refund", "repair") if said.has(f"remedy_{name}"))


def _defective_fact(clause: Clause, span: Span | None, context: Context, *, own: bool, warranty: bool = False) -> Fact:
    remedies = _remedies(clause.said)
    value: dict[str, JSON] = {
        "accepted": True,
        "remedy": remedies[0] if len(remedies) == 1 else "mixed" if remedies else "unspecified",
    }
    if span is not None and span.duration.days_max is not None:
        value["days"] = span.duration.days_max
        if span.anchor:
            value["anchor"] = span.anchor
    if clause.has("our_cost"):
        value["payer"] = "seller"
    elif clause.has("buyer_cost") and clause.has("return_cost_words"):
        value["payer"] = "seller" if own and clause.has("except_for") else "buyer"
    sure = (own or _dedicated(clause)) and remedies
    confidence: Confidence = "low" if warranty else "high" if sure or "days" in value else "medium"
    if own and clause.has("except_for") and clause.has("refuses"):
        confidence = "medium"  # "nothing but faulty goods": what is done about them is not said
    return context.fact(
        "refund.defective_items",
        value,
        clause.block,
        clause.span,
        confidence=confidence,
        why="names a fault and what is done",
    )
