"""The demo shop by itself: it sells, it counts, and its two states differ only where the manifest says."""

from __future__ import annotations

import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator

import pytest

from disputelint.checker.demo import DemoShop, serve
from disputelint.checker.demo.catalog import flaws


class Buyer:
    """A visitor with cookies."""

    def __init__(self, shop: DemoShop) -> None:
        self.shop = shop
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.open = urllib.request.build_opener(jar).open

    def get(self, path: str) -> tuple[int, str, str]:
        return self._answer(self.shop.url + path, None)

    def post(self, path: str, **form: str) -> tuple[int, str, str]:
        return self._answer(self.shop.url + path, urllib.parse.urlencode(form).encode())

    def _answer(self, url: str, data: bytes | None) -> tuple[int, str, str]:
        try:
            with self.open(url, data, timeout=10) as answer:
                return answer.status, answer.read().decode(), answer.geturl()
        except urllib.error.HTTPError as problem:
            return problem.code, problem.read().decode(), url


@pytest.fixture(params=["flawed", "clean"])
def shop(request: pytest.FixtureRequest) -> Iterator[DemoShop]:
    with serve(request.param) as running:
        yield running


def test_every_page_of_the_sitemap_opens_except_the_seeded_refusal(shop: DemoShop) -> None:
    buyer = Buyer(shop)
    places = re.findall(r"<loc>(.*?)</loc>", buyer.get("/sitemap.xml")[1])
    assert len(places) > 50
    closed = {p for p in places if buyer.get(p.removeprefix(shop.url))[0] != 200}
    refused = {shop.url + path for path in ("/pages/order-status", "/ja/pages/order-status")}
    assert closed == (refused if shop.state == "flawed" else set())


@pytest.mark.parametrize("prefix", ["", "/ja"])
def test_a_buyer_gets_to_the_last_step_and_the_sums_are_right(shop: DemoShop, prefix: str) -> None:
    buyer = Buyer(shop)
    added = json.loads(buyer.post(f"{prefix}/cart/add", handle="bamboo-whisk", quantity="2")[1])
    assert added["total"] == 5940
    assert "5,940" in buyer.get(f"{prefix}/cart")[1]
    buyer.post(f"{prefix}/cart/checkout")
    address = {"email": "a@example.com", "name": "A", "postcode": "1", "city": "K", "street": "2", "phone": "3"}
    buyer.post(f"{prefix}/checkout/address", **address)
    buyer.post(f"{prefix}/checkout/shipping", method="domestic")
    _, page, url = buyer.post(f"{prefix}/checkout/payment", payment="card")
    assert url.endswith("/checkout/review")
    assert "6,710" in page
    assert shop.orders == []


def test_checkout_cannot_be_entered_with_an_empty_basket(shop: DemoShop) -> None:
    assert Buyer(shop).get("/checkout/review")[2].endswith("/cart")


def test_a_variant_has_to_be_chosen_and_a_sold_out_product_cannot_be_bought(shop: DemoShop) -> None:
    buyer = Buyer(shop)
    assert buyer.post("/cart/add", handle="cotton-tenugui")[0] == 422
    assert buyer.post("/cart/add", handle="cotton-tenugui", option="Indigo")[0] == 200
    assert buyer.post("/cart/add", handle="washi-notebook")[0] == 422


def test_a_request_that_breaks_a_page_does_not_end_the_server(shop: DemoShop) -> None:
    buyer = Buyer(shop)
    assert buyer.post("/checkout/%00", x="\x00")[0] < 600
    assert buyer.get("/products/../../etc/passwd")[0] == 404
    assert buyer.get("/")[0] == 200


def test_every_flaw_shows_in_the_flawed_state_and_nowhere_in_the_clean_one() -> None:
    with serve("flawed") as flawed, serve("clean") as clean:
        told = {path for flaw in flaws() for path in flaw.pages if not path.startswith(("/checkout", "/cart"))}
        for path in sorted(told):
            mask = str.maketrans("", "", "0123456789")
            one, other = Buyer(flawed).get(path)[1], Buyer(clean).get(path)[1]
            assert one.translate(mask) != other.translate(mask), path
