"""shipping.handling_time and shipping.delivery_time: until dispatch, and until arrival per region and service."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import JSON, Block, Fact, lower_confidence
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.clauses import Clause
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.shipping_asides import FOLLOWED, of_else_in_japanese, whole_way
from disputelint.checker.understand.facts.spans import Span, with_role
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_LONGEST: Final = 370
# "If we cannot deliver within 30 days ...", in front of the time.
_IF_NOT: Final = late(
    r"\b(?:if|falls|wenn|sollte\w*|si|se|als|indien|mocht|caso)\b[^.]{0,40}\b(?:cannot|can.t|unable|not|n.t|(?:has|have|does|did|is|are) ?n.t|nicht|ne|n.|non|no|niet|nao)\b[^.,]{0,30}$"
)
# "if delivery is late by more than a month"
_LATE: Final = late(
    r"\b(?:retard\w*|verspat\w*|\w*verzug|uberschr\w*|retras\w*|demora\w*|ritard\w*|vertrag\w*|atras\w*|late|delayed)\b[^.,:;]{0,60}$"
)
# Times that hold in some weeks only are named after those that always do.
_SEASON: Final = late(
    r"\b(?:noel|soldes|weihnacht\w*|navidad\w*|natale|natalizi\w*|kerst\w*|feestdagen|natal|christmas|black friday|hauptsaison|peak|campanas?|pics? d.activite|forte (?:demande|affluence)|alta demanda|drukke periode\w*)\b"
)
_PASSED: Final = late(r" (?:(?:have|has) (?:passed|elapsed|gone by)|early\b|earlier\b|late\b)")
_INQUIRY: Final = late(
    r"\b(?:resolution|resolv\w+|investigations?|inquir(?:y|ies)|enquir(?:y|ies)|claims?)\b[^.;]{0,40}$"
)
_TITLE: Final = late(r"[^.:;?!0-9]{0,30}: ")
_HOW_OFTEN: Final = late(r"\b(?:once|twice|times|days)(?: or (?:twice|more))?$|\bevery(?: [a-z]+)?$")
_MORE: Final = late(r"\b(?:extra|additional|further|another)\b|(?:延[後后遲迟長长]|推[遲迟]|多加)(?:大?[約约])?[0-9]")
# "times get longer by", in front of a time that comes on top of the usual one
_LENGTHENED: Final = late(
    r"\b(?:allung|prolung|aument|allonge|rallonge|prolonge|augmente|alarg|ampli|verlanger|verleng)\w*"
    r"[^.;:]{0,30}?(?: (?:di|de|d|um|met|em|en|by))?(?: (?:circa|environ|etwa|ca|bis zu|ate|hasta))? $"
)
_UNTIL: Final = late(r"\b(?:auf|a|fino a|hasta|jusqu.a|ate|tot|naar|to|entre|a un total de) $")
_LONGER: Final = late(r" ?(?:langer|mas\b|de mas|in piu|de plus|a mais|extra|zusatzlich)")
_THEN_COMES: Final = late(r"\b(?:arriv\w+|deliver\w*|reach\w*|in transit)\b")
_TO_COME: Final = late(r" to (?:arrive|be delivered|reach|get)\b")
_HYPHENED: Final = late(r"[0-9]+-(?:hour|day|week|month)s?$")
_TIMED: Final = late(
    r" ?(?:shipping|delivery|d[ei]spatch|turnaround|processing|handling|production|lead|service|transit|tracked|priority"
    r"|express|window|time|ground|air|courier|post|mail|estimate|period|business|working|deliver|$|[,.;)])"
)
_OVERNIGHT: Final = late(r"\b(?:deliver\w*|arriv\w*|ship\w*|sent|is|are) $")
_PART_OF: Final = late(r"\b(?:first|last) $")
_WISHED: Final = late(r"\b(?:requir|need|want|would like|prefer|urgent)\w*\b[^.]{0,40}$")
_HALF: Final = late(r"[はがをにでと、](?:通常|平均|およそ|約|最短|最大)?$|^通常")
_RANGE: Final = late(
    r" ?[~〜～-] ?[0-9翌]|から、?(?:遅くて?も|最長|最大)? ?[0-9]"
)  # "即日〜5営業日", "翌営業日から3営業日"
_LATER: Final = late(r"(?:[2二]回目|次回|次月|翌月)(?:以降|から|分)")
_RECEIVE: Final = late(
    r"(?:以内|まで)?[にの]?(?:必ず)?(?:お?受け?取り?|ダウンロード)(?:を|して)?(?:ください|下さい|願|お願い|いただけない)"
)
_FREE_FOR: Final = late(r"[^。、]{0,6}間?(?:は|が)?無料")
_EVERY: Final = late(r" ?(?:\([^()]*\))? ?(?:ごと|毎|おき)")
_MAILED: Final = late(r"(?:以内)?(?:に|で)?[^。、]{0,8}(?:自動|確認|受付|お礼|注文)[^。、]{0,8}メール")
_ARRIVES: Final = late(r"^(?!.*(?:発送|出荷)).*(?:到着|着荷|届)")
_INTERVAL: Final = late(r"間隔|(?<![作产產货貨理])周期|サイクル")
_KEPT: Final = late(r"保管|不在|受け?取り?可能期間")
_CHOSEN: Final = late(
    r"(?:以降|の間)(?:の|で|から)?ご?指定|(?:配送|配達|お?届け)?(?:希望)?(?:日時?|時間)(?:帯)?の?ご?指定"
)
_TREATED: Final = late(
    r"(?:の)?(?:受注|受付|ご?注文)(?:として|扱い|とさせ|となり|とし)|的?(?:订单|訂單|单|單)(?:来|來)?(?:处理|處理|计算|計算|受理)"
    r"|(?:订单|訂單)?(?:处理|處理|受理|截单|截單|收单|收單)时?時?[间間] ?:?(?:am|pm|上午|下午|[0-9]{1,2}[:点點时時])"
)
_NOT_SENT: Final = late(r"(?:以内)?(?:に|で)?[^。]{0,6}(?:発送|出荷|お?届け)[^。]{0,4}(?:でき|出来)ない")
_TOLD_IN: Final = late(r"(?:以内|まで)[」』]?に[^。]{0,40}ご?連絡")
_PAPERS: Final = late(
    r"(?:用紙|書類|請求書|領収書|納品書|カタログ|資料)[^。]{0,12}(?:お?届け|お?送り|送付|発送)|发票|發票|세금 ?계산서"
)
_DATA: Final = late(
    r"(?:pdf|データ|ファイル|url|アカウント|メール(?:アドレス)?宛|レポート|鑑定書?|診断(?:書|結果)|音声|動画|(?:受講|ログイン|利用)(?:案内|情報|方法))[^。]{0,20}(?:お?送り|送付|送信|発行)"
)
_DATA_BEFORE: Final = late(
    r"(?:pdf|データ|ファイル|レポート|鑑定書?|診断(?:書|結果)|音声|動画)(?:を|は|が)、?(?:通常|最短|約)?$"
)
_SENT: Final = late(r"(?:以内|程度|後|ほど)?(?:に|で|、)[^。]{0,12}(?:送信|お?送り|送付|納品|お?届け)")
_SENDS: Final = late(r"(?:以内|まで)?(?:に|で)?、?(?:商品を)?(?:発送|出荷|お?届け)(?:いた|致|し|させ|と)")
_OF_GOODS: Final = late(
    r"(?:(?:間|(?<=間))ご?利用|利用(?:権|券|プラン|:))|間?(?:分|集中|用|版|記録|日記|プログラム|コース|チャレンジ|プラン|セット|チケット)"
)
_FROM: Final = {"purchase": "order", "dispatch": "dispatch"}
_ENTRIES: Final = 24
_SET_OFF: Final = (":", "(", "-", "–", "—", "|")
_SAID_SHORTLY: Final = 60  # characters of a row or line that need not say of what it is the time
_NAME: Final = 40  # characters of a name in front of a time
_CAME_BACK: Final = late(r"\b(?:delivered|arrives?|comes?|gets?|reach\w*|sent) back to us\b")
_TRIED: Final = late(r"(?:[ -][a-z-]+){0,2} (?:trial|guarantee|warranty)\b")
_OF_SHIPPING: Final = frozenset(("shipping", "handling", "delivery"))
# "配送日の3営業日前(土日を除く)までにご連絡ください"
_CHANGED_BEFORE: Final = late(r"前(?:\([^()]{1,16}\))?まで(?:に|の)")


def find(document: Document, context: Context) -> Iterable[Fact]:
    """One handling time per statement; one delivery time that lists regions and services."""
    sent = _usable(document, context, "handling")
    handling = [span for span in sent if not _digital(span)]
    fixed: dict[tuple[str, ...], list[Span]] = {}  # headings → the fixed times under them
    for span in handling:
        if span.duration.unit == "fixed":
            fixed.setdefault(span.clause.block.headings, []).append(span)
    cutoffs = {headings: _cutoff(near) for headings, near in fixed.items()}
    for span in sorted(handling, key=lambda span: _SEASON.search(span.clause.text) is not None):
        value = _times(span) if span.duration.unit != "fixed" else _spanning(span, cutoffs[span.clause.block.headings])
        yield context.fact(
            "shipping.handling_time",
            value,
            span.clause.block,
            span.quote,
            confidence=span.confidence,
            why=f"time until dispatch: {span.why}",
        )
    spans = sorted(
        [*_usable(document, context, "delivery"), *(span for span in sent if _digital(span))],
        key=lambda span: span.clause.place,
    )
    if spans:
        yield _delivery(spans, context)


def _usable(document: Document, context: Context, role: str) -> list[Span]:
    kept = []
    for span in with_role(document, context, role):
        reason = whole_way(span, role) or _of_other_matter(span, role, context) or _otherwise_meant(span, context)
        if reason:
            context.log.reject(f"shipping.{role}_time", span.clause.quote, reason, span.duration.days_max)
        else:
            kept.append(span)
    return kept


def _of_other_matter(span: Span, role: str, context: Context) -> str:
    """Why a time is not of sending goods by what it stands under and beside; "" when it may be."""
    clause, days = span.clause, span.duration.days_max
    shipping_page = clause.about("shipping", "handling", "delivery")
    reach = 3 if clause.block.role == "cell" else 1  # its row and its column stand between it and its heading
    if days is None or days > _LONGEST or (span.duration.unit == "minute" and not span.duration.immediate):
        return "no end, too long, or minutes"
    if (
        clause.about("privacy", "refund", "fault", "cancel", within=reach)
        and not clause.about("shipping", within=reach)
        and not _above_all(span)
    ):
        return "its heading is not about shipping"
    if (clause.has("return_words") and not clause.about("shipping", within=2)) or (
        role == "handling" and not shipping_page and not clause.has("shipping_words") and clause.about("refund")
    ):
        return "it is about a return"
    if not clause.eastern and _CAME_BACK.search(clause.text) is not None:
        return "how long a return is on its way"
    if _TRIED.match(clause.text, span.duration.end):
        return "how long the goods may be tried"
    if _paid(span):
        return "its label is about payment"
    if clause.eastern and _CHANGED_BEFORE.match(clause.text, span.duration.end):
        return "until when something can be changed"
    if clause.about("fault", within=1) and not span.anchor:
        return "its heading is about faulty goods"
    if role == "delivery" and "product" in context.kinds and _lead_time(clause.block):
        return "the lead time of one product"
    return ""


def _otherwise_meant(span: Span, context: Context) -> str:
    """Why a time means something else by the words of its sentence; "" when it is how long sending takes."""
    clause = span.clause
    if _IF_NOT.search(clause.text[: span.duration.start]):
        return "what happens when it does not come in time"
    if _LATE.search(clause.text[: span.duration.start]):
        return "how late it is, not how long it takes"
    if clause.governing.any("tells_of_fault") or _PASSED.match(clause.text, span.duration.end) is not None:
        return "a time to claim, or to wait until one may"
    if _on_top(span) and not _goes_on(span):
        return "what may come on top of the usual time"
    if _names_goods(span):
        return "the name of goods or of a service"
    if _PART_OF.search(clause.text[: span.duration.core]) or (
        span.duration.unit == "fixed" and _WISHED.search(clause.text[: span.duration.start])
    ):
        return "a part of a month, or a service that is asked for"
    if _HOW_OFTEN.search(clause.text[: span.duration.start].rstrip()):
        return "how often, not how long"
    if clause.eastern and (found := _eastern(span)):
        return found
    if not clause.eastern and _INQUIRY.search(clause.text[: span.duration.start]) is not None:
        return "how long an inquiry takes"
    if (
        span.duration.immediate
        and len(clause.durations) > 1
        and not clause.eastern
        and _TITLE.match(clause.text, span.duration.end) is not None
    ):
        return "the name of a service, whose time comes behind it"
    if clause.has("refuses") and span.duration.immediate:
        return "it is denied"
    asked = _asks_the_buyer(clause) if not clause.eastern else clause.language != "ja" and clause.has("fault_words")
    if span.duration.immediate and asked:
        return "what the buyer is to do at once"
    if span.duration.immediate and span.by_heading and _of_else(clause):
        return "something else is done at once"
    if span.by_heading and "payment_info" in context.kinds and not clause.about("shipping"):
        return "a time of payments"
    shipping = clause.about("shipping", "handling", "delivery") or clause.has("shipping_words", "says_tracking")
    if not shipping and span.score < 2.6:
        return "nothing near it is about shipping"
    return ""


def _of_else(clause: Clause) -> bool:
    """Whether a text is too long, or a whole sentence without a word of sending, to be a value under its heading."""
    if len(clause.text) > _SAID_SHORTLY:
        return True
    whole = clause.text.endswith(".") and not clause.eastern
    return whole and not clause.has("shipping_words", "governs_delivery", "governs_handling")


def _above_all(span: Span) -> bool:
    """Whether a line that stands under no heading at all says by its own words when orders are delivered."""
    clause = span.clause
    bare = not clause.block.headings and not clause.governed and not clause.eastern
    return bare and not span.by_heading and clause.has("shipping_words") and not clause.has("return_words")


def _paid(span: Span) -> bool:
    """Whether a time stands under a label about payment and is none of sending in its own words."""
    clause = span.clause
    ways = clause.language != "ja" and clause.block.role == "cell" and clause.about("payment", within=3)
    if ways and not clause.about("shipping", "delivery", within=3):
        return not clause.has("shipping_words")  # a table of ways to pay, with a column "Processing time"
    nearest = clause.levels[0] if clause.levels else frozenset()
    if "payment" not in nearest or nearest & _OF_SHIPPING:
        return False
    if span.clause.language == "ja" and _SENDS.match(span.clause.text, span.duration.end):
        return False  # "翌営業日に発送いたします", under the case of a way to pay
    return span.by_heading or span.role != "handling" or span.clause.eastern


def _asks_the_buyer(clause: Clause) -> bool:
    """Whether somebody is asked to get in touch, or it is about goods that are not as they should be."""
    return clause.has("fault_words", "says_procedure") or wording.has("refund.contact", clause.text)


def _on_top(span: Span) -> bool:
    """Whether a time is added to the usual one ("2 more days", "times get longer by 2-3 days")."""
    text, start, end = span.clause.text, span.duration.start, span.duration.end
    if _MORE.search(text[max(0, start - 24) : end]) is not None:
        return True
    if span.clause.eastern:
        return False
    lengthened = _LENGTHENED.search(text[:start]) is not None and _UNTIL.search(text[:start]) is None
    return lengthened or _LONGER.match(text, end) is not None


def _goes_on(span: Span) -> bool:
    """Whether a further time is the way of the parcel, after the time until it is sent ("then arrives within a further
    2 days", "an additional 3 days to arrive")."""
    text, start = span.clause.text, span.duration.start
    if _TO_COME.match(text, span.duration.end) is not None:
        return True
    before = max((one.end for one in span.clause.durations if one.end <= start), default=0)
    return before > 0 and _THEN_COMES.search(text[before:start]) is not None


def _names_goods(span: Span) -> bool:
    """Whether a time is a part of a name ("a 72-hour heat pack", "overnight orders") and says how long nothing takes."""
    text, start, end = span.clause.text, span.duration.start, span.duration.end
    if text[start:end] == "overnight":
        return _OVERNIGHT.search(text[:start]) is None
    return _HYPHENED.search(text[start:end]) is not None and _TIMED.match(text, end) is None


def _digital(span: Span) -> bool:
    """Whether what is sent are data: in Japanese they are at the buyer's as soon as they are sent."""
    text = span.clause.text
    if span.clause.language != "ja":
        return False
    return _DATA.search(text, span.duration.end) is not None or (
        _DATA_BEFORE.search(text, 0, span.duration.start) is not None
        and _SENT.match(text, span.duration.end) is not None
    )


def _eastern(span: Span) -> str:
    """Why a Japanese or Chinese time is none of shipping: it opens a range, is a later delivery, or measures goods."""
    text, duration = span.clause.text, span.duration
    if text[duration.core : duration.end].startswith("〇"):
        return "a circle where a number should be"
    if duration.unit == "fixed" and _RANGE.match(text, duration.end):
        return "the begin of a range"
    if _LATER.search(text[: duration.start]) or FOLLOWED.search(text):
        return "the later deliveries of a subscription, or from when a parcel can be followed"
    if _PAPERS.search(text):
        return "papers, no goods"
    if _FREE_FOR.match(text, duration.end):
        return "how long something is free"
    if _NOT_SENT.match(text, duration.end):
        return "what happens when it is not sent in time"
    if _MAILED.match(text, duration.end):
        return "when a message comes, no goods"
    if span.role == "handling" and duration.unit == "fixed" and _ARRIVES.match(text[duration.end :]):
        return "the soonest arrival"
    if _INTERVAL.search(text[: duration.start]) or _EVERY.match(text, duration.end):
        return "how often, not how long"
    if _KEPT.search(text) or _TREATED.match(text, duration.end) or _TOLD_IN.match(text, duration.end):
        return "how long a parcel is kept, or until when to call"
    if _CHOSEN.search(text) and span.role == "delivery":
        return "which day the buyer may choose"
    if aside := of_else_in_japanese(text, duration.start, duration.end):
        return aside
    if _RECEIVE.match(text, duration.end):
        return "how long a parcel is kept for the buyer"
    return "the name or the contents of goods" if _OF_GOODS.match(text, duration.end) else ""


def _lead_time(block: Block) -> bool:
    """Whether a block of a product page says how long the making of this product takes, or that it is pre-sold."""
    text = fold(block.text).text
    return wording.has("product.made_to_order", text) or wording.has("product.preorder", text)


def _times(span: Span) -> dict[str, JSON]:
    duration = span.duration
    value: dict[str, JSON] = {
        "days_min": duration.days_min,
        "days_max": duration.days_max,
        "business": duration.business,
    }
    if duration.immediate:
        value["immediate"] = True
    return value


def _cutoff(near: list[Span]) -> dict[str, JSON]:
    """Same day before an hour, next day after it: one time that spans both."""
    return {
        "days_min": min(span.duration.days_min for span in near),
        "days_max": max(span.duration.days_max or 0 for span in near),
        "business": any(span.duration.business for span in near),
    }


def _spanning(span: Span, cutoff: dict[str, JSON]) -> dict[str, JSON]:
    value = _times(span) | cutoff
    if value["days_max"]:
        value.pop("immediate", None)
    return value


def _delivery(spans: list[Span], context: Context) -> Fact:
    best = max(spans, key=lambda span: (span.confidence != "low", span.clause.block.region == "main"))
    entries: list[JSON] = []
    for span in [best, *(span for span in spans if span is not best)][:_ENTRIES]:
        region, service = _place(span)
        entry: dict[str, JSON] = {"region": region, **_times(span), "from": _FROM.get(span.anchor, "unspecified")}
        if service:
            entry["service"] = service
        if entry not in entries:
            entries.append(entry)
    confidence = best.confidence
    if best.clause.block.region in ("footer", "header", "banner"):
        confidence = lower_confidence(confidence, "medium")
    return context.fact(
        "shipping.delivery_time",
        entries,
        best.clause.block,
        best.quote,
        confidence=confidence,
        why=f"time until arrival: {best.why}",
    )


def _place(span: Span) -> tuple[str, str]:
    """Region and service in the page's words: what a colon or bracket sets off before the duration, the label of the row
    or line, else the nearest heading. A question or a piece of a sentence names neither.
    """
    block: Block = span.clause.block
    before = span.clause.text[: span.duration.start].rstrip()
    lead, colon, _ = before.partition(": ")
    name = before.strip(" :-–—|,(") if before.endswith(_SET_OFF) and "【" not in before else lead if colon else ""
    if _HALF.search(name) is not None:
        name = ""  # half a sentence, no name of a service
    names = (block.label, name if len(name) <= _NAME else "", block.headings[-1] if len(block.headings) > 1 else "")
    label = next((text.strip()[:60] for text in names if text and not text.rstrip().endswith(("?", "？"))), "")
    scan = span.clause
    if scan.has("says_regions", "region_words") or scan.governing.any("says_regions", "region_words"):
        return label or "stated", ""
    return "unspecified", label
