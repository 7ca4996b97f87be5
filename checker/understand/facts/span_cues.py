"""What the words of a text say of each of its durations: from when it counts, and how near the cue of each role stands.

It depends on the text alone, so clauses of the same words share it; `spans` adds what they stand under.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from disputelint.checker.model.record import record
from disputelint.checker.understand.facts.said import Said
from disputelint.checker.understand.facts.span_distance import distance
from disputelint.checker.understand.lexicon import Hit
from disputelint.checker.understand.quantities import Duration

ROLES: Final = [
    "transfer",
    "window",
    "sendback",
    "report",
    "handling",
    "delivery",
    "reply",
    "warranty",
    "payment",
    "storage",
    "cancel",
    "escalation",
    "trial",
]
PLACE: Final = {role: place for place, role in enumerate(ROLES)}
_GOVERNS: Final = {f"governs_{role}": role for role in ROLES}
_CUES: Final = frozenset(_GOVERNS)
_ANCHORS: Final = tuple(f"anchor_{name}" for name in ("return", "delivery", "purchase", "dispatch"))
CONCEPTS: Final = (*_GOVERNS, *_ANCHORS)  # that are looked for
_BASE: Final = {
    "transfer": 3.2,
    "warranty": 3.3,
    "storage": 2.6,
    "payment": 2.6,
    "trial": 2.4,
    "sendback": 3.4,
    "report": 2.7,
    "cancel": 3.3,
}
_NEARER: Final = 1.0  # by which a word for the one counts more than any for the other
_WAYS: Final = ("method ", "methods ", "form ", "means ", "mode ")  # "of payment" behind one is no moment
_REQUEST: Final = re.compile(
    r"refunds?(?: (?:and|or|/) \w+)? (?:requests?|claims?|applications?) (?:must|should|need|have to)\b"
)
_REQUEST_FOR: Final = re.compile(
    r"\b(?:claims?|requests?|applications?) for (?:an? |any |your |the )?(?:full |partial )?$"
)
_CERTAIN: Final = 2.4  # of a word for an answer or a look at the goods, where none is said of the money
_REACH: Final = 24  # characters behind a condition in which it goes on
_PURPOSE: Final = re.compile(r" (?:pour|per|para|om|um) ")  # "30 jours après réception pour nous retourner ..."
_ANSWERED: Final = re.compile(r"\b(?:quot(?:e|ation)s?|estimates?|proofs?|calls?|messages?|e-?mails?)(?: \w+){1,3} $")
_NAMES_A_WAY: Final = (
    *(" order", "方法", "業者", "会社", "サービス"),
    *(" 제외", " 별도", " 미포함", "기간 제외", " 기간 제외", " 기간은 제외", "기간은 제외", "일 제외", " 기간 별도"),
    *(" 상태", "상태", " 현황", "현황", " 조회", "조회", "비", "료", "지 ", "업체", " 업체", " 방법", "방법"),
    *("方式", "费", "費", "范围", "範圍", "地址", "公司", "状态", "狀態", "状况", "狀況", "信息", "資訊"),
)
# "3個工作天出貨,不含運送時間": what comes on top of the time, in front of its name.
_NOT_COUNTED: Final = tuple(
    f"{word}{joint}"
    for word in ("不含", "不包含", "不包括", "未含", "另加", "再加", "加上", "外加", "另計", "另计")
    for joint in ("", "上", "的")
)
_BACK: Final = re.compile(r" ?이?전(?:까지|에|의|인|[ :,)~]|$)")  # "예약일 7일 이전": counted back from a day
# "If you are not happy with it ..." begins a promise of taking back and no case of trouble.
_DISPLEASED: Final = re.compile(
    r"satisf|satisfech|soddisf|zufrieden|tevreden|gefall|gefallt|convien|convenc|convinc|\bgust|\bplai|\bpiac|\bbeval"
)
_TO_BE_ASKED: Final = re.compile(  # "the request must be made within 14 days"
    r"\b(?:demande|solicitud|solicitacao|richiesta|pedido|aanvraag|verzoek|antrag)\b[^.;]{0,20}"
    r"\b(?:doit|debe|debera|deve|devera|moet|muss)\b[^.;]{0,20}$"
)
_PAID: Final = re.compile(r"pagament|zahlung|paiement|\bpago\b|betaling")
_BRACKET: Final = re.compile(r"\((?:[a-z]+ ){0,3}$")
# Roles whose cue may be a word of the anchor ("of delivery"), which then is no cue.
_ANCHORABLE: Final = frozenset(ROLES) - {
    "sendback",
    "reply",
    "storage",
    "warranty",
    "escalation",
    "cancel",
    "payment",
}


@record(frozen=True, slots=True)
class Cue:
    """The word for a role that says most of a duration, and what it adds to the role; 0 and no word where none is near."""

    role: str
    place: int  # of the role among `ROLES`
    value: float
    hit: Hit | None


@record(frozen=True, slots=True)
class Timed:
    """A duration of a text, from when it counts ("" where nothing says so), and its cues: one for each role with words."""

    duration: Duration
    anchor: str
    cues: dict[str, Cue]
    weighed: tuple[tuple[int, float], ...]  # places of roles that count for less, and by what
    back: bool  # it is counted back from something: "14日前"
    summed: bool  # all times of the text are parts of a sum
    given: bool  # a buyer is said to have it: "you have 14 days"


Role = tuple[Timed, str, float, float, str]  # a duration, its role, the role's score and lead, what decided


def timed(said: Said, *, credited: bool) -> tuple[Timed, ...]:
    """The durations of a text in order. `credited`: words of processing are said of money that goes back."""
    known = said.timed.get(credited)
    if known is None:
        known = said.timed[credited] = _timed(said, credited)
    return known


def _timed(said: Said, credited: bool) -> tuple[Timed, ...]:
    scan = said.scan
    anchors = _anchors(said)
    hits = {_GOVERNS[concept]: scan.hits(concept) for concept in scan.possible & _CUES}
    if "transfer" in hits:  # "refund requests must be made within 2 days", "claims for a refund"
        hits["transfer"] = tuple(hit for hit in hits["transfer"] if not _requested(said.text, hit))
    if "escalation" in hits and not said.eastern:
        hits["escalation"] = tuple(hit for hit in hits["escalation"] if not _displeased(said.text, hit))
    words = _undoubled({role: _unmasked(said.text, found, anchors, role) for role, found in hits.items() if found})
    if credited:
        looked = hits.get("reply", ())  # "allow 3 days for your return to be inspected"
        weak = [
            hit
            for hit in scan.hits("governs_processing")
            if not any(one.start <= hit.start and hit.end <= one.end for one in looked)
            and _TO_BE_ASKED.search(said.text, 0, hit.start) is None
        ]
        words["transfer"] = [*words.get("transfer", ()), *weak]
        words["handling"] = [hit for hit in words.get("handling", ()) if not _inside(hit, weak)]
    if "window" in words:
        words["window"] = [hit for hit in words["window"] if _ANSWERED.search(said.text, 0, hit.start) is None]
    if "delivery" in words:  # but for "standard orders" and "追跡可能な配送方法で"
        words["delivery"] = [
            hit
            for hit in words["delivery"]
            if not said.text.startswith(_NAMES_A_WAY, hit.end) and not said.text.endswith(_NOT_COUNTED, 0, hit.start)
        ]
    words = {role: found for role, found in words.items() if found}
    summed = _summed(said)
    having = {hit.end for hit in scan.hits("given_time")} if "given_time" in scan.possible else ()
    times: list[Timed] = []
    for number, duration in enumerate(said.durations):
        cues = {role: _nearest(said, duration, role, found) for role, found in words.items()}
        anchor = _anchor(said, duration, number, anchors) if anchors else ""
        back = said.text.startswith("前", duration.end) and not said.text.startswith("前後", duration.end)
        back = back or (said.language == "ko" and _BACK.match(said.text, duration.end) is not None)
        times.append(Timed(duration, anchor, cues, _weighed(said, cues), back, summed, duration.start in having))
    return tuple(times)


def _requested(text: str, hit: Hit) -> bool:
    """Whether a refund is named only as what is asked for."""
    return _REQUEST.match(text, hit.start) is not None or _REQUEST_FOR.search(text, 0, hit.start) is not None


def _displeased(text: str, hit: Hit) -> bool:
    """Whether a condition is that the buyer does not like the goods."""
    return _DISPLEASED.search(text, hit.start, hit.end + _REACH) is not None


def _weighed(said: Said, cues: dict[str, Cue]) -> tuple[tuple[int, float], ...]:
    """Headings say "shipping" of both handling and delivery; a word of its own, much nearer than any other, says which."""
    handled, delivered = cues.get("handling"), cues.get("delivery")
    found = []
    if handled is not None and _says_more(handled, delivered):
        found.append((PLACE["delivery"], 0.85))
    if delivered is not None and _says_more(delivered, handled):
        found.append((PLACE["handling"], 0.85))
    if "report" in cues and (delivered is None or said.faulty):
        found.append((PLACE["delivery"], 0.5))
    if (replied := cues.get("reply")) is not None:
        window = cues.get("window")
        if replied.value - (window.value if window is not None else 0.0) >= _NEARER:
            found.append((PLACE["window"], 0.85))
        paid = cues.get("transfer")
        if (paid is None or not paid.value) and replied.value >= _CERTAIN:
            found.append((PLACE["transfer"], 0.6))  # "once we have your return, we inspect it within 3 days"
    return tuple(found)


def _says_more(cue: Cue, other: Cue | None) -> bool:
    """Whether a cue says much more than the other, or is alone."""
    return other is None or cue.value - other.value >= _NEARER


def _anchors(said: Said) -> list[Hit]:
    """Where it is said from when something counts."""
    scan = said.scan
    found = [hit for name in _ANCHORS if name in scan.possible for hit in scan.hits(name)]
    found = [a for a in found if a.concept != "anchor_return" or not _PURPOSE.search(said.text, a.start, a.end)]
    found = [a for a in found if a.concept != "anchor_purchase" or not said.text.endswith(_WAYS, 0, a.start)]
    back = [a for a in found if a.concept == "anchor_return"]
    if back:  # "返品された商品が到着後": what comes is the return
        found = [a for a in found if a in back or not any(b.start < a.start < b.end <= a.end for b in back)]
    return found


def _summed(said: Said) -> bool:
    """Whether all its times, two or more, stand in brackets of their own: the parts that a longer time is made of."""
    if len(said.durations) < 2 or said.text.count("(") < 2:
        return False
    return all(_BRACKET.search(said.text[: duration.start]) is not None for duration in said.durations)


def _unmasked(text: str, hits: tuple[Hit, ...], anchors: list[Hit], role: str) -> list[Hit]:
    """Cues that are not merely the word of an anchor ("of delivery")."""
    if not anchors or role not in _ANCHORABLE:
        if role != "payment" or not any(anchor.concept == "anchor_purchase" for anchor in anchors):
            return list(hits)
        return [hit for hit in hits if not any(_paid_first(text, a, hit) for a in anchors)]
    return [hit for hit in hits if not any(a.start <= hit.start and hit.end <= a.end for a in anchors)]


def _paid_first(text: str, anchor: Hit, hit: Hit) -> bool:
    """Whether a word of paying is only the moment from which a time counts ("24-48h após o pagamento")."""
    within = anchor.start <= hit.start and hit.end <= anchor.end
    return within and _PAID.match(text, hit.start) is not None


def _inside(hit: Hit, others: Iterable[Hit]) -> bool:
    return any(other.start <= hit.end and hit.start <= other.end for other in others)


def _undoubled(cues: dict[str, list[Hit]]) -> dict[str, list[Hit]]:
    """Cues without those that are a part of another role's longer one ("processed" in "refunds are processed")."""
    every = [(role, hit) for role, hits in cues.items() for hit in hits]
    if not _overlap([hit for _, hit in every]):
        return cues

    def part(role: str, hit: Hit) -> bool:
        return any(
            other != role
            and longer.start <= hit.start
            and hit.end <= longer.end
            and longer.end - longer.start > hit.end - hit.start
            for other, longer in every
        )

    return {role: [hit for hit in hits if not part(role, hit)] for role, hits in cues.items()}


