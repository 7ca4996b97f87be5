"""The description: how long it is and which attributes of the goods it gives; and the attributes themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from disputelint.checker.model import JSON, Block, Fact
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.buybox import BuyBox
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.sheet import Hit, Sheet, sentence, sheet
from disputelint.checker.understand.linear import compiled
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_ATTRIBUTES: Final = (  # attribute, fact that quotes it
    ("material", "product.materials"),
    ("dimensions", "product.dimensions"),
    ("weight", "product.weight"),
    ("colour", "product.colour"),
    ("contents", "product.contents"),
    ("care", ""),
    ("origin", "product.origin"),
    ("compatibility", ""),
    ("features", ""),
    ("capacity", ""),
    ("ingredients", ""),
)
_IN_NAME: Final = ("material", "dimensions", "weight", "capacity")
_INLINE = re.compile(
    r"(?:^|[。.;|/☆★●・※\n]|\s-\s)\s*([^:/。;|☆★●・※\n]{1,28}?)\s*[:/]\s*([^/。;|☆★●・※\n][^。;|☆★●・※\n]{0,120})"
)
_NOT_TEXT: Final = frozenset(
    ("button", "link", "option", "label", "image", "heading", "row_header", "column_header", "term", "question")
)
_POLICY = re.compile(
    r"shipping|delivery|returns?\b|refund|payment|warranty|guarantee|faq|送料|配送|返品|お?支払|お買い物ガイド|ご注文|ご利用ガイド|versand|lieferung|ruckgabe|zahlung|livraison|retours?|paiement|envio|devoluci|pago|spedizion|resi|pagament|verzend|retour|betal|envios|배송|반품|교환|결제|配送|退货|支付|newsletter|reviews?|contact|about us|trade"
)


def find(document: Document, box: BuyBox, context: Context) -> Iterator[Fact]:
    """`product.description` with its attributes, and the attributes that are said as facts of their own."""
    described = list(_described(document, box))
    text = sheet(described, lambda block: bool(block.text))
    given = dict(_given(text, box))
    if box.title is not None:  # "Elaichi tea, 250 g", "Oak shelf 80 x 30 cm"
        given = {**dict(_named(sheet([document.blocks[box.title]], lambda block: True))), **given}
    chars = sum(len(block.text) for block in described if block.role not in _NOT_TEXT)
    if described and (chars or given):
        value: dict[str, JSON] = {"chars": chars, "attributes": [name for name, _ in _ATTRIBUTES if name in given]}
        longest = max(described, key=lambda block: len(block.text) if block.role not in _NOT_TEXT else 0)
        yield context.fact(
            "product.description", value, longest, why="the text about the product, its attributes by label or wording"
        )
    for attribute, name in _ATTRIBUTES:
        if name and attribute in given:
            block, span, why = given[attribute]
            said = block.text[slice(*span)].strip()
            if said:
                yield context.fact(name, said, block, span, why=why, confidence="high" if "label" in why else "medium")
    yield from _condition(text, box, context)
    yield from _identifier(text, box, context)


def _described(document: Document, box: BuyBox) -> Iterator[Block]:
    """The blocks that describe the product: by the title and below it, but for policies, controls and foreign parts."""
    start = box.title if box.title is not None else 0
    for block in box.text.blocks:
        if block.index >= box.end or block.index < start - 40 or block.index == box.title:
            continue
        if block.region != "main" or any(
            _POLICY.search(fold(heading).text) for heading in block.headings if heading != box.name
        ):
            continue
        yield block


Given = tuple[str, tuple[Block, tuple[int, int], str]]


def _given(text: Sheet, box: BuyBox) -> Iterator[Given]:
    """Attribute → where it is said: under a label, in "label: value", else in running text."""
    known: set[str] = set()
    previous: Block | None = None
    for block, folded in zip(text.blocks, text.folded, strict=True):
        label = block.label or (previous.text if previous is not None and _may_label(previous) else "")
        for name, span, why in (*_by_label(block, label), *_by_lines(block, folded.text, folded.back)):
            if name not in known:
                known.add(name)
                yield name, (block, span, why)
        previous = block
    for name, _ in _ATTRIBUTES:
        if name in known:
            continue
        hit = next((hit for hit in text.find(wording.pattern(f"product.said_{name}")) if _says(hit)), None)
        if hit is None and name in ("features", "ingredients", "care"):
            hit = next(
                (
                    h
                    for h in text.find(wording.pattern(f"product.label_{name}"))
                    if h.block.role == "heading" and len(h.folded.text) < 40
                ),
                None,
            )
        if hit is not None:
            yield name, (hit.block, hit.folded.back(*sentence(hit.folded.text, hit.start, hit.end)), "in the text")


def _named(title: Sheet) -> Iterator[Given]:
    """What the product's name itself says of the goods: their material and their measure."""
    for name in _IN_NAME:
        hit = next(iter(title.find(wording.pattern(f"product.said_{name}"))), None)
        if hit is not None:
            yield name, (hit.block, (0, len(hit.block.text)), "in the name")


