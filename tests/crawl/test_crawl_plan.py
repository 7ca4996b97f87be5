from __future__ import annotations

import inspect
import random
from dataclasses import replace

import pytest

from disputelint.checker.crawl import plan
from disputelint.checker.crawl.discover import Candidate, Found, Frontier, guess
from disputelint.checker.crawl.knowledge import knowledge
from disputelint.checker.crawl.plan import Ask, Done, Limits, next_pages, sample
from disputelint.checker.crawl.read import kinds_of
from disputelint.checker.crawl.urls import Address
from disputelint.checker.understand.document import parse
from tests.understand.pages import load

HOME = "https://shop.example/"
LIMITS = Limits(HOME)


def frontier(*links: tuple[str, str, str]) -> Frontier:
    """Links as (path, text, by), all on the home page."""
    made = Frontier(Address.of_target(HOME))
    made.add(Found(HOME + path.lstrip("/"), text, by, HOME) for path, text, by in links)
    return made


def asks(made: Frontier, done: tuple[Done, ...] = (), limits: Limits = LIMITS) -> dict[str, Ask]:
    return {"/" + ask.url.removeprefix(HOME): ask for ask in next_pages(made.candidates(), done, limits)}


def products(count: int, folder: str = "products") -> list[tuple[str, str, str]]:
    return [(f"/{folder}/thing-{n}", f"Thing {n}", "main") for n in range(count)]


def test_policies_come_first_and_are_rendered() -> None:
    made = frontier(*products(30), ("/p/about-returns", "Returns & refunds", "footer"), ("/cart", "Cart", "header"))
    planned = asks(made)
    assert next(iter(planned)) == "/p/about-returns"
    assert planned["/p/about-returns"].how == "render"
    assert planned["/cart"].how == "render"


def test_pages_that_call_delivery_by_city_do_not_crowd_out_the_goods() -> None:
    cities = [(f"/gift-delivery-city{n}.html", f"Gift delivery in City {n}", "main") for n in range(60)]
    named = ("/delivery-information.html", "Delivery information", "main")
    planned = asks(frontier(*cities, *products(10), named), limits=replace(LIMITS, max_pages=20))
    assert sum("gift-delivery" in path and ask.why == "policy" for path, ask in planned.items()) <= plan.MAX_SERIES
    assert planned["/delivery-information.html"].why == "policy"
    assert sum(path.startswith("/products/") for path in planned) == 10


def test_a_list_among_many_pages_at_the_root_is_read() -> None:
    pages = [(f"/page-{name}.html", name, "footer") for name in ("one", "two", "three", "four", "five", "six", "seven")]
    made = frontier(*pages, ("/our-shop.html", "All products", "main"))
    done = tuple(Done(f"{HOME}page-{name}.html", (), True) for name in ("one", "two", "three", "four", "five", "six"))
    assert asks(made, done)["/our-shop.html"].why == "collection"


def test_a_page_that_shows_each_of_the_goods_in_turn_is_a_products() -> None:
    goods = [(f"/prodotto.html?id={n}", f"Vaso {n}", "main") for n in range(5)]
    planned = asks(frontier(("/prodotto.html", "Dettagli", "main"), *goods))
    assert {path for path, ask in planned.items() if ask.why == "product"} == {path for path, _, _ in goods}
    alone = asks(frontier(("/produkt.html", "Mehr", "main")), (Done(f"{HOME}mehr.html", ("other",), True),))
    assert (alone["/produkt.html"].why, alone["/produkt.html"].how) == ("product", "render")


def test_a_small_shop_of_files_side_by_side_is_read_whole() -> None:
    made = frontier(*((f"/{name}.html", name, "main") for name in "abcdefghijklmno"))
    done: tuple[Done, ...] = ()
    while planned := asks(made, done):
        done += tuple(Done(ask.url, ("other",), True) for ask in planned.values())
    assert len(done) == 15


def test_a_footer_link_is_read_whatever_it_is_called() -> None:
    assert asks(frontier(("/x1", "Kleingedrucktes", "footer")))["/x1"].why == "unnamed"


def test_products_are_sampled_up_to_the_limit_and_no_more_after() -> None:
    made = frontier(*products(50))
    first = asks(made, limits=replace(LIMITS, max_products=5))
    assert len(first) == 5
    done = tuple(Done(ask.url, ("product",), True) for ask in first.values())
    assert asks(made, done, replace(LIMITS, max_products=5)) == {}


def test_one_product_read_teaches_that_its_neighbours_are_products() -> None:
    made = frontier(*products(40, "schuhe"))
    first = asks(made)
    assert all(ask.why in ("template", "more") for ask in first.values()) and len(first) < 12
    done = tuple(Done(ask.url, ("product",), True) for ask in list(first.values())[:1])
    assert sum(ask.why == "product" for ask in asks(made, done).values()) == LIMITS.max_products - 1


def test_the_sample_is_seeded_and_does_not_depend_on_the_order_of_discovery() -> None:
    candidates = list(frontier(*products(60)).candidates())
    first = sample(candidates, 8, 1)
    random.Random(5).shuffle(candidates)
    assert sample(candidates, 8, 1) == first
    assert sample(candidates, 8, 2) != first


def test_the_sample_takes_from_every_collection() -> None:
    made = Frontier(Address.of_target(HOME))
    for name, count in (("big", 200), ("small", 3), ("tiny", 1)):
        made.add(Found(f"{HOME}products/{name}-{n}", "", "main", f"{HOME}collections/{name}") for n in range(count))
    chosen = [candidate.parent.rsplit("/", 1)[-1] for candidate in sample(made.candidates(), 6, 0)]
    assert chosen.count("tiny") == 1 and chosen.count("small") >= 2 and chosen.count("big") >= 2


