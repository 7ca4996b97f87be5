"""The files of a theme's folder, read once. Nothing outside of the folder is read, and nothing is run."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath

from disputelint.checker.errors import UsageError
from disputelint.checker.model import Text
from disputelint.checker.theme.knowledge import System, data, systems

_SNIFF = 8_000
_GLOB = re.compile(r"\*\*/|\*\*|\*|\?|\{[^{}]*,[^{}]*\}")


@dataclass
class Source:
    """One file. `path` starts at the theme's folder and has `/`; `kind` says how it is read."""

    path: str
    kind: str  # template, words, data, style
    text: str = field(repr=False)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def line(self, offset: int) -> int:
        """The line of a character, counted from 1."""
        return bisect_right(self._starts, offset)

    def span(self, line: int) -> tuple[int, int]:
        """Where a line begins and ends."""
        starts = self._starts
        start = starts[min(line, len(starts)) - 1]
        return start, (starts[line] if line < len(starts) else len(self.text))


@dataclass
class Folder:
    """A theme's folder: its files by path, the system it is built with, and where it stands in its repository."""

    system: System
    sources: dict[str, Source]
    prefix: str  # from the repository's root to the folder, "" or ending in "/"

    def repository_path(self, path: str) -> str:
        """The path of a file from the root of its repository."""
        return self.prefix + path

    def match(self, pattern: str) -> list[Source]:
        """The files that a glob names, also in a folder below; the shallowest first."""
        if not re.search(r"[*?{]", pattern) and pattern in self.sources:
            return [self.sources[pattern]]
        fits = _glob(pattern)
        return [self.sources[path] for path in self._ordered if fits.search(path)]

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self.sources, key=lambda path: (path.count("/"), path))


def read(given: str, where: str = "--theme") -> Folder:
    """The theme in a folder. Files that are binary, too large or not UTF-8 are passed over; links are not followed.

    Raises UsageError when there is no such folder, when it cannot be read, or when it holds no theme file.
    """
    root = Path(given)
    if not root.is_dir():
        raise UsageError(
            Text(f"There is no theme folder {given}", f"{given} というテーマのフォルダーはありません")
            if not root.exists()
            else Text(
                f"{given} is a file, not a theme's folder", f"{given} はファイルです。テーマのフォルダーではありません"
            ),
            where=where,
            hint=Text(
                "Give the folder that holds the theme's templates.",
                "テーマのテンプレートが入ったフォルダーを指定してください。",
            ),
        )
    sources = dict(_sources(root))
    if not any(source.kind in ("template", "words") for source in sources.values()):
        raise UsageError(
            Text(f"There is no template in {given}", f"{given} にテンプレートがありません"),
            where=where,
            hint=Text(
                "Give the folder that holds the theme's templates, not one above a build.",
                "ビルド結果ではなく、テーマのテンプレートが入ったフォルダーを指定してください。",
            ),
        )
    folder = Folder(systems()[-1], sources, _prefix(root.resolve()))
    folder.system = next((one for one in systems() if any(folder.match(mark) for mark in one.marks)), systems()[-1])
    return folder


def _sources(root: Path) -> Iterator[tuple[str, Source]]:
    limits = data()["limits"]
    kinds = {ending: kind for kind, endings in data()["endings"].items() for ending in endings}
    left, count = limits["bytes"], 0
    for path in _walk(root):
        kind = kinds.get(PurePosixPath(path).suffix.lower())
        if kind is None:
            continue
        text = _text(root / path, limits["file_bytes"])
        if text is None:
            continue
        left -= len(text)
        count += 1
        if left < 0 or count > limits["files"]:
            return
        yield path, Source(path, kind, text)


def _walk(root: Path) -> Iterator[str]:
    """The files below, in order of their names; no hidden folder, no link."""
    skipped = frozenset(data()["skip_folders"])
    for folder, folders, files in os.walk(root, followlinks=False):
        here = Path(folder)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in skipped and not (here / name).is_symlink()
        )
        for name in sorted(files):
            if not (here / name).is_symlink():
                yield (here / name).relative_to(root).as_posix()


def _text(path: Path, limit: int) -> str | None:
    try:
        if not path.is_file() or path.stat().st_size > limit:
            return None
        raw = path.read_bytes()
        if b"\0" in raw[:_SNIFF]:
            return None
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        return None


def _prefix(root: Path) -> str:
    """From the repository's root to `root`; from the working folder when there is no repository."""
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)
    if top is None:
        here = Path.cwd().resolve()
        top = here if here in root.parents else root
    inside = root.relative_to(top).as_posix()
    return "" if inside == "." else inside + "/"


@lru_cache(maxsize=512)
def _glob(pattern: str) -> re.Pattern[str]:
    """A glob as an expression that may begin at any folder."""
    made, at = "", 0
    for match in _GLOB.finditer(pattern):
        made += re.escape(pattern[at : match.start()])
        at = match.end()
        said = match.group()
        if said.startswith("{"):
            made += "(?:" + "|".join(re.escape(one) for one in said[1:-1].split(",")) + ")"
        else:
            made += {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}[said]
    return re.compile(f"(?:^|/){made}{re.escape(pattern[at:])}$")


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Each once, in order."""
    return tuple(dict.fromkeys(items))
