"""Shops without pages of their products: the walk buys from the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from disputelint.checker.crawl.journey.choose import Offer, best_first
from disputelint.checker.crawl.journey.listed import offers_of
from disputelint.checker.crawl.shop import Visit
from disputelint.checker.crawl.wares import Wares
from disputelint.checker.understand.document import Document, parse
from tests.crawl.journey.walked import Walked, walk
from tests.lent import Lent
from tests.shops.counting import open_shop
from tests.shops.shelves import ShelfShop
from tests.understand.pages import document, load

HERE = "https://shop.example/"


def offered(document: Document) -> list[tuple[str, float | None]]:
    return [(offer.name, offer.price) for offer in offers_of(document, HERE)]


def test_each_card_with_a_price_and_a_control_of_its_own_is_an_offer() -> None:
    page = document(f"<main><h1>Teas</h1>{ShelfShop().shelf()}</main>")
    assert offered(page) == [("Green tea", 12.0), ("Black tea", 7.0), ("White tea", 19.0)]
    first = best_first(offers_of(page, HERE))[0]
    assert (first.name, first.currency, first.url) == ("Black tea", "GBP", HERE)
    assert page.tree.css_first(first.at).text() == "🛒"


def test_the_name_is_the_headings_the_pictures_or_the_first_words() -> None:
    cards = (
        "<li><span class=badge>£5.00</span><div class=product-name>Mug</div><button>Add to cart</button></li>"
        "<li><img src=a.jpg alt='Jug'><b>£6.00</b><button>Add to cart</button></li>"
        "<li><p>Bowl</p><p>£7.00</p><button>Add to cart</button></li>"
    )
    assert offered(document(f"<main><ul>{cards}</ul></main>")) == [("Mug", 5.0), ("Jug", 6.0), ("Bowl", 7.0)]


@pytest.mark.parametrize(
    "card",
    [
        "<div><h3>Mug</h3><button>Add to cart</button></div>",
        "<div><h3>Mug</h3><b>£5.00</b><button disabled>Add to cart</button></div>",
        "<div><h3>Mug</h3><b>£5.00</b><button>Add to wish list</button></div>",
        "<div><h3>Mug</h3><b>£5.00</b><button class=subscribe>Subscribe</button></div>",
        "<div hidden><h3>Mug</h3><b>£5.00</b><button>Add to cart</button></div>",
    ],
)
def test_what_has_no_price_or_cannot_be_bought_is_none(card: str) -> None:
    other = "<div><h3>Jug</h3><b>£6.00</b><button>Add to cart</button></div>"
    assert offered(document(f"<main>{card}{other}</main>")) == [("Jug", 6.0)]


def test_products_with_pages_of_their_own_come_before_lists() -> None:
    shelf = document(f"<main>{ShelfShop().shelf()}</main>")
    product = document("<main><h1>Mug</h1><b>£5.00</b><button>Add to cart</button></main>", f"{HERE}mug")
    wares = Wares()
    wares.keep(Visit(shelf.load, shelf, ("home",)))
    assert len(wares.offers()) == 3
    wares.keep(Visit(product.load, product, ("product",)))
    wares.keep(Visit(shelf.load, shelf, ("collection",)))
    assert [(offer.url, offer.at) for offer in wares.offers()] == [(f"{HERE}mug", "")]


@pytest.mark.browser
def test_a_shop_without_pages_of_products_is_walked_and_left_as_it_was(lent: Lent, tmp_path: Path) -> None:
    shop = ShelfShop()
    with open_shop(shop):
        done = walk(lent, shop.url, offers_at(shop), tmp_path)
    assert (shop.bad, shop.full_carts, shop.was_filled) == ([], [], True)
    assert done.result.state == "walked"
    assert [step.kind for step in done.steps][:3] == ["product", "cart", "checkout"]
    assert chosen(done) == ("Black tea", [("price", 7.0)])
    assert dict(done.amounts("checkout"))["total"] == 7.0


def offers_at(shop: ShelfShop) -> list[Offer]:
    html = f"<main><h1>Teas</h1>{shop.shelf()}</main>"
    return list(offers_of(parse(load(html, f"{shop.url}/")), f"{shop.url}/"))


def chosen(done: Walked) -> tuple[str, list[tuple[str, float | None]]]:
    return next(step.detail for step in done.steps if step.kind == "cart"), done.amounts("product")
