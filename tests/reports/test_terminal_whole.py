"""The terminal report of the sample as a whole, in both languages: a change of its look shows here line by line.

After a wanted change: `UPDATE_EXPECTED=1 pytest tests/reports/test_terminal_whole.py`, and read the difference.
"""

import os
from pathlib import Path

import pytest

from disputelint.checker.model import Language, Report, Text
from disputelint.reports.explain import render as explained
from disputelint.reports.sheet import Terminal
from disputelint.reports.terminal import render

EXPECTED = Path(__file__).parent / "expected"
HOW = Terminal(
    files=("report.json",),
    snapshot="shop.wacz",
    compare="disputelint audit https://marumado.example/ --compare report.json",
    closing=Text("fail: errors were found (exit 1)", "エラーあり（終了コード1）"),
    failed=True,
)


def same(name: str, text: str) -> None:
    path = EXPECTED / name
    if os.environ.get("UPDATE_EXPECTED"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_terminal(report: Report, language: Language) -> None:
    same(f"terminal.{language}.txt", render(report, language, HOW))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_explanation(report: Report, language: Language) -> None:
    same(f"explain.{language}.txt", explained(report.findings[0], report, language))
