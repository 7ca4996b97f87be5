"""The pull-request comment: what counts in full, the rest in a table, under GitHub's limit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from disputelint.checker.model import Language, Report, Text
from disputelint.reports import markdown_parts as parts
from disputelint.reports.counts import Counts, count
from disputelint.reports.html_findings import Entry, Findings
from disputelint.reports.inert_markup import anchor, code, markdown
from disputelint.reports.say import host
from disputelint.reports.where import theme

LIMIT = 65_536  # characters; GitHub answers 422 to one more
FULL = 8  # findings told in full
ROWS = (200, 60, 20, 5)  # rows of a table, as many as there is room for
_UNFIT = re.compile("[^A-Za-z0-9._:-]+")
_ONE = Text("disputelint: {title}", "disputelint：{title}")
_SEVERAL = Text("disputelint: {counts} on {shop}", "disputelint：{shop}に{counts}")
_NONE = Text("disputelint: nothing to mend on {shop}", "disputelint：{shop}に直すところはありません")
_MISSED = Text("disputelint: not judged, {shop}", "disputelint：判定できず、{shop}")
_CALM = Text(
    "disputelint: this change brings nothing new on {shop}", "disputelint：この変更による{shop}の新しい指摘はありません"
)
_STANDING = Text(
    "Not from this change: {n} findings that never fail this check",
    "この変更によるものではない{n}件（この検査を失敗にしません）",
)
_REST = Text("The other {n} findings", "ほかの{n}件の指摘")
_BESIDE = Text("{n} that do not fail this check", "この検査を失敗にしない{n}件")
_REPORT = Text("Full report and clips", "全体の報告と画像")


@dataclass(frozen=True, slots=True)
class Forge:
    """Where the comment stands: address of the files at the commit, and of the run with its report. "" for none."""

    files: str = ""  # "https://github.com/OWNER/REPO/blob/COMMIT"
    run: str = ""


def marker(report: Report) -> str:
    """The hidden first line by which the comment is found again and updated, one for each shop."""
    return f"<!-- disputelint:comment {_UNFIT.sub('-', host(report))[:200].replace('--', '-').strip('-')} -->"


def render(report: Report, language: Language, forge: Forge | None = None) -> str:
    """The comment, at most LIMIT characters (UTF-16 code units), ending in a newline."""
    forge = forge or Forge()
    findings, counts = Findings(report, language), count(report)
    counted = [entry for entry in findings.entries if _counts(entry)]
    counted.sort(key=lambda entry: (theme(entry.first) is None, _rank(entry)))
    head = [
        f"{marker(report)}\n### {_headline(report, counts, counted, language)}",
        *parts.top(report, findings),
        *parts.compared(report, findings),
        parts.risk(report, findings),
    ]
    foot = _foot(report, language, forge)
    others = [entry for entry in findings.entries if not _counts(entry)]
    blocks = [parts.finding(entry, findings, forge.files) for entry in counted[:FULL]]
    made = ""
    apart = _STANDING if report.compared is not None and report.compared.readable else _BESIDE
    for rows in ROWS:
        beside = _rows(findings, others, apart, rows)
        always = [*head, _rows(findings, counted, _REST, rows), beside, *foot]
        shown, _ = parts.fitting(always, blocks, LIMIT, parts.units)
        made = parts.joined([*head, *blocks[:shown], _rows(findings, counted[shown:], _REST, rows), beside, *foot])
        if parts.units(made) <= LIMIT:
            break
    return made


def _counts(entry: Entry) -> bool:
    return entry.standing in ("error", "warning", "note") and entry.first.counted


def _rank(entry: Entry) -> int:
    return ("error", "warning", "note").index(entry.standing)


def _headline(report: Report, counts: Counts, counted: list[Entry], language: Language) -> str:
    shop = parts.shop(report)
    if report.coverage.gate_missed and not counted:
        return _MISSED.fill(shop=shop).in_(language)
    if not counted:
        if report.compared is not None and report.compared.readable:
            return _CALM.fill(shop=shop).in_(language)
        return _NONE.fill(shop=shop).in_(language)
    if counts.findings == 1:
        return _ONE.fill(title=markdown(counted[0].title, 160)).in_(language)
    return _SEVERAL.fill(counts=parts.tally(counts), shop=shop).in_(language)


def _rows(findings: Findings, entries: list[Entry], title: Text, rows: int) -> str:
    """The entries as a folded table; none gives nothing."""
    if not entries:
        return ""
    language = findings.language
    lines = [
        "| | " + " | ".join(parts.WORDS[key].in_(language) for key in ("finding", "where")) + " |",
        "| --- | --- | --- |",
    ]
    for entry in entries[:rows]:
        place = theme(entry.first)
        where = code(f"{place.file}:{place.line}") if place else _where(entry, findings)
        times = f" ×{entry.many}" if entry.many > 1 else ""
        lines.append(f"| {markdown(entry.word, 20)} | {markdown(entry.title, 100)}{times} | {where} |")
    if len(entries) > rows:
        lines.append(f"| | {parts.more(sum(e.many for e in entries[rows:]), language)} | |")
    many = sum(entry.many for entry in entries)
    return parts.folded(title.fill(n=many).in_(language), "\n".join(lines))


def _where(entry: Entry, findings: Findings) -> str:
    """The first page, and how many more."""
    pages = list(dict.fromkeys(place.page for place in entry.places))
    if not pages:
        return markdown(entry.at, 60)
    left = len(pages) - 1 + entry.places_left
    tail = f" {parts.WORDS['more'].fill(n=left).in_(findings.language)}" if left else ""
    return code(pages[0], 60) + tail


def _foot(report: Report, language: Language, forge: Forge) -> list[str]:
    seen, *rest = parts.foot(report, language)
    link = anchor(_REPORT.in_(language), forge.run) if forge.run else ""
    return [parts.unseen(report, language), " ".join(part for part in (seen, link) if part), *rest]
