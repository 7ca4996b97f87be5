"""Running the command line in this process: code, stdout, stderr."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from disputelint.checker import cli
from disputelint.checker.config import Config
from disputelint.checker.engine import catalogue
from disputelint.checker.engine.catalogue import Catalogue


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, without any variable of ours."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("DISPUTELINT_") or name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture(scope="session")
def packaged() -> Callable[[Config], Catalogue]:
    """The rules of the package, which no test changes: loaded once. Those with rules or presets of one's own: each time."""
    held: list[Catalogue] = []

    def load(config: Config, folder: Path | None = None) -> Catalogue:
        if folder is not None or config.choice.folders or catalogue.own_presets(config):
            return real(config, folder)
        if not held:
            held.append(real(config))
        return held[0]

    real = catalogue.load
    return load


@pytest.fixture
def disputelint(
    here: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    packaged: Callable[[Config], Catalogue],
) -> Run:
    """`disputelint("audit", "x")` runs that command line in an empty folder."""
    monkeypatch.setattr(catalogue, "load", packaged)

    def run(*words: str) -> Result:
        capsys.readouterr()
        code = cli.run(words)
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run
