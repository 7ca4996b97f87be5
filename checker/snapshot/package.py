"""A folder of parts made into one WACZ file: index, page list, data package, ZIP.

Media are listed with their SHA-256 in `datapackage.json` (Frictionless Data Package), whose own hash stands in
`datapackage-digest.json`. Already compressed parts are stored, so that a reader can seek in them.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from disputelint.checker.model import JSON
from disputelint.checker.model.record import record
from disputelint.checker.snapshot import parts, warc
from disputelint.checker.snapshot.records import Meta

_CHUNK = 1 << 20


@record(frozen=True, slots=True)
class IndexLine:
    """One record for the CDXJ index."""

    url: str
    stamp: str  # yyyymmddhhmmss
    mime: str
    status: int
    digest: str
    at: parts.Span


@record(frozen=True, slots=True)
class PageLine:
    """One page for the page list."""

    url: str
    when: str  # ISO 8601 UTC
    title: str


def write_lists(folder: Path, index: Iterable[IndexLine], pages: Iterable[PageLine]) -> None:
    """Write the CDXJ index and the page list into `folder`. Raises OSError."""
    _write(folder / parts.INDEX, "".join(sorted(map(index_line, index))))
    _write(folder / parts.PAGES, _pages_text(pages))


def pack(folder: Path, target: Path, meta: Meta) -> None:
    """Write `target` from the parts in `folder`; it appears whole or not at all. Raises OSError."""
    present = [name for name in parts.LISTED if (folder / name).is_file() and (folder / name).stat().st_size]
    made = warc.instant(meta.date)
    unfinished = target.with_name(target.name + ".tmp")
    with zipfile.ZipFile(unfinished, "w", allowZip64=True) as whole:
        listed: list[JSON] = [_add(whole, folder / name, name, made) for name in present]
        package = _package(listed, meta, made)
        _add_bytes(whole, parts.PACKAGE, package, made)
        digest: dict[str, JSON] = {"path": parts.PACKAGE, "hash": _sha256(package)}
        _add_bytes(whole, parts.DIGEST, _pretty(digest), made)
    os.replace(unfinished, target)


def index_line(line: IndexLine) -> str:
    """One line of the CDXJ index, with its line feed."""
    said = {
        "url": line.url,
        "mime": line.mime,
        "status": str(line.status),
        "digest": line.digest,
        "length": str(line.at.length),
        "offset": str(line.at.offset),
        "filename": parts.WARC.rpartition("/")[2],
    }
    return f"{warc.surt(line.url)} {line.stamp} {json.dumps(said)}\n"


def _pages_text(pages: Iterable[PageLine]) -> str:
    out = [json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "Pages"})]
    for number, page in enumerate(sorted(pages, key=lambda page: (page.url, page.when))):
        said = {"id": f"page-{number}", "url": page.url, "ts": page.when, "title": page.title or page.url}
        out.append(json.dumps(said, ensure_ascii=False))
    return "\n".join(out) + "\n"


def _package(listed: list[JSON], meta: Meta, made: datetime) -> bytes:
    return _pretty(
        {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": f"{meta.target} {made.date().isoformat()}",
            "software": f"disputelint {meta.tool_version}".strip(),
            "created": made.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "mainPageUrl": meta.target,
            "resources": listed,
        }
    )


def _pretty(value: dict[str, JSON]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", errors="replace")


def _sha256(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _info(name: str, made: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (max(made.year, 1980), made.month, made.day, made.hour, made.minute, made.second))
    info.compress_type = zipfile.ZIP_STORED if name.startswith(("archive/", "indexes/")) else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _add_bytes(whole: zipfile.ZipFile, name: str, data: bytes, made: datetime) -> None:
    whole.writestr(_info(name, made), data)


def _add(whole: zipfile.ZipFile, source: Path, name: str, made: datetime) -> JSON:
    """Copy a part into the ZIP; returns its entry in the data package."""
    hasher, size = hashlib.sha256(), 0
    with source.open("rb") as inside, whole.open(_info(name, made), "w", force_zip64=True) as outside:
        while chunk := inside.read(_CHUNK):
            hasher.update(chunk)
            size += len(chunk)
            outside.write(chunk)
    return {
        "name": name.rpartition("/")[2].lower(),
        "path": name,
        "type": "file",  # Frictionless would read every .jsonl as a table
        "hash": f"sha256:{hasher.hexdigest()}",
        "bytes": size,
    }


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", errors="replace"))
