"""The buyer's walk: product, cart, checkout as a guest up to the pay control, once per device; then the cart is emptied.

The full walk goes with the cheapest simple product in stock; one product on sale, one with variants, one on pre-order and
one subscription go to the cart only, one at a time. Whatever happens on the way, the cart is emptied at the end.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from disputelint.checker.config.settings import Config
from disputelint.checker.crawl.journey.address import address_of, market_of
from disputelint.checker.crawl.journey.buyer import Buyer, Halt, View
from disputelint.checker.crawl.journey.cart import Cart
from disputelint.checker.crawl.journey.checkout import Checkout
from disputelint.checker.crawl.journey.choose import MAX_TRIES, Offer, best_first, others
from disputelint.checker.crawl.journey.journal import Journal
from disputelint.checker.crawl.journey.knowledge import endpoints
from disputelint.checker.crawl.journey.promise import Promise, goods_of, limit_of
from disputelint.checker.crawl.journey.result import JourneyResult
from disputelint.checker.crawl.patience import in_time
from disputelint.checker.crawl.shop import Shop
from disputelint.checker.model import Device, ReasonCode
from disputelint.checker.snapshot.write import SnapshotWriter

if TYPE_CHECKING:
    from disputelint.checker.crawl.session import Session

_LOG = logging.getLogger("disputelint.journey")
_EMPTYING: Final = 20.0  # seconds for emptying the cart, beyond the walk's own time
_START: Final = 10.0  # seconds for starting a browser
_RESERVE: Final = 0.25  # share of the time that products beside the full walk must leave


@dataclass
class Walker:
    """Walks one shop. `offers` are the products that the crawl read; `devices` as the snapshot has them."""

    session: Session
    shop: Shop
    writer: SnapshotWriter
    config: Config
    offers: Sequence[Offer]
    devices: Sequence[Device]
    _results: list[JourneyResult] = field(default_factory=list)

    async def walk(self) -> JourneyResult:
        """All walks. Raises nothing but cancellation, and then with an empty cart."""
        journal = Journal(self.shop, self.writer, self.config.crawl.images)
        until = time.monotonic() + self.config.journey.timeout
        if not self.known():
            journal.stop(
                self.devices[0],
                "choose a product",
                self.shop.home,
                "product",
                "no_product_link",
                "no product page was found",
            )
            return JourneyResult("failed", "no_product_link", "no product page was found")
        for device in self.devices:
            try:
                self._results.append(await self._on_device(device, journal, until))
            except Exception as problem:  # no page to walk on: the browser is gone
                _LOG.debug("no walk", exc_info=True)
                self._results.append(JourneyResult("failed", "crashed", type(problem).__name__))
        return self._sum()

    def known(self) -> list[Offer]:
        """The products to choose from: in the target's language where there are any; unread ones when none was read."""
        frontier, locale = self.shop.frontier, self.shop.locale
        known = [offer for offer in self.offers if frontier.candidate(offer.url).locale == locale] or list(self.offers)
        if not known:
            unread = [c for c in frontier.candidates() if "product" in c.kinds and c.ours and self.shop.chosen(c.url)]
            known = [Offer(c.url) for c in sorted(unread, key=lambda c: c.locale != locale)[:MAX_TRIES]]
        return known

    def _sum(self) -> JourneyResult:
        """The least that was reached on any device."""
        order = ("failed", "partial", "walked")
        return min(self._results, key=lambda result: order.index(result.state))

    async def _on_device(self, device: Device, journal: Journal, until: float) -> JourneyResult:
        async with self.session.page(device) as page:
            walk = _Walk(self, journal, Buyer(self.session, page, device, self.shop.address))
            try:
                async with asyncio.timeout(max(0.0, until - time.monotonic())):
                    await walk.buyer.alive(walk.all(until, aside=device == self.devices[0]))
            except TimeoutError:
                walk.halted(Halt("timeout", f"the walk took longer than {self.config.journey.timeout:g} s"))
            except Halt as halt:
                walk.halted(halt)
            except Exception as problem:  # whatever a page broke costs the walk, not the audit
                _LOG.debug("the walk broke", exc_info=True)
                walk.halted(
                    Halt("crashed", f"{type(problem).__name__}: {str(problem).splitlines()[0] if str(problem) else ''}")
                )
            finally:
                await self._leave(walk)
        return walk.result()

    async def _leave(self, walk: _Walk) -> None:
        """Empty the cart, with time of its own: on a fresh page when the old one is stuck, in a fresh browser when the
        old one is gone (Ctrl-C in a terminal ends the browser's driver, too).
        """
        cart = walk.cart
        if not cart.filled:
            return
        if not walk.buyer.died.done():
            if walk.result().reason == "timeout":
                await walk.buyer.stop()
            if await _within(cart.empty(), _EMPTYING):
                return
        if await _within(self._empty_in(self.session, walk), _EMPTYING):
            return
        if await _within(self._empty_anew(walk), _EMPTYING + _START):
            return
        walk.journal.stop(
            walk.buyer.device, "empty the cart", cart.known, "cart", "form_gate", "the cart could not be emptied"
        )

    async def _empty_in(self, session: Session, walk: _Walk) -> bool:
        """Empty the cart on a page of its own, with the cookies that it hangs on."""
        async with session.page(walk.buyer.device) as page:
            await page.context.add_cookies(walk.cart.cookies)
            walk.cart.buyer = Buyer(session, page, walk.buyer.device, self.shop.address)
            return await walk.cart.empty()

    async def _empty_anew(self, walk: _Walk) -> bool:
        from disputelint.checker.crawl.session import Session

        async with Session(self.config, self.session.origin, self.session.guard) as session:
            return await self._empty_in(session, walk)


