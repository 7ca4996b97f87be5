"""Stand-ins for shop platforms, each walked to the last step before payment and left with an empty cart."""

from __future__ import annotations

import pytest

from disputelint.checker.crawl.journey.knowledge import endpoints
from disputelint.checker.crawl.knowledge import knowledge
from tests.crawl.journey.walked import CONFIG, Walked, walk_in
from tests.lent import Lent
from tests.shops.base_shop import BaseShop
from tests.shops.bigcommerce import BigCommerceShop
from tests.shops.colorme import ColorMeShop
from tests.shops.counting import open_shop
from tests.shops.magento import MagentoShop
from tests.shops.storefront import Storefront
from tests.shops.stores_jp import StoresShop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("platforms")]

_SHOPS: dict[str, tuple[type[Storefront], str, float]] = {
    "magento": (MagentoShop, "payment", 14.0),
    "bigcommerce": (BigCommerceShop, "payment", 13.0),
    "base": (BaseShop, "review", 2860.0),
    "stores_jp": (StoresShop, "review", 2860.0),
    "colorme": (ColorMeShop, "review", 2860.0),
}


@pytest.fixture(scope="module")
def walked(lent: Lent, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Storefront, Walked]]:
    found: dict[str, tuple[Storefront, Walked]] = {}
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setitem(endpoints()["colorme"], "hosts", ["localhost"])  # its basket stands on a host of the platform

    async def go() -> None:
        async with lent.session(CONFIG, "http://127.0.0.1") as session:
            for name, (kind, _, _) in _SHOPS.items():
                shop, runs_on = kind(), knowledge().platforms[name]
                with open_shop(shop):
                    folder = tmp_path_factory.mktemp(name)
                    found[name] = (
                        shop,
                        await walk_in(session, CONFIG, shop.url, shop.products, folder, platform=runs_on),
                    )

    try:
        lent.run(go())
    finally:
        monkeypatch.undo()
    return found


@pytest.mark.parametrize("name", _SHOPS)
def test_a_platforms_stand_in_is_walked_to_its_last_step_and_left_empty(
    walked: dict[str, tuple[Storefront, Walked]], name: str
) -> None:
    shop, done = walked[name]
    _, step, total = _SHOPS[name]
    assert done.result.state == "walked", [(s.action, s.detail) for s in done.steps]
    assert (done.steps[-1].step, done.amounts(step)[-1][1]) == (step, total)
    assert done.amounts("cart")[-1][1] == shop.price
    assert shop.bad == [] and shop.full_carts == []


def test_a_basket_on_the_platforms_host_is_the_shops_own(walked: dict[str, tuple[Storefront, Walked]]) -> None:
    shop, done = walked["colorme"]
    hosts = {step.page.split("/")[2].split(":")[0] for step in done.steps if step.kind in ("cart", "checkout")}
    assert hosts == {"localhost"} and shop.url.startswith("http://127.0.0.1")
