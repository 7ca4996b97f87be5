"""Facts that no single statement of a page makes: of the configuration, of languages, of transport, of dead links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, cast

from disputelint.checker.config.settings import Config
from disputelint.checker.model import JSON, Device, Evidence, Fact, Page
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand.document import Document
from disputelint.checker.understand.empty import Emptiness
from disputelint.checker.understand.links import split

MOST = 20  # of one sort of fault that are listed
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
_JOURNEYS = ("walked", "partial", "off", "not_authorized", "failed")
JourneyState = Literal["walked", "partial", "off", "not_authorized", "failed"]


def of_config(config: Config) -> Iterator[Fact]:
    """`config.*`: what the shop says of itself in disputelint.yml."""
    shop = config.storefront
    said: dict[str, JSON] = {
        "config.business_name": shop.business_name,
        "config.statement_descriptor": shop.statement_descriptor,
        "config.name": shop.name,
        "config.url": shop.url,
        "config.currencies": list(shop.currencies) if shop.currencies else None,
        "config.gateways": list(shop.gateways) if shop.gateways else None,
    }
    for name, value in said.items():
        if value:
            quote = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            yield Fact(name, value, "high", Evidence("", quote), source="config", why="written in the configuration")


def of_page(document: Document, tag: str, nothing: Emptiness) -> Iterator[Fact]:
    """`page.language` and `page.stub`, proved by the page's first words."""
    load = document.load
    first = next((b for b in document.blocks if b.region == "main" and b.text and b.visible), None)
    first = first or next((b for b in document.blocks if b.text), None)
    quote = first.text[:120] if first is not None else document.title
    place = Evidence(
        load.url,
        quote,
        selector=first.selector if first is not None else "title",
        region=first.region if first is not None else "main",
        box=first.box if first is not None else None,
        device=load.device,
    )
    index = first.index if first is not None else None
    if tag:
        yield Fact("page.language", tag, "high", place, "derived", "declared, or read off the words", index)
    if nothing:
        why = {
            "empty": "a heading and nothing below it",
            "stub": "a line that says that the text is to come, or one line alone",
            "sample": "the platform's sample text or dummy text",
            "unfilled": "blanks of a copied text that nobody filled in",
        }[nothing]
        yield Fact("page.stub", nothing, "high", place, "derived", why, index)


def languages_of(pages: Sequence[Page]) -> tuple[str, ...]:
    """The languages of the pages that were read, most used first."""
    counts: dict[str, int] = {}
    for page in pages:
        if page.read and page.language:
            counts[page.language] = counts.get(page.language, 0) + 1
    return tuple(sorted(counts, key=lambda tag: (-counts[tag], tag)))


def languages(pages: Sequence[Page]) -> Iterator[Fact]:
    """`site.language`: one per language."""
    for tag in languages_of(pages):
        page = next(page for page in pages if page.read and page.language == tag)
        place = Evidence(page.url, page.title, selector="title", device=page.device)
        yield Fact("site.language", tag, "high", place, "derived", "the language of pages that were read")


def https(pages: Sequence[Page], *, files: bool) -> Iterator[Fact]:
    """`site.https`, per device: whether every page that was read came over HTTPS; loopback counts. Nothing for plain
    files.
    """
    if files:
        return
    for device in dict.fromkeys(page.device for page in pages):
        read = [page for page in pages if page.read and page.device == device]
        plain = next((page for page in read if not _secure(page.url)), None)
        for shown in (plain,) if plain else read[:1]:
            place = Evidence(shown.url, shown.url, device=device)
            yield Fact(
                "site.https", plain is None, "high", place, "derived", "the addresses of the pages that were read"
            )


def _secure(url: str) -> bool:
    parts = split(url)
    return parts.scheme == "https" or (parts.hostname or "") in _LOOPBACK


def mixed_content(document: Document) -> Iterator[Fact]:
    """`site.mixed_content`: scripts, frames, style sheets, pictures and requests over http: on an https: page."""
    if not document.url.startswith("https://"):
        return
    loaded = [*document.scripts, *document.iframes, *document.stylesheets, *(image.src for image in document.images)]
    for url in dict.fromkeys([*loaded, *document.load.requests]):
        if url.startswith("http://") and not _secure(url):
            place = Evidence(document.load.url, url, device=document.load.device)
            yield Fact("site.mixed_content", url, "high", place, "attribute", "an http: address on an https: page")


def broken_links(pages: Sequence[Page], loads: Sequence[Load]) -> Iterator[Fact]:
    """`site.broken_links`, per device: the shop's own links that led to a page that is not there."""
    gone = {
        plain(address)
        for load in loads
        if load.reason == "not_found" or load.status in (404, 410)
        for address in (load.url, *load.redirects, *load.aliases)
    }
    gone -= {plain(load.url) for load in loads if load.seen != "unread" and load.status not in (404, 410)}
    told: dict[Device, set[str]] = {}
    for page in pages:
        known = told.setdefault(page.device, set())
        for link in page.links:
            if len(known) >= MOST:
                break
            if link.visible and plain(link.url) in gone and link.url not in known:
                known.add(link.url)
                place = Evidence(page.url, link.text or link.url, link.selector, link.region, "", link.box, page.device)
                yield Fact("site.broken_links", link.url, "high", place, "attribute", "it answered 404", link.block)


def plain(url: str) -> str:
    """An address for comparison: without fragment and final slash."""
    return url.split("#", 1)[0].rstrip("/")


def journey_of(said: str) -> JourneyState:
    """The state of the walk as the snapshot has it; "off" for a word that is none."""
    return cast("JourneyState", said) if said in _JOURNEYS else "off"
