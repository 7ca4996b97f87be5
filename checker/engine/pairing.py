"""Which page of one reading of a shop is which page of another, and what its texts were: what a comparison rests on.

Hosts, previews and sessions differ between the two; a page is its path. Digits are masked in texts, as in fingerprints,
so that counters, prices of recommendations and dates of the day are no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from disputelint.checker.engine.fingerprint import evidence
from disputelint.checker.model import POLICY_KINDS, Device, Page, RegionName, Report, Site
from disputelint.checker.model.record import record

CHROME: Final[frozenset[RegionName]] = frozenset(("header", "nav", "footer", "banner", "dialog"))
WALKED: Final = frozenset(("cart", "checkout"))  # their header and footer are their own
MANY: Final = frozenset(("product", "collection", "blog", "other"))  # kinds of which a crawl reads a sample
_LEAST: Final = 0.8  # of the pages that could show it: then it stands on every page
# Values of a query that name a visit, not a page: long, of letters and digits.
_TOKEN: Final = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_-]{16,}|[0-9a-fA-F]{16,}")
_LONG: Final = re.compile(r"\b(?=[a-z]*0)[a-z0-9_-]{12,}\b")


def key(url: str, home: str) -> str:
    """The name of a page in any reading of the shop: its path below the shop's own, without session, with its fragment.

    `home` is the address the reading started from.
    """
    parts, start = urlsplit(url), urlsplit(home)
    path = parts.path
    folder = start.path[: start.path.rfind("/") + 1]
    if len(folder) > 1 and parts.netloc == start.netloc and path.startswith(folder):
        path = "/" + path[len(folder) :]
    path = path.rstrip("/") or "/"
    query = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TOKEN.fullmatch(pair[1]))
    return path + ("?" + urlencode(query) if query else "") + ("#" + parts.fragment if parts.fragment else "")


def masked(text: str) -> str:
    """A text without what changes from load to load: digits, session ids and nonces."""
    return _LONG.sub("0", re.sub("0+", "0", evidence(text)))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@record(frozen=True, slots=True)
class Texts:
    """What one page says, hidden words included: all of it as it is and masked, and its blocks outside header and footer,
    masked.
    """

    kinds: frozenset[str]
    plain: str
    said: str
    main: frozenset[str]

    def says(self, quote: str) -> bool:
        """Whether the words stand on the page."""
        return masked(quote) in self.said

    def says_exactly(self, quote: str) -> bool:
        """Whether the words stand on the page with the same digits."""
        return _folded(quote) in self.plain


@record(frozen=True, slots=True)
class Sight:
    """The texts of a whole reading, by page and device."""

    pages: Mapping[tuple[str, Device], Texts]

    def steady(self, quote: str, device: Device) -> bool:
        """Whether words that stand in a header, footer or banner stand on nearly every page: others come and go."""
        own = [one for (_, seen_as), one in self.pages.items() if seen_as == device and not one.kinds & WALKED]
        return not own or sum(one.says(quote) for one in own) >= _LEAST * len(own)

    def here_and_there(self, quote: str, device: Device) -> bool:
        """Whether some pages say it and many do not."""
        said = [one.says(quote) for (_, seen_as), one in self.pages.items() if seen_as == device]
        return 0 < sum(said) < _LEAST * len(said)

    def exactly(self, quote: str, device: Device) -> bool:
        """`steady`, digits included."""
        own = [one for (_, seen_as), one in self.pages.items() if seen_as == device and not one.kinds & WALKED]
        return not own or sum(one.says_exactly(quote) for one in own) >= _LEAST * len(own)

    def comes_and_goes(self, quote: str, page: str, device: Device, region: RegionName) -> bool:
        """Whether words differ from load to load: of a header, when not every page has them; of a page, when the other
        device was not shown them, or several kinds of pages are shown them by chance.
        """
        if region in CHROME:
            return not self.steady(quote, device)
        other = self.pages.get((page, "mobile" if device == "desktop" else "desktop"))
        if other is not None and not other.says(quote):
            return True
        return len(self._partly(quote, device)) > 1

    def _partly(self, quote: str, device: Device) -> set[str]:
        """The kinds of pages of which some say it and some do not."""
        shown: dict[str, list[bool]] = {}
        for (_, seen_as), one in self.pages.items():
            if seen_as == device:
                for kind in one.kinds:
                    shown.setdefault(kind, []).append(one.says(quote))
        return {kind for kind, said in shown.items() if any(said) and not all(said)}


def sight(site: Site) -> Sight:
    """The texts of a storefront."""
    return Sight({(key(page.url, site.url), page.device): _texts(page) for page in site.pages if page.read})


def _texts(page: Page) -> Texts:
    blocks = [(block.region, masked(block.text)) for block in page.blocks if block.text]
    main = frozenset(text for region, text in blocks if region not in CHROME)
    plain = _folded("\n".join(block.text for block in page.blocks))
    return Texts(frozenset(page.kinds), plain, "\n".join(text for _, text in blocks), main)


def links(site: Site) -> dict[str, tuple[str, ...]]:
    """Where every page links to the shop's policies: "refund_policy mobile" to the regions, as far as a buyer sees it."""
    kinds: dict[str, tuple[str, ...]] = {}
    for page in site.pages:
        if page.reason != "not_found":
            name = key(page.url, site.url)
            kinds[name] = (*kinds.get(name, ()), *page.kinds)
    for other, url in site.aliases.items():
        kinds.setdefault(key(other, site.url), kinds.get(key(url, site.url), ()))
    found: dict[str, tuple[str, ...]] = {}
    for device in site.devices:
        own = [one for one in site.pages if one.read and one.device == device and not WALKED.intersection(one.kinds)]
        counts: dict[tuple[str, str], int] = {}
        known: dict[str, tuple[str, ...]] = {}
        for page in own:
            for place in _linked(page, kinds, site.url, known):
                counts[place] = counts.get(place, 0) + 1
        for kind, region in sorted(place for place, many in counts.items() if many >= _LEAST * len(own)):
            name = f"{kind} {device}"
            found[name] = (*found.get(name, ()), region)
    return found


def _linked(
    page: Page, kinds: Mapping[str, Iterable[str]], home: str, known: dict[str, tuple[str, ...]]
) -> set[tuple[str, str]]:
    """The policies that a page links to, with the regions. `known`: which policies addresses lead to, as far as met."""
    found: set[tuple[str, str]] = set()
    for url, region in {(link.url, link.region) for link in page.links if link.visible and link.region in CHROME}:
        led = known.get(url)
        if led is None:
            ours = urlsplit(url).netloc == urlsplit(home).netloc
            led = known[url] = tuple(k for k in kinds.get(key(url, home), ()) if k in POLICY_KINDS) if ours else ()
        found.update((kind, region) for kind in led)
    return found


def read(report: Report) -> dict[tuple[str, Device], frozenset[str]]:
    """The pages of a report that were read, with their kinds."""
    return {
        (key(page.url, report.target.url), page.device): frozenset(page.kinds)
        for page in report.pages
        if page.seen != "unread"
    }
