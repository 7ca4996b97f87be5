"""`page`: a page of a kind is there and says something of its own."""

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
)
from disputelint.checker.engine.leaves.fact import switched_off
from disputelint.checker.engine.rule import PageLeaf, Scope
from disputelint.checker.engine.scope import View
from disputelint.checker.engine.tools import Tools
from disputelint.checker.model import Evidence, Page, Text

_LONGEST = 160  # characters of an empty page's words that are quoted


def answer(leaf: PageLeaf, view: View, tools: Tools) -> Answer:
    """False when no such page exists, or those that do are empty, stubs, sample text or unfilled."""
    what = tools.said(leaf, describe.page_leaf)
    scope = Scope(pages=(leaf.kind,))
    known = view.shop.of_kind(leaf.kind)
    there = tuple(presence(page) for page in known if page.read and not page.empty)
    if there:
        return holds(what, leaf.path, there)
    if not known:
        off = switched_off("", scope, view)
        if off is not None:
            return beside_the_point(what, leaf.path, off)
    gap = view.unread(scope) or _pictured(known) or view.gap(scope, wording=False)
    if gap is not None:
        return unknown(what, leaf.path, gap)
    return fails(what, leaf.path, tuple(presence(page) for page in known if page.read))


def presence(page: Page) -> Statement:
    """A page as something that stands there, with the first words of its own; an unfilled one with its blank."""
    if page.empty == "unfilled":
        blank = next((one for one in page.facts if one.name == "placeholders"), None)
        if blank is not None:
            return Statement(blank.evidence, page=page)
    blocks = [block for block in page.blocks if block.region == "main" and block.visible and block.text]
    own = next((block for block in blocks if block.role != "heading"), blocks[0] if blocks else None)
    quote = own.text[:_LONGEST] if own is not None else ""
    selector = own.selector if own is not None else ""
    heading = own.headings[-1] if own is not None and own.headings else ""
    return Statement(
        Evidence(page.url, quote, selector, "main", heading, own.box if own else None, page.device), page=page
    )


def _pictured(known: tuple[Page, ...]) -> Gap | None:
    """A page without words that holds a picture: it may say all that is asked for."""
    for page in known:
        if (
            page.read
            and page.empty == "empty"
            and any(block.image_only and block.region == "main" for block in page.blocks)
        ):
            return Gap(
                "image_text",
                Text(f"{page.url} holds pictures and no text", f"{page.url} には画像だけがあり、文字がありません"),
                page.url,
            )
    return None
