"""A shop that never shows itself twice alike: rotating banners, recommendations, session ids, nonces, counters and dates."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

BANNERS = (
    "Free shipping on all orders over $50",
    "30-day returns: send goods back within 30 days of delivery",
    "Hurry! The sale ends tonight, only {n} left",
    "The best tea in the world, guaranteed",
)
TEAS = tuple(f"tea-{letter}" for letter in "abcdefghijklmnop")
FOOTER = (
    "<li><a href='/refund?PHPSESSID={sid}'>Refund policy</a></li><li><a href='/shipping?PHPSESSID={sid}'>Shipping</a></li>"
    "<li><a href='/contact?PHPSESSID={sid}'>Contact</a></li><li><a href='/privacy?PHPSESSID={sid}'>Privacy</a></li>"
)
TEXTS = {
    "refund": "<h1>Refund policy</h1><p>You may return goods within 30 days of delivery. Write to"
    " <a href='mailto:returns@kanso.example'>returns@kanso.example</a> and send the goods back to us.</p>"
    "<p>Refunds are made to the card that paid within 5 business days.</p>",
    "shipping": "<h1>Shipping</h1><p>Orders are dispatched within 2 business days and arrive in 3 to 5 business days.</p>"
    "<p>Shipping costs $5 within the United States.</p>",
    "contact": "<h1>Contact us</h1><p>Write to <a href='mailto:hello@kanso.example'>hello@kanso.example</a> or call"
    " +1 212 555 0143.</p><p>Kanso Tea LLC, 12 Market Street, Springfield, IL 62701, USA</p>",
    "privacy": "<h1>Privacy policy</h1><p>We keep your name, address and e-mail to send you what you ordered.</p>",
}


@dataclass
class Restless:
    """What the shop shows; `seed` decides what rotates where."""

    seed: int = 0
    footer: str = FOOTER
    texts: dict[str, str] = field(default_factory=lambda: dict(TEXTS))
    buy: str = ""  # what the product template adds
    banners: tuple[str, ...] = BANNERS
    chance: random.Random = field(default_factory=random.Random)

    def page(self, path: str) -> str | None:
        """The HTML of a page, other each time."""
        name = path.strip("/")
        if name == "":
            return self._framed("Kanso Tea", "<h1>Kanso Tea</h1>" + self._offers(8, "Loose leaf tea from Kyoto."))
        if name.startswith("products/") and name.removeprefix("products/") in TEAS:
            tea = name.removeprefix("products/")
            price = 8 + TEAS.index(tea)
            return self._framed(
                tea,
                f"<h1>{tea}</h1><p class=price>${price}.00</p><form action=/cart/add method=post><input type=hidden "
                f"name=token value={self._id()}><button>Add to cart</button></form><p>{tea} is a green tea, 100 g in a tin,"
                f" picked in spring on the slopes above Uji and steamed.</p>{self.buy}"
                f"<p>{self.chance.randint(2, 40)} people are looking at this.</p>"
                + self._offers(4, "You may also like"),
            )
        if name == "collections/all":
            links = "".join(f"<li><a href='/products/{tea}?PHPSESSID={self._id()}'>{tea}</a></li>" for tea in TEAS)
            return self._framed("All teas", f"<h1>All teas</h1><ul>{links}</ul>")
        return self._framed(name, self.texts[name]) if name in self.texts else None

    def _offers(self, many: int, title: str) -> str:
        shown = self.chance.sample(TEAS, many)
        rows = "".join(
            f"<li><a href='/products/{tea}?PHPSESSID={self._id()}'>{tea} ${self.chance.randint(5, 30)}.00</a></li>"
            for tea in shown
        )
        return f"<section class=recommendations><h2>{title}</h2><ul>{rows}</ul></section>"

    def _framed(self, title: str, main: str) -> str:
        banner = self.chance.choice(self.banners).format(n=self.chance.randint(2, 9))
        day = self.chance.randint(1, 28)
        return (
            f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title><meta name=csrf content={self._id()}>"
            f"</head><body><header><div class=banner>{banner}</div><a href=/>Kanso Tea</a> <a href=/collections/all>Teas</a>"
            f"</header><main>{main}<p>Order now and it arrives by {day} November 2026.</p></main>"
            f"<footer><ul>{self.footer.format(sid=self._id())}</ul><p>© Kanso Tea LLC, visitor {self.chance.randint(1, 9**6)}"
            "</p></footer></body></html>"
        )

    def _id(self) -> str:
        return f"{self.chance.getrandbits(96):024x}"


@contextmanager
def opened(shop: Restless) -> Iterator[str]:
    """The shop on a free port of loopback."""
    shop.chance.seed(shop.seed)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made = shop.page(urlsplit(self.path).path)
            body = (made or "<title>Not found</title><h1>Not found</h1>").encode()
            self.send_response(200 if made else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Set-Cookie", f"session={shop._id()}")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
