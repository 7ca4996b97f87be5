"""Where a leaf looks: the pages in scope as one subject sees them, and what of them was not seen."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from disputelint.checker.engine import remedies
from disputelint.checker.engine.answer import Gap, Statement, without_layout
from disputelint.checker.engine.keywords import Setting
from disputelint.checker.engine.rule import Scope, kind_of
from disputelint.checker.engine.unseen import blank, hollow, no_last, not_walked, partly, speechless, undrawn, unframed
from disputelint.checker.model import Block, Device, Fact, Page, Site, Subject, Text
from disputelint.checker.model.kinds import sought_name
from disputelint.checker.model.record import record
from disputelint.checker.understand.normalize import fold

WALKED: Final = frozenset(("cart", "checkout"))  # kinds that only the walk reaches
_FRAME: Final = frozenset(("header", "nav", "footer", "banner", "dialog"))
_FRAMED: Final = frozenset(("business", "contact"))  # families of facts that stand in a shop's header and foot
# What scripts put into a page of a file: prices, and what the cart and the order hold.
_DRAWN: Final = frozenset(("price", "ledger", "checkout.total", "checkout.quantity", "checkout.shipping"))
_HOME: Final = {  # where facts of a family stand when neither rule nor leaf says
    "cart": ("cart",),
    "checkout": ("checkout",),
    "ledger": ("cart", "checkout"),
    "price": ("product",),
    "product": ("product",),
    "markup": ("product",),
}
_TOLD_ELSEWHERE: Final = WALKED | {"blog"}  # pages of which a rule that looks anywhere takes no statement
_UNSEEN_TEXT: Final = frozenset(("json-ld", "microdata", "opengraph", "meta", "attribute"))


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


@record(frozen=True, slots=True)
class View:
    """The shop as one subject of one rule sees it."""

    shop: Shop
    subject: Subject
    rule_pages: tuple[str, ...] = ()
    page: Page | None = None  # the page or product that is judged

    def wanted(self, scope: Scope, fact: str = "") -> tuple[str, ...]:
        """The page kinds a leaf looks at; () means every page."""
        if scope.pages:
            return scope.pages
        if self.subject == "page" and self.page is not None:
            return self.page.kinds
        if self.subject == "product":
            return self.rule_pages or _HOME.get(fact.split(".")[0], ("product",))
        return self.rule_pages or _HOME.get(fact.split(".")[0], ())

    def pages(self, scope: Scope, fact: str = "") -> tuple[Page, ...]:
        """The known pages in scope, read or not."""
        if self.subject == "page" and not scope.pages and self.page is not None:
            return (self.page,)
        wanted = self.wanted(scope, fact)
        if not wanted:
            return self.shop.pages
        if self.subject != "product" or self.page is None or "product" not in wanted:
            return self.shop.of_kinds(wanted)
        if len(wanted) == 1:
            return (self.page,)
        found: dict[str, Page] = {}
        for kind in wanted:
            for page in (self.page,) if kind == "product" else self.shop.of_kind(kind):
                found.setdefault(page.url, page)
        return tuple(found.values())

    def statements(self, name: str, scope: Scope) -> tuple[Statement, ...]:
        """What the pages in scope say of a fact, within the scope's regions, visibility and size; in order of the pages
        in scope, what the site says as a whole last.
        """
        known = self.shop.facts.get(name)
        if not known:
            return ()
        pages = self.pages(scope, name)
        found: list[tuple[Fact, Page | None]] = [(fact, page) for page in pages for fact in known.get(page.url, ())]
        if "" in known:
            inside = frozenset(page.url for page in pages)
            said = (fact for fact in known[""] if self._site_says(fact, inside, scope, name))
            found += [(fact, self.shop.page_at(fact.evidence.page)) for fact in said]
        if self.subject == "product" and name.split(".")[0] in ("cart", "checkout", "ledger"):
            found = [(fact, page) for fact, page in found if self._own(fact)]
        statements = []
        for fact, page in found:
            decided = self.within(scope, page, block_of(page, fact.block), fact)
            if decided is not False:
                statements.append(Statement(fact.evidence, fact.confidence, fact.value, page, decided is True, fact))
        return tuple(statements)

    def facts(self, name: str, page: Page) -> tuple[Fact, ...]:
        """What a page says of a fact, what the site says there as a whole included."""
        known = self.shop.facts.get(name, {})
        shared = (fact for fact in known.get("", ()) if fact.evidence.page == page.url)
        return (*known.get(page.url, ()), *shared)

    def _site_says(self, fact: Fact, inside: Container[str], scope: Scope, name: str) -> bool:
        """Whether something the site says as a whole is said on one of the pages in scope."""
        family = name.split(".")[0]
        if family in ("config", "site") or not fact.evidence.page:
            return True
        stands = self.shop.page_at(fact.evidence.page)
        if fact.evidence.page in inside or (stands is not None and stands.url in inside):
            return True
        wanted = self.wanted(scope, name)
        if not wanted or (family in _HOME and fact.source in ("journey", "derived", "probe")):
            return True
        return fact.evidence.region in _FRAME and any(kind_of(kind) not in WALKED for kind in wanted)

    def _own(self, fact: Fact) -> bool:
        """Whether an amount of cart or checkout is about the product that is judged."""
        if self.page is None:
            return True
        about = fact.value.get("for") if isinstance(fact.value, dict) else None
        if isinstance(about, str) and about:
            if about.startswith(("http:", "https:", "/")):
                return urlsplit(about).path.rstrip("/") == urlsplit(self.page.url).path.rstrip("/")
            return fold(about).text in {fold(name).text for name in _names(self.page)}
        walked = {step.page for step in self.shop.site.steps if step.kind == "product"}
        products = walked or {page.url for page in self.shop.of_kind("product")}
        return products == {self.page.url}

    def within(self, scope: Scope, page: Page | None, block: Block | None, fact: Fact | None = None) -> bool | None:
        """Whether something stands within the scope's regions, visibility and size; None: needs a layout."""
        region = fact.evidence.region if fact is not None else block.region if block is not None else "main"
        if scope.regions and region not in scope.regions:
            return False
        if fact is not None and fact.source in _UNSEEN_TEXT and (scope.visible is not None or scope.needs_layout):
            return False
        if scope.visible is not None:
            seen = block.visible if block is not None else True
            if seen != scope.visible and not (seen and self.unlaid(page)):
                return False
            if seen and self.unlaid(page):
                return None
        return _large(scope, block)

    def unlaid(self, page: Page | None) -> bool:
        """Whether nobody knows how the page looks: it was fetched from a shop and not rendered."""
        return page is not None and page.seen == "fetched" and not self.shop.site.files

    def beyond(self, name: str, scope: Scope) -> tuple[Statement, ...]:
        """What pages outside the scope say of a fact and are sure of: a shop that tells it on its home page tells it."""
        known = self.shop.facts.get(name, {})
        found = ((fact, page) for page in self.elsewhere(scope, name) for fact in known.get(page.url, ()))
        return tuple(
            Statement(fact.evidence, fact.confidence, fact.value, page, True, fact)
            for fact, page in found
            if fact.confidence != "low" and fact.source not in _UNSEEN_TEXT
        )

    def elsewhere(self, scope: Scope, fact: str = "") -> tuple[Page, ...]:
        """The pages outside the scope that were read, where a rule that looks anywhere looks too. What the walk shows
        comes too late, and what an article says is not the shop's promise.
        """
        inside = {page.url for page in self.pages(scope, fact)}
        return tuple(
            page
            for page in self.shop.pages
            if page.read and page.url not in inside and _TOLD_ELSEWHERE.isdisjoint(page.kinds)
        )

    def readable(self, scope: Scope, fact: str = "") -> Iterator[Page]:
        """The pages in scope whose text was seen."""
        return (page for page in self.pages(scope, fact) if page.read)

    def unread(self, scope: Scope, fact: str = "") -> Gap | None:
        """The first page in scope that is known and was not read."""
        for page in self.pages(scope, fact):
            if not page.read:
                reason = page.reason or "unreachable"
                return Gap(reason, remedies.unread(page.url, reason, page.detail), page.url)
        return None

    def gap(self, scope: Scope, fact: str = "", wording: bool = True) -> Gap | None:
        """Why something not found in scope cannot be called absent; None when it can."""
        family = fact.split(".")[0]
        if family in ("config", "site"):
            return None
        known = self.pages(scope, fact)
        gap = self.unread(scope, fact) or partly(known, wording)
        if gap is not None:
            return gap
        if (family in _DRAWN or fact in _DRAWN) and (
            drawn := undrawn(page for page in known if page.seen == "fetched")
        ) is not None:
            return drawn
        if family == "product" and (drawn := hollow(known)) is not None:
            return drawn
        if family in _FRAMED and (framed := unframed(known)) is not None:
            return framed
        if scope.needs_layout and known and not any(page.seen == "rendered" for page in known):
            return without_layout(known[0].url)
        return self._unfound(scope, fact)

    def _unfound(self, scope: Scope, fact: str) -> Gap | None:
        """Pages that may exist beyond the known ones."""
        site = self.shop.site
        if self.subject == "page" and not scope.pages:
            return None
        wanted = self.wanted(scope, fact)
        if site.files:
            goods_unseen = "product" in wanted and not self.shop.of_kind("product")
            drawn = undrawn(self.shop.of_kinds(("home", "collection"))) if goods_unseen else None
            return drawn or blank(self.shop.pages)
        for kind in wanted:
            if kind_of(kind) in WALKED and (site.journey == "partial" or not self.shop.of_kind(kind)):
                gap = not_walked(site, kind) or no_last(site, kind)
                if gap is not None:
                    return gap
        searched = not wanted or any(
            kind_of(kind) not in WALKED
            and not (kind == "home" and self.shop.of_kind("home"))
            and not (kind == "product" and self.subject == "product")
            for kind in wanted
        )
        if searched and not site.discovery.complete:
            place, reason = site.discovery.missed[0] if site.discovery.missed else ("", "unreachable")
            what = Text("The search for pages was not complete", "ページの探索が完了していません")
            named = Text("{what}: {place}", "{what}：{place}").fill(what=what, place=sought_name(place))
            return Gap(reason, named if place else what)
        if wanted and searched and not any(self.shop.of_kind(kind) for kind in wanted):
            # kinds are told by titles, links and headings, which nobody can read here
            return next(
                (speechless(page) for page in self.shop.of_kind("home") if page.language and not page.supported), None
            )
        return None


def _large(scope: Scope, block: Block | None) -> bool | None:
    """Whether a block's text is as large and as clear as asked; None when it was not measured."""
    undecided = False
    for asked, measured in (
        (scope.min_size, block.font_size if block is not None else None),
        (scope.min_contrast, block.contrast if block is not None else None),
    ):
        if asked is None:
            continue
        if measured is None:
            undecided = True
        elif measured + 1e-6 < asked:
            return False
    return None if undecided else True


def block_of(page: Page | None, index: int | None) -> Block | None:
    """The block of a page by its index."""
    if page is None or index is None or not 0 <= index < len(page.blocks):
        return None
    return page.blocks[index]


def _names(page: Page) -> Iterator[str]:
    for fact in page.facts:
        if fact.name in ("product.name", "markup.name") and isinstance(fact.value, str):
            yield fact.value
