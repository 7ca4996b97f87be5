"""Leaves and gaps in the words of a person: no ids of kinds, steps, regions or places."""

from __future__ import annotations

from typing import get_args

import pytest

from disputelint.checker.engine import describe
from disputelint.checker.engine.rule import LinkLeaf, PageLeaf, Scope, TextLeaf
from disputelint.checker.model import PAGE_KINDS, CheckoutStep, RegionName, Text
from disputelint.checker.model.kinds import KIND, REGION, STEP, page_name, sought_name


def test_every_kind_step_and_region_has_a_name() -> None:
    assert set(KIND) == set(PAGE_KINDS)
    assert set(STEP) == {*get_args(CheckoutStep), "last"}
    assert set(REGION) == set(get_args(RegionName))


def test_a_link_names_its_page_and_its_region() -> None:
    assert describe.link_leaf(LinkLeaf(to="refund_policy", path="expect", source="footer")) == Text(
        "a link in the footer leads to the refund policy", "フッターのリンクから「返品・返金ポリシー」に行ける"
    )


def test_a_page_that_should_be_there() -> None:
    assert describe.page_leaf(PageLeaf("order_tracking", "expect")) == Text(
        "there is a page with content of its own: order tracking page", "内容のあるページがある：配送状況のページ"
    )


def test_a_scope_in_words() -> None:
    leaf = TextLeaf("expect", concept="price_tax", scope=Scope(pages=("cart", "checkout.review"), regions=("main",)))
    said = describe.text_leaf(leaf)
    assert said.en.endswith("[on cart, checkout (review before the order); in main part]")
    assert said.ja.endswith("［対象：カート、購入手続き（注文内容の確認）、場所：本文］")


@pytest.mark.parametrize(
    ("name", "said"),
    [("sitemap", "サイトマップ"), ("faq", "よくある質問"), ("https://shop.example/a", "https://shop.example/a")],
)
def test_what_was_looked_for_is_named(name: str, said: str) -> None:
    assert sought_name(name).ja == said


def test_names_of_a_shops_own_stand_as_they_are() -> None:
    assert page_name("lookbook") == Text("lookbook", "lookbook")
