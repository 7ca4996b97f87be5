"""The product's own price among all the amounts of a page, and what is said of currency and tax."""

from __future__ import annotations

import time

import pytest

from disputelint.checker.understand.facts.context import Log
from tests.understand.facts.commerce import first, found, quote, reasons, values

CART = "<button>Add to cart</button>"
PRICES = [
    # id, language, body, amount, reference price
    (
        "list price over price",
        "en",
        f"<p>List Price: $59.99</p><p>Price: $49.99</p><p>You Save: $10.00 (17%)</p>{CART}",
        49.99,
        59.99,
    ),
    (
        "with tax, then without",
        "ja",
        "<p class='price'>1,320円（税込）</p><p>税抜 1,200円</p><button>カートに入れる</button>",
        1320,
        None,
    ),
    (
        "without tax, then with",
        "ja",
        "<p class='price'>3,800円（税抜）</p><p>税込4,180円</p><button>カートに入れる</button>",
        4180,
        None,
    ),
    ("postage beside it", "en", "<p>$49.99 + $5.99 shipping</p><button>Buy It Now</button>", 49.99, None),
    (
        "instalments and free shipping",
        "en",
        f"<div>$49.99</div><p>Free shipping on orders over $75</p><p>or 4 interest-free payments of $12.50</p>{CART}",
        49.99,
        None,
    ),
    (
        "minor units in an element that is called so",
        "en",
        f'<div class="price">$229<span class="price__cents">99</span></div>{CART}',
        229.99,
        None,
    ),
    (
        "a large number in one piece",
        "en",
        f'<div class="price">$22999</div><span class="cents">99</span>{CART}',
        22999,
        None,
    ),
    ("minor units raised", "en", f'<div class="price">$49<sup>99</sup></div>{CART}', 49.99, None),
    (
        "sign and digits in elements of their own",
        "en",
        f'<div class="price"><span>$</span><span>49</span><span>.99</span></div>{CART}',
        49.99,
        None,
    ),
    (
        "definition list",
        "en",
        "<dl><dt>RRP</dt><dd>£60.00</dd><dt>Our price</dt><dd>£45.00</dd><dt>Postage</dt><dd>£4.00</dd></dl>",
        45,
        60,
    ),
    ("loyalty points", "en", f"<p>Earn 45 points ($0.45)</p><p>$45.00</p>{CART}", 45, None),
    (
        "cards of other products",
        "en",
        f"<p>$45.00</p>{CART}<h2>Complete the look</h2><ul><li><a href='/p/a'>Table $90</a></li><li><a href='/p/b'>Lamp $20</a></li></ul>",
        45,
        None,
    ),
    (
        "linked titles of other products",
        "en",
        f"<p>$45.00</p>{CART}<article><h3><a href='/p/a'>Table</a></h3><p>$90.00</p></article>",
        45,
        None,
    ),
    (
        "a review with an amount",
        "en",
        f"<p>$45.00</p>{CART}<div class='reviews'><p>Worth every penny of the $100 I paid</p></div>",
        45,
        None,
    ),
    (
        "amounts in the description",
        "en",
        f"<p>$45.00</p>{CART}<p>We donate $1 of every sale. Gift cards from $25.</p>",
        45,
        None,
    ),
    ("was and now in a sentence", "en", f"<p>Was £60 Now £45</p>{CART}", 45, 60),
    ("struck out first", "en", f"<p><del>$60.00</del> <ins>$45.00</ins></p>{CART}", 45, 60),
    (
        "struck out by style",
        "en",
        f"<p><span style='text-decoration: line-through'>$60.00</span> $45.00</p>{CART}",
        45,
        60,
    ),
    ("two bare amounts", "en", f"<div><span>$60.00</span> <span>$45.00</span></div>{CART}", 45, 60),
    (
        "price per unit",
        "en",
        f"<div><span>Regular price</span><s>$60.00</s><span>Sale price</span><span>$45.00</span><span>Unit price</span><span>$4.50 / kg</span></div>{CART}",
        45,
        60,
    ),
    ("a regular price alone", "en", f"<div><span>Regular price</span> <span>$45.00 USD</span></div>{CART}", 45, None),
    ("a subscription", "en", "<p>$29/month</p><button>Subscribe</button>", 29, None),
    ("thousands", "en", f"<p>$1,299.00</p>{CART}", 1299, None),
    (
        "German: postage and unit price",
        "de",
        "<p>45,00 € inkl. 19 % MwSt. zzgl. 4,90 € Versandkosten</p><p>Grundpreis: 4,50 € / 100 g</p><button>In den Warenkorb</button>",
        45,
        None,
    ),
    (
        "German: statt",
        "de",
        "<p>statt 60,00 € nur 45,00 €</p><p>Sie sparen 15,00 € (25%)</p><button>In den Warenkorb</button>",
        45,
        60,
    ),
    ("German: thousands", "de", "<p>1.299,00 €</p><button>In den Warenkorb</button>", 1299, None),
    (
        "French: instalments",
        "fr",
        "<p>45,00 € TTC</p><p>Livraison offerte dès 60 €</p><p>Payez en 3x 15,00 € sans frais</p><button>Ajouter au panier</button>",
        45,
        None,
    ),
    (
        "Spanish: antes, ahora",
        "es",
        "<p>Antes: 60,00 € Ahora: 45,00 €</p><p>Envío 4,95 €</p><button>Añadir al carrito</button>",
        45,
        60,
    ),
    (
        "Italian: anziché",
        "it",
        "<p>45,00 € anziché 60,00 €</p><p>Spedizione 5,00 €</p><button>Aggiungi al carrello</button>",
        45,
        60,
    ),
    (
        "Dutch: adviesprijs",
        "nl",
        "<p>Adviesprijs € 60,00</p><p>€ 45,00</p><p>Gratis verzending vanaf € 50</p><button>In winkelwagen</button>",
        45,
        60,
    ),
    (
        "Portuguese: parcelas",
        "pt",
        "<p>R$ 1.299,90 à vista</p><p>12x de R$ 108,33 sem juros</p><button>Comprar</button>",
        1299.9,
        None,
    ),
    (
        "Japanese: 定価, ポイント, 送料",
        "ja",
        "<p>定価 6,000円のところ</p><p>特価 4,500円(税込)</p><p>ポイント 45円相当</p><p>送料 550円</p><button>カートに入れる</button>",
        4500,
        6000,
    ),
    (
        "Japanese: table",
        "ja",
        "<table><tr><th>通常価格</th><td>6,000円</td></tr><tr><th>販売価格</th><td>4,500円（税込）</td></tr><tr><th>送料</th><td>550円</td></tr></table><button>購入する</button>",
        4500,
        6000,
    ),
    (
        "Japanese: without and with tax",
        "ja",
        "<p>本体価格 4,091円（税込 4,500円）</p><button>カートに入れる</button>",
        4500,
        None,
    ),
    ("tax in English behind yen", "ja", f"<p>¥7,590 (tax in)</p>{CART}", 7590, None),
    (
        "Korean: labelled",
        "ko",
        "<dl><dt>소비자가</dt><dd>60,000원</dd><dt>판매가</dt><dd>45,000원</dd><dt>배송비</dt><dd>3,000원</dd></dl><button>장바구니</button>",
        45000,
        60000,
    ),
    (
        "Chinese: threshold of free shipping",
        "zh",
        "<p>原价：￥600</p><p>促销价：￥450</p><p>满99元包邮</p><button>加入购物车</button>",
        450,
        600,
    ),
]


