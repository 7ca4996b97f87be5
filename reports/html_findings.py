"""Findings as the HTML report shows them: those that say the same stand together, grouped by the page to change."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from disputelint.checker.model import AppliedRequirement, Box, Finding, Language, Place, Report
from disputelint.checker.model.faults import many, paired
from disputelint.reports.compared import known
from disputelint.reports.counts import Standing, standing
from disputelint.reports.devices import only
from disputelint.reports.html_words import CONFIDENCE, REGION, SPOT, TOPIC, Words
from disputelint.reports.inert import cut
from disputelint.reports.knowledge import codes, label
from disputelint.reports.labels import KIND, READ_AS, SEVERITY, STRENGTH, WHO
from disputelint.reports.say import address, date, headline

ORDER: Sequence[Standing] = ("error", "warning", "note", "not_judged", "baselined", "waived")
PLACES = 12  # places shown of one entry; the JSON report has all
_ASIDE = re.compile(r" ?[（(][“「][^“「”」]*[”」][)）]")
_SAID = re.compile(r"([“「])[^“「”」]*([”」])")
_NAME = re.compile(r"[^0-9A-Za-z_-]")
WAIVER_DAYS = 90
SAID = 3  # messages shown of findings that stand together


@dataclass(frozen=True, slots=True)
class Seen:
    """A place: the page, what stands there or belongs there, and its clip."""

    page: str
    url: str
    quote: str
    tongue: str
    where: str
    belongs: bool
    shot: str  # key of the report's images
    mark: Box | None = None  # where on the picture, when its line is not drawn in it


@dataclass(frozen=True, slots=True)
class Asked:
    """A row of the table "who asks for it"."""

    id: str
    authority: str
    strength: str
    strength_said: str
    state: str
    summary: str
    document: str
    url: str
    section: str
    read: str  # when and how it was read


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the list: a finding, or several that say the same."""

    findings: tuple[Finding, ...]
    id: str
    others: tuple[str, ...]  # ids of the further findings in it
    standing: Standing
    word: str
    title: str
    more: str  # what the message of the first says beyond the title
    said: tuple[str, ...]  # and those of all, each once, SAID at most
    only: str  # that one device alone was shown it, or ""
    at: str
    places: tuple[Seen, ...]
    places_left: int
    asked: tuple[Asked, ...]
    also: tuple[tuple[str, str, str], ...]  # authority, strength, id
    reasons: tuple[tuple[str, tuple[str, ...]], ...]
    authorities: str
    kinds: str
    reason_ids: str
    who: str
    waiver: str
    pastes: tuple[tuple[str, str], ...]

    @property
    def first(self) -> Finding:
        """The finding that speaks for all of the entry."""
        return self.findings[0]

    @property
    def many(self) -> int:
        """How many faults it is about: what both devices were shown is one."""
        return many(self.findings)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries about one kind of page, or one topic when they are about the whole shop."""

    title: str
    who: str
    entries: tuple[Entry, ...]


def anchor(fingerprint: str) -> str:
    """The id of a finding in the document."""
    return "f-" + _NAME.sub("", fingerprint)[:64]


class Findings:
    """All findings of a report, made ready once."""

    def __init__(self, report: Report, language: Language) -> None:
        self.report = report
        self.language = language
        self.words = Words(language)
        self.requirements: Mapping[str, AppliedRequirement] = {r.id: r for r in report.requirements}
        self.tongues = {page.url: page.language for page in report.pages}
        self.kinds = {page.url: page.kinds for page in report.pages}
        self.titles = {rule.id: rule.title for rule in report.rules}

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Entries, worst first."""
        held: dict[tuple[str, ...], list[Finding]] = {}
        for finding in sorted(self.report.findings, key=lambda f: (ORDER.index(standing(f)), not f.counted)):
            said, more = self._headline(finding)
            alike = (standing(finding), finding.rule, finding.severity, str(finding.counted), said)
            accepted = str(finding.waiver) if finding.waiver else ""
            # What could not be judged for one reason stands together, whatever page it was.
            rest = finding.reason or "" if finding.verdict == "inconclusive" else _unquoted(more)
            held.setdefault((*alike, finding.page_kind, accepted, rest), []).append(finding)
        return tuple(self._entry(findings) for findings in held.values())

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The entries by page to change; the group with the worst finding first."""
        held: dict[str, list[Entry]] = {}
        for entry in self.entries:
            held.setdefault(self._group(entry.first), []).append(entry)
        made = []
        for title, entries in held.items():
            doing = dict.fromkeys(WHO[entry.first.who].in_(self.language) for entry in entries)
            made.append(Group(title, ("、" if self.language == "ja" else ", ").join(doing), tuple(entries)))
        return tuple(made)

    @cached_property
    def links(self) -> Mapping[str, tuple[str, str]]:
        """Fingerprint to the id and title of its entry."""
        return {f.fingerprint: (entry.id, entry.title) for entry in self.entries for f in entry.findings}

    def linked(self, fingerprints: Iterable[str]) -> list[tuple[str, str]]:
        """Id and title of the entries that hold these findings, each once."""
        return list(dict.fromkeys(self.links[one] for one in fingerprints if one in self.links))

    def _headline(self, finding: Finding) -> tuple[str, str]:
        """Headline with quotes taken out, so that findings that differ in the quote alone come together."""
        said, more = headline(finding, self.report, self.language)
        return _unquoted(said), more

    def _group(self, finding: Finding) -> str:
        if finding.page_kind in KIND and finding.page_kind != "other":
            return _capital(KIND[finding.page_kind].in_(self.language))
        topic = TOPIC.get(finding.topic)
        return topic.in_(self.language) if topic else self.words("whole_shop")

    def _entry(self, findings: Sequence[Finding]) -> Entry:
        first, language = findings[0], self.language
        title, more = headline(first, self.report, language)
        if len({headline(finding, self.report, language)[0] for finding in findings}) > 1:
            title = _unquoted(title)
        where = standing(first)
        places = self._distinct(place for finding in findings for place in finding.places)
        held = [self.requirements[name] for name in first.requirements if name in self.requirements]
        return Entry(
            findings=tuple(findings),
            id=anchor(first.fingerprint),
            others=tuple(anchor(finding.fingerprint) for finding in findings[1:]),
            standing=where,
            word=_capital(SEVERITY[where].in_(language).lower()),
            title=cut(title),
            more=more,
            said=tuple(dict.fromkeys(headline(one, self.report, language)[1] for one in findings))[:SAID],
            only=apart.in_(language) if (apart := only(findings, self.report)) else "",
            at=self._at(places),
            places=tuple(self._seen(place) for place in places[:PLACES]),
            places_left=max(0, len(places) - PLACES),
            asked=tuple(self.asked(one) for one in held if one.applies),
            also=tuple(
                (one.authority_name.in_(language), STRENGTH[one.strength].in_(language), one.id)
                for one in held
                if not one.applies
            ),
            reasons=tuple((_capital(label(reason).in_(language)), codes(reason)) for reason in first.reasons),
            authorities=" ".join(dict.fromkeys(one.authority for one in held if one.applies)),
            kinds=" ".join(self._kinds(first, places)),
            reason_ids=" ".join(first.reasons),
            who=WHO[first.who].in_(language),
            waiver="\n".join(self._waiver(one) for one in paired(findings)[0]).strip(),
            pastes=tuple(sorted(first.clause.items(), key=lambda pair: (pair[0] != language, pair[0]))),
        )

    def _distinct(self, places: Iterable[Place]) -> list[Place]:
        """Places without those that would read the same (a cart met twice on a walk)."""
        held: dict[tuple[str, ...], Place] = {}
        for place in places:
            seen = (address(place.page, self.report), place.quote, place.heading, place.region, place.role)
            if seen not in held or (place.shot and not held[seen].shot):
                held[seen] = place
        return list(held.values())

    def _kinds(self, finding: Finding, places: Sequence[Place]) -> list[str]:
        found = [finding.page_kind] if finding.page_kind in KIND else []
        return list(dict.fromkeys([*found, *(kind for place in places for kind in self.kinds.get(place.page, ()))]))

    def _at(self, places: Sequence[Place]) -> str:
        pages = list(dict.fromkeys(address(place.page, self.report) for place in places))
        if not pages:
            return self.words("whole_shop")
        first = cut(pages[0], 60)
        return first if len(pages) == 1 else self.words("at_more", page=first, n=len(pages) - 1)

    def _seen(self, place: Place) -> Seen:
        spot = SPOT.get(place.spot) or REGION[place.region]
        region = spot.in_(self.language)
        where = [self.words("belongs" if place.role == "belongs_here" else "stands", region=region)]
        if place.region == "main" and place.role == "stands_here":
            where = []
        if place.heading:
            where.append(self.words("under", heading=cut(place.heading, 80)))
        return Seen(
            page=cut(address(place.page, self.report), 200),
            url=place.page,
            quote=cut(place.quote.strip()),
            tongue=self.tongues.get(place.page, ""),
            where=("、" if self.language == "ja" else ", ").join(where),
            belongs=place.role == "belongs_here",
            shot=place.shot or "",
            mark=place.mark,
        )

    def asked(self, one: AppliedRequirement) -> Asked:
        """The row for a requirement."""
        language, words = self.language, self.words
        read = [words("a_read", day=date(one.reviewed, language))] if one.reviewed else []
        if one.edition:
            read.append(words("a_edition", place=one.edition))
        if one.read_as in READ_AS:
            read.append(READ_AS[one.read_as].in_(language))
        known = one.state in ("not_found", "not_met", "not_judged", "found")
        return Asked(
            id=one.id,
            authority=one.authority_name.in_(language),
            strength=one.strength,
            strength_said=STRENGTH[one.strength].in_(language),
            state=words(f"st_{one.state}") if known else "",
            summary=one.summary.in_(language),
            document=one.document,
            url=one.url,
            section=one.section,
            read="、".join(read) if language == "ja" else "; ".join(read),
        )

    def _waiver(self, finding: Finding) -> str:
        """The line to paste below `waivers` for one finding; "" when the finding is no failure that counts."""
        if standing(finding) not in ("error", "warning", "note"):
            return ""
        try:
            start = datetime.date.fromisoformat(self.report.target.date[:10])
        except ValueError:
            return ""
        ends = start + datetime.timedelta(days=WAIVER_DAYS)
        names = f"rule: {finding.rule}, fingerprint: {finding.fingerprint}"
        return f'- {{{names}, reason: "", owner: "", expires: {ends.isoformat()}}}'

    def accepted(self, finding: Finding) -> str:
        """Why a finding is listed and does not count, or ""."""
        where = standing(finding)
        if where == "waived" and finding.waiver is not None:
            note = finding.waiver
            day = date(note.expires, self.language) or "?"
            return self.words("accepted_by", owner=cut(note.owner, 120), day=day, reason=cut(note.reason))
        if where == "baselined":
            return known(finding, self.report).in_(self.language)
        if not finding.counted:
            return self.words("not_counted", confidence=CONFIDENCE[finding.confidence])
        return ""


def _unquoted(text: str) -> str:
    return _SAID.sub(r"\1…\2", _ASIDE.sub("", text)) or text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
