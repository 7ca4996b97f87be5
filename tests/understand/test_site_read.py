from __future__ import annotations

from dataclasses import replace

import pytest

from disputelint.checker.config.settings import Config, Storefront
from disputelint.checker.errors import RuleError
from disputelint.checker.model import Text
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand import site as sites
from disputelint.checker.understand import sitefacts, template
from disputelint.checker.understand.site import read, said_once
from tests.understand.pages import SHOP, document, load, snapshot

HOME = '<html lang="en"><title>Green Shop</title><body><main><h1>Green</h1><a href="/gone">Old page</a></main></body></html>'
POLICY = '<html lang="en"><title>Refund policy</title><body><main><h1>Refund policy</h1></main></body></html>'


def test_pages_are_sorted_and_read_the_same_twice() -> None:
    shot = snapshot(load(POLICY, f"{SHOP}/z-policy"), load(HOME, f"{SHOP}/"))
    once = read(shot, Config())
    assert [page.url for page in once.pages] == [f"{SHOP}/", f"{SHOP}/z-policy"]
    assert once == read(shot, Config())


def test_an_empty_policy_is_said_on_its_page() -> None:
    (page,) = read(snapshot(load(POLICY, f"{SHOP}/policy")), Config()).pages
    assert page.empty == "empty"
    assert {fact.name: fact.value for fact in page.facts if fact.name.startswith("page.")} == {
        "page.language": "en",
        "page.stub": "empty",
    }


def test_a_legal_notice_of_japan_names_the_market_where_no_link_does() -> None:
    rows = "".join(
        f"<dt>{label}</dt><dd>{value}</dd>"
        for label, value in (
            ("販売業者", "山吹堂"),
            ("所在地", "請求があれば遅滞なく開示します"),
            ("お支払い方法", "銀行振込"),
            ("返品", "承っておりません"),
        )
    )
    page = f'<html lang="ja"><title>特定商取引法に基づく表記</title><body><main><h1>特定商取引法に基づく表記</h1><dl>{rows}</dl></main></body></html>'
    assert read(snapshot(load(page, f"{SHOP}/law")), Config()).market == "JP"


def test_a_page_that_cannot_be_understood_costs_itself_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise ValueError("no such record")

    bad = Load(f"{SHOP}/bad", f"{SHOP}/bad", "desktop", "fetched", body=broken)
    found = read(snapshot(load(HOME, f"{SHOP}/"), bad), Config())
    assert [(page.seen, page.reason) for page in found.pages] == [("fetched", None), ("unread", "not_understood")]
    assert "no such record" in found.pages[1].detail


def test_a_mistake_in_the_rules_data_is_no_fault_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(document: object, kept: object, spoken: object) -> None:
        raise RuleError(Text("wrong", "誤り"))

    monkeypatch.setattr(sites, "understand", wrong)
    with pytest.raises(RuleError):
        read(snapshot(load(HOME, f"{SHOP}/")), Config())


def test_an_unread_page_keeps_its_reason_and_supposed_kind() -> None:
    unread = Load(f"{SHOP}/p/1", f"{SHOP}/p/1", "desktop", "unread", reason="bot_wall", link_texts=("Shipping policy",))
    (page,) = read(snapshot(unread), Config()).pages
    assert (page.reason, page.kinds, page.read) == ("bot_wall", ("shipping_policy",), False)


def test_dead_links_of_the_shop_are_told_with_the_link() -> None:
    gone = Load(f"{SHOP}/gone", f"{SHOP}/gone", "desktop", "unread", status=404, reason="not_found")
    facts = read(snapshot(load(HOME, f"{SHOP}/"), gone), Config()).facts
    (fact,) = [one for one in facts if one.name == "site.broken_links"]
    assert (fact.value, fact.evidence.quote, fact.evidence.page) == (f"{SHOP}/gone", "Old page", f"{SHOP}/")


def test_plain_http_is_told_and_loopback_is_not() -> None:
    def https(url: str) -> list[object]:
        facts = read(snapshot(load(HOME, url), origin=url), Config()).facts
        return [fact.value for fact in facts if fact.name == "site.https"]

    assert (https("http://shop.example/"), https("http://127.0.0.1:8000/")) == ([False], [True])


