"""Which pages a shop has: links from every part of a page, the sitemap, and the addresses platforms use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from disputelint.checker.crawl import tables
from disputelint.checker.crawl.guard import is_writing_link
from disputelint.checker.crawl.knowledge import Platform, knowledge
from disputelint.checker.crawl.urls import Address, host_of, locale_of, related, shape
from disputelint.checker.model import POLICY_KINDS, PageKind
from disputelint.checker.model.record import record

CHROME = frozenset(("header", "footer", "nav", "dialog", "banner"))  # links that stand on every page
MAX_KNOWN = 60_000
_SHORT = 60  # characters; a longer link text is a headline, not the name of a policy


@record(frozen=True, slots=True)
class Found:
    """A link as met: where it leads, what it is called, which part of which page it stands in."""

    url: str
    text: str
    by: str  # header, footer, nav, dialog, banner, main, sitemap, platform_path, hreflang, target
    page: str = ""
    goods: bool = False  # it stands with a price, as goods in a list do


@record(frozen=True, slots=True)
class Candidate:
    """A page known to exist (or, by `platform_path` alone, supposed to). `kinds` is a guess from words and addresses."""

    url: str
    found_by: tuple[str, ...]
    texts: tuple[str, ...]  # most frequent first
    kinds: tuple[PageKind, ...]
    order: int  # of discovery
    parent: str  # the page that led here first
    ours: bool
    locale: str
    shape: str

    @property
    def linked(self) -> bool:
        """Whether a page that was read leads here."""
        return any(way not in ("sitemap", "platform_path") for way in self.found_by)

    @property
    def version(self) -> bool:
        """Whether it is the start of the shop, or a page of it, in another language, as a page of the shop says."""
        start = urlsplit(self.url).path.strip("/").lower() in ("", self.locale)
        return bool(self.locale) and (
            "hreflang" in self.found_by or (start and bool(CHROME.intersection(self.found_by)))
        )

    @property
    def policy(self) -> bool:
        """Whether it may be one of the policy pages."""
        return bool(POLICY_KINDS.intersection(self.kinds))


@dataclass
class _Known:
    order: int
    parent: str
    found_by: dict[str, None] = field(default_factory=dict)
    texts: Counter[str] = field(default_factory=Counter)
    goods: bool = False


class Frontier:
    """Every page met so far, under its identity."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.platform: Platform | None = None
        self._known: dict[str, _Known] = {}
        self._cache: dict[str, Candidate] = {}
        self._identities: dict[str, str | None] = {}  # by what links say
        self.elsewhere: dict[str, None] = {}  # pages on hosts that are not the shop's

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, url: str) -> bool:
        return url in self._known

    def add(self, found: Iterable[Found]) -> None:
        """Take note of links. What writes, is no page, or stands on a host that is not the shop's business is left out."""
        for link in found:
            url = self._identity(link.url)
            if url is None or (url not in self._known and not self._wanted(url, link)):
                continue
            known = self._known.get(url)
            if known is None:
                known = self._known[url] = _Known(len(self._known), link.page)
                if not self.address.ours(url):
                    self.elsewhere[url] = None
            known.found_by[link.by] = None
            known.goods = known.goods or link.goods
            text = " ".join(link.text.split())[:200]
            if text:
                known.texts[text] = known.texts.get(text, 0) + 1  # `+=` of a Counter asks itself twice
            self._cache.pop(url, None)

    def _identity(self, url: str) -> str | None:
        """The identity of a link's address. Kept, as the same links stand on every page."""
        try:
            return self._identities[url]
        except KeyError:
            found = self.address.identity(url)
            if len(self._identities) < MAX_KNOWN:
                self._identities[url] = found
            return found

    def _wanted(self, url: str, link: Found) -> bool:
        if len(self._known) >= MAX_KNOWN or not self.address.page_like(url) or is_writing_link(url):
            return False
        return self.address.ours(url) or self._kept_elsewhere(url, link)

    def _kept_elsewhere(self, url: str, link: Found) -> bool:
        """Whether another host keeps this page for the shop: a policy or help page, called so by a link of the shop."""
        if link.by not in CHROME and link.by != "main":
            return False
        host = host_of(url)
        known = knowledge()
        named = bool(POLICY_KINDS.intersection(known.kinds_of_words(link.text))) if len(link.text) <= _SHORT else False
        if not self.address.ours(link.page):
            return named and host == host_of(link.page)
        if tables.host_in(host, known.help_hosts):
            return True
        return named and (
            any(related(host, host_of(origin)) for origin in self.address.origins)
            or link.by in ("footer", "nav", "header")
        )

    def candidate(self, url: str) -> Candidate:
        """What is known of one page."""
        made = self._cache.get(url)
        if made is None:
            known = self._known[url]
            texts = tuple(text for text, _ in sorted(known.texts.items(), key=lambda item: (-item[1], item[0])))[:8]
            made = self._cache[url] = Candidate(
                url=url,
                found_by=tuple(known.found_by),
                texts=texts,
                kinds=guess(url, texts, self.platform) or (("product",) if known.goods else ()),
                order=known.order,
                parent=known.parent,
                ours=self.address.ours(url),
                locale=locale_of(url) if self.address.ours(url) else "",
                shape=shape(url),
            )
        return made

    def candidates(self) -> tuple[Candidate, ...]:
        """All pages known, in the order they were met."""
        return tuple(self.candidate(url) for url in self._known)

    def locale_at(self, home: str) -> str:
        """The language that the addresses of the shop's own pages name, when `home`'s own address names none.

        `/` often shows what every link of it calls `/en/...` or `?language=en-gb`; those are no other language then.
        """
        own = locale_of(home)
        if own:
            return own
        linked = [candidate for candidate in self.candidates() if candidate.linked and candidate.ours]
        counts = Counter(candidate.locale for candidate in linked if not candidate.version)
        locale, most = counts.most_common(1)[0] if counts else ("", 0)
        return locale if 2 * most > counts.total() else ""

    def use(self, platform: Platform | None) -> None:
        """From now on, read addresses as this platform gives them."""
        self.platform = platform
        self._cache.clear()


