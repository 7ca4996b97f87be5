"""Which currency an amount is in where several share its sign: what the markup says, else the domain, else the language."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from disputelint.checker.late import late
from disputelint.checker.understand.facts import buybox
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.regions import of_host
from disputelint.checker.understand.facts.same import Same
from disputelint.checker.understand.normalize import fold
from disputelint.checker.understand.quantities import Money

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

# Currencies that share a sign.
_SHARED: Final = {
    "$": frozenset(("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU", "BRL")),
    "¥": frozenset(("JPY", "CNY")),
    "kr": frozenset(("SEK", "NOK", "DKK", "ISK")),
    "rs": frozenset(("INR", "PKR", "LKR", "NPR", "MUR")),
    "dh": frozenset(("AED", "MAD")),
}
_NOTE: Final = 120  # characters of a line that names the shop's currency
_ELSEWHERE: Final = ("related", "reviews")
_BY_DOMAIN: Final = {
    "AR": "ARS",
    "BR": "BRL",
    "CL": "CLP",
    "CO": "COP",
    "UY": "UYU",
    "SE": "SEK",
    "NO": "NOK",
    "DK": "DKK",
    "IS": "ISK",
    "IN": "INR",
    "PK": "PKR",
    "LK": "LKR",
    "NP": "NPR",
    "MU": "MUR",
    "AE": "AED",
    "MA": "MAD",
    "AU": "AUD",
    "CA": "CAD",
    "NZ": "NZD",
    "SG": "SGD",
    "HK": "HKD",
    "US": "USD",
    "TW": "TWD",
    "MX": "MXN",
    "JP": "JPY",
    "CN": "CNY",
}
# What tells which country's rupee an amount is in: the country, its largest cities, its telephone numbers.
_OF_RUPEES: Final = (
    (
        "PKR",
        r"\bpakistan\b|\b(?:karachi|lahore|islamabad|rawalpindi|faisalabad|peshawar|sialkot)\b|(?:\+|\b00)92[ -]?[0-9]|/92[0-9]{10}\b",
    ),
    ("LKR", r"\bsri lanka\b|\b(?:colombo|kandy)\b|(?:\+|\b00)94[ -]?[0-9]|/94[0-9]{9}\b"),
    ("NPR", r"\bnepal\b|\b(?:kathmandu|pokhara|lalitpur)\b|(?:\+|\b00)977[ -]?[0-9]|/977[0-9]{10}\b"),
    ("MUR", r"\bmauritius\b|(?:\+|\b00)230[ -]?[0-9]"),
    (
        "INR",
        r"\bindia\b|₹|\b(?:mumbai|delhi|bengaluru|bangalore|chennai|kolkata|hyderabad|jaipur|surat)\b|\bgstin?\b|(?:\+|\b00)91[ -]?[0-9]|/91[0-9]{10}\b",
    ),
)
_RUPEES = late("|".join(f"(?P<{code}>{words})" for code, words in _OF_RUPEES))
_CODE = re.compile(
    r"\b(?:USD|AUD|CAD|NZD|SGD|HKD|TWD|MXN|ARS|CLP|COP|UYU|SEK|NOK|DKK|ISK|INR|PKR|LKR|NPR|MUR|AED|MAD)\b"
)
_OF_AMOUNTS = re.compile(
    r"^[A-Z]{3}(?:$|\s?[·•|/,(–-])|[$\d]\s?[A-Z]{3}\b|\b[A-Z]{3} ?[$\d]"
    r"|(?i:\b(?:prices?|currency|currencies|precios?|moneda|pre[cç]os?|prix|preise)\b)"
)  # what makes a line with a code one about amounts
_GROUPED = re.compile(r"\$ ?[0-9]{1,3}(?:\.[0-9]{3})+(?![.0-9])")  # "$25.990": of Chile, Colombia or Argentina


def explicit(money: Money, code: str, document: Document, context: Context) -> tuple[bool, str]:
    """Whether a buyer can tell the currency of an amount, and by what: its own words, else a code that the page shows."""
    if money.certain:
        return True, "the sign or name means one currency"
    if "¥" in money.words and context.language.split("-")[0] == "ja":
        return True, "a yen sign on a page in Japanese"
    if _shown(code, document):
        return True, "a sign that several currencies share, with the code elsewhere on the page"
    return False, "a sign that several currencies share"


def _shown(code: str, document: Document) -> bool:
    """Whether a short line of the page names the code: a choice of currencies, or a note on the prices."""
    word = re.compile(
        rf"^{code}$|[$€£¥₹\d(] ?{code}\b|\b{code}(?: ?[$€£¥₹\d)])|\b(?:prices?|currency|currencies|通貨|表示価格)\b.*\b{code}\b",
        re.I,
    )
    return any(
        word.search(block.text) is not None
        for block in document.blocks
        if block.visible and len(block.text) <= _NOTE and block.role != "option" and block.area not in _ELSEWHERE
    )


@lru_cache(maxsize=1)
def _named(same: Same) -> frozenset[str]:
    """The codes with which short lines of the page say in which currency its amounts are ("CLP, taxes included")."""
    lines = (
        block.text
        for block in same.document.blocks
        if block.visible and len(block.text) <= _NOTE and block.role != "option" and block.area not in _ELSEWHERE
    )
    return frozenset(code for text in lines for code in _CODE.findall(text) if _OF_AMOUNTS.search(text) is not None)


@lru_cache(maxsize=1)
def _rupees(same: Same) -> frozenset[str]:
    """The rupees of the countries that a page names as its own or that its telephone numbers are of."""
    said = (block.text for block in same.document.blocks if block.area not in _ELSEWHERE)
    text = fold("\n".join((*said, *(link.url for link in same.document.links if "wa.me" in link.url)))).text
    return frozenset(match.lastgroup for match in _RUPEES.finditer(text) if match.lastgroup)


def currency_of(money: Money, document: Document, context: Context) -> tuple[str | None, bool, str]:
    """ISO 4217 code, whether it is sure, and where it comes from. A shared sign is settled by markup, then domain."""
    if money.certain or money.currency is None:
        return money.currency, money.certain, "named with the amount"
    shared = next((codes for sign, codes in _SHARED.items() if sign in money.words), frozenset())
    for kind in buybox.read(document).markup:
        if kind.currency and (kind.currency in shared or not shared):
            return kind.currency, True, f"a shared sign, settled by {kind.source}"
    for country in of_host(urlsplit(document.canonical or document.url).hostname or ""):
        code = _BY_DOMAIN.get(country)
        if code in shared:
            return code, False, f"a shared sign, guessed from the domain ({country})"
    if "¥" in money.words and context.language.split("-")[0] == "ja":
        return "JPY", True, "a yen sign on a page in Japanese"
    named = _named(Same(document)) & shared
    if len(named) == 1:
        return next(iter(named)), False, "a shared sign, with one of its codes elsewhere on the page"
    if "rs" in money.words and len(countries := _rupees(Same(document))) == 1:
        return next(iter(countries)), False, "a shared sign, with one of its countries named on the page"
    if context.language == "es" and _GROUPED.search(money.words) is not None:
        return None, False, "a sign of many currencies before thousands set off by a full stop: not those of the dollar"
    return money.currency, False, f"a shared sign, guessed from the language ({context.language})"
