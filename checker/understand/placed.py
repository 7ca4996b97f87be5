"""Which blocks stand inside an element, told by the selectors that the walk gave the blocks.

A block's selector is a path from an element with an id of its own, or from the body (`frames.Frame.selector`). So the
blocks inside an element are those whose path goes on from the element's own path, and those whose path begins at an id
inside it. Both are looked up among sorted paths: no block's element is searched for in the tree.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from disputelint.checker.model import Block

_TRANSPARENT: Final = frozenset(("dl-shadow", "dl-dialog"))  # what a path passes over, as the walk does
_ID = re.compile(r'#(?P<plain>[A-Za-z][\w-]*)|\[id="(?P<quoted>(?:[^"\\]|\\.)*)"\]')
_ENDS: Final = ("", " ")  # a path is the element's own, or goes on below it


class Placed:
    """The blocks of one page by the elements that hold them. Keeps the tree's nodes: use it while the tree lives."""

    def __init__(self, blocks: Sequence[Block], tree: LexborHTMLParser) -> None:
        own = [(block.selector, block.index) for block in blocks if not block.frame]
        own.sort()
        self._paths = [path for path, _ in own]
        self._indexes = [index for _, index in own]
        self._starts = {match.group(): match for path in self._paths if (match := _ID.match(path)) is not None}
        self._start_of: dict[int, str] = {}  # element → the path that begins at it
        self._starts_in: dict[int, list[str]] = {}  # element → the paths that begin inside it, its own included
        self._nth: dict[int, dict[int, str]] = {}  # parent → its children's last steps
        self._find_starts(tree)

    def _find_starts(self, tree: LexborHTMLParser) -> None:
        names = {_name(match): start for start, match in self._starts.items()}
        if not names:
            return
        for node in tree.css("[id]"):
            start = names.pop(node.attributes.get("id") or "", None)
            if start is None:
                continue
            self._start_of[node.mem_id] = start
            at: LexborNode | None = node
            while at is not None:
                self._starts_in.setdefault(at.mem_id, []).append(start)
                at = at.parent

    def inside(self, node: LexborNode) -> tuple[int, ...]:
        """The blocks inside an element, in page order; that of the element itself included."""
        found: set[int] = set()
        for start in self._starts_in.get(node.mem_id, ()):
            found.update(self._under(start))
        path = self._path(node)
        if path:
            found.update(self._under(path))
        return tuple(sorted(found))

    def _under(self, path: str) -> Iterator[int]:
        for ending in _ENDS:
            prefix = path + ending
            at = bisect_left(self._paths, prefix)
            while at < len(self._paths) and (
                self._paths[at].startswith(prefix) if ending else self._paths[at] == prefix
            ):
                yield self._indexes[at]
                at += 1

    def _path(self, node: LexborNode) -> str:
        """The path that the walk gives an element; "" for one outside the body."""
        steps: list[str] = []
        at: LexborNode | None = node
        while at is not None:
            start = self._start_of.get(at.mem_id) or (at.tag if at.tag in ("body", "head", "html") else "")
            if start:
                steps.append(start)
                return "".join(reversed(steps))
            above = at.parent
            if above is None:
                return ""
            if at.tag not in _TRANSPARENT:
                joint = " " if above.tag in _TRANSPARENT else " > "
                steps.append(joint + self._step(at, above))
            at = above
        return ""

    def _step(self, node: LexborNode, parent: LexborNode) -> str:
        steps = self._nth.get(parent.mem_id)
        if steps is None:
            steps = self._nth[parent.mem_id] = dict(_steps(parent))
        return steps.get(node.mem_id, node.tag or "")


def _name(match: re.Match[str]) -> str:
    plain = match["plain"]
    return plain if plain is not None else re.sub(r"\\(.)", r"\1", match["quoted"])


def _steps(parent: LexborNode) -> Iterable[tuple[int, str]]:
    """Each child element with the step that leads to it: by its tag, and by its number where it has namesakes."""
    same: dict[str, list[int]] = {}
    child = parent.child
    while child is not None:
        if child.tag and child.tag[0] not in "-!":
            same.setdefault(child.tag, []).append(child.mem_id)
        child = child.next
    for tag, ids in same.items():
        if len(ids) == 1:
            yield ids[0], tag
        else:
            yield from ((one, f"{tag}:nth-of-type({number})") for number, one in enumerate(ids, 1))
