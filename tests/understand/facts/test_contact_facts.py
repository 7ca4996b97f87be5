"""How a shop says that it can be reached, and whose details are not the shop's."""

from __future__ import annotations

from typing import Any

import pytest

from disputelint.checker.understand.facts.context import Log
from disputelint.checker.understand.facts.owner import without_buyers
from tests.understand.facts.commerce import first, found, page, quote, reasons, values


def facts_of(body: str, lang: str = "en", kinds: Any = ("contact",), **more: Any) -> list[Any]:
    return found("contact", body, kinds=kinds, lang=lang, **more)


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ("<p>Write to help@oak.shop today.</p>", "help@oak.shop"),
        ("<p><a href='mailto:help@oak.shop?subject=Hi'>Write to us</a></p>", "help@oak.shop"),
        ("<p>help [at] oak [dot] shop</p>", "help@oak.shop"),
        ("<p>help(at)oak.shop</p>", "help@oak.shop"),
        ("<p>info（アット）oak.jp</p>", "info@oak.jp"),
        ("<p>info★oak.jp（★を@に変えてください）</p>", "info@oak.jp"),
        ("<p>メール：ｉｎｆｏ＠ｏａｋ．ｊｐ</p>", "info@oak.jp"),
        ("<p>help&#64;oak.shop</p>", "help@oak.shop"),
        ("<p>E-mail: maria @oak.shop</p>", "maria@oak.shop"),
        (
            "<p><a href='/cdn-cgi/l/email-protection' class='__cf_email__' data-cfemail='2b434e475b6b444a40055843445b'>[email&#160;protected]</a></p>",
            "help@oak.shop",
        ),
    ],
    ids=[
        "plain",
        "mailto",
        "spelled",
        "bracket",
        "katakana",
        "star",
        "full width",
        "entity",
        "set off",
        "encoded by a proxy",
    ],
)
def test_mail_addresses_in_every_dress(body: str, address: str) -> None:
    assert values(facts_of(f"<main>{body}</main>"), "contact.email") == [address]


@pytest.mark.parametrize(
    "body",
    [
        "<p>you@example.com</p>",
        "<p>info@yourdomain.com</p>",
        "<p>We meet at noon. Look at oak.shop for more.</p>",
        "<h2>Hosting</h2><p>Fast Hosting Ltd, abuse@fasthost.test</p>",
        "<form><input type=email placeholder='me@oak.shop'></form>",
        "<p>A guide by our carpenter @oak.shop, who has lived here for years.</p>",
    ],
    ids=["reserved domain", "template", "the word at", "host", "input hint", "account"],
)
def test_no_mail_address_of_the_shop(body: str) -> None:
    assert values(facts_of(f"<main>{body}</main>"), "contact.email") == []


@pytest.mark.parametrize(
    ("lang", "body", "number"),
    [
        ("en", "<p>Call us: (415) 867-2310</p>", "(415) 867-2310"),
        ("en", "<p>Phone: +44 20 7946 0018</p>", "+44 20 7946 0018"),
        ("de", "<p>Telefon: 089 21544 780</p>", "089 21544 780"),
        ("fr", "<p>Tél. : 01 42 68 53 00</p>", "01 42 68 53 00"),
        ("ja", "<dl><dt>電話番号</dt><dd>03-3581-4111（平日10時〜17時）</dd></dl>", "03-3581-4111"),
        ("ja", "<p>フリーダイヤル：0120-444-113</p>", "0120-444-113"),
        ("it", "<p>Telefono 06 6982 1234</p>", "06 6982 1234"),
        ("ko", "<p>고객센터 1644-3012</p>", "1644-3012"),
    ],
)
def test_phone_numbers_of_many_countries(lang: str, body: str, number: str) -> None:
    assert values(facts_of(f"<main>{body}</main>", lang), "contact.phone") == [number]


