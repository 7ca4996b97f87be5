"""`disputelint rules docs [-o DIR] [--check]`: a page per rule, indexes, and the guides' list, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from disputelint.checker.cli import options, output
from disputelint.checker.cli.clicks import Option
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.configured import configured, shown
from disputelint.checker.cli.exit import FINDINGS, OK
from disputelint.checker.cli.rule_choice import NAMES, Asked, many
from disputelint.checker.cli.session import Session
from disputelint.checker.config.given import Given
from disputelint.checker.model.words import Language, Text

if TYPE_CHECKING:
    from disputelint.checker.cli.docs_page import Library
    from disputelint.checker.engine.trial import Trial

DEFAULT = "docs"
PAGE = (Text("{n} page", "{n}ページ"), Text("{n} pages", "{n}ページ"))
DONE = Text("{pages} in {folder}.", "{folder} に{pages}を書き出しました。")
FRESH = Text("{pages} in {folder}: all as the rules say.", "{folder} の{pages}：すべて最新です。")
STALE = Text(
    "{folder}: {pages} not as the rules say. Run: disputelint rules docs -o {folder}",
    "{folder}：{pages}が最新ではありません。実行：disputelint rules docs -o {folder}",
)
EXAMPLE = Text("example {number}", "例{number}")
LANGUAGES: tuple[Language, ...] = ("en", "ja")


def run(
    session: Session,
    settings: Mapping[str, Given],
    names: tuple[str, ...],
    folder: str,
    check: bool,
    config: str | None,
    no_config: bool,
    show_config: bool,
) -> int:
    """Write the pages, or compare them; 1 when --check finds one that is stale, missing or left over."""
    held = configured(session, settings, config, no_config)
    if show_config:
        return shown(held)
    from disputelint.checker.cli.rule_choice import chosen

    asked = chosen(names, held)
    library = executed(asked)
    pages = dict(written(library, whole=not names))
    left = () if names else tuple(_left_over(Path(folder), pages))
    counted = many(len(pages), PAGE)
    if check:
        stale = [name for name, said in pages.items() if _read(Path(folder) / name) != said]
        stale += [path.relative_to(folder).as_posix() for path in left]
        again = STALE.fill(folder=folder, pages=many(len(stale), PAGE))
        closing = again if stale else FRESH.fill(folder=folder, pages=counted)
        wrong = _not_as_they_say(library, session.language)
        output.result("\n".join([*sorted(stale), *wrong, closing.in_(session.language)]))
        return FINDINGS if stale or wrong else OK
    for name, said in pages.items():
        if _read(Path(folder) / name) != said:
            output.save(Path(folder) / name, said)
    for path in left:
        path.unlink()
    output.result(DONE.fill(folder=folder, pages=counted).in_(session.language))
    return OK


def executed(asked: Asked) -> Library:
    """The rules with their examples as they come out."""
    from disputelint.checker.cli.docs_page import Library
    from disputelint.checker.engine.trial import trials

    tried: dict[str, list[Trial]] = {rule.id: [] for rule in asked.rules}
    for one in trials(asked.rules, asked.catalogue, asked.config):
        tried[one.rule].append(one)
    return Library(asked.catalogue, asked.rules, tried, named(asked))


def written(library: Library, whole: bool) -> Iterator[tuple[str, str]]:
    """Path below the output folder and text of each page; `whole`: with the guides' list."""
    from disputelint.checker.cli import docs_guides, docs_index
    from disputelint.checker.cli.root import COMMANDS
    from disputelint.checker.engine import coverage

    yield from rule_pages(library)
    yield from docs_index.pages(library, coverage.unobservable(library.catalogue))
    if whole:
        for language in LANGUAGES:
            yield docs_guides.path(language), docs_guides.page(library, COMMANDS, language)


def rule_pages(library: Library) -> Iterator[tuple[str, str]]:
    """Path and text of the page of each rule, in both languages."""
    from disputelint.checker.cli.docs_page import rule_page, rule_path

    for language in LANGUAGES:
        for rule in library.rules:
            yield rule_path(rule, language), rule_page(rule, library, language)


def named(asked: Asked) -> dict[str, str]:
    """How the files of rules are named on the pages: never with the folders of this machine above them."""
    from disputelint.checker.engine.catalogue import data_folder

    package = data_folder().resolve()
    found: dict[str, str] = {}
    for rule in asked.rules:
        file = Path(rule.file).resolve()
        inside = file.is_relative_to(package)
        found[rule.id] = f"rules/{file.relative_to(package).as_posix()}" if inside else f"{rule.topic}/{file.name}"
    return found


def _not_as_they_say(library: Library, language: Language) -> list[str]:
    """The examples that come out otherwise than their rules say."""
    return [
        f"{name}: {EXAMPLE.fill(number=one.number + 1).in_(language)}: {problem.in_(language)}"
        for name, tried in library.tried.items()
        for one in tried
        for problem in one.problems
    ]


def _left_over(folder: Path, pages: Iterable[str]) -> Iterator[Path]:
    """Pages that an earlier run wrote, of rules that are no more."""
    from disputelint.checker.cli.docs_words import WRITTEN

    kept = {folder / name for name in pages}
    for below in (folder / "rules", folder / "ja" / "rules"):
        for path in sorted(below.rglob("*.md")):
            if path not in kept and (_read(path) or "").startswith(WRITTEN):
                yield path


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        return None


command = Command(
    "docs",
    run,
    text=Text("Write a page per rule, and indexes.", "ルールごとのページと一覧を書き出します。"),
    more=Text(
        "In English and Japanese, with the examples as they come out. --check: exit code 1 when a page is stale.",
        "日本語と英語で、例の実行結果とともに書き出します。--check では、古いページがあれば終了コード1です。",
    ),
    examples=(
        "disputelint rules docs",
        "disputelint rules docs my-rules -o handbook",
        "disputelint rules docs --check",
    ),
    params=[
        NAMES,
        Option(
            "-o",
            "--output",
            "folder",
            metavar="DIR",
            default=DEFAULT,
            text=Text("The folder to write to (default: docs).", "書き出すフォルダー（既定：docs）。"),
        ),
        Option("--check", flag=True, text=Text("Write nothing; compare.", "書き出さずに、比較だけを行います。")),
        *(one for one in options.choice() if "--rules" in one.opts),
        *options.configuration(),
    ],
)
