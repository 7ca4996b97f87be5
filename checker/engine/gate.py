"""What was seen, and whether it was enough: the coverage of a run and its gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from disputelint.checker.config import Config
from disputelint.checker.engine.remedies import CODE, REASONS
from disputelint.checker.model import (
    PAGE_KINDS,
    SEVERITIES,
    AppliedRequirement,
    Coverage,
    CoverageGap,
    Finding,
    KindCoverage,
    Page,
    ReasonCode,
    Site,
    Text,
)

DEFAULT: Final = ("home", "product", "refund_policy", "shipping_policy", "contact")
WALKED: Final = ("cart", "checkout")
_FORGIVEN: Final = frozenset(("page_limit", "out_of_stock"))  # never miss the gate


def required(site: Site, config: Config) -> tuple[str, ...]:
    """The page kinds that must be seen or proved absent; none for plain files."""
    if site.files:
        return ()
    if config.gate.require is not None:
        return config.gate.require
    return DEFAULT + (WALKED if config.journey.on else ())


def coverage(site: Site, config: Config, requirements: Iterable[AppliedRequirement] = ()) -> Coverage:
    """What was seen of each kind, each gap with its remedy, and whether the gate was missed."""
    wanted = required(site, config)
    gaps = [gap for kind in wanted if (gap := _kind_gap(kind, site)) is not None]
    gaps += _page_gaps(site, {gap.what for gap in gaps})
    gaps += [_gap(place, reason, required=False) for place, reason in site.discovery.missed]
    return Coverage(
        complete=site.discovery.complete,
        gate_missed=any(gap.required for gap in gaps),
        kinds=tuple(_kind(kind, site.pages) for kind in PAGE_KINDS if any(kind in page.kinds for page in site.pages)),
        gaps=tuple(gaps),
        authorities=_authorities(requirements),
    )


def failing(findings: Iterable[Finding], fail_on: str) -> tuple[Finding, ...]:
    """The findings that make exit code 1: new failures at or above `fail_on`, of enough confidence."""
    if fail_on == "never":
        return ()
    worst = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return tuple(
        one
        for one in findings
        if one.verdict == "fail" and one.status == "new" and one.counted and one.severity in worst
    )


def _kind(kind: str, pages: tuple[Page, ...]) -> KindCoverage:
    own = [page for page in pages if kind in page.kinds and page.reason != "not_found"]
    seen = Counter(page.seen for page in own)
    read = seen["rendered"] + seen["fetched"]
    return KindCoverage(kind, len(own), read, seen["rendered"], seen["fetched"])


def _kind_gap(kind: str, site: Site) -> CoverageGap | None:
    """Why a required kind was neither seen nor proved absent."""
    pages = [page for page in site.pages if kind in page.kinds and page.reason != "not_found"]
    if any(page.read for page in pages):
        return None
    if pages:
        reason = pages[0].reason or "unreachable"
        return _gap(kind, reason, required=reason not in _FORGIVEN, at=pages[0].url)
    if kind in WALKED:
        return _walk_gap(kind, site)
    if site.discovery.complete:
        return None
    reason = site.discovery.missed[0][1] if site.discovery.missed else "unreachable"
    return _gap(kind, reason, required=True)


def _walk_gap(kind: str, site: Site) -> CoverageGap | None:
    if site.journey in ("walked", "off"):
        return None
    reason = site.journey_reason or ("not_authorized" if site.journey == "not_authorized" else "no_add_to_cart")
    return _gap(kind, reason, required=reason not in _FORGIVEN)


def _page_gaps(site: Site, told: set[str]) -> list[CoverageGap]:
    """Pages that were not read, one by one; those beyond the limit together, per kind."""
    gaps = []
    limited: Counter[str] = Counter()
    for page in site.pages:
        if page.read or page.reason == "not_found":
            continue
        if page.reason == "page_limit":
            limited[page.kinds[0] if page.kinds else "other"] += 1
        else:
            gaps.append(_gap(page.url, page.reason or "unreachable", required=False, detail=page.detail))
    for kind, count in sorted(limited.items()):
        if kind not in told:
            said, remedy = REASONS["page_limit"]  # what kind of pages these are, the reports say before it
            known = "1 page was" if count == 1 else f"{count} pages were"
            detail = Text(
                f"{known} found and not read: {said.en}", f"{count}ページが見つかりましたが未読です：{said.ja}"
            )
            gaps.append(CoverageGap(kind, "page_limit", detail, remedy, required=False))
    return gaps


def _gap(what: str, reason: ReasonCode, *, required: bool, at: str = "", detail: str = "") -> CoverageGap:
    said, remedy = REASONS[reason]
    where = f" ({at})" if at else f" ({detail})" if detail else ""
    known = at or (detail if CODE.fullmatch(detail) else "")  # other details are the crawl's own, in English
    where_ja = f"（{known}）" if known else ""
    return CoverageGap(what, reason, Text(f"{said.en}{where}", f"{said.ja}{where_ja}"), remedy, required)


def _authorities(requirements: Iterable[AppliedRequirement]) -> tuple[tuple[str, dict[str, int]], ...]:
    counts: dict[str, Counter[str]] = {}
    for one in requirements:
        if one.applies:
            counts.setdefault(one.authority, Counter())[one.state] += 1
    return tuple((name, dict(sorted(counts[name].items()))) for name in sorted(counts))
