"""The amounts that a buyer meets at one step of the walk, as text and number with the words that name them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from disputelint.checker.model import Amount, PageKind
from disputelint.checker.understand.document import Document
from disputelint.checker.understand.facts import order_page, price
from disputelint.checker.understand.facts.context import Context, Log
from disputelint.checker.understand.lexicon import lexicon

_MOST: Final = 60  # amounts of one page that are kept
_PRICES: Final = {"price.amount": "price", "price.compare_at": "reference price"}


def context_of(document: Document, language: str, kinds: Iterable[PageKind]) -> Context:
    """What the families of facts are given for a page that the walk sees."""
    return Context(language, frozenset(kinds), lexicon(), Log(), page=document.url)


def amounts_of(document: Document, language: str, kind: PageKind) -> tuple[Amount, ...]:
    """The amounts of a product, cart or checkout page in page order. `label` is folded; "" where nothing names it."""
    context = context_of(document, language, (kind,))
    if kind == "product":
        return _prices(document, context)
    found: list[Amount] = []
    for one in order_page.amounts(document, order_page.order_text(document), context):
        start, end = one.span
        text = one.block.text[start:end].strip()
        tax = one.money.tax if one.money is not None else ""
        amount = Amount(one.label.strip(" :：")[:80], text, one.amount, one.currency, tax)
        if not found or found[-1] != amount:
            found.append(amount)
    return tuple(found[:_MOST])


def _prices(document: Document, context: Context) -> tuple[Amount, ...]:
    found = []
    for fact in price.find(document, context):
        value = fact.value
        if fact.name in _PRICES and isinstance(value, dict) and isinstance(value.get("amount"), int | float):
            amount, currency, tax = value["amount"], value.get("currency"), value.get("tax")
            found.append(
                Amount(
                    _PRICES[fact.name],
                    fact.evidence.quote[:80],
                    float(amount),  # type: ignore[arg-type]
                    currency if isinstance(currency, str) else None,
                    tax if isinstance(tax, str) else "",
                )
            )
    return tuple(found[:4])