def test_what_the_whole_shop_lacks_is_told_of_each_device() -> None:
    home = load(HOME, "http://shop.example/")
    gone = Load("http://shop.example/gone", "http://shop.example/gone", "desktop", "unread", status=404)
    phone = replace(home, device="mobile")
    facts = read(snapshot(home, phone, gone, origin="http://shop.example/"), Config()).facts
    told = [(fact.name, fact.evidence.device) for fact in facts if fact.name in ("site.https", "site.broken_links")]
    assert sorted(told) == [
        ("site.broken_links", "desktop"),
        ("site.broken_links", "mobile"),
        ("site.https", "desktop"),
        ("site.https", "mobile"),
    ]


def test_mixed_content_on_a_secure_page() -> None:
    page = document('<img src="http://pictures.example/a.png"><img src="https://pictures.example/b.png">')
    assert [fact.value for fact in sitefacts.mixed_content(page)] == ["http://pictures.example/a.png"]


def test_configuration_beats_what_was_detected() -> None:
    stated = Storefront(
        name="Green", market="jp", gateways=("komoju",), sells=("digital",), statement_descriptor="GREEN*"
    )
    found = read(snapshot(load(HOME, f"{SHOP}/")), replace(Config(), storefront=stated))
    assert (found.name, found.market, found.gateways, found.sells) == ("Green", "JP", ("komoju",), ("digital",))
    assert {"config.name", "config.statement_descriptor"} <= {fact.name for fact in found.facts}


def test_a_market_needs_more_than_one_sign() -> None:
    japanese = (
        '<html lang="ja"><body><p>返品は商品到着後7日以内にご連絡ください。送料は当店が負担します。</p>{}</body></html>'
    )
    alone = read(snapshot(load(japanese.format(""), f"{SHOP}/")), Config())
    noticed = read(snapshot(load(japanese.format('<a href="/t">特定商取引法に基づく表記</a>'), f"{SHOP}/")), Config())
    assert (alone.market, noticed.market) == (None, "JP")


def test_prices_of_lists_name_the_market_where_no_product_has_a_page() -> None:
    cards = "".join(f'<li><img src=c{n}.jpg alt=""><h3>Cup {n}</h3><b>{{}}{n}.50</b></li>' for n in range(3, 9))
    shelf = f'<html lang="en-GB"><title>Cups</title><body><main><h1>Cups</h1><ul>{cards}</ul></main></body></html>'

    def market(sign: str) -> str | None:
        return read(snapshot(load(shelf.replace("{}", sign), f"{SHOP}/cups")), Config()).market

    assert (market("£"), market("$"), market("")) == ("GB", None, None)


def test_what_header_and_footer_say_is_said_once() -> None:
    made = sites.understand(document("<main><p>x</p></main><footer><p>Mail us</p></footer>", f"{SHOP}/a"))
    fact = replace(made.facts[0], name="contact.email", value="a@b.example")
    in_footer = replace(fact, evidence=replace(fact.evidence, region="footer"))
    pages = [
        replace(
            made,
            url=f"{SHOP}/{n}",
            facts=(replace(in_footer, evidence=replace(in_footer.evidence, page=f"{SHOP}/{n}")), fact),
        )
        for n in "abc"
    ]
    kept, shared = said_once(pages)
    assert [one.value for one in shared] == ["a@b.example"] and shared[0].evidence.page == f"{SHOP}/a"
    assert all(page.facts == (fact,) for page in kept)


def test_files_are_named_by_the_links_of_the_others() -> None:
    home = load('<a href="p.html">Returns &amp; refunds</a><p>Welcome.</p>', "file:///index.html")
    page = load("<main><h1>Good to know</h1><p>Thirty days.</p></main>", "file:///p.html")
    found = {one.url: one.kinds for one in read(snapshot(home, page, origin="file:///", files=True), Config()).pages}
    assert "refund_policy" in found["file:///p.html"]


