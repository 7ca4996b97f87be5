"""A selector is passed over only on pages where it finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from disputelint.checker.understand import sought
from disputelint.checker.understand.nesting import tree_of
from disputelint.checker.yamlfile import read

RULES = Path(__file__).parents[2] / "rules"


@pytest.mark.parametrize(
    ("selector", "html", "said"),
    [
        ('[class*="review"]', '<p class="customer-reviews">x</p>', True),
        ('[class*="review"]', "<p>Nothing</p>", False),
        ("[class*=review]", "<p>Nothing</p>", False),
        ('[class*="REVIEW" i]', '<p class="review">x</p>', True),
        (".review, #rating", '<p id="rating">x</p>', True),
        (".review, #rating", '<p id="price">x</p>', False),
        ("input[type=password]", "<input type=text>", False),
        ("input[type=password]", "<INPUT TYPE=PassWord>", True),
        ('a[href*="x,y"], [class*="a]b"]', "<p>x</p>", True),
        ("a[href]", "<p>x</p>", True),
        ('[class*="vat"]', "<p>x</p>", False),
        ("p:not(.review)", "<p>x</p>", True),
        ('p:not([class*="review"])', "<p>x</p>", True),
        ("", "<p>x</p>", True),
        ('a[href*="gsxt.gov.cn"]', '<a href="//www.gsxt.gov.cn/">x</a>', True),
        ('[class*="review"]', '<p class="&#x72;eview">x</p>', True),
        ('[class*="review"]', '<p class="&#114;eview">x</p>', True),
        ('[class*="review"]', "<p>Don&#39;t &amp; do &#x2014; &#8217;</p>", False),
        (".fjord", '<p class="&fjlig;ord">x</p>', True),
        (r".re\76iew", '<p class="review">x</p>', True),
    ],
)
def test_what_can_stand_on_a_page(selector: str, html: str, said: bool) -> None:
    assert (selector in sought.possible([selector, ".other-word"], html)) is said


def test_a_source_without_any_word_or_tag_tells_nothing() -> None:
    assert sought.possible([".review"], "") == {".review"}


def _selectors() -> set[str]:
    """Every selector of the rules."""
    found: set[str] = set()
    edge: list[object] = [
        read(path).value for path in sorted(RULES.glob("*/*.yaml")) if "element" in path.read_text("utf-8")
    ]
    while edge:
        one = edge.pop()
        if isinstance(one, dict):
            if isinstance(one.get("css"), str):
                found.add(one["css"])
            edge += one.values()
        elif isinstance(one, list):
            edge += one
    return found


def test_no_selector_of_the_rules_is_passed_over_where_it_finds_something() -> None:
    selectors = _selectors()
    pages = [
        "".join(
            f'<{tag} class="{word}" id="{word}" href="/{word}" src="{word}.png" name="{word}" style="{word}">x</{tag}>'
            for tag in ("a", "p", "button")
        )
        + f'<main><input type="{word}" name="{word}" required><img src="/{word}.png" class="{word}" alt="{word}"></main>'
        for word in (
            "review",
            "Rating",
            "cart",
            "company",
            "password",
            "paypal",
            "no-image",
            "price",
            "shipping",
            "email",
            "nothing",
        )
    ]
    found = 0
    for html in pages:
        tree = tree_of(html)
        there = {one for one in selectors if tree.css_first(one) is not None}
        assert there <= sought.possible(selectors, html)
        found += len(there)
    assert found > 20
