"""The layouts of a page as a snapshot holds them: rows of numbers in JSON, made into Layouts when somebody asks for one.

A row is [x, y, width, height, shown (0 or 1), font size, contrast]; null stands for what was not laid out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, overload

from disputelint.checker.model import JSON
from disputelint.checker.snapshot import warc
from disputelint.checker.snapshot.codec import to_bytes
from disputelint.checker.snapshot.records import Layout


class LazyLayout(Sequence[Layout | None]):
    """The layouts of one page, unpacked when first asked for. Raises SnapshotError then when they are none."""

    def __init__(self, rows: Callable[[], bytes], where: str) -> None:
        self._read = rows
        self._where = where
        self._rows: list[Any] | None = None

    def written(self) -> bytes:
        """The rows as they are written."""
        return self._read()

    def _all(self) -> list[Any]:
        if self._rows is None:
            try:
                rows = json.loads(self._read())
            except (ValueError, RecursionError):
                raise warc.broken(self._where, "a part that should be JSON is not") from None
            if not isinstance(rows, list):
                raise warc.broken(self._where, "a layout is not a list")
            self._rows = rows
        return self._rows

    def __bool__(self) -> bool:
        return self._read().strip() != b"[]"

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, index: int) -> Layout | None: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Layout | None]: ...
    def __getitem__(self, index: int | slice) -> Layout | Sequence[Layout | None] | None:
        if isinstance(index, slice):
            return tuple(self._layout(row) for row in self._all()[index])
        return self._layout(self._all()[index])

    def _layout(self, row: Any) -> Layout | None:
        try:
            return layout_of(row)
        except (TypeError, ValueError):
            raise warc.broken(self._where, "a layout that is none") from None

    def __eq__(self, other: object) -> bool:
        """Whether the other layouts are these; told by the rows, as there are thousands."""
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        rows = [None if one is None else row(one) if isinstance(one, Layout) else ... for one in other]
        return rows == self._all()

    __hash__ = None  # type: ignore[assignment]


def layout_of(row: Any) -> Layout | None:
    """The Layout of a row. Raises TypeError and ValueError for what is no row."""
    if row is None:
        return None
    x, y, width, height, visible, font_size, contrast = row
    return Layout(x, y, width, height, bool(visible), font_size, contrast)


def row(item: Layout | None) -> JSON:
    """How an element's layout is written."""
    if item is None:
        return None
    return [item.x, item.y, item.width, item.height, int(item.visible), item.font_size, item.contrast]


def written(layout: Sequence[Layout | None]) -> bytes:
    """The layouts of a page as they are written; those that are written already are given as they stand."""
    return layout.written() if isinstance(layout, LazyLayout) else to_bytes([row(item) for item in layout])
