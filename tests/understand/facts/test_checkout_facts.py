"""Checkout pages: step, amounts, controls and the terms that stand beside them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.understand.facts.commerce import first, found, quote, values

ADDRESS = "<form><label>Name<input name=name></label><label>Street address<input name=street></label><label>City<input name=city></label><label>Postcode<input name=zip></label>{more}</form>"


def facts_of(body: str, lang: str = "en") -> list[Any]:
    return found("checkout", f"<main><h1>Checkout</h1>{body}</main>", kinds=("checkout",), lang=lang)


@pytest.mark.parametrize(
    ("lang", "body", "step"),
    [
        (
            "en",
            "<form><label>Email<input type=email name=e></label><label>Password<input type=password name=p></label><button>Log in</button></form><a href='/guest'>Continue as guest</a>",
            "entry",
        ),
        ("en", ADDRESS.format(more="<button>Continue</button>"), "address"),
        (
            "en",
            "<form><label><input type=radio name=shipping_method>Post</label><label><input type=radio name=shipping_method>Courier</label><button>Next</button></form>",
            "shipping",
        ),
        (
            "en",
            "<form><label><input type=radio name=payment_method>Credit card</label><label><input type=radio name=payment_method>PayPal</label><button>Next</button></form>",
            "payment",
        ),
        (
            "en",
            ADDRESS.format(
                more="<label><input type=radio name=payment_method checked>PayPal</label><button>Place order</button>"
            ),
            "payment",
        ),
        (
            "ja",
            "<p>ご注文内容をご確認ください。</p><button>注文する</button><a href='/back'>ご注文手続きに戻る</a>",
            "review",
        ),
    ],
    ids=["entry", "address", "shipping", "payment", "one page", "review"],
)
def test_step(lang: str, body: str, step: str) -> None:
    assert first(facts_of(body, lang), "checkout.step") == step


@pytest.mark.parametrize(
    ("lang", "body", "guest"),
    [
        ("en", "<p>Checkout as a guest</p><form><input type=password name=p></form>", True),
        ("ja", "<a href='/nonmember'>ゲスト購入</a>", True),
        ("en", "<p>You must be logged in to checkout.</p>", False),
        (
            "en",
            "<form><label>Email<input type=email></label><label>Password<input type=password></label><button>Log in</button></form>",
            False,
        ),
        ("en", ADDRESS.format(more="<button>Continue</button>"), True),
    ],
)
def test_guest(lang: str, body: str, guest: bool) -> None:
    assert first(facts_of(body, lang), "checkout.guest") is guest


@pytest.mark.parametrize(
    ("lang", "text", "pays"),
    [
        ("en", "Place order", True),
        ("en", "Pay $103.15", True),
        ("en", "Continue to payment", False),
        ("en", "Apply", False),
        ("de", "Zahlungspflichtig bestellen", True),
        ("fr", "Commander avec obligation de paiement", True),
        ("ja", "注文を確定する", True),
        ("ja", "確認画面へ進む", False),
        ("es", "Realizar pedido", True),
        ("ko", "결제하기", True),
        ("zh", "提交订单", True),
    ],
)
def test_pay_button(lang: str, text: str, pays: bool) -> None:
    assert values(facts_of(f"<button>{text}</button>", lang), "checkout.pay_button") == (
        [{"text": text}] if pays else []
    )


def test_acceptance_box_with_its_links() -> None:
    body = "<label for=t>I have read and agree to the <a href='/terms'>terms and conditions</a></label><input type=checkbox id=t checked><button>Place order</button>"
    assert values(facts_of(body), "checkout.acceptance") == [
        {
            "text": "I have read and agree to the terms and conditions",
            "checked": True,
            "links": ["https://shop.test/terms"],
        }
    ]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<label>Card number<input name=cardnumber autocomplete=cc-number></label><button>Pay now</button>", "own"),
        ("<iframe src='https://js.stripe.com/v3/elements-inner-card.html'></iframe><button>Pay now</button>", "hosted"),
        ("<label><input type=radio name=payment checked>Cash on delivery</label><button>Place order</button>", "none"),
    ],
)
def test_where_card_data_is_typed(body: str, kind: str) -> None:
    assert first(facts_of(body), "checkout.card_fields") == kind


def test_amounts_and_ways_to_pay() -> None:
    body = "<table><tr><td>Oak Stool × 2</td><td>$90.00</td></tr><tr><th>Shipping</th><td>$5.95</td></tr><tr><th>Total</th><td>$95.95</td></tr></table><label><input type=radio name=payment_method>Direct bank transfer</label><label><input type=radio name=payment_method>PayPal</label><button>Place order</button>"
    facts = facts_of(body)
    assert first(facts, "checkout.total") == {"amount": 95.95, "currency": "USD"}
    assert first(facts, "checkout.shipping") == {"amount": 5.95, "currency": "USD"}
    assert first(facts, "checkout.quantity") == 2
    assert first(facts, "checkout.payment_methods") == ["bank_transfer", "paypal"]


CONFIRM = "<h3>お支払方法</h3><p>銀行振込</p>{rows}<dl><dt>送料</dt><dd>￥550</dd></dl><p>お支払い合計￥3,630税込</p><button>注文する</button><a href='/back'>カートに戻る</a>"


def test_final_screen_that_states_its_terms() -> None:
    rows = "<h3>販売業者</h3><p>株式会社木工</p><h3>引き渡し時期</h3><p>ご注文後3営業日以内に発送します。</p><h3>返品について</h3><p>商品到着後7日以内、未開封に限り返品できます。</p><h3>支払時期</h3><p>ご注文後7日以内</p>"
    facts = facts_of(CONFIRM.format(rows=rows), "ja")
    assert first(facts, "checkout.delivery_timing") == "ご注文後3営業日以内に発送します。"
    assert quote(facts, "checkout.cancellation").startswith("商品到着後7日以内")
    assert first(facts, "checkout.seller") == "株式会社木工"
    assert first(facts, "checkout.payment_timing") == "ご注文後7日以内"
    assert first(facts, "checkout.edit_controls") is True
    assert first(facts, "checkout.total") == {"amount": 3630.0, "currency": "JPY", "tax": "included"}


def test_final_screen_that_states_none_of_them() -> None:
    facts = facts_of(CONFIRM.format(rows="<h3>お届け日</h3><p>指定なし</p>"), "ja")
    stated = {fact.name for fact in facts}
    assert not stated & {
        "checkout.delivery_timing",
        "checkout.cancellation",
        "checkout.seller",
        "checkout.payment_timing",
    }


def test_a_bare_link_to_the_policy_states_no_cancellation() -> None:
    assert (
        values(
            facts_of("<p><a href='/returns'>Returns and refunds policy</a></p><button>Place order</button>"),
            "checkout.cancellation",
        )
        == []
    )


def test_ways_to_pay_each_in_a_line_of_its_own() -> None:
    body = (
        "<h3>Payment method</h3><ul><li>Credit card</li><li>PayPal</li><li>Google Pay</li></ul><button>Pay now</button>"
    )
    facts = facts_of(body)
    assert first(facts, "checkout.payment_methods") == ["credit_card", "paypal", "google_pay"]
    assert values(facts, "checkout.merchant_name") == []


@pytest.mark.parametrize(
    ("lang", "button"),
    [
        ("en", "💳 Pay by card — £26.91"),
        ("fr", "💳 Payer par carte bancaire — 26,91 £"),
        ("de", "Zahlungspflichtig bestellen (26,91 £)"),
    ],
)
def test_the_amount_on_what_pays_is_the_total(lang: str, button: str) -> None:
    body = f"<p>Mug</p><p>£29.90</p><p>£29.90 £26.91</p><button>{button}</button>"
    assert first(facts_of(body, lang), "checkout.total") == {"amount": 26.91, "currency": "GBP"}


def test_the_amount_on_another_button_is_no_total() -> None:
    body = "<p>Mug</p><p>£29.90</p><button>Add a ribbon — £2.00</button>"
    assert values(facts_of(body), "checkout.total") == []


def test_a_way_of_posting_names_what_shipping_costs() -> None:
    body = "<p>Zwischensumme: 2,99 €</p><p>Brief / Aufkleber: 1,80 €</p><p>Gesamt: 4,79 €</p>"
    assert first(facts_of(body, "de"), "checkout.shipping") == {"amount": 1.8, "currency": "EUR"}


@pytest.mark.parametrize(
    ("lang", "control", "edits"),
    [
        ("en", "<button>−</button><span>1</span><button>+</button>", True),
        ("it", "<button>Rimuovi</button>", True),
        ("it", "<button>← Indietro</button>", True),
        ("nl", "<button>Vorige stap</button>", True),
        ("en", "<button>Feedback</button>", False),
        ("de", "<button aria-label=''>🗑</button>", True),
        ("en", "<button>+</button>", False),
        ("en", "<button>×</button>", False),
    ],
)
def test_what_changes_a_line_on_the_last_screen_corrects_the_order(lang: str, control: str, edits: bool) -> None:
    body = f"<p>Mug £9.00</p>{control}<p>Total £9.00</p><button>Place order</button>"
    assert (values(facts_of(body, lang), "checkout.edit_controls") == [True]) is edits
