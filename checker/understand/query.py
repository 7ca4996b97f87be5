"""The elements of a page by CSS, ARIA role and accessible name: the one way back from a Page to its HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from disputelint.checker.model import Block, Box, Page, RegionName
from disputelint.checker.understand.blocks import fold
from disputelint.checker.understand.nesting import tree_of

_FIELD: Final = "input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=submit]):not([type=button])"
# Implicit roles, https://www.w3.org/TR/html-aria/#docconformance
_ROLES: Final[Mapping[str, str]] = {
    "button": "button, input[type=submit], input[type=button], input[type=image], input[type=reset], summary",
    "link": "a[href], area[href]",
    "checkbox": "input[type=checkbox]",
    "radio": "input[type=radio]",
    "textbox": f"{_FIELD}, textarea",
    "combobox": "select",
    "heading": "h1, h2, h3, h4, h5, h6",
    "img": "img",
    "form": "form",
    "table": "table",
    "list": "ul, ol",
    "listitem": "li",
    "dialog": "dialog",
    "navigation": "nav",
    "main": "main",
}
_REGIONS: Final[Mapping[str, RegionName]] = {
    "header": "header",
    "nav": "nav",
    "footer": "footer",
    "dialog": "dialog",
    "main": "main",
}
_STEP = re.compile(r"[a-z][a-z0-9-]*(?::nth-of-type\([0-9]+\))?")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Element:
    """One element. `text` is its accessible name or its text; `blocks` are those inside it, or the one it is part of."""

    selector: str
    text: str
    region: RegionName = "main"
    visible: bool = True
    box: Box | None = None
    blocks: tuple[int, ...] = ()


def elements(page: Page, css: str = "", role: str = "", name: str = "") -> Iterator[Element]:
    """The elements of a page that satisfy all that is given, in page order. `name` is RE2, case-insensitive.

    Nothing for a page without HTML, and for a selector that cannot be parsed.
    """
    if page.html is None:
        return
    tree = _tree(page.html)
    matcher = _name(name) if name else None
    found: dict[int, LexborNode] = {}
    of_role = {node.mem_id for node in _candidates(tree, "", role)} if css and role else None
    for node in _candidates(tree, css, role):
        if of_role is not None and node.mem_id not in of_role:
            continue
        if matcher is None or matcher.search(accessible_name(node, tree)):
            found.setdefault(node.mem_id, node)
    inside = _blocks_inside(page, tree) if found else {}
    for node in found.values():
        yield _element(node, tree, page, inside)


def _candidates(tree: LexborHTMLParser, css: str, role: str) -> Iterator[LexborNode]:
    selector = css or _selector_of(role) or "body *"
    try:
        for node in tree.css(selector):
            if not role or css or (node.attributes.get("role") or role) == role:
                yield node
    except Exception:  # selectolax raises its own error, or RuntimeError, for a selector it cannot read
        return


def _selector_of(role: str) -> str:
    if not role:
        return ""
    implicit = _ROLES.get(role, "")
    return ", ".join(part for part in (f'[role="{role}"]', implicit) if part) if re.fullmatch(r"[a-z]+", role) else ""


@lru_cache(maxsize=256)
def _name(expression: str) -> Any:
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return re2.compile(expression, options)


@lru_cache(maxsize=16)
def _tree(html: Callable[[], str]) -> LexborHTMLParser:
    return tree_of(html())


def accessible_name(node: LexborNode, tree: LexborHTMLParser) -> str:
    """The name as a screen reader would say it, in short: aria-label, label, value, alt, text, title, placeholder."""
    attributes = node.attributes
    if attributes.get("aria-label"):
        return fold(attributes["aria-label"] or "")
    pointed = (attributes.get("aria-labelledby") or "").split()
    texts = [_text(found) for name in pointed if (found := _by_id(tree, name)) is not None]
    if any(texts):
        return " ".join(texts)
    if node.tag in ("input", "select", "textarea"):
        label = _label(node, tree)
        return fold(label or attributes.get("value") or attributes.get("alt") or attributes.get("placeholder") or "")
    own = _text(node) or attributes.get("alt") or attributes.get("title") or ""
    image = node.css_first("img[alt]") if not own else None
    return fold(own or (image.attributes.get("alt") or "" if image is not None else ""))


def _label(node: LexborNode, tree: LexborHTMLParser) -> str:
    name = node.attributes.get("id")
    if name and '"' not in name and "\\" not in name:
        label = tree.css_first(f'label[for="{name}"]')
        if label is not None:
            return _text(label)
    up = node.parent
    while up is not None:
        if up.tag == "label":
            return _text(up)
        up = up.parent
    return ""


def _by_id(tree: LexborHTMLParser, name: str) -> LexborNode | None:
    return tree.css_first(f'[id="{name}"]') if '"' not in name and "\\" not in name else None


def _text(node: LexborNode) -> str:
    return fold(node.text(separator=" "))


class _Places:
    """The elements that blocks name by their selectors. Each step of a path is looked for once, below its parent."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._tree = tree
        self._known: dict[str, LexborNode | None] = {}
        self._children: dict[int, dict[str, list[LexborNode]]] = {}

    def node(self, selector: str) -> LexborNode | None:
        """The element; None when there is none."""
        steps: list[tuple[str, str]] = []  # path and its last step
        at = selector
        while at not in self._known:
            above, _, step = at.rpartition(" > ")
            match = _STEP.fullmatch(step) if above else None
            if match is None:
                self._known[at] = self._first(at)
                break
            steps.append((at, step))
            at = above
        node = self._known[at]
        for path, step in reversed(steps):
            node = self._known[path] = self._child(node, step) if node is not None else None
        return node

    def _first(self, selector: str) -> LexborNode | None:
        try:
            return self._tree.css_first(selector)
        except Exception:  # selectolax raises its own error, or RuntimeError, for a selector it cannot read
            return None

    def _child(self, parent: LexborNode, step: str) -> LexborNode | None:
        held = self._children.get(parent.mem_id)
        if held is None:
            held = self._children[parent.mem_id] = {}
            child = parent.child
            while child is not None:
                held.setdefault(child.tag or "", []).append(child)
                child = child.next
        tag, _, nth = step.removesuffix(")").partition(":nth-of-type(")
        same, number = held.get(tag, ()), int(nth or 1)
        return same[number - 1] if number <= len(same) else None


