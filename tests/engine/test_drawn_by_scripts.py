"""What scripts put into a page that was only fetched was not seen: sums of an order, goods, a shop's header and foot."""

from __future__ import annotations

import pytest

from tests.engine.shop import block, outcome, page, site

SCRIPT = "<script src=/shop.js></script>"


def checkout(html: str):
    return site(page("/checkout", "checkout", step="payment", seen="fetched", html=lambda: html), journey="walked")


def test_the_sum_of_an_order_may_be_drawn_by_scripts():
    body = "pages: [checkout.last]\nexpect: {fact: checkout.total}"
    assert outcome(body, checkout(f"<h1>Checkout</h1>{SCRIPT}")) == ("inconclusive", "not_rendered")
    assert outcome(body, checkout("<h1>Checkout</h1>")) == ("fail", None)
    terms = "pages: [checkout.last]\nexpect: {fact: checkout.acceptance}"
    assert outcome(terms, checkout(f"<h1>Checkout</h1>{SCRIPT}")) == ("fail", None)


def test_goods_of_which_a_page_says_next_to_nothing_are_drawn_by_scripts():
    body = "pages: [product]\nexpect: {fact: product.materials}"

    def shown(text: str, html: str):
        product = page("/p", "product", seen="fetched", blocks=[block(text)], html=lambda: html)
        return outcome(body, site(product), subject="product")

    assert shown("Loading", SCRIPT) == ("inconclusive", "not_rendered")
    assert shown("A stool that stands steady on any floor and carries a grown man. " * 3, SCRIPT) == ("fail", None)
    assert shown("Loading", "<h1>Stool</h1>") == ("fail", None)


@pytest.mark.parametrize("name", ["gw-header-root", "header", "site-nav", "mainheader", "top_header"])
def test_an_element_of_a_header_that_scripts_fill_was_not_seen(name: str):
    empty = f"<div id='{name}'></div>{SCRIPT}<h1>Hello</h1>"
    body = "pages: [home]\nexpect: {element: {css: 'header a'}}"
    assert outcome(body, site(page("/", "home", seen="fetched", html=lambda: empty))) == (
        "inconclusive",
        "not_rendered",
    )
    inside = "pages: [home]\nexpect: {element: {css: 'main a'}, in: [main]}"
    assert outcome(inside, site(page("/", "home", seen="fetched", html=lambda: empty)))[0] == "fail"


def test_an_element_of_a_page_that_has_its_header_is_missed():
    whole = f"<header><p>Shop</p></header>{SCRIPT}<h1>Hello</h1>"
    body = "pages: [home]\nexpect: {element: {css: 'header a'}}"
    assert outcome(body, site(page("/", "home", seen="fetched", html=lambda: whole))) == ("fail", None)


def test_files_that_say_nothing_before_their_scripts_run_lack_no_page():
    def entry(*text: str):
        return site(
            page("/index.html", "home", seen="fetched", text=text, html=lambda: f"<div id=root></div>{SCRIPT}"),
            files=True,
        )

    body = "pages: [home]\nexpect: {page: contact}"
    assert outcome(body, entry()) == ("inconclusive", "not_rendered")
    assert outcome(body, entry("We make stools.")) == ("fail", None)
