"""What a crawl writes down: each page once, other addresses of it as such, and what is known and was not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from disputelint.checker.crawl.discover import Candidate
from disputelint.checker.crawl.plan import Done, below_products
from disputelint.checker.crawl.shop import Shop, Visit
from disputelint.checker.model import Device, ReasonCode
from disputelint.checker.snapshot.records import Load
from disputelint.checker.snapshot.write import SnapshotWriter

_INDEX: Final = re.compile(r"(?:index|default)\.(?:html?|php|aspx?)")
MAX_UNREAD = 1000  # known pages that were not read, as written down


class Recorder:
    """Writes the visits of one crawl."""

    def __init__(self, shop: Shop, writer: SnapshotWriter) -> None:
        self.shop = shop
        self.writer = writer
        self.device: Device = "mobile" if shop.config.crawl.device == "mobile" else "desktop"
        self._said: dict[str, int] = {}  # what pages say that servers may give under two names

    def settle(self, visit: Visit) -> None:
        """Record a visit, unless the page turned out to be one that is recorded already."""
        shop, load = self.shop, visit.load
        other = self._same_as(visit)
        if other == shop.home and shop.frontier.candidate(load.url).policy and load.final_url != load.url:
            # A link that is called a policy and leads to the home page leads to no policy.
            load = replace(
                load, seen="unread", reason="not_found", detail="leads to the home page", body=None, dom=None
            )
            visit, other = Visit(load, None, visit.kinds), None
        supposed = shop.frontier.candidate(load.url).found_by == ("platform_path",)
        if other is not None:
            shop.known_as(load.url, other)
            return
        lost = supposed and visit.document is None and load.reason in ("not_found", "http_refusal", "login_wall")
        shop.done[load.url] = Done(load.url, visit.kinds, visit.document is not None, load.reason, counted=not lost)
        if lost:
            return
        self.writer.add_load(load)
        if visit.document is None:
            return
        if load.url.endswith("/") or any(_twins(load.url)):
            self._said[load.url] = hash(visit.document.text())
        for address in {load.final_url, load.canonical if _one_page(load) else ""} - {"", load.url}:
            shop.known_as(address, load.url)
        shop.frontier.add(shop.links_to_follow(visit.document, visit.kinds))

    def _same_as(self, visit: Visit) -> str | None:
        """The page that this one is another address of; None when it is its own."""
        shop, load = self.shop, visit.load
        if visit.document is None or load.url == shop.home:
            return None
        for address in (load.final_url, load.canonical if _one_page(load) else ""):
            if address and address != load.url:
                known = shop.done.get(address)
                if known is not None and known.read:
                    return address
                if address in shop.same:
                    return shop.same[address]
        for address in _twins(load.url):
            if address in self._said and self._said[address] == hash(visit.document.text()):
                return address
        return shop.same.get(load.url)

    def what_is_left(self, cut: ReasonCode | None, home_seen: bool) -> None:
        """Policy pages first, then in the order of discovery."""
        shop = self.shop
        below = below_products(shop.done.values())
        left = [
            candidate
            for candidate in shop.frontier.candidates()
            if candidate.url not in shop.done
            and not ("?" in candidate.url and candidate.url.partition("?")[0] in shop.frontier)
            and candidate.found_by != ("platform_path",)
            and (candidate.policy or not candidate.url.startswith(below))
            and (candidate.url == shop.home or home_seen)
        ]
        left.sort(key=lambda candidate: (not candidate.policy, candidate.order))
        for candidate in left[:MAX_UNREAD]:
            if not shop.chosen(candidate.url):
                self.unread(candidate, "page_limit", "left out by include or exclude")
            elif not shop.may_read(candidate):
                self.unread(candidate, "robots_disallowed", "robots.txt")
            elif cut is not None:
                self.unread(candidate, cut, "the run ended before")
            else:
                self.unread(candidate, "page_limit", "known, and beyond what the plan reads")

    def unread(self, candidate: Candidate, reason: ReasonCode, detail: str) -> None:
        """Write down a page that is known and was not read, and why."""
        self.shop.done[candidate.url] = Done(candidate.url, candidate.kinds, False, reason)
        self.writer.add_load(
            Load(
                url=candidate.url,
                final_url=candidate.url,
                device=self.device,
                seen="unread",
                reason=reason,
                detail=detail,
                found_by=candidate.found_by,
                link_texts=candidate.texts,
            )
        )


def _twins(url: str) -> Iterator[str]:
    """The other names under which servers give the same file: with and without index.html, with and without .html."""
    path, query, _ = url.partition("?")
    folder, _, name = path.rpartition("/")
    if query or folder.endswith("/"):
        return
    if _INDEX.fullmatch(name):
        yield from (f"{folder}/", folder)
    elif name.endswith((".html", ".htm", ".php")):
        yield path.rpartition(".")[0]
    elif name and "." not in name:
        yield from (f"{path}.html", f"{path}.php")


def _one_page(load: Load) -> bool:
    """Whether a page's canonical address can be believed: the same path with another query, or the same last segment.

    Shops point every page at the home page, or a product at its collection, by mistake.
    """
    if not load.canonical:
        return False
    mine, theirs = (url.partition("?")[0].rstrip("/") for url in (load.final_url, load.canonical))
    return mine == theirs or (mine.rsplit("/", 1)[-1] == theirs.rsplit("/", 1)[-1] != "")
