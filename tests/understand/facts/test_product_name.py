"""What product pages call their product: by headings, title, markup and prices, and what is no name."""

from __future__ import annotations

import pytest

from tests.understand.facts.commerce import first, found, values

CART = "<button>Add to cart</button>"


@pytest.mark.parametrize("trail", ["Home / Stools", "Shop > Stools", "Product details", "Detalles del producto"])
def test_the_way_from_the_home_page_and_the_name_of_a_part_name_no_product(trail: str) -> None:
    body = f"<main><h6>{trail}</h6><h4>Oak Stool</h4><h2>$45.00</h2>{CART}</main>"
    assert first(found("product", body, head="<title>Shop</title>"), "product.name") == "Oak Stool"


NAMED = [
    (
        "a form to log in stands above the product",
        "<main><h2>Log in</h2><label>E-mail</label><h2>Register</h2><p>Have an account? Go on.</p>"
        "<div><h3>Milk jug</h3><h4>Now: $19.90</h4><button>Add to cart</button></div></main>",
        "<title>Fjord</title>",
        "Milk jug",
    ),
    (
        "a headline of the header that leads home",
        "<header><h1><a href='/'>fjord knits</a></h1></header><main><h2>Moss mittens</h2><p>€ 31</p>"
        "<a href='/m'>Order now</a></main>",
        "<title>Wool | fjord knits</title>",
        "Moss mittens",
    ),
    (
        "a line that begins with the page's title",
        "<main><p>4 of 12</p><div>Milk jug tall, «Heron» series</div><p>€ 31</p><h3>Glazing</h3>"
        "<p>Two coats.</p><button>Add to cart</button></main>",
        "<title>Milk jug tall</title>",
        "Milk jug tall, «Heron» series",
    ),
    (
        "the line above the price on a page without headings",
        "<main><p>Free delivery from 50 €</p><p>Milk jug</p><p>€ 31</p><button>Add to cart</button></main>",
        "<title>Fjord</title>",
        "Milk jug",
    ),
    (
        "a catalogue without prices, with a picture called the same",
        "<main><img src='j.jpg' alt='Milk jug'><h1>Milk jug</h1><p>Glazed twice.</p></main>",
        "<title>Milk jug - Fjord</title>",
        "Milk jug",
    ),
]


@pytest.mark.parametrize(("_case", "body", "head", "name"), NAMED, ids=[case[0] for case in NAMED])
def test_name_where_no_heading_is_like_the_title(_case: str, body: str, head: str, name: str) -> None:
    assert first(found("product", body, head=head), "product.name") == name


@pytest.mark.parametrize(
    "body",
    [
        "<main><button>Add to cart</button><p>A jug.</p><h2>Your bag</h2><p>Total €0.00</p></main>",
        "<main><p>¥99</p><button>Add to cart</button><p>Oak</p><p>Beef</p><p>Pork</p><h2>Notes</h2></main>",
        "<main><h3>Loading...</h3><button>Add to cart</button></main>",
    ],
)
def test_a_heading_of_another_part_is_no_name(body: str) -> None:
    assert values(found("product", body, head="<title></title>"), "product.name") == []


def test_a_product_that_a_script_draws_is_named_by_the_markup_alone() -> None:
    data = '<script type="application/ld+json">{"@type":"Product","name":"Oak Stool","offers":{"price":"45","priceCurrency":"EUR"}}</script>'
    facts = found("product", f"<main><h1></h1><p>Deal</p><p>€45</p>{CART}</main>", head=f"<title>Shop</title>{data}")
    assert [(fact.value, fact.confidence) for fact in facts if fact.name == "product.name"] == [("Oak Stool", "low")]


def test_a_heading_of_the_page_and_the_number_of_the_goods_are_no_name() -> None:
    long = "Slim charger of 65 watts for laptops with a plug of type C, compatible with many models of several makers"
    body = f"<h1>Product Details</h1><h2>{long}</h2><h3>$25.99</h3><p>SKU: B0BM9BXC5C</p>"
    assert first(found("product", f"<main>{body}</main>", head="<title>65 W | Plugs</title>"), "product.name") == long


def test_a_line_above_a_price_with_its_tax_is_the_name_where_all_headings_stand_below() -> None:
    body = "<p>木の匙セット</p><p>三本組です。</p><p>¥7,590 (tax in)</p><p>a</p><p>b</p><p>c</p><p>d</p><h2>使い方</h2>"
    assert (
        first(found("product", f"<main>{body}</main>", lang="ja", head="<title>森</title>"), "product.name")
        == "木の匙セット"
    )
