"""Wording that rules look for on pages: one RE2 set per language says which can occur, only those are then searched.

Text is folded (`understand.normalize`) and the blocks of a page are searched as one text, so the work is linear in the
page whatever number of rules there are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

from disputelint.checker.engine.keywords import pattern
from disputelint.checker.engine.rule import TextLeaf
from disputelint.checker.model import Page
from disputelint.checker.model.record import record
from disputelint.checker.understand.joint import Joint
from disputelint.checker.understand.lexicon import ANY, Lexicon, lexicon
from disputelint.checker.understand.normalize import Folded, fold, fold_pattern

_OPEN: Final = "[^"  # a negated class would run across paragraphs, and swallow the wording of a later one
_MARK: Final = "\0"  # between blocks while they are folded; HTML has no NUL
_ENDS: Final = "。！？ 　"  # of a Japanese or Chinese sentence
_LABEL: Final = 40  # characters of a block that can be a label or token
_NOT_SAID: Final = frozenset(
    ("related", "reviews", "minicart", "cookie", "search")
)  # areas that are not the page's own


@record(frozen=True, slots=True)
class Found:
    """Wording on a page: the block it stands in and the page's own words."""

    block: int
    quote: str


@dataclass(frozen=True)
class _Text:
    """A page's blocks as one folded text, a line each."""

    text: str
    starts: tuple[int, ...]
    folded: Folded

    @classmethod
    def of(cls, page: Page) -> _Text:
        """The text of a page, folded in one go."""
        said = ["" if block.area in _NOT_SAID else block.text for block in page.blocks]
        joined = _MARK.join(said)
        if joined.count(_MARK) >= len(said):
            joined = _MARK.join(text.replace(_MARK, " ") for text in said)
        folded = fold.__wrapped__(joined)  # whole pages would only fill its cache
        lines = folded.text.split(_MARK)
        starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
        return cls("\n".join(lines), tuple(starts), folded)

    def at(self, start: int, end: int) -> Found | None:
        """The block that holds the whole span; the end of the sentence before is no part of what is quoted."""
        block = bisect_right(self.starts, start) - 1
        last = self.starts[block + 1] - 1 if block + 1 < len(self.starts) else len(self.text)
        return Found(block, self.folded.slice(start, end).strip().lstrip(_ENDS)) if end <= last else None

    @cached_property
    def short(self) -> dict[str, list[int]]:
        """Where the blocks stand that are a label or a token, by their text."""
        found: dict[str, list[int]] = {}
        for index, line in enumerate(self.text.split("\n")):
            if len(line) <= _LABEL:
                found.setdefault(line.strip(" *・:。.!?"), []).append(index)
        return found


@dataclass(frozen=True)
class _Asked:
    """What says a leaf's wording on pages of one language."""

    leaf: TextLeaf
    expressions: tuple[tuple[str, frozenset[str]], ...]  # by language
    wholes: tuple[str, ...] = ()  # wordings that count only as the whole text of a block


class Wording:
    """The wording of all text leaves of a run. Build it once; pages are searched when asked for."""

    def __init__(self, leaves: Iterable[TextLeaf], words: Lexicon | None = None) -> None:
        self._leaves = tuple(leaves)
        self._given = words
        self._sets: dict[str, tuple[Joint, tuple[str, ...]]] = {}
        self._texts: dict[int, tuple[Page, _Text]] = {}
        self._possible: dict[tuple[int, str], frozenset[str]] = {}
        self._asked: dict[tuple[int, str], tuple[TextLeaf, _Asked | None]] = {}

    @cached_property
    def words(self) -> Lexicon:
        """The lexicon, loaded when first needed."""
        return self._given or lexicon()

    def says(self, concept: str, text: str, language: str) -> bool:
        """Whether a short text uses the wording of a concept."""
        return self.words.whole(text, language, concept) is not None or self.words.says(concept, text, language)

    def speaks(self, leaf: TextLeaf, tag: str) -> bool:
        """Whether there is wording for a leaf in a page's language."""
        return self._wanted(leaf, tag) is not None

    def _wanted(self, leaf: TextLeaf, tag: str) -> _Asked | None:
        key = (id(leaf), tag)
        held = self._asked.get(key)
        if held is None or held[0] is not leaf:
            held = self._asked[key] = (leaf, self._look_up(leaf, tag))
        return held[1]

    def _look_up(self, leaf: TextLeaf, tag: str) -> _Asked | None:
        """The wording in the page's languages; None without any in its own: English on a Japanese page says nothing
        about what is absent there.
        """
        primary = tag.split("-")[0].lower()
        found: dict[str, set[str]] = {}
        wholes: list[str] = []
        own = False
        if leaf.concept:
            for entry in self.words.entries(leaf.concept, tag):
                own = own or entry.language in (ANY, tag) or entry.language.split("-")[0] == primary
                if entry.whole_only:
                    wholes.append(fold(entry.wording).text.strip(" :"))
                else:
                    found.setdefault(entry.language, set()).add(_in_paragraph(entry.expression))
        else:
            chain = (*self.words.chain(tag), primary, tag)
            for language, expression in leaf.patterns:
                if not language or language in chain:
                    own = own or language in ("", tag) or language.split("-")[0] == primary
                    found.setdefault(language or ANY, set()).add(_in_paragraph(fold_pattern(expression)))
        if not own:
            return None
        return _Asked(leaf, tuple((language, frozenset(every)) for language, every in found.items()), tuple(wholes))

    def find(self, leaf: TextLeaf, page: Page) -> Iterator[Found]:
        """Where the leaf's wording stands on a page, expression by expression."""
        asked = self._wanted(leaf, page.language)
        if asked is None or not page.blocks:
            return
        text = self._text(page)
        for language, wanted in asked.expressions:
            for expression in sorted(wanted & self._can_occur(page, text, language)):
                for match in pattern(expression).finditer(text.text):
                    found = text.at(match.start(), match.end()) if match.end() > match.start() else None
                    if found is not None:
                        yield found
        for whole in asked.wholes:
            for index in text.short.get(whole, ()):
                yield Found(index, page.blocks[index].text)

    def _text(self, page: Page) -> _Text:
        held = self._texts.get(id(page))
        if held is None or held[0] is not page:
            held = self._texts[id(page)] = (page, _Text.of(page))
        return held[1]

    def _can_occur(self, page: Page, text: _Text, language: str) -> frozenset[str]:
        key = (id(page), language)
        if key not in self._possible:
            joint, expressions = self._set(language)
            self._possible[key] = frozenset(expressions[index] for index in joint.candidates(text.text))
        return self._possible[key]

    def _set(self, language: str) -> tuple[Joint, tuple[str, ...]]:
        """All that the leaves of the run ask for in one language."""
        if language not in self._sets:
            asked = (self._wanted(leaf, language) for leaf in self._leaves)
            expressions = tuple(
                sorted(
                    {
                        e
                        for every in asked
                        if every
                        for lang, some in every.expressions
                        if lang == language
                        for e in some
                    }
                )
            )
            self._sets[language] = (Joint(expressions), expressions)
        return self._sets[language]


def _in_paragraph(expression: str) -> str:
    """The expression with negated classes that end where the paragraph does."""
    return expression.replace(_OPEN, r"[^\n")
