"""Whole pages to paste: filled from what the shop surely says, blank otherwise, in its own language."""

from __future__ import annotations

import re

import pytest

from disputelint.checker.model import JSON, Confidence, Discovery, Evidence, Fact, Page, PageKind, Site
from disputelint.checker.risk import pages
from disputelint.checker.understand import knowledge

SHOP = "https://hinata.example"


def fact(name: str, value: JSON, path: str, quote: str = "", confidence: Confidence = "high") -> Fact:
    return Fact(name, value, confidence, Evidence(f"{SHOP}{path}", quote or str(value)))


def page(path: str, kind: PageKind, language: str, *facts: Fact) -> Page:
    return Page(f"{SHOP}{path}", (kind,), "rendered", language=language, facts=facts)


def site(*found: Page, sells: tuple[str, ...] = ("physical",), facts: tuple[Fact, ...] = ()) -> Site:
    return Site(f"{SHOP}/", "Hinata", "2026-11-21", found, facts, Discovery(True, ()), sells=sells)


@pytest.mark.parametrize("kind", sorted(pages.kinds()))
@pytest.mark.parametrize("language", pages.LANGUAGES)
def test_a_shop_that_says_nothing_gets_blanks_alone(kind: str, language: str) -> None:
    made = pages.draft(kind, language, site(sells=("physical", "subscription", "digital")))
    assert made.filled_from == ()
    assert made.blanks and all(blank in made.text for blank in made.blanks)
    outside = re.sub(r"\[[^\]]*\]|［[^］]*］", "", made.text)
    assert not re.search(r"\d(?!\.)", outside), "a number that nobody stated"
    assert "{" not in made.text


def test_facts_from_other_pages_fill_the_page_and_are_told() -> None:
    shop = site(
        page(
            "/faq",
            "faq",
            "en",
            fact("shipping.handling_time", {"days_min": 1, "days_max": 2, "business": True}, "/faq"),
        ),
        page("/about", "about", "en", fact("contact.email", "help@hinata.example", "/about")),
        page("/", "home", "en", fact("shipping.free_threshold", {"amount": 90.0}, "/", "Free in the UK from £90.")),
    )
    made = pages.draft("shipping_policy", "en", shop)
    assert "Dispatch: within 1 to 2 business days of your order" in made.text
    assert "Free shipping: Free in the UK from £90\n" in made.text
    assert "Questions: help@hinata.example" in made.text
    assert made.filled_from == (
        f"shipping.free_threshold {SHOP}/",
        f"shipping.handling_time {SHOP}/faq",
        f"contact.email {SHOP}/about",
    )
    assert "送料無料：［金額と対象地域］" in pages.draft("shipping_policy", "ja", shop).text
    assert "発送まで：ご注文から1〜2営業日以内" in pages.draft("shipping_policy", "ja", shop).text
    assert "spätestens 1 bis 2 Werktage nach der Bestellung" in pages.draft("shipping_policy", "de", shop).text


def test_statements_that_contradict_each_other_fill_nothing() -> None:
    shop = site(
        page(
            "/faq", "faq", "en", fact("refund.window", {"days": 14, "anchor": "delivery", "scope": "general"}, "/faq")
        ),
        page(
            "/terms",
            "terms",
            "en",
            fact("refund.window", {"days": 30, "anchor": "delivery", "scope": "general"}, "/terms"),
        ),
    )
    made = pages.draft("refund_policy", "en", shop)
    assert "within [number] days of receiving" in made.text
    assert not any("refund.window" in one for one in made.filled_from)


@pytest.mark.parametrize(
    "said",
    [
        fact("contact.email", "help@hinata.example", "/faq", confidence="medium"),
        fact("refund.window", {"days": 7, "anchor": "delivery", "scope": "defective_only"}, "/faq"),
        fact("shipping.delivery_time", [{"region": "Okinawa", "days_max": 9, "business": False}], "/faq"),
    ],
)
def test_what_is_unsure_or_narrower_fills_nothing(said: Fact) -> None:
    shop = site(page("/faq", "faq", "en", said))
    assert all(pages.draft(kind, "en", shop).filled_from == () for kind in pages.kinds())


def test_what_a_product_page_says_does_not_speak_for_the_shop() -> None:
    shop = site(page("/p", "product", "en", fact("shipping.handling_time", {"days_max": 40, "business": False}, "/p")))
    assert pages.draft("shipping_policy", "en", shop).filled_from == ()


def test_words_of_the_shop_are_used_in_their_own_language_alone() -> None:
    said = "Unused, in the box."
    shop = site(page("/faq", "faq", "en-GB", fact("refund.conditions", said, "/faq", said)))
    assert "Condition: Unused, in the box" in pages.draft("refund_policy", "en", shop).text
    assert said not in pages.draft("refund_policy", "ja", shop).text


def test_the_longest_of_nested_lists_is_taken() -> None:
    shop = site(
        page("/", "home", "ja", fact("payment.methods", ["credit_card"], "/")),
        page("/pay", "payment_info", "ja", fact("payment.methods", ["credit_card", "bank_transfer"], "/pay")),
    )
    assert "支払方法：クレジットカード、銀行振込" in pages.draft("legal_notice", "ja", shop).text


def test_every_slot_is_defined_and_every_fact_has_a_name() -> None:
    data = knowledge.read("pages")
    for lines in data["pages"].values():
        for line in lines:
            slots = {**data["slots"], **line.get("slots", {})}
            for said in line["text"].values():
                assert set(re.findall(r"{(\w+)}", said)) <= set(slots)
            for slot in slots.values():
                assert set(slot["blank"]) == set(pages.LANGUAGES)
                assert {option["fact"] for option in slot["from"]} <= set(data["facts"]) | {"shipping.customs_duties"}
