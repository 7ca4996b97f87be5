"""What two reports on one shop say otherwise, and which of the new failures the change between them can have caused.

Pure: two reports (and, where they were read here, the texts of their pages) give one `Comparison`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from disputelint.checker.engine import changes
from disputelint.checker.engine.causes import Pair, cause
from disputelint.checker.engine.pairing import MANY, key, read
from disputelint.checker.model import Comparison, FactChange, Finding, NewFinding, Report, Shot, Text

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
    left = [one for one in left if one not in same]
    lost = [one for one in gone if _read_again(one, pair) and not _rotated(one, pair)]
    unseen = [one for one in lost if _unseen(one, new)]
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
    """New failures, failures that are gone, and those that both have: by fingerprint first, then by rule and place, as
    the words quoted may be others of the same page.
    """
    failures = [one for one in pair.new.findings if one.verdict == "fail"]
    absorbed: list[Finding] = []
    before = [one for one in pair.old.findings if one.verdict == "fail"]
    for name in (_print, _ground):
        held: dict[_Ground, list[Finding]] = {}
        for one in before:
            held.setdefault(name(one, pair.old), []).append(one)
        left: list[Finding] = []
        for one in failures:
            if held.get(name(one, pair.new)):
                held[name(one, pair.new)].pop(0)
                absorbed.append(one)
            else:
                left.append(one)
        failures, before = left, [one for rest in held.values() for one in rest]
    return failures, before, absorbed


def _print(finding: Finding, _: Report) -> _Ground:
    return (finding.fingerprint, "", "", "")


def _ground(finding: Finding, report: Report) -> _Ground:
    own = finding.page_kind == "product" and len({place.page for place in finding.places}) == 1
    page = key(finding.places[0].page, report.target.url) if own and finding.places else ""
    return (finding.rule, finding.device, finding.page_kind, page)


def _elsewhere(finding: Finding, pair: Pair) -> bool:
    """Whether the finding is of a product or list that the base did not read, and the base has it on others."""
    if finding.page_kind not in MANY or not finding.places:
        return False
    known = read(pair.old)
    if any((key(place.page, pair.new.target.url), finding.device) in known for place in finding.places):
        return False
    return any(
        one.verdict == "fail" and _ground(one, pair.old)[:3] == _ground(finding, pair.new)[:3]
        for one in pair.old.findings
    )


def _read_again(finding: Finding, pair: Pair) -> bool:
    """Whether a failure of the base is of something that this reading met, too: not a product outside its sample."""
    if finding.page_kind not in MANY or not finding.places:
        return True
    known = {(key(page.url, pair.new.target.url), page.device) for page in pair.new.pages}
    return any((key(place.page, pair.old.target.url), finding.device) in known for place in finding.places)


def _rotated(finding: Finding, pair: Pair) -> bool:
    """Whether a failure of the base stood in words that come and go."""
    sight = pair.before
    places = [place for place in finding.places if place.role == "stands_here" and place.quote]
    return (
        sight is not None
        and bool(places)
        and all(
            sight.comes_and_goes(one.quote, key(one.page, pair.old.target.url), finding.device, one.region)
            for one in places
        )
    )


def _unseen(finding: Finding, new: Report) -> bool:
    """Whether a failure that is gone could not be judged: its rule gave no verdict, or not for this kind of page."""
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
            known = before is not None and after is not None
            rewritten = known and before != after
            yield replace(one, content=bool(one.page) and not pair.together and (rewritten or not known))

    return tuple(each())
