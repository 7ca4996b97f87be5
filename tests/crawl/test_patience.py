"""Ctrl-C is never lost on the way, whatever was waited for at that moment."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from disputelint.checker.config.settings import Config, Crawl, Journey
from disputelint.checker.crawl import read, run
from disputelint.checker.crawl.patience import in_time
from disputelint.checker.crawl.progress import Silent
from disputelint.checker.crawl.slot import quietly
from disputelint.checker.errors import Interrupted
from disputelint.checker.snapshot.read import open_snapshot
from disputelint.checker.snapshot.write import SnapshotWriter
from tests.shops.counting import Asked, CountingShop, Said, open_shop

_MOMENTS = ("step 1", "step 3", "step 6", "answer", "finish")


class _Shop(CountingShop):
    def answer(self, asked: Asked) -> Said | None:
        links = "".join(f"<a href=/products/tea-{n}>Tea {n}</a>" for n in range(4))
        return self.page("Tea", f"<p>$5.00</p>{links}") if asked.path == "/" or "tea" in asked.path else None


class _Pressing(Silent):
    """Presses Ctrl-C at one moment of a crawl."""

    def __init__(self, moment: str) -> None:
        self.moment, self.steps, self.pressed = moment, 0, False

    def at(self, moment: str) -> None:
        if moment == self.moment and not self.pressed:
            self.pressed = True
            signal.raise_signal(signal.SIGINT)

    def step(self, done: int, known: int, what: Any) -> None:
        self.steps += 1
        self.at(f"step {self.steps}")


@pytest.fixture
def listening() -> Iterator[None]:
    """Ctrl-C as a program hears it that was not started in the background."""
    if threading.current_thread() is not threading.main_thread():
        pytest.skip("signals come to the main thread")
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("moment", _MOMENTS)
def test_ctrl_c_at_any_moment_of_a_crawl_is_told_and_keeps_what_was_read(
    moment: str, listening: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressing = _Pressing(moment)
    finish, parse = run._Run.finish, read.parse

    def finished(self: Any) -> Any:
        pressing.at("finish")
        return finish(self)

    def parsed(load: Any) -> Any:
        pressing.at("answer")
        return parse(load)

    monkeypatch.setattr(run._Run, "finish", finished)
    monkeypatch.setattr(read, "parse", parsed)
    config = Config(crawl=Crawl(render="none"), journey=Journey(on=False))
    with open_shop(_Shop()) as shop:
        writer = SnapshotWriter(tmp_path / "shop.wacz", run.start_meta(config, shop.url))
        with pytest.raises(Interrupted) as stopped:
            run.crawl_now(config, shop.url, writer, pressing)
    assert pressing.pressed and stopped.value.exit_code == 130
    assert open_snapshot(tmp_path / "shop.wacz").meta.target.startswith(shop.url)


def test_a_cancellation_that_comes_with_the_answer_is_not_lost() -> None:
    async def waits(how: Any) -> str:
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(how(answer, 5.0))
        await asyncio.sleep(0)
        answer.set_result(None)
        task.cancel()
        await asyncio.wait({task})
        return "cancelled" if task.cancelled() else "lost"

    assert asyncio.run(waits(in_time)) == "cancelled"
    assert asyncio.run(waits(quietly)) == "cancelled"


def test_a_cancellation_that_somebody_took_for_his_own_still_ends_the_crawl(
    listening: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def swallowing(self: Any) -> None:
        signal.raise_signal(signal.SIGINT)
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(5)

    monkeypatch.setattr(run._Run, "all", swallowing)
    config = Config()
    writer = SnapshotWriter(tmp_path / "shop.wacz", run.start_meta(config, "http://127.0.0.1:9/"))
    with pytest.raises(Interrupted):
        run.crawl_now(config, "http://127.0.0.1:9/", writer, Silent())
    assert open_snapshot(tmp_path / "shop.wacz").meta.truncated == "interrupted"
