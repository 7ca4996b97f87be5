"""Whether the product can be had, as the buyer sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Block, Confidence, Fact
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.buybox import BuyBox
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.sheet import Hit
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

NAME: Final = "product.availability"
Ranked = tuple[float, str, Hit]  # how near and plain, 0 best; state; where it is said
_STATES: Final = ("out_of_stock", "discontinued", "preorder", "backorder", "in_stock")
_LABEL = late(
    r"availability|stock|在庫|verfugbarkeit|lager|disponib|voorraad|beschikbaar|estoque|재고|库存|庫存|наличи"
)
_PICKUP = late(
    r"(?:store|in-store|local|curbside) (?:pick-?up|collection)|pick-?up (?:at|in|from)|click (?:&|and) collect|店舗受[けげ]?取|店頭受取|abholung|in der filiale|(?:retrait|disponible) en magasin|retiro en tienda|recoge en tienda|ritiro in negozio|afhalen|매장 ?(?:수령|픽업)|门店自提|門市取貨"
)
_STOCK_LABEL = late(
    r"(?:items? |units? )?in stock|stock(?: level)?|在庫数?|lagerbestand|voorraad|existencias|estoque|재고(?: ?수량)?|库存|庫存|quantites? en stock"
)
_COUNT = late(r"(\d{1,5})(?: ?(?:stuck|stk\.?|pcs|pieces?|units?|個|点|本|枚|件|개|unidades?|pezzi|stuks))?")
# Words that are said of a list, a picture or a service as well.
_LOOSE: Final = frozenset(
    ("available", "disponible", "disponibile", "verfugbar", "beschikbaar", "disponivel", "unavailable")
)
_NEAR: Final = 12  # blocks from the title and the cart control within which a loose word is the product's
_QUESTION = late(r"[^.!?。！？]{0,30}[?？]")
_CONDITIONAL = late(
    r"\b(?:if|when|where|once|unless|in case|may|might|can|could)\b|場合|際|sobald|wenn|falls|lorsque|\bsi\b|quando|wanneer|als het"
)


def find(document: Document, box: BuyBox, context: Context) -> Iterator[Fact]:
    """The state said nearest to the buy box; a cart button without markup of stock says nothing of it."""
    ranked: list[Ranked] = []
    order = {block.index: number for number, block in enumerate(box.text.blocks)}
    for state in _STATES:
        for hit in box.text.find(wording.pattern(f"product.{state}")):
            rank = _rank(hit, state, box)
            if rank is None or _of_pickup(box.text.folded[max(0, order[hit.block.index] - 1)].text, hit):
                continue
            ranked.append((rank, state, hit))
    ranked = _uncovered(ranked)
    if box.cart is not None and box.cart_enabled and any(kind.state == "in_stock" for kind in box.markup):
        for one in ranked:
            if one[1] == "out_of_stock":
                context.log.reject(NAME, one[2].original, "it can be put into the cart, and the markup says in stock")
        ranked = [one for one in ranked if one[1] != "out_of_stock"]
    if not ranked:
        said = (*_chosen(document, box, context), *_counted(box, context))
        yield from said or _ordered(document, box, context)
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


def _of_pickup(above: str, hit: Hit) -> bool:
    """Whether a state is that of the goods in a shop to fetch them from, which the short line above or the block names."""
    return any(len(said) <= 60 and _PICKUP.search(said) is not None for said in (above, hit.folded.text))


def _uncovered(ranked: list[Ranked]) -> list[Ranked]:
    """The statements without words that are part of a longer one of another state ("de stock" in "rupture de stock")."""
    by_block: dict[int, list[Ranked]] = {}
    for one in ranked:
        by_block.setdefault(one[2].block.index, []).append(one)
    return [one for one in ranked if not any(_covers(other, one) for other in by_block[one[2].block.index])]


def _covers(wider: Ranked, one: Ranked) -> bool:
    inside = wider[1] != one[1] and wider[2].start <= one[2].start and one[2].end <= wider[2].end
    return inside and wider[2].end - wider[2].start > one[2].end - one[2].start


def _chosen(document: Document, box: BuyBox, context: Context) -> Iterator[Fact]:
    """Sold out, where every choice of one list between the title and the cart control is ("Oak - Sold out")."""
    lists: dict[str, list[Block]] = {}
    for block in document.blocks if box.cart is not None and box.title is not None else ():
        if block.role == "option" and block.visible and box.within(block):
            lists.setdefault(block.selector, []).append(block)
    gone = wording.pattern("product.out_of_stock")
    for choices in lists.values():
        ends = [
            (block, folded, list(gone.finditer(folded.text))) for block in choices for folded in (fold(block.text),)
        ]
        if all(found and found[-1].end() >= len(folded.text.rstrip(" )]*")) for _, folded, found in ends):
            block, folded, found = ends[0]
            span = folded.back(found[-1].start(), found[-1].end())
            yield context.fact(NAME, "out_of_stock", block, span, confidence="medium", why="said of every choice")
            return


def _counted(box: BuyBox, context: Context) -> Iterator[Fact]:
    """What a bare number under a label for stock says ("在庫数 3")."""
    for block, folded in zip(box.text.blocks, box.text.folded, strict=True):
        count = _COUNT.fullmatch(folded.text)
        if count is None or not block.label or block.index >= box.end or box.distance(block) > _NEAR:
            continue
        if _STOCK_LABEL.fullmatch(fold(block.label).text.rstrip(" :")):
            state = "in_stock" if int(count[1]) else "out_of_stock"
            yield context.fact(NAME, state, block, confidence="medium", why="a number under a label for stock")
            return


def _ordered(document: Document, box: BuyBox, context: Context) -> Iterator[Fact]:
    """In stock, where no words say anything, the control that puts the product into the cart works, and all markup agrees."""
    states = {kind.state for kind in box.markup if kind.state}
    dead = any(control.disabled and control.label and control.block == box.cart for control in document.controls)
    if box.cart is not None and box.cart_enabled and not dead and states == {"in_stock"}:
        why = "it can be put into the cart, and the markup says in stock"
        yield context.fact(NAME, "in_stock", document.blocks[box.cart], confidence="medium", why=why)


def _settle(best: Ranked, rivals: list[Ranked], box: BuyBox) -> Ranked:
    """Between two states said equally near the enabled cart decides."""
    if rivals and best[1] == "out_of_stock" and box.cart is not None and box.cart_enabled:
        return next((rival for rival in rivals if rival[1] in ("in_stock", "preorder")), best)
    return best


def _asked(text: str, hit: Hit) -> bool:
    """Whether the sentence is a question ("Is your size sold out? Join the waiting list")."""
    return _QUESTION.match(text, hit.end) is not None


def _rank(hit: Hit, state: str, box: BuyBox) -> float | None:
    """How near and how plain a stock statement is, 0 best; None when it is none of the product as a whole."""
    block, text = hit.block, hit.folded.text
    if block.role == "option" or block.index >= box.end or (block.links and block.role != "button" and len(text) < 40):
        return None
    if len(text) > 400 or (block.role in ("row_header", "term") and text.startswith(("is ", "has ", "was "))):
        return None  # a question, which the next cell answers: "Is discontinued by manufacturer | No"
    rest = len(re.sub(r"\W", "", text)) - len(re.sub(r"\W", "", hit.text))
    said = text[max(0, hit.start - 40) : hit.end + 30]
    if _CONDITIONAL.search(said) or wording.has("product.not_stock", said) or _asked(text, hit):
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
