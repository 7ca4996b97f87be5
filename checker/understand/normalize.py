"""The one normaliser: text as patterns and phrases are compared, with a way back to the page's own words.

What changes: NFKC (full-width forms, ligatures, circled digits), case folding, accents of Latin letters dropped, every
dash to "-", every tilde to "~", every quotation mark to ' or ", the figures of every script to 0-9, zero-width
characters removed, and each run of white space to one blank. Kana voicing marks and Hangul stay. Because Latin text ends up as ASCII, `\\b` in RE2 is a true word
boundary in every Latin-script language, and Chinese or Japanese next to a digit or a Latin word is one as well.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import field
from functools import cache, lru_cache

from disputelint.checker.model.record import record

_DASHES = "‐‑‒–—―−﹣－⁃"
_TILDES = "〜～∼˜∽"
_SINGLE = "‘’‚‛′´`ʼ"
_DOUBLE = "“”„‟″«»"
_SEPARATORS = {"٫": ".", "٬": ","}  # between Arabic figures
_REMOVED = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_KEPT = re.compile(
    r"(\\[pP]\{[^}]*\}|\\.|\(\?P?<\w+>|\(\?[a-zA-Z]*:?)", re.DOTALL
)  # of an expression: as it is written
_BLANKS = re.compile(r"[\t\n\r\f\v\x1c-\x1f]")
_SIGNS = re.compile(f"[{_DASHES}\u2024\u2026\ufe19\ufe52\uff0e]")  # fold to what has a meaning in an expression
# A cluster is more than one code point only where a mark or a jamo follows; all else is folded one by one.
_JOINING = re.compile("[\u0300-\u036f\u3099\u309a\uff9e\uff9f\u1160-\u11ff]")


@record(frozen=True, slots=True)
class Folded:
    """Folded text. `back` leads from a span in it to the span of `original` that it came from."""

    text: str
    original: str
    # (start in text, start in original, length in original) of each piece; empty where places are the same in both.
    _pieces: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]] | None = field(default=None, repr=False)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that the folded span [start, end) came from; whole pieces where it cuts one."""
        if self._pieces is None:
            return start, end
        places, origins, lengths = self._pieces
        if not places:
            return 0, 0
        first = max(0, bisect_right(places, start) - 1)
        if end <= start:
            return origins[first], origins[first]
        last = max(first, bisect_right(places, end - 1) - 1)
        return origins[first], origins[last] + lengths[last]

    def slice(self, start: int, end: int) -> str:
        """The original words of the folded span."""
        first, last = self.back(start, end)
        return self.original[first:last]


class _Table(dict[int, str]):
    """What each code point folds to, worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_cluster(chr(code))
        self[code] = folded
        return folded


@cache
def _table() -> _Table:
    return _Table()


def _fold_cluster(cluster: str) -> str:
    char = cluster[0]
    if char in _DASHES:
        return "-"
    if char in _TILDES:
        return "~"
    if char in _SINGLE:
        return "'"
    if char in _DOUBLE:
        return '"'
    if char in _REMOVED:
        return ""
    if char.isspace():
        return " "
    text = unicodedata.normalize("NFKC", cluster).casefold()
    if any(mark.isspace() for mark in text):
        text = " ".join(text.split())
    plain = []
    for one in unicodedata.normalize("NFKC", text):
        base = unicodedata.normalize("NFD", one)
        latin = len(base) > 1 and base[0].isascii()
        if one.isdecimal() or one in _SEPARATORS:
            one = _SEPARATORS.get(one) or str(unicodedata.decimal(one))
        plain.append(base[0] if latin else "" if unicodedata.combining(one) and "\u0300" <= one <= "\u036f" else one)
    return "".join(plain).replace("ı", "i").replace("ø", "o").replace("æ", "ae").replace("œ", "oe")


@lru_cache(maxsize=4096)
def fold(text: str) -> Folded:
    """`text` folded. Linear in its length."""
    if text.isascii():
        folded = text.lower()
        if "`" not in folded and "  " not in folded and folded.isprintable():
            return Folded(folded, text)
    table = _table()
    if _JOINING.search(text) is None:
        folded = text.translate(table)
        if len(folded) == len(text) and "  " not in folded and not any(len(table[ord(c)]) != 1 for c in set(text)):
            return Folded(folded, text)
    return _fold_slowly(text, table)


def _fold_slowly(text: str, table: _Table) -> Folded:
    pieces: list[str] = []
    places: list[int] = []
    origins: list[int] = []
    lengths: list[int] = []
    place = at = 0
    blank = False
    size = len(text)
    while at < size:
        end = at + 1
        while end < size and _JOINING.match(text[end]):
            end += 1
        piece = table[ord(text[at])] if end == at + 1 else _fold_cluster(text[at:end])
        if piece == " " and blank:
            lengths[-1] = end - origins[-1]
            at = end
            continue
        if piece:
            pieces.append(piece)
            places.append(place)
            origins.append(at)
            lengths.append(end - at)
            place += len(piece)
            blank = piece == " "
        at = end
    return Folded("".join(pieces), text, (tuple(places), tuple(origins), tuple(lengths)))


def fold_pattern(pattern: str) -> str:
    """A regular expression folded the way text is, its escapes and group names left alone."""
    parts = []
    in_class = False
    for number, part in enumerate(_KEPT.split(pattern)):
        if number % 2:
            parts.append(part)
            continue
        if part.isascii() and "`" not in part:
            parts.append(_BLANKS.sub(" ", part.lower()))
        else:
            parts.append(_fold_plain(part, in_class))
        opens, closes = part.rfind("["), part.rfind("]")
        in_class = opens > closes if opens != closes else in_class
    return "".join(parts)


def _fold_plain(part: str, in_class: bool) -> str:
    """A part of an expression without escapes. Signs that would mean something in one are escaped where text folds to
    them.
    """
    table = _table()
    if _SIGNS.search(part) is None:
        return part.translate(table)
    folded = []
    for char in part:
        in_class = char == "[" or (in_class and char != "]")
        one = table[ord(char)]
        if in_class and one == "-" and char != "-":
            one = r"\-"
        elif one in (".", "...") and char != ".":
            one = re.escape(one)
        folded.append(one)
    return "".join(folded)
