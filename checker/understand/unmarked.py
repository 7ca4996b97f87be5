"""Parts that a page does not mark: the footer of one that has none, and what stands in a menu that was never closed."""

from __future__ import annotations

import re

from disputelint.checker.understand.collect import Collected
from disputelint.checker.understand.frames import Frame

_COPYRIGHT = re.compile(r"©|\(c\)\s|\bcopyright\b|all rights reserved|版权所有|版權所有", re.I)
_LAST = 0.5  # a footer begins in the second half of the page
_SENTENCE = 60  # characters of a line that says something
_SENTENCES = 4  # such lines in a menu that holds the page
_AROUND = frozenset(("nav", "header"))


def free_content(found: Collected) -> None:
    """Give what stands in a menu or header from its first heading on to the page itself, where nothing stands outside of it
    and it holds whole sentences: its end tag is missing, so that a browser, too, has the rest of the page inside.
    """
    drafts = found.drafts
    if any(draft.owner.region == "main" and len(draft.text) >= _SENTENCE for draft in drafts):
        return
    inside = [number for number, draft in enumerate(drafts) if draft.owner.region in _AROUND]
    first = next(
        (number for number in inside if drafts[number].level in (1, 2) and drafts[number].owner.link is None), None
    )
    said = [n for n in inside if first is not None and n > first and len(drafts[n].text) >= _SENTENCE]
    if first is None or sum(drafts[number].owner.link is None for number in said) < _SENTENCES:
        return
    for draft in drafts[first:]:
        if draft.owner.region in _AROUND:
            draft.owner.region = "main"
    for link in found.links:
        if link.block is not None and link.block >= first and link.frame.region in _AROUND:
            link.frame.region = "main"


def mark_footer(found: Collected) -> None:
    """Give the part with the copyright line the region footer, when no part of the page has it."""
    drafts = found.drafts
    if any(draft.owner.region == "footer" for draft in drafts):
        return
    start = int(len(drafts) * _LAST)
    for number in range(len(drafts) - 1, start - 1, -1):
        draft = drafts[number]
        if draft.owner.region == "main" and not draft.owner.in_content and _COPYRIGHT.search(draft.text):
            part = _part(draft.owner.owner, start)
            _give(found, part.first, part.last)
            return


def _part(box: Frame, start: int) -> Frame:
    """The largest element around the line that stands in the second half of the page altogether."""
    while box.parent is not None and box.parent.tag != "body" and box.parent.first >= max(start, 1):
        box = box.parent
    return box


def _give(found: Collected, first: int, last: int) -> None:
    for draft in found.drafts[first:last]:
        draft.owner.region = "footer"
    for link in found.links:
        if link.block is not None and first <= link.block < last and link.frame.region == "main":
            link.frame.region = "footer"
    for image in found.images:
        if first <= image.block < last and image.frame.region == "main":
            image.frame.region = "footer"
