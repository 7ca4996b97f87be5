"""placeholders: template text that nobody filled in, dummy data, sample text of platforms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.model import Block, Fact
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_BRACKET: Final = re.compile(
    r"\[[^\[\]]{2,80}\]|【[^【】]{2,40}】|\{\{[^{}]{1,80}\}\}|\{%[^{}]{1,80}%\}|<%[^<>]{1,80}%>|%%[^%\s]{2,40}%%|__[A-Z_]{3,40}__"
)
_INSIDE: Final = re.compile(
    r"\b(?:your|insert|company|store|shop|business|name|email|e-mail|address|phone|date|number|city|country|state|url|website|domain|amount|days?|e\.g|placeholder|todo|tbd|xx+|ihr\w*|firma|adresse|datum|votre|nom|adresse|tu|nombre|empresa|inserire|nome|azienda|jouw|naam|bedrijf\w*|sua?|seu)\b"
    r"|入力|記入|記載|会社名|店名|氏名|住所|電話|メール|日付|○|〇|年|月",
    re.IGNORECASE,
)
_FOOTNOTE: Final = re.compile(r"\[[0-9a-z*†]{1,3}\]|\[(?:x|✓|…|sic)\]", re.IGNORECASE)
_DUMMY: Final = (
    (re.compile(r"[○〇●△×◯□]{2,}(?![0-9])"), "circles where a word should be"),
    (re.compile(r"\b0{2,5}[- ]0{3,4}[- ]0{3,4}\b|\b0{10,11}\b"), "a telephone number of zeros"),
    (re.compile(r"\b(?:xxx+|XX+)[\s-]?(?:xxx+|XX+|days?|business)?", re.IGNORECASE), "x's where a word should be"),
    (re.compile(r"lorem ipsum", re.IGNORECASE), "filler text"),
    (
        re.compile(
            r"\b[\w.+-]+@(?:[\w-]+\.)*(?:example|yourdomain|yourstore|yourshop|yourcompany|mydomain|domain|beispiel|ejemplo)\.[a-z.]{2,6}\b|\b[\w.+-]+@[\w-]+\.example\b",
            re.IGNORECASE,
        ),
        "a dummy mail address",
    ),
    (
        re.compile(
            r"(?:\b|\()(?:555[-. ]01[0-9]{2}|123[-. ]?456[-. ]?7890|012[-. ]?345[-. ]?6789|\+?1?[-. ]?\(?555\)?[-. ][0-9]{3}[-. ][0-9]{4}|\+[0-9]{2} 123 456 ?789)\b"
        ),
        "a dummy telephone number",
    ),
    (re.compile(r"(?<![\w#])# (?:hours?|days?|weeks?)\b", re.IGNORECASE), "a number left open"),
)
_LIMIT: Final = 30


def find(document: Document, context: Context) -> Iterable[Fact]:
    """Places of unfilled or dummy text, in page order, at most thirty."""
    found = 0
    for block in document.blocks:
        if not block.visible or not block.text or block.role in ("option", "label"):
            continue
        for start, end, why in _in_block(block, context):
            yield context.fact("placeholders", block.text[start:end], block, (start, end), why=why)
            found += 1
            if found >= _LIMIT:
                return


def _in_block(block: Block, context: Context) -> Iterator[tuple[int, int, str]]:
    text = block.text
    for match in _BRACKET.finditer(text):
        inner = match.group()
        if inner[0] == "【" and not re.search(r"入力|記入|○|〇|会社名|店名", inner):
            continue
        if inner[0] == "[" and (
            _FOOTNOTE.fullmatch(inner) or not _INSIDE.search(inner) or text[match.end() : match.end() + 1] == "("
        ):
            continue
        yield match.start(), match.end(), "brackets that were to be filled in"
    for pattern, why in _DUMMY:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), why
    folded = fold(text)
    scan = context.lexicon.scan(folded, context.language)
    for hit in scan.hits("template_leftover"):
        start, end = folded.back(hit.start, hit.end)
        yield start, end, "wording of a template"
