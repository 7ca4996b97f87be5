"""Bars that ask for consent to cookies and lie over no page: how plainly they can be refused, as they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.model import JSON, Block, Fact
from disputelint.checker.understand.facts import order_page, wording
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_LONGEST: Final = 60  # characters of a control's name


def find(document: Document, context: Context) -> Iterator[Fact]:
    """`overlay.choice` of the page's consent bar, where it has one with something to agree to."""
    if not any(block.area == "cookie" for block in document.blocks):
        return
    named = list(_controls(document))
    accept = next((one for one in named if one[2] and _says("consent_accept", one[0])), None)
    if accept is None:
        return
    refusing = [one for one in named if _says("consent_decline", one[0]) or _says("decline", one[0])]
    decline = max(refusing, key=lambda one: (one[2], one[1].font_size or 16.0), default=None)
    value: dict[str, JSON] = {"kind": "consent", "accept": accept[0], "shown": "absent"}
    block = accept[1]
    if decline is not None:
        text, block, visible = decline
        value |= {"decline": text, "shown": "visible" if visible else "hidden"}
        value["shaming"] = wording.has("choice.shaming", fold(text).text)
        value |= {"size": block.font_size} if block.font_size else {}
        value |= {"contrast": block.contrast} if block.contrast else {}
    yield context.fact("overlay.choice", value, block, confidence="medium", why="a bar that asks for consent")


def _controls(document: Document) -> Iterator[tuple[str, Block, bool]]:
    """Name, block and visibility of what can be pressed in consent bars."""
    for control in document.controls:
        block = order_page.block_of(document, control) if control.kind == "button" and control.label else None
        if block is not None and block.area == "cookie" and len(control.label) <= _LONGEST:
            yield control.label, block, control.visible
    for link in document.links:
        block = document.blocks[link.block] if link.block is not None and link.block < len(document.blocks) else None
        if block is not None and block.area == "cookie" and 0 < len(link.text) <= _LONGEST:
            yield link.text, block, link.visible


def _says(concept: str, text: str) -> bool:
    return wording.has(f"choice.{concept}", fold(text).text.strip())
