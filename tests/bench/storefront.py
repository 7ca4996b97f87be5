"""The storefront that the benchmark measures: 60 pages, the same bytes on every machine.

40 product pages of 80 to 250 KB, 8 collections, 6 policies, 6 others; a mega-menu, noisy pictures, JSON-LD, reviews with
inline SVG, accordions, text off the screen, a countdown, prices written by script, a late badge, recommendations fetched
by script; two style sheets with 1,500 rules, two scripts with 2,500 functions.
"""

from __future__ import annotations

import json
import random
import struct
import zlib
from dataclasses import dataclass

SEED = 20261121
PRODUCTS, COLLECTIONS = 40, 8
POLICIES = ("refund-policy", "shipping-policy", "privacy-policy", "terms-of-service", "payment-methods", "cancellation")
OTHERS = ("about", "contact", "faq", "track-order", "size-guide")
_WORDS = [
    "soft",
    "cotton",
    "linen",
    "wool",
    "shirt",
    "jacket",
    "coat",
    "button",
    "pocket",
    "collar",
    "seam",
    "woven",
    "warm",
    "light",
    "winter",
    "summer",
    "wash",
    "fold",
    "press",
    "natural",
    "dyed",
    "blue",
    "green",
    "sand",
    "stone",
    "made",
    "worn",
    "fit",
    "relaxed",
    "regular",
    "sleeve",
    "hem",
    "small",
    "large",
    "measure",
    "weight",
    "grams",
    "thread",
    "our",
    "customers",
    "like",
    "this",
    "one",
    "because",
    "it",
    "keeps",
    "its",
    "shape",
    "after",
    "many",
    "washes",
    "and",
    "feels",
    "good",
    "from",
    "the",
    "first",
    "day",
]
_NAMES = ("Harbour", "Meadow", "Granite", "Willow", "Cinder", "Lantern", "Orchard", "Pebble", "Thistle", "Juniper")
_KINDS = ("Shirt", "Coat", "Scarf", "Blanket")


@dataclass(frozen=True)
class Answer:
    """What the server says at one path."""

    content_type: str
    body: bytes


def build(seed: int = SEED) -> dict[str, Answer]:
    """Path to answer, for the whole storefront: 60 pages and their pictures, styles, scripts, sitemap and robots.txt."""
    chance = random.Random(seed)
    site = _assets(chance)
    menu = _menu(chance)
    for number in range(PRODUCTS):
        site[f"/products/{_slug(number)}"] = _html(_product(chance, number), _title(number), menu)
    for number in range(COLLECTIONS):
        site[f"/collections/{number}"] = _html(_collection(chance, number), f"Collection {number}", menu)
    for name in POLICIES:
        site[f"/policies/{name}"] = _html(_policy(chance, name), name.replace("-", " ").title(), menu)
    for name in OTHERS:
        site[f"/pages/{name}"] = _html(_other(chance, name), name.replace("-", " ").title(), menu)
    site["/"] = _html(_collection(chance, 0), "Harbour & Willow", menu)
    return site


def pages(site: dict[str, Answer]) -> list[str]:
    """The paths of the 60 pages, sorted."""
    return sorted(path for path, answer in site.items() if answer.content_type.startswith("text/html"))


def finished(site: dict[str, Answer], base: str) -> dict[str, Answer]:
    """The site with what has to name its own address: sitemap and robots.txt."""
    entries = "".join(f"<url><loc>{base}{path}</loc></url>" for path in pages(site))
    sitemap = f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    robots = f"User-agent: *\nDisallow: /admin\nSitemap: {base}/sitemap.xml\n"
    return {
        **site,
        "/sitemap.xml": Answer("application/xml", sitemap.encode()),
        "/robots.txt": Answer("text/plain", robots.encode()),
    }


def _slug(number: int) -> str:
    return f"{_NAMES[number % 10].lower()}-{_KINDS[number // 10].lower()}"


def _title(number: int) -> str:
    return f"{_NAMES[number % 10]} {_KINDS[number // 10]}"


def _price(number: int) -> float:
    return 20 + (number * 37 % 180) + 0.5


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize() + "."


