"""The root of the command line: which commands there are. Nothing of them is imported here."""

from __future__ import annotations

from typing import Any

import click

from disputelint.checker.cli.clicks import Option
from disputelint.checker.cli.commands import Lazy, LazyGroup
from disputelint.checker.model.words import Text

_HERE = "disputelint.checker.cli"
COMMANDS = {
    "audit": Lazy(
        f"{_HERE}.audit", Text("Crawl a storefront, check it, report.", "店舗を巡回して検査し、報告します。")
    ),
    "crawl": Lazy(f"{_HERE}.crawl", Text("Only take the snapshot.", "記録（スナップショット）だけを取ります。")),
    "facts": Lazy(
        f"{_HERE}.facts", Text("Print the facts found, with evidence.", "読み取れた事実を、根拠とともに表示します。")
    ),
    "rules": Lazy(f"{_HERE}.rules", Text("The rule workshop.", "ルールの一覧、検査、作成。")),
    "explain": Lazy(
        f"{_HERE}.explain",
        Text("Why a rule exists; why a finding fired.", "ルールの理由と、指摘に至った経過を説明します。"),
    ),
    "report": Lazy(
        f"{_HERE}.report",
        Text("Render a saved report again.", "保存した報告を、別の形式や言語で出力し直します。"),
    ),
    "diff": Lazy(
        f"{_HERE}.diff",
        Text("What two reports or snapshots changed.", "2つの報告または記録の違いを示します。"),
    ),
    "init": Lazy(
        f"{_HERE}.init",
        Text("Write a configuration and a workflow.", "設定ファイルとワークフローを書きます。"),
    ),
    "demo": Lazy(f"{_HERE}.demo", Text("Audit the embedded demo shop.", "同梱のデモ店舗を検査します。")),
    "doctor": Lazy(
        f"{_HERE}.doctor",
        Text("What is missing on this machine, and how to mend it.", "足りないものと、その直し方を示します。"),
    ),
}


def _version(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value and not ctx.resilient_parsing:
        from disputelint import __version__
        from disputelint.checker.cli.output import result

        result(f"disputelint {__version__}")
        ctx.exit(0)


def root() -> LazyGroup:
    """The command `disputelint`."""
    return LazyGroup(
        "disputelint",
        text=Text(
            "A policy-as-code compliance linter for online storefronts: where customer disputes are likely, with proof.",
            "オンラインストアの表示と規約を検査し、購入者の異議申立てが起こりやすい箇所を根拠とともに示します。",
        ),
        more=Text(
            "Run the gateway's own website review before the gateway does, and see the reasons. No legal advice.",
            "決済会社による審査の前に、同じ観点で確認できます。法律上の助言ではありません。",
        ),
        examples=("disputelint audit shop.example", "disputelint demo", "disputelint doctor"),
        lazy=COMMANDS,
        params=[
            Option(
                "--version",
                flag=True,
                env=False,
                eager=True,
                expose=False,
                text=Text("Show the version.", "バージョンを表示します。"),
                callback=_version,
            )
        ],
    )
