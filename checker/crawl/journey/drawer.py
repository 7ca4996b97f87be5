"""Carts without a page of their own: a drawer, a side panel or a dialog of the page that the product was added on.

One counts as the cart when its names or its label say so, and when it shows, beside what leads to the checkout or takes a
line out, the product's name or an amount.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from disputelint.checker.crawl.journey.buyer import Buyer, View
from disputelint.checker.crawl.journey.contents import counted, is_empty, removal, shows, take
from disputelint.checker.crawl.journey.controls import Press, leads_to
from disputelint.checker.crawl.journey.focus import Focus, narrowed, shown
from disputelint.checker.crawl.journey.knowledge import walk
from disputelint.checker.crawl.journey.nodes import find, path
from disputelint.checker.understand.kindwords import plain, words
from disputelint.checker.understand.lexicon import lexicon

_NO_PART = frozenset(("html", "body", "main", "header", "a", "button", "span", "i", "svg", "use", "img", "input", "form", "script", "link"))  # fmt: skip
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_JOINTS = re.compile(r"[_:-]+")
_MAX_OPENERS = 3
_MAX_REMOVALS = 8
_SLIDES = 0.6  # seconds that a drawer takes to come in
_NAMES = '[id], [class], [aria-label], [role="dialog"], dialog'


@dataclass
class Drawer:
    """The cart of one page: where it is, and what opens it ("": it was open)."""

    focus: Focus
    opener: str = ""

    async def opened(self, buyer: Buyer, *, anew: bool = False) -> View | None:
        """The open drawer as a page of its own; `anew`: its page is loaded first. None: it does not open."""
        buyer.focus = None
        if anew or buyer.page.url.split("#", 1)[0] != self.focus.url.split("#", 1)[0]:
            view = await buyer.go(self.focus.url)
        else:
            view = await buyer.look()
        found = narrowed(view, self.focus.selector)
        for selector in [self.opener, *openers(view)] if found is None else ():
            if selector and (found := await _pressed(buyer, selector, self.focus.selector)) is not None:
                self.opener = selector
                break
        buyer.focus = self.focus if found is not None else None
        return found


def seen(view: View, name: str) -> tuple[Drawer, View] | None:
    """The open cart that a page shows as a part of it, with the product called `name`; None: it shows none."""
    layout = view.load.layout[:]
    for node in _candidates(view):
        if not shown(node, layout):
            continue
        focus = Focus(view.url, path(node))
        part = narrowed(view, focus.selector)
        if part is not None and _is_cart(part, name):
            return Drawer(focus), part
    return None


async def opened_by_hand(buyer: Buyer, view: View, name: str) -> tuple[Drawer, View] | None:
    """The same, after what opens the cart was pressed, one after the other."""
    if (found := seen(view, name)) is not None:
        return found
    for selector in openers(view):
        with buyer.armed(None):  # what only opens sends nothing
            await buyer.click(selector)
            await buyer.quiet(started=True)
        await asyncio.sleep(_SLIDES)
        now = await buyer.look()
        if now.url.split("#", 1)[0] != view.url.split("#", 1)[0]:
            return None  # a page, which the cart's addresses would have found
        if (found := seen(now, name)) is not None:
            found[0].opener = selector
            return found
    return None


def openers(view: View) -> list[str]:
    """Selectors of what may open the cart of the page, the surest first."""
    known, tag = lexicon(), view.language or "en"
    named: list[str] = []
    told: list[str] = []
    for press in view.presses:
        here = not press.url or press.url.split("#", 1)[0] == view.url.split("#", 1)[0]
        if not here or not press.visible or not press.enabled or press.purpose not in ("", "cart", "continue"):
            continue
        if press.purpose == "cart" or known.whole(press.label, tag, "link_cart") is not None:
            named.append(press.selector)
        elif len(press.label) <= 40 and walk().cart_word.search(plain(press.label)) and press.purpose == "":
            told.append(press.selector)
    layout = view.load.layout[:]
    drawn = [path(node) for node in view.document.tree.css("[id], [class]") if _opens(node) and shown(node, layout)]
    found: dict[int, str] = {}
    for selector in (*named, *told, *drawn):
        node = find(view.document.tree, selector)
        found.setdefault(node.mem_id if node is not None else 0, selector)
    return list(found.values())[:_MAX_OPENERS]


async def cleared(buyer: Buyer, drawer: Drawer, name: str, *, stored: bool) -> bool:
    """Take the product called `name` out of the drawer. Whether it was then seen to be empty: one that shows neither that nor
    the product stands there shut, and proves nothing. What the browser's own storage alone holds (`stored`) is taken out of
    that, where no control does it. Raises Halt of a wall.
    """
    view = await _anew(buyer, drawer, name)
    held = view is not None and shows(view, name)
    for _ in range(_MAX_REMOVALS):
        if view is None or drained(view, name):
            break
        target = take_out(view)
        if target is None:
            break
        await take(buyer, view, target)
        view = await drawer.opened(buyer)
    if view is not None and held and not is_empty(view) and drained(view, name):
        view = await _anew(buyer, drawer, name)  # pressing what takes out may only have shut it
    if view is not None and (is_empty(view) or (held and drained(view, name))):
        return True
    return stored and await buyer.forget()


async def _anew(buyer: Buyer, drawer: Drawer, name: str) -> View | None:
    """The drawer of its page as loaded anew, opened by hand where its sign alone is to be seen."""
    view = await drawer.opened(buyer, anew=True)
    if view is None or is_empty(view) or shows(view, name):
        return view
    buyer.focus = None
    for selector in [drawer.opener, *openers(await buyer.look())]:
        found = await _pressed(buyer, selector, drawer.focus.selector) if selector else None
        if found is not None and (is_empty(found) or shows(found, name)):
            drawer.opener, view = selector, found
            break
    buyer.focus = drawer.focus
    return view


def take_out(view: View) -> Press | None:
    """What takes a line out of the drawer: a control that says so, else one whose names do and that says nothing."""
    if (named := removal(view)) is not None:
        return named
    for press in view.presses:
        if press.label or press.url or not (press.visible and press.enabled and press.own):
            continue
        node = view.document.tree.css_first(press.selector)
        said = node.html[:600].lower() if node is not None and node.html else ""
        if walk().removes.search(said):
            return press
    return None


def drained(view: View, name: str) -> bool:
    """Whether a drawer that held the product called `name` holds nothing any more."""
    if is_empty(view):
        return True
    if name and plain(name) in view.own_text:
        return False
    return words().says("empty_cart", view.own_text) or (take_out(view) is None and not counted(view))


async def _pressed(buyer: Buyer, opener: str, selector: str) -> View | None:
    with buyer.armed(None):
        await buyer.click(opener)
        await buyer.quiet(started=True)
    await asyncio.sleep(_SLIDES)
    return narrowed(await buyer.look(), selector)


def _is_cart(part: View, name: str) -> bool:
    own = [p for p in part.presses if p.own and p.visible]
    adds = any(p.purpose == "add" for p in own)
    takes = take_out(part) is not None
    known, tag = lexicon(), part.language or "en"
    leads = any(
        leads_to(p, "checkout") or known.whole(p.label, tag, "link_checkout") is not None or p.purpose in ("continue", "pay", "order")
        for p in own
    )  # fmt: skip
    return (takes or (leads and not adds)) and shows(part, name)


def _candidates(view: View) -> Iterator[LexborNode]:
    """What may be a cart by its names, outermost first."""
    known, tag = lexicon(), view.language or "en"
    known_nodes: set[int] = set()
    for node in view.document.tree.css(_NAMES):
        if node.tag in _NO_PART or node.mem_id in known_nodes:
            continue
        known_nodes.add(node.mem_id)
        label = node.attributes.get("aria-label") or ""
        dialog = node.tag == "dialog" or node.attributes.get("role") == "dialog"
        if _named(node, walk().cart_part) or dialog or (label and known.whole(label, tag, "link_cart") is not None):
            yield node


def _opens(node: LexborNode) -> bool:
    """Whether an element is the sign of the cart, by its names."""
    return node.tag not in ("ul", "form") and _named(node, walk().cart_opener)


def _named(node: LexborNode, pattern: re.Pattern[str]) -> bool:
    """Whether the id or one of the classes of an element says so."""
    names = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}".split()[:20]
    return any(pattern.search(_JOINTS.sub(" ", _HUMPS.sub(" ", name)).lower().strip()) for name in names)
