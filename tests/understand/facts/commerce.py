"""What the tests of commerce facts share: find the facts of a small page, check that every quote stands on it."""

from __future__ import annotations

import html
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from disputelint.checker.model import Fact, PageKind
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand.document import Document, parse
from disputelint.checker.understand.facts.context import Context, Log
from disputelint.checker.understand.lexicon import lexicon

SHOP = "https://shop.test/p/oak-stool"


def page(body: str, *, head: str = "<title>Oak Stool | Shop</title>", lang: str = "en", url: str = SHOP) -> Document:
    source = f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    return parse(Load(url, url, "desktop", "fetched", status=200, body=lambda: source))


def found(
    family: str,
    body: str,
    kinds: Iterable[PageKind] = ("product",),
    lang: str = "en",
    log: Log | None = None,
    **more: Any,
) -> list[Fact]:
    """The facts of one family, each with a quote that stands in the page's text or source."""
    document = page(body, lang=lang, **more)
    context = Context(lang, frozenset(kinds), lexicon(), log if log is not None else Log(), document.url)
    module = import_module(f"disputelint.checker.understand.facts.{family}")
    facts = list(module.find(document, context))
    texts = [" ".join(block.text.split()) for block in document.blocks]
    for fact in facts:
        quote = fact.evidence.quote
        assert quote, fact
        assert any(quote in text for text in texts) or quote in html.unescape(document.source), fact
    return facts


def values(facts: Iterable[Fact], name: str) -> list[Any]:
    return [fact.value for fact in facts if fact.name == name]


def first(facts: Iterable[Fact], name: str) -> Any:
    return next(iter(values(facts, name)), None)


def quote(facts: Iterable[Fact], name: str) -> str:
    return next(fact.evidence.quote for fact in facts if fact.name == name)


def reasons(log: Log, name: str) -> list[str]:
    return [one.why for one in log.rejected if one.name == name]
