"""What the walk makes of names: of controls in eleven languages, of fields, of markets, of products to choose from."""

from __future__ import annotations

import pytest

from disputelint.checker.crawl.journey.address import address_of, known_markets, market_of
from disputelint.checker.crawl.journey.choose import Offer, best_first, others
from disputelint.checker.crawl.journey.controls import FORBIDDEN, Press, leads_to, presses, purpose
from disputelint.checker.crawl.journey.forms import asks
from disputelint.checker.understand.document import Control
from tests.understand.pages import document


@pytest.mark.parametrize(
    ("language", "add", "on", "order"),
    [
        ("en", "Add to cart", "Continue to shipping", "Place order"),
        ("ja", "カートに入れる", "購入手続きへ", "注文を確定する"),
        ("zh-Hans", "加入购物车", "下一步", "提交订单"),
        ("zh-Hant", "加入購物車", "結帳", "送出訂單"),
        ("de", "In den Warenkorb", "Zur Kasse", "Zahlungspflichtig bestellen"),
        ("fr", "Ajouter au panier", "Continuer", "Commande avec obligation de paiement"),
        ("es", "Añadir al carrito", "Continuar", "Realizar pedido"),
        ("it", "Aggiungi al carrello", "Procedi all'acquisto", "Ordine con obbligo di pagare"),
        ("nl", "In winkelwagen", "Verder", "Bestelling met betaalverplichting"),
        ("pt", "Adicionar ao carrinho", "Avançar", "Finalizar pedido"),
        ("ko", "장바구니 담기", "다음", "결제하기"),
    ],
)
def test_controls_are_told_apart_in_eleven_languages(language: str, add: str, on: str, order: str) -> None:
    assert purpose(add, language) == "add"
    assert purpose(on, language) in ("continue", "shipping")
    assert purpose(order, language) in FORBIDDEN


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Pre-order now"), ("en", "Preorder"), ("ja", "予約商品をカートに入れる"), ("de", "Jetzt vorbestellen"),
        ("fr", "Précommander"), ("it", "Preordina"),
    ],
)  # fmt: skip
def test_what_is_on_pre_order_goes_into_the_cart_by_its_own_words(language: str, name: str) -> None:
    assert purpose(name, language) == "add"


@pytest.mark.parametrize(
    "name",
    [
        "Pay now",
        "Buy it now",
        "注文する",
        "この内容で注文する",
        "Create account",
        "Subscribe",
        "PayPal",
        "今すぐ購入",
        "Jetzt kaufen",
        "Bestellung per E-Mail senden",
        "Bestellanfrage absenden",
        "Envoyer ma commande",
        "Enviar pedido por WhatsApp",
        "Ordina su WhatsApp",
        "Bestelling versturen",
        "Send order",
    ],
)
def test_what_buys_or_signs_up_is_never_to_be_pressed(name: str) -> None:
    assert purpose(name) in FORBIDDEN


@pytest.mark.parametrize(
    ("language", "name", "told"),
    [("de", "+ Warenkorb", "add"), ("en", "+ Cart", "add"), ("de", "Warenkorb", "cart"), ("de", "+ Merkliste", "")],
)
def test_a_plus_before_the_cart_puts_into_it(language: str, name: str, told: str) -> None:
    assert purpose(name, language) == told


@pytest.mark.parametrize("name", ["Resend order confirmation", "Versandart wählen", "Pedidos", "Order status"])
def test_what_only_speaks_of_orders_orders_nothing(name: str) -> None:
    assert purpose(name) not in ("order", "pay")


def test_a_way_for_guests_counts_although_it_speaks_of_registering() -> None:
    assert purpose("会員登録せずに購入手続きへ", "ja") == "guest"
    assert purpose("Checkout as guest") == "guest"
    assert purpose("会員登録せずに購入する", "ja") == "order"
    assert purpose("会員登録せずに購入する", "ja", gate=True) == "guest"
    assert purpose("Place order as guest") == "order"


def field(name: str, label: str = "", autocomplete: str = "", kind: str = "text") -> Control:
    return Control(
        kind, name, "", label, "x", False, "", (), True, "main", False, 0, "form", "", "post", None, autocomplete, ""
    )


