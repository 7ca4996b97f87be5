"""`disputelint rules sources`: how old each requirement's review is; with --check, whether its quote still stands."""

from __future__ import annotations

import datetime
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disputelint.checker.cli import options, output
from disputelint.checker.cli.clicks import Argument, Option
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.configured import configured, shown
from disputelint.checker.cli.exit import FINDINGS, GATE, OK
from disputelint.checker.cli.rule_choice import many
from disputelint.checker.cli.session import Session
from disputelint.checker.cli.types import Day, Number, Words
from disputelint.checker.config import Config
from disputelint.checker.config.given import Given
from disputelint.checker.errors import UsageError
from disputelint.checker.model import JSON
from disputelint.checker.model.words import Language, Text

if TYPE_CHECKING:
    from disputelint.checker.crawl.sources import Answer
    from disputelint.checker.engine.catalogue import Catalogue
    from disputelint.checker.engine.requirement import Requirement

HEADS = (
    Text("requirement", "要件"),
    Text("reviewed", "確認日"),
    Text("days", "経過日数"),
    Text("rules", "ルール"),
    Text("source", "出典"),
)
STANDS = Text("the quote", "引用")
STATE = {
    "unchanged": Text("unchanged", "変更なし"),
    "moved": Text("moved", "移動"),
    "gone": Text("gone", "消失"),
    "unreachable": Text("unreachable", "到達不可"),
    "no_quote": Text("no quote kept", "引用なし"),
    "no_address": Text("no address", "URLなし"),
}
MOVED = Text("moved to {where}", "移動先：{where}")
DETAIL = Text("{state} ({detail})", "{state}（{detail}）")
QUOTE_GONE = Text("the page answers, the quote is not on it", "ページはあるが引用が見つからない")
LISTED = Text("{n}; the oldest review is {age} old.", "{n}。最も古い確認は{age}前です。")
REQUIREMENT = (Text("{n} requirement", "要件{n}件"), Text("{n} requirements", "要件{n}件"))
DAY = (Text("{n} day", "{n}日"), Text("{n} days", "{n}日"))
NOTHING = Text("No requirement was reviewed more than {days} days ago.", "{days}日より前に確認された要件はありません。")
CHECKED = Text("Checked: {counts}.", "確認結果：{counts}。")
NOT_COMPARED = Text(
    "Where no quote or address is kept, nothing was compared: read the source by hand.",
    "引用またはURLのない要件は比較していません。出典を直接ご確認ください。",
)
READING = Text("{done}/{known} addresses read", "{known}件中{done}件を確認")
COUNT = Text("{n} {state}", "{state}{n}件")


@dataclass(frozen=True)
class Row:
    """One requirement with the age of its review in days, the rules that cite it, and how its source stands."""

    requirement: Requirement
    age: int
    rules: tuple[str, ...]
    answer: Answer | None = None


def run(
    session: Session,
    settings: Mapping[str, Given],
    names: tuple[str, ...],
    format: str,
    older_than: int | None,
    check: bool,
    today: str | None,
    config: str | None,
    no_config: bool,
    show_config: bool,
) -> int:
    """Print the requirements; with --check 1 when a source moved or is gone, else 3 when one could not be read."""
    held = configured(session, settings, config, no_config)
    if show_config:
        return shown(held)
    from disputelint.checker.engine import catalogue

    known = catalogue.load(held)
    day = datetime.date.fromisoformat(today) if today else datetime.datetime.now(datetime.UTC).date()
    rows = _rows(known, names, older_than, day)
    if check:
        rows = _checked(rows, held, session)
    if format == "json":
        output.result_json(json.dumps([_json(row) for row in rows], ensure_ascii=False, indent=1))
    else:
        output.result("\n".join(_table(rows, older_than, session.language)))
    states = {row.answer.state for row in rows if row.answer is not None}
    if states & {"moved", "gone"}:
        return FINDINGS
    return GATE if "unreachable" in states else OK


def _rows(known: Catalogue, names: Sequence[str], older_than: int | None, day: datetime.date) -> list[Row]:
    """The requirements asked for, the oldest review first. Raises UsageError for a word that names none."""
    for name in names:
        if name not in known.authorities and not any(one.startswith(name) for one in known.requirements):
            raise _unknown(name, known)
    citing: dict[str, list[str]] = {}
    for rule in known.rules.values():
        for one in rule.requirements:
            citing.setdefault(one, []).append(rule.id)
    rows = [
        Row(one, (day - datetime.date.fromisoformat(one.reviewed)).days, tuple(citing.get(one.id, ())))
        for one in known.requirements.values()
        if not names or one.authority in names or any(one.id.startswith(name) for name in names)
    ]
    if older_than is not None:
        rows = [row for row in rows if row.age > older_than]
    return sorted(rows, key=lambda row: -row.age)


def _unknown(name: str, known: Catalogue) -> UsageError:
    from disputelint.checker.yamlfile import nearest

    meant = nearest(name, (*known.authorities, *known.requirements))
    return UsageError(
        Text(f'"{name}" is neither an authority nor a requirement', f"「{name}」という基準も要件もありません"),
        where="NAME",
        hint=Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。") if meant else None,
    )


