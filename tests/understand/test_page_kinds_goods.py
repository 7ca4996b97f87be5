"""What makes a page one of goods: a product of its own, or a list of several."""

from __future__ import annotations

import pytest

from disputelint.checker.understand.kinds import classify
from tests.understand.pages import SHOP, document

PRODUCT = '<main><h1>Shipping box</h1><p>$12.00</p><form><input name="quantity" value="1"><button>Add to cart</button></form></main>'
BUNDLE = "<div class=card><p>Set of {0}</p><p>${0}0.00</p><button>Add to cart</button></div>"
PROSE = "<p>Please read what follows with care before you order from us.</p>"


def test_a_thing_with_a_price_and_a_cart_button_is_a_product_however_it_is_called() -> None:
    page = document(PRODUCT, f"{SHOP}/products/shipping-box", head="<title>Shipping box</title>")
    assert classify(page, "en")[0] == "product"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<h1>Pipe necklace</h1><img src=a.jpg><p>¥ 25,000 (tax in)</p><p>Item size: free</p>", "product"),
        ("<h1>Pipe necklace</h1><p>a</p><p>b</p><p>c</p><p>d</p><p>¥ 25,000</p>", "other"),
        ("<h1>What we do</h1><p>¥ 25,000</p>", "other"),
    ],
    ids=["right below", "far below", "another title"],
)
def test_a_price_right_below_the_heading_that_the_title_repeats_makes_a_product(body: str, kind: str) -> None:
    page = document(f"<main>{body}</main>", head="<title>Pipe necklace | Green Shop</title>")
    assert classify(page, "en") == (kind,)


def test_structured_data_makes_a_product_page() -> None:
    head = '<script type="application/ld+json">{"@type": "Product", "name": "Cup", "offers": {"price": 5}}</script>'
    assert classify(document("<main><h1>Cup</h1></main>", head=head), "en")[0] == "product"


def test_pictures_that_lead_to_priced_goods_make_a_list() -> None:
    cards = "".join(f'<a href="/p/{n}"><img src="{n}.jpg" alt=""></a><p>${n}.00</p>' for n in range(1, 7))
    assert classify(document(f"<main><h1>Cups</h1>{cards}</main>"), "en")[0] == "collection"


def _recommended(count: int) -> str:
    return "".join(
        f'<li><a href="/products/p{n}"><img src="/p{n}.png" alt="Thing {n}">Thing {n}</a> <p>${n + 20}.00</p></li>'
        for n in range(count)
    )


@pytest.mark.parametrize(
    "ordering",
    [
        "<button>Add to cart</button>",
        '<label>Quantity <input type="number" name="quantity" value="1"></label>',
        f"<p>In stock</p><p>{'A stool of oak, oiled by hand, that carries a grown person. ' * 5}</p>",
    ],
)
def test_one_thing_above_those_recommended_beside_it_is_a_product(ordering: str) -> None:
    lead = f"<h1>Oak Stool</h1><p>$45.00</p>{ordering}"
    page = document(f"<main>{lead}<h2>More</h2><ul>{_recommended(9)}</ul></main>", head="<title>Oak Stool</title>")
    assert classify(page, "en") == ("product",)


def test_a_list_with_a_filter_of_prices_above_it_stays_a_list() -> None:
    lead = (
        "<h1>Stools</h1><p>Under $25.00</p><p>In stock (9)</p><label>Sort by <select name='sort_by'></select></label>"
    )
    page = document(f"<main>{lead}<ul>{_recommended(9)}</ul></main>", head="<title>Stools</title>")
    assert classify(page, "en") == ("collection",)


def test_of_many_products_in_the_data_the_one_that_the_heading_names_is_the_pages() -> None:
    data = ",".join(f'{{"@type": "Product", "name": "{name}"}}' for name in ("Oak Stool", "Elm Desk", "Lamp", "Rug"))
    head = f'<title>Oak Stool</title><script type="application/ld+json">[{data}]</script>'
    assert classify(document(f"<main><h1>Oak Stool</h1>{PROSE}</main>", head=head), "en") == ("product",)


