"""What stands beside a product's own offer: extras before its description, discounts of several, words of every choice."""

from __future__ import annotations

from typing import Any

from disputelint.checker.model import Page
from disputelint.checker.understand.facts import price, product
from disputelint.checker.understand.facts.context import Context, Log
from disputelint.checker.understand.facts.derived import derive
from disputelint.checker.understand.lexicon import lexicon
from tests.understand.facts.commerce import first, found, page, values

CART = "<button>Add to cart</button>"
EXTRA = (
    "<div class='upsell related-products'><h3>Felt pads</h3><p>Three of them $4.00</p><a href='/pads'>Show</a></div>"
)
TOLD = "<p>Turned from solid ash. Height: 46 cm, seat 30 cm wide.</p>"


def facts_of(body: str, lang: str = "en", **more: Any) -> list[Any]:
    return found("product", f"<main><h1>Oak Stool</h1><p>$45.00</p>{body}</main>", lang=lang, **more)


def test_description_goes_on_behind_a_small_extra_right_at_the_cart() -> None:
    assert first(facts_of(f"{CART}{EXTRA}{TOLD}"), "product.dimensions") is not None


def test_what_stands_behind_a_list_of_other_goods_is_none_of_the_product() -> None:
    cards = "".join(f"<a href='/p/{n}'><img src='/i/{n}.jpg' alt='Shelf {n}'></a><p>Shelf {n}</p>" for n in range(8))
    others = f"<section class='related-products'><h2>You may also like</h2>{cards}</section>"
    assert values(facts_of(f"{CART}{others}{TOLD}"), "product.dimensions") == []


def test_words_for_screen_readers_at_every_choice_say_nothing_of_stock() -> None:
    choices = "".join(
        f"<input type=radio name=Size id=s{n}><label for=s{n}>{n}<span>Variant sold out or unavailable</span></label>"
        for n in ("S", "M", "L")
    )
    assert values(facts_of(f"<fieldset>{choices}</fieldset>{CART}"), "product.availability") == []
    assert first(facts_of(f"<p>Sold out</p>{CART}"), "product.availability") == "out_of_stock"


def test_dollar_sign_of_a_price_in_reais_is_settled_by_the_data() -> None:
    data = (
        '<script type="application/ld+json">{"@type":"Product","name":"Banco","offers":{"@type":"Offer",'
        '"price":"45.00","priceCurrency":"BRL"}}</script>'
    )
    body = "<main><h1>Banco</h1><p><span>Preço promocional</span>R$ 45,00</p><button>Comprar</button></main>"
    assert first(found("price", body, lang="pt", head=f"<title>Banco</title>{data}"), "price.currency") == "BRL"


def mismatches(body: str) -> list[Any]:
    document = page(
        f"<main><h1>Vial</h1>{body}{CART}</main>", head="<title>Vial</title>", url="https://shop.test/p/vial", lang="en"
    )
    context = Context("en", frozenset(("product",)), lexicon(), Log(), "https://shop.test/p/vial")
    facts = (*price.find(document, context), *product.find(document, context))
    read = Page("https://shop.test/p/vial", ("product",), "fetched", blocks=document.blocks, facts=facts)
    return [fact for kept in derive([read]).values() for fact in kept if fact.name == "price.discount_mismatch"]


def test_discount_of_two_at_once_is_held_against_the_prices_of_two() -> None:
    assert mismatches("<p>$60 single</p><p><del>$120</del> $108 two · save 10%</p>") == []
    assert mismatches("<p><del>$120</del> $60</p><p>Save 10%</p>") != []
