"""Writing a snapshot: first a folder `FILE.wacz.part`, line by line while crawling, then one WACZ file.

WACZ 1.1.1: https://specs.webrecorder.net/wacz/1.1.1/. Each record goes into the WARC file and is flushed before the line
that refers to it, so that a folder left by a crawl that was killed is readable up to its last whole line.
"""

from __future__ import annotations

import hashlib
import html
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from disputelint.checker.errors import SnapshotError
from disputelint.checker.model import JSON, Device, Discovery, Step, Text
from disputelint.checker.model.record import record
from disputelint.checker.snapshot import layouts, parts, warc
from disputelint.checker.snapshot.codec import to_bytes, to_json, utf8
from disputelint.checker.snapshot.encoding import decode
from disputelint.checker.snapshot.mask import Mask
from disputelint.checker.snapshot.package import IndexLine, PageLine, pack, write_lists
from disputelint.checker.snapshot.records import Load, Meta, Refusal

_NOT_IN_LINE = frozenset(("layout",))
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{1,300})", re.IGNORECASE)


@record(frozen=True, slots=True)
class _Texts:
    """A load's contents as they will be written: masked."""

    answer: bytes | None
    charset: str
    dom: str | None
    recoded: bool = False  # the browser gave the answer as text only, and it is kept as UTF-8


class SnapshotWriter:
    """Takes what a crawl sees. Not for several threads; calls of one event loop never interleave."""

    def __init__(self, path: Path, meta: Meta, secrets: tuple[str, ...] = ()) -> None:
        """Start `path` (FILE.wacz) as the folder FILE.wacz.part. Raises SnapshotError when that cannot be written."""
        self.path = path
        self.part = path.with_name(path.name + ".part")
        self._mask = Mask(secrets)
        self._meta = meta
        self._index: list[IndexLine] = []
        self._pages: list[PageLine] = []
        self._shots: dict[str, parts.Span] = {}
        self._open: dict[str, BinaryIO] = {}
        try:
            _make_room(self.part)
            for name in (parts.WARC, parts.LOADS, parts.STEPS, parts.REFUSED, parts.PROBES, parts.SHOTS, parts.CLIPS):
                (self.part / name).parent.mkdir(parents=True, exist_ok=True)
                self._open[name] = (self.part / name).open("wb")
            self._offset = 0
            self._write_meta(meta, ())
            self._write_info()
        except OSError as problem:
            self.close()
            raise unwritable(self.part, problem) from None

    def add_load(self, load: Load, body: bytes | None = None) -> None:
        """Keep one load. `body` are the answer's bytes after content decoding; else `load.raw` or `load.body` give it."""
        texts = self._texts(load, body)
        when = warc.instant(load.fetched_at, self._meta.date)
        address = self._mask.text(load.final_url or load.url)
        headers = self._mask.headers(load.headers)
        answer = dom = layout = None
        if texts.answer is not None:
            status = load.status or 200
            sent = _as_utf8(headers) if texts.recoded else headers
            made = warc.response(address, status, sent, texts.answer, when)
            answer = self._record(
                made, address, load.content_type or "text/html", status, when.strftime("%Y%m%d%H%M%S")
            )
        name = f"{load.device}:{address}"
        if texts.dom is not None:
            dom = self._resource(f"urn:disputelint:dom:{name}", utf8(texts.dom), "text/html; charset=utf-8", load)
        if load.layout:
            rows = layouts.written(load.layout)
            layout = self._resource(f"urn:disputelint:layout:{name}", rows, "application/json", load)
        held = parts.Held(answer, texts.charset, dom, layout)
        line = to_json(replace(load, headers=headers), _NOT_IN_LINE, self._mask.text, Load)
        self._append(parts.LOADS, {"load": line, "held": to_json(held)})
        if answer is not None:
            self._pages.append(PageLine(address, when.strftime("%Y-%m-%dT%H:%M:%SZ"), _title(texts)))

    def add_step(self, step: Step) -> None:
        """Keep one step of the journey."""
        self._append(parts.STEPS, to_json(step, text=self._mask.text))

    def add_refusal(self, refusal: Refusal) -> None:
        """Keep one request that the guard did not let through."""
        self._append(parts.REFUSED, to_json(refusal, text=self._mask.text))

    def add_probes(self, url: str, device: Device, probes: dict[str, JSON]) -> None:
        """Keep what was measured on a page that is kept already, under the URL that it goes by."""
        self._append(parts.PROBES, to_json(parts.ProbeLine(url, device, probes), text=self._mask.text))

    def add_shot(self, jpeg: bytes) -> str:
        """Keep a picture, once. Returns its SHA-256 in hex."""
        name = hashlib.sha256(jpeg).hexdigest()
        if name not in self._shots:
            made = warc.resource(parts.shot_uri(name), jpeg, "image/jpeg", warc.instant(self._meta.date))
            self._shots[name] = self._record(made, parts.shot_uri(name), "image/jpeg", 200)
            self._append(parts.SHOTS, to_json(parts.ShotLine(name, self._shots[name])))
        return name

    def finish(self, discovery: Discovery, meta: Meta, beside_robots: tuple[str, ...] = ()) -> Path:
        """Close the folder into the WACZ file and remove it. Returns the file's path."""
        try:
            self._write_meta(meta, beside_robots)
            (self.part / parts.DISCOVERY).write_bytes(to_bytes(to_json(discovery, text=self._mask.text)))
            self.close()
            write_lists(self.part, self._index, self._pages)
            pack(self.part, self.path, replace(meta, target=self._mask.text(meta.target)))
            shutil.rmtree(self.part, ignore_errors=True)
        except OSError as problem:
            raise unwritable(self.path, problem) from None
        return self.path

    def close(self) -> None:
        """Let go of the files; what was written stays as a folder."""
        for file in self._open.values():
            file.close()
        self._open.clear()

    def __enter__(self) -> SnapshotWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _texts(self, load: Load, body: bytes | None) -> _Texts:
        if body is None and load.raw is not None:
            body = load.raw()
        dom = self._mask.text(load.dom()) if load.dom is not None else None
        if body is None:
            text = load.body() if load.body is not None else None
            return _Texts(None if text is None else utf8(self._mask.text(text)), "utf-8", dom, recoded=True)
        charset = decode(body, load.content_type or _header(load, "content-type")).charset
        return _Texts(self._mask.raw(body, charset), charset, dom)

    def _resource(self, uri: str, body: bytes, kind: str, load: Load) -> parts.Span:
        made = warc.resource(uri, body, kind, warc.instant(load.fetched_at, self._meta.date))
        return self._record(made, uri, kind, 200)

    def _record(self, made: warc.Record, url: str, mime: str, status: int, stamp: str = "") -> parts.Span:
        file = self._open[parts.WARC]
        span = parts.Span(self._offset, len(made.member))
        file.write(made.member)
        file.flush()
        self._offset += span.length
        stamp = stamp or warc.instant(self._meta.date).strftime("%Y%m%d%H%M%S")
        self._index.append(IndexLine(url, stamp, mime.partition(";")[0].strip(), status, made.digest, span))
        return span

    def _append(self, name: str, line: JSON) -> None:
        file = self._open[name]
        file.write(to_bytes(line) + b"\n")
        file.flush()

    def _write_meta(self, meta: Meta, beside_robots: Sequence[str]) -> None:
        self._meta = meta
        said: list[JSON] = [self._mask.text(url) for url in beside_robots]
        whole: JSON = {"format": parts.FORMAT, "meta": to_json(meta, text=self._mask.text), "beside_robots": said}
        (self.part / parts.META).write_bytes(to_bytes(whole))

    def _write_info(self) -> None:
        """The `warcinfo` record that opens the file."""
        text = f"software: disputelint {self._meta.tool_version}\r\nformat: WARC File Format 1.1\r\n"
        made = warc.resource(
            "urn:disputelint:info", text.encode(), "application/warc-fields", warc.instant(self._meta.date)
        )
        self._open[parts.WARC].write(made.member)
        self._offset = len(made.member)


