"""Files of rules, parsed once: what was found well-formed is kept in a cache folder, keyed by the file's content stamp.

A cached file is not parsed again, so listing rules costs little; line and column are looked up only when there is a
mistake to tell. Without a writable cache folder everything works, only slower.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from disputelint.checker import kept, yamlfile
from disputelint.checker.errors import RuleError, Spot
from disputelint.checker.yamlfile import Document

Check = Callable[[Document], None]


@dataclass(frozen=True)
class Source(Document):
    """A document that is only parsed again when somebody asks where in it something stands."""

    origin: Path | None = field(default=None, repr=False, compare=False)
    sound: bool = False  # a rule that had no mistake of its own when it was last loaded

    def spot(self, path: Any = ()) -> Spot:
        """As `Document.spot`."""
        if self.marks or self.origin is None:
            return super().spot(path)
        return yamlfile.read(self.origin, RuleError).spot(path)


class Parsed:
    """Reads the files of one folder, from the cache where it can. Call `save` at the end."""

    def __init__(self, cache: Path, folder: Path, stamp: str) -> None:
        key = hashlib.sha256(f"{folder.resolve()}\n{stamp}".encode()).hexdigest()[:20]
        self._file = cache / f"rules-{key}.json"
        self._kept: dict[str, Any] = self._load()
        self._used: dict[str, Any] = {}
        self._changed = False

    def _load(self) -> dict[str, Any]:
        try:
            held = json.loads(self._file.read_bytes())
        except (OSError, ValueError):
            return {}
        if not isinstance(held, dict):
            return {}
        kept.used(self._file)
        return held

    def read(self, path: Path, check: Check) -> Document:
        """The document in `path`, held against `check` unless it was before. Raises what `check` and reading raise."""
        try:
            status = path.stat()
        except OSError:
            return yamlfile.read(path, RuleError)
        stamp = [status.st_mtime_ns, status.st_size]
        held = self._kept.get(str(path))
        if isinstance(held, dict) and held.get("stamp") == stamp:
            self._used[str(path)] = held
            return Source(str(path), held["value"], "", {}, path, held.get("sound") is True)
        document = yamlfile.read(path, RuleError)
        check(document)
        self._used[str(path)] = {"stamp": stamp, "value": document.value}
        self._changed = True
        return document

    def prove(self, path: Path) -> None:
        """Note that the rule in `path` was loaded without a mistake, so that its patterns need not be tried again."""
        held = self._used.get(str(path))
        if held is not None and not held.get("sound"):
            held["sound"] = True
            self._changed = True

    def save(self) -> None:
        """Keep what was read, when anything is new. Never an error: the cache is a convenience."""
        if not self._changed and len(self._used) == len(self._kept):
            return
        try:
            kept.store(self._file, json.dumps(self._used, ensure_ascii=False))
        except (OSError, TypeError, ValueError):
            return
