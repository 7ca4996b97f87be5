"""placeholders: template text that nobody filled in, dummy data, sample text of platforms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

import re2

from disputelint.checker.late import late
from disputelint.checker.model import Block, Confidence, Fact
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.sheet import Sheet

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_BRACKET: Final = late(
    r"\[[^\[\]\n]{2,80}\]|【[^【】\n]{2,40}】|\{\{[^{}\n]{1,80}\}\}|\{%[^{}\n]{1,80}%\}|<%[^<>\n]{1,80}%>|%%[^%\s]{2,40}%%"
    r"|<[^<>\n@=/]{3,60}(?:/[^<>\n@=/]{1,40})?>|(?<!_)__[A-Z][A-Z_]{1,38}[A-Z]__(?!_)"
)
_OPENINGS: Final = "[【{<%_"  # what each of them begins with
_OPENING: Final = late(f"[{re.escape(_OPENINGS)}]")
_INSIDE: Final = late(
    r"\b(?:your|insert|company|store|shop|business|name|email|e-mail|address|phone|date|number|city|country|state|url|website|domain|amount|days?|e\.g|placeholder|todo|tbd|xx+|ihr\w*|firma|adresse|datum|telefon|stra(?:ß|ss)e|ort|plz|votre|nom|adresse|tu|nombre|empresa|inserire|nome|azienda|jouw|naam|bedrijf\w*|sua?|seu)\b"
    r"|入力|記入|記載|会社名|店名|氏名|住所|電話|メール|日付|○|〇|年|月",
    re.IGNORECASE,
)
_FIELDS: Final = frozenset(("【店名】", "【会社名】"))
# A footnote, or an address that Cloudflare hides until its script runs (Email Address Obfuscation).
_FOOTNOTE: Final = late(r"\[[0-9a-z*†]{1,3}\]|\[(?:x|✓|…|sic)\]|\[email\sprotected\]", re.IGNORECASE)
# What a buyer is to write: "with the subject 'Data request: [your name]'".
_SUBJECT: Final = late(
    r"\b(?:subject|asunto|betreff|objet|oggetto|onderwerp|assunto)\b[^.\[\n]{0,60}$|(?:件名|제목|主题|主旨)[^。\[\n]{0,30}$",
    re.IGNORECASE,
)
# What tells that a pattern may match (RE2, on the whole page), the pattern, and why it is none of the shop's words.
_DUMMY: Final = (
    (r"[○〇●△×◯□]{2}", late(r"[○〇●△×◯□]{2,}(?![0-9])"), "circles where a word should be"),
    (r"000", late(r"\b0{2,5}-?0{3,4}-?0{3,4}\b"), "a telephone number of zeros"),
    (
        r"(?i)xxx",
        late(r"(?<![A-Z0-9]-)(?<!#)\b(?:xxx+|XX+)[ -]?(?:xxx+|XX+|days?|business)?", re.IGNORECASE),
        "x's where a word should be",
    ),
    (r"(?i)lorem ipsum", late(r"lorem ipsum", re.IGNORECASE), "filler text"),
    (
        r"(?i)@(?:[^ @\n]{0,80}\.)?(?:example|yourdomain|yourstore|yourshop|yourcompany|mydomain|domain|beispiel|ejemplo)\.|\.example\b",
        late(
            r"\b[\w.+-]{1,64}@(?:[\w-]{1,63}\.){0,9}(?:example|yourdomain|yourstore|yourshop|yourcompany|mydomain|domain|beispiel|ejemplo)\.[a-z.]{2,6}\b|\b[\w.+-]{1,64}@[\w-]{1,63}\.example\b",
            re.IGNORECASE,
        ),
        "a dummy mail address",
    ),
    (
        r"555[-. ]01[0-9]|123[-. ]?456|012[-. ]?345|555\)?[-. ][0-9]{3}[-. ]",
        late(
            r"(?:\b|\()(?:555[-. ]01[0-9]{2}|123[-. ]?456[-. ]?7890|012[-. ]?345[-. ]?6789|\+?1?[-. ]?\(?555\)?[-. ][0-9]{3}[-. ][0-9]{4}|\+[0-9]{2} 123 456 ?789)\b"
        ),
        "a dummy telephone number",
    ),
    (
        r"(?i)# (?:hour|day|week)",
        late(r"(?<![\w#])# (?:hours?|days?|weeks?)\b", re.IGNORECASE),
        "a number left open",
    ),
)
_LIMIT: Final = 30
_BEFORE: Final = 80  # characters in front of brackets that may say what a buyer writes
_CONCEPT: Final = "template_leftover"
_Place = tuple[int, int, int, str]  # number of the block, start and end in it, why


def find(document: Document, context: Context) -> Iterable[Fact]:
    """Places of unfilled or dummy text, in page order, at most thirty."""
    blocks = tuple(
        block  # what buyers write in their reviews is no text of a template
        for block in document.blocks
        if block.text and block.area != "reviews" and block.role not in ("option", "label") and block.readable
    )
    page = _Page(blocks)
    found = [*_brackets(page), *_dummies(page), *_leftovers(blocks, context)]
    fills = document.load.seen == "fetched" and bool(document.scripts or document.inline_scripts)
    for number, start, end, why in sorted(found, key=lambda place: place[0])[:_LIMIT]:
        text = blocks[number].text[start:end]
        # Scripts that did not run put words in the place of these ({{ cartCount }} of Vue, Alpine, Angular).
        confidence: Confidence = "low" if fills and text.startswith("{{") else "high"
        yield context.fact("placeholders", text, blocks[number], (start, end), confidence=confidence, why=why)


class _Page:
    """Blocks as one text, a line each, so that a pattern runs once over the page and not once per block."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.text = "\n".join(block.text for block in blocks)
        self._starts = [0, *accumulate(len(block.text) + 1 for block in blocks)]

    def place(self, start: int, end: int, why: str) -> _Place:
        """The number of the block and the span in it."""
        number = bisect_right(self._starts, start) - 1
        first = self._starts[number]
        return number, start - first, end - first, why


