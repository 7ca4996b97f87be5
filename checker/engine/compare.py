"""What two reports on one shop say otherwise, and which of the new failures the change between them can have caused.

Pure: two reports (and, where they were read here, the texts of their pages) give one `Comparison`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from disputelint.checker.engine import changes
from disputelint.checker.engine.causes import Pair, cause, emptied, grounds
from disputelint.checker.engine.pairing import CHROME, MANY, key, read
from disputelint.checker.model import Comparison, Device, FactChange, Finding, NewFinding, Report, Shot, Text

_PICTURES: Final = 12  # of the base that are kept
NOT_JUDGED: Final = Text(
    "This was not judged in the base, so that nothing tells whether it was there before.",
    "比較元では判定していないため、以前からあったかどうか分かりません。",
)
_Ground = tuple[str, str, str, str]


def compare(pair: Pair) -> Comparison:
    """What `pair.new` says other than `pair.old`."""
    old, new = pair.old, pair.new
    left, gone, same = _matched(pair)
    same += [one for one in left if _elsewhere(one, pair)]
    left = [one for one in left if one not in same and not _leans(one, new, old)]
    lost = [
        one
        for one in gone
        if _read_again(one, pair) and not (_rotated(one, pair) or _leans(one, old, new) or _beyond_limit(one, new))
    ]
    unseen = [one for one in lost if _unseen(one, pair)]
    made = Comparison(
        base=old.target.url,
        date=old.target.date,
        new=tuple(one for one in map(partial(_told, pair=pair), left) if one is not None),
        mended=tuple(replace(one, trace=None) for one in lost if one not in unseen),
        unseen=tuple(replace(one, trace=None) for one in unseen),
        unchanged=tuple(finding.fingerprint for finding in same),
        facts=_marked((*changes.links(old, new), *changes.facts(old, new, pair.before, pair.after)), pair),
    )
    moved = made.new or made.mended or made.unseen  # else a page more or less in the sample moved it
    return replace(made, risk=tuple(changes.risk(old, new))) if moved else made


def _told(finding: Finding, pair: Pair) -> NewFinding | None:
    """The new failure with its cause; None when it is no difference between the two: words that come and go, a product
    that the base knew and did not choose to read.
    """
    if _beyond_limit(finding, pair.old):
        return None
    if _not_judged_then(finding, pair.old):
        return NewFinding(finding.fingerprint, "unread", NOT_JUDGED)
    made = cause(finding, pair)
    if made.cause == "unread" and finding.page_kind in MANY:
        known = {key(page.url, pair.old.target.url) for page in pair.old.pages}
        return None if all(key(place.page, pair.new.target.url) in known for place in finding.places) else made
    return None if made.cause == "rotation" else made


def _not_judged_then(finding: Finding, old: Report) -> bool:
    """Whether the base does not tell of this rule: it did not run there, or could not be judged at this kind of page."""
    if old.rules and all(rule.id != finding.rule for rule in old.rules):
        return True
    asked = (finding.rule, finding.device, finding.page_kind)
    return any(one.verdict == "inconclusive" and (one.rule, one.device, one.page_kind) == asked for one in old.findings)


def _beyond_limit(finding: Finding, report: Report) -> bool:
    """Whether `report` did not judge this only because it read a sample of the pages, and another one."""
    asked = (finding.rule, finding.device, finding.page_kind)
    return any(one.reason == "page_limit" and (one.rule, one.device, one.page_kind) == asked for one in report.findings)


def unreadable(old: Report) -> bool:
    """Whether a base tells nothing: no page of it was read, or not its home page."""
    missed = {gap.what for gap in old.coverage.gaps if gap.required}
    return bool(old.pages) and (not read(old) or "home" in missed or old.target.url in missed)


def marked(report: Report, comparison: Comparison, pictures: dict[str, Shot]) -> Report:
    """The report with the comparison: what the change did not do is known before, and counts no more.

    `pictures` are those of the base.
    """
    causes = Counter(one.fingerprint for one in comparison.new if one.cause == "change")
    findings = []
    for finding in report.findings:
        if finding.verdict == "fail" and finding.status == "new":
            if causes[finding.fingerprint] > 0:
                causes[finding.fingerprint] -= 1
            else:
                finding = replace(finding, status="baselined")
        findings.append(finding)
    wanted = [place.shot for one in comparison.mended for place in one.places if place.shot]
    wanted += [one.was for one in comparison.facts if one.was]
    kept = {name: pictures[name] for name in list(dict.fromkeys(wanted))[:_PICTURES] if name in pictures}
    return replace(report, findings=tuple(findings), compared=comparison, images={**kept, **report.images})


def _matched(pair: Pair) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """New failures, failures that are gone, and those that both have: by fingerprint first, then by rule and page, as
    the words quoted may be others; then by rule and kind of page, where not both read the page.
    """
    failures = [one for one in pair.new.findings if one.verdict == "fail"]
    before = [one for one in pair.old.findings if one.verdict == "fail"]
    here, there = _Side(pair.new, read(pair.old)), _Side(pair.old, read(pair.new))
    absorbed: list[Finding] = []
    for name in (_Side.print, _Side.ground, _Side.kind):
        held: dict[_Ground, list[Finding]] = {}
        if name is _Side.kind:  # words that come and go are no fault of the kind of page
            rotated = [one for one in before if _rotated(one, pair)]
            before = [one for one in before if one not in rotated]
        for one in before:
            held.setdefault(name(there, one), []).append(one)
        left: list[Finding] = []
        for one in failures:
            if held.get(name(here, one)):
                held[name(here, one)].pop(0)
                absorbed.append(one)
            else:
                left.append(one)
        failures, before = left, [one for rest in held.values() for one in rest]
    return failures, before, absorbed


@dataclass(frozen=True)
class _Side:
    """One of the two reports; `other` is what the other one has read."""

    report: Report
    other: Mapping[tuple[str, Device], frozenset[str]]

    def print(self, finding: Finding) -> _Ground:
        """The finding itself."""
        return (finding.fingerprint, "", "", "")

    def ground(self, finding: Finding) -> _Ground:
        """Its rule and place: of products the page."""
        page = self.page(finding) if finding.page_kind == "product" else ""
        return (finding.rule, finding.device, finding.page_kind, page)

    def kind(self, finding: Finding) -> _Ground:
        """Its rule and kind of page; of a single page that both have read the page still."""
        several = len({place.page for place in finding.places}) > 1
        page = self.page(finding)
        apart = not several and (page, finding.device) in self.other
        return (finding.rule, finding.device, finding.page_kind, page if apart and finding.page_kind in MANY else "")

    def page(self, finding: Finding) -> str:
        """The page of its first place."""
        return key(finding.places[0].page, self.report.target.url) if finding.places else ""


def _elsewhere(finding: Finding, pair: Pair) -> bool:
    """Whether the finding is of a product or list that the base did not read, and the base has it on others."""
    if finding.page_kind not in MANY or not finding.places:
        return False
    known = read(pair.old)
    if any((key(place.page, pair.new.target.url), finding.device) in known for place in finding.places):
        return False
    asked = (finding.rule, finding.device, finding.page_kind)
    return any(
        one.verdict == "fail" and (one.rule, one.device, one.page_kind) == asked and not _rotated(one, pair)
        for one in pair.old.findings
    )


def _read_again(finding: Finding, pair: Pair) -> bool:
    """Whether a failure of the base is of something that this reading met, too: not a product outside its sample."""
    if finding.page_kind not in MANY or not finding.places:
        return True
    known = {
        (key(page.url, pair.new.target.url), page.device)
        for page in pair.new.pages
        if page.seen != "unread" or page.reason != "page_limit"
    }
    return any((key(place.page, pair.old.target.url), finding.device) in known for place in finding.places)


def _rotated(finding: Finding, pair: Pair) -> bool:
    """Whether a failure of the base stood in words that come and go."""
    sight = pair.before
    held = [words for place in finding.places for words in grounds(finding, place)]
    if sight is None and pair.after is not None:  # a report: what comes and goes now did so then
        after = pair.after
        return bool(held) and all(
            region in CHROME and after.here_and_there(quote, finding.device) for _, quote, region in held
        )
    return (
        sight is not None
        and bool(held)
        and all(
            sight.comes_and_goes(quote, key(url, pair.old.target.url), finding.device, region)
            for url, quote, region in held
        )
    )


def _leans(finding: Finding, report: Report, other: Report) -> bool:
    """Whether a failure compares its page with one that the other reading did not choose to read."""
    known = read(other)
    pages = {place.page for place in finding.places}
    quotes = {quote for place in finding.places for _, quote, _ in grounds(finding, place)}
    return any(
        isinstance(said, str) and "://" in said and (key(said, report.target.url), finding.device) not in known
        for fact in report.facts
        if fact.evidence.page in pages and fact.evidence.quote in quotes and isinstance(fact.value, dict)
        for said in fact.value.values()
    )


def _unseen(finding: Finding, pair: Pair) -> bool:
    """Whether a failure that is gone could not be judged: its page was not read, or its rule gave no verdict, or not for
    this kind of page.
    """
    new = pair.new
    here = {
        (key(page.url, new.target.url), page.device)
        for page in new.pages
        if page.seen == "unread" and page.reason != "not_found"
    }
    if finding.places and all(
        (key(place.page, pair.old.target.url), finding.device) in here for place in finding.places
    ):
        return True
    rule = next((one for one in new.rules if one.id == finding.rule), None)
    judged = rule is not None and any(rule.outcomes.get(word) for word in ("pass", "not_applicable", "fail"))
    doubtful = any(
        one.verdict == "inconclusive" and (one.rule, one.page_kind) == (finding.rule, finding.page_kind)
        for one in new.findings
    )
    return not judged or doubtful


def _marked(found: Iterable[FactChange], pair: Pair) -> tuple[FactChange, ...]:
    """The changes of facts, those in words of the shop's own marked as such."""

    def each() -> Iterator[FactChange]:
        for one in found:
            before = pair.before.pages.get((one.page, one.device)) if pair.before else None
            after = pair.after.pages.get((one.page, one.device)) if pair.after else None
            rewritten = before is None or after is None or (before.main != after.main and not emptied(before, after))
            yield replace(one, content=bool(one.page) and not pair.together and rewritten)

    return tuple(each())
