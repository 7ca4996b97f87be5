"""Facts: what a page states, typed and with proof. One module per family; `find_all` runs them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from disputelint.checker.model import CONFIDENCES, Fact, PageKind
from disputelint.checker.understand.facts.context import Context, Family, Log, Unheard
from disputelint.checker.understand.facts.owner import without_buyers
from disputelint.checker.understand.lexicon import lexicon

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

__all__ = ["FAMILIES", "Context", "Family", "Log", "find_all"]

# Module names in this package, each with `find(document, context) -> Iterable[Fact]`; imported when first run.
FAMILIES: Final[tuple[str, ...]] = (
    "refund_window",
    "refund_none",
    "refund_terms",
    "refund_money",
    "cancellation",
    "shipping_time",
    "shipping_cost",
    "shipping_terms",
    "sentences",
    "updates",
    "placeholders",
    "contact",
    "business",
    "payment",
    "price",
    "markup",
    "product",
    "cart",
    "checkout",
    "choice",
    "consent",
)

_SURER: Final = ("text", "attribute", "json-ld", "microdata", "opengraph", "image_alt", "banner", "meta", "derived")
_NEARER: Final = ("main", "dialog", "footer", "header", "banner", "nav")
_CONFIDENCES: Final[dict[str, int]] = {name: place for place, name in enumerate(CONFIDENCES)}
_SOURCES: Final[dict[str, int]] = {name: place for place, name in enumerate(_SURER)}
_REGIONS: Final[dict[str, int]] = {name: place for place, name in enumerate(_NEARER)}
_MOST: Final = 40  # statements kept of one name; a page with more repeats itself


def find_all(document: Document, kinds: Iterable[PageKind], language: str, log: Log | None = None) -> tuple[Fact, ...]:
    """All facts of a page, names in alphabetical order and the best statement of each name first.

    A page in a language without a lexicon gives only what needs no wording (markup, prices, addresses).
    """
    context = Context(
        language=language,
        kinds=frozenset(kinds),
        lexicon=lexicon(),
        log=log if log is not None else Unheard(),
        page=document.url,
    )
    found: list[Fact] = []
    for name in FAMILIES:
        family = cast("Family", import_module(f"{__name__}.{name}"))
        found.extend(family.find(document, context))
    return _ordered(without_buyers(found, document.blocks, context.kinds, context.log))


def _ordered(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Best first per name: the surer, then the nearer source, then the order of the family; repetitions dropped."""
    by_name: dict[str, list[Fact]] = {}
    quoted: dict[tuple[str, str], Fact] = {}  # the first fact of a name and a quote; most stay alone
    seen: set[tuple[str, str, str]] = set()
    for fact in facts:
        name = fact.name
        first = quoted.setdefault((name, fact.evidence.quote), fact)
        if first is not fact:
            seen.add(_stated(first))
            if (stated := _stated(fact)) in seen:
                continue
            seen.add(stated)
        if (same := by_name.get(name)) is None:
            by_name[name] = [fact]
        else:
            same.append(fact)
    return tuple(fact for name in sorted(by_name) for fact in sorted(by_name[name], key=_rank)[:_MOST])


def _stated(fact: Fact) -> tuple[str, str, str]:
    """Facts that are alike in this are repetitions."""
    return fact.name, repr(fact.value), fact.evidence.quote


def _rank(fact: Fact) -> tuple[int, int, int]:
    source = _SOURCES.get(fact.source, len(_SOURCES))
    return _CONFIDENCES[fact.confidence], source, _REGIONS[fact.evidence.region]
