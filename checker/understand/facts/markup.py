"""What structured data says of the product: JSON-LD, microdata, Open Graph, each as a source of its own.

Vocabulary: https://schema.org/Product, https://schema.org/Offer, https://schema.org/MerchantReturnPolicy, https://ogp.me/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from disputelint.checker.model import JSON, Evidence, Fact, FactSource
from disputelint.checker.model.record import record
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_PRODUCTS: Final = frozenset(
    (
        "product",
        "productgroup",
        "individualproduct",
        "productmodel",
        "book",
        "vehicle",
        "car",
        "someproducts",
        "productcollection",
        "course",
        "softwareapplication",
        "webapplication",
    )
)
_STATES: Final = {
    "instock": "in_stock",
    "limitedavailability": "in_stock",
    "onlineonly": "in_stock",
    "instoreonly": "in_stock",
    "available": "in_stock",
    "madetoorder": "in_stock",
    "outofstock": "out_of_stock",
    "soldout": "out_of_stock",
    "oos": "out_of_stock",
    "preorder": "preorder",
    "presale": "preorder",
    "backorder": "backorder",
    "availablefororder": "backorder",
    "discontinued": "discontinued",
}
_MENTIONS: Final = frozenset(
    ("isRelatedTo", "isSimilarTo", "isAccessoryOrSparePartFor", "itemListElement", "review", "itemReviewed", "mentions")
)
_FORMER_CODES: Final = {"RUR": "RUB", "RMB": "CNY", "NTD": "TWD", "BYR": "BYN"}  # what markup still calls them
_KIND_NAMES: Final[dict[str, str]] = {"json-ld": "jsonld", "microdata": "microdata", "opengraph": "opengraph"}


@record(frozen=True, slots=True)
class Markup:
    """One kind of structured data about the page's product. `prices` as printed in it, in major units."""

    source: FactSource
    name: str = ""
    prices: tuple[tuple[float, str], ...] = ()  # amount, as printed
    currency: str | None = None
    state: str = ""
    state_said: str = ""
    days: int | None = None
    policy: str = ""
    images: tuple[str, ...] = ()
    sku: str = ""
    condition: str = ""
    quote: str = ""


def find(document: Document, context: Context) -> Iterator[Fact]:
    """`markup.*` per source, and `product.structured_data`: the richest kind that describes a product."""
    kinds = read(document)
    for kind in kinds:
        yield from _facts(kind, context)
    if kinds:
        best = kinds[0]
        yield _fact("product.structured_data", _KIND_NAMES[best.source], best.quote or best.name, best.source, context)


def read(document: Document) -> tuple[Markup, ...]:
    """The kinds of product markup on the page, richest first (JSON-LD, microdata, Open Graph)."""
    found = []
    for source, items in (("json-ld", document.jsonld), ("microdata", document.microdata)):
        products = list(_products(items))
        own = _own(products, document)
        if own is not None:
            found.append(_markup("json-ld" if source == "json-ld" else "microdata", own, items))
    graph = _open_graph(document)
    if graph is not None:
        found.append(graph)
    return tuple(found)


def _facts(kind: Markup, context: Context) -> Iterator[Fact]:
    if kind.name:
        yield _fact("markup.name", kind.name, kind.name, kind.source, context)
    if kind.prices:
        low, said = min(kind.prices)
        high = max(kind.prices)[0]
        value: dict[str, JSON] = {"amount": low, "currency": kind.currency}
        if high > low:
            value["max"] = high
        yield _fact("markup.price", value, said, kind.source, context)
    if kind.state:
        yield _fact("markup.availability", kind.state, kind.state_said, kind.source, context)
    policy: dict[str, JSON] = {}
    if kind.days is not None:
        policy["days"] = kind.days
    if kind.policy:
        policy["url"] = kind.policy
    if policy:
        yield _fact("markup.return_policy", policy, kind.policy or str(kind.days), kind.source, context)


def _fact(name: str, value: JSON, quote: str, source: FactSource, context: Context) -> Fact:
    selector = {"json-ld": 'script[type="application/ld+json"]', "microdata": "[itemscope]"}.get(source, "head > meta")
    proof = Evidence(page=context.page, quote=quote, selector=selector)
    return Fact(name, value, "high", proof, source, f"stated in {source}")


def _types(item: Mapping[str, JSON]) -> list[str]:
    said = item.get("@type")
    return [
        str(kind).rpartition("/")[2].rpartition(":")[2].lower()
        for kind in (said if isinstance(said, list) else [said])
        if kind
    ]


def _products(items: Iterable[Mapping[str, Any]], depth: int = 0) -> Iterator[dict[str, Any]]:
    """The products among items and inside them, in page order, but for those that are only mentioned."""
    for item in items:
        if any(kind in _PRODUCTS for kind in _types(item)):
            yield dict(item)
            continue
        if depth > 3 or "itemlist" in _types(item):
            continue
        for key, value in item.items():
            if key not in _MENTIONS:
                yield from _products([inner for inner in _many(value) if isinstance(inner, dict)], depth + 1)


