"""`doctor`: what is missing, the commands that mend it, and running them."""

import io
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from disputelint.checker.cli import checkup, mend
from disputelint.checker.cli.checkup import Check
from disputelint.checker.cli.mend import Mend
from disputelint.checker.model import Text

HERE = Check(Text("Thing", "もの"), "ok", Text("there", "あります"))
GONE = Check(
    Text("Browser", "ブラウザー"),
    "missing",
    Text("none", "ありません"),
    (Mend((("first-way", "a b"),)), Mend((("second-way",),), root=True)),
)
Checks = Callable[[Sequence[Check]], None]


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Checks:
    def install(found: Sequence[Check]) -> None:
        monkeypatch.setattr(checkup, "all_checks", lambda: iter(found))

    return install


def test_a_machine_with_everything_is_ready(disputelint, checks) -> None:  # type: ignore[no-untyped-def]
    checks([HERE])
    result = disputelint("doctor")
    assert result.code == 0 and "Ready to audit." in result.out
    assert "検査の準備ができています。" in disputelint("doctor", "--lang", "ja").out


def test_what_is_missing_comes_with_the_exact_commands(disputelint, checks, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(mend, "is_root", lambda: False)
    checks([HERE, GONE])
    result = disputelint("doctor")
    assert result.code == 1
    assert "first-way" in result.out and "sudo second-way" in result.out
    assert "doctor --fix" in result.out


def test_something_weak_does_not_fail(disputelint, checks) -> None:  # type: ignore[no-untyped-def]
    checks([replace(GONE, state="weak")])
    assert disputelint("doctor").code == 0


def test_fix_runs_the_first_way_says_so_and_looks_again(disputelint, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    ran: list[tuple[str, ...]] = []
    state = {"there": False}

    def run(command: tuple[str, ...], **rest: object) -> subprocess.CompletedProcess[bytes]:
        ran.append(command)
        state["there"] = True
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(mend, "run", lambda way: [run(command) for command in way.run_as()] != [])
    monkeypatch.setattr(checkup, "all_checks", lambda: iter([replace(GONE, state="ok") if state["there"] else GONE]))
    result = disputelint("doctor", "--fix")
    assert result.code == 0
    assert ran == [("first-way", "a b")]
    assert "Running: first-way 'a b'" in result.err or 'Running: first-way "a b"' in result.err


def test_sudo_is_never_run_without_a_yes(disputelint, checks, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(mend, "is_root", lambda: False)
    monkeypatch.setattr(mend, "run", lambda way: pytest.fail("ran"))
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    checks([replace(GONE, mends=GONE.mends[1:])])
    result = disputelint("doctor", "--fix")
    assert result.code == 1
    assert "run it yourself: sudo second-way" in result.err


def test_a_command_that_cannot_be_started_is_no_crash() -> None:
    assert mend.run(Mend((("no-such-program-here-at-all",),))) is False


def test_a_font_is_found_or_its_absence_is_only_weak(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(checkup, "_listed_font", lambda: "")
    check = checkup.japanese_font()
    assert check.state == "weak" and "boxes" in check.found.en
    monkeypatch.setattr(checkup, "_listed_font", lambda: "Noto Sans CJK JP")
    assert checkup.japanese_font().state == "ok"


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_every_system_has_a_way_to_a_browser(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", platform)
    ways = mend.browser()
    assert any("playwright" in " ".join(command) for way in ways for command in way.commands)
    assert all(way.shown() for way in ways)


def test_on_debian_as_root_the_distributions_browser_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(mend, "is_root", lambda: True)
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    first = mend.browser()[0]
    assert first.shown()[-1] == "apt-get install -y --no-install-recommends chromium"
    assert mend.japanese_font()[0].shown()[-1].endswith("fonts-noto-cjk")


def test_the_real_checks_all_answer() -> None:
    found = list(checkup.all_checks())
    assert {check.state for check in found} <= {"ok", "weak", "missing"}
    assert len({check.name.en for check in found}) == len(found) >= 7
