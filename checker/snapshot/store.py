"""Where the parts of a snapshot are read from: a ZIP or the folder of an unfinished crawl. Nothing is ever unpacked to disk.

The file is somebody's: names that leave it, duplicates, encryption, and sizes that no crawl makes are refused before
anything is read, and every part is held against its SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from disputelint.checker.errors import SnapshotError
from disputelint.checker.model import Text
from disputelint.checker.snapshot import parts
from disputelint.checker.snapshot.warc import broken

ENTRIES = 50_000
TEXT_LIMIT = 256 * 1024 * 1024  # bytes of one of our JSON parts, unpacked
_DENSE, _RATIO = 16 * 1024 * 1024, 200  # a part above this size that shrank more than so many times is a bomb
_OURS = frozenset(part for part in parts.LISTED if part.startswith("disputelint/"))
_CHUNK = 1 << 20
_LOCAL = struct.Struct("<4s5H3I2H")  # ZIP local file header (APPNOTE 4.3.7)


class Store(Protocol):
    """Named parts, and slices of the WARC file."""

    name: str
    complete: bool

    def read(self, part: str) -> bytes | None:
        """A whole part; None when there is none."""

    def slice(self, at: parts.Span) -> bytes:
        """Bytes of the WARC file. Raises SnapshotError when they are not there."""

    def holds(self, at: parts.Span) -> bool:
        """Whether the WARC file reaches that far."""


class Folder:
    """The parts of a crawl that has not been closed, as far as they go."""

    complete = False

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path
        if not (path / parts.META).is_file():
            raise not_ours(self.name)

    def read(self, part: str) -> bytes | None:
        """See Store."""
        path = self._path / part
        try:
            if not path.is_file():
                return None
            if path.stat().st_size > TEXT_LIMIT:
                raise too_large(self.name, part)
            return path.read_bytes()
        except OSError as problem:
            raise unreadable(self.name, problem) from None

    def slice(self, at: parts.Span) -> bytes:
        """See Store."""
        return _slice(self._path / parts.WARC, at, 0, None, self.name)

    def holds(self, at: parts.Span) -> bool:
        """See Store."""
        archive = self._path / parts.WARC
        return archive.is_file() and at.offset + at.length <= archive.stat().st_size


class Zip:
    """The parts of a WACZ file. Its hashes are checked when it is opened."""

    complete = True

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path
        self._texts: dict[str, bytes] = {}
        try:
            with zipfile.ZipFile(path) as whole:
                known = _entries(whole, self.name)
                self._start, self._size = _stored(path, known.get(parts.WARC), self.name)
                self._check(whole, known)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error) as problem:
            raise _not_a_zip(path, problem) from None
        except OSError as problem:
            raise unreadable(self.name, problem) from None

    def read(self, part: str) -> bytes | None:
        """See Store. A part is given once: nobody reads it twice, and it need not stay in memory."""
        return self._texts.pop(part, None)

    def slice(self, at: parts.Span) -> bytes:
        """See Store."""
        return _slice(self._path, at, self._start, self._size, self.name)

    def holds(self, at: parts.Span) -> bool:
        """See Store."""
        return at.offset + at.length <= self._size

    def _check(self, whole: zipfile.ZipFile, known: dict[str, zipfile.ZipInfo]) -> None:
        if parts.PACKAGE not in known or parts.META not in known:
            raise not_ours(self.name)
        package = _unpack(whole, known[parts.PACKAGE], self.name)
        if parts.DIGEST in known:
            digest = _json(_unpack(whole, known[parts.DIGEST], self.name), self.name, parts.DIGEST)
            _same(_field(digest, "hash", self.name), package, parts.PACKAGE, self.name)
        hashes = _hashes(_json(package, self.name, parts.PACKAGE), self.name)
        for part in known:
            if part in parts.LISTED and part not in hashes:
                raise broken(self.name, f"{part} is not listed in {parts.PACKAGE}")
        for part, said in hashes.items():
            if part not in known:
                raise broken(self.name, f"{part} is missing")
            if part == parts.WARC:
                _same_hash(said, _hash_slice(self._path, self._start, self._size), part, self.name)
            elif part in _OURS:
                self._texts[part] = _unpack(whole, known[part], self.name)
                _same(said, self._texts[part], part, self.name)


def lines(data: bytes) -> Iterator[bytes]:
    """Whole lines; one that was cut when the crawl was killed is left out."""
    start = 0
    while (end := data.find(b"\n", start)) >= 0:
        yield data[start:end]
        start = end + 1


def _hashes(package: dict[str, Any], name: str) -> dict[str, str]:
    """Path to hash, as the data package lists them."""
    listed = package.get("resources")
    return (
        {_field(entry, "path", name): _field(entry, "hash", name) for entry in listed}
        if isinstance(listed, list)
        else {}
    )


def _entries(whole: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    infos = whole.infolist()
    if len(infos) > ENTRIES:
        raise broken(name, f"{len(infos)} entries")
    for info in infos:
        path = PurePosixPath(info.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in info.filename or ":" in info.filename.split("/")[0]:
            raise broken(name, f"it holds a part named {info.filename[:120]!r}")
        if info.filename in found:
            raise broken(name, f"it holds {info.filename[:120]!r} twice")
        if info.flag_bits & 0x1:
            raise broken(name, f"{info.filename[:120]!r} is encrypted")
        found[info.filename] = info
    return found


def _stored(path: Path, info: zipfile.ZipInfo | None, name: str) -> tuple[int, int]:
    """Where the WARC file's bytes begin in the ZIP, and how many there are."""
    if info is None:
        raise broken(name, f"{parts.WARC} is missing")
    if info.compress_type != zipfile.ZIP_STORED:
        raise broken(name, f"{parts.WARC} is compressed a second time")
    with path.open("rb") as file:
        file.seek(info.header_offset)
        head = file.read(_LOCAL.size)
        fields = _LOCAL.unpack(head)
        start = info.header_offset + _LOCAL.size + fields[9] + fields[10]
        file.seek(0, 2)
        if fields[0] != b"PK\x03\x04" or start + info.file_size > file.tell():
            raise broken(name, f"{parts.WARC} is cut short")
    return start, info.file_size


