from __future__ import annotations

import pytest

from disputelint.checker.crawl.urls import Address, related, shape

HOME = "https://shop.example/"


@pytest.mark.parametrize(
    ("url", "identity"),
    [
        ("HTTPS://Shop.Example:443/a/../b//c#part", "https://shop.example/b/c"),
        ("http://shop.example:80", "http://shop.example/"),
        ("http://shop.example:8080/x", "http://shop.example:8080/x"),
        ("/mug?utm_source=mail&GCLID=1&fbclid=x", "https://shop.example/mug"),
        (
            "/index.php?route=product/product&product_id=5&utm_medium=a",
            "https://shop.example/index.php?product_id=5&route=product/product",
        ),
        ("/?b=2&a=1", "https://shop.example/?a=1&b=2"),
        ("/mug;jsessionid=0A1B?x=1", "https://shop.example/mug?x=1"),
        ("//cdn.example/y", "https://cdn.example/y"),
        ("/商品", "https://shop.example/%E5%95%86%E5%93%81"),
        ("https://user:secret@shop.example/z", "https://shop.example/z"),
        ("javascript:alert(1)", None),
        ("mailto:a@b.example", None),
        ("http://a:port/", None),
        ("http://[broken/", None),
        ("/" + "a" * 3000, None),
    ],
)
def test_one_name_per_page(url: str, identity: str | None) -> None:
    assert Address.of_target(HOME).identity(url, HOME) == identity


def test_preview_parameters_are_asked_for_and_no_part_of_the_name() -> None:
    address = Address.of_target("https://shop.example/?preview_theme_id=12&page=2")
    name = address.identity("https://shop.example/mug?preview_theme_id=12")
    assert name == "https://shop.example/mug"
    assert address.request(name) == "https://shop.example/mug?preview_theme_id=12"
    assert address.request("https://other.example/x") == "https://other.example/x"


def test_pages_of_one_template_have_one_shape() -> None:
    assert shape("https://a.example/products/red-tea?variant=1") == shape("https://a.example/products/mug?variant=77")
    assert shape("https://a.example/en/products/mug") == shape("https://a.example/products/tea")
    assert shape("https://a.example/products/mug") != shape("https://a.example/pages/mug")
    assert shape("https://a.example/?route=product/product&id=1") != shape(
        "https://a.example/?route=product/category&id=1"
    )


@pytest.mark.parametrize("path", ["/a.jpg", "/feed.xml", "/" + "a/" * 12, "/x/y/x/y/x/y/x/y"])
def test_what_is_no_page_is_left_out(path: str) -> None:
    assert not Address.of_target(HOME).page_like("https://shop.example" + path)


def test_a_registry_is_not_a_shop() -> None:
    assert related("help.shop.co.jp", "www.shop.co.jp")
    assert not related("a.co.jp", "b.co.jp")
    assert related("help.shop.example", "shop.example")


def test_a_word_with_a_number_is_a_template_of_its_own() -> None:
    assert shape("https://shop.example/item001.html") == shape("https://shop.example/item014.html") == "/item#.html"
    assert shape("https://shop.example/about.html") == "/*.html"
