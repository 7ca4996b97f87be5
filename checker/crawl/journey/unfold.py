"""Summaries of the order that a checkout folds away, as narrow screens do: opened, so that the amounts can be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from disputelint.checker.crawl.journey.buyer import Buyer, View
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.normalize import fold

_LONGEST: Final = 80  # characters of a folded summary's name, the total that it shows included


async def unfolded(buyer: Buyer, view: View, tried: set[tuple[str, str]]) -> View:
    """The page with its folded summaries of the order open; `tried` are those (address, selector) that were pressed."""
    found = [one for one in _folded(view) if (view.url, one) not in tried]
    if not found:
        return view
    with buyer.armed(None):  # what only unfolds sends nothing
        for selector in found[:2]:
            tried.add((view.url, selector))
            await buyer.click(selector)
        await buyer.quiet(started=True)
    return await buyer.look()


def _folded(view: View) -> Iterator[str]:
    """Selectors of what opens such a summary: a button that says it is folded, the head of closed details."""
    for press in view.presses:
        if press.url or not (press.visible and press.allowed and not press.submits) or not _named(press.label):
            continue
        node = view.document.tree.css_first(press.selector)
        if node is not None and node.attributes.get("aria-expanded") == "false":
            yield press.selector
    for block in view.document.blocks:
        if block.visible and ("summary" in block.tag or " > summary" in block.selector) and _named(block.text):
            selector = block.selector[: block.selector.rindex("summary") + len("summary")]
            node = view.document.tree.css_first(selector)
            if node is not None and node.parent is not None and "open" not in node.parent.attributes:
                yield selector


def _named(text: str) -> bool:
    return len(text) <= _LONGEST and wording.has("order.summary_name", fold(text).text)
