"""`disputelint rules list`: every rule with severity, topic and title."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from disputelint.checker.cli import options, output
from disputelint.checker.cli.clicks import Option
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.configured import configured, shown
from disputelint.checker.cli.exit import OK
from disputelint.checker.cli.rule_choice import RULE, many
from disputelint.checker.cli.session import Session
from disputelint.checker.cli.types import Words
from disputelint.checker.config.given import Given
from disputelint.checker.model import JSON
from disputelint.checker.model.words import Language, Text

if TYPE_CHECKING:
    from disputelint.checker.engine.catalogue import Catalogue
    from disputelint.checker.engine.rule import Rule


def run(
    session: Session,
    settings: Mapping[str, Given],
    format: str,
    config: str | None,
    no_config: bool,
    show_config: bool,
) -> int:
    """Print the rules that --select and --ignore leave; 0."""
    held = configured(session, settings, config, no_config)
    if show_config:
        return shown(held)
    from disputelint.checker.engine import catalogue, packs

    known = catalogue.load(held)
    select, ignore = held.choice.select, held.choice.ignore
    rules = [
        rule
        for rule in known.rules.values()
        if (not select or any(packs.selected(rule, word, known) for word in select))
        and not any(packs.selected(rule, word, known) for word in ignore)
    ]
    if format == "json":
        output.result_json(json.dumps([_json(rule, known) for rule in rules], ensure_ascii=False, indent=1))
    else:
        output.result(_table(rules, session.language))
    return OK


def _json(rule: Rule, known: Catalogue) -> JSON:
    authorities = {known.requirements[name].authority for name in rule.requirements if name in known.requirements}
    return {
        "id": rule.id,
        "topic": rule.topic,
        "title": {"en": rule.title.en, "ja": rule.title.ja},
        "severity": rule.severity,
        "confidence": rule.confidence,
        "who": rule.who,
        "subject": rule.subject,
        "reasons": [*rule.reasons],
        "requirements": [*rule.requirements],
        "authorities": [*sorted(authorities)],
        "tags": [*sorted(rule.tags)],
        "file": rule.file,
    }


def _table(rules: Sequence[Rule], language: Language) -> str:
    from disputelint.reports.labels import word_of
    from disputelint.reports.width import cells, pad

    name = max((cells(rule.id) for rule in rules), default=0)
    word = max(cells(word_of(severity).in_(language)) for severity in ("error", "warning", "note"))
    lines: list[str] = []
    topic = ""
    for rule in rules:
        if rule.topic != topic:
            topic = rule.topic
            lines += ["", topic] if lines else [topic]
        severity = pad(word_of(rule.severity).in_(language), word)
        lines.append(f"  {pad(rule.id, name)}  {severity}  {rule.title.in_(language)}")
    return "\n".join([*lines, "", many(len(rules), RULE).in_(language)])


command = Command(
    "list",
    run,
    text=Text("List the rules, with the most each can weigh.", "ルールと、その重大度の上限を一覧します。"),
    params=[
        Option(
            "-f",
            "--format",
            type=Words(("table", "json")),
            default="table",
            text=Text("table (default) or json.", "table（既定）または json。"),
        ),
        *options.choice(),
        *options.configuration(),
    ],
)
