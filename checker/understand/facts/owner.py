"""Whose detail a passage gives: the shop's, or a host's, an authority's, a carrier's, a stockist's."""

from __future__ import annotations

from typing import Final

from disputelint.checker.model import Block
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.normalize import fold

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
        if said and len(said) < 80 and (match := wording.pattern("contact.other_party").search(fold(said).text)):
            return str(match.group())
    text = fold(block.text).text
    before = text[max(0, start - _REACH) : start]
    cut = max(before.rfind("。"), before.rfind(". "), before.rfind("\n"))
    match = wording.pattern("contact.other_party").search(before[cut + 1 :])
    return str(match.group()) if match else ""
