"""`disputelint doctor [--fix]`: what is there, what is missing, and the exact command that mends it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from disputelint.checker.cli import checkup, mend, output
from disputelint.checker.cli.checkup import Check
from disputelint.checker.cli.clicks import Option
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.exit import FINDINGS, OK
from disputelint.checker.cli.session import Session
from disputelint.checker.model.words import Text

STATES = {"ok": Text("ok", "良好"), "weak": Text("weak", "注意"), "missing": Text("MISSING", "不足")}
STYLES = {"ok": "ok", "weak": "warning", "missing": "error"}
TO_MEND = Text("To mend it:", "直すには：")
OR = Text("or:", "または：")
READY = Text("Ready to audit.", "検査の準備ができています。")
WEAK = Text("An audit runs; what is marked weak would be lost.", "検査はできますが、「注意」の項目に支障があります。")
NOT_READY = Text(
    "An audit of a shop cannot run yet. `disputelint doctor --fix` runs the commands above.",
    "まだ店舗を検査できません。`disputelint doctor --fix` で上のコマンドを実行します。",
)
RUNNING = Text("Running: {command}", "実行中：{command}")
FAILED = Text("That did not work.", "うまくいきませんでした。")
ASK_SUDO = Text("This needs sudo: {command}. Run it?", "sudoが必要です：{command} 実行しますか。")
NOT_ASKED = Text(
    "This needs sudo and nobody is there to ask; run it yourself: {command}",
    "sudoが必要ですが、確認できません。ご自分で実行してください：{command}",
)


def run(session: Session, fix: bool) -> int:
    """Tell the checks; 0 when an audit can run, 1 when something it needs is missing."""
    checks = list(checkup.all_checks())
    if fix:
        checks = [_mended(check, session) for check in checks]
    output.result(_told(checks, session))
    return FINDINGS if any(check.state == "missing" for check in checks) else OK


def _told(checks: Sequence[Check], session: Session) -> str:
    from disputelint.reports.ink import Ink
    from disputelint.reports.width import cells, pad

    language = session.language
    ink = Ink(color=output.colored(sys.stdout, session.color))
    name = max(cells(check.name.in_(language)) for check in checks)
    state = max(cells(text.in_(language)) for text in STATES.values())
    lines: list[str] = []
    for check in checks:
        word = STATES[check.state].in_(language)
        shown = ink.on(STYLES[check.state], word) + " " * (state - cells(word))
        lines.append(f"{pad(check.name.in_(language), name)}  {shown}  {check.found.in_(language)}")
        for number, way in enumerate(check.mends):
            head = (OR if number else TO_MEND).in_(language)
            lines += [f"  {head}", *(f"    {command}" for command in way.shown())]
    states = {check.state for check in checks}
    closing = NOT_READY if "missing" in states else WEAK if "weak" in states else READY
    return "\n".join([*lines, "", closing.in_(language)])


def _mended(check: Check, session: Session) -> Check:
    """The check after the first way that mends it; the old one when none does."""
    for way in check.mends:
        commands = " && ".join(way.shown())
        if way.sudo and not _allowed(commands, session):
            continue
        output.complain(RUNNING.fill(command=commands).in_(session.language))
        worked = mend.run(way)
        again = _again(check)
        if again.state == "ok":
            return again
        if not worked:
            output.complain(FAILED.in_(session.language))
    return check


def _allowed(commands: str, session: Session) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        output.complain(NOT_ASKED.fill(command=commands).in_(session.language))
        return False
    return click.confirm(ASK_SUDO.fill(command=commands).in_(session.language), default=False, err=True)


def _again(check: Check) -> Check:
    return next((one for one in checkup.all_checks() if one.name == check.name), check)


command = Command(
    "doctor",
    run,
    text=Text(
        "What is missing on this machine, and the exact command that mends it.",
        "この環境に足りないものと、それを直すコマンドを示します。",
    ),
    more=Text(
        "Exit code 0 when an audit can run, 1 when something it needs is missing.",
        "検査できる状態なら終了コード0、必要なものが足りなければ1です。",
    ),
    params=[
        Option(
            "--fix",
            flag=True,
            env=False,
            text=Text(
                "Run those commands, saying which; asks before sudo.",
                "そのコマンドを表示しながら実行します。sudoの前には確認します。",
            ),
        )
    ],
)
