"""The base of small storefronts: a loopback server with a cart per visitor that counts what must never happen."""

from __future__ import annotations

import contextlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Visitor:
    """One buyer: variant id → quantity, and what the checkout was told."""

    cart: dict[str, int] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    held: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    query: dict[str, str]
    form: dict[str, str]
    visitor: Visitor


@dataclass(frozen=True)
class Said:
    """One answer."""

    body: str
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    to: str = ""
    keep: int = 0  # seconds that a browser may keep it


def go(to: str) -> Said:
    """A redirect."""
    return Said("", 303, to=to)


def data(value: object, status: int = 200) -> Said:
    """A JSON answer."""
    return Said(json.dumps(value), status, "application/json")


class CountingShop:
    """`bad` are the requests that an audit must never send: orders, payments, accounts, subscriptions, messages, hits.

    Every page reports its visitor (`/api/collect`, by beacon and by fetch) and has a newsletter form, as shops do.
    """

    language = "en"
    products: tuple[str, ...] = ("/products/tea",)
    NEVER = ("/order", "/pay", "/account", "/newsletter", "/contact", "/collect")

    def __init__(self) -> None:
        self.url = ""
        self.visitors: dict[str, Visitor] = {}
        self.asked: list[tuple[str, str]] = []
        self.bad: list[str] = []
        self.delay = 0.0  # seconds before every answer to a page of the checkout

    @property
    def full_carts(self) -> list[dict[str, int]]:
        """The carts that hold something."""
        return [visitor.cart for visitor in self.visitors.values() if visitor.cart]

    @property
    def was_filled(self) -> bool:
        """Whether somebody put something into a cart."""
        return any(method == "POST" and "add" in path for method, path in self.asked)

    def page(self, title: str, main: str, head: str = "") -> Said:
        """A page with everything that a stock page has around it."""
        return Said(
            f"<!doctype html><html lang={self.language}><head><meta charset=utf-8><title>{title}</title>{head}</head><body>"
            f"<header><a href='/'>Shop</a> <a href='/cart'>Cart</a></header><main><h1>{title}</h1>{main}</main>"
            "<footer><form action=/newsletter method=post><input type=email name=email aria-label='E-mail'>"
            "<button>Subscribe</button></form><a href=/policies/refund>Refund policy</a></footer>"
            "<script>navigator.sendBeacon('/api/collect', 'seen'); fetch('/api/collect', {method: 'POST', body: 'seen'})"
            ".catch(() => 0);</script></body></html>"
        )

    def answer(self, asked: Asked) -> Said | None:
        """The shop's own pages; None: there is no such page."""
        raise NotImplementedError

    def handle(self, asked: Asked) -> Said:
        """Count, then answer."""
        if asked.method != "GET" and any(part in asked.path for part in self.NEVER):
            self.bad.append(f"{asked.method} {asked.path}")
        if self.delay and "checkout" in asked.path:
            time.sleep(self.delay)
        return self.answer(asked) or Said("<h1>Not here</h1>", 404)


def _handler(shop: CountingShop) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._serve("GET", "")

        def do_POST(self) -> None:
            self._serve("POST", self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())

        def _serve(self, method: str, body: str) -> None:
            parts = urlsplit(self.path)
            shop.asked.append((method, parts.path))
            jar = SimpleCookie(self.headers.get("Cookie", ""))
            known = jar["sid"].value if "sid" in jar else ""
            sid = known if known in shop.visitors else secrets.token_hex(6)
            visitor = shop.visitors.setdefault(sid, Visitor())
            if "json" in self.headers.get("Content-Type", "") and body:
                form = {key: str(value) for key, value in json.loads(body).items()}
            else:
                form = dict(parse_qsl(body, keep_blank_values=True))
            said = shop.handle(Asked(method, parts.path, dict(parse_qsl(parts.query)), form, visitor))
            raw = said.body.encode()
            with contextlib.suppress(OSError):  # a buyer who went away
                self.send_response(said.status)
                self.send_header("Content-Type", said.kind)
                self.send_header("Content-Length", str(len(raw)))
                if sid != known:
                    self.send_header("Set-Cookie", f"sid={sid}; Path=/; HttpOnly; SameSite=Lax")
                if said.keep:
                    self.send_header("Cache-Control", f"max-age={said.keep}")
                if said.to:
                    self.send_header("Location", said.to)
                self.end_headers()
                self.wfile.write(raw)

        def log_message(self, *args: object) -> None:
            pass

    return Handler


@contextlib.contextmanager
def open_shop(shop: CountingShop) -> Iterator[CountingShop]:
    """Serve a shop on a free port of 127.0.0.1 until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(shop))
    server.daemon_threads = True
    shop.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