@pytest.mark.parametrize(
    ("name", "label", "wanted"),
    [
        ("shippingAddress.full_name", "Full name*", "name"),
        ("shippingAddress.address_1", "Address*", "line1"),
        ("checkout[shipping_address][zip]", "Postal code", "postcode"),
        ("nonmember[name][name01]", "お名前", "family"),
        ("nonmember[kana][kana02]", "お名前（カナ）", "kana_given"),
        ("nonmember[address][addr01]", "住所", "city"),
        ("nonmember[address][pref]", "住所", "region"),
        ("billing_city", "Ort", "city"),
        ("x1", "Straße und Hausnummer", "line1"),
        ("x2", "Code postal", "postcode"),
        ("x3", "Apellidos", "family"),
        ("x4", "이메일", "email"),
        ("coupon_code", "Coupon", "skip"),
        ("cc_number", "Card number", "card"),
        ("sms_code", "SMS code", "code"),
        ("q9", "Favourite colour", ""),
    ],
)
def test_fields_are_known_by_name_or_label(name: str, label: str, wanted: str) -> None:
    assert asks(field(name, label)) == wanted


def test_an_autocomplete_token_says_most() -> None:
    assert asks(field("name", "Name of the city", "shipping address-level2")) == "city"


@pytest.mark.parametrize("market", known_markets())
def test_every_address_is_whole_and_nobodys(market: str) -> None:
    one = address_of(market)
    assert one.market == market and one.email.endswith("@example.com")
    assert all((one.name.strip(), one.city, one.line1, one.postcode, one.phone, one.countries, one.regions))


def test_the_market_follows_configuration_then_currency_then_language() -> None:
    assert market_of("GB", "JPY", "ja") == "GB"
    assert market_of(None, "JPY", "en") == "JP"
    assert market_of(None, "EUR", "fr-BE") == "FR"
    assert market_of(None, None, "de-DE") == "DE"
    assert address_of("XX").market == "US"


def test_the_cheapest_simple_product_in_stock_is_bought_and_one_of_each_other_sort_looked_at() -> None:
    offers = [
        Offer("/gone", price=1, stock="out_of_stock", buyable=True),
        Offer("/sale", price=2, on_sale=True, buyable=True),
        Offer("/monthly", price=3, subscription=True, buyable=True),
        Offer("/sizes", price=4, options=1, buyable=True),
        Offer("/file", price=5, digital=True, buyable=True),
        Offer("/dear", price=90, buyable=True),
        Offer("/cheap", price=9, buyable=True),
        Offer("/early", price=10, preorder=True, buyable=True),
        Offer("/free", price=0, buyable=True),
    ]
    best = best_first(offers)
    assert best[0].url == "/cheap"
    assert [(sort, offer.url) for sort, offer in others(offers, best[0])] == [
        ("subscription", "/monthly"), ("on_sale", "/sale"), ("variants", "/sizes"), ("preorder", "/early"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "cart", "checkout"),
    [
        ("/index.php?route=checkout/cart&language=en-gb", True, True),
        ("/index.php?route=checkout/checkout&", False, True),
        ("/basket?from=menu", True, False),
        ("/cartons?size=2", False, False),
        ("/products/tea?in=cartons&n=1", False, False),
        ("/shopping/index.php", False, True),
        ("/shopping-guide.html", False, False),
        ("/shopping-cart.html", True, False),
        ("/purchase-guide/", False, False),
        ("/order", False, True),
        ("/order/orderform.html", False, True),
        ("/order-form.php", False, True),
        ("/place-order", False, True),
        ("/order-tracking", False, False),
        ("/track-order.html", False, False),
    ],
)
def test_an_address_of_the_cart_may_go_on_behind_it(url: str, cart: bool, checkout: bool) -> None:
    press = Press("Go", "a", "", "main", True, url=f"https://shop.example{url}")
    assert (leads_to(press, "cart"), leads_to(press, "checkout")) == (cart, checkout)


@pytest.mark.parametrize("attributes", ['href=""', 'href="#"', "onclick=put()"])
def test_a_link_that_leads_nowhere_can_be_pressed_as_its_words_say(attributes: str) -> None:
    page = document(
        f"<main><h1>Beans</h1><p>$8.00</p><a class=button {attributes}><img src=c.png alt=''>Add to cart</a></main>"
    )
    assert [press.purpose for press in presses(page, "en")] == ["add"]
