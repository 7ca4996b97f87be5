"""However a walk ends, the cart is empty afterwards and nothing was sent that buys, signs up or writes to the shop."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from disputelint.checker.crawl.journey.result import JourneyResult
from disputelint.checker.crawl.session import Session
from disputelint.checker.crawl.slot import quietly
from tests.crawl.journey.walked import walk
from tests.lent import Lent
from tests.shops.counting import Asked, CountingShop, Said, open_shop
from tests.shops.gates import GatedShop

pytestmark = pytest.mark.browser


async def _filled(shop: CountingShop) -> None:
    """Wait until something is in a cart and the checkout was reached."""
    for _ in range(1200):
        if shop.full_carts and any("checkout" in path for _, path in shop.asked):
            return
        await asyncio.sleep(0.05)


def test_a_cancelled_walk_leaves_an_empty_cart(lent: Lent, tmp_path: Path) -> None:
    with open_shop(GatedShop()) as shop:
        seen: list[int] = []

        async def cut(session: Session, task: asyncio.Task[JourneyResult]) -> None:
            await _filled(shop)
            seen.append(len(shop.full_carts))
            task.cancel()

        walk(lent, shop.url, shop.products, tmp_path, cut=cut)
        assert seen == [1] and shop.full_carts == [] and shop.bad == []


def test_a_walk_that_takes_too_long_leaves_an_empty_cart(lent: Lent, tmp_path: Path) -> None:
    with open_shop(GatedShop()) as shop:
        shop.delay = 60.0

        async def cut(session: Session, task: asyncio.Task[JourneyResult]) -> None:
            await _filled(shop)

        done = walk(lent, shop.url, shop.products, tmp_path, timeout=8.0, cut=cut)
        assert (done.result.state, done.result.reason) == ("partial", "timeout")
        assert shop.was_filled and shop.full_carts == [] and shop.bad == []


def test_a_page_that_dies_under_the_walk_leaves_an_empty_cart(lent: Lent, tmp_path: Path) -> None:
    with open_shop(GatedShop()) as shop:

        async def cut(session: Session, task: asyncio.Task[JourneyResult]) -> None:
            await _filled(shop)
            for slot, _ in list(session._walks.values()):
                await quietly(slot.cdp.send("Page.crash"), 2.0)

        done = walk(lent, shop.url, shop.products, tmp_path, cut=cut)
        assert done.result.state == "partial" and done.result.reason is not None
        assert shop.was_filled and shop.full_carts == [] and shop.bad == []


@pytest.mark.skipif(os.name == "nt", reason="sends a signal to a group of processes")
def test_ctrl_c_which_ends_the_browser_too_leaves_an_empty_cart(tmp_path: Path) -> None:
    # Shells let what runs in the background ignore Ctrl-C, and all that it starts inherits that.
    start = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from disputelint.checker.cli import main; main()"
    )
    command = [sys.executable, "-c", start, "crawl"]
    with open_shop(GatedShop()) as shop:
        shop.delay = 1.5
        arguments = [shop.url + "/", "-o", str(tmp_path / "shop.wacz")]
        running = subprocess.Popen(
            [*command, *arguments],
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=tmp_path,
        )
        asyncio.run(_filled(shop))
        assert len(shop.full_carts) == 1
        os.killpg(running.pid, signal.SIGINT)
        running.communicate(timeout=90)
        assert running.returncode == 130
        assert shop.full_carts == [] and shop.bad == []


class BrokenCheckout(GatedShop):
    """A shop that stumbles when it is sent an address, and tries to order from a script."""

    def answer(self, asked: Asked) -> Said | None:
        if asked.path == "/checkout/confirm":
            return Said("<h1>Internal error</h1>", 500)
        said = super().answer(asked)
        if said is not None and asked.path == "/checkout":
            return Said(said.body + "<script>fetch('/checkout/place-order', {method: 'POST'}).catch(() => 0)</script>")
        return said


def test_an_error_of_the_shop_ends_the_walk_with_its_reason_and_an_empty_cart(lent: Lent, tmp_path: Path) -> None:
    with open_shop(BrokenCheckout()) as shop:
        done = walk(lent, shop.url, shop.products, tmp_path)
        assert (done.result.state, done.result.reason) == ("partial", "http_refusal")
        assert shop.was_filled and shop.full_carts == [] and shop.bad == []
        assert any(refusal.why == "order" for refusal in done.refused)
