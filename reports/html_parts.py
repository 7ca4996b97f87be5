"""The smaller parts of the HTML report: head, coverage, authorities, ledger, what holds, the checklist."""

from __future__ import annotations

from dataclasses import dataclass

from disputelint.checker.model import JSON, AppliedRequirement, Report, Step
from disputelint.reports.counts import Counts
from disputelint.reports.html_findings import Findings
from disputelint.reports.html_words import CONFIDENCE, STEP, Words
from disputelint.reports.inert import cut
from disputelint.reports.knowledge import authorities as names_of_authorities
from disputelint.reports.knowledge import checklist
from disputelint.reports.labels import KIND, STRENGTH, WHO
from disputelint.reports.say import address, date, listed, visited
from disputelint.reports.say import authorities as judged_against

GAPS = 40
PAGES = 400
STATES = ("found", "not_found", "not_met", "not_judged")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page in the strip of coverage. `how`: full, part or none."""

    title: str
    said: str
    how: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A requirement in the view by gateway, with the findings that break it."""

    strength: str
    strength_said: str
    state: str
    state_said: str
    summary: str
    id: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority: counts per strength, clauses to mend first, then those that are found."""

    id: str
    name: str
    counts: tuple[tuple[str, str], ...]  # strength, "5 found, 2 not found"
    open: tuple[Clause, ...]
    found: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class LedgerStep:
    """A step of the walk with its total in major units, None where no total was shown."""

    title: str
    short: str  # for the chart: "last screen" of "Checkout, last screen"
    lines: tuple[str, ...]
    total: float | None
    shown: str


def tally(counts: Counts, words: Words) -> list[tuple[str, int, str]]:
    """Icon, number and word of each count; those of the terminal report, in its order."""
    rows = [
        ("error", counts.errors, "n_error"),
        ("warning", counts.warnings, "n_warning"),
        ("note", counts.notes, "n_note"),
        ("not_judged", counts.not_judged, "n_not_judged"),
        ("waived", counts.waived, "n_waived"),
        ("baselined", counts.baselined, "n_baselined"),
        ("note", counts.unsure, "n_unsure"),
        ("ok", counts.rules_hold, "n_ok"),
    ]
    single = {"n_error", "n_warning", "n_note", "n_ok"}
    always = single | {"n_not_judged"}
    return [
        (icon, number, words(f"{key}_1" if number == 1 and key in single else key))
        for icon, number, key in rows
        if number or key in always
    ]


def meta(report: Report, counts: Counts, words: Words) -> list[tuple[str, str]]:
    """The rows below the tally: what was read, by whose word, against what."""
    language, target = words.language, report.target
    device = visited(report).in_(language)
    comma = "、" if language == "ja" else ", "
    rows = [
        ("m_read", comma.join([date(target.date, language), device])),
        ("m_by", target.authorized_by),
        ("m_against", listed(judged_against(report, language), language, "and")),
        ("m_because", ("。" if language == "ja" else ". ").join(t.in_(language) for t in target.chosen_because)),
        ("m_rules", words("rules_said", rules=counts.rules, hold=counts.rules_hold, away=counts.rules_not_applicable)),
    ]
    notes = [said.in_(language) for said in (*target.notices, *target.configure)]
    rows += [("m_notes", said) for said in notes[:8]]
    return [(words(key), cut(said, 2000)) for key, said in rows if said]


def strip(report: Report, words: Words) -> list[Kind]:
    """The kinds of pages, with how much of each was read."""
    made = []
    for kind in report.coverage.kinds:
        name = KIND[kind.kind].in_(words.language) if kind.kind in KIND else kind.kind
        if kind.read == 0:
            said, how = words("k_none", known=kind.known), "none"
        elif kind.read < kind.known:
            said, how = words("k_part", read=kind.read, known=kind.known), "part"
        else:
            said, how = words("k_read", n=kind.read), "full"
        made.append(Kind(name[:1].upper() + name[1:], said, how))
    return made


def seen(report: Report, words: Words) -> str:
    """How many pages were read, and whether that carries the verdict."""
    pages = {page.url: page.seen for page in report.pages}
    rendered, fetched = (sum(how == one for how in pages.values()) for one in ("rendered", "fetched"))
    said = [words("seen_said", read=rendered + fetched, known=len(pages), rendered=rendered, fetched=fetched)]
    said.append(words("seen_gap" if report.coverage.gate_missed else "seen_enough"))
    if not report.coverage.complete:
        said.append(words("seen_incomplete"))
    return ("" if words.language == "ja" else " ").join(said)


def gaps(report: Report, words: Words) -> list[tuple[str, str, str, str]]:
    """What, why, remedy, and whether it was required; the required ones first."""
    rows = sorted(report.coverage.gaps, key=lambda gap: not gap.required)
    made = []
    for gap in rows[:GAPS]:
        what = KIND[gap.what].in_(words.language) if gap.what in KIND else address(gap.what, report)
        detail, remedy = gap.detail.in_(words.language), gap.remedy.in_(words.language)
        required = words("g_required") if gap.required else ""
        made.append((cut(what, 200), _sentence(detail, words), _sentence(remedy, words), required))
    return made


def _sentence(said: str, words: Words) -> str:
    said = cut(said)
    end = "。" if words.language == "ja" else "."
    return said[:1].upper() + said[1:] + ("" if said.endswith((".", "。")) else end)


def pages(report: Report, words: Words) -> list[tuple[str, str, str]]:
    """Address, kinds and how it was seen, of every page up to PAGES."""
    comma = "、" if words.language == "ja" else ", "
    made = []
    for page in report.pages[:PAGES]:
        kinds = comma.join(KIND[kind].in_(words.language) for kind in page.kinds if kind in KIND)
        made.append((cut(address(page.url, report), 160), kinds, words(f"s_{page.seen}")))
    return made


def authorities(report: Report, findings: Findings) -> list[Authority]:
    """The authorities that were judged against, in the report's order."""
    held: dict[str, list[AppliedRequirement]] = {}
    for requirement in report.requirements:
        if requirement.applies and requirement.state in STATES:
            held.setdefault(requirement.authority, []).append(requirement)
    broken: dict[str, list[str]] = {}
    for finding in report.findings:
        for name in finding.requirements:
            broken.setdefault(name, []).append(finding.fingerprint)
    order = list(dict.fromkeys([*report.target.authorities, *held]))
    return [_authority(name, held[name], broken, findings) for name in order if name in held]


