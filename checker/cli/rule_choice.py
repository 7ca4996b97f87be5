"""The rules that `rules test` and `rules lint` were asked for: ids, prefixes, tags, or folders and files of own rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from disputelint.checker.cli.clicks import Argument
from disputelint.checker.config import Config
from disputelint.checker.errors import UsageError
from disputelint.checker.model.words import Text

if TYPE_CHECKING:
    from disputelint.checker.engine.catalogue import Catalogue
    from disputelint.checker.engine.rule import Rule

NAMES = Argument(
    "names",
    many=True,
    required=False,
    metavar="[RULE|FOLDER]...",
    text=Text("Ids, prefixes, tags, folders (default: all).", "ID、前方一致、タグ、フォルダー（既定：すべて）。"),
)
RULE = (Text("{n} rule", "{n}件のルール"), Text("{n} rules", "{n}件のルール"))


def many(number: int, forms: tuple[Text, Text]) -> Text:
    """A number with its noun, singular or plural."""
    return forms[0 if number == 1 else 1].fill(n=number)


@dataclass(frozen=True)
class Asked:
    """The catalogue with the named folders in it, the rules named, and the configuration that loads the same again."""

    catalogue: Catalogue
    rules: tuple[Rule, ...]
    config: Config


def chosen(words: Sequence[str], config: Config) -> Asked:
    """The rules named; all of them when nothing is named.

    Raises RuleError (or Several) for files that do not load, UsageError for a word that names no rule.
    """
    from disputelint.checker.engine import catalogue, packs

    paths = [Path(word) for word in words if Path(word).exists()]
    names = [word for word in words if not Path(word).exists()]
    folders = dict.fromkeys(str(path if path.is_dir() else path.parent) for path in paths)
    package = catalogue.data_folder().resolve()
    there = (package, *(Path(name).resolve() for name in config.choice.folders))
    added = tuple(name for name in folders if not any(Path(name).resolve().is_relative_to(one) for one in there))
    config = replace(config, choice=replace(config.choice, folders=(*config.choice.folders, *added)))
    known = catalogue.load(config)
    if not words:
        return Asked(known, tuple(known.rules.values()), config)
    for name in names:
        if not any(packs.selected(rule, name, known) for rule in known.rules.values()):
            raise _nothing(name, known)
    below = [path.resolve() for path in paths]
    rules = tuple(
        rule
        for rule in known.rules.values()
        if any(packs.selected(rule, name, known) for name in names)
        or any(Path(rule.file).resolve() == path or Path(rule.file).resolve().is_relative_to(path) for path in below)
    )
    return Asked(known, rules, config)


def _nothing(name: str, known: Catalogue) -> UsageError:
    from disputelint.checker.yamlfile import nearest

    meant = nearest(name, (*known.rules, *known.aliases))
    return UsageError(
        Text(f'"{name}" is neither a rule nor a file', f"「{name}」というルールもファイルもありません"),
        where="RULE",
        hint=Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。") if meant else None,
    )
