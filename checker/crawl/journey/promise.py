"""Shipping that is said to be free from an amount: the order is raised to that amount once, so that its shipping is seen.

By the quantity field of the cart, or by its control for one piece more, for the product that was walked with, and with two
documents at most: the cart, and what it leads to or the checkout's last page again. What is in the way is written down as a step that was not reached.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from disputelint.checker.crawl.journey.buyer import Buyer, Halt, View
from disputelint.checker.crawl.journey.cart import Cart
from disputelint.checker.crawl.journey.contents import counted, raising
from disputelint.checker.crawl.journey.journal import Journal
from disputelint.checker.crawl.journey.ledger import amounts_of, context_of
from disputelint.checker.crawl.journey.takeout import brought, served
from disputelint.checker.crawl.slot import quietly
from disputelint.checker.crawl.tables import split
from disputelint.checker.model import Amount, Step
from disputelint.checker.understand.document import Control
from disputelint.checker.understand.facts import order_page, shipping_cost, wording
from disputelint.checker.understand.normalize import fold

MAX_PIECES: Final = 10
_MAX_DOCUMENTS: Final = 2
_SILENT: Final = "no page that was opened says what shipping costs at that amount"
_LATE: Final = 0.8  # seconds that a cart may wait for more presses before it reckons
ACTION: Final = "raise the quantity (free shipping)"


@dataclass(frozen=True)
class Limit:
    """The amount from which shipping is said to be free; `inclusive`: that very amount counts."""

    amount: float
    currency: str
    inclusive: bool

    def pieces(self, each: float) -> int:
        """How many pieces at this price reach it."""
        least = max(1, math.ceil(self.amount / each - 1e-9))
        return least if self.inclusive or least * each > self.amount + 1e-9 else least + 1


def limit_of(views: Iterable[View]) -> Limit | None:
    """The highest such amount that the pages name; None: none is named."""
    found: list[Limit] = []
    for view in views:
        if not wording.has("order.free_shipping", fold(view.text).text):
            continue
        context = context_of(view.document, view.language, ("product",))
        for fact in shipping_cost.find(view.document, context):
            said = fact.value
            if fact.name != "shipping.free_threshold" or fact.confidence == "low" or not isinstance(said, dict):
                continue
            amount, currency = said.get("amount"), said.get("currency")
            if isinstance(amount, int | float) and isinstance(currency, str):
                found.append(Limit(float(amount), currency, bool(said.get("inclusive"))))
    return max(found, key=lambda one: one.amount, default=None)


@dataclass
class Promise:
    """One try. `shown` is the step of the cart as it was walked with, `last` the checkout's last step."""

    buyer: Buyer
    journal: Journal
    cart: Cart
    limit: Limit
    shown: Step
    last: Step

    async def tried(self) -> None:
        """Raise the order and write down what shipping then costs, or what was in the way. Raises no Halt."""
        try:
            problem = await self._raised()
        except Halt as halt:
            problem = halt.detail or halt.reason
        if problem:
            self.journal.stop(self.buyer.device, ACTION, self.shown.page, "cart", "form_gate", problem)

    async def _raised(self) -> str:
        """What was in the way; "": it was written down."""
        goods = goods_of(self.shown.amounts, self.limit.currency)
        if not goods:
            return "the cart does not say what its goods come to"
        if self.cart.drawer is None and (said := await self._sent(goods)) is not None:
            return said
        before = self.buyer.documents
        view = await self.cart.open()
        if view is None:
            return "the cart did not come again"
        fields = [c for c in _lines(view) if c.visible]
        held, most = (int(fields[0].value), _most(view, fields[0])) if len(fields) == 1 else (1, MAX_PIECES)
        pieces = self.limit.pieces(goods / max(1, held))
        if pieces > min(MAX_PIECES, most):
            return _too_many(pieces, min(MAX_PIECES, most))
        if len(fields) == 1:
            view = await self._set(view, fields[0], pieces)
        elif (raised := await self._stepped(view, pieces - held)) is None:
            return "the cart has no single control for the quantity"
        else:
            view = raised
        if self._noted(view, "cart", self.shown):
            return ""
        if self.buyer.documents - before >= _MAX_DOCUMENTS:
            return _SILENT
        view = await self.buyer.go(self.last.page.split("#", 1)[0])
        return "" if self._noted(view, "checkout", self.last) else _SILENT

    async def _sent(self, goods: float) -> str | None:
        """The same by sending the form of the cart's line from the page that is open, where the server's words show one and
        an order of that amount afterwards; None: they do not. Its words of when the cart was opened do, else they are
        asked for.
        """
        shown = self.cart.shown
        view = served(self.buyer, shown) if shown is not None and self._near(shown.url) else None
        if view is None or not _lines(view):
            view = await self._brought(self.cart.known)
        fields = _lines(view) if view is not None else []
        if view is None or len(fields) != 1 or fields[0].form is None:
            return None
        form = view.document.forms[fields[0].form]
        pieces = self.limit.pieces(goods / max(1, int(fields[0].value)))
        if form.method.lower() != "post" or split(form.action)[:2] != split(view.url)[:2]:
            return None
        if pieces > min(MAX_PIECES, _most(view, fields[0])):
            return _too_many(pieces, min(MAX_PIECES, _most(view, fields[0])))
        own = [c for c in view.document.controls if c.form == fields[0].form and c.name]
        if any(c.kind not in ("hidden", "button") for c in own if c.selector != fields[0].selector):
            return None
        sends = [(c.name, str(pieces) if c.selector == fields[0].selector else c.value) for c in own]
        with self.buyer.armed("update"):
            after = await self._brought(form.action, sends)
        if after is None:
            return None
        if self._noted(after, "cart", self.shown):
            return ""
        held = goods_of(amounts_of(after.document, after.language, "cart"), self.limit.currency)
        if held is None or held < self.limit.amount:
            return None
        view = await self.buyer.go(self.last.page.split("#", 1)[0])
        return "" if self._noted(view, "checkout", self.last) else _SILENT

    async def _brought(self, url: str, form: list[tuple[str, str]] | None = None) -> View | None:
        """A page as the server sends it; `form` is posted. None: it did not come."""
        return await brought(self.buyer, url, form) if self._near(url) else None

    def _near(self, url: str) -> bool:
        """Whether it is of the host of the page that is open."""
        return bool(url) and split(url)[:2] == split(self.buyer.page.url)[:2]

    async def _set(self, view: View, control: Control, pieces: int) -> View:
        await self.buyer.type([(control.selector, str(pieces))])
        updates = [
            p for p in view.presses if p.purpose == "update" and p.visible and p.allowed and p.own and len(p.label) > 1
        ]
        update = next((p for p in updates if p.form == control.form), None) or next(iter(updates), None)
        if update is not None:
            await self.buyer.press(update)
        else:
            with self.buyer.armed("update"):
                await quietly(self.buyer.page.locator(control.selector).first.press("Enter"), 3.0)
                await self.buyer.quiet(started=True)
        return await self.buyer.look()

    async def _stepped(self, view: View, times: int) -> View | None:
        """The same by the control for one piece more. None: there is none, or it does nothing."""
        for _ in range(times):
            controls = raising(view)
            if len(controls) != 1:
                return None
            before = self._goods(view)
            await self.buyer.press(controls[0], "update")
            view = await self.buyer.look()
            if self._goods(view) == before:  # sent a moment later, or not at all
                await asyncio.sleep(_LATE)
                await self.buyer.quiet()
                view = await self.buyer.look()
                if self._goods(view) == before:
                    return None
        return view

    def _goods(self, view: View) -> float | None:
        return goods_of(amounts_of(view.document, view.language, "cart"), self.limit.currency)

    def _noted(self, view: View, kind: str, at: Step) -> bool:
        """Whether the page says what shipping costs an order of that amount; if so, it is written down."""
        amounts = amounts_of(view.document, view.language, "cart" if kind == "cart" else "checkout")
        goods = goods_of(amounts, self.limit.currency)
        named = any(order_page.kind_of(a.label) == "shipping" and a.amount is not None for a in amounts)
        if not named or goods is None or goods < self.limit.amount:
            return False
        self.journal.seen(self.buyer.device, ACTION, at, amounts)
        return True


def goods_of(amounts: Iterable[Amount], currency: str) -> float | None:
    """What the goods come to, as the page says it."""
    own = [a for a in amounts if a.currency in (None, currency) and a.amount]
    subtotals = [a.amount for a in own if order_page.kind_of(a.label) == "subtotal"]
    return subtotals[-1] if subtotals else None


def _lines(view: View) -> list[Control]:
    """The fields that say how many pieces of a line the cart holds."""
    return [c for c in counted(view) if c.value.strip().isdigit()]


def _too_many(pieces: int, most: int) -> str:
    return f"{pieces} pieces would be needed, at most {most} are put into the cart"


def _most(view: View, control: Control) -> int:
    """How many the field takes."""
    node = view.document.tree.css_first(control.selector)
    most = (node.attributes.get("max") or "") if node is not None else ""
    return int(most) if most.isdigit() and int(most) > 0 else MAX_PIECES
