"""Where on a page what may be said: families look at the clauses that concern them and at no others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from disputelint.checker.understand.facts.clauses import Clause, clauses_of
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.lazily import lazily
from disputelint.checker.understand.lexicon import Scan
from disputelint.checker.understand.linear import Pattern
from disputelint.checker.understand.quantities.money import may_be_money

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_FEW: Final = 6  # clauses that are asked one by one


class Index:
    """The clauses of a page by what they may say and by what they stand under."""

    def __init__(self, every: tuple[Clause, ...], context: Context) -> None:
        self.every = every
        self._lexicon, self._language = context.lexicon, context.language
        self._said: dict[str, list[int]] = {}
        self._by_levels: dict[tuple[frozenset[str], ...], list[int]] = {}
        self._by_concept: dict[str, list[int]] = {}  # numbers of scans, which clauses of the same words share
        self._scans: list[Scan] = []
        self._numbers: list[list[int]] = []  # of the clauses with that scan
        self._scan_of: dict[int, int] = {}
        shared: dict[int, tuple[frozenset[str], list[int]]] = {}  # texts with the same words may say the same
        for number, clause in enumerate(every):
            scan = clause.scan
            place = self._scan_of.setdefault(id(scan), len(self._scans))
            if place == len(self._scans):
                self._scans.append(scan)
                self._numbers.append([])
                shared.setdefault(id(scan.possible), (scan.possible, []))[1].append(place)
            self._numbers[place].append(number)
            self._by_levels.setdefault(clause.levels, []).append(number)
        for possible, places in shared.values():
            for concept in possible:
                self._by_concept.setdefault(concept, []).extend(places)

    def saying(self, concept: str) -> list[int]:
        """The numbers of the clauses in which a concept occurs."""
        found = self._said.get(concept)
        if found is None:
            scans = self._scans
            possible = self._by_concept.get(concept, [])
            self._settle(concept, [scans[place] for place in possible])
            saying = [place for place in possible if concept in scans[place]]
            found = self._said[concept] = [number for place in saying for number in self._numbers[place]]
        return found

    def settle(self, concepts: Iterable[str], among: Iterable[int]) -> None:
        """Find out in one pass per concept in which of these clauses it occurs, so that none is asked singly."""
        places = {self._scan_of[id(self.every[number].scan)] for number in among}
        for concept in concepts:
            self._settle(concept, [self._scans[at] for at in self._by_concept.get(concept, ()) if at in places])

    def _settle(self, concept: str, scans: list[Scan]) -> None:
        doubtful = [scan for scan in scans if scan.doubts(concept)]
        if len(doubtful) < _FEW or (pattern := self._lexicon.either(self._language, concept)) is None:
            return
        silent = set(range(len(doubtful)))
        for numbers, certain in _lines(pattern, [scan.text for scan in doubtful]):
            silent.difference_update(numbers)
            if certain:
                doubtful[numbers.start].settle(concept, said=True)
        for number in silent:
            doubtful[number].settle(concept, said=False)

    def under(self, topic: str, within: int) -> set[int]:
        """The numbers of the clauses of whose nearest `within` levels one is about a topic."""
        found: set[int] = set()
        for levels, numbers in self._by_levels.items():
            if any(topic in level for level in levels[:within]):
                found.update(numbers)
        return found

    @lazily
    def priced(self) -> frozenset[int]:
        """The numbers of the clauses in which an amount of money may stand."""
        found = _lines(may_be_money(), [clause.text for clause in self.every])
        return frozenset(number for numbers, _ in found for number in numbers)


def _lines(expression: Pattern, texts: list[str]) -> Iterator[tuple[range, bool]]:
    """The numbers of the texts in which an expression may match, in one pass over all of them, each a line; and whether it
    does for certain: a match inside a line is one of that text, what reaches over its end may be none.
    """
    joined = "\n".join(texts)
    data = joined.encode()
    plain = len(data) == len(joined)
    starts = [0, *accumulate([len(text if plain else text.encode()) + 1 for text in texts])]
    at = 0
    while at < len(data) and (found := expression.first(data, at)) is not None:
        start, end = found
        first = bisect_right(starts, start) - 1
        last = max(first, bisect_right(starts, end - 1) - 1)
        at = starts[last + 1]
        yield range(first, last + 1), first == last and start < end < at


def index_of(document: Document, context: Context) -> Index:
    """The index of a page's clauses; worked out once per context."""
    if "clause_index" not in context.cache:
        context.cache["clause_index"] = Index(clauses_of(document, context), context)
    found: Index = context.cache["clause_index"]
    return found


def clauses_with(
    document: Document, context: Context, *concepts: str, under: str = "", within: int = 1, also: Iterable[int] = ()
) -> tuple[Clause, ...]:
    """The clauses of a page in which one of the concepts occurs, in order; with them those of whose nearest `within`
    levels one is about the topic `under`, and those whose numbers `also` gives.
    """
    index = index_of(document, context)
    numbers = set(also)
    for concept in concepts:
        numbers.update(index.saying(concept))
    if under:
        numbers |= index.under(under, within)
    return tuple(index.every[number] for number in sorted(numbers))
