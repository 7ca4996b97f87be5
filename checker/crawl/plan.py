"""Which pages to read next, and how. Pure: the same knowledge gives the same plan, and no rule has a say in it.

Rendered are the home page, policy pages, cart, checkout, the first page of each template and a seeded, stratified sample
of products; the rest is fetched. A snapshot must serve the rules of tomorrow, so the selected rules do not matter.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal
from urllib.parse import urlsplit

from disputelint.checker.crawl.discover import CHROME, Candidate, is_product_file
from disputelint.checker.crawl.urls import shape
from disputelint.checker.model import POLICY_KINDS, PageKind, ReasonCode
from disputelint.checker.model.record import record

How = Literal["render", "fetch"]
_RENDERED: frozenset[PageKind] = POLICY_KINDS | {"home", "cart", "checkout", "product"}
MAX_POLICIES = 60
MAX_SERIES = 4  # policies of one kind whose addresses differ in their last word alone: "delivery to", city by city
MAX_UNNAMED = 40  # links of header and footer whose words say nothing
MAX_TEMPLATES = 30
MAX_COLLECTIONS = 8
MAX_PER_SHAPE = 6
MAX_PER_PATH = 40  # queries of one path, where the query is the page's identity (index.php?route=...)
MAX_REFINED = 2  # queries that refine a page which is there without them: facets, sorting, calendars
MAX_LOCALES = 5
MAX_PER_LOCALE = 10


@record(frozen=True, slots=True)
class Done:
    """A page that was asked for, and what it turned out to be."""

    url: str
    kinds: tuple[PageKind, ...]
    read: bool
    reason: ReasonCode | None = None
    counted: bool = True  # False: a supposed address that led nowhere


@record(frozen=True, slots=True)
class Limits:
    """How much. `home` is the identity of the target."""

    home: str
    max_pages: int = 100
    max_products: int = 12
    render: Literal["planned", "all", "none"] = "planned"
    seed: int = 0
    locale: str = ""


@record(frozen=True, slots=True)
class Ask:
    """A page to read now. `why` is one of policy, cart, language, unnamed, template, product, collection, more."""

    url: str
    how: How
    why: str


def wants_rendering(kinds: Iterable[PageKind]) -> bool:
    """Whether a page of these kinds is rendered when rendering is planned."""
    return bool(_RENDERED.intersection(kinds))


def below_products(done: Iterable[Done]) -> tuple[str, ...]:
    """What addresses below a product's own start with: its reviews, a form to write one; no further products."""
    products = (urlsplit(page.url) for page in done if page.read and "product" in page.kinds)
    # A shop of one product shows it on its home page, below which everything stands.
    return tuple(f"{url.scheme}://{url.netloc}{url.path.rstrip('/')}/" for url in products if _deep(url.path))


def _deep(path: str) -> bool:
    segments = [part for part in path.split("/") if part]
    return len(segments) > 1 or (len(segments) == 1 and len(segments[0]) > 5)


def next_pages(candidates: Sequence[Candidate], done: Sequence[Done], limits: Limits) -> tuple[Ask, ...]:
    """The pages to read next, most important first; empty when the plan is fulfilled or the page limit is reached.

    Asked again after each batch: what was read teaches which addresses are products.
    """
    return _Plan(candidates, done, limits).asks()


