"""What is kept between runs: entries by key in one SQLite file, which several runs may use at once.

Nothing in it is ever needed: an entry that cannot be read is none, and a file that is damaged, or somebody else's, is
left alone and told of once (`Keep.problem`). What was put goes into the file when it is closed, in one transaction.
Entries that nobody has used for DAYS are dropped, and the oldest beyond LIMIT.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final

from disputelint.checker.model import Text

FILE: Final = "pages-1.sqlite3"  # the number is that of the format: an older program leaves a newer file alone
LIMIT: Final = 500 * 1024 * 1024  # bytes of entries
DAYS: Final = 30
_OURS: Final = (
    0x44_4C_49_4E  # SQLite's application_id (https://www.sqlite.org/pragma.html#pragma_application_id): "DLIN"
)
_WAIT: Final = 10.0  # seconds for another run that is writing
_MOST: Final = 64 * 1024 * 1024  # bytes of one entry, unpacked
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS entry (kind TEXT NOT NULL, key TEXT NOT NULL, head TEXT NOT NULL, body BLOB NOT NULL,"
    " used INTEGER NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID"
)


class Keep:
    """The entries of one folder. Use as `with Keep(folder) as keep`; nothing is raised, whatever the folder holds.

    An entry has a kind ("load", "facts"), a key, a head (text) and a body (text, packed).
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self.problem: Text | None = None
        self._file: sqlite3.Connection | None = None
        self._heads: dict[tuple[str, str], str] = {}
        self._bodies: dict[tuple[str, str], bytes] = {}
        self._used: set[tuple[str, str]] = set()
        with self._safely():
            folder.mkdir(parents=True, exist_ok=True)
            self._file = _opened(self.path)
            if self._file is None:
                self.problem = _notice(self.path, "not a store of this program", "このプログラムの保存先ではありません")

    def head(self, kind: str, key: str) -> str | None:
        """The head of an entry; None when there is none."""
        if (kind, key) in self._heads:
            return self._heads[kind, key]
        row = self._row("SELECT head FROM entry WHERE kind = ? AND key = ?", kind, key)
        return None if row is None else str(row[0])

    def body(self, kind: str, key: str) -> str | None:
        """The body of an entry, which counts as used; None when there is none that can be read."""
        packed = self._bodies.get((kind, key))
        if packed is None:
            row = self._row("SELECT body FROM entry WHERE kind = ? AND key = ?", kind, key)
            packed = row[0] if row is not None and isinstance(row[0], bytes) else None
        if packed is None:
            return None
        try:
            unpacker = zlib.decompressobj()
            held = unpacker.decompress(packed, _MOST)
            text = held.decode("utf-8") if unpacker.eof else None
        except (zlib.error, UnicodeDecodeError):
            return None
        self._used.add((kind, key))
        return text

    def put(self, kind: str, key: str, head: str, body: str) -> None:
        """Keep an entry in place of what its key had."""
        self._heads[kind, key] = head
        self._bodies[kind, key] = zlib.compress(body.encode("utf-8", "replace"), 3)

    def rewrite(self, kind: str, key: str, head: str) -> None:
        """Give an entry that is there another head."""
        self._heads[kind, key] = head

    def close(self) -> None:
        """Write what was put, drop what is old, and let go of the file."""
        with self._safely():
            if self._file is not None:
                with contextlib.closing(self._file), self._file:
                    self._file.execute("BEGIN IMMEDIATE")
                    self._write(self._file, int(time.time()))
        self._file = None
        self._heads.clear()
        self._bodies.clear()
        self._used.clear()

    def __enter__(self) -> Keep:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, file: sqlite3.Connection, now: int) -> None:
        file.executemany(
            "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?)",
            [(*key, self._heads[key], body, now) for key, body in self._bodies.items()],
        )
        file.executemany(
            "UPDATE entry SET head = ? WHERE kind = ? AND key = ?",
            [(head, *key) for key, head in self._heads.items() if key not in self._bodies],
        )
        file.executemany("UPDATE entry SET used = ? WHERE kind = ? AND key = ?", [(now, *key) for key in self._used])
        file.execute("DELETE FROM entry WHERE used < ?", (now - DAYS * 86_400,))
        rows = file.execute("SELECT kind, key, length(head) + length(body) FROM entry ORDER BY used DESC, kind, key")
        total, over = 0, []
        for kind, key, size in rows:
            total += size
            if total > LIMIT:
                over.append((kind, key))
        file.executemany("DELETE FROM entry WHERE kind = ? AND key = ?", over)

    def _row(self, query: str, kind: str, key: str) -> tuple[object, ...] | None:
        with self._safely():
            if self._file is not None:
                row: tuple[object, ...] | None = self._file.execute(query, (kind, key)).fetchone()
                return row
        return None

    @contextlib.contextmanager
    def _safely(self) -> Iterator[None]:
        """What goes wrong with the file ends its use, and is told of once."""
        try:
            yield
        except (OSError, sqlite3.Error, OverflowError, UnicodeError) as problem:
            if self.problem is None:
                said = str(problem)[:200]
                self.problem = _notice(self.path, said, said)
            with contextlib.suppress(sqlite3.Error):
                if self._file is not None:
                    self._file.close()
            self._file = None


def _opened(path: Path) -> sqlite3.Connection | None:
    """The file, made when there is none; None when it is not ours."""
    file = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        if _whose(file) == "nobody":
            with file:
                file.execute("BEGIN IMMEDIATE")
                if _whose(file) == "nobody":  # another run may have been quicker
                    file.execute(_TABLE)
                    file.execute(f"PRAGMA application_id = {_OURS}")
        if _whose(file) == "ours":
            return file
    except BaseException:
        file.close()
        raise
    file.close()
    return None


def _whose(file: sqlite3.Connection) -> str:
    (name,) = file.execute("PRAGMA application_id").fetchone()
    (tables,) = file.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return "ours" if name == _OURS else "somebody" if name or tables else "nobody"


def _notice(path: Path, en: str, ja: str) -> Text:
    return Text(
        f"The store of earlier runs was left aside ({en}): {path}. Delete the file to begin a new one.",
        f"以前の実行の保存先を使わずに続けました（{ja}）：{path}。このファイルを削除すると、新しく作られます。",
    )
