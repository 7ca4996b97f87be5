"""Carts: lines, quantities, shipping, totals and extras that the buyer did not choose."""

from __future__ import annotations

from typing import Any

import pytest

from tests.understand.facts.commerce import first, found, values


def facts_of(body: str, lang: str = "en") -> list[Any]:
    return found("cart", f"<main><h1>Cart</h1>{body}</main>", kinds=("cart",), lang=lang)


TABLE = """<table><thead><tr><th>Product</th><th>Price</th><th>Quantity</th><th>Subtotal</th></tr></thead>
<tbody><tr><td><a href="/p/oak">Oak Stool</a></td><td>$45.00</td><td><input type=number name="cart[1][qty]" value="2" aria-label="Oak Stool quantity"></td><td>$90.00</td></tr></tbody></table>
<h2>Cart totals</h2><table><tr><th>Subtotal</th><td>$90.00</td></tr><tr><th>Shipping</th><td>$5.95</td></tr><tr><th>Sales tax</th><td>$7.20</td></tr><tr><th>Total</th><td>$103.15</td></tr></table>"""


def test_table_of_lines_and_totals() -> None:
    facts = facts_of(TABLE)
    assert values(facts, "cart.line_price") == [{"amount": 45.0, "currency": "USD"}]
    assert values(facts, "cart.quantity") == [2]
    assert values(facts, "cart.shipping") == [{"amount": 5.95, "currency": "USD"}]
    assert values(facts, "cart.total") == [{"amount": 103.15, "currency": "USD"}]


def test_stacked_boxes_and_a_note_of_tax_in_the_total() -> None:
    body = "<a href='/p/oak'>Oak Stool</a><div>$35.00</div><button>-</button><div>1</div><button>+</button><button>Remove</button><h2>Order summary</h2><div>Sub total</div><div>$35.00</div><div>Shipping</div><div>Select shipping method</div><div>Total</div><div>(Inclusive of tax $0.00)</div><div>$35.00</div>"
    facts = facts_of(body)
    assert values(facts, "cart.line_price") == [{"amount": 35.0, "currency": "USD"}]
    assert first(facts, "cart.total") == {"amount": 35.0, "currency": "USD"}
    assert values(facts, "cart.shipping") == []


def test_free_shipping_is_an_amount_of_zero() -> None:
    facts = facts_of(
        "<table><tr><th>Shipping</th><td>Free</td></tr><tr><th>Order total</th><td>£24.99</td></tr></table>"
    )
    assert first(facts, "cart.shipping")["amount"] == 0.0
    assert first(facts, "cart.total") == {"amount": 24.99, "currency": "GBP"}


def test_japanese_cart() -> None:
    body = "<p>商品の合計金額は「￥3,080」です。</p><ul><li><a href='/p/1'>木の椅子</a></li><li>￥3,080</li><li>数量：1</li></ul><dl><dt>送料</dt><dd>￥550</dd></dl><div>合計：￥3,630</div>"
    facts = facts_of(body, "ja")
    assert first(facts, "cart.line_price")["amount"] == 3080
    assert first(facts, "cart.quantity") == 1
    assert first(facts, "cart.shipping")["amount"] == 550
    assert first(facts, "cart.total")["amount"] == 3630


def test_the_chosen_of_two_shipping_methods_counts() -> None:
    body = "<table><tr><th>Shipping</th><td><ul><li><input type=radio name=s id=a><label for=a>Express: $15.00</label></li><li><input type=radio name=s id=b checked><label for=b>Flat rate: $5.95</label></li></ul></td></tr><tr><th>Total</th><td>$50.95</td></tr></table>"
    assert first(facts_of(body), "cart.shipping") == {"amount": 5.95, "currency": "USD"}


def test_extras_ticked_before_the_buyer_chose() -> None:
    body = (
        TABLE
        + "<label><input type=checkbox checked> Add parcel protection for $2.49</label><label><input type=checkbox> Gift wrapping</label><label><input type=checkbox checked> Remember me</label>"
    )
    assert values(facts_of(body), "cart.preticked") == ["Add parcel protection for $2.49"]


def test_other_pages_have_no_cart() -> None:
    assert found("cart", f"<main>{TABLE}</main>", kinds=("product",)) == []


def test_every_line_of_a_table_with_a_column_for_what_it_comes_to() -> None:
    rows = "".join(
        f"<tr><td><a href='/p/{name}'>{name}</a></td><td>${price}.00</td><td>- +</td><td>${price}.00</td></tr>"
        for name, price in (("Oak Stool", 45), ("Ash Bench", 120))
    )
    body = f"""<table><tr><th>Product</th><th>Unit price</th><th>Qty</th><th>Subtotal</th></tr>{rows}</table>
    <table><tr><td>Subtotal</td><td>$165.00</td></tr><tr><td>Grand total</td><td>$165.00</td></tr></table>"""
    facts = facts_of(body)
    assert [value["amount"] for value in values(facts, "cart.line_price")] == [45.0, 120.0]
    assert first(facts, "cart.total")["amount"] == 165.0


