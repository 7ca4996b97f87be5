"""Carts that are a part of the product's page: walked from the drawer to the last step before payment, and emptied."""

from __future__ import annotations

from pathlib import Path

import pytest

from disputelint.checker.config.settings import Config
from disputelint.checker.crawl.journey.promise import ACTION
from disputelint.checker.understand.site import read
from tests.crawl.journey.walked import CONFIG, Walked, walk, walk_in
from tests.lent import Lent
from tests.shops.counting import open_shop
from tests.shops.drawers import DrawerCartShop, MenuCartShop, MiniCartShop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("drawers")]

_WAYS = {
    "opened by the button, checkout on a page": ("page", True, True),
    "opened by its sign, checkout in a panel": ("panel", False, False),
}


@pytest.fixture(scope="module")
def walked(lent: Lent, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[DrawerCartShop, Walked]]:
    found: dict[str, tuple[DrawerCartShop, Walked]] = {}

    async def go() -> None:
        async with lent.session(CONFIG, "http://127.0.0.1") as session:
            for name, (checkout, opens, promises) in _WAYS.items():
                with open_shop(DrawerCartShop(checkout, opens=opens, promises=promises)) as shop:
                    folder = tmp_path_factory.mktemp("walk")
                    done = await walk_in(session, CONFIG, shop.url, shop.products, folder)
                found[name] = shop, done  # type: ignore[assignment]

    lent.run(go())
    return found


@pytest.mark.parametrize("way", _WAYS)
def test_a_cart_in_a_drawer_is_proved_walked_from_and_emptied(
    walked: dict[str, tuple[DrawerCartShop, Walked]], way: str
) -> None:
    shop, done = walked[way]
    assert done.result.state == "walked", done.result
    cart = next(step for step in done.steps if step.kind == "cart")
    assert [(one.label, one.amount) for one in cart.amounts][:2] == [("green tea", 9.0), ("subtotal", 9.0)]
    assert done.amounts("review")[-1] == ("total", 12.5)
    assert not [
        step for step in done.steps if not step.reached
    ]  # nothing was left in the cart, no page asked for in vain
    assert shop.bad == [] and {method for method, _ in shop.asked} == {"GET"}
    assert [path for _, path in shop.asked if path in ("/cart", "/basket", "/checkout")] == []


def test_an_order_is_raised_by_the_buttons_of_its_line_to_see_what_shipping_then_costs(
    walked: dict[str, tuple[DrawerCartShop, Walked]],
) -> None:
    _, done = walked["opened by the button, checkout on a page"]
    (step,) = [step for step in done.steps if step.action == ACTION]
    amounts = {one.label: one.amount for one in step.amounts}
    assert (step.kind, step.reached, amounts["subtotal"], amounts["delivery"]) == ("cart", True, 45.0, 3.5)
    assert not [step for step in walked["opened by its sign, checkout in a panel"][1].steps if step.action == ACTION]


def test_what_lies_around_the_drawer_is_no_part_of_the_cart_but_for_header_and_footer(
    walked: dict[str, tuple[DrawerCartShop, Walked]],
) -> None:
    cart = next(
        page
        for page in read(walked["opened by the button, checkout on a page"][1].snapshot, Config()).pages
        if "cart" in page.kinds
    )
    assert cart.url.endswith("/products/tea#step-cart")
    own = [block.text for block in cart.blocks if block.visible and block.region in ("main", "dialog")]
    assert "Your cart" in own and "Add to cart" not in own
    assert any(link.visible and link.text == "Refund policy" for link in cart.links)


def test_what_a_drawer_shows_and_does_not_take_out_is_taken_out_on_the_page_of_the_cart(
    lent: Lent, tmp_path: Path
) -> None:
    with open_shop(MiniCartShop()) as shop:
        done = walk(lent, shop.url, shop.products, tmp_path)
        assert done.result.state == "walked", done.result
        cart = next(step for step in done.steps if step.kind == "cart")
        assert cart.page.endswith("/products/tea#step-cart")
        assert shop.was_filled and shop.full_carts == [] and shop.bad == []
        assert not [step for step in done.steps if not step.reached]


def test_a_cart_whose_sign_stands_there_shut_is_not_taken_for_empty(lent: Lent, tmp_path: Path) -> None:
    with open_shop(MenuCartShop()) as shop:
        done = walk(lent, shop.url, shop.products, tmp_path)
        assert done.result.state == "walked", done.result
        assert shop.was_filled and shop.full_carts == [] and shop.bad == []
        assert ("POST", "/cart/remove") in shop.asked
        assert not [step for step in done.steps if not step.reached]
