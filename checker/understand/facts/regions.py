"""Which countries a page may speak from, most likely first: domain, language, markup, currency. For reading numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

# Where a language is mostly spoken by shops; the order is the order of trying.
_BY_LANGUAGE: Final[dict[str, tuple[str, ...]]] = {
    "ja": ("JP",),
    "de": ("DE", "AT", "CH"),
    "fr": ("FR", "BE", "CH", "CA"),
    "es": ("ES", "MX", "AR", "CO", "CL", "PE"),
    "it": ("IT", "CH"),
    "nl": ("NL", "BE"),
    "pt": ("PT", "BR"),
    "ko": ("KR",),
    "zh": ("CN", "TW", "HK"),
    "en": ("US", "GB", "CA", "AU", "NZ", "IE", "IN", "ZA", "SG", "KE", "NG", "AE", "PH", "MY", "HK"),
    "ru": ("RU",),
    "uk": ("UA",),
    "pl": ("PL",),
    "sv": ("SE",),
    "da": ("DK",),
}
_GENERIC: Final = frozenset(
    (
        "com",
        "net",
        "org",
        "io",
        "co",
        "shop",
        "store",
        "info",
        "biz",
        "app",
        "dev",
        "me",
        "ai",
        "tv",
        "eu",
        "cc",
        "file",
        "local",
    )
)


def likely(document: Document, language: str, found: tuple[str, ...] = ()) -> tuple[str, ...]:
    """ISO 3166 codes to try, best first. `found` are countries that the page's text already gave."""
    order = [*found]
    for url in (document.canonical, document.url):
        order += of_host(urlsplit(url).hostname or "")
    low = language.replace("_", "-")
    primary, *rest = low.split("-")
    order += [part.upper() for part in rest if len(part) == 2 and part.isalpha()]
    order += _BY_LANGUAGE.get(primary.lower(), ())
    return tuple(dict.fromkeys(order))


def of_host(host: str) -> list[str]:
    """The country of a host name's top-level domain, if it has one."""
    top = host.rpartition(".")[2].lower()
    if len(top) != 2 or top in _GENERIC:
        return []
    return ["GB" if top == "uk" else top.upper()]
