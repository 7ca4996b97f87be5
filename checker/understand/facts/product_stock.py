"""Whether the product can be had, as the buyer sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.model import Confidence, Fact
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.buybox import BuyBox
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.sheet import Hit
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

NAME: Final = "product.availability"
_STATES: Final = ("out_of_stock", "discontinued", "preorder", "backorder", "in_stock")
_LABEL = re.compile(
    r"availability|stock|在庫|verfugbarkeit|lager|disponib|voorraad|beschikbaar|estoque|재고|库存|庫存|наличи"
)
# Words that are said of a list, a picture or a service as well.
_LOOSE: Final = frozenset(
    ("available", "disponible", "disponibile", "verfugbar", "beschikbaar", "disponivel", "unavailable")
)
_NEAR: Final = 12  # blocks from the title and the cart control within which a loose word is the product's
_CONDITIONAL = re.compile(
    r"\b(?:if|when|where|once|unless|in case|may|might|can|could)\b|場合|際|sobald|wenn|falls|lorsque|\bsi\b|quando|wanneer|als het"
)


def find(document: Document, box: BuyBox, context: Context) -> Iterator[Fact]:
    """The state said nearest to the buy box; a bare cart button says nothing of stock."""
    ranked: list[tuple[float, str, Hit]] = []
    for state in _STATES:
        for hit in box.text.find(wording.pattern(f"product.{state}")):
            rank = _rank(hit, state, box)
            if rank is None:
                continue
            ranked.append((rank, state, hit))
    if not ranked:
        return
    ranked.sort(key=lambda one: one[0])
    best = ranked[0]
    rivals = [one for one in ranked if one[0] <= best[0] + 1.0 and one[1] != best[1]]
    chosen = _settle(best, rivals, box)
    rank, state, hit = chosen
    for other in ranked:
        if other[1] != state:
            context.log.reject(NAME, other[2].original, f"{state} is said nearer to the cart control", other[1])
    sure: Confidence = "high" if rank <= 3 else "medium"
    yield context.fact(
        NAME,
        state,
        hit.block,
        hit.span,
        confidence=sure,
        why="said by the title and the cart control" if rank <= 3 else "said further from them",
    )


def _settle(best: tuple[float, str, Hit], rivals: list[tuple[float, str, Hit]], box: BuyBox) -> tuple[float, str, Hit]:
    """Between two states said equally near: what covers the other ("not available") wins, else the enabled cart does."""
    for rival in rivals:
        inside = rival[2].block is best[2].block and rival[2].start <= best[2].start and best[2].end <= rival[2].end
        if inside and rival[2].end - rival[2].start > best[2].end - best[2].start:
            return rival
    if rivals and best[1] == "out_of_stock" and box.cart is not None and box.cart_enabled:
        return next((rival for rival in rivals if rival[1] in ("in_stock", "preorder")), best)
    return best


def _rank(hit: Hit, state: str, box: BuyBox) -> float | None:
    """How near and how plain a stock statement is, 0 best; None when it is none of the product as a whole."""
    block, text = hit.block, hit.folded.text
    if block.role == "option" or block.index >= box.end or (block.links and block.role != "button" and len(text) < 40):
        return None
    if len(text) > 400:
        return None
    rest = len(re.sub(r"\W", "", text)) - len(re.sub(r"\W", "", hit.text))
    said = text[max(0, hit.start - 40) : hit.end + 30]
    if _CONDITIONAL.search(said) or wording.has("product.not_stock", said):
        return None
    labelled = bool(block.label) and _LABEL.search(fold(block.label).text) is not None
    words = hit.text
    distance = box.distance(block)
    if words in _LOOSE and not labelled and (rest > 12 or distance > _NEAR):
        return None
    if rest > 70 and not (state == "in_stock" and re.search(r"stock|在庫|lager|voorraad", words)):
        return None
    if distance > 30 and not labelled:
        return None
    return (
        distance / 4
        + min(rest, 60) / 20
        - (1.5 if labelled else 0.0)
        + (-1.0 if state == "out_of_stock" and block.role == "button" else 0.0)
    )
