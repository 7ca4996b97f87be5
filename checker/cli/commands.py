"""Click's commands and groups with both languages; groups import a command only when it is called."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import click

from disputelint.checker.cli.clicks import Argument, Option, session, settings
from disputelint.checker.cli.common import common_options, help_option
from disputelint.checker.errors import UsageError
from disputelint.checker.model.words import Text

PARTS = Text("[OPTIONS]", "[オプション]")
SUBCOMMAND = Text("COMMAND ...", "コマンド ...")


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
