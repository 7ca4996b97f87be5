"""The product's own price beside amounts of other things, in the markup that shops print."""

from __future__ import annotations

import pytest

from tests.understand.facts.commerce import first, found, values

CART = "<button>Add to cart</button>"
MENU = "".join(f"<div>Shelf {number}</div>" for number in range(400))
BESIDE = [
    # id, language, body, amount, reference prices
    (
        "a class of a weight of letters tells of no former price",
        "en",
        f"<div><span class='text weight-regular'>£76.99</span><span class='text old'>£109.99</span></div>{CART}",
        76.99,
        [109.99],
    ),
    (
        "the same price for screen readers, then with small minor units",
        "en",
        f"<span class='reader'>SAVE 70$229.99</span><div>$229<i>99</i></div>{CART}",
        229.99,
        [],
    ),
    (
        "a heading that is a link, between name and cart control",
        "en",
        f"<h5><a href='/brand'>More of this brand</a></h5><div>499 €</div>{CART}",
        499,
        [],
    ),
    (
        "a link behind the price",
        "en",
        f"<div>$29.99 & <a href='/returns'>FREE Returns on every order</a></div>{CART}",
        29.99,
        [],
    ),
    (
        "what costs more than the price is added to it",
        "es",
        "<p>664,00 €</p><p class='price'>+ 70,99 € montaje</p><button>Añadir al carrito</button>",
        664,
        [],
    ),
    ("labelled in Polish", "pl", "<dl><dt>Cena</dt><dd>997 zł /szt.</dd></dl><p>Dostawa 19 zł</p>", 997, []),
    (
        "labelled in Russian",
        "ru",
        "<p>Старая цена: 3 500 руб.</p><p>Цена: 2 900 руб.</p><p>Доставка 300 руб.</p><button>В корзину</button>",
        2900,
        [3500],
    ),
    ("with VAT, in Vietnamese", "vi", "<p>Giá: 100.000₫ (Đã có VAT)</p><button>Mua ngay</button>", 100000, []),
    (
        "with and without tax, in Czech",
        "cs",
        "<table><tr><td>Cena s DPH</td><td>20 639,-</td></tr><tr><td>Cena bez DPH</td><td>17 057,-</td></tr></table>"
        "<p>Koupit na splátky od 1 032,- měsíčně</p><a href='#'>Do košíku</a>",
        20639,
        [],
    ),
]


@pytest.mark.parametrize(
    ("lang", "body", "amount", "references"), [case[1:] for case in BESIDE], ids=[case[0] for case in BESIDE]
)
def test_the_price_beside_other_amounts(lang: str, body: str, amount: float, references: list[float]) -> None:
    facts = found("price", f"<main><h1>Oak Stool</h1>{body}</main>", lang=lang)
    assert [value["amount"] for value in values(facts, "price.amount")] == [amount]
    assert [value["amount"] for value in values(facts, "price.compare_at")] == references


def test_the_name_is_found_below_a_long_menu() -> None:
    body = f"<main>{MENU}<h1><a href='/brand'>Brand</a> Oak Stool in ash</h1><p>$45.00</p>{CART}</main>"
    facts = found("product", body, head="<title>Oak Stool in ash | Shop</title>")
    assert first(facts, "product.name") == "Brand Oak Stool in ash"


def test_the_name_begins_like_the_title_of_the_page() -> None:
    body = f"<main><h1>Follow us</h1><h1>The Oak Stool Compendium Hardcover, May</h1><p>$45.00</p>{CART}</main>"
    facts = found("product", body, head="<title>The Oak Stool Compendium: Shop: Books</title>")
    assert first(facts, "product.name") == "The Oak Stool Compendium Hardcover, May"


def test_a_header_may_hold_name_and_price_of_the_product() -> None:
    body = f"<div><header><h1>Oak Stool</h1><p>$45.00</p></header><p>Choose a size</p>{CART}</div>"
    assert first(found("price", body), "price.amount") == {"amount": 45.0, "currency": "USD"}


def test_a_price_for_holders_of_a_card_is_not_the_price() -> None:
    body = "<p>9 990 Kč</p><p>Cena s NAŠÍ kartou:</p><p class='price'>7 990 Kč</p><button>Přidat do košíku</button>"
    facts = found("price", f"<main><h1>Oak Stool</h1>{body}</main>", lang="cs")
    assert first(facts, "price.amount") == {"amount": 9990.0, "currency": "CZK"}


def test_accessories_side_by_side_are_no_offers_of_the_product() -> None:
    others = "".join(
        f"<div class='row'><label>{name} ${price}</label></div>"
        for name, price in (("Cover", "19.99"), ("Adapter", "29.99"), ("Case", "59.99"), ("Film", "9.99"))
    )
    facts = found("price", f"<main><p>Kindling, all sizes</p>{CART}<h5>Accessories</h5>{others}</main>", head="")
    assert values(facts, "price.amount") == []


