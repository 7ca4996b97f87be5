from __future__ import annotations

import pytest

from tests.understand.pages import block, document


@pytest.mark.parametrize(
    ("html", "region"),
    [
        ("<header><p>x</p></header>", "header"),
        ("<nav><p>x</p></nav>", "nav"),
        ("<main><p>x</p></main>", "main"),
        ("<footer><p>x</p></footer>", "footer"),
        ("<footer><nav><p>x</p></nav></footer>", "footer"),
        ('<div role="contentinfo"><p>x</p></div>', "footer"),
        ('<div class="site-footer"><p>x</p></div>', "footer"),
        ('<div id="shopify-section-footer"><p>x</p></div>', "footer"),
        ('<div class="ec-footerRole__inner"><p>x</p></div>', "footer"),
        ('<div class="announcement-bar"><p>x</p></div>', "banner"),
        ('<div class="cookie-banner"><p>x</p></div>', "banner"),
        ("<dialog open><p>x</p></dialog>", "dialog"),
        ('<div role="dialog"><p>x</p></div>', "dialog"),
        ("<dl-dialog><p>x</p></dl-dialog>", "dialog"),
        ("<main><article><header><p>x</p></header></article></main>", "main"),
        ("<article><footer><p>x</p></footer></article>", "main"),
        ('<div class="card-footer"><p>x</p></div>', "main"),
        ('<div class="page-header"><p>x</p></div>', "main"),
        ('<main><div class="product-header"><p>x</p></div></main>', "main"),
    ],
)
def test_where_a_text_stands(html: str, region: str) -> None:
    assert block(document(html), "x").region == region


@pytest.mark.parametrize(
    ("html", "area"),
    [
        ('<div class="product-recommendations"><p>x</p></div>', "related"),
        ('<div id="reviews"><p>x</p></div>', "reviews"),
        ('<nav class="breadcrumb"><p>x</p></nav>', "breadcrumb"),
        ('<div class="mini-cart"><p>x</p></div>', "minicart"),
        ('<div class="cookie-banner"><p>x</p></div>', "cookie"),
        ("<h2>You may also like</h2><p>x</p>", "related"),
        ("<h2>関連商品</h2><p>x</p>", "related"),
        ('<aside class="cart-sidebar" aria-hidden="true"><p>x</p></aside>', "minicart"),
        ('<aside class="cart-sidebar"><p>x</p></aside>', ""),
        ('<div class="cart-total" aria-hidden="true"><p>x</p></div>', ""),
        ("<h2>カスタマーレビュー</h2><p>x</p>", "reviews"),
        ("<h2>★ 4.8 レビュー216件</h2><p>x</p>", ""),
        ('<section id="cookies"><h2>Cookies</h2><p>x</p></section>', ""),
        ("<h2>Returns</h2><p>x</p>", ""),
    ],
)
def test_parts_that_speak_of_something_else_are_marked(html: str, area: str) -> None:
    assert block(document(html), "x").area == area


def test_the_name_in_the_header_heads_nothing_of_the_page() -> None:
    page = document("<header><h1>Green Shop</h1></header><div><p>x</p></div>")
    assert block(page, "x").headings == ()


def test_the_last_part_with_the_copyright_line_is_the_footer_when_none_is_marked() -> None:
    page = document(
        "<div><h1>Cups</h1><p>One.</p><p>Two.</p><p>Three.</p></div>"
        '<div><ul><li><a href="/terms">Terms</a></li></ul><p>© 2026 Green Shop</p></div>'
    )
    assert [b.region for b in page.blocks] == ["main"] * 4 + ["footer"] * 2
    assert page.links[0].region == "footer"


def test_a_copyright_line_inside_the_main_part_makes_no_footer() -> None:
    page = document("<main><h1>Terms</h1><p>One.</p><p>All texts are © Green Shop</p></main>")
    assert {b.region for b in page.blocks} == {"main"}


def test_a_menu_that_is_never_closed_does_not_swallow_the_page() -> None:
    said = "".join(
        f"<p>Sentence {number} of the page tells at some length how goods are taken back.</p>" for number in "1234"
    )
    page = document(
        f'<nav><a href="/">Home</a><div><h1>Returns</h1>{said}<p><a href="/terms">Terms</a></p></div><p>© 2026 Green Shop</p>'
    )
    assert [b.region for b in page.blocks][:2] == ["nav", "main"]
    assert {b.region for b in page.blocks[2:6]} == {"main"}
    assert block(page, "Sentence 4 of the page tells at some length how goods are taken back.").headings == ("Returns",)


def test_a_menu_beside_the_page_stays_one() -> None:
    said = "".join(
        f"<li>Line {number} of a large menu that tells at some length what is sold.</li>" for number in "12345"
    )
    page = document(f"<nav><h2>Goods</h2><ul>{said}</ul></nav><main><p>{'How goods are taken back. ' * 4}</p></main>")
    assert {b.region for b in page.blocks} == {"nav", "main"}
    assert block(page, "Line 1 of a large menu that tells at some length what is sold.").region == "nav"
