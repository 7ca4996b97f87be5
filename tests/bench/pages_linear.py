"""Whether reading a page stays linear in its length: parse, kinds, language, technologies, emptiness; not its facts. The
pages have a quarter of a megabyte to two, and most are made to be awkward.

`python -m tests.bench.pages_linear [NAME ...]` prints the table alone.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable

from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand import empty, kinds, language, technologies
from disputelint.checker.understand.document import parse

SIZES = (250_000, 500_000, 1_000_000, 2_000_000)  # characters
_TIMES = 2  # each is measured, the faster counts
_CELLS = 50_000  # of the largest table

_CLAUSE = (
    "<h2>{n}. Returns and refunds</h2><p>You may return any item within 30 days of delivery for a refund to the card you "
    'paid with, less postage of $6.90; see <a href="/policies/shipping-{n}">shipping</a> for parcels of <b>lot {n}</b>.'
    "</p><ul><li>Refunds are paid within 5 business days.</li><li>Sale items are final.</li></ul>"
)
_REVIEW = (
    '<article class="review item-{n}" data-id="{n}"><div class="stars"><svg><path d="M12 2l3 7h7l-6 4z"/></svg></div>'
    '<h3>Lovely no. {n}</h3><p style="margin:0">Fits as described, arrived in 4 days. Paid <s>$49.00</s> $39.00.</p>'
    '<a href="/products/mug-{n}?variant={n}"><img src="/img/{n}.jpg" alt="Mug {n}"></a></article>'
)
_CARD = (
    '<script type="application/ld+json">{"@type":"Product","name":"Mug","offers":{"price":"39.00","priceCurrency":"USD"}}'
    "</script><h1>Mug</h1><p class=price>$39.00</p><form action=/cart/add><button>Add to cart</button></form>"
)


def _repeated(unit: str, size: int) -> str:
    """As many of a numbered unit as make up the size."""
    parts: list[str] = []
    left, number = size, 0
    while left > 0:
        parts.append(unit.replace("{n}", str(number)))
        left -= len(parts[-1])
        number += 1
    return "".join(parts)


def _table(size: int) -> str:
    cells = _CELLS * size // SIZES[-1]
    row = "<tr>" + "".join(f"<td>Zone {n} costs ${n}.50 by air mail</td>" for n in range(10)) + "</tr>"
    return f"<table><tr>{'<th>Zone</th>' * 10}</tr>{row * (cells // 10)}</table>"


PAGES: dict[str, tuple[str, Callable[[int], str]]] = {
    "policy text": ("refund-policy", lambda size: _repeated(_CLAUSE, size)),
    "product markup": ("products/mug", lambda size: _CARD + _repeated(_REVIEW, size)),
    "deep nesting": ("pages/deep", lambda size: "<div>" * (size // 11) + "x" + "</div>" * (size // 11)),
    "nested inline, links and lists": ("pages/in", lambda size: "<ul><li><a href=/x><b>y</a>" * (size // 26)),
    "unclosed tags": ("pages/open", lambda size: "<p>Open <b>tags <i class=x>that nobody closed " * (size // 45)),
    "one text node": ("refund-policy", lambda size: "Return goods within 30 days of delivery. " * (size // 41)),
    "one text node, line breaks": ("pages/lines", lambda size: "Delivery: 3 days<br>" * (size // 20)),
    "table of 50,000 cells": ("shipping-policy", _table),
    "siblings with ids": ("pages/ids", lambda size: _repeated("<p id=a{n} class=c{n}>Word {n}</p>", size)),
    "fields": (
        "pages/fields",
        lambda size: _repeated("<form><label for=f{n}>Name</label><input id=f{n}></form>", size),
    ),
}


def cost(name: str, size: int) -> float:
    """CPU seconds of reading a page of this size, all but its facts."""
    where, made = PAGES[name]
    return min(_read(where, made(size)) for _ in range(_TIMES))


def _read(where: str, body: str) -> float:
    html = f"<!DOCTYPE html><html lang=en><title>{where}</title><body><main>{body}</main></body></html>"
    url = f"https://shop.example/{where}"
    load = Load(url, url, "desktop", "fetched", status=200, content_type="text/html", body=lambda: html)
    gc.collect()
    start = time.process_time()
    document = parse(load)
    found = kinds.classify(document, language.detect(document))
    empty.emptiness(document, found)
    technologies.signs(document)
    list(technologies.test_mode(document))
    return time.process_time() - start


def growth(names: Iterable[str] = ()) -> dict[str, float]:
    """Print the cost of each page at each size; name to the cost of the largest over that of a quarter of its length."""
    print(f"{'CPU ms of reading a page of':<34}" + "".join(f"{size // 1000:>8} kB" for size in SIZES) + "   growth")
    _read("warm-up", _CLAUSE)  # what is loaded once is no page's cost
    found = {}
    for name in names or PAGES:
        met = [cost(name, size) for size in SIZES]
        found[name] = met[-1] / met[-3]
        print(
            f"{name:<34}" + "".join(f"{seconds * 1000:>11.1f}" for seconds in met) + f"   {found[name]:.1f}", flush=True
        )
    return found


if __name__ == "__main__":
    growth(sys.argv[1:])
