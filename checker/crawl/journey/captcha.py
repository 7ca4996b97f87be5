"""Whether a captcha stands in the buyer's way.

Most pages that hold one do not ask it of buyers: it guards the form of the newsletter, of the contact page or of the
log-in, or it only watches. Platforms load its script on every page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborNode

from disputelint.checker.crawl.journey.controls import purpose
from disputelint.checker.crawl.journey.knowledge import walk
from disputelint.checker.crawl.journey.nodes import upward
from disputelint.checker.understand.document import Document
from disputelint.checker.understand.markup import hides

_BEYOND: Final = frozenset(("footer", "header", "nav", "aside", "template", "noscript"))
_ONWARD: Final = frozenset(("add", "continue", "guest", "cart", "order", "pay", "address", "shipping"))
_PRESSED: Final = "button, input[type=submit], input[type=button], input[type=image]"


def in_the_way(document: Document, language: str) -> bool:
    """Whether a captcha that can be seen guards what a buyer has to press next, or the page as a whole."""
    low = document.source[:400_000].lower()
    if "captcha" not in low and "turnstile" not in low:
        return False
    return any(_guards(node, document, language) for node in document.tree.css(", ".join(walk().captcha)))


def _guards(node: LexborNode, document: Document, language: str) -> bool:
    if node.attributes.get("data-size") == "invisible":
        return False  # reCAPTCHA v3 and invisible widgets only watch
    form = None
    for one in upward(node):
        attributes = one.attributes
        if one.tag in _BEYOND or hides(one.tag or "", attributes) or _unseen(attributes.get("data-dl"), document):
            return False
        if "grecaptcha-badge" in (attributes.get("class") or ""):
            return False
        if one.tag == "form" and form is None:
            form = one
    return form is None or any(purpose(said, language) in _ONWARD for said in _names(form))


def _unseen(number: str | None, document: Document) -> bool:
    """Whether the browser laid an element out so that nobody sees it."""
    layout = document.load.layout
    if not number or not number.isdecimal() or int(number) >= len(layout):
        return False
    held = layout[int(number)]
    return held is not None and not held.visible


def _names(form: LexborNode) -> Iterator[str]:
    for control in form.css(_PRESSED):
        attributes = control.attributes
        yield attributes.get("aria-label") or attributes.get("value") or control.text(deep=True)
