"""Pictures of the HTML report: each stands in the document once, however many findings show it.

A clip has its line drawn in it. On the picture of a step of the walk the line is drawn here, round `Place.mark`, and only
the part about it is shown.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from disputelint.checker.model import Box, Report, Shot
from disputelint.reports.html_findings import Entry, Seen

SHOWN = 3  # pictures of one entry
_BASE64 = re.compile("[A-Za-z0-9+/]+={0,2}")
_LARGEST = 20_000  # dots of one side
_ABOUT = (640.0, 360.0)  # dots about a mark


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture that stands in the document once, to be shown by its `id`."""

    id: str
    src: Markup  # whole, however long: templates cut every other text
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One showing of a picture. `src` is "" when it is shown by reference; `view` is the part of it that is shown."""

    sheet: Sheet
    src: Markup
    view: tuple[float, float, float, float]  # x, y, width, height
    mark: tuple[float, float, float, float] | None
    page: str
    belongs: bool


@dataclass(frozen=True, slots=True)
class Pictures:
    """The figures of each entry by its id, and the sheets that more than one figure shows."""

    figures: Mapping[str, tuple[Figure, ...]]
    shared: tuple[Sheet, ...]


def sheet(name: str, shot: Shot | None) -> Sheet | None:
    """The picture `name` ready for the document; None when it is no base64 or has no size."""
    if shot is None or not _BASE64.fullmatch(shot.data):
        return None
    if not (0 < shot.width <= _LARGEST and 0 < shot.height <= _LARGEST):
        return None
    inert = re.sub("[^0-9A-Za-z]", "", name)[:64]
    return Sheet(f"s-{inert}", Markup(f"data:image/jpeg;base64,{shot.data}"), shot.width, shot.height)


def pictures(entries: Iterable[Entry], report: Report) -> Pictures:
    """What each entry shows."""
    sheets = {name: made for name, shot in report.images.items() if (made := sheet(name, shot))}
    chosen: dict[str, list[tuple[Sheet, Seen]]] = {}
    for entry in entries:
        held: dict[str, Seen] = {}
        for place in entry.places:
            if place.shot in sheets:
                held.setdefault(place.shot, place)
        chosen[entry.id] = [(sheets[name], place) for name, place in list(held.items())[:SHOWN]]
    uses = Counter(one.id for row in chosen.values() for one, _ in row)
    marked = {one.id for row in chosen.values() for one, place in row if place.mark is not None}
    shared = {name for name, number in uses.items() if number > 1 or name in marked}
    return Pictures(
        {name: tuple(_figure(one, place, one.id in shared) for one, place in row) for name, row in chosen.items()},
        tuple({one.id: one for row in chosen.values() for one, _ in row if one.id in shared}.values()),
    )


def _figure(one: Sheet, place: Seen, by_reference: bool) -> Figure:
    mark = _within(place.mark, one) if place.mark is not None else None
    view = _about(mark, one) if mark is not None else (0.0, 0.0, float(one.width), float(one.height))
    return Figure(one, Markup() if by_reference else one.src, view, mark, place.page, place.belongs)


def _within(mark: Box, one: Sheet) -> tuple[float, float, float, float] | None:
    """The mark cut to the picture; None when nothing of it is on it."""
    if not all(map(math.isfinite, (mark.x, mark.y, mark.width, mark.height))):
        return None
    left, top = max(mark.x, 3.0), max(mark.y, 3.0)
    right, bottom = min(mark.x + mark.width, one.width - 3.0), min(mark.y + mark.height, one.height - 3.0)
    if right - left < 4 or bottom - top < 4:
        return None
    return round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1)


def _about(mark: tuple[float, float, float, float], one: Sheet) -> tuple[float, float, float, float]:
    """The part of the picture about a mark."""
    x, y, wide, high = mark
    width, height = min(float(one.width), _ABOUT[0]), min(float(one.height), max(_ABOUT[1], high + 48))
    # A mark that is as wide as the page is read from its left end.
    left = x - 24 if wide > _ABOUT[0] - 48 else x + wide / 2 - width / 2
    return (
        round(max(0.0, min(left, one.width - width)), 1),
        round(max(0.0, min(y + high / 2 - height / 2, one.height - height)), 1),
        round(width, 1),
        round(height, 1),
    )
