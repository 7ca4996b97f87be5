"""Findings in a terminal: one block each, worst first, with quote, page, authority, fix and fingerprint."""

from __future__ import annotations

from collections.abc import Sequence

from disputelint.checker.model import AppliedRequirement, Finding, Language, Place, Report, Text
from disputelint.checker.model.faults import many
from disputelint.reports.compared import known
from disputelint.reports.counts import Standing, standing
from disputelint.reports.devices import only
from disputelint.reports.inert import terminal
from disputelint.reports.knowledge import short
from disputelint.reports.labels import READ_AS, SEVERITY, STATE, STRENGTH, WHO, edition_of
from disputelint.reports.say import address, date, headline, listed, quoted
from disputelint.reports.sheet import COLUMN, Terminal
from disputelint.reports.width import cells, pad, wrap

TOGETHER = 3  # points not judged for one reason that share a block
PLACES = 5  # rows of places shown of one finding
ORDER: Sequence[Standing] = ("error", "warning", "note", "not_judged", "baselined", "waived")
MORE = Text("and {count} more", "ほか{count}件")
MORE_PLACES = Text("and on {count} more pages", "ほか{count}ページ")
UNSURE = Text("Not counted: the confidence is {confidence}.", "確度が「{confidence}」のため、件数には含まれません。")
CONFIDENCE = {"high": Text("high", "高"), "medium": Text("medium", "中"), "low": Text("low", "低")}


def blocks(report: Report, language: Language, how: Terminal) -> list[str]:
    """One text block per finding, per group of findings that say the same of several products, and per reason for which
    several points were not judged.
    """
    groups = _groups(report, language)
    alike: dict[str, list[list[Finding]]] = {}
    for group in groups:
        alike.setdefault(_why_not(group[0], report, language), []).append(group)
    made = []
    for group in groups:
        together = alike.get(why, []) if (why := _why_not(group[0], report, language)) else []
        if len(together) < TOGETHER:
            made.append(_block(group, report, language, how))
        elif group is together[0]:
            made.append(_unjudged(together, why, report, language, how))
    return ["\n".join(lines) for lines in made]


def _why_not(finding: Finding, report: Report, language: Language) -> str:
    """Why a point was not judged, as its block says it; "" for one that was."""
    return headline(finding, report, language)[1] if standing(finding) == "not_judged" else ""


def _unjudged(
    groups: Sequence[Sequence[Finding]], why: str, report: Report, language: Language, how: Terminal
) -> list[str]:
    """Points that were not judged for one reason: the reason once, then each with its rule."""
    said = Text("{count} points, for one reason", "{count}件（理由は同じ）").fill(count=sum(map(many, groups)))
    word = SEVERITY["not_judged"].in_(language)
    lines = [how.ink.on("not_judged", word) + " " * (COLUMN - cells(word)) + how.ink.on("bold", said.in_(language))]
    lines += [_in(line) for line in _fold(why, how)]
    room = how.width - COLUMN
    for group in groups:
        title, rule = headline(group[0], report, language)[0], group[0].rule
        if many(group) > 1:
            title += f" ({many(group)})"
        gap = room - cells(title) - cells(rule)
        if gap >= 2:
            lines.append(_in(title + " " * gap + how.ink.on("dim", rule)))
        else:
            lines += [_in(line) for line in wrap(title, room)]
            lines.append(_in(" " * max(0, room - cells(rule)) + how.ink.on("dim", rule)))
    return lines


def _groups(report: Report, language: Language) -> list[list[Finding]]:
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in sorted(report.findings, key=lambda f: (ORDER.index(standing(f)), not f.counted)):
        said, _ = headline(finding, report, language)
        alike = (standing(finding), finding.rule, finding.severity, str(finding.counted), said)
        groups.setdefault(alike, []).append(finding)
    return list(groups.values())


