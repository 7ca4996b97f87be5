"""How far the search for pages went. Only a complete one can prove that a page is absent."""

from __future__ import annotations

from collections import Counter
from typing import Final

from disputelint.checker.crawl.discover import usual_paths
from disputelint.checker.crawl.shop import Shop, Visit
from disputelint.checker.crawl.sitemap import Sitemap
from disputelint.checker.model import Discovery, ReasonCode

PLACES = ("header", "footer", "menus", "dialogs", "frames", "sitemap", "platform_paths")
_ON_PAGE = PLACES[:5]
_SILENT: Final[tuple[ReasonCode, ...]] = ("unreachable", "timeout", "http_refusal", "bot_wall", "captcha")
_SOME: Final = 3  # pages without an answer that make a search doubtful


def discovery(
    shop: Shop, home: Visit | None, sitemap: Sitemap | None, tried_paths: bool, cut_short: ReasonCode | None
) -> Discovery:
    """What was looked at, and what not and why. `sitemap` is None when none was asked for; `cut_short` ended the run."""
    missed: dict[str, ReasonCode] = {}
    for place in _ON_PAGE:
        reason = _on_page(place, home, cut_short)
        if reason is not None:
            missed[place] = reason
    if sitemap is None:
        missed["sitemap"] = cut_short or _reason_of(home)
    elif sitemap.missed is not None:
        missed["sitemap"] = sitemap.missed
    paths = (cut_short or _reason_of(home)) if not tried_paths else _untried_paths(shop, cut_short)
    if paths is not None:
        missed["platform_paths"] = paths
    if "menus" not in missed and (silent := _mostly_silent(shop)) is not None:
        missed["menus"] = silent
    looked = tuple(place for place in PLACES if place not in missed)
    return Discovery(not missed, looked, tuple((place, missed[place]) for place in PLACES if place in missed))


def _mostly_silent(shop: Shop) -> ReasonCode | None:
    """Why most of the pages that links lead to were not to be had; None when most were. What they link is not known."""
    silent = Counter(page.reason for page in shop.done.values() if page.reason in _SILENT)
    read = sum(page.read for page in shop.done.values())
    return silent.most_common(1)[0][0] if silent.total() >= _SOME and silent.total() > read else None


def _reason_of(home: Visit | None) -> ReasonCode:
    return (home.load.reason if home is not None else None) or "unreachable"


def _on_page(place: str, home: Visit | None, cut_short: ReasonCode | None) -> ReasonCode | None:
    """Why a part of the home page was not looked at; None when it was."""
    if home is None:
        return cut_short or "unreachable"
    if home.document is None:
        return _reason_of(home)
    if home.load.seen == "rendered":
        return _unread_frame(home) if place == "frames" else None
    scripted = bool(home.document.scripts or home.document.inline_scripts)
    if place == "frames":
        return "not_rendered" if scripted or home.document.iframes else None
    if place in ("dialogs", "menus") and scripted:
        return "not_rendered"
    return None


def _unread_frame(home: Visit) -> ReasonCode | None:
    return next((frame.reason for frame in home.load.frames if frame.reason is not None), None)


def _untried_paths(shop: Shop, cut_short: ReasonCode | None) -> ReasonCode | None:
    """Why usual addresses of kinds that no page was read of were not asked for; None when they all were."""
    read = {kind for page in shop.done.values() if page.read for kind in page.kinds}
    for found in usual_paths(shop.origin, shop.frontier.platform):
        url = shop.address.identity(found.url)
        if url is None or url not in shop.frontier or _asked(shop, url):
            continue
        if read.intersection(shop.frontier.candidate(url).kinds):
            continue
        return (cut_short or "page_limit") if shop.allowed(url) else "robots_disallowed"
    return None


def _asked(shop: Shop, url: str) -> bool:
    """Whether a page was asked for, whatever came of it; one that was only written down as unread was not."""
    page = shop.done.get(url)
    return page is not None and page.reason not in ("page_limit", "robots_disallowed")
