"""Secrets: from the environment or a hidden prompt. On the command line every process of the machine would see them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

import click
from click.core import ParameterSource

from disputelint.checker.cli.clicks import Option, settings
from disputelint.checker.cli.types import ParamType, origin, refuse
from disputelint.checker.config.given import Given
from disputelint.checker.errors import UsageError
from disputelint.checker.model.words import Language, Text


class Pair(ParamType):
    """A name with a secret: the name from the option and the secret from a prompt, or both from the environment.

    In the environment several stand on lines of their own.
    """

    name = "secret"
    envvar_list_splitter = "\n"

    def __init__(self, what: str, separator: str) -> None:
        self.what = what
        self.separator = separator

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """`NAME`, or `USER`."""
        return "USER" if self.what == "user" else "NAME"

    def split_envvar_value(self, rv: str) -> list[str]:
        """One entry a line."""
        return [line for line in rv.splitlines() if line.strip()]

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Name and secret."""
        if isinstance(value, tuple):
            return value
        name, separator, secret = (part.strip() for part in str(value).partition(self.separator))
        from_environment = (
            ctx is not None
            and param is not None
            and ctx.get_parameter_source(param.name or "") is ParameterSource.ENVIRONMENT
        )
        if not name or (from_environment and not separator):
            form = f"NAME{self.separator}VALUE"
            refuse(Text(f"{form} is needed", f"{form} の形で指定してください"), param, ctx)
        if from_environment:
            return name, secret
        if separator:
            raise _on_the_line(param)
        return name, ask(name, param)


class Password(Option):
    """A flag that asks for one secret; without it the environment variable is looked at."""

    def __init__(self, name: str, *, setting: str, text: Text) -> None:
        super().__init__(name, flag=True, env=False, setting=setting, text=text)
        self.variable = "DISPUTELINT_" + name.removeprefix("--").upper().replace("-", "_")

    def handle_parse_result(
        self, ctx: click.Context, opts: Mapping[str, Any], args: list[str]
    ) -> tuple[Any, list[str]]:
        """Ask, or read the variable."""
        value, rest = super().handle_parse_result(ctx, opts, args)
        if self.setting is None or ctx.resilient_parsing:
            return value, rest
        if value:
            settings(ctx)[self.setting] = Given(ask(self.opts[0].removeprefix("--"), self), "flag", self.opts[0])
        elif held := os.environ.get(self.variable):
            settings(ctx)[self.setting] = Given(held, "environment", self.variable)
        return value, rest


def ask(name: str, param: click.Parameter | None) -> str:
    """A secret typed without an echo. Raises UsageError when nobody is there to type it."""
    if not sys.stdin.isatty():
        raise _on_the_line(param)
    context = click.get_current_context(silent=True)
    language: Language = getattr(context.obj, "language", "en") if context is not None else "en"
    said = Text(f"{name} (not shown)", f"{name}（表示されません）").in_(language)
    return str(click.prompt(said, hide_input=True, err=True))


def _on_the_line(param: click.Parameter | None) -> UsageError:
    option = origin(param, None)
    variable = "DISPUTELINT_" + option.removeprefix("--").upper().replace("-", "_")
    return UsageError(
        Text("A secret is not taken from the command line", "秘密の値はコマンドラインからは受け取りません"),
        where=option,
        hint=Text(
            f"Set {variable}, or give the name alone on a terminal and type the value.",
            f"{variable} に設定するか、端末で名前だけを指定し、値を入力してください。",
        ),
    )