async def _within(work: Coroutine[Any, Any, bool], seconds: float) -> bool:
    """Whether it came true in time."""
    try:
        return await in_time(work, seconds)
    except Exception:  # time-out, or the page died
        return False


class _Walk:
    """What one device's walk has come to."""

    def __init__(self, walker: Walker, journal: Journal, buyer: Buyer) -> None:
        self.walker = walker
        self.journal = journal
        self.buyer = buyer
        platform = walker.shop.frontier.platform
        self.ways = endpoints().get(platform.id, {}) if platform is not None else {}
        buyer.hosts = tuple(self.ways.get("hosts", ()))
        self.cart = Cart(buyer, walker.shop, self.ways)
        self.offers = walker.known()
        self.bought: Offer | None = None
        self.checkout: Checkout | None = None
        self.halt: Halt | None = None
        self._product: tuple[View, ...] = ()  # the page of the product that was tried last

    async def all(self, until: float, *, aside: bool) -> None:
        """The full walk, then (`aside`) other sorts of products. Raises Halt where it does not go on."""
        await self.full(promises=aside)
        if aside:
            await self.beside(until)

    async def full(self, *, promises: bool = False) -> None:
        """Product, cart, checkout; `promises`: shipping said to be free from an amount is looked at there, too. Raises Halt
        where it does not go on.
        """
        chosen = best_first(self.offers)[:MAX_TRIES]
        while chosen:
            cart = await self._buy(chosen)
            assert self.bought is not None
            self.checkout = self._checkout(self.bought)
            halt = await self.checkout.through(cart)
            if promises and halt is None:
                await self._promised(cart)
            again = halt is not None and halt.reason == "out_of_stock" and bool(chosen)
            if again and halt is not None:  # the cart took what the checkout does not sell
                self.journal.stop(self.buyer.device, "checkout", cart.url, "checkout", halt.reason, halt.detail)
            elif halt is not None:
                self.halted(halt)
            if not await self.cart.empty():
                self.cart.filled = True
                return
            if not again:
                return

    async def _promised(self, cart: View) -> None:
        """Raise the order to the amount from which shipping is said to be free, where the walk's order is below it."""
        shown = next(s for s in reversed(self.journal.steps) if s.kind == "cart" and s.reached)
        last = self.journal.steps[-1]
        limit = limit_of((cart, *self._product))
        goods = goods_of(shown.amounts, limit.currency) if limit is not None else None
        if limit is not None and (goods is None or limit.pieces(goods) > 1):
            await Promise(self.buyer, self.journal, self.cart, limit, shown, last).tried()

    def _checkout(self, offer: Offer, aside: str = "") -> Checkout:
        config = self.walker.config
        market = market_of(config.storefront.market, offer.currency, offer.language)
        address = address_of(market, config.journey.email)
        return Checkout(self.buyer, self.journal, address, self.ways, aside)

    async def _buy(self, chosen_ones: list[Offer]) -> View:
        """The first of the products that goes into the cart; those tried are taken off the list. Raises Halt with the
        last one's reason.
        """
        last = Halt("no_product_link", "no product page was found")
        while chosen_ones:
            chosen = chosen_ones.pop(0)
            try:
                view, offer = await self.cart.visit(chosen)
                self._product = (view,)
                await self.journal.product(self.buyer, offer, "choose a product")
                cart = await self._added(view, offer)
            except Halt as halt:
                last = halt
                self.journal.stop(self.buyer.device, "add to cart", chosen.url, "product", halt.reason, halt.detail)
                if halt.reason not in ("no_add_to_cart", "out_of_stock", "not_found", "http_refusal"):
                    raise
                continue
            self.bought = offer
            await self.journal.page(self.buyer, cart, "cart", "add to cart", detail=offer.name)
            return cart
        raise last

    async def _added(self, view: View, offer: Offer) -> View:
        """The cart with the product in it; what its button did is noted either way. Raises Halt."""
        try:
            return await self.cart.add(view, offer)
        finally:
            if self.cart.pressed is not None:
                self.journal.tried(self.buyer.device, offer.url, *self.cart.pressed)

    async def beside(self, until: float) -> None:
        """Other sorts of products, while there is time and the cart can be emptied: a subscription to the end of the
        checkout, whose terms show there alone; the others to the cart only.
        """
        assert self.bought is not None
        least = self.walker.config.journey.timeout * _RESERVE
        for sort, chosen in others(self.offers, self.bought):
            if self.cart.filled or until - time.monotonic() < least:
                return
            try:
                view, offer = await self.cart.visit(chosen)
                await self.journal.product(self.buyer, offer, f"choose a product ({sort})")
                cart = await self._added(view, offer)
                await self.journal.page(self.buyer, cart, "cart", f"add to cart ({sort})", detail=offer.name)
                if sort == "subscription" and (halt := await self._checkout(offer, sort).through(cart)) is not None:
                    self.journal.stop(
                        self.buyer.device,
                        f"checkout ({sort})",
                        self.buyer.page.url,
                        "checkout",
                        halt.reason,
                        halt.detail,
                    )
            except Halt as halt:
                self.journal.stop(
                    self.buyer.device, f"add to cart ({sort})", chosen.url, "product", halt.reason, halt.detail
                )
            if self.cart.filled and not await self.cart.empty():
                return

    def halted(self, halt: Halt) -> None:
        """Note why the walk ended before its end."""
        if self.halt is None and not (self.checkout is not None and self.checkout.last):
            self.halt = halt
            kind = "checkout" if self.checkout is not None else "cart" if self.bought else "product"
            self.journal.stop(self.buyer.device, "go on", self.buyer.page.url, kind, halt.reason, halt.detail)  # type: ignore[arg-type]

    def result(self) -> JourneyResult:
        """How far it came."""
        if self.checkout is not None and self.checkout.last:
            return JourneyResult("walked")
        reason: ReasonCode | None = self.halt.reason if self.halt is not None else None
        detail = self.halt.detail if self.halt is not None else ""
        return JourneyResult("partial" if self.bought is not None else "failed", reason, detail)
