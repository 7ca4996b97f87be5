"""What a check of a theme costs in continuous integration: installed as the Action does it, with what earlier runs kept.

The preset `theme-ci` on twelve pages, photographs and all reports of the Action included: a first run, one on the same
shop, one after a change of the style sheet that shows nowhere, one after a change that hides something on every product.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.meter import Usage, measure
from tests.bench.server import changing

ROOT = Path(__file__).resolve().parents[2]
PAGES = 12
NOTHING, HIDING = ".not-in-use { color: red }", ".price { display: none }"
_SHIPPED = ("checker", "reports", "rules", "schemas", "src", "pyproject.toml", "README.md", "LICENSE")


@dataclass(frozen=True)
class Part:
    """One part: what it cost, how many page loads were made and how many were used again."""

    name: str
    usage: Usage
    made: int = 0
    reused: int = 0


def parts(browser: str) -> list[Part]:
    """Installation, then the runs. `browser`: path of the Chromium to use. Raises SystemExit when one of them fails."""
    with tempfile.TemporaryDirectory(prefix="disputelint-ci-") as name, changing() as (base, change):
        folder = Path(name)
        python, installation = _installed(folder)
        found = [Part("installation", installation)]
        for title, rules in (
            ("first run", ""),
            ("nothing changed", ""),
            ("style without effect", NOTHING),
            ("style that hides a price", HIDING),
        ):
            if rules:
                change(rules)
            found.append(_audited(title, python, base, browser, folder))
        return found


def _installed(folder: Path) -> tuple[Path, Usage]:
    """The package in an environment of its own, as action.yml installs it; pip's own cache counts as warm."""
    source, made = folder / "source", folder / "env"
    source.mkdir()
    for one in (ROOT / name for name in _SHIPPED):
        if one.is_dir():
            shutil.copytree(one, source / one.name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        elif one.exists():
            shutil.copy(one, source)
    python = made / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    script = (
        "import subprocess, sys; subprocess.run([sys.executable, '-m', 'venv', sys.argv[1]], check=True);"
        "subprocess.run([sys.argv[2], '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', sys.argv[3]],"
        " check=True)"
    )
    return python, _worked([sys.executable, "-c", script, str(made), str(python), str(source)], folder, (0,))


def _audited(title: str, python: Path, base: str, browser: str, folder: Path) -> Part:
    out = folder / "report.json"
    reports = (
        f"json={out}",
        *(f"{name}={folder / name}" for name in ("html", "sarif", "markdown", "comment", "github")),
    )
    words = [word for one in reports for word in ("--format", one)]
    usage = _worked(
        [
            str(python), "-m", "disputelint", "audit", "--no-config", "--pack=theme-ci", f"--max-pages={PAGES}", "--exclude=/pages/*",
            f"--cache-dir={folder / 'kept'}", f"--browser-path={browser}", "--authorized-by=bench", *words, "--", f"{base}/",
        ],
        folder, (0, 1, 3),
    )  # fmt: skip
    reuse = json.loads(out.read_text(encoding="utf-8"))["coverage"]["reuse"]
    return Part(title, usage, sum(reuse["made"].values()), reuse["reused"])


def _worked(command: Sequence[str], folder: Path, codes: tuple[int, ...]) -> Usage:
    usage = measure(command, folder, {"NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": ""})
    if usage.exit_code not in codes:
        raise SystemExit(f"{' '.join(command)} ended with {usage.exit_code}:\n{usage.stderr[-3000:]}")
    return usage
