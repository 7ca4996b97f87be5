"""`disputelint report FILE.json -f FMT...`: render a saved report again, in other formats or the other language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from disputelint.checker.cli import options, options_crawl, outputs, targets
from disputelint.checker.cli.clicks import Argument
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.exit import OK
from disputelint.checker.cli.session import Session
from disputelint.checker.config.given import Given
from disputelint.checker.model.words import Text


def run(
    session: Session,
    settings: Mapping[str, Given],
    file: str,
    format: tuple[str, ...],
    open: bool,
    show_waived: bool,
) -> int:
    """Write the outputs; 0 when that worked, whatever the report says."""
    from disputelint.checker.cli.compare import read_report

    wanted = outputs.parse(format)
    report = read_report(Path(file))
    named, browser = None, None
    if any(one.format in ("html", "pdf") for one in wanted):
        from disputelint.checker.cli.brand import brand
        from disputelint.checker.cli.configured import configured

        config = configured(session, settings, None, False)
        named, browser = brand(config.brand), config.crawl.browser_path
    beside = outputs.Beside(snapshot=report.run.snapshot, show_waived=show_waived, brand=named, browser=browser)
    name = targets.file_name(Path(file).stem)
    files = outputs.write(wanted, report, name, session, session.language, beside)
    if open and (page := next((one for one in files if one.suffix == ".html"), None)):
        import click

        click.launch(page.resolve().as_uri())
    return OK


command = Command(
    "report",
    run,
    text=Text("Render a saved report again.", "保存した報告を、別の形式や言語で出力し直します。"),
    examples=("disputelint report report.json --lang ja", "disputelint report report.json -f html=report.html"),
    params=[
        Argument("file", metavar="FILE.json", text=Text("A saved report.", "保存した報告。")),
        *options.formats(),
        options_crawl.browser_path(),
    ],
)
