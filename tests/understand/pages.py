"""Small pages for the tests of understanding: HTML in, Document out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from disputelint.checker.model import Block, Discovery
from disputelint.checker.snapshot.records import Layout, Load, Meta, Snapshot
from disputelint.checker.understand.document import Document, parse

SHOP = "https://shop.example"


def load(html: str, url: str = f"{SHOP}/page", **more: Any) -> Load:
    """A fetched page."""
    return replace(Load(url, url, "desktop", "fetched", status=200, body=lambda: html), **more)


def rendered(html: str, layout: Sequence[Layout | None], url: str = f"{SHOP}/page", **more: Any) -> Load:
    """A rendered page with its layout."""
    return replace(Load(url, url, "desktop", "rendered", status=200, dom=lambda: html, layout=tuple(layout)), **more)


def document(body: str, url: str = f"{SHOP}/page", head: str = "", lang: str = "en", **more: Any) -> Document:
    """The Document of a page with this body."""
    html = f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    return parse(load(html, url, **more))


def block(document: Document, text: str) -> Block:
    """The one block with this text."""
    (found,) = [one for one in document.blocks if one.text == text]
    return found


def texts(document: Document) -> list[str]:
    """The visible texts in page order."""
    return [one.text for one in document.blocks if one.visible and one.text]


def snapshot(*loads: Load, origin: str = SHOP, files: bool = False) -> Snapshot:
    """A snapshot of these pages, discovery complete."""
    meta = Meta(origin, origin, "2026-11-21T00:00:00Z", files=files)
    return Snapshot(meta, tuple(loads), Discovery(True, ("footer",)))
