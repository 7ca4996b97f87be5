"""The project's own YAML files, parsed once on a machine: JSON copies in the cache folder, which load twenty times as fast;
and what is worked out of them at length.

A copy counts as long as the file has the same date and size. Without a writable cache folder everything works, only
slower. Copies that no run has used for long are thrown away whenever a new one is kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from disputelint import __version__
from disputelint.checker import yamlfile
from disputelint.checker.errors import ConfigError, DisputelintError

DAY: Final = 86_400.0  # seconds
UNUSED: Final = 30 * DAY
MOST: Final = {"rules": 20, "data": 200}  # copies that stay, the last used first
# Names that this module gives and nobody else: nothing besides is ever removed from a folder that a person named.
_OWN: Final = re.compile(r"(?:rules-)?[0-9a-f]{20}\.json|\.(?:rules|data)-[0-9a-z_]{8}")
_configured: ContextVar[str | None] = ContextVar("cache folder", default=None)


@contextmanager
def folder(configured: str | None) -> Iterator[None]:
    """Within it, the copies are kept where the configuration says."""
    before = _configured.set(configured)
    try:
        yield
    finally:
        _configured.reset(before)


def cache_folder(configured: str | None = None) -> Path:
    """Where parsed files are kept: as configured, else the system's folder for caches."""
    configured = configured or _configured.get()
    return Path(configured) if configured else system_folder()


def system_folder() -> Path:
    """The program's folder in the system's one for caches. Raises RuntimeError where there is no home folder."""
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
        copy = _copy_of(file)
        held = json.loads(copy.read_bytes())
        if held["stamp"] == stamp:
            used(copy)
            return held["value"]
    except (OSError, RuntimeError, ValueError, TypeError, KeyError):  # no copy, a damaged one, no home folder
        pass
    document = yamlfile.read(file, error)
    if check is not None:
        check(document)
    if stamp:
        _keep(file, stamp, document.value)
    return document.value


def remembered(given: Sequence[str], code: str, make: Callable[[], Any]) -> Any:
    """What `make` gives of these strings, as JSON holds it; worked out once on a machine.

    `code` is the file of the module that works it out: where it differs, that is done anew.
    """
    try:
        stamp = _stamp(Path(code))
        key = hashlib.sha256("\0".join((*map(str, stamp), *given)).encode("utf-8", "surrogatepass")).hexdigest()[:20]
        copy = cache_folder() / "data" / f"{key}.json"
    except (OSError, RuntimeError):  # inside an archive, no home folder
        return make()
    try:
        held = json.loads(copy.read_bytes())["value"]
        used(copy)
        return held
    except (OSError, ValueError, TypeError, KeyError):  # none yet, or a damaged one
        pass
    made = make()
    with suppress(OSError):
        store(copy, json.dumps({"value": made}))
    return made


def _stamp(file: Path) -> list[Any]:
    status = file.stat()
    return [__version__, status.st_mtime_ns, status.st_size]


def _copy_of(file: Path) -> Path:
    return cache_folder() / "data" / f"{hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:20]}.json"


def _keep(file: Path, stamp: list[Any], value: Any) -> None:
    """Write the copy of a file, unless JSON would change its value. Never an error: the cache is a convenience."""
    try:
        text = json.dumps({"stamp": stamp, "value": value})
        if json.loads(text)["value"] == value:
            store(_copy_of(file), text)
    except (OSError, RuntimeError, TypeError, ValueError):
        return


def store(copy: Path, text: str) -> None:
    """Write a copy in one step, so that another run reads the old or the new one, never half; then tidy up beside it.

    Raises OSError.
    """
    kind = "rules" if copy.name.startswith("rules-") else "data"
    copy.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=copy.parent, prefix=f".{kind}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        Path(name).replace(copy)
    except OSError:  # Windows: another run reads the old one just now
        Path(name).unlink(missing_ok=True)
        raise
    tidy(copy.parent, MOST[kind])


def used(copy: Path) -> None:
    """Note that a copy serves still, at most once a day."""
    with suppress(OSError):
        if time.time() - copy.stat().st_mtime > DAY:
            os.utime(copy)


def tidy(place: Path, most: int) -> None:
    """Remove this program's own copies that nobody used for 30 days, and the oldest beyond `most`.

    Two runs may do so at once, and one may read what the other removes: it then parses the file itself.
    """
    try:
        held = [(entry.stat().st_mtime, entry.path) for entry in os.scandir(place) if _OWN.fullmatch(entry.name)]
    except OSError:
        return
    now = time.time()
    for rank, (date, path) in enumerate(sorted(held, reverse=True)):
        unfinished = Path(path).name.startswith(".")
        if rank >= most or now - date > (DAY if unfinished else UNUSED):
            with suppress(OSError):
                Path(path).unlink()
