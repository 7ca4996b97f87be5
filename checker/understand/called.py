"""Plain HTML files as a site: what links call them, and by which addresses.

A file that was saved from a shop stands under another name than its page had (`policy-returns.html` for `/returns/`).
What it says of itself joins it to the links of the others: its canonical address, Open Graph's `og:url`
(https://ogp.me/#metadata) and the base of its links. A crawl notes the same from redirects and links.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand.document import Document, parse
from disputelint.checker.understand.links import split

_LOG = logging.getLogger("disputelint.understand")
_ROOT = "file://"


def called(loads: Sequence[Load]) -> list[Load]:
    """The files with their further addresses, and with what the links of the other files call them."""
    calls: dict[str, Counter[str]] = {}
    said: dict[str, str] = {}
    origins: Counter[str] = Counter()
    for load in loads:
        document = _document(load)
        if document is None:
            continue
        said[load.url] = _own_address(document)
        origins.update(filter(None, {_origin(said[load.url]), _origin(document.base)}))
        for link in document.links:
            if link.text and len(link.text) < 80 and link.url != load.url:
                calls.setdefault(link.url, Counter())[link.text] += 1
    shop = origins.most_common(1)[0][0] if origins else ""
    named = _addressed(loads, said, shop)
    return [_with_texts(load, calls) for load in named]


def _document(load: Load) -> Document | None:
    if load.seen == "unread":
        return None
    try:
        return parse(load)
    except Exception:  # reading the page proper will say what is wrong with it
        _LOG.debug("no links of %s", load.url, exc_info=True)
        return None


def _own_address(document: Document) -> str:
    """What a page says its address is; "" when it says nothing of use."""
    said = document.canonical or (document.meta.get("og:url") or "")
    parts = split(said)
    return said if parts.path and (parts.netloc or parts.scheme == "file") else ""


def _origin(url: str) -> str:
    parts = split(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""


def _addressed(loads: Sequence[Load], said: dict[str, str], shop: str) -> list[Load]:
    """Each load with every address that leads to it and to no other file: its names, what it says, both on the shop's host."""
    taken = {address: load.url for load in reversed(loads) for address in (*load.aliases, load.url)}
    claims = Counter(said.values())
    for load in loads:
        own = said.get(load.url, "")
        if claims[own] == 1 and own and _origin(own) in ("", shop):  # what many pages say is a mistake of the theme
            path = urlsplit(own).path
            for name in {path, path.rstrip("/") or "/", path.rstrip("/") + "/"}:
                taken.setdefault(_ROOT + name, load.url)
    if shop:
        taken |= {shop + address.removeprefix(_ROOT): url for address, url in taken.items()}
    held: dict[str, list[str]] = {}
    for address, url in sorted(taken.items()):
        held.setdefault(url, []).append(address)
    return [
        replace(load, aliases=tuple(dict.fromkeys((*load.aliases, *_others(held.get(load.url, ()), load.url)))))
        for load in loads
    ]


def _others(addresses: Iterable[str], url: str) -> Iterable[str]:
    return (address for address in addresses if address != url)


def _with_texts(load: Load, calls: dict[str, Counter[str]]) -> Load:
    counted: Counter[str] = Counter()
    for url in (load.url, *load.aliases):
        counted.update(calls.get(url, {}))
    texts = tuple(sorted(counted, key=lambda text: (-counted[text], text))[:5])
    return replace(load, link_texts=texts) if texts and not load.link_texts else load
