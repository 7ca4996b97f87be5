"""Reading a snapshot back: records at once, page contents when they are asked for, from their offset in the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from disputelint.checker.errors import SnapshotError
from disputelint.checker.model import JSON, Device, Discovery, Step, Text
from disputelint.checker.snapshot import parts, warc
from disputelint.checker.snapshot.codec import from_json
from disputelint.checker.snapshot.files import SUFFIXES, open_files
from disputelint.checker.snapshot.layouts import LazyLayout
from disputelint.checker.snapshot.records import Load, Meta, Refusal, Snapshot
from disputelint.checker.snapshot.store import Folder, Store, Zip, lines

KEPT = 12  # records that stay unpacked in memory
_NOT_IN_LINE = frozenset(("layout",))
_NOTHING_LOOKED_AT = Discovery(complete=False, looked=())
T = TypeVar("T")


def open_snapshot(path: Path) -> Snapshot:
    """The snapshot in a `.wacz`, in the `.wacz.part` of a crawl that was cut off, or in plain HTML (`open_files`).

    Raises SnapshotError when it is neither, is damaged, or was changed. Reads the file later again, for page contents.
    """
    if path.is_dir():
        if not (path / parts.META).is_file() and not path.name.endswith(".part"):
            return open_files([path])
        return _snapshot(Folder(path))
    if not path.exists():
        raise _missing(path)
    if path.suffix.lower() in SUFFIXES:
        return open_files([path])
    return _snapshot(Zip(path))


class _Contents:
    """Unpacks records, the last few kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.bytes = lru_cache(maxsize=KEPT)(self._bytes)

    def _bytes(self, at: parts.Span) -> bytes:
        return warc.payload(self._store.slice(at), self._store.name)

    def text(self, at: parts.Span, charset: str) -> Callable[[], str]:
        """A function that gives the record's text."""
        return lambda: _decoded(self.bytes(at), charset)

    def raw(self, at: parts.Span) -> Callable[[], bytes]:
        """A function that gives the record's bytes."""
        return lambda: self.bytes(at)


def _snapshot(store: Store) -> Snapshot:
    head = _json(store.read(parts.META) or b"", store.name)
    if not isinstance(head, dict) or head.get("format") != parts.FORMAT:
        raise _other_format(store.name, head)
    meta = from_json(Meta, head.get("meta"), parts.META)
    searched = store.read(parts.DISCOVERY)
    if searched is None and not store.complete:
        meta = replace(meta, truncated=meta.truncated or "interrupted")
    discovery = from_json(Discovery, _json(searched, store.name), parts.DISCOVERY) if searched else _NOTHING_LOOKED_AT
    contents = _Contents(store)
    probes: dict[tuple[str, Device], dict[str, JSON]] = {}
    for line in _records(store, parts.PROBES, parts.ProbeLine):
        probes.setdefault((line.url, line.device), {}).update(line.probes)
    loads = [
        _called(_load(line, number, contents, store), meta.aliases) for number, line in _numbered(store, parts.LOADS)
    ]
    shots = {shot.sha256: shot.at for shot in _records(store, parts.SHOTS, parts.ShotLine)}
    clips = {clip.place: clip.sha256 for clip in _records(store, parts.CLIPS, parts.ClipLine)}
    return Snapshot(
        meta=meta,
        loads=tuple(sorted((_probed(load, probes) for load in loads), key=lambda load: (load.url, load.device))),
        discovery=discovery,
        steps=tuple(sorted(_records(store, parts.STEPS, Step), key=lambda step: (step.device, step.index))),
        refused=tuple(
            sorted(_records(store, parts.REFUSED, Refusal), key=lambda one: (one.url, one.method, one.page, one.why))
        ),
        beside_robots=_strings(head.get("beside_robots", []), store.name),
        shots=lambda name: contents.bytes(shots[name]) if name in shots else None,
        clips=clips,
    )


def _probed(load: Load, probes: Mapping[tuple[str, Device], dict[str, JSON]]) -> Load:
    """A load with what was measured on it after it had been saved."""
    found = probes.get((load.url, load.device))
    return replace(load, probes={**load.probes, **found}) if found and load.seen != "unread" else load


def _called(load: Load, aliases: dict[str, str]) -> Load:
    """A load with the other addresses that the crawl found to lead to it."""
    if load.url not in aliases.values():
        return load
    others = tuple(sorted(other for other, url in aliases.items() if url == load.url))
    return replace(load, aliases=(*load.aliases, *others))


def _load(line: Any, number: int, contents: _Contents, store: Store) -> Load:
    where = f"{parts.LOADS}:{number}"
    if not isinstance(line, dict):
        raise warc.broken(store.name, f"{where} is not an object")
    load = from_json(Load, line.get("load"), where, _NOT_IN_LINE)
    held = from_json(parts.Held, line.get("held", {}), where)
    spans = [at for at in (held.answer, held.dom, held.layout) if at is not None]
    if not store.complete and not all(map(store.holds, spans)):
        return replace(load, seen="unread", reason="crashed", detail="cut off while it was being saved")
    found: dict[str, Any] = {}
    if held.answer is not None:
        found["body"] = contents.text(held.answer, held.charset)
        found["raw"] = contents.raw(held.answer)
    if held.dom is not None:
        found["dom"] = contents.text(held.dom, "utf-8")
    if held.layout is not None:
        found["layout"] = LazyLayout(contents.raw(held.layout), store.name)
    return replace(load, **found) if found else load


def _records(store: Store, part: str, cls: type[T]) -> list[T]:
    return [from_json(cls, line, f"{part}:{number}") for number, line in _numbered(store, part)]


def _numbered(store: Store, part: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(lines(store.read(part) or b""), start=1):
        yield number, _json(line, store.name)


def _json(data: bytes, where: str) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise warc.broken(where, "a part that should be JSON is not") from None


def _strings(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise warc.broken(where, "beside_robots is not a list of URLs")
    return tuple(value)


def _decoded(data: bytes, charset: str) -> str:
    try:
        text = data.decode(charset, errors="replace")
    except LookupError:
        text = data.decode("utf-8", errors="replace")
    return text.removeprefix("\ufeff")


def _other_format(name: str, head: object) -> SnapshotError:
    said = head.get("format") if isinstance(head, dict) else None
    return SnapshotError(
        Text(
            f"A snapshot of format {said!r}, which this version cannot read",
            f"この版では読めない形式（{said!r}）のスナップショットです",
        ),
        where=name,
        hint=Text(
            "Update disputelint, or take a new snapshot.",
            "disputelintを更新するか、スナップショットを取り直してください。",
        ),
        code="E604",
    )


def _missing(path: Path) -> SnapshotError:
    part = path.with_name(path.name + ".part")
    hint = (
        Text(
            f"A crawl to this file was cut off; what it saw is in {part}",
            f"この保存先への巡回は途中で止まりました。取得済みの内容は {part} にあります。",
        )
        if part.is_dir()
        else None
    )
    return SnapshotError(Text("There is no such file", "ファイルがありません"), where=str(path), hint=hint, code="E601")
