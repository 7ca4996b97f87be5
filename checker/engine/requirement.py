"""Requirements and authorities: what is asked, by whom, where it holds, and how it was read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, Final, Literal

from disputelint.checker import yamlfile
from disputelint.checker.engine.load import schema
from disputelint.checker.engine.tree_load import Mistakes
from disputelint.checker.errors import RuleError, Several
from disputelint.checker.model import Strength, Text
from disputelint.checker.model.record import record
from disputelint.checker.yamlfile import Document

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ReadAs = Literal["original", "copy", "excerpt", "secondary"]


@record(frozen=True, slots=True)
class Authority:
    """Somebody who asks. `jurisdiction` is ISO 3166, "EU", or "" for everywhere; `gateways` are ids of technologies."""

    id: str
    kind: Literal["gateway", "network", "platform", "law", "own"]  # own: the shop's or agency's; always asked
    name: Text
    jurisdiction: str = ""
    gateways: tuple[str, ...] = ()
    default: bool = False  # asked about a shop whose gateways are not known
    pack: str = ""  # the authority whose pack brings this one along in its jurisdiction


@record(frozen=True, slots=True)
class Requirement:
    """One clause of one authority. `read` is "not_read" for one that no rule may cite."""

    id: str
    authority: str
    document: str
    url: str
    section: str
    strength: Strength
    summary: Text
    read: ReadAs | Literal["not_read"]
    reviewed: str  # ISO date
    checkable: Literal["page", "crawl", "rendered", "none"]
    quote: str = ""
    edition: str = ""
    jurisdiction: str = ""
    observable: str = ""
    official_url: str = ""
    read_via: str = ""
    surfaces: tuple[str, ...] = ()
    dispute_reasons: tuple[str, ...] = ()

    @property
    def citable(self) -> bool:
        """Whether a rule may rest on it."""
        return self.read != "not_read"


def check_requirements(document: Document) -> None:
    """Hold a requirement file against its schema. Raises RuleError or Several."""
    yamlfile.check(document, schema("requirement"), RuleError)


def requirements(
    document: Document, authorities: Mapping[str, Authority], reasons: Mapping[str, Any]
) -> tuple[Requirement, ...]:
    """The requirements of a checked file. Raises RuleError or Several for names that do not exist."""
    mistakes = Mistakes(document)
    authority = document.value["authority"]
    if authority not in authorities:
        what = Text(f'Unknown authority "{authority}"', f"「{authority}」という基準の主体はありません")
        mistakes.add("E219", ("authority",), what, authorities.keys(), authority)
    elif PurePath(document.name).stem != authority:
        what = Text(f'"{authority}" is not the file\'s name', f"「{authority}」がファイル名と一致しません")
        mistakes.add("E214", ("authority",), what)
    found = []
    for number, body in enumerate(document.value["requirements"]):
        path = ("requirements", number)
        if body.get("authority", authority) != authority:
            what = Text(f"This file is about {authority}", f"このファイルは{authority}のものです")
            mistakes.add("E219", (*path, "authority"), what)
        for at, reason in enumerate(body["dispute_reasons"]):
            if reason not in reasons:
                what = Text(f'Unknown dispute reason "{reason}"', f"「{reason}」という異議申立ての理由はありません")
                mistakes.add("E206", (*path, "dispute_reasons", at), what, reasons.keys(), reason)
        found.append(_requirement(body, authority))
    if len(mistakes.found) == 1:
        raise mistakes.found[0]
    if mistakes.found:
        raise Several(tuple(mistakes.found))
    return tuple(found)


def _requirement(body: Mapping[str, Any], authority: str) -> Requirement:
    return Requirement(
        id=body["id"],
        authority=authority,
        document=body["document"],
        url=body["url"],
        section=body["section"],
        strength=body["strength"],
        summary=Text(body["summary"]["en"], body["summary"]["ja"]),
        read=body["read"],
        reviewed=body["reviewed"],
        checkable=body["checkable"],
        quote=body.get("quote", ""),
        edition=body.get("edition", ""),
        jurisdiction=body.get("jurisdiction", ""),
        observable=body.get("observable", ""),
        official_url=body.get("official_url", ""),
        read_via=body.get("read_via", ""),
        surfaces=tuple(body.get("surfaces", ())),
        dispute_reasons=tuple(body["dispute_reasons"]),
    )


def authorities(document: Document) -> dict[str, Authority]:
    """The authorities of `rules/knowledge/authorities.yaml`."""
    return {
        name: Authority(
            name,
            body["kind"],
            Text(body["name"]["en"], body["name"]["ja"]),
            body.get("jurisdiction", ""),
            tuple(body.get("gateways", ())),
            body.get("default", False),
            body.get("pack", ""),
        )
        for name, body in document.value["authorities"].items()
    }


def own_authorities(document: Document, taken: Mapping[str, Authority]) -> dict[str, Authority]:
    """The authorities of `authorities.yaml` in a folder of own rules. Raises RuleError or Several for what is not fit."""
    mistakes = Mistakes(document)
    value = document.value
    held = value.get("authorities") if isinstance(value, dict) else None
    if not isinstance(held, dict):
        what = Text('A mapping "authorities" is wanted here', "authorities の対応表が必要です")
        mistakes.add("E219", (), what)
    found: dict[str, Authority] = {}
    for name, body in held.items() if isinstance(held, dict) else ():
        said = body.get("name") if isinstance(body, dict) else None
        wording = [said.get(key) for key in ("en", "ja")] if isinstance(said, dict) else []
        if not isinstance(name, str) or not _ID.fullmatch(name):
            what = Text(f'"{name}" is no id', f"「{name}」はIDとして使えません")
            mistakes.add("E219", ("authorities", name), what)
        elif name in taken:
            what = Text(f'The id "{name}" is used twice', f"id「{name}」が重複しています")
            mistakes.add("E214", ("authorities", name), what)
        elif len(wording) != 2 or not all(isinstance(one, str) and one for one in wording):
            what = Text(f'"{name}" needs a name in English and Japanese', f"「{name}」には英語と日本語の名称が必要です")
            mistakes.add("E219", ("authorities", name), what)
        else:
            found[name] = Authority(name, "own", Text(str(wording[0]), str(wording[1])))
    if mistakes.found:
        raise Several(tuple(mistakes.found)) if len(mistakes.found) > 1 else mistakes.found[0]
    return found
