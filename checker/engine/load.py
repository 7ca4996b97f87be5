"""A rule from its YAML file. Mistakes are told like a compiler's: code, file:line:column, source lines, what was meant.

The codes are listed in `docs/rule-errors.md`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import PurePath
from typing import Any, Final

from disputelint.checker import yamlfile
from disputelint.checker.engine.rule import Applies, Example, ExamplePage, Part, Rule
from disputelint.checker.engine.sources import Source
from disputelint.checker.engine.tree_load import Mistakes, TreeLoader, structure
from disputelint.checker.errors import RuleError, Several
from disputelint.checker.model import REASON_CODES, Text
from disputelint.checker.yamlfile import Document

FIELD: Final = re.compile(r"\{([^{}]*)\}")
_PLAIN = ("quote", "value", "page", "count")
_SIDES = ("quote", "value", "page")
_TOO_DEEP = Text("This is nested too deeply", "入れ子が深すぎます")


@dataclass(frozen=True)
class Known:
    """The names a rule may use, besides facts and page kinds."""

    requirements: Mapping[str, bool]  # id -> may be cited (it was read)
    reasons: Collection[str]
    concepts: Collection[str]


@lru_cache(maxsize=8)
def schema(name: str) -> Mapping[str, Any]:
    """A schema of the package: "rule", "requirement", "preset"."""
    text = resources.files("disputelint.schemas").joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = json.loads(text)
    return loaded


def check_shape(document: Document) -> None:
    """Hold a rule file against its schema. Raises RuleError or Several."""
    if not isinstance(document.value, dict):
        raise RuleError(
            Text("This file holds no rule", "このファイルにルールがありません"),
            where=document.spot(),
            code="E200",
            hint=Text("disputelint rules new writes a template.", "disputelint rules new でひな形を作れます。"),
        )
    mistakes = Mistakes(document)
    for key in ("when", "expect"):
        if key in document.value:
            structure(document.value[key], (key,), mistakes)
    _raise(mistakes)
    try:
        yamlfile.check(document, schema("rule"), RuleError)
    except RecursionError:
        raise RuleError(_TOO_DEEP, where=document.spot(), code="E224") from None


def load_rule(document: Document, known: Known, *, topic: str = "") -> Rule:
    """The rule of a checked document. Raises RuleError or Several for names that do not exist."""
    value = document.value
    mistakes = Mistakes(document)
    proved = isinstance(document, Source) and document.sound
    tree = TreeLoader(mistakes, known.concepts, proved=proved, anywhere=value.get("anywhere", False))
    when = tree.node(value["when"], ("when",)) if "when" in value else None
    expect = tree.node(value["expect"], ("expect",))
    _names(value, known, mistakes)
    if not proved:
        _fields(value, mistakes)
        _parts(value, mistakes)
    examples = tuple(_example(body, number, mistakes) for number, body in enumerate(value.get("examples", ())))
    _raise(mistakes)
    return Rule(
        id=value["id"],
        topic=topic or PurePath(document.name).parent.name,
        file=document.name,
        title=_text(value["title"]),
        severity=value["severity"],
        confidence=value["confidence"],
        who=value["who"],
        subject=value["subject"],
        expect=expect,
        message=_text(value["message"]),
        fix=_text(value["fix"]),
        reasons=tuple(value["reasons"]),
        requirements=tuple(value.get("requirements", ())),
        aliases=tuple(value.get("aliases", ())),
        own_tags=tuple(value.get("tags", ())),
        applies=_applies(value.get("applies", {})),
        after=tuple(value.get("after", ())),
        pages=tuple(value.get("pages", ())),
        place=value.get("place"),
        when=when,
        clause=dict(value.get("clause", {})),
        parts=tuple(_part(one) for one in value.get("parts", ())),
        notes=_text(value["notes"]) if "notes" in value else None,
        examples=examples,
    )


def _raise(mistakes: Mistakes) -> None:
    if len(mistakes.found) == 1:
        raise mistakes.found[0]
    if mistakes.found:
        raise Several(tuple(mistakes.found))


def _names(value: Mapping[str, Any], known: Known, mistakes: Mistakes) -> None:
    stem = PurePath(mistakes.document.name).stem
    if stem != value["id"] and not mistakes.document.name.startswith("<"):
        what = Text(f'The id "{value["id"]}" is not the file\'s name', f"id「{value['id']}」がファイル名と一致しません")
        mistakes.add("E214", ("id",), what, (stem,))
    for number, requirement in enumerate(value.get("requirements", ())):
        _cited(requirement, ("requirements", number), known, mistakes)
    for number, reason in enumerate(value["reasons"]):
        if reason not in known.reasons:
            what = Text(f'Unknown dispute reason "{reason}"', f"「{reason}」という異議申立ての理由はありません")
            mistakes.add("E206", ("reasons", number), what, known.reasons, reason)
    if value.get("anywhere") and value["subject"] != "site":
        what = Text('Only a rule on the site can look "anywhere"', "「anywhere」はサイト全体のルールだけで使えます")
        mistakes.add("E216", ("anywhere",), what)
    if value["subject"] == "page" and "pages" not in value:
        what = Text('A rule on pages says which: "pages"', "ページごとのルールには「pages」が必要です")
        mistakes.add("E216", ("subject",), what)


def _cited(requirement: str, path: tuple[str | int, ...], known: Known, mistakes: Mistakes) -> None:
    if requirement not in known.requirements:
        what = Text(f'Unknown requirement "{requirement}"', f"「{requirement}」という要件はありません")
        mistakes.add("E204", path, what, known.requirements.keys(), requirement)
    elif not known.requirements[requirement]:
        what = Text(
            f'The source of "{requirement}" was not read, so no rule can rest on it',
            f"「{requirement}」の出典は未読のため、ルールの根拠にできません",
        )
        mistakes.add("E205", path, what)


def _fields(value: Mapping[str, Any], mistakes: Mistakes) -> None:
    """Fields in message and fix that nothing fills (E209)."""
    sides = _compares(value["expect"])
    for key in ("message", "fix"):
        for language in ("en", "ja"):
            for name in FIELD.findall(value[key][language]):
                if not _known_field(name, sides):
                    known = ["{quote}", "{value}", "{value.KEY}", "{page}", "{count}"]
                    known += ["{left.quote}", "{left.value}", "{right.quote}", "{right.value}"] if sides else []
                    what = Text(f'Nothing fills the field "{{{name}}}"', f"「{{{name}}}」に入る値がありません")
                    mistakes.add("E209", (key, language), what, known, "{" + name + "}")


def _part(value: Mapping[str, Any]) -> Part:
    return Part(_text(value) if "en" in value else None, tuple(value.get("requirements", ())))


def _parts(value: Mapping[str, Any], mistakes: Mistakes) -> None:
    """Parts that are not as many as what the rule asks for (E225), or claim a requirement it does not cite (E204)."""
    for number, part in enumerate(value.get("parts", ())):
        for place, name in enumerate(part.get("requirements", ())):
            if name not in value.get("requirements", ()):
                path = ("parts", number, "requirements", place)
                what = Text(f'The rule does not cite "{name}"', f"このルールは「{name}」を根拠にしていません")
                mistakes.add("E204", path, what, value.get("requirements", ()), name)
    named, asked = value.get("parts", ()), value["expect"].get("all", ())
    if named and len(named) != len(asked):
        what = Text(
            f'"parts" names {len(named)}, and the "all" of "expect" lists {len(asked)}',
            f"「parts」は{len(named)}件ですが、「expect」の「all」は{len(asked)}件です",
        )
        mistakes.add("E225", ("parts",), what)


def _known_field(name: str, sides: bool) -> bool:
    head, _, rest = name.partition(".")
    if head in ("left", "right"):
        part, _, key = rest.partition(".")
        return sides and part in _SIDES and (not key or part == "value")
    return name in _PLAIN or (head == "value" and re.fullmatch(r"[a-z_]+", rest) is not None)


def _compares(node: Any) -> bool:
    """Whether the tree compares two statements, so that there is a left and a right."""
    if isinstance(node, dict):
        return bool({"compare", "same"} & set(node)) or any(_compares(inner) for inner in node.values())
    return isinstance(node, list) and any(_compares(inner) for inner in node)


def _example(body: Mapping[str, Any], index: int, mistakes: Mistakes) -> Example:
    path = ("examples", index)
    if ("html" in body) == ("pages" in body) and not (body.get("unread") and "pages" not in body):
        what = Text(
            'An example has "html" and "kind", or "pages"', "例には「html」と「kind」、または「pages」を書きます"
        )
        mistakes.add("E218", path, what)
    reason = body.get("reason", "")
    if reason and reason not in REASON_CODES:
        what = Text(f'Unknown reason code "{reason}"', f"「{reason}」という理由コードはありません")
        mistakes.add("E217", (*path, "reason"), what, REASON_CODES, reason)
    language = body.get("lang", "")
    if "pages" in body:
        pages = tuple(_example_page(one, language) for one in body["pages"])
    else:
        pages = (_example_page(body, language),) if "html" in body else ()
    return Example(
        verdict=body["verdict"],
        pages=pages,
        index=index,
        language=language,
        config=dict(body.get("config", {})),
        date=body.get("date", ""),
        device=body.get("device", ""),
        unread=tuple(body.get("unread", ())),
        reason=reason,
        count=body.get("count"),
        quote=body.get("quote", ""),
        breaks=tuple(body.get("breaks", ())),
        title=body.get("title", ""),
    )


def _example_page(body: Mapping[str, Any], language: str) -> ExamplePage:
    kinds = tuple(body.get("kinds", ())) or ((body["kind"],) if "kind" in body else ())
    return ExamplePage(
        body.get("html", ""),
        kinds,
        body.get("path", ""),
        body.get("step", ""),
        body.get("lang", language),
        body.get("device", ""),
        body.get("status", 200),
        dict(body.get("probes", {})),
    )


def _applies(value: Mapping[str, Any]) -> Applies:
    every = {key: (one,) if isinstance(one, str) else tuple(one) for key, one in value.items()}
    return Applies(
        every.get("sells", ()),
        every.get("market", ()),
        every.get("platform", ()),
        every.get("gateway", ()),
        every.get("language", ()),
    )


def _text(value: Mapping[str, str]) -> Text:
    return Text(value["en"], value["ja"])
