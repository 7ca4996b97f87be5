"""How fast a host is asked: at most so many page loads a second, slower after it said that it is too much."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass

from disputelint.checker.crawl.urls import host_of, is_loopback

SLOWEST = 10.0  # seconds between two loads, however often a host complains


def side_by_side(asked: int, url: str) -> int:
    """How many pages are read at a time: as many as asked for, else 2 to 4.

    A shop in the network is waited for, so each processor has two pages. A shop on this very machine is not, and pages
    that only take the processor from each other cost more of it: one for each.
    """
    processors = os.cpu_count() or 1
    return asked or min(4, max(2, processors) if is_loopback(url) else 2 * processors)


@dataclass
class _Lane:
    interval: float
    free_at: float = 0.0


class Pace:
    """One lane per host; `rate` is page loads a second. A loopback host is asked without a pause until it complains."""

    def __init__(self, rate: float) -> None:
        self._interval = 1 / rate if rate > 0 else 0.0
        self._lanes: dict[str, _Lane] = {}

    async def turn(self, url: str) -> None:
        """Wait until the URL's host may be asked again."""
        lane = self._lane(url)
        now = asyncio.get_running_loop().time()
        start = max(now, lane.free_at)
        lane.free_at = start + lane.interval
        if start > now:
            await asyncio.sleep(start - now)

    def slow(self, url: str, seconds: float) -> None:
        """The host asked for patience: nothing for `seconds`, and half the speed from now on."""
        lane = self._lane(url)
        lane.interval = min(SLOWEST, max(lane.interval * 2, 0.1))
        lane.free_at = max(lane.free_at, asyncio.get_running_loop().time() + seconds)

    def at_least(self, url: str, interval: float) -> None:
        """Leave at least `interval` seconds between two loads (robots.txt `Crawl-delay`)."""
        lane = self._lane(url)
        lane.interval = max(lane.interval, min(SLOWEST, interval))

    def _lane(self, url: str) -> _Lane:
        host = host_of(url)
        if host not in self._lanes:
            self._lanes[host] = _Lane(0.0 if is_loopback(url) else self._interval)
        return self._lanes[host]
