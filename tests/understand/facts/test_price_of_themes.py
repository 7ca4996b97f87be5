"""Prices in the markup that shop themes print: reference prices, unit prices, tax, instalments and points beside them."""

from __future__ import annotations

import json

import pytest

from tests.understand.facts.commerce import first, found, values

CART = "<button>Add to cart</button>"
PAGES = [
    # id, language, body, amount, reference prices
    (
        "former and current price side by side in one line, and what is saved",
        "en",
        f"<h2><span>$60.00 </span>&nbsp;<span>$48.00</span><span><br>Save:&nbsp;20% off</span></h2>{CART}",
        48,
        [60],
    ),
    (
        "a discount in per cent between the two, the price without tax behind them, in Czech",
        "cs",
        "<div><span>1 290 Kč</span> <span>–20 %</span><strong>1 032 Kč</strong><span>852,89 Kč bez DPH</span></div>"
        "<button>Přidat do košíku</button>",
        1032,
        [1290],
    ),
    (
        "the price and the reduced price under labels of their own, and how much less that is, in Korean",
        "ko",
        "<table><tr><th>판매가</th><td>60,000원</td></tr><tr><th>할인판매가</th><td>48,000원 ( 12,000원 할인)</td></tr>"
        "<tr><th>적립금</th><td>480원 (1%)</td></tr></table><button>장바구니 담기</button>",
        48000,
        [60000],
    ),
    (
        "former and current price said in words for screen readers",
        "de",
        "<p class='price'><del>24,90 €</del> <span>Ursprünglicher Preis war: 24,90 €</span> <ins>19,90 €</ins>"
        "<span>Aktueller Preis ist: 19,90 €.</span></p><p>99,50 € / kg</p><button>In den Warenkorb</button>",
        19.9,
        [24.9],
    ),
    (
        "price per litre in brackets, a class that only tells of the list price inside",
        "de",
        "<p class='detail-price with-list-price'>19,99 €*<span class='list-price'>24,99 €*</span></p>"
        "<div>Inhalt: 0.5 Liter (39,98 €* / 1 Liter)</div><button>In den Warenkorb</button>",
        19.99,
        [24.99],
    ),
    (
        "instalments, and free postage from an amount, in Portuguese",
        "pt-BR",
        "<p>De: <s>R$ 599,90</s></p><p>Por: R$ 449,90</p><p>ou em até 10x de R$ 44,99 sem juros</p>"
        "<p>Frete grátis acima de R$ 299</p><button>Comprar</button>",
        449.9,
        [599.9],
    ),
    (
        "months without interest",
        "es-MX",
        "<span class='precio'>$999.00 MXN</span><p>12 meses sin intereses de $83.25</p><button>Comprar</button>",
        999,
        [],
    ),
    ("tax in it, postage apart", "ja", "<p>¥3,850 税込・送料別</p><button>カートに入れる</button>", 3850, []),
    ("the tax in figures", "ja", "<p>5,500円(税500円)</p><button>カートに入れる</button>", 5500, []),
    (
        "what a point is worth, and an extra beside the goods",
        "zh-Hant",
        "<p>現金積點：3 點 (1點=1元)</p><p>特價 294 元</p><p>每期$98</p><p>加購價 NT$99</p><button>加入購物車</button>",
        294,
        [],
    ),
    ("lakhs", "en", f"<p>MRP: <s>₹1,24,999.00</s></p><p>Price: ₹99,999.00</p>{CART}", 99999, [124999]),
    ("a weight in pounds", "en", f"<p>$12.00</p><dl><dt>Weight</dt><dd>0.66 Pounds</dd></dl>{CART}", 12, []),
    (
        "net first, the second marked with incl. alone",
        "nl",
        "<p>€ 1.295,00 excl. btw (€ 1.566,95 incl.)</p><button>In winkelwagen</button>",
        1566.95,
        [],
    ),
    (
        "net price in a language without wording of its own",
        "sl",
        "<p class='price-regular'>122,00 €</p><p>Brez DDV: 100,00 €</p><button>Add to cart</button>",
        122,
        [],
    ),
]


@pytest.mark.parametrize(
    ("lang", "body", "amount", "references"), [one[1:] for one in PAGES], ids=[p[0] for p in PAGES]
)
def test_price_among_what_themes_print(lang: str, body: str, amount: float, references: list[float]) -> None:
    facts = found("price", f"<main><h1>Oak Stool</h1>{body}</main>", lang=lang)
    assert first(facts, "price.amount")["amount"] == amount
    assert [value["amount"] for value in values(facts, "price.compare_at")] == references


def test_a_starting_price_is_not_taken_for_a_net_price() -> None:
    body = f"<main><h1>Oak Stool</h1><span>From €70.50</span><div>€78.50 VAT included</div>{CART}</main>"
    assert first(found("price", body), "price.amount")["amount"] == 70.5


