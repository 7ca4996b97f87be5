"""What the audit held back is told in every format that is read by people: method, address, page and why."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from disputelint.checker.model import Language, Report
from disputelint.checker.model.refusals import WHY
from disputelint.reports import render
from disputelint.reports.refused import LIMIT

_SHOP = "https://shop.example"
_EVIL = f"{_SHOP}/pay?x=<script>alert(1)</script>|`a`\x1b[31m\n::error::owned\u202e[b](https://evil.example/)"
_WORDS = {
    "en": ("it would place an order", "Requests held back (3)"),
    "ja": ("注文が確定してしまうため", "送信を止めた通信（3件）"),
}


@pytest.fixture
def held(report: Report) -> Report:
    refused = (
        {"method": "GET", "url": f"{_SHOP}/cart/add?id=1", "page": f"{_SHOP}/p", "why": "writing_link"},
        {"method": "POST", "url": "https://shop.example/checkout/place", "page": f"{_SHOP}/checkout", "why": "order"},
        {"method": "POST", "url": _EVIL, "page": f"{_SHOP}/<b>p</b>", "why": "pay"},
    )
    return replace(report, target=replace(report.target, url=f"{_SHOP}/"), refused=refused)


def _text(name: str, report: Report, language: Language) -> str:
    made = render(name, report, language)
    return made if isinstance(made, str) else made.decode()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_refused_order_is_shown_with_method_address_page_and_reason(held: Report, language: Language) -> None:
    why, head = _WORDS[language]
    for name in ("terminal", "markdown"):
        said = _text(name, held, language)
        assert head in said
        lines = said[said.index(head) :].splitlines()
        row = " ".join(next((one.strip(), two.strip()) for one, two in itertools.pairwise(lines) if "place" in one))
        assert row.index("POST /checkout/place") < row.index("/checkout", row.index("place")) < row.index(why)
        assert said.index("/checkout/place") < said.index("/cart/add?id=1"), "what writes comes first"
    tree = LexborHTMLParser(_text("html", held, language))
    cells = [[cell.text(strip=True) for cell in row.css("th, td")] for row in tree.css("#seen details tr")]
    assert ["POST /checkout/place", "/checkout", why] in cells
    told = json.loads(_text("json", held, language))["refused"]
    assert told[1] == {"method": "POST", "url": f"{_SHOP}/checkout/place", "page": f"{_SHOP}/checkout", "why": "order"}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_hostile_address_is_shown_and_obeyed_by_nothing(held: Report, language: Language) -> None:
    terminal, markdown, html = (_text(name, held, language) for name in ("terminal", "markdown", "html"))
    assert not {"\x1b", "\u202e"} & set(terminal) and "\n::error" not in terminal
    assert "\x1b" not in markdown and "<script>" not in markdown and "](https://evil" not in markdown
    tree = LexborHTMLParser(html)
    assert not [node for node in tree.css("#seen script, #seen b, #seen a") if "evil" in (node.html or "")]
    assert any("<script>alert(1)</script>" in cell.text() for cell in tree.css("#seen th")), "shown as words"


def test_more_than_a_screen_of_them_is_counted(held: Report) -> None:
    many = tuple({"method": "POST", "url": f"{_SHOP}/t/{n}", "page": _SHOP, "why": "track"} for n in range(LIMIT + 5))
    for name, hidden in (("terminal", LIMIT + 5 - 8), ("markdown", 5)):
        assert f"and {hidden} more in the JSON report" in _text(name, replace(held, refused=many), "en")
    assert "held back" not in _text("terminal", replace(held, refused=()), "en")


def test_every_reason_has_its_sentence(held: Report) -> None:
    for why, text in WHY.items():
        one = {"method": "POST", "url": f"{_SHOP}/x", "page": _SHOP, "why": why}
        for language in ("en", "ja"):
            flat = _text("markdown", replace(held, refused=(one,)), language)  # type: ignore[arg-type]
            assert text.in_(language).replace("'", "") in flat.replace("'", "").replace("&#39;", "")  # type: ignore[arg-type]
