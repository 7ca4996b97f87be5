"""The part of a product page that is about its own product: its title, its cart control, and the blocks around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from disputelint.checker.model import Block
from disputelint.checker.understand.facts import markup, wording
from disputelint.checker.understand.facts.same import Same
from disputelint.checker.understand.facts.sheet import FOREIGN_AREAS, Sheet, sheet
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_LONG: Final = 160  # characters from which a heading has to be like the names that the page gives
_LONGEST: Final = 320
_ALIKE: Final = 16  # characters with which a name and the page's title begin alike, and not by chance
_OWN: Final = 8  # characters of a title that no other line begins with by chance
_HEADED: Final = 8  # blocks of a product's header from its heading on
_WIDEST: Final = 60  # blocks between title and cart control that are one buy box
_EXTRA: Final = 8  # blocks of what is offered with the product, before its description
_RIGHT_BEHIND: Final = 4  # blocks from the cart control to such an extra
_BEHIND: Final = 3  # blocks by which a control far from the title stands back behind it
_OUTSIDE: Final = frozenset(("header", "nav", "footer", "banner", "dialog"))
_SEPARATORS = re.compile(r"\s*(?:[|｜·•»›：]|\s[-–—/:：]\s|‐|【|】|\s/\s)\s*")


_TRAIL = re.compile(
    r"\s*(?:[^/>›»\n]{1,30}\s[>›»]\s*\S"
    r"|(?:home|shop|store|products?|inicio|in[ií]cio|tienda|accueil|boutique|startseite|首頁|首页|홈|ホーム|トップ|главная)\s*[/›»→]\s)",
    re.I,
)


@dataclass(frozen=True)
class BuyBox:
    """`title` and `cart` are block indexes, None when not found. `text` holds the blocks that may speak of the product."""

    title: int | None
    name: str
    cart: int | None
    cart_enabled: bool
    end: int  # the first block of recommended products after the title, else the number of blocks
    text: Sheet
    markup: tuple[markup.Markup, ...]

    def distance(self, block: Block) -> float:
        """How far a block stands from title and cart control, in blocks; between them it is 0."""
        anchors = [at for at in (self.title, self.cart) if at is not None]
        if not anchors:
            return 20.0
        low, high = min(anchors), max(anchors)
        if self.title is None and block.index > high:  # a price stands above what orders the product
            return float(block.index - high + _BEHIND)
        if high - low > _WIDEST:  # what far below the title can be put into the cart may be something else
            return float(min(abs(block.index - low), abs(block.index - high) + _BEHIND))
        return 0.0 if low <= block.index <= high else float(min(abs(block.index - low), abs(block.index - high)))

    def within(self, block: Block) -> bool:
        """Whether a block stands between the title and the cart control below it."""
        return (
            self.title is not None
            and self.cart is not None
            and self.title <= block.index <= self.cart <= (self.title + _WIDEST)
        )


def read(document: Document) -> BuyBox:
    """The buy box of a page; families of one page share it."""
    return _read(Same(document))


@lru_cache(maxsize=1)
def _read(same: Same) -> BuyBox:
    document = same.document
    kinds = markup.read(document)
    text = sheet(document.blocks, may_speak)
    title, name = _title(document, text, kinds)
    if title is None and (heads := _heads(document)):
        text = sheet(document.blocks, lambda block: may_speak(block) or block.index in heads)
        title, name = _title(document, text, kinds)
    cart, enabled = _cart(document, text, title)
    start = title
    if title is not None and cart is not None and title < cart <= title + _WIDEST:
        start = cart  # what is offered above the cart control goes with the product
    return BuyBox(title, name, cart, enabled, _end(document.blocks, start, name), text, kinds)


def _end(blocks: Sequence[Block], start: int | None, name: str) -> int:
    """The first block of recommended products after `start`. A few blocks right behind the cart control, in the midst of
    what is under the product's own heading, are an extra that is offered with it: the description goes on behind them.
    """
    run: list[Block] = []
    for block in blocks[0 if start is None else start + 1 :]:
        if block.area == "related":
            run.append(block)
        elif run:
            if start is None or not (_is_extra(run, start) and _goes_on(block, run, name)):
                return run[0].index
            run = []
    return run[0].index if run else len(blocks)


def _is_extra(run: list[Block], start: int) -> bool:
    return len(run) <= _EXTRA and run[0].index - start <= _RIGHT_BEHIND


def _goes_on(block: Block, run: list[Block], name: str) -> bool:
    """Whether a block stands under the product's own heading, but for headings of what comes between."""
    between = {one.text for one in run if one.role == "heading"}
    above = next((heading for heading in reversed(block.headings) if heading not in between), "")
    return bool(name) and block.region == "main" and above == name


