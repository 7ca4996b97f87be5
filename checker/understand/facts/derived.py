"""Facts of a site that no page states by itself: discounts that do not add up, one description on many products."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from disputelint.checker.late import late
from disputelint.checker.model import Block, Evidence, Fact, Page
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.sheet import FOREIGN_AREAS
from disputelint.checker.understand.normalize import fold
from disputelint.checker.understand.quantities import find_money

_TOLERANCE: Final = 1.5  # percentage points; shops round to whole per cents, and to fives
_SHORTEST: Final = 80  # characters; shorter descriptions are alike by chance
_BESIDE: Final = 2  # blocks between a discount and the amounts of its own
_REACH: Final = 6  # blocks between a price and the discount said of it
_PERCENT = late(
    r"(?:-\s?)?(\d{1,2}(?:[.,]\d)?)\s?%(?:\s?(?:off\b|引き?|割引|할인))?|([1-9一二三四五六七八九])\s?割(\d分)?(?:引き?|off)?|([1-9一二三四五六七八九](?:\.\d)?)\s?折"
)
_KANJI = str.maketrans("一二三四五六七八九", "123456789")
_SAYS_OFF = late(
    r"off|save|sparen|spare|rabatt|economi|remise|reduction|ahorra|descuento|risparmi|sconto|bespaar|korting|desconto|discount|オフ|引|割|할인|折|-\s?\d"
)
_BY_PAYMENT = late(
    r"\b(?:efectivo|transferencia|pagando|al contado|a vista|pix|boleto|dinheiro|bonifico|contrassegno|vorkasse|lastschrift|virement|overboeking|bank transfer|wire|crypto|bitcoin|(?:pay(?:ing|ment)?|paid) (?:by|with|via|in)|cash|prepaid|upi)\b|振込|前払い|現金|무통장|계좌이체"
)  # a discount for a way of paying is none of the price shown
_NOT_PRICE = late(
    r"code|coupon|クーポン|first order|newsletter|gutschein|vat|mwst|tva|iva|tax|税|cotton|polyester|綿|wool|natur|extra|up to|bis zu|jusqu|hasta|fino a|最大|tot wel|student|member"
)


def derive(pages: Iterable[Page]) -> dict[tuple[str, str], tuple[Fact, ...]]:
    """Facts to add per page (keyed by URL and device), worked out from the facts and blocks of all pages.

    `price.discount_mismatch` where a stated discount is not what the two prices give, and `product.description` anew
    with `duplicate_of` where another product page has the same text; the page with the smaller URL is the original.
    """
    products = [page for page in pages if "product" in page.kinds and page.read]
    found: dict[tuple[str, str], list[Fact]] = {}
    for page in products:
        for fact in _mismatches(page):
            found.setdefault((page.url, page.device), []).append(fact)
    for page, fact in _duplicates(products):
        found.setdefault((page.url, page.device), []).append(fact)
    return {key: tuple(facts) for key, facts in found.items()}


def add(pages: Iterable[Page]) -> list[Page]:
    """The pages with their derived facts, each in front of the fact it refines."""
    held = list(pages)
    found = derive(held)
    return [_with(page, found.get((page.url, page.device), ())) for page in held]


def _with(page: Page, derived: tuple[Fact, ...]) -> Page:
    if not derived:
        return page
    refined = {fact.name for fact in derived if fact.name == "product.description"}
    kept = (fact for fact in page.facts if fact.name not in refined)
    return replace(page, facts=tuple(sorted((*derived, *kept), key=lambda fact: fact.name)))


def _first(page: Page, name: str) -> Fact | None:
    return next((fact for fact in page.facts if fact.name == name), None)


def _mismatches(page: Page) -> Iterator[Fact]:
    now, was = _first(page, "price.amount"), _first(page, "price.compare_at")
    if (
        now is None
        or was is None
        or now.block is None
        or not isinstance(now.value, dict)
        or not isinstance(was.value, dict)
    ):
        return
    low, high = now.value.get("amount"), was.value.get("amount")
    ranged = "max" in now.value or "max" in was.value
    if not isinstance(low, int | float) or not isinstance(high, int | float) or high <= 0 or ranged:
        return
    if now.value.get("currency") != was.value.get("currency"):
        return
    computed = round((high - low) / high * 100, 1)
    for block, said, quote in _said(page, now.block):
        if abs(said - computed) <= _TOLERANCE or _of_another_pair(page, block, said, (low, high)):
            continue
        value = {"said": said, "computed": max(0.0, computed)}
        proof = Evidence(
            page.url,
            quote,
            block.selector,
            block.region,
            block.headings[-1] if block.headings else "",
            block.box,
            page.device,
        )
        why = f"{high} to {low} is {computed} %, said to be {said} %"
        yield Fact(
            "price.discount_mismatch",
            {**value},
            "high" if computed > 0 else "medium",
            proof,
            "derived",
            why,
            block.index,
        )
        return


def _of_another_pair(page: Page, block: Block, said: float, known: tuple[float, float]) -> bool:
    """Whether two other amounts right by a discount give it: those of two or three of the thing ("$80 $72, two, save 10 %")."""
    near = [b for b in page.blocks if abs(b.index - block.index) <= _BESIDE and len(b.text) <= 120]
    sums = [money.amount for b in near for money in find_money(fold(b.text).text) if money.amount > 0]
    return any(
        {one, other} != set(known) and abs((1 - min(one, other) / max(one, other)) * 100 - said) <= _TOLERANCE
        for one, other in pairwise(sums)
    )


def _said(page: Page, at: int) -> Iterator[tuple[Block, float, str]]:
    """Discounts in per cent that stand by the price."""
    for block in page.blocks:
        if abs(block.index - at) > _REACH or not block.visible or block.area in FOREIGN_AREAS or len(block.text) > 120:
            continue
        folded = fold(block.text)
        if _BY_PAYMENT.search(folded.text):
            continue
        plain = _without_tax(folded.text)
        for match in _PERCENT.finditer(plain):
            around = plain[max(0, match.start() - 14) : match.end() + 14]
            if not _SAYS_OFF.search(around) or _NOT_PRICE.search(around):
                continue
            said = _per_cent(match)
            first, last = folded.back(match.start(), match.end())
            if 0 < said < 100:
                yield block, said, block.text[first:last]


def _per_cent(match: re.Match[str]) -> float:
    """What a printed discount takes off, in per cent: "30 %", "3割5分引", "7折" (seven tenths remain)."""
    if match[1]:
        return float(match[1].replace(",", "."))
    if match[4]:
        return 100.0 - float(match[4].translate(_KANJI)) * 10.0
    return int(match[2].translate(_KANJI)) * 10.0 + (int(match[3][0]) if match[3] else 0)


def _without_tax(text: str) -> str:
    """The text with its statements of tax blanked, place for place: their rate ("incl. 10 % VAT") is no discount."""
    for concept in ("price.tax_included", "price.tax_excluded"):
        for match in wording.pattern(concept).finditer(text):
            text = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
    return text


def _duplicates(products: list[Page]) -> Iterator[tuple[Page, Fact]]:
    """Pages whose description text is that of another product's page."""
    known: dict[str, Page] = {}
    for page in sorted(products, key=lambda page: (page.url, page.device)):
        fact = _first(page, "product.description")
        text = _description(page, fact) if fact is not None else ""
        if fact is None or len(text) < _SHORTEST or not isinstance(fact.value, dict):
            continue
        chars = fact.value.get("chars")
        if isinstance(chars, int) and 2 * len(text) < chars:
            continue  # the longest block is the smaller part: a text that all products share (shipping, care)
        first = known.setdefault(f"{page.device} {text}", page)
        if first.url != page.url and _name(first) != _name(page):
            yield (
                page,
                replace(
                    fact,
                    value={**fact.value, "duplicate_of": first.url},
                    source="derived",
                    why=f"the same text as on {first.url}",
                ),
            )


def _name(page: Page) -> str:
    fact = _first(page, "product.name")
    return fold(str(fact.value)).text if fact is not None else page.url


def _description(page: Page, fact: Fact) -> str:
    """The longest paragraph of the description, with the product's own name taken out."""
    block = next((b for b in page.blocks if b.index == fact.block), None)
    text = fold(block.text).text if block is not None else ""
    name = _name(page)
    return " ".join(text.replace(name, " ").split()) if len(name) > 3 else text