def _block(group: Sequence[Finding], report: Report, language: Language, how: Terminal) -> list[str]:
    finding = group[0]
    where = standing(finding)
    title, more = headline(finding, report, language)
    if any(headline(one, report, language)[1] != more for one in group[1:]):
        more = ""  # it speaks of the first one alone; the quotes below speak of all
    if many(group) > 1:
        title += Text(" ({count} findings)", "（{count}件）").fill(count=many(group)).in_(language)
    first, *rest = wrap(title, how.width - COLUMN)
    word = SEVERITY[where].in_(language)
    style = "dim" if where in ("waived", "baselined") else "bold"
    lines = [how.ink.on(where, word) + " " * (COLUMN - cells(word)) + how.ink.on(style, first)]
    lines += [_in(how.ink.on(style, line)) for line in rest]
    if where in ("waived", "baselined"):
        body = _accepted(finding, report, language)
        if how.show_waived:
            body = [*_body(group, more, report, language, how), *body]
    else:
        body = _body(group, more, report, language, how)
    lines += [_linked(_in(line), group, report, how) for said in body for line in _fold(said, how)]
    return lines + _last(group, language, how)


def _body(group: Sequence[Finding], more: str, report: Report, language: Language, how: Terminal) -> list[str]:
    finding = group[0]
    places = [place for one in group for place in one.places]
    if len(group) > 1:
        places.sort(key=lambda place: place.page)
    lines = _places(places, report, language, how.width - COLUMN)
    if more:
        lines.append(more)
    if (apart := only(group, report)) is not None:
        lines.append(apart.in_(language))
    if finding.verdict == "inconclusive":
        return lines
    lines += [_asked(requirement, language) for requirement in _asking(finding, report)]
    separator = "：" if language == "ja" else ": "
    lines.append(WHO[finding.who].in_(language) + separator + terminal(finding.fix.in_(language)))
    if finding.theme is not None:
        lines.append(terminal(f"{finding.theme.file}:{finding.theme.line}"))
    elif finding.admin is not None:
        lines.append(terminal(finding.admin.in_(language)))
    lines += _paste(finding, report, language, how)
    if not finding.counted:
        lines.append(UNSURE.fill(confidence=CONFIDENCE[finding.confidence]).in_(language))
    return lines


def _places(places: Sequence[Place], report: Report, language: Language, width: int) -> list[str]:
    """Rows of pages and what they say; pages that say the same share a row."""
    rows: dict[str, list[str]] = {}
    for place in places:
        pages = rows.setdefault(place.quote, [])
        page = address(place.page, report)
        if page not in pages:
            pages.append(page)
    said: list[tuple[str, str]] = []
    for quote, pages in list(rows.items())[:PLACES]:
        shown = listed(pages[:PLACES], language)
        if len(pages) > PLACES:
            shown += " " + MORE_PLACES.fill(count=len(pages) - PLACES).in_(language)
        said.append((shown, quoted(quote) if quote.strip() else ""))
    column = max((cells(page) for page, _ in said), default=0) + 2
    lines: list[str] = []
    for page, quote in said:
        if quote and column + cells(quote) <= width:
            lines.append(pad(page, column) + quote)
        else:
            lines += [page, quote] if quote else [page]
    if len(rows) > PLACES:
        lines.append(MORE.fill(count=len(rows) - PLACES).in_(language))
    return lines


def _asking(finding: Finding, report: Report) -> list[AppliedRequirement]:
    """The requirements that apply, strongest first; one per authority, so that a block stays readable."""
    known = {requirement.id: requirement for requirement in report.requirements}
    asking: dict[str, AppliedRequirement] = {}
    for name in finding.requirements:
        requirement = known.get(name)
        if requirement is not None and requirement.applies:
            asking.setdefault(requirement.authority, requirement)
    strongest = min((STRENGTHS.index(one.strength) for one in asking.values()), default=0)
    return [one for one in asking.values() if STRENGTHS.index(one.strength) == strongest][:3]


