"""Click's classes with both languages: help of every command and option is a Text, and so are its errors."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import click
from click.core import ParameterSource

from disputelint.checker.cli.session import Session
from disputelint.checker.cli.types import ParamType, Words
from disputelint.checker.config.given import Given
from disputelint.checker.errors import UsageError
from disputelint.checker.model.words import Text

PREFIX = "DISPUTELINT_"
PARTS = Text("[OPTIONS]", "[オプション]")
SUBCOMMAND = Text("COMMAND ...", "コマンド ...")


class Argument(click.Argument):
    """A positional argument with its help."""

    def __init__(self, name: str, *, text: Text, many: bool = False, required: bool = True, metavar: str = "") -> None:
        super().__init__([name], nargs=-1 if many else 1, required=required, metavar=metavar or None)
        self.text = text


class Option(click.Option):
    """An option; also read from `DISPUTELINT_<OPTION>`.

    `setting` names the attribute of Config that it sets, `made` turns the parsed value into that attribute's.
    """

    def __init__(
        self,
        *names: str,
        text: Text,
        type: ParamType | None = None,
        flag: bool = False,
        many: bool = False,
        default: Any = None,
        metavar: str | None = None,
        setting: str | None = None,
        made: Callable[[Any], Any] | None = None,
        common: bool = False,
        env: bool = True,
        required: bool = False,
        callback: Callable[[click.Context, click.Parameter, Any], Any] | None = None,
        eager: bool = False,
        expose: bool = True,
    ) -> None:
        long = max((name for name in names if name.startswith("--")), key=len).split("/")[0].removeprefix("--")
        switch = any("/--" in name for name in names)
        super().__init__(
            list(names),
            type=type,
            is_flag=True if flag or switch else None,  # False would make its value optional
            multiple=many,
            metavar=metavar,
            envvar=PREFIX + long.upper().replace("-", "_") if env else None,
            required=required,
            callback=callback,
            is_eager=eager,
            expose_value=expose and setting is None,
            help=text.en,
            # An explicit None would count as a default, and a required option as given.
            **({} if default is None else {"default": default}),
        )
        self.text = text
        self.setting = setting
        self.made = made
        self.common = common

    def handle_parse_result(
        self, ctx: click.Context, opts: Mapping[str, Any], args: list[str]
    ) -> tuple[Any, list[str]]:
        """As Click does; the value of a setting goes to the context's settings, with its source."""
        value, rest = super().handle_parse_result(ctx, opts, args)
        source = ctx.get_parameter_source(self.name or "")
        if self.setting and source in (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT):
            flag = source is ParameterSource.COMMANDLINE
            name = max(self.opts, key=len) if flag else str(self.envvar)
            held = self.made(value) if self.made is not None else value
            settings(ctx)[self.setting] = Given(held, "flag" if flag else "environment", name)
        return value, rest


def settings(ctx: click.Context) -> dict[str, Given]:
    """The settings given with this call so far, by attribute of Config ("crawl.max_pages")."""
    held: dict[str, Given] = ctx.meta.setdefault("disputelint.settings", {})
    return held


def session(ctx: click.Context) -> Session:
    """The session of this call."""
    return ctx.obj if isinstance(ctx.obj, Session) else Session()


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


