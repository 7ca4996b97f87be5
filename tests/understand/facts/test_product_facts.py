"""What product pages say of the goods and of the offer, in several languages and templates."""

from __future__ import annotations

from typing import Any

import pytest

from tests.understand.facts.commerce import first, found, quote, values

CART = "<button>Add to cart</button>"


def facts_of(body: str, lang: str = "en", **more: Any) -> list[Any]:
    return found("product", f"<main><h1>Oak Stool</h1><p>$45.00</p>{body}</main>", lang=lang, **more)


def test_name_is_the_heading_like_the_title_and_not_the_logo() -> None:
    body = "<div id='header'><h1>Timber House</h1></div><main><h2>Oak Stool</h2><p>$45.00</p></main>"
    facts = found("product", body, head="<title>Oak Stool - Timber House</title>")
    assert first(facts, "product.name") == "Oak Stool"


def test_page_that_shows_no_product_gives_none() -> None:
    assert found("product", "<main><h1>Oak Stool</h1><p>Loading…</p></main>") == []


@pytest.mark.parametrize(
    ("lang", "said", "state"),
    [
        ("en", "<p>In stock (40 available)</p>", "in_stock"),
        ("en", "<button disabled>Sold out</button>", "out_of_stock"),
        ("en", "<p>Unavailable</p>", "out_of_stock"),
        ("en", "<p>Ships within 24h from stock</p><button>Add to cart</button>", "in_stock"),
        ("en", "<button>Pre-order now</button>", "preorder"),
        ("ja", "<p>在庫あり</p><button>カートに入れる</button>", "in_stock"),
        ("ja", "<p>在庫切れ</p>", "out_of_stock"),
        ("ja", "<p>お取り寄せ商品</p>", "backorder"),
        ("de", "<p>Auf Lager</p>", "in_stock"),
        ("de", "<p>Derzeit nicht verfügbar</p>", "out_of_stock"),
        ("fr", "<p>En stock</p>", "in_stock"),
        ("fr", "<p>Rupture de stock</p>", "out_of_stock"),
        ("es", "<p>Agotado</p>", "out_of_stock"),
        ("it", "<p>Non disponibile</p>", "out_of_stock"),
        ("nl", "<p>Niet op voorraad</p>", "out_of_stock"),
        ("ko", "<p>품절</p>", "out_of_stock"),
        ("zh", "<p>现货</p>", "in_stock"),
        ("fr", "<p>Stock : 42 pièces</p>", "in_stock"),
        ("en", "<p>Ships within the next 2 days</p>", "in_stock"),
        ("bg", "<p>В наличност</p>", "in_stock"),
        ("bg", "<p>Няма в наличност</p>", "out_of_stock"),
    ],
)
def test_availability_as_the_buyer_sees_it(lang: str, said: str, state: str) -> None:
    assert first(facts_of(said, lang), "product.availability") == state


def test_what_is_unavailable_far_from_the_product_is_something_else() -> None:
    apart = "".join(f"<p>Note number {n}: {'a' * n}</p>" for n in range(30))
    assert values(facts_of(f"{CART}{apart}<p>List</p><p>unavailable</p>"), "product.availability") == []


@pytest.mark.parametrize(
    "body",
    [
        CART,
        f"{CART}<p>Notify me when it is back in stock</p>",
        f"{CART}<p>If the item is out of stock, we refund you.</p>",
        f"{CART}<p>Tracking is available for all orders.</p>",
        f"<select><option>Small - Sold out</option><option>Large</option></select>{CART}",
        f"{CART}<section class='related'><h2>You may also like</h2><p>Sold out</p></section>",
        f"{CART}<p>Ships within the United Kingdom only</p>",
        f"<p>We have officially sold out of stickers for the day!</p>{CART}",
        f"{CART}<p>Is your size sold out? Join the waiting list!</p>",
    ],
    ids=[
        "cart button only",
        "alert",
        "condition",
        "tracking",
        "one variant",
        "another product",
        "a country",
        "a day",
        "a question",
    ],
)
def test_no_availability_where_none_is_said(body: str) -> None:
    assert values(facts_of(body), "product.availability") == []


