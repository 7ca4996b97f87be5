from __future__ import annotations

import json
import zipfile
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from disputelint.checker.model import REASON_CODES, Amount, Discovery, Step
from disputelint.checker.snapshot import parts
from disputelint.checker.snapshot.clips import add_clips
from disputelint.checker.snapshot.records import Frame, Layout, Load, Meta, Refusal
from disputelint.checker.snapshot.write import SnapshotWriter

SCHEMA: dict[str, Any] = json.loads(files("disputelint.schemas").joinpath("snapshot.schema.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "cls", [Load, Meta, Refusal, Step, Discovery, parts.Held, parts.ProbeLine, parts.ShotLine, parts.ClipLine]
)
def test_the_schema_knows_every_field(cls: type[Any]) -> None:
    known = set(SCHEMA["$defs"][cls.__name__]["properties"])
    told = {field.name for field in fields(cls) if field.name != "layout" and not _is_code(field.type)}
    assert known == told | ({"layout"} & known)


def _is_code(annotation: object) -> bool:
    return "Callable" in str(annotation)


def test_the_schema_knows_every_reason_code() -> None:
    assert SCHEMA["$defs"]["ReasonCode"]["enum"] == list(REASON_CODES)


def test_what_is_written_fits_the_schema(tmp_path: Path) -> None:
    meta = Meta("https://s.example/", "https://s.example", "2026-01-01T00:00:00Z", journey_reason="form_gate")
    writer = SnapshotWriter(tmp_path / "s.wacz", meta)
    layout = (Layout(1, 2, 3, 4, True, 16), None)
    frames = (Frame("https://f.example/", "x"),)
    writer.add_load(
        Load("u", "u", "mobile", "rendered", frames=frames, layout=layout, dom=lambda: "x", probes={"a": []})
    )
    writer.add_probes("u", "mobile", {"timers": [{"first": 599}]})
    writer.add_step(Step(0, "a", "u", "cart", amounts=(Amount("a", "b", None, None),)))
    writer.add_refusal(Refusal("POST", "u", "u", "pay"))
    path = writer.finish(Discovery(False, ("footer",), (("sitemap", "timeout"),)), meta, ("u",))
    add_clips(path, {"place": b"jpeg"})

    with zipfile.ZipFile(path) as whole:
        told: dict[str, Any] = {
            name: _lines(whole.read(name)) if name.endswith("l") else json.loads(whole.read(name))
            for name in whole.namelist()
            if name.startswith("disputelint/")
        }
    assert set(told) == {name for name in SCHEMA["properties"] if name != "layout"}
    jsonschema.Draft202012Validator(SCHEMA).validate(told)


def _lines(data: bytes) -> list[Any]:
    return [json.loads(line) for line in data.splitlines()]
