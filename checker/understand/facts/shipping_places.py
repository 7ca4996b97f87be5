"""Where a shop sends to, told by a heading ("International shipping") or by the rows of a table of places alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Block, Fact
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.clauses import topics_of
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.rows import read
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_LONGEST: Final = 60  # characters of such a heading
_CELL: Final = 80  # characters of the name of a place
_PLACE_AND_TIME: Final = late(
    r"([a-z][a-z .,&/-]{1,50}): ?(?:\w+ ){0,3}[0-9]{1,2}(?: ?(?:-|to) ?[0-9]{1,2})? (?:business |working )?(?:days?|weeks?)\b"
)
_SERVICE: Final = late(r"\b(?:shipping|delivery|post|mail|standard|express|economy|courier|orders?)\b")
_SENT_TO: Final = late(
    r"(?:商品の?)?(?:ご?配送|発送|お?届け|販売)(?:可能|対応|対象)?な?(?:先|地域|エリア|範囲|区域)(?:について)?"
)
_PLACE: Final = late(r"^(?:日本)?(?:国内|全国)|日本全国|^日本(?:のみ|に限|$)|海外|[都道府県](?:内|のみ|に限)")
_SENDING: Final = frozenset(("shipping", "delivery", "handling", "cost", "regions"))


def headed_places(document: Document, context: Context) -> Iterator[Fact]:
    """The first heading or row that names where parcels go, for a page whose sentences do not say it."""
    if context.language == "ja":
        yield from _labelled_places(document, context)
    if context.language[:2] != "en":
        return
    text = read(document).text
    sending = {block.index: folded.text for block, folded in text.having(wording.pattern("shipping.sends"))}
    for block in text.blocks:
        if block.region != "main":
            continue
        if block.role == "heading" and block.index in sending and _heads_place(sending[block.index]):
            why = "a heading names where parcels go"
        elif block.role in ("cell", "row_header") and block.column and _row_of_place(block, context):
            why = "a row names where parcels go"
        elif block.role in ("item", "paragraph", "value") and _line_of_place(block, context):
            why = "a line says how long parcels take to a place"
        else:
            continue
        yield context.fact("shipping.regions", block.text, block, confidence="medium", why=why)
        return


def _labelled_places(document: Document, context: Context) -> Iterator[Fact]:
    """The row of a Japanese page that names where it sends to ("配送先 | 日本国内")."""
    for block in document.blocks:
        if (
            block.label
            and len(block.text) <= _LONGEST
            and _SENT_TO.fullmatch(fold(block.label).text) is not None
            and _PLACE.search(fold(block.text).text) is not None
        ):
            yield context.fact(
                "shipping.regions", block.text, block, confidence="medium", why="a row names where parcels go"
            )
            return


def _heads_place(said: str) -> bool:
    if len(said) > _LONGEST or not wording.has("shipping.sends", said) or wording.has("shipping.not_a_place", said):
        return False
    return wording.has("shipping.abroad_or_home", said) or wording.has("business.country_name", said)


def _line_of_place(block: Block, context: Context) -> bool:
    """Whether a line under a heading about sending gives a place and a time ("United States: 3-7 business days")."""
    found = _PLACE_AND_TIME.match(fold(block.text).text) if len(block.text) <= _CELL else None
    if found is None or _SERVICE.search(found[1]) or wording.has("shipping.not_a_place", found[1]):
        return False
    if not (wording.has("shipping.abroad_or_home", found[1]) or wording.has("business.country_name", found[1])):
        return False
    return any(topics_of(heading, context.language, context.lexicon) & _SENDING for heading in block.headings)


def _row_of_place(block: Block, context: Context) -> bool:
    if block.label or len(block.text) > _CELL or not wording.is_label("shipping.place_column", block.column):
        return False
    under = (topics_of(heading, context.language, context.lexicon) for heading in block.headings)
    return "shipping_policy" in context.kinds or any(topics & _SENDING for topics in under)
