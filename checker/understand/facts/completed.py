"""What a short answer or value says with the question or label before it: "Do you accept returns?" "No.", "Shipping | Free".

Such words are made one sentence with what they answer, so that every family reads them as it reads a full one. English only.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from disputelint.checker.late import late
from disputelint.checker.understand.normalize import fold

_QUESTION: Final = 110  # characters of a question that is turned into a statement
_ANSWER: Final = 160  # characters of an answer that may be a part of one
_LABEL: Final = 40  # characters of a label or heading whose value says it
_VALUE: Final = 60  # characters of such a value
_UNDER_HEADING: Final = 36  # and of one under a heading
_HEADING_WORDS: Final = 3  # words of such a heading

_ASKS: Final = late(
    r"^(?:q(?:uestion)?\s?\d{0,2}\s?[.:)-]\s*)?(?:\d{1,2}[.)]\s*)?(?:and |but |so )?(.{6,}?)\s*\?[\s+\-–−×>▼▾⌄›∨v]*$"
)
_AUXILIARY: Final = late(r"^(do|does|will|would|can|could|may|is|are|am|have|has) (.+)$")
_SUBJECT: Final = late(r"^(there|you|i|we|they|it|these|those|this|that)\b\s*(.*)$")
_BEFORE_VERB: Final = late(
    r"^(.+?) (be|include|cover|come|take|arrive|get|renew|ship|cost|apply|expire|have|offer|accept|qualify|automatically)\b(.*)$"
)
_BEFORE_PREDICATE: Final = late(
    r"^(.+?) (free|available|included|inclusive|refundable|returnable|non-refundable|possible|trackable|tracked|final|covered|insured|accepted|charged|offered|applied|required|allowed|exchangeable|subject|shipped|provided|calculated|extra|added|complimentary|safe|secure)\b(.*)$"
)
_YES: Final = late(
    r"^(?:a(?:nswer)?\s?[.:)-]\s*)?(?:(?:yes|yep|yeah|yup|sure(?: thing)?|of course|absolutely|certainly|definitely|indeed|correct|oh)\b[\s,.!:;–—-]*)+(?:(?:you can|we do|it is|they are|it does|we are|there is|you will|you may)\b(?=[\s,.!]*$|[\s,]+(?:within|only|but|if|as long|provided|for|on|in|to|at|from|by|up|with|when|before|until|after|via|through)\b)[\s,.!]*)?"
)
_NO: Final = late(
    r"^(?:a(?:nswer)?\s?[.:)-]\s*)?(?:(?:(?:i am |we are |i'm |we're )?sorry|unfortunately|at this time|at the moment|currently|regrettably)[\s,.!:-]*)?(?:no|nope|not (?:at (?:this|the) (?:time|moment)|yet|currently|right now|really)|unfortunately not|we do not|we don't|we cannot|we can't|it is not|they are not|you cannot|you can't|never)\b(?=[\s,.!:;–—-]|$)"
)
_BARE_YES: Final = late(r"[\s,.!]*")
_SWAPPED: Final = {
    "i": "you",
    "me": "you",
    "my": "your",
    "you": "we",
    "your": "our",
    "am": "are",
    "mine": "yours",
    "myself": "yourself",
}
_WORDS: Final = late(r"[a-z']+|[^a-z']+")

# What a question with "how", "when" or "who" asks for, the answers that name it and nothing more, and what these say then.
_TIME: Final = (
    r"(?:(?:it(?:'s| is| takes| will take| can take| usually takes)|you have|usually|typically|normally|generally|about|around"
    r"|approximately|roughly|within|up to|between|in|from|just|only|the|an?)\b[ -]*){0,4}"
    r"(?:[0-9]|(?:same|next|one|two|three|four|five|seven|ten|fourteen|thirty|day|week|month|hour)\b)"
)
_DOES: Final = r"^(?:log|sign|go|visit|click|e-?mail|contact|call|write|use|open|just|simply|please|you can|send|from|in|through|via|by|at|head|text|message|press|choose|select)\b"
_OPEN: Final = tuple(
    (late(asked), late(answer), said)
    for asked, answer, said in (
        (
            r"\bhow (?:long|many days) (?:do|can|will) (?:i|you|we) (?:have|get)\b.*\b(?:return|send (?:it|something|an item|items?|them) back|exchange|change my mind)|\bwhat(?:'s| is| are) (?:your|the) (?:return|refund)s? (?:polic|window|period|time|deadline)|\bhow long is (?:your|the) return",
            rf"^{_TIME}",
            "returns are accepted, ",
        ),
        (
            r"\bwho (?:pays|covers|is responsible|has to pay|bears)\b.*\breturn",
            r"^(?:we|you|the (?:buyer|customer|seller|shop|store)|customers?|buyers?|us)(?: do| does| pays?| covers?(?: it)?)?\b",
            "return shipping is paid by: ",
        ),
        (
            r"\bhow (?:will|do|are|am) (?:i|you|refunds?|my refund)\b.*\b(?:refund|money back)",
            r"^(?:as|by|in|via|to|through|back|on|the same|using)\b",
            "refunds are issued ",
        ),
        (
            r"\bhow (?:much|expensive) (?:does|do|is|are|will|would)\b.*\b(?:shipping|delivery|postage|ship)\b|\bwhat (?:are|is) (?:your|the) (?:shipping|delivery|postage)\b.*\b(?:cost|charge|fee|rate|price)",
            r"",
            "shipping cost: ",
        ),
        (
            r"\bhow long (?:does it take|do you need|will it take|until)\b.*\b(?:process|prepare|make|dispatch|ship (?:my|an?|the|out)|send)\b|\bwhat(?:'s| is) (?:your|the) (?:processing|handling|production|lead)\b",
            rf"^{_TIME}",
            "orders are processed and shipped: processing time ",
        ),
        (
            r"\b(?:how soon|how fast|how quickly|when) (?:do|will|can|does|is) (?:you|my order|my item|my package|orders?)(?: be)? (?:ship|dispatch|go out|leave|sent|send)",
            rf"^{_TIME}|^the (?:same|next)\b",
            "orders ship ",
        ),
        (
            r"\bwhere (?:do|can|will) you (?:ship|deliver|send|post)|\bwhich (?:countries|areas|cities|regions|places|states)\b.*\b(?:ship|deliver)",
            r"^(?!you\b|we\b|please|see\b)",
            "we ship and deliver to: ",
        ),
        (
            r"\bhow (?:quickly|soon|fast|long)\b.*\b(?:reply|respond|response|answer|hear back|get back)\b",
            rf"^{_TIME}",
            "we reply to your message ",
        ),
        (
            r"\bwhen (?:do|will|must|should) i (?:have to |need to )?pay\b|\bwhen is (?:the )?payment (?:due|taken)|\bwhen (?:will|is|am) (?:i|my card|payment)(?: be)? (?:charged|billed)",
            r"^(?!we\b|you\b|your\b|payment)",
            "you pay ",
        ),
        (
            r"\bhow (?:do|can|should) i (?:start|make|request|initiate|begin|return|send back)\b.*\b(?:return|item|order|product|it)\b",
            r"^(?:through|via|by|in|on|at|with|just|simply|email|e-mail|use|log)\b",
            "to start a return, ",
        ),
        (
            r"\bhow (?:do|can) i (?:cancel|stop|end|pause)\b.*\b(?:subscription|membership|plan|box|auto)",
            _DOES,
            "to cancel your subscription: ",
        ),
        (r"\bhow (?:do|can) i (?:cancel|change)\b.*\border\b", _DOES, "to cancel your order: "),
    )
)
_OFFERED: Final = late(
    r"^(?:an? )?(?:easy |free |hassle[- ]free |extended |full )?[0-9]{1,3}[- ]days? (?:easy |free |hassle[- ]free |full |no[- ]questions )?(?:returns?|refunds?|money[- ]?back(?: guarantee)?|return (?:policy|window|period)|exchanges?)\b.{0,20}$"
    r"|^all sales (?:are )?final\W*$|^no (?:returns?|refunds?)(?:,? (?:or|and|&) (?:no )?(?:returns?|refunds?|exchanges?))*\W*$"
)
# "Transit: 3-5 business days", "Dispatch in 2 days", "Express delivery (1-2 days)"
_TIMED: Final = late(
    r"^(?!.*(?:return|refund|ruck|retour|rembours|devol|\breso|cancel))(?:\w+ ){0,3}(?:(?:production|processing|handling|preparation|transit|lead|turnaround|fulfil?lment|shipping|delivery)(?: times?)?|dispatch(?:e[sd])?|ships?|ships? out|delivered"
    r"|versand(?:zeit|dauer)?|lieferzeit|lieferung|livraison|envio|entrega|spedizione|consegna|verzending|levertijd|bezorging)"
    r"(?: ?[:–—-]| in| within| innerhalb von| sous| en| em| binnen)? ?\(?(?:about |approx\w*\.? |within |in |up to |ca\. |sous )?"
    r"[0-9]{1,3}(?: ?(?:[-–—]|to|bis|a) ?[0-9]{1,3})?\+? ?(?:business |working |calendar )?"
    r"(?:days?|hours?|hrs?|weeks?|(?:werk|arbeits)?tagen?|wochen?|jours?(?: ouvr\w+)?|dias?(?: habiles| laborables| uteis)?|giorni(?: lavorativi)?|(?:werk)?dagen)\)?\W*$"
)
_QUANTITY: Final = late(
    r"(?:up to |within |under |only |just |in )?(?:[0-9]{1,3}(?: ?(?:[-–—]|to) ?[0-9]{1,3})?\+?[ -]?(?:business |working |calendar )?(?:days?|hours?|hrs?|weeks?|months?|minutes?|mins?)|(?:same|next)[- ]day)"
)
_NO_VALUE: Final = late(r"[:?@]$|[0-9](?![0-9]{0,2} ?%)|\b(?:if|when|once)\b")
_NUMBERED: Final = late(r"[0-9]")
_BUSY: Final = late(r"[0-9?:]")


@lru_cache(maxsize=2048)
def opening(asked: str, answer: str) -> tuple[str, int] | None:
    """What stands for the first characters of an answer (all folded) so that it says by itself what it says to the
    question, and how many characters that takes the place of. None where it is no such answer.
    """
    if len(asked) > _QUESTION or len(answer) > _ANSWER or (found := _ASKS.match(asked)) is None:
        return None
    question = found[1]
    if (auxiliary := _AUXILIARY.match(question)) is not None:
        if (no := _NO.match(answer)) is not None:
            said = _stated(auxiliary[1], auxiliary[2], positive=False)
            return (f"{said}, ", 0) if said and no.end() else None
        if (yes := _YES.match(answer)) is not None:
            said = _stated(auxiliary[1], auxiliary[2], positive=True)
            rest = answer[yes.end() :]
            return (f"{said}, " if rest else f"{said}.", yes.end()) if said else None
        return None
    for asks, names, said in _OPEN:
        if asks.search(question) is not None:
            return (said, 0) if names.match(answer) is not None else None
    return None


def bare_yes(asked: str, answer: str) -> bool:
    """Whether an answer says yes and nothing more, so that the sentence after it says what is so."""
    yes = _YES.match(answer) if "?" in asked else None
    return yes is not None and _BARE_YES.fullmatch(answer, yes.end()) is not None


def so(asked: str) -> str:
    """What a question says that was answered with yes, to stand before the sentence that goes on from there."""
    yes = opening(asked, "yes, ")
    return f"{yes[0].rstrip('., ')}, " if yes is not None else ""


def _stated(auxiliary: str, rest: str, *, positive: bool) -> str:
    """The statement that "yes" or "no" to a question makes; "" where its parts are not told apart."""
    negated = "" if positive else " not"
    if (subject := _SUBJECT.match(rest)) is not None:
        who, what = subject[1], subject[2]
        if auxiliary in ("do", "does", "have"):
            verb = "" if positive else f"{auxiliary} not "
            return _turned(f"{who} {verb}{what}")
        if who == "there" and not positive:
            what = f"no {what.removeprefix('an ').removeprefix('a ').removeprefix('any ')}"
            negated = ""
        return _turned(f"{who} {auxiliary}{negated} {what}")
    parts = (_BEFORE_PREDICATE if auxiliary in ("is", "are") else _BEFORE_VERB).match(rest)
    if parts is None:
        return ""
    if auxiliary in ("do", "does"):
        verb = " " if positive else f" {auxiliary} not "
        return _turned(f"{parts[1]}{verb}{parts[2]}{parts[3]}")
    return _turned(f"{parts[1]} {auxiliary}{negated} {parts[2]}{parts[3]}")


def _turned(said: str) -> str:
    """The words of a question in the mouth of who answers it."""
    return "".join(_SWAPPED.get(word, word) for word in _WORDS.findall(said))


def value_of(label: str, value: str, *, heading: bool) -> str:
    """What stands before a short value (both folded) so that it says by itself what it says beside its label; "" for none.
    Times and amounts are read with what they stand under anyway, and a heading is the label of a word or two only.
    """
    label = label.strip(" :*-–—•")
    longest, words = (_UNDER_HEADING, _HEADING_WORDS) if heading else (_VALUE, _LABEL)
    if not label or len(label) > _LABEL or label.count(" ") >= words or len(value) > longest:
        return ""
    if label.endswith("?") or _NO_VALUE.search(value) is not None or _NUMBERED.match(label) is not None:
        return ""
    return f"{label}: "


def offered(heading: str) -> bool:
    """Whether a heading (folded) is itself what the shop promises or refuses ("30-day returns", "All sales final")."""
    return _OFFERED.match(heading) is not None


def timed(heading: str) -> bool:
    """Whether a heading (folded) is itself a time of sending ("Transit: 3-5 business days")."""
    return _TIMED.match(heading) is not None


def quantity(heading: str) -> bool:
    """Whether a heading (folded) is a time and no more, which the short line below it names ("30 days", "Return window")."""
    return _QUANTITY.fullmatch(heading) is not None


def names_quantity(line: str) -> bool:
    """Whether a line (folded) is short enough to be the name of the time above it."""
    return len(line) <= _LABEL and _BUSY.search(line) is None


_ROW: Final = 60  # characters of the head of a row
_ROW_TIME: Final = late(
    r"[0-9] ?(?:h\b|hrs?\b|hours?\b|stunden\b|heures?\b|ore\b|horas?\b|uur\b|(?:business |working )?days?\b|(?:werk|arbeits)?tagen?\b"
    r"|(?:werk|arbeits)?tage?\b|jours?\b|giorn[oi]\b|dias?\b|(?:werk)?dag(?:en)?\b)"
)


def tells_time(text: str, topics: frozenset[str]) -> bool:
    """Whether the head of a row, below headings of these topics, tells how long a service takes ("Express 24/48h | 5.90")."""
    if not topics & {"shipping", "delivery"} or topics & {"refund", "cancel", "fault"}:
        return False
    return any(map(str.isdigit, text)) and len(text) <= _ROW and _ROW_TIME.search(fold(text).text) is not None
