"""Errors as a compiler shows them: code, file:line:column, the source lines with a caret, what to do."""

from __future__ import annotations

import traceback

import click

from disputelint.checker.cli.session import Session
from disputelint.checker.errors import (
    DisputelintError,
    Interrupted,
    Several,
    Spot,
    UsageError,
)
from disputelint.checker.model.words import Language, Text

ISSUES = "https://github.com/disputelint/disputelint/issues"
WORD = Text("error", "エラー")
HINT = Text("hint", "ヒント")
SEVERAL = Text("{count} errors", "エラーが{count}件あります")


def render(error: DisputelintError, language: Language, *, color: bool = False) -> str:
    """The error as lines of text, ending in a newline; all of Several, then how many."""
    if isinstance(error, Several):
        parts = [render(one, language, color=color) for one in error.errors]
        return "\n".join([*parts, SEVERAL.fill(count=len(parts)).in_(language)]) + "\n"
    red, bold, dim, plain = ("\033[1;31m", "\033[1m", "\033[2m", "\033[0m") if color else ("", "", "", "")
    code = f"[{error.code}]" if error.code else ""
    lines = [f"{red}{WORD.in_(language)}{code}{plain}: {bold}{_inert(error.what.in_(language))}{plain}"]
    if str(error.where):
        lines.append(f"  {dim}-->{plain} {_inert(str(error.where))}")
    if isinstance(error.where, Spot):
        lines += _frame(error.where, dim, red, plain)
    if error.hint is not None:
        lines.append(f"  {HINT.in_(language)}: {_inert(error.hint.in_(language))}")
    return "\n".join(lines) + "\n"


def _frame(spot: Spot, dim: str, red: str, plain: str) -> list[str]:
    from disputelint.reports.width import cells

    gutter = len(str(max((number for number, _ in spot.source), default=0)))
    lines = []
    for number, source in spot.source:
        shown = _inert(source.expandtabs(4))
        lines.append(f"  {dim}{number:>{gutter}} |{plain} {shown}".rstrip())
        if number == spot.line and spot.column:
            before = _inert(source[: spot.column - 1].expandtabs(4))
            lines.append(f"  {dim}{' ' * gutter} |{plain} {' ' * cells(before)}{red}^{plain}")
    return lines


def _inert(text: str) -> str:
    from disputelint.reports.inert import terminal

    return terminal(text, keep_lines=True)


def translate(error: click.ClickException) -> DisputelintError:
    """One of Click's own usage errors, said in both languages."""
    where, hint = "", None
    context = getattr(error, "ctx", None)
    if isinstance(context, click.Context):
        from disputelint.checker.cli.commands import see_help

        where, hint = context.command_path, see_help(context)
    if isinstance(error, click.NoSuchOption):
        near = sorted(error.possibilities or ())
        if near:
            names = ", ".join(near)
            hint = Text(f"Did you mean {names}?", f"{names} の誤りではありませんか。")
        name = error.option_name
        what = Text(f"There is no option {name}", f"{name} というオプションはありません")
    elif isinstance(error, click.BadOptionUsage):
        name = error.option_name
        if "not take" in error.message:
            what = Text(f"{name} takes no value", f"{name} には値を付けられません")
        else:
            what = Text(f"{name} needs a value", f"{name} には値が必要です")
    elif isinstance(error, click.MissingParameter):
        name = _name(error.param, context)
        what = Text(f"{name} is missing", f"{name} を指定してください")
    elif isinstance(error, click.BadParameter):
        name = _name(error.param, context)
        what = Text(f"{name}: {error.message}", f"{name} の値が正しくありません：{error.message}")
    else:
        what = Text(error.format_message(), f"コマンドラインの誤りです：{error.format_message()}")
    return UsageError(what, where=where, hint=hint)


def _name(param: click.Parameter | None, context: click.Context | None) -> str:
    if param is None:
        return "?"
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.make_metavar(context) if context is not None else (param.name or "?").upper()


def interrupted() -> Interrupted:
    """Ctrl-C, said."""
    return Interrupted(Text("Interrupted", "中断しました"))


def internal(error: BaseException, session: Session) -> str:
    """A defect of ours: one sentence, how to report it, and the traceback only with --verbose."""
    kind = type(error).__name__
    said = Text(
        f"error: Something went wrong inside disputelint ({kind}: {error}). This is a defect, not your mistake.",
        f"エラー: disputelintの内部で問題が起きました（{kind}: {error}）。操作の誤りではなく、不具合です。",
    )
    report = Text(
        f"  Please report it at {ISSUES} with the output of `disputelint doctor`.",
        f"  {ISSUES} に、`disputelint doctor` の出力を添えてお知らせください。",
    )
    more = Text("  Run again with -v to see where.", "  -v を付けて実行すると、場所が表示されます。")
    lines = [_inert(said.in_(session.language)), report.in_(session.language)]
    if session.verbose:
        lines.append(_inert("".join(traceback.format_exception(error))))
    else:
        lines.append(more.in_(session.language))
    return "\n".join(lines) + "\n"
