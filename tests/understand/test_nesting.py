"""Pages that nest deeper than any browser lets them."""

from __future__ import annotations

from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand.document import parse
from disputelint.checker.understand.nesting import shallow, tree_of


def _page(body: str) -> Load:
    words = f"<!DOCTYPE html><html lang=en><title>Shop</title><body>{body}</body></html>"
    return Load("https://shop.example/", "https://shop.example/", "desktop", "fetched", body=lambda: words)


def test_what_nests_as_deep_as_a_browser_allows_is_left_alone() -> None:
    page = "<div>" * 500 + "words" + "</div>" * 500
    assert shallow(page) == page


def test_the_words_of_deeper_elements_stay() -> None:
    page = "<div>" * 9000 + "inside" + "</div>" * 9000 + "<p>after</p>"
    assert [block.text for block in parse(_page(page)).blocks] == ["inside", "after"]


def test_elements_without_end_tags_do_not_nest() -> None:
    page = "<ul>" + "<li>item" * 9000 + "</ul><table>" + "<tr><td>cell" * 3000 + "</table>"
    assert shallow(page) == page


def test_tags_in_scripts_and_comments_count_for_nothing() -> None:
    page = "<script>" + "'<div>'," * 9000 + "</script><!--" + "<div>" * 9000 + "--><div>words</div>"
    assert shallow(page) == page


def test_a_script_that_never_ends_reaches_to_the_end() -> None:
    page = "<div>" * 600 + "<script>" + "<div>" * 600
    assert shallow(page).endswith("<script>" + "<div>" * 600)
    assert tree_of(page).body is not None


def test_many_bold_lines_are_no_deep_call() -> None:
    blocks = parse(_page("<p>" + "<b>Title</b><br>" * 3000 + "Words that follow.</p>")).blocks
    assert blocks[0].text == "Title"
    assert blocks[-1].text == "Words that follow."


def test_selectors_of_deep_elements_stay_short() -> None:
    blocks = parse(_page("<div>a" * 400 + "</div>" * 400)).blocks
    assert len(blocks) == 400
    assert max(len(block.selector) for block in blocks) < 5000


def test_properties_nested_in_each_other_are_read_to_a_depth() -> None:
    page = "<div itemscope itemtype=Product><div itemprop=name>" * 200 + "Mug" + "</div></div>" * 200
    assert parse(_page(page)).microdata


def test_an_image_that_is_an_item_holds_nothing_that_follows() -> None:
    page = "<div itemscope itemtype=Product><img itemprop=image itemscope src=a.png><b itemprop=name>Mug</b></div>"
    (item,) = parse(_page(page)).microdata
    assert item["name"] == ["Mug"]
