"""The one module that knows all stages: from a target to a Report, and from pages to their facts."""

from __future__ import annotations

import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from disputelint import __version__
from disputelint.checker import pictures
from disputelint.checker.config import Config
from disputelint.checker.config.entries import entries
from disputelint.checker.crawl.progress import Progress, Silent
from disputelint.checker.errors import UsageError
from disputelint.checker.model import Fact, Finding, PageKind, Rejected, Report, Run, Site, Text
from disputelint.checker.model.record import record
from disputelint.checker.snapshot.records import Load, Snapshot

if TYPE_CHECKING:
    from disputelint.checker.engine.catalogue import Catalogue
    from disputelint.checker.snapshot.keep import Keep
    from disputelint.checker.theme import Theme
    from disputelint.checker.understand.parsed import Parsed

SNAPSHOT_ENDINGS = (".wacz", ".wacz.part")


@record(frozen=True, slots=True)
class PageFacts:
    """What one page says. `source` is as the person named it."""

    source: str
    kinds: tuple[PageKind, ...]
    language: str
    facts: tuple[Fact, ...]
    rejected: tuple[Rejected, ...] = ()


@record(frozen=True, slots=True)
class Target:
    """What a person asked to audit: a file on disk, or a URL."""

    given: str
    path: Path | None = None

    @property
    def is_snapshot(self) -> bool:
        """Whether it is a WACZ or the folder of one that is still being written."""
        return self.path is not None and self.path.name.lower().endswith(SNAPSHOT_ENDINGS)


def run(
    target: Target,
    config: Config,
    *,
    progress: Progress | None = None,
    save: Path | None = None,
    command: tuple[str, ...] = (),
    older: Callable[[Report], Iterable[Finding]] | None = None,
    seen: Callable[[Site], None] | None = None,
    rules: Catalogue | None = None,
) -> Report:
    """Audit one target. A live audit reports from the snapshot as read back, so that a replay is the same code.

    `older` names findings of an earlier report whose places are to be shown as they are now (`Report.after`).
    `seen` is handed the storefront as understood, before it is judged. `rules` are those of the configuration, when they
    were read already.
    Raises DisputelintError for a person's mistakes; what a shop does ends in the report.
    """
    started = datetime.now(UTC)
    clock = time.perf_counter()
    parsed = None
    theme = themed(config)  # before anything is crawled for nothing
    with ExitStack() as stack:
        if target.path is None:
            where = save if save is not None else stack.enter_context(_passing())
            parsed = _parsed()
            crawl(target.given, config, where, progress, parsed)
            snapshot = _read(where)
        else:
            snapshot = _read(target.path)
        with kept(config) as keep:
            report = judge(snapshot, config, parsed, theme, seen, keep, rules)
            if keep is not None and keep.problem is not None and target.path is not None:
                report = replace(report, target=replace(report.target, notices=(keep.problem, *report.target.notices)))
        then = tuple(older(report)) if older is not None else ()
        if target.path is None and config.crawl.images and snapshot.meta.browser:
            left = config.crawl.timeout - (time.perf_counter() - clock)
            if pictures.photographed(report, then, config, target.given, where, left, progress or Silent()):
                snapshot = _read(where)
        if config.crawl.images:
            report = pictures.illustrated(report, snapshot, then)
    saved = save if target.path is None else target.path if target.is_snapshot else None
    return replace(report, run=_done(config, snapshot, command, saved, started, time.perf_counter() - clock))


