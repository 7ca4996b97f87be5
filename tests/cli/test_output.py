"""Streams, code pages, colour, the progress bar."""

import errno
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from disputelint.checker import cli
from disputelint.checker.cli import output
from disputelint.checker.cli.progress import Bar
from disputelint.checker.cli.session import Session
from disputelint.checker.model import Report, Text
from disputelint.reports.json import render


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def disputelint(encoding: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    environ = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "en_US.UTF-8"}
    return subprocess.run([sys.executable, "-m", "disputelint", *words], capture_output=True, env=environ, check=False)


def printed(monkeypatch: pytest.MonkeyPatch, encoding: str, *words: str) -> tuple[int, str]:
    """Exit code and stdout of a command whose streams have that code page, in this process."""
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    output.prepare_streams()
    code = cli.run(words)
    return code, out.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", ["cp932", "cp1252", "ascii"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_reports_are_written_in_any_code_page(
    tmp_path: Path, report: Report, monkeypatch: pytest.MonkeyPatch, encoding: str, language: str
) -> None:
    (tmp_path / "r.json").write_text(render(report), encoding="utf-8")
    code, said = printed(monkeypatch, encoding, "report", str(tmp_path / "r.json"), "--lang", language)
    assert code == 0 and "refund-window-stated" in said
    if (encoding, language) == ("cp932", "ja"):
        assert "返品の期限が日数で書かれていない" in said


@pytest.mark.parametrize("encoding", ["cp932", "cp1252"])
def test_errors_are_written_in_any_code_page(encoding: str) -> None:
    done = disputelint(encoding, "--lang", "ja", "adit")
    assert done.returncode == 2 and b"adit" in done.stderr and b"Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["cp1252", "cp932"])
def test_json_stays_json_in_a_code_page_that_lacks_its_characters(
    tmp_path: Path, report: Report, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    target = replace(report.target, name="“返品” – 😀")
    (tmp_path / "r.json").write_text(render(replace(report, target=target)), encoding="utf-8")
    _, said = printed(monkeypatch, encoding, "report", str(tmp_path / "r.json"), "-f", "json")
    assert json.loads(said)["target"]["name"] == "“返品” – 😀"


@pytest.mark.parametrize(
    ("char", "encoding", "twin"),
    [
        ("–", "cp932", "-"),
        ("–", "ascii", "-"),
        ("“", "ascii", '"'),
        ("→", "cp1252", "->"),
        ("¥", "cp932", "￥"),
        ("〜", "cp932", "～"),
        ("é", "ascii", "e"),
        ("Ａ", "ascii", "A"),
        ("返", "cp1252", "\\u8fd4"),
        ("😀", "cp932", "\\U0001f600"),
    ],
)
def test_twins(char: str, encoding: str, twin: str) -> None:
    output.prepare_streams()
    assert char.encode(encoding, output.HANDLER).decode(encoding) == twin


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, report: Report) -> None:
    (tmp_path / "r.json").write_text(render(report), encoding="utf-8")
    words = [sys.executable, "-m", "disputelint", "report", str(tmp_path / "r.json"), "-f", "json"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("mode", "environ", "terminal", "expected"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": "", "FORCE_COLOR": "1"}, False, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour(mode, environ, terminal, expected) -> None:  # type: ignore[no-untyped-def]
    assert output.colored(Screen() if terminal else io.StringIO(), mode, environ) is expected


def test_color_option_colours_a_pipe(tmp_path: Path, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "r.json").write_text(render(report), encoding="utf-8")
    _, plain = printed(monkeypatch, "utf-8", "report", str(tmp_path / "r.json"))
    _, inked = printed(monkeypatch, "utf-8", "report", str(tmp_path / "r.json"), "--color", "always")
    assert "\x1b[" not in plain and "\x1b[1;31mERROR" in inked


READING = Text("Reading /refund", "/refund を読んでいます")


def test_the_bar_is_drawn_on_a_terminal_and_left_whole() -> None:
    screen = Screen()
    with Bar("shop.example", Session(), screen) as bar:
        bar.step(3, 6, READING)
        bar.step(6, 6, READING)
    drawn = screen.getvalue()
    assert f"Reading shop.example  [{'#' * 15}{'.' * 15}]  3/6 pages" in drawn
    assert f"[{'#' * 30}]  6/6 pages" in drawn
    assert drawn.endswith("\n")


def test_the_bar_speaks_japanese_and_fits_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    from disputelint.reports.width import cells

    monkeypatch.setenv("COLUMNS", "60")
    screen = Screen()
    with Bar("shop.example", Session(language="ja"), screen) as bar:
        bar.step(0, 0, Text("x", "とても長い説明" * 20))
    lines = [line for line in screen.getvalue().replace("\n", "").split("\r") if line]
    assert lines and all(cells(line) < 60 for line in lines)
    assert "shop.example を確認中" in lines[0]


@pytest.mark.parametrize("session", [Session(), Session(quiet=True, verbose=True)])
def test_the_bar_is_silent_off_a_terminal(session: Session) -> None:
    stream = io.StringIO()
    with Bar("shop.example", session, stream) as bar:
        bar.step(1, 2, READING)
    assert stream.getvalue() == ""


def test_verbose_says_each_thing_once_off_a_terminal() -> None:
    stream = io.StringIO()
    with Bar("shop.example", Session(verbose=True), stream) as bar:
        bar.step(1, 2, READING)
        bar.step(2, 2, READING)
        bar.step(2, 2, Text("Evil \x1b[2J", "悪い"))
    assert stream.getvalue() == "Reading /refund\nEvil \ufffd[2J\n"


def test_quiet_on_a_terminal_draws_nothing() -> None:
    screen = Screen()
    with Bar("shop.example", Session(quiet=True), screen) as bar:
        bar.step(1, 2, READING)
    assert screen.getvalue() == ""


@pytest.mark.parametrize("number", [errno.EPIPE, errno.EINVAL])
def test_a_pipe_that_closes_is_no_error_on_any_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    class Gone(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(number, "the reader has gone")

        def fileno(self) -> int:
            return pipe.fileno()

    with (tmp_path / "pipe").open("wb") as pipe:
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(Gone(), encoding="utf-8", write_through=True))
        output.result("the report")
        output.result_bytes(b"%PDF")


def test_a_full_disk_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(sys, "stdout", Full())
    with pytest.raises(OSError, match="no space"):
        output.result("the report")