class _Plan:
    def __init__(self, candidates: Sequence[Candidate], done: Sequence[Done], limits: Limits) -> None:
        self.limits = limits
        self.done = {page.url: page for page in done}
        self.kinds_of_shape: dict[str, set[PageKind]] = defaultdict(set)
        self.shapes: dict[str, int] = defaultdict(int)
        self.paths: dict[str, int] = defaultdict(int)
        self.bare = {candidate.url for candidate in candidates if "?" not in candidate.url}
        for page in done:
            self._count(page.url)
            if page.read:
                self.kinds_of_shape[shape(page.url)].update(page.kinds)
        below = below_products(done)
        self.waiting = [c for c in candidates if c.url not in self.done and (c.policy or not c.url.startswith(below))]
        self.known = {candidate.url: candidate for candidate in candidates}
        self.asked_of = {url.partition("?")[0] for url in self.known if "?" in url}
        self.taken: dict[str, Ask] = {}

    def asks(self) -> tuple[Ask, ...]:
        room = self.limits.max_pages - sum(1 for page in self.done.values() if page.counted)
        if room <= 0:
            return ()
        self._take_policies()
        self._take_named("cart", ("cart", "checkout"), 4)
        self._take_languages()
        self._take_unnamed()
        self._take_templates()
        self._take_products()
        self._take_collections()
        if not self.taken:
            self._take_more()
        return tuple(self.taken.values())[:room]

    def _take(self, candidate: Candidate, why: str, how: How) -> None:
        if candidate.url in self.taken:
            return
        if self.limits.render != "planned":
            how = "render" if self.limits.render == "all" else "fetch"
        self.taken[candidate.url] = Ask(candidate.url, how, why)
        self._count(candidate.url)

    def _count(self, url: str) -> None:
        self.shapes[shape(url)] += 1
        if "?" in url:
            self.paths[shape(url.partition("?")[0])] += 1

    def _home_language(self, candidate: Candidate) -> bool:
        return candidate.locale in ("", self.limits.locale)

    def _take_policies(self) -> None:
        left = MAX_POLICIES - sum(
            1 for page in self.done.values() if page.url in self.known and self.known[page.url].policy
        )
        wanted = [c for c in self.waiting if c.policy and self._home_language(c) and not self._is_product(c)]
        # Links of footer and header before what only the sitemap or a headline calls by a policy's name.
        wanted.sort(key=lambda c: (not CHROME.intersection(c.found_by), not c.linked, c.order))
        had = Counter(_series(self.known[url]) for url in self.done if url in self.known and self.known[url].policy)
        for candidate in wanted:
            series = _series(candidate)
            if left > 0 and (series is None or had[series] < MAX_SERIES):
                self._take(candidate, "policy", "render")
                had[series] += 1
                left -= 1

    def _take_named(self, why: str, kinds: tuple[PageKind, ...], most: int) -> None:
        had = sum(1 for page in self.done.values() if set(kinds).intersection(page.kinds))
        wanted = [c for c in self.waiting if set(kinds).intersection(c.kinds) and not c.policy and c.linked and c.ours]
        for candidate in wanted[: max(0, most - had)]:
            self._take(candidate, why, "render")

    def _take_languages(self) -> None:
        """The start of each other language, and the policy pages in it."""
        others = [c for c in self.known.values() if not self._home_language(c) and c.ours]
        versions = tuple(dict.fromkeys(c.locale for c in others if c.version))[:MAX_LOCALES]
        for locale in versions:
            wanted = [c for c in others if c.locale == locale and (c.version or c.policy) and "product" not in c.kinds]
            wanted.sort(key=lambda c: (not c.version, not c.policy, c.order))
            for candidate in wanted[:MAX_PER_LOCALE]:
                if candidate.url not in self.done:
                    self._take(candidate, "language", "render" if candidate.policy else "fetch")

    def _take_unnamed(self) -> None:
        """Links of header, footer and menus whose words say nothing: a policy may be called anything."""
        had = sum(1 for url in self.done if url in self.known and self._unnamed(self.known[url]))
        wanted = [c for c in self.waiting if self._unnamed(c) and self._home_language(c) and self._fits(c)]
        wanted.sort(key=lambda c: ("footer" not in c.found_by, c.order))
        for candidate in wanted[: max(0, MAX_UNNAMED - had)]:
            if self._fits(candidate):
                self._take(candidate, "unnamed", "fetch")

    def _unnamed(self, candidate: Candidate) -> bool:
        return candidate.ours and bool(CHROME.intersection(candidate.found_by)) and not candidate.kinds

    def _take_templates(self) -> None:
        """The first page of every shape of address."""
        for candidate in self.waiting:
            if len(self.shapes) >= MAX_TEMPLATES:
                return
            if candidate.shape not in self.shapes and self._plain(candidate) and not self._refines(candidate):
                self._take(candidate, "template", "render")

    def _plain(self, candidate: Candidate) -> bool:
        supposed = candidate.found_by == ("platform_path",)
        return candidate.ours and self._home_language(candidate) and not supposed

    def _is_product(self, candidate: Candidate) -> bool:
        if "product" in candidate.kinds:
            return True
        return not candidate.kinds and "product" in self.kinds_of_shape[candidate.shape]

    def _take_products(self) -> None:
        """The sample; an address that only looked like a product's is made up for, up to twice the number."""
        had = sum(1 for page in self.done.values() if page.read and "product" in page.kinds)
        tried = sum(1 for url in self.done if url in self.known and self._is_product(self.known[url]))
        asked = sum(1 for url in self.taken if self._is_product(self.known[url]))
        most = self.limits.max_products
        wanted = [c for c in self.waiting if self._plain(c) and c.url not in self.taken and self._is_product(c)]
        wanted = [c for c in wanted if not (c.url in self.asked_of and is_product_file(c.url))]  # empty without a query
        for candidate in sample(wanted, max(0, min(most - had, 2 * most - tried) - asked), self.limits.seed):
            self._take(candidate, "product", "render")

    def _take_collections(self) -> None:
        had = sum(1 for page in self.done.values() if "collection" in page.kinds)
        wanted = [c for c in self.waiting if "collection" in c.kinds and not c.policy and self._plain(c)]
        wanted.sort(key=lambda c: ("?" in c.url, not CHROME.intersection(c.found_by), c.order))
        for candidate in wanted[: max(0, MAX_COLLECTIONS - had)]:
            if _flat(candidate) or self._fits(candidate):
                self._take(candidate, "collection", "fetch")

    def _take_more(self) -> None:
        """What is left, a few of each shape; products have had their sample."""
        for candidate in self.waiting:
            if self._plain(candidate) and not self._is_product(candidate) and self._fits(candidate):
                self._take(candidate, "more", "fetch")

    def _refines(self, candidate: Candidate) -> bool:
        """Whether the query only narrows or sorts a page that is known without it."""
        return "?" in candidate.url and candidate.url.partition("?")[0] in self.bare

    def _fits(self, candidate: Candidate) -> bool:
        """Whether there are not enough pages of this shape and of this path already."""
        if "?" in candidate.url:
            limit = MAX_REFINED if self._refines(candidate) else MAX_PER_PATH
            if self.paths[candidate.shape.partition("?")[0]] >= limit:
                return False
        wide = candidate.shape.startswith("/*.") or bool(CHROME.intersection(candidate.found_by))
        return self.shapes.get(candidate.shape, 0) < MAX_PER_SHAPE * (4 if wide else 1)


