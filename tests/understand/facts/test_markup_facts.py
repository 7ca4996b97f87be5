"""Structured data as sources of their own, apart from what the page shows."""

from __future__ import annotations

import json
from typing import Any

from tests.understand.facts.commerce import first, found, values

OFFER = {"@type": "Offer", "price": "45.00", "priceCurrency": "EUR", "availability": "https://schema.org/InStock"}


def ld(value: Any) -> str:
    return f'<title>Oak Stool</title><script type="application/ld+json">{json.dumps(value)}</script>'


def test_graph_with_other_things_in_it() -> None:
    graph = {"@graph": [{"@type": "WebPage"}, {"@type": "Product", "name": "Oak Stool", "offers": OFFER}]}
    facts = found("markup", "<main><h1>Oak Stool</h1></main>", head=ld(graph))
    assert first(facts, "markup.price") == {"amount": 45.0, "currency": "EUR"}
    assert first(facts, "markup.availability") == "in_stock"
    assert first(facts, "markup.name") == "Oak Stool"
    assert first(facts, "product.structured_data") == "jsonld"


def test_aggregate_offer_and_variants_give_a_range() -> None:
    offers = {"@type": "AggregateOffer", "lowPrice": 42, "highPrice": "55.50", "priceCurrency": "USD"}
    facts = found("markup", "<main></main>", head=ld({"@type": "Product", "name": "Oak Stool", "offers": offers}))
    assert first(facts, "markup.price") == {"amount": 42.0, "currency": "USD", "max": 55.5}


def test_list_price_of_a_specification_is_no_price() -> None:
    specs = [{"price": 45, "priceCurrency": "EUR"}, {"price": 60, "priceType": "https://schema.org/StrikethroughPrice"}]
    facts = found(
        "markup", "<main></main>", head=ld({"@type": "Product", "name": "Oak", "offers": {"priceSpecification": specs}})
    )
    assert first(facts, "markup.price") == {"amount": 45.0, "currency": "EUR"}


def test_microdata_and_open_graph_beside_each_other_stay_apart() -> None:
    body = '<main><div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Oak Stool</h1><div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="priceCurrency" content="EUR"><span itemprop="price" content="45.00">45 €</span><link itemprop="availability" href="https://schema.org/OutOfStock"></div></div></main>'
    head = '<meta property="og:type" content="product"><meta property="og:title" content="Oak Stool"><meta property="product:price:amount" content="49.00"><meta property="product:price:currency" content="EUR">'
    facts = found("markup", body, head=head)
    prices = {
        fact.source: fact.value["amount"]
        for fact in facts
        if fact.name == "markup.price" and isinstance(fact.value, dict)
    }
    assert prices == {"microdata": 45.0, "opengraph": 49.0}
    assert first(facts, "markup.availability") == "out_of_stock"
    assert first(facts, "product.structured_data") == "microdata"


def test_the_product_of_the_page_among_several() -> None:
    products = [
        {"@type": "Product", "name": "Lamp", "offers": {**OFFER, "price": "20.00"}},
        {"@type": "Product", "name": "Oak Stool", "offers": OFFER},
    ]
    assert first(found("markup", "<main></main>", head=ld(products)), "markup.price") == {
        "amount": 45.0,
        "currency": "EUR",
    }


def test_related_products_are_not_the_product() -> None:
    value = {
        "@type": "WebPage",
        "mainEntity": {
            "@type": "Product",
            "name": "Oak Stool",
            "offers": OFFER,
            "isRelatedTo": {"@type": "Product", "name": "Lamp", "offers": {**OFFER, "price": 9}},
        },
    }
    assert values(found("markup", "<main></main>", head=ld(value)), "markup.price") == [
        {"amount": 45.0, "currency": "EUR"}
    ]


def test_return_policy() -> None:
    policy = {
        "@type": "MerchantReturnPolicy",
        "merchantReturnDays": 30,
        "merchantReturnLink": "https://shop.test/returns",
    }
    facts = found(
        "markup",
        "<main></main>",
        head=ld({"@type": "Product", "name": "Oak", "offers": {**OFFER, "hasMerchantReturnPolicy": policy}}),
    )
    assert first(facts, "markup.return_policy") == {"days": 30, "url": "https://shop.test/returns"}


def test_open_graph_of_a_page_that_is_no_product_says_nothing() -> None:
    assert (
        found(
            "markup",
            "<main></main>",
            head='<meta property="og:type" content="website"><meta property="og:title" content="Home">',
        )
        == []
    )


def test_broken_values_are_no_prices() -> None:
    for price in ("", "call us", "—", None, [], {}):
        assert (
            values(
                found(
                    "markup", "<main></main>", head=ld({"@type": "Product", "name": "Oak", "offers": {"price": price}})
                ),
                "markup.price",
            )
            == []
        )


def test_the_first_of_several_prices_in_one_element_is_read() -> None:
    body = """<main itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Oak Stool</h1>
    <div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><div itemprop="price"><span>499€</span>
    <span>499€</span> <span>499</span></div><meta itemprop="priceCurrency" content="EUR"></div></main>"""
    assert first(found("markup", body), "markup.price") == {"amount": 499.0, "currency": "EUR"}


def test_zeros_before_a_number_do_not_spoil_the_data() -> None:
    broken = '{"@type": "Product", "name": "Oak", "offers": {"price": 0990.5, "priceCurrency": "EUR"}, "sku": "007"}'
    facts = found("markup", "<main></main>", head=f'<script type="application/ld+json">{broken}</script>')
    assert first(facts, "markup.price") == {"amount": 990.5, "currency": "EUR"}
    assert first(facts, "markup.name") == "Oak"