def _authority(
    name: str, asked: list[AppliedRequirement], broken: dict[str, list[str]], findings: Findings
) -> Authority:
    words, language = findings.words, findings.language
    strengths = list(STRENGTH)
    asked = sorted(asked, key=lambda r: (strengths.index(r.strength), r.id))
    counts = []
    for strength in strengths:
        states: list[str] = [r.state for r in asked if r.strength == strength]
        parts = [f"{states.count(s)} {words(f'st_{s}')}" for s in STATES if states.count(s)]
        if language == "ja":
            parts = [f"{words(f'st_{s}')}{states.count(s)}" for s in STATES if states.count(s)]
        counts.append((STRENGTH[strength].in_(language), ("、" if language == "ja" else ", ").join(parts)))
    clauses = [
        Clause(
            strength=r.strength,
            strength_said=STRENGTH[r.strength].in_(language),
            state=r.state,
            state_said=words(f"st_{r.state}"),
            summary=r.summary.in_(language),
            id=r.id,
            links=tuple(findings.linked(broken.get(r.id, ()))[:4]),
        )
        for r in asked
    ]
    known = names_of_authorities().get(name) or asked[0].authority_name
    return Authority(
        id=name,
        name=known.in_(language),
        counts=tuple(counts),
        open=tuple(clause for clause in clauses if clause.state != "found"),
        found=tuple(clause for clause in clauses if clause.state == "found"),
    )


