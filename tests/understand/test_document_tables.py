from __future__ import annotations

from tests.understand.pages import block, document


def test_a_row_header_governs_its_cells() -> None:
    page = document("<table><tr><th>所在地</th><td>東京都</td></tr></table>", lang="ja")
    assert (block(page, "所在地").role, block(page, "東京都").label) == ("row_header", "所在地")


def test_column_headers_govern_the_cells_below_them() -> None:
    page = document(
        "<table><thead><tr><th>Region</th><th>Days</th></tr></thead><tr><td>Europe</td><td>3-5</td></tr></table>"
    )
    days = block(page, "3-5")
    assert (days.column, days.label) == ("Days", "Europe")


def test_a_first_row_of_bold_cells_heads_the_columns() -> None:
    page = document(
        "<table><tr><td><b>Region</b></td><td><b>Days</b></td><td><b>Cost</b></td></tr>"
        "<tr><td>Europe</td><td>3-5</td><td>4 EUR</td></tr></table>"
    )
    assert (block(page, "4 EUR").column, block(page, "4 EUR").label) == ("Cost", "Europe")


def test_two_cells_without_headers_are_label_and_value() -> None:
    page = document("<table><tr><td>Seller</td><td>Green Ltd</td></tr></table>")
    assert (block(page, "Seller").role, block(page, "Green Ltd").label) == ("row_header", "Seller")


def test_rows_of_two_header_cells_each_are_label_and_value() -> None:
    row = "<tr><th>{}</th><th>{}</th></tr>"
    rows = row.format("会社名", "合同会社かえで") + row.format("住所", "愛知県") + row.format("電話", "052-000-1111")
    page = document(f"<table>{rows}</table>", lang="ja")
    assert (block(page, "会社名").role, block(page, "合同会社かえで").label) == ("row_header", "会社名")
    assert (block(page, "愛知県").role, block(page, "愛知県").label) == ("cell", "住所")


def test_a_row_of_two_header_cells_heads_the_values_below_it() -> None:
    page = document("<table><tr><th>Region</th><th>Days</th></tr><tr><td>Europe</td><td>3-5</td></tr></table>")
    assert block(page, "3-5").column == "Days"


def test_a_header_that_spans_rows_governs_them_all() -> None:
    page = document("<table><tr><th rowspan=2>Fees</th><td>Post</td></tr><tr><td>Tax</td></tr></table>")
    assert [block(page, "Post").label, block(page, "Tax").label] == ["Fees", "Fees"]


def test_rows_of_boxes_are_read_like_a_table() -> None:
    row = '<div class="row"><div>{}</div><div><p>{}</p></div></div>'
    body = (
        row.format("販売業者", "株式会社みどり")
        + row.format("所在地", "東京都港区")
        + row.format("電話番号", "03-1234-5678")
    )
    page = document(f"<main><div>{body}</div></main>", lang="ja")
    assert (block(page, "販売業者").role, block(page, "東京都港区").label) == ("term", "所在地")


def test_titles_that_alternate_with_text_label_it() -> None:
    body = "".join(
        f'<div class="t">{a}</div><p>{b}</p>'
        for a, b in (("販売業者", "みどり商店。"), ("所在地", "東京都。"), ("送料", "500円。"))
    )
    page = document(f"<main><div>{body}</div></main>", lang="ja")
    assert block(page, "500円。").label == "送料"


def test_the_same_mark_on_every_row_labels_nothing() -> None:
    body = "".join(
        f'<div class="row"><div>Required</div><div>{name} please</div></div>' for name in ("Name", "Street", "City")
    )
    page = document(f"<main><div>{body}</div></main>")
    assert block(page, "City please").label == ""


def test_labels_that_open_their_line_in_an_element_of_their_own_label_it() -> None:
    rows = "".join(
        f'<li><span class="name">{label}</span><br>{value}</li>'
        for label, value in (("販売業者", "みどり商店"), ("送料", "一律600円"), ("返品", "7日以内"))
    )
    page = document(f"<main><ul>{rows}</ul></main>", lang="ja")
    assert [block(page, text).label for text in ("みどり商店", "7日以内")] == ["販売業者", "返品"]


def test_stressed_words_that_open_a_sentence_label_nothing() -> None:
    rows = "".join(f"<p><b>{word}</b> は翌日に発送します。</p>" for word in ("花", "野菜", "果物"))
    page = document(f"<main>{rows}</main>", lang="ja")
    assert block(page, "花 は翌日に発送します。").label == ""


def test_single_cells_in_which_label_and_value_take_turns_are_label_and_value() -> None:
    cells = ("販売業者", "みどり商店", "所在地", "東京都", "送料", "一律600円")
    page = document("<table>" + "".join(f"<tr><td>{cell}</td></tr>" for cell in cells) + "</table>", lang="ja")
    assert (block(page, "送料").role, block(page, "一律600円").label) == ("row_header", "送料")


def test_two_boxes_of_a_row_that_stand_without_a_blank_are_label_and_value() -> None:
    rows = "".join(
        f'<div class="row"><span class="key">{label}</span><span class="value">{value}</span></div>'
        for label, value in (("販売業者", "みどり商店"), ("送料", "一律600円"), ("返品", "7日以内"))
    )
    page = document(f"<main>{rows}</main>", lang="ja")
    assert block(page, "販売業者 みどり商店").label == "販売業者"


def test_pieces_of_a_word_in_boxes_alike_stay_one_word() -> None:
    page = document('<main><div><span class="a">送料</span><span class="a">無料</span></div></main>', lang="ja")
    assert block(page, "送料無料").text == "送料無料"


def test_rows_that_stand_in_a_box_of_their_own_each_are_label_and_value() -> None:
    rows = "".join(
        f'<div class="col"><div class="row"><div>{label}</div><div>{value}</div></div></div>'
        for label, value in (("販売業者", "みどり商店"), ("送料", "一律600円"), ("返品", "7日以内"))
    )
    page = document(f"<main><section>{rows}</section></main>", lang="ja")
    assert block(page, "みどり商店").label == "販売業者"
