"""What every command takes: language, colour, how much is said, help."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from disputelint.checker.cli.clicks import Option, session
from disputelint.checker.cli.types import Words
from disputelint.checker.model.words import Text


def _set_language(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value:
        ctx.obj = replace(session(ctx), language=value, explicit_language=True)


def _set_color(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value:
        ctx.obj = replace(session(ctx), color=value)


def _set_quiet(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value:
        ctx.obj = replace(session(ctx), quiet=True)


def _set_verbose(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value:
        ctx.obj = replace(session(ctx), verbose=True)


def _help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from disputelint.checker.cli.output import result

        result(ctx.get_help())
        ctx.exit(0)


def common_options() -> list[click.Parameter]:
    """What every command takes."""
    return [
        Option(
            "--lang",
            type=Words(("en", "ja")),
            text=Text(
                "Language of help, messages and reports (default: the system's).",
                "ヘルプ、メッセージ、報告の言語（既定：システムの言語）。",
            ),
            common=True,
            eager=True,
            expose=False,
            callback=_set_language,
        ),
        Option(
            "--color",
            type=Words(("auto", "always", "never")),
            text=Text(
                "Colour the output (default: auto; NO_COLOR and FORCE_COLOR are heeded).",
                "出力に色を付けます（既定：auto。NO_COLOR と FORCE_COLOR に従います）。",
            ),
            common=True,
            eager=True,
            expose=False,
            callback=_set_color,
        ),
        Option(
            "-q",
            "--quiet",
            flag=True,
            text=Text("Say nothing but results and errors.", "結果とエラーだけを表示します。"),
            common=True,
            expose=False,
            callback=_set_quiet,
        ),
        Option(
            "-v",
            "--verbose",
            flag=True,
            text=Text(
                "Say more; show the traceback of an internal error.", "詳しく表示し、内部エラーの経過も示します。"
            ),
            common=True,
            expose=False,
            callback=_set_verbose,
        ),
    ]


def help_option() -> Option:
    """`-h`, `--help`."""
    return Option(
        "-h",
        "--help",
        flag=True,
        env=False,
        eager=True,
        expose=False,
        common=True,
        text=Text("Show this help.", "このヘルプを表示します。"),
        callback=_help,
    )
