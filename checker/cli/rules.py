"""`disputelint rules`: the rule workshop. Each subcommand is a module `rules_NAME`, imported when called."""

from __future__ import annotations

from disputelint.checker.cli.commands import Lazy, LazyGroup
from disputelint.checker.model.words import Text

_HERE = "disputelint.checker.cli.rules_"
SUBCOMMANDS = {
    "list": Lazy(f"{_HERE}list", Text("List the rules.", "ルールを一覧します。")),
    "show": Lazy(f"{_HERE}show", Text("Show one rule whole.", "ルールの内容をすべて示します。")),
    "test": Lazy(f"{_HERE}test", Text("Run the rules' own examples.", "ルールに付いた例で検査します。")),
    "lint": Lazy(f"{_HERE}lint", Text("Look for mistakes in rule files.", "ルールのファイルの誤りを探します。")),
    "coverage": Lazy(
        f"{_HERE}coverage",
        Text("Show which requirements rules judge.", "要件がどれだけルールで判定されるかを示します。"),
    ),
    "docs": Lazy(
        f"{_HERE}docs", Text("Write a page per rule, and indexes.", "ルールごとのページと一覧を書き出します。")
    ),
    "sources": Lazy(
        f"{_HERE}sources",
        Text("Show how old each requirement's review is.", "要件ごとの確認日と、出典の現状を示します。"),
    ),
    "new": Lazy(f"{_HERE}new", Text("Write the first draft of a rule.", "ルールのひな形を作ります。")),
}

command = LazyGroup(
    "rules",
    text=Text("The rule workshop.", "ルールの一覧、検査、作成。"),
    examples=(
        "disputelint rules list",
        "disputelint rules show refund-window-stated",
        "disputelint rules test my-rules",
    ),
    lazy=SUBCOMMANDS,
)
