"""The base of `--compare` and the sides of `diff`: a saved report is read, a snapshot or a shop is judged with today's rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from disputelint.checker.cli.session import Session
from disputelint.checker.config import Config
from disputelint.checker.config.settings import Access
from disputelint.checker.errors import UsageError
from disputelint.checker.model import Comparison, Finding, Report, Site
from disputelint.checker.model.words import Text

if TYPE_CHECKING:
    from disputelint.checker.cli.targets import Target
    from disputelint.checker.engine.pairing import Sight

UNREADABLE = Text(
    "The base {base} could not be read, so that nothing tells which findings are new. Judged with the preset theme-ci: "
    "what a theme makes, whether it was there before or not.",
    "比較元 {base} を確認できなかったため、どの指摘が新しいか判断できません。プリセット theme-ci で判定しました"
    "（テーマで決まる項目を、以前からのものも含めて判定します）。",
)
FALLBACK = "theme-ci"


@dataclass(slots=True)
class Watched:
    """The texts of a storefront, taken while it is audited."""

    sight: Sight | None = None

    def __call__(self, site: Site) -> None:
        """Take them."""
        from disputelint.checker.engine.pairing import sight

        self.sight = sight(site)


@dataclass(frozen=True, slots=True)
class Base:
    """What a run is compared with. `live`: it was read now, at `Target.url`; `readable`: it tells something."""

    report: Report
    sight: Sight | None = None
    live: bool = False
    readable: bool = True
    named: str = ""
    head: Watched = field(default_factory=Watched)

    def mended(self, report: Report) -> tuple[Finding, ...]:
        """The findings of the base that `report` no longer has: their places are worth a picture of today."""
        return self.compare(report).mended if self.readable else ()

    def compare(self, report: Report) -> Comparison:
        """What `report` says other than the base."""
        from disputelint.checker.engine.causes import Pair
        from disputelint.checker.engine.compare import compare

        together = self.live and _netloc(self.report.target.url) == _netloc(report.target.url)
        return compare(Pair(self.report, report, self.sight, self.head.sight, together))


def _netloc(address: str) -> str:
    from urllib.parse import urlsplit

    return urlsplit(address if "://" in address else f"https://{address}").netloc.lower()


def read_report(path: Path) -> Report:
    """The saved report in `path`. Raises UsageError when it cannot be read or is none."""
    from disputelint.reports.json import NotAReport, parse

    try:
        return parse(path.read_text(encoding="utf-8"))
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise UsageError(
            Text(f"This file cannot be read: {reason}", f"このファイルを読めません：{reason}"), where=str(path)
        ) from None
    except (NotAReport, UnicodeDecodeError) as problem:
        raise UsageError(
            Text(f"This is no saved report: {problem}", f"保存された報告として読めません：{problem}"),
            where=str(path),
            hint=Text(
                "A report is saved by: disputelint audit TARGET -f json=report.json",
                "報告は次の操作で保存できます：disputelint audit TARGET -f json=report.json",
            ),
        ) from None


def load(word: str, config: Config, seen: Callable[[Site], None] | None = None) -> Report:
    """The report that `word` stands for: a saved one, or the judgement of a snapshot or of HTML files.

    Raises UsageError when there is nothing of that name, SnapshotError when it cannot be read.
    """
    path = Path(word)
    if not path.exists():
        raise UsageError(Text("There is no such report or snapshot", "報告も記録もありません"), where=word)
    if path.suffix.lower() == ".json":
        return read_report(path)
    from disputelint.checker import audit

    return audit.run(audit.Target(word, path), of_base(config), seen=seen)


def base(word: str, config: Config, session: Session, head: str) -> Base:
    """What `--compare` names, read before `head` itself: as `load`, and a shop's address is audited too, in the same way.

    A shop that gives nothing to compare with is not `readable`; one on another host is not told what opens `head`.
    Raises as `load` does.
    """
    from disputelint.checker.cli import targets

    (target,) = targets.parse([word])
    texts = Watched()
    if not target.is_url:
        return Base(load(word, config, texts), texts.sight, named=target.shown)
    if _netloc(target.text) != _netloc(head):
        config = replace(config, access=Access(missing=config.access.missing, withheld=config.access.withheld))
    return _shop(target, config, session, texts)


def _shop(target: Target, config: Config, session: Session, texts: Watched) -> Base:
    from disputelint.checker import audit
    from disputelint.checker.cli.progress import Bar
    from disputelint.checker.engine.compare import unreadable

    access = config.access if target.basic_auth is None else replace(config.access, basic_auth=target.basic_auth)
    with Bar(target.shown, session) as bar:
        report = audit.run(audit.Target(target.text), of_base(replace(config, access=access)), progress=bar, seen=texts)
    return Base(report, texts.sight, live=True, readable=not unreadable(report), named=target.shown)


def of_base(config: Config) -> Config:
    """The configuration for a base: the same rules. It is by another theme, and no baseline speaks of it."""
    gate = replace(config.gate, baseline=None, write_baseline=False, accept_new=False)
    return replace(config, gate=gate, theme=None, theme_marker=None)


def without_base(config: Config) -> Config:
    """The configuration for a run whose base could not be read: what themes make."""
    packs = config.choice.packs if FALLBACK in config.choice.packs else (*config.choice.packs, FALLBACK)
    return replace(config, choice=replace(config.choice, packs=packs))


def judged(held: Base, report: Report, config: Config) -> Report:
    """The report with what differs from its base: what the change has not done counts no more."""
    from disputelint.checker.assemble import verdict
    from disputelint.checker.engine.compare import marked

    if not held.readable:
        said = UNREADABLE.fill(base=held.named)
        target = replace(report.target, notices=(said, *report.target.notices))
        told = Comparison(held.report.target.url, held.report.target.date, readable=False)
        return replace(report, target=target, compared=told)
    report = marked(report, held.compare(report), held.report.images)
    if report.verdict != "fail":
        return report
    return replace(report, verdict=verdict(report.findings, report.coverage, config))
