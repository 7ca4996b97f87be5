"""`disputelint rules lint [RULE...]`: mistakes in rule files, as a compiler shows them."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from disputelint.checker.cli import options, output
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.configured import configured, shown
from disputelint.checker.cli.exit import FINDINGS, OK
from disputelint.checker.cli.rule_choice import NAMES, RULE, many
from disputelint.checker.cli.session import Session
from disputelint.checker.config.given import Given
from disputelint.checker.errors import RuleError, Several
from disputelint.checker.model.words import Text

GOOD = Text("{rules}: no mistake.", "{rules}：誤りはありません。")
MISTAKE = (Text("{n} mistake", "誤り{n}件"), Text("{n} mistakes", "誤り{n}件"))
BAD = Text("{rules}: {bad}.", "{rules}：{bad}。")


def run(
    session: Session,
    settings: Mapping[str, Given],
    names: tuple[str, ...],
    config: str | None,
    no_config: bool,
    show_config: bool,
) -> int:
    """Print every mistake; 1 when there is one."""
    held = configured(session, settings, config, no_config)
    if show_config:
        return shown(held)
    from disputelint.checker.cli.errors import render
    from disputelint.checker.cli.rule_choice import chosen
    from disputelint.checker.engine import workshop
    from disputelint.reports.inert import terminal

    language = session.language
    try:
        asked = chosen(names, held).rules
    except (RuleError, Several) as error:
        output.result(render(error, language, color=output.colored(sys.stdout, session.color)))
        return FINDINGS
    lines: list[str] = []
    for rule in asked:
        for problem in workshop.lint_rule(rule):
            lines.append(f"{rule.file}: {rule.id}: {terminal(problem.what.in_(language))}")
    closing = (BAD if lines else GOOD).fill(rules=many(len(asked), RULE), bad=many(len(lines), MISTAKE))
    output.result("\n".join([*lines, closing.in_(language)]))
    return FINDINGS if lines else OK


command = Command(
    "lint",
    run,
    text=Text("Look for mistakes in rule files.", "ルールのファイルの誤りを探します。"),
    more=Text("Exit code 1 when there is one.", "誤りがあれば終了コード1です。"),
    examples=("disputelint rules lint", "disputelint rules lint my-rules"),
    params=[
        NAMES,
        *(one for one in options.choice() if "--rules" in one.opts),
        *options.configuration(),
    ],
)
