"""Offers beside the purchase (insurance, wrapping, a subscription) with the control that turns them down, as it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal

from disputelint.checker.model import JSON, Block, Fact
from disputelint.checker.model.record import record
from disputelint.checker.understand.facts import order_page, wording
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_KINDS: Final = frozenset(("product", "cart", "checkout", "home", "collection"))
_LONGEST: Final = 80  # characters of a control's name
_NEAR: Final = 6  # blocks between the two controls of an offer outside a dialog
_CLOSES: Final = frozenset(("x", "×", "✕", "✖", "close", "閉じる", "schliessen", "fermer", "cerrar"))


@record(frozen=True, slots=True)
class _Press:
    """What can be pressed or chosen, with the block that shows its name."""

    text: str
    block: Block
    visible: bool
    region: str
    form: int | None


def find(document: Document, context: Context) -> Iterator[Fact]:
    """`offer.choice` of the offer that is hardest to turn down, on pages on which something is sold."""
    if not _KINDS & context.kinds:
        return
    controls = list(_controls(document))
    accepts = [one for one in controls if one.visible and _said("accept", one) and not _said("decline", one)]
    accepts = [one for one in accepts if not _said("age", one)]  # the door of a shop for adults
    if not accepts:
        return
    others = [*controls, *_words(document)]
    declines = [one for one in others if _said("decline", one)]
    taken: set[int] = set()
    found: list[tuple[tuple[bool, bool, float], Fact]] = []
    for accept in accepts:
        near = [one for one in declines if one.block.index not in taken and _together(accept, one)]
        seen = min(near, key=lambda one: (not one.visible, abs(one.block.index - accept.block.index)), default=None)
        if seen is not None:
            taken.add(seen.block.index)
            found.append(_choice(accept, seen, "visible" if seen.visible else "hidden", context))
        elif accept.region == "dialog" and not any(_closes(one) for one in others if one.region == "dialog"):
            found.append(_choice(accept, None, "absent", context))
    if found:
        yield min(found, key=lambda one: one[0])[1]


def _choice(
    accept: _Press, decline: _Press | None, shown: Literal["visible", "hidden", "absent"], context: Context
) -> tuple[tuple[bool, bool, float], Fact]:
    """The fact of one offer, and how plainly it can be turned down: the least comes first."""
    value: dict[str, JSON] = {"accept": accept.text, "shown": shown}
    block, shaming, plainness = accept.block, False, 0.0
    if decline is not None:
        shaming = wording.has("choice.shaming", fold(decline.text).text)
        value |= {"decline": decline.text, "shaming": shaming}
    if decline is not None and decline.visible:
        block = decline.block
        plainness = (block.font_size or 16.0) * min(block.contrast or 7.0, 7.0)
    fact = context.fact("offer.choice", value, block, confidence="medium", why="an offer with its yes and its no")
    return (shown == "visible", not shaming, plainness), fact


def _controls(document: Document) -> Iterator[_Press]:
    for control in document.controls:
        if control.kind in ("button", "radio") and 0 < len(control.label) <= _LONGEST:
            block = order_page.block_of(document, control)
            if block is not None and control.region in ("main", "dialog"):
                shown = block.visible if control.kind == "radio" else control.visible
                yield _Press(control.label, block, shown, control.region, control.form)


def _words(document: Document) -> Iterator[_Press]:
    """Short texts: links that lead nowhere and drawn controls have no address to be known by."""
    for block in document.blocks:
        if 0 < len(block.text) <= _LONGEST and block.region in ("main", "dialog"):
            yield _Press(block.text, block, block.visible, block.region, None)


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
