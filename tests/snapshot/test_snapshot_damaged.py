from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from disputelint.checker.errors import SnapshotError
from disputelint.checker.model import Discovery
from disputelint.checker.snapshot import parts, store, warc
from disputelint.checker.snapshot.package import pack
from disputelint.checker.snapshot.read import open_snapshot
from disputelint.checker.snapshot.records import Load, Meta
from disputelint.checker.snapshot.write import SnapshotWriter

META = Meta("https://shop.example/", "https://shop.example", "2026-03-04T05:06:07Z")
Parts = dict[str, bytes]


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    writer = SnapshotWriter(tmp_path / "sound.wacz", META)
    writer.add_load(
        Load("https://shop.example/", "https://shop.example/", "desktop", "fetched", body=lambda: "x" * 5000)
    )
    return writer.finish(Discovery(True, ()), META)


def changed(sound: Path, change: Callable[[Parts], object]) -> Path:
    """The snapshot with its parts changed, hashes left as they were."""
    with zipfile.ZipFile(sound) as whole:
        held = {name: whole.read(name) for name in whole.namelist()}
    change(held)
    other = sound.with_name("changed.wacz")
    with zipfile.ZipFile(other, "w") as whole:
        for name, data in held.items():
            whole.writestr(name, data)
    return other


def rehashed(sound: Path, change: Callable[[Parts], object]) -> Path:
    """The snapshot with its parts changed and its hashes made anew: what somebody hostile would send."""
    with zipfile.ZipFile(sound) as whole:
        held = {name: whole.read(name) for name in whole.namelist() if name in parts.LISTED}
    change(held)
    folder = sound.with_name("parts")
    for name, data in held.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    other = sound.with_name("rehashed.wacz")
    pack(folder, other, META)
    return other


def refusal(path: Path) -> SnapshotError:
    with pytest.raises(SnapshotError) as caught:
        open_snapshot(path).loads[0].html()
    assert caught.value.exit_code == 2
    return caught.value


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_named_damaged_with_what_to_do(sound: Path, share: float) -> None:
    data = sound.read_bytes()
    short = sound.with_name("short.wacz")
    short.write_bytes(data[: int(len(data) * share)])
    said = refusal(short)
    assert said.code == "E603" and said.where == str(short) and said.hint is not None


@pytest.mark.parametrize("data", [b"", b"hello", b"<html>" + b" " * 100, b"\x1f\x8b" + b"0" * 50])
def test_a_file_that_is_no_archive_is_named_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.wacz").write_bytes(data)
    assert refusal(tmp_path / "x.wacz").code == "E602"


def test_an_archive_of_another_tool_is_named_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.wacz", "w") as whole:
        whole.writestr("datapackage.json", '{"resources": []}')
        whole.writestr("archive/data.warc.gz", b"x")
    assert refusal(tmp_path / "x.wacz").code == "E602"


@pytest.mark.parametrize("part", [parts.LOADS, parts.META, parts.WARC, parts.PACKAGE])
def test_a_changed_part_is_found_by_its_hash(sound: Path, part: str) -> None:
    def change(held: Parts) -> None:
        held[part] = held[part].replace(b"s", b"z") if part != parts.WARC else held[part][:-3] + b"abc"

    assert refusal(changed(sound, change)).code == "E603"


@pytest.mark.parametrize("part", [parts.LOADS, parts.META, parts.WARC, parts.PACKAGE, parts.INDEX])
def test_a_missing_part_is_found(sound: Path, part: str) -> None:
    assert refusal(changed(sound, lambda held: held.pop(part))).code in ("E602", "E603")


@pytest.mark.parametrize("name", ["../evil", "/etc/x", "a/../../x", "..\\x", "C:/x"])
def test_a_part_named_to_leave_the_folder_is_refused(sound: Path, name: str) -> None:
    assert refusal(changed(sound, lambda held: held.update({name: b"x"}))).code == "E603"


def test_a_part_that_claims_an_absurd_size_is_not_unpacked(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "TEXT_LIMIT", 4096)
    bomb = rehashed(sound, lambda held: held.update({parts.LOADS: b" " * 5000}))
    assert refusal(bomb).code == "E606"


