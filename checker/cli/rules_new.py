"""`disputelint rules new ID --topic TOPIC`: the first draft of a rule, which loads and passes its examples."""

from __future__ import annotations

import re
from pathlib import Path

from disputelint.checker.cli import output
from disputelint.checker.cli.clicks import Argument, Option
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.exit import OK
from disputelint.checker.cli.session import Session
from disputelint.checker.config import Config
from disputelint.checker.errors import UsageError
from disputelint.checker.model.words import Text

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DEFAULT = "my-rules"
NEXT = Text("Then: disputelint rules test {folder}", "次に：disputelint rules test {folder}")


def run(session: Session, id: str, topic: str, folder: str) -> int:
    """Write the file; its path goes to stdout; 0. Raises UsageError: id or topic unfit, taken, or file there."""
    from disputelint.checker.engine import catalogue, workshop

    if not _ID.fullmatch(id):
        raise UsageError(
            Text(f'"{id}" is no rule id', f"「{id}」はルールのIDとして使えません"),
            where="ID",
            hint=Text(
                "Small letters, digits and hyphens: gift-wrap-optional.",
                "小文字、数字、ハイフンで書きます：gift-wrap-optional",
            ),
        )
    if topic not in catalogue.TOPICS:
        known = ", ".join(catalogue.TOPICS)
        raise UsageError(
            Text(f'There is no topic "{topic}"', f"「{topic}」という分野はありません"),
            where="--topic",
            hint=Text(f"Topics: {known}", f"分野：{known}"),
        )
    if catalogue.load(Config()).rule(id) is not None:
        raise UsageError(Text(f"The rule {id} exists already", f"{id} というルールはすでにあります"), where="ID")
    path = Path(folder) / topic / f"{id}.yaml"
    if path.exists():
        raise UsageError(Text("This file is there already", "このファイルはすでにあります"), where=str(path))
    output.save(path, workshop.new_rule(id, topic))
    output.result(str(path))
    output.note(session, NEXT.fill(folder=folder))
    return OK


command = Command(
    "new",
    run,
    text=Text("Write the first draft of a rule.", "ルールのひな形を作ります。"),
    examples=("disputelint rules new gift-wrap-optional --topic checkout",),
    params=[
        Argument("id", metavar="ID", text=Text("The new rule's id.", "新しいルールのID。")),
        Option(
            "--topic",
            metavar="TOPIC",
            required=True,
            text=Text("Its topic: refund, shipping, ...", "分野：refund、shipping など。"),
        ),
        Option(
            "-o",
            "--output",
            "folder",
            metavar="FOLDER",
            default=DEFAULT,
            text=Text("The folder of your rules (default: my-rules).", "独自ルールのフォルダー（既定：my-rules）。"),
        ),
    ],
)
