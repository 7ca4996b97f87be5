"""One shop's browser session: a context per device, a few pages used again and again, and how to get in.

async with Session(config, origin, guard) as session:
    load = await session.render(url)
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from disputelint import __version__
from disputelint.checker.config.settings import Config
from disputelint.checker.crawl import access, browser, driver, load, overlays, tables
from disputelint.checker.crawl.guard import Guard
from disputelint.checker.crawl.load import RenderedLoad, Wanted
from disputelint.checker.crawl.pace import side_by_side
from disputelint.checker.crawl.patience import in_time
from disputelint.checker.crawl.photograph import view
from disputelint.checker.crawl.settle import Moved, settled
from disputelint.checker.crawl.slot import Rules, Slot, blocked_patterns, quietly
from disputelint.checker.model import CheckoutStep, Device, PageKind
from disputelint.checker.snapshot.mask import Mask
from disputelint.checker.understand import previewbar

if TYPE_CHECKING:
    from playwright.async_api import Browser as Running
    from playwright.async_api import BrowserContext, Page, Playwright, WebSocketRoute

SUFFIX: Final = f" disputelint/{__version__} (+https://github.com/disputelint/disputelint)"
# A style sheet that is made by script is none that a page's content security policy is asked about.
_HIDE: Final = """(() => { try { const sheet = new CSSStyleSheet(); sheet.replaceSync(%s);
 document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; } catch (error) { /* an old browser */ } })()"""
_HEAVY: Final = tuple(  # what no number on a page depends on
    f"*://*.{ending}{tail}"
    for ending in ("png", "jpg", "jpeg", "webp", "avif", "gif", "woff", "woff2")
    for tail in ("", "?*")
)
_RECYCLE: Final = 50  # loads: a page's memory grows with its use
_MOBILE: Final = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version} Mobile Safari/537.36"


class Session:
    """The browser over one shop. `globals_wanted`, `openers`, `heard`: what to look for on every page (see load.Wanted)."""

    def __init__(
        self,
        config: Config,
        origin: str,
        guard: Guard,
        *,
        globals_wanted: tuple[str, ...] = (),
        openers: tuple[str, ...] = (),
        heard: dict[str, str] | None = None,
    ) -> None:
        self._config = config
        self.origin = origin
        self.guard = guard
        words = tuple(dict.fromkeys(word.lower() for word in openers if word))
        self._wanted = Wanted(tuple(dict.fromkeys(globals_wanted)), words, config.crawl.page_timeout, heard)
        self.jobs = side_by_side(config.crawl.jobs, origin)
        self._turn = asyncio.Semaphore(self.jobs)
        self._free: dict[Device, list[Slot]] = {"desktop": [], "mobile": []}
        self._contexts: dict[Device, BrowserContext] = {}
        self._front: dict[Device, Slot] = {}  # whose tab is the first of its window
        self._walks: dict[Page, tuple[Slot, Device]] = {}
        self._lock = asyncio.Lock()
        self._context_lock = asyncio.Lock()
        self._birth = asyncio.Lock()
        self._tabs = asyncio.Lock()
        self._entered = False
        self._door: list[Any] = []  # cookies that the shop gave when its password was accepted
        self._own_name = ""  # as the browser calls itself, asked once
        self._spellings = Mask(config.access.secrets()).spellings
        self._playwright: Playwright | None = None
        self._running: Running | None = None
        self._rules = Rules(guard, config.access, ())
        self.browser = browser.Browser(name="")

    @property
    def browser_name(self) -> str:
        """Name and version of the browser that runs."""
        return str(self.browser)

    async def __aenter__(self) -> Session:
        """Start the browser. Raises BrowserMissing when there is none."""
        if self._config.crawl.browser_path:
            browser.find(self._config.crawl.browser_path)  # says what is wrong before anything is started
        await self.guard.look_up(self.guard.host)
        self._rules = Rules(self.guard, self._config.access, blocked_patterns(self.guard))
        self._playwright = await driver.start()
        try:
            await self._start()
        except BaseException:
            await quietly(self._playwright.stop(), 10.0)
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._running is not None:
            await quietly(self._running.close(), 10.0)
        if self._playwright is not None:
            await quietly(self._playwright.stop(), 10.0)

    async def _start(self) -> None:
        assert self._playwright is not None
        self._running, self.browser = await browser.launch(self._playwright, self._config.crawl.browser_path)

    async def render(
        self,
        url: str,
        device: Device = "desktop",
        *,
        name: str = "",
        kind_hint: PageKind | None = None,
        found_by: tuple[str, ...] = (),
    ) -> RenderedLoad:
        """Load one page. Never raises for what a page does. `name`: the URL it goes by, when that is another.

        A closed shop front is opened once, when its password is known, and the page loaded again.
        """
        done = await self._render(url, device, name)
        if done.reason == "password_page" and self._config.access.storefront_password and not self._entered:
            await self.enter(done.final_url)
            done = await self._render(url, device, name)
        return replace(done, kind_hint=kind_hint or done.kind_hint, found_by=found_by or done.found_by)

    async def _render(self, url: str, device: Device, name: str) -> RenderedLoad:
        await self.guard.look_up(tables.split(url).hostname or "")
        refusal = self.guard.decide("GET", url)
        if refusal is not None:
            return load.not_sent(refusal, name or url, url, device)
        async with self._turn:
            try:
                slot = await self._take(device)
            except Exception as problem:  # the browser itself cannot give us a page
                return load.lost(name or url, url, device, str(problem))
            try:
                return await load.render(slot, url, device, self._wanted, name)
            finally:
                await self._give_back(slot, device)

    async def enter(self, url: str) -> access.Entry:
        """Load `url`, open a closed shop front with the password given, and prove that it opened."""
        async with self._lock:
            first = await self._render(url, "desktop", "")
            password = self._config.access.storefront_password
            if first.reason == "password_page" and password and not self._entered:
                self._entered = True
                async with self.page("desktop", on_journey=False) as page:
                    slot, _ = self._walks[page]
                    await quietly(page.goto(first.final_url, wait_until="load", timeout=30_000), 35.0)
                    await access.submit_password(slot, password)
                first = await self._render(url, "desktop", "")
                await self._share_cookies()
        if first.reason is None:
            return access.Entry(True)
        return access.Entry(False, first.reason, first.detail, access.remedy(first.reason, self._config.access))

    @asynccontextmanager
    async def page(self, device: Device = "desktop", *, on_journey: bool = True) -> AsyncIterator[Page]:
        """A page of its own under the guard, with the same cookies and access: for the walk and for photographs. One that
        was used for rendering and is free is taken, as another process costs as much as two small pages do.
        """
        slot = await self._spare(device)
        if slot is None:
            slot = await self._opened(device)
        else:
            await self._to_front(slot, device)
        slot.on_journey = on_journey
        self._walks[slot.page] = (slot, device)
        try:
            yield slot.page
        finally:
            self._walks.pop(slot.page, None)
            await slot.close()

    @asynccontextmanager
    async def fresh(self, device: Device = "desktop", script: str = "") -> AsyncIterator[Slot]:
        """A page for a visitor who was never here: a context of its own with nothing of the shop kept in it, under the
        same guard and access, without pictures and fonts. `script` runs before the page's own.
        """
        async with self._turn:
            context = await self._new_context(device, known=False)
            try:
                if script:
                    await context.add_init_script(script)
                slot = await Slot.open(context, replace(self._rules, blocked=(*self._rules.blocked, *_HEAVY)))
                await slot.unseen()
                yield slot
            finally:
                await quietly(context.close(), 5.0)

    def slot(self, page: Page) -> Slot:
        """What holds a page that `page` gave."""
        return self._walks[page][0]

    async def picture(self, page: Page) -> tuple[bytes, float, float] | None:
        """What a walk's page shows, as a JPEG without secrets, and how far it is scrolled; None when it cannot be had."""
        try:
            return await in_time(view(self._walks[page][0], self._spellings), 7.0)
        except Exception:  # a step without a picture is still a step
            return None

    def arm(self, page: Page, control: str | None) -> None:
        """Say which class of control (`guard.control_class`) the walker uses next on its page; None: none any more."""
        self._walks[page][0].armed = control

    async def settle(self, page: Page, cap_ms: int = 2500) -> bool:
        """Wait until a walk's page is quiet; whether something lies over it. A page that moves on is waited for."""
        slot = self._walks[page][0]
        for _ in range(4):
            try:
                return (await settled(slot, cap_ms))[1]
            except Moved:
                await quietly(page.wait_for_load_state("domcontentloaded", timeout=8000), 9.0)
            except TimeoutError:
                return False
        return False

    async def close_overlays(self, page: Page) -> tuple[str, ...]:
        """Close consent and newsletter overlays on a walk's page; the names of the controls pressed."""
        slot = self._walks[page][0]
        try:
            world, _ = await settled(slot, 800)
            return (await overlays.close(slot, world))[1]
        except (Moved, TimeoutError):
            return ()

    async def capture(
        self,
        page: Page,
        *,
        name: str = "",
        kind_hint: PageKind | None = None,
        step_hint: CheckoutStep | None = None,
        openers: bool = False,
    ) -> RenderedLoad:
        """The page that a walk has open, as a Load. Policy openers are clicked only when asked for."""
        slot, device = self._walks[page]
        wanted = self._wanted if openers else replace(self._wanted, openers=())
        return await load.capture(slot, device, wanted, name, kind_hint, step_hint)

    def refused_by_wall(self, done: RenderedLoad) -> bool:
        """Whether trying again later may help: the shop said that it is busy or that we are too fast."""
        return done.status in (429, 503) and done.reason == "http_refusal"

    async def cookies(self) -> tuple[tuple[str, str, str, str], ...]:
        """(name, value, domain, path) of the shop's cookies, so that a fetcher gets in as the browser did. Secrets."""
        context = self._contexts.get("desktop")
        held = await context.cookies(self.origin) if context else []
        return tuple((c["name"], c["value"], c["domain"], c["path"]) for c in held)

    async def _share_cookies(self) -> None:
        source = self._contexts.get("desktop")
        if source is None:
            return
        self._door = list(await source.cookies())
        for device, context in self._contexts.items():
            if device != "desktop":
                await context.add_cookies(self._door)

    async def _spare(self, device: Device) -> Slot | None:
        """A free page that answers, as if it were new; None when there is none."""
        while self._free[device]:
            slot = self._free[device].pop()
            if await slot.answers():
                slot.begin()
                slot.seen()
                return slot
            await slot.close()
        return None

    async def _take(self, device: Device) -> Slot:
        await self._revive()
        if self._free[device]:
            return self._free[device].pop()
        slot = await self._opened(device)
        await slot.unseen()
        return slot

    async def _opened(self, device: Device) -> Slot:
        """A new page, whose tab is the first of its window; the one that was first is kept awake, before it stands behind."""
        async with self._tabs:
            await self._kept_awake(device)
            slot = self._front[device] = await Slot.open(await self._context(device), self._rules)
        return slot

    async def _to_front(self, slot: Slot, device: Device) -> None:
        async with self._tabs:
            if self._front.get(device) is not slot:
                await self._kept_awake(device)
                await slot.front()
                self._front[device] = slot

    async def _kept_awake(self, device: Device) -> None:
        last = self._front.get(device)
        if last is not None and not last.dead:
            await last.awake()

    async def _revive(self) -> None:
        """Start another browser when the last one died: it takes one page with it, not the audit."""
        async with self._birth:
            if self._running is not None and self._running.is_connected():
                return
            self._contexts.clear()
            self._front.clear()
            self._entered, self._door = False, []  # its cookies went with it
            self._own_name = ""
            self._free = {"desktop": [], "mobile": []}
            await self._start()

    async def _give_back(self, slot: Slot, device: Device) -> None:
        if slot.dead or slot.loads >= _RECYCLE or slot.page.is_closed():
            await slot.close()
        else:
            self._free[device].append(slot)

    async def _context(self, device: Device) -> BrowserContext:
        async with self._context_lock:
            if device not in self._contexts:
                self._contexts[device] = await self._new_context(device)
            return self._contexts[device]

    async def _new_context(self, device: Device, *, known: bool = True) -> BrowserContext:
        """A context with access to the shop. What opened it for the first device opens it for the others (`known`), and
        nothing else is theirs in common: a server that keeps cart and address in its session took the second for the first.
        """
        assert self._running is not None
        common: dict[str, Any] = {
            "service_workers": "block",
            "accept_downloads": False,
            "reduced_motion": "reduce",
            "user_agent": await self._user_agent(device),
            "locale": self._config.crawl.locale or None,
        }
        if device == "mobile":
            size: Any = {"width": 412, "height": 915}
            context = await self._running.new_context(
                viewport=size, device_scale_factor=2.0, is_mobile=True, has_touch=True, **common
            )
        else:
            wide: Any = {"width": 1280, "height": 900}
            context = await self._running.new_context(viewport=wide, **common)
        await access.prepare(context, self._config.access, self.guard)
        await context.add_init_script(_HIDE % json.dumps(previewbar.selector() + " { display: none !important }"))
        # Chats and live counters hold a line open for every visitor; an audit is none.
        await context.route_web_socket(re.compile(""), _no_socket)
        context.on("page", lambda page: asyncio.ensure_future(_close_popup(page)))
        if self._door and known:
            await context.add_cookies(self._door)
        return context

    async def _user_agent(self, device: Device) -> str:
        """The browser's own, and our name."""
        assert self._running is not None
        if device == "mobile":
            major = self._running.version.split(".")[0]
            return _MOBILE.format(version=f"{major}.0.0.0") + SUFFIX
        if not self._own_name:
            cdp = await self._running.new_browser_cdp_session()
            try:
                self._own_name = str((await cdp.send("Browser.getVersion"))["userAgent"])
            finally:
                await quietly(cdp.detach(), 5.0)
        return self._own_name + SUFFIX


def _no_socket(socket: WebSocketRoute) -> None:
    """Leave the page's web socket without a server."""


async def _close_popup(page: Page) -> None:
    """A page that another page opened is closed; one that we opened stays."""

    async def close() -> None:
        if await page.opener() is not None:
            await page.close()

    await quietly(close(), 5.0)
