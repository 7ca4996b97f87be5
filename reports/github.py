"""GitHub annotations: workflow commands, one for each rule, worst first, as many as a step shows.

docs.github.com, "Workflow commands for GitHub Actions"; a step shows ten annotations of a kind and a job fifty.
"""

from __future__ import annotations

from collections.abc import Sequence

from disputelint.checker.model import Finding, Language, Report, Text
from disputelint.checker.model.faults import many
from disputelint.reports.counts import count, sentence, standing
from disputelint.reports.inert import plain
from disputelint.reports.inert_markup import command_data, command_property
from disputelint.reports.labels import name_of
from disputelint.reports.say import headline
from disputelint.reports.where import theme

LIMIT = 10
_LEVEL = {"error": "error", "warning": "warning", "note": "notice"}
_RANK = {"error": 0, "warning": 1, "note": 2}
_MORE = Text("and {n} more in all, see the summary. {counts}", "ほか{n}件。サマリーをご覧ください。{counts}")
_TIMES = Text("{title} ({n} findings)", "{title}（{n}件）")
_MISSED = Text(
    "NOT JUDGED: required pages were not seen ({what}). What stands here speaks only of what was read.",
    "判定できず：必要なページを確認できませんでした（{what}）。ここにあるのは、確認できた範囲の結果です。",
)


def render(report: Report, language: Language) -> str:
    """The commands, a line each; for a report without findings a single notice with its counts."""
    counts = count(report)
    lines = [_missed(report, language)] if report.coverage.gate_missed else []
    groups = _groups(report)
    room = LIMIT - len(lines)
    shown = groups if len(groups) <= room else groups[: room - 1]
    lines += [_command(group, report, language) for group in shown]
    left = counts.findings - sum(map(many, shown))
    if left:
        lines.append(_notice(_MORE.fill(n=left, counts=sentence(counts)).in_(language)))
    elif not lines:
        lines.append(_notice(sentence(counts).in_(language)))
    return "\n".join(lines) + "\n"


def _groups(report: Report) -> list[list[Finding]]:
    """The findings that count, by rule; worst first, and those with a line of the theme before others."""
    held: dict[tuple[str, str], list[Finding]] = {}
    for finding in report.findings:
        if standing(finding) in _RANK and finding.counted:
            held.setdefault((finding.rule, finding.severity), []).append(finding)
    groups = [sorted(group, key=lambda one: theme(one) is None) for group in held.values()]
    return sorted(groups, key=lambda group: (_RANK[group[0].severity], theme(group[0]) is None, group[0].rule))


def _command(group: Sequence[Finding], report: Report, language: Language) -> str:
    finding = group[0]
    title, more = headline(finding, report, language)
    title = plain(title, 200)
    if many(group) > 1:
        title = _TIMES.fill(title=title, n=many(group)).in_(language)
    place = theme(finding)
    properties = [f"file={command_property(place.file)}", f"line={place.line}"] if place else []
    properties.append(f"title={command_property(title)}")
    pages = list(dict.fromkeys(place.page for one in group for place in one.places))
    said = [plain(more, 600), plain(finding.fix.in_(language), 600), *(plain(page, 200) for page in pages[:3])]
    if len(pages) > 3:
        said.append(f"+{len(pages) - 3}")
    said.append(f"{finding.rule} {finding.fingerprint}")
    return f"::{_LEVEL[finding.severity]} {','.join(properties)}::" + command_data(
        "\n".join(part for part in said if part)
    )


def _missed(report: Report, language: Language) -> str:
    gaps = [gap for gap in report.coverage.gaps if gap.required]
    what = ", ".join(plain(name_of(gap.what, language), 80) for gap in gaps)
    said = [_MISSED.fill(what=plain(what, 400) or "?").in_(language)]
    said += [plain(text.in_(language), 600) for gap in gaps[:1] for text in (gap.detail, gap.remedy)]
    level = "warning" if report.verdict == "not_judged" else "error"  # not_judged: it is told, and fails nothing
    return f"::{level} title=disputelint::" + command_data("\n".join(said))


def _notice(text: str) -> str:
    return f"::notice title=disputelint::{command_data(plain(text, 1_000))}"
