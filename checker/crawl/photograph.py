"""Photographs after the checks: pages with findings are opened again, and the place is taken with what stands around it.

At most PAGES pages and CLIPS clips. Words are taken only where they still stand; what is missing is shown where it belongs.
The line round the place is drawn in the page (solid round words, broken where something belongs). A photograph that fails
is one photograph the less, never the run.
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from disputelint.checker.config.settings import Config
from disputelint.checker.crawl import load, overlays, refusals
from disputelint.checker.crawl.asks import CLIPS, PAGES, Ask
from disputelint.checker.crawl.guard import ControlClass, Guard, control_class
from disputelint.checker.crawl.pace import Pace
from disputelint.checker.crawl.patience import in_time
from disputelint.checker.crawl.preview import ThemeProof
from disputelint.checker.crawl.progress import PHOTOGRAPHS, Progress
from disputelint.checker.crawl.settle import World, settled
from disputelint.checker.crawl.slot import Slot
from disputelint.checker.crawl.urls import Address
from disputelint.checker.errors import Interrupted
from disputelint.checker.model import Device, Text
from disputelint.checker.snapshot.mask import Mask
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand import document as documents
from disputelint.checker.understand.document import Document

if TYPE_CHECKING:
    from disputelint.checker.crawl.session import Session

SECONDS: Final = 90.0  # for all of them
_PAGE_SECONDS: Final = 20.0
_ONE_SECONDS: Final = 8.0
_SIZES: Final = 90_000  # bytes of a clip
_QUALITIES: Final = (62, 40, 22)  # of the JPEG, until it is small enough
_WORKERS: Final = 2
_CONTROLS: Final[dict[str, tuple[ControlClass, ...]]] = {
    "buy_box": ("add", "subscribe"),
    "pay_button": ("order", "pay"),
}  # the spots that a control marks
_LOG = logging.getLogger("disputelint.photograph")


@dataclass
class _Work:
    """One round of photographs."""

    session: Session
    address: Address
    pace: Pace
    theme: ThemeProof | None  # when a theme of its own was asked for
    secrets: tuple[str, ...]
    timeout: float
    progress: Progress
    total: int
    clips: dict[str, bytes] = field(default_factory=dict)
    done: int = 0


def take(
    config: Config, target: str, origin: str, asks: Sequence[Ask], progress: Progress, seconds: float = SECONDS
) -> dict[str, bytes]:
    """JPEG by name, for the places that could be taken in `seconds` (SECONDS at most). `target` is the normalised URL
    that the crawl was given, `origin` where the shop is.

    Raises Interrupted on Ctrl-C and nothing else.
    """
    if not asks:
        return {}
    try:
        return asyncio.run(_all(config, target, origin, asks, progress, min(seconds, SECONDS)))
    except KeyboardInterrupt:
        raise Interrupted(
            Text(
                "Interrupted while taking pictures; the snapshot keeps what was read",
                "画像の撮影中に中断しました。読み取った内容はスナップショットに残っています",
            )
        ) from None
    except Exception:  # no browser any more, no memory: a report without pictures is still a report
        _LOG.debug("no photographs", exc_info=True)
        return {}


async def _all(
    config: Config, target: str, origin: str, asks: Sequence[Ask], progress: Progress, seconds: float
) -> dict[str, bytes]:
    from disputelint.checker.crawl.session import Session

    async with Session(config, origin, Guard(origin)) as session:
        return await taken(session, config, target, asks, progress, seconds)


async def taken(
    session: Session, config: Config, target: str, asks: Sequence[Ask], progress: Progress, seconds: float
) -> dict[str, bytes]:
    """`take`, with a session that is open."""
    address = Address.of_target(target)
    address.origins.add(session.origin)
    pages = _by_page(asks)
    preview = bool(address.carried or config.theme_marker)
    work = _Work(
        session, address, Pace(config.crawl.rate),
        ThemeProof(address.carried, config.theme_marker) if preview else None,
        Mask(config.access.secrets()).spellings,
        min(config.crawl.page_timeout, _PAGE_SECONDS), progress, len(pages),
    )  # fmt: skip
    if config.access.storefront_password:
        await session.enter(address.request(pages[0][0].page))
    queue = iter(pages)
    crew = [asyncio.create_task(_worker(work, queue)) for _ in range(min(_WORKERS, len(pages)))]
    _, late = await asyncio.wait(crew, timeout=seconds)
    for task in late:
        task.cancel()
    await asyncio.gather(*crew, return_exceptions=True)
    return dict(work.clips)


def _by_page(asks: Sequence[Ask]) -> list[list[Ask]]:
    """The asks of each page together, in the order in which the pages come first."""
    held: dict[tuple[str, Device], list[Ask]] = {}
    for ask in {one.name: one for one in reversed(asks[:CLIPS])}.values():
        held.setdefault((ask.page, ask.device), []).append(ask)
    order = dict.fromkeys((ask.page, ask.device) for ask in asks)
    return [held[key] for key in order if key in held][:PAGES]


async def _worker(work: _Work, queue: Iterable[list[Ask]]) -> None:
    """Page after page, each device in one tab."""
    async with AsyncExitStack() as stack:
        slots: dict[Device, Slot] = {}
        for asks in queue:
            device, url = asks[0].device, asks[0].page
            work.progress.step(work.done, work.total, PHOTOGRAPHS.fill(url=url))
            try:
                if device not in slots or slots[device].dead:
                    page = await stack.enter_async_context(work.session.page(device, on_journey=False))
                    slots[device] = work.session.slot(page)
                await in_time(_page(work, slots[device], asks), work.timeout + _PAGE_SECONDS)
            except Exception:  # one bad page costs its pictures
                _LOG.debug("no photographs of %s", url, exc_info=True)
                slots.pop(device, None)
            work.done += 1


async def _page(work: _Work, slot: Slot, asks: Sequence[Ask]) -> None:
    asked = work.address.request(asks[0].page)
    await work.session.guard.look_up(asked.partition("://")[2].partition("/")[0].partition(":")[0])
    if work.session.guard.decide("GET", asked) is not None:
        return
    await work.pace.turn(asked)
    slot.begin()
    if await load.navigate(slot, asked, work.timeout) is not None:
        return
    world, covering = await settled(slot)
    if covering:
        world, *_ = await overlays.close(slot, world)
    await _installed(world, work.secrets)
    source = str(await world.run("__shot.source()", 5.0))
    if refusals.classify(slot.traffic.status, slot.traffic.headers, source, asked, slot.page.url):
        return
    if work.theme is not None and work.theme.refuses(_document(asked, source)):
        return
    for ask in asks:
        clip = await in_time(_clip(slot, world, ask), _ONE_SECONDS * 2)
        if clip is not None:
            work.clips[ask.name] = clip


def _document(url: str, source: str) -> Document:
    return documents.parse(Load(url, url, "desktop", "fetched", content_type="text/html", body=lambda: source))


async def _installed(world: World, secrets: Sequence[str]) -> None:
    await world.run(_script(), 5.0)
    await world.run(f"__shot.veil({json.dumps(list(secrets))})", 5.0)


async def _clip(slot: Slot, world: World, ask: Ask) -> bytes | None:
    control = await _control(world, ask)
    aim = {"selector": ask.selector, "quote": ask.quote, "spot": ask.spot, "control": control}
    found = await world.run(f"__shot.aim({json.dumps(aim)})", _ONE_SECONDS)
    if not isinstance(found, str):
        return None
    try:
        return await picture(slot, json.loads(found))
    finally:
        await world.run("__shot.clear()", 2.0)


async def _control(world: World, ask: Ask) -> int:
    """The number of the control that marks the spot; -1 when there is none."""
    wanted = _CONTROLS.get(ask.spot)
    if ask.quote or wanted is None:
        return -1
    names = json.loads(await world.run("__shot.controls()", 5.0))
    classes = [control_class(str(name)) for name in names]
    return next((classes.index(kind) for kind in wanted if kind in classes), -1)


async def picture(slot: Slot, clip: dict[str, Any] | None = None) -> bytes | None:
    """A part of the document (CSS pixels), or what is in view, as a JPEG of one dot a pixel; None when it is too large."""
    for quality in _QUALITIES:
        params: dict[str, Any] = {"format": "jpeg", "quality": quality, "optimizeForSpeed": False}
        if clip is not None:
            params["clip"] = {**clip, "scale": 1}
        answer = await in_time(slot.cdp.send("Page.captureScreenshot", params), _ONE_SECONDS)
        jpeg = base64.b64decode(answer["data"])
        if len(jpeg) <= _SIZES:
            return jpeg
    return None


async def view(slot: Slot, secrets: Sequence[str]) -> tuple[bytes, float, float] | None:
    """What a page shows at this moment, without secrets, and how far it is scrolled; None when that cannot be had."""
    try:
        x, y = await _scrolled(slot, secrets)
    except Exception:  # what was known of the document does not hold any more
        slot.world = None
        x, y = await _scrolled(slot, secrets)
    jpeg = await picture(slot)
    return None if jpeg is None else (jpeg, x, y)


async def _scrolled(slot: Slot, secrets: Sequence[str]) -> tuple[float, float]:
    """How far the page is scrolled; secrets that it shows are drawn over."""
    world = await World.of(slot)
    if secrets:  # else there is nothing to draw over
        await _installed(world, secrets)
    where = {"expression": "[scrollX, scrollY]", "contextId": world.context, "returnByValue": True}
    x, y = (await slot.cdp.send("Runtime.evaluate", where))["result"]["value"]
    return float(x), float(y)


@lru_cache(maxsize=1)
def _script() -> str:
    return resources.files(__package__ or "disputelint.checker.crawl").joinpath("photograph.js").read_text("utf-8")