@pytest.mark.parametrize(
    ("lang", "body", "amount", "reference"), [case[1:] for case in PRICES], ids=[case[0] for case in PRICES]
)
def test_own_price_and_reference_price(lang: str, body: str, amount: float, reference: float | None) -> None:
    facts = found("price", f"<main><h1>Oak Stool</h1>{body}</main>", lang=lang)
    assert [value["amount"] for value in values(facts, "price.amount")] == [amount]
    assert [value["amount"] for value in values(facts, "price.compare_at")] == (
        [] if reference is None else [reference]
    )


def test_mini_cart_is_not_the_price() -> None:
    body = f"<header><div class='mini-cart'>Basket total: £0.00</div></header><main><h1>Oak Stool</h1>{CART}</main>"
    assert values(found("price", body), "price.amount") == []


def test_range_gives_lowest_and_highest() -> None:
    facts = found("price", f"<main><h1>Oak Stool</h1><p>$42.00 – $45.00 excl. tax</p>{CART}</main>")
    assert first(facts, "price.amount") == {"amount": 42.0, "currency": "USD", "max": 45.0, "tax": "excluded"}
    assert quote(facts, "price.amount") == "$42.00 – $45.00"


def test_tiers_side_by_side_are_all_kept() -> None:
    tiers = "".join(
        f"<div><h2>{name}</h2><p>¥{price} / 月</p><button>選ぶ</button></div>"
        for name, price in (("銅", "500"), ("銀", "1,500"), ("金", "5,000"))
    )
    facts = found("price", f"<main>{tiers}</main>", lang="ja")
    assert sorted(value["amount"] for value in values(facts, "price.amount")) == [500, 1500, 5000]


