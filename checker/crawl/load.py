"""One page loaded in the browser, as a Load record. Whatever a page does ends here as a reason code, never as an error."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from typing import Any, Final

from disputelint.checker.crawl import overlays, refusals, within
from disputelint.checker.crawl.answers import Rests, rests_on
from disputelint.checker.crawl.clock import now
from disputelint.checker.crawl.guard import WHY
from disputelint.checker.crawl.patience import in_time
from disputelint.checker.crawl.refusals import Refused
from disputelint.checker.crawl.settle import Moved, World, globals_present, settled_before
from disputelint.checker.crawl.slot import Slot, quietly
from disputelint.checker.model import JSON, CheckoutStep, Device, PageKind, ReasonCode
from disputelint.checker.model.record import record
from disputelint.checker.snapshot.layouts import LazyLayout
from disputelint.checker.snapshot.records import Frame, Layout, Load, Refusal
from disputelint.checker.understand import previewbar

# A preview's bar is taken out before the page is read: its frame would be read as one of the shop's.
_UNBARRED: Final = "document.querySelectorAll(%s).forEach(one => one.remove())"
_MOVES: Final = 6  # times that a page may replace itself while it is read
_LOAD_CAP: Final = 10.0  # seconds for pictures and frames after the text is there
_READ_CAP: Final = 1.5  # times the page's time-out: for reading a page that is loaded
_TEXTS: Final = 10  # elements with text that a page must have before showing none is odd
_BLANK: Final = "the page showed nothing: its scripts did not finish, or failed"
_SCRIPT: Final = re.compile(r"<script\b", re.I)
_PICTURE: Final = re.compile(r"<(?:img|svg|canvas|video|picture|object|embed|i?frame|input|image)\b", re.I)
_UNVEILED: Final = (0.5, 1.5, 2.5)  # seconds between looks at a page that shows nothing yet
_HTML: Final = ("text/html", "application/xhtml", "text/plain", "application/xml", "text/xml")


@record(frozen=True, slots=True)
class RenderedLoad(Load):
    """A Load made by the browser, with what the pacer and the walker want to know besides.

    `layout` numbers run on from the page through its dialogs to its frames.
    """

    retry_after: float | None = None  # seconds that a 429 or 503 asked for
    overlays: tuple[str, ...] = ()  # names of the controls that closed overlays
    seconds: float = 0.0
    shown_text: int = field(default=0, compare=False)  # elements with text that is to be seen
    rests: Rests | None = field(default=None, repr=False, compare=False)  # when asked for: what the look rests on


@record(frozen=True, slots=True)
class Wanted:
    """What to look for on every page. `openers` are words, lower case, in names of controls that open a policy.

    `heard`, when given, asks for `RenderedLoad.rests`, and keeps what is the same for all pages.
    """

    globals: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()
    timeout: float = 30.0
    heard: dict[str, str] | None = None


async def render(slot: Slot, url: str, device: Device, wanted: Wanted, name: str = "") -> RenderedLoad:
    """Load `url` in the slot. `name` is the URL the page goes by, when it differs from what is asked for."""
    began = time.monotonic()
    traffic = slot.begin()
    base = RenderedLoad(name or url, url, device, "unread", fetched_at=now())
    try:
        stopped = await navigate(slot, url, wanted.timeout)
        if stopped is None:
            result = await in_time(read(slot, base, url, wanted), max(5.0, _READ_CAP * wanted.timeout))
        else:
            result = await _unread(slot, base, stopped)
    except TimeoutError:
        slot.dead = True
        result = _refused(slot, base, Refused("timeout", "the page kept the browser busy"))
    except Exception as problem:  # the browser or the page died under our hands
        slot.dead = True
        crashed = slot.trouble.done() or slot.page.is_closed()
        reason: ReasonCode = "crashed" if crashed else "unreachable"
        result = _refused(slot, base, Refused(_trouble(slot) or reason, _first_line(problem)))
    if traffic.trouble == "stop" and not result.detail:
        result = replace(result, detail=traffic.detail)
    slot.dead = slot.dead or result.reason is not None
    return replace(result, seconds=round(time.monotonic() - began, 3))


def not_sent(refusal: Refusal, name: str, url: str, device: Device) -> RenderedLoad:
    """The Load of a page that the guard did not let us ask for."""
    refused = _held_back(refusal)
    return RenderedLoad(name, url, device, "unread", reason=refused.reason, detail=refused.detail, fetched_at=now())


def lost(name: str, url: str, device: Device, said: str) -> RenderedLoad:
    """The Load of a page for which the browser had no room any more."""
    detail = next(iter(said.strip().splitlines()), "")[:200] or "the browser is gone"
    return RenderedLoad(name, url, device, "unread", reason="crashed", detail=detail, fetched_at=now())


def _held_back(refusal: Refusal) -> Refused:
    inward = refusal.why in ("private_address", "scheme")
    return Refused("refused_address" if inward else "not_authorized", WHY[refusal.why].en)


async def navigate(slot: Slot, url: str, timeout: float) -> Refused | None:
    """Go there. None: a document is there to be read, be it only in part."""
    page, traffic = slot.page, slot.traffic
    going: asyncio.Future[Any] = asyncio.ensure_future(
        page.goto(url, wait_until="domcontentloaded", timeout=timeout * 1000)
    )
    try:
        await asyncio.wait(_futures(going, slot.trouble), timeout=timeout + 5, return_when=asyncio.FIRST_COMPLETED)
        if slot.trouble.done():
            return _stopped(slot)
        if not going.done():
            return Refused("timeout", f"no answer within {timeout:g} s")
        problem = going.exception()
    finally:
        if not going.done():
            going.cancel()
        await asyncio.gather(going, return_exceptions=True)
    if problem is not None:
        refused = _failed(slot, str(problem), timeout)
        if refused is not None:
            return refused
    rest = min(_LOAD_CAP, timeout)
    loaded: asyncio.Future[Any] = asyncio.ensure_future(slot.loaded.wait())
    await asyncio.wait(_futures(loaded, slot.trouble), timeout=rest, return_when=asyncio.FIRST_COMPLETED)
    if not loaded.done():
        loaded.cancel()
        await quietly(slot.cdp.send("Page.stopLoading"), 5.0)  # what is still coming is not waited for, nor kept
    if (traffic.trouble and traffic.trouble != "stop") or slot.trouble.done():
        return _stopped(slot)
    return None


def _futures(*futures: asyncio.Future[Any]) -> set[asyncio.Future[Any]]:
    return set(futures)


def _failed(slot: Slot, message: str, timeout: float) -> Refused | None:
    """Why `goto` failed; None when a document came all the same (the time ran out while it was still coming)."""
    traffic = slot.traffic
    if slot.downloaded or "Download is starting" in message:
        return Refused("not_html", f"a download ({traffic.content_type or 'unknown type'})")
    if "Timeout" in message and "exceeded" in message:
        if traffic.commits and traffic.status is not None:
            return None
        return Refused("timeout", f"no answer within {timeout:g} s")
    if traffic.refused is not None:
        return _held_back(traffic.refused)
    if traffic.status is not None and (refused := refusals.of_status(traffic.status)):
        return refused
    if "ERR_ABORTED" in message and traffic.status is not None:
        if traffic.status in (204, 205) or not _is_html(traffic.content_type):
            return Refused("not_html", f"HTTP {traffic.status}, {traffic.content_type or 'no content'}")
        return None
    if "interrupted by another navigation" in message or "frame was detached" in message:
        return None
    return refusals.of_net_error(message)


def _stopped(slot: Slot) -> Refused:
    """Why the load was broken off on our side."""
    trouble = slot.trouble.result() if slot.trouble.done() else slot.traffic.trouble
    if trouble == "dialogs":
        return Refused("timeout", "the page opened one message box after the other")
    reason: ReasonCode = _trouble(slot) or "crashed"
    return Refused(reason, slot.traffic.detail or "the page crashed the browser's renderer")


def _trouble(slot: Slot) -> ReasonCode | None:
    said = slot.trouble.result() if slot.trouble.done() else slot.traffic.trouble
    named: dict[str, ReasonCode] = {
        "too_large": "too_large", "redirect_loop": "redirect_loop", "crashed": "crashed", "dialogs": "timeout",
    }  # fmt: skip
    return named.get(said)


async def read(slot: Slot, base: RenderedLoad, asked: str, wanted: Wanted) -> RenderedLoad:
    """The document that is in the slot, waited for and read. Raises TimeoutError of a page that keeps busy."""
    problem = ""
    for _ in range(_MOVES):
        if slot.trouble.done():
            return _refused(slot, base, _stopped(slot))
        try:
            return await _read_once(slot, base, asked, wanted)
        except Moved as moved:
            problem = str(moved)
            await asyncio.sleep(0.1)
            await quietly(slot.page.wait_for_load_state("domcontentloaded", timeout=5000), 6.0)
    if slot.trouble.done():
        return _refused(slot, base, _stopped(slot))
    if slot.traffic.navigations > 2:
        return _refused(
            slot, base, Refused("redirect_loop", f"the page sent itself on {slot.traffic.navigations} times")
        )
    return _refused(slot, base, Refused("crashed", problem))


async def _read_once(slot: Slot, base: RenderedLoad, asked: str, wanted: Wanted) -> RenderedLoad:
    traffic = slot.traffic
    if refusals.of_status(traffic.status):
        return await _unread(slot, base, refusals.of_status(traffic.status) or Refused("http_refusal", ""))
    if traffic.status is not None and not _is_html(traffic.content_type):
        return _refused(slot, base, Refused("not_html", traffic.content_type))
    world, covered = await settled_before(slot)
    pressed: tuple[str, ...] = ()
    questions: list[JSON] = []
    if covered:
        world, pressed, questions = await overlays.close(slot, world)
    unbarred = _UNBARRED % json.dumps(previewbar.selector())
    seen = await world.call("capture", {"openers": list(wanted.openers)}, first=unbarred)
    if _shows_nothing(seen) or _is_blank(seen):
        seen = await _when_shown(world, seen, wanted)
    body, held = await asyncio.gather(answer(slot), globals_present(slot, wanted.globals))
    final = str(seen["url"])
    refused = refusals.classify(traffic.status, traffic.headers, str(seen["html"]), asked, final)
    if refused is not None:
        return replace(_refused(slot, base, refused), final_url=final, body=_held(body))
    if seen["cut"]:
        return replace(_refused(slot, base, Refused("too_large", "more than 20 MB of HTML")), final_url=final)
    if _is_blank(seen):
        return replace(_refused(slot, base, Refused("timeout", _BLANK)), final_url=final, body=_held(body))
    dom, rows, frames = await _whole(slot, world, seen)
    heard = None if slot.on_journey else wanted.heard
    return replace(
        _described(slot, base),
        seen="rendered", final_url=final, layout=() if _shows_nothing(seen) else rows, frames=frames, globals=held,
        cookies=await _cookies(slot), overlays=pressed, probes={"overlays": questions} if questions else {}, shown_text=int(seen["shown"]),
        body=_held(body), dom=_held(dom),
        rests=None if heard is None else await rests_on(slot, heard),
    )  # fmt: skip


def _shows_nothing(seen: Mapping[str, Any]) -> bool:
    """Whether a page with text shows none of it: it waits for a script or a style sheet that does not come. What is to be
    seen on it then is not known.
    """
    return int(seen["texts"]) >= _TEXTS and not int(seen["shown"])


def _is_blank(seen: Mapping[str, Any]) -> bool:
    """Whether a page is waiting for its scripts still, or they failed: it holds scripts, and nothing that can be seen."""
    if int(seen["shown"]) or int(seen["texts"]) >= _TEXTS:
        return False
    html = str(seen["html"])
    return _SCRIPT.search(html) is not None and _PICTURE.search(html) is None


async def _when_shown(world: World, seen: dict[str, Any], wanted: Wanted) -> dict[str, Any]:
    """The page once it shows its text, or as it still stands. Snippets against flicker give up after three or four
    seconds, and loaders of fonts after three.
    """
    for pause in _UNVEILED:
        await asyncio.sleep(pause)
        seen = await world.call("capture", {"openers": list(wanted.openers)})
        if not (_shows_nothing(seen) or _is_blank(seen)):
            break
    return seen


async def _whole(
    slot: Slot, world: World, seen: dict[str, Any]
) -> tuple[str, Sequence[Layout | None], tuple[Frame, ...]]:
    """The page with what its openers and frames hold. The layouts of a page without such stay as page.js wrote them."""
    dom = str(seen["html"])
    framed = "<iframe" in dom or "<frame" in dom
    if not seen["openers"] and not framed:
        return dom, _as_written(str(seen["layout"]), slot.page.url), ()
    rows = within.layouts(seen["layout"])
    if seen["openers"]:
        opened, more = await within.dialogs(slot, world, seen["openers"], len(rows))
        rows += more
        head, end, tail = dom.rpartition("</body>")
        dom = head + opened + end + tail if end else dom + opened
        framed = "<iframe" in dom or "<frame" in dom
    frames, more = await within.frames(slot, len(rows)) if framed else ((), [])
    return dom, (*rows, *more), frames


def _as_written(rows: str, where: str) -> Sequence[Layout | None]:
    return () if rows == "[]" else LazyLayout(partial(bytes, rows.encode()), where)


async def _unread(slot: Slot, base: RenderedLoad, refused: Refused) -> RenderedLoad:
    """A page that is not read, with the server's words when there are any: they may show a wall behind the status."""
    traffic = slot.traffic
    body = await answer(slot) if traffic.status is not None and not slot.trouble.done() else None
    if body and refused.reason in ("http_refusal", "not_found"):
        refused = refusals.classify(traffic.status, traffic.headers, body, base.url, traffic.url) or refused
    elif refused.reason == "http_refusal":
        refused = refusals.classify(traffic.status, traffic.headers, "", base.url, traffic.url) or refused
    return replace(_refused(slot, base, refused), body=_held(body))


