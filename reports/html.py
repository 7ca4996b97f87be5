"""The report as one HTML file: no request leaves it, and all but filters and copying works without scripts.

Whatever pages said is escaped by the template (autoescape is always on), stripped of control and bidirectional
characters, and cut; addresses become links only with http, https or mailto.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from disputelint.checker.model import Action, Language, Report, Text
from disputelint.reports import html_parts as parts
from disputelint.reports import html_risk, refused
from disputelint.reports.bounds import bounded
from disputelint.reports.brand import Brand
from disputelint.reports.counts import count, faults
from disputelint.reports.html_compare import headed, since
from disputelint.reports.html_findings import ORDER, Asked, Findings
from disputelint.reports.html_pictures import pictures
from disputelint.reports.html_words import CONFIDENCE
from disputelint.reports.inert import html as inert
from disputelint.reports.inert import link
from disputelint.reports.knowledge import fact, label
from disputelint.reports.labels import BAND, KIND, SEVERITY, WHO
from disputelint.reports.say import address, date, host, listed, reuse
from disputelint.reports.verdict import verdict

_BLANK = re.compile(r"\[[^\[\]\n]{1,120}\]|［[^［］\n]{1,120}］")
_MENDED = 6  # findings named beside an action
_BESIDE = 8
Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One of "do these first", ready for the template."""

    title: str
    why: str
    who: str
    where: str
    risk: str
    mends: tuple[tuple[str, str], ...]
    mends_left: int
    rests: tuple[Asked, ...]
    pastes: tuple[tuple[str, str], ...]
    note: str
    page: str


def render(report: Report, language: Language, brand: Brand | None = None) -> str:
    """The report in `language` as a whole document."""
    report = bounded(report)
    return _environment().get_template("report.html.j2").render(_context(report, language, brand or Brand()))


def _context(report: Report, language: Language, brand: Brand) -> Context:
    findings = Findings(report, language)
    held = since(report, findings)
    counts = count(report)
    words = findings.words
    actions = [_action(action, findings) for action in report.actions]
    ledger = parts.ledger(report, words)
    japanese = language == "ja"
    context: Context = {
        "report": report,
        "language": language,
        "t": words,
        "brand": brand,
        "branded": brand.colours() is not None,
        "style": Markup(_style(brand)),
        "script": Markup(_read("report.js")),
        "comma": "、" if japanese else ", ",
        "semi": "、" if japanese else "; ",
        "colon": "：" if japanese else ": ",
        "stop": "。" if japanese else ".",
        "open_bracket": "（" if japanese else " (",
        "close_bracket": "）" if japanese else ")",
        "shop": report.target.name or host(report),
        "host": host(report),
        "day": date(report.target.date, language),
        "verdict": verdict(report, counts).in_(language),
        "counts": counts,
        "tally": parts.tally(counts, words),
        "meta": parts.meta(report, counts, words),
        "tongues": listed([words.tongue(tag) for tag in report.target.languages], language, "and"),
        "pictures": pictures(findings.entries, report),
        "since": held,
        "since_head": headed(words, held) if held else "",
        "confidence": {name: said.in_(language) for name, said in CONFIDENCE.items()},
        "all": findings,
        "groups": findings.groups,
        "total": sum(entry.many for entry in findings.entries),
        "filters": _filters(findings),
        "actions": actions,
        "numbers": _numbers(report, findings),
        "authorities": parts.authorities(report, findings),
        "ledger": ledger,
        "stairs": parts.stairs(ledger[0]) if ledger else None,
        "fresh": parts.unannounced(report),
        "holds": parts.holds(report, words),
        "unseen": parts.unseen(report, words),
    }
    context.update(_seen(report, findings), **_risk(report, findings))
    context["lead"] = _lead(report, findings, context)
    context["contents"] = _contents(context)
    return context


def _seen(report: Report, findings: Findings) -> Context:
    words = findings.words
    beside = [address(page, report) for page in report.target.read_beside_robots]
    if len(beside) > _BESIDE:
        beside = [*beside[:_BESIDE], words("more_links", n=len(beside) - _BESIDE)]
    first = report.refused[0] if report.refused else {}
    return {
        "seen": parts.seen(report, words),
        "strip": parts.strip(report, words),
        "gaps": parts.gaps(report, words),
        "gaps_left": max(0, len(report.coverage.gaps) - parts.GAPS),
        "pages": parts.pages(report, words),
        "beside": listed(beside, findings.language),
        "reuse": reuse(report, findings.language),
        "refused_first": f"{first.get('method', '')} {address(first.get('url', ''), report)}".strip(),
        "refused": refused.rows(report, findings.language),
        "refused_columns": [column.in_(findings.language) for column in refused.COLUMNS],
        "refused_left": refused.left(report),
    }


def _risk(report: Report, findings: Findings) -> Context:
    rows = html_risk.reasons(report, findings)
    quiet = [row.title for row in rows if not row.touched and row.bars.upper == 1]
    if findings.language == "en":
        quiet = [name[:1].lower() + name[1:] for name in quiet]
    return {
        "reasons": rows,
        "heat": html_risk.heat(report, findings, rows),
        "quiet_reasons": listed(quiet, findings.language),
    }


def _lead(report: Report, findings: Findings, context: Context) -> str:
    words, counts = findings.words, context["counts"]
    said = []
    worst = next((row for row in context["reasons"] if row.bars.level > 1 and row.touched), None)
    if worst is not None:
        said.append(words("likeliest", what=label(worst.id)))
    counted = {f.fingerprint for f in report.findings if f.verdict == "fail" and f.status == "new" and f.counted}
    mended = faults(report, counted & {one for action in report.actions for one in action.fingerprints})
    if mended:
        many = len(report.actions)
        key = "mends_one" if many == 1 else "mends_most"
        said.append(words(key, n=many, mended=mended, findings=counts.findings))
    if counts.not_judged:
        said.append(words("unjudged_one" if counts.not_judged == 1 else "unjudged_many", n=counts.not_judged))
    return ("" if findings.language == "ja" else " ").join(said)


