"""last_updated: the date of a text's last revision, else of its enactment. Copyright years and news dates are none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Block, Confidence, Fact
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.normalize import fold
from disputelint.checker.understand.quantities import find_dates

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_MAY_DATE: Final = late(r"\d|年")
_OF_A_LAW: Final = late(r"省令|法律の|法の(?:改正|施行)|法[^。、]{0,8}(?:改正|施行)\(?(?:19|20|平成|令和|昭和)")
_LONGEST: Final = 220  # characters of a line that dates a text
_REVISED: Final = (
    "最終",
    "更新",
    "改定",
    "改訂",
    "updat",
    "revis",
    "modif",
    "changed",
    "aktualisiert",
    "stand",
    "mise a jour",
    "actualiz",
    "aggiorna",
    "bijgewerkt",
    "gewijzigd",
    "atualiz",
    "수정",
    "개정",
    "修订",
    "修訂",
    "更新",
)
_ENDS: Final = ("以上", "附則")


def find(document: Document, context: Context) -> Iterable[Fact]:
    """Revision dates before enactment dates, the latest first."""
    found: list[tuple[int, str, Fact]] = []
    previous = ""
    for block in document.blocks:
        if not block.text or block.region == "nav" or block.area == "reviews" or not block.readable:
            continue
        if len(block.text) <= _LONGEST:
            if _MAY_DATE.search(block.text) is not None:
                found.extend(_dated(block, fold(block.text).text, fold(previous).text, context))
            previous = block.text
    ranked = sorted(found, key=lambda entry: (entry[0], entry[1]), reverse=True)
    return [fact for _, _, fact in ranked]


def _dated(block: Block, text: str, previous: str, context: Context) -> Iterable[tuple[int, str, Fact]]:
    dates = find_dates(text, context.language)
    if not dates:
        return
    label = fold(f"{block.label} {block.column}").text
    scan = context.lexicon.scan(text, context.language, "sentences")  # the automaton that all families share
    governed = context.lexicon.scan(label, context.language, "sentences") if label.strip() else None
    for date in dates:
        if context.language == "ja" and _OF_A_LAW.search(text) is not None:
            continue
        if "©" in text or "copyright" in text or block.role in ("button", "option"):
            continue
        hits = [
            hit
            for hit in scan.hits("says_updated")
            if abs(hit.end - date.start) <= 14 or abs(hit.start - date.end) <= 8
        ]
        said = bool(hits) or (governed is not None and "says_updated" in governed)
        bare = len(text) - (date.end - date.start) <= 6 and any(mark in previous[-12:] for mark in _ENDS)
        if not said and not bare:
            if len(date.iso) > 4:
                context.log.reject("last_updated", block.text, "a date, but not of the text's revision", date.iso)
            continue
        if len(date.iso) == 4:
            continue
        words = " ".join(text[hit.start : hit.end] for hit in hits) + label
        revised = any(word in words for word in _REVISED)
        confidence: Confidence = "high" if revised else "medium"
        fact = context.fact(
            "last_updated", date.iso, block, confidence=confidence, why="a date beside words of revision"
        )
        yield (1 if revised else 0), date.iso, fact
