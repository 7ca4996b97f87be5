"""The cart: putting a product in, proving by the cart's contents that it is there, and emptying it again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from typing import Any, Final

from disputelint.checker.crawl.journey.buyer import Buyer, Halt, View
from disputelint.checker.crawl.journey.choose import Offer, adds_to_cart, choices, offer_of
from disputelint.checker.crawl.journey.contents import counted, holds, is_cart, is_empty, removal, take
from disputelint.checker.crawl.journey.controls import Press, called_cart, leads_to
from disputelint.checker.crawl.journey.drawer import Drawer, cleared, opened_by_hand
from disputelint.checker.crawl.journey.endpoint import sendings
from disputelint.checker.crawl.journey.forms import options_of
from disputelint.checker.crawl.journey.knowledge import walk
from disputelint.checker.crawl.journey.listed import offers_of
from disputelint.checker.crawl.journey.takeout import taken_out
from disputelint.checker.crawl.journey.variants import open_groups, swatches, wishes
from disputelint.checker.crawl.shop import Shop
from disputelint.checker.crawl.slot import quietly
from disputelint.checker.crawl.tables import split
from disputelint.checker.understand.kindwords import plain

MAX_REMOVALS: Final = 8
_WISH: Final = "Anna"
_HYDRATION: Final = 1.0  # seconds in which a click may still send something, before it is tried again


class Cart:
    """The cart of one shop on one device. `places` are addresses to look for it, the surest first."""

    def __init__(self, buyer: Buyer, shop: Shop, ways: dict[str, object]) -> None:
        self.buyer = buyer
        self.shop = shop
        self._ways = ways
        self.known = ""  # where it turned out to be
        self.filled = False  # something may be in it
        self.pressed: tuple[str, bool] | None = (
            None  # name of the control that adds, and whether it filled the cart, if known
        )
        self.drawer: Drawer | None = None  # where it is a part of the product's page and has no page of its own
        self._held = ""  # name of what was put in last
        self._shown: View | None = None  # the cart's page with it
        self._stored = False  # nothing but the browser's own storage holds it
        self._added_at = ""  # where its control was pressed
        self.cookies: Any = []  # what it hangs on; secret, never written down

    @property
    def shown(self) -> View | None:
        """The cart's own page with what was put in last, as it was opened; None where it is a part of another page."""
        return self._shown if self.drawer is None else None

    async def visit(self, offer: Offer) -> tuple[View, Offer]:
        """The product's page as it is now, with what it offers. Raises Halt of a wall."""
        self.buyer.focus = None
        if self.drawer is not None:  # each page has its own
            self.drawer, self.known = None, ""
        view = await self.buyer.go(offer.url)
        for form in view.document.forms if self.buyer.hosts else ():
            if walk().add_actions.search(split(form.action).path.lower()):
                self.buyer.follow(form.action)  # a product's form may send to the platform's own host
        return view, self._as_now(view, offer)

    def _as_now(self, view: View, offer: Offer) -> Offer:
        """What the page offers now: of a list the goods of the same name. Raises Halt when they are gone."""
        if not offer.at:
            return offer_of(view.document, offer.url)
        found = offers_of(view.document, offer.url)
        same = next((one for one in found if one.name == offer.name), next(iter(found), None))
        if same is None:
            raise Halt("no_add_to_cart", "no control that adds to the cart")
        return same

    async def add(self, view: View, offer: Offer) -> View:
        """Put one piece in and open the cart. Returns the cart's page. Raises Halt: no_add_to_cart, out_of_stock, walls."""
        self.pressed, problem = None, ""
        for attempt in (1, 2):
            target = self._add_control(view, offer)
            if target is None:
                break
            view = view if offer.at else await self._choose(view, thorough=attempt == 2)
            before, kept = self.buyer.sent, await self.buyer.kept()
            self.filled, self._held, self._shown, self._added_at = True, offer.name, None, view.url
            await self.buyer.press(self._add_control(view, offer) or target, "add")
            if self.buyer.page.url == view.url and not await self._sends(before) and attempt == 1:
                # the page's scripts were not ready, or want a choice
                view = await self.buyer.look()
                if not self._says_added(view, offer) and await self.buyer.kept() == kept:
                    problem = f"pressing {target.label[:40]!r} changed nothing"
                    continue
            kept_now = await self.buyer.kept()
            self._stored = self.buyer.sent == before and kept_now != kept
            self.cookies = await self.buyer.page.context.cookies()
            cart = await self.open()
            if cart is not None and holds(cart, offer):
                self.pressed, self._shown = (target.label, True), cart
                return cart
            if cart is not None and is_empty(cart) and kept_now == kept:
                self.pressed = (
                    target.label,
                    False,
                )  # where the page kept something, its cart may have no page of its own
            problem = "the cart was empty after the product had been added"
            if attempt == 1 or kept_now != kept:
                view = await self.buyer.go(offer.url)
                if (drawn := await self._drawn(view)) is not None:
                    self.pressed = (target.label, True)
                    return drawn
        cart = await self._by_endpoint(offer) if not offer.at else None
        if cart is not None:
            return cart
        if walk().out_of_stock.search(_buy_box(view)) or offer.sold_out:
            raise Halt("out_of_stock", f"{offer.name or offer.url} cannot be had")
        raise Halt("no_add_to_cart", problem or "no control that adds to the cart")

    async def _sends(self, before: int) -> bool:
        """Whether the control that was pressed has something sent, if late: goods may fly into the cart before."""
        until = time.monotonic() + _HYDRATION
        late = False
        while self.buyer.sent == before and time.monotonic() < until:
            await asyncio.sleep(0.1)
            late = True
        if late and self.buyer.sent > before:
            await self.buyer.quiet(started=True)
        return self.buyer.sent > before

    async def open(self) -> View | None:
        """The cart's page; None when there is none to be found. Raises Halt of a wall."""
        if self.drawer is not None:
            return await self.drawer.opened(self.buyer)
        if self.known:
            return await self.buyer.go(self.known)
        view = await self.buyer.look()
        a_cart = is_cart(view)
        if (a_cart and view.url == self._added_at) or not (a_cart or self._linked(view)):
            if (drawn := await self._drawn(view)) is not None:
                return drawn
            view = self.buyer.whole or view  # what was pressed may have led to a page
            a_cart = is_cart(view)
        if a_cart:
            self.known = view.url
            return view
        return await self._sought(view)

    async def _sought(self, view: View) -> View | None:
        """The cart's page at one of the addresses that it may have."""
        last: Halt | None = None
        for url in self._places(view):
            try:
                seen = await self.buyer.go(url)
            except Halt as halt:
                last = halt
                if halt.reason not in ("not_found", "http_refusal", "login_wall", "not_html"):
                    raise
                continue
            if self._guessed(url, view):  # a server may give its home page under any address
                found = is_empty(seen) or removal(seen) is not None or bool(counted(seen))
            else:
                found = is_cart(seen) or walk().cart_words.search(split(seen.url).path.lower()) is not None
            if found:
                self.known = seen.url
                return seen
        if last is not None and last.reason != "not_found":
            raise last
        return None

    async def _drawn(self, view: View) -> View | None:
        """The cart as a part of the page that is open; from here on it is looked for there. None: the page has none."""
        found = await opened_by_hand(self.buyer, view, self._held)
        if found is None:
            return None
        self.drawer, self._shown = found
        self.known, self.buyer.focus = self.drawer.focus.url, self.drawer.focus
        return self._shown

    async def empty(self) -> bool:
        """Take everything out. Whether the cart was then seen to be empty. Raises nothing but cancellation."""
        try:
            return await self._empty()
        except Halt:
            return False

    async def _empty(self) -> bool:
        if self.drawer is not None:
            if await cleared(self.buyer, self.drawer, self._held, stored=self._stored):
                self.filled = False
                return True
            return await self._empty_page()
        if self.known and await taken_out(self.buyer, self.known, self._held, self._shown):
            self.filled = False
            return True
        for path in self._listed("cleanup"):
            await self._post(str(path), "remove")
        return await self._emptied(await self.open())

    async def _empty_page(self) -> bool:
        """Empty the cart on its own page, where the drawer has nothing that takes a line out. Whether that was seen: only a
        page that showed the product can say that it is gone.
        """
        held = self.drawer, self.known
        self.drawer, self.known, self.buyer.focus = None, "", None
        try:
            view = await self._sought(await self.buyer.look())
            shown = view is not None and self._held and plain(self._held) in view.own_text
            return bool(shown) and await self._emptied(view)
        finally:
            if self.filled:
                self.drawer, self.known = held

    async def _emptied(self, view: View | None) -> bool:
        """Take everything out of the cart's page that is open. Whether it was then seen to be empty."""
        for _ in range(MAX_REMOVALS):
            if view is None or is_empty(view):
                break
            target = removal(view)
            if target is None:
                if not await self._to_zero(view):
                    break
                view = await self.buyer.look()
            else:
                view = await take(self.buyer, view, target)
            if not is_empty(view) and not is_cart(view):
                view = await self.open()
        emptied = view is not None and is_empty(view)
        self.filled = self.filled and not emptied
        return emptied

    async def _to_zero(self, view: View) -> bool:
        """Set every quantity to nought and update."""
        fields = counted(view)
        if not fields:
            return False
        before = self.buyer.sent
        with self.buyer.armed("update"):
            for control in fields:
                await self.buyer.type([(control.selector, "0")])
                await quietly(self.buyer.page.locator(control.selector).first.press("Enter"), 3.0)
            await self.buyer.quiet(started=True)
        if self.buyer.sent > before:  # Enter sent it: what stood on the page may be gone
            view = await self.buyer.look()
            if is_empty(view):
                return True
        update = next((p for p in view.presses if p.purpose == "update" and p.visible and p.own), None)
        if update is not None:
            await quietly(self.buyer.press(update), 10.0)
        return True

    def _add_control(self, view: View, offer: Offer | None = None) -> Press | None:
        """The control that adds this page's product: named so, else the one of a form that fills the cart. Of a list the
        one that stands with the goods.
        """
        if offer is not None and offer.at:
            return next((p for p in view.presses if p.selector == offer.at and p.enabled), None)
        own = [p for p in view.presses if p.visible and p.enabled and p.own and _addable(p)]
        marked = {mark for css in self._listed("selectors") for mark in _marks(view, str(css))}
        known = [p for p in own if _mark(view, p) in marked]
        named = [p for p in own if p.purpose == "add" and not p.url]
        links = [p for p in own if p.purpose == "add" and p.url]
        sending = [p for p in own if p.purpose != "add"]
        return next(iter((*known, *named, *sending, *links)), None)

    async def _choose(self, view: View, *, thorough: bool) -> View:
        """Choose variants: the first choice of each list and group; `thorough` presses drawn swatches, too, and says what
        the goods are to bear.
        """
        changed = False
        with self.buyer.armed("update"):
            for control in choices(view.document):
                options = options_of(view, control)
                if any(on and value for value, _, on in options):
                    continue
                value = next((value for value, _, _ in options if value), None)
                if value is not None:
                    await self.buyer.choose(control.selector, value)
                    changed = True
            for control in open_groups(view):
                await self.buyer.tick(control.selector)
                changed = True
            if thorough:
                for swatch in swatches(view, self._add_control(view)):
                    await self.buyer.click(swatch.selector)
                    changed = True
                if wanted := [(field.selector, _WISH) for field in wishes(view, self._add_control(view))]:
                    await self.buyer.type(wanted)
                    changed = True
            if changed:
                await self.buyer.quiet(started=True)
        return await self.buyer.look() if changed else view

    def _says_added(self, view: View, offer: Offer) -> bool:
        return any(p.visible and leads_to(p, "cart") and p.region == "dialog" for p in view.presses)

    async def _by_endpoint(self, offer: Offer) -> View | None:
        """Send what the page's own form, or the platform's scripts, would send: the cart's page when that filled it."""
        view = await self.buyer.go(offer.url)
        for sending in sendings(view, self._ways):
            if not self.buyer.session.guard.owns(sending.url):
                continue
            self.filled, self._held, self._shown = True, offer.name, None
            await sending.send(self.buyer)
            self.cookies = await self.buyer.page.context.cookies()
            cart = await self.open()
            if cart is not None and holds(cart, offer):
                return cart
            if sending.form:
                await self.buyer.go(offer.url)
        return None

    async def _post(self, path: str, purpose: str) -> None:
        with self.buyer.armed(purpose):
            await quietly(
                self.buyer.page.evaluate("path => fetch(path, {method: 'POST'}).then(a => a.status)", path), 8.0
            )

    def _linked(self, view: View) -> bool:
        """Whether the page, or what is known of its platform, names an address for the cart."""
        here = view.url.split("#", 1)[0]
        return bool(self._ways.get("cart")) or any(
            p.url
            and p.url.split("#", 1)[0] != here
            and (_to_cart(p) or (p.visible and called_cart(p, view.language or "en")))
            for p in view.presses
        )

    def _places(self, view: View) -> list[str]:
        found = [url for url, done in self.shop.done.items() if done.kinds[:1] == ("cart",) and done.read]
        called = [p.url for p in view.presses if called_cart(p, view.language or "en")]
        linked = [p for p in view.presses if p.url and _to_cart(p)]
        found += [
            p.url for p in sorted(linked, key=lambda p: (not p.visible, p.region not in ("header", "main", "dialog")))
        ]
        origin = "/".join(view.url.split("/", 3)[:3])
        found += [*called, *(origin + str(path) for path in (*self._listed("cart"), *walk().cart_paths))]
        own = [url.split("#", 1)[0] for url in found if self.shop.address.ours(url)]
        return list(dict.fromkeys(own))[:8]

    def _guessed(self, url: str, view: View) -> bool:
        """Whether nothing of the page, the crawl or the platform tells of this address."""
        linked = any(press.url.split("#", 1)[0] == url for press in view.presses)
        known = self.shop.frontier
        crawled = url in self.shop.done and (url not in known or known.candidate(url).found_by != ("platform_path",))
        return not (linked or crawled or any(url.endswith(str(path)) for path in self._listed("cart")))

    def _listed(self, key: str) -> Iterable[object]:
        held = self._ways.get(key)
        return held if isinstance(held, list) else ()


def _to_cart(press: Press) -> bool:
    return leads_to(press, "cart") and not leads_to(press, "checkout")


def _addable(press: Press) -> bool:
    return press.purpose in ("add", "", "subscribe") and adds_to_cart(press.purpose, press.action or press.url)


def _buy_box(view: View) -> str:
    return view.own_text[:3000]


def _marks(view: View, css: str) -> set[str]:
    """The marks (`data-dl`) of the elements that a platform's selector finds."""
    try:
        found = view.document.tree.css(css)
    except Exception:  # a selector in a dialect of its own (button:has-text)
        return set()
    return {mark for node in found if (mark := node.attributes.get("data-dl"))}


def _mark(view: View, press: Press) -> str | None:
    node = view.document.tree.css_first(press.selector)
    return node.attributes.get("data-dl") if node is not None else None
