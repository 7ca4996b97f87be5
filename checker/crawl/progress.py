"""What a crawl says while it works. The command line draws it; a crawl without an audience stays silent."""

from __future__ import annotations

from typing import Protocol

from disputelint.checker.model import Text


class Progress(Protocol):
    """Told how far the crawl is."""

    def step(self, done: int, known: int, what: Text) -> None:
        """`done` pages of the `known` that are to be read are behind us; `what` is being done now."""


class Silent:
    """Nobody is watching."""

    def step(self, done: int, known: int, what: Text) -> None:
        """Say nothing."""


HOME = Text("Opening the shop", "店舗を開いています")
ROBOTS = Text("Reading robots.txt", "robots.txtを読んでいます")
SITEMAP = Text("Reading the sitemap", "サイトマップを読んでいます")
READING = Text("Reading {url}", "{url} を読んでいます")
RENDERING = Text("Rendering {url}", "{url} をブラウザーで表示しています")
MOBILE = Text("Rendering {url} as on a phone", "{url} をスマートフォンの画面で表示しています")
PHOTOGRAPHS = Text("Taking pictures of {url}", "{url} の画像を撮っています")
JOURNEY = Text("Walking from a product to the checkout", "商品ページから購入手続きへ進んでいます")
PROBES = Text("Trying out countdowns and counters", "カウントダウンと閲覧者数などの表示を確かめています")
