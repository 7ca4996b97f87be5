"""The report for a terminal: verdict's target, findings worst first, what was not seen, what it comes to."""

from __future__ import annotations

from disputelint.checker.model import Language, Report, Text
from disputelint.reports.inert import terminal
from disputelint.reports.say import authorities, date, host, listed, visited
from disputelint.reports.sheet import Terminal
from disputelint.reports.terminal_findings import blocks
from disputelint.reports.terminal_summary import summary
from disputelint.reports.width import cells, wrap


def render(report: Report, language: Language, how: Terminal | None = None) -> str:
    """The report as text, ending in a newline. All that pages said is made harmless."""
    how = how or Terminal()
    parts = ["\n".join(_head(report, language, how)), *blocks(report, language, how)]
    return "\n\n".join(parts) + "\n" + "\n".join(summary(report, language, how)) + "\n"


def _head(report: Report, language: Language, how: Terminal) -> list[str]:
    target = report.target
    lines: list[str] = []
    if report.coverage.gate_missed or report.verdict in ("inconclusive", "not_judged"):
        warned = Text("NOT JUDGED: required pages were not seen.", "判定できず：必要なページを確認できませんでした。")
        lines += [how.ink.on("not_judged", line) for line in wrap(warned.in_(language), how.width)] + [""]
    name = terminal(target.name) or host(report)
    device = visited(report).in_(language)
    where = [] if name == host(report) else [host(report)]
    about = [*where, date(target.date, language), device]
    said = f"{name}  {('  ' if language == 'ja' else ', ').join(about)}"
    first, *rest = [said] if cells(said) <= how.width else wrap(said, how.width)
    lines += [how.ink.on("bold", name) + first.removeprefix(name), *rest]
    if names := [terminal(one) for one in authorities(report, language)]:
        against = Text("Judged against {names}.", "基準：{names}").fill(names=listed(names, language, "and"))
        lines += wrap(against.in_(language), how.width)
    for sentence in target.chosen_because:
        lines += wrap(terminal(sentence.in_(language)), how.width)
    if target.authorized_by:
        by = Text("Authorized by {name}.", "申告者：{name}").fill(name=terminal(target.authorized_by))
        lines += wrap(by.in_(language), how.width)
    return lines
