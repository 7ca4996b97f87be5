"""The project's YAML files and their copies in the cache folder."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from disputelint.checker import kept, yamlfile
from disputelint.checker.errors import ConfigError
from disputelint.checker.model import Text


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setattr(kept, "cache_folder", lambda configured=None: folder)
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "words.yaml"
    made.write_text("returns: [返品, refund]\n", encoding="utf-8")
    return made


def _unparsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> yamlfile.Document:
        raise AssertionError("parsed again")

    monkeypatch.setattr(yamlfile, "read", refuse)


def test_a_file_is_parsed_once(cache: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept.read(file) == {"returns": ["返品", "refund"]}
    _unparsed(monkeypatch)
    assert kept.read(file) == {"returns": ["返品", "refund"]}


def test_a_file_that_changed_is_parsed_again(cache: Path, file: Path) -> None:
    kept.read(file)
    file.write_text("returns: [exchange]\n", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert kept.read(file) == {"returns": ["exchange"]}


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"stamp": 1}', b"\xff"])
def test_a_damaged_copy_counts_for_nothing(cache: Path, file: Path, damage: bytes) -> None:
    kept.read(file)
    for copy in (cache / "data").iterdir():
        copy.write_bytes(damage)
    assert kept.read(file) == {"returns": ["返品", "refund"]}


def test_no_copy_is_needed(cache: Path, file: Path) -> None:
    cache.write_text("a file where the folder would be", encoding="utf-8")
    assert kept.read(file) == kept.read(file) == {"returns": ["返品", "refund"]}


def test_what_json_would_change_is_not_kept(cache: Path, file: Path) -> None:
    file.write_text("1: one\n", encoding="utf-8")
    assert kept.read(file) == kept.read(file) == {1: "one"}
    assert not (cache / "data").exists()


def test_a_file_with_a_mistake_is_not_kept(cache: Path, file: Path) -> None:
    def refuse(document: yamlfile.Document) -> None:
        raise ConfigError(Text("wrong", "誤り"), where=document.name)

    for _ in range(2):
        with pytest.raises(ConfigError):
            kept.read(file, ConfigError, refuse)
    assert not (cache / "data").exists()


def test_copies_are_kept_where_the_configuration_says(tmp_path: Path, file: Path) -> None:
    with kept.folder(str(tmp_path / "mine")):
        kept.read(file)
    assert [copy.suffix for copy in (tmp_path / "mine" / "data").iterdir()] == [".json"]
    assert kept.cache_folder() != tmp_path / "mine"


def _aged(folder: Path, name: str, days: float) -> Path:
    made = folder / name
    made.write_text("{}", encoding="utf-8")
    date = time.time() - days * kept.DAY
    os.utime(made, (date, date))
    return made


def test_only_own_copies_that_are_long_unused_go(tmp_path: Path) -> None:
    old = _aged(tmp_path, "rules-00a7314782d1497d895a.json", 31)
    broken_off = _aged(tmp_path, ".rules-a1b2c3d4", 2)
    stay = [
        _aged(tmp_path, "rules-00ce2360a98ea4a210cf.json", 29),
        _aged(tmp_path, ".rules-zzzzzzzz", 0.5),
        _aged(tmp_path, "report.json", 400),
        _aged(tmp_path, "rules-mine.json", 400),
    ]
    kept.store(tmp_path / "rules-ffffffffffffffffffff.json", "{}")
    assert not old.exists() and not broken_off.exists()
    assert all(one.exists() for one in stay)


def test_no_more_copies_than_the_bound_stay_and_the_last_used_do(tmp_path: Path) -> None:
    for number in range(30):
        _aged(tmp_path, f"rules-{number:020x}.json", number / 10)
    kept.tidy(tmp_path, 5)
    assert sorted(one.name for one in tmp_path.iterdir()) == [f"rules-{number:020x}.json" for number in range(5)]


def test_a_copy_in_use_does_not_age(cache: Path, file: Path) -> None:
    kept.read(file)
    (copy,) = (cache / "data").iterdir()
    os.utime(copy, (1, 1))
    kept.read(file)
    assert time.time() - copy.stat().st_mtime < kept.DAY


def test_what_is_worked_out_is_kept_until_what_it_is_made_of_or_the_code_differs(cache: Path, file: Path) -> None:
    calls: list[str] = []

    def make() -> list[int]:
        calls.append("made")
        return [len(calls)]

    def asked(*given: str) -> object:
        return kept.remembered(given, str(file), make)

    assert asked("a", "b") == asked("a", "b") == [1]
    assert asked("ab") == [2]
    file.write_text("other: code\n", encoding="utf-8")
    assert asked("a", "b") == [3]
    for copy in (cache / "data").iterdir():
        copy.write_text("{damaged", encoding="utf-8")
    assert asked("a", "b") == [4]
    assert kept.remembered(("a",), str(file) + "-that-is-not-there", make) == [5]
