"""From a snapshot to the Site that rules judge: every load read, its facts found, what the site says as a whole.

Deterministic: the same snapshot and configuration give the same Site. A page that cannot be read costs itself only.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from disputelint.checker.collector import seldom
from disputelint.checker.config.settings import Config
from disputelint.checker.errors import RuleError
from disputelint.checker.model import Fact, Page, Site
from disputelint.checker.snapshot.records import Load, Snapshot
from disputelint.checker.understand import (
    checkout,
    empty,
    kinds,
    language,
    market,
    sitefacts,
    technologies,
)
from disputelint.checker.understand.called import called
from disputelint.checker.understand.document import Document
from disputelint.checker.understand.facts import derived, find_all, ledger, ledger_promises, probed
from disputelint.checker.understand.keptfacts import KeptFacts
from disputelint.checker.understand.lexicon import lexicon
from disputelint.checker.understand.links import split
from disputelint.checker.understand.parsed import Parsed

_LOG = logging.getLogger("disputelint.understand")
_SAID_ONCE = frozenset(("header", "nav", "footer", "banner"))


@dataclass(slots=True)
class _Read:
    """What reading the loads gives, page by page; the trees are not kept."""

    parsed: Parsed
    kept: KeptFacts | None = None
    spoken: language.Spoken = field(default_factory=language.Spoken)
    pages: list[Page] = field(default_factory=list)
    signs: list[technologies.Sign] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)  # of the site
    mixed: list[Fact] = field(default_factory=list)


@seldom()
def read(snapshot: Snapshot, config: Config, parsed: Parsed | None = None, kept: KeptFacts | None = None) -> Site:
    """The storefront as understood: pages by URL then device, facts of the site, discovery, market, technologies.

    `parsed`: what the crawl of this snapshot has parsed already; `kept`: facts that earlier runs have found.
    """
    loads = sorted(snapshot.loads, key=lambda load: (load.url, load.device))
    if snapshot.meta.files:
        loads = called(loads)
    held = _Read(parsed or Parsed(), kept)
    for load in loads:
        held.pages.append(_page(load, held))
    pages, shared = said_once(derived.add(held.pages))
    found = technologies.detect(held.signs)
    url = snapshot.meta.origin or snapshot.meta.target
    everything = [*shared, *(fact for page in pages for fact in page.facts)]
    own = [
        *shared,
        *held.facts,
        *sitefacts.of_config(config),
        *sitefacts.languages(pages),
        *sitefacts.https(pages, files=snapshot.meta.files),
        *held.mixed[: sitefacts.MOST],
        *sitefacts.broken_links(pages, loads),
        *ledger.find(snapshot.steps, pages),
        *ledger_promises.find(snapshot.steps, pages, shared),
    ]
    return Site(
        url=url,
        name=config.storefront.name or _name(pages, everything, url),
        date=snapshot.meta.date[:10],
        pages=tuple(pages),
        facts=_sorted(own),
        discovery=snapshot.discovery,
        technologies=found,
        platform=technologies.platform_of(found),
        gateways=config.storefront.gateways or technologies.gateways_of(found),
        market=market.market_of(config, url, pages, everything),
        languages=config.storefront.languages or sitefacts.languages_of(pages),
        sells=market.sells_of(config, pages, everything),
        steps=snapshot.steps,
        devices=snapshot.meta.devices,
        journey=sitefacts.journey_of(snapshot.meta.journey),
        journey_reason=snapshot.meta.journey_reason,
        files=snapshot.meta.files,
        aliases=_aliases(snapshot, loads),
    )


def _page(load: Load, held: _Read) -> Page:
    """One load as a Page; what goes wrong inside becomes `not_understood`, and is logged."""
    if load.seen == "unread":
        return _unread(load)
    try:
        document = held.parsed.document(load)
        page = understand(document, held.kept, held.spoken)
        held.signs += technologies.signs(document)
        held.facts += technologies.test_mode(document)
        held.mixed += sitefacts.mixed_content(document)
        return page
    except RuleError:  # a mistake in the data of the rules, which every page would meet
        raise
    except Exception as problem:  # hostile input: one page must not lose the rest
        _LOG.exception("cannot understand %s", load.url)
        said = f"{type(problem).__name__}: {problem}"[:200]
        return replace(_unread(load), reason="not_understood", detail=said)


def understand(document: Document, kept: KeptFacts | None = None, spoken: language.Spoken | None = None) -> Page:
    """The Page of a Document, with the facts it states; `kept`: those that earlier runs have found, `spoken`: what the
    pages before it have told of the shop's languages.
    """
    load = document.load
    tag = language.detect(document) if spoken is None else spoken.of(document)
    of_kinds = kinds.classify(document, tag)
    nothing = empty.emptiness(document, of_kinds)
    found = kept.find(document, of_kinds, tag) if kept is not None else find_all(document, of_kinds, tag)
    facts = [_at(fact, load) for fact in found]
    facts += [_at(fact, load) for fact in probed.find(document)]
    facts += sitefacts.of_page(document, tag, nothing)
    return Page(
        url=load.url,
        kinds=of_kinds,
        seen=load.seen,
        device=load.device,
        title=document.title,
        language=tag,
        status=load.status,
        step=checkout.checkout_step(document, tag) if "checkout" in of_kinds else None,
        detail=load.detail,
        template=document.template,
        empty=nothing,
        supported=lexicon().supports(tag),
        found_by=load.found_by,
        blocks=document.blocks,
        links=document.links,
        facts=tuple(facts),
        html=load.dom or load.body,
    )


def _at(fact: Fact, load: Load) -> Fact:
    """The fact with its page named as everybody names it, and the device it was seen on."""
    evidence = fact.evidence
    if evidence.page == load.url and evidence.device == load.device:
        return fact
    return replace(fact, evidence=replace(evidence, page=load.url, device=load.device))


def _unread(load: Load) -> Page:
    return Page(
        url=load.url,
        kinds=(load.kind_hint,) if load.kind_hint else kinds.expected(load),
        seen="unread",
        device=load.device,
        status=load.status,
        step=load.step_hint,
        reason=load.reason or "unreachable",
        detail=load.detail,
        found_by=load.found_by,
    )


def said_once(pages: Sequence[Page]) -> tuple[list[Page], list[Fact]]:
    """The pages without the facts of their header, navigation, footer and banner, and those facts, each said once.

    Of equal ones the surest is kept, then the one of the home page, then the first. What stands in such a place on one
    page only, though other pages of the device were read, is that page's own.
    """
    count: dict[tuple[str, str, str], set[str]] = {}
    for page in pages:
        for fact in page.facts:
            if fact.evidence.region in _SAID_ONCE:
                count.setdefault(_key(fact), set()).add(page.url)
    read = {page.url for page in pages if page.read}
    chosen: dict[tuple[str, str, str], tuple[tuple[int, bool, str], Fact]] = {}
    kept: list[Page] = []
    for page in pages:
        own: list[Fact] = []
        for fact in page.facts:
            everywhere = fact.evidence.region in _SAID_ONCE and (len(count[_key(fact)]) > 1 or len(read) < 3)
            if not everywhere or fact.name.startswith(("page.", "checkout.", "cart.")):
                own.append(fact)
                continue
            rank = ("high", "medium", "low").index(fact.confidence), "home" not in page.kinds, page.url
            if _key(fact) not in chosen or rank < chosen[_key(fact)][0]:
                chosen[_key(fact)] = (rank, fact)
        kept.append(page if len(own) == len(page.facts) else replace(page, facts=tuple(own)))
    return kept, [fact for _, fact in chosen.values()]


def _key(fact: Fact) -> tuple[str, str, str]:
    return fact.name, repr(fact.value), fact.evidence.device


def _sorted(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    def rank(fact: Fact) -> tuple[str, int, str, str, str]:
        sure = ("high", "medium", "low").index(fact.confidence)
        return fact.name, sure, repr(fact.value), fact.evidence.page, fact.evidence.device

    return tuple(sorted(facts, key=rank))


def _aliases(snapshot: Snapshot, loads: Sequence[Load]) -> dict[str, str]:
    """Where links to other addresses of a page lead: redirects, where it ended, what the crawl found to be the same."""
    known = {load.url for load in loads}
    found: dict[str, str] = {}
    for load in loads:
        if load.seen != "unread":
            for address in (*load.aliases, *load.redirects, load.final_url, load.canonical):
                if address and address not in known:
                    found.setdefault(address, load.url)
    return {**found, **{address: url for address, url in snapshot.meta.aliases.items() if address not in known}}


def _name(pages: Sequence[Page], facts: Iterable[Fact], url: str) -> str:
    """What the shop calls itself: a name it states, else what its titles share, else its host; of files the title of the home page,
    else of the first, else its name."""
    said: dict[str, int] = {}
    for fact in facts:
        if fact.name == "business.name" and isinstance(fact.value, str) and fact.confidence == "high":
            said[fact.value] = said.get(fact.value, 0) + 1
    if said:
        return min(said, key=lambda name: (-said[name], name))
    counts: dict[str, int] = {}
    for page in pages:
        for part in set(kinds.title_parts(page.title)):
            counts[part] = counts.get(part, 0) + 1
    most = max(2, len([page for page in pages if page.title]) // 2)
    shared = sorted((part for part in counts if counts[part] >= most), key=lambda part: (-counts[part], part))
    titled = next((page.title for page in sorted(pages, key=lambda page: "home" not in page.kinds) if page.title), "")
    file = unquote(pages[0].url.rpartition("/")[2]) if pages else ""
    return shared[0] if shared else split(url).hostname or titled or file or url