@pytest.mark.parametrize(
    ("lang", "body", "why"),
    [
        ("en", "<p>Phone: 123-456-7890</p>", "dummy"),
        ("ja", "<p>電話番号：000-0000-0000</p>", "dummy"),
        ("ja", "<p>TEL：03-xxxx-xxxx</p>", "placeholder"),
        ("de", "<p>Telefax: 089 21544 781</p>", "fax"),
        ("en", "<p>Call us: (415) 555-0142</p>", "dummy"),
        ("ja", "<p>消費生活センター 電話：03-3581-4111</p>", "someone else"),
    ],
)
def test_numbers_that_are_not_the_shops(lang: str, body: str, why: str) -> None:
    log = Log()
    assert values(facts_of(f"<main>{body}</main>", lang, log=log), "contact.phone") == []
    assert any(why in reason for reason in reasons(log, "contact.phone"))


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        ("en", "<p>Order number 4158672310 shipped on 2026-11-21.</p>"),
        ("de", "<p>IBAN DE89 3704 0044 0532 0130 00</p>"),
        ("en", "<p>Price: $1,299.00, 2 x 14.95</p>"),
        ("ja", "<p>口座番号 1234567、〒150-0013</p>"),
        ("en", "<p>© 2019 - 2026</p>"),
    ],
)
def test_other_numbers_are_no_phone_numbers(lang: str, body: str) -> None:
    assert values(facts_of(f"<main>{body}</main>", lang), "contact.phone") == []


@pytest.mark.parametrize(
    ("lang", "body", "address"),
    [
        (
            "ja",
            "<table><tr><th>所在地</th><td>〒150-0013 東京都渋谷区恵比寿1-27-10 木工ビル3F TEL 03-3581-4111</td></tr></table>",
            "〒150-0013 東京都渋谷区恵比寿1-27-10 木工ビル3F",
        ),
        (
            "ja",
            "<footer><p>〒530-0001 大阪府大阪市北区梅田1丁目2-3</p></footer>",
            "〒530-0001 大阪府大阪市北区梅田1丁目2-3",
        ),
        ("de", "<p>Holzhaus GmbH, Lindenstraße 12a, 10969 Berlin</p>", "Lindenstraße 12a, 10969 Berlin"),
        ("de", "<p>Lindenstr. 12</p><p>10969 Berlin</p>", "Lindenstr. 12, 10969 Berlin"),
        ("fr", "<p>12 bis, rue des Lilas, 69003 Lyon</p>", "12 bis, rue des Lilas, 69003 Lyon"),
        ("it", "<p>Via Garibaldi 14, 20121 Milano</p>", "Via Garibaldi 14, 20121 Milano"),
        (
            "it",
            "<p>via cav. l. bianchi, trav. 2, n. 9, 25012 Calvisano BS</p>",
            "via cav. l. bianchi, trav. 2, n. 9, 25012 Calvisano BS",
        ),
        ("nl", "<p>Keizersgracht 112, 1015 CW Amsterdam</p>", "Keizersgracht 112, 1015 CW Amsterdam"),
        ("en", "<p>Address: 14 Orchard Lane, Bath BA1 2QT</p>", "14 Orchard Lane, Bath BA1 2QT"),
        (
            "en",
            "<p>2210 Maple Avenue, Suite 4, Portland, OR 97205</p>",
            "2210 Maple Avenue, Suite 4, Portland, OR 97205",
        ),
        ("es", "<p>Domicilio: Calle de Alcalá, 90, 28009 Madrid</p>", "Calle de Alcalá, 90, 28009 Madrid"),
        ("ko", "<p>주소: 서울특별시 마포구 양화로 45</p>", "서울특별시 마포구 양화로 45"),
    ],
)
def test_postal_addresses(lang: str, body: str, address: str) -> None:
    assert first(facts_of(f"<main>{body}</main>", lang), "contact.address") == address


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        ("ja", "<p>北海道・沖縄県への配送は別途送料がかかります。</p>"),
        ("ja", "<p>東京地方裁判所を第一審の専属的合意管轄裁判所とします。</p>"),
        ("ja", "<table><tr><th>所在地</th><td>神奈川県小田原市【ここに番地を記入】</td></tr></table>"),
        ("en", "<p>We shipped 12345 Orders in 2026 to Berlin.</p>"),
        ("de", "<h2>Hosting</h2><p>Netz AG, Serverstraße 1, 10115 Berlin</p>"),
    ],
)
def test_places_that_are_no_address_of_the_shop(lang: str, body: str) -> None:
    assert values(facts_of(f"<main>{body}</main>", lang), "contact.address") == []


