"""Promises of the pages against what the walk met: currency, free shipping, the price of shipping, the days to arrival."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from disputelint.checker.model import Amount, Evidence, Fact, Page, Step
from disputelint.checker.understand.facts import ledger_promises

PRODUCT = Step(0, "choose", "/tea", "product", amounts=(Amount("price", "£9.00", 9.0, "GBP"),))


def step(kind: str, *amounts: tuple[str, str, float, str], at: str | None = None) -> Step:
    held = tuple(Amount(*one) for one in amounts)
    return Step(1, "on", f"/{kind}", kind, at, amounts=held)  # type: ignore[arg-type]


def said(kind: str, *facts: tuple[str, Any, str]) -> Page:
    found = tuple(Fact(name, value, "high", Evidence(f"/{kind}", quote)) for name, value, quote in facts)
    return Page(f"/{kind}", (kind,), "fetched", language="en", facts=found)  # type: ignore[arg-type]


def found(*steps: Step, pages: tuple[Page, ...] = ()) -> dict[str, Any]:
    return {fact.name: fact.value for fact in ledger_promises.find(steps, pages)}


def order(goods: float, shipping: float, currency: str = "GBP", sign: str = "£") -> Step:
    sums = (("subtotal", goods), ("shipping", shipping), ("total", goods + shipping))
    return step("checkout", *((label, f"{sign}{sum_:.2f}", sum_, currency) for label, sum_ in sums), at="review")


FREE = said("home", ("shipping.free_threshold", {"amount": 50.0, "currency": "GBP"}, "Free shipping over £50"))


@pytest.mark.parametrize(
    ("text", "currency", "switched"),
    [("€11.00", "EUR", True), ("£9.00", "GBP", False), ("US$12.00", "USD", True), ("$12.00", "USD", True)],
)
def test_another_currency_than_the_product_pages_is_a_switch(text: str, currency: str, switched: bool) -> None:
    told = found(PRODUCT, step("cart", ("total", text, 11.0, currency)))
    assert ("ledger.currency_switch" in told) is switched
    if switched:
        assert told["ledger.currency_switch"] == {"from": "GBP", "to": currency, "step": "cart"}


def test_a_sign_that_several_currencies_share_proves_no_switch() -> None:
    dollars = Step(0, "choose", "/tea", "product", amounts=(Amount("price", "$9.00", 9.0, "USD"),))
    yen = Step(0, "choose", "/tea", "product", amounts=(Amount("price", "¥900", 900.0, "JPY"),))
    assert "ledger.currency_switch" not in found(dollars, step("cart", ("total", "CA$9.00", 9.0, "CAD")))
    assert "ledger.currency_switch" not in found(yen, step("cart", ("total", "900 CNY", 900.0, "CNY")))
    assert "ledger.currency_switch" in found(dollars, step("cart", ("total", "¥900", 900.0, "JPY")))


def test_a_conversion_beside_the_shops_own_currency_is_no_switch() -> None:
    cart = step("cart", ("total", "£9.00", 9.0, "GBP"), ("total", "€11.00", 11.0, "EUR"))
    assert "ledger.currency_switch" not in found(PRODUCT, cart)


@pytest.mark.parametrize(
    ("goods", "shipping", "kept"), [(60.0, 0.0, True), (60.0, 3.95, False), (50.0, 3.95, None), (9.0, 3.95, None)]
)
def test_free_shipping_is_judged_where_the_goods_pass_the_amount(
    goods: float, shipping: float, kept: bool | None
) -> None:
    told = found(PRODUCT, order(goods, shipping), pages=(FREE,)).get("ledger.free_shipping")
    assert (told["kept"] if told else None) is kept


def test_an_order_raised_for_the_promise_is_judged_by_it_alone_and_one_that_could_not_be_leaves_a_doubt() -> None:
    policy = said("shipping_policy", ("shipping.cost", {"kind": "stated", "amount": 5.0, "currency": "GBP"}, "£5.00"))
    raised = replace(order(60.0, 3.95), action="raise the quantity (free shipping)")
    told = found(PRODUCT, order(9.0, 5.0), raised, pages=(FREE, policy))
    assert told["ledger.free_shipping"]["kept"] is False and 5.0 in told["ledger.shipping_cost"].values()
    in_vain = replace(raised, reached=False, amounts=(), detail="30 pieces would be needed")
    facts = list(ledger_promises.find([PRODUCT, order(9.0, 5.0), in_vain], (FREE,)))
    assert [(f.name, f.value["kept"], f.confidence, f.why) for f in facts] == [  # type: ignore[call-overload, index]
        ("ledger.free_shipping", None, "low", "30 pieces would be needed")
    ]


def test_of_several_amounts_for_free_shipping_the_highest_must_be_passed() -> None:
    abroad = said("faq", ("shipping.free_threshold", {"amount": 150.0, "currency": "GBP"}, "Free to Europe over £150"))
    assert found(PRODUCT, order(60.0, 3.95), pages=(FREE, abroad)) == {}


@pytest.mark.parametrize(
    ("quote", "asked", "kept"),
    [
        ("UK delivery costs £3.95.", 3.95, True),
        ("UK delivery costs £3.95.", 7.95, False),
        ("UK delivery costs £3.95, to Ireland £9.95.", 7.95, None),
        ("Delivery costs from £3.95 per kg.", 7.95, None),
        ("UK delivery costs £3.95, free on orders over £50.", 7.95, False),
    ],
)
def test_shipping_is_held_against_the_fixed_amounts_of_the_policies(
    quote: str, asked: float, kept: bool | None
) -> None:
    policy = said("shipping_policy", ("shipping.cost", "stated", quote))
    told = found(PRODUCT, order(9.0, asked), pages=(policy,)).get("ledger.shipping_cost")
    assert (told["kept"] if told else None) is kept


def test_a_policy_that_leaves_the_cost_to_the_checkout_promises_none() -> None:
    policy = said(
        "shipping_policy",
        ("shipping.cost", "stated", "UK delivery costs £3.95."),
        ("shipping.cost", "calculated_at_checkout", "Shipping is calculated at checkout."),
    )
    assert found(PRODUCT, order(9.0, 7.95), pages=(policy,)) == {}


@pytest.mark.parametrize(
    ("shown", "kept"),
    [
        ("Arrives in 3 to 5 days", True), ("Arrives in 10 to 14 days", False), ("Arrives in 4 to 9 days", None),
        ("Arrives in 2 to 3 days, express in 1 day", None),
    ],
)  # fmt: skip
def test_the_days_at_checkout_are_held_against_delivery_and_handling(shown: str, kept: bool | None) -> None:
    times = [{"region": "unspecified", "days_min": 3, "days_max": 5, "business": False}]
    policy = said(
        "shipping_policy",
        ("shipping.delivery_time", times, "3 to 5 days"),
        ("shipping.handling_time", {"days_min": 0, "days_max": 1, "business": False}, "within 1 day"),
    )
    page = said("checkout", ("checkout.delivery_timing", shown, shown))
    told = found(PRODUCT, order(9.0, 3.95), pages=(policy, page)).get("ledger.delivery_time")
    assert (told["kept"] if told else None) is kept
