"""Where Node keeps what it compiled of Playwright's driver."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from disputelint.checker import kept
from disputelint.checker.crawl import driver


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("NODE_COMPILE_CACHE", "NODE_DISABLE_COMPILE_CACHE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_compiled_code_is_kept_in_the_systems_folder_whatever_a_configuration_names(cache: Path) -> None:
    with kept.folder(str(cache / "repository")), driver._compiled():
        named = Path(os.environ["NODE_COMPILE_CACHE"])
    assert named.name == "driver" and named.parent.name == "disputelint" and cache / "repository" not in named.parents
    assert "NODE_COMPILE_CACHE" not in os.environ


@pytest.mark.parametrize("name", ["NODE_COMPILE_CACHE", "NODE_DISABLE_COMPILE_CACHE"])
def test_what_a_person_says_of_it_counts(name: str, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "1")
    with driver._compiled():
        assert {one: os.environ[one] for one in os.environ if "COMPILE_CACHE" in one} == {name: "1"}
    assert os.environ[name] == "1"


def test_what_another_node_left_goes_after_a_month(cache: Path) -> None:
    old, new = (kept.system_folder() / "driver" / name for name in ("v1", "v2"))
    for folder in (old, new):
        folder.mkdir(parents=True)
        (folder / "code").touch()
    os.utime(old, (0, 0))
    with driver._compiled():
        assert new.is_dir() and not old.exists()
