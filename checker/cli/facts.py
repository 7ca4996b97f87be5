"""`disputelint facts TARGET...`: what the pages say, typed, with the words that say it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from disputelint.checker.cli import output
from disputelint.checker.cli.clicks import Argument, Option
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.options import kind as kind_option
from disputelint.checker.cli.session import Session
from disputelint.checker.cli.types import Words
from disputelint.checker.errors import UsageError
from disputelint.checker.model import JSON, Fact, PageKind
from disputelint.checker.model.words import Text

if TYPE_CHECKING:
    from disputelint.checker.audit import PageFacts

SCHEMA_VERSION = "1"
NOTHING = Text("no facts", "事実は見つかりませんでした")
LABELS = {
    "kept": Text("kept", "採用"),
    "dropped": Text("dropped", "不採用"),
    "because": Text("because", "理由"),
    "none": Text("no candidate for {name}", "{name} の候補は見つかりませんでした"),
}


def run(
    session: Session, targets: tuple[str, ...], format: str | None, kind: PageKind | None, explain: str | None
) -> int:
    """Print the facts of `targets`; 0 when that worked."""
    known = _known_facts()
    if explain is not None and explain not in known:
        raise _unknown(explain, known)
    from disputelint.checker import audit

    as_given = {Path(target).as_posix(): target for target in targets}
    pages = [
        replace(page, source=as_given.get(page.source, page.source))
        for page in audit.facts(targets, kind=kind, explain=explain is not None)
    ]
    if explain is not None:
        output.result(_explained(pages, explain, session))
    elif format == "table":
        output.result(_table(pages, session))
    else:
        output.result_json(json.dumps(as_json(pages), ensure_ascii=False, indent=2))
    return 0


def as_json(pages: Sequence[PageFacts]) -> JSON:
    """The pages as `schemas/facts.schema.json` fixes them."""
    return {
        "schema_version": SCHEMA_VERSION,
        "pages": [
            {
                "source": page.source,
                "kinds": list(page.kinds),
                "language": page.language,
                "facts": [fact_json(fact) for fact in page.facts],
            }
            for page in pages
        ],
    }


def fact_json(fact: Fact) -> JSON:
    """One fact with its evidence."""
    return {
        "name": fact.name,
        "value": fact.value,
        "confidence": fact.confidence,
        "source": fact.source,
        "evidence": {
            "quote": fact.evidence.quote,
            "selector": fact.evidence.selector,
            "region": fact.evidence.region,
            "heading": fact.evidence.heading,
        },
    }


def _known_facts() -> tuple[str, ...]:
    from importlib import resources

    text = resources.files("disputelint.schemas").joinpath("facts.schema.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["$defs"]["fact"]["properties"]["name"]["enum"])


def _unknown(name: str, known: Sequence[str]) -> UsageError:
    from disputelint.checker.yamlfile import nearest

    meant = nearest(name, known)
    return UsageError(
        Text(f'There is no fact "{name}"', f"「{name}」という事実の名前はありません"),
        where="--explain",
        hint=Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。") if meant else None,
    )


def _table(pages: Sequence[PageFacts], session: Session) -> str:
    from disputelint.reports.inert import terminal
    from disputelint.reports.width import cells, pad, wrap

    lines: list[str] = []
    for page in pages:
        lines += [f"{terminal(page.source)}  {', '.join(page.kinds)}  {page.language}"]
        rows = [(fact.name, _short(fact.value), fact.confidence, terminal(fact.evidence.quote)) for fact in page.facts]
        name, value = (max((cells(row[at]) for row in rows), default=0) for at in (0, 1))
        value = min(value, 36)
        for fact_name, shown, confidence, quote in rows:
            head = f"  {pad(fact_name, name)}  {pad(shown, value)}  {confidence:6}  "
            first, *rest = wrap(quote, max(30, 120 - cells(head)))
            lines += [head + first, *(" " * cells(head) + line for line in rest)]
        lines += [] if rows else [f"  {NOTHING.in_(session.language)}"]
        lines.append("")
    return "\n".join(lines[:-1])


def _short(value: JSON) -> str:
    from disputelint.reports.inert import terminal

    return terminal(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _explained(pages: Sequence[PageFacts], name: str, session: Session) -> str:
    from disputelint.reports.inert import terminal

    say = {key: text.in_(session.language) for key, text in LABELS.items() if key != "none"}
    lines: list[str] = []
    for page in pages:
        lines.append(f"{terminal(page.source)}  {', '.join(page.kinds)}  {page.language}")
        kept = [fact for fact in page.facts if fact.name == name]
        dropped = [candidate for candidate in page.rejected if candidate.name == name]
        for fact in kept:
            lines += [
                f"  {say['kept']}  {_short(fact.value)}  {fact.confidence}",
                f'      "{terminal(fact.evidence.quote)}"  {terminal(fact.evidence.selector)}',
            ]
            lines += [f"      {say['because']}: {terminal(fact.why)}"] if fact.why else []
        for candidate in dropped:
            value = f"  {_short(candidate.value)}" if candidate.value is not None else ""
            lines += [
                f'  {say["dropped"]}{value}  "{terminal(candidate.quote)}"',
                f"      {say['because']}: {terminal(candidate.why)}",
            ]
        if not kept and not dropped:
            lines.append("  " + LABELS["none"].fill(name=name).in_(session.language))
        lines.append("")
    return "\n".join(lines[:-1])


command = Command(
    "facts",
    run,
    text=Text("Print the facts found, with evidence.", "読み取れた事実を、根拠とともに表示します。"),
    more=Text(
        "TARGET is a file or folder of HTML (.html .htm .xhtml .md .njk .txt) or a snapshot.",
        "TARGETは、HTMLのファイルやフォルダー（.html .htm .xhtml .md .njk .txt）、または記録です。",
    ),
    examples=("disputelint facts refund.html", "disputelint facts shop.wacz --explain refund.window"),
    params=[
        Argument(
            "targets",
            many=True,
            metavar="TARGET...",
            text=Text("Files, folders or snapshots.", "ファイル、フォルダー、記録。"),
        ),
        Option(
            "-f",
            "--format",
            type=Words(("json", "table")),
            default="json",
            text=Text("json (default) or table.", "json（既定）または table。"),
        ),
        kind_option(),
        Option(
            "--explain",
            metavar="NAME",
            env=False,
            text=Text(
                "What was considered for this fact, kept and dropped, and why.",
                "この事実の候補と、採用・不採用の理由を示します。",
            ),
        ),
    ],
)
