"""Gaps of what nobody saw: pages read in part, without their scripts, in a language without words, or not reached at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from disputelint.checker.engine import remedies
from disputelint.checker.engine.answer import Gap, without_layout
from disputelint.checker.model import Page, Site, Text
from disputelint.checker.model.kinds import page_name
from disputelint.checker.snapshot.source import LAID_OUT

_HOLLOW: Final = 120  # characters under which a page tells nothing of its goods
_SCRIPT: Final = re.compile(r"<script\b(?![^>]*\bld\+json)", re.I)
# An empty place for a header or a foot: the element itself, a custom one of the name, or what is named so.
_FRAME: Final = re.compile(
    r"<(?:(?:header|footer)\b[^<>]{0,200}>\s{0,200}</(?:header|footer)"
    r"|(?:[a-z]+-){1,3}(?:header|footer)\b[^<>]{0,200}>\s{0,200}</[a-z]"
    r"|(?:header|footer|nav)(?:-[a-z]+){1,3}\b[^<>]{0,200}>\s{0,200}</[a-z]"
    r"|(?:div|nav|section)\b[^<>]{0,200}?\b(?:id|data-include|data-component|data-partial)\s{0,3}=\s{0,3}[\"'](?:[\w./-]{0,60}/)?"
    r"(?:[a-z0-9]{1,15}[-_]|site|main|page|app|global|shop|the){0,2}(?:header|footer|nav|navbar)"
    r"(?:[-_]?(?:placeholder|slot|container|root|mount|include|component))?(?:\.html?)?[\"'][^<>]{0,200}>\s{0,200}</(?:div|nav|section))",
    re.I,
)


def undrawn(pages: Iterable[Page]) -> Gap | None:
    """The gap of goods, prices or a foot that pages do not hold whose scripts did not run: scripts draw many of them."""
    return next((without_layout(page.url) for page in pages if page.html and _SCRIPT.search(page.html())), None)


def unscripted(pages: Iterable[Page]) -> Gap | None:
    """The gap of what scripts draw, of those pages of a shop that were only fetched."""
    return undrawn(page for page in pages if page.seen == "fetched")


def hollow(pages: Iterable[Page]) -> Gap | None:
    """The gap of what product pages say of their goods that scripts write: in the page's own part next to nothing stands."""
    for page in pages:  # its tree is looked at last: it is unpacked for that
        if page.seen != "fetched" or page.html is None or _tells(page):
            continue
        if _SCRIPT.search(page.html()):
            return without_layout(page.url)
    return None


def _tells(page: Page) -> bool:
    """Whether a page says something in its own part that is neither a link nor a button."""
    said = 0
    for block in page.blocks:
        if block.region == "main" and block.readable and not block.links and block.role != "button":
            said += len(block.text)
            if said >= _HOLLOW:
                return True
    return False


def blank(pages: Iterable[Page]) -> Gap | None:
    """The gap of files none of which says anything before its scripts run; None where one does."""
    empty: Page | None = None
    for page in pages:
        if page.html is None or any(block.text for block in page.blocks) or not _SCRIPT.search(page.html()):
            return None
        empty = empty or page
    return without_layout(empty.url) if empty is not None else None


def unframed(pages: Iterable[Page]) -> Gap | None:
    """The gap of what a shop's header and foot say, where neither is on any of the pages and all come from elsewhere.

    A script that did not run fills an empty place for them, or a layout that a site generator puts around the page.
    """
    missing: Page | None = None
    for page in pages:
        if page.seen != "fetched" or any(block.region == "footer" and block.text for block in page.blocks):
            return None
        if missing is None and page.html is not None and _framed_elsewhere(page.html()):
            missing = page
    return without_layout(missing.url) if missing is not None else None


def _framed_elsewhere(html: str) -> bool:
    return html.startswith(LAID_OUT) or (_SCRIPT.search(html) is not None and _FRAME.search(html) is not None)


def speechless(page: Page) -> Gap:
    """The gap of a page in a language that the lexicon does not know."""
    detail = Text(
        f"No wording for the language of {page.url}: {page.language or 'not known'}",
        f"{page.url} の言語（{page.language or '不明'}）には対応していません",
    )
    return Gap("language_unsupported", detail, page.url)


def not_walked(site: Site, kind: str) -> Gap | None:
    """The gap of a page of the cart or checkout that the walk did not reach; None when it walked or was switched off."""
    if site.journey == "walked" or site.journey == "off":
        return None
    reason = site.journey_reason or ("not_authorized" if site.journey == "not_authorized" else "no_add_to_cart")
    what = Text("The walk did not reach: {kind}", "購入手続きの確認で到達できなかったページ：{kind}")
    return Gap(reason, what.fill(kind=page_name(kind)))


def no_last(site: Site, kind: str) -> Gap | None:
    """The last step is known only when it was recognised as payment or review."""
    if kind != "checkout.last" or site.journey == "off":
        return None
    said = Text("The last step of the checkout was not recognised", "購入手続きの最終画面を特定できませんでした")
    return Gap(site.journey_reason or "form_gate", said)


def partly(known: tuple[Page, ...], wording: bool) -> Gap | None:
    """The gap of pages that were read in part, or whose language nobody can read here where that matters (`wording`)."""
    for page in known:
        if page.reason is not None and page.read:
            why = remedies.REASONS[page.reason][0]
            said = Text("Read in part: {url} ({why})", "一部しか読めなかったページ：{url}（{why}）")
            return Gap(page.reason, said.fill(url=page.url, why=Text(page.detail or why.en, why.ja)), page.url)
    return next((speechless(page) for page in known if wording and not page.supported), None)