def test_attributes_of_a_table_are_quoted() -> None:
    table = "<table><tr><th>Material</th><td>Oiled oak</td></tr><tr><th>Size</th><td>40 x 30 x 45 cm</td></tr><tr><th>Weight</th><td>3.2 kg</td></tr><tr><th>Colour</th><td>Natural</td></tr><tr><th>Country of origin</th><td>Denmark</td></tr><tr><th>SKU</th><td>OAK-045</td></tr></table>"
    facts = facts_of(f"{CART}{table}")
    assert first(facts, "product.materials") == "Oiled oak"
    assert first(facts, "product.dimensions") == "40 x 30 x 45 cm"
    assert first(facts, "product.weight") == "3.2 kg"
    assert first(facts, "product.colour") == "Natural"
    assert first(facts, "product.origin") == "Denmark"
    assert first(facts, "product.identifier") == "OAK-045"
    assert first(facts, "product.description")["attributes"] == ["material", "dimensions", "weight", "colour", "origin"]


@pytest.mark.parametrize(
    ("lang", "text", "attributes"),
    [
        (
            "ja",
            "【商品スペック】<br>☆材質／スチール<br>☆商品サイズ／幅107×奥行き46.5cm<br>☆重量／約10kg<br>☆製造国／中国製",
            {"material", "dimensions", "weight", "origin"},
        ),
        (
            "de",
            "<p>Material: Eiche</p><p>Maße: 40 x 30 cm</p><p>Gewicht: 3 kg</p><p>Pflegehinweise: feucht abwischen</p>",
            {"material", "dimensions", "weight", "care"},
        ),
        (
            "fr",
            "<p>Matière : chêne</p><p>Dimensions : 40 x 30 cm</p><p>Contenance : 150 ml</p>",
            {"material", "dimensions", "capacity"},
        ),
        (
            "es",
            "<p>Material: roble</p><p>Medidas: 40 x 30 cm</p><p>Incluye: dos cojines</p>",
            {"material", "dimensions", "contents"},
        ),
        (
            "it",
            "<p>Materiale: rovere</p><p>Dimensioni: 40 x 30 cm</p><p>Peso: 3 kg</p>",
            {"material", "dimensions", "weight"},
        ),
        ("nl", "<p>Materiaal: eiken</p><p>Afmetingen: 40 x 30 cm</p>", {"material", "dimensions"}),
        (
            "pt",
            "<p>Material: carvalho</p><p>Dimensões: 40 x 30 cm</p><p>Peso: 3 kg</p>",
            {"material", "dimensions", "weight"},
        ),
        ("ko", "<p>소재: 오크</p><p>크기: 40 x 30 cm</p><p>무게: 3 kg</p>", {"material", "dimensions", "weight"}),
        ("zh", "<p>材质：橡木</p><p>尺寸：40 x 30 cm</p><p>重量：3 kg</p>", {"material", "dimensions", "weight"}),
        (
            "en",
            "<p>Crafted from solid oak. Seat 40 x 30 cm, 3.2 kg. Compatible with our cushions.</p>",
            {"material", "dimensions", "weight", "compatibility"},
        ),
    ],
    ids=["ja", "de", "fr", "es", "it", "nl", "pt", "ko", "zh", "en running text"],
)
def test_substance_of_descriptions(lang: str, text: str, attributes: set[str]) -> None:
    assert attributes <= set(first(facts_of(text, lang), "product.description")["attributes"])


@pytest.mark.parametrize(
    ("name", "attribute"),
    [("Ginger tea 250g", "weight"), ("Oak shelf 80 x 30 cm", "dimensions"), ("Linen shirt", "material")],
)
def test_a_name_states_material_and_measure_too(name: str, attribute: str) -> None:
    body = f"<main><h1>{name}</h1><p>A lovely thing for every day.</p><button>Add to cart</button></main>"
    facts = found("product", body, head=f"<title>{name} - Loom</title>")
    assert attribute in first(facts, "product.description")["attributes"]


def test_thin_description_has_no_attributes() -> None:
    body = f"<main><h1>Stool No. 4</h1><p>$45.00</p>{CART}<p>A lovely thing.</p></main>"
    description = first(found("product", body), "product.description")
    assert description["attributes"] == [] and description["chars"] < 40


def test_policy_text_on_a_product_page_is_no_description() -> None:
    facts = facts_of(f"{CART}<h2>Shipping</h2><p>We ship parcels up to 30 kg in boxes of 60 x 40 x 40 cm.</p>")
    assert first(facts, "product.weight") is None


