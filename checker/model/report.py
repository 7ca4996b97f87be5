"""What the checks hand to the reports: verdicts with their trace, findings, coverage, and the Report itself.

`reports/json.py` writes a Report as `schemas/report.schema.json` fixes it and reads it back.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from disputelint.checker.model.page import JSON, Box, Evidence, Fact, Step, Technology
from disputelint.checker.model.record import record
from disputelint.checker.model.words import (
    Confidence,
    Device,
    Outcome,
    PageKind,
    ReasonCode,
    RegionName,
    Role,
    Seen,
    Severity,
    Status,
    Strength,
    Subject,
    Text,
    Who,
)

Truth = Literal["true", "false", "unknown", "not_applicable"]  # the last: `same` with fewer than two statements


@record(frozen=True, slots=True)
class Trace:
    """One node of a rule's tree as it was evaluated. A leaf has no children and says in `what` what it asked."""

    what: Text
    truth: Truth
    reason: ReasonCode | None = None
    evidence: tuple[Evidence, ...] = ()
    children: tuple[Trace, ...] = ()
    path: str = ""  # place in the rule file: "expect.all[0].fact"


@record(frozen=True, slots=True)
class Verdict:
    """The outcome of one rule on one subject. `subject_url` is "" for the site and the journey."""

    rule: str
    subject: Subject
    subject_url: str
    outcome: Outcome
    device: Device = "desktop"
    page_kind: PageKind | Literal["site", "journey"] = "site"
    reason: ReasonCode | None = None
    detail: Text | None = None
    confidence: Confidence = "high"
    trace: Trace | None = None


@record(frozen=True, slots=True)
class AppliedRequirement:
    """A requirement as a finding or a report cites it."""

    id: str
    authority: str
    authority_name: Text
    document: str
    url: str
    section: str
    strength: Strength
    summary: Text
    quote: str = ""
    jurisdiction: str = ""  # ISO 3166, "EU", "" for everywhere
    read_as: Literal["original", "copy", "excerpt", "secondary"] = "original"
    edition: str = ""  # a foreign edition that stands in for a home one
    reviewed: str = ""  # ISO date
    applies: bool = True
    state: Literal["found", "not_met", "not_found", "not_judged", "not_applicable"] = "not_judged"


@record(frozen=True, slots=True)
class ThemePlace:
    """A line of the theme that makes a place. `file` has `/` and starts at the root of its repository."""

    file: str
    line: int
    confidence: Confidence
    why: Text | None = None  # what tied the place to this line


@record(frozen=True, slots=True)
class Place:
    """Where a finding stands, or where what is missing belongs."""

    page: str
    role: Role
    region: RegionName = "main"
    quote: str = ""
    selector: str = ""
    heading: str = ""
    box: Box | None = None
    shot: str | None = None  # key of the report's images
    spot: str = ""  # of what is missing: header, footer, buy_box, pay_button, policy_section, head
    mark: Box | None = None  # the place on its picture, in dots; None: the line is drawn in it, or it has none


@record(frozen=True, slots=True)
class WaiverNote:
    """The waiver that accepted a finding."""

    reason: str
    owner: str
    expires: str


@record(frozen=True, slots=True)
class Finding:
    """A fail or an inconclusive, with all that a person needs to act on it."""

    rule: str
    verdict: Literal["fail", "inconclusive"]
    severity: Severity
    confidence: Confidence
    fingerprint: str
    title: Text
    message: Text
    fix: Text
    topic: str
    who: Who
    reasons: tuple[str, ...]
    requirements: tuple[str, ...]  # ids, strongest first; those that apply before the others
    places: tuple[Place, ...]
    device: Device = "desktop"
    page_kind: str = "site"
    reason: ReasonCode | None = None  # of an inconclusive
    status: Status = "new"
    waiver: WaiverNote | None = None
    counted: bool = True  # at or above --min-confidence
    clause: dict[str, str] = field(default_factory=dict)  # paste-ready text by language
    trace: Trace | None = None
    theme: ThemePlace | None = None
    admin: Text | None = None  # where in the shop's admin it lives, when a theme was read and no file of it makes it


@record(frozen=True, slots=True)
class RuleResult:
    """A rule that ran, with its outcomes counted."""

    id: str
    title: Text
    topic: str
    severity: Severity  # effective
    ceiling: Severity
    confidence: Confidence
    who: Who
    reasons: tuple[str, ...]
    requirements: tuple[str, ...]
    outcomes: dict[Outcome, int]
    why_active: Text
    held: tuple[tuple[str, Device], ...] = ()  # subjects it holds for: address ("" for the shop), device


@record(frozen=True, slots=True)
class ReportPage:
    """A page as the report lists it."""

    url: str
    kinds: tuple[PageKind, ...]
    seen: Seen
    device: Device
    title: str
    language: str
    step: str | None = None
    status: int | None = None
    reason: ReasonCode | None = None
    detail: str = ""
    found_by: tuple[str, ...] = ()
    reused: str = ""  # ISO date on which an earlier run rendered it, where it has not changed since and was not again


@record(frozen=True, slots=True)
class KindCoverage:
    """How many pages of one kind are known, read, rendered, fetched."""

    kind: str
    known: int
    read: int
    rendered: int
    fetched: int


@record(frozen=True, slots=True)
class CoverageGap:
    """Something that was not seen, why, and what would mend it."""

    what: str  # a page kind or a URL
    reason: ReasonCode
    detail: Text
    remedy: Text
    required: bool  # misses the coverage gate


Remade = Literal["new", "old", "text", "data", "assets", "sample"]


