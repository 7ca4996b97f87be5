"""Where a text is cut into sentences: at stops that are none of an abbreviation or of a number in front.

Linear in the text, whatever it holds.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from disputelint.checker.late import late
from disputelint.checker.understand.linear import compiled

_ANSWER: Final = 24  # characters of a sentence that can be the answer "No."
_LONGEST: Final = 1200  # characters of one clause; longer runs without a stop are cut at a blank
# A full stop ends a sentence where a blank and a capital, digit, quote or bullet follow and no abbreviation precedes.
_STOP = late(
    r"[。｡！？!?；]+(?![）)](?:[のにをはがへでと]|まで|より|から))[」』）)\"”]?\s?|\.(?=\s+[A-Z0-9ÀÁÂÄÉÈÍÓÔÖÚÜÑ¿¡\"“'(\[*•✓✔※가-힣-]|(?<=[다요오]\.)[가-힣※])\s*|(?<=[^\s])\s(?=[※•●■◆▪✓✔])|(?<=[.!?:;])\s(?=§\s?\d)|\s\|\s|\n"
)
# The same where no bullet stands in the text; beginning with a stop, it is found several times faster.
_PLAIN_STOP = late(
    r"[。｡！？!?；.\n](?:(?<=[。｡！？!?；])[。｡！？!?；]*(?![）)](?:[のにをはがへでと]|まで|より|から))[」』）)\"”]?\s?|(?<=\.)(?=\s+[A-Z0-9ÀÁÂÄÉÈÍÓÔÖÚÜÑ¿¡\"“'(\[*•✓✔※가-힣-]|(?<=[다요오]\.)[가-힣※])\s*|(?<=\n))"
)
# The same in a text of ASCII.
_ASCII_STOP = late(r"[.!?\n](?:(?<=[!?])[!?]*[)\"]?\s?|(?<=\.)(?=\s+[A-Z0-9\"'(\[*-])\s*|(?<=\n))")
# The same where full stops alone can end a sentence: a single character is found several times faster than one of four.
_FULL_STOP = late(r"\.(?=\s+[A-Z0-9\"'(\[*-])\s*")
_BULLET = late("[※•●■◆▪✓✔§|]")
_ABBREVIATED = late(
    r"(?:\b(?:e\.g|i\.e|etc|approx|ca|max|min|incl|inkl|excl|exkl|zzgl|ggf|bzw|z\. ?b|d\. ?h|u\. ?a|nr|no|art|abs|str|tel|dr|mr|mrs|ms|st|vs|inc|ltd|pvt|pte|pty|co|corp|bv|b\.v|s\.r\.l|s\.p\.a|p\.? ?ex|ej|aprox|env|resp|evtl|usw|sog|vgl|i\.d\.r|u\.s|u\.k|rs|kshs?|mon|fri|jan|feb|mar|apr|aug|sept|sep|oct|nov|dec)|\b[a-z])$",
    re.IGNORECASE,
)
# What numbers a sentence and belongs to it: "11.4.", "§ 5.", "IV.", "(3)", "Art. 7.".
_NUMBERING = late(
    r"\s*(?:(?:§+|art(?:icle|ikel|[ií]culo|icolo|igo)?\.?|ziffer|punkt|no\.|nr\.)\s*)?\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVX]{1,5})[.)]{0,2}\s*|\s*第[0-9０-９一二三四五六七八九十]{1,3}[条條조]?[。.]",
    re.IGNORECASE,
)
_MAY_ABBREVIATE = compiled(f"(?i){_ABBREVIATED.pattern}")


def sentences(text: str) -> list[tuple[int, int]]:
    """The places of the sentences of a text, in order; a longer run without a stop is cut at a blank."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _stop(text).finditer(text):
        stop, end = match.span()
        stop -= text[stop].isspace()  # a break in front of "§" stands behind its full stop
        if text[stop] == "." and _abbreviated(text[max(0, stop - 12) : stop]) and not _answers_no(text, start, stop):
            continue
        if end - start <= 24 and text[stop] in ".。" and _NUMBERING.fullmatch(text, start, end) is not None:
            continue
        if end - start > 1:
            _cut(text, start, end, found)
            start = end
    if text[start:].strip():
        _cut(text, start, len(text), found)
    return found


def _stop(text: str) -> re.Pattern[str]:
    """Where a text may be cut: the quickest of the expressions that say the same of it."""
    if text.isascii():
        if "|" in text:
            return _STOP
        return _ASCII_STOP if "!" in text or "?" in text or "\n" in text else _FULL_STOP
    return _PLAIN_STOP if _BULLET.search(text) is None else _STOP


@lru_cache(maxsize=4096)
def _abbreviated(opening: str) -> bool:
    """Whether a text ends with an abbreviation, to which the full stop behind it belongs."""
    return _MAY_ABBREVIATE.has(opening) and _ABBREVIATED.search(opening) is not None


def _answers_no(text: str, start: int, stop: int) -> bool:
    """Whether a sentence is the answer "No.", which no number follows."""
    if stop - start > _ANSWER:
        return False
    return text[start:stop].strip().casefold() == "no" and not text[stop + 1 : stop + 3].strip()[:1].isdigit()


def _cut(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    """Add the place of a sentence, without the blanks around it; places where it is long, none where it is blank."""
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        cut = start + _LONGEST if cut < 0 else cut + 1
        found.append((start, cut))
        start = cut
    said = text[start:end]
    start = end - len(said.lstrip())
    end = start + len(said.strip())
    if end > start:
        found.append((start, end))
