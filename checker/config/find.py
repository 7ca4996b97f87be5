"""Which configuration file holds: the nearest one, from the working folder up to the git root."""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any

from disputelint.checker import yamlfile
from disputelint.checker.errors import ConfigError, Spot
from disputelint.checker.model import Text

NAMES = ("disputelint.yml", ".disputelint.yml", ".github/disputelint.yml")
PYPROJECT = "pyproject.toml"
_TABLE = re.compile(r"^\s*\[\[?\s*tool\.disputelint((?:\.[^\]]+)?)\s*\]\]?")
_PAIR = re.compile(r"^\s*([A-Za-z0-9_.\"'-]+)\s*=")


def search(folder: Path) -> Path | None:
    """The file that holds for `folder`. Stops at the folder with `.git`; without one, looks at `folder` alone."""
    folder = folder.resolve()
    above = [folder, *folder.parents]
    root = next((number for number, here in enumerate(above) if (here / ".git").exists()), 0)
    for here in above[: root + 1]:
        for name in NAMES:
            if (here / name).is_file():
                return here / name
        if _has_table(here / PYPROJECT):
            return here / PYPROJECT
    return None


def read(path: Path) -> yamlfile.Document:
    """The configuration in `path`: YAML, or `[tool.disputelint]` of a TOML file. Raises ConfigError."""
    if path.suffix != ".toml":
        document = yamlfile.read(path)
        return (
            yamlfile.Document(document.name, {}, document.text, document.marks) if document.value is None else document
        )
    try:
        text = path.read_text(encoding="utf-8")
        value = tomllib.loads(text).get("tool", {}).get("disputelint", {})
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise ConfigError(
            Text(f"This file cannot be read: {reason}", f"このファイルを読めません：{reason}"),
            where=str(path),
            code="E001",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ConfigError(
            Text(f"This is not valid TOML: {problem}", f"TOMLとして読めません：{problem}"),
            where=Spot(str(path)),
            code="E003",
        ) from None
    return yamlfile.Document(str(path), _plain(value), text, _marks(text))


def _has_table(path: Path) -> bool:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return False
    return any(_TABLE.match(line) for line in lines)


def _plain(value: Any) -> Any:
    """TOML's dates as text, as YAML gives them."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else value


def _marks(text: str) -> dict[yamlfile.Key, tuple[int, int]]:
    """Where the keys stand, as far as line-based reading tells: tables, arrays of tables, and `key =` lines."""
    marks: dict[yamlfile.Key, tuple[int, int]] = {}
    table: yamlfile.Key | None = None
    counts: dict[yamlfile.Key, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _TABLE.match(line):
            table = _parts(found[1])
            if line.lstrip().startswith("[["):
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            column = len(line) - len(line.lstrip()) + 1
            for end in range(len(table) + 1):
                marks.setdefault(table[:end], (number, column))
        elif line.lstrip().startswith("["):
            table = None
        elif table is not None and (pair := _PAIR.match(line)):
            key = (*table, *_parts(pair[1]))
            for end in range(len(table) + 1, len(key) + 1):
                marks.setdefault(key[:end], (number, pair.start(1) + 1))
    return marks


def _parts(dotted: str) -> yamlfile.Key:
    return tuple(part.strip().strip("\"'") for part in dotted.strip().strip(".").split(".") if part.strip())