def _says(hit: Hit) -> bool:
    if hit.block.role in ("button", "link", "option", "label"):
        return False
    return (
        re.search(r"shipping|delivery|versand|送料|livraison|order|€|\$|£|円", hit.before(12) + hit.after(10)) is None
    )


def _may_label(block: Block) -> bool:
    return (
        block.role in ("row_header", "term", "other", "paragraph", "label", "heading")
        and len(block.text) <= 30
        and not any(c.isdigit() for c in block.text)
    )


@lru_cache(maxsize=4096)
def _attributes(label: str) -> tuple[str, ...]:
    """The attributes that a label names."""
    if not any(_any_label().fullmatch(part) for part in wording.label_parts(label)):
        return ()
    return tuple(name for name, _ in _ATTRIBUTES if wording.is_label(f"product.label_{name}", label))


@cache
def _any_label() -> Any:
    return compiled(
        "|".join(f"(?:{wording.expression(f'product.label_{name}')})" for name, _ in _ATTRIBUTES),
        wording.options(),
    )


def _by_label(block: Block, label: str) -> Iterator[tuple[str, tuple[int, int], str]]:
    if not label or block.role in ("button", "option", "heading", "row_header", "term") or not block.text:
        return
    for name in _attributes(label):
        yield name, (0, len(block.text)), f"under the label {label.strip()}"


def _by_lines(block: Block, folded: str, back: object) -> Iterator[tuple[str, tuple[int, int], str]]:
    if (":" not in folded and "/" not in folded) or len(folded) > 1500 or block.role in ("button", "option"):
        return
    back_to = back if callable(back) else None
    for match in _INLINE.finditer(folded):
        for name in _attributes(match[1]) if back_to is not None else ():
            if back_to is not None:
                yield name, back_to(match.start(2), match.end(2)), f"after the label {match[1].strip()}"


def _condition(text: Sheet, box: BuyBox, context: Context) -> Iterator[Fact]:
    for block, folded in zip(text.blocks, text.folded, strict=True):
        labelled = bool(block.label) and wording.is_label("product.label_condition", block.label)
        inline = re.match(r"(?:item )?condition\s*:|(?:商品の?)?状態\s*:|zustand\s*:|etat\s*:|estado\s*:", folded.text)
        if not labelled and not inline:
            continue
        for state in ("refurbished", "used", "new"):
            match = wording.pattern(f"product.condition_{state}").search(folded.text)
            if match is not None:
                yield context.fact(
                    "product.condition",
                    state,
                    block,
                    folded.back(match.start(), match.end()),
                    why="under a label for the condition",
                )
                return
    for kind in box.markup:
        said = kind.condition.rpartition("/")[2].lower()
        value = {
            "newcondition": "new",
            "usedcondition": "used",
            "refurbishedcondition": "refurbished",
            "new": "new",
            "used": "used",
            "refurbished": "refurbished",
        }.get(said)
        if value and box.text.blocks:
            from dataclasses import replace

            fact = context.fact(
                "product.condition",
                value,
                box.text.blocks[0],
                confidence="medium",
                why=f"stated in {kind.source}",
                source=kind.source,
            )
            yield replace(fact, evidence=replace(fact.evidence, quote=kind.condition))
            return


_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{2,30}")


def _identifier(text: Sheet, box: BuyBox, context: Context) -> Iterator[Fact]:
    previous: Block | None = None
    for block, folded in zip(text.blocks, text.folded, strict=True):
        start = 0
        label = block.label or (previous.text if previous is not None and _may_label(previous) else "")
        previous = block
        if label and wording.is_label("product.label_identifier", label):
            match = _CODE.match(block.text.strip())
        else:
            found = wording.pattern("product.label_identifier").search(folded.text) if len(folded.text) < 120 else None
            if found is None or not re.match(r"[\s.:#-]{1,4}", folded.text[found.end() : found.end() + 3] + " "):
                continue
            start = folded.back(found.end() - 1, found.end())[1]
            lead = len(block.text[start:]) - len(block.text[start:].lstrip(" .:：#-"))
            start += lead
            match = _CODE.match(block.text[start:])
        if match is None or (not any(char.isdigit() for char in match.group()) and "-" not in match.group()):
            continue
        yield context.fact(
            "product.identifier",
            match.group(),
            block,
            (start + match.start(), start + match.end()),
            why="under or after a label for a code",
        )
        return
