"""An element while the walk is inside it: what its text inherits, and how to name it with a CSS selector."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from disputelint.checker.late import late
from disputelint.checker.model import RegionName
from disputelint.checker.snapshot.records import Layout
from disputelint.checker.understand.tags import Traits

_PLAIN_ID = late(r"^[A-Za-z][\w-]*$")
# Ids that a server counts up on every load; a selector must find the same place tomorrow.
_MADE_UP = late(r"\d{5,}|[0-9a-f]{8}-[0-9a-f]{4}|^(?:yui|ember|react|radix|headlessui|mui|ext)[-_:]?|^[a-z]?\d+$", re.I)
OPEN = 1 << 30  # of an element that has not closed
_DEEPEST = 256  # elements of one path
_LONGEST = 2000  # characters of one path
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

    end: int = OPEN


class Frame:
    """One open element. What its text inherits is copied from the parent when it opens; the walk then changes it.

    A plain class, not a dataclass: a page has thousands, and a generated initialiser takes twice as long.
    """

    __slots__ = (
        "_selector", "area", "block", "bold", "breaks", "closed", "column", "first", "identifier", "in_content", "label",
        "last", "layout", "level", "link", "node", "nth", "nth_column", "opens", "parent", "part", "region", "role", "same_tag",
        "saved", "scope", "stated", "struck", "tag", "traits", "visible",
    )  # fmt: skip

    def __init__(self, tag: str, parent: Frame | None, node: LexborNode, traits: Traits, nth: int) -> None:
        self.tag = tag
        self.parent = parent
        self.node = node
        self.traits = traits
        self.breaks = traits.breaks  # its text does not run on with the text around it
        self.identifier = ""
        self.nth = nth
        self.same_tag: dict[str, int] | None = None  # how many children of each tag were met
        self.layout: Layout | None = None
        self.first = 0  # number of drafts when it opened
        self.last = OPEN  # number of drafts when it closed
        self.nth_column = 0  # of a cell
        self.closed = False  # a details that is not open
        self.saved: list[Segment] | None = None  # text around a hidden inline element, while inside it
        self.part = ""  # question or answer, of this element itself
        self.stated = 0  # how many elements around it, and itself, state a property (microdata)
        self._selector: str | None = None
        if parent is None:
            self.region: RegionName = "main"
            self.area = self.role = self.label = self.column = ""  # role: the part that decides the block's role
            self.visible, self.in_content, self.struck, self.bold, self.level = True, False, False, False, 0
            self.opens = False  # hidden by nothing but a closed details
            self.link: Anchor | None = None
            self.block: Frame | None = None  # the nearest element around it that breaks text
            self.scope = Scope()
            return
        self.region, self.area, self.role, self.level = parent.region, parent.area, parent.role, parent.level
        self.label, self.column, self.visible, self.opens = parent.label, parent.column, parent.visible, parent.opens
        self.in_content, self.struck, self.bold = parent.in_content, parent.struck, parent.bold
        self.link, self.scope, self.stated = parent.link, parent.scope, parent.stated
        self.block = parent if parent.breaks else parent.block

    @property
    def owner(self) -> Frame:
        """The element whose text this is: itself when it breaks text, else the nearest around it that does."""
        return self if self.breaks or self.block is None else self.block

    def selector(self, ids: dict[str, int]) -> str:
        """A CSS selector of the element: from the nearest ancestor with an id of its own, by position below it."""
        if self._selector is not None:
            return self._selector
        parent = self.parent
        if parent is not None and parent._selector is not None and not self.identifier and self.tag != "body":
            self._selector = made = self._below(parent)  # most elements: named by the one around it
            return made
        chain: list[Frame] = []
        frame: Frame | None = self
        while frame is not None and frame._selector is None and len(chain) < _DEEPEST:
            chain.append(frame)
            frame._selector = frame._anchor(ids)
            frame = None if frame._selector is not None else frame.parent
        for one in reversed(chain):
            if one._selector is None and one.parent is not None:
                one._selector = one._below(one.parent)
        return self._selector or self.tag

    def _anchor(self, ids: dict[str, int]) -> str | None:
        """Its selector when it needs no ancestor."""
        if self.parent is None or self.tag == "body":
            return self.tag
        name = self.identifier
        if not name or ids.get(name) != 1 or _MADE_UP.search(name):
            return None
        if _PLAIN_ID.match(name):
            return f"#{name}"
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'[id="{quoted}"]'

    def _below(self, parent: Frame) -> str:
        above = parent._selector or parent.tag
        if len(above) > _LONGEST:
            above = parent.tag  # nested without end: a path from the root would be as long as the page
        if self.tag in _TRANSPARENT:
            return above
        alone = parent.same_tag is None or parent.same_tag.get(self.tag, 1) == 1
        own = self.tag if alone else f"{self.tag}:nth-of-type({self.nth})"
        return f"{above} {own}" if parent.tag in _TRANSPARENT else f"{above} > {own}"


@dataclass(slots=True)
class Segment:
    """A run of text in one element; text None is a <br>."""

    text: str | None
    frame: Frame
