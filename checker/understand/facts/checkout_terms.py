"""Terms that stand on the checkout page itself: delivery and payment time, offer period, cancellation, seller.

Japan asks for them on the final confirmation screen: 特定商取引法 第12条の6; the EU before the order: Directive
2011/83/EU, art. 8(2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from disputelint.checker.late import late
from disputelint.checker.model import Block, Fact
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.business_name import name_in
from disputelint.checker.understand.facts.company_names import has_form
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.rows import read
from disputelint.checker.understand.facts.sheet import Sheet, sentence
from disputelint.checker.understand.normalize import fold
from disputelint.checker.understand.quantities import find_dates, find_durations

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_UNSET = late(r"^(?:指定なし|未定|-+|select.*|choose.*|なし)$")
_UI: Final = frozenset(("option", "button", "link", "column_header"))
_OF_RETURNS = late(r"返品|return|refund|キャンセル")


def find(document: Document, text: Sheet, context: Context) -> Iterator[Fact]:
    """The `checkout.*` facts of running text."""
    yield from _timing("checkout.delivery_timing", "order.delivery_said", text, context)
    yield from _payment_time(document, text, context)
    yield from _statement(
        "checkout.order_deadline", wording.pattern("order.order_deadline_said"), text, context, dated=True
    )
    yield from _statement(
        "checkout.cancellation", wording.pattern("order.cancellation_said"), text, context, dated=False
    )
    yield from _seller(document, context)
    yield from _merchant(text, context)


def _timing(name: str, concept: str, text: Sheet, context: Context) -> Iterator[Fact]:
    """A time or date by words for delivery: in the block, or in one that its label or heading makes so."""
    for block, folded in zip(text.blocks, text.folded, strict=True):
        if block.role in _UI or block.role == "heading" or _UNSET.match(folded.text) or len(folded.text) > 400:
            continue
        above = fold(block.label or (block.headings[-1] if block.headings else "")).text
        about = wording.has(concept, folded.text) or wording.has(concept, above) or _is_label(block.label)
        if not about or _OF_RETURNS.search(folded.text) or _OF_RETURNS.search(above):
            continue
        spans = find_durations(folded.text, context.language)
        if spans or find_dates(folded.text, context.language):
            yield context.fact(name, block.text, block, why="a time by words for delivery")
            return


def _is_label(label: str) -> bool:
    """Whether a row's label is about delivery ("Delivery", お届けについて)."""
    return bool(label) and wording.is_label("order.label_delivery", label)


def _payment_time(document: Document, text: Sheet, context: Context) -> Iterator[Fact]:
    shown = {block.index for block in text.blocks}
    for row in read(document).of("payment.label_timing"):
        if row.block.index in shown and len(row.text) > 1:
            yield context.fact(
                "checkout.payment_timing", row.text, row.block, row.span, why=f"under the label {row.label.strip()}"
            )
            return
    for hit in text.find(wording.pattern("payment.timing_sentence")):
        if hit.block.role not in _UI:
            span = hit.folded.back(*sentence(hit.folded.text, hit.start, hit.end))
            yield context.fact(
                "checkout.payment_timing",
                hit.block.text[slice(*span)],
                hit.block,
                span,
                confidence="medium",
                why="a sentence that says when the buyer pays",
            )
            return


def _statement(name: str, expression: Any, text: Sheet, context: Context, *, dated: bool) -> Iterator[Fact]:
    """A statement, not a bare link or heading: a sentence of its own or a value under such a heading."""
    for block, folded in zip(text.blocks, text.folded, strict=True):
        if block.role in _UI or block.role in ("heading", "row_header", "term", "label"):
            continue
        above = fold(" ".join((block.label, block.headings[-1] if block.headings else ""))).text
        match = expression.search(folded.text)
        if match is None and not (len(above) < 60 and expression.search(above) is not None):
            continue
        linked = sum(end - start for start, end, _ in block.links)
        if len(folded.text) < 12 or linked * 10 > len(block.text) * 8:
            continue
        labelled = bool(block.label) and expression.search(fold(block.label).text) is not None
        if (
            dated
            and not labelled
            and not (
                find_dates(folded.text, context.language)
                or find_durations(folded.text, context.language)
                or re.search(r"いつでも|随時", folded.text)
            )
        ):
            continue
        span = (
            folded.back(*sentence(folded.text, match.start(), match.end()))
            if match is not None
            else (0, len(block.text))
        )
        yield context.fact(name, block.text[slice(*span)], block, span, why="stated on the checkout page")
        return


def _seller(document: Document, context: Context) -> Iterator[Fact]:
    for row in read(document).of("business.label_seller"):
        said = name_in(row.text)
        if (
            said
            and row.block.region in ("main", "dialog")
            and (has_form(said) or not row.label.isascii() or wording.has("order.seller_said", fold(row.label).text))
        ):
            start = row.block.text.index(said, row.start)
            yield context.fact(
                "checkout.seller",
                said,
                row.block,
                (start, start + len(said)),
                why=f"under the label {row.label.strip()}",
            )
            return


def _merchant(text: Sheet, context: Context) -> Iterator[Fact]:
    for block, folded in zip(text.blocks, text.folded, strict=True):
        match = wording.pattern("order.merchant_line").match(folded.text) if 6 < len(folded.text) < 60 else None
        if match is None or block.role in _UI or any(char.isdigit() for char in folded.text):
            continue
        start = folded.back(match.end() - 1, match.end())[1]
        said = block.text[start:].strip(" :：")
        if _named(said, block):
            start = block.text.index(said, start)
            yield context.fact(
                "checkout.merchant_name",
                said,
                block,
                (start, start + len(said)),
                confidence="medium",
                why="who is paid, on the payment page",
            )
            return


def _named(said: str, block: Block) -> bool:
    words = said.split()
    return (
        1 < len(said) <= 40
        and wording.pattern("order.edit").fullmatch(fold(said).text) is None
        and len(words) <= 5
        and all(word[:1].isupper() or not word[:1].isalpha() for word in words)
        and bool(has_form(said) or block.role == "heading")
    )
