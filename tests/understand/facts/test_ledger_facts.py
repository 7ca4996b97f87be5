"""Facts of the walk: what the buyer was charged at each step, and what was not said before."""

from __future__ import annotations

from disputelint.checker.model import Amount, Block, Page, Step
from disputelint.checker.understand.facts import ledger, order_page


def amount(label: str, value: float, currency: str = "GBP") -> Amount:
    return Amount(label, f"£{value:.2f}", value, currency)


def step(index: int, kind: str, name: str, *amounts: Amount, at: str | None = None, **more: object) -> Step:
    return Step(index, "on", f"/{name}", kind, at, amounts=amounts, **more)  # type: ignore[arg-type]


PRODUCT = step(0, "product", "tea", amount("price", 9))


def found(*steps: Step, pages: tuple[Page, ...] = ()) -> dict[str, object]:
    return {fact.name: fact.value for fact in ledger.find(steps, pages)}


def test_shipping_that_nobody_announced_is_named_with_its_step() -> None:
    cart = step(1, "cart", "cart", amount("total", 9))
    pay = step(2, "checkout", "pay", amount("shipping", 3.95), amount("total", 12.95), at="payment")
    assert found(PRODUCT, cart, pay)["ledger.unannounced"] == {
        "label": "shipping", "amount": 3.95, "currency": "GBP", "step": "payment",
    }  # fmt: skip


def test_an_amount_that_the_shipping_policy_states_was_announced() -> None:
    policy = Page("/shipping", ("shipping_policy",), "fetched", blocks=(Block(0, "UK delivery costs £3.95.", "p", "paragraph", "p"),))  # fmt: skip
    pay = step(2, "checkout", "pay", amount("shipping", 3.95), amount("total", 12.95), at="payment")
    cart = step(1, "cart", "cart", amount("total", 9))
    assert "ledger.unannounced" not in found(PRODUCT, cart, pay, pages=(policy,))


def test_a_cart_that_shows_the_cost_first_announces_it_to_the_checkout_not_to_itself() -> None:
    cart = step(1, "cart", "cart", amount("gift wrapping", 3), amount("total", 12))
    said = found(PRODUCT, cart)["ledger.unannounced"]
    assert isinstance(said, dict) and said["label"] == "gift wrapping" and said["step"] == "cart"


def test_growth_that_no_amount_explains_is_unannounced_whole() -> None:
    pay = step(2, "checkout", "pay", amount("total", 14.5), at="review")
    said = found(PRODUCT, step(1, "cart", "cart", amount("total", 9)), pay)["ledger.unannounced"]
    assert isinstance(said, dict) and said["amount"] == 5.5


def test_a_total_in_another_currency_is_not_compared() -> None:
    pay = step(2, "checkout", "pay", amount("total", 1800, "JPY"), at="review")
    assert "ledger.unannounced" not in found(PRODUCT, step(1, "cart", "cart", amount("total", 9)), pay)


def test_parts_that_do_not_give_the_total_are_a_mismatch_and_tax_may_be_in_or_on_top() -> None:
    def of(total: float) -> dict[str, object]:
        parts = (amount("subtotal", 10), amount("shipping", 4), amount("vat", 2), amount("total", total))
        return found(PRODUCT, step(1, "cart", "cart", *parts))

    assert "ledger.sum_mismatch" not in of(14) and "ledger.sum_mismatch" not in of(16)
    assert of(19)["ledger.sum_mismatch"] == {"said": 19, "computed": 16, "currency": "GBP"}


def test_steps_are_the_pages_up_to_the_pay_control_and_guests_came_through() -> None:
    steps = (
        PRODUCT, step(1, "cart", "cart", amount("total", 9)), step(2, "checkout", "in", at="address"),
        step(3, "checkout", "in#step-shipping", at="shipping"), step(4, "checkout", "last", amount("total", 9), at="review"),
    )  # fmt: skip
    assert found(*steps)["checkout.steps"] == 2 and found(*steps)["checkout.guest"] is True
    assert "checkout.steps" not in found(*steps[:4])


def test_a_forced_account_is_a_fact() -> None:
    shut = step(3, "checkout", "login", reached=False, reason="no_guest_checkout")
    said = found(PRODUCT, step(1, "cart", "cart"), step(2, "checkout", "login", at="entry"), shut)
    assert said["checkout.guest"] is False


def test_nothing_walked_says_nothing() -> None:
    assert found() == {} and found(step(0, "product", "x", reached=False, reason="no_product_link")) == {}


def test_the_name_of_a_way_of_shipping_is_shipping() -> None:
    pay = step(1, "cart", "cart", amount("subtotal", 9), amount("flat rate", 7.5), amount("total", 16.5))
    said = found(PRODUCT, pay)["ledger.unannounced"]
    assert isinstance(said, dict) and said["label"] == "shipping (flat rate)"
    assert {
        order_page.kind_of(label) for label in ("DHL Paket".casefold(), "ヤマト運輸(宅急便)", "express delivery")
    } == {"shipping"}
    assert order_page.kind_of("express mug") == order_page.kind_of("standard tea towel") == "line"


def test_a_shop_that_puts_two_pieces_in_charges_for_two() -> None:
    cart = step(1, "cart", "cart", amount("subtotal (2 items", 18), amount("total", 18))
    assert "ledger.unannounced" not in found(PRODUCT, cart)
    dearer = step(1, "cart", "cart", amount("subtotal (2 items", 18), amount("packing", 2), amount("total", 20))
    said = found(PRODUCT, dearer)["ledger.unannounced"]
    assert isinstance(said, dict) and said["label"] == "packing" and said["amount"] == 2
