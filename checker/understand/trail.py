"""The way from the home page to a page, as it stands above its main heading ("Home › Blog › Coffee")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from disputelint.checker.model import Block
from disputelint.checker.understand.document import Document
from disputelint.checker.understand.kindwords import plain

_STEP: Final = re.compile(r"\s*[/>›»→|]\s*")
_NEAR: Final = 6  # blocks above a heading that may be that way


def ways(document: Document, heading: Block) -> Iterator[list[str]]:
    """The folded steps of each line above a heading that may be the way to it, the home page first."""
    above = [b for b in document.blocks[: heading.index] if b.links or b.area == "breadcrumb"][-_NEAR:]
    for block in above:
        yield _STEP.split(plain(block.text))
