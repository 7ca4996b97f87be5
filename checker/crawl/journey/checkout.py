"""From the cart to the last step before the pay control: as a guest, through address, shipping and payment, no further."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Final

from disputelint.checker.crawl.guard import request_class
from disputelint.checker.crawl.journey import forms
from disputelint.checker.crawl.journey.address import Address
from disputelint.checker.crawl.journey.buyer import Buyer, Halt, View
from disputelint.checker.crawl.journey.contents import is_empty
from disputelint.checker.crawl.journey.controls import Press, called_cart, leads_to
from disputelint.checker.crawl.journey.focus import Focus, appeared, narrowed
from disputelint.checker.crawl.journey.journal import Journal
from disputelint.checker.crawl.journey.knowledge import walk
from disputelint.checker.crawl.journey.sections import Sections
from disputelint.checker.crawl.journey.signs import (
    ADDRESS,
    asks_address,
    goes_back,
    heading,
    names_group,
    opened,
    pay_control,
    same_page,
)
from disputelint.checker.crawl.journey.unfold import unfolded
from disputelint.checker.crawl.tables import split
from disputelint.checker.model import CheckoutStep
from disputelint.checker.understand import checkout, kinds
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.kindwords import plain, words
from disputelint.checker.understand.lexicon import lexicon
from disputelint.checker.understand.normalize import fold

MAX_TURNS: Final = 24  # looks at pages of one checkout
MAX_STUCK: Final = 2  # times that the same control may change nothing
_SHIPPING_COMES: Final = 1.0  # seconds between two looks at a page whose ways of shipping have not come yet
_MAX_WAITS: Final = 4
_GOES_ON: Final = ("continue", "shipping", "address", "guest")
_HOME: Final = frozenset(("home",))


@dataclass
class Checkout:
    """One walk through a checkout. `ways` is what is known of the shop's platform; `aside` names a walk beside the full
    one, and what is written down says so.
    """

    buyer: Buyer
    journal: Journal
    address: Address
    ways: dict[str, object]
    aside: str = ""
    step: CheckoutStep | None = None  # the furthest that was reached
    last: bool = False  # the pay control was seen, with nothing left to fill
    _seen: set[tuple[str, CheckoutStep | None]] = field(default_factory=set)
    _pressed: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _pressed_once: set[str] = field(default_factory=set)
    _waits: int = 0
    _unfolded: set[tuple[str, str]] = field(default_factory=set)
    _action: str = "checkout"

    async def through(self, cart: View) -> Halt | None:
        """From the cart to the last step before payment. Returns why it did not come there, None when it did."""
        try:
            await self.walk(await self.enter(cart))
        except Halt as halt:
            return halt
        return None

    async def enter(self, cart: View) -> View:
        """From the cart's page to the checkout's first. Raises Halt."""
        target = self._way_in(cart)
        signs = (pay_control(cart) is not None, asks_address(cart))
        if target is None and (all(signs) or (any(signs) and self.buyer.focus is not None)):
            return cart  # the page, or the drawer, asks for the address itself
        if target is not None and target.purpose in ("order", "pay"):
            view = await self.buyer.go(target.url)  # a link called "buy" that only leads to the checkout
        else:
            if target is not None:
                await self.buyer.press(target, "continue")
            view = await self.buyer.look()
            if self.buyer.focus is not None and (panel := await self._panel(cart)) is not None:
                return panel
        if same_page(view.url, cart.url) and opened(cart, view):
            return view  # the cart's own page asks for the address now
        if target is None or same_page(view.url, cart.url):
            guessed = await self._guessed(cart.url)
            if guessed is None and pay_control(cart) is not None and self.buyer.focus is None:
                return await self.buyer.go(cart.url)  # what orders stands on the cart's own page
            if guessed is None:
                where = (
                    f"{target.label[:40]!r} leads no further on {split(cart.url).path}" if target is not None else ""
                )
                raise Halt("form_gate", where or "no control of the cart leads to a checkout")
            view = guessed
        if is_empty(view):
            raise Halt("form_gate", "no control of the cart leads to a checkout")
        if same_page(view.url, cart.url):
            told = walk().out_of_stock.search(view.own_text)
            raise Halt("out_of_stock" if told else "form_gate", "the checkout leads back to the cart")
        if _HOME.issubset(found := kinds.classify(view.document, view.language)) and "checkout" not in found:
            raise Halt("form_gate", "what leads to the checkout leads to the home page")
        return view

    async def _guessed(self, cart_url: str) -> View | None:
        """The checkout at its usual address; None where there is none. Raises Halt."""
        origin = "/".join(cart_url.split("/", 3)[:3])
        listed = self.ways.get("checkout")
        paths = [str(path) for path in listed] if isinstance(listed, list) else []
        try:
            return await self.buyer.go(origin + (paths or ["/checkout"])[0])
        except Halt as halt:
            if halt.reason != "not_found":
                raise
            return None

    async def _panel(self, cart: View) -> View | None:
        """The checkout where it is a part of the page that the cart's drawer stands on: what came to be seen."""
        drawer, self.buyer.focus = self.buyer.focus, None
        view = await self.buyer.look()
        if drawer is None or not same_page(view.url, cart.url):
            return None
        found = appeared(cart, view)
        if found is None:
            self.buyer.focus = drawer
            return None
        inner = narrowed(view, drawer.selector)
        within = inner is not None and appeared(cart, inner) is not None
        self.buyer.focus = drawer if within else Focus(view.url, found)
        return self.buyer.focus.of(view)

    async def walk(self, first: View) -> None:
        """To the last step before payment. Raises Halt where it does not go on."""
        for turn in range(MAX_TURNS):
            view = await self.buyer.look() if turn else first
            self._still_there(view)
            view = await unfolded(self.buyer, view, self._unfolded)
            if self._is_gate(view):
                await self._record(view, "entry")
                await self._as_guest(view)
                continue
            pay = pay_control(view)
            pays = pay is not None
            sections = Sections(view, pay)
            if not pays or self._open_fields(view):  # the last page is written down when all its choices are made
                await self._record(view, self._step(view, False))
            self.address = forms.suited(view, self.address)
            done = await forms.fill(self.buyer, view, self.address, last=pays, sections=sections.forms)
            if done.code:
                raise Halt("form_gate", "the checkout asks for a code sent to a telephone or mailbox")
            if done.changed and self._again(view, "fill") and not (done.still and self._leads_on(view)):
                continue
            if pay is not None:
                left = sections.left(self._pressed_once)
                if left is not None:
                    await self._pass(left)
                    continue
                if self._awaits(view, pay):
                    await asyncio.sleep(_SHIPPING_COMES)
                    continue
                self.last = True
                await self._record(view, self._step(view, True))
                return
            await self._on(view, done)
        raise Halt("form_gate", f"no end after {MAX_TURNS} looks at the checkout")

    def _leads_on(self, view: View) -> bool:
        """Whether a page that nothing has changed on but its fields is the same step when it is filled, and can be left."""
        return self._next(view) is not None and self._step(view, False, filled=True) == self.step

    def _awaits(self, view: View, pay: Press) -> bool:
        """Whether the page still says that it will show its ways of shipping, has not taken a choice yet, or lets nobody
        press what orders: servers may be slow with each, and until then the total is not the last one.
        """
        self._waits += 1
        if self._waits > _MAX_WAITS:
            return False
        return (
            not pay.enabled or forms.unchosen(view) or wording.has("order.shipping_awaited", fold(view.own_text).text)
        )

    async def _pass(self, target: Press) -> None:
        """Press what finishes a section of a checkout that stands on one page."""
        self._pressed_once.add(target.selector)
        self._action = target.label[:60]
        await self.buyer.press(target, target.purpose if target.purpose in _GOES_ON else "shipping")

    async def _on(self, view: View, done: forms.Filled) -> None:
        """Press what leads on. Raises Halt when nothing does."""
        target = self._next(view)
        if target is None or not self._again(view, target.selector):
            raise self._stuck(view, done, target)
        self._action = target.label[:60]
        await self.buyer.press(target, target.purpose if target.purpose in _GOES_ON else "address")

    def _stuck(self, view: View, done: forms.Filled, target: Press | None) -> Halt:
        if walk().phone_code.search(view.own_text):
            return Halt("form_gate", "the checkout asks for a code sent to a telephone")
        if any(c.kind == "password" and c.required for c in view.fields):
            return Halt("no_guest_checkout", "the address form asks for a password for an account")
        if done.unknown:
            return Halt("form_gate", f"cannot fill: {', '.join(name[:40] for name in done.unknown[:4])}")
        what = f"{target.label[:40]!r} leads no further" if target is not None else "nothing to press leads further"
        return Halt("form_gate", f"{what} on {split(view.url).path}")

    async def _record(self, view: View, step: CheckoutStep) -> None:
        key = (view.url.split("#", 1)[0].split("?", 1)[0], step)
        if key in self._seen:
            return
        self._seen.add(key)
        self.step = step
        action = f"{self._action} ({self.aside})" if self.aside else self._action
        await self.journal.page(self.buyer, view, "checkout", action, step)

    def _again(self, view: View, what: str) -> bool:
        """Count a try; whether another one is worth it on what looks just the same."""
        key = (view.url, what, str(hash(view.state)))
        whole = (view.url, what, "")
        self._pressed[key] = self._pressed.get(key, 0) + 1
        self._pressed[whole] = self._pressed.get(whole, 0) + 1
        return self._pressed[key] <= MAX_STUCK and self._pressed[whole] <= 6

    def _still_there(self, view: View) -> None:
        if is_empty(view):
            raise Halt("form_gate", "the checkout led back to an empty cart")
        if view.url.startswith("chrome-error:"):
            raise Halt("unreachable", "the checkout's address gave no answer")
        if not self.buyer.session.guard.owns(view.url):
            raise Halt("third_party_frame", f"the checkout goes on at {split(view.url).hostname}")

    def _is_gate(self, view: View) -> bool:
        """A page that lets in: a password field, and no address to fill yet."""
        few = sum(1 for c in view.fields if forms.asks(c) in ADDRESS) < 3
        return view.gate and few and not self._account_optional(view)

    def _account_optional(self, view: View) -> bool:
        """Whether the form that asks for the guest's name goes on without the password that it asks for."""
        optional = {c.form for c in view.fields if c.kind == "password" and not c.required}
        named = {c.form for c in view.fields if forms.asks(c) in ("given", "family", "name")}
        going = {p.form for p in view.presses if p.visible and p.own and p.submits and p.purpose in _GOES_ON}
        return bool((optional & named & going) - {None}) and bool(walk().guest.search(view.own_text))

    async def _as_guest(self, view: View) -> None:
        """Go on without an account. Raises Halt where there is no such way."""
        known = walk()
        choice = next(
            (c for c in view.fields if c.kind == "radio" and known.guest.search(plain(f"{c.label} {c.value}"))), None
        )
        guest = next((p for p in view.presses if p.purpose == "guest" and p.visible and p.enabled and p.own), None)
        if guest is None and choice is None:
            forms_without = self._form_without_password(view)
            if forms_without is None:
                raise Halt("no_guest_checkout", "the checkout asks to log in or to open an account")
            guest = forms_without
        if choice is not None:
            with self.buyer.armed("address"):
                if not choice.checked:
                    await self.buyer.tick(choice.selector)
                for control in view.fields:
                    if (
                        control.form == choice.form
                        and forms.asks(control) in ("email", "skip")
                        and control.kind in ("email", "text")
                    ):
                        await self.buyer.type([(control.selector, self.address.email)])
                await self.buyer.quiet(started=True)
            view = await self.buyer.look()
            guest = self._next(view, form=choice.form)
        if guest is None or not self._again(view, "guest"):
            raise Halt("no_guest_checkout", "choosing to go on as a guest leads no further")
        self._action = guest.label[:60] or "guest"
        if guest.form is not None and choice is None:
            await self._mail(view, guest.form)
        await self.buyer.press(guest, "guest")

    async def _mail(self, view: View, form: int) -> None:
        with self.buyer.armed("address"):
            for control in view.fields:
                if control.form == form and forms.asks(control) == "email" and not control.value:
                    await self.buyer.type([(control.selector, self.address.email)])

    def _form_without_password(self, view: View) -> Press | None:
        """The control of a form that asks for a mail address and for no password."""
        closed = {c.form for c in view.document.controls if c.kind == "password"}
        mails = {c.form for c in view.fields if forms.asks(c) == "email" and c.form not in closed}
        return next(
            (
                p
                for p in view.presses
                if p.form in mails and p.form is not None and p.visible and p.purpose in ("continue", "guest")
            ),
            None,
        )

    def _open_fields(self, view: View) -> int:
        """Empty fields for a name or an address."""
        return sum(
            1
            for c in view.fields
            if not c.value.strip() and c.kind not in ("radio", "checkbox", "select") and forms.asks(c) in ADDRESS
        )

    def _step(self, view: View, last: bool, *, filled: bool = False) -> CheckoutStep:
        known = checkout.checkout_step(view.document, view.language)
        if last:
            return known if known in ("payment", "review") else "review"
        if not filled and self._open_fields(view) >= 2:
            return "address"
        radios = [c for c in view.fields if c.kind == "radio"]
        if known == "payment" and any(names_group(c, "payment") for c in radios):
            return "payment"
        if radios and (
            any(names_group(c, "shipping") for c in radios) or words().says("shipping_choice", heading(view))
        ):
            return "shipping"
        if known not in (None, "entry"):
            return known
        named = f"{heading(view)} {plain(view.document.title)} {split(view.url).path.lower()}"
        return "payment" if words().says("payment_choice", named) and not asks_address(view) else "address"

    def _way_in(self, view: View) -> Press | None:
        known, tag = lexicon(), view.language or "en"
        found = [
            p
            for p in view.presses
            if p.visible
            and p.enabled
            and not goes_back(p)
            and p.purpose not in ("register", "subscribe", "contact", "remove", "add", "update")
            and not called_cart(p, tag)  # "checkout/cart" is the cart, and so may "checkout" be
            and known.whole(p.label, tag, "link_cart") is None
        ]
        named = [
            p
            for p in found
            if p.purpose in _GOES_ON
            and (leads_to(p, "checkout") or known.whole(p.label, tag, "link_checkout") is not None)
        ]
        linked = [p for p in found if p.url and leads_to(p, "checkout") and not leads_to(p, "cart")]
        going = [p for p in found if p.purpose == "continue" and p.own and not p.url and p.submits]
        own = sorted(
            (*named, *linked), key=lambda p: (not p.own, p.purpose not in _GOES_ON, not leads_to(p, "checkout"))
        )
        return next(iter((*own, *going)), None)

    def _next(self, view: View, form: int | None = None) -> Press | None:
        """What leads on: a button of the form with the fields, else the last one on the page; then links."""
        own = [p for p in view.presses if p.visible and p.allowed and p.own and not goes_back(p)]
        if form is not None:
            own = [p for p in own if p.form == form]
        named = [p for p in own if p.purpose in _GOES_ON]
        buttons = [p for p in named if not p.url]
        asking = {c.form for c in view.fields if c.form is not None}
        best = [p for p in buttons if p.form in asking] or buttons
        if best:
            return best[-1]
        links = [p for p in named if p.url and leads_to(p, "checkout")]
        if links:
            return links[-1]
        sending = [
            p for p in own
            if p.purpose in ("", "update") and not p.url and p.submits and p.form in asking and request_class(p.action) is None
        ]  # fmt: skip
        return sending[-1] if len(sending) == 1 else None
