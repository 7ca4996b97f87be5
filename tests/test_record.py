"""Records that are frozen to the type checker and plain at run time."""

from __future__ import annotations

from dataclasses import fields, replace

from disputelint.checker.model import Block, Box
from disputelint.checker.model.record import record


@record(frozen=True, slots=True)
class _Point:
    x: int
    y: int = 0


def test_a_record_compares_hashes_and_is_replaced_as_a_frozen_dataclass_is() -> None:
    point = _Point(1)
    assert point == _Point(1, 0) and hash(point) == hash(_Point(1, 0))
    assert replace(point, y=2) == _Point(1, 2) != point
    assert [one.name for one in fields(_Point)] == ["x", "y"]
    assert not hasattr(point, "__dict__")


def test_blocks_can_be_members_of_a_set() -> None:
    block = Block(0, "Returns", "h1", "heading", "h1", box=Box(0, 0, 10, 10))
    assert {block, replace(block)} == {block}