def test_images_of_one_product_in_two_sizes_count_once() -> None:
    gallery = "<img src='/i/oak-front_800x.jpg' alt='Oak Stool'><img src='/i/oak-front_100x.jpg' alt=''><img src='/i/oak-side_800x.jpg' alt=''>"
    noise = "<img src='/i/visa.png' alt='Visa'><a href='/p/table'><img src='/i/table.jpg' alt='Table'></a><img src='/icons/cart-icon.png' alt=''>"
    assert first(facts_of(gallery + CART + noise), "product.images") == 2


def test_images_of_related_products_do_not_count() -> None:
    related = "<section class='related-products'><h2>Related products</h2><img src='/i/lamp.jpg' alt='Lamp'></section>"
    assert first(facts_of(f"<img src='/i/oak.jpg' alt='Oak Stool'>{CART}{related}"), "product.images") == 1


@pytest.mark.parametrize(
    ("lang", "said", "value"),
    [
        ("en", "<p>Pre-order now. Ships within 3 weeks.</p>", {"days_max": 21}),
        ("ja", "<p>予約商品です。2026年3月10日発売予定。</p>", {"date": "2026-03-10"}),
        ("de", "<p>Vorbestellung: Lieferung innerhalb von 14 Tagen.</p>", {"days_max": 14}),
        ("en", "<p>Made to order in 10 business days</p>", {"days_max": 10}),
    ],
)
def test_lead_time_of_preorders(lang: str, said: str, value: dict[str, Any]) -> None:
    assert first(facts_of(said, lang), "product.preorder") == value


@pytest.mark.parametrize(
    ("lang", "said", "name"),
    [
        ("en", "Sale ends tonight", "product.offer_deadline"),
        ("en", "Only 3 left in stock", "product.scarcity"),
        ("en", "27 people are viewing this right now", "product.scarcity"),
        ("ja", "本日限りの特別価格です", "product.offer_deadline"),
        ("ja", "タイムセール価格は11月22日21:00まで", "product.offer_deadline"),
        ("ja", "クーポンは本日21時まで", "product.offer_deadline"),
        ("ja", "残り2点", "product.scarcity"),
        ("de", "Nur noch 2 Stück verfügbar", "product.scarcity"),
        ("fr", "Plus que 2 articles en stock", "product.scarcity"),
        ("es", "¡Solo hoy!", "product.offer_deadline"),
        ("it", "Offerta valida fino al 30 novembre", "product.offer_deadline"),
        ("zh", "仅剩3件", "product.scarcity"),
    ],
)
def test_claims_of_urgency_are_quoted(lang: str, said: str, name: str) -> None:
    facts = facts_of(f"<p>{said}</p>{CART}", lang)
    assert values(facts, name) and quote(facts, name) in said


def test_condition_under_a_label() -> None:
    assert first(facts_of("<dl><dt>Condition</dt><dd>Pre-owned, very good</dd></dl>"), "product.condition") == "used"


def test_words_inside_a_longer_statement_of_another_state_do_not_count() -> None:
    body = "<button>Ajouter au panier</button><p>Rupture de stock</p>"
    assert first(facts_of(body, lang="fr"), "product.availability") == "out_of_stock"


@pytest.mark.parametrize(("count", "state"), [("3", "in_stock"), ("0", "out_of_stock")])
def test_a_number_under_a_label_for_stock_is_a_state(count: str, state: str) -> None:
    body = f"<table><tr><th>在庫数</th><td>{count}</td></tr></table><button>カートに入れる</button>"
    assert first(facts_of(body, lang="ja"), "product.availability") == state


def test_goods_to_fetch_from_a_shop_say_nothing_of_the_stock() -> None:
    body = f"{CART}<p>Home delivery</p><span>Available</span><p>Store pickup</p><span>Not available</span>"
    assert first(facts_of(body), "product.availability") == "in_stock"


def test_links_of_a_menu_and_dates_of_returns_are_no_deadlines() -> None:
    body = (
        f"{CART}<p>Oiled oak.</p><p>Solid legs.</p><p>Felt below.</p><p>Made by hand.</p><p><a href='/last'>Last chance</a></p>"
        "<p>Christmas offer valid until 31 January: returns of goods bought in December.</p>"
    )
    assert values(facts_of(body), "product.offer_deadline") == []


def test_until_when_an_order_goes_out_today_is_no_deadline_of_an_offer() -> None:
    body = f"{CART}<p>平日14時までのご注文は当日に発送いたします。</p><p>15:15までに撤収してください。</p>"
    assert values(facts_of(body, "ja"), "product.offer_deadline") == []


