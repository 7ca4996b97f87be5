"""What one crawl knows so far: the frontier, what was read, and which addresses turned out to be the same page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Final
from urllib.parse import urlsplit

from disputelint.checker.config.settings import Config
from disputelint.checker.crawl.discover import CHROME, Candidate, Found, Frontier
from disputelint.checker.crawl.permission import Permission
from disputelint.checker.crawl.plan import Done, Limits
from disputelint.checker.crawl.robots import Robots
from disputelint.checker.crawl.soft404 import Missing
from disputelint.checker.crawl.urls import Address, host_of
from disputelint.checker.model import PageKind, Seen
from disputelint.checker.model.record import record
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand import pressed, shelf
from disputelint.checker.understand.document import Document

MAX_PER_HOST = 12  # pages of one help centre


@record(frozen=True, slots=True)
class Visit:
    """A page after it was asked for. `document` is None when it was not read."""

    load: Load
    document: Document | None
    kinds: tuple[PageKind, ...]


@dataclass
class Shop:
    """The state of one crawl; changed by its one orchestrator only."""

    config: Config
    home: str  # identity of the target
    origin: str  # where the shop is, after the target's redirects
    address: Address
    permission: Permission
    frontier: Frontier
    robots: Robots = field(default_factory=Robots)
    done: dict[str, Done] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)  # other addresses of pages that were read
    beside_robots: dict[str, None] = field(default_factory=dict)
    missing: dict[Seen, Missing] = field(default_factory=dict)
    locale: str = ""

    @property
    def limits(self) -> Limits:
        """The plan's limits."""
        crawl = self.config.crawl
        return Limits(self.home, crawl.max_pages, crawl.max_products, crawl.render, crawl.seed, self.locale)

    def may_read(self, candidate: Candidate) -> bool:
        """Whether a page may be read: by the person's globs, by robots.txt, or beside it."""
        return self.chosen(candidate.url) and (self.allowed(candidate.url) or self.beside(candidate))

    def chosen(self, url: str) -> bool:
        """Whether include and exclude leave a page in. The target always is."""
        crawl = self.config.crawl
        if url == self.home:
            return True
        if any(_matches(url, glob) for glob in crawl.exclude):
            return False
        return not crawl.include or any(_matches(url, glob) for glob in crawl.include)

    def allowed(self, url: str) -> bool:
        """Whether robots.txt lets a page be read in bulk, or the shop's owner does. Other hosts: single linked pages."""
        return not self.address.ours(url) or self.permission.allowed or self.robots.allows(url)

    def beside(self, candidate: Candidate) -> bool:
        """Whether a buyer is sent to this page, so that it is read whatever robots.txt says."""
        return candidate.url == self.home or (candidate.linked and candidate.policy)

    def known_as(self, address: str, url: str) -> None:
        """Note that `address` shows the page that was read as `url`."""
        self.same.setdefault(address, url)
        self.done.setdefault(address, Done(address, (), False, counted=False))

    def note_beside(self, url: str) -> None:
        """Remember a page that was asked for although robots.txt forbids it."""
        asked = self.address.request(url)
        if self.address.ours(url) and not self.robots.allows(asked):
            self.beside_robots[asked] = None

    def waiting(self) -> tuple[Candidate, ...]:
        """The pages that may be read, and those that were."""
        return tuple(
            candidate
            for candidate in self.frontier.candidates()
            if candidate.url in self.done or self.may_read(candidate)
        )

    def links_to_follow(self, document: Document, kinds: tuple[PageKind, ...]) -> Iterable[Found]:
        """The links of a page as discovery takes them, with language versions.

        What a cart or checkout itself links to is a step of the purchase, and left to the walk.

        Of a page on another host (a help centre), only what stands on that host and is called a policy.
        """
        page = document.load.url
        ours = self.address.ours(document.url)
        host = host_of(document.url)
        buying = "cart" in kinds or "checkout" in kinds
        goods = shelf.goods(document) if ours and not _SHELVES.isdisjoint(kinds) else frozenset[str]()
        for link in document.links:
            if buying and link.region not in CHROME:
                continue
            if ours or (host_of(link.url) == host and self._room_on(host)):
                yield Found(link.url, link.text, link.region, page, link.url in goods)
        for url in pressed.led_to(document) if ours and not buying else ():
            yield Found(url, "", "main", page)
        for language, url in document.alternates if ours else ():
            if language.lower() != "x-default":
                yield Found(url, "", "hreflang", page)

    def _room_on(self, host: str) -> bool:
        return sum(1 for url in self.frontier.elsewhere if host_of(url) == host) < MAX_PER_HOST

    def moved_to(self, origin: str) -> None:
        """Take a further origin as the shop's own: the one its target redirects to."""
        self.address.origins.add(origin)
        self.origin = origin


_SHELVES: Final[frozenset[PageKind]] = frozenset(("home", "collection"))  # pages whose priced links lead to goods


def _matches(url: str, glob: str) -> bool:
    """A glob over the whole URL or, when it starts with a slash, over the path."""
    parts = urlsplit(url)
    return fnmatchcase(parts.path if glob.startswith("/") else url, glob)
