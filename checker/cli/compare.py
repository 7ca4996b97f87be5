"""Reports to compare: a saved report is read, a snapshot or HTML is judged with today's rules."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from disputelint.checker.cli import output
from disputelint.checker.cli.session import Session
from disputelint.checker.config import Config
from disputelint.checker.errors import UsageError
from disputelint.checker.model import Finding, Report
from disputelint.checker.model.words import Text

if TYPE_CHECKING:
    from disputelint.reports.html_compare import Earlier


def read_report(path: Path) -> Report:
    """The saved report in `path`. Raises UsageError when it cannot be read or is none."""
    from disputelint.reports.json import NotAReport, parse

    try:
        return parse(path.read_text(encoding="utf-8"))
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise UsageError(
            Text(f"This file cannot be read: {reason}", f"このファイルを読めません：{reason}"), where=str(path)
        ) from None
    except (NotAReport, UnicodeDecodeError) as problem:
        raise UsageError(
            Text(f"This is no saved report: {problem}", f"保存された報告として読めません：{problem}"),
            where=str(path),
            hint=Text(
                "A report is saved by: disputelint audit TARGET -f json=report.json",
                "報告は次の操作で保存できます：disputelint audit TARGET -f json=report.json",
            ),
        ) from None


def load(word: str, config: Config) -> Report:
    """The report that `word` stands for: a saved one, or the judgement of a snapshot or of HTML files.

    Raises UsageError when there is nothing of that name, SnapshotError when it cannot be read.
    """
    path = Path(word)
    if not path.exists():
        raise UsageError(Text("There is no such report or snapshot", "報告も記録もありません"), where=word)
    if path.suffix.lower() == ".json":
        return read_report(path)
    from disputelint.checker import audit

    return audit.run(audit.Target(word, path), config)


def load_any(word: str, config: Config, session: Session) -> Report:
    """As `load`, and a shop's address is audited too, in the same way."""
    from disputelint.checker.cli import targets

    (target,) = targets.parse([word])
    if not target.is_url:
        return load(word, config)
    from disputelint.checker import audit
    from disputelint.checker.cli.progress import Bar

    with Bar(target.shown, session) as bar:
        return audit.run(audit.Target(target.text), config, progress=bar)


def mended(old: Report, new: Report) -> tuple[Finding, ...]:
    """The findings of `old` that `new` no longer has: their places are worth a picture of today."""
    from disputelint.reports import diff

    return diff.compare(old, new).mended


def earlier(old: Report | None, new: Report) -> Earlier | None:
    """What the HTML and the PDF report show beside `new`."""
    if old is None:
        return None
    from disputelint.reports import diff
    from disputelint.reports.bounds import bounded
    from disputelint.reports.html_compare import Earlier

    return Earlier(bounded(old), diff.compare(old, new))


def tell(word: str, report: Report, config: Config, session: Session) -> None:
    """Print what differs from the report, snapshot or shop `word`, on stderr beside the report."""
    tell_of(load_any(word, config, session), report, config, session)


def tell_of(old: Report, report: Report, config: Config, session: Session) -> None:
    """`tell`, of a report that was read already."""
    from disputelint.reports import diff
    from disputelint.reports.ink import Ink

    ink = Ink(color=output.colored(sys.stderr, session.color))
    output.complain("\n" + diff.render(diff.compare(old, report), old, report, config.lang, ink))