def _checked(rows: Sequence[Row], config: Config, session: Session) -> list[Row]:
    """The rows with how each source stands. A quote that left its page is looked for on its authority's other pages."""
    from disputelint.checker.crawl import sources

    pages: dict[str, list[str]] = {}
    for row in rows:
        pages.setdefault(row.requirement.authority, []).append(row.requirement.url)
    asked = [
        sources.Asked(
            one.id,
            one.url,
            one.quote,
            tuple(dict.fromkeys(url for url in (one.official_url, *pages[one.authority]) if url and url != one.url)),
        )
        for one in (row.requirement for row in rows)
    ]

    def told(done: int, known: int) -> None:
        if sys.stderr.isatty() and done % 10 == 0:
            output.note(session, READING.fill(done=done, known=known))

    answers = sources.check(asked, config, told)
    return [Row(row.requirement, row.age, row.rules, one) for row, one in zip(rows, answers, strict=True)]


def _json(row: Row) -> JSON:
    one, answer = row.requirement, row.answer
    held: dict[str, JSON] = {
        "id": one.id,
        "authority": one.authority,
        "url": one.url,
        "official_url": one.official_url,
        "read": one.read,
        "edition": one.edition,
        "reviewed": one.reviewed,
        "age_days": row.age,
        "rules": [*row.rules],
    }
    if answer is not None:
        held["check"] = {"state": answer.state, "where": answer.where, "detail": answer.detail}
    return held


def _table(rows: Sequence[Row], older_than: int | None, language: Language) -> list[str]:
    from disputelint.reports.inert import terminal
    from disputelint.reports.width import cells, pad

    if not rows:
        return [NOTHING.fill(days=older_than or 0).in_(language)]
    checked = rows[0].answer is not None
    heads = [*HEADS[:-1], *((STANDS,) if checked else ()), HEADS[-1]]
    lines = [[head.in_(language) for head in heads]]
    for row in rows:
        one = row.requirement
        stands = [_state(row.answer, language)] if row.answer is not None else []
        lines.append([one.id, one.reviewed, str(row.age), str(len(row.rules)), *stands, one.url])
    widths = [max(cells(terminal(line[at])) for line in lines) for at in range(len(heads) - 1)]
    shown = ["  ".join([*map(pad, map(terminal, line), widths), terminal(line[-1])]) for line in lines]
    return [*shown, "", *(said.in_(language) for said in _closing(rows, language))]


def _state(answer: Answer, language: Language) -> str:
    state = STATE[answer.state]
    if answer.state == "moved":
        return MOVED.fill(where=answer.where).in_(language)
    if answer.detail in ("", answer.state):
        return state.in_(language)
    detail = QUOTE_GONE if answer.detail == "quote" else Text(answer.detail, answer.detail)
    return DETAIL.fill(state=state, detail=detail).in_(language)


def _closing(rows: Sequence[Row], language: Language) -> list[Text]:
    said = [LISTED.fill(n=many(len(rows), REQUIREMENT), age=many(rows[0].age, DAY))]
    counts: Counter[str] = Counter(row.answer.state for row in rows if row.answer is not None)
    if counts:
        each = [COUNT.fill(n=counts[state], state=STATE[state]).in_(language) for state in STATE if counts[state]]
        said.append(CHECKED.fill(counts=("、" if language == "ja" else ", ").join(each)))
    return [*said, NOT_COMPARED] if counts["no_quote"] or counts["no_address"] else said


command = Command(
    "sources",
    run,
    text=Text(
        "The age of each requirement's review; whether its source still says so.",
        "要件ごとの確認日と、出典が今もそう述べているかを示します。",
    ),
    more=Text(
        "--check reads every source, one page at a time per host, as robots.txt allows. Exit code 1 when a quote moved"
        " or is gone, 3 when a source could not be read.",
        "--check では、robots.txtに従い、ホストごとに1ページずつ出典を読み取ります。引用が移動または消失していれば終了コード1、"
        "読み取れない出典があれば3です。",
    ),
    examples=("disputelint rules sources --older-than 180", "disputelint rules sources paypal stripe --check"),
    params=[
        Argument(
            "names",
            many=True,
            required=False,
            metavar="[AUTHORITY|REQUIREMENT]...",
            text=Text(
                "Authorities, or beginnings of requirement ids (default: all).",
                "基準、または要件IDの前方一致（既定：すべて）。",
            ),
        ),
        Option(
            "-f",
            "--format",
            type=Words(("table", "json")),
            default="table",
            text=Text("table (default) or json.", "table（既定）または json。"),
        ),
        Option(
            "--older-than",
            type=Number(least=0),
            text=Text("Only those reviewed more than so many days ago.", "確認から指定の日数を超えたものだけ。"),
        ),
        Option("--check", flag=True, text=Text("Read the sources again.", "出典をもう一度読み取ります。")),
        Option(
            "--now", "today", type=Day(), text=Text("The day to count from (default: today).", "基準日（既定：今日）。")
        ),
        *(one for one in options.choice() if "--rules" in one.opts),
        *options.configuration(),
    ],
)
