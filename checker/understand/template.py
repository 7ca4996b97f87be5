"""Which pages one theme template makes: a key that pages of a template share and pages of another do not.

It is read off what a template fixes (classes of the body, the skeleton of containers) and not off what a page fills in.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

_DEPTH: Final = 5
_CHILDREN: Final = 40
_CONTAINERS: Final = frozenset(
    ["main", "div", "section", "article", "aside", "form", "header", "footer", "nav", "dialog"]
)
# Class names that name the page or its state, not its template: anything counted, and what scripts toggle.
_OWN: Final = re.compile(
    r"\d|^(?:js|no-js|loaded|loading|ready|is-|has-|logged|lang-|cookie|scroll|touch|desktop|mobile|woocommerce-js)",
    re.I,
)


def key(tree: LexborHTMLParser) -> str:
    """Twelve hex digits for the template of a page; "" for a page without a body."""
    body = tree.body
    if body is None:
        return ""
    main = tree.css_first("main, [role=main], #main, #content") or body
    parts = [" ".join(_classes(body)), _skeleton(body, 2), _skeleton(main, _DEPTH)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _classes(node: LexborNode) -> list[str]:
    return sorted(name for name in set((node.attributes.get("class") or "").split()) if not _OWN.search(name))


def _skeleton(node: LexborNode, depth: int) -> str:
    """The containers below a node with their first class; a run of equal ones (a list of cards) counts once."""
    if not depth:
        return ""
    made: list[str] = []
    child, count = node.child, 0
    while child is not None and count < _CHILDREN:
        if child.tag in _CONTAINERS:
            count += 1
            names = _classes(child)
            said = f"{child.tag}{'.' + names[0] if names else ''}({_skeleton(child, depth - 1)})"
            if said not in made[-1:]:
                made.append(said)
        child = child.next
    return ",".join(made)
