"""Policy pages that exist, are linked and say nothing: a heading alone, a stub, the platform's sample, a form unfilled.

Words and limits are `rules/knowledge/sample_texts.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import re2

from disputelint.checker.late import late
from disputelint.checker.model import POLICY_KINDS, Block, PageKind
from disputelint.checker.understand import knowledge
from disputelint.checker.understand.document import Document
from disputelint.checker.understand.kindwords import plain

Emptiness = Literal["", "empty", "stub", "sample", "unfilled"]
_CJK = ("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7af")  # first and last letter
_TELLS = late(r"[0-9@]|https?://")
_PROSE = frozenset(
    ("paragraph", "item", "cell", "definition", "answer", "other", "link", "row_header", "term", "question")
)
_ASKS = frozenset(("text", "email", "tel", "textarea", "select", "checkbox", "radio", "number", "url"))


@dataclass(frozen=True)
class _Words:
    sample: Any
    filler: Any
    stub: Any
    unfilled: Any
    limits: dict[str, float]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data: dict[str, Any] = knowledge.read("sample_texts")

    def any_of(key: str, start: str = "") -> Any:
        return re2.compile(start + "(?:" + "|".join(f"(?:{one})" for one in data[key]) + ")")

    return _Words(any_of("sample", "^"), any_of("filler"), any_of("stub"), any_of("unfilled"), data["limits"])


def emptiness(document: Document, kinds: Iterable[PageKind]) -> Emptiness:
    """How a policy page says nothing; "" for a page that says something, or is no policy page.

    A page whose text is a picture, a frame or a form is not empty; one that shows not even a heading without having
    been rendered may be written by its scripts, and is not called empty either.
    """
    if not POLICY_KINDS & set(kinds):
        return ""
    own = [b for b in document.blocks if b.region in ("main", "dialog") and not b.area and b.visible]
    prose = [b for b in own if b.text and b.role in _PROSE]
    texts = [plain(block.text) for block in prose]
    words = _words()
    if any(words.sample.search(text) for text in texts):
        return "sample"
    size = sum(len(text) for text in texts)
    filler = sum(len(text) for text in texts if words.filler.search(text))
    if size and filler >= words.limits["filler_share"] * size:
        return "sample"
    if not size:
        return _nothing(document, own)
    shown_otherwise = _other_ways(document, own)
    joined = " ".join(texts)
    if not shown_otherwise and len(joined) <= words.limits["stub_text"] and words.stub.search(joined):
        return "stub"
    if _is_unfilled(texts):
        return "unfilled"
    return "stub" if not shown_otherwise and _is_one_line(own, prose, texts) else ""


def _other_ways(document: Document, own: list[Block]) -> bool:
    """Whether something besides text may hold what the page says."""
    asked = any(c.kind in _ASKS and c.region in ("main", "dialog") and c.visible for c in document.controls)
    pictured = any(image.region == "main" and not image.area for image in document.images)
    return asked or pictured or any(block.image_only for block in own) or bool(document.iframes or document.load.frames)


def _nothing(document: Document, own: list[Block]) -> Emptiness:
    headed = any(block.role == "heading" for block in own)
    sure = headed or document.load.seen == "rendered"
    return "empty" if sure and not _other_ways(document, own) else ""


def _is_one_line(own: list[Block], prose: list[Block], texts: list[str]) -> bool:
    """One short line, or the heading again, without a number, an address or a link: it answers nothing."""
    limits, joined = _words().limits, " ".join(texts)
    if _TELLS.search(joined) or any(block.links for block in prose):
        return False
    eastern = not joined.isascii() and any(first <= char <= last for char in joined for first, last in _CJK)
    limit = limits["one_line_cjk"] if eastern else limits["one_line"]
    headings = " ".join(plain(block.text) for block in own if block.role == "heading")
    repeats = all(text.strip(" .。!！") in headings for text in texts)
    return len(joined) <= limit and (len(texts) == 1 or repeats)


def _is_unfilled(texts: list[str]) -> bool:
    limits, unfilled = _words().limits, _words().unfilled
    lines = sum(1 for text in texts if unfilled.search(text))
    return lines >= limits["unfilled_count"] or (bool(lines) and lines >= limits["unfilled_share"] * len(texts))
