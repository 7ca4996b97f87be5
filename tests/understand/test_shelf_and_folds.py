"""Which links of a list lead to goods, and what a reader unfolds."""

from __future__ import annotations

import pytest

from disputelint.checker.understand.shelf import goods, priced
from tests.understand.pages import SHOP, block, document


def test_links_with_a_price_in_them_or_below_them_lead_to_goods() -> None:
    wrapped = "<li><a href=/item001.html><img src=/1.jpg alt=''><p>Single origin</p><p>Yirgacheffe</p><p>¥800(税込)</p></a></li>"
    beside = "<li><a href=/item002.html><img src=/2.jpg alt=''></a><h3><a href=/item002.html>Sidamo</a></h3><p>$9.50</p></li>"
    story = "<li><a href=/story.html><img src=/3.jpg alt=''></a><h3><a href=/story.html>How we roast</a></h3><p>Read on.</p></li>"
    page = document(f"<header><a href=/cart>Cart $0.00</a></header><main><ul>{story}{wrapped}{beside}</ul></main>")
    assert goods(page) == {f"{SHOP}/item001.html", f"{SHOP}/item002.html"}
    assert priced(page)


def test_the_link_right_below_a_price_that_stands_below_no_link_leads_to_goods() -> None:
    cards = "".join(
        f"<article><img src=/{name}.jpg alt=''><h3>{name}</h3><p>From our own field.</p><p>¥{price}／箱</p>"
        f"<a href=/{name}.html>詳しく見る</a></article>"
        for name, price in (("potato", "1,480"), ("onion", "980"))
    )
    more = "<p>We also pack gifts.</p><p>With a card.</p><a href=/gift.html>Gifts</a>"
    assert goods(document(f"<main>{cards}{more}</main>")) == {f"{SHOP}/potato.html", f"{SHOP}/onion.html"}
    above = "<a href=/item001.html><h3>Sidamo</h3></a><p>$9.50</p><a href=/all.html>See all</a>"
    assert goods(document(f"<main>{above}</main>")) == {f"{SHOP}/item001.html"}


def test_a_list_whose_scripts_have_not_run_shows_no_price() -> None:
    promise = "<p>Free shipping above $50 within the country</p>"
    assert not priced(document(f"<main>{promise}<h1>Products</h1><div id=grid></div></main>"))
    scale = "<aside><h4>Price</h4><input type=range><p><span>€0</span><span>€0 – €3000</span></p></aside>"
    assert not priced(document(f"<main><h1>Products</h1>{scale}<div id=grid></div></main>"))
    assert priced(document("<main><h1>Products</h1><h3>Bead</h3><p>€0.50</p></main>"))


@pytest.mark.parametrize(
    "markup",
    [
        "<button class=faq-question>May I return it?</button><div class=faq-answer style='display:none'>{}</div>",
        "<h3><button aria-controls=p1>May I return it?</button></h3><div id=p1 hidden>{}</div>",
        "<button data-bs-toggle=collapse data-bs-target='#p2'>May I return it?</button><div id=p2 style='display:none'>{}</div>",
        "<div role=button aria-expanded=false>May I return it?</div><div style='display:none'>{}</div>",
        "<ul><li>Returns</li></ul><div role=tabpanel hidden>{}</div>",
        "<h2 onclick=\"toggleContent('p3')\">May I return it?</h2><div id=p3 style='display:none'>{}</div>",
        "<button onclick=\"openTab(event, 'p4')\">Returns</button><div id=p4 style='display:none'>{}</div>",
    ],
)
def test_what_a_press_unfolds_can_be_read(markup: str) -> None:
    said = block(document(f"<main>{markup.format('<p>Within 30 days.</p>')}</main>"), "Within 30 days.")
    assert said.readable and not said.visible


def test_what_nothing_unfolds_stays_hidden() -> None:
    page = document("<main><button>Add to cart</button><p style='display:none'>Sold out</p></main>")
    assert not block(page, "Sold out").readable
    over = document(
        "<main><button onclick=\"openModal('m')\">Help</button><div id=m hidden><p>Sold out</p></div></main>"
    )
    assert not block(over, "Sold out").readable
    within = document("<main><div hidden><div class=faq-answer><p>Within 30 days.</p></div></div></main>")
    assert not block(within, "Within 30 days.").readable


def test_an_answer_that_is_hidden_stands_under_its_question() -> None:
    page = document(
        "<main><button class=faq-question>Returns?</button><div class=faq-answer hidden>30 days.</div></main>"
    )
    said = block(page, "30 days.")
    assert (said.role, said.label) == ("answer", "Returns?")


def test_a_question_inside_a_hidden_tab_can_be_read_as_its_answer_can() -> None:
    inner = "<div class=faq-question><p>May I return it?</p></div><div class=faq-answer><p>Within 30 days.</p></div>"
    page = document(f"<main><div role=tabpanel hidden>{inner}</div></main>")
    assert block(page, "May I return it?").readable and block(page, "Within 30 days.").readable


def test_a_control_that_folds_tells_nothing_of_what_stands_beside_its_box() -> None:
    bar = "<div class=bar><button aria-expanded=false>Filter</button></div><div hidden><p>Sold out</p></div>"
    assert not block(document(f"<main>{bar}</main>"), "Sold out").readable
    headed = "<h3><button aria-expanded=false>Returns</button></h3><div hidden><p>Within 30 days.</p></div>"
    assert block(document(f"<main>{headed}</main>"), "Within 30 days.").readable


def test_a_handler_that_turns_what_stands_beside_it_unfolds_it() -> None:
    page = document(
        "<main><div><div onclick='this.nextElementSibling.hidden=false'>May I return it?</div><p hidden>Within 30 days.</p></div></main>"
    )
    assert block(page, "Within 30 days.").readable
    other = document("<main><div onclick='buy()'>Buy</div><p hidden>Sold out</p></main>")
    assert not block(other, "Sold out").readable


def test_what_follows_a_button_that_asks_is_the_answer_where_there_are_several() -> None:
    one = "<div><button>May I return it? <span>+</span></button><div><p>Within 30 days.</p></div></div>"
    two = "<div><button>Who sends it?</button><div><p>The post does.</p></div></div>"
    page = document(f"<main>{one}{two}<p>Write to us.</p></main>")
    assert block(page, "Within 30 days.").label == "May I return it?"
    assert block(page, "The post does.").label == "Who sends it?"
    assert not block(page, "Write to us.").label
    assert not block(document(f"<main>{one}</main>"), "Within 30 days.").label


@pytest.mark.parametrize(
    "row",
    ["<p><b>{}</b></p><p>{}</p>", "<p><b>{}</b><br>{}</p>", "<div><p>{}</p><p>{}</p></div>", "<p>{}</p><p>{}</p>"],
)
def test_lines_that_ask_head_what_follows_them(row: str) -> None:
    asked = [("May I return it?", "Within 30 days."), ("Who sends it?", "The post."), ("Is it new?", "It is.")]
    page = document(f"<main>{''.join(row.format(*pair) for pair in asked)}</main>")
    assert [block(page, answer).label for _, answer in asked] == [question for question, _ in asked]
    lone = document("<main><p>Have you seen it?</p><p>It is on the shelf.</p></main>")
    assert not block(lone, "It is on the shelf.").label
