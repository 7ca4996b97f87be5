"""A part of a page that stands for a whole one: a cart in a drawer, a checkout in a panel of the product's page.

What lies around it is taken as not to be seen, but for header, menu and footer, which stand around every page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from disputelint.checker.crawl.journey.buyer import View
from disputelint.checker.crawl.journey.nodes import find, path, upward
from disputelint.checker.model import JSON
from disputelint.checker.snapshot.records import Layout
from disputelint.checker.understand.document import Document, parse
from disputelint.checker.understand.nesting import tree_of

_AROUND = frozenset(("header", "nav", "footer", "banner"))
_ROOTS = frozenset(("html", "body", "main"))


@dataclass(frozen=True)
class Focus:
    """One element of the page at `url`, by its selector."""

    url: str
    selector: str

    def of(self, view: View) -> View:
        """The page as that element alone, where it is to be seen; else the page as it is."""
        if view.url.split("#", 1)[0] != self.url.split("#", 1)[0]:
            return view
        return narrowed(view, self.selector) or view


def narrowed(view: View, selector: str) -> View | None:
    """The page with one element of it as a dialog and the rest of its own part hidden; None: nothing of it is shown."""
    tree = tree_of(view.document.source)
    part = find(tree, selector)
    layout = view.load.layout[:]
    if part is None or not shown(part, layout):
        return None
    part.attrs["role"] = "dialog"
    kept = set(_numbers(part, len(layout)))
    kept.update(n for node in _around(view.document, tree) for n in _numbers(node, len(layout)))
    page = set(_numbers(tree.root, len(layout))) if tree.root is not None else set()
    drawn = [
        replace(one, visible=False) if one is not None and n in page and n not in kept else one
        for n, one in enumerate(layout)
    ]
    html = tree.html or view.document.source
    probes: dict[str, JSON] = {**view.load.probes, "drawer": selector}
    load = replace(view.load, dom=lambda: html, layout=drawn, probes=probes)
    return View(load, parse(load), view.language)


def appeared(before: View, now: View) -> str | None:
    """The selector of what holds the fields that came to be seen between two looks at one page, and nothing that was to
    be seen before; None: no field came. Of several parts the one with the most: what the drawer had covered shows again, too.
    """
    known = {c.selector for c in before.fields}
    new = [c.selector for c in now.fields if c.selector not in known]
    if not new:
        return None
    tree = now.document.tree
    seen = {block.selector for block in before.document.blocks if block.visible}
    old: set[int] = set()
    for block in now.document.blocks:
        if block.visible and block.selector in seen:
            old.update(node.mem_id for node in upward(find(tree, block.selector)))
    held: Counter[str] = Counter()
    for selector in new:
        found: LexborNode | None = None
        for node in upward(find(tree, selector)):
            if node.mem_id in old or node.tag in _ROOTS:
                break
            found = node
        if found is not None:
            held[path(found)] += 1
    return max(held, key=lambda one: held[one], default=None)


def shown(node: LexborNode, layout: Sequence[Layout | None]) -> bool:
    """Whether anything in a node is to be seen, by the layout of its page."""
    return any((row := layout[n]) is not None and row.visible for n in _numbers(node, len(layout)))


def _numbers(node: LexborNode, limit: int) -> Iterator[int]:
    """The rows of the layout that a node and what is in it have."""
    for one in (node, *node.css("[data-dl]")):
        number = one.attributes.get("data-dl") or ""
        if number.isascii() and number.isdigit() and int(number) < limit:
            yield int(number)


def _around(document: Document, tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """What belongs to header, menu and footer."""
    for selector in {b.selector for b in document.blocks if b.region in _AROUND}:
        if (node := find(tree, selector)) is not None:
            yield node
    for selector in {c.selector for c in document.controls if c.region in _AROUND}:
        if (node := find(tree, selector)) is not None:
            yield node
