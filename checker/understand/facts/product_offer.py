"""What a product page says of the offer: pre-order and lead time, a deadline, scarcity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import JSON, Fact
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.buybox import BuyBox
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.sheet import Hit, sentence, sheet
from disputelint.checker.understand.quantities import find_dates, find_durations

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_POLICYISH = re.compile(r"policy|policies|terms|faq")
_OF_RETURNS = re.compile(
    r"return|refund|cancel|返品|返金|交換|キャンセル|widerruf|ruckgabe|umtausch|retour|rembours|devol|reembols|\breso|rimbors|반품|환불|退货|退貨|退款"
)
_CLOCK = re.compile(
    r"^\s*\d{1,2}\s*:\s*\d{2}(?:\s*:\s*\d{2})?\s*$|\b\d{1,2} ?(?:h|hrs?|hours|時間) ?:? ?\d{1,2} ?(?:m|mins?|minutes|分)"
)
_SERVED: Final = late(r"(?:店内|店頭|当店のカフェ|カフェ|イートイン)(?:では|にて|で)[^。]*$")
# "オーダーメイドをお考えの方へ", "受注生産のご相談も承ります"
_WISHED: Final = late(
    r"(?:を|も|の|が)?(?:お考え|ご?希望|ご?検討|ご?相談|お?見積|も?承|も可|も?お受け|も?対応)|(?:について|に関する)"
)
_REACH: Final = 400


def find(document: Document, box: BuyBox, context: Context) -> Iterator[Fact]:
    """`product.preorder`, `product.offer_deadline`, `product.scarcity`."""
    yield from _preorder(box, context)
    yield from _claims(document, box, context)


def _preorder(box: BuyBox, context: Context) -> Iterator[Fact]:
    found: Fact | None = None
    for concept in ("product.preorder", "product.made_to_order"):
        for hit in box.text.find(wording.pattern(concept)):
            if hit.block.index >= box.end or hit.block.role == "option" or _POLICYISH.search(hit.after(20)):
                continue
            value, span = _lead(hit, context)
            if _OF_RETURNS.search(hit.folded.text[slice(*sentence(hit.folded.text, hit.start, hit.end))]):
                context.log.reject("product.preorder", hit.original, "said of returns or cancellation")
                continue
            if _WISHED.match(hit.after(12)):
                context.log.reject(
                    "product.preorder", hit.original, "what buyers may ask for, not how this thing is sold"
                )
                continue
            if _SERVED.search(hit.folded.text, 0, hit.start):
                context.log.reject("product.preorder", hit.original, "how guests are served at the shop")
                continue
            fact = context.fact(
                "product.preorder",
                value,
                hit.block,
                span,
                why="a pre-order or made-to-order statement",
                confidence="high" if value else "medium",
            )
            if value:
                yield fact
                return
            found = found or fact
    if found is not None:
        yield _with_neighbour(found, box, context)


def _lead(hit: Hit, context: Context) -> tuple[dict[str, JSON], tuple[int, int]]:
    """The lead time or date said with a pre-order, in its sentence or the next."""
    text = hit.folded.text
    first, last = sentence(text, hit.start, hit.end)
    _, further = sentence(text, min(last + 1, len(text) - 1), min(last + 2, len(text)))
    if re.search(r"\d", text[last:further]):
        last = further
    return _time(text[first:last], context), hit.folded.back(first, last)


def _time(said: str, context: Context) -> dict[str, JSON]:
    value: dict[str, JSON] = {}
    spans = [d for d in find_durations(said, context.language) if d.days_max is not None and d.days_max > 0]
    if (spans and wording.has("product.ship_words", said)) or (spans and wording.has("product.made_to_order", said)):
        value["days_max"] = max(d.days_max or 0 for d in spans)
    dates = find_dates(said, context.language)
    if dates:
        value["date"] = dates[0].iso
    return value


def _with_neighbour(fact: Fact, box: BuyBox, context: Context) -> Fact:
    """The fact with the time that a block near the pre-order words gives."""
    from dataclasses import replace

    for block, folded in zip(box.text.blocks, box.text.folded, strict=True):
        if (
            fact.block is None
            or not 0 < abs(block.index - fact.block) <= 4
            or not wording.has("product.ship_words", folded.text)
        ):
            continue
        value = _time(folded.text, context)
        if value:
            return replace(
                context.fact("product.preorder", value, block, why="a time by the pre-order words"), confidence="medium"
            )
    return fact


def _no_offer(hit: Hit, said: str) -> bool:
    """Whether a date until which something holds is that of a return or of a dispatch, not of an offer."""
    return _OF_RETURNS.search(hit.folded.text) is not None or "order within" in said


def _of_menu(hit: Hit, box: BuyBox) -> bool:
    """Whether the words stand in links to elsewhere ("Last chance", "Low stock"): the shop's menu of offers."""
    linked = sum(end - start for start, end, _ in hit.block.links)
    return linked * 2 > len(hit.block.text) and hit.block.role != "button" and box.distance(hit.block) > 3


def _claims(document: Document, box: BuyBox, context: Context) -> Iterator[Fact]:
    text = sheet(
        document.blocks,
        lambda b: b.region not in ("nav", "footer") and b.area in ("", "minicart") and b.role not in ("option",),
    )
    for name, concept in (("product.offer_deadline", "product.deadline"), ("product.scarcity", "product.scarcity")):
        seen: set[str] = set()
        for hit in text.find(wording.pattern(concept)):
            if hit.block.index >= box.end or len(seen) >= 5:
                continue
            first, last = sentence(hit.folded.text, hit.start, hit.end)
            if last - first > _REACH or hit.folded.text[first:last] in seen:
                continue
            if name == "product.offer_deadline" and _no_offer(hit, hit.folded.text[first:last]):
                continue
            if _of_menu(hit, box):
                continue
            seen.add(hit.folded.text[first:last])
            yield context.fact(
                name,
                hit.block.text[slice(*hit.folded.back(first, last))],
                hit.block,
                hit.folded.back(first, last),
                confidence="high" if box.distance(hit.block) < 12 else "medium",
                why="wording of a deadline" if "deadline" in name else "wording of scarcity",
            )
    for block, folded in zip(box.text.blocks, box.text.folded, strict=True):
        if len(folded.text) < 40 and _CLOCK.search(folded.text) and box.distance(block) < 12:
            yield context.fact(
                "product.offer_deadline",
                block.text,
                block,
                confidence="medium",
                why="a clock that counts down by the price",
            )
            return
