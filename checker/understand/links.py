"""Making the addresses of a page absolute, cheaply: a page has hundreds of links and few different ones."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit

_KEPT_SCHEMES = ("mailto:", "tel:", "sms:", "whatsapp:", "line:", "skype:", "viber:", "tg:")
# A file or folder beside the page: no scheme, no way up, nothing to be escaped.
_BESIDE = re.compile(r"^[A-Za-z0-9_~%+=-][\w~%+=.-]*(?:/[\w~%+=-][\w~%+=.-]*)*/?(?:\?[\w~%+=.&;,/-]*)?$", re.ASCII)


def split(url: str) -> SplitResult:
    """The parts of an address; all empty for one that cannot be taken apart (`http://[`)."""
    try:
        parts = urlsplit(url)
        _ = parts.hostname
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


class Joiner:
    """Resolves references against a base URL. Remembers what it resolved."""

    __slots__ = ("_folder", "_known", "base", "origin", "scheme")

    def __init__(self, base: str) -> None:
        self.base = base
        parts = split(base)
        self.scheme = parts.scheme
        self.origin = f"{self.scheme}://{parts.netloc}" if parts.netloc else ""
        path = base.split("#", 1)[0].split("?", 1)[0]
        self._folder = path[: path.rfind("/") + 1] if path.count("/") > 2 else self.origin + "/"
        self._known: dict[str, str] = {}

    def absolute(self, reference: str) -> str:
        """The absolute URL without fragment; "" for what leads nowhere (javascript:, data:, a bare fragment)."""
        known = self._known.get(reference)
        if known is None:
            known = self._known[reference] = self._resolve(reference.strip())
        return known

    def _resolve(self, reference: str) -> str:
        if not reference or reference[0] == "#":
            return ""
        start = reference[:11].lower()
        if start.startswith(_KEPT_SCHEMES):
            return reference
        if start.startswith(("javascript:", "data:", "blob:", "about:", "vbscript:")):
            return ""
        if "#" in reference:
            reference = reference[: reference.index("#")]
        plain = "/." not in reference and not any(mark in reference for mark in "\n\t\r \\")
        if plain:
            if start.startswith(("http://", "https://")) and reference.count("/") > 2:
                return reference
            if self.origin and reference[0] == "/" and reference[1:2] != "/":
                return self.origin + reference
            if self.scheme and _BESIDE.match(reference):
                return self._folder + reference
        try:
            return urldefrag(urljoin(self.base, reference))[0].replace(" ", "%20")
        except ValueError:
            return ""
