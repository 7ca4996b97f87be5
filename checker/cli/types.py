"""Values of options. A wrong one raises UsageError in both languages and says where it came from."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from disputelint.checker.errors import UsageError
from disputelint.checker.model.words import Text

if TYPE_CHECKING:
    ParamType = click.ParamType[Any]
else:
    ParamType = click.ParamType  # generic in newer releases of Click only

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h)?")
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, None: 1.0}


def origin(param: click.Parameter | None, ctx: click.Context | None) -> str:
    """What to call the place a value came from: the environment variable, else the option or argument."""
    if param is None:
        return ""
    if ctx is not None and ctx.get_parameter_source(param.name or "") is ParameterSource.ENVIRONMENT:
        return str(param.envvar)
    return max(param.opts, key=len) if isinstance(param, click.Option) else (param.name or "").upper()


def refuse(what: Text, param: click.Parameter | None, ctx: click.Context | None, hint: Text | None = None) -> NoReturn:
    """Raise the UsageError for a value, with the place it came from."""
    raise UsageError(what, where=origin(param, ctx), hint=hint)


class Words(ParamType):
    """One of a closed list of words."""

    name = "word"

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """`error|warning|note`."""
        return "|".join(self.words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word as listed, whatever its case was."""
        for word in self.words:
            if str(value).lower() == word.lower():
                return word
        from disputelint.checker.yamlfile import nearest

        meant = nearest(str(value), self.words)
        known = ", ".join(self.words)
        refuse(
            Text(f'"{value}" is not one of: {known}', f"「{value}」は使えません。使える値：{known}"),
            param,
            ctx,
            Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。") if meant else None,
        )

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The words that begin so."""
        return [CompletionItem(word) for word in self.words if word.startswith(incomplete)]


class Number(ParamType):
    """A number, whole or not, within bounds."""

    name = "number"

    def __init__(self, *, least: float, most: float = math.inf, whole: bool = True) -> None:
        self.least = least
        self.most = most
        self.whole = whole

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """`N`."""
        return "N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | float:
        """An int, or a float when fractions are allowed."""
        least = int(self.least) if float(self.least).is_integer() else self.least
        try:
            number = int(str(value)) if self.whole else float(str(value))
        except ValueError:
            kind = Text("a whole number", "整数") if self.whole else Text("a number", "数値")
            refuse(Text('"{v}" is not {k}', "「{v}」は{k}ではありません").fill(v=value, k=kind), param, ctx)
        if number < self.least or not math.isfinite(number):
            refuse(Text(f"{value} is less than {least}", f"{value} は小さすぎます（{least}以上）"), param, ctx)
        if number > self.most:
            most = int(self.most) if float(self.most).is_integer() else self.most
            refuse(Text(f"{value} is more than {most}", f"{value} は大きすぎます（{most}以下）"), param, ctx)
        return number


class Seconds(ParamType):
    """A duration: `90`, `90s`, `15m`, `1h`; seconds come back."""

    name = "duration"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """`SECONDS`."""
        return "SECONDS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Seconds, more than none."""
        found = _DURATION.fullmatch(str(value).strip())
        if not found or float(found[1]) <= 0:
            refuse(
                Text(f'"{value}" is not a duration', f"「{value}」は時間として読めません"),
                param,
                ctx,
                Text("Write seconds, or 90s, 15m, 1h.", "秒数か、90s、15m、1h のように書いてください。"),
            )
        return float(found[1]) * _SECONDS[found[2]]


class Day(ParamType):
    """A date, `YYYY-MM-DD`, kept as text."""

    name = "date"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """`DATE`."""
        return "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The date in ISO form."""
        try:
            return datetime.date.fromisoformat(str(value)).isoformat()
        except ValueError:
            refuse(
                Text(f'"{value}" is not a date', f"「{value}」は日付として読めません"),
                param,
                ctx,
                Text("Write it as YYYY-MM-DD.", "YYYY-MM-DD の形で書いてください。"),
            )


class Country(ParamType):
    """A country, ISO 3166-1 alpha-2, or EU; in capitals."""

    name = "country"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """`COUNTRY`."""
        return "COUNTRY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code in capitals."""
        code = str(value).strip().upper()
        if code == "UK" or not (len(code) == 2 and code.isascii() and code.isalpha()):
            refuse(
                Text('"{v}" is no country code', "「{v}」は国コードではありません").fill(v=value),
                param,
                ctx,
                Text('Did you mean "GB"?', "「GB」の誤りではありませんか。")
                if code == "UK"
                else Text("Write two letters: JP, US, GB, DE.", "JP、US、GB、DE のように2文字で書いてください。"),
            )
        return code


class Names(ParamType):
    """Names parted by commas. Comes back as a tuple, empty parts dropped."""

    name = "names"

    def __init__(self, metavar: str = "NAME,...") -> None:
        self.metavar = metavar

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """`NAME,...`."""
        return self.metavar

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The names in the order given."""
        if isinstance(value, tuple):
            return value
        return tuple(part.strip() for part in str(value).split(",") if part.strip())