def _overlap(hits: list[Hit]) -> bool:
    """Whether two of the hits share a place."""
    if len(hits) < 2:
        return False
    reached = -1
    for start, end in sorted([(hit.start, hit.end) for hit in hits]):
        if start < reached:
            return True
        reached = max(reached, end)
    return False


def _anchor(said: Said, duration: Duration, number: int, anchors: list[Hit]) -> str:
    """From when the duration counts: the anchor right after it, else the nearest one before it in the said."""
    east, others = said.eastern, said.durations
    following = others[number + 1].start if number + 1 < len(others) else len(said.text)
    preceding = others[number - 1].end if number else 0
    best, nearest = "", 10_000
    for hit in anchors:
        if hit.start >= duration.end - 1 and hit.start < following:
            if east and said.text[duration.end : hit.start].strip(" ()"):
                continue  # there an anchor stands in front; behind it follows only in brackets
            gap = hit.start - duration.end + (12 if east else 0)
        elif hit.end <= duration.core + 1 and hit.start >= preceding - 2:
            gap = duration.start - hit.end + (0 if east else 14)
        else:
            continue
        if gap < nearest and gap <= (26 if east else 60):
            best, nearest = hit.concept.removeprefix("anchor_"), gap
    return best


def _nearest(said: Said, duration: Duration, role: str, hits: list[Hit]) -> Cue:
    """The cue that says most of a duration, and what it adds to its role."""
    best, nearest = 0.0, None
    base = _BASE.get(role, 3.0)
    for hit in hits:
        value = base - distance(said, duration, hit)
        if value > best:
            best, nearest = value, hit
    return Cue(role, PLACE[role], best, nearest)