def guess(url: str, texts: tuple[str, ...], platform: Platform | None) -> tuple[PageKind, ...]:
    """What a page may be, from its address and what links call it. For the plan only: reading decides."""
    parts = urlsplit(url)
    address = parts.path + ("?" + parts.query if parts.query else "")
    if platform is not None:
        by_address = [kind for kind, pattern in platform.patterns if pattern.match(address)]
        if by_address:
            return tuple(dict.fromkeys(by_address))
    known = knowledge()
    segments = [part for part in parts.path.lower().split("/") if part]
    if any(part in known.product_folders for part in segments[:-1]) and segments[-1] not in ("list", "all"):
        return ("product",)
    if is_product_file(url):
        return ("product",)
    kinds: dict[PageKind, None] = {}
    for text in texts:
        if len(text) <= _SHORT:
            kinds.update(dict.fromkeys(known.kinds_of_words(text)))
    kinds.update(dict.fromkeys(known.kinds_of_words(" ".join(segments[-2:]))))
    if not kinds and any(text.casefold() in known.list_names for text in texts):
        return ("collection",)
    return tuple(kinds)


def is_product_file(url: str) -> bool:
    """Whether an address is that of one page which a script fills with each of the goods in turn."""
    name = urlsplit(url).path.lower().rpartition("/")[2]
    return name.removesuffix(".html").removesuffix(".htm").removesuffix(".php") in knowledge().product_files


def usual_paths(origin: str, platform: Platform | None) -> tuple[Found, ...]:
    """The addresses to try although no link leads there: the platform's, or the common ones of an unknown platform."""
    paths = platform.policies if platform is not None and platform.policies else knowledge().common
    return tuple(Found(origin + known.path, "", "platform_path") for known in paths)
