"""Many expressions over one text in one pass: which of them may occur. Linear in the text, whatever the expressions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import re2

from disputelint.checker import kept
from disputelint.checker.understand import atoms

_PLAIN = re.compile(r"(?:\\b)?(?:[^\\.^$*+?{}()|\[\]]|\\[^0-9A-Za-z])*(?:\\b)?")
_COUNTED = re.compile(r"(\[[^\]]*\]|\.|\\s)\{\d+,(?:\d+)?\}")
# ASCII that is no letter, digit or blank. Said as what it is: to compile what it is not takes a hundred times as long.
SIGN = re.compile(r"([\x00-\x08\x0e-\x1b!-/:-@\[-^`{-\x7f])")
_MEMORY: Final = 256 << 20  # bytes at most; used as far as texts need it


class Joint:
    """Expressions on folded text, of which each is looked for as a whole or by the words that it needs (`atoms`)."""

    def __init__(self, expressions: Sequence[str]) -> None:
        """Raises re2.error for an expression that is looked for as a whole and is none."""
        self._matcher = re2.Set.SearchSet(options())
        self._numbers: list[int] = []  # by place in the set: number of the expression
        self._exact: set[int] = set()
        by_words: dict[int, list[frozenset[str]]] = {}
        for number, (expression, needed) in enumerate(zip(expressions, _needed(expressions), strict=True)):
            if needed:
                by_words[number] = needed
                continue
            widened = _COUNTED.sub(r"\1*", expression)  # counted runs multiply states; a star finds more, never less
            self._matcher.Add(widened)
            self._numbers.append(number)
            if widened == expression:
                self._exact.add(number)
        self._first: dict[int, list[int]] = {}  # place of a word → expressions whose first need it is
        self._others: dict[int, list[frozenset[int]]] = {}
        self._add_words(by_words)
        self._some = bool(self._numbers or by_words)
        if self._some:
            self._matcher.Compile()

    def _add_words(self, by_words: dict[int, list[frozenset[str]]]) -> None:
        words = sorted({word for every in by_words.values() for need in every for word in need})
        place = {word: len(self._numbers) + at for at, word in enumerate(words)}
        for word in words:
            self._matcher.Add(SIGN.sub(r"\\\1", word))
        for number, every in by_words.items():
            for word in every[0]:
                self._first.setdefault(place[word], []).append(number)
            if len(every) > 1:
                self._others[number] = [frozenset(place[word] for word in need) for need in every[1:]]

    def exact(self, number: int) -> bool:
        """Whether `candidates` names this expression only where it occurs."""
        return number in self._exact

    def candidates(self, text: str) -> list[int]:
        """The numbers of the expressions that may occur in a text, ascending; never too few."""
        return self.needing(self.words(text))

    def words(self, text: str) -> tuple[int, ...]:
        """What occurs in a text, as `needing` takes it. Much of it is the same in many texts."""
        return tuple(self._matcher.Match(text) or ()) if self._some else ()

    def needing(self, words: tuple[int, ...]) -> list[int]:
        """The numbers of the expressions that may occur where `words` occur, ascending."""
        found: set[int] = set()
        present = set(words)
        whole, first, others = len(self._numbers), self._first, self._others
        for hit in words:
            if hit < whole:
                found.add(self._numbers[hit])
                continue
            for number in first.get(hit, ()):
                for need in others.get(number, ()):
                    if need.isdisjoint(present):
                        break
                else:
                    found.add(number)
        return sorted(found)


def _needed(expressions: Sequence[str]) -> list[list[frozenset[str]]]:
    """For each expression the words to look for instead of it, the most telling first; none where the automaton takes it
    as it is without much cost.
    """
    held = kept.remembered(expressions, atoms.__file__, lambda: [_words_of(one) for one in expressions])
    return [[frozenset(need) for need in every] for every in held]


def _words_of(expression: str) -> list[list[str]]:
    """Between words without blanks nothing ends what is half seen, so there every choice costs."""
    if _PLAIN.fullmatch(expression) is not None:
        return []
    found = atoms.needs(expression)
    needed = found.all_of if found.runs or not expression.isascii() else ()
    return [sorted(need) for need in sorted(needed, key=_telling)]


def _telling(need: frozenset[str]) -> tuple[int, int]:
    return -min(map(len, need)), len(need)


def options() -> Any:
    """RE2 options with room for many expressions; what is wrong is raised and not printed."""
    held = re2.Options()
    held.max_mem = _MEMORY
    held.log_errors = False
    return held
