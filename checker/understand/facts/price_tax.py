"""What a page says of tax in its prices: at the price, else in a statement about prices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Block, Confidence, Fact
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.price_scan import Amount
from disputelint.checker.understand.facts.rows import Reading, read
from disputelint.checker.understand.facts.sheet import Hit, sentence
from disputelint.checker.understand.normalize import fold
from disputelint.checker.understand.quantities import find_money

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

NAME: Final = "price.tax_statement"
_KINDS: Final = (("exempt", "price.tax_exempt"), ("included", "price.tax_included"), ("excluded", "price.tax_excluded"))
_PRICES = late(
    r"prices?|preise?|prix|precios?|prezz[oi]|prij(?:s|zen)|precos?|価格|料金|代金|金額|表示|売価|가격|价格|價格|priced|amounts?|totals?|endbetr|products?"
)
_ALONE: Final = (
    72  # characters of a sentence that says little more ("Tax included, shipping and discounts at checkout")
)
_BOUND: Final = late(r"[)）]? ?(?:以上|未満|以下|を?超え)")
_OTHER = late(
    r"送料|配送料|手数料|運賃|運費|运费|배송비|shipping (?:cost|fee|charge|rate)|delivery (?:cost|fee|charge)|versandkosten|frais|import|customs|dut(?:y|ies)|関税|輸入|invoice|rechnung|返金|refund|returned|income|withhold|修正|追加|延滞|wholesale|trade account|b2b|for trade|refundiert|tourist"
)
# "Prices and shipping costs are totals": prices all the same.
_WITH_POSTAGE: Final = late(
    r"(?:sowie|und|as well as|and) (?:die |the )?(?:versandkosten|shipping costs)|消費税[^。]{1,18}込みの?(?:価格|金額|料金|表示)"
)
_NOTED: Final = late(r"場合は、?(?:その旨|別途|明記)")
# Sentences about other buyers, and about what is given back.
_APART = late(
    r"gift card|(?:original )?purchase price|business customers?|for (?:businesses|professionals)|pour les professionnels|geschaftskund|gewerbe|clienti business|zakelijke klant|法人(?:の)?お客様|法人様"
)


def find(document: Document, context: Context, chosen: list[Amount]) -> Iterator[Fact]:
    """The statement at the price first; then those about all prices; both when they differ."""
    seen: set[str] = set()
    for fact in (*_at_price(document, context, chosen), *_general(document, context, chosen)):
        if str(fact.value) not in seen:
            seen.add(str(fact.value))
            yield fact


def _at_price(document: Document, context: Context, chosen: list[Amount]) -> Iterator[Fact]:
    for amount in chosen[:1]:
        if amount.money.tax:
            start, end = amount.span
            after = min(len(amount.block.text), end + 24)
            yield context.fact(NAME, amount.money.tax, amount.block, (start, after), why="beside the price")
            return
        blocks = document.blocks[amount.block.index : amount.block.index + 4]
        for block in blocks:
            for kind, span in _marks(block):
                if kind == "excluded" and _of_another(block, span[1], amount, context):
                    continue  # "Ex Tax: $80.00" below a price of $98.00
                yield context.fact(NAME, kind, block, span, why="by the price")
                return
        label = amount.block.label
        if label:
            for kind, concept in _KINDS:
                if wording.has(concept, fold(label).text):
                    yield context.fact(NAME, kind, amount.block, why="in the label of the price", confidence="medium")


def _of_another(block: Block, end: int, amount: Amount, context: Context) -> bool:
    """Whether a tax mark names a lower amount that stands right behind it, and so not the price."""
    return any(
        money.amount < amount.money.amount
        for money in find_money(fold(block.text[end : end + 24]).text, context.language)[:1]
    )


def _marks(block: Block) -> Iterator[tuple[str, tuple[int, int]]]:
    """Tax marks of a block, from left to right: "do not include tax" begins before the "include tax" in it."""
    folded = fold(block.text)
    found = [
        (match.start(), match.end(), kind)
        for kind, concept in _KINDS
        if (match := wording.pattern(concept).search(folded.text)) is not None
    ]
    for start, end, kind in sorted(found):
        if not _OTHER.search(folded.text[max(0, start - 14) : start]):
            yield kind, folded.back(start, end)


_EITHER = late(r"税[別抜]き? ?[/・] ?税込|税込み? ?[/・] ?税[別抜]")


def _general(document: Document, context: Context, chosen: list[Amount]) -> Iterator[Fact]:
    reading = read(document)
    found: list[tuple[int, Fact]] = []
    for kind, concept in _KINDS:
        for hit in reading.text.find(wording.pattern(concept)):
            block = hit.block
            if (
                block.area in ("related", "reviews", "cookie", "search")
                or (block.role == "option" and (chosen or not _taxed(block, context)))
                or block.region in ("nav",)
            ):
                continue
            if (kind == "included" and _negated(hit)) or _bracketed(hit):
                continue
            if kind == "excluded" and chosen and _of_another(block, hit.span[1], chosen[0], context):
                continue
            rank = 1 if block.role == "option" else _rank(hit, kind, reading, context)
            if rank is None:
                continue
            sure: Confidence = "high" if rank == 0 else "medium"
            first, last = sentence(hit.folded.text, hit.start, hit.end)
            span = hit.folded.back(max(first, hit.start - 60), min(last, hit.end + 60))
            found.append(
                (rank, context.fact(NAME, kind, block, span, confidence=sure, why="a statement about prices and tax"))
            )
            break
    found.sort(key=lambda pair: pair[0])
    yield from (fact for _, fact in found)


def _taxed(block: Block, context: Context) -> bool:
    """Whether a choice names an amount with its tax beside it ("3本 3,300円(税込)")."""
    return any(money.tax for money in find_money(fold(block.text).text, context.language))


def _bracketed(hit: Hit) -> bool:
    """Whether it stands in a square bracket, as what is still to be filled in does."""
    before = hit.folded.text[max(0, hit.start - 120) : hit.start]
    return before.rfind("[") > before.rfind("]")


def _negated(hit: Hit) -> bool:
    """Whether the words that seem to include tax stand inside words that exclude it ("do not include tax")."""
    return any(
        match.start() < hit.end and match.end() > hit.start
        for match in wording.pattern("price.tax_excluded").finditer(
            hit.folded.text, max(0, hit.start - 60), hit.end + 40
        )
    )


def _rank(hit: Hit, kind: str, reading: Reading, context: Context) -> int | None:
    """How surely a tax mark speaks of the prices: 0 surely, 1 likely; None when it speaks of something else."""
    first, last = sentence(hit.folded.text, hit.start, hit.end)
    said = hit.folded.text[first:last]
    near = hit.folded.text[max(first, hit.start - 26) : min(last, hit.end + 14)]
    if "場合は" in said and _NOTED.search(said) is not None:
        context.log.reject(NAME, hit.original, "how prices are marked that differ from the others")
        return None
    if context.language[:2] == "en" and hit.text.endswith("ttc"):
        return None  # French for "tax included"; here a name
    price_row = reading.labelled(hit.block, "payment.label_price_row") or bool(
        _PRICES.search(fold(hit.block.label).text) and "以外" not in hit.block.label
    )
    labels = reading.labels.get(hit.block.index, frozenset())
    near = str(wording.pattern("price.postage_mark").sub(" ", near))  # "料金表(税込・送料別)": of prices
    if (_OTHER.search(_WITH_POSTAGE.sub("", near)) or _APART.search(said)) and not price_row:
        context.log.reject(NAME, hit.original, "tax of something else than the price")
        return None
    named = context.language.split("-")[0] not in ("ja", "zh", "ko") and _PRICES.search(said) is not None
    if (
        not (price_row or named)
        and "消費税" not in near
        and labels & {"payment.label_extra", "payment.label_methods", "payment.label_timing"}
    ):
        context.log.reject(NAME, hit.original, "tax of a charge, not of the price")
        return None
    if price_row:
        return 0
    if _EITHER.search(said) is not None:
        context.log.reject(NAME, hit.original, "a template names both")
        return None
    if "付与" in said and "ポイント" in hit.folded.text:
        context.log.reject(NAME, hit.original, "of what points are given for")
        return None
    if kind == "exempt":
        return 0 if _PRICES.search(said) or re.search(r"umsatzsteuer|ustg|vat|tva|iva|btw", said) else None
    before = _WITH_POSTAGE.sub("", said[: max(0, hit.start - first)])
    if _PRICES.search(said) and not _OTHER.search(before):
        return 0
    if re.match(
        r"[^.]{0,30}(?:all|alle|tous|todos|tutti) (?:prices|preise|prix|precios|prezzi|bookings|packages|fares|rates|quotes)",
        said,
    ):
        return 0
    if _BOUND.match(hit.after(8)):
        context.log.reject(NAME, hit.original, "tax of an amount from which on something holds")
        return None
    amount_before = re.search(r"[0-9][0-9,.]* ?(?:円|€|\$|£|yen)? ?[(]?$", hit.before(10))
    if amount_before or hit.block.region in ("banner", "header") or len(said) > 90:
        return None
    return 1 if len(said) <= _ALONE else None
