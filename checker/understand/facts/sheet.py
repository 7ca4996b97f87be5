"""The visible text of a page as one folded sheet, so that a pattern runs once over the page and not once per block."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from disputelint.checker.model import Block
from disputelint.checker.model.record import record
from disputelint.checker.understand.lazily import lazily
from disputelint.checker.understand.linear import Pattern
from disputelint.checker.understand.normalize import Folded, fold

_MARK: Final = re.compile("[。！？.!?;※]")  # with one of these a sentence may end
# In a text of ASCII: where `_ends` says that a sentence ends.
_PLAIN_MARK: Final = re.compile(r"[.!?;](?= |\Z)(?<![0-9].)(?<![ .(]..)", re.DOTALL)
# The same where full stops alone can end one: a single character is found several times faster than one of four.
_FULL_STOP: Final = re.compile(r"\.(?= |\Z)(?<![0-9].)(?<![ .(]..)", re.DOTALL)
_SENTENCE: Final = 400  # characters; what runs on for longer is no sentence
# Parts of a page that speak of something else than the shop and the page's product.
FOREIGN_AREAS = frozenset(("related", "reviews", "breadcrumb", "minicart", "cookie", "search"))
# Areas where nothing is said by the shop: other goods, buyers, other tools.
SPOKEN_BY_OTHERS = frozenset(("related", "reviews", "cookie", "search"))


@record(frozen=True, slots=True)
class Hit:
    """A match inside one block: places in the block's folded text, and the way back to its own words."""

    block: Block
    folded: Folded
    start: int
    end: int
    groups: tuple[str | None, ...] = ()

    @property
    def text(self) -> str:
        """The folded words matched."""
        return self.folded.text[self.start : self.end]

    @property
    def span(self) -> tuple[int, int]:
        """The place in `block.text`."""
        return self.folded.back(self.start, self.end)

    @property
    def original(self) -> str:
        """The page's own words."""
        first, last = self.span
        return self.block.text[first:last]

    def before(self, reach: int = 60) -> str:
        """Folded words in front of the match."""
        return self.folded.text[max(0, self.start - reach) : self.start]

    def after(self, reach: int = 60) -> str:
        """Folded words behind the match."""
        return self.folded.text[self.end : self.end + reach]


@dataclass(frozen=True)
class Sheet:
    """Blocks in page order with their folded texts."""

    blocks: tuple[Block, ...]

    @lazily
    def folded(self) -> tuple[Folded, ...]:
        """The folded text of each block."""
        return tuple([fold(block.text) for block in self.blocks])

    @lazily
    def text(self) -> str:
        """All folded texts, one a line."""
        return "\n".join([folded.text for folded in self.folded])

    @lazily
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for folded in self.folded:
            starts.append(at)
            at += len(folded.text) + 1
        return starts

    @lazily
    def _data(self) -> bytes:
        return self.text.encode()

    @lazily
    def _bytes(self) -> list[int]:
        """Where each block begins in `_data`."""
        if len(self._data) == len(self.text):
            return self._starts
        starts, at = [], 0
        for folded in self.folded:
            starts.append(at)
            at += len(folded.text.encode()) + 1
        return starts

    def having(self, expression: Pattern) -> Iterator[tuple[Block, Folded]]:
        """The blocks in which an expression may match, in page order: a quick first look, never too few."""
        data, starts = self._data, self._bytes
        at = following = 0
        while (found := expression.first(data, at)) is not None:
            number = max(bisect_right(starts, found[0]) - 1, following)
            following = bisect_right(starts, max(found[0], found[1] - 1))  # a match may reach over the end of a line
            for place in range(number, following):
                yield self.blocks[place], self.folded[place]
            if following >= len(starts):
                return
            at = starts[following]

    def part(self, expression: Pattern) -> Sheet:
        """The sheet of the blocks in which an expression may match."""
        return Sheet(tuple(block for block, _ in self.having(expression)))

    def find(self, expression: Pattern | re.Pattern[str], least: int = 1) -> Iterator[Hit]:
        """Matches of a compiled expression, in page order, those of fewer than `least` characters left out; none reaches
        over the end of its block.
        """
        capturing = expression.groups > 0
        for match in expression.finditer(self.text):
            start, end = match.span()
            if end - start < least:
                continue
            starts = self._starts
            index = bisect_right(starts, start) - 1
            folded = self.folded[index]
            first = start - starts[index]
            last = min(end - starts[index], len(folded.text))
            if last > first:
                yield Hit(self.blocks[index], folded, first, last, match.groups() if capturing else ())

    def all(self, expression: Pattern) -> tuple[Hit, ...]:
        """All matches, kept for those who ask again."""
        found = self._kept.get(expression)
        if found is None:
            found = self._kept[expression] = tuple(self.find(expression))
        return found

    @lazily
    def _kept(self) -> dict[Pattern, tuple[Hit, ...]]:
        return {}

    def by_block(self, expression: Pattern) -> Iterator[Hit]:
        """The first match of an expression in each block that has one."""
        last: Block | None = None
        for hit in self.find(expression):
            if hit.block is not last:
                last = hit.block
                yield hit


def sheet(blocks: Iterable[Block], keep: Callable[[Block], bool] | None = None) -> Sheet:
    """The sheet of the visible blocks with text, all of them or those that `keep` accepts."""
    return Sheet(tuple(b for b in blocks if (b.visible or b.opens) and b.text and (keep is None or keep(b))))


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence around [start, end) in `text`; no more than `_SENTENCE` characters on either side."""
    first, last = max(0, start - _SENTENCE), min(len(text), end + _SENTENCE)
    stops = _stops(text)
    behind = bisect_left(stops, start)
    if behind and stops[behind - 1] >= first:
        first = stops[behind - 1] + 1
    behind = bisect_left(stops, end)
    if behind < len(stops) and stops[behind] < last:
        last = stops[behind] + 1
    while first < last and text[first] in " 　・*※•-":
        first += 1
    while last > first and text[last - 1] == " ":
        last -= 1
    return first, last


@lru_cache(maxsize=1024)
def _stops(text: str) -> tuple[int, ...]:
    """The places of the characters with which the sentences of a text end."""
    if text.isascii():
        marks = _PLAIN_MARK if "!" in text or "?" in text or ";" in text else _FULL_STOP
        return tuple([mark.start() for mark in marks.finditer(text)])
    return tuple(mark.start() for mark in _MARK.finditer(text) if _ends(text, mark.start()))


def _ends(text: str, at: int) -> bool:
    """Whether a sentence ends with the character at `at`."""
    char = text[at]
    if char in "。！？":
        return True
    if char in ".!?;":
        follows = text[at + 1 : at + 2]
        return follows in ("", " ") and (at < 2 or text[at - 2] not in " .(") and not text[at - 1 : at].isdigit()
    return char == "※" and at > 0
