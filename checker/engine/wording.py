"""Wording that rules look for on pages: one RE2 set per language says which can occur, only those are then searched.

Text is folded (`understand.normalize`) and the blocks of a page are searched as one text, so the work is linear in the
page whatever number of rules there are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from disputelint.checker.engine.keywords import pattern
from disputelint.checker.engine.rule import TextLeaf
from disputelint.checker.model import Page
from disputelint.checker.understand.lexicon import ANY, Lexicon, lexicon
from disputelint.checker.understand.normalize import Folded, fold, fold_pattern

_COUNTED = re.compile(r"(\[[^\]]*\]|\.|\\s)\{\d+,(?:\d+)?\}")  # as a star in the set: finds more, never less
_SET_MEMORY = 256 << 20  # bytes at most; used as far as texts need it


TextLeafKey = tuple[str, tuple[tuple[str, str], ...]]  # concept, patterns


@dataclass(frozen=True, slots=True)
class Found:
    """Wording on a page: the block it stands in and the page's own words."""

    block: int
    quote: str


@dataclass(frozen=True, slots=True)
class _Text:
    """A page's blocks as one folded text."""

    text: str
    starts: tuple[int, ...]
    folded: tuple[Folded, ...]

    def at(self, start: int, end: int) -> Found | None:
        """The block that holds the whole span."""
        block = bisect_right(self.starts, start) - 1
        first = start - self.starts[block]
        last = end - self.starts[block]
        if last > len(self.folded[block].text):
            return None
        return Found(block, self.folded[block].slice(first, last).strip())


class Wording:
    """The wording of all text leaves of a run. Build it once; pages are searched when asked for."""

    def __init__(self, leaves: Iterable[TextLeaf], words: Lexicon | None = None) -> None:
        self._leaves = tuple(leaves)
        self._given = words
        self._sets: dict[str, tuple[Any, tuple[str, ...]]] = {}
        self._texts: dict[int, tuple[Page, _Text]] = {}
        self._possible: dict[tuple[int, str], frozenset[str]] = {}
        self._asked: dict[tuple[TextLeafKey, str], tuple[tuple[str, str], ...] | None] = {}

    @cached_property
    def words(self) -> Lexicon:
        """The lexicon, loaded when first needed."""
        return self._given or lexicon()

    def says(self, concept: str, text: str, language: str) -> bool:
        """Whether a short text uses the wording of a concept."""
        return self.words.whole(text, language, concept) is not None or concept in self.words.scan(text, language)

    def expressions(self, leaf: TextLeaf, tag: str) -> tuple[tuple[str, str], ...] | None:
        """(language, expression) pairs that say it on a page in this language; None when there is no wording."""
        key = ((leaf.concept, leaf.patterns), tag)
        if key not in self._asked:
            self._asked[key] = self._expressions(leaf, tag)
        return self._asked[key]

    def _expressions(self, leaf: TextLeaf, tag: str) -> tuple[tuple[str, str], ...] | None:
        primary = tag.split("-")[0].lower()
        chain = (*self.words.chain(tag), primary, tag)
        if leaf.concept:
            entries = self.words.entries(leaf.concept, tag)
            found = [(e.language, f"^{e.expression}$" if e.whole_only else e.expression) for e in entries]
        else:
            found = [(lang, fold_pattern(one)) for lang, one in leaf.patterns if not lang or lang in chain]
        own = any(lang in ("", ANY, tag) or lang.split("-")[0] == primary for lang, _ in found)
        return tuple(found) if own else None  # English on a Japanese page says nothing about what is absent there

    def find(self, leaf: TextLeaf, page: Page) -> Iterator[Found]:
        """Where the leaf's wording stands on a page, expression by expression."""
        asked = self.expressions(leaf, page.language) or ()
        text = self._text(page)
        for language, expression in asked:
            if expression not in self._can_occur(page, text, language or ANY):
                continue
            if expression.startswith("^"):
                yield from _whole(expression, text)
                continue
            for match in pattern(expression).finditer(text.text):
                found = text.at(match.start(), match.end()) if match.end() > match.start() else None
                if found is not None:
                    yield found

    def _text(self, page: Page) -> _Text:
        held = self._texts.get(id(page))
        if held is not None and held[0] is page:
            return held[1]
        folded = tuple(fold(block.text) for block in page.blocks)
        starts, place = [], 0
        for one in folded:
            starts.append(place)
            place += len(one.text) + 1
        text = _Text("\n".join(one.text for one in folded), tuple(starts), folded)
        self._texts[id(page)] = (page, text)
        return text

    def _can_occur(self, page: Page, text: _Text, language: str) -> frozenset[str]:
        key = (id(page), language)
        if key not in self._possible:
            matcher, expressions = self._set(language, page.language)
            hits = matcher.Match(text.text) if expressions else ()
            whole = frozenset(one for one in expressions if one.startswith("^"))
            self._possible[key] = frozenset(expressions[index] for index in hits or ()) | whole
        return self._possible[key]

    def _set(self, language: str, tag: str) -> tuple[Any, tuple[str, ...]]:
        if language not in self._sets:
            import re2

            wanted = {
                expression: None
                for leaf in self._leaves
                for spoken, expression in self.expressions(leaf, tag) or ()
                if (spoken or ANY) == language
            }
            options = re2.Options()
            options.log_errors = False
            options.max_mem = _SET_MEMORY
            matcher = re2.Set.SearchSet(options)
            for expression in wanted:
                matcher.Add(_COUNTED.sub(r"\1*", expression))
            if wanted:
                matcher.Compile()
            self._sets[language] = (matcher, tuple(wanted))
        return self._sets[language]


def _whole(expression: str, text: _Text) -> Iterator[Found]:
    """Blocks that are the wording and nothing else."""
    matcher = pattern(expression)
    for index, one in enumerate(text.folded):
        if len(one.text) <= 40 and matcher.search(one.text.strip(" *・:。.!?")):
            yield Found(index, one.original)
