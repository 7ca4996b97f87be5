"""Adding the pictures that were taken after the checks to a snapshot that is already closed."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from disputelint.checker.snapshot import parts, warc
from disputelint.checker.snapshot.codec import to_bytes, to_json
from disputelint.checker.snapshot.package import IndexLine, index_line, pack
from disputelint.checker.snapshot.read import open_snapshot
from disputelint.checker.snapshot.write import unwritable


def add_clips(path: Path, clips: Mapping[str, bytes]) -> dict[str, str]:
    """Put a JPEG of each place into the WACZ file at `path`; returns place -> SHA-256, for all that are in it.

    The file is written anew beside the old one and replaces it whole. Raises SnapshotError when it cannot be read or
    written. Places are named by the caller; `Snapshot.clips` gives the same names back.
    """
    before = open_snapshot(path)
    if not clips:
        return dict(before.clips)
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as name:
            folder = Path(name)
            _unpack(path, folder)
            for place, jpeg in sorted(clips.items()):
                sha = hashlib.sha256(jpeg).hexdigest()
                if before.shots is None or before.shots(sha) is None:
                    _add_shot(folder, sha, jpeg, before.meta.date)
                _append(folder / parts.CLIPS, to_bytes(to_json(parts.ClipLine(place, sha))) + b"\n")
            lines = (folder / parts.INDEX).read_bytes().splitlines(keepends=True)
            (folder / parts.INDEX).write_bytes(b"".join(sorted(lines)))
            pack(folder, path, before.meta)
    except OSError as problem:
        raise unwritable(path, problem) from None
    return dict(open_snapshot(path).clips)


def _unpack(path: Path, folder: Path) -> None:
    """Our own parts only, under our own names."""
    with zipfile.ZipFile(path) as whole:
        held = set(whole.namelist())
        for part in parts.LISTED:
            (folder / part).parent.mkdir(exist_ok=True)
            if part in held:
                with whole.open(part) as inside, (folder / part).open("wb") as outside:
                    shutil.copyfileobj(inside, outside)


def _add_shot(folder: Path, sha: str, jpeg: bytes, date: str) -> None:
    when = warc.instant(date)
    made = warc.resource(parts.shot_uri(sha), jpeg, "image/jpeg", when)
    at = parts.Span(_append(folder / parts.WARC, made.member), len(made.member))
    _append(folder / parts.SHOTS, to_bytes(to_json(parts.ShotLine(sha, at))) + b"\n")
    line = IndexLine(parts.shot_uri(sha), when.strftime("%Y%m%d%H%M%S"), "image/jpeg", 200, made.digest, at)
    _append(folder / parts.INDEX, index_line(line).encode("utf-8"))


def _append(path: Path, data: bytes) -> int:
    """Returns where `data` begins in the file."""
    with path.open("ab") as file:
        at = file.seek(0, 2)
        file.write(data)
    return at