def _title(texts: _Texts) -> str:
    text = (
        texts.dom if texts.dom is not None else (texts.answer or b"")[:65_536].decode(texts.charset, errors="replace")
    )
    hit = _TITLE.search(text)
    return " ".join(html.unescape(hit.group(1)).split()) if hit else ""


def _as_utf8(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Headers that say how the bytes beside them are to be read."""
    return [
        (name, f"{value.partition(';')[0].strip()}; charset=utf-8" if name.lower() == "content-type" else value)
        for name, value in headers
    ]


def _header(load: Load, name: str) -> str:
    return next((value for key, value in load.headers if key.lower() == name), "")


def _make_room(part: Path) -> None:
    """Remove what an earlier crawl to the same file left; anything else that has the name is not ours to touch."""
    if not part.exists():
        return
    if part.is_dir() and ((part / parts.META).is_file() or not any(part.iterdir())):
        shutil.rmtree(part)
        return
    raise SnapshotError(
        Text(
            "Something else has the name of the snapshot's working folder",
            "スナップショットの作業フォルダーと同じ名前のものがすでにあります",
        ),
        where=str(part),
        hint=Text("Move it away, or save to another name.", "移動するか、別の名前で保存してください。"),
        code="E601",
    )


def unwritable(path: Path, problem: OSError) -> SnapshotError:
    """The error for a file that cannot be written."""
    reason = problem.strerror or type(problem).__name__
    return SnapshotError(
        Text(f"The snapshot cannot be written: {reason}", f"スナップショットを書き込めません：{reason}"),
        where=str(path),
        hint=Text(
            "Check the folder and the free space, or choose another file.",
            "フォルダーと空き容量を確認するか、別のファイルを指定してください。",
        ),
        code="E601",
    )
