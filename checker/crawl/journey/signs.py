"""What of a page tells the walk where it stands: what orders or pays, what asks for an address, what leads back."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl

from disputelint.checker.crawl.journey import forms
from disputelint.checker.crawl.journey.buyer import View
from disputelint.checker.crawl.journey.controls import Press
from disputelint.checker.crawl.journey.knowledge import walk
from disputelint.checker.crawl.tables import split
from disputelint.checker.understand.document import Control
from disputelint.checker.understand.facts import payment_methods, wording
from disputelint.checker.understand.kindwords import plain

ADDRESS: Final = frozenset(
    ("name", "given", "family", "postcode", "city", "region", "line1", "phone", "country", "kana")
)
_CARDS: Final = frozenset(("credit_card", "debit_card"))


def opened(before: View, after: View) -> bool:
    """Whether a page has come to ask for a name or an address, or to show what orders, that it did not show before."""
    fields, presses = {c.selector for c in before.fields}, {p.selector for p in before.presses if p.visible}
    pay = pay_control(after)
    asked = any(forms.asks(c) in ADDRESS and c.selector not in fields for c in after.fields)
    return asked or (pay is not None and pay.selector not in presses)


def same_page(one: str, other: str) -> bool:
    """Whether two addresses are one, whatever the order of their query and whatever their fragment."""
    first, second = split(one), split(other)
    same = (first.scheme, first.netloc, first.path) == (second.scheme, second.netloc, second.path)
    return same and sorted(parse_qsl(first.query)) == sorted(parse_qsl(second.query))


def pay_control(view: View) -> Press | None:
    """The button that would order or pay; wallets' own buttons count only where nothing else does."""
    found = [p for p in view.presses if p.purpose in ("order", "pay") and p.visible and p.own and not p.url]
    return next((p for p in found if p.purpose == "order"), None) or next((p for p in found if not _wallet(p)), None)


def _wallet(press: Press) -> bool:
    """Whether a button is called by a way to pay; cards are no wallet: "Pay by card" ends an order like "Pay"."""
    return not _CARDS.issuperset(payment_methods.methods_in(plain(press.label)))


def goes_back(press: Press) -> bool:
    """Whether a control leads back."""
    return bool(walk().back.search(plain(press.label)))


def asks_address(view: View) -> bool:
    """Whether the page asks for a name or an address."""
    return any(forms.asks(c) in ADDRESS for c in view.fields)


def heading(view: View) -> str:
    """The page's headings, folded."""
    own = (b.text for b in view.document.blocks if b.role == "heading" and b.region == "main" and b.visible)
    return plain(" ".join(own))


def names_group(control: Control, what: str) -> bool:
    """Whether a choice is one of shipping or of payment, by its name."""
    return wording.has(f"order.{what}_group", plain(f"{control.name} {control.identifier}"))
