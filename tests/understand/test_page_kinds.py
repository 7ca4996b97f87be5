from __future__ import annotations

import pytest

from disputelint.checker.understand.checkout import checkout_step
from disputelint.checker.understand.document import Document
from disputelint.checker.understand.kinds import classify, expected
from tests.understand.pages import SHOP, document, load

PROSE = "<p>Please read what follows with care before you order from us.</p>"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Refund policy", "refund_policy"),
        ("返品・交換について", "refund_policy"),
        ("死着補償について", "refund_policy"),
        ("Widerrufsbelehrung", "refund_policy"),
        ("Shipping information", "shipping_policy"),
        ("配送・送料について", "shipping_policy"),
        ("Privacy Policy", "privacy"),
        ("Conditions générales de vente", "terms"),
        ("特定商取引法に基づく表記", "legal_notice"),
        ("Impressum", "legal_notice"),
        ("Termini &amp; Condizioni", "terms"),
        ("Termos &amp; Condições", "terms"),
        ("Contact us", "contact"),
        ("Über uns", "about"),
        ("よくあるご質問", "faq"),
        ("Cancellation policy", "cancellation"),
        ("Track your order", "order_tracking"),
        ("Track Order", "order_tracking"),
        ("お支払い方法について", "payment_info"),
    ],
)
def test_a_page_is_what_its_title_and_heading_call_it(title: str, kind: str) -> None:
    page = document(f"<main><h1>{title}</h1>{PROSE}</main>", head=f"<title>{title} | Green Shop</title>")
    assert classify(page, "en")[0] == kind


def test_paying_on_delivery_and_links_that_lead_back_name_no_policy() -> None:
    head = "<title>Banda facial | Tienda Verde — Pago contra entrega</title>"
    assert classify(document(f"<main><h1>Banda facial</h1>{PROSE}</main>", head=head), "es") == ("other",)
    quiz = document(
        f"<main><h1>Mythe ou réalité ?</h1>{PROSE}</main>", link_texts=("Retour au quiz", "← Retour au quiz")
    )
    assert classify(quiz, "fr") == ("other",)
    assert (
        classify(document(f"<main><h1>Retours</h1>{PROSE}</main>", link_texts=("Retour",)), "fr")[0] == "refund_policy"
    )


def test_a_page_of_two_policies_is_both() -> None:
    page = document(
        f"<main><h1>Shipping &amp; Returns</h1>{PROSE}</main>", head="<title>Shipping &amp; Returns</title>"
    )
    assert set(classify(page, "en")) == {"shipping_policy", "refund_policy"}


def test_links_that_lead_there_name_a_page() -> None:
    page = document(f"<main><h1>Good to know</h1>{PROSE}</main>", link_texts=("Returns & refunds",))
    assert "refund_policy" in classify(page, "en")


def test_an_address_alone_says_nothing() -> None:
    assert classify(document("<main><h1>Hello</h1></main>", f"{SHOP}/refund-policy"), "en") == ("other",)


def test_a_table_of_the_seller_is_the_legal_notice_without_a_title() -> None:
    rows = "".join(
        f"<tr><th>{label}</th><td>…です</td></tr>"
        for label in ("販売業者", "運営責任者", "所在地", "お支払い方法", "商品の引渡し時期", "返品について")
    )
    assert "legal_notice" in classify(document(f"<main><table>{rows}</table></main>", lang="ja"), "ja")


def test_a_privacy_policy_with_the_table_of_the_seller_is_the_legal_notice_as_well() -> None:
    rows = "".join(
        f"<tr><th>{label}</th><td>…です</td></tr>" for label in ("販売業者", "所在地", "お支払い方法", "返品について")
    )
    body = (
        f"<h1>プライバシーポリシー</h1><p>{'個人情報を適切に管理します。' * 9}</p><h1>特商法</h1><table>{rows}</table>"
    )
    page = document(f"<main>{body}</main>", lang="ja", head="<title>プライバシーポリシー</title>")
    assert {"privacy", "legal_notice"} <= set(classify(page, "ja"))


def test_a_guide_is_of_the_kinds_that_its_sections_treat() -> None:
    body = "".join(
        f"<h2>{title}</h2><p>{'くわしくは次のとおりです。' * 6}</p>" for title in ("配送について", "返品について")
    )
    found = classify(document(f"<main>{body}</main>", lang="ja"), "ja")
    assert {"shipping_policy", "refund_policy"} <= set(found)


