"""A legal notice says the same whatever markup holds it: tables, lists, marks, or lines whose words alone are labels."""

from __future__ import annotations

import pytest

from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand import rowlabels
from disputelint.checker.understand.document import parse
from disputelint.checker.understand.facts import find_all

ROWS = [
    ("販売業者", ["もりの文具合資会社"]),
    ("運営責任者", ["森野 ひとみ"]),
    ("所在地", ["岐阜県高山市花里町4丁目12番地"]),
    ("商品代金以外の必要料金", ["送料：全国一律520円", "代引手数料：330円"]),
    ("お支払い方法", ["クレジットカード", "代金引換"]),
    ("引渡し時期", ["ご入金確認後、4営業日以内に発送いたします。"]),
    ("返品期限", ["商品到着後9日以内"]),
    ("返品送料", ["不良品の場合は当店負担、お客様都合の場合はお客様負担"]),
    ("返品条件", ["未使用のものに限ります。"]),
]
WANTED = {
    "business.legal_name": "もりの文具合資会社",
    "business.representative": "森野 ひとみ",
    "contact.address": True,
    "extra_charges": True,
    "payment.methods": ["credit_card", "cod"],
    "shipping.handling_time": 4,
    "refund.window": 9,
    "refund.return_shipping_payer": "depends",
    "refund.conditions": True,
}
SHAPES = {
    "a list with bold labels": ("<ul>{}</ul>", "<li><strong>{0}</strong>{1}</li>", "<br>"),
    "a list, value below its label": ("<ul>{}</ul>", "<li><b>{0}</b><br>{1}</li>", "<br>"),
    "a list in a list": ("<ul>{}</ul>", "<li>{0}<ul><li>{1}</li></ul></li>", "</li><li>"),
    "two paragraphs in an item": ("<ol>{}</ol>", "<li><p>{0}</p><p>{1}</p></li>", "<br>"),
    "spans in a row": ("{}", "<div><span>{0}</span><span>{1}</span></div>", "<br>"),
    "a grid without rows": ("<section>{}</section>", "<div>{0}</div><div>{1}</div>", "<br>"),
    "paragraphs in turn": ("{}", "<p>{0}</p><p>{1}</p>", "<br>"),
    "one paragraph": ("<p>{}</p>", "{0}<br>{1}<br><br>", "<br>"),
    "brackets on the line": ("{}", "<p>【{0}】{1}</p>", "<br>"),
    "angle brackets": ("{}", "<p>＜{0}＞<br>{1}</p>", "<br>"),
    "bullets and blanks": ("<p>{}</p>", "・{0}　{1}<br>", "／"),
    "wide numbers": ("{}", "<p>1．{0}<br>{1}</p>", "<br>"),
    "colons, one line after the other": ("<p>{}</p>", "{0}：{1}<br>", "<br>"),
    "cells in turn": ("<table>{}</table>", "<tr><td>{0}</td></tr><tr><td>{1}</td></tr>", "<br>"),
    "plain lines": ("<pre>{}</pre>", "{0}\n　{1}\n\n", "\n　"),
    "headings": ("{}", "<h3>{0}</h3><p>{1}</p>", "<br>"),
}


def stated(body: str) -> dict[str, object]:
    page = f'<html lang="ja"><body><main><h1>特定商取引法に基づく表記</h1>{body}</main></body></html>'
    url = "https://shop.example/page"
    found: dict[str, object] = {}
    document = parse(Load(url, url, "desktop", "fetched", status=200, body=lambda: page))
    for fact in find_all(document, ("legal_notice",), "ja"):
        value: object = fact.value
        if isinstance(value, dict):
            value = value.get("days", value.get("days_max", True))
        found.setdefault(fact.name, value)
    return found


@pytest.mark.parametrize("name", SHAPES)
def test_rows_are_read_alike_in_every_markup(name: str) -> None:
    whole, row, joint = SHAPES[name]
    found = stated(whole.format("".join(row.format(label, joint.join(lines)) for label, lines in ROWS)))
    for fact, value in WANTED.items():
        assert fact in found, fact
        assert value is True or found[fact] == value, fact


def test_parts_of_a_cell_have_labels_of_their_own() -> None:
    found = stated(
        "<table><tr><th>お支払いについて</th><td>お支払い方法<br>クレジットカード<br><br>お支払い時期<br>ご注文の翌日</td></tr></table>"
    )
    assert found["payment.methods"] == ["credit_card"]
    assert found["payment.timing"] == "ご注文の翌日"


def test_a_lonely_label_word_names_nothing_but_the_lines_of_its_own_box() -> None:
    found = stated("<ul><li>送料</li><li>返品</li><li>お支払い方法</li></ul><p>代表の森野です。</p>")
    assert "business.representative" not in found
    assert "payment.methods" not in found


@pytest.mark.parametrize(
    "text",
    ["住　所", "返品・交換について", "（3）送料", "第4条 返品", "お支払い方法と時期", "商品の引渡時期", "◆配送業者◆"],
)
def test_labels_are_known_with_their_marks(text: str) -> None:
    assert rowlabels.is_label(text)


@pytest.mark.parametrize(
    "text", ["返品可能", "クレジットカード", "送料無料", "送料500円", "発送します", "Email us", "返品は不可"]
)
def test_values_are_no_labels(text: str) -> None:
    assert not rowlabels.is_label(text)


def test_a_particle_behind_the_words_makes_them_a_sentence() -> None:
    assert not rowlabels.leads("送料", "は全国一律です")
    assert rowlabels.leads("送料", "全国一律です")
    assert rowlabels.opens("【送料】全国一律", spaced=False) == len("【送料】")
    assert rowlabels.opens("【送料】は全国一律", spaced=False) == 0
