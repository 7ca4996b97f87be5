"""One page of the browser with everything around it: its CDP session, the guard over its requests, its event log."""

from __future__ import annotations

import asyncio
import base64
import inspect
from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any, Final

from disputelint.checker.config.settings import Access
from disputelint.checker.crawl import tables
from disputelint.checker.crawl.guard import Guard
from disputelint.checker.crawl.patience import in_time
from disputelint.checker.crawl.traffic import Traffic
from disputelint.checker.model.record import record

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession, Dialog, Download, Frame, Page

# What scripts, forms and frames send. Style sheets, scripts and pictures are not paused, so they keep their cache.
_PAUSED: Final = ("Document", "XHR", "Fetch", "Ping", "Other")
_MAX_DIALOGS: Final = 25
_ANSWERS: Final = 1.0  # seconds
_EMPTY: Final = "about:blank"
_FILM: Final = {"format": "jpeg", "quality": 1, "maxWidth": 1, "maxHeight": 1, "everyNthFrame": 2**30}
_ONE_EVENT: Final = inspect.Signature([inspect.Parameter("event", inspect.Parameter.POSITIONAL_OR_KEYWORD)])
# Private and local addresses as they can stand in a URL; names that resolve to one are held back by the guard.
_INWARD: Final = (
    "localhost", "*.localhost", "127.*", "10.*", "192.168.*", "169.254.*", "0.0.0.0",
    *(f"172.{second}.*" for second in range(16, 32)),
)  # fmt: skip


@record(frozen=True, slots=True)
class Rules:
    """What all pages of a session share."""

    guard: Guard
    access: Access
    blocked: tuple[str, ...]


def blocked_patterns(guard: Guard) -> tuple[str, ...]:
    """URL patterns that are not even asked for: recorders, advertising, films, and addresses inside the network."""
    data = tables.read("blocklist")
    patterns = [f"*://{prefix}{host}/*" for host in data["hosts"] for prefix in ("", "*.")]
    patterns += [str(pattern) for pattern in data["patterns"]]
    if guard.target_reach in ("public", "unknown"):
        patterns += [f"*://{host}{tail}" for host in _INWARD for tail in ("/*", ":*/*")]
        patterns += ["*://[::1]*", "*://[fc*", "*://[fd*", "*://[fe80*", "*://[::ffff:*"]
    return tuple(patterns)


