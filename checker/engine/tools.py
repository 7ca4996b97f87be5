"""What leaves need besides the site: wording, and the elements of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from disputelint.checker.engine.rule import Anchor, TextLeaf
from disputelint.checker.engine.wording import Wording
from disputelint.checker.model import Page, Text
from disputelint.checker.understand.query import Element, elements

L = TypeVar("L")
Query = Callable[[Page, str, str, str], Iterable[Element]]  # page, css, role, name


@dataclass
class Tools:
    """Shared by all rules of a run."""

    wording: Wording = field(default_factory=lambda: Wording(()))
    query: Query = elements
    _said: dict[int, tuple[object, Text]] = field(default_factory=dict)
    _seen: dict[tuple[int, str, str, str], tuple[Page, tuple[Element, ...]]] = field(default_factory=dict)

    @classmethod
    def of(cls, leaves: Iterable[TextLeaf]) -> Tools:
        """The tools for the text leaves of a run."""
        return cls(Wording(leaves))

    def said(self, leaf: L, describe: Callable[[L], Text]) -> Text:
        """What a leaf asks, in words; the same for all its subjects."""
        held = self._said.get(id(leaf))
        if held is None or held[0] is not leaf:
            held = self._said[id(leaf)] = (leaf, describe(leaf))
        return held[1]

    def labels(self, label: str, language: str, concepts: tuple[str, ...]) -> bool:
        """Whether a row's label is one of the concepts' wordings."""
        return any(self.wording.says(concept, label, language) for concept in concepts)

    def elements(self, page: Page, css: str = "", role: str = "", name: str = "") -> tuple[Element, ...]:
        """The elements of a page, looked up once."""
        key = (id(page), css, role, name)
        held = self._seen.get(key)
        if held is None or held[0] is not page:
            found = tuple(self.query(page, css, role, name)) if page.html is not None else ()
            held = self._seen[key] = (page, found)
        return held[1]

    def anchors(self, page: Page, anchor: Anchor) -> tuple[Element, ...]:
        """The elements an anchor names by CSS."""
        return self.elements(page, css=anchor.css) if anchor.css else ()
