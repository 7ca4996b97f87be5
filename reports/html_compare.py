"""What differs from the base in the HTML report: what has turned green, what is new and from where, before and after."""

from __future__ import annotations

from dataclasses import dataclass

from disputelint.checker.model import Comparison, Finding, Report
from disputelint.checker.model.faults import once
from disputelint.reports.compared import by_cause, fact, risk, tally, why
from disputelint.reports.counts import standing
from disputelint.reports.html_findings import Findings
from disputelint.reports.html_pictures import Sheet, sheet
from disputelint.reports.html_words import Words
from disputelint.reports.inert import cut
from disputelint.reports.labels import SEVERITY, WHO
from disputelint.reports.say import address, date, headline

MOST = 60  # findings told of each kind
CLIPPED = 12  # of them with pictures


@dataclass(frozen=True, slots=True)
class Change:
    """One finding that is mended, new, or no longer judged. `link` is the id of its entry in this report, or ""."""

    standing: str
    word: str
    title: str
    page: str
    quote: str
    who: str
    link: str
    why: str = ""  # a new one that is not from this change
    before: Sheet | None = None
    after: Sheet | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A fact or a band of risk that differs, in one line."""

    said: str
    before: Sheet | None = None
    after: Sheet | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """What the section shows; of each list the first, and how many more there are."""

    day: str
    told: str
    head: tuple[int, int]
    groups: tuple[tuple[str, tuple[Change, ...], int], ...]  # name of the group
    facts: tuple[Moved, ...]
    facts_left: int
    risk: tuple[Moved, ...]


def since(report: Report, findings: Findings) -> Since | None:
    """The section's contents; None when the report was not compared."""
    held = report.compared
    if held is None or not held.readable:
        return None
    ours, others = by_cause(report, held)
    mended = once(held.mended)
    groups = (
        ("since_mended", [_change(one, report, findings, held, n < CLIPPED) for n, one in enumerate(mended)]),
        ("since_new", [_change(one, report, findings, held, False) for one in ours]),
        ("since_others", [_change(one, report, findings, held, False) for one in others]),
        ("since_unseen", [_change(one, report, findings, held, False) for one in once(held.unseen)]),
    )
    facts = tuple(
        Moved(
            cut(fact(one, findings.language), 600),
            sheet("b" + one.was, report.images.get(one.was)) if one.was and one.now else None,
            sheet("a" + one.now, report.images.get(one.now)) if one.was and one.now else None,
        )
        for one in held.facts[:MOST]
    )
    day = date(held.date, findings.language)
    return Since(
        day,
        f"{findings.words('since_against', day=day)}{tally(held, report).in_(findings.language)}"
        f"{findings.words('since_honest')}",
        (len(mended), len(ours)),
        tuple((name, tuple(rows[:MOST]), max(0, len(rows) - MOST)) for name, rows in groups),
        facts,
        max(0, len(held.facts) - MOST),
        tuple(Moved(risk(one, findings.language)) for one in held.risk),
    )


def _change(finding: Finding, report: Report, findings: Findings, held: Comparison, clipped: bool) -> Change:
    language = findings.language
    title, _ = headline(finding, report, language)
    where = finding.severity if standing(finding) == "baselined" else standing(finding)
    word = SEVERITY[where].in_(language)
    place = next(iter(finding.places), None)
    old = next((one.shot for one in finding.places if one.shot and one.mark is None), None)
    now = report.after.get(finding.fingerprint)
    reason = why(finding, held)
    return Change(
        standing=where,
        word=word[:1].upper() + word[1:].lower(),
        title=cut(title),
        page=cut(address(place.page, report), 160) if place else "",
        quote=cut(place.quote.strip()) if place and place.role == "stands_here" else "",
        who=WHO[finding.who].in_(language),
        link=findings.links.get(finding.fingerprint, ("", ""))[0],
        why=reason.in_(language) if reason else "",
        before=sheet("b" + (old or ""), report.images.get(old)) if clipped and old else None,
        after=sheet("a" + (now or ""), report.images.get(now)) if clipped and now else None,
    )


def headed(words: Words, held: Since) -> str:
    """The one sentence for the head of the report."""
    mended, new = held.head
    return words("since_head", day=held.day, mended=mended, new=new)
