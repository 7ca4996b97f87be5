"""Free shipping from an amount: the walk's order is raised to it once, by the cart's quantity field, and told of."""

from __future__ import annotations

import pytest

from disputelint.checker.crawl.journey.buyer import View
from disputelint.checker.crawl.journey.contents import raising
from disputelint.checker.crawl.journey.promise import ACTION, Limit
from disputelint.checker.crawl.load import RenderedLoad
from disputelint.checker.understand.document import parse
from tests.crawl.journey.walked import CONFIG, Walked, walk_in
from tests.lent import Lent
from tests.shops.counting import open_shop
from tests.shops.promising import PromisingShop

_SHOPS = {
    "broken at checkout": {"kept": False, "at": "checkout"},
    "few": {"kept": True, "most": 3},
}


def test_the_pieces_go_beyond_an_amount_that_must_be_exceeded() -> None:
    assert [Limit(40, "GBP", inclusive).pieces(10) for inclusive in (True, False)] == [4, 5]
    assert Limit(40, "GBP", False).pieces(9) == 5


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("<button>−</button> 1 <button>+</button>", ["+"]),
        ("<button aria-label='数量を減らす'></button><button aria-label='数量を増やす'></button>", ["数量を増やす"]),
        ("<button class=qty_minus></button> 1 <button class='qty_plus fa'></button>", [""]),
        ("<button>Remove</button> 1 <button>+</button>", ["+"]),
        ("<button>Gift note</button> <button>+</button>", []),
        ("<a href=/help>-</a> <button disabled>+</button> <button>-</button>", []),
    ],
)
def test_a_piece_more_is_asked_of_the_control_beside_that_for_less(line: str, found: list[str]) -> None:
    html = f"<!DOCTYPE html><html lang=en><title>Cart</title><main><h1>Your cart</h1><div>Green tea £9.00 {line}</div></main>"
    load = RenderedLoad(
        "https://shop.example/cart", "https://shop.example/cart", "desktop", "fetched", body=lambda: html
    )
    assert [press.label for press in raising(View(load, parse(load)))] == found


@pytest.fixture(scope="module")
def walked(lent: Lent, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[PromisingShop, Walked]]:
    found: dict[str, tuple[PromisingShop, Walked]] = {}

    async def go() -> None:
        async with lent.session(CONFIG, "http://127.0.0.1") as session:
            for name, how in _SHOPS.items():
                shop = PromisingShop(**how)  # type: ignore[arg-type]
                with open_shop(shop):
                    done = await walk_in(session, CONFIG, shop.url, shop.products, tmp_path_factory.mktemp("walk"))
                found[name] = shop, done

    lent.run(go())
    return found


@pytest.mark.browser
@pytest.mark.xdist_group("promises")
@pytest.mark.parametrize(
    ("name", "shown", "most_held", "checkouts", "carts"),
    [("broken at checkout", ("checkout", 45.0, 3.5), 5, 2, 3), ("few", None, 0, 1, 2)],
)
def test_shipping_at_the_promised_amount_is_seen_or_said_not_to_have_been(
    walked: dict[str, tuple[PromisingShop, Walked]],
    name: str,
    shown: tuple[str, float, float] | None,
    most_held: int,
    checkouts: int,
    carts: int,
) -> None:
    shop, done = walked[name]
    assert done.result.state == "walked" and shop.bad == [] and shop.full_carts == []
    assert shop.most_held == most_held
    step = done.steps[-1]
    assert step.action == ACTION
    amounts = {one.label: one.amount for one in step.amounts}
    assert (step.kind, amounts["subtotal"], amounts["delivery"]) == shown if shown else "5 pieces" in step.detail
    assert shop.asked.count(("GET", "/checkout")) == checkouts  # at most one document more
    assert shop.asked.count(("GET", "/cart")) == carts  # opened, answered when raised, answered when emptied
