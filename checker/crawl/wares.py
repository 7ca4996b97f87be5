"""What the walk may buy: the products that the crawl read, or what lists sell where no product has a page of its own."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from disputelint.checker.crawl.shop import Visit
from disputelint.checker.model import PageKind
from disputelint.checker.understand import shelf
from disputelint.checker.understand.document import Document

if TYPE_CHECKING:
    from disputelint.checker.crawl.journey.choose import Offer

MAX_LISTS: Final = 6  # whose documents are held until the walk
_LISTS: Final[frozenset[PageKind]] = frozenset(("home", "collection"))  # and pages of no kind


@dataclass
class Wares:
    """The goods of one shop, as pages are read."""

    _products: dict[str, Offer] = field(default_factory=dict)
    _lists: dict[str, Document] = field(default_factory=dict)

    def keep(self, visit: Visit) -> None:
        """Keep what a page sells."""
        if visit.document is None:
            return
        if "product" in visit.kinds:
            from disputelint.checker.crawl.journey.choose import offer_of

            with suppress(Exception):  # hostile input: one product the less to choose from
                self._products[visit.load.url] = offer_of(visit.document, visit.load.url)
                self._lists.clear()
        elif not self._products and len(self._lists) < MAX_LISTS and _LISTS.issuperset(visit.kinds):
            with suppress(Exception):
                if shelf.priced(visit.document):
                    self._lists[visit.load.url] = visit.document

    def offers(self) -> tuple[Offer, ...]:
        """The products; without any, the goods of the lists."""
        from disputelint.checker.crawl.journey.listed import offers_of

        found = list(self._products.values())
        for url, document in self._lists.items() if not found else ():
            with suppress(Exception):  # as above
                found += offers_of(document, url)
        return tuple(found)
