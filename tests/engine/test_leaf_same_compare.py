from dataclasses import replace

import pytest

from tests.engine.shop import fact, judged, outcome, page, site, unread


def window(days, anchor="delivery", **more):
    return fact("refund.window", {"days": days, "anchor": anchor, "scope": "general"}, f"within {days} days", **more)


SAME = "pages: [refund_policy, faq]\nexpect: {same: refund.window, by: [days]}"


def money(name, amount, currency="EUR", quote="", **more):
    return fact(name, {"amount": amount, "currency": currency, **more}, quote or f"{amount} {currency}")


def compared(left, relation, right, more=""):
    return f"subject: product\nexpect: {{compare: {{left: {left}, is: {relation}, right: {right}{more}}}}}"


def two(left, relation, right, more=""):
    body = compared(left.name, relation, right.name, more).split("\n", 1)[1]
    return outcome(body, site(page("/p", "product", facts=[left, right])), subject="product")


def test_statements_that_agree_hold():
    shop = site(page("/r", "refund_policy", facts=[window(30)]), page("/f", "faq", facts=[window(30, "unspecified")]))
    assert outcome(SAME, shop) == ("pass", None)


def test_without_by_the_whole_value_must_agree():
    shop = site(page("/r", "refund_policy", facts=[window(30)]), page("/f", "faq", facts=[window(30, "unspecified")]))
    assert outcome(SAME.replace(", by: [days]", ""), shop) == ("fail", None)


def test_statements_that_differ_quote_both_sides():
    shop = site(page("/r", "refund_policy", facts=[window(30)]), page("/f", "faq", facts=[window(14)]))
    message = (
        '{en: "{left.quote} on {left.page}, {right.value.days} on {right.page}", ja: "{left.value}と{right.value}"}'
    )
    finding = judged(SAME, shop, message=message).findings[0]
    assert finding.message.en == "within 30 days on /r, 14 on /f"
    assert finding.message.ja == "30日と14日"
    assert [place.quote for place in finding.places] == ["within 30 days", "within 14 days"]


def test_one_statement_has_nothing_to_disagree_with():
    assert outcome(SAME, site(page("/r", "refund_policy", facts=[window(30)]))) == ("not_applicable", None)


def test_a_second_statement_may_stand_on_an_unread_page():
    shop = site(page("/r", "refund_policy", facts=[window(30)]), unread("/f", "faq"))
    assert outcome(SAME, shop) == ("inconclusive", "http_refusal")


def test_a_difference_stands_whatever_else_is_unread():
    shop = site(page("/r", "refund_policy", facts=[window(30), window(14)]), unread("/f", "faq"))
    assert outcome(SAME, shop) == ("fail", None)


def test_a_low_confidence_statement_contradicts_nothing_alone():
    unsure = window(14, confidence="low")
    assert outcome(SAME, site(page("/r", "refund_policy", facts=[window(30), unsure])))[0] == "inconclusive"


def test_where_and_per_say_what_is_compared():
    times = [
        fact("shipping.delivery_time", [{"region": "JP", "days_max": 3, "business": False}]),
        fact("shipping.delivery_time", [{"region": "US", "days_max": 14, "business": False}]),
    ]
    shop = site(page("/s", "shipping_policy", facts=times))
    body = "pages: [shipping_policy]\nexpect: {same: shipping.delivery_time, by: [days_max]"
    assert outcome(body + "}", shop) == ("fail", None)
    assert outcome(body + ", per: [region]}", shop) == ("pass", None)


def test_names_that_differ_in_case_and_width_agree():
    body = "pages: [contact, terms]\nexpect: {same: business.legal_name}"
    shop = site(
        page("/c", "contact", facts=[fact("business.legal_name", "KANSO Ltd")]),
        page("/t", "terms", facts=[fact("business.legal_name", "Ｋanso ltd")]),
    )
    assert outcome(body, shop) == ("pass", None)


@pytest.mark.parametrize(
    ("relation", "left", "right", "said"),
    [
        ("equal", 10.0, 10.0, "pass"),
        ("equal", 10.0, 11.0, "fail"),
        ("at_most", 10.0, 10.0, "pass"),
        ("at_most", 11.0, 10.0, "fail"),
        ("at_least", 10.0, 10.0, "pass"),
        ("at_least", 9.0, 10.0, "fail"),
        ("less", 9.0, 10.0, "pass"),
        ("less", 10.0, 10.0, "fail"),
        ("more", 11.0, 10.0, "pass"),
        ("more", 10.0, 10.0, "fail"),
    ],
)
def test_amounts_in_relation(relation, left, right, said):
    assert two(money("price.amount", left), relation, money("markup.price", right))[0] == said


