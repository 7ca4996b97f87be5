"""The site on one device, with the answers that leaves look up again and again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from disputelint.checker.engine.answer import Gap
from disputelint.checker.engine.keywords import Setting
from disputelint.checker.model import Device, Fact, Page, Site


@dataclass(frozen=True)
class Shop:
    """The site on one device, with what leaves look up again and again."""

    site: Site
    device: Device
    setting: Setting
    row_labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()  # known on this device, best reading each; pages proved gone are left out
    by_url: dict[str, Page] = field(default_factory=dict)
    facts: dict[str, dict[str, list[Fact]]] = field(default_factory=dict)  # by name, then URL; "" for the site's own
    _of_kind: dict[str, tuple[Page, ...]] = field(default_factory=dict)  # answered before
    _led: dict[tuple[str, bool], tuple[Page, ...]] = field(default_factory=dict)
    _nearest: dict[tuple[str, int, bool], dict[str, Page]] = field(default_factory=dict)
    _at: dict[str, Page | None] = field(default_factory=dict)  # the same links stand on every page
    _of_kinds: dict[tuple[str, ...], tuple[Page, ...]] = field(default_factory=dict)
    _gaps: dict[tuple[str, tuple[int, ...]], Gap | None] = field(
        default_factory=dict
    )  # by what was asked, of which pages

    @classmethod
    def of(cls, site: Site, device: Device, setting: Setting, row_labels: dict[str, tuple[str, ...]]) -> Shop:
        """The shop as seen on a device; a page not loaded on it counts as read on the other."""
        best: dict[str, Page] = {}
        for page in site.pages:
            held = best.get(page.url)
            if held is None or (page.device == device and held.device != device) or (page.read and not held.read):
                best[page.url] = page
        pages = tuple(page for page in best.values() if page.read or page.reason != "not_found")
        facts: dict[str, dict[str, list[Fact]]] = {}
        for page in pages:
            for fact in page.facts:
                facts.setdefault(fact.name, {}).setdefault(page.url, []).append(fact)
        for fact in site.facts:
            at = best.get(fact.evidence.page)  # None: of no page, or of a step of the walk
            shown = fact.evidence.device == device or (at is not None and at.device == fact.evidence.device)
            if shown or len(site.devices) == 1 or not fact.evidence.page:
                facts.setdefault(fact.name, {}).setdefault("", []).append(fact)
        by_url = {_plain(page.url): page for page in pages}
        for address, url in site.aliases.items():
            if _plain(url) in by_url:
                by_url.setdefault(_plain(address), by_url[_plain(url)])
        for path, own in _by_path(pages).items():
            if len(own) == 1:
                by_url.setdefault(path, own[0])
        return cls(site, device, setting, dict(row_labels), pages, by_url, facts)

    def page_at(self, url: str) -> Page | None:
        """The page at a URL, whatever its fragment or final slash; whatever its query, when one page only has the path
        (links carry tracking and preview parameters).
        """
        try:
            return self._at[url]
        except KeyError:
            found = self.by_url.get(_plain(url)) or self.by_url.get(_plain(url.split("?", 1)[0]))
            self._at[url] = found
            return found

    @property
    def home(self) -> Page | None:
        """The home page."""
        return next((page for page in self.pages if "home" in page.kinds), None) or self.page_at(self.site.url)

    def of_kind(self, wanted: str) -> tuple[Page, ...]:
        """The known pages of a kind, or of a checkout step; `checkout.last` is the furthest that was reached."""
        if wanted not in self._of_kind:
            self._of_kind[wanted] = self._found(wanted)
        return self._of_kind[wanted]

    def of_kinds(self, wanted: tuple[str, ...]) -> tuple[Page, ...]:
        """The known pages of several kinds or steps, each once, in the order of the kinds."""
        if wanted not in self._of_kinds:
            found: dict[str, Page] = {}
            for kind in wanted:
                for page in self.of_kind(kind):
                    found.setdefault(page.url, page)
            self._of_kinds[wanted] = tuple(found.values())
        return self._of_kinds[wanted]

    def _found(self, wanted: str) -> tuple[Page, ...]:
        kind, _, step = wanted.partition(".")
        found = [page for page in self.pages if kind in page.kinds]
        if step == "last":
            for last in ("review", "payment"):
                pages = tuple(page for page in found if page.step == last)
                if pages:
                    return pages
            return tuple(page for page in found if page.step is None and not page.read)
        if step:
            return tuple(page for page in found if page.step == step or (not page.read and page.step is None))
        return tuple(found)

    def gap_of(self, find: Callable[[tuple[Page, ...]], Gap | None], pages: tuple[Page, ...]) -> Gap | None:
        """What `find` says of known pages, found out once: many rules ask it of the same ones."""
        key = find.__name__, tuple(map(id, pages))
        if key not in self._gaps:
            self._gaps[key] = find(pages)
        return self._gaps[key]

    def led_from(self, page: Page, shown: bool = False) -> tuple[Page, ...]:
        """The known pages that a page's links lead to, each once; `shown`: only by links that are not hidden."""
        if (page.url, shown) not in self._led:
            to = {link.url: self.page_at(link.url) for link in page.links if link.visible or not shown}
            self._led[page.url, shown] = tuple({one.url: one for one in to.values() if one is not None}.values())
        return self._led[page.url, shown]

    def nearest(self, wanted: str, clicks: int, shown: bool = False) -> Mapping[str, Page]:
        """The page of a kind (or step) that is reached from each page's URL with the fewest clicks, at most so many; with
        `shown`, by links that are not hidden. Of several as near: one that was read, then one that says something of its
        own, then the first by URL.
        """
        if (wanted, clicks, shown) not in self._nearest:
            kind, _, step = wanted.partition(".")
            found = {p.url: p for p in self.pages if kind in p.kinds and (not step or p.step == step)}
            for _ in range(clicks):
                near = {
                    page.url: [found[one.url] for one in self.led_from(page, shown) if one.url in found]
                    for page in self.pages
                    if page.url not in found
                }
                found |= {url: min(pages, key=_soundest) for url, pages in near.items() if pages}
            self._nearest[wanted, clicks, shown] = found
        return self._nearest[wanted, clicks, shown]


def _soundest(page: Page) -> tuple[bool, bool, str]:
    return not page.read, bool(page.empty), page.url


def _by_path(pages: tuple[Page, ...]) -> dict[str, list[Page]]:
    found: dict[str, list[Page]] = {}
    for page in pages:
        found.setdefault(_plain(page.url.split("?", 1)[0]), []).append(page)
    return found


def _plain(url: str) -> str:
    return url.split("#", 1)[0].rstrip("/")