def test_the_page_limit_holds_and_policies_do_not_starve() -> None:
    made = frontier(*products(50), *((f"/l{n}", f"Link {n}", "footer") for n in range(30)), ("/r", "Returns", "footer"))
    planned = asks(made, limits=replace(LIMITS, max_pages=3))
    assert len(planned) == 3 and "/r" in planned
    assert asks(made, tuple(Done(f"{HOME}{n}", (), True) for n in range(3)), replace(LIMITS, max_pages=3)) == {}


def test_facets_and_calendars_do_not_fill_the_plan() -> None:
    facets = [(f"/shop?colour={c}&size={s}", "x", "main") for c in "abcdefgh" for s in "stuv"]
    days = [(f"/events/2026/{month}/{day}", "x", "main") for month in range(1, 13) for day in range(1, 29)]
    made = frontier(("/shop", "Shop", "nav"), *facets, *days)
    done: tuple[Done, ...] = ()
    while planned := asks(made, done):
        done += tuple(Done(ask.url, ("other",), True) for ask in planned.values())
    assert len(done) < 20


def test_query_strings_that_are_the_page_are_all_read() -> None:
    links = [(f"/index.php?route=information/information&information_id={n}", f"Rules {n}", "footer") for n in range(6)]
    assert len(asks(frontier(*links))) == 6


def test_rendering_all_or_none() -> None:
    made = frontier(("/r", "Returns", "footer"), ("/x", "Odd", "footer"))
    assert {ask.how for ask in asks(made, limits=replace(LIMITS, render="all")).values()} == {"render"}
    assert {ask.how for ask in asks(made, limits=replace(LIMITS, render="none")).values()} == {"fetch"}


def test_other_languages_policies_are_read_and_their_products_not() -> None:
    made = frontier(
        ("/ja/products/cup", "カップ", "main"), ("/ja/returns", "返品について", "footer"), ("/ja", "", "hreflang")
    )
    made.add([Found(f"{HOME}ja/terms", "利用規約", "footer", f"{HOME}ja")])
    planned = asks(made)
    assert {"/ja", "/ja/returns", "/ja/terms"} <= set(planned)
    assert "/ja/products/cup" not in planned


def test_the_plan_cannot_know_the_rules() -> None:
    """It is a function of what was found and of the limits, and of nothing else."""
    assert list(inspect.signature(plan.next_pages).parameters) == ["candidates", "done", "limits"]
    assert not {"choice", "rules", "select", "packs"}.intersection(
        Limits.__dataclass_fields__, Candidate.__dataclass_fields__
    )


def test_what_stands_below_a_product_is_no_product() -> None:
    made = frontier(("/products/mug", "Mug", "main"), ("/products/mug/reviews/add", "Write a review", "main"))
    assert asks(made, (Done(f"{HOME}products/mug", ("product",), True),)) == {}


def test_addresses_that_only_look_like_products_do_not_fill_the_plan() -> None:
    made = frontier(*products(100))
    done: tuple[Done, ...] = ()
    while planned := asks(made, done, replace(LIMITS, max_products=5)):
        done += tuple(Done(ask.url, (), True) for ask in planned.values())
    assert 5 <= len(done) <= 11


def test_a_home_page_that_is_a_product_hides_nothing() -> None:
    made = frontier(("/blog/story", "Our cup", "main"))
    assert "/blog/story" in asks(made, (Done(HOME, ("home", "product"), True),))


def test_a_platforms_query_is_known_in_any_order() -> None:
    opencart = knowledge().platforms["opencart"]
    for query in (
        "route=product/product&product_id=41",
        "language=en-gb&path=20_27&product_id=41&route=product/product",
    ):
        assert guess(f"https://shop.example/index.php?{query}", (), opencart) == ("product",)
    assert guess("https://shop.example/index.php?route=product/product&product_id=x", (), opencart) == ()
    colorme = knowledge().platforms["colorme"]
    assert guess("https://shop.example/?keyword=tea&mode=srh", (), colorme) == ("collection",)


def test_what_stands_with_a_price_is_taken_for_a_product_whatever_its_address() -> None:
    made = Frontier(Address.of_target(HOME))
    made.add(Found(f"{HOME}item{n:03}.html", f"Thing {n}", "main", HOME, goods=True) for n in range(9))
    made.add([Found(f"{HOME}returns.html", "Returns", "main", HOME, goods=True)])
    planned = asks(made)
    assert {ask.why for path, ask in planned.items() if path.startswith("/item")} == {"product", "template"}
    assert planned["/returns.html"].why == "policy"


@pytest.mark.parametrize("declared", ["de", "en"])
def test_a_page_is_known_by_the_words_of_its_own_language(declared: str) -> None:
    """In a shop in German a product is one already while it is crawled, whatever its theme declares."""
    said = "Das Schild aus massiver Eiche wird nach deinen Angaben für dich gefertigt und mit dem Laser graviert. " * 2
    cards = "".join(
        f'<a href=/stueck-{n}><img src={n}.jpg alt=""><h3>Stück {n}</h3><b>{n},00 €</b></a>' for n in range(20, 28)
    )
    page = parse(
        load(
            f"<!DOCTYPE html><html lang={declared}><title>Holzschild | Werkstatt</title><main><h1>Holzschild</h1><p>32,00 €</p>"
            f"<button>In den Warenkorb</button><p>{said}</p><h2>Weitere Arbeiten</h2>{cards}</main></html>",
            f"{HOME}holzschild",
        )
    )
    assert kinds_of(page) == ("product",)
