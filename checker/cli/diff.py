"""`disputelint diff OLD NEW`: what two reports or snapshots changed."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from disputelint.checker.cli import options, output
from disputelint.checker.cli.clicks import Argument, Option
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.configured import configured, shown
from disputelint.checker.cli.exit import FINDINGS, OK
from disputelint.checker.cli.session import Session
from disputelint.checker.cli.types import Words
from disputelint.checker.config.given import Given
from disputelint.checker.model.words import Text

UNLIKE = Text(
    "The two were judged by different rules: what looks mended or new may only not have been asked. "
    "Give snapshots the same --gateway, --market or configuration as the report.",
    "2つは異なるルールで判定されています。直った、または新しいと見える指摘は、判定の対象が違うだけかもしれません。"
    "記録を読むときは、報告と同じ --gateway、--market、または設定を指定してください。",
)


def run(
    session: Session,
    settings: Mapping[str, Given],
    old: str,
    new: str,
    format: str,
    config: str | None,
    no_config: bool,
    show_config: bool,
) -> int:
    """Print the difference; 1 when there is one."""
    from disputelint.checker.cli.compare import Watched, load
    from disputelint.checker.engine.causes import Pair
    from disputelint.checker.engine.compare import compare, marked
    from disputelint.reports import diff
    from disputelint.reports.ink import Ink

    held = configured(session, settings, config, no_config)
    if show_config:
        return shown(held)
    then, now = Watched(), Watched()
    before, after = load(old, held, then), load(new, held, now)
    difference = compare(Pair(before, after, then.sight, now.sight))
    after = marked(after, difference, before.images)
    if before.target.chosen_because != after.target.chosen_because:
        output.note(session, UNLIKE)
    if format == "json":
        output.result_json(json.dumps(diff.as_json(after), ensure_ascii=False, indent=1))
    else:
        ink = Ink(color=output.colored(sys.stdout, session.color))
        output.result(diff.render(after, before, held.lang, ink))
    return FINDINGS if difference.any else OK


command = Command(
    "diff",
    run,
    text=Text("What two reports or snapshots changed.", "2つの報告または記録の違いを示します。"),
    more=Text(
        "Findings new, mended, no longer judged; facts before and after; bands of risk that moved. Exit code 1 when anything differs.",
        "新しい指摘、直った指摘、判定できなくなった指摘と、事実の前後の値、リスクの変化を示します。違いがあれば終了コード1です。",
    ),
    examples=("disputelint diff monday.json today.json", "disputelint diff monday.wacz today.wacz"),
    params=[
        Argument("old", metavar="OLD", text=Text("A report (.json) or snapshot.", "報告（.json）または記録。")),
        Argument("new", metavar="NEW", text=Text("A later one.", "新しい方の報告または記録。")),
        Option(
            "-f",
            "--format",
            type=Words(("terminal", "json")),
            default="terminal",
            text=Text("terminal (default) or json.", "terminal（既定）または json。"),
        ),
        *options.choice(),
        *options.configuration(),
    ],
)
