"""What the controls of a page are for, by their accessible names in eleven languages. Never pressed: what orders, pays,
registers, subscribes or writes to the shop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, Literal

from selectolax.lexbor import LexborNode

from disputelint.checker.crawl.guard import control_class, is_writing_link
from disputelint.checker.crawl.journey.knowledge import walk
from disputelint.checker.crawl.journey.nodes import find, path, upward
from disputelint.checker.crawl.tables import split
from disputelint.checker.model import Block, RegionName
from disputelint.checker.model.record import record
from disputelint.checker.understand.document import Control, Document
from disputelint.checker.understand.kindwords import plain
from disputelint.checker.understand.lexicon import lexicon
from disputelint.checker.understand.links import Joiner

Purpose = Literal[
    "order", "pay", "register", "subscribe", "contact", "remove", "add", "update", "shipping", "address", "continue",
    "guest", "cart", "",
]  # fmt: skip
FORBIDDEN: Final = frozenset(("order", "pay", "register", "subscribe", "contact"))
ARMS: Final[dict[str, str]] = {"guest": "continue", "cart": "continue"}  # what the guard calls it; others as they are
_COUNT: Final = re.compile(r"^[\s(\[（]*\d{1,3}[)\]）]?\s+|\s*[(\[（]?\d{1,3}(?:\s*(?:items?|点|件))?[)\]）]?\s*$")
_LONGEST: Final = 80  # characters of a name; what says more is no control


@record(frozen=True, slots=True)
class Press:
    """Something to press. `url` is a link's address, `action` what a button's form sends to."""

    label: str
    selector: str
    purpose: Purpose
    region: RegionName
    visible: bool
    enabled: bool = True
    url: str = ""
    action: str = ""
    form: int | None = None
    block: int | None = None
    submits: bool = False

    @property
    def allowed(self) -> bool:
        """Whether a walker may press it."""
        return self.enabled and self.purpose not in FORBIDDEN

    @property
    def own(self) -> bool:
        """Whether it stands in the page's own part."""
        return self.region in ("main", "dialog")


@lru_cache(maxsize=2048)
def purpose(label: str, language: str = "en", *, gate: bool = False) -> Purpose:
    """What a control with this accessible name is for; "" when nothing is known of it. Kept: a shop's pages share most names.

    `gate`: it stands on a page that asks for a password, where a way on without an account may be called "buy".
    """
    said = " ".join(label.split())[:200]
    if not said:
        return ""
    known, folded = lexicon(), plain(said)
    found = control_class(said)
    if walk().guest.search(folded) and len(said) <= _LONGEST and (found in (None, "continue", "register") or gate):
        return "guest" if found != "pay" else "pay"
    if found in ("order", "pay"):
        return found
    put_in = said[0] in "+＋" and known.whole(said[1:].strip(), language, "link_cart") is not None  # "+ Cart"
    if put_in or known.whole(said, language, "button_add_to_cart") is not None:
        return "add"
    if found is not None:
        return found
    for concept in ("button_place_order", "button_buy_now"):
        if known.whole(said, language, concept) is not None:
            return "order"
    if known.whole(said, language, "link_checkout") is not None:
        return "continue"
    if known.whole(said, language, "link_cart") is not None:
        return "cart"
    return ""


def presses(document: Document, language: str, *, gate: bool = False) -> tuple[Press, ...]:
    """The buttons and links of a page that can be seen, in page order, each with its purpose."""
    return (*_buttons(document, language, gate), *_links(document, language, gate), *_drawn(document, language, gate))


def _buttons(document: Document, language: str, gate: bool) -> Iterator[Press]:
    for control in document.controls:
        if control.kind != "button" or len(control.label) > 200:
            continue
        node = document.tree.css_first(control.selector)
        attributes = node.attributes if node is not None else {}
        enabled = "disabled" not in attributes and attributes.get("aria-disabled") != "true"
        submits = control.form is not None and control.type in ("", "submit", "image")
        yield Press(
            control.label,
            control.selector,
            purpose(control.label, language, gate=gate),
            control.region,
            control.visible,
            enabled,
            action=_sends_to(document, control, attributes) if control.form is not None else "",
            form=control.form,
            block=control.block,
            submits=submits,
        )


def _sends_to(document: Document, control: Control, attributes: Mapping[str, str | None]) -> str:
    """Where a button sends its form: its own address before the form's (HTML 4.10.19.6)."""
    own = attributes.get("formaction")
    return Joiner(document.base).absolute(own) if own else control.form_action


def _links(document: Document, language: str, gate: bool) -> Iterator[Press]:
    for link in document.links:
        if not link.text or len(link.text) > _LONGEST:
            continue
        yield Press(
            link.text,
            link.selector,
            purpose(link.text, language, gate=gate),
            link.region,
            link.visible,
            url=link.url,
            block=link.block,
        )


def _drawn(document: Document, language: str, gate: bool) -> Iterator[Press]:
    """Links that lead nowhere and that scripts make a control of, as far as their names say what for."""
    for node in document.tree.css('a[href^="#"], a[href=""], a[href^="javascript:"], a:not([href])'):
        label = " ".join(f"{node.attributes.get('aria-label') or node.text()}".split())
        if not label or len(label) > _LONGEST or node.attributes.get("role") == "button":
            continue
        known = purpose(label, language, gate=gate)
        block = _around(document, node, label) if known else None
        if block is not None:
            yield Press(label, path(node), known, block.region, block.visible, block=block.index)


def _around(document: Document, node: LexborNode, label: str) -> Block | None:
    """The block of text that an element's words stand in."""
    above = {one.mem_id for one in upward(node)}
    for block in document.blocks:
        if label in block.text:
            held = find(document.tree, block.selector)
            if held is not None and (held.mem_id in above or any(one.mem_id == node.mem_id for one in upward(held))):
                return block
    return None


def called_cart(press: Press, language: str) -> bool:
    """Whether a link is called the cart, whatever number it bears ("Cart (2)") and wherever it leads: with shops whose cart
    is the head of the checkout, there.
    """
    said = _COUNT.sub("", press.label) if press.url else ""
    return bool(said) and lexicon().whole(said, language, "link_cart") is not None


def leads_to(press: Press, pattern: str) -> bool:
    """Whether a link's address, or what its button sends to, is a "cart" or a "checkout"."""
    words = walk().cart_words if pattern == "cart" else walk().checkout_words
    parts = split(press.url or press.action)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return bool(words.search(path.lower())) and not (press.url and is_writing_link(press.url))