def test_the_regular_price_is_the_price_where_the_markup_says_so() -> None:
    head = '<title>Oak Stool</title><meta property="og:price:amount" content="29.99">'
    head += '<meta property="og:price:currency" content="CAD">'
    facts = found("price", f"<main><h1>Oak Stool</h1><p>Regular price $29.99</p>{CART}</main>", head=head)
    assert first(facts, "price.amount") == {"amount": 29.99, "currency": "CAD"}


@pytest.mark.parametrize(
    ("price", "lang", "url", "currency"),
    [
        ("Rs. 1,450", "en", "https://shop.pk/", "PKR"),
        ("349 kr", "en", "https://shop.no/", "NOK"),
        ("349 kr.", "da", "https://shop.test/", "DKK"),
    ],
)
def test_a_shared_sign_is_settled_by_domain_or_language(price: str, lang: str, url: str, currency: str) -> None:
    facts = found("price", f"<main><h1>Oak Stool</h1><p>{price}</p>{CART}</main>", lang=lang, url=url)
    assert first(facts, "price.currency") == currency


MARKED = (
    '<title>Oak Stool</title><meta property="og:price:amount" content="{}"><meta property="og:type" content="product">'
)
FAR = "".join(f"<p>Line {number} of a long story of the workshop.</p>" for number in range(9))


@pytest.mark.parametrize(
    ("marked", "body", "amount", "source"),
    [
        ("45.00", f"{FAR}<p class='price'>Price: $99.00</p>", 45.0, "opengraph"),
        ("45.00", f"{FAR}<p class='price'>Price: $99.00</p><p>Sums $45.00 and nothing else at all</p>", 45.0, "text"),
        ("60.00", f"{FAR}<p><del>$60.00</del></p><p class='price'>Price: $29.00</p>", 29.0, "text"),
        ("45.00", "<p class='price'>Price: $99.00</p>", 99.0, "text"),
    ],
    ids=["another thing's price", "the markup's price further on", "the markup's is the former one", "by the name"],
)
def test_a_price_far_from_the_name_gives_way_to_the_markup(marked: str, body: str, amount: float, source: str) -> None:
    facts = found("price", f"<main><h1>Oak Stool</h1>{CART}{body}</main>", head=MARKED.format(marked))
    fact = next(fact for fact in facts if fact.name == "price.amount")
    assert (fact.value["amount"], fact.source) == (amount, source)


def test_a_regular_price_by_the_name_goes_before_another_thing_s_far_from_it() -> None:
    body = f"<p>Regular price $45.00</p>{FAR}<p class='price'>$99.00 for the whole set</p>"
    facts = found("price", f"<main><h1>Oak Stool</h1>{body}</main>")
    assert first(facts, "price.amount") == {"amount": 45.0, "currency": "USD"}


@pytest.mark.parametrize(
    ("lang", "said", "currency"),
    [("ja", "¥9,900 +tax", "JPY"), ("ja", "9,900円 +税", "JPY"), ("en", "$ 9,900 + GST", "USD")],
)
def test_tax_that_is_added_makes_no_starting_price_and_no_tax_of_it(lang: str, said: str, currency: str) -> None:
    facts = found("price", f"<main><h1>Oak Stool</h1><p>{said}</p>{CART}</main>", lang=lang)
    assert first(facts, "price.amount") == {"amount": 9900.0, "currency": currency, "tax": "excluded"}
    assert first(facts, "price.tax_statement") == "excluded"
    assert not any("starting" in fact.why for fact in facts)


@pytest.mark.parametrize("former", ["$0.00", "$5,500"], ids=["an empty field", "of a pallet"])
def test_a_former_price_of_nothing_or_of_very_much_more_is_none(former: str) -> None:
    body = f"<p>$45.00 <s>{former}</s></p>{CART}"
    assert values(found("price", f"<main><h1>Oak Stool</h1>{body}</main>"), "price.compare_at") == []


def test_a_list_of_goods_states_no_price_of_its_own() -> None:
    body = "<main><h1>Stools</h1><a href='/a'>Oak</a><p>Regular price $15.00</p></main>"
    assert values(found("price", body, kinds=("collection",)), "price.amount") == []


