"""Where the words of a page are written in a theme: texts looked up by their rarest words."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field

from disputelint.checker.theme.index import Item, Theme
from disputelint.checker.theme.scan import fold

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_RAREST = 8
_MOST = 400  # items looked at for one quote


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that says what a quote says; `likeness` from 0 to 1."""

    likeness: float
    item: Item


@dataclass
class Texts:
    """The texts of a theme in one language, by their words."""

    theme: Theme
    language: str
    items: list[Item] = field(default_factory=list, repr=False)
    _plain: list[str] = field(default_factory=list, repr=False)
    _words: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list), repr=False)

    def __post_init__(self) -> None:
        self.items = [*self.theme.items, *self.theme.locale(self.language).values()]
        for number, item in enumerate(self.items):
            said = words(item.text)
            self._plain.append(" ".join(said))
            for word in dict.fromkeys(said):
                self._words[word].append(number)

    def find(self, quote: str, most: int = 12) -> list[Hit]:
        """The texts most like a quote, best first."""
        said = words(fold(quote))[:120]
        known = sorted({word for word in said if word in self._words}, key=lambda word: len(self._words[word]))
        if not known:
            return []
        numbers = list(dict.fromkeys(n for word in known[:_RAREST] for n in self._words[word][:_MOST]))[: 2 * _MOST]
        hits = [Hit(self._likeness(said, number), self.items[number]) for number in numbers]
        hits = [hit for hit in hits if hit.likeness >= 0.3]
        hits.sort(key=lambda hit: (-hit.likeness, hit.item.file, hit.item.line))
        return hits[:most]

    def _likeness(self, said: list[str], number: int) -> float:
        plain, asked = self._plain[number], " ".join(said)
        if not plain:
            return 0.0
        if plain == asked:
            return 1.0
        if f" {asked} " in f" {plain} ":
            return 0.95 if len(said) > 1 else 0.7
        own = plain.split()
        share = sum(self._rare(word) for word in set(said) & set(own))
        of_quote = share / (sum(self._rare(word) for word in set(said)) or 1)
        of_item = share / (sum(self._rare(word) for word in set(own)) or 1)
        if f" {plain} " in f" {asked} ":
            return 0.45 + 0.5 * of_quote if len(own) > 1 else 0.6 * of_quote
        return 0.9 * math.sqrt(of_quote * of_item)

    def _rare(self, word: str) -> float:
        return math.log((len(self.items) + 1) / (len(self._words.get(word, ())) + 0.5)) if word in self._words else 6.0


def words(text: str) -> list[str]:
    """The words of a folded text; of scripts without spaces, pairs of characters."""
    found: list[str] = []
    for match in _WORD.finditer(text):
        said = match.group()
        if len(said) > 1 and _WIDE.match(said):
            found += [said[at : at + 2] for at in range(len(said) - 1)]
        else:
            found.append(said)
    return found
