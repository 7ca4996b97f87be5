"""`disputelint rules show RULE`: one rule whole, and its file's text with --source."""

from __future__ import annotations

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
from disputelint.checker.model.words import Text


def run(
    session: Session,
    settings: Mapping[str, Given],
    rule: str,
    source: bool,
    config: str | None,
    no_config: bool,
    show_config: bool,
) -> int:
    """Print the rule; 0."""
    held = configured(session, settings, config, no_config)
    if show_config:
        return shown(held)
    from disputelint.checker.cli.rule_page import find, render
    from disputelint.checker.engine import catalogue
    from disputelint.reports.ink import Ink

    known = catalogue.load(held)
    found = find(known, rule)
    if source:
        output.result(Path(found.file).read_text(encoding="utf-8"))
    else:
        output.result(render(found, known, session.language, Ink(color=output.colored(sys.stdout, session.color))))
    return OK


command = Command(
    "show",
    run,
    text=Text("Show one rule: what it asks, who asks for it, how to mend.", "ルールの内容、根拠、直し方を示します。"),
    params=[
        Argument("rule", metavar="RULE", text=Text("The rule's id.", "ルールのID。")),
        Option(
            "--source", flag=True, env=False, text=Text("Print its YAML file.", "YAMLファイルをそのまま表示します。")
        ),
        *(one for one in options.choice() if "--rules" in one.opts),
        *options.configuration(),
    ],
)
