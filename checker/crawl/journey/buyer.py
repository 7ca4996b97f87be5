"""A buyer before one page of the shop: looks, presses, types. Everything a page does ends as a Halt with a reason code."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from disputelint.checker.crawl import tables
from disputelint.checker.crawl.guard import SAFE_METHODS, permitted_controls
from disputelint.checker.crawl.journey import captcha
from disputelint.checker.crawl.journey.controls import ARMS, Press, presses
from disputelint.checker.crawl.journey.hands import Hands
from disputelint.checker.crawl.load import RenderedLoad
from disputelint.checker.crawl.patience import in_time
from disputelint.checker.crawl.preview import ThemeProof
from disputelint.checker.crawl.slot import quietly
from disputelint.checker.crawl.urls import Address, host_of, related
from disputelint.checker.model import Device, ReasonCode
from disputelint.checker.understand import language
from disputelint.checker.understand.document import Control, Document, parse
from disputelint.checker.understand.kindwords import plain

if TYPE_CHECKING:
    from playwright.async_api import Frame, Locator, Page

    from disputelint.checker.crawl.journey.focus import Focus
    from disputelint.checker.crawl.session import Session

_CLICK_MS: Final = 4000
_NAVIGATION: Final = 12.0  # seconds that a page may take to come after a click
_STARTS: Final = 0.25  # seconds after which a click has sent what it sends
_TICK_WAITS: Final = 25  # tenths of a second
_TICKED: Final = "e => e.checked === undefined ? e.getAttribute('aria-checked') === 'true' : e.checked"
_CAPTURE: Final = 60.0


class Halt(Exception):
    """The walk cannot go on: why, and what was met (English)."""

    def __init__(self, reason: ReasonCode, detail: str = "") -> None:
        super().__init__(detail or reason)
        self.reason: ReasonCode = reason
        self.detail = detail


@dataclass(frozen=True)
class View:
    """What the buyer sees at one moment."""

    load: RenderedLoad
    document: Document
    spoken: str = ""  # the language that the page had when it was looked at before: filling it in does not change that

    @cached_property
    def language(self) -> str:
        """The page's language, BCP 47."""
        return self.spoken or language.detect(self.document)

    @cached_property
    def fields(self) -> tuple[Control, ...]:
        """What can be filled or chosen and is to be seen, in the page's own part and its dialogs."""
        return tuple(
            c
            for c in self.document.controls
            if c.kind not in ("button", "hidden") and c.region in ("main", "dialog") and self._seen(c)
        )

    @cached_property
    def gate(self) -> bool:
        """Whether it asks for a password, as a log-in page does."""
        return any(
            c.kind == "password" and c.region in ("main", "dialog") and c.visible for c in self.document.controls
        )

    @cached_property
    def presses(self) -> tuple[Press, ...]:
        """Its buttons and links."""
        return presses(self.document, self.language or "en", gate=self.gate)

    @cached_property
    def text(self) -> str:
        """The visible text, folded."""
        return plain(self.document.text())

    @cached_property
    def own_text(self) -> str:
        """The visible text of the page's own part, folded."""
        blocks = self.document.blocks
        return plain("\n".join(b.text for b in blocks if b.visible and b.text and b.region in ("main", "dialog")))

    @property
    def url(self) -> str:
        """Where it is."""
        return self.document.url

    @cached_property
    def state(self) -> tuple[str, str, tuple[str, ...]]:
        """What tells two views apart: address, text, and what can be done."""
        return self.url, self.text, tuple(f"{c.selector}={c.value}{c.checked}" for c in self.fields)

    def _seen(self, control: Control) -> bool:
        """Radio buttons, boxes and lists are often hidden behind drawn ones: their label's text then stands for them."""
        if control.visible or control.kind not in ("radio", "checkbox", "select"):
            return control.visible
        blocks, at = self.document.blocks, control.block
        if at is None or at >= len(blocks) or not control.label:
            return False
        if control.kind == "select":  # its choices are a block of their own; the label stands before them
            return any(block.visible and control.label in block.text for block in blocks[max(0, at - 2) : at + 1])
        return blocks[at].visible


