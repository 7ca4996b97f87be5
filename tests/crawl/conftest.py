"""A small shop on loopback: paths and what they answer."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from disputelint.checker.config.settings import Config, Crawl, Journey
from disputelint.checker.crawl.progress import Silent
from disputelint.checker.crawl.run import crawl_now, start_meta
from disputelint.checker.snapshot.read import open_snapshot
from disputelint.checker.snapshot.records import Load, Snapshot
from disputelint.checker.snapshot.write import SnapshotWriter

Answer = str | bytes | tuple[int, dict[str, str], str | bytes]


WRITTEN = "(the function wrote the answer itself)"


@dataclass
class LittleShop:
    """`pages` maps a path (with its query, when that matters) to an answer, or to a function of the handler.

    `otherwise` answers for every other path; without it they are 404. `asked` are all requests in order.
    """

    url: str = ""
    pages: dict[str, Answer | Callable[[Any], Answer | None]] = field(default_factory=dict)
    otherwise: Callable[[Any], Answer | None] | None = None
    asked: list[str] = field(default_factory=list)
    posted: Answer = (405, {}, "")  # the answer to every POST

    def answer(self, handler: Any) -> Answer:
        bare = handler.path.partition("?")[0]
        found = self.pages.get(handler.path, self.pages.get(bare, self.otherwise))
        if callable(found):
            found = found(handler)
        return (404, {}, self.page("Not here", "<p>No such page.</p>")) if found is None else found

    @staticmethod
    def page(title: str, main: str = "", footer: str = "", head: str = "") -> str:
        return (
            f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{head}</head>"
            f"<body><header><a href='/'>Little Shop</a></header><main><h1>{title}</h1>{main}</main>"
            f"<footer>{footer}</footer></body></html>"
        )

    def add(self, path: str, title: str, main: str = "", footer: str = "", head: str = "") -> None:
        self.pages[path] = self.page(title, main, footer, head)


def _handler(shop: LittleShop) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            shop.asked.append(self.path)
            self.reply(shop.answer(self))

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.reply(shop.posted)

        def reply(self, answer: Answer) -> None:
            if answer == WRITTEN:
                return
            status, headers, body = answer if isinstance(answer, tuple) else (200, {}, answer)
            data = body.encode() if isinstance(body, str) else body
            self.send_response(status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            with contextlib.suppress(OSError):  # a crawler that has waited long enough is gone
                self.end_headers()
                self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            pass

    return Handler


@contextlib.contextmanager
def little_shop() -> Iterator[LittleShop]:
    """An empty shop that listens on a free port of 127.0.0.1 until the block ends."""
    little = LittleShop()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(little))
    server.daemon_threads = True
    little.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield little
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def shop() -> Iterator[LittleShop]:
    """An empty shop for one test."""
    with little_shop() as little:
        yield little


@dataclass
class Crawled:
    """A snapshot, and its loads by path."""

    snapshot: Snapshot
    origin: str

    def __getitem__(self, path: str) -> Load:
        return next(load for load in self.snapshot.loads if load.url == self.origin + path)

    def __contains__(self, path: str) -> bool:
        return any(load.url == self.origin + path for load in self.snapshot.loads)

    @property
    def read(self) -> set[str]:
        return {load.url.removeprefix(self.origin) for load in self.snapshot.loads if load.seen != "unread"}


CrawlShop = Callable[..., Crawled]


def crawled(shop: LittleShop, path: str, config: Config, folder: Path) -> Crawled:
    """What a crawl from `path` on finds; the snapshot lies in `folder`."""
    target = shop.url + path
    writer = SnapshotWriter(folder / "shop.wacz", start_meta(config, target), config.access.secrets())
    crawl_now(config, target, writer, Silent())
    return Crawled(open_snapshot(folder / "shop.wacz"), shop.url)


@pytest.fixture
def crawl_shop(shop: LittleShop, tmp_path: Path) -> CrawlShop:
    """Crawl the shop without a browser: `crawl_shop(path="/", config=Config, **settings of Crawl)`."""

    def go(path: str = "/", config: Config | None = None, **settings: Any) -> Crawled:
        made = config or Config(crawl=Crawl(render="none", **settings), journey=Journey(on=False))
        return crawled(shop, path, made, tmp_path)

    return go
