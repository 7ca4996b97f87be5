"""Records that are frozen to the type checker and plain at run time."""

from __future__ import annotations

import copy
import pickle
from dataclasses import dataclass, field, fields, replace

import pytest

from disputelint.checker.model import Block, Box, Text
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


@record(frozen=True, slots=True)
class Place:
    """With a field that is not compared and one that is not shown."""

    name: str
    words: tuple[str, ...] = ()
    seen: int = field(default=0, compare=False)
    long: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Like:
    """The same as a dataclass."""

    name: str
    words: tuple[str, ...] = ()
    seen: int = field(default=0, compare=False)
    long: str = field(default="", repr=False)


@record(frozen=True, slots=True)
class Named:
    """With methods of its own."""

    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"


@record(frozen=True, slots=True)
class Bare:
    """Without fields."""


def test_equality_and_hash_are_by_the_fields_that_count() -> None:
    one, same, other = Place("a", ("b",), 1), Place("a", ("b",), 2), Place("a", ("c",), 1)
    assert one == same and hash(one) == hash(same)
    assert one != other
    assert {one, same, other} == {one, other}
    like: object = Like("a")
    assert Place("a") != like
    assert Bare() == Bare() and len({Bare(), Bare()}) == 1
    with pytest.raises(TypeError):
        hash(Place("a", ["b"]))  # type: ignore[arg-type]


def test_it_is_shown_replaced_copied_and_listed_as_a_dataclass() -> None:
    one, like = Place("a", ("b",), 1, "c"), Like("a", ("b",), 1, "c")
    assert repr(one) == repr(like).replace("Like", "Place")
    assert replace(one, name="z") == Place("z", ("b",), 1, "c")
    assert copy.deepcopy(one) == one == pickle.loads(pickle.dumps(one))
    assert [field.name for field in fields(one)] == [field.name for field in fields(like)]
    assert not hasattr(one, "__dict__")
    assert repr(Named("x")) == "<x>"


def test_a_check_after_initialisation_still_runs() -> None:
    with pytest.raises(ValueError, match="both languages"):
        Text("only one", "")
