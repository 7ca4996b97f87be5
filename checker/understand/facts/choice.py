"""Offers beside the purchase (insurance, wrapping, a subscription) with the control that turns them down, as it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from disputelint.checker.model import JSON, Block, Fact
from disputelint.checker.understand.facts import order_page, wording
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_KINDS: Final = frozenset(("product", "cart", "checkout", "home", "collection"))
_LONGEST: Final = 80  # characters of a control's name
_NEAR: Final = 6  # blocks between the two controls of an offer outside a dialog
_CLOSES: Final = frozenset(("x", "×", "✕", "✖", "close", "閉じる", "schliessen", "fermer", "cerrar"))


@dataclass(frozen=True, slots=True)
class _Press:
    """A button, a link or a choice, with the block that shows its name."""

    text: str
    block: Block
    visible: bool
    region: str
    form: int | None


def find(document: Document, context: Context) -> Iterator[Fact]:
    """`offer.choice` of each offer that can be seen, of pages on which something is sold."""
    if not _KINDS & context.kinds:
        return
    controls = list(_controls(document))
    accepts = [one for one in controls if one.visible and _said("accept", one) and not _said("decline", one)]
    if not accepts:
        return
    others = [one for one in (*controls, *_links(document)) if one.region in ("main", "dialog")]
    declines = [one for one in others if _said("decline", one)]
    taken: set[int] = set()
    for accept in accepts:
        near = [one for one in declines if one.block.index not in taken and _together(accept, one)]
        seen = min(near, key=lambda one: (not one.visible, abs(one.block.index - accept.block.index)), default=None)
        if seen is not None:
            taken.add(seen.block.index)
            yield _fact(accept, seen, "visible" if seen.visible else "hidden", context)
        elif accept.region == "dialog" and not any(_closes(one) for one in others if one.region == "dialog"):
            yield _fact(accept, None, "absent", context)


def _fact(
    accept: _Press, decline: _Press | None, shown: Literal["visible", "hidden", "absent"], context: Context
) -> Fact:
    value: dict[str, JSON] = {"accept": accept.text, "shown": shown}
    if decline is not None:
        value |= {"decline": decline.text, "shaming": wording.has("choice.shaming", fold(decline.text).text)}
        if decline.visible and decline.block.font_size is not None:
            value["size"] = round(decline.block.font_size, 1)
        if decline.visible and decline.block.contrast is not None:
            value["contrast"] = round(decline.block.contrast, 2)
    block = decline.block if decline is not None and decline.visible else accept.block
    return context.fact("offer.choice", value, block, confidence="medium", why="an offer with its yes and its no")


def _controls(document: Document) -> Iterator[_Press]:
    for control in document.controls:
        if control.kind in ("button", "radio") and 1 < len(control.label) <= _LONGEST:
            block = order_page.block_of(document, control)
            if block is not None and control.region in ("main", "dialog"):
                shown = block.visible if control.kind == "radio" else control.visible
                yield _Press(control.label, block, shown, control.region, control.form)


def _links(document: Document) -> Iterator[_Press]:
    for link in document.links:
        if link.block is not None and 1 < len(link.text) <= _LONGEST and link.block < len(document.blocks):
            yield _Press(link.text, document.blocks[link.block], link.visible, link.region, None)


def _said(concept: str, press: _Press) -> bool:
    return wording.has(f"choice.{concept}", fold(press.text).text.strip())


def _together(accept: _Press, decline: _Press) -> bool:
    """Whether two controls answer one offer: in one dialog, or close to one another."""
    if accept.region != decline.region:
        return False
    if accept.form is not None and decline.form is not None and accept.form != decline.form:
        return False
    return accept.region == "dialog" or abs(accept.block.index - decline.block.index) <= _NEAR


def _closes(press: _Press) -> bool:
    return fold(press.text).text.strip(" .!") in _CLOSES or _said("decline", press)