def cards(*goods: tuple[str, str]) -> str:
    boxes = "".join(f"<div class=card><img src=/i.jpg alt=''><h3>{n}</h3><p>{price}</p></div>" for n, price in goods)
    return f"<main><h1>Women</h1><div class=grid>{boxes}</div></main>"


def test_prices_side_by_side_are_a_list_though_its_pictures_lead_nowhere() -> None:
    page = document(cards(("Coat", "$90"), ("Scarf", "$20 USD"), ("Hat", "From $15")), head="<title>Women</title>")
    assert classify(page, "en") == ("collection",)


def test_a_shop_window_is_no_product_unless_one_thing_can_be_ordered_there() -> None:
    window = "<main><h1>Mugs for every day</h1><h2>New</h2><p>Blue mug</p><p>$12.00</p><p>In stock</p></main>"
    assert classify(document(window, url=f"{SHOP}/"), "en") == ("home",)
    sold = "<main><h1>The everyday mug</h1><p>$12.00</p><button>Add to cart</button><p>In stock</p></main>"
    assert classify(document(sold, url=f"{SHOP}/"), "en") == ("home", "product")


def test_a_home_page_that_tells_of_one_of_its_goods_at_length_is_no_product() -> None:
    story = (
        "<p>Our potatoes grow on red soil by the sea, are dug by hand and sent with the earth still on them.</p>" * 4
    )
    card = "<article><h3>Small potatoes</h3><p>In stock from June</p><p>$14.80</p><a href=/potato.html>Details</a></article>"
    page = document(f"<main><h1>Vegetables of the island</h1>{story}{card}</main>", url=f"{SHOP}/")
    assert classify(page, "en") == ("home",)


def test_a_text_that_names_amounts_is_no_product() -> None:
    rows = "<p>Print: $24.08</p><p>Shipping: $8.00</p><p>Total: $32.08</p>"
    assert classify(document(f"<main><h1>Billing Policy</h1>{rows}</main>"), "en") == ("other",)


def test_one_offer_that_the_title_names_stands_above_a_list_of_others() -> None:
    data = '{"@type": "Product", "name": "Oak Stool with three legs", "offers": {"price": 45}}'
    head = f'<title>Oak Stool with three legs | Green Shop</title><script type="application/ld+json">{data}</script>'
    listed = "".join(f'<a href="/p/{n}"><img src="/{n}.jpg" alt="Thing {n}"></a><p>${n}.00</p>' for n in range(10, 20))
    page = document(
        f"<main><h2>Popular now</h2>{listed}</main>", head=head, url=f"{SHOP}/category/oak-stool-with-three-legs"
    )
    assert classify(page, "en")[0] == "product"


@pytest.mark.parametrize(
    ("lang", "price", "order"),
    [
        ("bg", "50 лв", "Добави в количката"),
        ("ar", "99 ر.س", "أضف إلى السلة"),
        ("cs", "79 Kč", "Přidat do košíku"),
        ("en", "AED 54", "Add to cart"),
    ],
)
def test_goods_are_told_in_other_languages_and_currencies(lang: str, price: str, order: str) -> None:
    body = f"<main><h1>Oak Stool</h1><p>{price}</p><button>{order}</button></main>"
    assert classify(document(body, head="<title>Oak Stool</title>", lang=lang), lang)[0] == "product"


def test_the_box_that_sells_may_stand_above_the_heading() -> None:
    likes = "".join(f'<a href="/p/{n}"><img src="/{n}.jpg" alt=""></a><p>£{n}.99</p>' for n in range(3, 9))
    body = f"""<main><p>£48.99</p><p>In stock</p><label>Quantity <input name="quantity"></label>
    <button>Add to basket</button><h1>Oak Stool</h1>{likes}</main>"""
    assert classify(document(body, head="<title>Oak Stool: Shop</title>"), "en")[0] == "product"


def test_data_of_a_product_called_as_the_page_outweigh_the_goods_beside_it() -> None:
    likes = "".join(f'<a href="/p/{n}"><img src="/{n}.jpg" alt=""></a><p>£{n}.99</p>' for n in range(3, 9))
    item = '{"@type": "Product", "name": "Oak Stool, 3 legs, oiled", "offers": {"price": "9"}}'
    body = (
        f'<main><h1>Oak Stool, three legs, oiled</h1>{likes}</main><script type="application/ld+json">{item}</script>'
    )
    assert classify(document(body, head="<title>Oak Stool, oiled: Shop</title>"), "en")[0] == "product"