def test_number_without_a_sign_beside_the_former_price_is_the_price_that_the_markup_states() -> None:
    offer = {"@type": "Offer", "price": "2.25", "priceCurrency": "CHF"}
    data = json.dumps({"@type": "Product", "name": "Oak Stool", "offers": offer})
    head = f'<title>Oak Stool</title><script type="application/ld+json">{data}</script>'
    body = f"<main><h1>Oak Stool</h1><div>instead of 4.50CHF 2.25</div>{CART}</main>"
    facts = found("price", body, head=head)
    assert first(facts, "price.amount") == {"amount": 2.25, "currency": "CHF"}
    assert first(facts, "price.compare_at") == {"amount": 4.5, "currency": "CHF"}


def test_a_net_price_below_says_nothing_of_the_tax_in_the_price() -> None:
    body = f"<main><h1>Oak Stool</h1><h2>$98.00</h2><p>Ex Tax: $80.00</p>{CART}</main>"
    assert values(found("price", body), "price.tax_statement") == []


def test_what_the_price_is_in_other_money_is_no_price() -> None:
    body = f"<main><h1>Oak Stool</h1><p>£12.99</p><p>Approximately US $16.40</p>{CART}</main>"
    assert first(found("price", body), "price.amount") == {"amount": 12.99, "currency": "GBP"}


def test_higher_amount_beside_the_one_that_the_markup_states_is_the_former_price() -> None:
    offer = {"@type": "Offer", "price": "98.99", "priceCurrency": "USD"}
    data = json.dumps({"@type": "Product", "name": "Oak Stool", "offers": offer})
    head = f'<title>Oak Stool</title><script type="application/ld+json">{data}</script>'
    facts = found("price", f"<main><h1>Oak Stool</h1><p>$98.99</p><p>$169.10</p>{CART}</main>", head=head)
    assert first(facts, "price.compare_at") == {"amount": 169.1, "currency": "USD"}


def test_words_for_business_customers_and_refunds_are_no_tax_statement() -> None:
    body = (
        f"<main><h1>Oak Stool</h1><p>$98.00</p>{CART}<p>Oiled oak.</p><p>Solid legs.</p><p>Felt below.</p>"
        "<p>For business customers: prices excl. VAT</p></main>"
    )
    assert values(found("price", body), "price.tax_statement") == []


@pytest.mark.parametrize(
    ("choices", "amounts"),
    [
        (["Small - $49.00", "Large - $69.00"], [{"amount": 49.0, "currency": "USD", "max": 69.0}]),
        (["Choose a size", "Large $69", "Small $49"], [{"amount": 49.0, "currency": "USD", "max": 69.0}]),
        (["Plain", "Linen cover +$9.00", "Wool cover +$12.00"], []),
        (["Linen", "Wool $12.00", "Hemp"], []),
        (["Under $50", "$50 to $100"], []),
        (["Standard delivery $4.00", "Express delivery $12.00"], []),
        (["Small $49.00"], []),
    ],
)
def test_a_price_that_only_the_choices_of_a_list_show(choices: list[str], amounts: list[object]) -> None:
    options = "".join(f"<option>{choice}</option>" for choice in choices)
    body = f"<main><h1>Oak Stool</h1><p>Made of oak.</p><select name='size'>{options}</select>{CART}</main>"
    head = "<title>Oak Stool - Timber House</title>"
    assert values(found("price", body, head=head), "price.amount") == amounts
    shown = body.replace("<p>Made", "<p>$55.00</p><p>Made")
    assert first(found("price", shown, head=head), "price.amount") == {"amount": 55.0, "currency": "USD"}


def test_the_tax_beside_the_amounts_of_choices_is_that_of_the_price() -> None:
    options = "<option>1本 1,200円(税込)</option><option>3本 3,300円(税込)</option>"
    body = f"<main><h1>りんごジュース</h1><select name='size'>{options}</select><button>カートに入れる</button></main>"
    facts = found("price", body, lang="ja", head="<title>りんごジュース | 果樹園</title>")
    assert first(facts, "price.amount") == {"amount": 1200.0, "currency": "JPY", "max": 3300.0, "tax": "included"}
    assert values(facts, "price.tax_statement") == ["included"]


@pytest.mark.parametrize(("apart", "references"), [(1, [119.0]), (9, [])])
def test_a_former_price_beside_the_price_where_it_stands_once_more(apart: int, references: list[float]) -> None:
    bar = f"<h1>Oak Stool</h1><p>$89.00</p>{CART}"
    more = "".join(f"<p>Line number {'abcdefghij'[at]}</p>" for at in range(8))
    between = "".join(f"<p>Word {'abcdefghij'[at]}</p>" for at in range(apart - 1))
    body = f"<main>{bar}{more}<p>$89.00</p>{between}<p><s>$119.00</s></p></main>"
    facts = found("price", body, head="<title>Oak Stool - Timber House</title>")
    assert first(facts, "price.amount") == {"amount": 89.0, "currency": "USD"}
    assert [one["amount"] for one in values(facts, "price.compare_at")] == references