def ledger(report: Report, words: Words) -> list[list[LedgerStep]]:
    """The walks, the longest first: each from a product page on, the steps that showed amounts or were not reached."""
    totals = {
        (fact.evidence.page, fact.evidence.device): fact.value["amount"]
        for fact in report.facts
        if fact.name in ("cart.total", "checkout.total") and isinstance(fact.value, dict) and "amount" in fact.value
    }
    walks: list[list[LedgerStep]] = []
    for step in report.ledger:
        if step.kind == "product" or not walks:
            walks.append([])
        if step.amounts or not step.reached:
            walks[-1].append(_step(step, totals.get((step.page, step.device)), words))
    return sorted((walk for walk in walks if walk), key=len, reverse=True)


def _step(step: Step, total: JSON, words: Words) -> LedgerStep:
    name = short = KIND[step.kind].in_(words.language) if step.kind in KIND else step.kind
    if step.step:
        short = part = STEP[step.step].in_(words.language)
        name += f"（{part}）" if words.language == "ja" else f", {part}"
    known = [amount for amount in step.amounts if amount.amount is not None]
    # A product page shows its price first; elsewhere only what was recognised as the total counts as one.
    held = known[:1] if step.kind == "product" else [amount for amount in known if amount.amount == total]
    shown = held[-1].text if held else ""
    return LedgerStep(
        title=name[:1].upper() + name[1:],
        short=short[:1].upper() + short[1:],
        lines=tuple(cut(f"{amount.label.rstrip(' (+')} {amount.text}".strip(), 120) for amount in step.amounts[:12]),
        total=held[-1].amount if held else None,
        shown=cut(shown, 40) if step.reached else words("l_not"),
    )


@dataclass(frozen=True, slots=True)
class Stair:
    """A step of the chart, in the units of its view box."""

    x: float
    y: float
    width: float
    title: str
    shown: str


@dataclass(frozen=True, slots=True)
class Stairs:
    """The ledger as a step chart, 740 by 200."""

    steps: tuple[Stair, ...]
    path: str


def stairs(steps: list[LedgerStep]) -> Stairs | None:
    """The chart; None when fewer than two steps showed a total or they are too many to draw."""
    known = [step for step in steps if step.total is not None]
    highest = max((step.total or 0.0 for step in known), default=0.0)
    if not 2 <= len(known) <= 7 or highest <= 0:
        return None
    width = 740 / len(known)
    made = [
        Stair(round(at * width, 1), round(170 - 130 * (step.total or 0.0) / highest, 1), round(width, 1), *_said(step))
        for at, step in enumerate(known)
    ]
    path = "".join(f"{'L' if at else 'M'}{one.x} {one.y}H{round(one.x + one.width, 1)}" for at, one in enumerate(made))
    return Stairs(tuple(made), path)


def unannounced(report: Report) -> list[tuple[str, str]]:
    """Label and amount of what was added on the walk without having been announced."""
    found = []
    for fact in report.facts:
        if fact.name == "ledger.unannounced" and isinstance(fact.value, dict):
            amount, currency = fact.value.get("amount"), fact.value.get("currency") or ""
            if isinstance(amount, (int, float)):
                found.append(
                    (cut(str(fact.value.get("label", "")).rstrip(" (+"), 80), f"{amount:,.10g} {currency}".strip())
                )
    return list(dict.fromkeys(found))


def _said(step: LedgerStep) -> tuple[str, str]:
    return cut(step.short, 20), cut(step.shown, 18)


def holds(report: Report, words: Words) -> list[str]:
    """Titles of the rules that hold, the weightiest first."""
    order = ("error", "warning", "note")
    kept = [
        rule
        for rule in report.rules
        if rule.outcomes.get("pass") and not rule.outcomes.get("fail") and not rule.outcomes.get("inconclusive")
    ]
    kept.sort(key=lambda rule: (order.index(rule.ceiling), list(CONFIDENCE).index(rule.confidence), rule.id))
    return [rule.title.in_(words.language).rstrip(".。") for rule in kept]


def unseen(report: Report, words: Words) -> list[tuple[str, str]]:
    """What no crawl can see, and whose it is: the entries that fit this shop's market and authorities."""
    against = {*report.target.authorities, *([report.target.market] if report.target.market else [])}
    return [
        (item.what.in_(words.language), WHO[item.who].in_(words.language))
        for item in checklist()
        if not item.only_for or against & set(item.only_for)
    ]
