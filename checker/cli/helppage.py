"""The help page of a command, laid out for Japanese as well as for English."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from disputelint.checker.model.words import Language, Text
from disputelint.reports.width import cells, pad, wrap

HEADS = {
    "usage": Text("Usage", "使い方"),
    "arguments": Text("Arguments", "引数"),
    "options": Text("Options", "オプション"),
    "common": Text("Common options", "共通のオプション"),
    "commands": Text("Commands", "コマンド"),
    "examples": Text("Examples", "例"),
}
MANY = Text("repeatable", "複数回指定可")
COLUMN = 30  # the widest column of names; a longer one gets a line of its own


@dataclass(frozen=True, slots=True)
class Argued:
    """An argument's row."""

    name: str
    text: Text


@dataclass(frozen=True, slots=True)
class Optioned:
    """An option's row."""

    names: tuple[str, ...]
    off: tuple[str, ...]  # the names that switch it off
    value: str
    text: Text
    many: bool
    common: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What a help page says."""

    usage: str
    text: Text
    more: Text | None
    examples: Sequence[str]
    arguments: tuple[Argued, ...]
    options: tuple[Optioned, ...]
    commands: tuple[tuple[str, str], ...]


def render(page: Page, language: Language) -> str:
    """The page as text, at most 100 columns wide, ending in a newline."""
    width = min(100, max(40, shutil.get_terminal_size().columns))
    lines = [f"{HEADS['usage'].in_(language)}: {page.usage}", ""]
    for paragraph in (page.text, page.more):
        if paragraph is not None:
            lines += [f"  {line}" for line in wrap(paragraph.in_(language), width - 2)] + [""]
    if page.examples:
        lines += [f"{HEADS['examples'].in_(language)}:", *(f"  {example}" for example in page.examples), ""]
    for head, rows in (
        ("arguments", [(a.name, a.text.in_(language)) for a in page.arguments]),
        ("commands", list(page.commands)),
        ("options", [_row(o, language) for o in page.options if not o.common]),
        ("common", [_row(o, language) for o in page.options if o.common]),
    ):
        if rows:
            lines += [f"{HEADS[head].in_(language)}:", *_table(rows, width), ""]
    return "\n".join(lines[:-1]) + "\n"


def _row(option: Optioned, language: Language) -> tuple[str, str]:
    names = ", ".join(option.names)
    if option.off:
        names += " / " + ", ".join(option.off)
    if option.value:
        names += " " + option.value
    said = option.text.in_(language)
    return names, f"{said} [{MANY.in_(language)}]" if option.many else said


def _table(rows: Iterable[tuple[str, str]], width: int) -> list[str]:
    rows = list(rows)
    column = min(COLUMN, max(cells(name) for name, _ in rows)) + 4
    lines: list[str] = []
    for name, said in rows:
        first, *rest = wrap(said, max(20, width - column))
        if cells(name) > column - 4:
            lines += [f"  {name}", " " * column + first]
        else:
            lines.append(pad(f"  {name}", column) + first)
        lines += [" " * column + line for line in rest]
    return lines