class Slot:
    """A page that is loaded again and again. `dead`: it must not be used for another load.

    `armed` is the class of the walker's last control ("access" during the access step), None off the walk.
    """

    def __init__(self, page: Page, cdp: CDPSession, rules: Rules, main_frame: str, on_journey: bool) -> None:
        self.page = page
        self.cdp = cdp
        self.main_frame = main_frame
        self.on_journey = on_journey
        self.armed: str | None = None
        self.frozen = False  # the main frame must stay where it is; where it wanted to go is kept in `turned`
        self.turned: list[str] = []
        self.loads = 0
        self.dead = False
        self.calm: Any = None  # of settle.py: the document that was last seen to be quiet, until somebody reads it
        self.world: Any = None  # of settle.py: where its scripts run in the present document, and which that is
        self.dialogs = 0
        self.downloaded = ""
        self.loaded = asyncio.Event()  # the present document has loaded, with its pictures and frames
        self.traffic = Traffic(main_frame)
        self.trouble: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._undrawn = False  # the next document is to be drawn
        self._rules = rules
        self._tasks: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, context: BrowserContext, rules: Rules, on_journey: bool = False) -> Slot:
        """A new page under the guard. Raises Playwright's errors when the browser is gone."""
        page = await context.new_page()
        cdp = await context.new_cdp_session(page)
        tree = await cdp.send("Page.getFrameTree")
        slot = cls(page, cdp, rules, str(tree["frameTree"]["frame"]["id"]), on_journey)
        slot._listen()
        patterns: list[dict[str, str]] = [{"urlPattern": "*", "resourceType": kind} for kind in _PAUSED]
        if rules.access.headers:
            patterns = [{"urlPattern": "*"}]  # own headers must reach every file of the shop, and no other host
        await asyncio.gather(
            cdp.send("Network.enable", {"maxResourceBufferSize": 24_000_000, "maxTotalBufferSize": 64_000_000}),
            cdp.send("Network.setBlockedURLs", {"urls": list(rules.blocked)}),
            cdp.send("Network.setBypassServiceWorker", {"bypass": True}),
            cdp.send("Fetch.enable", {"patterns": patterns, "handleAuthRequests": rules.access.basic_auth is not None}),
        )
        return slot

    async def unseen(self) -> None:
        """Have next to nothing of the page drawn, for one that is read and never looked at.

        What the page and its scripts see (sizes, media queries, intersections, frames) is the emulated screen, which
        stays as it is; only the part of it that is painted, and of pictures decoded, becomes one pixel.
        https://chromedevtools.github.io/devtools-protocol/tot/Emulation/#method-setVisibleSize
        """
        await quietly(self.cdp.send("Emulation.setVisibleSize", {"width": 1, "height": 1}))

    async def awake(self) -> None:
        """Have the page get its animation frames wherever its tab stands.

        One behind another tab gets one a second, so that what scripts draw in frames, and what is shown when it comes into
        view, came after the page had been read. A page that is filmed gets them all; of this film no picture is ever sent.
        https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-startScreencast
        """
        await quietly(self.cdp.send("Page.startScreencast", _FILM))

    async def front(self) -> None:
        """Have the page stand before the other tabs of its window, where it needs no film for its frames."""
        await quietly(self.cdp.send("Page.bringToFront"))
        await quietly(self.cdp.send("Page.stopScreencast"))

    def seen(self) -> None:
        """Have all of the next document drawn again, for a page that is photographed. The present one is left undrawn."""
        self._undrawn = True

    async def _draw(self) -> None:
        size = self.page.viewport_size
        if size is not None:
            await quietly(self.cdp.send("Emulation.setVisibleSize", {"width": size["width"], "height": size["height"]}))

    def owns(self, url: str) -> bool:
        """Whether a URL is the shop's own."""
        return self._rules.guard.owns(url)

    @property
    def standing(self) -> tuple[str, int]:
        """Which document stands in the page, as far as its traffic tells; ("", ...) when that is not known."""
        return self.traffic.document, self.traffic.commits

    def begin(self) -> Traffic:
        """Forget the last load; what follows belongs to a new one."""
        self.traffic = Traffic(self.main_frame)
        self.trouble = asyncio.get_running_loop().create_future()
        self.dialogs, self.downloaded, self.frozen = 0, "", False
        self.loaded.clear()
        self.turned = []
        self.loads += 1
        return self.traffic

    async def answers(self) -> bool:
        """Whether the page that is open is at rest: one that keeps its process busy would keep back the next one."""
        if self.dead or self.page.is_closed():
            return False
        try:
            await in_time(self.cdp.send("Runtime.evaluate", {"expression": "1"}), _ANSWERS)
        except Exception:  # stuck, crashed, or its browser is gone
            return False
        return True

    async def close(self) -> None:
        """Close the page, however stuck it is.

        A request that is still held back when its page goes is let go by the browser, and what a page sends on leaving
        is held back only while somebody listens: a walk's page is left for an empty one first. That stays until its browser
        goes, for to end its process costs half of what a small page does.
        """
        left = False
        if self.on_journey and not self.dead and not self.page.is_closed():
            self.armed = None
            await quietly(self.page.goto(_EMPTY, timeout=2000), 2.5)
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=1.0)
            left = self.page.url == _EMPTY and not self.dead
        self.dead = True
        for task in self._tasks:
            task.cancel()
        if not left:
            await quietly(self.page.close(), 5.0)

    def hear(self, name: str, handler: Callable[[Mapping[str, Any]], object]) -> None:
        """Have `handler` called with the parameters of every CDP event of this name."""

        def heard(event: Mapping[str, Any]) -> None:
            handler(event)

        # Playwright asks for a handler's signature at every event, and to find it out takes longer than most handlers.
        heard.__signature__ = _ONE_EVENT  # type: ignore[attr-defined]
        # It also copies all that an event holds, looking for objects of its own; CDP's parameters are JSON and hold none.
        # What it wraps gives them as they came, for 6 to 10 % less of what following a page costs this process.
        getattr(self.cdp, "_impl_obj", self.cdp).on(name, heard)

    def _listen(self) -> None:
        page = self.page
        for name, handler in (
            ("Network.requestWillBeSent", self._sent),
            ("Network.requestWillBeSentExtraInfo", lambda event: self.traffic.spoke(event)),
            ("Network.responseReceived", lambda event: self._watch(self.traffic.answered, event)),
            ("Network.dataReceived", lambda event: self._watch(self.traffic.received, event)),
            ("Network.loadingFinished", lambda event: self.traffic.ended(event)),
            ("Network.loadingFailed", lambda event: self.traffic.ended(event)),
            ("Fetch.requestPaused", lambda event: self._spawn(self._paused(event))),
            ("Fetch.authRequired", lambda event: self._spawn(self._authorize(event))),
        ):
            self.hear(name, handler)
        page.on("dialog", lambda dialog: self._spawn(self._dismiss(dialog)))
        page.on("crash", lambda _: self._give_up("crashed"))
        page.on("download", self._download)
        page.on("framenavigated", self._navigated)
        page.on("domcontentloaded", lambda _: self.loaded.clear())
        page.on("load", lambda _: self.loaded.set())

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _sent(self, event: Mapping[str, Any]) -> None:
        fresh = event.get("type") == "Document" and event.get("frameId") == self.main_frame
        if self.on_journey and fresh and event["requestId"] != self.traffic.document and self.traffic.commits:
            self.traffic = Traffic(self.main_frame)  # each step of a walk has a log of its own
        self._watch(self.traffic.sent, event)

    def _watch(self, note: Any, event: Mapping[str, Any]) -> None:
        had = self.traffic.trouble
        note(event)
        if self.traffic.trouble and self.traffic.trouble != had:
            self._spawn(quietly(self.cdp.send("Page.stopLoading"), 5.0))
            if self.traffic.trouble != "stop":
                self._give_up(self.traffic.trouble)

    def _give_up(self, trouble: str) -> None:
        self.dead = True
        if not self.trouble.done():
            self.trouble.set_result(trouble)

    def _download(self, download: Download) -> None:
        self.downloaded = download.url
        self._spawn(quietly(download.cancel(), 5.0))

    def _navigated(self, frame: Frame) -> None:
        if frame.parent_frame is None:
            self.traffic.commits += 1
            if self._undrawn:
                self._undrawn = False
                self._spawn(self._draw())

    async def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs += 1
        if self.dialogs > _MAX_DIALOGS:
            self._give_up("dialogs")
            await quietly(self.page.close(), 5.0)
            return
        # To dismiss a beforeunload dialog would be to stay for ever.
        await quietly(dialog.accept() if dialog.type == "beforeunload" else dialog.dismiss(), 5.0)

    async def _paused(self, event: Mapping[str, Any]) -> None:
        request, identifier = event["request"], {"requestId": event["requestId"]}
        url = str(request["url"])
        main = event.get("resourceType") == "Document" and event.get("frameId") == self.main_frame
        if main and self.frozen:
            self.turned.append(url)
            await quietly(self.cdp.send("Fetch.failRequest", {**identifier, "errorReason": "Aborted"}))
            return
        guard = self._rules.guard
        if url.startswith("http"):
            await guard.look_up(tables.split(url).hostname or "")
        refusal = guard.decide(
            str(request["method"]), url, str(event.get("resourceType", "")), self.page.url,
            request.get("postData") or _posted(request), self.on_journey, self.armed,
        )  # fmt: skip
        if refusal is not None:
            if main:
                self.traffic.refused = refusal
            await quietly(self.cdp.send("Fetch.failRequest", {**identifier, "errorReason": "BlockedByClient"}))
            return
        await quietly(self.cdp.send("Fetch.continueRequest", {**identifier, **self._headers(request, url)}))

    def _headers(self, request: Mapping[str, Any], url: str) -> dict[str, Any]:
        """The person's own headers, for the storefront alone: taken out again when a redirect leads elsewhere."""
        own = self._rules.access.headers
        if not own:
            return {}
        names = {name.lower() for name, _ in own}
        kept = [(name, value) for name, value in request["headers"].items() if name.lower() not in names]
        if self._rules.guard.same_site(url):
            kept += list(own)
        return {"headers": [{"name": name, "value": str(value)} for name, value in kept]}

    async def _authorize(self, event: Mapping[str, Any]) -> None:
        answer: dict[str, str] = {"response": "CancelAuth"}
        given = self._rules.access.basic_auth
        first = event["requestId"] not in self.turned  # a second question means that the answer was wrong
        if given and first and self._rules.guard.same_site(str(event["request"]["url"])):
            self.turned.append(str(event["requestId"]))
            answer = {"response": "ProvideCredentials", "username": given[0], "password": given[1]}
        params = {"requestId": event["requestId"], "authChallengeResponse": answer}
        await quietly(self.cdp.send("Fetch.continueWithAuth", params))


def _posted(request: Mapping[str, Any]) -> str | None:
    """The body of a request whose text the event holds in pieces; None when it has none."""
    pieces = [base64.b64decode(entry["bytes"]) for entry in request.get("postDataEntries", ()) if entry.get("bytes")]
    return b"".join(pieces).decode("utf-8", "replace") if pieces else None


async def quietly(work: Any, timeout: float = 10.0) -> None:
    """Wait for something whose failure does not matter: the page it was for may be gone."""
    try:
        await in_time(work, timeout)
    except Exception:  # Playwright raises its own kinds, and plain ones when the connection is gone
        return
