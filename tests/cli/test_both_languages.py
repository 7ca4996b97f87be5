"""No message lacks its Japanese: commands, options, and every literal that is printed."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

import disputelint.checker
import disputelint.reports
from disputelint.checker.cli.clicks import Argument, Option
from disputelint.checker.cli.commands import Command, LazyGroup
from disputelint.checker.cli.root import root
from disputelint.checker.model import Text

JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
FOLDERS = [Path(package.__file__ or "").parent for package in (disputelint.checker, disputelint.reports)]
FILES = sorted(file for folder in FOLDERS for file in folder.rglob("*.py"))
PRINTING = {"echo", "secho", "result", "complain", "confirm", "prompt"}


def commands(group: LazyGroup, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, group
    ctx = click.Context(group, info_name=path)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None, name
        if isinstance(command, LazyGroup):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


EVERY = list(commands(root(), "disputelint"))


@pytest.mark.parametrize(("path", "command"), EVERY, ids=[path for path, _ in EVERY])
def test_command_and_all_its_parameters_have_both_wordings(path: str, command: click.Command) -> None:
    assert isinstance(command, Command | LazyGroup)
    texts = [command.text, *([command.more] if command.more else [])]
    for param in command.params:
        assert isinstance(param, Option | Argument), param
        texts.append(param.text)
    if isinstance(command, LazyGroup):
        texts += [lazy.text for lazy in command.lazy.values()]
    assert [text.en for text in texts if not JAPANESE.search(text.ja)] == []
    assert [text.en for text in texts if JAPANESE.search(text.en)] == []


@pytest.mark.parametrize(("path", "command"), EVERY, ids=[path for path, _ in EVERY])
def test_parameters_of_a_command_do_not_share_a_name(path: str, command: click.Command) -> None:
    names = [param.name for param in command.params]
    assert len(names) == len(set(names))
    options = [name for param in command.params for name in (*param.opts, *param.secondary_opts)]
    assert len(options) == len(set(options))


@pytest.mark.parametrize(("path", "command"), EVERY, ids=[path for path, _ in EVERY])
def test_every_option_has_its_variable_but_those_that_act_on_one_call(path: str, command: click.Command) -> None:
    once = {"help", "version", "explain", "source", "fix", "storefront_password", "share_key"}
    for param in command.params:
        if isinstance(param, Option) and param.name not in once:
            long = max(param.opts, key=len).removeprefix("--").upper().replace("-", "_")
            assert param.envvar == f"DISPUTELINT_{long}"


@cache
def _calls() -> list[tuple[str, ast.Call]]:
    """Every call in the code, with the file and line it stands at."""
    return [
        (f"{'/'.join(file.parts[-2:])}:{node.lineno}", node)
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]


def test_texts_written_in_the_code_are_in_both_languages() -> None:
    wrong: list[str] = []
    told = 0
    for where, node in _calls():
        if _name(node.func) != "Text" or len(node.args) != 2:
            continue
        en, ja = (_words(argument) for argument in node.args)
        if en is None or ja is None:
            continue
        told += 1
        if JAPANESE.search(en):
            wrong.append(f"{where}: Japanese in the English wording: {en}")
        if re.search("[a-z]{4,} [a-z]{2,} [a-z]{2,}", re.sub(r"`[^`]*`|https?://\S+", "", ja)) and not JAPANESE.search(
            ja
        ):
            wrong.append(f"{where}: no Japanese in the Japanese wording: {ja}")
        fields_en, fields_ja = (set(re.findall(r"\{(\w+)\}", words)) for words in (en, ja))
        if fields_en != fields_ja:
            wrong.append(f"{where}: fields differ: {fields_en} / {fields_ja}")
    assert wrong == []
    assert told > 500


def test_nothing_is_printed_as_a_plain_english_literal() -> None:
    wrong: list[str] = []
    for where, node in _calls():
        if _name(node.func) in PRINTING and node.args:
            words = _words(node.args[0])
            if words is not None and re.search("[A-Za-z]{3,} [A-Za-z]{2,}", words):
                wrong.append(f"{where}: {words}")
    assert wrong == []


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def _words(node: ast.expr) -> str | None:
    """The literal words of a string or f-string, plain fields kept as {name} only for plain strings."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return None


def test_a_text_without_one_wording_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="both languages"):
        Text("only English", "")