def test_what_is_missing_to_free_shipping_is_neither_a_line_nor_shipping() -> None:
    body = (
        "<p>Nog € 20,02 verwijderd van gratis verzending</p><p>Gratis verzending vanaf €100.</p>"
        "<div>Subtotaal € 79,98</div><div>Verzending € 4,95</div><div>Totaal € 84,93</div>"
    )
    facts = facts_of(body, lang="nl")
    assert values(facts, "cart.line_price") == []
    assert values(facts, "cart.shipping") == [{"amount": 4.95, "currency": "EUR"}]


def test_figures_in_the_name_of_a_thing_are_no_quantity() -> None:
    assert values(facts_of("<p>Lamp 1x18W 3000K, 10 x 20 cm</p><p>€21.95</p>"), "cart.quantity") == []
    assert values(facts_of("<p>Oak Stool</p><p>2 x $19.99</p>"), "cart.quantity") == [2]


@pytest.mark.parametrize(
    ("lang", "banner"),
    [
        ("en", "Free shipping over £50"),
        ("en", "Free UK shipping on orders over £50"),
        ("en", "Spend £41.00 more for free delivery"),
        ("ja", "5,000円以上で送料無料"),
        ("ja", "送料無料まであと3,680円"),
        ("de", "Kostenloser Versand ab 50 €"),
        ("fr", "Livraison offerte dès 50 €"),
        ("ko", "50,000원 이상 무료배송"),
    ],
)
def test_the_order_value_that_earns_free_shipping_is_no_amount_of_the_order(lang: str, banner: str) -> None:
    table = "<table><tr><td>Stool</td><td>£9.00</td></tr><tr><td>Total</td><td>£9.00</td></tr></table>"
    facts = facts_of(f"<p>{banner}</p>{table}", lang)
    assert values(facts, "cart.shipping") == []
    assert values(facts, "cart.line_price") == [{"amount": 9.0, "currency": "GBP"}]


def test_shipping_that_would_be_free_above_an_amount_costs_what_stands_before_it() -> None:
    facts = facts_of("<p>Standard shipping £3.95 (free over £50)</p><p>Total £12.95</p>")
    assert values(facts, "cart.shipping") == [{"amount": 3.95, "currency": "GBP"}]


def test_chinese_cart_with_a_number_in_the_name_of_a_thing() -> None:
    facts = facts_of(
        "<h2>購物清單</h2><p>香氛小茶燭x12</p><p>數量：1</p><p>NT$480</p>"
        "<p>商品總計</p><p>NT$480</p><p>運費金額</p><p>NT$65</p><p>帳單總計</p><p>NT$545</p>",
        "zh-Hant",
    )
    assert [value["amount"] for value in values(facts, "cart.line_price")] == [480]
    assert first(facts, "cart.shipping")["amount"] == 65
    assert first(facts, "cart.total")["amount"] == 545
    assert values(facts, "cart.quantity") == [1]


def test_a_subtotal_under_every_line_does_not_end_the_lines() -> None:
    line = "<dl><dt><a href=/p>{0}</a></dt><dd>{1}円 / 個</dd></dl><div><input type=number value={2} min=1><button>変更</button></div><div>小計 {3}円</div>"
    lines = line.format("青い鉢", "5,500", 1, "5,500") + line.format("白い鉢", "2,800", 2, "5,600")
    sums = "<dl><dt>小計（3点）</dt><dd>11,100円</dd><dt>送料</dt><dd>0円</dd><dt>合計</dt><dd>11,100円</dd></dl>"
    facts = facts_of(lines + sums, "ja")
    assert [value["amount"] for value in values(facts, "cart.line_price")] == [5500, 2800]
    assert values(facts, "cart.quantity") == [1, 2]
    assert first(facts, "cart.total") == {"amount": 11100.0, "currency": "JPY"}


def test_goods_beside_an_empty_cart_are_no_lines() -> None:
    body = "<p>Total: €0.00</p><p>Your cart is empty.</p><h2>Our favourites</h2><div>Tee</div><div>€20.00</div><div>Cap</div><div>€12.00</div>"
    assert values(facts_of(body), "cart.line_price") == []


def test_results_of_a_search_above_the_cart_are_no_lines() -> None:
    search = (
        "<div role=dialog><p>Black mug ₹159.00</p><ul><li>Cotton tee ₹499.00</li></ul><h6>Subtotal ₹499.00</h6></div>"
    )
    cart = "<main><h3>Shopping Cart</h3><ul><li>Cotton tee ₹499.00</li><li>Size: M</li><li>Colour: blue</li><li>Linen cap ₹199.00</li></ul><p>Subtotal ₹698.00</p><p>Total ₹698.00</p></main>"
    facts = found("cart", search + cart, kinds=("cart",))
    assert [value["amount"] for value in values(facts, "cart.line_price")] == [499, 199]
