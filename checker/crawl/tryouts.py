"""The pages of a crawl that press their buyers by countdowns and counters, kept to be tried out at its end."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from disputelint.checker.crawl import probes

if TYPE_CHECKING:
    from disputelint.checker.crawl.pace import Pace
    from disputelint.checker.crawl.session import Session
    from disputelint.checker.crawl.shop import Shop, Visit
    from disputelint.checker.snapshot.write import SnapshotWriter


class Tryouts:
    """What is to be tried out of a shop, by the address of its page."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._targets: dict[str, probes.Target] = {}

    def keep(self, visit: Visit) -> None:
        """Keep what a page shows that is to be tried out; nothing of another address of a page that is kept already."""
        done = self._shop.done.get(visit.load.url)
        if done is None or not done.read:
            return
        with suppress(Exception):  # hostile input: one page the less to try out
            if (found := probes.target(visit, self._shop.address.request(visit.load.url))) is not None:
                self._targets[found.url] = found

    def chosen(self) -> list[probes.Target]:
        """The pages to try out, best first; see `probes.chosen`."""
        return probes.chosen(self._targets.values())

    async def make(self, targets: list[probes.Target], session: Session, pace: Pace, writer: SnapshotWriter) -> None:
        """Find out, in visits of their own, whether countdowns and counters are honest, and write down what was seen."""
        await probes.probe(session, pace, targets, lambda one, said: writer.add_probes(one.url, one.device, said))