def _many(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    for one in _many(value):
        if isinstance(one, str):
            return " ".join(unescape(one).split()) if "&" in one else " ".join(one.split())
        if isinstance(one, int | float) and not isinstance(one, bool):
            return repr(one)
        if isinstance(one, dict):
            said = one.get("@value") or one.get("name") or one.get("@id") or one.get("url")
            if said:
                return _text(said)
    return ""


def _own(products: list[dict[str, Any]], document: Document) -> dict[str, Any] | None:
    """The product of this page among those marked up; None when several are and none is this page's."""
    rich = [item for item in products if _offers(item) or item.get("hasVariant")] or products
    if len(rich) <= 1:
        return rich[0] if rich else None
    path = urlsplit(document.canonical or document.url).path.rstrip("/")
    for item in rich:
        url = _text(item.get("url")) or _text(item.get("@id"))
        if url and path and urlsplit(url).path.rstrip("/") == path:
            return item
    title = fold(document.title).text
    named = [item for item in rich if len(_text(item.get("name"))) > 2 and fold(_text(item.get("name"))).text in title]
    if named:
        return max(named, key=lambda item: len(_text(item.get("name"))))
    groups = [item for item in rich if "productgroup" in _types(item)]
    return groups[0] if groups else rich[0]


def _offers(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The offers of an item, those inside aggregate offers and variants included."""
    found: list[dict[str, Any]] = []
    for offer in [o for o in _many(item.get("offers")) if isinstance(o, dict)]:
        inner = [o for o in _many(offer.get("offers")) if isinstance(o, dict)]
        found += [offer, *inner]
    for variant in _many(item.get("hasVariant")):
        if isinstance(variant, dict):
            found += [o for o in _many(variant.get("offers")) if isinstance(o, dict)]
    if not found and ("price" in item or "lowPrice" in item):
        found.append(dict(item))
    return found


def _markup(source: FactSource, item: dict[str, Any], items: Iterable[Mapping[str, JSON]]) -> Markup:
    offers = _offers(item)
    states = [(state_of(_text(offer.get("availability"))), _text(offer.get("availability"))) for offer in offers]
    known = [pair for pair in states if pair[0]]
    state = next((pair for pair in known if pair[0] == "in_stock"), known[0] if known else ("", ""))
    days, policy = _policy([item, *offers, *items])
    prices = tuple(_prices(offers))
    name = _text(item.get("name"))
    return Markup(
        source=source,
        name=name,
        prices=prices,
        currency=_currency(offers),
        state=state[0],
        state_said=state[1],
        days=days,
        policy=policy,
        images=tuple(_text(image) for image in _many(item.get("image")) if _text(image)),
        sku=_text(item.get("sku")) or _text(item.get("gtin13")) or _text(item.get("mpn")),
        condition=_text(item.get("itemCondition"))
        or next((_text(o.get("itemCondition")) for o in offers if o.get("itemCondition")), ""),
        quote=prices[0][1] if prices else name,
    )


def _prices(offers: Iterable[Mapping[str, Any]]) -> Iterator[tuple[float, str]]:
    for offer in offers:
        said = [offer.get(key) for key in ("lowPrice", "price", "highPrice")]
        for spec in _many(offer.get("priceSpecification")):
            kind = _text(spec.get("priceType")) if isinstance(spec, dict) else ""
            if isinstance(spec, dict) and not re.search(r"ListPrice|StrikethroughPrice|MSRP|SRP", kind):
                said.append(spec.get("price"))
        for one in said:
            text = _text(one)
            amount = number(text)
            if amount is not None:
                yield amount, text


_RUN = re.compile(r"\d(?:[\d.,'’\s]{0,20}\d)?")  # one number with its separators


def number(text: str) -> float | None:
    """A price as markup writes it: "1299.00", "1,299.00", "19,90"; the first of several. None when it is none."""
    first = _RUN.search(text)
    if first is None:
        return None
    plain = re.sub(r"[^\d.,]", "", first.group())
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain)
    from price_parser.parser import parse_number

    value = parse_number(plain)
    return None if value is None else float(value)


def _currency(offers: Iterable[Mapping[str, Any]]) -> str | None:
    for offer in offers:
        specs = [spec for spec in _many(offer.get("priceSpecification")) if isinstance(spec, dict)]
        for holder in (offer, *specs):
            said = _text(holder.get("priceCurrency")).upper()
            if re.fullmatch(r"[A-Z]{3}", said):
                return _FORMER_CODES.get(said, said)
    return None


def state_of(said: str) -> str:
    """Our word for a schema.org or Open Graph availability; "" when it is none."""
    return _STATES.get(re.sub(r"[^a-z]", "", said.rpartition("/")[2].lower()), "")


def _policy(holders: Iterable[Mapping[str, Any]]) -> tuple[int | None, str]:
    for holder in holders:
        for policy in _many(holder.get("hasMerchantReturnPolicy")):
            if not isinstance(policy, dict):
                continue
            days = _text(policy.get("merchantReturnDays"))
            url = _text(policy.get("merchantReturnLink"))
            if days or url:
                return (int(float(days)) if re.fullmatch(r"\d{1,4}(?:\.0)?", days) else None), url
    return None, ""


def _open_graph(document: Document) -> Markup | None:
    get = document.opengraph.get
    said = get("product:price:amount") or get("og:price:amount") or get("product:sale_price:amount") or ""
    amount = number(said) if said else None
    typed = (get("og:type") or "").lower() in ("product", "og:product", "product.item")
    if amount is None and not typed:
        return None
    currency = (get("product:price:currency") or get("og:price:currency") or "").upper()
    state_said = get("product:availability") or get("og:availability") or ""
    return Markup(
        source="opengraph",
        name=get("og:title") or "",
        prices=((amount, said),) if amount is not None else (),
        currency=currency if re.fullmatch(r"[A-Z]{3}", currency) else None,
        state=state_of(state_said),
        state_said=state_said,
        images=(get("og:image") or "",) if get("og:image") else (),
        condition=get("product:condition") or "",
        quote=said or get("og:title") or "",
    )
