"""What changed between two reports: findings new, mended, unchanged; facts before and after."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from disputelint.checker.model import JSON, Finding, Language, Report, Text
from disputelint.reports.counts import standing
from disputelint.reports.inert import terminal
from disputelint.reports.ink import Ink
from disputelint.reports.labels import SEVERITY
from disputelint.reports.say import address, headline
from disputelint.reports.width import cells, pad, wrap

WIDTH = 100
COLUMN = 12
HEADS = {
    "new": Text("New", "新しい指摘"),
    "mended": Text("Mended", "直った指摘"),
    "unseen": Text("No longer judged", "判定できなくなった指摘"),
    "facts": Text("Facts that changed", "変わった事実"),
}
SHOP = Text("the whole shop", "店舗全体")
SAME = Text("No difference.", "違いはありません。")
COUNTS = Text(
    "{new} new, {mended} mended, {unseen} no longer judged, {unchanged} unchanged; {facts} facts changed.",
    "新規{new}、改善{mended}、判定できず{unseen}、変化なし{unchanged}。事実の変化{facts}。",
)


@dataclass(frozen=True, slots=True)
class FactChange:
    """The values of one fact on one page, before and after."""

    page: str
    name: str
    before: tuple[JSON, ...]
    after: tuple[JSON, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Findings are failures. `unseen` failed before and could not be judged now: that is not mended."""

    new: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    unseen: tuple[Finding, ...]
    unchanged: tuple[Finding, ...]
    facts: tuple[FactChange, ...]

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.new or self.mended or self.unseen or self.facts)


def compare(old: Report, new: Report) -> Difference:
    """What `new` says other than `old`. Pages are told apart by their address without host: a preview equals the shop."""
    before, after = _failures(old), _failures(new)
    gone = [finding for print_, finding in before.items() if print_ not in after]
    judged = {rule.id for rule in new.rules if rule.outcomes.get("pass") or rule.outcomes.get("not_applicable")}
    judged |= {finding.rule for finding in after.values()}
    doubtful = {(f.rule, f.page_kind) for f in new.findings if f.verdict == "inconclusive"}
    unseen = [f for f in gone if f.rule not in judged or (f.rule, f.page_kind) in doubtful]
    return Difference(
        new=tuple(finding for print_, finding in after.items() if print_ not in before),
        mended=tuple(f for f in gone if f not in unseen),
        unseen=tuple(unseen),
        unchanged=tuple(finding for print_, finding in after.items() if print_ in before),
        facts=tuple(_facts(old, new)),
    )


def _failures(report: Report) -> dict[str, Finding]:
    return {finding.fingerprint: finding for finding in report.findings if finding.verdict == "fail"}


def _facts(old: Report, new: Report) -> Iterable[FactChange]:
    before, after = _values(old), _values(new)
    for page, name in sorted({*before, *after}):
        was, now = before.get((page, name), Counter()), after.get((page, name), Counter())
        if was != now:
            yield FactChange(page, name, _plain(was - now), _plain(now - was))


def _values(report: Report) -> dict[tuple[str, str], Counter[str]]:
    values: dict[tuple[str, str], Counter[str]] = {}
    for fact in report.facts:
        key = (address(fact.evidence.page, report) if fact.evidence.page else "", fact.name)
        values.setdefault(key, Counter())[json.dumps(fact.value, sort_keys=True, ensure_ascii=False)] += 1
    return values


def _plain(values: Counter[str]) -> tuple[JSON, ...]:
    return tuple(json.loads(value) for value in sorted(values.elements()))


def as_json(difference: Difference) -> JSON:
    """The difference as JSON."""

    def brief(findings: Iterable[Finding]) -> list[JSON]:
        return [
            {
                "fingerprint": finding.fingerprint,
                "rule": finding.rule,
                "severity": finding.severity,
                "status": finding.status,
                "counted": finding.counted,
                "message": {"en": finding.message.en, "ja": finding.message.ja},
                "pages": [place.page for place in finding.places],
            }
            for finding in findings
        ]

    return {
        "schema_version": "1",
        "findings": {
            "new": brief(difference.new),
            "mended": brief(difference.mended),
            "unseen": brief(difference.unseen),
            "unchanged": brief(difference.unchanged),
        },
        "facts": [
            {"page": change.page, "name": change.name, "before": list(change.before), "after": list(change.after)}
            for change in difference.facts
        ],
    }


def render(difference: Difference, old: Report, new: Report, language: Language, ink: Ink | None = None) -> str:
    """The difference for a terminal, ending in a newline."""
    ink = ink or Ink()
    if not difference.any:
        return SAME.in_(language) + "\n"
    lines: list[str] = []
    for name, findings, report in (
        ("new", difference.new, new),
        ("mended", difference.mended, old),
        ("unseen", difference.unseen, old),
    ):
        if findings:
            lines.append(ink.on("bold", HEADS[name].in_(language)))
            lines += [line for finding in findings for line in _finding(finding, report, language, ink)] + [""]
    if difference.facts:
        lines.append(ink.on("bold", HEADS["facts"].in_(language)))
        lines += [line for change in difference.facts for line in _fact(change, language)] + [""]
    counted = COUNTS.fill(
        new=len(difference.new),
        mended=len(difference.mended),
        unseen=len(difference.unseen),
        unchanged=len(difference.unchanged),
        facts=len(difference.facts),
    )
    return "\n".join([*lines, counted.in_(language)]) + "\n"


def _finding(finding: Finding, report: Report, language: Language, ink: Ink) -> list[str]:
    where = standing(finding)
    word = SEVERITY[where].in_(language)
    title, _ = headline(finding, report, language)
    first, *rest = wrap(title, WIDTH - COLUMN - 2)
    pages = list(dict.fromkeys(address(place.page, report) for place in finding.places))[:3]
    about = [*rest, "  ".join((*pages, finding.rule, finding.fingerprint))]
    head = "  " + ink.on(where, word) + " " * max(1, COLUMN - cells(word)) + first
    return [head, *(" " * (COLUMN + 2) + line for line in about)]


def _fact(change: FactChange, language: Language) -> list[str]:
    was, now = (", ".join(_short(value) for value in values) or "-" for values in (change.before, change.after))
    head = f"  {pad(change.page or SHOP.in_(language), 24)}  {change.name}"
    return [head, *(f"      {line}" for line in wrap(f"{was}  →  {now}", WIDTH - 6))]


def _short(value: JSON) -> str:
    return terminal(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
