"""Whose detail a passage gives: the shop's, or a host's, an authority's, a carrier's, a stockist's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from disputelint.checker.model import Block, Fact, PageKind
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.context import Log
from disputelint.checker.understand.normalize import fold

_BUYERS: Final = frozenset(("business.country", "contact.address", "contact.phone", "contact.email"))
_REACH: Final = 90  # folded characters in front of a detail in which another's name claims it


def foreign(block: Block, start: int) -> str:
    """The words by which a detail at `start` of the block's folded text is another party's; "" when it is the shop's.

    Looked at: the heading right above, the row's label, and the sentence in front of the detail.
    """
    for said in (
        block.label,
        block.headings[-1] if block.headings else "",
        block.headings[-2] if len(block.headings) > 1 else "",
    ):
        if said and len(said) < 80 and (party := _party(said)):
            return party
    if not start:
        return ""
    text = fold(block.text).text
    before = text[max(0, start - _REACH) : start]
    cut = max(before.rfind("。"), before.rfind(". "), before.rfind("\n"))
    match = wording.pattern("contact.other_party").search(before[cut + 1 :])
    return str(match.group()) if match else ""


@lru_cache(maxsize=2048)
def _party(said: str) -> str:
    """The words of a heading or label that name another party; "" when none do. Many details stand under one heading."""
    match = wording.pattern("contact.other_party").search(fold(said).text)
    return str(match.group()) if match else ""


def without_buyers(
    facts: Iterable[Fact], blocks: tuple[Block, ...], kinds: frozenset[PageKind], log: Log
) -> Iterator[Fact]:
    """The facts but for addresses, numbers and countries that a checkout shows as the buyer's own.

    There whatever stands in the page's own part is the buyer's, unless its row names the seller or it is only where a link leads.
    """
    if "checkout" not in kinds or kinds & {"legal_notice", "contact"}:
        yield from facts
        return
    for fact in facts:
        block = blocks[fact.block] if fact.block is not None and fact.block < len(blocks) else None
        shown = block is not None and block.region in ("main", "dialog") and fact.source != "attribute"
        if fact.name in _BUYERS and block is not None and shown and not _sellers(block):
            log.reject(fact.name, fact.evidence.quote, "on a checkout page this is the buyer's", fact.value)
            continue
        yield fact


def _sellers(block: Block) -> bool:
    labels = (block.label, block.headings[-1] if block.headings else "")
    return any(wording.is_label("business.label_seller", label) for label in labels if label)
