"""`near` and `inside`: whether something stands by, or within, a fact's words or an element."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from disputelint.checker.engine.rule import Anchor
from disputelint.checker.engine.scope import View
from disputelint.checker.engine.tools import Tools
from disputelint.checker.model import Box, Page

_FAR: Final = 300.0  # CSS pixels, between the edges of two boxes


@dataclass(frozen=True)
class Area:
    """Where an anchor stands on a page: blocks, and boxes when it was laid out."""

    blocks: frozenset[int]
    boxes: tuple[Box, ...] = ()

    def near(self, block: int | None, box: Box | None) -> bool:
        """Same or adjoining block, or at most 300 px apart."""
        if block is not None and any(abs(block - own) <= 1 for own in self.blocks):
            return True
        return box is not None and any(_apart(box, own) <= _FAR for own in self.boxes)

    def holds(self, block: int | None) -> bool:
        """Whether a block is within."""
        return block is not None and block in self.blocks


def area(anchor: Anchor, page: Page, view: View, tools: Tools) -> Area:
    """Where the anchor stands on a page; an empty area when it is not there."""
    blocks: set[int] = set()
    if anchor.fact:
        stated = view.facts(anchor.fact, page)
        blocks.update(fact.block for fact in stated if fact.block is not None)
        known = tuple(fact.evidence.box for fact in stated if fact.evidence.box is not None)
    else:
        found = tools.anchors(page, anchor)
        for element in found:
            blocks.update(element.blocks)
        known = tuple(element.box for element in found if element.box is not None)
    laid = tuple(one for index in blocks if index < len(page.blocks) and (one := page.blocks[index].box) is not None)
    return Area(frozenset(blocks), (*known, *laid))


def passes(
    near: Anchor | None, inside: Anchor | None, page: Page, block: int | None, box: Box | None, view: View, tools: Tools
) -> bool:
    """Whether something on a page stands where `near` and `inside` want it."""
    if near is not None and not area(near, page, view, tools).near(block, box):
        return False
    return inside is None or area(inside, page, view, tools).holds(block)


def _apart(a: Box, b: Box) -> float:
    """The distance between the nearest edges."""
    across = max(a.x - (b.x + b.width), b.x - (a.x + a.width), 0.0)
    down = max(a.y - (b.y + b.height), b.y - (a.y + a.height), 0.0)
    return float((across**2 + down**2) ** 0.5)
