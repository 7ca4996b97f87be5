"""A rule as a page for people: what it asks, who asks for it, what it prevents. `rules show` and `explain RULE`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disputelint.checker.errors import UsageError
from disputelint.checker.model.words import Language, Text

if TYPE_CHECKING:
    from disputelint.checker.engine.catalogue import Catalogue
    from disputelint.checker.engine.requirement import Requirement
    from disputelint.checker.engine.rule import Rule
    from disputelint.reports.ink import Ink

WIDTH = 100
HEADS = {
    "asks": Text("Who asks for it", "求めている機関"),
    "prevents": Text("Disputes it prevents", "防げる異議申立て"),
    "applies": Text("Applies to", "対象"),
    "after": Text("Judged after", "先に判定するルール"),
    "message": Text("When it does not hold", "満たされないとき"),
    "fix": Text("To mend it", "直し方"),
    "clause": Text("Text to paste", "貼り付ける文面"),
    "notes": Text("Notes", "補足"),
    "file": Text("File", "ファイル"),
}
OWN = Text("A rule of your own; no authority is cited.", "独自のルールです。根拠となる機関の記載はありません。")
ABOUT = Text(
    "at most {severity}; confidence {confidence}; mended by: {who}",
    "重大度の上限：{severity}、確度：{confidence}、対応する人：{who}",
)


def find(known: Catalogue, name: str) -> Rule:
    """The rule of this id or former id. Raises UsageError with the nearest."""
    rule = known.rule(name)
    if rule is not None:
        return rule
    from disputelint.checker.yamlfile import nearest

    meant = nearest(name, (*known.rules, *known.aliases))
    raise UsageError(
        Text(f'There is no rule "{name}"', f"「{name}」というルールはありません"),
        where="RULE",
        hint=Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。")
        if meant
        else Text("`disputelint rules list` names them.", "`disputelint rules list` で一覧できます。"),
    )


def render(rule: Rule, known: Catalogue, language: Language, ink: Ink) -> str:
    """The page, ending in a newline."""
    from disputelint.reports.labels import WHO, word_of
    from disputelint.reports.say import listed
    from disputelint.reports.width import wrap

    confidence = {"high": Text("high", "高"), "medium": Text("medium", "中"), "low": Text("low", "低")}[rule.confidence]
    about = ABOUT.fill(severity=word_of(rule.severity), confidence=confidence, who=WHO[rule.who])
    lines = [*(ink.on("bold", line) for line in wrap(rule.title.in_(language), WIDTH)), f"{rule.id}   {rule.topic}"]
    lines += wrap(about.in_(language), WIDTH)
    reasons = [known.reasons[name].label.in_(language) for name in rule.reasons if name in known.reasons]
    asking = [
        _source(known.requirements[name], known, language) for name in rule.requirements if name in known.requirements
    ]
    for head, paragraphs in (
        ("asks", asking or [OWN.in_(language)]),
        ("prevents", [listed(reasons, language)] if reasons else []),
        ("applies", _applies(rule)),
        ("after", [", ".join(rule.after)] if rule.after else []),
        ("message", [rule.message.in_(language)]),
        ("fix", [rule.fix.in_(language)]),
        ("clause", [f"[{tongue}] {text}" for tongue, text in sorted(rule.clause.items())]),
        ("notes", [rule.notes.in_(language)] if rule.notes else []),
        ("file", [rule.file]),
    ):
        if paragraphs:
            lines += ["", ink.on("bold", HEADS[head].in_(language))]
            lines += ["  " + line for said in paragraphs for line in wrap(said, WIDTH - 2)]
    return "\n".join(lines) + "\n"


def _source(requirement: Requirement, known: Catalogue, language: Language) -> str:
    from disputelint.reports.inert import link
    from disputelint.reports.labels import READ_AS, STRENGTH, edition_of
    from disputelint.reports.say import date

    authority = known.authorities.get(requirement.authority)
    name = authority.name.in_(language) if authority else requirement.authority
    strength = STRENGTH[requirement.strength].in_(language)
    read = Text("read on {day}", "{day}に確認").fill(day=date(requirement.reviewed, language)).in_(language)
    about = [requirement.document, requirement.section, read]
    if requirement.edition:
        about.append(edition_of(requirement.edition).in_(language))
    if requirement.read in READ_AS:
        about.append(READ_AS[requirement.read].in_(language))
    about += [requirement.url] if link(requirement.url) else []  # else the document's name must do
    if language == "ja":
        return f"{name}（{strength}）：{requirement.summary.ja} {'、'.join(about)}"
    return f"{name} ({strength}): {requirement.summary.en} {', '.join(about)}"


def _applies(rule: Rule) -> list[str]:
    held = {
        "sells": rule.applies.sells,
        "market": rule.applies.market,
        "platform": rule.applies.platform,
        "gateway": rule.applies.gateway,
        "language": rule.applies.language,
    }
    return [f"{key}: {', '.join(values)}" for key, values in held.items() if values]
