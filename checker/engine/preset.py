"""Presets (`rules/presets/*.yaml`, or a file of the shop's own): which authorities and rules a name stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import PurePath

from disputelint.checker import yamlfile
from disputelint.checker.engine.load import schema
from disputelint.checker.engine.tree_load import Mistakes
from disputelint.checker.errors import RuleError
from disputelint.checker.model import JSON, Text
from disputelint.checker.model.record import record
from disputelint.checker.yamlfile import Document

GROUPS = ("default", "all", "gateways", "networks", "law")


@record(frozen=True, slots=True)
class Preset:
    """A named choice. `authorities` are ids, GROUPS, or ISO 3166 codes for the law of a market."""

    id: str
    title: Text
    file: str
    extends: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: dict[str, JSON] = field(default_factory=dict)


def check_preset(document: Document) -> None:
    """Hold a preset file against its schema. Raises RuleError or Several."""
    yamlfile.check(document, schema("preset"), RuleError)


def preset(document: Document, authorities: Mapping[str, object], rules: Mapping[str, object]) -> Preset:
    """The preset of a checked file. Raises RuleError for an authority or rule that does not exist."""
    value = document.value
    mistakes = Mistakes(document)
    known = (*GROUPS, *authorities)
    for number, name in enumerate(value.get("authorities", ())):
        if name not in known and not name.isupper():
            what = Text(f'Unknown authority "{name}"', f"「{name}」という基準の主体はありません")
            mistakes.add("E219", ("authorities", number), what, known, name)
    for rule in value.get("rules", {}):
        if rule not in rules:
            what = Text(f'Unknown rule "{rule}"', f"「{rule}」というルールはありません")
            mistakes.add("E220", ("rules", rule), what, rules.keys(), rule)
    if PurePath(document.name).stem != value["id"]:
        what = Text(f'The id "{value["id"]}" is not the file\'s name', f"id「{value['id']}」がファイル名と一致しません")
        mistakes.add("E214", ("id",), what)
    if mistakes.found:
        raise mistakes.found[0]
    return Preset(
        value["id"],
        Text(value["title"]["en"], value["title"]["ja"]),
        document.name,
        tuple(value.get("extends", ())),
        tuple(value.get("authorities", ())),
        tuple(value.get("select", ())),
        tuple(value.get("ignore", ())),
        dict(value.get("rules", {})),
    )
