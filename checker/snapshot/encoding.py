"""Bytes of a page into text: which encoding it is in, decided as a browser does where the page says it.

Order: byte order mark, `Content-Type`, XML prolog or `<meta charset>` (HTML Living Standard 13.2.3, first 4096 bytes),
then UTF-8 when every byte fits, then a guess among the encodings shops really use.
"""

from __future__ import annotations

import re

from disputelint.checker.model.record import record

PLAUSIBLE = ("cp932", "euc_jp", "gb18030", "big5", "euc_kr", "cp1252")
_SAMPLE = 65_536  # bytes that the guess looks at
_HIGH = bytes(range(0x80, 0x100))
_FIRST_HIGH = re.compile(rb"[\x80-\xff]")
SNIFFED = 1445  # bytes that is_text looks at (WHATWG MIME Sniffing, section 5.2)
_CONTROLS = bytes((*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)))  # binary data bytes (same, section 3)
_STRAY_CONTROLS = 0.02  # share of them that text pasted from elsewhere may hold
_STRAY = 0.002  # share of bytes that may be broken before a declared encoding is taken for wrong


@record(frozen=True, slots=True)
class Decoded:
    """A page's text and the Python codec that read it; `exact` is False when broken bytes were replaced."""

    text: str
    charset: str
    exact: bool = True


def is_text(start: bytes) -> bool:
    """Whether a file that begins with `start` (SNIFFED bytes) can be a page: it is not compressed, a picture or a program.

    A byte order mark says text. Else a few control characters are let pass, unlike in the standard's own rule for text:
    browsers read such HTML too.
    """
    from w3lib.encoding import read_bom

    if read_bom(start)[0]:
        return True
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return controls <= len(start) * _STRAY_CONTROLS


def decode(raw: bytes, content_type: str = "") -> Decoded:
    """The text of `raw`. Never raises: bytes that fit nowhere become U+FFFD."""
    from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

    marked, mark = read_bom(raw)
    if marked and mark:
        return _decoded(raw[len(mark) :], marked)
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(raw)
    if declared and declared.replace("_", "-").startswith(("utf-16", "utf-32")):
        declared = "utf-8"  # a declaration that could be read as ASCII cannot be UTF-16 (same standard)
    for name in (declared, "utf-8"):
        if name and (text := _strict(raw, name)) is not None:
            return Decoded(text, name)
    if declared:
        loose = _decoded(raw, declared)
        if loose.text.count("\ufffd") <= max(2, len(raw) * _STRAY):
            return loose
    return _decoded(raw, _guess(raw) or declared or "utf-8")


def _strict(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _decoded(raw: bytes, name: str) -> Decoded:
    text = _strict(raw, name)
    if text is not None:
        return Decoded(text, name)
    return Decoded(raw.decode(name, errors="replace"), name, exact=False)


def _guess(raw: bytes) -> str | None:
    """The likeliest of PLAUSIBLE, or of UTF-8 when only a few bytes of it are broken."""
    from charset_normalizer import from_bytes

    loose = raw.decode("utf-8", errors="replace")
    seen = len(raw) - len(raw.translate(None, _HIGH))
    if loose.count("\ufffd") * 4 <= seen * 0.1:
        return "utf-8"
    first = _FIRST_HIGH.search(raw)
    start = max(0, first.start() - 2048) if first else 0
    sample = raw[start : start + _SAMPLE]
    best = from_bytes(sample, cp_isolation=list(PLAUSIBLE)).best()
    return best.encoding if best is not None else "cp1252"
