"""Whether two loads of one page look alike: its words, what is seen of them, and where they stand.

What differs between two loads made one after the other rotates by itself (recommendations, counters) and is no change.
"""

from __future__ import annotations

from disputelint.checker.model import Box
from disputelint.checker.model.record import record
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand.document import parse

PIXEL = 1.0  # CSS pixels by which a box may differ: fractions are rounded differently from load to load
_CONTRAST = 0.1
_ROTATING = 0.25  # the part of a page that may rotate; more is another page


@record(frozen=True, slots=True)
class _Row:
    """One thing on a page. `words` and `said` have to be equal, `measured` only near."""

    words: str
    said: tuple[object, ...]
    measured: tuple[float, ...]


@record(frozen=True, slots=True)
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
            one.text,
            ("block", one.tag, one.visible, one.opens, one.struck, one.box is None, one.contrast is None),
            (*_corners(one.box), one.font_size or 0.0, (one.contrast or 0.0) * PIXEL / _CONTRAST),
        )
        for one in document.blocks
    ]
    rows += [
        _Row(one.text, ("link", one.url, one.visible, one.box is None), _corners(one.box)) for one in document.links
    ]
    rows += [_Row(one.alt, ("image", one.visible, one.box is None), _corners(one.box)) for one in document.images]
    return Look(tuple(rows))


def may_rotate(differing: frozenset[int], look: Look, kept: Look) -> bool:
    """Whether what differs may be a rotating part: words differ, and not many of the page's."""
    reworded = any(look.rows[number].words != kept.rows[number].words for number in differing)
    return reworded and len(differing) <= max(3, _ROTATING * len(look.rows))


def rotates(differing: frozenset[int], kept: Look, fresh: Look, more: Look) -> bool:
    """Whether all that differs from the kept load differs between two loads of today as well, in the same respects."""
    if len(more.rows) != len(fresh.rows):
        return False
    return all(_by_itself(kept.rows[number], fresh.rows[number], more.rows[number]) for number in differing)


def _by_itself(kept: _Row, fresh: _Row, more: _Row) -> bool:
    reworded = fresh.words != more.words
    return (
        (kept.words == fresh.words or reworded)
        and (kept.said == fresh.said or fresh.said != more.said)
        and (_near(kept, fresh) or reworded or not _near(fresh, more))
    )


def _corners(box: Box | None) -> tuple[float, ...]:
    return (0.0, 0.0, 0.0, 0.0) if box is None else (box.x, box.y, box.width, box.height)


def _alike(mine: _Row, theirs: _Row) -> bool:
    return (mine.words, mine.said) == (theirs.words, theirs.said) and _near(mine, theirs)


def _near(mine: _Row, theirs: _Row) -> bool:
    return all(abs(one - other) <= PIXEL for one, other in zip(mine.measured, theirs.measured, strict=True))
