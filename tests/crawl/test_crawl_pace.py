from __future__ import annotations

import asyncio
import time

import pytest

from disputelint.checker.crawl.pace import Pace


def seconds(pace: Pace, *urls: str, slow: float | None = None) -> float:
    async def go() -> float:
        began = time.monotonic()
        for number, url in enumerate(urls):
            await pace.turn(url)
            if slow is not None and number == 0:
                pace.slow(url, slow)
        return time.monotonic() - began

    return asyncio.run(go())


def test_a_public_host_is_asked_so_many_times_a_second() -> None:
    assert seconds(Pace(10), *["https://shop.example/"] * 4) == pytest.approx(0.3, abs=0.15)


def test_hosts_do_not_wait_for_each_other() -> None:
    assert seconds(Pace(5), "https://shop.example/", "https://help.example/", "https://c.example/") < 0.15


def test_loopback_is_not_slowed_until_it_complains() -> None:
    assert seconds(Pace(1), *["http://127.0.0.1:8000/"] * 20) < 0.5
    assert seconds(Pace(1), *["http://127.0.0.1:8000/"] * 3, slow=0.3) >= 0.3


def test_a_delay_that_robots_txt_asks_for_is_kept() -> None:
    pace = Pace(100)
    pace.at_least("https://shop.example/", 0.2)
    assert seconds(pace, *["https://shop.example/"] * 3) >= 0.35
