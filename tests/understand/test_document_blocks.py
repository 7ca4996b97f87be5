from __future__ import annotations

import json

import pytest

from disputelint.checker.snapshot.records import Frame, Layout
from disputelint.checker.understand.document import parse
from tests.understand.pages import SHOP, block, document, load, rendered, texts


def test_text_of_inline_elements_is_one_block_with_its_white_space_folded() -> None:
    page = document("<p>Returns\n  within <b>30</b>&nbsp;days</p>")
    assert texts(page) == ["Returns within 30 days"]


def test_a_nested_list_is_split_into_its_items() -> None:
    page = document("<ul><li>Outer<ul><li>Inner one</li><li>Inner two</li></ul></li></ul>")
    assert [(b.text, b.role) for b in page.blocks] == [("Outer", "item"), ("Inner one", "item"), ("Inner two", "item")]


def test_two_breaks_start_a_new_block_and_one_is_a_space() -> None:
    page = document("<div>We ship<br>worldwide.<br><br>Returns are free.</div>")
    assert texts(page) == ["We ship worldwide.", "Returns are free."]


def test_lines_that_look_like_a_form_are_blocks_of_their_own() -> None:
    page = document("<p>販売業者：株式会社みどり<br>電話番号：03-1234-5678</p>", lang="ja")
    assert texts(page) == ["販売業者：株式会社みどり", "電話番号：03-1234-5678"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>secret</p>",
        '<p style="display: none">secret</p>',
        '<div style="visibility:hidden"><p>secret</p></div>',
        "<dialog><p>secret</p></dialog>",
        "<details><summary>More</summary><p>secret</p></details>",
    ],
)
def test_what_the_markup_hides_is_a_block_that_is_not_visible(hidden: str) -> None:
    assert block(document(hidden), "secret").visible is False


@pytest.mark.parametrize(
    "never",
    ["<script>secret</script>", "<style>secret</style>", "<template>secret</template>", "<noscript>secret</noscript>"],
)
def test_scripts_styles_and_templates_are_no_text(never: str) -> None:
    assert not document(never + "<p>seen</p>").text(visible=False).count("secret")


def test_aria_hidden_hides_nothing_from_the_eye() -> None:
    assert block(document('<p aria-hidden="true">seen</p>'), "seen").visible


def test_a_hidden_inline_part_does_not_cut_the_sentence_around_it() -> None:
    page = document("<p>Price <span hidden>was 40</span> 30 EUR</p>")
    assert texts(page) == ["Price 30 EUR"]
    assert block(page, "was 40").visible is False


def test_layout_decides_visibility_box_and_size_of_a_rendered_page() -> None:
    html = '<html><body><p data-dl="0">shown</p><p data-dl="1">folded away</p></body></html>'
    page = parse(rendered(html, [Layout(10, 20, 300, 18, True, 14.0, 7.5), Layout(0, 0, 0, 0, False, 14.0)]))
    shown = block(page, "shown")
    assert (shown.visible, shown.box and shown.box.y, shown.font_size, shown.contrast) == (True, 20, 14.0, 7.5)
    assert block(page, "folded away").visible is False


def test_struck_text_and_links_are_offsets_into_the_block() -> None:
    page = document('<p><del>$20</del> $15, see <a href="/terms">our terms</a></p>')
    held = page.blocks[0]
    assert [held.text[a:b] for a, b in held.struck] == ["$20"]
    assert [(held.text[a:b], url) for a, b, url in held.links] == [("our terms", f"{SHOP}/terms")]


def test_headings_form_the_path_of_what_stands_under_them() -> None:
    page = document("<h1>Help</h1><h2>Returns</h2><p>30 days.</p><h2>Shipping</h2><p>2 days.</p>")
    assert block(page, "30 days.").headings == ("Help", "Returns")
    assert block(page, "2 days.").headings == ("Help", "Shipping")


def test_a_heading_does_not_reach_beyond_its_section() -> None:
    page = document("<section><h2>Returns</h2><p>a.</p></section><p>b.</p>")
    assert block(page, "a.").headings == ("Returns",)
    assert block(page, "b.").headings == ()


