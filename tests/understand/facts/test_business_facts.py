"""Who sells: legal name against brand, representative, country, registration."""

from __future__ import annotations

from typing import Any

import pytest

from tests.understand.facts.commerce import first, found, values


def facts_of(body: str, lang: str = "en", kinds: Any = ("legal_notice",), **more: Any) -> list[Any]:
    return found("business", body, kinds=kinds, lang=lang, **more)


@pytest.mark.parametrize(
    ("lang", "body", "name"),
    [
        (
            "ja",
            "<table><tr><th>販売業者</th><td>株式会社木工（屋号：オーク）</td></tr></table>",
            "株式会社木工（屋号：オーク）",
        ),
        ("ja", "<dl><dt>販売業者の名称</dt><dd>山田 花子</dd></dl>", "山田 花子"),
        ("ja", "<div><div class=k>事業者名</div><div class=v>合同会社オーク</div></div>", "合同会社オーク"),
        ("ja", "<p>■販売業者：合同会社オーク</p>", "合同会社オーク"),
        ("ja", "<p>株式会社木工（以下「当社」といいます。）は、本サービスを提供します。</p>", "株式会社木工"),
        (
            "de",
            "<h2>Angaben gemäß § 5 DDG</h2><p>Erika Beispiel<br>Lindenstraße 12<br>10969 Berlin</p>",
            "Erika Beispiel",
        ),
        ("de", "<p>Vertragspartner ist Erika Beispiel.</p>", "Erika Beispiel"),
        (
            "de",
            "<p>Um Ihr Widerrufsrecht auszuüben, müssen Sie uns (Erika Beispiel, Lindenstraße 12, 10969 Berlin) informieren.</p>",
            "Erika Beispiel",
        ),
        ("en", "<p>This site is operated by Oak Works Ltd, registered in England.</p>", "Oak Works Ltd"),
        ("fr", "<p>Le site est édité par la société OAK ATELIER SAS, ci-après le vendeur.</p>", "OAK ATELIER SAS"),
        ("es", "<p>Titular: Maderas del Norte, S.L.</p>", "Maderas del Norte, S.L."),
        ("it", "<p>Il sito è gestito da Legno Vivo S.r.l., di seguito il venditore.</p>", "Legno Vivo S.r.l."),
        ("nl", "<p>Eikenhout B.V., gevestigd te Utrecht, hierna te noemen verkoper.</p>", "Eikenhout B.V."),
        ("ko", "<p>상호: 주식회사 오크</p>", "주식회사 오크"),
    ],
)
def test_legal_names(lang: str, body: str, name: str) -> None:
    assert first(facts_of(f"<main>{body}</main>", lang), "business.legal_name") in (name, name.split("（")[0])


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        ("ja", "<table><tr><th>販売業者</th><td>【ここに屋号または氏名を記入】</td></tr></table>"),
        ("en", "<h2>Hosting</h2><p>This site is hosted by Fast Servers Ltd.</p>"),
        ("en", "<footer><p>© 2026 Oak &amp; Friends. All rights reserved.</p></footer>"),
        ("en", "<p>Payments are processed by Stripe Payments Europe, Ltd. and we, the shop, store no card data.</p>"),
    ],
    ids=["unfilled", "host", "mere brand", "gateway"],
)
def test_names_that_are_not_the_sellers(lang: str, body: str) -> None:
    assert values(facts_of(f"<main>{body}</main>", lang), "business.legal_name") == []


def test_a_company_in_the_copyright_line_is_weak() -> None:
    (fact,) = [
        f
        for f in facts_of("<footer><p>© 2026 Oak Works Ltd. All rights reserved.</p></footer>")
        if f.name == "business.legal_name"
    ]
    assert (fact.value, fact.confidence) == ("Oak Works Ltd", "medium")


@pytest.mark.parametrize(
    ("lang", "body", "name"),
    [
        ("ja", "<table><tr><th>運営統括責任者</th><td>山田 花子</td></tr></table>", "山田 花子"),
        ("ja", "<p>代表者：山田花子</p>", "山田花子"),
        ("de", "<p>Vertreten durch: Erika Beispiel</p>", "Erika Beispiel"),
        ("fr", "<p>Directrice de la publication : Claire Exemple</p>", "Claire Exemple"),
    ],
)
def test_representatives(lang: str, body: str, name: str) -> None:
    assert values(facts_of(f"<main>{body}</main>", lang), "business.representative") == [name]


def test_a_company_or_a_sentence_is_no_representative() -> None:
    body = "<main><table><tr><th>運営責任者</th><td>株式会社木工</td></tr><tr><th>代表者</th><td>お問い合わせください。</td></tr></table></main>"
    assert values(facts_of(body, "ja"), "business.representative") == []


