"""Keeping secrets out of a snapshot: passwords, tokens and cookies of the person who runs the audit.

A secret is replaced wherever it occurs, also percent-encoded, HTML- or JSON-escaped, and inside HTTP Basic credentials
(RFC 7617: base64 of `user:password`). One of fewer than four characters is replaced only where it is a whole value: the
letter "a" cannot be taken out of a page.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import quote, quote_plus

MASKED: Final = "__masked__"
LEAST: Final = 4  # characters from which a secret is replaced inside other text
WITHHELD: Final = frozenset(
    ("cookie", "cookie2", "authorization", "proxy-authorization", "set-cookie", "set-cookie2", "authentication-info")
)
_WORDS = frozenset(("true", "false", "null", "none", "text", "html", "json"))  # values of harmless headers


class Mask:
    """Replaces the given secrets in text, bytes and headers."""

    def __init__(self, secrets: Sequence[str]) -> None:
        held = [secret for secret in secrets if secret]
        long = [secret for secret in held if len(secret) >= LEAST and secret.lower() not in _WORDS]
        forms = set(_forms(held, long))
        self._whole = frozenset(held)
        self._pattern = _pattern(forms)
        self.spellings = tuple(sorted(forms, key=lambda form: (-len(form), form)))  # of the secrets, longest first
        self._probes = sorted({max(re.split(r"%[0-9A-Fa-f]{2}", form), key=len) or "%" for form in forms})

    def text(self, value: str) -> str:
        """`value` without secrets."""
        if self._pattern is None or not any(
            probe in value for probe in self._probes
        ):  # ten times as fast as the pattern
            return value
        return self._pattern.sub(MASKED, value)

    def value(self, value: str) -> str:
        """`text`, and nothing at all of a value that is one whole secret, however short."""
        return MASKED if value in self._whole and len(value) < LEAST else self.text(value)

    def raw(self, value: bytes, charset: str = "utf-8") -> bytes:
        """Bytes of a text in `charset` without secrets; bytes that hold none come back as they are."""
        if self._pattern is None:
            return value
        text = value.decode(charset, errors="surrogateescape")
        masked = self.text(text)
        if masked == text:
            return value
        try:
            return masked.encode(charset, errors="surrogateescape")
        except UnicodeEncodeError:
            return masked.encode(charset, errors="replace")

    def headers(self, headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Headers without those that carry credentials, the others masked."""
        return tuple((name, self.value(value)) for name, value in headers if name.lower() not in WITHHELD)


def _forms(held: Sequence[str], long: Sequence[str]) -> Iterable[str]:
    """Every spelling under which a secret may turn up."""
    for secret in long:
        yield secret
        yield from (quote(secret, safe=""), quote(secret), quote_plus(secret))
        yield quote(secret, safe="").replace("%2F", "/").replace("%3D", "=")
        yield from (
            html.escape(secret),
            html.escape(secret, quote=False),
            html.escape(secret).replace("&#x27;", "&#39;"),
        )
        yield json.dumps(secret)[1:-1]
        yield json.dumps(secret, ensure_ascii=False)[1:-1].replace("/", "\\/")
        yield from _base64(secret)
    for user in held:
        for password in held:
            if user is not password:
                yield from _base64(f"{user}:{password}")


def _base64(text: str) -> Iterable[str]:
    """Both alphabets, with padding and without (the pattern takes the longest first)."""
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        whole = encode(text.encode("utf-8")).decode("ascii")
        bare = whole.rstrip("=")
        yield from (whole, bare, whole.replace("=", "%3D")) if len(bare) >= LEAST else ()


def _percent(form: str) -> str:
    """`form` as a pattern in which percent escapes match in either case."""
    return re.sub(r"%[0-9A-Fa-f]{2}", lambda hit: f"(?i:{hit.group()})", re.escape(form))


def _pattern(forms: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile("|".join(map(_percent, ordered))) if ordered else None
