"""`report`: a saved report in every format and both languages, without auditing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from disputelint.checker import audit
from disputelint.checker.model import Report
from disputelint.reports.json import render

Run = Callable[..., Any]


@pytest.fixture
def saved(here: Path, report: Report, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a saved report; an audit would fail the test."""

    def refused(*_: object, **__: object) -> Report:
        raise AssertionError("a saved report is not audited again")

    monkeypatch.setattr(audit, "run", refused)
    (here / "report.json").write_text(render(report), encoding="utf-8")
    return "report.json"


def test_many_outputs_in_one_run(disputelint: Run, here: Path, saved: str) -> None:
    names = {
        "sarif": "r.sarif",
        "junit": "r.xml",
        "csv": "r.csv",
        "markdown": "r.md",
        "comment": "c.md",
        "github": "g.txt",
        "gitlab": "gl-code-quality-report.json",
    }
    words = [word for name, file in names.items() for word in ("-f", f"{name}=out/{file}")]
    result = disputelint("report", saved, *words, "-f", "html=out/r.html", "-f", "terminal")
    assert result.code == 0, result.err
    assert sorted(path.name for path in (here / "out").iterdir()) == sorted([*names.values(), "r.html"])
    assert json.loads((here / "out" / "r.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert ET.parse(here / "out" / "r.xml").getroot().tag == "testsuites"
    assert (here / "out" / "r.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("name", "en", "ja"),
    [
        ("terminal", "not judged", "判定できず"),
        ("sarif", "To mend it: ", "直すには："),
        ("junit", "the confidence is low", "確度が「低」のため"),
        ("markdown", "### Findings", "### 指摘"),
        ("comment", "1 error and 1 warning", "エラー1件、警告1件"),
        ("csv", '"Fingerprint"', '"識別番号"'),
        ("gitlab", "To mend it: ", "直すには："),
        ("github", "Buyers then ask their bank.", "購入者はカード会社に問い合わせます。"),
        ("html", '<html lang="en">', '<html lang="ja">'),
    ],
)
def test_the_other_language_without_auditing(
    disputelint: Run, here: Path, saved: str, name: str, en: str, ja: str
) -> None:
    for language, said in (("en", en), ("ja", ja)):
        assert disputelint("report", saved, "-f", f"{name}=x.{language}", "--lang", language).code == 0
        assert said in (here / f"x.{language}").read_bytes().decode("utf-8")


def test_every_format_has_its_own_file_in_a_folder(disputelint: Run, here: Path, saved: str) -> None:
    result = disputelint(
        "report", saved, *(f"--format={name}=out/" for name in ("json", "gitlab", "comment", "markdown"))
    )
    assert result.code == 0, result.err
    assert len(list((here / "out").iterdir())) == 4


def test_two_formats_in_one_file_are_refused_however_it_is_written(disputelint: Run, saved: str) -> None:
    result = disputelint("report", saved, "-f", "json=a.json", "-f", "gitlab=./a.json")
    assert result.code == 2 and "one file" in result.err


def test_formats_without_a_file_go_to_stdout(disputelint: Run, saved: str) -> None:
    assert disputelint("report", saved, "-f", "github").out.startswith("::error title=")
    assert disputelint("report", saved, "-f", "comment").out.startswith("<!-- disputelint:comment marumado.example -->")
    assert json.loads(disputelint("report", saved, "-f", "sarif").out)["runs"]
    assert json.loads(disputelint("report", saved, "-f", "gitlab").out)


def test_pdf_is_printed_with_the_browser_and_font_of_this_machine(
    disputelint: Run, here: Path, saved: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from disputelint.checker.cli import checkup
    from disputelint.checker.crawl import printing
    from disputelint.checker.model import Text

    seen: list[tuple[str, str | None]] = []

    def printed(html: str, *, browser_path: str | None = None, footer: str = "", paper: str = "A4") -> bytes:
        seen.append((html, browser_path))
        return b"%PDF-1.7"

    monkeypatch.setattr(printing, "print_pdf", printed)
    monkeypatch.setattr(checkup, "japanese_font", lambda: checkup.Check(Text("f", "f"), "weak", Text("-", "-")))
    monkeypatch.setenv("DISPUTELINT_BROWSER_PATH", "/opt/some/chromium")
    assert disputelint("report", saved, "-f", "pdf=r.pdf", "--lang", "ja").code == 0
    assert (here / "r.pdf").read_bytes() == b"%PDF-1.7"
    ((html, path),) = seen
    assert "日本語フォントが見つかりませんでした" in html
    assert path == "/opt/some/chromium"
