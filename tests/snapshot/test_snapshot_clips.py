from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest

from disputelint.checker.model import Discovery
from disputelint.checker.snapshot.clips import add_clips
from disputelint.checker.snapshot.read import open_snapshot
from disputelint.checker.snapshot.records import Load, Meta
from disputelint.checker.snapshot.write import SnapshotWriter

META = Meta("https://shop.example/", "https://shop.example", "2026-03-04T05:06:07Z")


def test_clips_join_a_closed_snapshot_and_change_nothing_else(tmp_path: Path) -> None:
    writer = SnapshotWriter(tmp_path / "s.wacz", META)
    load = Load("https://shop.example/", "https://shop.example/", "desktop", "fetched", 200, body=lambda: "<p>x</p>")
    writer.add_load(load)
    kept = writer.add_shot(b"step")
    path = writer.finish(Discovery(True, ("footer",)), META)
    before = open_snapshot(path)

    first = add_clips(path, {"a": b"one", "b": b"step"})
    assert first["b"] == kept
    assert add_clips(path, {"c": b"one"}) == {**first, "c": first["a"]}

    after = open_snapshot(path)
    assert after.loads == before.loads and after.loads[0].html() == "<p>x</p>"
    assert after.shots is not None
    assert [after.shots(after.clips[place]) for place in ("a", "b", "c")] == [b"one", b"step", b"one"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["s.wacz"]
    wacz = pytest.importorskip("wacz.main")
    with contextlib.redirect_stdout(io.StringIO()):
        assert wacz.main(["validate", "-f", str(path)]) == 0
