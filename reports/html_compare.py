"""The HTML report beside an earlier one: what has turned green since, what is new, before and after."""

from __future__ import annotations

from dataclasses import dataclass

from disputelint.checker.model import Finding, Report
from disputelint.reports.diff import Difference
from disputelint.reports.html_findings import Findings
from disputelint.reports.html_pictures import Sheet, sheet
from disputelint.reports.html_words import Words
from disputelint.reports.inert import cut
from disputelint.reports.labels import SEVERITY, WHO
from disputelint.reports.say import address, date, headline

MOST = 60  # findings told of each kind
CLIPPED = 12  # of them with pictures


@dataclass(frozen=True, slots=True)
class Earlier:
    """The report that this one is compared with, and how the two differ."""

    report: Report
    difference: Difference


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
    before: Sheet | None = None
    after: Sheet | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """What the section shows."""

    day: str
    told: str
    mended: tuple[Change, ...]
    mended_left: int
    new: tuple[Change, ...]
    new_left: int
    unseen: tuple[Change, ...]
    unseen_left: int


def since(report: Report, findings: Findings, earlier: Earlier) -> Since:
    """The section's contents."""
    words, difference = findings.words, earlier.difference
    mended = [_change(one, earlier.report, report, findings, n < CLIPPED) for n, one in enumerate(difference.mended)]
    new = [_change(one, report, report, findings, False) for one in difference.new]
    unseen = [_change(one, earlier.report, report, findings, False) for one in difference.unseen]
    day = date(earlier.report.target.date, findings.language)
    told = words(
        "since_told", mended=len(mended), new=len(new), unseen=len(unseen), unchanged=len(difference.unchanged), day=day
    )
    return Since(
        day, told,
        tuple(mended[:MOST]), max(0, len(mended) - MOST),
        tuple(new[:MOST]), max(0, len(new) - MOST),
        tuple(unseen[:MOST]), max(0, len(unseen) - MOST),
    )  # fmt: skip


def _change(finding: Finding, told_by: Report, report: Report, findings: Findings, clipped: bool) -> Change:
    from disputelint.reports.counts import standing

    language = findings.language
    title, _ = headline(finding, told_by, language)
    word = SEVERITY[standing(finding)].in_(language)
    place = next(iter(finding.places), None)
    old = next((one.shot for one in finding.places if one.shot and one.mark is None), None)
    now = report.after.get(finding.fingerprint)
    return Change(
        standing=standing(finding),
        word=word[:1].upper() + word[1:].lower(),
        title=cut(title),
        page=cut(address(place.page, told_by), 160) if place else "",
        quote=cut(place.quote.strip()) if place and place.role == "stands_here" else "",
        who=WHO[finding.who].in_(language),
        link=findings.links.get(finding.fingerprint, ("", ""))[0] if told_by is report else "",
        before=sheet("b" + (old or ""), told_by.images.get(old)) if clipped and old else None,
        after=sheet("a" + (now or ""), report.images.get(now)) if clipped and now else None,
    )


def headed(words: Words, held: Since) -> str:
    """The one sentence for the head of the report."""
    return words(
        "since_head", day=held.day, mended=len(held.mended) + held.mended_left, new=len(held.new) + held.new_left
    )
