"""Exit codes, decided here and nowhere else (DESIGN, "Command line")."""

from __future__ import annotations

from collections.abc import Iterable

from disputelint.checker.config.settings import FailOn
from disputelint.checker.model import SEVERITIES, Report
from disputelint.checker.model.words import Text
from disputelint.reports.labels import KIND

OK, FINDINGS, USAGE, GATE, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 4, 130
ORDER = (INTERRUPTED, USAGE, INTERNAL, FINDINGS, GATE, OK)  # of several targets the first that holds


def code(report: Report, fail_on: FailOn, on_inconclusive: str) -> int:
    """The exit code of one audit: 1 before 3; with `on_inconclusive == "warn"` a missed gate gives 0."""
    from disputelint.checker.engine.gate import failing

    if failing(report.findings, fail_on):
        return FINDINGS
    if report.coverage.gate_missed and on_inconclusive == "fail" and report.verdict != "not_judged":
        return GATE
    return OK


def overall(codes: Iterable[int]) -> int:
    """The exit code of several targets."""
    seen = set(codes)
    return next((code for code in ORDER if code in seen), OK)


def sentence(code: int, report: Report, fail_on: FailOn) -> Text:
    """The last line of a run: what the exit code means, and of a missed gate what to do."""
    missed = report.coverage.gate_missed
    if code == FINDINGS and missed:
        return Text(
            "fail: findings stand, and required pages were not seen (exit 1)",
            "指摘があり、必要なページも確認できませんでした（終了コード1）",
        )
    if code == FINDINGS:
        worst = min(
            (f.severity for f in report.findings if f.verdict == "fail" and f.status == "new" and f.counted),
            key=SEVERITIES.index,
        )
        return {
            "error": Text("fail: errors were found (exit 1)", "エラーあり（終了コード1）"),
            "warning": Text("fail: warnings were found (exit 1)", "警告あり（終了コード1）"),
            "note": Text("fail: notes were found (exit 1)", "注記あり（終了コード1）"),
        }[worst]
    if missed:
        return _not_judged(code, report)
    if fail_on == "never" and any(f.verdict == "fail" and f.status == "new" and f.counted for f in report.findings):
        return Text(
            "findings stand; with --fail-on never they do not fail (exit 0)",
            "指摘がありますが、--fail-on never のため不合格にはしません（終了コード0）",
        )
    if report.compared is not None and report.compared.readable:
        return Text(
            "pass: this change brings nothing at or above --fail-on {level} (exit 0)",
            "この変更による --fail-on {level} 以上の新しい指摘はありません（終了コード0）",
        ).fill(level=fail_on)
    return Text(
        "pass: nothing at or above --fail-on {level} (exit 0)",
        "--fail-on {level} 以上の指摘はありません（終了コード0）",
    ).fill(level=fail_on)


def _not_judged(code: int, report: Report) -> Text:
    """Why the gate was missed, by its first gap, and what mends it."""
    gap = next((gap for gap in report.coverage.gaps if gap.required), None)
    if gap is None:
        what = Text("required pages were not seen", "必要なページを確認できませんでした")
    else:
        kind = KIND.get(gap.what)
        named = kind is not None and gap.what != "home"
        what = Text(
            f"{f'{kind.en}: ' if kind and named else ''}{gap.detail.en}. {gap.remedy.en}".rstrip(". "),
            f"{f'{kind.ja}：' if kind and named else ''}{gap.detail.ja}。{gap.remedy.ja}".rstrip("。"),
        )
    if code == GATE:
        return Text(f"not judged: {what.en} (exit 3)", f"判定できず：{what.ja}（終了コード3）")
    return Text(f"NOT JUDGED: {what.en}; only told (exit 0)", f"判定できず：{what.ja}。警告にとどめます（終了コード0）")
