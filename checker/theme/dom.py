"""A page as blame needs it: its nodes, what they carry, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from disputelint.checker.model import Page
from disputelint.checker.theme.scan import fold
from disputelint.checker.understand.nesting import tree_of

_KEPT = frozenset(
    ("type", "role", "itemprop", "value", "placeholder", "alt", "title", "aria-label", "method", "rel", "href", "src")
)
_PREFIXED = frozenset(("id", "href", "src", "name", "for", "action", "aria-labelledby", "aria-controls"))
_CUT = re.compile(r"[/_=?#.-]+")
_MOST = 12


@dataclass
class View:
    """A page and its tree. `path` is that of its address, without the last slash."""

    page: Page
    tree: LexborHTMLParser = field(repr=False)

    @classmethod
    def of(cls, page: Page) -> View | None:
        """The view of a page that was read; None for one without HTML."""
        source = page.html() if page.html is not None else ""
        return cls(page, tree_of(source)) if source else None

    @property
    def path(self) -> str:
        """The path of its address, ending without a slash; "" for the first page."""
        return urlsplit(self.page.url).path.rstrip("/")

    def node(self, selector: str) -> LexborNode | None:
        """The node that a selector names."""
        return next(iter(self.nodes(selector)), None)

    def nodes(self, selector: str, most: int = 1) -> list[LexborNode]:
        """The first nodes that a selector names; none for one that cannot be read."""
        if not selector:
            return []
        try:
            return (
                self.tree.css(selector)[:most] if most > 1 else [one for one in [self.tree.css_first(selector)] if one]
            )
        except Exception:  # selectolax raises its own error, or RuntimeError, for a selector it cannot read
            return []

    def body_classes(self) -> frozenset[str]:
        """The classes of the body."""
        body = self.tree.body
        return frozenset((body.attributes.get("class") or "").split()) if body is not None else frozenset()


def chain(node: LexborNode) -> list[LexborNode]:
    """A node with what it stands in, the outermost first; without `html`."""
    found: list[LexborNode] = []
    at: LexborNode | None = node
    while at is not None and at.tag not in (None, "html", "-undef"):
        if at.tag not in ("dl-shadow", "dl-dialog"):
            found.append(at)
        at = at.parent
    return found[::-1]


def tokens(node: LexborNode) -> list[str]:
    """What a node carries, in the words of `scan.Element.tokens`; beginnings of ids and addresses too."""
    found: list[str] = []
    for name, value in node.attributes.items():
        said = (value or "").strip()
        if name == "class":
            found += [f".{part}" for part in said.split()[:40]]
        elif name == "data-dl":
            continue
        elif name == "id":
            found.append(f"#{said}")
        elif name in _KEPT or name in _PREFIXED or name.startswith(("data-", "aria-")):
            found += [f"{name}={said[:120]}", name]
        else:
            found.append(name)
        if name in _PREFIXED:
            ends = [match.end() for match in _CUT.finditer(said[:200])][:_MOST]
            found += [f"{name}^={said[:end]}" for end in (*ends, len(said[:200])) if end > 3]
    return found


def own_text(node: LexborNode) -> str:
    """The text that stands directly in a node, folded."""
    return fold(node.text(deep=False, separator=" ")[:2_000])


def whole_text(node: LexborNode) -> str:
    """All text in a node, folded; of a long one its beginning."""
    return fold(node.text(separator=" ")[:4_000])


def below(node: LexborNode, most: int = 3_000) -> Iterator[LexborNode]:
    """The elements inside a node, in order."""
    for number, inner in enumerate(node.traverse(include_text=False)):
        if number > most:
            return
        if inner.mem_id != node.mem_id:
            yield inner
