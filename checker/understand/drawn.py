"""Pages that say next to nothing until their scripts have run: the shells of shops that are drawn in the browser."""

from __future__ import annotations

from typing import Final

from disputelint.checker.understand.document import Document

_LITTLE: Final = 400  # characters of own text; a page with more of it says something
_BESIDE: Final = frozenset(("option", "button", "label"))  # what stands around contents


def by_scripts(document: Document) -> bool:
    """Whether a page as the server sends it has scripts and hardly any text of its own, so that it may get that from them."""
    if document.rendered or not (document.scripts or document.inline_scripts):
        return False
    said = 0
    for block in document.blocks:
        if block.region == "main" and block.visible and not block.area and block.role not in _BESIDE:
            said += len(block.text)
            if said > _LITTLE:
                return False
    return True
