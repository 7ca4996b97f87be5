"""What only several statements or several pages give: discounts that do not add up, one text on many products."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disputelint.checker.model import Fact, Page
from disputelint.checker.understand.facts import price, product
from disputelint.checker.understand.facts.context import Context, Log
from disputelint.checker.understand.facts.derived import add, derive
from disputelint.checker.understand.lexicon import lexicon
from tests.understand.facts.commerce import page, values

LONG = "Oiled by hand and built to last, this piece brings warm wood into a room and stays steady on uneven floors."


def read(name: str, body: str, lang: str = "en") -> Page:
    url = f"https://shop.test/p/{name.replace(' ', '-')}"
    document = page(
        f"<main><h1>{name}</h1>{body}<button>Add to cart</button></main>",
        head=f"<title>{name}</title>",
        url=url,
        lang=lang,
    )
    context = Context(lang, frozenset(("product",)), lexicon(), Log(), url)
    facts: tuple[Fact, ...] = (*price.find(document, context), *product.find(document, context))
    return Page(url, ("product",), "fetched", blocks=document.blocks, facts=facts)


def derived(*pages: Page) -> list[Fact]:
    return [fact for facts in derive(pages).values() for fact in facts]


@pytest.mark.parametrize(
    ("lang", "body", "value"),
    [
        ("en", "<p><del>$60.00</del> $45.00</p><p>Save 50%</p>", {"said": 50.0, "computed": 25.0}),
        ("ja", "<p>定価 6,000円</p><p>特価 4,500円</p><p>50%OFF</p>", {"said": 50.0, "computed": 25.0}),
        ("de", "<p>statt 60,00 € nur 45,00 €</p><p>-40 % Rabatt</p>", {"said": 40.0, "computed": 25.0}),
    ],
)
def test_discount_that_the_prices_do_not_give(lang: str, body: str, value: dict[str, float]) -> None:
    assert values(derived(read("Oak Stool", body, lang)), "price.discount_mismatch") == [value]


@pytest.mark.parametrize(
    "body",
    [
        "<p><del>$60.00</del> $45.00</p><p>Save 25%</p>",
        "<p><del>$59.99</del> $45.00</p><p>25% off</p>",
        "<p><del>$60.00</del> $45.00</p><p>100% cotton</p>",
        "<p><del>$60.00</del> $45.00</p><p>Extra 10% off with code OAK</p>",
        "<p>$45.00</p><p>Save 50%</p>",
        "<p><del>$60.00</del> $45.00</p><p>Save another 15% when paying by bank transfer</p>",
    ],
    ids=["right", "rounded", "another per cent", "a code", "no reference price", "a way of paying"],
)
def test_discounts_without_fault(body: str) -> None:
    assert values(derived(read("Oak Stool", body)), "price.discount_mismatch") == []


def test_one_description_on_two_products() -> None:
    first, second = read("Oak Stool", f"<p>$45.00</p><p>{LONG}</p>"), read("Pine Shelf", f"<p>$90.00</p><p>{LONG}</p>")
    (fact,) = derived(first, second)
    assert fact.evidence.page == second.url and isinstance(fact.value, dict)
    assert fact.value["duplicate_of"] == first.url


def test_different_or_short_descriptions_are_no_duplicates() -> None:
    assert (
        derived(read("Oak Stool", "<p>$45.00</p><p>Nice.</p>"), read("Pine Shelf", "<p>$90.00</p><p>Nice.</p>")) == []
    )
    assert (
        derived(
            read("Oak Stool", f"<p>$45.00</p><p>{LONG}</p>"),
            read("Pine Shelf", f"<p>$90.00</p><p>{LONG} And more.</p>"),
        )
        == []
    )


def test_a_text_that_all_products_share_is_no_copied_description() -> None:
    shared = f"<p>{LONG}</p>"
    own = [
        f"<p>{word} {word * 20}.</p><p>{word} {word * 21}.</p><p>{word} {word * 22}.</p>" for word in ("oak ", "ash ")
    ]
    assert (
        derived(
            read("Oak Stool", f"<p>$45.00</p>{shared}{own[0]}"), read("Ash Shelf", f"<p>$90.00</p>{shared}{own[1]}")
        )
        == []
    )


def test_added_facts_take_the_place_of_what_they_refine() -> None:
    pages = add([read("Oak Stool", f"<p>$45.00</p><p>{LONG}</p>"), read("Pine Shelf", f"<p>$90.00</p><p>{LONG}</p>")])
    assert [len(values(one.facts, "product.description")) for one in pages] == [1, 1]


def test_pages_that_are_no_products_are_left_alone() -> None:
    other = replace(read("Oak Stool", "<p><del>$60.00</del> $45.00</p><p>Save 50%</p>"), kinds=("collection",))
    assert add([other]) == [other]
