"""What of the lexicon occurs in one text: entries, hits, and `Scan`, which works out the places when asked for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import lru_cache

import re2

from disputelint.checker.errors import RuleError, Spot
from disputelint.checker.model import Text
from disputelint.checker.model.record import record
from disputelint.checker.understand.linear import Pattern, Spans, compiled, uncaptured


@record(frozen=True, slots=True)
class Entry:
    """One phrase or pattern. `expression` is RE2 on folded text; `whole_only` ones are not searched inside text."""

    concept: str
    language: str
    wording: str
    expression: str
    whole_only: bool = False
    note: str = ""

    def matcher(self) -> Pattern:
        """The compiled expression, for folded text. Raises RuleError when it is none."""
        try:
            return _compile(self.expression)
        except re2.error:
            raise unusable(f"{self.concept} ({self.language})", self.expression) from None


@record(frozen=True, slots=True)
class Hit:
    """Where a concept's wording stands in folded text. `groups` holds the named groups that matched."""

    concept: str
    start: int
    end: int
    groups: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@lru_cache(maxsize=8192)
def _compile(expression: str) -> Pattern:
    return compiled(uncaptured(expression))


@lru_cache(maxsize=8192)
def _literal(expression: str) -> re.Pattern[str]:
    """A phrase as Python's own engine has it: on words without choices it is as linear, and several times cheaper."""
    return re.compile(expression, re.ASCII)


@record(frozen=True, slots=True)
class Occurring:
    """What may occur in a text: the entries of each concept, and the concepts that do for certain."""

    entries: Mapping[str, tuple[Entry, ...]]
    certain: frozenset[str]
    concepts: frozenset[str]  # those of the entries


class Scan:
    """What of the lexicon occurs in one text. Spans are of the folded text and worked out when asked for."""

    __slots__ = ("_bytes", "_entries", "_hits", "_places", "certain", "known", "possible", "said", "text")

    def __init__(self, text: str, occurring: Occurring) -> None:
        self.text = text
        self._entries = occurring.entries
        self.certain = occurring.certain  # concepts that the joint automaton found as they are
        self.possible = occurring.concepts  # the concepts that may occur: a quick first look, never too few
        self._hits: dict[str, tuple[Hit, ...]] = {}
        self.said: dict[str, bool] = {}  # of concepts that may occur, whether they do, as far as it was found out
        self.known: dict[tuple[str, ...], bool] = {}  # what `any` answered
        self._bytes: bytes | None = None  # RE2 works on UTF-8; encoding once is much cheaper than per pattern
        self._places: list[int] | None = None  # character of each byte; None while the two are the same

    def __contains__(self, concept: object) -> bool:
        return concept in self.certain or (concept in self.possible and self.says(str(concept)))

    def any(self, *concepts: str) -> bool:
        """Whether one of the concepts occurs."""
        known = self.known.get(concepts)
        return self.answer(concepts) if known is None else known

    def answer(self, concepts: tuple[str, ...]) -> bool:
        """The same, found out and kept."""
        known = self.known[concepts] = not self.possible.isdisjoint(concepts) and self._one_of(concepts)
        return known

    def _one_of(self, concepts: tuple[str, ...]) -> bool:
        """Whether one of concepts occurs, of which at least one may."""
        if not self.certain.isdisjoint(concepts):
            return True
        for concept in concepts:  # noqa: SIM110 - a generator takes twice as long, and this is asked of every sentence
            if concept in self.possible and self.says(concept):
                return True
        return False

    def says(self, concept: str) -> bool:
        """Whether a concept occurs that may and is not certain to."""
        said = self.said.get(concept)
        return bool(self._of(concept)) if said is None else said

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that occur."""
        return tuple(concept for concept in self._entries if self.hits(concept))

    def hits(self, *concepts: str) -> tuple[Hit, ...]:
        """Where the concepts occur, from left to right, the longest where several overlap."""
        if self.possible.isdisjoint(concepts):
            return ()
        if len(concepts) == 1:
            return self._of(concepts[0])
        found = [hit for concept in concepts if concept in self.possible for hit in self._of(concept)]
        return _longest(found) if len(found) > 1 else tuple(found)

    def first(self, *concepts: str) -> Hit | None:
        """The first place where one of the concepts occurs."""
        return next(iter(self.hits(*concepts)), None)

    def _of(self, concept: str) -> tuple[Hit, ...]:
        held = self._hits.get(concept)
        if held is not None:
            return held
        if self.said.get(concept) is False:
            return ()
        found: list[Hit] = []
        for entry in self._entries.get(concept, ()):
            if entry.wording:
                matches = _literal(entry.expression).finditer(self.text)
                found += [Hit(concept, match.start(), match.end(), note=entry.note) for match in matches]
                continue
            matcher = entry.matcher()
            for spans in matcher.spans(self._encoded()):
                found.append(self._hit(entry, spans, matcher.names))
        kept = self._hits[concept] = _longest(found) if len(found) > 1 else tuple(found)
        self.said[concept] = bool(kept)
        return kept

    def _encoded(self) -> bytes:
        if self._bytes is None:
            self._bytes = self.text.encode()
            if not self.text.isascii():
                self._places = [place for place, char in enumerate(self.text) for _ in char.encode()]
                self._places.append(len(self.text))
        return self._bytes

    def _hit(self, entry: Entry, spans: Spans, names: Mapping[str, int]) -> Hit:
        start, end = spans[0]
        groups = {}
        for name, number in names.items():
            first, last = spans[number]
            if first >= 0:
                groups[name] = self._encoded()[first:last].decode()
        if self._places is not None:
            start, end = self._places[start], self._places[end]
        return Hit(entry.concept, start, end, groups, entry.note)


def _longest(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if kept and hit.start < kept[-1].end:
            if hit.end - hit.start > kept[-1].end - kept[-1].start:
                kept[-1] = hit
            continue
        kept.append(hit)
    return tuple(kept)


def unusable(where: Spot | str, said: str, why: str = "") -> RuleError:
    """What is raised for wording that is no phrase and no expression."""
    return RuleError(
        Text(f"This wording cannot be used: {said}", f"この語句は使えません：{said}"),
        where=where,
        hint=Text(
            f"Write a phrase, or an expression of RE2{': ' + why if why else ''}.",
            f"語句かRE2の正規表現で書いてください{'：' + why if why else ''}。",
        ),
        code="E110",
    )