def _flat(candidate: Candidate) -> bool:
    """Whether a page stands at the root: where all do, their addresses tell no templates apart."""
    return candidate.shape.count("/") == 1 and "?" not in candidate.url


def _series(candidate: Candidate) -> tuple[str, tuple[PageKind, ...]] | None:
    """What pages that are written once and repeated have in common: their kinds, and their address up to its last word;
    None for an address of one word.
    """
    folder, _, name = urlsplit(candidate.url).path.rstrip("/").rpartition("/")
    start, mark, _ = name.replace("_", "-").rpartition("-")
    return (f"{folder}/{start}", candidate.kinds) if mark else None


def sample(candidates: Sequence[Candidate], count: int, seed: int) -> tuple[Candidate, ...]:
    """`count` of the candidates, one stratum after the other: a stratum is a template and the page that leads there.

    The same candidates and seed give the same sample, in whatever order they were found.
    """
    strata: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=lambda c: c.url):
        strata[candidate.shape, candidate.parent].append(candidate)
    names = sorted(strata)
    draw = random.Random(seed)
    for name in names:
        draw.shuffle(strata[name])
    draw.shuffle(names)
    chosen: list[Candidate] = []
    while len(chosen) < count and any(strata.values()):
        for name in names:
            if strata[name] and len(chosen) < count:
                chosen.append(strata[name].pop())
    return tuple(chosen)
