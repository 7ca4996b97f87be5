"""The elements of a page by CSS, ARIA role and accessible name: the one way back from a Page to its HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from disputelint.checker.model import Box, Page, RegionName
from disputelint.checker.model.record import record
from disputelint.checker.understand import naming, sought
from disputelint.checker.understand.linear import compiled
from disputelint.checker.understand.nesting import tree_of
from disputelint.checker.understand.placed import Placed

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
_SHORT: Final = 80  # characters of a name that is kept with what an expression said of it
_KEPT: Final = 2000  # such names, per expression
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@record(frozen=True, slots=True)
class Element:
    """One element. `text` is its accessible name or its text; `blocks` are those inside it, or the one it is part of."""

    selector: str
    text: str
    region: RegionName = "main"
    visible: bool = True
    box: Box | None = None
    blocks: tuple[int, ...] = ()


@record(frozen=True, slots=True)
class Query:
    """What is asked of a page: elements that satisfy all that is given. `name` is RE2, case-insensitive."""

    css: str = ""
    role: str = ""
    name: str = ""


def elements(page: Page, css: str = "", role: str = "", name: str = "") -> Iterator[Element]:
    """The elements of a page that satisfy all that is given, in page order.

    Nothing for a page without HTML, and for a selector that cannot be parsed.
    """
    query = Query(css, role, name)
    yield from answers(page, (query,))[query]


def answers(page: Page, queries: Iterable[Query]) -> dict[Query, tuple[Element, ...]]:
    """The elements that each query finds on a page. The page is parsed once for all of them."""
    asked = tuple(dict.fromkeys(queries))
    if page.html is None or not asked:
        return dict.fromkeys(asked, ())
    html = page.html()
    found: dict[Query, tuple[Element, ...]] = dict.fromkeys(asked, ())
    possible = sought.possible((query.css for query in asked), html)
    if possible:
        tree = tree_of(html)
        likely = [query for query in asked if query.css in possible]
        names = naming.possible((query.name for query in likely), tree)
        reader = _Reader(page, tree)
        found.update((query, reader.find(query)) for query in likely if query.name in names)
    return found


class _Reader:
    """One page while its tree is there."""

    def __init__(self, page: Page, tree: LexborHTMLParser) -> None:
        self._page, self._tree = page, tree
        self._placed: Placed | None = None
        self._names: dict[int, str] = {}
        self._elements: dict[int, Element] = {}
        self._matches: dict[str, tuple[LexborNode, ...]] = {}  # by selector

    def find(self, query: Query) -> tuple[Element, ...]:
        """What one query finds."""
        matcher = _matcher(query.name) if query.name else None
        found: dict[int, LexborNode] = {}
        both = query.css and query.role
        of_role = {node.mem_id for node in self._candidates("", query.role)} if both else None
        for node in self._candidates(query.css, query.role):
            if of_role is not None and node.mem_id not in of_role:
                continue
            if matcher is None or matcher.says(self._named(node)):
                found.setdefault(node.mem_id, node)
        return tuple(self._element(node) for node in found.values())

    def _candidates(self, css: str, role: str) -> Iterator[LexborNode]:
        for node in self._matching(css or _selector_of(role) or "body *"):
            if not role or css or (node.attributes.get("role") or role) == role:
                yield node

    def _matching(self, selector: str) -> tuple[LexborNode, ...]:
        if selector not in self._matches:
            try:
                self._matches[selector] = tuple(self._tree.css(selector))
            except Exception:  # selectolax raises its own error, or RuntimeError, for a selector it cannot read
                self._matches[selector] = ()
        return self._matches[selector]

    def _named(self, node: LexborNode) -> str:
        name = self._names.get(node.mem_id)
        if name is None:
            name = self._names[node.mem_id] = naming.accessible_name(node, self._tree)
        return name

    def _element(self, node: LexborNode) -> Element:
        held = self._elements.get(node.mem_id)
        if held is None:
            held = self._elements[node.mem_id] = self._made(node)
        return held

    def _made(self, node: LexborNode) -> Element:
        placed = self._placed = self._placed or Placed(self._page.blocks, self._tree)
        blocks = self._page.blocks
        own = placed.inside(node)
        near = own
        up = node.parent
        while not near and up is not None and up.tag not in ("body", "html"):
            near = placed.inside(up)[:1]
            up = up.parent
        visible = not _is_hidden(node) and (any(blocks[index].visible for index in own) if own else True)
        region = blocks[near[0]].region if near else _region(node)
        box = blocks[own[0]].box if own else None
        return Element(_path(node), self._named(node), region, visible, box, near)


def _selector_of(role: str) -> str:
    if not role:
        return ""
    implicit = _ROLES.get(role, "")
    return ", ".join(part for part in (f'[role="{role}"]', implicit) if part) if re.fullmatch(r"[a-z]+", role) else ""


class _Matcher:
    """One expression for names. What it said of short names is kept: links and buttons are called alike on all pages."""

    def __init__(self, expression: str) -> None:
        import re2

        options = re2.Options()
        options.case_sensitive = False
        options.log_errors = False
        self._has = compiled(expression, options).has
        self._said: dict[str, bool] = {}

    def says(self, name: str) -> bool:
        """Whether the expression occurs in a name."""
        said = self._said.get(name)
        if said is None:
            said = self._has(name)
            if len(name) <= _SHORT and len(self._said) < _KEPT:
                self._said[name] = said
        return said


@lru_cache(maxsize=256)
def _matcher(expression: str) -> _Matcher:
    return _Matcher(expression)


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
