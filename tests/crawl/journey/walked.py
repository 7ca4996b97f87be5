"""One walk through a shop that a test serves, without the crawl before it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from disputelint.checker.config.settings import Config, Crawl, Journey
from disputelint.checker.crawl.discover import Found, Frontier
from disputelint.checker.crawl.journey.choose import Offer
from disputelint.checker.crawl.journey.result import JourneyResult
from disputelint.checker.crawl.journey.walk import Walker
from disputelint.checker.crawl.knowledge import Platform, knowledge
from disputelint.checker.crawl.permission import permission
from disputelint.checker.crawl.run import start_meta
from disputelint.checker.crawl.session import Session
from disputelint.checker.crawl.shop import Shop
from disputelint.checker.crawl.urls import Address
from disputelint.checker.model import Device, Discovery, Step
from disputelint.checker.snapshot.read import open_snapshot
from disputelint.checker.snapshot.records import Load, Refusal, Snapshot
from disputelint.checker.snapshot.write import SnapshotWriter
from tests.lent import Lent


@dataclass
class Walked:
    """What came of a walk."""

    result: JourneyResult
    snapshot: Snapshot
    refused: tuple[Refusal, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.snapshot.steps

    def amounts(self, kind: str) -> list[tuple[str, float | None]]:
        """Labels and amounts of the last step of a kind or checkout step that was reached."""
        step = [s for s in self.steps if kind in (s.kind, s.step) and s.reached][-1]
        return [(a.label, a.amount) for a in step.amounts]


CONFIG = Config(crawl=Crawl(page_timeout=8.0, images=False), journey=Journey(timeout=60.0))


def walk(
    lent: Lent,
    url: str,
    products: Sequence[str | Offer],
    folder: Path,
    *,
    timeout: float = 60.0,
    devices: Sequence[Device] = ("desktop",),
    cut: Callable[[Session, asyncio.Task[JourneyResult]], Awaitable[None]] | None = None,
    platform: str = "",
) -> Walked:
    """Walk the shop at `url`, whose product pages are known (or what a list of it offers), in a session of its own. `cut` runs beside the walk and may break it."""
    config = replace(CONFIG, journey=Journey(timeout=timeout))

    async def run() -> Walked:
        async with lent.session(config, url) as session:
            return await walk_in(
                session, config, url, products, folder, devices, cut, knowledge().platforms.get(platform)
            )

    return lent.run(run())


async def walk_in(
    session: Session,
    config: Config,
    url: str,
    products: Sequence[str | Offer],
    folder: Path,
    devices: Sequence[Device] = ("desktop",),
    cut: Callable[[Session, asyncio.Task[JourneyResult]], Awaitable[None]] | None = None,
    platform: Platform | None = None,
    read: Sequence[Load] = (),
) -> Walked:
    """`walk` in a browser that runs already. A walk that is cancelled counts as failed. `read`: pages of the crawl before it."""
    address = Address.of_target(url + "/")
    shop = Shop(config, url + "/", url, address, permission(config, url), Frontier(address))
    shop.frontier.use(platform)
    offers = [one if isinstance(one, Offer) else Offer(url + one) for one in products]
    shop.frontier.add(Found(offer.url, "", "main") for offer in offers)
    meta = start_meta(config, url)
    folder.mkdir(parents=True, exist_ok=True)
    writer = SnapshotWriter(folder / "walk.wacz", meta)
    for load in read:
        writer.add_load(load)
    task = asyncio.create_task(Walker(session, shop, writer, config, offers, devices).walk())
    if cut is not None:
        await cut(session, task)
    await asyncio.wait({task})
    result = JourneyResult("failed") if task.cancelled() else task.result()
    writer.finish(Discovery(False, ()), meta)
    return Walked(result, open_snapshot(folder / "walk.wacz"), session.guard.refusals)
