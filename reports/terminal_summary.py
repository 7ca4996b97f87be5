"""The end of the terminal report: what it comes to, what was not read, what was written, the exit code."""

from __future__ import annotations

from collections.abc import Sequence

from disputelint.checker.model import CoverageGap, Language, Report, Text
from disputelint.reports import refused
from disputelint.reports.counts import count
from disputelint.reports.counts import sentence as counted
from disputelint.reports.inert import terminal
from disputelint.reports.labels import KIND, SOUGHT
from disputelint.reports.say import address, listed, reuse
from disputelint.reports.sheet import COLUMN, Terminal
from disputelint.reports.terminal_risk import risk
from disputelint.reports.verdict import verdict
from disputelint.reports.width import pad, wrap

GAPS = 8  # what was not read, named one by one; the JSON report has all
NOT_READ = Text("Not read", "未確認")
MORE = Text("and {n} more", "ほか{n}件")


def summary(report: Report, language: Language, how: Terminal) -> list[str]:
    """The lines from the rule of dashes to the exit code."""
    counts = count(report)
    lines = ["", how.ink.on("dim", "-" * how.width)]
    lines += [how.ink.on("bold", line) for line in wrap(terminal(verdict(report, counts).in_(language)), how.width)]
    lines += risk(report, language, how)
    lines += ["", *wrap(counted(counts).in_(language), how.width), *_gaps(report, language, how)]
    lines += _refused(report, language, how)
    again = [said] if (said := reuse(report, language)) else []
    closing = [*again, *_beside_robots(report, language), _honesty(report, language)]
    lines += [line for said in closing for line in wrap(said, how.width)]
    if notices := [*report.target.notices, *report.target.configure]:
        lines += ["", *(line for said in notices for line in wrap(terminal(said.in_(language)), how.width))]
    lines += _files(language, how)
    if how.closing is not None:
        style = "error" if how.failed else "ok"
        lines += ["", how.ink.on(style, how.closing.in_(language))]
    return lines


def _gaps(report: Report, language: Language, how: Terminal) -> list[str]:
    """What was not read and why, in rows; what the gate requires comes first, each with its remedy."""
    required = [_missed(gap, report, language) for gap in report.coverage.gaps if gap.required]
    lines = [line for said in required for line in wrap(said, how.width)]
    reasons: dict[str, list[str]] = {}
    for gap in report.coverage.gaps:
        if not gap.required:
            detail = terminal(gap.detail.in_(language)).rstrip(".。")
            reasons.setdefault(detail, []).append(_what(gap, report, language))
    colon = "：" if language == "ja" else ": "
    rows = [f"{_some(places, language)}{colon}{detail}" for detail, places in list(reasons.items())[:GAPS]]
    if len(reasons) > GAPS:
        rows.append(MORE.fill(n=sum(map(len, list(reasons.values())[GAPS:]))).in_(language))
    head = NOT_READ.in_(language)
    for at, row in enumerate(rows):
        first, *rest = wrap(row, how.width - COLUMN)
        lines.append(pad("" if at else head, COLUMN) + first)
        lines += [" " * COLUMN + line for line in rest]
    return lines


def _refused(report: Report, language: Language, how: Terminal) -> list[str]:
    """The requests that were held back, each with where it came from and why."""
    if not report.refused:
        return []
    found = refused.rows(report, language)[:GAPS]
    on, colon, opens, closes = ("", "：", "（", "）") if language == "ja" else ("on ", ": ", " (", ")")
    said = [f"{row.what}{opens}{on}{row.page}{closes}{colon}{row.why}" for row in found]
    if hidden := len(refused.rows(report, language)) - len(found) + refused.left(report):
        said.append(refused.MORE.fill(n=hidden).in_(language))
    lines = wrap(refused.HEAD.fill(n=len(report.refused)).in_(language), how.width)
    for row in said:
        first, *rest = wrap(row, how.width - 2)
        lines += [f"  {first}", *(f"    {line}" for line in rest)]
    return lines


def _some(places: Sequence[str], language: Language) -> str:
    shown = list(places[:GAPS])
    if len(places) > GAPS:
        shown.append(MORE.fill(n=len(places) - GAPS).in_(language))
    return listed(shown, language)


def _beside_robots(report: Report, language: Language) -> list[str]:
    if not report.target.read_beside_robots:
        return []
    said = Text(
        "Read although robots.txt forbids it, as buyers are sent there: {pages}.",
        "robots.txtで禁止されていますが、購入者が案内されるページのため確認しました：{pages}。",
    )
    pages = [address(page, report) for page in report.target.read_beside_robots]
    return [said.fill(pages=_some(pages, language)).in_(language)]


def _missed(gap: CoverageGap, report: Report, language: Language) -> str:
    said = Text("Required and not seen: {what}: {detail}. {remedy}", "必要なのに未確認：{what}。{detail}。{remedy}")
    detail, remedy = terminal(gap.detail.in_(language)), terminal(gap.remedy.in_(language))
    return said.fill(what=_what(gap, report, language), detail=detail.rstrip(".。"), remedy=remedy).in_(language)


def _what(gap: CoverageGap, report: Report, language: Language) -> str:
    if (known := KIND.get(gap.what) or SOUGHT.get(gap.what)) is not None:
        return known.in_(language)
    return address(gap.what, report) if "://" in gap.what else terminal(gap.what)


def _honesty(report: Report, language: Language) -> str:
    walked = report.target.journey in ("walked", "partial")
    bought = (
        Text("Nothing was bought; the cart was emptied.", "購入は行わず、カートは空に戻しました。")
        if walked
        else Text("Nothing was bought.", "購入は行っていません。")
    )
    rest = Text(
        "No legal advice, and not from the gateways; a crawl sees neither e-mails nor parcels nor how questions are answered.",
        "法律上の助言でも、決済会社の判断でもありません。メール、配送、問い合わせへの対応は、この検査では見えません。",
    )
    gap = "" if language == "ja" else " "
    return bought.in_(language) + gap + rest.in_(language)


def _files(language: Language, how: Terminal) -> list[str]:
    rows: list[tuple[Text, str, str]] = []
    if how.files:
        rows.append((Text("Report", "報告"), ", ".join(how.files), "link"))
    if how.snapshot:
        rows.append((Text("Snapshot", "記録"), how.snapshot, "link"))
    if how.compare:
        rows.append((Text("Then", "直したら"), how.compare, "bold"))
    lines = [pad(name.in_(language), COLUMN) + how.ink.on(style, said) for name, said, style in rows]
    return ["", *lines] if lines else []