@pytest.mark.parametrize(
    ("lang", "body", "country"),
    [
        ("ja", "<table><tr><th>所在地</th><td>東京都渋谷区恵比寿1-27-10</td></tr></table>", "JP"),
        ("de", "<p>Lindenstraße 12, 10969 Berlin</p>", "DE"),
        ("de", "<p>Lindengasse 12, 1070 Wien, Österreich</p>", "AT"),
        ("nl", "<p>Kerkstraat 5, 3910 Pelt</p>", "BE"),
        ("fr", "<p>SIRET : 812 345 678 00012</p>", "FR"),
        ("en", "<p>We are a small workshop based in Ireland.</p>", "IE"),
        ("en", "<p>2210 Maple Avenue, Portland, OR 97205</p>", "US"),
    ],
)
def test_country(lang: str, body: str, country: str) -> None:
    assert first(facts_of(f"<main>{body}</main>", lang), "business.country") == country


@pytest.mark.parametrize(
    ("lang", "line", "countries"),
    [
        ("fr", "© 2025 Boisclair — Nantes, Bretagne, France.", ["FR"]),
        ("es", "© 2026 Librería Norte — Oaxaca, México", ["MX"]),
        ("nl", "© 2025 Atelier Noord · Utrecht, Nederland", ["NL"]),
        ("fr", "© 2025 Boisclair — imprimé par nos soins, livré en France", []),
    ],
)
def test_a_town_behind_the_holder_of_the_rights_names_the_country(lang: str, line: str, countries: list[str]) -> None:
    page = facts_of(f"<main><p>x</p></main><footer><p>{line}</p></footer>", lang)
    assert values(page, "business.country") == countries


def test_a_delivery_area_is_no_country_of_business() -> None:
    assert values(facts_of("<main><p>We ship to Germany, France and Japan.</p></main>"), "business.country") == []


@pytest.mark.parametrize(
    ("lang", "said", "number"),
    [
        ("de", "USt-IdNr.: DE123456788", "DE123456788"),
        ("de", "Handelsregister: HRB 98765 B", "HRB 98765"),
        ("fr", "SIRET : 812 345 678 00012", "812 345 678 00012"),
        ("ja", "適格請求書発行事業者登録番号：T1234567890123", "T1234567890123"),
        ("it", "P.IVA 01234567890", "01234567890"),
        ("nl", "KvK-nummer: 12345678", "12345678"),
    ],
)
def test_registration_numbers(lang: str, said: str, number: str) -> None:
    (value,) = values(facts_of(f"<main><p>{said}</p></main>", lang), "business.registration")
    assert value.startswith(number)


def test_brand_name_from_the_head() -> None:
    facts = facts_of("<main><p>Hello</p></main>", head='<meta property="og:site_name" content="Oak &amp; Friends">')
    assert first(facts, "business.name") == "Oak & Friends"


def test_a_name_that_ends_like_a_particle_is_whole() -> None:
    page = facts_of("<h1>お問い合わせ</h1><dl><dt>会社名</dt><dd>合同会社ひより</dd></dl>", "ja", ("contact",))
    assert set(values(page, "business.legal_name")) == {"合同会社ひより"}


def test_a_company_stands_before_the_trade_name_that_it_bears() -> None:
    rows = "<tr><th>販売業者名</th><td>お片づけのもみじ</td></tr><tr><th>運営会社</th><td>合同会社もみじ</td></tr>"
    assert values(facts_of(f"<table>{rows}</table>", "ja"), "business.legal_name")[0] == "合同会社もみじ"


def test_a_person_who_sells_stands_before_other_firms() -> None:
    rows = "<tr><th>販売業者</th><td>山本 一葉</td></tr><tr><th>運営会社</th><td>合同会社もみじ</td></tr>"
    assert values(facts_of(f"<table>{rows}</table>", "ja"), "business.legal_name")[0] == "山本 一葉"


def test_a_vat_number_in_the_legal_notice_needs_no_label() -> None:
    notice = "<main><p>Blattwerk UG<br>Georgenstraße 13<br>86152 Augsburg<br>DE345185497</p></main>"
    assert values(facts_of(notice, "de"), "business.registration") == ["DE345185497"]
    assert not values(facts_of(notice, "de", ("faq",)), "business.registration")
    for sample in ("DE123456789", "DE000000000"):
        assert not values(facts_of(f"<main><p>Muster UG, {sample}</p></main>", "de"), "business.registration")


def test_who_is_quoted_is_no_label_of_a_representative() -> None:
    body = "<main><p>We make what lasts.</p><p>— Anna de Wit, eigenaar</p><p>— Gedragen met</p></main>"
    assert values(found("business", body, kinds=("other",), lang="nl"), "business.representative") == []
