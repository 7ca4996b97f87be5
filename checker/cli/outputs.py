"""Where reports go: `-f NAME[=PATH]` read, checked against each other, and written."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from disputelint.checker.cli import output
from disputelint.checker.cli.forge import job
from disputelint.checker.cli.session import Session
from disputelint.checker.cli.targets import Target
from disputelint.checker.errors import UsageError
from disputelint.checker.model import Language, Report
from disputelint.checker.model.words import Text
from disputelint.reports import FORMATS, available, render
from disputelint.reports.brand import Brand

_LINKING = ("WT_SESSION", "KITTY_WINDOW_ID", "DOMTERM", "WEZTERM_PANE", "GHOSTTY_RESOURCES_DIR", "KONSOLE_VERSION")
_LINKING_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby")


@dataclass(frozen=True, slots=True)
class Output:
    """One output of a run. `path` None: stdout."""

    format: str
    path: str | None


@dataclass(frozen=True, slots=True)
class Beside:
    """What the terminal report tells of the run beside the report itself."""

    closing: Text | None = None
    failed: bool = False
    snapshot: str = ""
    again: str = ""  # the command that audits it again, and compares it with a saved report when there is one
    show_waived: bool = False
    brand: Brand | None = None  # of the HTML and the PDF report
    browser: str | None = None  # --browser-path, for the PDF


def parse(written: Sequence[str]) -> tuple[Output, ...]:
    """The outputs asked for; `terminal` when none is. Raises UsageError: unknown name, two to stdout, a path twice."""
    outputs = tuple(_one(word) for word in written) or (Output("terminal", None),)
    if sum(one.path is None for one in outputs) > 1:
        raise UsageError(
            Text("Only one format can go to stdout", "標準出力に出せる形式は1つだけです"),
            where="--format",
            hint=Text(
                "Give the others a file: -f json=report.json",
                "ほかの形式にはファイルを指定してください：-f json=report.json",
            ),
        )
    paths = [path.absolute() for one in outputs if (path := place(one, "{name}")) is not None]
    if len(set(paths)) < len(paths):
        raise UsageError(
            Text("Two formats are to be written to one file", "2つの形式が同じファイルを指しています"), where="--format"
        )
    return outputs


def _one(word: str) -> Output:
    name, equals, path = word.partition("=")
    known = available()
    if name not in known:
        from disputelint.checker.yamlfile import nearest

        meant = nearest(name, known)
        raise UsageError(
            Text(f'There is no format "{name}"', f"「{name}」という形式はありません"),
            where="--format",
            hint=Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。")
            if meant
            else Text("Formats: " + ", ".join(known), "使える形式：" + ", ".join(known)),
        )
    if equals and not path:
        raise UsageError(Text(f"{word} names no file", f"{word} にファイル名がありません"), where="--format")
    return Output(name, path or None)


def check_many(outputs: Sequence[Output], targets: Sequence[Target]) -> None:
    """With several targets every PATH must tell them apart. Raises UsageError."""
    for one in outputs:
        if len(targets) > 1 and one.path is not None and "{name}" not in one.path and not _is_folder(one.path):
            raise UsageError(
                Text(
                    f"Several targets cannot be written to one file, {one.path}",
                    f"複数の対象を1つのファイル {one.path} には書けません",
                ),
                where="--format",
                hint=Text(
                    "Use {name} in the path, or a folder: -f json=reports/{name}.json",
                    "パスに {name} を入れるか、フォルダーを指定してください：-f json=reports/{name}.json",
                ),
            )


def place(one: Output, name: str) -> Path | None:
    """The file an output goes to for the target `name`; None for stdout."""
    if one.path is None:
        return None
    if "{name}" in one.path:
        return Path(one.path.replace("{name}", name))
    return Path(one.path) / f"{name}{FORMATS[one.format].suffix}" if _is_folder(one.path) else Path(one.path)


def _is_folder(path: str) -> bool:
    return path.endswith(("/", os.sep)) or Path(path).is_dir()


def write(
    outputs: Sequence[Output], report: Report, name: str, session: Session, language: Language, beside: Beside
) -> list[Path]:
    """Write every output of one report, files first, so that the terminal can name them. Gives the files written."""
    from disputelint.reports.bounds import bounded

    shown = bounded(report)  # JSON alone keeps texts that are longer than anybody reads
    saved = next((path for one in outputs if one.format == "json" and (path := place(one, name)) is not None), None)
    again = f"{beside.again} --compare {saved.as_posix()}" if saved and beside.again else ""
    beside = replace(beside, again=again)
    files: list[Path] = []
    html = ""
    for one in sorted(outputs, key=lambda held: held.path is None):
        path = place(one, name)
        if one.format == "terminal":
            text = _terminal(shown, language, session, beside, files, html, path)
            output.result(text) if path is None else output.save(path, text)
        else:
            made = _rendered(one.format, report if one.format == "json" else shown, language, beside)
            if path is not None:
                output.save(path, made)
            elif isinstance(made, bytes):
                output.result_bytes(made)
            elif one.format in ("json", "sarif", "gitlab"):
                output.result_json(made)
            else:
                output.result(made)
        if path is not None:
            files.append(path)
            html = path.name if one.format == "html" else html
    return files


def _rendered(name: str, report: Report, language: Language, beside: Beside) -> str | bytes:
    if name == "html":
        from disputelint.reports.html import render as html

        return html(report, language, beside.brand)
    if name == "pdf":
        return _printed(report, language, beside)
    if name == "comment" and (here := job(os.environ)) is not None:
        from disputelint.reports.comment import render as comment

        return comment(report, language, here.forge)
    return render(name, report, language)


def _printed(report: Report, language: Language, beside: Beside) -> bytes:
    from functools import partial

    from disputelint.checker.cli.checkup import japanese_font
    from disputelint.checker.crawl.printing import print_pdf
    from disputelint.reports.pdf import render as pdf

    printer = partial(print_pdf, browser_path=beside.browser)
    font = japanese_font().state == "ok"
    return pdf(report, language, printer, brand=beside.brand, japanese_font=font)


def _terminal(
    report: Report,
    language: Language,
    session: Session,
    beside: Beside,
    files: Sequence[Path],
    html: str,
    path: Path | None,
) -> str:
    from disputelint.reports.ink import Ink
    from disputelint.reports.sheet import WIDTH, Terminal
    from disputelint.reports.terminal import render as printed

    shown = path is None
    how = Terminal(
        width=min(WIDTH, max(60, shutil.get_terminal_size((WIDTH, 24)).columns)) if shown else WIDTH,
        ink=Ink(
            color=shown and output.colored(sys.stdout, session.color),
            links=shown and sys.stdout.isatty() and linking(),
        ),
        show_waived=beside.show_waived,
        html=html,
        files=tuple(file.as_posix() for file in files),
        snapshot=beside.snapshot,
        compare=beside.again,
        closing=beside.closing,
        failed=beside.failed,
    )
    return printed(report, language, how)


def linking() -> bool:
    """Whether the terminal is one that is known to show OSC 8 links."""
    environ = os.environ
    if any(environ.get(name) for name in _LINKING) or environ.get("TERM_PROGRAM") in _LINKING_PROGRAMS:
        return True
    return environ.get("VTE_VERSION", "").isdigit() and int(environ["VTE_VERSION"]) >= 5000
