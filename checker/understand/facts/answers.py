"""Which question or label a block answers, and the sentence that its words make with it (`completed` words that).

A page is read from top to bottom: the first block under a question, or beside a label, answers it; the others go on.
"""

from __future__ import annotations

from typing import Final

from disputelint.checker.model import Block
from disputelint.checker.model.record import record
from disputelint.checker.understand.facts.completed import bare_yes, opening, quantity, so, value_of
from disputelint.checker.understand.facts.completed_east import bare_yes_east, opening_east
from disputelint.checker.understand.normalize import fold

_READ: Final = frozenset(("en", "zh", "ko"))
_AROUND: Final = frozenset(("footer", "header", "banner"))  # regions to which the headings of the page do not speak


@record(frozen=True, slots=True)
class Asked:
    """What a sentence answers or is the value of."""

    words: str = ""  # of the question or label, folded
    heading: bool = False  # whether it stands above the sentence, not beside it
    said_yes: bool = False  # whether the question was answered with a bare yes, which the sentence explains
    language: str = "en"  # in which both are


NOTHING: Final = Asked()


class Before:
    """What was said last before a block. In English, Chinese and Korean; in other languages no block answers anything."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._reads = language[:2] in _READ
        self._under: tuple[tuple[str, ...], str] = ((), "")  # headings and label of the last block
        self._pressed = ""  # the question of a button that unfolds the next block
        self._quantity: Block | None = None
        self.quantity: Block | None = None  # the heading right before a block that is a time and no more
        self.left: Asked = NOTHING  # what the last block left to be answered

    def skipped(self, block: Block) -> None:
        """Note a block that says nothing itself."""
        self._pressed = block.text if block.role == "button" and "?" in block.text else ""
        is_quantity = self._language[:2] == "en" and block.role == "heading" and quantity(fold(block.text).text)
        self._quantity = block if is_quantity else None

    def answered(self, block: Block) -> Asked:
        """What a block answers."""
        self.quantity, self._quantity = self._quantity, None
        last, self._under = self._under, (block.headings, block.label)
        pressed, self._pressed = self._pressed, ""
        left, self.left = self.left, NOTHING
        if not self._reads or block.region in _AROUND:
            return NOTHING
        if last == self._under and left.words:
            return left
        if block.label and (block.label != last[1] or block.role == "cell"):
            return Asked(fold(block.label).text, language=self._language)
        if block.headings and block.headings != last[0] and not block.label:
            return Asked(fold(block.headings[-1]).text, heading=True, language=self._language)
        return Asked(fold(pressed).text, language=self._language) if pressed else NOTHING


def same_section(block: Block, later: Block | None) -> bool:
    """Whether the next block of a page goes on under what a block stands under."""
    return later is not None and (later.headings, later.label) == (block.headings, block.label)


def completed(asked: Asked, text: str, *, last: bool) -> tuple[str, int, Asked]:
    """What opens a sentence (folded) so that it says by itself what it answers, how many of its characters that takes the
    place of, and what the next sentence answers. `last` tells that nothing follows under the same.
    """
    words = asked.words
    if asked.language[:2] != "en":
        return _east(asked, text, last=last)
    if asked.said_yes:
        return so(words), 0, NOTHING
    if "?" not in words:
        return (value_of(words, text, heading=asked.heading) if last else ""), 0, NOTHING
    if not last and bare_yes(words, text):
        return "", 0, Asked(words, said_yes=True)
    opens, cut = opening(words, text) or ("", 0)
    return opens, cut, NOTHING


def _east(asked: Asked, text: str, *, last: bool) -> tuple[str, int, Asked]:
    """The same in Chinese and Korean, where a label governs its value anyway."""
    words, language = asked.words, asked.language
    if "?" not in words and not words.endswith(("吗", "嗎")):
        return "", 0, NOTHING
    if asked.said_yes:
        yes = opening_east(language, words, "可以," if language.startswith("zh") else "네, ")
        return (yes[0].rstrip("。. ,") + ", " if yes is not None else ""), 0, NOTHING
    if not last and bare_yes_east(words, text):
        return "", 0, Asked(words, said_yes=True, language=language)
    opens, cut = opening_east(language, words, text) or ("", 0)
    return opens, cut, NOTHING
