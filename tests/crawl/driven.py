"""One browser session on one hostile server, in a thread of its own, for all tests of a module."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from typing import Any, TypeVar

from disputelint.checker.config.settings import Config, Crawl
from disputelint.checker.crawl.guard import Guard
from disputelint.checker.crawl.load import RenderedLoad
from disputelint.checker.crawl.session import Session
from disputelint.checker.model import Device

from .hostile import Shop, hostile

T = TypeVar("T")
FAST = Config(crawl=Crawl(page_timeout=3.0))


class Driven:
    """A running session. `render` and `run` work from any test; pages of one test should not be those of another."""

    def __init__(self, shop: Shop, session: Session, loop: asyncio.AbstractEventLoop) -> None:
        self.shop = shop
        self.session = session
        self._loop = loop

    @property
    def guard(self) -> Guard:
        return self.session.guard

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def run(self, work: Callable[[Session], Coroutine[Any, Any, T]]) -> T:
        return self.wait(work(self.session))

    def render(self, path: str, device: Device = "desktop") -> RenderedLoad:
        url = path if "://" in path else self.shop.origin + path
        return self.wait(self.session.render(url, device))


@contextlib.contextmanager
def driven(
    pages: dict[str, str],
    config: Config = FAST,
    globals_wanted: tuple[str, ...] = (),
    openers: tuple[str, ...] = (),
) -> Iterator[Driven]:
    """A session on a hostile server with `pages`, until the block ends."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def wait(work: Awaitable[T]) -> T:
        async def go() -> T:
            return await work

        return asyncio.run_coroutine_threadsafe(go(), loop).result(60)

    try:
        with hostile(pages) as shop:
            session = Session(config, shop.origin, Guard(shop.origin), globals_wanted=globals_wanted, openers=openers)
            wait(session.__aenter__())
            try:
                yield Driven(shop, session, loop)
            finally:
                wait(session.__aexit__(None, None, None))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()
