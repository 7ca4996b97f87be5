"""What a URL is: one spelling per page, which parts of a query say where a visitor came from, and what is ours to read.

`Address` keeps the rules of one crawl. Its `identity` is the page's name everywhere (snapshot, reports, waivers): without
fragment, default port, tracking and preview parameters. `request` is what is asked for: the identity with the preview
parameters of the target put back.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import parse_qsl, quote_plus, urljoin, urlsplit, urlunsplit

from disputelint.checker.crawl.addresses import reach_of_name
from disputelint.checker.crawl.knowledge import knowledge
from disputelint.checker.model.record import record

_PORTS = {"http": 80, "https": 443}
_LOCALE = re.compile(r"^[a-z]{2}(?:[-_][a-zA-Z]{2,4})?$")
_PLAIN = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::(?!443/)(?:[1-9]\d{2,3}|[1-5]\d{4}))?/[A-Za-z0-9_./~-]*\Z"
)
_SESSION_PATH = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
# What a page is never served as; style sheets, pictures and archives linked with <a>.
_NOT_PAGES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|css|js|mjs|json|xml|rss|atom|zip|gz|rar|7z|exe|dmg|apk|mp[34]|webm|mov|avi|woff2?|ttf"
    r"|docx?|xlsx?|pptx?|csv|ics|vcf)$",
    re.IGNORECASE,
)
MAX_LENGTH = 2000
MAX_SEGMENTS = 10


def normalise(url: str, base: str = "") -> str | None:
    """`url` in one spelling, absolute and without fragment; None when it is no http(s) address that can be asked for."""
    if _PLAIN.match(url) and "//" not in url[8:] and "/." not in url[8:] and len(url) <= MAX_LENGTH:
        return url  # spelled like that already; a sitemap has tens of thousands of these
    from w3lib.url import canonicalize_url, safe_url_string

    try:
        joined = urljoin(base, url.strip()) if base else url.strip()
        if len(joined) > MAX_LENGTH or joined[:4].lower() != "http":
            return None
        parts = urlsplit(safe_url_string(joined))
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
        if parts.scheme not in _PORTS or not host:
            return None
        netloc = f"[{host}]" if ":" in host else host
        if port is not None and port != _PORTS[parts.scheme]:
            netloc += f":{port}"
        path = _SESSION_PATH.sub("", parts.path) or "/"
        path = _without_dots(path)
        return canonicalize_url(urlunsplit((parts.scheme, netloc, path, "", "")), keep_fragments=False) + (
            "?" + parts.query if parts.query else ""
        )
    except ValueError:
        return None


def _without_dots(path: str) -> str:
    """RFC 3986, 5.2.4, and runs of slashes as one."""
    tidy = posixpath.normpath(re.sub("/{2,}", "/", path))
    return tidy + "/" if path.endswith("/") and tidy != "/" else tidy


def origin_of(url: str) -> str:
    """Scheme, host and port of a normalised URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def host_of(url: str) -> str:
    """The host of a URL, lower case, without port."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def is_loopback(url: str) -> bool:
    """Whether the host is this machine by name or number."""
    return reach_of_name(host_of(url)) == "loopback"


def related(host: str, other: str) -> bool:
    """Whether two hosts belong to one registered name, as far as that can be told from the names alone."""
    return bool(host) and _registered(host) == _registered(other)


def _registered(host: str) -> str:
    labels = host.split(".")
    # co.jp, com.au, or.jp: a short label before a country code is the registry's, not the shop's.
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3 else 2
    return ".".join(labels[-keep:])


@record(frozen=True, slots=True)
class Address:
    """How one crawl names and asks for pages: the shop's origins, and the preview parameters of its target.

    `origins` grows once, when the target redirects to the shop's real host.
    """

    origins: set[str]
    carried: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of_target(cls, target: str, share_key: str | None = None) -> Address:
        """The address rules for a target URL; `share_key` opens a shop that shows a coming-soon page."""
        preview = knowledge().preview_params
        pairs = parse_qsl(urlsplit(target).query, keep_blank_values=True)
        carried = [pair for pair in pairs if pair[0].lower() in preview]
        if share_key:
            name = knowledge().share_param
            carried = [*(pair for pair in carried if pair[0] != name), (name, share_key)]
        return cls({origin_of(target)}, tuple(carried))

    def identity(self, url: str, base: str = "") -> str | None:
        """The one name of a page; None for what is no page address. The order of query parameters is kept out of it."""
        tidy = normalise(url, base)
        if tidy is None:
            return None
        parts = urlsplit(tidy)
        if not parts.query:
            return tidy
        known = knowledge()
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        kept = sorted(
            pair
            for pair in pairs
            if not known.tracking.fullmatch(pair[0]) and pair[0].lower() not in known.preview_params
        )
        # A slash in a value stays a slash (?route=product/product), so that robots.txt rules match as they are written.
        query = "&".join(
            quote_plus(key, safe="/") + ("=" + quote_plus(value, safe="/:,") if value else "=") for key, value in kept
        )
        return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))

    def request(self, identity: str) -> str:
        """What is asked for: the page's name, with the target's preview parameters on the shop's own hosts."""
        if not self.carried or not self.ours(identity):
            return identity
        extra = "&".join(f"{quote_plus(key)}={quote_plus(value)}" for key, value in self.carried)
        return identity + ("&" if "?" in identity else "?") + extra

    def ours(self, url: str) -> bool:
        """Whether a URL is on one of the shop's origins."""
        return origin_of(url) in self.origins

    def page_like(self, url: str) -> bool:
        """Whether a URL may be a page to read: not a picture or script, not a path that grows without end."""
        path = urlsplit(url).path
        segments = [part for part in path.split("/") if part]
        if len(segments) > MAX_SEGMENTS or _NOT_PAGES.search(path):
            return False
        # /a/b/a/b/a/b: relative links that were meant to be absolute
        return all(segments.count(part) <= 3 for part in set(segments))


