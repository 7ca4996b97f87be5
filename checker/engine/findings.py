"""From verdicts to findings: one per rule, device and page kind, with its places; per product path for products."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from disputelint.checker.engine import parts
from disputelint.checker.engine.answer import Answer, Statement
from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.engine.fingerprint import fingerprint
from disputelint.checker.engine.messages import because, fill
from disputelint.checker.engine.packs import Active
from disputelint.checker.engine.rule import LinkLeaf, PageLeaf, Rule, kind_of, leaves
from disputelint.checker.engine.severity import ordered
from disputelint.checker.engine.shop import Shop
from disputelint.checker.model import (
    CONFIDENCES,
    SEVERITIES,
    Confidence,
    Finding,
    Page,
    Place,
    RegionName,
    Severity,
    Text,
    Verdict,
)

_REGION: dict[str, RegionName] = {"header": "header", "footer": "footer"}


@dataclass(frozen=True)
class Judged:
    """A verdict with what it rests on, as the findings need it."""

    verdict: Verdict
    answer: Answer
    shop: Shop
    severity: Severity


def build(
    judged: Iterable[Judged],
    active: Active,
    catalogue: Catalogue,
    least: Confidence,
    apart: Callable[[str, str], str],
) -> list[Finding]:
    """The findings of one rule, failures and inconclusive ones. Pages for which `apart(rule, url)` differs (some are
    waived) are not put into one finding.
    """
    groups: dict[tuple[str, ...], list[tuple[Judged, tuple[Place, ...]]]] = {}
    for one in judged:
        if one.verdict.outcome not in ("fail", "inconclusive"):
            continue
        places = _places(one, active)
        kind = _page_kind(one, active, places)
        url = one.verdict.subject_url
        product = url if active.rule.subject == "product" else ""
        waived = apart(active.rule.id, url) if url else ""
        key = (one.verdict.outcome, one.verdict.device, kind, product, one.severity, waived)
        groups.setdefault(key, []).append((one, places))
    return [_finding(key, group, active, catalogue, least) for key, group in groups.items()]


def _finding(
    key: tuple[str, ...],
    group: list[tuple[Judged, tuple[Place, ...]]],
    active: Active,
    catalogue: Catalogue,
    least: Confidence,
) -> Finding:
    rule, kind = active.rule, key[2]
    group.sort(key=lambda pair: (CONFIDENCES.index(pair[0].verdict.confidence), pair[0].verdict.subject_url))
    first, places = group[0][0], tuple(dict.fromkeys(place for _, own in group for place in own))
    verdict: Literal["fail", "inconclusive"] = "fail" if key[0] == "fail" else "inconclusive"
    main = places[0]
    product = first.verdict.subject_url if rule.subject == "product" else ""
    quote = main.quote if main.role == "stands_here" else ""
    answer = first.answer
    if verdict == "fail":
        answers = [one.answer for one, _ in group]
        message = _said(rule, answers, main.page, len(places))
        against = parts.broken(rule, answers)
    else:
        message, against = _not_judged(first.verdict.detail), frozenset(rule.requirements)
    cited = [catalogue.requirements[name] for name in rule.requirements if name in against]
    return Finding(
        rule=rule.id,
        verdict=verdict,
        severity=first.severity,
        confidence=first.verdict.confidence,
        fingerprint=fingerprint(rule.id, first.verdict.device, kind, main.role, main.region, quote, product),
        title=rule.title,
        message=message,
        fix=fill(rule.fix, answer.rests_on, answer.sides, main.page, len(places)),
        topic=rule.topic,
        who=rule.who,
        reasons=rule.reasons,
        requirements=ordered(cited, {one.id for one in active.applying}),
        places=places,
        device=first.verdict.device,
        page_kind=kind,
        reason=first.verdict.reason,
        counted=CONFIDENCES.index(first.verdict.confidence) <= CONFIDENCES.index(least),
        clause=dict(rule.clause),
        trace=first.verdict.trace,
    )


def _said(rule: Rule, answers: list[Answer], page: str, count: int) -> Text:
    """The rule's message; of something that is missing, with which part is, and what made the rule's condition true."""
    answer = answers[0]
    given = answer.given.rests_on if answer.given is not None and not answer.rests_on else ()
    quoted = tuple(one for one in given if one.evidence.quote and one.value is not None and not _listed(one))
    message = parts.lacking(rule, fill(rule.message, answer.rests_on or quoted, answer.sides, page, count), answers)
    return message if "{quote}" in rule.message.en or not quoted else because(message, quoted[0], page)


def _listed(one: Statement) -> bool:
    """Whether it states several things, of which its quote may be another one than what was asked for."""
    return isinstance(one.value, list) and len(one.value) > 1


def _not_judged(detail: Text | None) -> Text:
    said = detail or Text("Something in the way could not be seen", "確認できない部分がありました")
    return Text(f"{said.en}. This could not be judged.", f"{said.ja}。このため判定できませんでした。")


def _places(one: Judged, active: Active) -> tuple[Place, ...]:
    """Where it stands; where it belongs when nothing stands anywhere."""
    if one.verdict.outcome == "fail":
        statements = _unique(one.answer.rests_on)
        if statements:
            return tuple(_stands(statement) for statement in statements)
    region = _REGION.get(active.rule.place or "", "main")
    if one.verdict.outcome == "inconclusive" and (obstacle := _obstacle(one.answer, one)):
        return (Place(obstacle, "belongs_here", "main"),)
    return (Place(_belongs(one, active), "belongs_here", region, spot=active.rule.place or ""),)


def _obstacle(answer: Answer, one: Judged) -> str:
    """The page that was known and not read, when that is what stood in the way."""
    for child in answer.children:
        if child.truth == "unknown" and (found := _obstacle(child, one)):
            return found
    if answer.truth != "unknown" or answer.reason != one.verdict.reason:
        return ""
    pages = (one.shop.page_at(url) for url in answer.missing_at)
    return next((page.url for page in pages if page is not None and not page.read), "")


def _unique(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    found: dict[tuple[str, str, str], Statement] = {}
    for one in statements:
        found.setdefault((one.evidence.page, one.evidence.quote, one.evidence.selector), one)
    return tuple(found.values())


def _stands(statement: Statement) -> Place:
    at = statement.evidence
    return Place(at.page, "stands_here", at.region, at.quote, at.selector, at.heading, at.box)


def _belongs(one: Judged, active: Active) -> str:
    """The page something is missing from: the subject, else the first page of the rule's first kind, else home."""
    if one.verdict.subject_url:
        return one.verdict.subject_url
    for kind in (*active.pages, *_own_kinds(active.rule)):
        found = one.shop.of_kind(kind)
        if found:
            return _in_main_language(found, one).url
    if one.answer.missing_at:
        return one.answer.missing_at[0]
    home = one.shop.home
    return home.url if home is not None else one.shop.site.url


