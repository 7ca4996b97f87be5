"""Whether the quote of a requirement still stands at its source."""

from __future__ import annotations

from typing import Any

import pytest

from disputelint.checker.config.settings import Config
from disputelint.checker.crawl.sources import Asked, check, letters, stands, text_of

QUOTE = "Refunds are made within 14 days of the return."
FILL = "<p>" + "The merchant keeps to these terms whenever a buyer asks for it. " * 6 + "</p>"
SAID = f"<p>Refunds are <b>made</b>\nwithin 14&nbsp;days of the return.</p>{FILL}"


def pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines (PDF 32000-1:2008, 7.5)."""
    text = "BT /F1 12 Tf 14 TL 40 800 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    parts = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(text)}>>\nstream\n{text}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    out, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n"
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 6\n0000000000 65535 f \n{rows}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out.encode("latin-1")


def state(shop: Any, path: str, quote: str = QUOTE, *others: str) -> tuple[str, str, str]:
    url = shop.url + path if path.startswith("/") else path
    one = check([Asked("a", url, quote, tuple(shop.url + other for other in others))], Config())[0]
    return one.state, one.where.removeprefix(shop.url), one.detail


def test_a_quote_that_stands_is_unchanged_however_it_is_set(shop: Any) -> None:
    shop.add("/terms", "Terms", SAID)
    assert state(shop, "/terms") == ("unchanged", "", "")
    assert state(shop, "/terms", "refunds are made … of the return") == ("unchanged", "", "")


def test_a_quote_in_a_pdf_is_read(shop: Any) -> None:
    said = (
        "Refunds are made within",
        "14 days of the return.",
        *(["The merchant keeps to these terms at all times."] * 6),
    )
    shop.pages["/terms.pdf"] = (200, {"Content-Type": "application/pdf"}, pdf(*said))
    assert state(shop, "/terms.pdf") == ("unchanged", "", "")
    assert state(shop, "/terms.pdf", "Refunds are made within 30 days") == ("gone", "", "quote")


def test_a_changed_sentence_and_a_page_that_is_no_more_are_gone(shop: Any) -> None:
    shop.add("/terms", "Terms", SAID.replace("14", "10"))
    assert state(shop, "/terms") == ("gone", "", "quote")
    assert state(shop, "/nowhere") == ("gone", "", "404")


def test_a_redirect_to_the_quote_has_moved_but_not_one_to_a_slash(shop: Any) -> None:
    shop.pages["/old"] = (301, {"Location": "/new/"}, "")
    shop.pages["/new"] = (301, {"Location": "/new/"}, "")
    shop.add("/new/", "Terms", SAID)
    assert state(shop, "/old") == ("moved", "/new/", "")
    assert state(shop, "/new") == ("unchanged", "", "")


def test_a_redirect_to_something_else_is_gone(shop: Any) -> None:
    shop.pages["/old"] = (302, {"Location": "/"}, "")
    shop.add("/", "Welcome", FILL)
    assert state(shop, "/old") == ("gone", "", "quote")


def test_a_quote_that_stands_on_another_page_has_moved(shop: Any) -> None:
    shop.add("/terms", "Terms", FILL)
    shop.add("/refunds", "Refunds", SAID)
    assert state(shop, "/terms", QUOTE, "/faq", "/refunds") == ("moved", "/refunds", "")


@pytest.mark.parametrize(("answer", "why"), [((403, {}, "no"), "http_refusal"), ("<p>Loading ...</p>", "not_rendered")])
def test_what_could_not_be_looked_at_is_never_unchanged(shop: Any, answer: Any, why: str) -> None:
    shop.pages["/terms"] = answer
    assert state(shop, "/terms") == ("unreachable", "", why)


def test_nobody_there(shop: Any) -> None:
    assert state(shop, "http://127.0.0.1:9/terms")[0] == "unreachable"


def test_robots_txt_is_obeyed(shop: Any) -> None:
    shop.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, "User-agent: *\nDisallow: /terms")
    shop.add("/terms", "Terms", SAID)
    assert state(shop, "/terms") == ("unreachable", "", "robots_disallowed")
    assert "/terms" not in shop.asked


def test_nothing_to_compare_is_said(shop: Any) -> None:
    shop.add("/terms", "Terms", SAID)
    assert state(shop, "/terms", "")[0] == "no_quote"
    assert state(shop, "urn:search-result:terms")[0] == "no_address"


def test_a_page_is_asked_for_once_however_many_cite_it(shop: Any) -> None:
    shop.add("/terms", "Terms", SAID)
    check([Asked(name, f"{shop.url}/terms", QUOTE) for name in "abc"], Config())
    assert shop.asked == ["/robots.txt", "/terms"]


def test_japanese_is_compared_without_the_breaks_of_lines() -> None:
    page = letters(text_of("<p>返品は商品到着後<br>\n８日以内に<wbr>限ります。</p><script>x</script>"))
    assert stands("商品到着後8日以内", page)
    assert not stands("商品到着後７日以内", page)
