"""A walk or a trial of a page that fails costs itself; what was read is kept."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from disputelint.checker.config.settings import Config
from disputelint.checker.crawl import probes
from disputelint.checker.crawl.journey.walk import Walker
from disputelint.checker.crawl.progress import Silent
from disputelint.checker.crawl.run import _Run, start_meta
from disputelint.checker.snapshot.write import SnapshotWriter
from disputelint.checker.understand.parsed import Parsed

URL = "http://127.0.0.1:9/"


def _run(folder: Path) -> _Run:
    meta = start_meta(Config(), URL)
    return _Run(Config(), meta, SnapshotWriter(folder / "s.wacz", meta), Silent(), Parsed(), None)


def test_a_walk_that_breaks_is_a_failed_walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(self: Walker) -> None:
        raise RuntimeError("no such cart")

    monkeypatch.setattr(Walker, "walk", broken)
    reader = cast("Any", SimpleNamespace(session=object()))
    result = asyncio.run(_run(tmp_path)._walk(reader))
    assert (result.state, result.reason, result.detail) == ("failed", "crashed", "RuntimeError")


def test_pages_that_cannot_be_tried_out_give_nothing_and_break_nothing() -> None:
    class Gone:
        def fresh(self, *given: object) -> None:
            raise RuntimeError("the browser is gone")

    spot = cast("Any", SimpleNamespace(sign=SimpleNamespace(kind="timer"), text="09:59"))
    one = probes.Target(URL, URL, "desktop", "product", (spot,))
    held: list[object] = []
    asyncio.run(probes.probe(cast("Any", Gone()), cast("Any", None), [one], lambda *said: held.append(said)))
    assert held == []
