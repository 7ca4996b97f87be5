"""A policy that is a PDF: its text as a plain HTML page, so that understanding reads it like any other."""

from __future__ import annotations

import html
import io
import re

MAX_PAGES = 60
MAX_CHARACTERS = 400_000
_ENOUGH = 40  # letters: a scan with a page number is no text


def to_html(data: bytes, url: str) -> str | None:
    """The text of a PDF as HTML, one paragraph per blank-line block, one section per page.

    None when there is no text in it (a scan, a picture, a locked or broken file). Never raises.
    """
    try:
        title, pages = _texts(data)
    except Exception:  # a hostile PDF breaks the parser in ways that it does not document
        return None
    if sum(len(re.sub(r"\W", "", page)) for page in pages) < _ENOUGH:
        return None
    title = title or url.rsplit("/", 1)[-1]
    body = "".join(f"<section>{_paragraphs(page)}</section>" for page in pages)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{html.escape(title)}</title></head>'
        f"<body><main>{body}</main></body></html>"
    )


def _texts(data: bytes) -> tuple[str, list[str]]:
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(data), strict=False)
    title = str(reader.metadata.title or "").strip() if reader.metadata else ""
    pages: list[str] = []
    left = MAX_CHARACTERS
    for page in reader.pages[:MAX_PAGES]:
        text = page.extract_text()[:left]
        pages.append(text)
        left -= len(text)
        if left <= 0:
            break
    return title, pages


def _paragraphs(text: str) -> str:
    """Lines are joined where the next goes on in the middle of a sentence; a short line of its own is left alone."""
    parts: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        current = ""
        for line in (line.strip() for line in block.splitlines()):
            if not line:
                continue
            if current and _goes_on(current, line):
                current += ("" if _wide(current[-1]) and _wide(line[0]) else " ") + line
            else:
                parts += [current] if current else []
                current = line
        parts += [current] if current else []
    return "".join(f"<p>{html.escape(part)}</p>" for part in parts)


def _goes_on(before: str, line: str) -> bool:
    if before[-1] in ".!?:。！？：":
        return False
    return line[0].islower() or len(before) > 60 or (_wide(before[-1]) and len(before) > 30)


def _wide(character: str) -> bool:
    return ord(character) > 0x2E80