def test_lines_side_by_side_in_what_is_called_a_cart_are_no_list_of_goods() -> None:
    line = "<div><a href=/p/{0}><img src={0}.jpg></a><p>$20.00</p><button>Remove</button></div>"
    body = f"<h1>Your cart</h1>{''.join(map(line.format, 'abcdef'))}<p>Total</p><p>$120.00</p><a href=/checkout>Checkout</a>"
    assert classify(document(f"<main>{body}</main>", head="<title>Cart | Green Shop</title>"), "en")[0] == "cart"


def test_the_root_is_the_home_page_also_below_a_language() -> None:
    assert classify(document("<h1>Green Shop</h1>", f"{SHOP}/"), "en")[0] == "home"
    assert classify(document("<h1>Green Shop</h1>", f"{SHOP}/en-gb/"), "en")[0] == "home"


def test_a_cart_and_a_checkout() -> None:
    cart = document(
        "<main><h1>Your cart</h1><p>Your cart is empty</p></main>", f"{SHOP}/cart", head="<title>Cart</title>"
    )
    assert classify(cart, "en")[0] == "cart"
    assert classify(_checkout(ADDRESS), "en")[0] == "checkout"


def test_a_dialog_that_waits_on_every_page_makes_none_of_them_the_checkout() -> None:
    dialog = f'<div role="dialog" class="checkout-modal"><h3>Checkout</h3>{ADDRESS}<button>Place order</button></div>'
    page = document(
        f"<main><h1>Track your order</h1><p>Enter its number.</p></main>{dialog}",
        f"{SHOP}/track-order.html",
        head="<title>Track your order</title>",
    )
    assert classify(page, "en") == ("order_tracking",)
    assert classify(document(f"<main><h1>Your order</h1>{ADDRESS}<button>Place order</button></main>"), "en") == (
        "checkout",
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("紺のプリーツスカート", "product"),
        ("インクカートリッジ", "product"),
        ("かごバッグ", "product"),
        ("バスケットシューズ", "product"),
        ("ショッピングカート", "cart"),
        ("カートの中身", "cart"),
        ("買い物かご", "cart"),
        ("マイカート", "cart"),
        ("お客様のカート", "cart"),
    ],
)
def test_a_skirt_is_no_cart(name: str, kind: str) -> None:
    sold = "<p>¥4,200</p><button>カートに入れる</button><dl><dt>素材</dt><dd>綿</dd><dt>サイズ</dt><dd>M</dd></dl>"
    held = "<p>カートに商品はありません。</p>"
    page = document(
        f"<main><h1>{name}</h1>{sold if kind == 'product' else held}</main>", head=f"<title>{name} | みどり屋</title>"
    )
    assert classify(page, "ja")[0] == kind


@pytest.mark.parametrize(
    ("path", "cart"),
    [
        ("/my-basket", True),
        ("/basket", True),
        ("/crimson-garden-rose-basket.html", False),
        ("/products/rose-basket", False),
    ],
)
def test_goods_called_a_basket_are_no_cart(path: str, cart: bool) -> None:
    assert ("cart" in expected(load("", f"{SHOP}{path}"))) == cart


def test_a_given_kind_is_final() -> None:
    assert classify(document("<h1>Contact</h1>", kind_hint="terms"), "en") == ("terms",)


def test_a_page_that_was_not_read_is_what_its_links_call_it() -> None:
    unread = load("", f"{SHOP}/pages/12", link_texts=("特定商取引法に基づく表記",))
    assert expected(unread) == ("legal_notice",)
    assert "refund_policy" in expected(load("", f"{SHOP}/policies/refund-policy"))


ADDRESS = '<label>Street<input name="address1"></label><label>City<input name="city"></label><label>ZIP<input name="zip"></label>'
CARD = '<label>Card number<input name="cardnumber"></label><button>Place order</button>'


def _checkout(body: str) -> Document:
    return document(
        f"<main><h1>Checkout</h1><form>{body}</form></main>", f"{SHOP}/checkout", head="<title>Checkout</title>"
    )


@pytest.mark.parametrize(
    ("body", "step"),
    [
        ('<label><input type="radio" name="who"> Checkout as guest</label><input type="password">', "entry"),
        (ADDRESS, "address"),
        ('<label><input type="radio" name="shipping_method"> Standard</label>', "shipping"),
        (CARD, "payment"),
        (ADDRESS + CARD, "payment"),
        ("<p>Total $20</p><button>Place order</button>", "review"),
    ],
)
def test_the_step_of_a_checkout(body: str, step: str) -> None:
    assert checkout_step(_checkout(body), "en") == step


