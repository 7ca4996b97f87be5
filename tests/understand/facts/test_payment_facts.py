"""Ways to pay, when to pay, and what comes on top of the price."""

from __future__ import annotations

from typing import Any

import pytest

from disputelint.checker.understand.facts.context import Log
from tests.understand.facts.commerce import first, found, quote, reasons, values


def facts_of(body: str, lang: str = "en", kinds: Any = ("legal_notice",), **more: Any) -> list[Any]:
    return found("payment", body, kinds=kinds, lang=lang, **more)


@pytest.mark.parametrize(
    ("lang", "body", "methods"),
    [
        (
            "ja",
            "<table><tr><th>支払方法</th><td>クレジットカード、銀行振込、コンビニ決済、代金引換</td></tr></table>",
            ["credit_card", "bank_transfer", "convenience_store", "cod"],
        ),
        (
            "ja",
            "<p>お支払い方法：PayPay／楽天ペイ／Amazon Pay／キャリア決済／後払い</p>",
            ["paypay", "rakuten_pay", "amazon_pay", "carrier", "deferred"],
        ),
        ("ja", "<p>お支払い方法：郵便振替、現金書留</p>", ["postal_transfer", "registered_cash"]),
        (
            "en",
            "<p>We accept Visa, Mastercard, PayPal, Apple Pay and Google Pay.</p>",
            ["credit_card", "paypal", "apple_pay", "google_pay"],
        ),
        ("en", "<p>You can pay by cash on delivery.</p>", ["cod"]),
        (
            "de",
            "<p>Zahlungsarten: Kreditkarte, PayPal, Vorkasse, Rechnung per Klarna</p>",
            ["credit_card", "paypal", "bank_transfer", "klarna"],
        ),
        (
            "fr",
            "<p>Moyens de paiement : carte bancaire, PayPal, virement</p>",
            ["credit_card", "paypal", "bank_transfer"],
        ),
        ("nl", "<p>Betaalmethoden: iDEAL, Bancontact, creditcard</p>", ["ideal", "bancontact", "credit_card"]),
        (
            "ko",
            "<dl><dt>결제방법</dt><dd>신용카드, 무통장입금, 카카오페이</dd></dl>",
            ["credit_card", "bank_transfer", "kakao_pay"],
        ),
        ("zh", "<p>支付方式：支付宝、微信支付、信用卡</p>", ["alipay", "wechat_pay", "credit_card"]),
        ("en", "<footer><p>iDEAL · Visa · Mastercard · PayPal</p></footer>", ["ideal", "credit_card", "paypal"]),
    ],
)
def test_methods_by_the_fields_names(lang: str, body: str, methods: list[str]) -> None:
    assert values(facts_of(f"<main>{body}</main>", lang), "payment.methods") == [methods]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Refunds are credited back to your credit card."),
        ("en", "We do not store your credit card information."),
        ("ja", "お客様のカード情報は当社で保持することはありません。"),
        ("en", "We do not accept PayPal payments."),
        ("de", "Die Rückzahlung wird auf Ihre Kreditkarte erstattet."),
    ],
)
def test_methods_named_in_passing_are_no_offer(lang: str, said: str) -> None:
    assert values(facts_of(f"<main><p>{said}</p></main>", lang), "payment.methods") == []


@pytest.mark.parametrize(
    ("lang", "body", "said"),
    [
        (
            "ja",
            "<table><tr><th>支払時期</th><td>ご注文時に決済が完了します。</td></tr></table>",
            "ご注文時に決済が完了します。",
        ),
        (
            "en",
            "<p>Your card is charged when the order is placed.</p>",
            "Your card is charged when the order is placed.",
        ),
        (
            "ja",
            "<p>銀行振込はご注文から7日以内にお支払いください。</p>",
            "銀行振込はご注文から7日以内にお支払いください。",
        ),
    ],
)
def test_when_to_pay(lang: str, body: str, said: str) -> None:
    facts = facts_of(f"<main>{body}</main>", lang)
    assert quote(facts, "payment.timing") == said


def test_what_happens_after_the_payment_is_not_when_to_pay() -> None:
    assert (
        values(facts_of("<main><p>ご入金確認後、3営業日以内に発送いたします。</p></main>", "ja"), "payment.timing")
        == []
    )


@pytest.mark.parametrize(
    ("label", "value", "stated"),
    [
        ("商品代金以外の必要料金", "送料全国一律600円、代引手数料330円", True),
        ("商品以外の必要代金", "振込手数料はお客様負担です", True),
        ("販売価格以外でお客様に発生する金銭", "通信料金等はお客様の負担となります。", True),
        ("商品代金以外の必要料金", "なし", False),
        ("商品代金以外の必要料金", "【ここに記入】", False),
    ],
)
def test_charges_beside_the_price(label: str, value: str, stated: bool) -> None:
    facts = facts_of(f"<main><table><tr><th>{label}</th><td>{value}</td></tr></table></main>", "ja")
    assert values(facts, "extra_charges") == ([value] if stated else [])


def test_a_penalty_is_no_charge_beside_the_price() -> None:
    facts = facts_of("<main><p>支払が遅れたときは年14.6％の遅延損害金をお客様が負担します。</p></main>", "ja")
    assert values(facts, "extra_charges") == []


def test_a_row_that_is_a_picture_is_logged() -> None:
    log = Log()
    facts = facts_of(
        "<main><table><tr><th>支払方法</th><td><img src='/cards.png' alt=''></td></tr></table></main>", "ja", log=log
    )
    assert values(facts, "payment.methods") == [] and "image_text" in reasons(log, "payment.methods")


def test_marks_of_pictures() -> None:
    body = "<footer><p>Pay safely</p><img src='/i/visa.svg' alt='Visa'><img src='/i/mastercard.svg' alt=''><img src='/i/klarna.svg' alt='Klarna'></footer>"
    assert first(facts_of(body), "payment.marks") == ["visa", "mastercard", "klarna"]


@pytest.mark.parametrize(
    ("icons", "marks"),
    [
        (
            "<ul><li><svg role=img aria-labelledby=v><title id=v>Visa</title><path d=''/></svg></li>"
            "<li><svg role=img aria-label='Apple Pay'><path d=''/></svg></li></ul>",
            ["visa", "apple_pay"],
        ),
        (
            "<svg><use href='/sprite.svg#icon-visa'/></svg><span><svg><use xlink:href='#pay-jcb'/></svg></span>",
            ["visa", "jcb"],
        ),
        ("<i class='fa-brands fa-cc-visa'></i><i class='fa-brands fa-cc-amex'></i>", ["visa", "amex"]),
        ("<i class='icon-discover'></i>", None),  # a lone word of another meaning
        ("<div style='display:none'><i class='fa-cc-visa'></i><i class='fa-cc-amex'></i></div>", None),
        ("<a href='/pay'><i class='fa-cc-visa'></i><i class='fa-cc-amex'></i></a>", None),  # a button of its own
    ],
)
def test_marks_that_are_drawn(icons: str, marks: list[str] | None) -> None:
    found = values(facts_of(f"<main><p>Mugs</p></main><footer><p>Pay safely</p>{icons}</footer>"), "payment.marks")
    assert found == ([marks] if marks else [])
