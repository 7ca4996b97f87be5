"""From a run of text to a block in the making: its role, what is linked, struck and bold in it, and whose text it is."""

from __future__ import annotations

from typing import Any, cast

from disputelint.checker.model import BlockRole
from disputelint.checker.understand.blocks import Draft, Line
from disputelint.checker.understand.frames import Frame

_SENTENCE = ("。", ".", "!", "?", "！", "？")
_MARKS = 2  # characters that may stand beside bold text: a colon, a bullet


def single(text: str, frame: Frame, owner: Frame, frame_url: str) -> Draft:
    """The block of a run of text that stands in one element: most blocks are that."""
    size, link = len(text), frame.link
    role: Any = owner.role  # most blocks are made here: a cast at run time would take as long as the rest
    linked = link is not None and link.url
    if not role:
        prose = owner.tag == "p" or size > 40 or text.endswith(_SENTENCE)
        role = "link" if linked else "paragraph" if prose else "other"
    elif linked and role == "item":
        role = "link"
    return Draft(
        text,
        owner if frame.breaks else frame,  # text that stands wholly in one inline element is named by that
        role,
        owner.level if role == "heading" else 0,
        ((0, size),) if frame.struck else (),
        ((0, size, link.url),) if link is not None and linked else (),
        frame.bold or size <= _MARKS,
        False,
        owner.label,
        frame_url,
        False,
        frame.layout,
    )


def of_line(unit: Line, owner: Frame, frame_url: str) -> Draft:
    """The block of a line that several elements make up."""
    text, first = unit.text, unit.frames[0][1]
    widest = max(unit.frames, key=lambda held: held[0])[1] if len(unit.frames) > 1 else first
    # text that stands wholly in one inline element is named by that
    place = first if len(unit.frames) == 1 and not first.breaks else owner
    role = owner.role
    whole_link = len(unit.links) == 1 and unit.links[0][1] - unit.links[0][0] == len(text)
    if not role:
        prose = owner.tag == "p" or len(text) > 40 or text.endswith(_SENTENCE)
        role = "link" if whole_link else "paragraph" if prose else "other"
    elif role == "item" and whole_link:
        role = "link"
    return Draft(
        text,
        place,
        cast("BlockRole", role),
        level=owner.level if role == "heading" else 0,
        struck=tuple(unit.struck),
        links=tuple(unit.links),
        bold=unit.bold >= len(text) - _MARKS,
        label=owner.label,
        frame_url=frame_url,
        layout=widest.layout,
        lead=unit.frames[0][0] if len(unit.frames) > 1 and not first.breaks and first.link is None else 0,
    )
