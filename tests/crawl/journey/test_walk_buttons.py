"""Controls that are not what they seem: buttons that do nothing, summaries that hide the order."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from disputelint.checker.crawl.journey.address import address_of
from disputelint.checker.crawl.journey.buyer import View
from disputelint.checker.crawl.journey.checkout import Checkout
from disputelint.checker.crawl.journey.controls import Press
from disputelint.checker.crawl.knowledge import knowledge
from disputelint.checker.crawl.load import RenderedLoad
from disputelint.checker.understand.document import parse
from tests.crawl.journey.walked import CONFIG, walk, walk_in
from tests.lent import Lent
from tests.shops.buttons import DeadButtonShop
from tests.shops.counting import open_shop
from tests.shops.folded import FoldedShop
from tests.shops.storage import DrawerShop

pytestmark = pytest.mark.browser


def test_a_dead_button_is_told_and_the_cart_filled_by_form_or_by_the_platforms_address(
    lent: Lent, tmp_path: Path
) -> None:
    reached: dict[str, tuple[str, str | None]] = {}
    pressed: dict[str, object] = {}

    async def go() -> None:
        async with lent.session(CONFIG, "http://127.0.0.1") as session:
            for way, platform in (("form", ""), ("platform", "shopify")):
                folder, runs_on = tmp_path / way, knowledge().platforms.get(platform)
                with open_shop(DeadButtonShop(way)) as shop:
                    done = await walk_in(session, CONFIG, shop.url, shop.products, folder, platform=runs_on)
                with zipfile.ZipFile(folder / "walk.wacz") as kept:
                    line = json.loads(kept.read("disputelint/probes.jsonl").splitlines()[0])
                reached[way], pressed[way] = (done.result.state, done.result.reason), line["probes"]["add_to_cart"]
                assert shop.bad == [] and shop.full_carts == []

    lent.run(go())
    assert reached == {"form": ("walked", None), "platform": ("walked", None)}
    assert list(pressed.values()) == [[{"shown": "Add to basket", "verdict": "dead"}]] * 2


def test_a_folded_summary_is_opened_and_late_shipping_waited_for_before_the_amounts_are_noted(
    lent: Lent, tmp_path: Path
) -> None:
    with open_shop(FoldedShop()) as shop:
        done = walk(lent, shop.url, shop.products, tmp_path, devices=("mobile",))
    assert done.result.state == "walked" and shop.bad == [] and shop.full_carts == []
    assert [one for one in done.amounts("review") if one[0] != "order summary"] == [
        ("subtotal", 9.0), ("shipping", 3.95), ("total", 12.95),
    ]  # fmt: skip


def test_a_cart_without_a_page_of_its_own_proves_no_button_dead(lent: Lent, tmp_path: Path) -> None:
    with open_shop(DrawerShop()) as shop:
        done = walk(lent, shop.url, shop.products, tmp_path)
    assert done.result.reason == "no_add_to_cart" and shop.bad == []
    with zipfile.ZipFile(tmp_path / "walk.wacz") as kept:
        assert "disputelint/probes.jsonl" not in kept.namelist()


@pytest.mark.parametrize(
    ("inner", "waits"),
    [
        ("<label><input type=radio name=way value=a> Standard $5.00</label>", True),
        ("<label><input type=radio name=way value=a checked> Standard $5.00</label>", False),
        ("<label><input type=radio name=way value=a disabled> Standard $5.00</label>", False),
        ("<label><input type=checkbox name=news> Tell me more</label>", False),
    ],
)
def test_a_last_page_that_has_not_taken_a_choice_yet_is_waited_for(inner: str, waits: bool) -> None:
    html = f"<title>Checkout</title><main><h1>Checkout</h1><form>{inner}<p>Total $15.00</p></form></main>"
    load = RenderedLoad("https://a.example/c", "https://a.example/c", "desktop", "fetched", body=lambda: html)
    checkout = Checkout(cast(Any, None), cast(Any, None), address_of("US", "a@a.example"), {})
    view = View(load, parse(load))
    ready = Press("Place order", "button", "order", "main", visible=True)
    assert checkout._awaits(view, ready) is waits
    assert checkout._awaits(view, replace(ready, enabled=False))
    assert [checkout._awaits(view, ready) for _ in range(9)][-1] is False  # not for ever
