"""Seeds faults into a theme, audits the pages it makes, and holds what is blamed against where the fault is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from disputelint.checker import audit
from disputelint.checker.config import Config
from disputelint.checker.engine import judge
from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.model import Finding
from disputelint.checker.snapshot.files import open_files
from disputelint.checker.theme import blame, read
from disputelint.checker.wanted import wanted

NEAR = 5  # lines


@dataclass(frozen=True)
class Seed:
    """A fault: `old` becomes `new` in a file, and `rule` finds it; `quote` is what the finding then quotes, if anything.

    The seeds of one `batch` are put into the theme together.
    """

    rule: str
    file: str
    old: str
    new: str
    quote: str = ""
    batch: int = 0

    @property
    def name(self) -> str:
        """What to call it in a failure."""
        return f"{self.rule} in {self.file}: {self.new.strip()[:50]!r}"


@dataclass(frozen=True)
class Outcome:
    """What became of a seed."""

    seed: Seed
    found: bool
    file: bool = False  # the right file
    line: bool = False  # and within NEAR lines
    sure: bool = False  # with high confidence
    said: str = ""


Render = Callable[[Path], dict[str, str]]


def measure(
    theme: Path, seeds: Sequence[Seed], render: Render, rules: Catalogue, config: Config, work: Path
) -> list[Outcome]:
    """What is blamed for each seed."""
    clean = {(one.rule, one.fingerprint) for one in _findings(theme, render, rules, config, work / "clean")}
    outcomes: list[Outcome] = []
    for number in sorted({seed.batch for seed in seeds}):
        batch = [seed for seed in seeds if seed.batch == number]
        broken = work / f"theme-{number}"
        shutil.copytree(theme, broken)
        for seed in batch:
            path = broken / seed.file
            text = path.read_text(encoding="utf-8")
            assert text.count(seed.old) >= 1, seed.name
            path.write_text(text.replace(seed.old, seed.new, 1), encoding="utf-8")
        found = _findings(broken, render, rules, config, work / f"pages-{number}")
        new = [one for one in found if (one.rule, one.fingerprint) not in clean]
        outcomes += [_outcome(seed, new, broken) for seed in batch]
    return outcomes


def _findings(theme: Path, render: Render, rules: Catalogue, config: Config, pages: Path) -> tuple[Finding, ...]:
    for name, html in render(theme).items():
        (pages / name).parent.mkdir(parents=True, exist_ok=True)
        (pages / name).write_text(html, encoding="utf-8")
    site = audit.understood(open_files([pages]), config)
    found = judge.judge(site, rules, config).findings
    failed = [one for one in found if one.verdict == "fail"]
    return blame(failed, site, read(str(theme)), lambda one: wanted(one, rules))


def _outcome(seed: Seed, found: Iterable[Finding], theme: Path) -> Outcome:
    quoting = [
        one
        for one in found
        if one.rule == seed.rule and (not seed.quote or any(seed.quote in place.quote for place in one.places))
    ]
    if not quoting:
        return Outcome(seed, False)
    finding = quoting[0]
    if finding.theme is None:
        return Outcome(seed, True, said=finding.admin.en if finding.admin else "nothing")
    file = seed.file == finding.theme.file or finding.theme.file.endswith("/" + seed.file)
    lines = _lines(seed, theme)
    near = file and min(abs(finding.theme.line - line) for line in lines) <= NEAR
    said = f"{finding.theme.file}:{finding.theme.line} ({finding.theme.confidence})"
    return Outcome(seed, True, file, near, finding.theme.confidence == "high", said)


def _lines(seed: Seed, theme: Path) -> range:
    """The lines of the fault as they are now: of what was put in, or of where something was taken out."""
    text = (theme / seed.file).read_text(encoding="utf-8")
    if seed.new.strip():
        at = text.index(seed.new)
        return range(text.count("\n", 0, at) + 1, text.count("\n", 0, at + len(seed.new.rstrip())) + 2)
    before = Path(__file__).parent / "themes" / theme.parent.name / seed.file
    clean = before if before.exists() else theme / seed.file
    line = clean.read_text(encoding="utf-8").split(seed.old, 1)[0].count("\n") + 1
    return range(line, line + 1)
