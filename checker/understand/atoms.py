"""What an expression cannot match without: sets of literal words, of each of which one stands in all that it matches.

Many expressions run as one automaton (`re2.Set`), whose states are the combinations of all that has been seen so far. An
expression that runs across words ("refund", then up to sixty characters, then "postage") stays half seen for as long, and
every such one multiplies the states: most of the time would go into building them. Literal words do not, so the automaton
looks for the words, and the expression itself is tried where the words it needs occur.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from disputelint.checker.model.record import record

Need = frozenset[str]  # one of these words
_TOKEN = re.compile(
    r"(?P<escape>\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\[pP]?.)"
    r"|(?P<set>\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\])"
    r"|(?P<flags>\(\?[a-zA-Z-]+\))"
    r"|(?P<open>\((?:\?(?:P?<\w+>|[a-zA-Z-]*:))?)"
    r"|(?P<close>\))|(?P<or>\|)|(?P<many>[*+?]\??|\{\d+(?:,\d*)?\}\??)|(?P<one>.)",
    re.DOTALL,
)
_ANY_LETTER = re.compile(r"a-z|\\w|\\S|\\pL|\\p\{")
_LEAST: Final = 3  # characters of a word that tells something; two where one of them is no Latin letter
_MOST: Final = 60  # words of one need


class _Unread(Exception):
    """An expression that this does not understand."""


@record(frozen=True, slots=True)
class Needs:
    """What an expression needs. `runs`: whether it runs across words; only then it costs a joint automaton dear."""

    all_of: tuple[Need, ...] = ()
    runs: bool = False


@lru_cache(maxsize=8192)
def needs(expression: str) -> Needs:
    """What an RE2 expression on folded text needs; nothing for one that can do without any telling word."""
    try:
        return _Reader(expression).read()
    except _Unread:
        return Needs()


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, expression: str) -> None:
        self._tokens = [(match.lastgroup or "", match.group()) for match in _TOKEN.finditer(expression)]
        self._at = 0

    def read(self) -> Needs:
        """The whole expression."""
        found = self._alternatives()
        if self._at < len(self._tokens):
            raise _Unread
        return found

    def _alternatives(self) -> Needs:
        """Up to the closing bracket or the end. What several ways need is needed one way or another."""
        ways = [self._sequence()]
        while self._peek() == "or":
            self._at += 1
            ways.append(self._sequence())
        if len(ways) == 1:
            return ways[0]
        runs = any(way.runs for way in ways)
        if not all(way.all_of for way in ways):
            return Needs((), runs)
        joined = frozenset(word for way in ways for word in max(way.all_of, key=_worth))
        return Needs((joined,) if len(joined) <= _MOST else (), runs)

    def _sequence(self) -> Needs:
        found: list[Need] = []
        runs, word = False, ""
        while (kind := self._peek()) not in ("", "or", "close"):
            text = self._tokens[self._at][1]
            self._at += 1
            inner = self._group() if kind == "open" else None
            many = self._many()
            literal = _literal(kind, text)
            if literal and not many:
                word += literal
                continue
            found += _telling(word)
            word = ""
            if literal and not _may_lack(many):
                word = literal if many.startswith("{1}") else ""
            if inner is not None:
                runs = runs or inner.runs or (many not in ("", "?") and self._wide(text))
                if not _may_lack(many):
                    found += inner.all_of
            elif many not in ("", "?"):
                runs = runs or _anything(text)
        found += _telling(word)
        return Needs(tuple(dict.fromkeys(found)), runs)

    def _wide(self, opened: str) -> bool:
        """Whether the group that was just read, and that is repeated, takes any word."""
        depth, at = 0, self._at - 1
        while at >= 0:
            kind, text = self._tokens[at]
            depth += (kind == "close") - (kind == "open")
            if kind in ("escape", "set") and _ANY_LETTER.search(text):
                return True
            if kind == "open" and depth == 0:
                return False
            at -= 1
        return False

    def _group(self) -> Needs:
        inner = self._alternatives()
        if self._peek() != "close":
            raise _Unread
        self._at += 1
        return inner

    def _many(self) -> str:
        many = ""
        while self._peek() == "many":
            many += self._tokens[self._at][1]
            self._at += 1
        return many

    def _peek(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""


def _literal(kind: str, text: str) -> str:
    """The character a token stands for; "" when it is none of its own."""
    if kind == "one":
        return "" if text in ".^$" else text
    return text[1] if kind == "escape" and len(text) == 2 and not text[1].isalnum() else ""


def _anything(token: str) -> bool:
    """Whether a token matches nearly any letter: repeated, it runs across words."""
    return token == "." or token.startswith("[^") or (token[0] == "[" and _ANY_LETTER.search(token) is not None)


def _may_lack(many: str) -> bool:
    return many[:1] in ("?", "*") or many.startswith("{0")


def _telling(word: str) -> Iterable[Need]:
    plain = word.strip().lower()  # the text is folded; only "(?i)" leaves capitals in an expression
    return (frozenset((plain,)),) if len(plain) >= (_LEAST if plain.isascii() else 2) else ()


def _worth(need: Need) -> tuple[int, int]:
    return min(map(len, need)), -len(need)