@record(frozen=True, slots=True)
class Reuse:
    """What became of page loads that earlier runs have kept (`--cache-dir`).

    `made`: those rendered in this run, by why: nothing was kept, it is too old, the page's HTML or what scripts fetch for
    it differs, style sheets or scripts differ; "sample": they do, and the one page of its template that was rendered
    again looks the same.
    """

    reused: int
    made: dict[Remade, int]
    first: str = ""  # ISO dates of the oldest and the newest load that was used again
    last: str = ""


@record(frozen=True, slots=True)
class Coverage:
    """What was seen and what was not."""

    complete: bool  # discovery
    gate_missed: bool
    kinds: tuple[KindCoverage, ...]
    gaps: tuple[CoverageGap, ...]
    authorities: tuple[tuple[str, dict[str, int]], ...] = ()  # authority -> found, not_met, not_found, not_judged
    reuse: Reuse | None = None  # --cache-dir


@record(frozen=True, slots=True)
class Shot:
    """A picture, base64 JPEG."""

    data: str
    width: int
    height: int


@record(frozen=True, slots=True)
class Action:
    """One of "do these first". Texts to paste by language; `blanks` names what the shop has to fill in."""

    title: Text
    why: Text
    who: Who
    where: Text
    fingerprints: tuple[str, ...]
    before: str = ""  # band of `reason` today
    after: str = ""  # and once the findings are mended
    paste: dict[str, str] = field(default_factory=dict)
    filled_from: tuple[str, ...] = ()  # "fact.name URL", the page that states it
    blanks: tuple[str, ...] = ()
    reason: str = ""  # the dispute reason from which most is taken away
    requirements: tuple[str, ...] = ()  # ids of the sources that `why` rests on
    page: str = ""  # kind of the page that `paste` is the whole of


@record(frozen=True, slots=True)
class Target:
    """What was audited, and against what."""

    url: str
    name: str
    date: str  # ISO date of the snapshot
    devices: tuple[Device, ...]
    platform: str | None
    market: str | None
    languages: tuple[str, ...]
    technologies: tuple[Technology, ...]
    authorities: tuple[str, ...]
    chosen_because: tuple[Text, ...]  # why these rules
    authorized_by: str = ""
    journey: str = "off"
    configure: tuple[Text, ...] = ()  # what to configure so that more rules can apply
    notices: tuple[Text, ...] = ()  # waivers expiring, overrides that match nothing, baseline age
    read_beside_robots: tuple[str, ...] = ()  # pages read although robots.txt forbids them, as a buyer is sent there


@record(frozen=True, slots=True)
class Run:
    """What differs from run to run: never part of what two replays must agree on."""

    tool_version: str
    started: str
    seconds: float
    browser: str = ""
    machine: str = ""
    command: tuple[str, ...] = ()
    snapshot: str = ""
    config: str = ""  # the configuration file, from the root of its repository
    config_lines: dict[str, int] = field(default_factory=dict)  # line of "storefront" and of each "rules.ID" in it


Cause = Literal["change", "content", "unread", "rotation"]


@record(frozen=True, slots=True)
class NewFinding:
    """A failure that the base did not have. Only one with the cause "change" can fail a check.

    "content": words of the shop's own that differ; "unread": the base has no such page that was read; "rotation": words
    that come and go from load to load.
    """

    fingerprint: str
    cause: Cause
    why: Text


@record(frozen=True, slots=True)
class FactChange:
    """One fact that base and head tell otherwise: the values that only one of them has.

    `link.KIND` is where links to a page of that kind stand on every page. `was` and `now` are images of it.
    """

    page: str  # path, "" for the shop as a whole
    name: str
    before: tuple[JSON, ...]
    after: tuple[JSON, ...]
    device: Device = "desktop"
    content: bool = False  # the words are the shop's own: changed in the admin, not by the theme
    was: str | None = None
    now: str | None = None


@record(frozen=True, slots=True)
class RiskMove:
    """A dispute reason whose band differs."""

    reason: str
    label: Text
    before: str
    after: str


@record(frozen=True, slots=True)
class Comparison:
    """What differs from the base of `--compare`. `mended` and `unseen` are findings of the base."""

    base: str  # address of the shop that is the base
    date: str  # ISO date of its snapshot
    readable: bool = True  # False: nothing was compared, the preset theme-ci judged instead
    new: tuple[NewFinding, ...] = ()
    mended: tuple[Finding, ...] = ()
    unseen: tuple[Finding, ...] = ()  # failed there, could not be judged here
    unchanged: tuple[str, ...] = ()  # fingerprints
    facts: tuple[FactChange, ...] = ()
    risk: tuple[RiskMove, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.new or self.mended or self.unseen or self.facts or self.risk)


@record(frozen=True, slots=True)
class Report:
    """Everything a report format needs. Sorted: pages by URL; findings by severity, rule, fingerprint."""

    run: Run
    target: Target
    verdict: Literal["pass", "fail", "inconclusive", "not_judged"]
    coverage: Coverage
    pages: tuple[ReportPage, ...]
    rules: tuple[RuleResult, ...]
    requirements: tuple[AppliedRequirement, ...]
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...] = ()
    ledger: tuple[Step, ...] = ()
    risk: dict[str, JSON] = field(default_factory=dict)
    refused: tuple[dict[str, str], ...] = ()  # requests the guard refused: method, url, page, why
    images: dict[str, Shot] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)  # --compare: fingerprint of then -> picture of its place now
    links: dict[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # "KIND DEVICE" -> regions that link there on every page
    compared: Comparison | None = None  # --compare
    schema_version: str = "1"
