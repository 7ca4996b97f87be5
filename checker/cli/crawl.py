"""`disputelint crawl URL -o FILE.wacz`: only take the snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from disputelint.checker.cli import options, output, targets
from disputelint.checker.cli.clicks import Argument, Option
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.configured import configured, shown
from disputelint.checker.cli.exit import OK
from disputelint.checker.cli.session import Session
from disputelint.checker.config.given import Given
from disputelint.checker.errors import UsageError
from disputelint.checker.model.words import Text


def run(
    session: Session,
    settings: Mapping[str, Given],
    url: str,
    output_file: str | None,
    config: str | None,
    no_config: bool,
    show_config: bool,
) -> int:
    """Crawl one shop; 0 when the snapshot was written."""
    from disputelint.checker import audit
    from disputelint.checker.cli.permission import with_permission
    from disputelint.checker.cli.progress import Bar

    held = configured(session, settings, config, no_config)
    if show_config:
        return shown(held)
    (target,) = targets.parse([url])
    if not target.is_url:
        raise UsageError(
            Text("crawl reads a shop, and this is a file", "crawlは店舗のURLを読みます。これはファイルです"),
            where=url,
            hint=Text(f"To check it: disputelint audit {url}", f"検査するには：disputelint audit {url}"),
        )
    if target.basic_auth is not None:
        held = replace(held, access=replace(held.access, basic_auth=target.basic_auth))
    held = with_permission(held, target, session)
    save = Path(output_file or f"{target.name}.wacz")
    with Bar(target.shown, session) as bar:
        written = audit.crawl(target.text, held, save, bar)
    output.result(str(written))
    return OK


command = Command(
    "crawl",
    run,
    text=Text("Only take the snapshot.", "記録（スナップショット）だけを取ります。"),
    more=Text(
        "The snapshot holds everything a check reads; `disputelint audit FILE.wacz` judges it without a network.",
        "記録には検査に必要なものがすべて入ります。`disputelint audit FILE.wacz` で、通信なしに検査できます。",
    ),
    examples=("disputelint crawl shop.example -o shop.wacz",),
    params=[
        Argument("url", metavar="URL", text=Text("The shop's address.", "店舗のURL。")),
        Option(
            "-o",
            "--output",
            "output_file",
            metavar="FILE.wacz",
            text=Text("Where to write it (default: HOST.wacz).", "書込み先（既定：HOST.wacz）。"),
        ),
        *options.configuration(),
        *options.crawl(),
        *options.journey(),
        *options.theme(),
        *options.access(),
    ],
)
