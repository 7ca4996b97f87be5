"""The page of one rule, as Markdown: why, who asks, what it prevents, examples as executed, fix, how to waive.

Whatever a rule file or a requirement says is escaped: own rules are text of somebody else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import relpath
from typing import TYPE_CHECKING

from disputelint.checker.cli import docs_words as words
from disputelint.checker.model.kinds import page_name
from disputelint.checker.model.words import Language, Text
from disputelint.reports import inert, labels, say
from disputelint.reports.inert_markup import anchor, code, fence, markdown
from disputelint.reports.knowledge import codes

if TYPE_CHECKING:
    from disputelint.checker.engine.catalogue import Catalogue
    from disputelint.checker.engine.requirement import Requirement
    from disputelint.checker.engine.rule import Example, Rule
    from disputelint.checker.engine.trial import Trial

LONGEST = 6000  # characters of one text


@dataclass(frozen=True)
class Library:
    """What the pages are written from. `tried` by rule: its examples as they came out; `files` of rules as named."""

    catalogue: Catalogue
    rules: Sequence[Rule]
    tried: Mapping[str, Sequence[Trial]]
    files: Mapping[str, str]

    def knows(self, rule: str) -> bool:
        """Whether a rule has a page."""
        return rule in self.tried


def text(said: str) -> str:
    """Text that does nothing in Markdown."""
    return markdown(said, LONGEST)


def path_of(language: Language, *parts: str) -> str:
    """Where a page stands below the output folder: `rules/refund/x.md`, `ja/rules/refund/x.md`."""
    return "/".join((*(("ja",) if language == "ja" else ()), "rules", *parts)) + ".md"


def rule_path(rule: Rule, language: Language) -> str:
    """The page of a rule."""
    return path_of(language, rule.topic, rule.id)


def authority_path(name: str, language: Language) -> str:
    """The index of an authority."""
    return path_of(language, "authorities", name)


def reason_path(name: str, language: Language) -> str:
    """The index of a dispute reason."""
    return path_of(language, "reasons", name)


def link(said: str, target: str, here: str) -> str:
    """A link from page `here` to page `target`; `said` is Markdown already."""
    return f"[{said}]({relpath(target, here.rpartition('/')[0])})"


def table(heads: Iterable[Text], rows: Iterable[Sequence[str]], language: Language) -> list[str]:
    """A Markdown table; cells are Markdown already."""
    named = [head.in_(language) for head in heads]
    lines = [f"| {' | '.join(named)} |", f"| {' | '.join('---' for _ in named)} |"]
    return [*lines, *(f"| {' | '.join(row)} |" for row in rows)]


def heading(title: Text, here: str, there: str, language: Language) -> list[str]:
    """The head of a page, with the way to the other language and to all rules."""
    other = link(words.OTHER[language], there, here)
    back = link(words.BACK.in_(language), path_of(language, "README"), here)
    return [words.WRITTEN, "", f"# {text(title.in_(language))}", "", f"{other} · {back}", ""]


def rule_page(rule: Rule, library: Library, language: Language) -> str:
    """The page of a rule, ending in a newline."""
    here = rule_path(rule, language)
    lines = heading(rule.title, here, rule_path(rule, "en" if language == "ja" else "ja"), language)
    about = words.ABOUT.fill(
        topic=rule.topic,
        severity=labels.word_of(rule.severity),
        confidence=words.CONFIDENCE[rule.confidence],
        who=labels.WHO[rule.who],
    )
    lines += [code(rule.id) + "  ", text(about.in_(language)), ""]
    sections = (
        (words.WHY, _why(rule, language)),
        (words.ASKED, _asked(rule, library, here, language)),
        (words.PREVENTS, _prevents(rule, library, here, language)),
        (words.SCOPE, _scope(rule, library, here, language)),
        (words.FIX, _fix(rule, language)),
        (words.EXAMPLES, list(_examples(rule, library, language))),
        (words.WAIVE, _waive(rule, language)),
    )
    for head, body in sections:
        if body:
            lines += [f"## {head.in_(language)}", "", *body, ""]
    lines.append(words.SOURCE.fill(file=code(library.files[rule.id])).in_(language))
    return "\n".join(lines) + "\n"


def _why(rule: Rule, language: Language) -> list[str]:
    lines = [f"{words.MESSAGE.in_(language)}:", "", f"> {text(rule.message.in_(language))}"]
    if rule.notes:
        lines += ["", f"{words.NOTES.in_(language)}: {text(rule.notes.in_(language))}"]
    return lines


def _asked(rule: Rule, library: Library, here: str, language: Language) -> list[str]:
    if not rule.requirements:
        return [words.OWN.in_(language)]
    known = library.catalogue
    rows = []
    for name in rule.requirements:
        one = known.requirements[name]
        authority = text(known.authorities[one.authority].name.in_(language))
        rows.append(
            (
                link(authority, authority_path(one.authority, language), here),
                labels.STRENGTH[one.strength].in_(language),
                f"{text(one.summary.in_(language))}<br>{code(one.id)}",
                where(one),
                read(one, language),
            )
        )
    return [*table(words.ASKED_HEADS, rows, language), "", words.NO_LAW.in_(language)]


def where(one: Requirement) -> str:
    """Document and section of a requirement, linked when there is an address."""
    return anchor(text(", ".join(filter(None, (one.document, one.section)))), one.url)


def read(one: Requirement, language: Language) -> str:
    """When and how a requirement was read."""
    if not one.citable:
        return words.NOT_READ.in_(language)
    said = [words.READ_ON.fill(day=say.date(one.reviewed, language)).in_(language)]
    if one.edition:
        said.append(labels.edition_of(one.edition).in_(language))
    if one.read in labels.READ_AS:
        said.append(labels.READ_AS[one.read].in_(language))
    return text(("、" if language == "ja" else ", ").join(said))


def _prevents(rule: Rule, library: Library, here: str, language: Language) -> list[str]:
    lines = []
    for name in rule.reasons:
        label = text(library.catalogue.reasons[name].label.in_(language))
        called = f" ({text(', '.join(codes(name)))})" if codes(name) else ""
        lines.append(f"- {link(label, reason_path(name, language), here)}{called}")
    return lines


def _scope(rule: Rule, library: Library, here: str, language: Language) -> list[str]:
    lines = [f"- {words.SUBJECT[rule.subject].in_(language)}"]
    if rule.pages:
        pages = say.listed([_page(name, language) for name in rule.pages], language)
        lines.append(f"- {text(words.PAGES.fill(pages=pages).in_(language))}")
    held = rule.applies
    for key in ("sells", "market", "platform", "gateway", "language"):
        if values := getattr(held, key):
            lines.append(f"- {text(words.APPLIES.fill(key=key, values=', '.join(values)).in_(language))}")
    if rule.after:
        named = (_rule(name, library, here, language) for name in rule.after)
        lines.append(f"- {words.AFTER.fill(rules=', '.join(named)).in_(language)}")
    return lines


def _page(name: str, language: Language) -> str:
    return page_name(name).in_(language)


def _rule(name: str, library: Library, here: str, language: Language) -> str:
    rule = library.catalogue.rule(name)
    if rule is None or not library.knows(rule.id):
        return code(name)
    return link(code(rule.id), rule_path(rule, language), here)


def _fix(rule: Rule, language: Language) -> list[str]:
    lines = [text(rule.fix.in_(language))]
    if rule.clause:
        lines += ["", words.CLAUSE.in_(language)]
        for tongue, said in sorted(rule.clause.items(), key=lambda item: (item[0] != language, item[0])):
            lines += ["", f"{code(tongue)}:", "", fence(inert.terminal(said, keep_lines=True), "text")]
    return lines


def _examples(rule: Rule, library: Library, language: Language) -> Iterator[str]:
    for one in library.tried[rule.id]:
        example = rule.examples[one.number]
        verdict = words.VERDICT[one.outcome].in_(language)
        named = f" ({one.reason})" if one.reason else ""
        title = words.EXAMPLE.fill(number=one.number + 1, verdict=verdict + named).in_(language)
        yield f"### {text(title)}"
        yield ""
        yield from _shop(example, language)
        for problem in one.problems:
            yield f"**{text(problem.in_(language))}**  "
        if example.breaks and one.outcome == "fail":
            names = ", ".join(code(name) for name in example.breaks)
            yield words.BREAKS.fill(requirements=names).in_(language) + "  "
        for message in dict.fromkeys(one.messages):
            yield words.SAYS.fill(message=text(message.in_(language))).in_(language)
        yield ""


def _shop(example: Example, language: Language) -> Iterator[str]:
    """The example's shop: what was configured, its pages, what could not be read."""
    if example.title:
        yield f"{text(example.title)}  "
    if example.config:
        held = code(json.dumps(example.config, ensure_ascii=False, sort_keys=True), 400)
        yield words.CONFIG.fill(config=held).in_(language) + "  "
    if example.date:
        yield words.DATE.fill(date=say.date(example.date, language)).in_(language) + "  "
    if example.device == "mobile":
        yield words.PHONE.in_(language) + "  "
    for page in example.pages:
        kinds = say.listed([_page(kind, language) for kind in page.kinds], language)
        step = f" ({page.step})" if page.step else ""
        address = f" {code(page.path)}" if page.path else ""
        yield f"{text(kinds + step)}{address}"
        yield ""
        yield fence(inert.terminal(page.html.strip(), keep_lines=True), "html")
        yield ""
    if example.unread:
        pages = say.listed([_page(kind, language) for kind in example.unread], language)
        yield words.UNREAD.fill(pages=text(pages), reason=code(example.reason or "http_refusal")).in_(language) + "  "
    if not example.pages and not example.unread:
        yield words.EMPTY.in_(language) + "  "


def _waive(rule: Rule, language: Language) -> list[str]:
    lines = (
        "waivers:",
        f"  - rule: {rule.id}",
        f"    reason: {words.WAIVE_REASON.in_(language)}",
        f"    owner: {words.WAIVE_OWNER.in_(language)}",
        "    expires: 2027-01-31",
        "rules:",
        f"  {rule.id}: off",
    )
    return [words.WAIVE_HOW.in_(language), "", fence("\n".join(lines), "yaml")]