def locale_of(url: str) -> str:
    """The language prefix of a path or a language parameter, lower case; "" when there is none."""
    parts = urlsplit(url)
    first = parts.path.split("/", 2)[1] if parts.path.count("/") >= 1 else ""
    if _is_locale(first):
        return first.lower()
    for key, value in parse_qsl(parts.query):
        if key in knowledge().locale_params:
            return value.lower()
    return ""


def _is_locale(segment: str) -> bool:
    return bool(_LOCALE.match(segment)) and segment[:2].lower() in knowledge().locale_prefixes


def shape(url: str) -> str:
    """What pages of one template have in common: the path with slugs and numbers blanked, and the names of the query.

    `/products/red-tea?variant=1` and `/products/mug?variant=7` have one shape. The first of several path segments and
    words in the query (`route=product/product`) stay, for they choose the template.
    """
    parts = urlsplit(url)
    segments = [part for part in parts.path.split("/") if part]
    if len(segments) > 1 and _is_locale(segments[0]):
        segments = segments[1:]
    blanked = [part if n == 0 and len(segments) > 1 else _blank(part) for n, part in enumerate(segments)]
    query = sorted(
        f"{key}={value if re.fullmatch('[a-zA-Z_/.-]{2,40}', value) and key not in knowledge().locale_params else '*'}"
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
    )
    return "/" + "/".join(blanked) + ("?" + "&".join(query) if query else "")


def _blank(segment: str) -> str:
    if segment.isdigit():
        return "#"
    extension = re.search(r"\.(?:html?|php|aspx?)$", segment)
    counted = re.fullmatch(
        r"([a-z]{1,20})\d{1,8}", segment[: extension.start()] if extension else segment, re.IGNORECASE
    )
    if counted:  # item001.html: a word and a number
        return f"{counted[1]}#{extension.group() if extension else ''}"
    numbered = re.search(r"([_-])\d+$", segment)
    return "*" + (numbered.group(1) + "#" if numbered else "") + (extension.group() if extension else "")