@pytest.mark.parametrize("url", ["http://[bad", "", "://", "https://s.example:port/x"])
def test_an_address_that_is_none_does_no_harm(url: str) -> None:
    assert classify(document("<main><h1>Refund policy</h1></main>", url), "en")
    assert isinstance(expected(load("", url)), tuple)


def test_the_shop_s_own_name_names_no_kind() -> None:
    body = (
        "<header><a href=/>Alina Collection</a></header><main><h1>Hello</h1><p>Sign in to see your orders.</p></main>"
    )
    page = document(body, head="<title>My account - Alina Collection</title>", url=f"{SHOP}/login")
    assert classify(page, "en") == ("other",)


def test_the_line_that_the_title_begins_with_heads_a_page_without_headings() -> None:
    body = """<main><p>131 990 тг.</p><div>Купить</div><div>Холодильник НОРД 310</div><p>В наличии</p>
    <dl><dt>Объём</dt><dd>300</dd><dt>Цвет</dt><dd>белый</dd><dt>Тип</dt><dd>с морозильником</dd></dl></main>"""
    page = document(body, head="<title>Холодильник НОРД 310 по выгодной цене в магазине</title>", lang="ru")
    assert classify(page, "ru")[0] == "product"


def test_rows_of_a_korean_seller_are_a_legal_notice() -> None:
    rows = {"상호": "가람상회", "대표자명": "윤한별", "사업자등록번호": "214-86-53127", "통신판매번호": "2020-서울-01"}
    body = "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in rows.items())
    assert classify(document(f"<main><table>{body}</table></main>", lang="ko"), "ko")[0] == "legal_notice"


@pytest.mark.parametrize(
    ("heading", "language"),
    [
        ("Thank you for your order", "en"),
        ("Payment successful", "en"),
        ("Checkout incomplete", "en"),
        ("ご注文が完了しました", "ja"),
        ("Merci pour votre commande", "fr"),
        ("Vielen Dank für Ihre Bestellung", "de"),
    ],
)
def test_what_comes_once_the_order_was_placed_is_no_checkout(heading: str, language: str) -> None:
    page = document(
        f"<main><h1>{heading}</h1><p>Kettle, $40.00</p><a href=/>Home</a></main>",
        f"{SHOP}/checkout/success",
        head=f"<title>{heading} | Loom</title>",
    )
    assert not {"cart", "checkout", "payment_info"} & set(classify(page, language))


def test_an_article_on_the_checkout_is_none() -> None:
    body = f"<main><h1>Checkout</h1>{PROSE}</main>"
    page = document(body, f"{SHOP}/blogs/news/checkout", head="<title>Checkout</title>")
    assert "checkout" not in classify(page, "en")


def test_a_checkout_by_its_japanese_title_and_the_button_that_orders() -> None:
    body = "<h1>木の店</h1><h3>お届け先情報</h3><label>姓</label><input><label>郵便番号</label><input><button>注文を確定する</button>"
    page = document(f"<main>{body}</main>", head="<title>チェックアウト - 木の店</title>", lang="ja")
    assert classify(page, "ja") == ("checkout",)


def test_carts_and_checkouts_by_the_headings_of_their_parts() -> None:
    row = "<table><tr><th>Product</th><th>Price</th></tr><tr><td>Rice</td><td>$22.99</td></tr></table>"
    sums = "<h4>Cart totals</h4><table><tr><th>Total</th><td>$22.99</td></tr></table><a href=/checkout>Proceed to checkout</a>"
    cart = document(f"<main>{row}{sums}</main>", f"{SHOP}/order-now", head="<title>Grains</title>")
    assert classify(cart, "en") == ("cart",)
    asked = "".join(f"<label>{one}<input></label>" for one in ("First name", "Last name", "Street address", "Postcode"))
    form = f"<h3>Billing details</h3><form>{asked}</form><h3>Your order</h3><p>Rice × 1</p><p>$22.99</p><button>Go to the bank</button>"
    assert classify(document(f"<main>{form}</main>", f"{SHOP}/pay", head="<title>Grains</title>"), "en") == (
        "checkout",
    )
    write = f"<h3>Your details</h3><form>{asked}</form><p>We answer within a day.</p>"
    assert "checkout" not in classify(
        document(f"<main>{write}</main>", f"{SHOP}/ask", head="<title>Grains</title>"), "en"
    )