@pytest.mark.parametrize(
    "order",
    [
        '<a href="https://wa.me/5491100000000?text=Oak">Ask us</a>',
        '<a href="#goods">Acquista</a>',
        "<button>Comprar por mensaje</button>",
    ],
)
def test_one_thing_with_its_price_that_is_ordered_without_a_cart_is_a_product(order: str) -> None:
    body = f"<main><h1>Oak Stool</h1><p>$370.000</p>{order}</main>"
    assert classify(document(body, head="<title>Catalogue</title>", lang="es"), "es")[0] == "product"
    plain = "<main><h1>Our workshop</h1><p>We make stools of oak.</p><a href='https://wa.me/1'>Ask us</a></main>"
    assert classify(document(plain, head="<title>Catalogue</title>"), "en") == ("other",)


def test_bundles_of_the_one_thing_that_the_page_is_about_are_no_list() -> None:
    bundles = "".join(BUNDLE.format(number) for number in (1, 2, 3, 4))
    body = f"<main><img src=/w.jpg alt='Copper watch'><h1>Copper watch</h1><p>$10.00</p>{bundles}</main>"
    page = document(body, f"{SHOP}/products/watch", head="<title>Copper watch – Green Shop</title>")
    assert classify(page, "en")[0] == "product"


def test_a_list_keeps_its_kind_though_some_of_its_pictures_are_no_goods() -> None:
    goods = "".join(f"<a href=/p/{n}><img src=/{n}.jpg></a><h2>Cup {n}</h2><p>${n}.00</p>" for n in range(1, 8))
    page = document(f"<main><h1>Cups</h1><a href=/club><img src=/club.jpg></a>{goods}</main>", f"{SHOP}/cups")
    assert classify(page, "en")[0] == "collection"


def test_who_is_there_to_chat_is_not_in_stock() -> None:
    foot = "".join(f"<dl><dt>{name}</dt><dd>here</dd></dl>" for name in ("Place", "Pages", "Networks"))
    body = f"<main><h1>Our workshop</h1>{PROSE}{foot}<label>Ada: available now</label></main>"
    assert "product" not in classify(document(body, head="<title>Our workshop – Green Shop</title>"), "en")


def test_a_list_without_prices_may_list_articles() -> None:
    markup = '<script type="application/ld+json">{"@type": "CollectionPage", "name": "On scents"}</script>'
    page = document(f"<main><h1>On scents</h1>{PROSE}</main>", f"{SHOP}/guide-scents", head=markup)
    assert classify(page, "en") == ("other",)


def test_a_page_that_counts_its_results_is_a_list() -> None:
    goods = "".join(
        f"<a href=/p/{n}><img src=/{n}.jpg></a><h2>Press {n}</h2><p>${n}0.00</p><button>Add to cart</button>"
        for n in (1, 2)
    )
    body = f"<main><h1>Why us?</h1>{PROSE}<p>Showing 25–26 of 26 results</p>{goods}</main>"
    assert classify(document(body, f"{SHOP}/?page=4"), "en")[0] == "collection"


def test_one_thing_at_the_end_of_the_way_to_it_is_a_product_though_others_are_listed_below() -> None:
    cards = "".join(
        f"<div><a href='/{n}'><img src='{n}.jpg'></a><p>Jug {n}</p><p>{n}90.000đ</p></div>" for n in range(1, 7)
    )
    way = "<p><a href='/'>Trang chủ</a> / <a href='/c'>Gốm</a> / Bình trà</p>"
    one = "<img src='b.jpg' alt='bình trà'><h1>Bình trà</h1><p>470.000đ</p><b>Mô tả</b><p>Men xanh.</p>"
    head = "<title>Gốm Sông Hồng</title>"
    assert (
        classify(document(f"<main>{way}{one}<h4>Gợi ý</h4>{cards}</main>", head=head, lang="vi"), "vi")[0] == "product"
    )
    assert classify(document(f"<main>{one}<h4>Gợi ý</h4>{cards}</main>", head=head, lang="vi"), "vi")[0] == "collection"


