"""Where a leaf looks: the pages in scope as one subject sees them, and what of them was not seen."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final
from urllib.parse import urlsplit

from disputelint.checker.engine import remedies
from disputelint.checker.engine.answer import Gap, Statement, without_layout
from disputelint.checker.engine.rule import Scope, kind_of
from disputelint.checker.engine.shop import Shop
from disputelint.checker.engine.unseen import (
    blank,
    hollow,
    no_last,
    not_walked,
    partly,
    speechless,
    undrawn,
    unframed,
    unscripted,
)
from disputelint.checker.model import Block, Fact, Page, Subject, Text
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
        for concerns, find in (
            (family in _DRAWN or fact in _DRAWN, unscripted),
            (family == "product", hollow),
            (family in _FRAMED, unframed),
        ):
            if concerns and (gap := self.shop.gap_of(find, known)) is not None:
                return gap
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
