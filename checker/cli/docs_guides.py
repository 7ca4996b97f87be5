"""docs/guides.md: what the two guides ask of a shop, line by line, and what of disputelint answers it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from disputelint.checker import yamlfile
from disputelint.checker.cli import docs_words as words
from disputelint.checker.cli.docs_page import Library, link, rule_path, table, text
from disputelint.checker.engine.catalogue import data_folder
from disputelint.checker.errors import RuleError
from disputelint.checker.model.words import Language, Text
from disputelint.reports.inert_markup import code

TITLE = Text("What the guides ask, and what answers it", "ガイドが求めることと、その確認方法")
SAID = Text(
    "Two guides for independent shops, one on dispute management for drop-shippers and one on PayPal complaints, ask"
    " for the following. Each line names the rules that look at it, the features that help with it, or says that no"
    " look at a shop can tell.",
    "独立系ストア向けの2つのガイド（ドロップシッピング事業者の異議申立て対応、PayPalの苦情対応）は、次のことを求めています。"
    "それぞれについて、確認するルールと役立つ機能を示します。外からは確認できないものは、そのように記しています。",
)
HEADS = (Text("in particular", "内容"), Text("rules", "ルール"), Text("features", "機能"))
UNSEEN = Text("not visible from outside", "外からは確認できません")
NAMED = Text("{name}: {what}", "{name}：{what}")


def path(language: Language) -> str:
    """Where the page stands below the output folder."""
    return "ja/guides.md" if language == "ja" else "guides.md"


def guides() -> Sequence[Mapping[str, Any]]:
    """The entries of rules/knowledge/guides.yaml."""
    held: Sequence[Mapping[str, Any]] = yamlfile.read(data_folder() / "knowledge" / "guides.yaml", RuleError).value[
        "guides"
    ]
    return held


def page(library: Library, commands: Collection[str], language: Language) -> str:
    """The page; features of commands that this release does not have are left out."""
    here = path(language)
    other = link(words.OTHER[language], path("en" if language == "ja" else "ja"), here)
    lines = [words.WRITTEN, "", f"# {TITLE.in_(language)}", "", other, "", SAID.in_(language)]
    for guide in guides():
        rows = [_row(part, library, commands, language) for part in guide["parts"]]
        lines += ["", f"## {text(Text(**guide['asks']).in_(language))}", "", *table(HEADS, rows, language)]
    return "\n".join(lines) + "\n"


def _row(part: Mapping[str, Any], library: Library, commands: Collection[str], language: Language) -> Sequence[str]:
    rules = [library.catalogue.rules[name] for name in part.get("rules", ())]
    linked = [link(code(rule.id), rule_path(rule, language), path(language)) for rule in rules]
    features = [
        NAMED.fill(name=code(f"disputelint {one['command']}"), what=_said(one["what"], language)).in_(language)
        for one in part.get("features", ())
        if one["command"] in commands
    ]
    if "unseen" in part:
        features.append(NAMED.fill(name=UNSEEN, what=_said(part["unseen"], language)).in_(language))
    return _said(part["what"], language), "<br>".join(linked), "<br>".join(features)


def _said(held: Mapping[str, str], language: Language) -> str:
    return text(Text(**held).in_(language))
