"""Who buys and where it goes: reserved example data per market, never a real person's."""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache
from typing import Any

from disputelint.checker.crawl import tables
from disputelint.checker.model.record import record


@record(frozen=True, slots=True)
class Address:
    """A buyer in one market. `countries` and `regions` are what an option of a list may say, the surest first."""

    market: str
    email: str
    given: str
    family: str
    city: str
    region: str
    line1: str
    line2: str
    postcode: str
    phone: str
    given_kana: str = ""
    family_kana: str = ""
    family_first: bool = False
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """The full name, in the order of the market."""
        return f"{self.family} {self.given}" if self.family_first else f"{self.given} {self.family}"

    @property
    def kana(self) -> str:
        """The full name in katakana."""
        return f"{self.family_kana} {self.given_kana}".strip()


def address_of(market: str, email: str | None = None) -> Address:
    """The address for an ISO 3166 market; the default market's when there is none for it."""
    data = _data()
    key = market if market in data["markets"] else str(data["default"])
    entry = data["markets"][key]
    return Address(
        market=key,
        email=email or str(data["mail"]),
        given=entry["given"],
        family=entry["family"],
        city=entry["city"],
        region=entry["region"],
        line1=entry["line1"],
        line2=entry["line2"],
        postcode=str(entry["postcode"]),
        phone=str(entry["phone"]),
        given_kana=entry.get("given_kana", ""),
        family_kana=entry.get("family_kana", ""),
        family_first=bool(entry.get("family_first")),
        countries=tuple(entry["countries"]),
        regions=(entry["region"], *map(str, entry["region_codes"])),
    )


def known_markets() -> tuple[str, ...]:
    """The markets there is an address for."""
    return tuple(_data()["markets"])


def market_of(configured: str | None, currency: str | None, language: str) -> str:
    """The market to buy in: the configured one, else what the price's currency and the page's language point to."""
    data = _data()
    if configured:
        return configured
    tag = language if language in data["languages"] else language.split("-")[0]
    if currency == "EUR":
        return str(data["euro"].get(tag, data["euro"]["en"]))
    return str(data["currencies"].get(currency or "") or data["languages"].get(tag) or data["default"])


@lru_cache(maxsize=1)
def _data() -> Any:
    return tables.read("addresses")