def test_tolerance_is_in_the_values_unit():
    left, right = money("price.amount", 10.0), money("markup.price", 10.5)
    assert two(left, "equal", right, ", tolerance: 0.5")[0] == "pass"
    assert two(left, "equal", right, ", tolerance: 0.4")[0] == "fail"


def test_different_currencies_are_unknown():
    assert two(money("price.amount", 10.0, "EUR"), "equal", money("markup.price", 10.0, "USD"))[0] == "inconclusive"


def test_with_and_without_tax_is_unknown():
    left = money("price.amount", 10.0, tax="included")
    assert two(left, "equal", money("markup.price", 9.0, tax="excluded"))[0] == "inconclusive"


def test_a_price_range_contains_its_prices():
    assert two(money("price.amount", 10.0, max=20.0), "equal", money("markup.price", 15.0))[0] == "pass"


@pytest.mark.parametrize(
    ("relation", "left", "right", "said"),
    [
        ("similar", "Copper tea caddy", "Copper tea caddy, 50 g", "pass"),
        ("similar", "Copper tea caddy", "Linen noren", "fail"),
        ("shares_word", "Kanso Goods Ltd", "KANSOGOODS KYOTO", "pass"),
        ("shares_word", "Kanso Goods Ltd", "Hana Trading Ltd", "fail"),
        ("shares_word", "株式会社かんそ雑貨", "かんそ雑貨 京都", "pass"),
        ("shares_word", "株式会社花", "株式会社鳥", "fail"),
        ("equal", "Tea caddy", "TEA  CADDY", "pass"),
    ],
)
def test_names_in_relation(relation, left, right, said):
    assert two(fact("product.name", left), relation, fact("markup.name", right))[0] == said


def test_a_side_that_is_not_stated_leaves_nothing_to_compare():
    body = compared("price.amount", "equal", "markup.price").split("\n", 1)[1]
    own = page("/p", "product", facts=[money("price.amount", 10.0)])
    assert outcome(body, site(own), subject="product") == ("not_applicable", None)


def test_a_side_that_is_not_configured_says_what_to_configure():
    body = "expect: {compare: {left: checkout.merchant_name, is: shares_word, right: config.business_name}}"
    own = page("/c", "checkout", facts=[fact("checkout.merchant_name", "Kanso")])
    said = judged(body, site(own))
    assert said.verdicts[0].outcome == "not_applicable"
    assert "storefront.business_name" in said.configure[0].en


def test_a_side_may_look_elsewhere_and_pick_a_key():
    body = (
        "expect: {compare: {left: {fact: product.preorder, key: days_max}, is: at_most, "
        "right: {fact: shipping.delivery_time, key: days_max, pages: [shipping_policy]}}}"
    )
    preorder = page("/p", "product", facts=[fact("product.preorder", {"days_max": 20})])
    policy = page(
        "/s",
        "shipping_policy",
        facts=[fact("shipping.delivery_time", [{"region": "JP", "days_max": 30, "business": False}])],
    )
    assert outcome(body, site(preorder, policy), subject="product") == ("pass", None)


def test_business_days_are_longer():
    left = fact("shipping.handling_time", {"days_max": 5, "business": True})
    right = fact("refund.processing_time", {"days_max": 6, "business": False})
    body = "expect: {compare: {left: shipping.handling_time, is: at_most, right: refund.processing_time}}"
    assert outcome(body, site(page("/s", "shipping_policy", facts=[left, right])))[0] == "fail"


def test_an_uncertain_side_decides_nothing():
    unsure = replace(money("price.amount", 10.0), confidence="low")
    for amount in (10.0, 12.0):
        assert two(unsure, "equal", money("markup.price", amount))[0] == "inconclusive"


@pytest.mark.parametrize(
    "quote",
    [
        "If you are a consumer residing in the European Union, you may withdraw within 14 days",
        "UK customers have the statutory right to cancel within 14 days",
        "if the merchandise is shipped into the EU, you may return it within 14 days",
    ],
)
def test_the_right_of_one_country_contradicts_no_longer_period(quote):
    legal = replace(window(14), evidence=replace(window(14).evidence, quote=quote))
    shop = site(page("/r", "refund_policy", facts=[window(30), legal]))
    assert outcome(SAME, shop) == ("not_applicable", None)
    assert outcome(SAME, site(page("/r", "refund_policy", facts=[window(30), window(14), legal]))) == ("fail", None)
