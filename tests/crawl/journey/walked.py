"""One walk through a shop that a test serves, without the crawl before it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from disputelint.checker.config.settings import Config, Crawl, Journey
from disputelint.checker.crawl.discover import Found, Frontier
from disputelint.checker.crawl.guard import Guard
from disputelint.checker.crawl.journey.result import JourneyResult
from disputelint.checker.crawl.journey.walk import Walker
from disputelint.checker.crawl.permission import permission
from disputelint.checker.crawl.run import start_meta
from disputelint.checker.crawl.session import Session
from disputelint.checker.crawl.shop import Shop
from disputelint.checker.crawl.urls import Address
from disputelint.checker.model import Device, Discovery, Step
from disputelint.checker.snapshot.read import open_snapshot
from disputelint.checker.snapshot.records import Refusal, Snapshot
from disputelint.checker.snapshot.write import SnapshotWriter


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


def walk(
    url: str,
    products: Sequence[str],
    folder: Path,
    *,
    timeout: float = 60.0,
    devices: Sequence[Device] = ("desktop",),
    cancel_after: float | None = None,
) -> Walked:
    """Walk the shop at `url`, whose product pages are known. `cancel_after`: seconds after which the walk is cancelled."""
    config = Config(crawl=Crawl(page_timeout=8.0, images=False), journey=Journey(timeout=timeout))
    return asyncio.run(_walk(config, url, products, folder, devices, cancel_after))


async def _walk(
    config: Config, url: str, products: Sequence[str], folder: Path, devices: Sequence[Device], cancel: float | None
) -> Walked:
    address = Address.of_target(url + "/")
    shop = Shop(config, url + "/", url, address, permission(config, url), Frontier(address))
    shop.frontier.add(Found(url + path, "", "main") for path in products)
    meta = start_meta(config, url)
    writer = SnapshotWriter(folder / "walk.wacz", meta)
    guard = Guard(url)
    result = JourneyResult("failed")
    async with Session(config, url, guard) as session:
        task = asyncio.create_task(Walker(session, shop, writer, config, (), devices).walk())
        done, _ = await asyncio.wait({task}, timeout=cancel)
        if not done:
            task.cancel()
            await asyncio.wait({task})
        if not task.cancelled():
            result = task.result()
    writer.finish(Discovery(False, ()), meta)
    return Walked(result, open_snapshot(folder / "walk.wacz"), guard.refusals)
