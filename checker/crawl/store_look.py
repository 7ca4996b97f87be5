"""Whether two loads of one page look alike: its words, what is seen of them, and where they stand.

What differs between two loads made one after the other rotates by itself (recommendations, counters) and is no change.
"""

from __future__ import annotations

from dataclasses import dataclass

from disputelint.checker.model import Box
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand.document import parse

PIXEL = 1.0  # CSS pixels by which a box may differ: fractions are rounded differently from load to load
_CONTRAST = 0.1
_ROTATING = 0.25  # the part of a page that may rotate; more is another page


@dataclass(frozen=True, slots=True)
class _Row:
    """One thing on a page. `said` has to be equal, `measured` only near."""

    said: tuple[object, ...]
    measured: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What a page looks like."""

    rows: tuple[_Row, ...]

    def differs(self, other: Look) -> frozenset[int] | None:
        """Numbers of the things that differ; None when they cannot be held against each other one by one."""
        if len(self.rows) != len(other.rows):
            return None
        pairs = enumerate(zip(self.rows, other.rows, strict=True))
        return frozenset(number for number, (mine, theirs) in pairs if not _alike(mine, theirs))


def look_of(load: Load) -> Look:
    """The look of a load."""
    document = parse(load)
    rows = [
        _Row(
            ("block", one.tag, one.text, one.visible, one.opens, one.struck, one.box is None, one.contrast is None),
            (*_corners(one.box), one.font_size or 0.0, (one.contrast or 0.0) * PIXEL / _CONTRAST),
        )
        for one in document.blocks
    ]
    rows += [
        _Row(("link", one.url, one.text, one.visible, one.box is None), _corners(one.box)) for one in document.links
    ]
    rows += [_Row(("image", one.alt, one.visible, one.box is None), _corners(one.box)) for one in document.images]
    return Look(tuple(rows))


def may_rotate(differing: frozenset[int], look: Look) -> bool:
    """Whether so much differs as a rotating part makes out, and no more."""
    return len(differing) <= max(3, _ROTATING * len(look.rows))


def _corners(box: Box | None) -> tuple[float, ...]:
    return (0.0, 0.0, 0.0, 0.0) if box is None else (box.x, box.y, box.width, box.height)


def _alike(mine: _Row, theirs: _Row) -> bool:
    return mine.said == theirs.said and all(
        abs(one - other) <= PIXEL for one, other in zip(mine.measured, theirs.measured, strict=True)
    )
