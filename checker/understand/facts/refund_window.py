"""refund.window: how long goods can be returned, from when, and for which cause; and until when a fault must be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import JSON, Confidence, Fact
from disputelint.checker.understand.facts import exchange_windows, second_windows
from disputelint.checker.understand.facts.clauses import Clause
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.refund_faults import faults_only
from disputelint.checker.understand.facts.refund_uses import of_use
from disputelint.checker.understand.facts.shop_acts import shop_acts
from disputelint.checker.understand.facts.spans import Span, spans_of
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_ANCHORS: Final = {"delivery": "delivery", "purchase": "purchase", "dispatch": "dispatch"}
_SHORTEST_WITHDRAWAL: Final = 5  # days
_USED: Final = late(r"利用|サービス|受講|視聴|ダウンロード|未使用")
_PAYS: Final = late(r"(?:以内|まで)?に?(?:お?支払|ご?入金|お?振り?込|ご?決済)")
_PASSED: Final = late(r"(?:以上)?(?:を|が)?経過")
_STILL: Final = late(r"(?:以上)?(?:を|が)?(?:経っ|たっ|過ぎ|経過し)ても")  # "1週間経っても連絡の取れない場合"
# What the shop does in a time ("2営業日以内に…ご案内します"), and for how long money lies ready.
_SHOP_ACTS: Final = late(
    r"(?:以内|程度|ほど|前後|後)?(?:に|で|を目安に|までに)"
    r"(?:(?!ください|下さい|願|いただい|いただけ|頂い|頂け|場合|限|れば|たら)[^。]){0,40}?"
    r"(?:ご?案内|確認|実施|審査|検品|判断|調査)(?:を)?(?:し|いた|致|させ|申し上げ|差し上げ|行い)"
)
_OUTSIDE: Final = late(r"返品保証[^。]{0,4}の対象外")
_MEMBER: Final = late(r"休会|退会|月謝")
_GOODS: Final = late(r"商品|返品|返金|交換")
_READY: Final = late(r"受け?取り?(?:の)?(?:有効)?期(?:限|間)|有効期(?:限|間)")
_FEWEST: Final = 3  # days passed from which the window may be a day shorter
_NO_WINDOW: Final = late(r"不(?:再)?(?:適用|适用|享有|享受|提供|支援|支持)[^。,，;；]*$")
_OF_POINTS: Final = late(r"적립금|마일리지|积分|積分|點數")  # what they are good for
_IS_OVER: Final = late(r"(?:結束|屆滿|期滿|结束|届满|期满)(?:後|后)[^。,，]{0,2}$")
_OF_RIGHT: Final = late(r" (?:legal |gesetzliche\w* )?(?:de|d.|von|di|van|of) ")
_PAID_OUT: Final = late(r"[^。]{0,30}完成(?:轉帳|转账|匯款|汇款|退款|退費|退费|退刷|刷退)")
_DENIAL: Final = 24  # characters before a window in which it is denied
_NOT_COME: Final = late(
    r"\b(?:not|never|n.t) (?:yet |been |have |be )*(?:received|arrived?|delivered|turned up|shown up|come)\b|\b(?:not|n.t) (?:yet )?(?:receive|get|got)\b"
    r"|\bnon-?(?:receipt|delivery)\b|\b(?:lost|missing) (?:parcels?|packages?|orders?|shipments?)\b"
)
_MONEY_BACK: Final = late(
    r"^(?:[^.,;]{0,40}[,;] ?)?(?:just |then |simply |you can )?(?:get|have|claim) (?:all (?:of )?)?your money back $"
)
_OF_SELLERS: Final = late(
    r"\b(?:each|every|individual|many|most|some|third[- ]party) (?:of (?:our|the) )?(?:sellers?|vendors?|merchants?)\b"
)
_SETTLED: Final = late(
    r"\b(?:resolve\w*|settled?|redress\w*|resolution|investigat\w+)\b(?: \w+){0,6} (?:with)?in $|\bresolv\w* $"
)
_RETURNED: Final = frozenset(("refund", "fault"))  # topics of a section in which a time may be meant as a window
# What becomes of orders placed ahead is no window for all goods.
_OF_PREORDERS: Final = late(r"\bpre-?orders?\b[^.]*\bonly\b|\bonly\b[^.]*\bpre-?orders?\b|vorbestellung\w*[^.]*\bnur\b")
_LONGEST: Final = 400  # days; longer is a warranty
_OTHER: Final = {
    "transfer": "the time until the refund is paid",
    "sendback": "the time to send goods off after the return was agreed",
    "reply": "the time until the shop answers",
    "warranty": "a warranty or validity",
    "payment": "a term of payment",
    "storage": "a time of keeping or of notice",
    "escalation": "a point in time after which to ask",
    "cancel": "the time to cancel an order",
    "handling": "the time until dispatch",
    "delivery": "the time until delivery",
    "trial": "a period of a subscription",
}


def find(document: Document, context: Context) -> Iterable[Fact]:
    """General windows in page order; windows for faults only where the page states no general one."""
    general, faulty = windows(document, context)
    stated = {span.duration.days_max for span in (*general, *faulty) if span.duration.limit != "least"}
    scopes = exchange_windows.scopes(_anchored(general), document, context)
    main = second_windows.main_window([span for span, _ in scopes])
    facts = [_fact(span, context, scope, stated, main) for span, scope in scopes]
    if facts:
        return facts
    if not context.language.startswith(("ja", "zh", "ko")):
        faulty = sorted(faulty, key=lambda span: not _takes_back(span))
    return [_fact(span, context, "defective_only", stated, None) for span in faulty]


def _takes_back(span: Span) -> bool:
    """Whether faulty goods are taken back in that time, as against the time to tell of the fault."""
    return span.role == "window" and span.clause.has("return_words") and span.clause.has("accepts")


def _anchored(spans: list[Span]) -> list[Span]:
    """The spans but for those that the same sentence states again with a beginning ("30 days: you have 30 days from ...")."""
    begun = {(span.clause.place, span.duration.days_max) for span in spans if span.anchor}
    return [span for span in spans if span.anchor or (span.clause.place, span.duration.days_max) not in begun]


def windows(document: Document, context: Context) -> tuple[list[Span], list[Span]]:
    """The spans that are return windows for any reason, and those that are for faulty goods."""
    if "windows" not in context.cache:
        context.cache["windows"] = _windows(document, context)
    found: tuple[list[Span], list[Span]] = context.cache["windows"]
    return found


def window_places(document: Document, context: Context) -> frozenset[int]:
    """The places of the clauses that state a window for any reason."""
    if "window_places" not in context.cache:
        general, _ = windows(document, context)
        context.cache["window_places"] = frozenset(span.clause.place for span in general)
    found: frozenset[int] = context.cache["window_places"]
    return found


def _windows(document: Document, context: Context) -> tuple[list[Span], list[Span]]:
    general: list[Span] = []
    faulty: list[Span] = []
    for span in _candidates(document, context):
        reported = span.role == "report" and span.clause.has("tells_of_fault") and not span.clause.has("return_words")
        reported = reported or _excepted(span.clause) or _of_trouble(span)
        if span.fault or reported or (span.role == "report" and not _about_returns(span)):
            if span.fault or reported:
                faulty.append(span)
            continue
        if general and _aside(span, general[-1]):
            context.log.reject(
                "refund.window", span.clause.quote, "in brackets, for some goods", span.duration.days_max
            )
            continue
        general.append(span)
    if general and not any(_for_change_of_mind(span) for span in general) and faults_only(document, context):
        return [], sorted([*general, *faulty], key=lambda span: span.clause.place)
    return general, faulty


def _aside(span: Span, before: Span) -> bool:
    """Whether a time opens brackets behind another window of its sentence and goes on ("30 days (24 hours for art)")."""
    if span.clause.place != before.clause.place or span.clause.text[: span.duration.start].rstrip()[-1:] != "(":
        return False
    return span.clause.text[span.duration.end : span.duration.end + 5] == " for "


def _excepted(clause: Clause) -> bool:
    """Whether a Japanese sentence that asks to get in touch follows one that takes nothing back: for what is excepted."""
    return (
        clause.language == "ja"
        and clause.has("governs_report")
        and not clause.has("return_words", "change_of_mind")
        and clause.said_before("says_no_refunds")
        and not clause.said_before("limited_subject")
    )


def _of_trouble(span: Span) -> bool:
    """Whether a sentence that takes nothing back says until when to write if something is wrong with an order."""
    clause = span.clause
    return (
        not clause.eastern
        and clause.has("says_no_refunds")
        and clause.has("order_trouble")
        and clause.has("governs_report")
        and not clause.has("change_of_mind")
    )


def _for_change_of_mind(span: Span) -> bool:
    return span.clause.has("change_of_mind") and not span.clause.has("refuses")


def _candidates(document: Document, context: Context) -> Iterator[Span]:
    for span in spans_of(document, context):
        days = span.duration.days_max if span.duration.days_max is not None else span.duration.days_min
        if span.role == "cancel" and _withdraws(span):
            yield span
            continue
        if span.role == "transfer" and not span.clause.eastern and money_back(span):
            yield span
            continue
        if span.role not in ("window", "report"):
            if span.role and not span.clause.reach[3].isdisjoint(_RETURNED):
                context.log.reject("refund.window", span.clause.quote, f"{_OTHER[span.role]} ({span.why})", days)
            continue
        briefest = span.duration.unit in ("fixed", "minute") and days == 0
        if days > _LONGEST or briefest or (span.duration.unit == "fixed" and not span.clause.eastern):
            context.log.reject("refund.window", span.clause.quote, "too long or no span for a return window", days)
            continue
        if span.clause.language == "ja" and span.clause.text[span.duration.core : span.duration.end][:1] == "〇":
            continue  # "〇〇日以内": a circle where a number should be
        if span.role == "report" and not span.fault and span.clause.about("delay", "tracking", within=2):
            continue
        if why := _no_window(span) or (span.clause.language == "ja" and _no_window_ja(span)) or _of_other_things(span):
            context.log.reject("refund.window", span.clause.quote, why, days)
            continue
        yield span


def _no_window(span: Span) -> str:
    """Why a time that stands among returns is no return window; "" when nothing speaks against it."""
    if acts := _shops_time(span):
        return acts
    if not span.clause.eastern:
        if of_use(span):
            return "how long the goods are to be used, or a course"
        if _OF_SELLERS.search(span.clause.text) is not None:
            return "what others who sell here do"
        if _of_parcel(span):
            return "a parcel that did not come, or a complaint"
    return "an ordinal, or a window that is denied" if _denied(span) else ""


def _no_window_ja(span: Span) -> str:
    """The same, by what Japanese says right behind the time."""
    text, end = span.clause.text, span.duration.end
    if _PAYS.match(text, end):
        return "the time to pay"
    if _STILL.match(text, end):
        return "after how long without news something is done"
    if _SHOP_ACTS.match(text, end) or _READY.search(text) or _of_member(span.clause):
        return "what the shop does then, or until when money lies"
    return "what the window is not for" if _OUTSIDE.search(text, end) else ""


def _of_other_things(span: Span) -> str:
    """The same, by what the clause and those around it are about."""
    if _lasts(span) or _OF_POINTS.search(span.clause.text) is not None:
        return "how long something is kept, or points last"
    if _OF_PREORDERS.search(span.clause.text):
        return "of orders placed ahead alone"
    if span.clause.has("uncollected"):
        return "parcels that nobody collects"
    unasked = not _about_returns(span) and not span.fault and not _complains(span)
    return "nothing near it is about returns" if unasked else ""


def _shops_time(span: Span) -> str:
    clause = span.clause
    if clause.eastern:
        return ""
    heading = fold(clause.block.headings[-1]).text if clause.block.headings else ""
    return shop_acts(clause.text, span.duration.start, span.duration.end, heading)


def _lasts(span: Span) -> bool:
    """Whether a time that only a heading puts among returns is the least that something takes, lasts or is kept
    ("至少保留包装15天", "si el servicio falla más de 72 horas").
    """
    if span.duration.limit != "least" or span.clause.language == "ja" or not span.by_heading:
        return False
    return not span.clause.has("return_words", "given_time")


def money_back(span: Span) -> bool:
    """Whether a buyer is told until when the money can be had back ("Not happy? Get your money back within 30 days")."""
    clause = span.clause
    opens = _MONEY_BACK.search(clause.text[: span.duration.start]) is not None and not span.anchor
    return opens and not clause.about("money_back", "return_procedure", within=1)


def _of_parcel(span: Span) -> bool:
    """Whether a time is one to tell of a parcel that did not come, or until a complaint is settled."""
    if span.role == "window" or span.fault:
        return _SETTLED.search(span.clause.text[: span.duration.start]) is not None
    return _NOT_COME.search(span.clause.text) is not None and not span.clause.has("return_words", "change_of_mind")


def _complains(span: Span) -> bool:
    """Whether until some days after delivery one may complain ("complaints within 7 days of delivery")."""
    told = span.role == "report" and span.anchor == "delivery" and not span.clause.eastern
    return told and span.clause.has("tells_of_fault") and not span.clause.about("privacy")


def _of_member(clause: Clause) -> bool:
    """Whether a Japanese sentence is about leaving a club or a school, and not about goods."""
    return _MEMBER.search(clause.text) is not None and _GOODS.search(clause.text) is None


def _denied(span: Span) -> bool:
    """Whether Chinese words count a day ("第1天"), deny the window ("不適用7天鑑賞期") or say when money has been paid, or
    others deny the right itself ("ne bénéficient pas du droit de rétractation de 14 jours").
    """
    if not span.clause.eastern:
        text, begins = span.clause.text, span.duration.start
        refusals = span.clause.scan.hits("says_no_refunds")
        return any(hit.end <= begins and _OF_RIGHT.fullmatch(text, hit.end, begins) is not None for hit in refusals)
    if not span.clause.language.startswith("zh"):
        return False
    before, after = span.clause.text[: span.duration.start], span.clause.text[span.duration.end :]
    if _PAID_OUT.match(after) is not None:
        return True
    if span.duration.unit == "fixed" and after.startswith(("算", "起")):
        return True
    return (
        before.endswith("第") or _IS_OVER.search(before) is not None or _NO_WINDOW.search(before[-_DENIAL:]) is not None
    )


def _withdraws(span: Span) -> bool:
    """Whether cancelling is meant as withdrawing: after the goods came, or under a label about returns."""
    if span.anchor == "delivery":
        return not span.clause.about("subscription", within=2)
    days = span.duration.days_max if span.duration.days_max is not None else span.duration.days_min
    if span.anchor != "purchase":
        return False
    if span.clause.language == "ja" and span.duration.unit == "hour" and _USED.search(span.clause.text) is None:
        return False  # within hours an order of goods is cancelled; a service that is not used yet is given back
    governing = span.clause.governing  # within hours of ordering one cancels an order
    shortest = (
        1 if span.clause.language.startswith("ja") else _SHORTEST_WITHDRAWAL
    )  # there キャンセル is returning as well
    return governing.any("return_words") or (days >= shortest and governing.any("governs_cancel"))


def _about_returns(span: Span) -> bool:
    clause = span.clause
    return clause.has("return_words") or clause.governing.any("return_words") or clause.about("refund")


def _days(span: Span, stated: set[int | None]) -> int:
    """The last day of a window. "8日以上経過した商品" are refused, so the eighth day is out where no other sentence lets
    it in; a round number of days ("7日以上経過") is the window itself.
    """
    duration = span.duration
    days = duration.days_max if duration.days_max is not None else duration.days_min
    passed = duration.limit == "least" and _PASSED.match(span.clause.text, duration.end) is not None
    if not passed or days in stated or days < _FEWEST:
        return days
    return days - 1 if days - 1 in stated or (days - 1) % 5 == 0 or (days - 1) % 7 == 0 else days


def _fact(span: Span, context: Context, scope: str, stated: set[int | None], main: Span | None) -> Fact:
    duration = span.duration
    days = _days(span, stated)
    value: dict[str, JSON] = {"days": days, "anchor": _ANCHORS.get(span.anchor, "unspecified"), "scope": scope}
    if duration.business:
        value["business"] = True
    confidence: Confidence = span.confidence
    if duration.limit == "least":
        confidence = "low" if confidence == "low" else "medium"
    beyond = bool(stated - {days}) and span is not main and second_windows.beyond_law(span)
    if beyond or second_windows.in_passing(span, main):
        confidence = "low"
    return context.fact(
        "refund.window", value, span.clause.block, span.quote, confidence=confidence, why=f"a return window: {span.why}"
    )
