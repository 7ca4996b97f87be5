"""`text`: wording on a page, by concept of the lexicon or by RE2 pattern."""

from __future__ import annotations

from disputelint.checker.engine import describe
from disputelint.checker.engine.answer import (
    Answer,
    Statement,
    beside_the_point,
    fails,
    holds,
    unknown,
    without_layout,
)  # fmt: skip
from disputelint.checker.engine.leaves import near
from disputelint.checker.engine.leaves.fact import switched_off
from disputelint.checker.engine.rule import TextLeaf
from disputelint.checker.engine.scope import View
from disputelint.checker.engine.tools import Tools
from disputelint.checker.engine.unseen import speechless
from disputelint.checker.model import Evidence, Page


def answer(leaf: TextLeaf, view: View, tools: Tools) -> Answer:
    """Unknown on a page whose language has no wording for it; false when every page in scope was read without it."""
    what = tools.said(leaf, describe.text_leaf)
    found: list[Statement] = []
    mute: Page | None = None
    looked: list[str] = []
    for page in view.readable(leaf.scope):
        looked.append(page.url)
        if not tools.wording.speaks(leaf, page.language):
            mute = mute or page
            continue
        found += _on(leaf, page, view, tools)
    solid = tuple(one for one in found if one.decided)
    if not solid and leaf.scope.anywhere:
        solid = tuple(_beyond(leaf, view, tools))
    if solid:
        return holds(what, leaf.path, solid)
    if found:
        return unknown(what, leaf.path, without_layout(found[0].evidence.page), tuple(found))
    off = switched_off("", leaf.scope, view)
    if off is not None:
        return beside_the_point(what, leaf.path, off)
    gap = view.unread(leaf.scope) or (speechless(mute) if mute is not None else None)
    gap = gap or view.gap(leaf.scope, wording=False)
    if gap is not None:
        return unknown(what, leaf.path, gap)
    return fails(what, leaf.path, (), tuple(looked))


def _beyond(leaf: TextLeaf, view: View, tools: Tools) -> list[Statement]:
    """The first page outside the scope that says it."""
    for page in view.elsewhere(leaf.scope):
        if tools.wording.speaks(leaf, page.language) and (found := _on(leaf, page, view, tools)):
            return found
    return []


def _on(leaf: TextLeaf, page: Page, view: View, tools: Tools) -> list[Statement]:
    found = []
    for hit in tools.wording.find(leaf, page):
        block = page.blocks[hit.block]
        decided = view.within(leaf.scope, page, block)
        if decided is False or not near.passes(leaf.near, leaf.inside, page, hit.block, block.box, view, tools):
            continue
        heading = block.headings[-1] if block.headings else ""
        evidence = Evidence(page.url, hit.quote, block.selector, block.region, heading, block.box, page.device)
        found.append(Statement(evidence, value=hit.quote, page=page, decided=decided is True))
    return found