def _brackets(page: _Page) -> Iterator[_Place]:
    text = page.text
    for match in _bracketed(text):
        inner = match.group()
        if inner[0] == "【" and not re.search(r"(?:入力|記入)(?:して)?(?:ください|下さい)?】|○|〇|会社名|店名", inner):
            continue
        if inner in _FIELDS and text[match.end() : match.end() + 1].strip(" ・、\n【"):
            continue  # "【店名】〇一八": the label of what follows
        if inner[0] == "<" and not _INSIDE.search(inner):
            continue
        if inner[1] == "例" and ("場合" in inner or "。" in inner):
            continue  # an example told as a sentence
        if inner[0] == "[" and (
            _FOOTNOTE.fullmatch(inner) or not _INSIDE.search(inner) or text[match.end() : match.end() + 1] == "("
        ):
            continue
        if inner[0] == "[" and _to_be_written(text, match.start()):
            continue
        yield page.place(match.start(), match.end(), "brackets that were to be filled in")


def _to_be_written(text: str, at: int) -> bool:
    """Whether what begins there is what a buyer is asked to fill in, as the subject of a message."""
    return _SUBJECT.search(text, max(0, at - _BEFORE), at) is not None


def _bracketed(text: str) -> Iterator[re.Match[str]]:
    """The brackets of a text; lines that open none are passed over."""
    if not any(mark in text for mark in _OPENINGS):
        return
    at = 0
    while (opening := _OPENING.search(text, at)) is not None:
        end = text.find("\n", opening.start())
        at = len(text) if end < 0 else end
        yield from _BRACKET.finditer(text, opening.start(), at)


@cache
def _telling() -> Any:
    joint = re2.Set.SearchSet()
    for telling, _, _ in _DUMMY:
        joint.Add(telling)
    joint.Compile()
    return joint


def _dummies(page: _Page) -> Iterator[_Place]:
    for index in sorted(_telling().Match(page.text) or ()):
        _, pattern, why = _DUMMY[index]
        for match in pattern.finditer(page.text):
            yield page.place(match.start(), match.end(), why)


def _leftovers(blocks: tuple[Block, ...], context: Context) -> Iterator[_Place]:
    numbers = {block.index: number for number, block in enumerate(blocks)}
    wording = context.lexicon.either(context.language, _CONCEPT)
    for hit in Sheet(blocks).by_block(wording) if wording is not None else ():
        for found in context.lexicon.scan(hit.folded, context.language, "template").hits(_CONCEPT):
            start, end = hit.folded.back(found.start, found.end)
            if _FOOTNOTE.fullmatch(hit.block.text, start, end) or _to_be_written(hit.block.text, start):
                continue
            yield numbers[hit.block.index], start, end, "wording of a template"