def _assets(chance: random.Random) -> dict[str, Answer]:
    """Pictures (60, about 97 KB each), two style sheets, two scripts, and what the scripts fetch."""
    site = {f"/img/{number}.png": Answer("image/png", _noise(chance, 180, 180)) for number in range(60)}
    for sheet in ("base", "theme"):
        rules = (
            f".{sheet}-{n}{{margin:{n % 9}px;color:rgb({n % 90},{n % 70},{n % 80});padding:{n % 5}px}}"
            for n in range(750)
        )
        site[f"/css/{sheet}.css"] = Answer("text/css", (_LAYOUT + "\n".join(rules)).encode())
    for script in ("vendor", "theme"):
        functions = "\n".join(f"function {script}{n}(a){{var b=a*{n}%97;return b+{n % 13};}}" for n in range(1250))
        calls = f"for(var i=0;i<200;i++){{window['{script}'+i](i);}}\n"
        site[f"/js/{script}.js"] = Answer("text/javascript", (functions + "\n" + calls + _SCRIPTS[script]).encode())
    seen = [{"title": _title(number), "url": f"/products/{_slug(number)}"} for number in range(6)]
    site["/recommendations.json"] = Answer("application/json", json.dumps(seen).encode())
    return site


def _noise(chance: random.Random, width: int, height: int) -> bytes:
    """An RGB picture that does not compress (PNG, RFC 2083)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + chance.randbytes(width * 3) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")


def _menu(chance: random.Random) -> str:
    """The same on every page, as themes do it: about 12 KB."""
    columns = []
    for column in range(COLLECTIONS):
        links = "".join(
            f'<li class="base-{chance.randrange(750)}"><a href="/products/{_slug((column * 5 + n) % PRODUCTS)}">'
            f"{_title((column * 5 + n) % PRODUCTS)}</a></li>"
            for n in range(10)
        )
        columns.append(
            f'<div class="column"><a href="/collections/{column}">Collection {column}</a><ul>{links}</ul></div>'
        )
    return f'<nav class="mega"><a href="/">Home</a><div class="panel">{"".join(columns)}</div></nav>'


def _html(main: str, title: str, menu: str) -> Answer:
    policies = "".join(f'<li><a href="/policies/{name}">{name.replace("-", " ").title()}</a></li>' for name in POLICIES)
    others = "".join(f'<li><a href="/pages/{name}">{name.replace("-", " ").title()}</a></li>' for name in OTHERS)
    text = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="description" content="{title} of Harbour and Willow"><link rel="stylesheet" href="/css/base.css">
<link rel="stylesheet" href="/css/theme.css"><script src="/js/vendor.js" defer></script>
<script src="/js/theme.js" defer></script></head><body>
<header><a href="/">Harbour &amp; Willow</a>{menu}</header>
<main><h1>{title}</h1>{main}</main>
<footer><ul>{policies}</ul><ul>{others}</ul><p>Harbour and Willow Ltd, 5 Quay Road, Bristol BS1 4XX</p>
<p>&copy; 2026 Harbour and Willow Ltd</p></footer></body></html>"""
    return Answer("text/html; charset=utf-8", text.encode())