def test_a_picture_in_place_of_the_text_is_logged_and_is_no_fact() -> None:
    log = Log()
    body = "<main><table><tr><th>販売業者</th><td>株式会社木工</td></tr><tr><th>所在地</th><td><img src='/address.png' alt=''></td></tr></table></main>"
    assert values(facts_of(body, "ja", log=log), "contact.address") == []
    assert reasons(log, "contact.address") == ["image_text"]


def test_details_on_request() -> None:
    body = "<main><table><tr><th>所在地</th><td>請求があった場合、遅滞なく開示します。</td></tr><tr><th>電話番号</th><td>請求があれば遅滞なく開示いたします</td></tr></table></main>"
    facts = facts_of(body, "ja")
    assert values(facts, "contact.address") == [{"on_request": True}]
    assert values(facts, "contact.phone") == [{"on_request": True}]
    assert quote(facts, "contact.address") == "請求があった場合、遅滞なく開示します。"


def test_a_note_gives_what_it_names_on_request() -> None:
    facts = facts_of("<main><p>※住所・電話番号につきましては、請求があれば遅滞なく開示いたします。</p></main>", "ja")
    assert {fact.name for fact in facts} == {"contact.phone", "contact.address"}


@pytest.mark.parametrize(
    ("lang", "body", "stated"),
    [
        (
            "en",
            "<form><input name=name><input type=email name=email><textarea name=message></textarea><button>Send message</button></form>",
            True,
        ),
        ("en", "<form><input type=email name=email><button>Subscribe to our newsletter</button></form>", False),
        (
            "en",
            "<form id=commentform><input type=email><textarea name=comment></textarea><button>Post review</button></form>",
            False,
        ),
        ("en", "<p>Or use our contact form with your order number.</p>", True),
        ("en", "<nav><a href='/contact'>Contact form</a></nav>", False),
        ("ja", "<p>お問い合わせフォームよりご連絡ください。</p>", True),
        ("de", "<p>Das Muster-Widerrufsformular finden Sie unten.</p>", False),
    ],
)
def test_message_forms(lang: str, body: str, stated: bool) -> None:
    assert values(facts_of(f"<main>{body}</main>", lang), "contact.form") == ([True] if stated else [])


@pytest.mark.parametrize(
    ("lang", "body", "name"),
    [
        ("en", "<a href='https://wa.me/4915112345678'>Ask us</a>", "WhatsApp"),
        ("en", "<p>Message us on WhatsApp any time.</p>", "WhatsApp"),
        ("ja", "<p>公式LINEからお問い合わせください。</p>", "LINE"),
        ("ja", "<a href='https://lin.ee/abc'>友だち追加</a>", "LINE"),
        ("en", "<a href='https://m.me/oak'>Messenger</a>", "Messenger"),
        ("en", "<a href='https://t.me/oak'>Chat</a>", "Telegram"),
        ("en", "<p>Use our live chat on weekdays.</p>", "chat"),
    ],
)
def test_chat_channels(lang: str, body: str, name: str) -> None:
    assert values(facts_of(f"<main>{body}</main>", lang), "contact.chat") == [name]


def test_a_drawn_link_to_a_messenger_is_quoted_by_where_it_leads_and_comes_after_words() -> None:
    drawn = "<nav><a href='https://wa.me/27620000001' aria-label='WhatsApp'><i class='fa'></i></a></nav><nav><a href='/'>Home</a></nav>"
    facts = [fact for fact in facts_of(f"{drawn}<main><h1>Returns</h1></main>") if fact.name == "contact.chat"]
    assert [fact.evidence.quote for fact in facts] == ["https://wa.me/27620000001"]
    said = f"{drawn}<main><p>Message us on WhatsApp any time.</p></main>"
    facts = [fact for fact in facts_of(said) if fact.name == "contact.chat"]
    assert [fact.evidence.quote for fact in facts] == ["Message us on WhatsApp any time."]


@pytest.mark.parametrize(
    "body",
    [
        "<a href='https://api.whatsapp.com/send?text=Look'>Share on WhatsApp</a>",
        "<p>Our online line of products.</p>",
        "<a href='https://www.instagram.com/oak'>Follow us</a>",
    ],
)
def test_share_buttons_and_words_are_no_channel(body: str) -> None:
    assert values(facts_of(f"<main>{body}</main>"), "contact.chat") == []