def _refused(slot: Slot, base: RenderedLoad, refused: Refused) -> RenderedLoad:
    load = replace(_described(slot, base), seen="unread", reason=refused.reason, detail=refused.detail)
    return replace(load, retry_after=refusals.retry_after(load.headers)) if load.status in (429, 503) else load


def _described(slot: Slot, base: RenderedLoad) -> RenderedLoad:
    traffic = slot.traffic
    return replace(
        base,
        final_url=traffic.url or base.url,
        status=traffic.status,
        content_type=traffic.content_type,
        headers=traffic.headers,
        redirects=tuple(traffic.redirects),
        requests=tuple(traffic.requests),
    )


async def answer(slot: Slot) -> str | None:
    """The server's answer as decoded text, asked for once a document; None when the browser no longer has it."""
    document = slot.traffic.document
    if slot.traffic.body[0] == document and document:
        return slot.traffic.body[1]
    traffic = slot.traffic
    try:
        answer = await in_time(slot.cdp.send("Network.getResponseBody", {"requestId": document}), 10.0)
    except Exception:  # no body was kept (a redirect by script, an answer that is still coming)
        return None
    if answer.get("base64Encoded"):
        return None
    traffic.body = document, str(answer["body"])
    return traffic.body[1]


async def _cookies(slot: Slot) -> tuple[str, ...]:
    try:
        answer = await in_time(slot.cdp.send("Network.getCookies"), 5.0)
    except Exception:  # names of cookies are a hint, not worth a page
        return ()
    return tuple(sorted({str(cookie["name"]) for cookie in answer["cookies"]}))


async def capture(
    slot: Slot, device: Device, wanted: Wanted, name: str, kind: PageKind | None, step: CheckoutStep | None
) -> RenderedLoad:
    """The page that a walk has open, as a Load."""
    url = slot.page.url
    base = RenderedLoad(name or url, url, device, "unread", fetched_at=now(), kind_hint=kind, step_hint=step)
    try:
        return await in_time(read(slot, base, url, wanted), max(5.0, _READ_CAP * wanted.timeout))
    except TimeoutError:
        return _refused(slot, base, Refused("timeout", "the page kept the browser busy"))
    except Exception as problem:  # the browser or the page died under our hands
        return _refused(slot, base, Refused(_trouble(slot) or "crashed", _first_line(problem)))


def _held(text: str | None) -> Callable[[], str] | None:
    return None if text is None else partial(str, text)


def _is_html(content_type: str) -> bool:
    kind = content_type.split(";")[0].strip().lower()
    return not kind or kind in _HTML or kind.startswith("application/xhtml")


def _first_line(problem: BaseException) -> str:
    return next(iter(str(problem).strip().splitlines()), type(problem).__name__)[:200]
