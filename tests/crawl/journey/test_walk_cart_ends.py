"""Shops whose cart leads to no page of a checkout: paid on the cart's page, asked for an address there, or going nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from disputelint.checker.crawl.journey.buyer import View
from disputelint.checker.crawl.journey.focus import appeared
from tests.crawl.journey.walked import Walked, walk
from tests.lent import Lent
from tests.shops.counting import open_shop
from tests.shops.storage import DEAD_END, LEADS_HOME, PAYS_HERE, UNFOLDS, CartEndsShop, ShyShop
from tests.understand.pages import document


def walked(lent: Lent, below: str, folder: Path) -> Walked:
    shop = CartEndsShop(below)
    with open_shop(shop):
        done = walk(lent, shop.url, shop.products, folder)
    assert shop.bad == []
    return done


@pytest.mark.browser
def test_a_cart_that_is_paid_on_its_own_page_is_walked_to_its_pay_control(lent: Lent, tmp_path: Path) -> None:
    done = walked(lent, PAYS_HERE, tmp_path)
    assert done.result.state == "walked"
    assert (done.steps[-1].kind, done.steps[-1].page.rsplit("/", 1)[-1]) == ("checkout", "cart#step-review")
    assert dict(done.amounts("review"))["total"] == 9.0


@pytest.mark.browser
def test_a_checkout_that_unfolds_on_the_carts_page_is_walked_there(lent: Lent, tmp_path: Path) -> None:
    done = walked(lent, UNFOLDS, tmp_path)
    assert done.result.state == "walked"
    assert [step.step for step in done.steps if step.kind == "checkout"] == ["address", "review"]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("below", "why"),
    [
        (DEAD_END, "'Proceed to checkout' leads no further on /cart"),
        (LEADS_HOME, "what leads to the checkout leads to the home page"),
        ("", "no control of the cart leads to a checkout"),
    ],
)
def test_a_cart_that_leads_nowhere_is_told_as_such(lent: Lent, tmp_path: Path, below: str, why: str) -> None:
    done = walked(lent, below, tmp_path)
    assert (done.result.state, done.result.reason, done.result.detail) == ("partial", "form_gate", why)


@pytest.mark.browser
def test_a_press_that_puts_nothing_into_the_cart_is_told_as_such(lent: Lent, tmp_path: Path) -> None:
    with open_shop(ShyShop()) as shop:
        done = walk(lent, shop.url, shop.products, tmp_path)
    assert (done.result.reason, done.result.detail) == ("no_add_to_cart", "pressing 'Add to cart' changed nothing")


def test_what_came_to_be_seen_is_the_part_with_the_most_fields() -> None:
    def view(covered: str, asked: str) -> View:
        fields = "".join(f"<label>{name}<input name={name}></label>" for name in ("name", "street", "city"))
        page = document(
            f"<body><div id=goods {covered}><h1>Mug</h1><p>$5.00</p><label>Pieces<input name=quantity></label></div>"
            f"<div id=cart {asked and 'hidden'}><p>Total $5.00</p></div>"
            f"<div id=ask {'' if asked else 'hidden'}><h2>Your order</h2>{fields}</div></body>"
        )
        return View(page.load, page)  # type: ignore[arg-type]

    assert appeared(view("hidden", ""), view("", "asked")) == '[id="ask"]'
    assert appeared(view("", ""), view("", "")) is None
