"""The indexes of `rules docs`: all rules by topic, the requirements of one authority, the rules per dispute reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from disputelint.checker.cli import docs_words as words
from disputelint.checker.cli.docs_page import (
    Library,
    authority_path,
    heading,
    link,
    path_of,
    read,
    reason_path,
    rule_path,
    table,
    text,
    where,
)
from disputelint.checker.model.words import Language, Text
from disputelint.reports import labels
from disputelint.reports.inert_markup import code
from disputelint.reports.knowledge import codes

if TYPE_CHECKING:
    from disputelint.checker.engine.coverage import Unobservable
    from disputelint.checker.engine.requirement import Requirement
    from disputelint.checker.engine.rule import Rule


def other(language: Language) -> Language:
    """The other of the two languages."""
    return "en" if language == "ja" else "ja"


def authorities(library: Library) -> tuple[str, ...]:
    """The authorities that the rules cite, in the catalogue's order."""
    known = library.catalogue
    cited = {known.requirements[name].authority for rule in library.rules for name in rule.requirements}
    return tuple(name for name in known.authorities if name in cited)


def reasons(library: Library) -> tuple[str, ...]:
    """The dispute reasons that the rules name, in the catalogue's order."""
    named = {name for rule in library.rules for name in rule.reasons}
    return tuple(name for name in library.catalogue.reasons if name in named)


def index(library: Library, language: Language) -> str:
    """The page of all rules."""
    here = path_of(language, "README")
    known = library.catalogue
    lines = heading(words.INDEX, here, path_of(other(language), "README"), language)
    lines += [
        words.INDEX_SAID.fill(n=len(library.rules)).in_(language),
        "",
        f"## {words.BY_AUTHORITY.in_(language)}",
        "",
    ]
    for name in authorities(library):
        lines.append(
            f"- {link(text(known.authorities[name].name.in_(language)), authority_path(name, language), here)}"
        )
    lines += ["", f"## {words.BY_REASON.in_(language)}", ""]
    for name in reasons(library):
        lines.append(f"- {link(text(known.reasons[name].label.in_(language)), reason_path(name, language), here)}")
    lines += ["", f"## {words.BY_TOPIC.in_(language)}", ""]
    for topic in dict.fromkeys(rule.topic for rule in library.rules):
        rows = [rule for rule in library.rules if rule.topic == topic]
        lines += [f"### {text(topic)}", "", *_rules(rows, here, language), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _rules(rules: Iterable[Rule], here: str, language: Language) -> list[str]:
    rows = (
        (
            link(code(rule.id), rule_path(rule, language), here),
            labels.word_of(rule.severity).in_(language),
            text(rule.title.in_(language)),
        )
        for rule in rules
    )
    return table(words.RULE_HEADS, rows, language)


def authority_page(name: str, library: Library, unseen: Unobservable, language: Language) -> str:
    """What one authority asks, and the rules that judge it."""
    here = authority_path(name, language)
    known = library.catalogue
    lines = heading(known.authorities[name].name, here, authority_path(name, other(language)), language)
    rows = [
        _asked(one, library, unseen, here, language) for one in known.requirements.values() if one.authority == name
    ]
    lines += [words.NO_LAW.in_(language), "", *table(words.AUTHORITY_HEADS, rows, language)]
    return "\n".join(lines) + "\n"


def _asked(one: Requirement, library: Library, unseen: Unobservable, here: str, language: Language) -> Sequence[str]:
    citing = [rule for rule in library.rules if one.id in rule.requirements]
    return (
        code(one.id),
        labels.STRENGTH[one.strength].in_(language),
        text(one.summary.in_(language)),
        where(one),
        read(one, language),
        ", ".join(link(code(rule.id), rule_path(rule, language), here) for rule in citing)
        or text(_without(one, unseen).in_(language)),
    )


def _without(one: Requirement, unseen: Unobservable) -> Text:
    """Why no rule judges a requirement."""
    why = unseen.why.get(one.id)
    return words.UNSEEN.fill(why=unseen.reasons[why]) if why else words.NO_RULE


def reason_page(name: str, library: Library, language: Language) -> str:
    """What a dispute reason is called, and the rules that prevent it."""
    here = reason_path(name, language)
    lines = heading(library.catalogue.reasons[name].label, here, reason_path(name, other(language)), language)
    if codes(name):
        lines += [text(words.CODES.fill(codes=", ".join(codes(name))).in_(language)), ""]
    lines += _rules((rule for rule in library.rules if name in rule.reasons), here, language)
    return "\n".join(lines) + "\n"


def pages(library: Library, unseen: Unobservable) -> Iterator[tuple[str, str]]:
    """Path and text of every index, in both languages."""
    languages: tuple[Language, ...] = ("en", "ja")
    for language in languages:
        yield path_of(language, "README"), index(library, language)
        for name in authorities(library):
            yield authority_path(name, language), authority_page(name, library, unseen, language)
        for name in reasons(library):
            yield reason_path(name, language), reason_page(name, library, language)
