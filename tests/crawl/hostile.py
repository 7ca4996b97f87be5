"""A server on loopback that does to a crawler what bad shops do. Each path is one bad case."""

from __future__ import annotations

import base64
import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

CHUNK = b"<p>" + b"x" * 65_000 + b"</p>"


class Hostile(BaseHTTPRequestHandler):
    """Answers from `PAGES`, or by the method named after the path."""

    protocol_version = "HTTP/1.1"
    seen: ClassVar[list[tuple[str, str, dict[str, str], bytes]]]
    sent: ClassVar[dict[str, int]]
    pages: ClassVar[dict[str, str]]

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        self._note(body)
        if urlsplit(self.path).path == "/password":
            right = parse_qs(body.decode()).get("password") == ["open sesame"]
            self._answer(302, "", {"Location": "/closed", **({"Set-Cookie": "door=open; Path=/"} if right else {})})
        else:
            self._answer(200, "{}")

    def do_GET(self) -> None:
        self._note(b"")
        path = urlsplit(self.path).path
        with contextlib.suppress(ConnectionError, TimeoutError, OSError):
            handler = getattr(self, "at_" + path.strip("/").replace("-", "_").replace(".", "_"), None)
            if handler is not None:
                handler()
            elif path in self.pages:
                self._answer(200, self.pages[path].replace("PORT", str(self.server.server_address[1])))
            else:
                self._answer(404, "<h1>Not found</h1>")

    def _note(self, body: bytes) -> None:
        self.seen.append((self.command, self.path, dict(self.headers.items()), body))

    def _answer(self, status: int, text: str, headers: dict[str, str] | None = None, kind: str = "text/html") -> None:
        data = text.encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if "Content-Type" not in (headers or {}):
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def at_loop(self) -> None:
        self._answer(302, "", {"Location": "/loop"})

    def at_moved(self) -> None:
        self._answer(301, "", {"Location": "/plain"})

    def at_away(self) -> None:
        self._answer(302, "", {"Location": f"http://localhost:{self.server.server_address[1]}/landed.png"})

    def at_empty500(self) -> None:
        self._answer(500, "")

    def at_forbidden(self) -> None:
        self._answer(403, "<h1>Forbidden</h1>")

    def at_busy(self) -> None:
        self._answer(429, "slow down", {"Retry-After": "7"})

    def at_challenge(self) -> None:
        self._answer(403, "<title>Just a moment...</title>", {"cf-mitigated": "challenge"})

    def at_nothing(self) -> None:
        self.send_response(204)
        self.end_headers()

    def at_file_zip(self) -> None:
        self._answer(200, "PK", {"Content-Disposition": "attachment; filename=file.zip"}, "application/octet-stream")

    def at_paper_pdf(self) -> None:
        self._answer(200, "%PDF-1.4", kind="application/pdf")

    def at_huge_said(self) -> None:
        self._pour(300 * 1024 * 1024, said=True)

    def at_huge_picture(self) -> None:
        self._pour(300 * 1024 * 1024, said=True, kind="image/png")

    def at_huge_chunked(self) -> None:
        self._pour(300 * 1024 * 1024, said=False)

    def at_endless_js(self) -> None:
        self._pour(300 * 1024 * 1024, said=False, kind="text/javascript", pause=0.01)

    def _pour(self, size: int, said: bool, kind: str = "text/html", pause: float = 0.0) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        if said:
            self.send_header("Content-Length", str(size))
        self.end_headers()
        for _ in range(size // len(CHUNK)):
            self.wfile.write(CHUNK)
            self.sent[self.path] = self.sent.get(self.path, 0) + len(CHUNK)
            time.sleep(pause)

    def at_silent(self) -> None:
        time.sleep(6)

    def at_dripping(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>Slow</title><h1>Slow shop</h1><p>We ship within two days.</p>")
        for _ in range(60):
            self.wfile.write(b"<!-- more -->")
            self.wfile.flush()
            time.sleep(0.1)

    def at_closed(self) -> None:
        if "door=open" in self.headers.get("Cookie", ""):
            self._answer(200, "<h1>Tea shop</h1><p>Welcome to the tea shop.</p>")
        else:
            self._answer(302, "", {"Location": "/password"})

    def at_basic(self) -> None:
        wanted = "Basic " + base64.b64encode(b"dev:secret").decode()
        if self.headers.get("Authorization") == wanted:
            self._answer(200, "<h1>Preview</h1><img src=/picture.png>")
        else:
            self._answer(401, "no", {"WWW-Authenticate": 'Basic realm="preview"'})

    def at_sjis(self) -> None:
        data = "<title>店</title><p>返品は七日以内にお願いします。</p>".encode("shift_jis")
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=Shift_JIS")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def at_broken_utf8(self) -> None:
        data = b"<meta charset=utf-8><p>Returns \xff\xfe within 30 days</p>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


class Shop:
    """A running hostile server."""

    def __init__(self, server: _Server, handler: type[Hostile]) -> None:
        self.port = int(server.server_address[1])
        self.origin = f"http://127.0.0.1:{self.port}"
        self._handler = handler

    def posts(self) -> list[str]:
        """Paths that something was sent to."""
        return [path for method, path, _, _ in self._handler.seen if method not in ("GET", "HEAD")]

    def gets(self) -> list[str]:
        return [path for method, path, _, _ in self._handler.seen if method == "GET"]

    def headers(self, path: str) -> dict[str, str]:
        """Headers of the last request for a path, names in lower case."""
        found = [headers for _, at, headers, _ in self._handler.seen if at == path]
        return {name.lower(): value for name, value in found[-1].items()} if found else {}

    def poured(self, path: str) -> int:
        return self._handler.sent.get(path, 0)


@contextlib.contextmanager
def hostile(pages: dict[str, str] | None = None) -> Iterator[Shop]:
    """Serve the bad cases and `pages` (path → HTML, PORT replaced) until the block ends."""

    class Handler(Hostile):
        seen: ClassVar[list[tuple[str, str, dict[str, str], bytes]]] = []
        sent: ClassVar[dict[str, int]] = {}

    Handler.pages = pages or {}
    server = _Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Shop(server, Handler)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(2)


def closed_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
