from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disputelint.checker.errors import SnapshotError
from disputelint.checker.model import Discovery, Step
from disputelint.checker.model.record import record
from disputelint.checker.snapshot.codec import from_json, to_bytes, to_json
from disputelint.checker.snapshot.read import open_snapshot
from disputelint.checker.snapshot.records import Frame, Layout, Load, Meta, Refusal
from disputelint.checker.snapshot.write import SnapshotWriter

WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | NUMBERS | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
st.register_type_strategy(str, WORDS)
st.register_type_strategy(float, NUMBERS)
LAYOUTS = st.builds(Layout)
LOADS = st.builds(
    Load,
    **{field.name: st.from_type(str) for field in fields(Load) if field.type == "str"},
    headers=st.lists(st.tuples(WORDS.map("X-{}".format), WORDS), max_size=2).map(tuple),
    status=st.none() | st.integers(100, 599),
    frames=st.lists(st.builds(Frame), max_size=2).map(tuple),
    layout=st.lists(st.none() | LAYOUTS, max_size=4).map(tuple),
    probes=st.dictionaries(WORDS, VALUES, max_size=2),
    body=st.none(),
    dom=st.none(),
    raw=st.none(),
)


@given(st.one_of(LOADS, st.builds(Step), st.builds(Refusal), st.builds(Discovery)))
def test_every_record_survives_json(record: Any) -> None:
    assert from_json(type(record), json.loads(to_bytes(to_json(record)))) == record


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(LOADS, max_size=3, unique_by=lambda load: (load.url, load.device)), st.binary(max_size=40))
def test_every_load_survives_the_snapshot(tmp_path: Path, loads: list[Load], body: bytes) -> None:
    meta = Meta("https://s.example/", "https://s.example", "2026-01-01T00:00:00Z")
    writer = SnapshotWriter(tmp_path / "s.wacz", meta)
    for load in loads:
        writer.add_load(load, body)
    read = open_snapshot(writer.finish(Discovery(True, ()), meta))
    assert list(read.loads) == sorted(loads, key=lambda load: (load.url, load.device))
    assert all(load.raw is not None and load.raw() == body for load in read.loads)


@record(frozen=True, slots=True)
class Timed(Load):
    seconds: float = 0.0


def test_what_a_subclass_adds_is_not_written(tmp_path: Path) -> None:
    meta = Meta("https://s.example/", "https://s.example", "2026-01-01T00:00:00Z")
    writer = SnapshotWriter(tmp_path / "s.wacz", meta)
    writer.add_load(Timed("u", "u", "desktop", "unread", seconds=2.5))
    assert open_snapshot(writer.finish(Discovery(True, ()), meta)).loads == (Load("u", "u", "desktop", "unread"),)


def test_numbers_that_json_has_not_and_lone_surrogates_are_made_harmless() -> None:
    load = Load(
        "\ud800",
        "u",
        "desktop",
        "rendered",
        probes={"left": float("nan")},
        layout=(Layout(float("inf"), 0, 0, 0, True, 1),),
    )
    line = to_bytes(to_json(load))
    read = from_json(Load, json.loads(line.decode("utf-8"), parse_constant=pytest.fail))
    assert (read.url, read.probes, read.layout) == ("?", {"left": None}, (Layout(0, 0, 0, 0, True, 1),))


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ([], "step"),
        ({"index": 0, "action": "a", "page": "p"}, "kind"),
        ({"index": True, "action": "a", "page": "p", "kind": "cart"}, "step.index"),
        ({"index": 0, "action": "a", "page": "p", "kind": "cart", "amounts": [{"label": 3}]}, "step.amounts.label"),
    ],
)
def test_a_wrong_record_is_refused_with_its_place(value: object, place: str) -> None:
    with pytest.raises(SnapshotError) as caught:
        from_json(Step, value, "step")
    assert place in caught.value.what.en and place in caught.value.what.ja
