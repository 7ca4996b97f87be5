"""Whether a failure that the base did not have can come from the change that is judged.

The change is one of the theme. What the shop's admin holds (policy texts, descriptions) is the same for both when both were
read now at one address; else it may have been edited meanwhile, which no theme change is to blame for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from disputelint.checker.engine.pairing import CHROME, MANY, Sight, Texts, key, read
from disputelint.checker.model import (
    POLICY_KINDS,
    Cause,
    Device,
    Evidence,
    Finding,
    NewFinding,
    Place,
    RegionName,
    Report,
    Text,
    Trace,
)
from disputelint.checker.model.record import record

CHANGE: Final = Text(
    "The same page of the base was read and did not have this.",
    "比較元の同じページを確認しましたが、この問題はありませんでした。",
)
UNREAD: Final = Text(
    "The base has no such page that was read, so that nothing tells whether it was there before.",
    "比較元では同じページを確認できていないため、以前からあったかどうか分かりません。",
)
CONTENT: Final = Text(
    "The words of this page are the shop's own and differ from the base: they were changed in the shop's admin.",
    "このページの文章は店舗のもので、比較元と異なります。管理画面で変更されたものです。",
)
ROTATION: Final = Text(
    "These words come and go from load to load; the base may have shown others by chance.",
    "この文言は表示のたびに入れ替わるもので、比較元では別の文言が表示された可能性があります。",
)
_OWN_KINDS: Final = POLICY_KINDS | {"product", "blog"}  # their middle is written in the admin
_LEFT: Final = 0.3  # of the base's blocks: a page that keeps less has lost its text as a whole


@record(frozen=True, slots=True)
class Pair:
    """Base and head with what is known of their texts. `together`: read now, at one address."""

    old: Report
    new: Report
    before: Sight | None = None
    after: Sight | None = None
    together: bool = False

    def pages(self) -> tuple[Mapping[tuple[str, Device], frozenset[str]], Mapping[tuple[str, Device], frozenset[str]]]:
        """What was read of each."""
        return read(self.old), read(self.new)


def cause(finding: Finding, pair: Pair) -> NewFinding:
    """Why `finding`, which the base did not have, is there."""
    found, why = _cause(finding, pair)
    return NewFinding(finding.fingerprint, found, why)


def _cause(finding: Finding, pair: Pair) -> tuple[Cause, Text]:
    places = [place for place in finding.places if _paired(place, finding, pair)]
    if not places:
        return "unread", UNREAD
    steady = [place for place in places if not _rotates(place, finding, pair)]
    if not steady:
        return "rotation", ROTATION
    if pair.together or (finding.theme is not None and finding.theme.confidence != "low"):
        return "change", CHANGE
    if all(_rewritten(place, finding, pair) for place in steady):
        return "content", CONTENT
    return "change", CHANGE


def _paired(place: Place, finding: Finding, pair: Pair) -> bool:
    """Whether the base has the page, or, of products and lists, a page of the same kind while this rule holds on none
    of this reading's: then the template does it, not the one product.
    """
    old, new = pair.pages()
    at = key(place.page, pair.new.target.url)
    if (at, finding.device) in old:
        return True
    kinds = new.get((at, finding.device), frozenset())
    if not kinds & MANY:
        # Something is missing from a page that is gone, or a page is missing: what stood in its place was read.
        return place.role == "belongs_here" and not kinds and bool(old)
    siblings = any(kinds & held and device == finding.device for (_, device), held in old.items())
    holds = any(rule.id == finding.rule and rule.held for rule in pair.new.rules)
    return siblings and not holds


def grounds(finding: Finding, place: Place) -> list[tuple[str, str, RegionName]]:
    """The words that the failure rests on, with their page and region: those quoted, else those that the checks met."""
    if place.role == "stands_here":
        return [(place.page, place.quote, place.region)] if place.quote else []
    return [(one.page, one.quote, one.region) for one in _met(finding.trace) if one.quote]


def _met(trace: Trace | None) -> Iterator[Evidence]:
    if trace is not None:
        yield from trace.evidence
        for child in trace.children:
            yield from _met(child)


def _rotates(place: Place, finding: Finding, pair: Pair) -> bool:
    if pair.after is None:
        return False
    held = grounds(finding, place)
    return bool(held) and all(_comes_and_goes(words, finding.device, pair) for words in held)


def _comes_and_goes(words: tuple[str, str, RegionName], device: Device, pair: Pair) -> bool:
    url, quote, region = words
    page = key(url, pair.new.target.url)
    then = pair.before.pages.get((page, device)) if pair.before is not None else None
    if then is not None and then.says(quote):
        return False  # the base shows the words here as well: what is judged of them differs
    return pair.after is not None and pair.after.comes_and_goes(quote, page, device, region)


def _rewritten(place: Place, finding: Finding, pair: Pair) -> bool:
    """Whether the place is words of the shop's own that differ from those of the base."""
    page = key(place.page, pair.new.target.url)
    before = pair.before.pages.get((page, finding.device)) if pair.before else None
    after = pair.after.pages.get((page, finding.device)) if pair.after else None
    if before is not None and after is not None:
        if before.main == after.main:
            return False  # the same words, hidden ones included: it is the theme that shows them otherwise
        if emptied(before, after):
            return False  # the template no longer gives the page's words at all
    if finding.admin is not None:
        return True
    kinds = read(pair.new).get((page, finding.device), frozenset((finding.page_kind,)))
    own = (
        place.region not in CHROME and bool(kinds & _OWN_KINDS) and place.spot not in ("head", "buy_box", "pay_button")
    )
    if not own:
        return False
    if place.role == "stands_here" and before is not None:
        says = before.says_exactly if kinds & POLICY_KINDS else before.says  # a period that changes is no counter
        if says(place.quote):
            return False
    return not any(_everywhere(quote, finding, pair) for _, quote, _ in grounds(finding, place))


def emptied(before: Texts, after: Texts) -> bool:
    """Whether a page has lost its own text as a whole, which no editor of a text does."""
    kept = before.main & after.main
    return (
        len(kept) < _LEFT * len(before.main)
        and sum(map(len, after.main)) < _LEFT * sum(map(len, before.main))
        and after.main <= before.main
    )


def _everywhere(quote: str, finding: Finding, pair: Pair) -> bool:
    """Whether all pages of the kind say it, of which there are several: then a template does."""
    if pair.after is None:
        return False
    own = [
        texts
        for (_, device), texts in pair.after.pages.items()
        if device == finding.device and finding.page_kind in texts.kinds
    ]
    return len(own) > 1 and all(texts.says(quote) for texts in own)
