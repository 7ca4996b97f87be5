"""`disputelint rules test [RULE...]`: run the rules' own examples through the real extraction and judge."""

from __future__ import annotations

from collections.abc import Mapping

from disputelint.checker.cli import options, output
from disputelint.checker.cli.clicks import Option
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.configured import configured, shown
from disputelint.checker.cli.exit import FINDINGS, OK
from disputelint.checker.cli.rule_choice import NAMES, RULE, many
from disputelint.checker.cli.session import Session
from disputelint.checker.cli.types import Number
from disputelint.checker.config.given import Given
from disputelint.checker.model.words import Text

GOOD = Text("{rules}, {examples}: all as they say.", "{rules}、{examples}：すべて一致。")
BAD = Text(
    "{rules}, {examples}: {bad} not as they say.",
    "{rules}、{examples}：{bad}件が一致しません。",
)
CASE = (Text("{n} example", "{n}件の例"), Text("{n} examples", "{n}件の例"))
EXAMPLE = Text("example {number}", "例{number}")


def run(
    session: Session,
    settings: Mapping[str, Given],
    names: tuple[str, ...],
    jobs: int | None,
    config: str | None,
    no_config: bool,
    show_config: bool,
) -> int:
    """Print the examples that came out otherwise; 1 when there is one."""
    held = configured(session, settings, config, no_config)
    if show_config:
        return shown(held)
    from disputelint.checker.cli.rule_choice import chosen
    from disputelint.checker.engine.trial import trials
    from disputelint.reports.inert import terminal

    language = session.language
    asked = chosen(names, held)
    lines: list[str] = []
    count = bad = 0
    for one in trials(asked.rules, asked.catalogue, asked.config, jobs):
        count += 1
        if one.passed:
            continue
        bad += 1
        rule = asked.catalogue.rules[one.rule]
        example = rule.examples[one.number]
        number = EXAMPLE.fill(number=one.number + 1).in_(language)
        title = f" ({terminal(example.title)})" if example.title else ""
        lines.append(f"{rule.id}: {number}, {example.verdict}{title}  {rule.file}")
        lines += [f"    {terminal(problem.in_(language))}" for problem in one.problems]
    closing = (BAD if bad else GOOD).fill(rules=many(len(asked.rules), RULE), examples=many(count, CASE), bad=bad)
    output.result("\n".join([*lines, closing.in_(language)]))
    return FINDINGS if bad else OK


command = Command(
    "test",
    run,
    text=Text("Run the rules' own examples.", "ルールに付いた例で検査します。"),
    more=Text("Exit code 1 when one comes out otherwise.", "一致しない例があれば終了コード1です。"),
    examples=("disputelint rules test", "disputelint rules test refund my-rules"),
    params=[
        NAMES,
        Option(
            "-j",
            "--jobs",
            type=Number(least=1),
            text=Text("Processes (default: one per core, four at most).", "プロセス数（既定：コアの数、最大4）。"),
        ),
        *(one for one in options.choice() if "--rules" in one.opts),
        *options.configuration(),
    ],
)