def _unpack(whole: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    bomb = info.file_size > _DENSE and info.file_size > info.compress_size * _RATIO
    if info.file_size > TEXT_LIMIT or bomb:
        raise too_large(name, info.filename)
    with whole.open(info) as inside:
        data = inside.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise broken(name, f"{info.filename} is not as long as it says")
    return data


def _hash_slice(path: Path, start: int, size: int) -> str:
    hasher = hashlib.sha256()
    with path.open("rb") as file:
        file.seek(start)
        while size > 0 and (chunk := file.read(min(_CHUNK, size))):
            hasher.update(chunk)
            size -= len(chunk)
    return "sha256:" + hasher.hexdigest()


def _same(said: str, data: bytes, part: str, name: str) -> None:
    _same_hash(said, "sha256:" + hashlib.sha256(data).hexdigest(), part, name)


def _same_hash(said: str, found: str, part: str, name: str) -> None:
    if said != found:
        raise broken(name, f"{part} is not what its SHA-256 says; it was changed or damaged after the crawl")


def _json(data: bytes, name: str, part: str) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise broken(name, f"{part} is not JSON") from None
    if not isinstance(value, dict):
        raise broken(name, f"{part} is not a JSON object")
    return value


def _field(value: object, key: str, name: str) -> str:
    said = value.get(key) if isinstance(value, dict) else None
    if not isinstance(said, str):
        raise broken(name, f"an entry without {key}")
    return said


def _slice(path: Path, at: parts.Span, start: int, size: int | None, name: str) -> bytes:
    """Opened for each read: a snapshot can be deleted or replaced (on Windows too) while it is in use."""
    if at.offset < 0 or at.length <= 0 or (size is not None and at.offset + at.length > size):
        raise broken(name, f"a record outside of {parts.WARC}")
    try:
        with path.open("rb") as file:
            file.seek(start + at.offset)
            data = file.read(at.length)
    except OSError as problem:
        raise unreadable(name, problem) from None
    if len(data) != at.length:
        raise broken(name, f"{parts.WARC} is cut short")
    return data


def not_ours(name: str) -> SnapshotError:
    """The error for an archive that another tool made."""
    return SnapshotError(
        Text("This is not a snapshot of disputelint", "これはdisputelintのスナップショットではありません"),
        where=name,
        hint=Text(
            "Make one with: disputelint crawl URL -o FILE.wacz",
            "次のコマンドで作成してください：disputelint crawl URL -o FILE.wacz",
        ),
        code="E602",
    )


def too_large(name: str, part: str) -> SnapshotError:
    """The error for a part that is larger than any crawl makes it."""
    return SnapshotError(
        Text(f"{part} in the snapshot is too large to read", f"スナップショット内の {part} が大きすぎて読めません"),
        where=name,
        code="E606",
    )


def unreadable(name: str, problem: OSError) -> SnapshotError:
    """The error for a file that the system does not give."""
    reason = problem.strerror or type(problem).__name__
    return SnapshotError(
        Text(f"The snapshot cannot be read: {reason}", f"スナップショットを読めません：{reason}"),
        where=name,
        code="E601",
    )


def _not_a_zip(path: Path, problem: Exception) -> SnapshotError:
    with path.open("rb") as file:
        begun = file.read(4)
    if begun[:2] == b"PK":
        return broken(str(path), f"the file is cut short or changed ({problem})")
    return not_ours(str(path))
