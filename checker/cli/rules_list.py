"""`disputelint rules list`: every rule with severity, topic and title."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from disputelint.checker.cli import options, output
from disputelint.checker.cli.clicks import Option
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.configured import configured, shown
from disputelint.checker.cli.exit import OK
from disputelint.checker.cli.rule_choice import RULE, many
from disputelint.checker.cli.session import Session
from disputelint.checker.cli.types import Names, Words
from disputelint.checker.config import Config
from disputelint.checker.config.given import Given
from disputelint.checker.errors import UsageError
from disputelint.checker.model import JSON
from disputelint.checker.model.words import Language, Text

if TYPE_CHECKING:
    from disputelint.checker.engine.catalogue import Catalogue
    from disputelint.checker.engine.rule import Rule


def run(
    session: Session,
    settings: Mapping[str, Given],
    format: str,
    authority: tuple[str, ...],
    topic: str | None,
    reason: tuple[str, ...],
    severity: str | None,
    config: str | None,
    no_config: bool,
    show_config: bool,
) -> int:
    """Print the rules that the filters leave; 0. Raises UsageError for an authority, reason or topic that does not exist."""
    held = configured(session, settings, config, no_config)
    if show_config:
        return shown(held)
    from disputelint.checker.engine import catalogue, packs

    known = catalogue.load(held)
    topics = dict.fromkeys(rule.topic for rule in known.rules.values())
    for option, names, there in (
        ("--authority", authority, known.authorities),
        ("--reason", reason, known.reasons),
        ("--topic", (topic,) if topic else (), topics),
    ):
        for name in names:
            if name not in there:
                raise _unknown(option, name, there)
    select, ignore = held.choice.select, held.choice.ignore
    asked = _asked(known, held) if {"choice.packs", "choice.gateways", "storefront.market"} & set(settings) else None
    rules = [
        rule
        for rule in known.rules.values()
        if (not select or any(packs.selected(rule, word, known) for word in select))
        and not any(packs.selected(rule, word, known) for word in ignore)
        and (asked is None or rule.id in asked)
        and (not authority or any(known.requirements[name].authority in authority for name in rule.requirements))
        and topic in (None, rule.topic)
        and (not reason or set(reason) & set(rule.reasons))
        and severity in (None, rule.severity)
    ]
    if format == "json":
        output.result_json(json.dumps([_json(rule, known) for rule in rules], ensure_ascii=False, indent=1))
    else:
        output.result(_table(rules, session.language))
    return OK


def _asked(known: Catalogue, config: Config) -> Collection[str]:
    """The rules that run for the packs, gateways and market given."""
    from disputelint.checker.engine import packs
    from disputelint.checker.engine.applies import Profile

    said = config.storefront
    profile = Profile(
        market=(said.market,) if said.market else (), gateway=config.choice.gateways or said.gateways or ()
    )
    return packs.choose(known, config, profile).active


def _unknown(option: str, name: str, there: Mapping[str, object]) -> UsageError:
    from disputelint.checker.yamlfile import nearest

    meant = nearest(name, there)
    return UsageError(
        Text(f'There is no "{name}"', f"「{name}」はありません"),
        where=option,
        hint=Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。")
        if meant
        else Text("Known: {names}", "使えるもの：{names}").fill(names=", ".join(there)),
    )


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


def _flat(ctx: click.Context, param: click.Parameter, value: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Several `--authority a,b` as one tuple."""
    return tuple(name for names in value for name in names)


command = Command(
    "list",
    run,
    text=Text("List the rules, with the most each can weigh.", "ルールと、その重大度の上限を一覧します。"),
    examples=("disputelint rules list --authority paypal --severity error", "disputelint rules list --pack jp"),
    params=[
        Option(
            "-f",
            "--format",
            type=Words(("table", "json")),
            default="table",
            text=Text("table (default) or json.", "table（既定）または json。"),
        ),
        Option(
            "--authority",
            type=Names(),
            many=True,
            text=Text("Rules that cite these authorities.", "この機関の要件に基づくルール。"),
            callback=_flat,
        ),
        Option(
            "--topic", metavar="TOPIC", text=Text("Rules of this topic: refund, shipping, ...", "この分野のルール。")
        ),
        Option(
            "--reason",
            type=Names(),
            many=True,
            text=Text("Rules that prevent these disputes.", "この異議申立てを防ぐルール。"),
            callback=_flat,
        ),
        Option(
            "--severity",
            type=Words(("error", "warning", "note")),
            text=Text("Rules that weigh at most this.", "重大度の上限がこの値のルール。"),
        ),
        *options.choice(),
        *options.configuration(),
    ],
)
