"""The project's own YAML files, parsed once on a machine: JSON copies in the cache folder, which load twenty times as fast.

A copy counts as long as the file has the same date and size. Without a writable cache folder everything works, only
slower.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from disputelint import __version__
from disputelint.checker import yamlfile
from disputelint.checker.errors import ConfigError, DisputelintError


def cache_folder(configured: str | None = None) -> Path:
    """Where parsed files are kept: as configured, else the system's folder for caches."""
    if configured:
        return Path(configured)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "disputelint"


def read(
    file: Traversable,
    error: type[DisputelintError] = ConfigError,
    check: Callable[[yamlfile.Document], object] | None = None,
) -> Any:
    """The value of a YAML file of the package; `check` sees it before it is kept. Raises what `check` and reading raise."""
    if not isinstance(file, Path):  # inside an archive: there is no date to know a copy by
        return yamlfile.parse(file.read_text(encoding="utf-8-sig"), str(file), error).value
    stamp: list[Any] = []
    try:
        stamp = _stamp(file)  # before it is read: a file that changes meanwhile is read again next time
        held = json.loads(_copy_of(file).read_bytes())
        if held["stamp"] == stamp:
            return held["value"]
    except (OSError, RuntimeError, ValueError, TypeError, KeyError):  # no copy, a damaged one, no home folder
        pass
    document = yamlfile.read(file, error)
    if check is not None:
        check(document)
    if stamp:
        _keep(file, stamp, document.value)
    return document.value


def _stamp(file: Path) -> list[Any]:
    status = file.stat()
    return [__version__, status.st_mtime_ns, status.st_size]


def _copy_of(file: Path) -> Path:
    return cache_folder() / "data" / f"{hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:20]}.json"


def _keep(file: Path, stamp: list[Any], value: Any) -> None:
    """Write the copy of a file, unless JSON would change its value. Never an error: the cache is a convenience."""
    try:
        text = json.dumps({"stamp": stamp, "value": value})
        if json.loads(text)["value"] != value:
            return
        copy = _copy_of(file)
        copy.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=copy.parent, prefix=".data-")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        Path(name).replace(copy)
    except (OSError, RuntimeError, TypeError, ValueError):
        return
