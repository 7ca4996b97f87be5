"""WARC records (ISO 28500, WARC/1.1) for a snapshot: made by warcio, one gzip member each, read back by offset."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from disputelint.checker.errors import SnapshotError
from disputelint.checker.model import Text
from disputelint.checker.model.record import record

LIMIT = 96 * 1024 * 1024  # bytes of one record unpacked; bodies are cut at 20 MB while crawling
_LEVEL = 2  # zlib: a fifth larger than level 9 on HTML, at a fifth of its time; saving is part of the crawl's cost
_GZIP = zlib.MAX_WBITS | 16
_REFRAMED = frozenset(
    ("content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive", "trailer")
)
_END = b"\r\n\r\n"


@record(frozen=True, slots=True)
class Record:
    """One record ready to be appended: its gzip member, and what the index says of it."""

    member: bytes
    digest: str  # of the payload, as WARC spells it: "sha1:BASE32"


def instant(when: str, fallback: str = "") -> datetime:
    """An ISO 8601 time as UTC; `fallback`, then the epoch, when it cannot be read."""
    for text in (when, fallback):
        try:
            read = datetime.fromisoformat(text)
        except ValueError:
            continue
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    return datetime(1970, 1, 1, tzinfo=UTC)


def response(url: str, status: int, headers: Iterable[tuple[str, str]], body: bytes, when: datetime) -> Record:
    """A `response` record. `body` is the answer after content decoding, so the headers that framed it are left out."""
    from warcio.statusandheaders import StatusAndHeaders

    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = ""
    kept = [(_token(name), _line(value)) for name, value in headers if name.lower() not in _REFRAMED]
    kept.append(("Content-Length", str(len(body))))
    http = StatusAndHeaders(f"{status} {phrase}".strip(), kept, protocol="HTTP/1.1")
    return _record(url, "response", body, when, "application/http; msgtype=response", http)


def resource(uri: str, body: bytes, content_type: str, when: datetime) -> Record:
    """A `resource` record: something this tool made (the rendered tree, a layout, a shot)."""
    return _record(uri, "resource", body, when, content_type, None)


def _record(uri: str, kind: str, body: bytes, when: datetime, content_type: str, http: object) -> Record:
    from warcio.warcwriter import WARCWriter

    packed = io.BytesIO()
    writer = WARCWriter(packed, gzip=False, warc_version="WARC/1.1")
    record = writer.create_warc_record(
        _uri(uri),
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        warc_content_type=content_type,
        http_headers=http,
        warc_headers_dict={"WARC-Date": when.strftime("%Y-%m-%dT%H:%M:%SZ")},
    )
    writer.write_record(record)
    digest = str(record.rec_headers.get_header("WARC-Payload-Digest") or "")
    squeeze = zlib.compressobj(0 if content_type == "image/jpeg" else _LEVEL, zlib.DEFLATED, _GZIP)  # packed already
    return Record(squeeze.compress(packed.getvalue()) + squeeze.flush(), digest)


def payload(member: bytes, where: str) -> bytes:
    """What the record in this gzip member carries, WARC and HTTP headers taken off. Raises SnapshotError."""
    unpack = zlib.decompressobj(_GZIP)
    try:
        whole = unpack.decompress(member, LIMIT)
    except zlib.error as problem:
        raise broken(where, str(problem)) from None
    if unpack.unconsumed_tail:
        raise SnapshotError(
            Text(f"A record is larger than {LIMIT >> 20} MB", f"{LIMIT >> 20}MBを超える記録があります"),
            where=where,
            code="E606",
        )
    head = whole.find(_END)
    if head < 0 or not whole.startswith(b"WARC/") or not whole.endswith(_END):
        raise broken(where, "no WARC record here" if not unpack.eof or head < 0 else "its end is missing")
    start = head + len(_END)
    if b"\r\nWARC-Type: response\r\n" in whole[:start]:
        inner = whole.find(_END, start)
        start = len(whole) if inner < 0 else inner + len(_END)
    return whole[start : -len(_END)]


def broken(where: str, why: str) -> SnapshotError:
    """The error for a part of a snapshot that does not hold what its index says."""
    return SnapshotError(
        Text(f"The snapshot is damaged: {why}", f"スナップショットが壊れています：{why}"),
        where=where,
        hint=Text(
            "Copy the file again, or take a new snapshot.",
            "ファイルをもう一度コピーするか、スナップショットを取り直してください。",
        ),
        code="E603",
    )


def surt(url: str) -> str:
    """The sort-friendly key of a URL, as CDXJ indexes use it: `com,example)/path?query`, in lower case."""
    if not url.lower().startswith(("http://", "https://")):
        return url.lower()
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return _uri(url).lower()
    key = ",".join(reversed(host.split(".")))
    if port is not None and port not in (80, 443):
        key += f":{port}"
    path = parts.path if len(parts.path) < 2 else parts.path.rstrip("/")
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return _uri(f"{key}){path or '/'}" + (f"?{query}" if query else "")).lower()


def _uri(uri: str) -> str:
    """A URI that cannot break a header line."""
    return re.sub(r"[\x00-\x20\x7f]", lambda hit: quote(hit.group()), uri)


def _token(name: str) -> str:
    return re.sub(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]", "-", name) or "X-Unnamed"


def _line(value: str) -> str:
    """A header value on one line, in the characters HTTP headers are sent in."""
    return re.sub(r"[\x00-\x08\x0a-\x1f\x7f]+", " ", value).encode("latin-1", errors="replace").decode("latin-1")