def _heads(document: Document) -> range:
    """The blocks about the one first-level heading of a page, where it stands in a header: that is the product's own."""
    tops = [b.index for b in document.blocks if b.role == "heading" and b.level == 1 and b.readable and not b.area]
    if len(tops) != 1 or document.blocks[tops[0]].region != "header":
        return range(0)
    if _linked(document.blocks[tops[0]]) * 2 > len(document.blocks[tops[0]].text):
        return range(0)  # the shop's name, which leads home
    return range(tops[0] - 1, tops[0] + _HEADED)


def may_speak(block: Block) -> bool:
    """Whether a block can be about the page's product at all."""
    return block.region not in _OUTSIDE and block.area not in FOREIGN_AREAS


def _title(document: Document, text: Sheet, kinds: tuple[markup.Markup, ...]) -> tuple[int | None, str]:
    """The block that names the product: the heading most like the names that title, markup and Open Graph give."""
    names = [fold(kind.name).text for kind in kinds if kind.name]
    whole = fold(document.title).text
    parts = [fold(part).text for part in _SEPARATORS.split(document.title) if len(part) > 1]
    og_title = fold(document.opengraph.get("og:title", "")).text
    tops = {b.text: b.index for b in reversed(text.blocks) if b.role == "heading" and b.level == 1}
    firsts = [*tops.values()]  # the first of each, where one is drawn twice
    best: tuple[float, int, str] | None = None
    for number, (block, folded) in enumerate(zip(text.blocks, text.folded, strict=True)):
        said = folded.text
        heading = block.role == "heading"
        if not 2 <= len(said) <= _LONGEST or not (
            heading or (len(said) <= 90 and block.role in ("paragraph", "other", "item"))
        ):
            continue
        if trail(block.text) and said not in (*names, whole):
            continue
        if heading and block.links and said not in names and firsts != [block.index] and _linked(block) * 2 > len(said):
            continue
        if said not in names and wording.pattern("product.generic_heading").fullmatch(said):
            continue
        score = _likeness(said, names, parts, whole, og_title)
        if score < (3.0 if heading else 3.5) and (not heading or len(said) > _LONG):
            continue
        score += (1.6 if block.level == 1 else 1.0 if block.level == 2 else 0.4) if heading else 0.0
        score += 2.0 if firsts == [block.index] else 0.0
        score -= min(1.0, number * 0.01)
        if score >= 1.5 and (best is None or score > best[0]):
            best = (score, block.index, block.text)
    return (best[1], best[2]) if best else (None, "")


def trail(text: str) -> bool:
    """Whether a text is the way from the home page to the product ("Home / Trousers", "Shop > Knives")."""
    return _TRAIL.match(text) is not None


def _linked(block: Block) -> int:
    """How many characters of a block are links."""
    return sum(end - start for start, end, _ in block.links)


def _likeness(said: str, names: list[str], parts: list[str], whole: str, og_title: str) -> float:
    if said in names:
        return 5.0
    if said in parts:
        return 4.0
    if any(len(name) > 4 and (name in said or (said in name and len(said) > 5)) for name in names):
        return 3.0
    if len(said) > 3 and (said in whole or said in og_title):
        return 3.0
    if len(whole) >= _OWN and said.startswith(whole) and len(whole) * 5 >= len(said) * 2:
        return 3.5  # "Oak stool" on top of the page, 'Oak stool "Ronja" 45 cm' on it
    longest = max((len(part) for part in parts if len(part) > 3 and part in said), default=0)
    if longest and longest * 2 >= len(said):
        return 2.0
    common = next(
        (at for at, pair in enumerate(zip(said, whole, strict=False)) if pair[0] != pair[1]), min(len(said), len(whole))
    )
    return 2.0 if common >= _ALIKE and common * 2 >= len(said) else 0.0


def _cart(document: Document, text: Sheet, title: int | None) -> tuple[int | None, bool]:
    """The control that puts the product into the cart, the first after the title; and whether it can be pressed."""
    found: list[tuple[int, bool]] = []
    for control in document.controls:
        if control.kind != "button" or control.block is None or control.block >= len(document.blocks):
            continue
        block = document.blocks[control.block]
        said = fold(control.label or control.value).text
        if may_speak(block) and 0 < len(said) <= 90 and wording.has("product.add_to_cart", said):
            found.append((control.block, control.visible))
    for hit in text.find(wording.pattern("product.add_to_cart")):
        if len(hit.folded.text) <= 40 and (
            hit.block.role in ("button", "link", "image") or hit.block.links or len(hit.text) * 2 > len(hit.folded.text)
        ):
            found.append((hit.block.index, hit.block.visible))
    for image in document.images:
        if (
            image.block is not None
            and image.block < len(document.blocks)
            and 0 < len(image.alt) <= 30
            and image.region == "main"
            and wording.has("product.add_to_cart", fold(image.alt).text)
        ):
            found.append((image.block, image.visible))
    found.sort()
    after = [one for one in found if title is None or one[0] >= title]
    return (after or found)[0] if found else (None, False)
