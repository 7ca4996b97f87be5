"""Whose word there is that this shop may be walked through.

Pages are read as any visitor reads them. The journey to the checkout, and pages that robots.txt forbids, need somebody's
word that the shop is theirs or that its owner agreed; a shop on this machine needs none.
"""

from __future__ import annotations

from disputelint.checker.config.settings import Config
from disputelint.checker.crawl.urls import is_loopback
from disputelint.checker.model import Text
from disputelint.checker.model.record import record

REMEDY = Text(
    'If the shop is yours, or its owner agreed, say so with --authorized-by "NAME" or storefront.authorized_by in'
    " disputelint.yml. Cart and checkout, and what robots.txt forbids, are read only then.",
    "ご自身の店舗の場合、または運営者の了承を得ている場合は、--authorized-by「氏名」または disputelint.yml の storefront.authorized_by で"
    "お知らせください。カートと購入手続き、robots.txtで禁じられたページは、その場合にだけ読み取ります。",
)


@record(frozen=True, slots=True)
class Permission:
    """Whether journey and forbidden pages are allowed, by whose word (`by` is "" on loopback), and what would allow them."""

    allowed: bool
    by: str = ""
    remedy: Text | None = None


def permission(config: Config, url: str) -> Permission:
    """The permission that a configuration gives for the shop at `url`."""
    name = (config.storefront.authorized_by or "").strip()
    if name:
        return Permission(True, by=name)
    if is_loopback(url):
        return Permission(True)
    return Permission(False, remedy=REMEDY)
