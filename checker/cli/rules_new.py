"""`disputelint rules new [ID]`: the first draft of a rule, from options or by asking; it loads and passes its examples."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from disputelint.checker.cli import output
from disputelint.checker.cli.clicks import Argument, Option
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.exit import OK
from disputelint.checker.cli.session import Session
from disputelint.checker.cli.types import Names, Words
from disputelint.checker.config import Config
from disputelint.checker.errors import UsageError
from disputelint.checker.model.words import Text
from disputelint.checker.yamlfile import nearest

if TYPE_CHECKING:
    from disputelint.checker.engine.catalogue import Catalogue
    from disputelint.checker.engine.draft import Draft

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DEFAULT = "my-rules"
NEXT = Text(
    "Then: disputelint rules test {folder}, and disputelint audit TARGET --rules {folder}",
    "次に：disputelint rules test {folder}、disputelint audit TARGET --rules {folder}",
)
EMPTY = Text("(may stay empty)", "（省略可）")
SEVERITIES = ("error", "warning", "note")
WHO = ("merchandising", "support", "developer", "owner")


@dataclass(frozen=True)
class Question:
    """One thing that is asked when it was not given; `fit` says what an answer must be, "" when it is fit."""

    name: str
    text: Text
    default: str = ""
    optional: bool = False


QUESTIONS = (
    Question("id", Text("Id of the rule, like gift-wrap-optional", "ルールのID（例：gift-wrap-optional）")),
    Question("topic", Text("Topic ({topics})", "分野（{topics}）")),
    Question("title", Text("What is so when the rule holds, in English", "満たされているときの状態（英語）")),
    Question("title_ja", Text("The same in Japanese", "満たされているときの状態（日本語）")),
    Question("severity", Text("The most it weighs ({severities})", "重大度の上限（{severities}）"), "warning"),
    Question("who", Text("Who mends it ({who})", "対応する人（{who}）"), "owner"),
    Question("page", Text("The kind of page to look at ({pages})", "確認するページの種別（{pages}）")),
    Question("word", Text("Words that the page must hold, in English", "ページに必要な語句（英語）")),
    Question("word_ja", Text("The same in Japanese", "ページに必要な語句（日本語）")),
    Question("reasons", Text("Disputes it prevents ({reasons})", "防ぐ異議申立て（{reasons}）"), optional=True),
    Question("requirements", Text("Requirements it rests on", "根拠とする要件のID"), optional=True),
)


def run(session: Session, id: str | None, folder: str, **given: Any) -> int:
    """Write the file; its path goes to stdout; 0. Asks for what is not given when somebody is there to be asked.

    Raises UsageError: id, topic, reason or requirement unfit, id taken, file there.
    """
    from disputelint.checker.engine import catalogue, draft

    known = catalogue.load(_with(folder))
    said: dict[str, Any] = {"id": id, **given}
    if id is None:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise UsageError(
                Text("A rule needs an id", "ルールにはIDが必要です"),
                where="ID",
                hint=Text(
                    "As in `disputelint rules new gift-wrap-optional --topic checkout`.",
                    "例：`disputelint rules new gift-wrap-optional --topic checkout`",
                ),
            )
        said = _ask(said, known, session)
    made = _draft(said, known)
    path = Path(folder) / made.topic / f"{made.id}.yaml"
    if path.exists():
        raise UsageError(Text("This file is there already", "このファイルはすでにあります"), where=str(path))
    output.save(path, draft.yaml_of(made))
    output.save(Path(folder) / draft.SCHEMA, _schema(draft.SCHEMA))
    output.result(str(path))
    output.note(session, NEXT.fill(folder=folder))
    return OK


def _schema(name: str) -> bytes:
    """The schema that editors complete rules by, as this release has it."""
    from importlib import resources

    return resources.files("disputelint.schemas").joinpath(name).read_bytes()


def _with(folder: str) -> Config:
    """The configuration whose catalogue holds the rules in `folder`, when there are any."""
    config = Config()
    there = (folder,) if Path(folder).is_dir() else ()
    return replace(config, choice=replace(config.choice, folders=there))


def _draft(said: dict[str, Any], known: Catalogue) -> Draft:
    """What was said as a draft. Raises UsageError for the first thing that is not fit."""
    from disputelint.checker.engine.draft import Draft

    for name, fit in _fits(known).items():
        value = said.get(name)
        for one in value if isinstance(value, tuple) else (value,):
            wrong = fit(one) if one else None
            if wrong is not None:
                raise wrong
    lost = _no_topic(said.get("topic") or "", known)
    if lost is not None:
        raise lost
    words = (said.get("word"), said.get("word_ja"))
    titles = (said.get("title"), said.get("title_ja"))
    return Draft(
        id=said["id"],
        topic=said["topic"],
        title=_both(*titles),
        severity=said.get("severity") or "warning",
        who=said.get("who") or "owner",
        reasons=said.get("reasons") or (),
        requirements=said.get("requirements") or (),
        page=said.get("page") or "",
        word=_both(*words),
    )


def _both(en: str | None, ja: str | None) -> Text | None:
    """A text of which one wording may stand in for the other, to be replaced by the writer."""
    return Text(en or ja or "", ja or en or "") if en or ja else None


def _fits(known: Catalogue) -> dict[str, Callable[[str], UsageError | None]]:
    """What each answer must be: the mistake, or nothing."""
    from typing import get_args

    from disputelint.checker.model.words import PageKind

    def among(where: str, names: tuple[str, ...]) -> Callable[[str], UsageError | None]:
        return lambda value: None if value in names else _not_among(where, value, names)

    citable = tuple(name for name, one in known.requirements.items() if one.citable)
    return {
        "id": lambda value: _unfit_id(value, known),
        "topic": lambda value: _no_topic(value, known),
        "severity": among("--severity", SEVERITIES),
        "who": among("--who", WHO),
        "page": among("--page", get_args(PageKind)),
        "reasons": among("--reason", tuple(known.reasons)),
        "requirements": among("--requirement", citable),
    }


def _unfit_id(value: str, known: Catalogue) -> UsageError | None:
    if not _ID.fullmatch(value):
        return UsageError(
            Text(f'"{value}" is no rule id', f"「{value}」はルールのIDとして使えません"),
            where="ID",
            hint=Text(
                "Small letters, digits and hyphens: gift-wrap-optional.",
                "小文字、数字、ハイフンで書きます：gift-wrap-optional",
            ),
        )
    if known.rule(value) is not None:
        return UsageError(Text(f"The rule {value} exists already", f"{value} というルールはすでにあります"), where="ID")
    return None


def _no_topic(value: str, known: Catalogue) -> UsageError | None:
    from disputelint.checker.engine.catalogue import TOPICS

    if value in TOPICS:
        return None
    listed = ", ".join(TOPICS)
    missing = Text("--topic is missing", "--topic を指定してください")
    return UsageError(
        Text(f'There is no topic "{value}"', f"「{value}」という分野はありません") if value else missing,
        where="--topic",
        hint=Text(f"Topics: {listed}", f"分野：{listed}"),
    )


def _not_among(where: str, value: str, names: tuple[str, ...]) -> UsageError:
    meant = nearest(value, names)
    known = ", ".join(names) if len(names) < 30 else ""
    hint = (
        Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。")
        if meant
        else Text(f"Known: {known}", f"使えるもの：{known}")
        if known
        else None
    )
    return UsageError(Text(f'There is no "{value}"', f"「{value}」はありません"), where=where, hint=hint)


def _ask(said: dict[str, Any], known: Catalogue, session: Session) -> dict[str, Any]:
    """Each question that is not answered yet, until the answer is fit."""
    import click

    from disputelint.checker.cli.errors import render
    from disputelint.checker.engine.catalogue import TOPICS

    fits = _fits(known)
    listed = {
        "topics": ", ".join(TOPICS),
        "severities": ", ".join(SEVERITIES),
        "who": ", ".join(WHO),
        "pages": "refund_policy, shipping_policy, faq, terms, contact, product, ...",
        "reasons": ", ".join(known.reasons),
    }
    answers = dict(said)
    for question in QUESTIONS:
        while not answers.get(question.name):
            asked = question.text.fill(
                **{key: value for key, value in listed.items() if f"{{{key}}}" in question.text.en}
            )
            if question.optional:
                asked = Text(f"{asked.en} {EMPTY.en}", f"{asked.ja}{EMPTY.ja}")
            default = question.default or ("" if question.optional else None)
            answer = str(
                click.prompt(asked.in_(session.language), default=default, show_default=bool(default), err=True)
            )
            parts = tuple(part.strip() for part in answer.split(",") if part.strip())
            fit = fits.get(question.name)
            wrong = next((bad for part in parts if fit is not None and (bad := fit(part)) is not None), None)
            if wrong is not None:
                output.complain(render(wrong, session.language, color=False))
                continue
            answers[question.name] = parts if question.optional else answer.strip()
            if question.optional:
                break
    return answers


command = Command(
    "new",
    run,
    text=Text("Write the first draft of a rule.", "ルールのひな形を作ります。"),
    more=Text(
        "Without an ID, on a terminal, it asks for each part. The draft loads, and its examples come out as they say.",
        "IDを省くと、端末では項目を順に質問します。できたひな形は、そのまま読み込め、例も期待どおりの結果になります。",
    ),
    examples=(
        "disputelint rules new",
        "disputelint rules new gift-wrap-optional --topic checkout",
        'disputelint rules new care-guide-given --topic product --page product --word "Care instructions"',
    ),
    params=[
        Argument("id", required=False, metavar="[ID]", text=Text("The new rule's id.", "新しいルールのID。")),
        Option(
            "--topic", metavar="TOPIC", text=Text("Its topic: refund, shipping, ...", "分野：refund、shipping など。")
        ),
        Option("--title", metavar="TEXT", text=Text("What is so when it holds.", "満たされているときの状態（英語）。")),
        Option(
            "--title-ja", metavar="TEXT", text=Text("The same in Japanese.", "満たされているときの状態（日本語）。")
        ),
        Option("--severity", type=Words(SEVERITIES), text=Text("The most it weighs.", "重大度の上限。")),
        Option("--who", type=Words(WHO), text=Text("Who mends it.", "対応する人。")),
        Option("--page", metavar="KIND", text=Text("The kind of page to look at.", "確認するページの種別。")),
        Option("--word", metavar="TEXT", text=Text("Words that the page must hold.", "ページに必要な語句（英語）。")),
        Option("--word-ja", metavar="TEXT", text=Text("The same in Japanese.", "ページに必要な語句（日本語）。")),
        Option("--reason", "reasons", type=Names(), text=Text("Disputes it prevents.", "防ぐ異議申立て。")),
        Option(
            "--requirement",
            "requirements",
            type=Names("ID,..."),
            text=Text("What it rests on.", "根拠とする要件のID。"),
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