def test_rows_on_size_and_colour_below_one_price_are_of_a_product() -> None:
    rows = "".join(f"<dt>{label}：</dt><dd>…</dd>" for label in ("SIZE", "COLOR", "MATERIAL"))
    body = f"<main><h1>木の椅子</h1><p>丸い座面の椅子です。</p><p>¥9,900 +tax</p><dl>{rows}</dl></main>"
    head = "<title>木工房</title>"
    assert classify(document(body, head=head, lang="ja"), "ja")[0] == "product"
    other = body.replace("SIZE", "受付").replace("COLOR", "期間").replace("MATERIAL", "方法")
    assert classify(document(other, head=head, lang="ja"), "ja") == ("other",)


def test_a_shopping_guide_with_postage_row_by_row_is_no_product() -> None:
    rows = "".join(
        f"<tr><th>{place}</th><td>{cost}円</td></tr>"
        for place, cost in zip("東西南北中", range(500, 1000, 100), strict=True)
    )
    told = "<p>ご注文いただいた商品は、確認が済みしだい順に梱包し、営業日のうちに倉庫から発送してお届けしています。</p>"
    page = document(
        f"<main><h1>ご利用ガイド</h1><h2>送料について</h2>{told}<table>{rows}</table><h2>返品について</h2>{told}</main>"
    )
    assert "product" not in classify(page, "ja")


def test_an_amount_and_rows_somewhere_on_a_page_make_no_product() -> None:
    rows = "".join(f"<tr><th>Case {n}</th><td>We mend it for free</td></tr>" for n in range(4))
    page = document(
        f"<main><h1>Lifetime cover</h1>{PROSE * 3}<table>{rows}</table><p>Engraving anew</p><p>$25.00</p></main>",
        head="<title>Lifetime cover | Green Shop</title>",
    )
    assert "product" not in classify(page, "en")


def test_several_goods_in_the_data_of_a_page_called_otherwise_make_none_its_product() -> None:
    def item(name: str) -> str:
        return f'{{"@type":"Product","name":"{name}","offers":{{"@type":"Offer","price":"9","priceCurrency":"GBP"}}}}'

    def kinds_of(*names: str) -> tuple[str, ...]:
        data = f'<script type="application/ld+json">[{",".join(item(name) for name in names)}]</script>'
        page = document(
            f"<main><h1>Sound toys</h1>{PROSE}</main>", head=f"<title>Sound toys | Green Shop</title>{data}"
        )
        return classify(page, "en")

    assert kinds_of("Ocean drum", "Rain stick") == ("collection",)
    assert "product" in kinds_of("Sound toys", "Rain stick")


_ARTICLE = "<article>{way}<h1>Which coffee machine?</h1><p>What a cup comes to:</p><ul><li>€0.40 for capsules</li><li>€0.15</li><li>€0.10</li></ul><h2>What we sell</h2><div class=related><a href=/a><img src=a.jpg alt=Mill></a></div></article>"


def test_an_article_that_tells_what_things_cost_is_no_product() -> None:
    way = "<div class=breadcrumb><a href=/>Home</a><span>›</span><a href=/blog>Blog</a><span>›</span><span>Kitchen</span></div>"
    for trail, kind in ((way, "blog"), ("", "other")):
        page = document(_ARTICLE.format(way=trail), head="<title>Which coffee machine? — Green Blog</title>")
        assert classify(page, "en")[0] == kind


def test_goods_of_a_shop_that_has_a_blog_stay_goods() -> None:
    page = document(PRODUCT, f"{SHOP}/products/shipping-box", head="<title>Shipping box | Green Blog & Shop</title>")
    assert classify(page, "en")[0] == "product"


