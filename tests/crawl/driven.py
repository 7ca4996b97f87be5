"""One browser session on one hostile server, for all tests of a module."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

from disputelint.checker.config.settings import Config, Crawl
from disputelint.checker.crawl.guard import Guard
from disputelint.checker.crawl.load import RenderedLoad
from disputelint.checker.crawl.session import Session
from disputelint.checker.model import Device
from tests.lent import Lent, Loop

from .hostile import Shop, hostile

T = TypeVar("T")
FAST = Config(crawl=Crawl(page_timeout=3.0))


class Driven:
    """A running session. `render` and `run` work from any test; pages of one test should not be those of another."""

    def __init__(self, shop: Shop, session: Session, loop: Loop) -> None:
        self.shop = shop
        self.session = session
        self._loop = loop

    @property
    def guard(self) -> Guard:
        return self.session.guard

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        return self._loop.run(work, 60)

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
    *,
    lent: Lent | None = None,
) -> Iterator[Driven]:
    """A session on a hostile server with `pages`, until the block ends; `lent`: in that browser, not in one of its own."""
    loop = lent.loop if lent else Loop()
    try:
        with hostile(pages) as shop:
            if lent:
                session = lent.session(config, shop.origin, globals_wanted=globals_wanted, openers=openers)
            else:
                guard = Guard(shop.origin)
                session = Session(config, shop.origin, guard, globals_wanted=globals_wanted, openers=openers)
            loop.run(session.__aenter__(), 60)
            try:
                yield Driven(shop, session, loop)
            finally:
                loop.run(session.__aexit__(None, None, None), 60)
    finally:
        if not lent:
            loop.stop()
