"""What an installed disputelint holds: everything of the tree, also from a checkout whose links are plain files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {"checker": "disputelint/checker", "reports": "disputelint/reports"}
DATA = {"rules": (".yaml", ".py"), "schemas": (".json", ".py")}


def wanted() -> set[str]:
    """Every file of the packages, as the wheel names it."""
    names = {f"disputelint/{path.name}" for path in (ROOT / "src" / "disputelint").iterdir() if path.is_file()}
    for folder, inside in FOLDERS.items():
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                names.add(f"{inside}/{path.relative_to(ROOT / folder).as_posix()}")
    for folder, endings in DATA.items():
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in endings and "__pycache__" not in path.parts:
                names.add(f"disputelint/{folder}/{path.relative_to(ROOT / folder).as_posix()}")
    return names


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy in which the two links are text files, as Git on Windows checks them out."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("checker", "reports", "rules", "schemas"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    source = copy / "src" / "disputelint"
    source.mkdir(parents=True)
    for path in (ROOT / "src" / "disputelint").iterdir():
        if path.is_file():
            shutil.copy(path, source / path.name)
    for link in FOLDERS:
        (source / link).write_text(f"../../{link}", encoding="utf-8")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    out = copy / "out"
    out.mkdir()
    code = "import sys, setuptools.build_meta as b; b.build_wheel(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", code, str(out)], cwd=copy, capture_output=True, text=True, timeout=170)
    assert done.returncode == 0, done.stderr[-2000:]
    return next(out.glob("*.whl"))


@pytest.mark.xdist_group("wheel")
def test_the_wheel_holds_every_file_of_the_tree(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert wanted() - held == set()


@pytest.mark.xdist_group("wheel")
def test_nothing_named_checker_or_reports_lands_beside_it(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"disputelint"}


@pytest.mark.xdist_group("wheel")
def test_it_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<h1>Refund policy</h1><p>Return it within 30 days of delivery.</p>", encoding="utf-8")
    unpacked = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(unpacked)
    code = f"import sys; sys.path.insert(0, {str(unpacked)!r}); from disputelint.checker.cli import run; sys.exit(run(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "facts", str(page)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert '"refund.window"' in done.stdout


def test_every_dependency_has_a_reason() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for line in project["dependencies"]:
        name = line.split(">")[0].split(";")[0].strip()
        assert ">=" in line, line
        assert name in told, name
