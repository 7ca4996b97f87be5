"""What leaves need besides the site: wording, and the elements of a page.

Rules are judged one after the other, each on many pages, and a page's tree is too large to be kept for all pages. So all
that the rules of a run will ask of a page is answered when the first of them asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from disputelint.checker.engine.rule import Anchor, ElementLeaf, Leaf, Rule, TextLeaf, kind_of, leaves
from disputelint.checker.engine.wording import Wording
from disputelint.checker.model import Block, Page, Text
from disputelint.checker.understand.query import Element, Query, answers

L = TypeVar("L")
Answers = Callable[[Page, Iterable[Query]], Mapping[Query, tuple[Element, ...]]]


@dataclass
class Tools:
    """Shared by all rules of a run."""

    wording: Wording = field(default_factory=lambda: Wording(()))
    answers: Answers = answers
    planned: Mapping[Query, frozenset[str]] = field(default_factory=dict)  # page kinds it is asked of; none: of any
    _said: dict[int, tuple[object, Text]] = field(default_factory=dict)
    _seen: dict[int, tuple[Page, dict[Query, tuple[Element, ...]]]] = field(default_factory=dict)
    _labels: dict[tuple[str, str, tuple[str, ...]], bool] = field(default_factory=dict)
    _pictures: dict[int, tuple[Page, tuple[Block, ...]]] = field(default_factory=dict)

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Tools:
        """The tools for the rules of a run."""
        every = [(rule, leaf) for rule in rules for leaf in (*leaves(rule.when), *leaves(rule.expect))]
        planned: dict[Query, frozenset[str]] = {}
        for rule, leaf in every:
            kinds = frozenset(map(kind_of, leaf.scope.pages or rule.pages or _subject_kinds(rule)))
            for query in _queries(leaf):
                held = planned.get(query)
                planned[query] = frozenset() if not kinds or held == frozenset() else kinds | (held or kinds)
        return cls(Wording(leaf for _, leaf in every if isinstance(leaf, TextLeaf)), planned=planned)

    def said(self, leaf: L, describe: Callable[[L], Text]) -> Text:
        """What a leaf asks, in words; the same for all its subjects."""
        held = self._said.get(id(leaf))
        if held is None or held[0] is not leaf:
            held = self._said[id(leaf)] = (leaf, describe(leaf))
        return held[1]

    def labels(self, label: str, language: str, concepts: tuple[str, ...]) -> bool:
        """Whether a row's label is one of the concepts' wordings; found out once, as many rules ask it of the same rows."""
        key = label, language, concepts
        said = self._labels.get(key)
        if said is None:
            said = self._labels[key] = any(self.wording.says(concept, label, language) for concept in concepts)
        return said

    def pictures(self, page: Page) -> tuple[Block, ...]:
        """The blocks of a page that are a picture and no text."""
        held = self._pictures.get(id(page))
        if held is None or held[0] is not page:
            held = self._pictures[id(page)] = (page, tuple([block for block in page.blocks if block.image_only]))
        return held[1]

    def elements(self, page: Page, css: str = "", role: str = "", name: str = "") -> tuple[Element, ...]:
        """The elements of a page, looked up once."""
        query = Query(css, role, name)
        held = self._seen.get(id(page))
        if held is None or held[0] is not page:
            kinds = frozenset(page.kinds)
            asked = [one for one, wanted in self.planned.items() if not wanted or wanted & kinds]
            held = self._seen[id(page)] = (page, dict(self.answers(page, (query, *asked))))
        known = held[1]
        if query not in known:
            known.update(self.answers(page, (query,)))
        return known[query]

    def anchors(self, page: Page, anchor: Anchor) -> tuple[Element, ...]:
        """The elements an anchor names by CSS."""
        return self.elements(page, css=anchor.css) if anchor.css else ()


def _subject_kinds(rule: Rule) -> tuple[str, ...]:
    return ("product",) if rule.subject == "product" else ()


def _queries(leaf: Leaf) -> Iterator[Query]:
    """What a leaf asks of pages: itself, and where it is to stand."""
    if isinstance(leaf, ElementLeaf):
        yield Query(leaf.css, leaf.role, leaf.name)
    for anchor in (getattr(leaf, "near", None), getattr(leaf, "inside", None)):
        if isinstance(anchor, Anchor) and anchor.css:
            yield Query(anchor.css)
