"""Layouts as rows: written as they came, and made only when somebody asks."""

from __future__ import annotations

import pytest

from disputelint.checker.errors import SnapshotError
from disputelint.checker.snapshot.layouts import LazyLayout, layout_of, row, written
from disputelint.checker.snapshot.records import Layout

ROWS = b"[[0.5,12,100,20,1,16,21],[0,0,0,0,0,0,null]]"
SHOWN = Layout(0.5, 12, 100, 20, True, 16, 21)
HIDDEN = Layout(0, 0, 0, 0, False, 0)


def test_rows_are_written_as_they_came_and_as_their_layouts_would_be() -> None:
    lazy = LazyLayout(lambda: ROWS, "a page")
    assert written(lazy) == ROWS == written(lazy[:])
    assert tuple(lazy) == (SHOWN, HIDDEN) and [row(one) for one in lazy] == [row(SHOWN), row(HIDDEN)]


def test_a_layout_says_whether_it_holds_anything_before_it_is_unpacked() -> None:
    assert LazyLayout(lambda: b"[nonsense", "a page") and not LazyLayout(lambda: b"[]", "a page")


@pytest.mark.parametrize("rows", [b"[nonsense", b"{}", b"[[1,2,3]]", b"[7]"])
def test_what_is_no_layout_is_an_error_that_names_the_place(rows: bytes) -> None:
    with pytest.raises(SnapshotError, match="damaged") as raised:
        LazyLayout(lambda: rows, "shop.wacz")[:]
    assert raised.value.where == "shop.wacz"


def test_what_was_not_laid_out_has_no_layout() -> None:
    assert layout_of(None) is None and written((None,)) == b"[null]"
