"""Starting up: what `--version` and help load, and in which language they speak."""

import subprocess
import sys

import pytest

from disputelint.checker.cli import language, root

HEAVY = ("playwright", "bs4", "aiohttp", "jinja2", "rich", "jsonschema", "yaml", "lxml", "phonenumbers", "warcio")


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    return done.stdout


@pytest.mark.parametrize("words", [["--version"], ["-v", "--version"]])
def test_version_loads_nothing_heavy(words: list[str]) -> None:
    said = python(
        f"import sys\nfrom disputelint.checker import cli\ntry:\n cli.main({words!r})\nexcept SystemExit as e:\n"
        f" print(e.code, [m for m in {HEAVY!r} if m in sys.modules])"
    )
    lines = said.splitlines()
    assert lines[0].startswith("disputelint ")
    assert lines[1] == "0 []"


def test_help_loads_no_command() -> None:
    said = python(
        "import sys\nfrom disputelint.checker import cli\ncli.run(['--help'])\n"
        "print([m for m in sys.modules if m.startswith('disputelint.checker.cli.') and m.rsplit('.', 1)[1] in"
        f" {sorted(root.COMMANDS)!r}])"
    )
    assert said.splitlines()[-1] == "[]"


def test_no_command_prints_the_help(disputelint) -> None:  # type: ignore[no-untyped-def]
    result = disputelint()
    assert result.code == 0
    assert all(name in result.out for name in root.COMMANDS)


@pytest.mark.parametrize(
    ("argv", "environ", "system", "encoding", "chosen"),
    [
        (["audit", "x", "--lang", "ja"], {}, "en", "utf-8", ("ja", True)),
        (["--lang=ja", "audit"], {}, "en", "ascii", ("ja", True)),
        (["audit", "--lang", "en"], {"DISPUTELINT_LANG": "ja"}, "ja", "utf-8", ("en", True)),
        (["audit"], {"DISPUTELINT_LANG": "ja"}, "en", "utf-8", ("ja", True)),
        (["audit"], {}, "ja", "utf-8", ("ja", False)),
        (["audit"], {}, "ja", "cp932", ("ja", False)),
        (["audit"], {}, "ja", "cp1252", ("en", False)),
        (["audit", "--", "--lang", "ja"], {}, "en", "utf-8", ("en", False)),
        (["--lang"], {}, "en", "utf-8", ("en", False)),
    ],
)
def test_language(argv, environ, system, encoding, chosen) -> None:  # type: ignore[no-untyped-def]
    assert language.choose(argv, environ, system, encoding) == chosen


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_MESSAGES": "ja"}, "ja"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_language_of_the_system(environ: dict[str, str], expected: str) -> None:
    assert language.of_system(environ) == expected


def test_language_may_stand_anywhere_on_the_line(disputelint) -> None:  # type: ignore[no-untyped-def]
    for words in (
        ("--lang", "ja", "facts", "--help"),
        ("facts", "--help", "--lang", "ja"),
        ("facts", "--lang=ja", "-h"),
    ):
        assert "使い方: disputelint facts" in disputelint(*words).out


def test_system_language_speaks_in_help(disputelint, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert "コマンド:" in disputelint("--help").out
