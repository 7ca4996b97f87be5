"""Tracking, carriers, regions, customs, delays, lost parcels, origin: what a shop says of its shipping besides time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Block, Fact
from disputelint.checker.understand.facts.clauses import Clause, is_item, topics_of
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.indexed import clauses_with, index_of
from disputelint.checker.understand.facts.rows import read
from disputelint.checker.understand.facts.said import said
from disputelint.checker.understand.facts.shipping_cost import NUMBER
from disputelint.checker.understand.facts.shipping_places import headed_places
from disputelint.checker.understand.facts.shipping_threshold import ROW
from disputelint.checker.understand.facts.statements import Statement, stated, statements
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_LOST_PARTS: Final = late(r"(?:付属品|納品書|箱|タグ|下札|保証書|説明書|鍵|カード|パスワード)[^。]{0,16}紛失")
_NO_DELAY: Final = late(
    r"でき?ない地域|追跡情報|^(?!.*(?:天候|交通|離島)).*遅くて?とも|^(?!.*(?:天候|交通|離島)).*遅くても|(?:業者|会社|方法|手段|送料|手数料|価格)(?:が|は)?[^。届遅]{0,6}異な|(?:入金|お?振り?込み?|お?支払い?|決済)(?:手続き)?(?:が|の)?遅"
)
# Where the parcel of one order goes, and where to read more, say nothing of where the shop sends to.
_NO_REGION: Final = late(
    r"宛名|を拠点に|^(?!.*(?:全国|国内|海外)).*指定[^。]{0,10}住所|「[^」]{0,12}日本[^」]{0,12}」|(?:地域|お?届け先|配送先)[^。送]{0,8}より[^。送]{0,40}(?:日|週間|時間)|(?:配送|お?届け|発送)先(?:の)?(?:ご?住所)?(?:の)?ご?変更|(?:配送|お?届け|発送)先が(?:ご?注文|お?申し?込|ご?依頼)"
    r"|先が(?:ご?不在|留守)|^(?!.*(?:全国|国内|海外)).*(?:希望日|日時|時間帯)[^。]{0,16}(?:指定|お?届けでき|添え|承)"
    r"|^(?!.*(?:送料|配送[^先]|発送)).*(?:手数料|代引き?|代金引換)|(?:詳細|詳しく)は?[^。]{0,8}こちら|^(?!.*全国).*[0-9] ?[かヵヶカケ]所(?:以上)?の?(?:ご)?(?:配送|お?届け)先"
)
# What arrivals depend on ("受海外仓库发货速度影响") is no place that the shop sends to.
_HELD_UP: Final = late(
    r"受(?:到|限于)?[^。;]{0,60}(?:影响|影響)|(?:因|由于|由於)[^。;]{0,60}(?:延误|延誤|延迟|延遲|延长|延長)"
)
_AT_HOME: Final = late(r"国内(?:に限|のみ|限定|だけ)")
_UNLIKE: Final = {"shipping.delays": _NO_DELAY, "shipping.regions": _NO_REGION}
# Goods that come from abroad ("海外直送", "海外正規代理店から仕入れ") are not sent there.
_FROM_ABROAD: Final = late(
    r"海外(?:の)?(?:正規|仕入|取引|メーカー|ブランド|工場|倉庫|提携|拠点|代理店|直送|製|在庫|流通)|海外(?:から|より)|輸入"
)
_TO_ABROAD: Final = late(r"海外(?:へ|に(?!て)|宛|向け|の(?:お客|方|住所|お届け先)|発送|配送|への)")
_SENDS: Final = late(r"\b(?:post|mail|send|sell|export)\w*\b")
_SURCHARGE: Final = late(r"\bsurcharges?\b|\bpeak[^.]{0,30}\b(?:prices?|costs?|fees?)\b")
# "Custom orders may take longer": how long they are made, no delay.
_MADE: Final = late(
    r"^(?:please note(?: that)?,? )?(?:all )?(?:custom|special|personali[sz]ed|made|bespoke|engraved|handmade|pre-?order|bulk|large|complex|some)(?:[- ]\w+){0,4} (?:may|can|might|could|will)(?: \w+){0,2} longer\b"
)
_MAY_SLOW: Final = late(
    r"\bpod(?:em|e|endo)\b|\bpued\w+|\bposson?o\b|\bpuo\b|\bpeu(?:t|vent)\b|\bkann\b|\bkonnen\b|\bkan\b|\bkunnen\b"
)
_TO_PAY: Final = late(
    r"tax|tass|impost|impuest|arancel|dazi|dazio|oneri|frais|droits|gebuhr|abgabe|steuer|rechten|kosten|heffing|tribut|paga|pay|zahl|betal"
    r"|charge|fees?\b|dut(?:y|ies)|custo|costo|coste|carico|responsab|verantwort"
)
_BY_PLACE: Final = late(
    r"depending on (?:your|the) (?:location|address|place|area|region|destination)\b|for orders (?:shipped|sent|delivered) (?:to|within)\b"
)
_MAY_DIFFER: Final = late(r"\b(?:may|can|might|could|will) (?:\w+ )?(?:vary|differ)\b")
_HELD_BACK: Final = late(
    r"\b(?:delay|late|weather|holiday|customs|peak|season|strike|demand|volume|unforeseen|circumstance|control|longer|disrupt|traffic|estimate|guarantee)"
)
_SENT_BY: Final = late(r"商品を[^。、]{0,8}(?:送付|お?送り)")
_PRICED_REGION: Final = late(
    r"(?:北海道|東北|関東|信越|北陸|東海|中部|近畿|関西|中国|四国|九州|沖縄|離島|本州)(?:地方|本島|県|全域)?[^。0-9]{0,8}[0-9][0-9,]{2,}"
)
_UNAVAILABLE: Final = late(r"\b(?:un|not (?:currently |yet )?)available\b|\bnot (?:currently )?offered\b")
_NOT_YET: Final = late(
    r"\b(?:in|under) (?:development|preparation)\b|\bin the works\b|\b(?:coming|available) soon\b|\bin (?:the )?(?:\w+ )?future\b|\bworking (?:on|towards)\b|\b(?:hope|plan|planning) to\b|\b(?:when|once|until)\b[^.]{0,40}\bavailable\b"
)
_DUTY: Final = late(r"\b(?:dut(?:y|ies)|tax(?:es)?|fees?|charges?|vat|tariffs?|pay)\b|[^\x00-\x7f]{4}")
_WHO_CARRIES: Final = late(r"\b(?:partner(?:s|ed|ing)? with|work(?:s|ing)? with|our (?:\w+ )?partners?)\b")
# Who carries parcels where its name is in no list: "via Blue Heron Express", "Kestrel Couriers is our courier partner".
_CARRIES: Final = late(
    r"(?:\b(?:via|with|by|through|using) (?:our (?:\w+ ){1,3}?,? ?)?)((?:[A-Z][\w&.'’-]*\s+){1,3}(?:Express|Couriers?|Logistics|Cargo|Parcels?|Freight))\b"
    r"|((?:[A-Z][\w&.'’-]*\s+){0,3}[A-Z][\w&.'’-]+) (?:is|are) our (?:\w+ ){0,3}(?:courier|shipping|delivery|logistics) (?:partners?|providers?|compan(?:y|ies))\b"
)
_CARRYING: Final = (
    "Express",
    "Courier",
    "Logistics",
    "Cargo",
    "Parcel",
    "Freight",
    " is our ",
    " are our ",
)  # it needs one
_NO_NAME: Final = late(
    r"^(?:standard|express|expedited|priority|registered|air|sea|ocean|road|surface|international|domestic|economy|free|next|same|first|premium|local|third|our|the|all|india|royal|global|worldwide|trusted|reputed|reliable|leading|who|which|what|they|it|this|that)\b",
    re.I,
)
_PARTNERS: Final = late(
    r"\b(?:delivery|shipping|courier|logistics|postal) (?:partners?|compan(?:y|ies))\b|\b(?:couriers|carriers)\b(?! (?:note|fee))|\b(?:which|what) (?:courier|carrier|(?:delivery|shipping|postal) (?:company|service|provider))\b(?!.*\breturn)"
)
_AREAS: Final = ("shipping", "handling", "delivery", "regions", "tracking", "cost", "customs")
_STATEMENTS: Final = (
    Statement(
        "shipping.tracking",
        ("says_tracking",),
        under=("tracking", "shipping"),
        unless=("tracking_asked", "return_label", "no_tracking", "sent_back_tracked"),
        not_under=("privacy", "refund"),
        value=True,
    ),
    Statement(
        "shipping.tracking",
        ("hints_tracking",),
        under=("tracking",),
        unless=("says_tracking", "tracking_asked", "return_label", "no_tracking", "sent_back_tracked", "says_delay"),
        not_under=("privacy", "refund"),
        strict=True,
        value=True,
    ),
    Statement(
        "shipping.regions",
        ("says_regions",),
        under=("regions", "shipping", "cost"),
        unless=("ships_in_order_to",),
        not_under=("privacy", "refund"),
    ),
    Statement(
        "shipping.customs_duties",
        ("says_customs",),
        under=("customs", "shipping", "cost"),
        not_under=("privacy", "refund"),
    ),
    Statement(
        "shipping.delays",
        ("says_delay",),
        under=("delay", "shipping", "delivery"),
        freely=("delay_liability", "delivery_may_vary"),
        unless=("answer_delayed",),
        not_under=("privacy", "refund", "payment"),
        strict=True,
    ),
    Statement(
        "shipping.lost_parcels",
        ("says_lost",),
        under=("delay", "shipping", "refund"),
        strict=True,
        not_under=("privacy",),
    ),
    Statement(
        "shipping.origin",
        ("says_origin",),
        under=("shipping", "regions"),
        unless=("no_origin",),
        strict=True,
        not_under=("privacy", "refund"),
    ),
)


def find(document: Document, context: Context) -> Iterable[Fact]:
    """All of them, per statement in page order."""
    for wanted in _STATEMENTS:
        if wanted.name == "shipping.lost_parcels":
            yield from (fact for clause, fact in stated(document, context, wanted) if not _refused(clause))
        elif context.language == "ja" and (other := _UNLIKE.get(wanted.name)) is not None:
            said = [fact for clause, fact in stated(document, context, wanted) if not other.search(clause.text)]
            yield from said
            if wanted.name == "shipping.regions" and not said:
                yield from headed_places(document, context)
        elif wanted.name == "shipping.delays":
            found = [
                fact
                for clause, fact in stated(document, context, wanted)
                if not (_SURCHARGE.search(clause.text) or _MADE.match(clause.text) or _refused(clause))
                and (clause.eastern or not clause.quote.endswith("?"))
            ]
            yield from sorted(found, key=_by_place_alone)
        elif wanted.name == "shipping.customs_duties":
            named = stated(document, context, wanted)
            yield from (fact for clause, fact in named if not _cause_of_delay(clause) and not _slows(clause))
        elif wanted.name == "shipping.regions":
            told = [one for one in stated(document, context, wanted) if _of_sending(one[0])]
            yield from (fact for _, fact in sorted(told, key=lambda one: _in_passing(one[0])))
            if not told:
                yield from headed_places(document, context)
        else:
            yield from statements(document, context, wanted)
    if context.language == "ja":
        yield from _of_postage(document, context)
    yield from _international(document, context)
    yield from _carriers(document, context)


def _slows(clause: Clause) -> bool:
    """Whether customs are named only as what may make a parcel late, and nothing is said of what is to be paid."""
    return not clause.eastern and _MAY_SLOW.search(clause.text) is not None and _TO_PAY.search(clause.text) is None


def _refused(clause: Clause) -> bool:
    """Whether it is an item of what cannot be returned: parcels and notes that the buyer lost."""
    listed = is_item(clause) and clause.about("exclusions", within=2)
    return listed or (clause.language == "ja" and _LOST_PARTS.search(clause.text) is not None)


def _of_sending(clause: Clause) -> bool:
    """Whether a sentence that names places is about sending goods there, not about where else the shop is at work."""
    if clause.language[:2] == "zh" and _HELD_UP.search(clause.text) is not None:
        return False
    said = (
        clause.language[:2] != "en"
        or clause.has("shipping_words", "ships_home_only")
        or _SENDS.search(clause.text) is not None
    )
    return said or clause.about(*_AREAS, within=3) or clause.governing.any("shipping_words")


def _cause_of_delay(clause: Clause) -> bool:
    """Whether an item names customs among what may hold a parcel up ("Delivery times may vary due to: - Customs clearance")."""
    if clause.eastern or _DUTY.search(clause.text) is not None:
        return is_item(clause) and clause.governing.any("says_delay") and _DUTY.search(clause.text) is None
    return clause.has("says_delay") or (is_item(clause) and clause.governing.any("says_delay"))


def _in_passing(clause: Clause) -> bool:
    """Whether a sentence that names where parcels go tells of who carries them, or how long they take there; it comes after
    those that say it.
    """
    return _WHO_CARRIES.search(clause.text) is not None or _BY_PLACE.match(clause.text) is not None


def _by_place_alone(fact: Fact) -> bool:
    """Whether all that a sentence says of delays is that times differ from place to place; it comes after the others."""
    said = fold(fact.evidence.quote).text
    return _MAY_DIFFER.search(said) is not None and _HELD_BACK.search(said) is None


def _international(document: Document, context: Context) -> Iterator[Fact]:
    for clause in clauses_with(document, context, "ships_abroad", "ships_home_only"):
        if (
            clause.has("ships_abroad", "ships_home_only")
            and clause.has("shipping_words")
            and not clause.has("return_words", "says_delay")
            and (clause.both or not clause.about("privacy", "refund", within=1))
            and not clause.quote.endswith(("?", "？"))
        ):
            if _NOT_YET.search(clause.text) is not None and not clause.has("refuses"):
                context.log.reject("shipping.international", clause.quote, "hoped for, not offered")
                continue
            if clause.language == "ja" and _FROM_ABROAD.search(clause.text) and not _TO_ABROAD.search(clause.text):
                context.log.reject("shipping.international", clause.quote, "goods that come from abroad")
                continue
            home = clause.language == "ja" and _AT_HOME.search(clause.text) is not None
            refused = clause.has("refuses", "ships_home_only") or _UNAVAILABLE.search(clause.text) is not None
            value = "no" if home or refused else "yes"
            if value == "no" and _of_some(clause):
                context.log.reject("shipping.international", clause.quote, "said of some goods only", value)
                continue
            yield context.fact(
                "shipping.international",
                value,
                clause.block,
                clause.span,
                confidence="medium",
                why="ships abroad or not",
            )


def _of_postage(document: Document, context: Context) -> Iterator[Fact]:
    """Regions with a postage of their own, row by row or side by side ("東北 | 900円"): that is where goods are sent."""
    index = index_of(document, context)
    priced = {*index.priced, *[clause.place for clause in index.every if clause.governed and len(clause.text) <= ROW]}
    for clause in clauses_with(document, context, also=priced):
        if not clause.about("shipping", "regions", within=3) or clause.about("refund", "privacy", within=1):
            continue
        beside = clause.governing.any("region_words") and len(clause.text) <= ROW
        if (clause.money or NUMBER.fullmatch(clause.text)) and (
            beside or _PRICED_REGION.search(clause.text) is not None
        ):
            why = "a postage of each region"
            yield context.fact(
                "shipping.regions", clause.quote, clause.block, clause.span, confidence="medium", why=why
            )
            return


def _of_some(clause: Clause) -> bool:
    """Whether a sentence speaks of some goods or cases; that it speaks of other countries is its point here."""
    return any(clause.text[hit.start : hit.end] != "海外" for hit in clause.scan.hits("limited_subject"))


def _carriers(document: Document, context: Context) -> Iterator[Fact]:
    """Carrier names where parcels go out, joined into one list; a name without such words is none."""
    names: list[str] = []
    first: Clause | None = None
    western = context.language[:2] == "en"
    for clause in clauses_with(document, context, "carriers", *(("carrier_role",) if western else ())):
        hits = [clause.back(hit.start, hit.end) for hit in clause.scan.hits("carriers")]
        if not hits and western:
            hits = _by_role(clause)
        if not hits or clause.about("privacy", within=2):
            continue
        if (clause.about("refund", "fault", within=1) and not clause.both) or (
            clause.has("return_words") and not clause.about("shipping", within=2)
        ):
            context.log.reject("shipping.carriers", clause.quote, "named for returns")
            continue
        if (
            clause.block.label
            and clause.about("refund", within=5)
            and not clause.about("shipping", "delivery", within=2)
        ):
            continue
        if clause.has("dropoff"):
            context.log.reject("shipping.carriers", clause.quote, "where to hand in a return")
            continue
        listed = western and _of_partners(clause)
        outbound = listed or clause.about(*_AREAS, within=3) or clause.has("shipping_words")
        outbound = outbound or (clause.language == "ja" and _SENT_BY.search(clause.text) is not None)
        if not outbound or not (listed or clause.has("carrier_role") or clause.about("shipping", within=3)):
            context.log.reject("shipping.carriers", clause.quote, "nothing says that it carries the shop's parcels")
            continue
        first = first or clause
        for start, end in hits:
            name = clause.block.text[start:end].strip()
            if len(name) <= 4 and name.isascii() and not name.isupper() and not name[:1].isupper():
                continue  # "sign ups", "ems" inside running text
            if name.casefold() not in (known.casefold() for known in names):
                names.append(name)
    if not names and not context.language.startswith(("zh", "ko")):
        yield from _headed_carriers(document, context)
    if first is not None and names:
        yield context.fact(
            "shipping.carriers", list(names), first.block, first.span, why="named where parcels are sent"
        )


def _of_partners(clause: Clause) -> bool:
    """Whether it is a line with a name under "Delivery partners" or "Our couriers"."""
    if len(clause.text) > ROW or not clause.block.headings:
        return False
    return _PARTNERS.search(fold(clause.block.headings[-1]).text) is not None


def _headed_carriers(document: Document, context: Context) -> Iterator[Fact]:
    """Carriers that are headings under one about sending ("配送方法", then "ゆうパック" and what is said of it)."""
    found: list[tuple[Block, str]] = []
    longest = ROW if context.language == "ja" else 2 * ROW
    likely = context.lexicon.either(context.language, "carriers")
    for block, folded in read(document).text.having(likely) if likely is not None else ():
        if block.role != "heading" or block.region != "main" or not block.headings or len(block.text) > longest:
            continue
        about = topics_of(block.headings[-1], context.language, context.lexicon)
        named = said(folded.text, context.language).scan.hits("carriers")
        if named and context.language != "ja":
            about = topics_of(block.text, context.language, context.lexicon)  # "Standard delivery (DHL)"
            if not about.isdisjoint(_AREAS) and about.isdisjoint(("refund", "privacy")):
                found += [(block, block.text[slice(*folded.back(hit.start, hit.end))]) for hit in named]
        elif named and not about.isdisjoint(_AREAS) and about.isdisjoint(("refund", "privacy")):
            found.append((block, block.text.strip("【】■●◆・ 　")))
    if found:
        names, (first, _) = list(dict.fromkeys(name for _, name in found)), found[0]
        yield context.fact("shipping.carriers", list(names), first, confidence="medium", why="headings under sending")


def _by_role(clause: Clause) -> list[tuple[int, int]]:
    """Where in the block carriers are named whose names are in no list, by what is said that they do."""
    said = clause.block.text[clause.start : clause.end]
    found = _CARRIES.search(said) if any(word in said for word in _CARRYING) else None
    if found is None:
        return []
    start, end = found.span(1) if found[1] else found.span(2)
    return [] if _NO_NAME.match(said[start:end]) else [(clause.start + start, clause.start + end)]
