"""The facts of files and snapshots, page by page, in the order in which they were named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from disputelint.checker.errors import UsageError
from disputelint.checker.model import CONFIDENCES, Fact, Page, PageKind, Rejected, Site, Text

if TYPE_CHECKING:
    from disputelint.checker.snapshot.records import Load, Snapshot


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page with what it says. `source` as the person named it; best facts of a name first."""

    source: str
    kinds: tuple[PageKind, ...]
    language: str
    facts: tuple[Fact, ...]
    rejected: tuple[Rejected, ...] = ()


def collect(targets: Sequence[str], kind: PageKind | None, *, explain: bool = False) -> list[PageFacts]:
    """The facts of every page of `targets`; HTML files named together are read as one site.

    `kind` is taken for every page's kind. With `explain` the rejected candidates come too. Raises UsageError for a
    target that is not on disk, SnapshotError for one that cannot be read.
    """
    for target in targets:
        if not Path(target).exists():
            raise _not_a_file(target)
    pages: list[PageFacts] = []
    files: list[str] = []
    for target in targets:
        if _is_html(Path(target)):
            files.append(target)
            continue
        pages += _of_files(files, kind, explain) + _of_snapshot(target, explain)
        files = []
    return pages + _of_files(files, kind, explain)


def _not_a_file(target: str) -> UsageError:
    if "://" in target:
        return UsageError(
            Text(f"`facts` reads files and snapshots, not {target}", f"`facts` が読むのはファイルと記録です：{target}"),
            where="disputelint facts",
            hint=Text(
                f"Take a snapshot first: disputelint crawl {target} -o shop.wacz",
                f"先に記録を取ってください：disputelint crawl {target} -o shop.wacz",
            ),
        )
    return UsageError(
        Text(f"There is no file or folder {target}", f"{target} というファイルもフォルダーもありません"),
        where="disputelint facts",
    )


def _is_html(path: Path) -> bool:
    from disputelint.checker.snapshot import files, parts

    if path.is_dir():
        return not (path / parts.META).is_file() and not path.name.endswith(".part")
    return path.suffix.lower() in files.SUFFIXES


def _of_files(targets: Sequence[str], kind: PageKind | None, explain: bool) -> list[PageFacts]:
    if not targets:
        return []
    from disputelint.checker.snapshot.files import given_order, open_files

    paths = [Path(target) for target in targets]
    snapshot = open_files(paths, kind)
    as_given = {Path(target).as_posix(): target for target in targets}
    order = [(as_given.get(load.source, load.source), load) for load in given_order(snapshot.loads, paths)]
    return _read(snapshot, order, explain)


def _of_snapshot(target: str, explain: bool) -> list[PageFacts]:
    from disputelint.checker.snapshot.read import open_snapshot

    snapshot = open_snapshot(Path(target))
    return _read(snapshot, [(load.url, load) for load in snapshot.loads], explain)


def _read(snapshot: Snapshot, order: Iterable[tuple[str, Load]], explain: bool) -> list[PageFacts]:
    from disputelint.checker.config import Config
    from disputelint.checker.understand import site as understand

    site = understand.read(snapshot, Config())
    pages = {(page.url, page.device): page for page in site.pages}
    found: list[PageFacts] = []
    for source, load in order:
        page = pages.get((load.url, load.device))
        if page is None:
            continue
        rejected = _rejected(load, page) if explain else ()
        found.append(PageFacts(source, page.kinds, page.language, _facts(page, site), rejected))
    return found


def _facts(page: Page, site: Site) -> tuple[Fact, ...]:
    """What the page says, with what its header and footer say for the whole site; best first under each name."""
    said = [fact for fact in site.facts if fact.evidence.page == page.url and fact.evidence.quote]
    held = set(map(repr, page.facts))
    every = [*page.facts, *(fact for fact in said if repr(fact) not in held)]
    return tuple(sorted(every, key=lambda fact: (fact.name, CONFIDENCES.index(fact.confidence))))


def _rejected(load: Load, page: Page) -> tuple[Rejected, ...]:
    from disputelint.checker.understand.document import parse
    from disputelint.checker.understand.facts import Log, find_all

    log = Log()
    find_all(parse(load), page.kinds, page.language, log)
    return tuple(log.rejected)
