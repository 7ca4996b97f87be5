"""Reading one page as the plan asks: fetched or rendered, parsed, classified, and held against the shop's "not found"."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from disputelint.checker.crawl.discover import Candidate
from disputelint.checker.crawl.fetch import ATTEMPTS, LONGEST_WAIT, STUMBLE_PAUSE, STUMBLES, Fetcher
from disputelint.checker.crawl.loaded import Loaded
from disputelint.checker.crawl.pace import Pace
from disputelint.checker.crawl.plan import Ask, wants_rendering
from disputelint.checker.crawl.preview import ThemeProof
from disputelint.checker.crawl.shop import Shop, Visit
from disputelint.checker.crawl.soft404 import Missing, print_of, probe_address
from disputelint.checker.errors import RuleError
from disputelint.checker.model import Device, PageKind
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand import drawn, kinds, language, shelf
from disputelint.checker.understand.document import Document, parse
from disputelint.checker.understand.parsed import Parsed

if TYPE_CHECKING:
    from disputelint.checker.crawl.session import Session
    from disputelint.checker.crawl.store import LoadStore


class Reader:
    """Reads pages of one shop; `session` is None when nothing is rendered. At most `jobs` pages at a time.

    `store`: loads of earlier runs, to be used again.
    """

    def __init__(
        self,
        shop: Shop,
        fetcher: Fetcher,
        session: Session | None,
        pace: Pace,
        jobs: int,
        parsed: Parsed,
        store: LoadStore | None = None,
    ) -> None:
        self.shop = shop
        self.fetcher = fetcher
        self.session = session
        self.store = store
        self._pace = pace
        self._parsed = parsed
        self.theme = ThemeProof(shop.address.carried, shop.config.theme_marker)
        self._turns = asyncio.Semaphore(jobs)
        self._drawn = 0  # pages that were rendered as they said nothing
        self.device: Device = "mobile" if shop.config.crawl.device == "mobile" else "desktop"

    async def read(self, ask: Ask) -> Visit:
        """The page of an ask. A page that fails is a Visit with a reason; nothing is raised but cancellation."""
        candidate = self.shop.frontier.candidate(ask.url)
        try:
            return await self._read(ask, candidate)
        except RuleError:  # a mistake in the data of the rules, which every page would meet
            raise
        except Exception as problem:  # one bad page costs one page, whatever it broke
            lost = Load(ask.url, ask.url, self.device, "unread", reason="not_understood", detail=_words(problem))
            return Visit(self._named(lost, candidate), None, candidate.kinds)

    async def _read(self, ask: Ask, candidate: Candidate) -> Visit:
        async with self._turns:
            self.shop.note_beside(ask.url)
            rendering = ask.how == "render" and self.session is not None
            visit = self._visit(await self._found(ask.url, rendering), candidate)
            if not rendering and self.session is not None and self._render_after_all(visit, candidate):
                visit = self._visit(await self._found(ask.url, True), candidate)
            return visit

    async def on_device(self, url: str, device: Device) -> Load:
        """A page rendered as on another device, as the snapshot keeps it. Raises nothing but cancellation."""
        candidate = self.shop.frontier.candidate(url)
        async with self._turns:
            try:
                if self.store is None:
                    return self._named(await self._render(url, device), candidate)
                found = await self.store.load(url, device, lambda: self._render(url, device))
                load = self._named(found.load, candidate)
                self.store.note(load, "", (*candidate.kinds, *self.shop.done[url].kinds))
                return load
            except Exception as problem:  # as above
                return self._named(
                    Load(url, url, device, "unread", reason="not_understood", detail=_words(problem)), candidate
                )

    async def probe(self, home: Visit) -> None:
        """Learn how the shop says "not found", when it says so with status 200."""
        if home.document is None:
            return
        origin = home.load.final_url.split("/", 3)
        url = probe_address("/".join(origin[:3]), self.shop.config.crawl.seed)
        for rendered in (False, True):
            if rendered and self.session is None:
                continue
            load = await self._load(url, rendered)
            beside = (
                home.document
                if (home.load.seen == "rendered") == rendered
                else parse(await self._load(self.shop.home, rendered))
            )
            if load.reason is not None or load.status != 200:
                return
            self.shop.missing[load.seen] = Missing(print_of(parse(load)), print_of(beside))

    async def _found(self, url: str, rendering: bool) -> Loaded:
        """As `_load`, with what an earlier run has kept."""
        if not rendering or self.store is None:
            return Loaded(await self._load(url, rendering))
        return await self.store.load(url, self.device, lambda: self._load(url, True))

    async def _load(self, url: str, rendering: bool) -> Load:
        if rendering and self.session is not None:
            load = await self._render(url, self.device)
            if load.reason != "not_html":  # a PDF is fetched: the browser would only download it
                return load
        return replace(await self.fetcher.fetch(url), device=self.device)

    async def _render(self, url: str, device: Device) -> Load:
        """A rendered page; a shop that says that it is busy is asked again, more slowly."""
        assert self.session is not None
        asked = self.shop.address.request(url)
        for attempt in range(1, ATTEMPTS + 1):
            await self._pace.turn(url)
            load = await self.session.render(asked, device, name=url)
            if load.status in STUMBLES and attempt == 1:
                await asyncio.sleep(STUMBLE_PAUSE)
                continue
            if not self.session.refused_by_wall(load) or attempt == ATTEMPTS:
                break
            wait = 0.5 * 2**attempt if load.retry_after is None else load.retry_after
            if wait > LONGEST_WAIT:
                break
            self._pace.slow(url, wait)
        return load

    def _render_after_all(self, visit: Visit, candidate: Candidate) -> bool:
        """Whether a page that was fetched is one to be rendered, a list whose goods only its scripts put there, or one
        that says nothing without them.
        """
        planned = self.shop.config.crawl.render == "planned"
        if not planned or visit.load.reason is not None or "pdf" in visit.load.content_type:
            return False
        lists = not _LISTS.isdisjoint((*visit.kinds, *candidate.kinds)) and visit.kinds in ((), ("collection",))
        if visit.document is None:
            return False
        if wants_rendering(visit.kinds):
            return True
        if lists and not shelf.priced(visit.document):
            return True
        if visit.kinds or self._drawn >= MAX_DRAWN or not drawn.by_scripts(visit.document):
            return False
        self._drawn += 1
        return True

    def _visit(self, found: Loaded, candidate: Candidate) -> Visit:
        load = self._named(found.load, candidate)
        if load.reason is not None:
            if self.store is not None:
                self.store.note(load, "", candidate.kinds)
            return Visit(load, None, candidate.kinds)
        document = parse(load)
        missing = self.shop.missing.get(load.seen)
        if missing is not None and candidate.url != self.shop.home and missing.matches(print_of(document)):
            gone = replace(
                load, seen="unread", reason="not_found", detail=f"HTTP {load.status}, but the page of a missing address"
            )
            return Visit(gone, None, candidate.kinds)
        home = candidate.url == self.shop.home
        source = found.today or document.source  # what was kept proves nothing of today
        wrong = self.theme.refuses_source(source, must_tell=home) if self.shop.address.ours(document.url) else ""
        if wrong:
            return Visit(replace(load, seen="unread", reason="wrong_theme", detail=wrong), None, candidate.kinds)
        load = replace(
            load, canonical=self.shop.address.identity(document.canonical) or "" if document.canonical else ""
        )
        self._parsed.keep(document)
        kinds = kinds_of(document)
        if self.store is not None:
            self.store.note(load, document.template, (*kinds, *candidate.kinds))
        return Visit(load, document, kinds)

    def _named(self, load: Load, candidate: Candidate) -> Load:
        return replace(
            load,
            url=candidate.url,
            final_url=self.shop.address.identity(load.final_url) or load.final_url,
            found_by=candidate.found_by,
            link_texts=candidate.texts,
        )


MAX_DRAWN: Final = 20
_LISTS: Final[frozenset[PageKind]] = frozenset(("collection", "product"))


def _words(problem: Exception) -> str:
    first = next(iter(str(problem).splitlines()), "")
    return f"{type(problem).__name__}: {first}"[:200]


def kinds_of(document: Document) -> tuple[PageKind, ...]:
    """What a page is, as understanding sees it; () for nothing in particular. Its language is what its words tell, else
    what it declares.
    """
    tag = language.detect(document, proved=True)
    return tuple(kind for kind in kinds.classify(document, tag) if kind != "other")
