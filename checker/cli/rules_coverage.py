"""`disputelint rules coverage`: how much of what each authority asks is judged by a rule."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from disputelint.checker.cli import options, output
from disputelint.checker.cli.clicks import Option
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.configured import configured, shown
from disputelint.checker.cli.exit import FINDINGS, OK
from disputelint.checker.cli.session import Session
from disputelint.checker.cli.types import Words
from disputelint.checker.config.given import Given
from disputelint.checker.model import JSON
from disputelint.checker.model.words import Language, Text

if TYPE_CHECKING:
    from disputelint.checker.engine.catalogue import Catalogue
    from disputelint.checker.engine.coverage import AuthorityCoverage, Unobservable

HEADS = (
    Text("authority", "基準"),
    Text("total", "合計"),
    Text("covered", "対応"),
    Text("uncovered", "未対応"),
    Text("unobservable", "観察不可"),
    Text("share", "割合"),
)
ALL = Text("all", "全体")
UNCOVERED = Text("Uncovered:", "未対応：")
UNOBSERVABLE = Text("Not to be seen from outside:", "外からは確認できないもの：")
SHORT = Text(
    "{name}: {count} uncovered, {allowed} allowed (rules/knowledge/coverage_floor.yaml)",
    "{name}：未対応{count}件、許容{allowed}件（rules/knowledge/coverage_floor.yaml）",
)
BETTER = Text(
    "{name}: {count} uncovered, {allowed} allowed; the floor can follow",
    "{name}：未対応{count}件、許容{allowed}件。許容数を下げられます",
)


def run(
    session: Session,
    settings: Mapping[str, Given],
    format: str,
    config: str | None,
    no_config: bool,
    show_config: bool,
) -> int:
    """Print the coverage; 1 when an authority has more uncovered than its floor allows."""
    held = configured(session, settings, config, no_config)
    if show_config:
        return shown(held)
    from disputelint.checker.engine import catalogue, coverage

    known = catalogue.load(held)
    unseen = coverage.unobservable(known)
    rows = coverage.coverage(known, unseen, coverage.floor(known))
    if format == "json":
        output.result_json(json.dumps({row.authority: _json(row) for row in rows}, ensure_ascii=False, indent=1))
    else:
        output.result("\n".join(_table(rows, known, unseen, session.language)))
    return FINDINGS if any(row.short for row in rows) else OK


def _json(row: AuthorityCoverage) -> JSON:
    return {
        "total": row.total,
        "covered": row.covered,
        "uncovered": [*row.uncovered],
        "unobservable": [{"id": name, "why": why} for name, why in row.unobservable],
        "not_read": [*row.not_read],
        "advice": {"total": row.advice, "covered": row.advice_covered},
        "allowed": row.allowed,
    }


def _table(
    rows: Sequence[AuthorityCoverage], known: Catalogue, unseen: Unobservable, language: Language
) -> Iterator[str]:
    from disputelint.reports.width import cells, pad

    numbers = [(row.total, row.covered, len(row.uncovered), len(row.unobservable)) for row in rows]
    sums = tuple(map(sum, zip(*numbers, strict=True)))
    lines = [[head.in_(language) for head in HEADS]]
    lines += [
        [name, *map(str, counts), _share(counts)]
        for name, counts in (*zip((row.authority for row in rows), numbers, strict=True), (ALL.in_(language), sums))
    ]
    widths = [max(cells(line[at]) for line in lines) for at in range(len(HEADS))]
    for line in lines:
        figures = (" " * (width - cells(word)) + word for word, width in zip(line[1:], widths[1:], strict=True))
        yield "  ".join((pad(line[0], widths[0]), *figures))
    yield from _listed(UNCOVERED, ((row.authority, row.uncovered) for row in rows), language)
    apart = ((f"{name}: {unseen.reasons[why].in_(language)}") for row in rows for name, why in row.unobservable)
    yield from _listed(UNOBSERVABLE, [("", tuple(apart))], language)
    for row in rows:
        said = SHORT if row.short else BETTER
        if len(row.uncovered) != row.allowed:
            name = known.authorities[row.authority].name.in_(language)
            yield said.fill(name=name, count=len(row.uncovered), allowed=row.allowed).in_(language)


def _share(counts: Sequence[int]) -> str:
    """The covered part of what can be seen."""
    total, done, _, unseen = counts
    return f"{100 * done // (total - unseen)}%" if total > unseen else "-"


def _listed(head: Text, groups: Iterable[tuple[str, tuple[str, ...]]], language: Language) -> Iterator[str]:
    lines = [
        line for name, ids in groups if ids for line in ([f"  {name}"] if name else []) + [f"    {i}" for i in ids]
    ]
    if lines:
        yield ""
        yield head.in_(language)
        yield from lines
        yield ""


command = Command(
    "coverage",
    run,
    text=Text("Show which requirements rules judge.", "要件がどれだけルールで判定されるかを示します。"),
    more=Text(
        "Exit code 1 when more is uncovered than rules/knowledge/coverage_floor.yaml allows.",
        "rules/knowledge/coverage_floor.yaml の許容数を超える未対応があれば終了コード1です。",
    ),
    examples=("disputelint rules coverage", "disputelint rules coverage -f json"),
    params=[
        Option(
            "-f",
            "--format",
            type=Words(("table", "json")),
            default="table",
            text=Text("table (default) or json.", "table（既定）または json。"),
        ),
        *(one for one in options.choice() if "--rules" in one.opts),
        *options.configuration(),
    ],
)
