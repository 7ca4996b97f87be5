from __future__ import annotations

from disputelint.checker.understand import technologies
from tests.understand.pages import document


def _found(body: str, head: str = "", **more: object) -> dict[str, float]:
    page = document(body, head=head, **more)
    return {one.id: one.confidence for one in technologies.detect(technologies.signs(page))}


def test_a_gateway_is_known_by_its_script() -> None:
    assert _found("", '<script src="https://js.stripe.com/v3/"></script>') == {"stripe": 0.9}


def test_hosts_end_at_label_boundaries() -> None:
    assert "square" not in _found("", '<script src="https://js.squarecdn.com/square-marketplace.js"></script>')
    assert _found("", '<script src="https://js.stripe.com.evil.example/x.js"></script>') == {}


def test_requests_globals_and_cookies_count_and_sorts_add_up() -> None:
    found = _found("", requests=("https://www.paypal.com/sdk/js?client-id=x",), globals=("paypal",))
    assert found["paypal"] > 0.95


def test_a_logo_is_no_gateway() -> None:
    assert _found('<img alt="PayPay" src="/pay.png">') == {}


def test_a_picture_taken_from_a_shop_of_a_platform_makes_no_shop_of_that_platform() -> None:
    picture = "https://img11.shop-pro.jp/PA00000/001/product/1.png?cmsp_timestamp=20260101"
    assert _found(f'<img src="{picture}" alt="Dripper">', requests=(picture,)) == {}
    script = "https://img.shop-pro.jp/tmpl_js/86/jquery.tile.js"
    assert "colorme" in _found("", f'<script src="{script}"></script>', requests=(picture, script))


def test_a_platform_by_markup_and_inline_global() -> None:
    found = _found('<div class="ec-layoutRole"></div>', '<meta name="eccube-csrf-token" content="x">')
    assert "eccube" in found
    page = document("<script>window.eContext = {};</script>")
    assert technologies.platform_of(technologies.detect(technologies.signs(page))) == "evershop"


def test_words_in_prose_are_no_markup() -> None:
    assert _found("<p>We once used ec-layoutRole and data-paypal-commerce-button.</p>") == {}


def test_a_test_key_is_told_and_not_repeated_in_full() -> None:
    key = "pk_test_" + "a1B2" * 8
    (fact,) = technologies.test_mode(document(f"<script>Stripe('{key}')</script>"))
    assert fact.name == "site.test_mode" and "stripe" in str(fact.value) and key not in str(fact.value)
    assert not list(technologies.test_mode(document("<script>Stripe('pk_live_abcdefghijkl')</script>")))


def test_the_globals_to_look_for_are_sorted_and_unique() -> None:
    wanted = technologies.globals_wanted()
    assert list(wanted) == sorted(set(wanted)) and "Shopify" in wanted
