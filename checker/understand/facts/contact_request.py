"""Details withheld and given on request (請求があれば遅滞なく開示), as Japanese law allows in cases: 特定商取引法 第11条 ただし書."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Fact
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.business import person
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.rows import Row, folded, read
from disputelint.checker.understand.facts.sheet import sentence
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_BY_LABEL: Final = (
    ("contact.phone", ("contact.label_phone", "contact.label_contact")),
    ("contact.address", ("contact.label_address",)),
    ("business.representative", ("business.label_representative",)),
)
_OF_NAME: Final = late(r"(?:氏名|名前)[^。()]{0,12}(?:請求|求め|お?問い?合わ?せ)")
_BY_WORD: Final = (
    ("contact.phone", late(r"電話|phone|連絡先|tel\b|telefon|전화")),
    ("contact.address", late(r"住所|所在地|address|anschrift|adresse|주소|地址")),
    ("business.representative", late(r"責任者|代表者?|representative|氏名")),
)


def find(document: Document, context: Context) -> Iterator[Fact]:
    """One fact `{on_request: true}` per detail that is promised on request."""
    reading = read(document)
    hits = list(reading.text.find(wording.pattern("contact.on_request")))
    if not hits:
        return
    given: set[str] = set()
    asked = {hit.block.index: hit for hit in hits}
    for name, labels in _BY_LABEL:
        for row in reading.of(*labels):
            hit = asked.get(row.block.index)
            if hit is None or _gives_value(row, name):
                continue
            given.add(name)
            yield context.fact(
                name,
                {"on_request": True},
                row.block,
                _around(hit.folded.back(hit.start, hit.end), row.block.text),
                why=f"under the label {row.label.strip()}",
            )
    for hit in hits:
        if reading.labels.get(hit.block.index):
            continue
        start, end = sentence(hit.folded.text, hit.start, hit.end)
        said = hit.folded.text[start:end]
        for name, words in _BY_WORD:
            if name not in given and words.search(said):
                given.add(name)
                yield context.fact(
                    name,
                    {"on_request": True},
                    hit.block,
                    hit.folded.back(start, end),
                    confidence="medium",
                    why="the sentence names it",
                )


def _around(span: tuple[int, int], text: str) -> tuple[int, int]:
    return sentence(text, *span)


def _gives_value(row: Row, name: str) -> bool:
    """Whether the row also states the detail itself ("03-1234-5678 (…)"), the promise being about something else."""
    if name == "contact.phone":
        return re.search(r"[0-9]{2,5}[-( ][0-9]{2,4}[-) ][0-9]{3,4}", folded(row)) is not None
    if name == "contact.address":
        return re.search(r"[0-9]+-[0-9]+|[0-9]丁目|[0-9]番地", folded(row)) is not None
    said = fold(row.text).text
    if _OF_NAME.search(said) is not None and not person(said.split("(")[0]):
        return False  # "運営チーム(責任者の氏名は請求があれば開示)"
    return len(said.split("(")[0]) > 2 and not wording.has("contact.on_request", said.split("(")[0]) and "(" in said
