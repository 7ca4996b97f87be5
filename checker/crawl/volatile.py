"""What an answer of a shop says besides what differs from one answer to the next though nothing has changed.

`steady` blanks nonces, CSRF tokens, session ids, the server's own clock and versions in the names of style sheets and
scripts (`rules/knowledge/volatile.yaml`). It blanks too little rather than too much: what stays makes a page be rendered
once more, what is gone can hide a change. So a moment is blanked only where it is of the last day: the end of an offer,
which lies ahead, is no clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from disputelint.checker.crawl import tables
from disputelint.checker.late import late

BLANK: Final = "~"
_BEFORE, _AFTER = (
    86_400.0,
    120.0,
)  # seconds around the answer in which a moment is the server's clock: page caches are slow
_COUNTED: Final = late(r"[0-9a-fA-F]*\d[0-9a-fA-F.:]*")
_FIELD: Final = late(r"<(?:meta|input)\b[^<>]{0,2000}>", re.IGNORECASE)
_VALUE: Final = late(r"""(\b(?:value|content)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'<>]+)""", re.IGNORECASE)
_NAMED: Final = late(r"""\b(?:name|id|property)\s*=\s*["']?([^\s"'<>]+)""", re.IGNORECASE)
# RFC 3339 with its offset; RFC 9110 5.6.7 (HTTP dates); seconds and milliseconds since 1970.
_ISO: Final = late(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)")
_HTTP: Final = late(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT")
_EPOCH: Final = late(r"(?<![\w.])1\d{9}(?:\d{3}|\.\d{1,6})?(?![\w.])")
_ENDING: Final = late(r"""\.(?:css|m?js)(?:\?[^\s"'`<>()\\]*)?(?=["'`\s<>()\\,]|$)""", re.IGNORECASE)
_AROUND: Final = frozenset(" \t\r\n\f\"'`<>()\\=,")  # what stands before an address in a page
_LONGEST: Final = 600  # characters of an address before its ending
_IS_ASSET: Final = late(r"\.(?:css|m?js)$", re.IGNORECASE)
_HASH: Final = late(r"[-._](?=[0-9a-f]*\d)[0-9a-f]{8,64}(?=\.)")
_MAIL: Final = late(r"(data-cfemail=[\"']|email-protection#)([0-9a-f]{6,400})")  # XOR with a first byte made anew


def steady(text: str, at: str) -> str:
    """An answer (HTML, JSON), got at `at` (ISO 8601 with its offset), without what differs each time."""
    text = _plain(text)
    text = _without_counts(text)
    text = _FIELD.sub(_field, text)
    text = _neutrally(text)
    text = _MAIL.sub(lambda found: found.group(1) + _unmasked(found.group(2)), text)
    for pattern in _patterns():
        text = pattern.sub(rf"\1{BLANK}", text)
    return _without_clock(text, datetime.fromisoformat(at))


def assets(html: str, base: str) -> dict[str, set[str]]:
    """The style sheets and scripts that a page names, absolute, by what is left of their addresses without versions."""
    found: dict[str, set[str]] = {}
    text = _plain(html)
    for start, end in _asset_spans(text):
        try:
            url = urljoin(base, text[start:end])
        except ValueError:
            continue
        found.setdefault(neutral(url), set()).add(url)
    return found


def neutral(url: str) -> str:
    """The address of a style sheet or script without the parts that only tell its version."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if not _IS_ASSET.search(parts.path):
        return url
    folder, slash, file = parts.path.rpartition("/")
    query = ""
    if "=" in parts.query:
        versions = _versions()
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        query = urlencode([pair for pair in pairs if pair[0].lower() not in versions])
    return urlunsplit((parts.scheme, parts.netloc, folder + slash + _HASH.sub(BLANK, file), query, ""))


def _plain(text: str) -> str:
    """Addresses as they are, where JSON and HTML have escaped them."""
    return text.replace("\ufeff", "").replace("\\/", "/").replace("&amp;", "&")


def _asset_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses of style sheets and scripts stand; found by their ending, as a page may hold very long words."""
    for found in _ENDING.finditer(text):
        start = found.start()
        least = max(0, start - _LONGEST)
        while start > least and text[start - 1] not in _AROUND:
            start -= 1
        if start < found.start():
            yield start, found.end()


def _without_counts(text: str) -> str:
    """Comments without figures: moments, durations and names of servers stand there. A comment is never shown."""
    parts, done = [], 0
    while (start := text.find("<!--", done)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts += [text[done:start], _COUNTED.sub(BLANK, text[start:end])]
        done = end
    return "".join(parts) + text[done:]


def _neutrally(text: str) -> str:
    parts, done = [], 0
    for start, end in _asset_spans(text):
        if start >= done:
            parts += [text[done:start], neutral(text[start:end])]
            done = end
    return "".join(parts) + text[done:]


def _field(found: re.Match[str]) -> str:
    """A meta or input element, its value blanked when its name is that of a token."""
    tag = found.group()
    name = _NAMED.search(tag)
    if name is None or not _token().fullmatch(name.group(1)):
        return tag
    return _VALUE.sub(lambda value: value.group(1) + BLANK, tag)


def _without_clock(text: str, now: datetime) -> str:
    moment = now.timestamp()

    def blanked(read: Callable[[str], float]) -> Callable[[re.Match[str]], str]:
        def replacement(found: re.Match[str]) -> str:
            try:
                ago = moment - read(found.group())
            except (ValueError, OverflowError):
                return found.group()
            return BLANK if -_AFTER <= ago <= _BEFORE else found.group()

        return replacement

    text = _ISO.sub(blanked(lambda said: datetime.fromisoformat(said).timestamp()), text)
    text = _HTTP.sub(blanked(lambda said: parsedate_to_datetime(said).timestamp()), text)
    return _EPOCH.sub(blanked(lambda said: float(said) / (1000 if len(said) == 13 and "." not in said else 1)), text)


def _unmasked(code: str) -> str:
    """An e-mail address that a content network has written as hex, each byte combined with the first."""
    held = bytes.fromhex(code[: len(code) // 2 * 2])
    return "".join(chr(byte ^ held[0]) for byte in held[1:])


@lru_cache(maxsize=1)
def _versions() -> frozenset[str]:
    return frozenset(str(name) for name in tables.read("volatile")["versions"])


@lru_cache(maxsize=1)
def _token() -> re.Pattern[str]:
    """Fits the whole name of something whose value is made anew for every visitor."""
    held = tables.read("volatile")
    words, whole = "|".join(held["words"]), "|".join(held["names"])
    return re.compile(rf"(?:[\w.:$\[\]-]*(?:{words})[\w.:$\[\]-]*|{whole})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _patterns() -> tuple[Any, ...]:
    """Expressions whose first group stays and what follows it is blanked. RE2's, as each goes through the whole page."""
    import re2

    held = tables.read("volatile")
    words, whole = "|".join(held["words"]), "|".join(held["names"])
    names = rf"(?:(?:{words})[\w.:$\[\]-]*|(?:^|[^\w$-])(?:{whole}))"
    value = r"[A-Za-z0-9+/=_.:%|-]{6,}"
    named = rf"""(?i)({names}["']?\s*[:=]\s*["']?){value}"""
    return tuple(re2.compile(one) for one in (named, *(f"({before}){after}" for before, after in held["patterns"])))
