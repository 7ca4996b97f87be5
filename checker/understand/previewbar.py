"""The bars that platforms lay over previews (`rules/knowledge/preview_bars.yaml`): no part of the shop."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from disputelint.checker.understand import knowledge

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser


@lru_cache(maxsize=1)
def ids() -> tuple[str, ...]:
    """The ids of their elements."""
    return tuple(str(name) for name in knowledge.read("preview_bars")["ids"])


def selector() -> str:
    """All of them as one CSS selector."""
    return ", ".join(f"#{name}" for name in ids())


def left_out(tree: LexborHTMLParser, source: str) -> None:
    """Take them out of the tree of a page, whose HTML is `source`."""
    for name in ids():
        if name in source:
            for node in tree.css(f"#{name}"):
                node.decompose()