@contextmanager
def _passing() -> Iterator[Path]:
    """A file for a snapshot that nobody keeps."""
    with tempfile.TemporaryDirectory(prefix="disputelint-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "run.wacz"


def _done(
    config: Config, snapshot: Snapshot, command: tuple[str, ...], saved: Path | None, started: datetime, seconds: float
) -> Run:
    """What a report tells of its run."""
    file, lines = entries(config)
    return Run(
        tool_version=__version__,
        started=started.isoformat(timespec="seconds"),
        seconds=round(seconds, 2),
        browser=snapshot.meta.browser,
        machine=f"{platform.system()} {platform.machine()}, Python {sys.version.split()[0]}",
        command=command,
        snapshot=str(saved) if saved else "",
        config=file,
        config_lines=lines,
    )


def _parsed() -> Parsed:
    from disputelint.checker.understand.parsed import Parsed

    return Parsed()


def crawl(url: str, config: Config, save: Path, progress: Progress | None = None, parsed: Parsed | None = None) -> Path:
    """Take the snapshot of a shop, keeping in `parsed` what was parsed on the way. Returns where it was written.

    A shop whose secrets are missing is not asked: the snapshot says so.
    """
    from disputelint.checker.crawl.entry import not_entered
    from disputelint.checker.crawl.run import crawl_now, start_meta
    from disputelint.checker.snapshot.write import SnapshotWriter

    meta = start_meta(config, url)
    with SnapshotWriter(save, meta, config.access.secrets()) as writer, kept(config) as keep:
        if config.access.missing:
            not_entered(config, meta, writer)
        else:
            crawl_now(config, url, writer, progress or Silent(), parsed, keep)
    return save


@contextmanager
def kept(config: Config) -> Iterator[Keep | None]:
    """What earlier runs have kept in the folder that the configuration names; None when it names none."""
    if not config.crawl.cache_dir:
        yield None
        return
    from disputelint.checker.snapshot.keep import Keep

    with Keep(Path(config.crawl.cache_dir)) as keep:
        yield keep


def judge(
    snapshot: Snapshot,
    config: Config,
    parsed: Parsed | None = None,
    theme: Theme | None = None,
    seen: Callable[[Site], None] | None = None,
    keep: Keep | None = None,
    rules: Catalogue | None = None,
) -> Report:
    """The report on a snapshot, its `run` block empty. Pure: the same snapshot, configuration and theme give the same.

    `theme` is the one that the configuration names, when it was read already; `keep` holds facts of earlier runs.
    """
    from disputelint.checker.assemble import assemble
    from disputelint.checker.engine import catalogue
    from disputelint.checker.engine import judge as engine

    site = understood(snapshot, config, parsed, keep)
    if seen is not None:
        seen(site)
    rules = rules or catalogue.load(config)
    judged = engine.judge(site, rules, config)
    held = theme or themed(config)
    if held is not None:
        from disputelint.checker.theme import blame
        from disputelint.checker.wanted import wanted

        judged = replace(judged, findings=blame(judged.findings, site, held, lambda one: wanted(one, rules)))
    return assemble(snapshot, site, judged, rules, config)


def themed(config: Config) -> Theme | None:
    """The theme that the configuration names. Raises UsageError when there is none at its path."""
    if config.theme is None:
        return None
    from disputelint.checker.theme import read

    said = config.sources.get("theme", "")
    return read(config.theme, said if ":" in said else "--theme")


def understood(snapshot: Snapshot, config: Config, parsed: Parsed | None = None, keep: Keep | None = None) -> Site:
    """The storefront that a snapshot shows; `keep` holds facts of earlier runs."""
    from disputelint.checker.understand.keptfacts import KeptFacts
    from disputelint.checker.understand.site import read

    return read(snapshot, config, parsed, KeptFacts(keep) if keep is not None else None)


def facts(targets: Sequence[str], *, kind: PageKind | None = None, explain: bool = False) -> list[PageFacts]:
    """What each page of `targets` (HTML files, folders, snapshots) says, in the order given.

    `explain` keeps the candidates that were dropped. Raises UsageError for a target that is not on disk, SnapshotError
    for one that cannot be read.
    """
    return [_page_facts(load, explain) for snapshot in _sources(targets, kind) for load in snapshot]


def _page_facts(load: Load, explain: bool) -> PageFacts:
    from disputelint.checker.understand import document as documents
    from disputelint.checker.understand import kinds, language
    from disputelint.checker.understand.facts import Log, find_all

    document = documents.parse(load)
    said = language.detect(document)
    found = (load.kind_hint,) if load.kind_hint else kinds.classify(document, said)
    log = Log()
    stated = find_all(document, found, said, log)
    return PageFacts(load.source or load.url, found, said, stated, tuple(log.rejected) if explain else ())


def _sources(targets: Sequence[str], kind: PageKind | None) -> Iterator[list[Load]]:
    """The pages of the files and folders together, as one site, then those of each snapshot."""
    from disputelint.checker.snapshot.files import given_order, open_files

    paths = [Path(target) for target in targets]
    for path, target in zip(paths, targets, strict=True):
        if not path.exists():
            raise UsageError(
                Text(f"There is no file or folder {target}", f"{target} というファイルやフォルダーはありません"),
                hint=Text(
                    "facts reads files. For a shop: disputelint crawl URL -o shop.wacz, then disputelint facts shop.wacz",
                    "factsはファイルを読みます。店舗を調べるには disputelint crawl URL -o shop.wacz のあとで"
                    " disputelint facts shop.wacz を実行してください",
                ),
            )
    plain = [path for path in paths if not Target(str(path), path).is_snapshot]
    if plain:
        yield given_order(open_files(plain, kind).loads, plain)
    for path in paths:
        if path not in plain:
            yield [load for load in _read(path).loads if load.seen != "unread"]


def _read(path: Path) -> Snapshot:
    from disputelint.checker.snapshot.read import open_snapshot

    return open_snapshot(path)