def _contents(context: Context) -> list[tuple[str, int]]:
    """Anchor and number of every section that is there."""
    rows = [
        ("seen", True, 0),
        ("first", bool(context["actions"]), len(context["actions"])),
        ("risk", bool(context["reasons"]), 0),
        ("findings", True, context["counts"].findings),
        ("since", context["since"] is not None, 0),
        ("gateways", bool(context["authorities"]), len(context["authorities"])),
        ("ledger", bool(context["ledger"]), 0),
        ("holds", bool(context["holds"]), 0),
        ("unseen", True, len(context["unseen"])),
    ]
    return [(name, number) for name, there, number in rows if there]


def _action(action: Action, findings: Findings) -> Step:
    language = findings.language
    mends = findings.linked(action.fingerprints)
    return Step(
        title=action.title.in_(language),
        why=action.why.in_(language),
        who=WHO[action.who].in_(language),
        where=action.where.in_(language),
        risk=_moved(action, findings),
        mends=tuple(mends[:_MENDED]),
        mends_left=max(0, len(mends) - _MENDED),
        rests=tuple(
            findings.asked(findings.requirements[name]) for name in action.requirements if name in findings.requirements
        ),
        pastes=tuple(sorted(action.paste.items(), key=lambda pair: (pair[0] != language, pair[0]))),
        note=_note(action, findings),
        page=action.page,
    )


def _moved(action: Action, findings: Findings) -> str:
    if action.before not in BAND or action.after not in BAND:
        return ""
    reason = label(action.reason)
    title = Text(reason.en[:1].upper() + reason.en[1:], reason.ja)
    old, new = (Text(BAND[one].en.lower(), BAND[one].ja) for one in (action.before, action.after))
    if action.before == action.after:
        return findings.words("stays", reason=title, band=old)
    return findings.words("moves", reason=title, old=old, new=new)


def _note(action: Action, findings: Findings) -> str:
    """What the texts were filled from, and whose the blanks are."""
    words, language = findings.words, findings.language
    said = []
    for one in action.filled_from:
        name, _, page = one.partition(" ")
        where = address(page, findings.report) if page else ""
        bracket = (f"（{where}）" if language == "ja" else f" ({where})") if where else ""
        said.append(fact(name).in_(language) + bracket)
    notes = []
    if action.page:
        notes.append(words("filled", facts=listed(said, language)) if said else words("filled_none"))
    if action.blanks or any(_BLANK.search(text) for text in action.paste.values()):
        notes.append(words("blanks"))
    return ("" if language == "ja" else " ").join(notes)


def _numbers(report: Report, findings: Findings) -> dict[str, int]:
    """The number of the action whose text mends an entry."""
    held: dict[str, int] = {}
    for number, action in enumerate(report.actions, start=1):
        for one, _ in findings.linked(action.fingerprints) if action.paste else ():
            held.setdefault(one, number)
    return held


def _filters(findings: Findings) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Key, name and choices of each filter; only what some entry has."""
    words, language = findings.words, findings.language
    entries = findings.entries
    names = {r.authority: r.authority_name.in_(language) for r in findings.requirements.values()}
    gateways = {one for entry in entries for one in entry.authorities.split()}
    kinds = {one for entry in entries for one in entry.kinds.split()}
    reasons = dict.fromkeys(one for entry in entries for one in entry.reason_ids.split())
    standings = {entry.standing for entry in entries}
    people = {entry.first.who for entry in entries}
    return [
        ("g", words("f_gateway"), [(name, names[name]) for name in names if name in gateways]),
        ("p", words("f_page"), [(k, _capital(KIND[k].in_(language))) for k in KIND if k in kinds]),
        ("r", words("f_reason"), [(name, _capital(label(name).in_(language))) for name in reasons]),
        ("s", words("f_severity"), [(s, _capital(SEVERITY[s].in_(language).lower())) for s in ORDER if s in standings]),
        ("w", words("f_who"), [(who, WHO[who].in_(language)) for who in WHO if who in people]),
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _style(brand: Brand) -> str:
    style = _read("report.css")
    colours = brand.colours()
    if colours is not None:
        light, dark = colours
        style += f":root {{ --brand: {light}; }}\n"
        style += (
            f"@media (prefers-color-scheme: dark) {{ :root:not(:has(#theme-light:checked)) {{ --brand: {dark}; }} }}\n"
        )
        style += f":root:has(#theme-dark:checked) {{ --brand: {dark}; }}\n@media print {{ :root {{ --brand: {light} !important; }} }}\n"
    return style


def _blanks(text: str) -> Markup:
    """A text to paste, escaped, with its blanks marked."""
    safe = str(inert(text))
    made, at = Markup(), 0
    for found in _BLANK.finditer(safe):
        made += escape(safe[at : found.start()]) + Markup("<mark>{}</mark>").format(found[0])
        at = found.end()
    return made + escape(safe[at:])


def _read(name: str) -> str:
    return resources.files("disputelint.reports").joinpath("templates", name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    folder = resources.files("disputelint.reports").joinpath("templates")
    templates = {one.name: one.read_text(encoding="utf-8") for one in folder.iterdir() if one.name.endswith(".j2")}
    made = Environment(
        loader=DictLoader(templates),
        autoescape=True,
        finalize=inert,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["safe_link"] = link
    made.filters["blanks"] = _blanks
    return made