@pytest.mark.parametrize(
    "title", ["<p><strong>Returns</strong></p>", "<p>第3条（返品）</p>", "<p>■返品について</p>", "<p>3. Returns</p>"]
)
def test_bold_marked_and_numbered_lines_act_as_headings(title: str) -> None:
    page = document(f"{title}<p>Within 30 days of delivery you may send it back.</p>")
    assert page.blocks[0].role == "heading"
    assert page.blocks[1].headings == (page.blocks[0].text,)


@pytest.mark.parametrize("count", ["36 reviews", "2 / 22", "8 %", "12 items sold", "4.5 (36 reviews)", "4.7点（36件）"])
def test_a_count_heads_nothing(count: str) -> None:
    page = document(f"<span>{count}</span><div>Price 24.99</div>")
    assert page.blocks[0].role != "heading" and page.blocks[1].headings == ()


def test_a_line_of_a_widget_heads_nothing_outside_it() -> None:
    page = document("<div class=reviews><b>Loved by buyers</b></div><div>Price 24.99</div>")
    assert block(page, "Price 24.99").headings == ()


def test_numbered_steps_are_no_headings() -> None:
    page = document("<p>1. Write to us</p><p>2. Pack it</p><p>3. Send it</p>")
    assert {b.role for b in page.blocks} <= {"paragraph", "other"}


def test_a_closed_details_is_read_but_not_seen() -> None:
    page = document("<main><details><summary>Returns?</summary><p>30 days.</p><p hidden>never</p></details></main>")
    answer, hidden = block(page, "30 days."), block(page, "never")
    assert (answer.visible, answer.readable) == (False, True)
    assert (hidden.visible, hidden.readable) == (False, False)


def test_details_are_question_and_answer() -> None:
    page = document("<main><details open><summary>How long?</summary><p>30 days from delivery.</p></details></main>")
    assert block(page, "How long?").role == "question"
    answer = block(page, "30 days from delivery.")
    assert (answer.role, answer.label) == ("answer", "How long?")


def test_an_accordion_joins_its_button_to_its_panel() -> None:
    page = document(
        '<main><button aria-controls="p1">Shipping time</button><div id="p1"><p>Two to four working days.</p></div></main>'
    )
    assert block(page, "Two to four working days.").label == "Shipping time"


def test_answers_in_headings_of_their_own_are_text() -> None:
    asks = "<h3>【Q】{}</h3><h4>【A】{}<br>・{}</h4>"
    page = document(f"<main><h2>FAQ</h2>{asks.format('送料は？', '一律です。', '沖縄を除く')}</main>", lang="ja")
    assert block(page, "【A】一律です。").role == "answer"
    assert (block(page, "・沖縄を除く").role, block(page, "・沖縄を除く").headings[-1]) == (
        "paragraph",
        "【Q】送料は？",
    )


def test_question_and_answer_by_letter() -> None:
    page = document("<p>Q1. 返品できますか</p><p>A1. 到着後7日以内なら承ります。</p>", lang="ja")
    assert [b.role for b in page.blocks] == ["question", "answer"]


def test_a_term_governs_its_definition() -> None:
    page = document("<dl><div><dt>販売業者</dt><dd>株式会社みどり</dd></div></dl>", lang="ja")
    assert (block(page, "株式会社みどり").role, block(page, "株式会社みどり").label) == ("definition", "販売業者")


def test_a_picture_alone_in_a_cell_is_an_image_block() -> None:
    page = document("<main><table><tr><th>所在地</th><td><img src=a.png alt=''></td></tr></table></main>", lang="ja")
    held = page.blocks[-1]
    assert (held.image_only, held.text, held.label) == (True, "", "所在地")


def test_blocks_of_a_frame_carry_its_address() -> None:
    page = parse(load("<p>here</p>", frames=(Frame("https://help.example/faq", "<p>there</p>"),)))
    assert [(b.text, b.frame, b.index) for b in page.blocks] == [
        ("here", "", 0),
        ("there", "https://help.example/faq", 1),
    ]


def test_selectors_find_their_element_again() -> None:
    page = document(
        '<div id="shop"><p>a</p><p>b</p><ul><li>c</li><li><span>d</span></li></ul></div><div id="shop"></div><p id="x:1">e</p>'
    )
    for one in page.blocks:
        node = page.tree.css_first(one.selector)
        assert node is not None and node.text(deep=True).strip() == one.text


def test_the_selector_of_a_shadow_tree_steps_over_the_made_up_element() -> None:
    page = document("<x-price><dl-shadow><p>9 EUR</p></dl-shadow></x-price>")
    assert "dl-shadow" not in block(page, "9 EUR").selector


