"""Readings of whole shop pages: amounts side by side, lead times, what a checkout shows of the buyer and of the order."""

from __future__ import annotations

import pytest

from disputelint.checker.model import Fact
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand.document import parse
from disputelint.checker.understand.facts import find_all


def facts(kind: str, body: str, language: str = "en", foot: str = "") -> dict[str, list[Fact]]:
    page = f'<html lang="{language}"><body><main>{body}</main><footer>{foot}</footer></body></html>'
    url = "https://shop.example/page"
    document = parse(Load(url, url, "desktop", "fetched", status=200, body=lambda: page))
    found: dict[str, list[Fact]] = {}
    for fact in find_all(document, (kind,), language):  # type: ignore[arg-type]
        found.setdefault(fact.name, []).append(fact)
    return found


def amount(found: dict[str, list[Fact]], name: str) -> object:
    (fact,) = found[name]
    assert isinstance(fact.value, dict)
    return fact.value["amount"]


def test_a_code_in_front_belongs_to_the_number_behind_it_and_postage_is_no_price() -> None:
    found = facts(
        "product",
        "<h1>Kettle</h1><p>Was JPY 22,000 JPY 18,700 tax included</p>"
        "<p>Shipping JPY 770 within Japan, free from JPY 11,000; JPY 2,900 abroad</p><button>Add to cart</button>",
    )
    assert (amount(found, "price.amount"), amount(found, "price.compare_at")) == (18700, 22000)


def test_a_badge_glued_to_the_price_is_no_part_of_it() -> None:
    found = facts(
        "product", "<h1>Coat</h1><p><s>£160.00</s><b>£128.00</b><i>20% off</i></p><button>Add to cart</button>"
    )
    assert (amount(found, "price.amount"), amount(found, "price.compare_at")) == (128, 160)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Next kiln firing. Made after your order, please allow 6–8 weeks."),
        ("ja", "次回の窯焚きでお作りします。ご注文後、お届けまで6〜8週間いただきます。"),
        ("de", "Wird nach Ihrer Bestellung angefertigt, Lieferzeit 6–8 Wochen."),
        ("fr", "Fabriqué après votre commande, comptez 6 à 8 semaines."),
        ("ko", "주문 후 제작되는 상품으로 6~8주가 소요됩니다."),
        ("zh-Hant", "下單後製作，約6-8週出貨。"),
    ],
)
def test_a_lead_time_is_the_product_s_and_not_the_shop_s_delivery_time(language: str, words: str) -> None:
    found = facts("product", f"<h1>Bowl</h1><p>£68.00</p><p>{words}</p><button>Pre-order</button>", language)
    (fact,) = found["product.preorder"]
    assert fact.value == {"days_max": 56}
    assert fact.evidence.quote == words
    assert "shipping.delivery_time" not in found


def test_payment_rows_give_no_delivery_time() -> None:
    row = "<table><tr><th>支払時期</th><td>カードはご注文時、銀行振込はご注文から7日以内</td></tr></table>"
    assert "shipping.delivery_time" not in facts("legal_notice", row, "ja")


def test_a_request_to_get_in_touch_is_no_procedure_and_weak_where_a_channel_or_what_follows_is_told() -> None:
    bare = "<h1>Returns</h1><p>To return an item, please contact us.</p>"
    assert "refund.procedure" not in facts("refund_policy", bare)
    guided = "<h1>Returns</h1><p>To return an item, please contact us. We then send you instructions.</p>"
    for page in (guided, f"{bare}<p>Our mail is box@loom.example.</p>"):
        (weak,) = facts("refund_policy", page)["refund.procedure"]
        assert weak.confidence == "low"


def test_the_buyer_s_address_is_not_the_shop_s() -> None:
    buyer = (
        "<h1>Review</h1><dl><dt>Ship to</dt><dd>J. Doe, 350 Fifth Avenue, New York, NY 10118, United States</dd></dl>"
    )
    found = facts("checkout", f"{buyer}<p>Total $20.00</p><button>Place order</button>")
    assert not found.keys() & {"business.country", "contact.address"}


def test_the_last_screen_gives_its_terms_by_their_labels() -> None:
    rows = {
        "Time of payment": "Cards are charged when the order is placed.",
        "Delivery": "Sent within 2 business days of payment; arrives 1 to 3 days later.",
        "Offer period": "No limit while stocks last.",
        "Cancellation and returns": "You may cancel before dispatch.",
        "Seller": "Kawara LLC",
    }
    listed = "".join(f"<dt>{label}</dt><dd>{said}</dd>" for label, said in rows.items())
    found = facts("checkout", f"<h1>Check your order</h1><dl>{listed}</dl><button>Place order and pay</button>")
    wanted = ("payment_timing", "delivery_timing", "order_deadline", "cancellation", "seller", "pay_button")
    assert [name for name in wanted if f"checkout.{name}" not in found] == []


def test_what_a_proxy_puts_where_an_address_is_is_no_template() -> None:
    said = facts("contact", "<p>Write to [email protected] or to [insert e-mail address]</p>")
    assert [fact.value for fact in said["placeholders"]] == ["[insert e-mail address]"]


def test_a_question_in_a_table_says_nothing_of_the_stock() -> None:
    rows = "<table><tr><th>Is Discontinued By Manufacturer</th><td>No</td></tr><tr><th>Weight</th><td>2 lb</td></tr></table>"
    said = facts("product", f"<h1>Flat scanner</h1><p>$89.00</p><button>Add to cart</button>{rows}")
    assert "discontinued" not in [fact.value for fact in said.get("product.availability", ())]


def test_what_scripts_would_fill_in_is_no_sure_template_text_where_none_ran() -> None:
    (waiting,) = facts("home", "<p>Cart ({{ cartCount }})</p><script src=/app.js></script>")["placeholders"]
    (left,) = facts("home", "<p>Welcome to {{ shop.name }}</p>")["placeholders"]
    assert (waiting.confidence, left.confidence) == ("low", "high")


def test_a_time_told_in_passing_contradicts_no_window() -> None:
    body = (
        "<h1>Returns</h1><p>Last checked: 10 days ago.</p><p>For eligible returns, within 7-8 days.</p><p>You may return goods within 30 days of delivery, and we"
        " look at them within 5 days.</p><p>Full refund within 24 hours of the order.</p>"
        "<p>Sale goods may be returned within 14 days.</p>"
    )
    sure = {
        fact.value["days"]: fact.confidence
        for fact in facts("refund_policy", body)["refund.window"]
        if isinstance(fact.value, dict)
    }
    assert sure[30] == "high"
    assert sure[14] != "low"
    assert {confidence for days, confidence in sure.items() if days not in (14, 30)} == {"low"}


@pytest.mark.parametrize("own", ["You may return goods", "Beyond your legal rights you may return goods"])
def test_the_law_s_window_does_not_contradict_a_longer_one_of_the_shop_s(own: str) -> None:
    body = (
        f"<h1>Returns</h1><p>{own} within 30 days of delivery.</p>"
        "<p>Your statutory right to return goods within 14 days of delivery stays as it is.</p>"
    )
    sure = {
        fact.value["days"]: fact.confidence
        for fact in facts("refund_policy", body)["refund.window"]
        if isinstance(fact.value, dict)
    }
    assert {sure[30], sure[14]} == {"high", "low"}