class Command(click.Command):
    """A command: `run(session, **its parameters)` and, when it has settings, `settings=` too; returns the exit code."""

    def __init__(
        self,
        name: str,
        run: Callable[..., int],
        *,
        text: Text,
        params: Sequence[click.Parameter] = (),
        more: Text | None = None,
        examples: Sequence[str] = (),
    ) -> None:
        super().__init__(name, params=[*params, *common_options()], help=text.en, add_help_option=False)
        self.params.append(help_option())
        self.allow_extra_args = True  # told apart below, in both languages
        self.run = run
        self.text = text
        self.more = more
        self.examples = tuple(examples)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As Click does; extra arguments raise our UsageError."""
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = ctx  # the parser leaves it out, and the hint needs the command
            raise
        if ctx.args and not ctx.resilient_parsing:
            extra = " ".join(map(str, ctx.args))
            raise UsageError(
                Text(f"Unexpected argument: {extra}", f"余分な引数です：{extra}"),
                where=ctx.command_path,
                hint=see_help(ctx),
            )
        return rest

    def invoke(self, ctx: click.Context) -> int:
        """Run it; the exit code comes back."""
        if any(isinstance(param, Option) and param.setting for param in self.params):
            return self.run(session(ctx), settings=settings(ctx), **ctx.params)
        return self.run(session(ctx), **ctx.params)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help page in the session's language."""
        formatter.write(_render(self, ctx, ()))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The part after the command's name."""
        arguments = [piece for param in self.params for piece in param.get_usage_pieces(ctx)]
        return [PARTS.in_(session(ctx).language), *arguments]


@dataclass(frozen=True, slots=True)
class Lazy:
    """A command that is imported when it is called: where it lives, and its line in the list of commands."""

    module: str
    text: Text
    attribute: str = "command"


def _help_without_command() -> int:
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is None:
        from disputelint.checker.cli.output import result

        result(ctx.get_help())
    return 0


class LazyGroup(click.Group):
    """A group whose commands are imported only when called."""

    def __init__(
        self,
        name: str,
        *,
        text: Text,
        lazy: Mapping[str, Lazy],
        params: Sequence[click.Parameter] = (),
        more: Text | None = None,
        examples: Sequence[str] = (),
    ) -> None:
        super().__init__(name, params=[*params, *common_options()], help=text.en, add_help_option=False)
        self.params.append(help_option())
        self.no_args_is_help = False
        self.invoke_without_command = True
        self.callback = _help_without_command
        self.lazy = dict(lazy)
        self.text = text
        self.more = more
        self.examples = tuple(examples)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order they were declared."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command. None when there is no such command."""
        found = self.lazy.get(cmd_name)
        if found is None:
            return None
        command = getattr(importlib.import_module(found.module), found.attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As Click does; an unknown command raises our UsageError with the nearest known one."""
        name = str(args[0])
        command = self.get_command(ctx, name)
        if command is None and not ctx.resilient_parsing:
            from disputelint.checker.yamlfile import nearest

            meant = nearest(name, self.lazy)
            raise UsageError(
                Text(f'There is no command "{name}"', f"「{name}」というコマンドはありません"),
                where=ctx.command_path,
                hint=Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。")
                if meant
                else see_help(ctx),
            )
        return name, command, args[1:]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The part after the group's name."""
        return [PARTS.in_(session(ctx).language), SUBCOMMAND.in_(session(ctx).language)]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help page in the session's language."""
        language = session(ctx).language
        rows = [(name, lazy.text.in_(language)) for name, lazy in self.lazy.items()]
        formatter.write(_render(self, ctx, rows))


def see_help(ctx: click.Context) -> Text:
    """Where to read on."""
    path = ctx.command_path
    return Text(f"See `{path} --help`.", f"`{path} --help` をご覧ください。")


def _render(command: Command | LazyGroup, ctx: click.Context, commands: Sequence[tuple[str, str]]) -> str:
    from disputelint.checker.cli.helppage import Argued, Optioned, Page, render

    language = session(ctx).language
    options = [param for param in command.params if isinstance(param, Option) and not param.hidden]
    return render(
        Page(
            usage=f"{ctx.command_path} {' '.join(command.collect_usage_pieces(ctx))}",
            text=command.text,
            more=command.more,
            examples=command.examples,
            arguments=tuple(Argued(p.make_metavar(ctx), p.text) for p in command.params if isinstance(p, Argument)),
            options=tuple(
                Optioned(
                    names=tuple(sorted(p.opts, key=len)),
                    off=tuple(p.secondary_opts),
                    value="" if p.is_flag else p.make_metavar(ctx),
                    text=p.text,
                    many=p.multiple,
                    common=p.common,
                )
                for p in options
            ),
            commands=tuple(commands),
        ),
        language,
    )