def test_pages_of_a_template_share_its_key() -> None:
    def product(name: str, extra: str = "", body: str = "product-page") -> str:
        page = document(f'<main class="{body}"><section class="info"><h1>{name}</h1>{extra}</section></main>')
        return template.key(page.tree)

    assert product("Cup") == product("Plate", "<p>Round.</p><ul><li>a</li></ul>")
    assert product("Cup") != product("Cup", body="blog-post")


def test_the_address_of_a_theme_and_those_in_a_privacy_policy_are_not_the_shops() -> None:
    top = "<header><p>123 John St, New York, NY 10010, USA</p></header>"
    notice = "<p>Blattwerk UG, Georgenstraße 13, 86152 Augsburg, Germany</p>"
    others = "<p>Mail Ltd, 1 Sheldon Square, London W2 6TT, United Kingdom</p>"
    pages = [
        load(f"<html lang='en'><title>{name}</title><body>{top}<main><h1>{name}</h1>{text}</main></body></html>", url)
        for name, text, url in (
            ("Green Shop", "<a href='/impressum'>Impressum</a>", f"{SHOP}/"),
            ("Impressum", notice, f"{SHOP}/impressum"),
            ("Privacy policy", others, f"{SHOP}/privacy"),
        )
    ]
    assert read(snapshot(*pages), Config()).market == "DE"


def test_what_an_article_tells_of_is_not_what_the_shop_sells() -> None:
    said = "<p>Ask for a trial period: after the free trial the subscription renews every month.</p>"
    page = (
        f"<html lang='en'><title>Which printer?</title><body><main><h1>Which printer?</h1>{said}</main></body></html>"
    )
    article = replace(load(page, f"{SHOP}/blog/printers"), kind_hint="blog")
    terms = replace(load(page, f"{SHOP}/terms"), kind_hint="terms")
    assert "subscription" not in read(snapshot(article), Config()).sells
    assert "subscription" in read(snapshot(terms), Config()).sells


@pytest.mark.parametrize(
    ("language", "text", "sold"),
    [
        ("fr", "Café en abonnement, livré chaque mois", True),
        ("fr", "Paiement unique, pas d'abonnement. Abonnement à la newsletter", False),
        ("de", "Kaffee im Abo", True),
        ("de", "Newsletter-Abo", False),
        ("it", "Abbonamento alla newsletter", False),
        ("es", "Suscripción mensual", True),
        ("es", "Suscripción al boletín", False),
        ("en", "Not a subscription: you pay once", False),
    ],
)
def test_a_newsletter_is_no_subscription_that_is_sold(language: str, text: str, sold: bool) -> None:
    page = f"<html lang='{language}'><body><main><h1>Arabica</h1><p>{text}</p></main></body></html>"
    product = replace(load(page, f"{SHOP}/p/arabica"), kind_hint="product")
    assert ("subscription" in read(snapshot(product), Config()).sells) is sold


@pytest.mark.parametrize(
    ("lang", "notice", "address", "market"),
    [
        ("de", "Impressum", "Imkerei Huber, Hauptplatz 4, 5600 St. Johann im Pongau, Österreich", "AT"),
        ("de", "Impressum", "Imkerei Huber, Hauptstraße 4, 86152 Augsburg, Deutschland", "DE"),
        ("fr", "Mentions légales", "Atelier Lune SRL, Rue Neuve 12, 1000 Bruxelles, Belgique", "BE"),
        ("pt", "Livro de Reclamações", "Telemóvel 912 345 678", None),
        ("pt", "Livro de Reclamações", "Rua Nova 12, 1200-001 Lisboa, Portugal", "PT"),
        ("fr", "Mentions légales", "Atelier Lune SARL, 12 rue Neuve, 69001 Lyon, France", "FR"),
    ],
)
def test_a_notice_that_neighbours_share_speaks_for_the_country_of_the_business(
    lang: str, notice: str, address: str, market: str | None
) -> None:
    pages = [
        load(f"<html lang='{lang}'><title>{title}</title><body><main><h1>{title}</h1>{text}</main></body></html>", url)
        for title, text, url in (
            ("Lune", f"<a href='/notice'>{notice}</a>", f"{SHOP}/"),
            (notice, f"<p>{address}</p>", f"{SHOP}/notice"),
        )
    ]
    assert read(snapshot(*pages), Config()).market == market
