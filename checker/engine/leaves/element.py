"""`element`: an element of a page, by CSS, ARIA role and accessible name."""

from __future__ import annotations

from disputelint.checker.engine import describe
from disputelint.checker.engine.answer import (
    Answer,
    Gap,
    Statement,
    beside_the_point,
    fails,
    holds,
    unknown,
    without_layout,
)  # fmt: skip
from disputelint.checker.engine.leaves import near
from disputelint.checker.engine.leaves.fact import switched_off
from disputelint.checker.engine.rule import ElementLeaf, Scope
from disputelint.checker.engine.scope import View, block_of
from disputelint.checker.engine.tools import Tools
from disputelint.checker.engine.unseen import unframed
from disputelint.checker.model import Evidence, Page, Text


def answer(leaf: ElementLeaf, view: View, tools: Tools) -> Answer:
    """Unknown when a page in scope was not read; false when none of those read has such an element."""
    what = tools.said(leaf, describe.element_leaf)
    found: list[Statement] = []
    looked: list[str] = []
    for page in view.readable(leaf.scope):
        looked.append(page.url)
        found += _on(leaf, page, view, tools)
    solid = tuple(one for one in found if one.decided)
    if solid:
        return holds(what, leaf.path, solid)
    if found:
        return unknown(what, leaf.path, without_layout(found[0].evidence.page), tuple(found))
    off = switched_off("", leaf.scope, view)
    if off is not None:
        return beside_the_point(what, leaf.path, off)
    gap = view.gap(leaf.scope, wording=bool(leaf.name)) or _treeless(leaf, view) or _frameless(leaf, view)
    if gap is not None:
        return unknown(what, leaf.path, gap)
    return fails(what, leaf.path, (), tuple(looked))


def _treeless(leaf: ElementLeaf, view: View) -> Gap | None:
    """A page whose text was read, but not as HTML."""
    for page in view.readable(leaf.scope):
        if page.html is None:
            return Gap(
                "not_html", Text(f"{page.url} has no elements", f"{page.url} にはHTMLの要素がありません"), page.url
            )
    return None


def _frameless(leaf: ElementLeaf, view: View) -> Gap | None:
    """Pages whose header and foot scripts put there, where an element of theirs would do."""
    if leaf.scope.regions and not {"header", "nav", "footer"}.intersection(leaf.scope.regions):
        return None
    return unframed(tuple(view.readable(leaf.scope)))


def _on(leaf: ElementLeaf, page: Page, view: View, tools: Tools) -> list[Statement]:
    found = []
    for element in tools.elements(page, leaf.css, leaf.role, leaf.name):
        if leaf.scope.regions and element.region not in leaf.scope.regions:
            continue
        index = element.blocks[0] if element.blocks else None
        decided = _seen(leaf.scope, element.visible, page, view)
        block = block_of(page, index)
        if leaf.scope.needs_layout and decided is not False:
            sized = view.within(Scope(min_size=leaf.scope.min_size, min_contrast=leaf.scope.min_contrast), page, block)
            decided = False if sized is False else None if sized is None else decided
        if decided is False or not near.passes(leaf.near, leaf.inside, page, index, element.box, view, tools):
            continue
        evidence = Evidence(
            page.url, element.text, element.selector, element.region, box=element.box, device=page.device
        )
        found.append(Statement(evidence, value=element.text, page=page, decided=decided is True))
    return found


def _seen(scope: Scope, visible: bool, page: Page, view: View) -> bool | None:
    if scope.visible is None:
        return True
    if visible and view.unlaid(page):
        return None
    return visible == scope.visible
