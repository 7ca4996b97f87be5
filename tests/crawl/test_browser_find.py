"""Finding a browser without starting one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from disputelint.checker.crawl import browser
from disputelint.checker.errors import BrowserMissing


def program(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name + (".exe" if os.name == "nt" else ""))
    path.write_text("", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.setattr(browser, "_CHANNELS", {})
    return tmp_path


def test_none_is_an_error_with_commands_in_both_languages(machine: Path) -> None:
    with pytest.raises(BrowserMissing) as raised:
        browser.find()
    hint = raised.value.hint
    assert hint is not None and "doctor --fix" in hint.en and "doctor --fix" in hint.ja
    assert browser.candidates() == ()


def test_the_headless_shell_comes_before_the_others_on_path(machine: Path) -> None:
    program(machine / "bin", "chromium")
    shell = program(machine / "bin", "chromium-headless-shell")
    found = browser.find()
    assert found.path == str(shell) and found.headless_shell
    assert [one.name for one in browser.candidates()] == ["chromium-headless-shell", "chromium"]


def test_playwrights_own_comes_first_and_only_when_complete(machine: Path) -> None:
    import json

    import playwright

    program(machine / "bin", "chromium-headless-shell")
    listing = Path(playwright.__file__).parent / "driver" / "package" / "browsers.json"
    revisions = {
        entry["name"]: entry["revision"] for entry in json.loads(listing.read_text(encoding="utf-8"))["browsers"]
    }
    folder = machine / "playwright" / f"chromium_headless_shell-{revisions['chromium-headless-shell']}"
    own = program(folder / "chrome-headless-shell-any64", "chrome-headless-shell")
    assert browser.find().path != str(own)
    (folder / "INSTALLATION_COMPLETE").write_text("", encoding="utf-8")
    assert browser.find().path == str(own)


def test_a_path_given_beats_all(machine: Path) -> None:
    program(machine / "bin", "chromium-headless-shell")
    mine = program(machine / "mine", "my-chrome")
    assert browser.find(str(mine)).path == str(mine)
    assert browser.find("chromium-headless-shell").headless_shell