def _product(chance: random.Random, number: int) -> str:
    price = _price(number)
    markup = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": _title(number),
        "description": _text(chance, 30),
        "sku": f"HW-{number:03}",
        "image": [f"/img/{(number + n) % 60}.png" for n in range(8)],
        "offers": {"@type": "Offer", "price": f"{price:.2f}", "priceCurrency": "USD", "availability": "InStock"},
    }
    images = "".join(
        f'<img src="/img/{(number * 8 + n) % 60}.png" alt="{_title(number)} {n}" width="180" height="180">'
        for n in range(8)
    )
    reviews = "".join(_review(chance) for _ in range(100 + number * 250 // PRODUCTS))
    panels = "".join(
        f"<details><summary>{name}</summary><p>{_text(chance, 60)}</p></details>"
        for name in ("Material and care", "Dimensions", "Delivery", "Returns")
    )
    return f"""<script type="application/ld+json">{json.dumps(markup)}</script>
<div class="gallery">{images}</div><div class="badge" id="badge"></div>
<p class="price" data-price="{price:.2f}"></p><p class="offer">Offer ends in <span id="countdown">09:59</span></p>
<form action="/cart/add" method="post"><label>Size <select name="size"><option>S</option><option>M</option></select></label>
<button type="submit">Add to cart</button></form>
<p>{_text(chance, 80)}</p>{panels}
<div class="offscreen">{_text(chance, 120)}</div>
<section id="recommended"></section><section class="reviews"><h2>Reviews</h2>{reviews}</section>"""


def _review(chance: random.Random) -> str:
    star = '<svg width="12" height="12" viewBox="0 0 24 24"><path d="M12 2l3 7h7l-6 4 2 8-6-5-6 5 2-8-6-4h7z"/></svg>'
    return (
        f'<article class="theme-{chance.randrange(750)}"><div class="stars">{star * chance.randint(1, 5)}</div>'
        f"<h3>{_text(chance, 4)}</h3><p>{_text(chance, chance.randint(20, 70))}</p></article>"
    )


def _collection(chance: random.Random, number: int) -> str:
    cards = "".join(
        f'<article class="card base-{chance.randrange(750)}"><a href="/products/{_slug(n)}">'
        f'<img src="/img/{n % 60}.png" alt="" width="180" height="180" loading="lazy">{_title(n)}</a>'
        f'<p class="price" data-price="{_price(n):.2f}"></p><p>{_text(chance, 12)}</p></article>'
        for n in (*range(number * 5, number * 5 + 5), *range(0, PRODUCTS, 2))
    )
    return f'<p>{_text(chance, 30)}</p><div class="grid">{cards}</div>'


_CLAUSES = {
    "refund-policy": "Return any item within 30 days of delivery for a full refund to your original payment method. Send it "
    "to 5 Quay Road, Bristol. Return postage is paid by the customer. Refunds are paid within 5 business days.",
    "shipping-policy": "Orders leave our warehouse within 2 business days and arrive in 3 to 5 business days. Shipping in "
    "the United States costs $6.90. Every parcel has a tracking number, sent by email.",
    "privacy-policy": "We keep your name, address and email to send your order, and delete them on request.",
    "terms-of-service": "These terms apply to every order placed with Harbour and Willow Ltd, Bristol.",
    "payment-methods": "We accept Visa, Mastercard, American Express and PayPal. The charge appears as HARBOURWILLOW.",
    "cancellation": "You can cancel an order free of charge until it has left our warehouse; write to us by email.",
}


def _policy(chance: random.Random, name: str) -> str:
    sections = "".join(f"<h2>{_text(chance, 4)}</h2><p>{_text(chance, 90)}</p>" for _ in range(12))
    return f"<p>{_CLAUSES[name]}</p>{sections}<p>Last updated: 3 March 2026</p>"


def _other(chance: random.Random, name: str) -> str:
    if name == "contact":
        return (
            '<p>Write to <a href="mailto:help@harbour-willow.example">help@harbour-willow.example</a> or call '
            "+44 117 496 0000, Monday to Friday 9:00 to 17:00.</p>"
        )
    return "".join(f"<h2>{_text(chance, 5)}</h2><p>{_text(chance, 70)}</p>" for _ in range(14))


_LAYOUT = """body{font:16px/1.5 sans-serif;margin:0}.grid{display:grid;grid-template-columns:repeat(4,1fr);gap:12px}
.mega .panel{display:flex;max-height:40px;overflow:hidden}.offscreen{position:absolute;left:-9999px}
.reviews article{border-bottom:1px solid #ddd;padding:8px}.price{font-weight:700}
"""
_SCRIPTS = {
    "vendor": "window.vendorReady=true;\n",
    "theme": """document.querySelectorAll('.price[data-price]').forEach(function(e){e.textContent='$'+e.dataset.price;});
var clock=document.getElementById('countdown'),left=599;
if(clock){setInterval(function(){left--;clock.textContent=Math.floor(left/60)+':'+('0'+left%60).slice(-2);},1000);}
setTimeout(function(){var b=document.getElementById('badge');if(b){b.textContent='Selling fast';}},120);
var more=document.getElementById('recommended');
if(more){fetch('/recommendations.json').then(function(r){return r.json();}).then(function(all){
more.innerHTML=all.map(function(p){return '<a href="'+p.url+'">'+p.title+'</a>';}).join(' ');});}
""",
}
