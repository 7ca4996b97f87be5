"""Facts, links and bands of risk that differ between two reports."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from disputelint.checker.engine.pairing import CHROME, Sight, key, read
from disputelint.checker.model import (
    JSON,
    POLICY_KINDS,
    Device,
    Fact,
    FactChange,
    Finding,
    Report,
    RiskMove,
    Text,
)

# What the middle of these pages says is compared; that of a home page, a list or a post is moved about every day.
_COMPARED: Final = POLICY_KINDS | {"product", "cart", "checkout"}
_COUNTED: Final = frozenset(
    (
        "product.scarcity",
        "product.offer_deadline",
        "checkout.order_deadline",
        "claims.countdown",
        "claims.random_counter",
    )
)
# Of the words there and of the other products read; and what only serves to understand a page.
_MEASURED: Final = frozenset(("product.description", "placeholders"))
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[\d:.+Z-]*)?")
_Key = tuple[str, str, Device]


def facts(old: Report, new: Report, before: Sight | None, after: Sight | None) -> Iterator[FactChange]:
    """The facts that differ, of pages that both read; first those of the shop as a whole.

    What stands in a header, footer or banner counts when every page shows it. Dates and counters are no difference.
    """
    was, now = _values(old, new, before), _values(new, old, after)
    for place in sorted({*was, *now}):
        one, other = was.get(place, {}), now.get(place, {})
        gone = {text: fact for text, fact in one.items() if text not in other}
        come = {text: fact for text, fact in other.items() if text not in one}
        if place[0] == "" and before is None and len(gone) != len(come):
            continue  # the report of then does not tell whether every page showed it
        page, name, device = place
        if gone or come:
            old_shot, new_shot = _shot(gone.values(), old), _shot(come.values(), new)
            yield FactChange(page, name, _plain(gone), _plain(come), device, was=old_shot, now=new_shot)


def links(old: Report, new: Report) -> Iterator[FactChange]:
    """Links to policies that left or joined the header, navigation or footer of every page."""
    if not old.links or not read(new):
        return  # an older release's report does not tell
    both = set(old.target.devices) & set(new.target.devices)
    doubtful = {
        kind for report in (old, new) for page in report.pages if _hidden(page.seen, page.reason) for kind in page.kinds
    }
    for name in sorted({*old.links, *new.links}):
        kind, _, word = name.partition(" ")
        device: Device = "mobile" if word == "mobile" else "desktop"
        one, other = old.links.get(name, ()), new.links.get(name, ())
        gone, come = [at for at in one if at not in other], [at for at in other if at not in one]
        if (gone or come) and device in both and kind not in doubtful:
            yield FactChange("", f"link.{kind}", tuple(gone), tuple(come), device)


def _hidden(seen: str, reason: str | None) -> bool:
    return seen == "unread" and reason != "not_found"


def risk(old: Report, new: Report) -> Iterator[RiskMove]:
    """The dispute reasons whose band moved."""
    was, now = _bands(old), _bands(new)
    for reason, (label, band) in now.items():
        if reason in was and was[reason][1] != band:
            yield RiskMove(reason, label, was[reason][1], band)


def _bands(report: Report) -> dict[str, tuple[Text, str]]:
    rows: Any = report.risk.get("reasons", [])
    found = {}
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and isinstance(label := row.get("label"), dict):
            name = str(row.get("id", ""))
            found[name] = Text(str(label.get("en") or name), str(label.get("ja") or name)), str(row.get("band", ""))
    return found


def _values(report: Report, other: Report, sight: Sight | None) -> dict[_Key, dict[str, Fact]]:
    """The facts worth comparing, by page ("" for the shop), name and device, then by value."""
    here, there = read(report), read(other)
    found: dict[_Key, dict[str, Fact]] = {}
    for fact in report.facts:
        at = fact.evidence
        page = key(at.page, report.target.url) if at.page else ""
        if fact.name.startswith("config.") or fact.name in _MEASURED:
            continue
        if page and at.region in CHROME:
            if sight is not None and at.quote and not sight.exactly(at.quote, at.device):
                continue
            page = ""
        elif page and not _both(page, at.device, here, there):
            continue
        found.setdefault((page, fact.name, at.device), {}).setdefault(_value(fact), fact)
    return found


def _both(
    page: str, device: Device, here: Mapping[tuple[str, Device], frozenset[str]], there: Mapping[Any, frozenset[str]]
) -> bool:
    kinds = here.get((page, device), frozenset())
    return (page, device) in there and bool(kinds & _COMPARED)


def _value(fact: Fact) -> str:
    value = json.dumps(fact.value, sort_keys=True, ensure_ascii=False)
    return re.sub(r"\d+", "0", value) if fact.name in _COUNTED else _DAY.sub("day", value)


def _plain(facts: Mapping[str, Fact]) -> tuple[JSON, ...]:
    return tuple(facts[text].value for text in sorted(facts))


def _shot(facts: Iterable[Fact], report: Report) -> str | None:
    """The picture of a finding that stands at the same place."""
    at = {(fact.evidence.page, fact.evidence.selector) for fact in facts if fact.evidence.selector}
    shown: Iterable[Finding] = report.findings
    return next(
        (one.shot for held in shown for one in held.places if one.shot and (one.page, one.selector) in at), None
    )
