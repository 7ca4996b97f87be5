"""`disputelint explain RULE | FINGERPRINT`: why a rule exists; why a finding fired."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from disputelint.checker.cli import options, output
from disputelint.checker.cli.clicks import Argument, Option
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.configured import configured, shown
from disputelint.checker.cli.exit import OK
from disputelint.checker.cli.session import Session
from disputelint.checker.config.given import Given
from disputelint.checker.errors import UsageError
from disputelint.checker.model import Finding, Report
from disputelint.checker.model.words import Text

_FINGERPRINT = re.compile(r"[0-9a-f]{6,20}")
DEFAULT = "report.json"


def run(
    session: Session,
    settings: Mapping[str, Given],
    what: str,
    report: str | None,
    config: str | None,
    no_config: bool,
    show_config: bool,
) -> int:
    """Print the explanation; 0."""
    held = configured(session, settings, config, no_config)
    if show_config:
        return shown(held)
    from disputelint.reports.ink import Ink

    ink = Ink(color=output.colored(sys.stdout, session.color))
    if _FINGERPRINT.fullmatch(what):
        from disputelint.checker.cli.compare import read_report
        from disputelint.reports.explain import render
        from disputelint.reports.sheet import Terminal

        saved = read_report(_report(report))
        output.result(render(_finding(saved, what), saved, session.language, Terminal(ink=ink)))
        return OK
    from disputelint.checker.cli import rule_page
    from disputelint.checker.engine import catalogue

    known = catalogue.load(held)
    output.result(rule_page.render(rule_page.find(known, what), known, session.language, ink))
    return OK


def _report(named: str | None) -> Path:
    if named is not None:
        return Path(named)
    if Path(DEFAULT).is_file():
        return Path(DEFAULT)
    raise UsageError(
        Text("A fingerprint needs --report FILE", "識別番号には --report FILE が必要です"),
        where="disputelint explain",
        hint=Text(
            "A report is saved by: disputelint audit TARGET -f json=report.json",
            "報告は次の操作で保存できます：disputelint audit TARGET -f json=report.json",
        ),
    )


def _finding(report: Report, fingerprint: str) -> Finding:
    found = [finding for finding in report.findings if finding.fingerprint.startswith(fingerprint)]
    if len({finding.fingerprint for finding in found}) == 1:
        return found[0]
    if found:
        raise UsageError(
            Text(f"{fingerprint} begins several fingerprints", f"{fingerprint} で始まる識別番号が複数あります"),
            where="FINGERPRINT",
            hint=Text(", ".join(f.fingerprint for f in found), "、".join(f.fingerprint for f in found)),
        )
    raise UsageError(
        Text(f"This report has no finding {fingerprint}", f"この報告に {fingerprint} の指摘はありません"),
        where="FINGERPRINT",
    )


command = Command(
    "explain",
    run,
    text=Text(
        "Why a rule exists; why a finding fired, step by step.", "ルールの理由と、指摘に至った経過を説明します。"
    ),
    examples=("disputelint explain refund-window-stated", "disputelint explain 75feae25f309 --report report.json"),
    params=[
        Argument(
            "what",
            metavar="RULE|FINGERPRINT",
            text=Text("A rule's id, or a finding's fingerprint.", "ルールのID、または指摘の識別番号。"),
        ),
        Option(
            "--report",
            metavar="FILE",
            text=Text(
                "The saved report the finding is in (default: report.json).",
                "指摘を含む保存済みの報告（既定：report.json）。",
            ),
        ),
        *(one for one in options.choice() if "--rules" in one.opts),
        *options.configuration(),
    ],
)
