"""One browser for all tests of a worker that need no more of it than sessions of their own."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from disputelint.checker.config.settings import Config
from disputelint.checker.crawl import browser, session
from disputelint.checker.crawl.guard import Guard
from disputelint.checker.crawl.session import Session
from disputelint.checker.crawl.slot import Rules, blocked_patterns, quietly

if TYPE_CHECKING:
    from playwright.async_api import Browser as Running

T = TypeVar("T")


class Loop:
    """An event loop that runs while something is waited for."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()

    def run(self, work: Coroutine[Any, Any, T], seconds: float | None = None) -> T:
        """What comes of `work`."""
        return self._loop.run_until_complete(asyncio.wait_for(work, seconds))

    def stop(self) -> None:
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()


class _Guest(Session):
    """A session as any other, but in a browser that runs already and runs on."""

    def __init__(
        self, running: Running, found: browser.Browser, config: Config, origin: str, guard: Guard, **more: Any
    ) -> None:
        super().__init__(config, origin, guard, **more)
        self._running = running
        self.browser = found

    async def __aenter__(self) -> _Guest:
        await self.guard.look_up(self.guard.host)
        self._rules = Rules(self.guard, self._config.access, blocked_patterns(self.guard))
        return self

    async def __aexit__(self, *raised: object) -> None:
        for context in self._contexts.values():
            await quietly(context.close(), 10.0)


class Lent:
    """A running browser and the loop that it belongs to."""

    def __init__(self, loop: Loop, running: Running, found: browser.Browser) -> None:
        self.loop = loop
        self._running = running
        self._found = found

    def run(self, work: Coroutine[Any, Any, T], seconds: float | None = None) -> T:
        """What comes of `work`, in which sessions may be opened."""
        return self.loop.run(work, seconds)

    def session(self, config: Config, origin: str, guard: Guard | None = None, **more: Any) -> Session:
        """A session with contexts and cookies of its own. The arguments are those of `Session`."""
        return _Guest(self._running, self._found, config, origin, guard or Guard(origin), **more)

    @contextlib.contextmanager
    def to_audits(self) -> Iterator[None]:
        """Whole audits and crawls within the block open their sessions in this browser too."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(asyncio, "run", self.run)
            patch.setattr(session, "Session", self.session)
            yield


@contextlib.contextmanager
def lent_browser() -> Iterator[Lent]:
    """A browser, started as an audit starts it, until the block ends."""
    from playwright.async_api import async_playwright

    loop = Loop()
    driver = loop.run(async_playwright().start())
    try:
        running, found = loop.run(browser.launch(driver))
        yield Lent(loop, running, found)
        loop.run(quietly(running.close(), 10.0))
    finally:
        loop.run(quietly(driver.stop(), 10.0))
        loop.stop()
