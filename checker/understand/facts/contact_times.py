"""When support can be reached, and how fast it promises to answer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Fact
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.clauses import answering
from disputelint.checker.understand.facts.completed import quantity
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.rows import Reading, read
from disputelint.checker.understand.facts.sheet import Hit, sentence
from disputelint.checker.understand.linear import compiled
from disputelint.checker.understand.normalize import fold
from disputelint.checker.understand.quantities import find_durations

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

HOURS: Final = "contact.hours"
RESPONSE: Final = "contact.response_time"
_VALUE: Final = 120  # characters of a value under a label for response times
_NAME: Final = 40  # characters of the name of a time on a card
_MOST_DAYS: Final = 15  # days in which an answer may come
_DAYS: Final = 40  # characters in front of the hours in which days stand
_SENTENCE: Final = 160  # characters of a sentence in front of hours that say of what they are
_HALF = r"(?:[ap]\.?m\.? ?|午前|午後|上午|下午|早上|晚上|早|晚|凌晨|中午|오전|오후|저녁|밤|낮)"
_CLOCK = (
    rf"(?:{_HALF} ?)?(?:(?:[01]?[0-9]|2[0-4])"
    r"(?:(?:[:.h時시点點时] ?(?:[0-5][0-9]|半)?|uhr)? ?(?:a\.?m\.?|p\.?m\.?|uhr|uur|hrs|h|時|分|분)?)"
    r"|[一二三四五六七八九十]{1,3}[点點时時]半?)"
)
_RANGE = compiled(
    rf"(?:\b|早上|早|上午|오전) ?{_CLOCK} ?(?:--?|~|to|until|till|bis|a|à|al|alle|tot|as|e as|до|から|より|至|到|부터|에서) ?(?:{_CLOCK})(?:\b|$|[^0-9])|\b(?:between|zwischen|tussen|entre|tra|fra) (?:le |las )?{_CLOCK} ?(?:and|und|en|et|y|e|as) (?:le |las )?{_CLOCK}(?:\b|$|[^0-9])|24/7|24 ?(?:時間|hours a day|x ?7)|open 24 hours|年中無休|24시간|7 ?[x×*]? ?24 ?(?:小时|小時)|24 ?(?:小时|小時)(?:在线|線上|客服|服务|服務|全天|热线)"
)
_REAL = late(
    r"[:.h時]\s?[0-5]?[0-9]?|am|pm|a\.m|p\.m|uhr|uur|24/7|open 24|時間|無休|[0-9一二三四五六七八九十] ?[시点點时時]|hours a day|24시간|小[时時]"
)
# Each way begins with a letter, which makes it several times quicker to look for.
_SLUG: Final = late(r"[a-z0-9]-$")  # right in front of numbers that are part of an address or a date
_NOT_SUPPORT = late(
    r"deliver|配達|お届け|配送時間|時間(?:帯)?指定|発送|ship|dispatch|lieferung|zustell|zugestellt|ausgeliefert|livraison|livr(?:ons|es?)\b|entrega|consegn|bezorg|cut-?off|pick-?ups?\b|collections? (?:is|are|times?)|order(?:ed|s)? (?:\w+ ){0,3}(?:before|by|placed|processed|packed|filled|fulfilled|prepared)|注文|振込|送货时间|送貨時間|配送时间|取货时间|取貨時間|배송 ?(?:시간|가능)|출고|sale|セール|deadline|v(?<!\wv)olg(?:en|t|baar)?\b|t(?<!\wt)rack|suivre|verfolg|rastre|seguir tu|acompanhar"
)
# What is labelled as hours, and is not when a person answers.
_OTHER_HOURS: Final = late(
    r"\b(?:delivery|shipping|dispatch|pick-?up|collection|check-?in|check-?out) (?:hours|times?|window)\b"
)
_OF_PAYING: Final = late(r"\b(?:payments?|mobile money|transfers?|wallets?|cards?)\b")
_OPEN_AT: Final = late(r"\b(?:(?:customer |live )?(?:support|care|service)|helpline|help ?desk) ?[:–—-] ?$")
_REACHED = late(r"\b(?:reach|call|phone|ring)\b[^.]{0,60}\bbetween\b")
_NO_CLOCK = late(
    r"[~〜～-] ?[0-9]{1,2}時間|以内|後|前|程度|ほど|以上|以降|を|が|経過|まで|分|オンライン|ご?注文|いつでも|ショ|購入"
)  # "24時間以内": a span of time
# Days cut short by a full stop, which ends no sentence there: "Seg. a Sex. das 9h às 18h", "Mo. - Fr. 9-17 Uhr".
_SHORT_DAYS: Final = late(
    r"\b(?:(?:lun|mar|mie|mer|jue|jeu|gio|vie|ven|sab|sam|dom|dim|seg|ter|qua|qui|sex|mo|di|mi|do|fr|sa|so|ma|wo|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)\.[^\w\n]{0,3}"
    r"(?:(?:a|as|al|ate|bis|e|y|et|und|to|t/m|das|de|dalle|von|van|from)\b[^\w\n]{0,3}){0,2}){1,3}$"
)
_BEFORE = late(r"間?前")  # "24時間〜4時間前": how long before something
_BY_PHONE = late(
    r"(?:電話|ダイヤル|tel)[^。]{0,6}[0-9][0-9-]{8,13}[^。0-9]{0,10}$"
)  # hours right behind a number to call
_CALLED = late(r"ま?(?:で|の間)?[にはで]?、?お?電話(?:にて|で|のみ)?[^。]{0,4}(?:承|受け?付|対応|お?問い?合)")
_OPEN = late(r"受付[:は]? ?24時間|24時間(?:受付|対応|営業|オンライン|いつでも|年中|ご?注文)")
_ORDERED = late(r"(?:ご?注文|決済|お?支払い?|ご?入金|お?申し?込み)(?:の)?(?:確認|完了|確定)?(?:から|後|より)")
_TAKEN_BACK = late(
    r"(?:返品|交換|返金)[^。]{0,40}(?:以内|まで)[^。]{0,10}対応|(?:以内|まで)の(?:ご?連絡|お?申し?出|ご?報告)[^。]{0,6}(?:返品|交換|返金)"
)
_TO_FILL = late(r"\[[^\[\]]{0,40}(?:入力|記入|記載)して")
_ASKED_IN = late(
    r"到着後[^。]{0,12}(?:以内|まで)に[^。]{0,24}(?:ご連絡|お申し?出|ご報告)(?:いただ|頂)|(?:以内|まで)に(?:ご連絡|お申し?出)(?:いただ|頂)[^。]{0,8}(?:場合|れば)|(?:以内|まで)に[^。]{0,10}(?:ご?返送|お送り)(?:ください|下さい|をお?願)"
)
_BUYER_TELLS = late(
    r"\b(?:cliente|usuario|client|acheteur|kunde|klant|koper|comprador|acquirente|consumatore|consumidor|consument|verbraucher)\b[^.]{0,20}"
    r"\b(?:ha de|debe\w*|deve\w*|doit|moet\w*|muss|dovra|dient)\b[^.]{0,30}(?:comuni|notific|inform|mitteil|meld|contact|segnal)"
)
_SILENCE = late(
    r"\b(?:if|when|should) (?:you )?(?:\w+ ){0,3}(?:n.t|not|never|don.t|haven.t) (?:\w+ )?(?:hear|heard|receive|get|got|had)|\b(?:ne repond|no respond|nao respond|non rispond|nicht (?:antwort|reagier)|niet reage)|(?:返信|回答|返事|連絡)が(?:ない|届かない|来ない)|(?:연락|회신|답변|응답)이? ?없"
)
_OF_REFUND = late(
    r"(?:返金|refund(?:ed)?(?! (?:requests?|claims?|inquir|enquir|questions?))|erstattet|rembours)[^。.]{0,12}$"
)
_REFUND_REACH: Final = 24  # characters in front of a time in which it can be one of a refund
_WE = late(r"\bwe\b|\bour\b|\bus\b|support|team|\bwir\b|\bunser|\bnous\b|\bnotre\b")
_SOON = late(
    r"翌営業日|[隔次翌下](?:一)?(?:[个個日天]的?){0,2}(?:营业|營業|工作)[日天]|다음 ?(?:영업일|날)|익영업일|当日中|数日(?:以内|程度|ほど|(?:を)?(?:いただ|頂))|[当當]天|하루 ?안|당일|same day|next (?:business|working) day|am selben tag|nächsten werktag|\b(?:within|in) (?:a few|a couple of|several|the next few) (?:hours|minutes)\b|jour même|mismo día|stessa giornata"
)
_MAY_TAKE = late(r"数日(?:を)?(?:いただ|頂)")
# What makes a span of time of two numbers ("5-10 weeks").
_SPAN = late(
    r"[^\S\n]*(?:business |working )?(?:\w*days?|\w*tage?n?|jours?|dias?|giorni|\w*dagen|(?:个|個)?工作[日天]|영업일|[日天일주]"
    r"|weeks?|months?|years?|hours|hrs|minutes|mins?\b|wochen?|monate?n?|stunden|minuten|semaines?|mois|heures"
    r"|semanas?|mes(?:es)?\b|horas|settiman\w|mesi|ore\b|weken|maanden|uren|週|か月|ヶ月)"
)
_TIME_TAKEN = late(r"[0-9]{1,2} ?(?:-|~|to) ?[0-9]{1,2} ?(?:business |working )?(?:hours|days|weeks|minutes|months)\b")
_AGO = late(
    r"d(?<!\wd)ays? (?:of|after|from) (?:receipt|delivery|receiving)\b|c(?<!\wc)ontact you[^.]{0,30} to let you know\b"
)

_DELIVERED: Final = late(r"[^。:]{0,12}(?:引き?渡し?|提供|お?届け|納品|発送)(?:の)?(?:時期|日|期日)[^。:]{0,6}:")
_NOT_SENT: Final = late(r"(?:発送|出荷|お?届け)[^。]{0,4}(?:でき|出来)ない")


def find(document: Document, context: Context) -> Iterator[Fact]:
    """Support hours and promised response times."""
    reading = read(document)
    yield from _hours(reading, context)
    yield from _response(reading, context)
    yield from _labelled(reading, context)
    yield from _answers(document, context)


def _hours(reading: Reading, context: Context) -> Iterator[Fact]:
    seen: set[int] = set()
    for hit in reading.text.find(_RANGE):
        block = hit.block
        if (
            block.index in seen
            or block.area in ("reviews", "related", "cookie")
            or not (_REAL.search(hit.text) or _bare(hit))
        ):
            continue
        if _SLUG.search(hit.before(2)) is not None:
            continue  # "/oak-stool-2-3", "2025-10-12"
        if hit.text.endswith(("時間", "時")) and _BEFORE.match(hit.after(4)) is not None:
            continue
        if hit.text.endswith("時間") and _NO_CLOCK.match(hit.after(6)) is not None:
            continue
        first, last = sentence(hit.folded.text, hit.start, hit.end)
        said = hit.folded.text[max(first, hit.start - 80) : min(last, hit.end + 60)]
        labelled = reading.labelled(block, "contact.label_hours") or wording.has("contact.label_hours", said)
        if not labelled and block.headings and wording.is_label("contact.label_hours", block.headings[-1]):
            labelled = True
        before = hit.before(_DAYS)
        if (short := _SHORT_DAYS.search(before) if "." in before else None) is not None:
            first = min(first, max(0, hit.start - _DAYS) + short.start())
        labelled = labelled or _OPEN_AT.search(before) is not None
        if hit.text.startswith("24") and any(_OF_PAYING.search(fold(head).text) for head in block.headings[-2:]):
            context.log.reject(HOURS, hit.original, "when a way to pay is open")
            continue
        days = short is not None or wording.has("contact.weekday", said)
        told = labelled or days or ("between" in said and _REACHED.search(said) is not None)
        told = told or _of_number(reading, hit)
        if not (told or _above(reading, block.index)) or (
            _TIME_TAKEN.match((hit.text + hit.after(12)).lstrip())
            and not reading.labelled(block, "contact.label_hours")
        ):
            continue
        if _TO_FILL.search(said):
            context.log.reject(HOURS, hit.original, "an example in brackets that were to be filled in")
            continue
        whole = hit.folded.text[max(first, hit.start - _SENTENCE) : min(last, hit.end + 60)]
        if _OTHER_HOURS.search(whole[: max(0, hit.start - max(first, hit.start - _SENTENCE))]) is not None:
            context.log.reject(HOURS, hit.original, "hours of something else")
            continue
        called = _BY_PHONE.search(hit.before(40)) or _CALLED.match(hit.after(24))
        if not labelled and _of_else(whole) and not called:
            context.log.reject(HOURS, hit.original, "hours of something else")
            continue
        seen.add(block.index)
        sure = labelled or bool(days)
        yield context.fact(
            HOURS,
            block.text[slice(*hit.folded.back(first, last))],
            block,
            hit.folded.back(first, last),
            confidence="high" if sure else "medium",
            why="hours of the day with " + ("a label" if labelled else "days of the week" if days else "a label above"),
        )


@lru_cache(maxsize=2048)
def _of_else(said: str) -> bool:
    """Whether words around hours of the day say that something else than support has them."""
    return _NOT_SUPPORT.search(said) is not None


def _of_number(reading: Reading, hit: Hit) -> bool:
    """Whether hours stand in brackets behind a number to call, as Japanese shops write them without a label."""
    before = hit.before(40)
    if not before.endswith("(") or hit.block.text.isascii():
        return False
    return _BY_PHONE.search(before) is not None or reading.labelled(hit.block, "contact.label_phone")


def _bare(hit: Hit) -> bool:
    """Whether bare numbers are hours: right behind days of the week, and no number of days ("lun-ven 9-13")."""
    behind = wording.has("contact.weekday", hit.before(24))
    return behind and _SPAN.match(hit.after(24)) is None


def _above(reading: Reading, index: int) -> bool:
    """Whether the block right above is a label of hours or names days."""
    place = reading.places.get(index - 1)
    if place is None:
        return False
    block, folded = reading.text.blocks[place], reading.text.folded[place]
    return len(folded.text) < 60 and (
        wording.is_label("contact.label_hours", block.text) or wording.has("contact.weekday", folded.text)
    )


def _response(reading: Reading, context: Context) -> Iterator[Fact]:
    seen: set[tuple[int, int]] = set()
    for hit in reading.text.find(wording.pattern("contact.response_verb")):
        first, last = sentence(hit.folded.text, hit.start, hit.end)
        if (hit.block.index, first) in seen or hit.block.area in ("reviews", "related", "cookie"):
            continue
        if hit.block.role in ("link", "heading", "option"):
            continue
        seen.add((hit.block.index, first))
        said = hit.folded.text[first:last]
        fact = _promise(hit, said, first, context)
        if fact is not None:
            yield fact


def _labelled(reading: Reading, context: Context) -> Iterator[Fact]:
    """Times under a label for them ("Response time | Within 24 hours"), and times above their name on a card."""
    for row in reading.of("contact.label_response"):
        if row.block.region == "nav" or row.block.role in ("link", "option", "heading") or len(row.text) > _VALUE:
            continue
        if _soon(fold(row.text).text, context.language):
            yield context.fact(RESPONSE, row.text, row.block, row.span, why=f"under the label {row.label.strip()}")
    for place, block in enumerate(reading.text.blocks[1:]):
        above = reading.text.blocks[place]
        if len(block.text) > _NAME or not quantity(reading.text.folded[place].text):
            continue
        if wording.is_label("contact.label_response", block.text):
            yield context.fact(RESPONSE, above.text, above, why="a time above the name of what takes it")


def _soon(said: str, language: str) -> bool:
    """Whether folded words name a time in which an answer may come."""
    return _SOON.search(said) is not None or any(
        d.days_max is not None and d.days_max <= _MOST_DAYS and not d.immediate for d in find_durations(said, language)
    )


def _answers(document: Document, context: Context) -> Iterator[Fact]:
    """What short answers promise with their questions ("How soon will you reply?" "Within a day.")."""
    for clause in answering(document, context):
        verb = wording.pattern("contact.response_verb").search(clause.text)
        if verb is not None and _against(clause.text, verb.start(), context.language) == "":
            why = "a short answer, read with its question"
            yield context.fact(RESPONSE, clause.quote, clause.block, clause.span, why=why)


def _in_japanese(said: str, start: int | None) -> str:
    """What else than an answer Japanese words say takes the time that begins at `start`; "" when none do."""
    if start is not None and _OPEN.search(said, max(0, start - 8)) is not None:
        return "the hours in which messages are taken"
    if _ORDERED.search(said, 0, 28) is not None and "問" not in said:
        return "what comes after an order or a payment"
    if _DELIVERED.match(said) is not None:
        return "the row of a delivery time"
    if _NOT_SENT.search(said) is not None:
        return "what happens when goods are not sent in time"
    back = _TAKEN_BACK.search(said) is not None or _ASKED_IN.search(said) is not None
    return "until when goods are taken back" if back else ""


def _promise(hit: Hit, said: str, first: int, context: Context) -> Fact | None:
    """A duration close to the word for answering, in a sentence where the shop answers."""
    against = _against(said, hit.start - first, context.language)
    if against is None:
        return None
    if against:
        context.log.reject(RESPONSE, said, against)
        return None
    return context.fact(
        RESPONSE,
        hit.block.text[slice(*hit.folded.back(first, first + len(said)))],
        hit.block,
        hit.folded.back(first, first + len(said)),
        confidence="medium" if _MAY_TAKE.search(said) else "high",
        why="a period by a word for answering",
    )


@lru_cache(maxsize=2048)
def _against(said: str, at: int, language: str) -> str | None:
    """What speaks against a promise in a sentence with a word for answering at `at`; "" where nothing does, None where it
    names no time. Shops say the same sentence on many pages.
    """
    near = [
        d
        for d in find_durations(said, language)
        if d.days_max is not None and d.days_max <= _MOST_DAYS and min(abs(d.start - at), abs(d.end - at)) <= 70
    ]
    if not near and _SOON.search(said) is None:
        return None
    if wording.has("contact.not_support_reply", said) and not _WE.search(said):
        return "a period for the buyer, not for the answer"
    start = near[0].start if near else 0
    if not said.isascii() and (reason := _in_japanese(said, start if near else None)):
        return reason
    if _BUYER_TELLS.search(said):
        return "until when the buyer has to tell"
    if _SILENCE.search(said):
        return "what to do when no answer came"
    if (("day" in said or "contact you" in said) and _AGO.search(said)) or (
        near and _OF_REFUND.search(said[max(0, start - _REFUND_REACH) : start])
    ):
        return "the time is of something else"
    return ""