def test_a_very_long_heading_that_the_title_repeats_is_the_name() -> None:
    name = "Oak Stool with three legs, " + ", ".join(["oiled by hand", "felt below", "solid wood"] * 5)
    body = f"<main><h1>Adding to cart</h1><h1>Not added</h1><h1>{name}</h1><p>$45.00</p>{CART}</main>"
    assert first(found("product", body, head=f"<title>{name}: Timber House</title>"), "product.name") == name


def test_neither_an_amount_nor_the_heading_of_the_cart_names_the_product() -> None:
    body = f"<main><b>1 x $36.00</b><h2>Your cart</h2><h4>Nylon lead</h4><p>$45.00</p>{CART}</main>"
    assert first(found("product", body, head="<title>Shop</title>"), "product.name") == "Nylon lead"


def test_article_number_in_the_heading_is_no_part_of_the_name() -> None:
    head = """<title>Oak Stool</title><script type="application/ld+json">
    {"@type": "Product", "name": "Oak &amp; Ash Stool", "offers": {"price": "45", "priceCurrency": "RUR"}}</script>"""
    body = f"<main><h1>Oak & Ash Stool<span>466/7999</span></h1><p>45 ₽</p>{CART}</main>"
    assert first(found("product", body, head=head), "product.name") == "Oak & Ash Stool"
    assert first(found("markup", body, head=head), "markup.price") == {"amount": 45.0, "currency": "RUB"}


def test_a_badge_that_styles_hide_does_not_sell_out_what_can_be_ordered() -> None:
    head = '<title>Oak Stool</title><meta property="og:type" content="product">'
    head += '<meta property="product:availability" content="in stock">'
    body = "<main><h1>Oak Stool</h1><p>$45</p><span class='badge'>Sold out</span><button>Add to cart</button></main>"
    assert values(found("product", body, head=head), "product.availability") == ["in_stock"]


@pytest.mark.parametrize(
    ("state", "button", "said"),
    [
        ("InStock", "<button>Add to cart</button>", ["in_stock"]),
        ("InStock", "<button disabled>Add to cart</button>", []),
        ("InStock", "", []),
        ("OutOfStock", "<button>Add to cart</button>", []),
        ("PreOrder", "<button>Add to cart</button>", []),
    ],
)
def test_what_can_be_ordered_is_in_stock_where_the_markup_says_so(state: str, button: str, said: list[str]) -> None:
    head = f"""<title>Oak Stool</title><script type="application/ld+json">{{"@type": "Product", "name": "Oak Stool",
    "offers": {{"price": "45", "priceCurrency": "USD", "availability": "https://schema.org/{state}"}}}}</script>"""
    body = f"<main><h1>Oak Stool</h1><p>$45</p>{button}</main>"
    assert values(found("product", body, head=head), "product.availability") == said


def test_every_choice_sold_out_is_the_product_sold_out() -> None:
    choices = "<select><option>30 ml - Sold out</option><option>50 ml (sold out)</option></select>"
    assert first(facts_of(f"{choices}<button>Add to cart</button>"), "product.availability") == "out_of_stock"
    some = "<select><option>30 ml - Sold out</option><option>50 ml</option></select>"
    assert first(facts_of(f"{some}<button>Add to cart</button>"), "product.availability") is None


@pytest.mark.parametrize(
    "said",
    [
        "<strong>SKU</strong><div>OAK-045</div>",
        "<label>Référence</label><span>OAK-045</span>",
        "<div><span>Produktnummer:</span><span>OAK-045</span></div>",
        "<table><tr><th>Kód:</th><td>OAK-045</td></tr></table>",
    ],
)
def test_an_article_number_behind_its_label(said: str) -> None:
    assert first(facts_of(said), "product.identifier") == "OAK-045"


@pytest.mark.parametrize(
    ("said", "state"),
    [("Skladem (5 ks)", "in_stock"), ("Stokta yok", "out_of_stock"), ("Slutsåld", "out_of_stock")],
)
def test_stock_in_further_languages(said: str, state: str) -> None:
    assert first(facts_of(f"<p>{said}</p>"), "product.availability") == state


def test_a_sold_out_product_without_a_price_is_named() -> None:
    body = "<main><h1>Oak Stool</h1><p>Sold out</p><button>Notify me</button></main>"
    facts = found("product", body)
    assert (first(facts, "product.name"), first(facts, "product.availability")) == ("Oak Stool", "out_of_stock")
