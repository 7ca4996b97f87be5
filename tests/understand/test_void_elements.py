from __future__ import annotations

from dataclasses import fields

import pytest

from disputelint.checker.understand import walk
from disputelint.checker.understand.document import Document
from tests.understand.pages import document, texts

STAR = '<svg viewBox="0 0 9 9"><title>star</title><path d="M0 0"/></svg>'
BOXES = (
    "<span></span>", "<div></div>", f"<span>{STAR}</span>", f'<div class="stars">{STAR}{STAR}</div>', '<div class="footer"></div>',
    '<div class="faq-question"></div>', '<div role="heading"></div>', '<p id="here"></p>', "<b hidden></b>", "<td></td>",
    '<div aria-controls="panel">' + STAR + "</div>", "<li></li>", "<h3></h3>", "<section></section>", "<div><!-- later --></div>",
)  # fmt: skip
AROUND = (
    "<p>One {} two</p><p>Three</p>", "<main><img src=a.png>{}<p>After</p></main>", "<h2>Care {} and wash</h2><p>Warm</p>",
    "<a href=/x aria-label=Cart>{}</a><a href=/y>{} Go</a>", "<details>{}<summary>More</summary>{}<p>Text</p></details>",
    "<table><tr><th>Size{}</th>{}<td>M</td></tr></table>", "<dl>{}<dt>Seller{}</dt><dd>{}Shop</dd></dl>",
    "<div>{}<div>a</div>{}<div>b</div></div>", "<footer>{}<p>End</p></footer>",
)  # fmt: skip


@pytest.mark.parametrize("around", AROUND)
def test_an_element_without_a_frame_leaves_the_document_as_one_with_a_frame_would(
    around: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = [around.replace("{}", box) for box in BOXES]
    quick = [_shown(document(source)) for source in sources]
    monkeypatch.setattr(walk, "holds_nothing", lambda *_: False)
    assert quick == [_shown(document(source)) for source in sources]


def test_an_empty_box_breaks_the_text_and_an_empty_inline_element_does_not() -> None:
    assert texts(document("<main>Free<div></div>returns</main>")) == ["Free", "returns"]
    assert texts(document(f"<main>Free <i>{STAR}</i>returns</main>")) == ["Free returns"]


def test_an_empty_box_counts_among_its_siblings() -> None:
    page = document("<main><div></div><div>Returns</div></main>")
    assert page.blocks[0].selector.endswith("div:nth-of-type(2)")


def _shown(page: Document) -> dict[str, str]:
    return {one.name: repr(getattr(page, one.name)) for one in fields(page) if one.name not in ("load", "_tree")}