def _blocks_inside(page: Page, tree: LexborHTMLParser) -> dict[int, list[int]]:
    """Which blocks stand inside each element that holds any."""
    inside: dict[int, list[int]] = {}
    places = _Places(tree)
    for block in page.blocks:
        if block.frame:
            continue
        node = places.node(block.selector)
        while node is not None:
            inside.setdefault(node.mem_id, []).append(block.index)
            node = node.parent
    return inside


def _element(node: LexborNode, tree: LexborHTMLParser, page: Page, inside: Mapping[int, list[int]]) -> Element:
    own = tuple(inside.get(node.mem_id, ()))
    near = own
    up = node.parent
    while not near and up is not None and up.tag not in ("body", "html"):
        near = tuple(inside.get(up.mem_id, ()))[:1]
        up = up.parent
    first: Block | None = page.blocks[near[0]] if near else None
    visible = not _is_hidden(node) and (any(page.blocks[index].visible for index in own) if own else True)
    region = first.region if first is not None else _region(node)
    box = page.blocks[own[0]].box if own else None
    return Element(_path(node), accessible_name(node, tree), region, visible, box, near)


def _region(node: LexborNode | None) -> RegionName:
    while node is not None:
        if node.tag in _REGIONS:
            return _REGIONS[node.tag or ""]
        node = node.parent
    return "main"


def _is_hidden(node: LexborNode | None) -> bool:
    while node is not None and node.tag not in ("html", None):
        attributes = node.attributes
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            return True
        if node.tag == "template":
            return True
        node = node.parent
    return False


def _path(node: LexborNode) -> str:
    """A CSS selector of the element: from the nearest ancestor with an id, by position below it."""
    parts: list[str] = []
    at: LexborNode | None = node
    while at is not None and at.tag not in (None, "html", "body"):
        name = at.attributes.get("id")
        if name and re.fullmatch(r"[A-Za-z][\w-]*", name):
            parts.append(f"#{name}")
            return " > ".join(reversed(parts))
        position, before = 1, at.prev
        while before is not None:
            position += before.tag == at.tag
            before = before.prev
        parts.append(f"{at.tag}:nth-of-type({position})")
        at = at.parent
    return " > ".join(reversed(parts)) or (node.tag or "")
