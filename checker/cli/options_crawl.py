"""Options of the crawl: how far, how fast, how pages are looked at."""

from __future__ import annotations

import click

from disputelint.checker.cli.clicks import Option
from disputelint.checker.cli.types import Number, Seconds, Words
from disputelint.checker.model.words import Text


def off(value: bool) -> bool:
    """The value of a setting that an option switches off."""
    return not value


def crawl() -> list[click.Parameter]:
    """How far and how fast, and how pages are looked at."""
    return [*reach(), *rendering()]


def reach() -> list[click.Parameter]:
    """How far and how fast."""
    return [
        Option(
            "--max-pages",
            type=Number(least=1),
            setting="crawl.max_pages",
            text=Text("Pages to read at most (default: 100).", "読むページ数の上限（既定：100）。"),
        ),
        Option(
            "--max-products",
            type=Number(least=0),
            setting="crawl.max_products",
            text=Text("Product pages to read at most (default: 12).", "読む商品ページ数の上限（既定：12）。"),
        ),
        Option(
            "--include",
            many=True,
            metavar="GLOB",
            setting="crawl.include",
            text=Text("Only addresses that match.", "一致するURLだけを読みます。"),
        ),
        Option(
            "--exclude",
            many=True,
            metavar="GLOB",
            setting="crawl.exclude",
            text=Text("No addresses that match.", "一致するURLを除きます。"),
        ),
        Option(
            "-j",
            "--jobs",
            type=Number(least=1),
            setting="crawl.jobs",
            text=Text("Pages at a time (default: 2 to 4).", "同時に読むページ数（既定：2〜4）。"),
        ),
        Option(
            "--rate",
            type=Number(least=0.01, whole=False),
            setting="crawl.rate",
            text=Text(
                "Page loads a second (default: 2; loopback unlimited).",
                "1秒あたりの読込み回数（既定：2。ループバックは無制限）。",
            ),
        ),
        Option(
            "--timeout",
            type=Seconds(),
            setting="crawl.timeout",
            text=Text(
                "For the whole run: 90, 15m, 1h (default: 15m).", "全体の制限時間。90、15m、1h など（既定：15m）。"
            ),
        ),
    ]


def rendering() -> list[click.Parameter]:
    """How pages are looked at."""
    return [
        Option(
            "--render",
            type=Words(("planned", "all", "none")),
            setting="crawl.render",
            text=Text(
                "Which pages a browser renders (default: planned).",
                "ブラウザーで描画するページ（既定：planned）。",
            ),
        ),
        Option(
            "--device",
            type=Words(("desktop", "mobile", "both")),
            setting="crawl.device",
            text=Text("As whom to visit (default: desktop).", "どの画面で訪れるか（既定：desktop）。"),
        ),
        Option(
            "--locale",
            metavar="TAG",
            setting="crawl.locale",
            text=Text("Language to ask the shop for (ja-JP).", "店舗に求める言語（ja-JP など）。"),
        ),
        Option(
            "--seed",
            type=Number(least=0),
            setting="crawl.seed",
            text=Text("Seed of the product sample (default: 0).", "商品を抽出する乱数の種（既定：0）。"),
        ),
        Option(
            "--no-images",
            flag=True,
            setting="crawl.images",
            made=off,
            text=Text("Take no pictures of findings.", "指摘箇所の画像を撮りません。"),
        ),
        Option(
            "--cache-dir",
            metavar="DIR",
            setting="crawl.cache_dir",
            text=Text(
                "Where parsed rules are kept (default: the system's folder for caches).",
                "読み込んだルールの置き場所（既定：システムのキャッシュフォルダー）。",
            ),
        ),
        browser_path(),
    ]


def browser_path() -> click.Parameter:
    """Which Chromium to use."""
    return Option(
        "--browser-path",
        metavar="FILE",
        setting="crawl.browser_path",
        text=Text("The Chromium to use.", "使うChromiumの実行ファイル。"),
    )