def test_rejected_amounts_say_why() -> None:
    log = Log()
    found("price", f"<main><h1>Oak Stool</h1><p>$45.00</p><p>Shipping $5.00</p>{CART}</main>", log=log)
    assert any("shipping" in why for why in reasons(log, "price.amount"))


@pytest.mark.parametrize(
    ("lang", "price", "head", "url", "currency", "explicit", "confidence"),
    [
        ("en", "$45", "", "https://shop.test/", "USD", False, "medium"),
        ("en", "$45", "", "https://shop.com.au/", "AUD", False, "medium"),
        ("en", "CA$45", "", "https://shop.test/", "CAD", True, "high"),
        ("en", "€45", "", "https://shop.test/", "EUR", True, "high"),
        ("ja", "4,500円", "", "https://shop.test/", "JPY", True, "high"),
        ("zh", "￥450", "", "https://shop.test/", "CNY", False, "medium"),
        ("ja", "¥4,500", "", "https://shop.test/", "JPY", True, "high"),  # whoever reads Japanese reads yen
        (
            "en",
            "$45",
            '<meta property="product:price:amount" content="45"><meta property="product:price:currency" content="NZD">',
            "https://shop.test/",
            "NZD",
            False,
            "high",
        ),
    ],
)
def test_currency_is_stated_or_guessed(
    lang: str, price: str, head: str, url: str, currency: str, explicit: bool, confidence: str
) -> None:
    facts = found(
        "price",
        f"<main><h1>Oak Stool</h1><p>{price}</p>{CART}</main>",
        lang=lang,
        url=url,
        head=f"<title>Oak Stool</title>{head}",
    )
    fact = next(fact for fact in facts if fact.name == "price.currency")
    assert (fact.value, fact.confidence) == (currency, confidence)
    assert first(facts, "price.currency_explicit") is explicit


def test_a_dollar_before_thousands_set_off_by_a_full_stop_names_no_currency_on_a_page_in_spanish() -> None:
    facts = found("price", f"<main><h1>Banco</h1><p>$25.990</p>{CART}</main>", lang="es")
    price = first(facts, "price.amount")
    assert isinstance(price, dict) and price["amount"] == 25990.0
    assert all(fact.name != "price.currency" for fact in facts)
    there = found("price", f"<main><h1>Banco</h1><p>$25.990</p>{CART}</main>", lang="es-CO")
    assert first(there, "price.currency") == "COP"


@pytest.mark.parametrize(
    ("around", "explicit"),
    [
        ("<header><button>United States (USD $)</button></header>", True),
        ("<footer><p>All prices are in USD.</p></footer>", True),
        ("<footer><p>USD</p></footer>", True),
        ("<footer><p>Cut on a USD machine</p></footer>", False),
        ("<footer><p>All prices are in EUR.</p></footer>", False),
        ("<select><option>USD $</option><option>CAD $</option></select>", False),
    ],
)
def test_a_code_elsewhere_on_the_page_names_the_currency(around: str, explicit: bool) -> None:
    facts = found("price", f"<main><h1>Oak Stool</h1><p>$45</p>{CART}</main>{around}", head="<title>Oak Stool</title>")
    assert first(facts, "price.currency_explicit") is explicit


@pytest.mark.parametrize(
    ("lang", "body", "tax"),
    [
        ("ja", "<p>4,500円（税込）</p>", "included"),
        ("ja", "<p>4,500円（税別）</p>", "excluded"),
        ("de", "<p>45,00 €</p><p>inkl. MwSt., zzgl. Versand</p>", "included"),
        ("de", "<p>45,00 €</p><p>Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.</p>", "exempt"),
        ("en", "<p>£45</p><p>Incl. 20% VAT</p>", "included"),
        ("en", "<p>$45</p><p>Prices do not include sales tax.</p>", "excluded"),
        ("fr", "<p>45 €</p><p>TVA non applicable, art. 293 B du CGI</p>", "exempt"),
        ("it", "<p>45 € IVA inclusa</p>", "included"),
        ("nl", "<p>€ 45</p><p>Prijzen zijn exclusief btw.</p>", "excluded"),
    ],
)
def test_tax_statement(lang: str, body: str, tax: str) -> None:
    assert (
        first(found("price", f"<main><h1>Oak Stool</h1>{body}{CART}</main>", lang=lang), "price.tax_statement") == tax
    )


