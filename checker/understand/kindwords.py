"""`rules/knowledge/page_kinds.yaml`, compiled: the words that name a page's kind, and what they weigh."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, cast

import re2

from disputelint.checker.model import PageKind
from disputelint.checker.understand import knowledge
from disputelint.checker.understand.blocks import fold

_PRICE: Final = 80  # characters of a text that is a price and little else
_BESIDE_PRICE: Final = 16  # letters that may stand in it: "regular price"


@dataclass(frozen=True)
class KindWords:
    """What names one kind."""

    kind: PageKind
    concepts: tuple[str, ...]
    name: Any  # re2 pattern on folded text
    path: frozenset[str]
    schema: frozenset[str]
    og: frozenset[str]

    def share(self, text: str, filler: Any) -> float:
        """The share of a folded text's letters that name the kind; what says nothing of its own is left out."""
        covered = 0
        rest, end = [], 0
        for match in self.name.finditer(text):
            rest.append(text[end : match.start()])
            end = match.end()
            covered += sum(1 for letter in match.group() if letter.isalnum())
        if not covered:
            return 0.0
        rest.append(text[end:])
        left = filler.sub(" ", " ".join(rest))
        return covered / (covered + sum(1 for letter in left if letter.isalnum()))


@dataclass(frozen=True)
class Words:
    """All kinds, the patterns of other evidence, and the weights."""

    kinds: tuple[KindWords, ...]
    evidence: dict[str, Any]  # re2.Set of one pattern, which answers yes or no several times as fast as a search
    weights: dict[str, float]
    accept: float
    share: float
    covers: float
    filler: Any
    unsaid: Any  # what holds a word of a kind and names none
    names: Any  # re2.Set of the kinds' patterns, in their order
    korean_rows: re.Pattern[str]  # what a Korean shop states of itself, each row a group of its own

    def says(self, evidence: str, text: str) -> bool:
        """Whether the folded text shows this evidence."""
        asked = self.evidence[evidence]
        return bool(text) and (_matches(asked, text) if len(text) <= _PRICE else bool(asked.Match(text)))

    def is_price(self, text: str) -> bool:
        """Whether a text as printed is a price and little else; "free shipping above $50" is none."""
        few = len(text) < _PRICE and sum(map(str.isalpha, text)) <= _BESIDE_PRICE
        return few and self.says("price", plain(text))


@lru_cache(maxsize=8192)
def _matches(asked: Any, text: str) -> bool:
    """What a set says of a short text: buttons, fields and prices are the same on many pages, and asked of several times."""
    return bool(asked.Match(text))


@lru_cache(maxsize=1)
def words() -> Words:
    """The words, compiled once."""
    data: dict[str, Any] = knowledge.read("page_kinds")
    kinds = tuple(
        KindWords(
            cast("PageKind", kind),
            tuple(entry["concepts"]),
            _any(entry["name"]),
            frozenset(entry["path"]),
            frozenset(entry.get("schema", ())),
            frozenset(entry.get("og", ())),
        )
        for kind, entry in data["kinds"].items()
    )
    evidence = {key: _set([[value] if isinstance(value, str) else value]) for key, value in data["evidence"].items()}
    weights = {key: float(value) for key, value in data["weights"].items()}
    return Words(
        kinds,
        evidence,
        weights,
        float(data["accept"]),
        float(data["share"]),
        float(data["covers"]),
        _any(data["filler"]),
        _any(data["unsaid"]),
        _set([entry["name"] for entry in data["kinds"].values()]),
        _rows(data["korean_rows"]),
    )


def _rows(labels: Mapping[str, str]) -> re.Pattern[str]:
    """One expression for the labels of rows, which tells by its group whose label a text begins with."""
    groups = "|".join(f"(?P<{name}>{said})" for name, said in labels.items())
    return re.compile(rf"\s*(?:{groups})[^.]{{0,12}}$")


@lru_cache(maxsize=4096)
def shares(text: str) -> Mapping[PageKind, float]:
    """The kinds that a folded text names, each with the share of its letters that do. Pages share titles and links."""
    known = words()
    found = sorted(known.names.Match(text) or ()) if text else ()
    text = known.unsaid.sub(" ", text) if found else text
    named = ((known.kinds[number].kind, known.kinds[number].share(text, known.filler)) for number in found)
    return {kind: share for kind, share in named if share}


def _set(names: list[list[str]]) -> Any:
    options = re2.Options()
    options.never_capture = True
    options.log_errors = False
    options.max_mem = 64 << 20
    made = re2.Set.SearchSet(options)
    for alternatives in names:
        made.Add(_joined(alternatives))
    made.Compile()
    return made


def _joined(alternatives: list[str]) -> str:
    return "|".join(f"(?:{one.casefold()})" for one in alternatives)


def _any(alternatives: list[str]) -> Any:
    options = re2.Options()
    options.never_capture = True
    return re2.compile(_joined(alternatives), options)


def plain(text: str) -> str:
    """Text as the words are compared with: NFKC, case folded, white space folded."""
    return fold(text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold())
