"""An element while the walk is inside it: what its text inherits, and how to name it with a CSS selector."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from disputelint.checker.model import RegionName
from disputelint.checker.snapshot.records import Layout

_PLAIN_ID = re.compile(r"^[A-Za-z][\w-]*$")
# Ids that a server counts up on every load; a selector must find the same place tomorrow.
_MADE_UP = re.compile(
    r"\d{5,}|[0-9a-f]{8}-[0-9a-f]{4}|^(?:yui|ember|react|radix|headlessui|mui|ext)[-_:]?|^[a-z]?\d+$", re.I
)
_TRANSPARENT = frozenset(("dl-shadow", "dl-dialog"))


@dataclass(slots=True)
class Anchor:
    """A link in the making."""

    url: str
    texts: list[str] = field(default_factory=list)
    fallback: str = ""
    block: int | None = None
    seen: bool = False  # some of its text is visible


@dataclass(slots=True)
class Scope:
    """A part whose headings do not reach beyond it; `end` is the number of drafts when it closed."""

    end: int = 1 << 30


@dataclass(slots=True, eq=False)
class Frame:
    """One open element. Fields are inherited from the parent unless the element changes them."""

    tag: str
    parent: Frame | None
    identifier: str = ""
    nth: int = 1
    same_tag: dict[str, int] = field(default_factory=dict)  # how many children of each tag were met
    region: RegionName = "main"
    area: str = ""
    visible: bool = True
    in_content: bool = False
    role: str = ""  # the part that decides the block's role: cell, term, heading ...
    level: int = 0
    label: str = ""
    column: str = ""
    struck: bool = False
    bold: bool = False
    link: Anchor | None = None
    layout: Layout | None = None
    block: Frame | None = None  # the nearest element that breaks text
    scope: Scope | None = None
    first: int = 0  # number of drafts when it opened
    last: int = 1 << 30  # number of drafts when it closed
    nth_column: int = 0  # of a cell
    closed: bool = False  # a details that is not open
    breaks: bool = True
    node: LexborNode | None = None
    saved: list[Segment] | None = None  # text around a hidden inline element, while inside it
    part: str = ""  # question or answer, of this element itself
    _selector: str | None = None

    def selector(self, ids: dict[str, int]) -> str:
        """A CSS selector of the element: from the nearest ancestor with an id of its own, by position below it."""
        chain: list[Frame] = []
        frame: Frame | None = self
        while frame is not None and frame._selector is None:
            chain.append(frame)
            if frame._root(ids):
                break
            frame = frame.parent
        for one in reversed(chain):
            one._selector = one._name(ids)
        return self._selector or self.tag

    def _root(self, ids: dict[str, int]) -> bool:
        """Whether its selector needs no ancestor."""
        if self.parent is None or self.tag in ("body", "html"):
            return True
        return bool(self.identifier) and ids.get(self.identifier) == 1 and not _MADE_UP.search(self.identifier)

    def _name(self, ids: dict[str, int]) -> str:
        if self.parent is None or self.tag in ("body", "html"):
            return self.tag
        if self._root(ids):
            if _PLAIN_ID.match(self.identifier):
                return f"#{self.identifier}"
            quoted = self.identifier.replace("\\", "\\\\").replace('"', '\\"')
            return f'[id="{quoted}"]'
        above = self.parent._selector or self.parent.tag
        if self.tag in _TRANSPARENT:
            return above
        own = self.tag if self.parent.same_tag.get(self.tag, 1) == 1 else f"{self.tag}:nth-of-type({self.nth})"
        return above + (" " if self.parent.tag in _TRANSPARENT else " > ") + own


@dataclass(slots=True)
class Segment:
    """A run of text in one element; text None is a <br>."""

    text: str | None
    frame: Frame
