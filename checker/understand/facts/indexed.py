"""Where on a page what may be said: families look at the clauses that concern them and at no others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from disputelint.checker.understand.facts.clauses import Clause, clauses_of
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.said import Said
from disputelint.checker.understand.lazily import lazily
from disputelint.checker.understand.lexicon import Scan
from disputelint.checker.understand.linear import Pattern
from disputelint.checker.understand.quantities.money import may_be_money

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_FEW: Final = 6  # clauses that are asked one by one


@dataclass(slots=True)
class _Alike:
    """Texts that may say the same, as the same words occur in them."""

    possible: frozenset[str]  # what they may say
    certain: frozenset[str]  # what they say in any case
    texts: list[tuple[dict[str, bool], list[int], Scan]] = field(default_factory=list)  # what is known, clauses, scan
    numbers: list[int] = field(default_factory=list)  # of the clauses of all of them


class Index:
    """The clauses of a page by what they may say and by what they stand under."""

    def __init__(self, every: tuple[Clause, ...], context: Context) -> None:
        self.every = every
        self._lexicon, self._language = context.lexicon, context.language
        self._saying: dict[str, list[int]] = {}
        self._numbers: dict[Said, list[int]] = {}  # of the clauses of each text
        numbers = self._numbers
        for number, clause in enumerate(every):
            if (same := numbers.get(clause.said)) is None:
                numbers[clause.said] = [number]
            else:
                same.append(number)
        alike: dict[int, _Alike] = {}
        for text, same in numbers.items():
            scan = text.scan
            group = alike.get(id(scan.possible))
            if group is None:
                group = alike[id(scan.possible)] = _Alike(scan.possible, scan.certain)
            group.texts.append((scan.said, same, scan))
            group.numbers += same
        self._alike: dict[str, list[_Alike]] = {}  # the texts that may say a concept
        for group in alike.values():
            for concept in group.possible:
                if (those := self._alike.get(concept)) is None:
                    self._alike[concept] = [group]
                else:
                    those.append(group)
        self.priced = self._priced()  # the numbers of the clauses in which an amount of money may stand

    def saying(self, concept: str) -> list[int]:
        """The numbers of the clauses in which a concept occurs."""
        found = self._saying.get(concept)
        if found is None:
            found = self._saying[concept] = []
            unknown: list[tuple[Scan, list[int]]] = []
            for group in self._alike.get(concept, ()):
                if concept in group.certain:
                    found += group.numbers
                    continue
                for known, numbers, scan in group.texts:
                    said = known.get(concept)
                    if said:
                        found += numbers
                    elif said is None:
                        unknown.append((scan, numbers))
            self._settle(concept, [scan for scan, _ in unknown])
            for scan, numbers in unknown:
                if scan.says(concept):
                    found += numbers
        return found

    def settle(self, concepts: Iterable[str], among: Iterable[Said]) -> None:
        """Find out in one pass per concept in which of these texts it occurs, so that none is asked singly."""
        scans = [text.scan for text in dict.fromkeys(among)]
        for concept in concepts if len(scans) >= _FEW else ():
            doubtful = [one for one in scans if concept in one.possible and concept not in one.certain]
            self._settle(concept, [one for one in doubtful if concept not in one.said])

    def settle_before(self, concept: str, among: Iterable[Clause]) -> None:
        """The same of what is said before these clauses."""
        pattern, concepts = self._lexicon.either(self._language, concept), (concept,)
        unknown = [piece for piece in dict.fromkeys(clause.piece for clause in among) if piece.unasked(concepts)]
        if len(unknown) < _FEW or pattern is None:
            return
        silent = set(range(len(unknown)))
        for numbers, certain in _lines(pattern, [piece.before for piece in unknown]):
            silent.difference_update(numbers)
            if certain:
                unknown[numbers.start].note(concepts, said=True)
        for number in silent:
            unknown[number].note(concepts, said=False)

    def _settle(self, concept: str, unknown: list[Scan]) -> None:
        if len(unknown) < _FEW or (pattern := self._lexicon.either(self._language, concept)) is None:
            return
        silent = set(range(len(unknown)))
        for numbers, certain in _lines(pattern, [scan.text for scan in unknown]):
            silent.difference_update(numbers)
            if certain:
                unknown[numbers.start].said[concept] = True
        for number in silent:
            unknown[number].said[concept] = False

    def under(self, topic: str, within: int) -> set[int]:
        """The numbers of the clauses of whose nearest `within` levels one is about a topic."""
        found: set[int] = set()
        for clause, numbers in self._alike_placed:
            if topic in clause.reach[within]:
                found.update(numbers)
        return found

    @lazily
    def _alike_placed(self) -> tuple[tuple[Clause, list[int]], ...]:
        """The first clause of all that stand under the same, and the numbers of all of them."""
        found: dict[int, tuple[Clause, list[int]]] = {}
        for number, clause in enumerate(self.every):
            if (same := found.get(id(clause.reach))) is None:
                found[id(clause.reach)] = clause, [number]
            else:
                same[1].append(number)
        return tuple(found.values())

    def _priced(self) -> frozenset[int]:
        unread = [text for text in self._numbers if text.priced is None]
        for text in unread:
            text.priced = False
        for numbers, _ in _lines(may_be_money(), [text.text for text in unread]):
            for number in numbers:
                unread[number].priced = True
        return frozenset([number for text, same in self._numbers.items() if text.priced for number in same])


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
    return tuple(map(index.every.__getitem__, sorted(numbers)))
