import pytest

from disputelint.checker.engine.messages import short, shown
from disputelint.checker.engine.names import words
from disputelint.checker.engine.rule import TextLeaf
from disputelint.checker.engine.wording import Wording
from disputelint.checker.understand.normalize import fold
from tests.engine.shop import page


@pytest.mark.parametrize(
    ("name", "telling"),
    [
        ("Kanso Goods Ltd.", {"kanso", "goods"}),
        ("The Online Shop", set()),
        ("株式会社かんそ", {"かん", "んそ"}),
        ("A B", set()),
        ("www.kanso.com", {"kanso"}),
    ],
)
def test_the_telling_words_of_a_name(name, telling):
    assert words(fold(name).text) == telling


def pattern(expression, language=""):
    return TextLeaf("expect", patterns=((language, expression),))


def found(leaf, *text, language="en", others=()):
    return [
        (one.block, one.quote)
        for one in Wording((leaf, *others)).find(leaf, page("/p", "product", text=text, language=language))
    ]


def test_every_place_with_the_pages_own_words():
    assert found(pattern("only [0-9]+ left"), "Only  ３ left", "x", "ONLY 4 LEFT!") == [
        (0, "Only  ３ left"),
        (2, "ONLY 4 LEFT"),
    ]


def test_a_gap_does_not_reach_into_the_next_block():
    assert found(pattern("sale.*ends"), "sale now", "it ends", "sale that ends") == [(2, "sale that ends")]


def test_a_negated_gap_does_not_swallow_the_wording_of_the_next_block():
    leaf = pattern("free[^.]{0,40}shipping only")
    assert found(leaf, "It is free", "free, you pay shipping only") == [(1, "free, you pay shipping only")]


def test_leaves_of_a_run_do_not_disturb_each_other():
    other = pattern("left")
    assert found(pattern("only"), "only 3 left", others=(other,)) == [(0, "only")]


def test_a_short_wording_counts_only_as_a_whole_label():
    leaf = TextLeaf("expect", concept="row_seller")
    assert found(leaf, "販売業者", language="ja")[0] == (0, "販売業者")


def test_words_a_page_in_no_known_language_is_not_asked_for():
    assert not Wording(()).speaks(pattern("x", "en"), "th")
    assert Wording(()).speaks(pattern("x", "th"), "th")
    assert Wording(()).speaks(pattern("x"), "")


@pytest.mark.parametrize(
    ("value", "en", "ja"),
    [
        ({"amount": 4180.0, "currency": "JPY"}, "4,180 JPY", "4,180 JPY"),
        ({"amount": 10.5, "currency": None}, "10.5", "10.5"),
        ({"days": 30, "anchor": "delivery", "scope": "general"}, "30 days", "30日"),
        ({"days_min": 3, "days_max": 3, "business": True}, "3 business days", "3営業日"),
        (["paypal", "cod"], "paypal, cod", "paypal、cod"),
        (True, "yes", "はい"),
        (None, "…", "…"),
        ({"label": "Fee"}, "label: Fee", "label: Fee"),
    ],
)
def test_values_in_words(value, en, ja):
    assert (shown(value, "en"), shown(value, "ja")) == (en, ja)


def test_addresses_in_words():
    assert short("https://shop.test") == "/"
    assert short("https://shop.test/a/?b=1") == "/a/?b=1"
