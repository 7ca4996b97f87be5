"""How far the search for pages went. Only a complete one can prove that a page is absent."""

from __future__ import annotations

from collections.abc import Sequence

from disputelint.checker.crawl.discover import usual_paths
from disputelint.checker.crawl.shop import Shop, Visit
from disputelint.checker.crawl.sitemap import Sitemap
from disputelint.checker.model import Discovery, ReasonCode

PLACES = ("header", "footer", "menus", "dialogs", "frames", "sitemap", "platform_paths")
_ON_PAGE = PLACES[:5]


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
    if not tried_paths:
        missed["platform_paths"] = cut_short or _reason_of(home)
    elif _forbidden_paths(shop):
        missed["platform_paths"] = "robots_disallowed"
    looked = tuple(place for place in PLACES if place not in missed)
    return Discovery(not missed, looked, tuple((place, missed[place]) for place in PLACES if place in missed))


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


def _forbidden_paths(shop: Shop) -> Sequence[str]:
    """Usual addresses that robots.txt kept us from asking for, of kinds that no page was read of."""
    read = {kind for page in shop.done.values() if page.read for kind in page.kinds}
    forbidden = []
    for found in usual_paths(shop.origin, shop.frontier.platform):
        url = shop.address.identity(found.url)
        if url is None or url in shop.done or shop.allowed(url) or url not in shop.frontier:
            continue
        if not read.intersection(shop.frontier.candidate(url).kinds):
            forbidden.append(url)
    return forbidden