def test_ten_thousand_nested_elements_are_walked() -> None:
    page = document("<div>" * 10_000 + "deep" + "</div>" * 10_000)
    assert "deep" in texts(page)


def test_json_ld_is_flattened_and_broken_json_forgiven() -> None:
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "Product", "name": "Cup"}, {"@type": "WebSite"}]}
    page = document(
        f'<script type="application/ld+json">{json.dumps(graph)}</script>'
        '<script type="application/ld+json">{"@type": "Offer", "price": "5",}</script>'
        '<script type="application/ld+json">{"@type": </script>'
    )
    assert [item["@type"] for item in page.jsonld] == ["Product", "WebSite", "Offer"]


def test_microdata_items_hold_their_properties() -> None:
    page = document(
        '<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Cup</h1>'
        '<div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" content="5"></div></div>'
    )
    (item,) = page.microdata
    assert item == {"@type": "Product", "name": ["Cup"], "offers": [{"@type": "Offer", "price": ["5"]}]}


def test_controls_have_the_name_a_buyer_knows_them_by() -> None:
    page = document(
        '<form action="/pay" method="post"><label for="a">E-mail</label><input id="a" type="email" name="mail">'
        '<label><input type="checkbox" name="news" checked> Send me news</label>'
        '<select name="size"><option>S<option selected>M</select><button>Pay now</button></form>'
    )
    by_name = {c.name or c.kind: c for c in page.controls}
    assert by_name["mail"].label == "E-mail"
    assert (by_name["news"].label, by_name["news"].checked) == ("Send me news", True)
    assert (by_name["size"].options, by_name["size"].value) == (("S", "M"), "M")
    assert (by_name["button"].label, by_name["button"].form_action) == ("Pay now", f"{SHOP}/pay")
    assert {c.form_method for c in page.controls} == {"post"}


def test_links_are_absolute_and_named_by_text_label_or_picture() -> None:
    page = document(
        '<a href="a">Text</a><a href="/b" aria-label="Label"></a><a href="//c.example/"><img alt="Alt" src=x></a>'
        '<a href="#top">Top</a><a href="javascript:void(0)">No</a><a href="mailto:a@b.example">Mail</a>',
        head=f'<base href="{SHOP}/shop/">',
    )
    assert [(link.url, link.text) for link in page.links] == [
        (f"{SHOP}/shop/a", "Text"),
        (f"{SHOP}/b", "Label"),
        ("https://c.example/", "Alt"),
        ("mailto:a@b.example", "Mail"),
    ]


def test_broken_markup_gives_a_document_all_the_same() -> None:
    many = "9" * 5000
    odd = (
        f"<p data-dl={many} role=heading aria-level={many}>x</p><table><tr><td colspan={many} rowspan={many}>y</table>"
    )
    said = {"": "", "<": "<", odd: "xy", "<table><td>x<td": "x", "<p>a<p>b</div></div><a href=": "ab", "\x00<b>x": "x"}
    for html, words in said.items():
        assert words in "".join(block.text for block in parse(load(html)).blocks)


@pytest.mark.parametrize("classes", ["material-icons", "big material-symbols-outlined", "material-icons-round md-18"])
def test_the_name_of_an_icon_that_its_font_draws_is_no_text(classes: str) -> None:
    icon = f"<span class='{classes}'>local_shipping</span>"
    page = document(f"<main><p>{icon} Free shipping</p><div>{icon}</div><button>{icon} Send</button></main>")
    assert [block.text for block in page.blocks] == ["Free shipping", "Send"]


def test_the_name_of_an_icon_is_kept_where_it_is_all_that_a_control_holds() -> None:
    page = document("<main><a href=/cart><i class=material-icons>delete</i></a></main>")
    assert [link.text for link in page.links] == ["delete"]


def test_a_label_right_before_a_field_names_it_though_nothing_binds_the_two() -> None:
    loose = "<div><label>City</label><input placeholder=Lyon></div><div><input placeholder=Street></div>"
    bound = "<div><label for=zip>Code</label><input placeholder=Town><input id=zip></div><label>Yes <input type=checkbox></label>"
    page = document(f"<main><form>{loose}{bound}</form></main>")
    assert [control.label for control in page.controls] == ["City", "Street", "Town", "Code", "Yes"]