class Buyer:
    """One walk's page. `stop_at` is the monotonic time at which the walk must end."""

    def __init__(self, session: Session, page: Page, device: Device, address: Address | None = None) -> None:
        self.session = session
        self._address = address
        self._proof = ThemeProof(address.carried if address else (), None)
        self.page = page
        self.device: Device = device
        self.loads = 0
        self.documents = 0  # that came, whatever brought them
        self.sent = 0  # requests that write, as far as the page tried to send them
        self.agreed: dict[str, list[str]] = {}  # address → boxes that this walk ticked there
        self.hosts: tuple[str, ...] = ()  # of the shop's platform, on which its carts and checkouts stand
        self.focus: Focus | None = None  # the part of a page that counts as the whole of it
        self.whole: View | None = None  # the last look, with what lies around that part
        self.served: tuple[View, View | None] | None = None  # a page, and as the server sent it (takeout.py)
        self._languages: dict[
            tuple[str, str], str
        ] = {}  # (address, declared language) → that of the page when it was seen first
        self._spoken = language.Spoken()
        self._moving = ""  # request that brings the page's next document
        self.died: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        page.on("crash", self._die)
        page.on("close", self._die)
        page.on("framenavigated", self._arrived)
        slot = session.slot(page)
        self._frame = slot.main_frame
        slot.hear("Network.requestWillBeSent", self._asked)
        slot.hear("Network.loadingFailed", self._failed)
        self._hands = Hands(slot)

    def _die(self, page: Page) -> None:
        if not self.died.done():
            self.died.set_result(None)

    async def alive(self, work: Coroutine[Any, Any, None]) -> None:
        """Do `work` as long as the page lives. Raises Halt when it dies, and what the work raises."""
        task = asyncio.create_task(work)
        try:
            await asyncio.wait({task, self.died}, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise Halt("crashed", "the page crashed the browser's renderer")
            task.result()
        finally:
            if not task.done():
                task.cancel()
                await asyncio.wait({task}, timeout=5.0)

    def _asked(self, event: Mapping[str, Any]) -> None:
        if event["request"]["method"] not in SAFE_METHODS:
            self.sent += 1
        if event.get("type") == "Document" and event.get("frameId") == self._frame:
            self._moving = str(event["requestId"])

    def _arrived(self, frame: Frame) -> None:
        if frame.parent_frame is None:
            self._moving = ""
            self.documents += 1

    def _failed(self, event: Mapping[str, Any]) -> None:
        if event["requestId"] == self._moving:
            self._moving = ""

    async def go(self, url: str, *, armed: str | None = None) -> View:
        """Open a page, with the preview that is asked for, and look at it. Raises Halt when it does not come."""
        if self._address is not None and self._address.carried:
            url = self._address.request(url.split("#", 1)[0])
        await self.session.guard.look_up(tables.split(url).hostname or "")
        with self.armed(armed):
            try:
                await self.page.goto(url, wait_until="domcontentloaded", timeout=30_000)
            except Exception as problem:  # look() says what came of it
                if "Timeout" in str(problem):
                    raise Halt("timeout", f"no answer from {url}") from None
            await self.quiet()
        self.loads += 1
        return await self.look()

    async def look(self) -> View:
        """The page as it stands. Raises Halt for a page that is a wall, that cannot be read, or that another theme made
        than the preview's.
        """
        for attempt in (1, 2):
            load = await in_time(self.session.capture(self.page), _CAPTURE)
            if load.reason not in ("crashed",) or attempt == 2:
                break
            await self.quiet()
        if load.reason is not None:
            raise Halt(load.reason, load.detail)
        document = parse(load)
        if wrong := self._proof.refuses(document):
            raise Halt("wrong_theme", wrong)
        page = document.url.split("#", 1)[0], document.lang_hint
        view = View(load, document, self._languages.get(page) or self.spoken(document))
        self._languages[page] = view.language
        if captcha.in_the_way(document, view.language or "en"):
            raise Halt("captcha", f"a captcha stands on {tables.split(view.url).path}")
        self.whole = view
        return view if self.focus is None else self.focus.of(view)

    def spoken(self, document: Document) -> str:
        """The language of a page, as the pages before it help to tell."""
        return self._spoken.of(document)

    @contextmanager
    def armed(self, purpose: str | None) -> Iterator[None]:
        """What the page sends from here on counts as sent by a control of this class, until the next is used.

        It stays so after the block: pages send what was typed a moment later. Opening another page ends it.
        """
        kind = ARMS.get(purpose or "", purpose)
        self.session.arm(self.page, kind if kind in permitted_controls() else None)
        yield

    async def press(self, target: Press, purpose: str | None = None) -> None:
        """Press a control and wait until the page is quiet again. Raises Halt for a control that must not be pressed."""
        wanted = purpose or target.purpose or "continue"
        if not target.allowed and not (purpose == "add" and target.purpose == "subscribe" and target.enabled):
            raise Halt("not_authorized", f"the control {target.label[:60]!r} is left alone")
        with self.armed(wanted):
            await self.click(target.selector)
            await self.quiet(started=True)

    async def kept(self) -> str:
        """What the page keeps in the browser, as a text to compare: carts without a server live there. "" where it may not."""
        return await self._hands.kept()

    async def forget(self) -> bool:
        """Clear what the page keeps in the browser. Whether nothing is left."""
        clear = "() => { localStorage.clear(); sessionStorage.clear(); }"
        await quietly(self.page.evaluate(clear), 5.0)
        return await self.kept() in ("", "[{},{}]")

    async def tick(self, selector: str, on: bool = True) -> None:
        """Set a radio button or a box, and wait until it is set: what draws its own answers late."""
        if await self._hands.tick(selector, on):
            return
        handle = self.page.locator(selector).first
        try:
            if await handle.evaluate(_TICKED, timeout=2000) == on:
                return
            try:
                await handle.click(timeout=1500)
            except Exception:  # covered by its drawn label, or without a box of its own
                await handle.evaluate("e => e.click()", timeout=1500)
            for _ in range(_TICK_WAITS):
                await asyncio.sleep(0.1)
                if await handle.evaluate(_TICKED, timeout=1500) == on:
                    return
        except Exception:  # gone: what became of it shows on the next look
            return

    async def agree(self, selector: str) -> None:
        """Tick a box that the page left empty, and remember that it was not the shop."""
        await self.tick(selector)
        self.agreed.setdefault(self.page.url.split("#", 1)[0], []).append(selector)

    async def type(self, entries: Sequence[tuple[str, str]]) -> bool:
        """Fill text fields and leave each, as a person does. `entries`: (selector, text). Whether all took it at once."""
        left = await self._hands.type(entries) if entries else []
        for selector in left:
            handle = self.page.locator(selector).first
            try:
                await handle.fill(dict(entries)[selector], timeout=2500)
            except Exception:  # read-only, masked or gone: what is missing shows on the next look
                continue
            await quietly(handle.dispatch_event("blur"), 2.0)
        return not left

    async def still(self) -> bool:
        """Whether nothing of the page has changed since it was typed into, so that it need not be looked at again."""
        return await self._hands.still()

    async def choose(self, selector: str, value: str) -> None:
        """Choose an option of a list by its value."""
        if not await self._hands.choose(selector, value):
            await quietly(self.page.locator(selector).first.select_option(value=value, timeout=2500), 4.0)

    async def pick(self, selector: str, wanted: Sequence[str]) -> bool:
        """Open a drawn list (ARIA combobox) and choose what says one of `wanted`, else the first. Whether it could."""
        await self.click(selector)
        options = self.page.locator('[role="option"]:visible')
        try:
            await options.first.wait_for(timeout=2000)
            said = [" ".join(text.split()).casefold() for text in await options.all_inner_texts()]
            at = next((said.index(one.casefold()) for one in wanted if one.casefold() in said), 0)
            await options.nth(at).click(timeout=2000)
        except Exception:  # no list came up
            await quietly(self.page.keyboard.press("Escape"), 2.0)
            return False
        return True

    async def bring(self, url: str, form: Sequence[tuple[str, str]] | None = None) -> tuple[str, str] | None:
        """Address and words of a page of the shop, asked for beside the page that is open; `form` is posted."""
        return await self._hands.bring(url, form)

    async def stop(self) -> None:
        """Give up what the page is loading: nothing can be asked of one that waits for its next document."""
        await quietly(self.session.slot(self.page).cdp.send("Page.stopLoading"), 2.0)

    async def quiet(self, *, started: bool = False) -> None:
        """Wait until the page has come and stands still. `started`: give a click time to send something first."""
        if started:
            await asyncio.sleep(_STARTS)
        until = time.monotonic() + _NAVIGATION
        for _ in range(5):
            while self._moving and time.monotonic() < until:
                await asyncio.sleep(0.05)
            await self.session.settle(self.page)
            if not self._moving or time.monotonic() > until:
                break
        self.follow(self.page.url)

    async def shot(self) -> tuple[bytes, float, float] | None:
        """A picture of what is in view, as JPEG, and how far the page is scrolled."""
        return await self.session.picture(self.page)

    async def click(self, selector: str) -> None:
        """Click an element, whatever lies over it."""
        if await self._hands.click(selector):
            return
        handle = self.page.locator(selector).first
        if await self._hands.behind(selector):  # what adding to the cart opened stays open
            await self._over(selector, handle)
            return
        try:
            await handle.click(timeout=_CLICK_MS)
        except Exception as problem:
            if "intercepts pointer events" in str(problem) or "Timeout" in str(problem):
                await self._over(selector, handle)

    async def _over(self, selector: str, handle: Locator) -> None:
        """Click what something lies over: by the pointer where that went when overlays were closed, else by script."""
        await self.session.close_overlays(self.page)
        if not await self._hands.click(selector):
            await quietly(handle.evaluate("e => e.click()"), 3.0)

    def follow(self, url: str) -> None:
        """A cart or checkout on another host of the same shop (`checkout.shop.example`), or on its platform's, is the shop's
        own.
        """
        guard, host = self.session.guard, host_of(url)
        if host and not guard.owns(url) and (related(host, guard.host) or tables.host_in(host, self.hosts)):
            guard.add_host(host)