@pytest.mark.parametrize(
    ("lang", "said", "stated"),
    [
        ("en", "Monday to Friday, 9 AM – 5 PM ET", True),
        ("ja", "営業時間：平日10:00〜18:00（土日祝休）", True),
        ("de", "Unsere Servicezeiten: Mo-Fr 9:00 bis 17:00 Uhr", True),
        ("fr", "Horaires : du lundi au vendredi de 9h à 18h", True),
        ("en", "Orders placed before 2 pm Monday to Friday ship by 5:30 pm - 6:00 pm", False),
        ("ja", "配達時間帯指定：14:00〜16:00", False),
    ],
)
def test_support_hours(lang: str, said: str, stated: bool) -> None:
    assert values(facts_of(f"<main><p>{said}</p></main>", lang), "contact.hours") == ([said] if stated else [])


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "We reply within 24 hours."),
        ("ja", "2営業日以内にご返信いたします。"),
        ("de", "Wir antworten innerhalb von 48 Stunden."),
        ("fr", "Nous vous répondons sous 24h."),
        ("es", "Respondemos en un plazo de 24 horas."),
        ("it", "Ti risponderemo entro 24 ore."),
        ("nl", "We reageren binnen 1 werkdag."),
        ("ko", "24시간 이내에 답변드립니다."),
        ("zh", "我们会在24小时内回复。"),
    ],
)
def test_response_time(lang: str, said: str) -> None:
    assert values(facts_of(f"<main><p>{said}</p></main>", lang), "contact.response_time") == [said]


def test_a_refund_period_is_no_response_time() -> None:
    assert (
        values(
            facts_of("<main><p>Refunds reach you within 10 days of our answer to the bank.</p></main>"),
            "contact.resolution_time",
        )
        == []
    )


@pytest.mark.parametrize(
    ("shown", "numbers"),
    [
        ("<p>Welcome</p>", ["+44 20 7946 0018"]),
        ("<p>Phone: (415) 867-2310</p>", ["(415) 867-2310"]),
    ],
    ids=["nowhere else", "beside a printed one"],
)
def test_a_number_of_structured_data_counts_where_none_is_printed(shown: str, numbers: list[str]) -> None:
    data = '<script type="application/ld+json">{"@type": "Organization", "telephone": "+44 20 7946 0018"}</script>'
    assert values(facts_of(f"<main>{shown}{data}</main>"), "contact.phone") == numbers


def test_the_name_of_a_network_before_an_account_makes_no_mail_address() -> None:
    assert values(facts_of("<main><p>Instagram @oak.bags</p></main>"), "contact.email") == []


def test_a_mail_link_of_a_checkout_page_is_the_shops() -> None:
    body = "<main><a title='Mail' href='mailto:help@oak.shop'><i class='fa'></i></a><p>pay@buyer.test</p></main>"
    facts = facts_of(body, kinds=("checkout",))
    kept = list(without_buyers(facts, page(body).blocks, frozenset({"checkout"}), Log()))
    assert values(kept, "contact.email") == ["help@oak.shop"]


def test_number_of_a_substance_is_no_telephone() -> None:
    assert (
        values(
            facts_of("<p>Metformin (CAS 2381054-21-7), contact us for samples</p>", kinds=("product",)), "contact.phone"
        )
        == []
    )
    assert values(facts_of("<p>Phone: 020 7946 0018</p>"), "contact.phone") == ["020 7946 0018"]


def test_the_line_below_an_address_that_gives_a_tax_number_is_no_address() -> None:
    body = "<footer><p><b>Sede:</b></p><p>Via dei Mille 18, 50131 Firenze (FI)</p><p>P.IVA: 06123450481</p></footer>"
    said = values(facts_of(body, "it"), "contact.address")
    assert len(said) == 1 and "Mille" in said[0]


def test_a_field_for_notes_on_the_order_is_no_message_form() -> None:
    fields = "<input type=email name=email><textarea name=notes placeholder='Notes for the courier'></textarea><button>Send</button>"
    assert values(facts_of(f"<main>{fields}</main>", kinds=("checkout",)), "contact.form") == []
    assert values(facts_of(f"<main>{fields}</main>", kinds=("contact",)), "contact.form") == [True]