@pytest.mark.parametrize(
    ("lang", "body", "amount"),
    [
        ("en", f"<p>$20.00</p>{CART}<h3>Bought as a set</h3><p>Total price: $58.00</p>", 20),
        ("en", f"<div class='upsell'><h3>The matching tray</h3><b>$12.00</b></div><p>$20.00</p>{CART}", 20),
        ("en", f"<p>$20.00</p>{CART}<section><h2>Pairs well with</h2><p>Price: $58.00</p></section>", 20),
        ("ja", "<p>2,000円</p><p>（税込2,200円）</p><button>カートに入れる</button>", 2200),
        ("ja", "<p>¥2,200<span>tax in</span></p><button>カートに入れる</button>", 2200),
        ("zh", "<p>3,980日元（含税）</p><button>加入购物车</button>", 3980),
    ],
    ids=["a set's total", "what is offered above", "under a heading", "tax added below", "tax in", "yen in Chinese"],
)
def test_the_own_price_among_others_of_small_shops(lang: str, body: str, amount: float) -> None:
    facts = found("price", f"<main><h1>Oak Stool</h1>{body}</main>", lang=lang)
    fact = next(fact for fact in facts if fact.name == "price.amount")
    assert (fact.value["amount"], fact.confidence) == (amount, "high")


@pytest.mark.parametrize(
    "body",
    [
        f"<ul><li><label>Small <b>$20.00</b></label></li><li><label>Large <b>$30.00</b></label></li></ul>{CART}",
        f"{CART}<h3>Cushion</h3><p>$19.00</p>",
        f"<dl><dt>Club price</dt><dd>$18.00</dd></dl>{CART}",
    ],
    ids=["by choice", "under a heading below the cart control", "for members"],
)
def test_a_price_in_doubt_is_none_of_high_confidence(body: str) -> None:
    facts = found("price", f"<main><h1>Oak Stool</h1>{body}</main>")
    assert [fact.confidence for fact in facts if fact.name == "price.amount"] == ["medium"]


def test_a_list_price_is_not_the_price_that_the_markup_gives_and_a_script_fills_in() -> None:
    data = '<script type="application/ld+json">{"@type":"Product","name":"Track cog","offers":{"price":"1798","priceCurrency":"INR"}}</script>'
    body = f"<main><h1>Track cog</h1><div id=price></div><div>MRP Rs 2,10,000</div>{CART}</main>"
    facts = found("price", body, head=f"<title>Track cog</title>{data}")
    assert [(f.value["amount"], f.confidence) for f in facts if f.name == "price.amount"] == [(1798, "low")]
    plain = found("price", f"<main><h1>Track cog</h1><div>MRP ₹499</div>{CART}</main>")
    assert [value["amount"] for value in values(plain, "price.amount")] == [499]


def test_a_label_for_the_price_in_box_after_box_is_of_a_list() -> None:
    card = "<div class=card><h3>{0}</h3><div>販売価格：</div><div>{1}円</div></div>"
    cards = "".join(card.format(name, amount) for name, amount in (("松", "9,900"), ("竹", "7,700"), ("梅", "5,500")))
    assert (
        values(found("price", f"<main><h1>関連商品</h1>{cards}</main>", kinds=("other",), lang="ja"), "price.amount")
        == []
    )
    one = "<main><h1>特定商取引法に基づく表記</h1><dl><dt>販売価格</dt><dd>5,500円（税込）</dd></dl></main>"
    assert first(found("price", one, kinds=("legal_notice",), lang="ja"), "price.amount") == {
        "amount": 5500.0,
        "currency": "JPY",
        "tax": "included",
    }


@pytest.mark.parametrize(
    ("around", "currency"),
    [
        ("<footer>Call +92 300 1234567</footer>", "PKR"),
        ("<p>Delivered all over Sri Lanka</p>", "LKR"),
        ("<footer>Thamel, Kathmandu</footer>", "NPR"),
        ("<footer><a href='https://wa.me/923001234567'>Chat</a></footer>", "PKR"),
        ("<p>Delivery across India. Made with wool of Nepal.</p>", "INR"),
        ("<p>Pakistani suits</p>", "INR"),
        ("", "INR"),
    ],
)
def test_rupees_are_those_of_the_one_country_that_the_page_names(around: str, currency: str) -> None:
    facts = found("price", f"<main><h1>Kheri sandal</h1><p>Rs. 8,690</p>{CART}</main>{around}")
    assert first(facts, "price.currency") == currency


def test_a_table_of_prices_says_that_tax_is_in_them_and_postage_is_not() -> None:
    facts = found("price", "<main><h1>手鏡</h1><h3>料金表（税込・送料別）</h3><p>1個</p><p>@950</p></main>", lang="ja")
    assert first(facts, "price.tax_statement") == "included"


def test_an_amount_with_its_code_in_a_banner_tells_whose_dollars_the_price_is_in() -> None:
    body = f"<p>Free shipping on orders over AUD 89</p><main><h1>Rice wheels</h1><p>$22.99</p>{CART}</main>"
    assert first(found("price", body), "price.currency") == "AUD"
