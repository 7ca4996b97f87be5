"""Compiled RE2 expressions as page understanding uses them: linear in the text, and cheap to ask thousands of times.

The wrapper that comes with google-re2 makes a generator, two conversions of places and a match object for each question,
which costs several times what the automaton does. Here a text is encoded once, the automaton is asked directly, and a
match is made only where there is one. What comes back reads like a match of Python's own `re`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import re2

Spans = list[tuple[int, int]]
_ANCHORS: Final[Any] = getattr(re2, "_Anchor", None)
_ANYWHERE: Final[Any] = _ANCHORS.UNANCHORED if _ANCHORS is not None else 0
_START: Final[Any] = _ANCHORS.ANCHOR_START if _ANCHORS is not None else 1
_BOTH: Final[Any] = _ANCHORS.ANCHOR_BOTH if _ANCHORS is not None else 2
# An escape, a set of characters or an opening bracket that captures.
_GROUP: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|\((?!\?)", re.DOTALL)
_NONE: Final = (-1, -1)  # the span of what did not match


class Match:
    """One match: places in the text that was searched."""

    __slots__ = ("_names", "_spans", "string")

    def __init__(self, string: str, spans: Spans, names: Mapping[str, int]) -> None:
        self.string, self._spans, self._names = string, spans, names

    def span(self, group: int | str = 0) -> tuple[int, int]:
        """Where a group stands; (-1, -1) for one that did not match."""
        return self._spans[self._names[group] if isinstance(group, str) else group]

    def start(self, group: int | str = 0) -> int:
        """Where a group begins."""
        return self.span(group)[0]

    def end(self, group: int | str = 0) -> int:
        """Where a group ends."""
        return self.span(group)[1]

    def __getitem__(self, group: int | str) -> str | None:
        start, end = self.span(group)
        return None if start < 0 else self.string[start:end]

    def group(self, group: int | str = 0) -> str | None:
        """What a group matched; the whole match by default."""
        return self[group]

    def groups(self) -> tuple[str | None, ...]:
        """What each group matched, the whole match left out."""
        return tuple(self[number] for number in range(1, len(self._spans)))

    def named(self) -> str:
        """The first named group that matched; "" when none did."""
        return next((name for name, number in self._names.items() if self._spans[number] != _NONE), "")

    def groupdict(self) -> dict[str, str | None]:
        """What each named group matched."""
        return {name: self[number] for name, number in self._names.items()}


class Pattern:
    """An expression. Build it with `compiled`."""

    __slots__ = ("_ask", "_names", "groups", "pattern")

    def __init__(self, expression: str, made: Any) -> None:
        self.pattern = expression
        self.groups: int = made.groups
        self._names: Mapping[str, int] = made.groupindex
        self._ask = _asking(made)

    def found(self, text: bytes) -> bool:
        """Whether it occurs in a text that is encoded already."""
        return self._ask(_ANYWHERE, text, 0, len(text))[0] != _NONE

    def has(self, text: str) -> bool:
        """Whether it occurs in a text."""
        data = text.encode()
        return self._ask(_ANYWHERE, data, 0, len(data))[0] != _NONE

    def search(self, text: str, start: int = 0, stop: int | None = None) -> Match | None:
        """The first match in `text[start:stop]`."""
        return self._one(_ANYWHERE, text, start, stop)

    def match(self, text: str, start: int = 0, stop: int | None = None) -> Match | None:
        """The match that begins at `start`."""
        return self._one(_START, text, start, stop)

    def fullmatch(self, text: str, start: int = 0, stop: int | None = None) -> Match | None:
        """The match that is all of `text[start:stop]`."""
        return self._one(_BOTH, text, start, stop)

    def finditer(self, text: str, start: int = 0, stop: int | None = None) -> Iterator[Match]:
        """All matches in `text[start:stop]` from left to right, none overlapping another."""
        data, at, last, place = _encoded(text, start, stop)
        plain, base, known = data.isascii(), place, 0  # `known`: a byte whose character is known, which is `place`
        while True:
            spans = self._ask(_ANYWHERE, data, at, last)
            if spans[0] == _NONE:
                return
            first, end = spans[0]
            if plain:
                yield Match(text, _moved(spans, base) if base else spans, self._names)
            else:
                place += len(data[known:first].decode())
                known = first
                yield Match(text, _in_characters(data, spans, first, place), self._names)
            if at == last:
                return
            if end > at:
                at = end
                continue
            at += 1  # nothing was matched: on by one character
            while at < last and data[at] & 0xC0 == 0x80:
                at += 1

    def starts(self, text: str) -> list[int]:
        """Where the matches in a text begin, from left to right, none overlapping another."""
        data = text.encode()
        if len(data) != len(text):
            return [match.start() for match in self.finditer(text)]
        found, at, last, ask = [], 0, len(data), self._ask
        while (span := ask(_ANYWHERE, data, at, last)[0]) != _NONE:
            found.append(span[0])
            at = span[1] if span[1] > at else at + 1
            if at > last:
                break
        return found

    def sub(self, said: str, text: str) -> str:
        """A text with `said` in the place of each match."""
        parts, at = [], 0
        for match in self.finditer(text):
            parts += [text[at : match.start()], said]
            at = match.end()
        return "".join((*parts, text[at:])) if parts else text

    def first(self, data: bytes, start: int = 0) -> tuple[int, int] | None:
        """The first match in a text that is encoded already, from the byte `start` on, as places of bytes."""
        span = self._ask(_ANYWHERE, data, start, len(data))[0]
        return None if span == _NONE else span

    def spans(self, data: bytes) -> Iterator[Spans]:
        """All matches in a text that is encoded already, as places of bytes; those of nothing left out."""
        ask, at, end = self._ask, 0, len(data)
        while at < end:
            found = ask(_ANYWHERE, data, at, end)
            if found[0] == _NONE:
                return
            at = found[0][1]
            if at > found[0][0]:
                yield found
            else:
                at += 1

    @property
    def names(self) -> Mapping[str, int]:
        """The named groups and their numbers."""
        return self._names

    def _one(self, anchor: Any, text: str, start: int, stop: int | None) -> Match | None:
        data, at, last, base = _encoded(text, start, stop)
        spans = self._ask(anchor, data, at, last)
        if spans[0] == _NONE:
            return None
        if not data.isascii():
            first = spans[0][0]
            spans = _in_characters(data, spans, first, base + len(data[:first].decode()))
        elif base:
            spans = _moved(spans, base)
        return Match(text, spans, self._names)


def compiled(expression: str, options: Any = None) -> Pattern:
    """An RE2 expression. Raises re2.error for one that is wrong."""
    return Pattern(expression, re2.compile(expression, options))


def uncaptured(expression: str) -> str:
    """An expression whose groups without a name capture nothing: RE2 then needs no second pass over a match."""
    return _GROUP.sub(lambda match: "(?:" if match.group() == "(" else match.group(), expression)


def _encoded(text: str, start: int, stop: int | None) -> tuple[bytes, int, int, int]:
    """The part of a text from `start` to `stop` as bytes, with a character around it where there is one; where in them
    the part begins and ends; and the place in the text of the first of them.
    """
    if start == 0 and stop is None:
        data = text.encode()
        return data, 0, len(data), 0
    size = len(text)
    start = max(0, min(start, size))
    stop = size if stop is None else max(start, min(stop, size))
    base, end = max(0, start - 1), min(size, stop + 1)
    data = text[base:end].encode()
    return data, len(text[base:start].encode()), len(data) - len(text[stop:end].encode()), base


def _moved(spans: Spans, by: int) -> Spans:
    return [span if span == _NONE else (span[0] + by, span[1] + by) for span in spans]


def _in_characters(data: bytes, spans: Spans, start: int, place: int) -> Spans:
    """Places of bytes as places of characters; the byte `start`, where the match begins, is the character `place`."""

    def character(at: int) -> int:
        return place + len(data[start:at].decode())

    return [span if span == _NONE else (character(span[0]), character(span[1])) for span in spans]


def _asking(made: Any) -> Callable[[Any, bytes, int, int], Spans]:
    """The automaton's own function; where a release of google-re2 hides it, the same by its public ones."""
    direct: Callable[[Any, bytes, int, int], Spans] | None = getattr(getattr(made, "_regexp", None), "Match", None)
    if direct is not None and hasattr(re2, "_Anchor"):
        return direct
    said = made.pattern
    plain = re2.compile(said.encode() if isinstance(said, str) else said, made.options)
    ways = {_ANYWHERE: plain.search, _START: plain.match, _BOTH: plain.fullmatch}

    def ask(anchor: Any, text: bytes, start: int, end: int) -> Spans:
        match = ways[anchor](text, start, end)
        return [_NONE] if match is None else [match.span(number) for number in range(plain.groups + 1)]

    return ask
