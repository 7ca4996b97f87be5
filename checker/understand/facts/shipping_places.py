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
_SENDING: Final = frozenset(("shipping", "delivery", "handling", "cost", "regions"))


def headed_places(document: Document, context: Context) -> Iterator[Fact]:
    """The first heading or row that names where parcels go, for a page whose sentences do not say it. English only."""
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
