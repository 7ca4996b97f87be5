"""The sentences of a text by its own words alone: cut, folded, and with what must not be read blanked.

Struck-out words, unfilled brackets and examples in brackets are blanked in the folded text, so that no pattern sees
them while every span still leads back to the page's own words. Blocks of the same words share their pieces.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from disputelint.checker.late import late
from disputelint.checker.understand.facts.cutting import sentences
from disputelint.checker.understand.facts.said import Said, said
from disputelint.checker.understand.lexicon import lexicon as shipped_lexicon
from disputelint.checker.understand.normalize import Folded, fold

BLANK: Final = "\u2063"  # stands for a character that must not be read; in no lexicon
_LONG: Final = 20_000  # characters of a text whose pieces are not kept
_BEFORE: Final = 600  # characters in front of a clause that it may refer to
_UNFILLED = late(r"\[[^\[\]]{1,120}\]|\{\{[^{}]{1,120}\}\}|<[^<>]{3,60}>")
_EXAMPLE = late(
    r"[(（](?:e\.g\.|eg[ .,]|for example|for instance|例(?:えば|：|:)|z\. ?B\.|zum Beispiel|par ex|p\. ?ex|por ejemplo|ad es|bijv|por exemplo|예:|例如)[^()（）]{0,200}[)）]",
    re.IGNORECASE,
)
# Carriers named as examples are those of the shop: "per Paketdienst (z. B. DHL)".
_CARRIERS_BEFORE = late(
    r"(?:dienst(?:leister)?\w*|carriers?|couriers?|transporteurs?|corrier[ei]|mensajer[ií]as?|paqueter[ií]as?|transportadoras?|spedizionier[ei]"
    r"|bezorgers?|vervoerders?|spediteur\w*)[ ,]*$",
    re.IGNORECASE,
)
_FOOTNOTE = late(r"\[(?:\d{1,2}|e?s|[a-z])\]")
# "We take none of the following back." names a list that comes next; "... except the following" one of what is allowed.
_LIST_COMES = late(
    r"(?:以下|下記|次)(?:の|に)(?:[^。除外]|以外){1,80}。?$"
    r"|(?:返品|返金|交換|キャンセル)[^。]{0,16}(?:でき|出来|受けられ|いただけ|いたしかね|致しかね|しかね)(?:ない|る)(?:場合|もの|商品|ケース)[】」:：]?(?: [0-9①][^。]{1,60})?$"
    r"|(?:以下|下列)[^。]{0,40}(?:不|恕|無法|无法|除外)[^。]{0,24}[。:：]?$"
    r"|(?:다음|아래)(?:과|와|의)[^.]{1,60}(?:불가|않습니다|없습니다|안 ?됩니다|제한)[^.]{0,12}\.?$"
    r"|(?:반품|교환|환불|취소|철회)[^.]{0,12}(?:가능|불가|제한|없는)[^.]{0,4} ?(?:경우|사유|상품)\s*[:：]?$"
)
_LISTS: Final = (
    "下記",
    "以下",
    "次の",
    "ない場合",
    "ないもの",
    "ない商品",
    "ないケース",
    "かねる",
    "下列",
    "다음",
    "아래",
    "경우",
    "사유",
    "상품",
)  # one of them in what names a list
_MARKED = late(
    r"[・•※\-–*✓✔●■◆①-⑳]|[(（]?[0-9０-９]{1,2}(?:[)）、．]|\.(?![0-9]))|[(（]?[a-zA-Z][)）、．.]\s*[^\x00-\x7f]"
)


class Piece:
    """One sentence of a text. `start` and `end` are its place; `before` is what is said in front of it, folded."""

    __slots__ = ("_known", "before", "end", "folded", "lists", "number", "quote", "said", "start", "text")

    def __init__(self, start: int, end: int, number: int, own: str, folded: Folded, said: Said, before: str) -> None:
        self.start, self.end, self.number = start, end, number
        self.quote = own.strip()  # its own words
        self.folded, self.said, self.before = folded, said, before
        self.text = said.text  # folded, with what must not be read blanked
        self.lists = (
            not own.isascii() and len(said.text) < 300 and names_list(own)
        )  # whether the next ones are the list that it names
        self._known: dict[tuple[str, ...], bool] = {}

    def unasked(self, concepts: tuple[str, ...]) -> bool:
        """Whether nobody knows what `after` answers."""
        return bool(self.before) and concepts not in self._known

    def note(self, concepts: tuple[str, ...], *, said: bool) -> None:
        """What `after` is to answer, where it was found out for many at once."""
        self._known[concepts] = said

    def after(self, concepts: tuple[str, ...]) -> bool:
        """Whether one of the concepts occurs in what is said before it, as far back as it matters."""
        if not self.before:
            return False
        known = self._known.get(concepts)
        if known is None:
            wording = shipped_lexicon().either(self.said.language, *concepts)
            known = self._known[concepts] = wording is not None and wording.has(self.before)
        return known


def pieces(text: str, struck: tuple[tuple[int, int], ...], language: str, opening: int = 0) -> tuple[Piece, ...]:
    """The sentences of a text, of which the spans `struck` are crossed out; the first begins at `opening`."""
    return (_kept if len(text) <= _LONG else _pieces)(text, struck, language, opening)


@lru_cache(maxsize=4096)
def _kept(text: str, struck: tuple[tuple[int, int], ...], language: str, opening: int) -> tuple[Piece, ...]:
    return _pieces(text, struck, language, opening)


def _pieces(text: str, struck: tuple[tuple[int, int], ...], language: str, opening: int) -> tuple[Piece, ...]:
    masked = _masked(text, struck)
    whole = fold(text) if text.isascii() and masked is text else None
    same = whole.text if whole is not None and len(whole.text) == len(text) else ""  # folded, place for place
    found: list[Piece] = []
    before = ""
    for number, (start, end) in enumerate(sentences(masked)):
        if start < opening:
            start = opening
        own = text[start:end]
        folded = Folded(same[start:end], own) if same else fold(own)
        plain = folded.text
        if masked is not text and BLANK in masked[start:end]:
            plain = _blank(folded, masked[start:end])
        found.append(Piece(start, end, number, own, folded, said(plain, language), before))
        before = f"{before}{plain} "[-_BEFORE:]
    return tuple(found)


def continues(text: str) -> bool:
    """Whether a text begins with a bullet or a number, as the item of a list does."""
    return _MARKED.match(text) is not None


def names_list(text: str) -> bool:
    """Whether a text ends with a sentence about "the following goods" or "cases", which the next lines name."""
    if text.isascii() or not any(word in text for word in _LISTS):
        return False  # no language of letters alone names one so
    return _LIST_COMES.search(text.rstrip()) is not None


def _masked(text: str, struck: tuple[tuple[int, int], ...]) -> str:
    """The text with everything that must not be read blanked, place for place."""
    spans = [*struck]
    if "[" in text or "{" in text or "<" in text:
        spans += [m.span() for m in _UNFILLED.finditer(text) if not _FOOTNOTE.fullmatch(m.group())]
    if "(" in text or "（" in text:
        spans += [m.span() for m in _EXAMPLE.finditer(text) if not _CARRIERS_BEFORE.search(text, 0, m.start())]
    if not spans:
        return text
    chars = list(text)
    for start, end in spans:
        chars[start:end] = BLANK * (end - start)
    return "".join(chars)


def _blank(folded: Folded, masked: str) -> str:
    chars = list(folded.text)
    for place in range(len(chars)):
        first, last = folded.back(place, place + 1)
        if BLANK in masked[first:last]:
            chars[place] = BLANK
    return "".join(chars)
