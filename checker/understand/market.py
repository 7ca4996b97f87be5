"""Where a shop sells and what: from the configuration, else from what its pages show (`rules/knowledge/markets.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import re2

from disputelint.checker.config.settings import Config
from disputelint.checker.late import late
from disputelint.checker.model import Fact, Page
from disputelint.checker.understand import knowledge
from disputelint.checker.understand.kindwords import plain, words
from disputelint.checker.understand.links import split
from disputelint.checker.understand.normalize import fold
from disputelint.checker.understand.quantities.money import find_money

_DEMO_ADDRESS = late(r"(?i)\b123,? \w+(?: \w+)? (?:st|str|street|ave|avenue|road|rd|lane)\b")
_LISTS = frozenset(("home", "collection"))
_SHELF = 20  # prices of one list that are looked at
_BODY_LIMIT = 4000  # characters of a product page that are looked through


@dataclass(frozen=True)
class _Words:
    statutes: tuple[tuple[str, Any], ...]
    sells: tuple[tuple[str, Any], ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data: dict[str, Any] = knowledge.read("markets")

    def patterns(key: str) -> tuple[tuple[str, Any], ...]:
        return tuple((name, re2.compile("|".join(f"(?:{one})" for one in held))) for name, held in data[key].items())

    return _Words(patterns("statutes"), patterns("sells"))


def market_of(config: Config, url: str, pages: Sequence[Page], facts: Iterable[Fact]) -> str | None:
    """The market (ISO 3166); None when the signs are few or contradict each other."""
    if config.storefront.market:
        return config.storefront.market.upper()
    data: dict[str, Any] = knowledge.read("markets")
    points: dict[str, float] = {}

    def add(country: object, sort: str) -> None:
        if isinstance(country, str) and country:
            points[country] = points.get(country, 0.0) + float(data["points"][sort])

    add(data["domains"].get((split(url).hostname or "").rsplit(".", 1)[-1]), "domain")
    seat = next(iter(_most(_countries(pages, facts))), "")
    add(seat, "country")
    shared: list[str] = data["neighbours"].get(seat, [])  # a notice that an Austrian shop has, too, speaks for Austria
    stated = _most(_currency(fact) for fact in facts)
    for currency in stated or _most(_on_shelves(pages)):
        add(data["currencies"].get(currency), "currency")
    for tag in _most(page.language for page in pages if page.read):
        known = data["languages"].get(tag) or data["languages"].get(tag.split("-")[0])
        add(seat if known in shared else known, "language")
        region = tag.split("-")[-1]
        if len(region) == 2 and region.isupper():
            add(region, "region")
    names = {link.text for page in pages for link in page.links if len(link.text) < 60}
    names |= {page.title for page in pages if page.read and "legal_notice" in page.kinds}
    said = [plain(text) for text in names]
    for country, pattern in _words().statutes:
        if any(pattern.search(text) for text in said):
            add(seat if country in shared else country, "statute")
    ranked = sorted(points.items(), key=lambda held: (-held[1], held[0]))
    if not ranked or ranked[0][1] < data["accept"]:
        return None
    clear = len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= data["margin"]
    return ranked[0][0] if clear else None


def _countries(pages: Sequence[Page], facts: Iterable[Fact]) -> list[object]:
    """The countries that the business is said to be in, on each page anew. The address of a theme's demo counts nowhere;
    privacy policies name the addresses of others, and count where no other page names a country.
    """
    privacy = {page.url for page in pages if page.kinds[:1] == ("privacy",)}
    said = [fact for fact in facts if fact.name == "business.country" and fact.confidence != "low"]
    said = [fact for fact in said if not _DEMO_ADDRESS.search(fact.evidence.quote)]
    own = [fact for fact in said if fact.evidence.page not in privacy]
    return [fact.value for fact in own or said]


def _on_shelves(pages: Sequence[Page]) -> Iterator[str]:
    """The currencies that the prices of lists name beyond doubt, for shops whose products have no pages."""
    for page in pages:
        if page.read and not _LISTS.isdisjoint(page.kinds):
            own = (block for block in page.blocks if block.region == "main" and not block.area and block.visible)
            for block in islice((one for one in own if words().is_price(one.text)), _SHELF):
                for money in find_money(fold(block.text).text, page.language):
                    if money.certain and money.currency:
                        yield money.currency


def _currency(fact: Fact) -> str:
    if fact.name == "price.currency" and isinstance(fact.value, str):
        return fact.value
    if fact.name == "price.amount" and isinstance(fact.value, dict):
        return str(fact.value.get("currency") or "")
    return ""


def _most(values: Iterable[object]) -> list[str]:
    """The commonest value that says something, as a list of at most one."""
    counts: dict[str, int] = {}
    for value in values:
        if isinstance(value, str) and value:
            counts[value] = counts.get(value, 0) + 1
    return sorted(counts, key=lambda value: (-counts[value], value))[:1]


def sells_of(config: Config, pages: Sequence[Page], facts: Sequence[Fact]) -> tuple[str, ...]:
    """What the shop sells: physical, digital, subscription, service, preorder; empty when nothing shows it."""
    if config.storefront.sells:
        return tuple(sorted(set(config.storefront.sells)))
    found: set[str] = set()
    articles = {page.url for page in pages if page.kinds[:1] == ("blog",)}  # tell of what others sell
    names = {fact.name for fact in facts if fact.confidence != "low" and fact.evidence.page not in articles}
    shipped = {"shipping.carriers", "shipping.tracking", "shipping.cost", "shipping.handling_time", "product.weight"}
    kinds = {kind for page in pages if page.read and not page.empty for kind in page.kinds}
    if names & shipped or "shipping_policy" in kinds or "product.dimensions" in names:
        found.add("physical")
    if names & {"subscription.renewal_terms", "subscription.trial"}:  # an account, too, can be cancelled
        found.add("subscription")
    if "product.preorder" in names:
        found.add("preorder")
    for page in pages:
        if "product" in page.kinds and page.read:
            own = (
                b.text for b in page.blocks if b.region == "main" and not b.area and b.visible and b.role != "option"
            )
            text = plain(" ".join((page.title, *own)))[:_BODY_LIMIT]
            found |= {name for name, pattern in _words().sells if pattern.search(text)}
    return tuple(sorted(found))
