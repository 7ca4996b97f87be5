"""Sitemaps (https://www.sitemaps.org/protocol.html): indexes, gzip, and whatever a shop serves in their place."""

from __future__ import annotations

import io
import zlib
from collections import deque
from collections.abc import Awaitable, Callable

from disputelint.checker.model import ReasonCode
from disputelint.checker.model.record import record
from disputelint.checker.snapshot.records import Load

MAX_BYTES = 50 * 1024 * 1024  # of one sitemap, unpacked: the protocol's limit
MAX_FILES = 60
MAX_DEPTH = 3
MAX_URLS = 50_000
Read = Callable[[str], Awaitable[tuple[Load, bytes]]]


@record(frozen=True, slots=True)
class Parsed:
    """What one file says: pages, further sitemaps, and whether it ended as it should."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    whole: bool = True


@record(frozen=True, slots=True)
class Sitemap:
    """All pages of a shop's sitemaps. `missed`: why the list may not be all of it; None when it is, or there is none."""

    pages: tuple[str, ...] = ()
    missed: ReasonCode | None = None


async def read(roots: tuple[str, ...], ask: Read, owns: Callable[[str], bool] = lambda _: True) -> Sitemap:
    """Follow sitemaps from `roots`, breadth first, within the limits above. Each file is asked for once.

    A root that is not there is no gap: a shop need not have a sitemap. One that an index names is. Nor is a root on a
    host that is not the shop's (`owns`), as where a preview's robots.txt names the live shop's.
    """
    pages: dict[str, None] = {}
    waiting = deque((root, 0) for root in dict.fromkeys(roots))
    seen = set(roots)
    missed: ReasonCode | None = None
    files = 0
    while waiting:
        url, depth = waiting.popleft()
        if files >= MAX_FILES or len(pages) >= MAX_URLS:
            return Sitemap(tuple(pages)[:MAX_URLS], "page_limit")
        files += 1
        load, data = await ask(url)
        if load.reason is not None:
            gone = depth == 0 and (load.reason == "not_found" or not owns(url))
            missed = missed if gone else load.reason
            continue
        parsed = parse(data)
        if not parsed.whole:
            missed = "decode_error"
        pages.update(dict.fromkeys(parsed.pages[: MAX_URLS - len(pages)]))
        for child in parsed.sitemaps:
            if child in seen:
                continue
            seen.add(child)
            if depth >= MAX_DEPTH:
                missed = "page_limit"
            else:
                waiting.append((child, depth + 1))
    return Sitemap(tuple(pages), missed)


def parse(data: bytes) -> Parsed:
    """What the bytes of one sitemap say: XML, gzipped XML, a plain list of URLs; nothing for an HTML page. Never raises."""
    data, whole = _unpacked(data)
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"<"):
        lines = data.decode("utf-8", errors="replace").splitlines()
        return Parsed(tuple(line.strip() for line in lines if line.strip().startswith("http"))[:MAX_URLS], (), whole)
    if b"<html" in start.lower():
        return Parsed()
    return _xml(data, whole)


def _unpacked(data: bytes) -> tuple[bytes, bool]:
    """Gzip undone as far as it goes, and whether it went to the end."""
    if data[:2] != b"\x1f\x8b":
        return data, True
    unpacker = zlib.decompressobj(wbits=31)
    try:
        text = unpacker.decompress(data, MAX_BYTES)
    except zlib.error:
        return b"", False
    return text, unpacker.eof


def _xml(data: bytes, whole: bool) -> Parsed:
    """`<loc>` of pages and of sitemaps, and `hreflang` versions, up to the first place where the XML breaks for good."""
    from lxml import etree

    pages: dict[str, None] = {}
    sitemaps: dict[str, None] = {}
    try:
        events = etree.iterparse(
            io.BytesIO(data),
            events=("end",),
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        for _, element in events:
            if not isinstance(element.tag, str):
                continue
            name = etree.QName(element).localname.lower()
            if name == "loc" and element.text:
                parent = element.getparent()
                inside = etree.QName(parent).localname.lower() if parent is not None else "url"
                if inside in ("url", "sitemap"):
                    (sitemaps if inside == "sitemap" else pages)[element.text.strip()] = None
            elif name in ("url", "sitemap"):
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            if len(pages) >= MAX_URLS:
                break
        whole = whole and not any(entry.level >= 3 for entry in events.error_log)
    except (etree.LxmlError, ValueError):
        whole = False
    return Parsed(tuple(pages), tuple(sitemaps), whole)
