"""The project's YAML files and their copies in the cache folder."""

from __future__ import annotations

import os
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
