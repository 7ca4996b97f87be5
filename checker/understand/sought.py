"""Which selectors can find nothing on a page, told by its source alone: most rules look for what most pages lack.

A selector finds an element only where the words that it asks attributes for stand in the source: `[class*="review"]` needs
"review". Where they do not, the page need not be parsed for it. What cannot be told so (a bare tag, a pseudo-class, a
source that spells letters as character references) counts as possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

_ANY, _HIDING = 0, 1  # places in the set: a tag, which every page has, and a letter that is spelled otherwise
_LEAST: Final = 3  # letters of a word that is worth looking for
# Numeric character references that stand for ASCII letters, and the one named reference that holds such letters
# (HTML, 13.5): behind these a word can hide.
_HIDDEN: Final = (
    r"&#0*(?:6[5-9]|[78]\d|9[07-9]|1[01]\d|12[0-2])(?:\D|$)|&#x0*(?:[46][1-9a-f]|[57][\da])(?:[^\da-f]|$)|&fjlig"
)
_ASKED = re.compile(  # what an alternative asks of attributes: the value of one, a class, an id; strings are passed whole
    r"\[\s*[\w-]+\s*(?:[*^$~|]?=\s*(?:\"(?P<double>[^\"\\]*)\"|'(?P<single>[^'\\]*)'|(?P<bare>[\w-]+))\s*)?[iIsS]?\s*\]"
    r"|[.#](?P<name>[A-Za-z_][\w-]*)"
)
_WORD = re.compile(r"[a-z]+")
_PLAIN = re.compile(r"[\w\s>+~*-]*\Z")  # what may be left of an alternative when that is taken out


def possible(selectors: Iterable[str], html: str) -> frozenset[str]:
    """Those of the selectors that an element of the page may fit. One pass over the source for all of them."""
    asked = frozenset(selectors)
    words, matcher = _matcher(asked)
    met = frozenset(matcher.Match(html) or ())
    if _ANY not in met or _HIDING in met:  # no answer, or letters are spelled as references: nothing can be told
        return asked
    held = {word for number, word in enumerate(words, 2) if number in met}
    return frozenset(one for one in asked if (needed := _needed(one)) is None or not held.isdisjoint(needed))


@lru_cache(maxsize=64)
def _matcher(selectors: frozenset[str]) -> tuple[tuple[str, ...], Any]:
    """The words that some selectors need, and the RE2 set that finds them: behind two marks, in their order."""
    import re2

    words = tuple(sorted({word for one in selectors for word in _needed(one) or ()}))
    options = re2.Options()
    options.case_sensitive = False
    made = re2.Set.SearchSet(options)
    for one in ("<", _HIDDEN, *words):
        made.Add(one)
    made.Compile()
    return words, made


@lru_cache(maxsize=512)
def _needed(selector: str) -> frozenset[str] | None:
    """Words of which one stands on every page that holds such an element; None when nothing can be told."""
    if not selector or "\\" in selector:
        return None
    found = set()
    for alternative in _alternatives(selector):
        word = _longest(alternative)
        if word is None:
            return None
        found.add(word)
    return frozenset(found)


def _alternatives(selector: str) -> list[str]:
    """The selectors that a comma joins; commas inside brackets and strings join nothing."""
    parts, start = [], 0
    spans = [match.span() for match in _ASKED.finditer(selector)]
    for at, char in enumerate(selector):
        if char == "," and not any(begin < at < end for begin, end in spans):
            parts.append(selector[start:at])
            start = at + 1
    return [*parts, selector[start:]]


def _longest(alternative: str) -> str | None:
    """The longest word that it needs; None when it asks for none, or cannot be read."""
    if _PLAIN.match(_ASKED.sub("", alternative)) is None:
        return None
    words = [
        word
        for match in _ASKED.finditer(alternative)
        for value in (match["double"] or match["single"] or match["bare"] or match["name"] or "",)
        for word in _WORD.findall(value.lower())
        if len(word) >= _LEAST
    ]
    return max(words, key=len, default=None)


__all__ = ["possible"]
