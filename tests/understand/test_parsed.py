"""Documents handed on from the crawl to the reading of its snapshot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disputelint.checker.snapshot.records import Layout, Load
from disputelint.checker.understand.document import Document, parse
from disputelint.checker.understand.parsed import Parsed

_WORDS = '<title>Shop</title><body><h1>Returns</h1><p data-dl="0">Within 30 days.</p><a href="/x">X</a></body>'


def _load(words: str = _WORDS, *, visible: bool = True, final: str = "https://shop.example/returns") -> Load:
    layout = (Layout(0.0, 10.0, 100.0, 20.0, visible, 16.0, 4.5),)
    return Load("https://shop.example/returns", final, "desktop", "rendered", layout=layout, dom=lambda: words)


def _shown(document: Document) -> tuple[object, ...]:
    return document.url, document.title, document.blocks, document.links, document.forms, document.images


def test_the_same_page_gives_what_parsing_it_gives() -> None:
    parsed = Parsed()
    parsed.keep(parse(_load()))
    read_back = _load()
    handed = parsed.document(read_back)
    assert _shown(handed) == _shown(parse(read_back))
    assert handed.load is read_back
    assert handed.source == _WORDS
    assert handed.tree.css_first("h1").text() == "Returns"


@pytest.mark.parametrize(
    "other",
    [
        _load(_WORDS.replace("30", "**")),
        _load(visible=False),
        _load(final="https://shop.example/deep/returns"),
        replace(_load(), layout=()),
    ],
    ids=["words", "layout", "address", "no layout"],
)
def test_another_page_is_parsed_anew(other: Load) -> None:
    parsed = Parsed()
    parsed.keep(parse(_load()))
    assert _shown(parsed.document(other)) == _shown(parse(other))


def test_the_last_reading_of_a_page_counts() -> None:
    parsed = Parsed()
    parsed.keep(parse(_load(_WORDS.replace("30", "14"))))
    parsed.keep(parse(_load()))
    assert parsed.document(_load()).blocks[1].text == "Within 30 days."
