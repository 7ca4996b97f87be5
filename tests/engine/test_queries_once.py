from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from disputelint.checker.config import Config
from disputelint.checker.engine import catalogue
from disputelint.checker.engine.tools import Tools
from disputelint.checker.model import Page
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand import query
from disputelint.checker.understand.document import parse
from disputelint.checker.understand.query import Element, Query
from disputelint.checker.understand.site import understand

HTML = """<main><h1>Mug</h1><p>$12.00</p><section id=buy><form action=/cart/add><p>In stock</p>
<button>Add to cart</button></form></section><div class=reviews><p>Lovely</p></div></main>"""


def page() -> Page:
    url = "https://shop.example/products/mug"
    made = understand(parse(Load(url, url, "desktop", "fetched", status=200, body=lambda: HTML)))
    return replace(made, kinds=("product",))


def test_a_page_is_parsed_once_for_all_that_the_rules_ask_of_it() -> None:
    asked: list[set[Query]] = []

    def answers(page: Page, queries: Iterable[Query]) -> Mapping[Query, tuple[Element, ...]]:
        wanted = tuple(queries)
        asked.append(set(wanted))
        return query.answers(page, wanted)

    tools = replace(Tools.of(catalogue.load(Config()).rules.values()), answers=answers)
    shown = page()
    of_products = [one for one, kinds in tools.planned.items() if not kinds or "product" in kinds]
    for one in of_products:
        assert tools.elements(shown, one.css, one.role, one.name) == tuple(
            query.elements(shown, one.css, one.role, one.name)
        )
    assert len(of_products) > 10 and asked == [set(of_products)]


def test_what_no_rule_announced_is_looked_up_too() -> None:
    tools, shown = Tools.of(()), page()
    assert [element.text for element in tools.elements(shown, role="button")] == ["Add to cart"]


def test_the_blocks_inside_an_element_are_told_by_their_selectors() -> None:
    shown = page()
    texts = {
        css: [shown.blocks[n].text for e in query.elements(shown, css) for n in e.blocks] for css in ("#buy", "form")
    }
    assert texts == {"#buy": ["In stock", "Add to cart"], "form": ["In stock", "Add to cart"]}
    (button,) = query.elements(shown, role="button")
    assert [shown.blocks[n].text for n in button.blocks] == ["Add to cart"]
