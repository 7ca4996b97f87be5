"""Click's options and arguments with both languages: the help of each is a Text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click
from click.core import ParameterSource

from disputelint.checker.cli.session import Session
from disputelint.checker.cli.types import ParamType
from disputelint.checker.config.given import Given
from disputelint.checker.model.words import Text

PREFIX = "DISPUTELINT_"


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