def test_tax_of_postage_is_not_tax_of_the_price() -> None:
    body = "<main><h1>送料について</h1><p>送料は全国一律600円(税込)です。</p></main>"
    assert values(found("price", body, kinds=("shipping_policy",), lang="ja"), "price.tax_statement") == []


def test_price_only_in_markup_is_too_weak_to_count() -> None:
    head = '<script type="application/ld+json">{"@type":"Product","name":"Oak Stool","offers":{"price":"45.00","priceCurrency":"EUR"}}</script>'
    facts = found("price", "<main><h1>Oak Stool</h1><p>Ask us for a price.</p></main>", head=head)
    fact = next(fact for fact in facts if fact.name == "price.amount")
    assert (fact.value, fact.confidence, fact.source) == ({"amount": 45.0, "currency": "EUR"}, "low", "json-ld")


@pytest.mark.parametrize(("currency", "said"), [("ZAR", "R250"), ("EUR", "250")])
def test_rand_without_minor_units_are_read_where_the_markup_says_rand(currency: str, said: str) -> None:
    head = f"""<title>Oak Stool</title><script type="application/ld+json">{{"@type": "Product", "name": "Oak Stool",
    "offers": {{"price": "250", "priceCurrency": "{currency}"}}}}</script>"""
    facts = found("price", f"<main><h1>Oak Stool</h1><p>From R250, oiled by hand</p>{CART}</main>", head=head)
    assert quote(facts, "price.amount") == said


def test_what_far_below_can_be_put_into_the_cart_is_not_the_product_of_the_title() -> None:
    told = "".join(f"<p>Line {'x' * n}</p>" for n in range(1, 66))
    pair = "<h2>Matching mat</h2><h3>Oak mat</h3><p class=price>$ 39</p><button>Add to cart</button>"
    facts = found("price", f"<main><h1>Oak Stool</h1><p>Oak</p><p class=price>$ 129</p>{told}{pair}</main>")
    assert first(facts, "price.amount")["amount"] == 129


def test_price_row_of_a_legal_notice() -> None:
    body = "<main><table><tr><th>販売業者</th><td>株式会社木工</td></tr><tr><th>販売価格</th><td>980円(税込)</td></tr></table></main>"
    facts = found("price", body, kinds=("legal_notice",), lang="ja")
    assert first(facts, "price.amount") == {"amount": 980.0, "currency": "JPY", "tax": "included"}


def test_currency_of_all_prices_in_terms() -> None:
    facts = found("price", "<main><p>All prices are shown in US dollars.</p></main>", kinds=("terms",))
    assert first(facts, "price.currency") == "USD"


def test_time_grows_with_the_page_and_not_faster() -> None:
    def seconds(times: int) -> float:
        body = (
            f"<main><h1>Oak Stool</h1><p>$45.00</p>{CART}"
            + "<p>Oiled oak, made to last, 40 cm high, from $1 to $2.</p>" * times
            + "</main>"
        )
        start = time.process_time()
        found("price", body)
        return time.process_time() - start

    seconds(50)
    small, large = min(seconds(400) for _ in range(2)), min(seconds(1600) for _ in range(2))
    assert large < small * 10 + 0.05


def test_of_a_product_without_a_title_the_price_above_the_button_counts_not_those_below() -> None:
    likes = "".join(f"<div><h5>Stool {n}</h5><h4>$78</h4></div>" for n in range(3))
    many = "".join(f"<p>Sturdy and plain, number {n}.</p>" for n in range(3))
    body = f"<main><h4>Oak Stool</h4><h2>$139</h2>{many}{CART}<p>Details</p>{likes}</main>"
    price = first(found("price", body, head="<title>Shop</title>"), "price.amount")
    assert isinstance(price, dict) and price["amount"] == 139.0


def test_bolivianos_and_what_a_gift_is_worth() -> None:
    facts = found(
        "price", "<main><h1>Banco</h1><p>Precio: 70 Bs.</p><button>Agregar al carrito</button></main>", lang="es"
    )
    assert first(facts, "price.currency") == "BOB"
    body = "<main><h1>木凳</h1><p>特惠價 $5,200</p><p>贈品</p><p>價值 $900</p><button>加入購物車</button></main>"
    price = first(found("price", body, lang="zh-Hant"), "price.amount")
    assert isinstance(price, dict) and price["amount"] == 5200.0