def _in_main_language(pages: tuple[Page, ...], one: Judged) -> Page:
    """The page in the language of the home page, else the first."""
    home = one.shop.home
    main = home.language.partition("-")[0] if home is not None else ""
    return next((page for page in pages if main and page.language.partition("-")[0] == main), pages[0])


def _own_kinds(rule: Rule) -> tuple[str, ...]:
    """Page kinds that the leaves name, for a rule that names none itself."""
    kinds: list[str] = []
    for leaf in leaves(rule.expect):
        if isinstance(leaf, LinkLeaf):
            kinds += leaf.scope.pages or ("home",)
        elif isinstance(leaf, PageLeaf):
            kinds.append(leaf.kind)
        else:
            kinds += leaf.scope.pages
    return tuple(kinds)


def _page_kind(one: Judged, active: Active, places: tuple[Place, ...]) -> str:
    """The kind of page a finding is filed under."""
    if one.verdict.page_kind not in ("site", "journey"):
        return one.verdict.page_kind
    wanted = tuple(kind_of(kind) for kind in (*active.pages, *_own_kinds(active.rule)))
    if places[0].role == "belongs_here":
        return wanted[0] if wanted else one.verdict.page_kind
    page = one.shop.page_at(places[0].page)
    kinds = page.kinds if page is not None else ()
    return next((kind for kind in wanted if kind in kinds), kinds[0] if kinds else one.verdict.page_kind)


def order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By severity, rule, fingerprint; where these are one, failures before inconclusive ones."""
    return tuple(
        sorted(
            findings,
            key=lambda one: (
                SEVERITIES.index(one.severity),
                one.rule,
                one.fingerprint,
                one.verdict != "fail",
                one.places[0].page,
                one.device,
            ),
        )
    )
