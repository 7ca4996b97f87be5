"""The demo shop's HTTP server: standard library, loopback only, ends with its `with` block."""

from __future__ import annotations

import contextlib
import http.cookies
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from disputelint.checker.demo.basket import Baskets, Session
from disputelint.checker.demo.catalog import Catalog, State, catalog
from disputelint.checker.demo.routes import Answer, Request, answer


class DemoShop:
    """A running demo shop, and what was done to it."""

    def __init__(self, state: State) -> None:
        self.state: State = state
        self.catalog: Catalog = catalog(state)
        self.baskets = Baskets(self.catalog)
        self.url = ""
        self.orders: list[str] = []  # session ids that placed an order
        self.messages: list[str] = []  # contact and newsletter forms that were sent
        self.requests: list[tuple[str, str, str]] = []  # method, path, user agent

    def handle(self, request: Request, session: Session) -> Answer:
        """The answer to one request."""
        return answer(self, request, session)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    shop: DemoShop


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the shop keeps its own list."""

    def do_GET(self) -> None:
        self._answer("")

    def do_HEAD(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        length = min(int(self.headers.get("Content-Length") or 0), 100_000)
        self._answer(self.rfile.read(length).decode("utf-8", "replace"))

    def _answer(self, body: str) -> None:
        shop = self.server.shop
        parts = urlsplit(self.path)
        shop.requests.append((self.command, parts.path, self.headers.get("User-Agent", "")))
        jar = http.cookies.SimpleCookie(self.headers.get("Cookie", ""))
        known = jar["kp_session"].value if "kp_session" in jar else ""
        session = shop.baskets.session(known)
        form = {key: values[-1] for key, values in parse_qs(body, keep_blank_values=True).items()}
        try:
            said = shop.handle(Request(self.command, parts.path, parts.query, form, shop.url), session)
        except Exception as problem:  # a request that breaks a page must not end the server
            said = Answer(f"{type(problem).__name__}: {problem}", 500, "text/plain; charset=utf-8")
        data = said.body.encode("utf-8") if isinstance(said.body, str) else said.body
        self.send_response(said.status)
        self.send_header("Content-Type", said.content_type)
        self.send_header("Content-Length", str(len(data)))
        if session.id != known:
            self.send_header("Set-Cookie", f"kp_session={session.id}; Path=/; HttpOnly; SameSite=Lax")
        if said.location:
            self.send_header("Location", said.location)
        if said.cacheable:
            self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        if self.command != "HEAD":
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(data)


@contextlib.contextmanager
def serve(state: State = "flawed", port: int = 0) -> Iterator[DemoShop]:
    """Serve the shop on 127.0.0.1 while the block runs. `port` 0 takes a free one.

    Raises OSError when the port is taken.
    """
    shop = DemoShop(state)
    server = _Server(("127.0.0.1", port), _Handler)
    server.shop = shop
    shop.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
