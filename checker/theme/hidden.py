"""What hides a node: a rule of a style sheet, an attribute, or a class that the theme uses for hiding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborNode

from disputelint.checker.theme import dom
from disputelint.checker.theme.dom import View
from disputelint.checker.theme.index import Theme
from disputelint.checker.understand.placed import Placed

_BODY = re.compile(r"\{([^{}]{0,4000})\}")
_BEFORE = re.compile(r"[^{};]*$")
_LONG = 2_000  # characters of a selector
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_HIDES = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?<![-\w])opacity\s*:\s*0(?:\.0+)?(?![.\d])"
    r"|font-size\s*:\s*0(?![.\d])|text-indent\s*:\s*-\d{3,}|(?<![-\w])(?:max-)?(?:height|width)\s*:\s*0(?![.\d])"
    r"|clip(?:-path)?\s*:\s*(?:rect\(\s*0|inset\(\s*(?:50|100)%))",
    re.IGNORECASE,
)
_USED_WIDELY = 3  # files that carry a class: more make it one for hiding


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that hides what its selector names."""

    file: str
    line: int
    selector: str


@dataclass(frozen=True, slots=True)
class Cause:
    """What hides a node: a line of a style sheet, or (file "") the node itself that carries an attribute or class."""

    node: LexborNode
    file: str = ""
    line: int = 0
    alone: bool = True  # no other rule could be it


@dataclass
class Hiding:
    """The hiding rules of a theme, and what of a page is hidden."""

    theme: Theme

    @cached_property
    def rules(self) -> list[Rule]:
        """The rules that hide something, of style sheets and of templates."""
        return [
            rule
            for path, source in self.theme.folder.sources.items()
            if source.kind in ("style", "template") and _HIDES.search(source.text)
            for rule in _rules(path, source.text, source.line)
        ]

    def cause(self, view: View, node: LexborNode) -> Cause | None:
        """What hides a node; None when nothing of the theme is seen to."""
        for at in reversed(dom.chain(node)):
            if at.tag == "body":
                break
            attributes = at.attributes
            if "hidden" in attributes or _HIDES.search(attributes.get("style") or ""):
                return Cause(at)
            held = [rule for rule in self.rules if _fits(at, rule.selector)]
            if held:
                best = max(held, key=lambda rule: (_weight(rule.selector), rule.file, rule.line))
                if self._for_hiding(best.selector):
                    return Cause(at)
                return Cause(at, best.file, best.line, len({(one.file, one.line) for one in held}) == 1)
        return None

    def _for_hiding(self, selector: str) -> bool:
        """Whether a selector is one class that many files use: then the one who used it hid the node."""
        said = re.fullmatch(r"\.([\w-]+)", selector.strip())
        if said is None:
            return False
        files = {element.file for element in self.theme.by_token.get(f".{said[1]}", ())}
        return len(files) >= _USED_WIDELY


def _rules(path: str, text: str, line_of: Callable[[int], int]) -> Iterator[Rule]:
    bare = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    for match in _BODY.finditer(bare):
        hit = _HIDES.search(match[1])
        if hit is None:
            continue
        before = _BEFORE.search(bare[max(0, match.start() - _LONG) : match.start()])
        said = before.group().strip() if before is not None else ""
        if said.startswith("@") or "<" in said or "%" in said:
            continue
        for selector in said.split(","):
            if selector.strip():
                yield Rule(path, line_of(match.start(1) + hit.start()), " ".join(selector.split()))


def _fits(node: LexborNode, selector: str) -> bool:
    """Whether a node is one that the selector names, whatever state it asks for."""
    if "::" in selector or re.search(r":(?:before|after|hover|focus|active|checked|placeholder)", selector):
        return False
    try:
        return bool(node.css_matches(selector))
    except Exception:  # selectolax raises its own error, or RuntimeError, for a selector it cannot read
        return False


def _weight(selector: str) -> tuple[int, int]:
    return selector.count("#"), selector.count(".") + selector.count("[")


@dataclass
class Shown:
    """Which nodes of a page show any of their text."""

    view: View

    @cached_property
    def _placed(self) -> Placed:
        return Placed(self.view.page.blocks, self.view.tree)

    def hidden(self, node: LexborNode) -> bool:
        """Whether there is text in a node, and none of it can be seen."""
        inside = self._placed.inside(node)
        return bool(inside) and not any(self.view.page.blocks[index].visible for index in inside)

    def empty(self, node: LexborNode) -> bool:
        """Whether a node has neither text nor picture nor field."""
        if self._placed.inside(node) or dom.whole_text(node):
            return False
        return not any(one.tag in ("img", "svg", "input", "select", "video") for one in dom.below(node, 60))
