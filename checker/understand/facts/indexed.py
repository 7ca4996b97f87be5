"""Where on a page what may be said: families look at the clauses that concern them and at no others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from disputelint.checker.understand.facts.clauses import Clause, clauses_of
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.lazily import lazily
from disputelint.checker.understand.linear import Pattern
from disputelint.checker.understand.quantities.money import may_be_money

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document


class Index:
    """The clauses of a page by what they may say and by what they stand under."""

    def __init__(self, every: tuple[Clause, ...]) -> None:
        self.every = every
        self._by_levels: dict[tuple[frozenset[str], ...], list[int]] = {}
        self._by_concept: dict[str, list[int]] = {}
        shared: dict[int, tuple[frozenset[str], list[int]]] = {}  # clauses of the same words share what may occur
        for number, clause in enumerate(every):
            scan = clause.scan
            shared.setdefault(scan.same, (scan.possible, []))[1].append(number)
            self._by_levels.setdefault(clause.levels, []).append(number)
        for possible, numbers in shared.values():
            for concept in possible:
                self._by_concept.setdefault(concept, []).extend(numbers)

    def saying(self, concepts: Iterable[str]) -> set[int]:
        """The numbers of the clauses in which one of the concepts may occur."""
        return {number for concept in concepts for number in self._by_concept.get(concept, ())}

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
        return frozenset(_lines(may_be_money(), [clause.text for clause in self.every]))


def _lines(expression: Pattern, texts: list[str]) -> Iterator[int]:
    """The numbers of the texts in which an expression may match. One pass over all of them."""
    data = "\n".join(texts).encode()
    starts = [0, *accumulate(len(text.encode()) + 1 for text in texts)]
    for spans in expression.spans(data):
        first, last = spans[0]
        yield from range(bisect_right(starts, first) - 1, bisect_right(starts, last - 1))


def index_of(document: Document, context: Context) -> Index:
    """The index of a page's clauses; worked out once per context."""
    if "clause_index" not in context.cache:
        context.cache["clause_index"] = Index(clauses_of(document, context))
    found: Index = context.cache["clause_index"]
    return found


def clauses_with(
    document: Document, context: Context, *concepts: str, under: str = "", within: int = 1, also: Iterable[int] = ()
) -> tuple[Clause, ...]:
    """The clauses of a page in which one of the concepts may occur, in order; with them those of whose nearest `within`
    levels one is about the topic `under`, and those whose numbers `also` gives.
    """
    index = index_of(document, context)
    numbers = index.saying(concepts).union(also)
    if under:
        numbers |= index.under(under, within)
    return tuple(index.every[number] for number in sorted(numbers))
