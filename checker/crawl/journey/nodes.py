"""Nodes of a parsed page and selectors: one for the other."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode


def path(node: LexborNode) -> str:
    """A selector of a node: from the nearest ancestor with an id of its own, by position below it."""
    steps: list[str] = []
    root = node
    while root.parent is not None and root.parent.tag and not root.parent.tag.startswith("-"):
        root = root.parent
    for up in upward(node):
        name = up.attributes.get("id")
        if name and '"' not in name and "\\" not in name and len(root.css(f'[id="{name}"]')) == 1:
            steps.insert(0, f'[id="{name}"]')
            break
        alike = [one for one in up.parent.iter() if one.tag == up.tag] if up.parent is not None else [up]
        nth = next((n for n, one in enumerate(alike, 1) if one.mem_id == up.mem_id), 1)
        steps.insert(0, f"{up.tag}:nth-of-type({nth})" if len(alike) > 1 else str(up.tag))
    return " > ".join(steps)


def find(tree: LexborHTMLParser, selector: str) -> LexborNode | None:
    """The node of a selector; None: there is none, or the selector is in a dialect of its own."""
    try:
        return tree.css_first(selector)
    except Exception:  # what a hostile id makes of a selector
        return None


def upward(node: LexborNode | None) -> Iterator[LexborNode]:
    """A node and its ancestors that are elements."""
    while node is not None and node.tag and not node.tag.startswith("-"):
        yield node
        node = node.parent