STRENGTHS = tuple(STRENGTH)


def _asked(requirement: AppliedRequirement, language: Language) -> str:
    name = terminal(requirement.authority_name.in_(language))
    how = [STRENGTH[requirement.strength].in_(language)]
    if requirement.edition:
        how.append(terminal(edition_of(requirement.edition).in_(language)))
    if requirement.read_as in READ_AS:
        how.append(READ_AS[requirement.read_as].in_(language))
    state = STATE.get(requirement.state)
    tail = state.in_(language) if state else ""
    said = terminal(requirement.summary.in_(language))
    if language == "ja":
        return f"{name}（{'、'.join(how)}）：{said}{tail}"
    return f"{name} ({'; '.join(how)}): {said} {tail}".rstrip()


def _paste(finding: Finding, report: Report, language: Language, how: Terminal) -> list[str]:
    """Where the text to paste stands, or the text itself when no HTML report was written."""
    if how.html:
        for number, action in enumerate(report.actions, start=1):
            if finding.fingerprint in action.fingerprints and action.paste:
                place = f"{how.html}#do-{number}"
                return [Text("Text to paste: {place}", "貼り付ける文面：{place}").fill(place=place).in_(language)]
        return []
    if not finding.clause:
        return []
    tongue = next((tag for tag in (*report.target.languages, language) if tag in finding.clause), "")
    text = finding.clause.get(tongue) or next(iter(finding.clause.values()))
    return [Text("Text to paste: {text}", "貼り付ける文面：{text}").fill(text=terminal(text)).in_(language)]


def _accepted(finding: Finding, report: Report, language: Language) -> list[str]:
    if finding.status == "baselined" or finding.waiver is None:
        return [known(finding, report).in_(language)]
    note = finding.waiver
    said = Text(
        'Accepted by {owner} until {day}: "{reason}" It stays listed and does not count.',
        "{owner}さんが{day}まで了承しています。理由：「{reason}」一覧には残り、件数には含まれません。",
    )
    day = Text(date(note.expires, "en") or "?", date(note.expires, "ja") or "?")
    return [said.fill(owner=terminal(note.owner), day=day, reason=terminal(note.reason)).in_(language)]


def _last(group: Sequence[Finding], language: Language, how: Terminal) -> list[str]:
    """Dispute reasons on the left, rule and fingerprint on the right; on two lines when they do not fit."""
    finding = group[0]
    reasons = ("、" if language == "ja" else ", ").join(short(reason).in_(language) for reason in finding.reasons)
    right = f"{finding.rule}  {finding.fingerprint}"
    if len(group) > 1:
        space = "" if language == "ja" else " "
        right += " " + space.strip() + MORE.fill(count=len(group) - 1).in_(language)
    room = how.width - COLUMN
    gap = room - cells(reasons) - cells(right)
    if reasons and gap >= 2:
        return [_in(how.ink.on("dim", reasons) + " " * gap + how.ink.on("dim", right))]
    lines = [_in(how.ink.on("dim", line)) for line in wrap(reasons, room)] if reasons else []
    return [*lines, _in(" " * max(0, room - cells(right)) + how.ink.on("dim", right))]


def _in(line: str) -> str:
    return " " * COLUMN + line


def _fold(said: str, how: Terminal) -> list[str]:
    """A row that fits stays as it is, its columns aligned; a longer one is wrapped."""
    room = how.width - COLUMN
    return [said] if cells(said) <= room else wrap(said, room)


def _linked(line: str, group: Sequence[Finding], report: Report, how: Terminal) -> str:
    """The first address in a line of places as a link, where the terminal has links."""
    if not how.ink.links:
        return line
    for place in (place for finding in group for place in finding.places):
        shown = address(place.page, report)
        head = " " * COLUMN + shown
        if line == head or line.startswith((head + " ", head + ",", head + "、")):
            return " " * COLUMN + how.ink.link(shown, place.page) + line[len(head) :]
    return line