def test_a_list_without_a_main_heading_is_not_led_by_its_first_card() -> None:
    card = "<div class=card><a href=/p?id={0}><img src={0}.jpg alt=''></a><h2><a href=/p?id={0}>Coat {0}</a></h2><p>Warm.</p><h3>{0}5.00€</h3><button>Add to cart</button></div>"
    cards = "".join(card.format(n) for n in range(1, 7))
    page = document(f"<main>{cards}</main>", f"{SHOP}/catalogo.html", head="<title>Catalogo - Green Shop</title>")
    assert classify(page, "en")[0] == "collection"
    named = document(f"<main>{cards}</main>", f"{SHOP}/p?id=1", head="<title>Coat 1 - Green Shop</title>")
    assert classify(named, "en")[0] == "product"


def test_goods_called_a_guide_are_goods_where_a_price_and_what_buys_them_stand_below_the_name() -> None:
    head = "<title>The Lisbon Guide | Two Suitcases</title>"
    sold = "<main><h1>The Lisbon Guide</h1><p>A$29.00</p><button>Buy now</button></main>"
    assert classify(document(sold, head=head), "en")[0] == "product"
    told = "<main><h1>The Lisbon Guide</h1><p>A ticket for the tram is €3.20</p><p>€3.20</p><h2>Museums</h2></main>"
    assert "product" not in classify(document(told, head=head), "en")


def test_one_thing_whose_name_has_a_word_for_a_list_in_it_is_no_list() -> None:
    head = "<title>Category hoodie | Wool Shop</title>"
    thing = "<main><img src=a.jpg alt='Category hoodie'><h1>Category hoodie</h1><p>Soft.</p><p>$39.80</p></main>"
    assert classify(document(thing, head=head), "en")[0] == "product"
    several = "<main><h1>Category hoodie</h1><p>$39.80</p><p>$45.00</p></main>"
    assert "product" not in classify(document(several, head=head), "en")


@pytest.mark.parametrize(
    "below",
    [
        "<h2>S/. 2,640</h2><a href='https://wa.me/message/AB12'><button>¡Lo quiero!</button></a>",
        "<p>$380</p><ul><li><b>Color:</b> Black</li><li><b>Material:</b> Leather</li><li><b>Style:</b> Tote</li></ul>",
        "<p>$380</p><button>Acquire via WhatsApp</button>",
    ],
)
def test_a_price_below_a_name_with_what_it_is_like_or_what_orders_it_makes_a_product(below: str) -> None:
    page = document(f"<main><h1>Leather tote</h1>{below}</main>", head="<title>Kestrel | Details</title>")
    assert classify(page, "en")[0] == "product"


def test_a_marked_line_below_what_is_sold_names_no_card() -> None:
    sold = "<div>Linen apron</div><table><tr><td>¥1,000 (税込)</td></tr></table><form><select name=quantity><option>1</option></select><button>カートに入れる</button></form><div>■ 麻のこと</div><p>洗えます。</p>"
    beside = "".join(f"<div class=c><img src={n}.jpg><div>¥{n}0,000 (税込)</div></div>" for n in range(1, 6))
    page = document(f"<main>{sold}{beside}</main>", f"{SHOP}/a.html", head="<title>麻の店</title>", lang="ja")
    assert classify(page, "ja")[0] == "product"


def test_a_thing_whose_one_price_stands_above_place_order_is_a_product() -> None:
    body = "<h1>Oak oil</h1><p>Select a package</p><select><option>60 ml</option><option>90 ml</option></select>"
    page = document(
        f"<main>{body}<p>$39.00 – $119.00</p><button>Place Order</button></main>", f"{SHOP}/product/oil.html"
    )
    assert classify(page, "en")[0] == "product"


def test_a_form_that_works_out_an_estimate_is_no_product() -> None:
    form = "<label>数量 <input type=number name=quantity value=1></label><p>概算金額</p><p>¥2,000</p>"
    head = "<title>見積もりシミュレーター | みどり工房</title>"
    page = document(f"<main><h1>見積もりシミュレーター</h1>{form}</main>", f"{SHOP}/estimate.html", head=head)
    assert "product" not in classify(page, "ja")


def test_prices_in_francs_of_west_and_central_africa_make_a_list() -> None:
    cards = "".join(
        f"<div class=card><img src={n}.jpg alt=''><h3>Mil {n}</h3><p>{n} 500 FCFA</p></div>" for n in range(1, 7)
    )
    assert classify(document(f"<main><h1>Farines</h1>{cards}</main>"), "fr")[0] == "collection"