def test_a_part_that_shrank_beyond_belief_is_not_unpacked(sound: Path) -> None:
    assert refusal(rehashed(sound, lambda held: held.update({parts.LOADS: b" " * (20 << 20)}))).code == "E606"


def test_a_part_that_the_package_does_not_list_is_refused(sound: Path) -> None:
    assert refusal(changed(sound, lambda held: held.update({parts.STEPS: b""}))).code == "E603"


def test_a_record_that_unpacks_without_end_is_refused(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "LIMIT", 4096)
    assert refusal(sound).code == "E606"


def test_a_bomb_inside_the_archive_costs_no_memory(sound: Path) -> None:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = io.BytesIO()
    for _ in range(130):
        packed.write(squeeze.compress(b"\0" * (1 << 20)))
    packed.write(squeeze.flush())
    line = json.dumps(
        {
            "load": {"url": "u", "final_url": "u", "device": "desktop", "seen": "fetched"},
            "held": {"answer": {"offset": 0, "length": len(packed.getvalue())}},
        }
    ).encode()

    def change(held: Parts) -> None:
        held.update({parts.WARC: packed.getvalue(), parts.LOADS: line + b"\n"})

    assert refusal(rehashed(sound, change)).code == "E606"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"not json", "E603"),
        (b"[1]", "E603"),
        (b"[" * 100_000, "E603"),
        (b'{"load": {"url": "u"}}', "E605"),
        (b'{"load": {"url": 1, "final_url": "u", "device": "desktop", "seen": "fetched"}}', "E605"),
        (b'{"load": {"url": "u", "final_url": "u", "device": "watch", "seen": "fetched"}}', "E605"),
        (b'{"load": {"url": "u", "final_url": "u", "device": "desktop", "seen": "fetched", "new": 1}}', "E605"),
    ],
)
def test_a_line_that_is_no_record_is_refused_by_its_number(sound: Path, line: bytes, code: str) -> None:
    said = refusal(rehashed(sound, lambda held: held.update({parts.LOADS: line + b"\n"})))
    assert said.code == code
    assert code != "E605" or "loads.jsonl:1" in said.what.en


@pytest.mark.parametrize(
    "at", [{"offset": 10**12, "length": 5}, {"offset": -1, "length": 5}, {"offset": 3, "length": 40}]
)
def test_an_offset_that_leads_nowhere_is_refused(sound: Path, at: dict[str, int]) -> None:
    load = {"url": "u", "final_url": "u", "device": "desktop", "seen": "fetched"}
    line = json.dumps({"load": load, "held": {"answer": at}}).encode() + b"\n"
    assert refusal(rehashed(sound, lambda held: held.update({parts.LOADS: line}))).code == "E603"


def test_a_newer_format_says_to_update(sound: Path) -> None:
    def change(held: Parts) -> None:
        held[parts.META] = held[parts.META].replace(b'"format":"1"', b'"format":"2"')

    assert refusal(rehashed(sound, change)).code == "E604"


def test_a_missing_file_points_to_the_folder_a_cut_off_crawl_left(tmp_path: Path) -> None:
    assert refusal(tmp_path / "x.wacz").hint is None
    SnapshotWriter(tmp_path / "x.wacz", META).close()
    hint = refusal(tmp_path / "x.wacz").hint
    assert hint is not None and "x.wacz.part" in hint.en


def test_a_crawl_never_removes_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "x.wacz.part").mkdir()
    (tmp_path / "x.wacz.part" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SnapshotError):
        SnapshotWriter(tmp_path / "x.wacz", META)
    assert (tmp_path / "x.wacz.part" / "thesis.txt").exists()


def test_a_new_crawl_replaces_what_a_cut_off_one_left(tmp_path: Path) -> None:
    first = SnapshotWriter(tmp_path / "x.wacz", META)
    first.add_load(Load("old", "old", "desktop", "unread"))
    first.close()
    second = SnapshotWriter(tmp_path / "x.wacz", META)
    assert open_snapshot(second.finish(Discovery(True, ()), META)).loads == ()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(SnapshotError) as caught:
        SnapshotWriter(tmp_path / "file" / "x.wacz", META)
    assert caught.value.code == "E601"
