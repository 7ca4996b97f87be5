from __future__ import annotations

import asyncio
import gzip
from typing import Any

from disputelint.checker.crawl import sitemap
from disputelint.checker.snapshot.records import Load

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*urls: str) -> bytes:
    return (HEAD + f"<urlset {SPACE}>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>").encode()


def index(*urls: str) -> bytes:
    inner = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"{HEAD}<sitemapindex {SPACE}>{inner}</sitemapindex>".encode()


def read(files: dict[str, bytes], *roots: str) -> sitemap.Sitemap:
    async def ask(url: str) -> tuple[Load, bytes]:
        if url not in files:
            return Load(url, url, "desktop", "unread", 404, reason="not_found"), b""
        return Load(url, url, "desktop", "fetched", 200), files[url]

    return asyncio.run(sitemap.read(roots, ask))


def test_an_index_leads_to_plain_and_gzipped_sitemaps() -> None:
    files = {
        "https://s/i": index("https://s/a", "https://s/b.gz"),
        "https://s/a": urlset("https://s/1", "https://s/2"),
        "https://s/b.gz": gzip.compress(urlset("https://s/3")),
    }
    assert read(files, "https://s/i") == sitemap.Sitemap(("https://s/1", "https://s/2", "https://s/3"), None)


def test_a_truncated_gzip_gives_what_it_has_and_says_that_it_is_not_all() -> None:
    whole = gzip.compress(urlset(*(f"https://s/{n}-{n * 7919}" for n in range(500))))
    found = read({"https://s/a": whole[: len(whole) // 2]}, "https://s/a")
    assert found.missed == "decode_error"
    assert 10 < len(found.pages) < 500


def test_no_sitemap_is_no_gap_but_one_that_an_index_names_is() -> None:
    assert read({}, "https://s/sitemap.xml") == sitemap.Sitemap((), None)
    assert read({"https://s/i": index("https://s/gone")}, "https://s/i").missed == "not_found"


def test_a_sitemap_of_another_host_that_cannot_be_read_is_no_gap() -> None:
    async def ask(url: str) -> tuple[Load, bytes]:
        return Load(url, url, "desktop", "unread", reason="unreachable"), b""

    def missed(*roots: str) -> str | None:
        return asyncio.run(sitemap.read(roots, ask, lambda url: url.startswith("https://s/"))).missed

    assert missed("https://live/sitemap.xml") is None
    assert missed("https://live/sitemap.xml", "https://s/sitemap.xml") == "unreachable"


def test_an_index_that_names_itself_ends() -> None:
    assert read(
        {"https://s/i": index("https://s/i", "https://s/a"), "https://s/a": urlset("https://s/1")}, "https://s/i"
    ).pages == ("https://s/1",)


def test_too_many_files_are_a_gap() -> None:
    files = {f"https://s/{n}": urlset(f"https://s/page{n}") for n in range(100)}
    found = read({"https://s/i": index(*files), **files}, "https://s/i")
    assert found.missed == "page_limit"
    assert len(found.pages) >= 50


def test_entities_are_not_expanded_and_pictures_are_no_pages() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a "https://s/evil">]><urlset><url><loc>&a;</loc></url><url><loc>https://s/1</loc>'
    image = b"<image:image xmlns:image='x'><image:loc>https://s/p.jpg</image:loc></image:image></url></urlset>"
    assert sitemap.parse(bomb + image).pages == ("https://s/1",)


def test_broken_xml_gives_what_stands_before() -> None:
    parsed = sitemap.parse(urlset("https://s/1", "https://s/2")[:-30])
    assert parsed.pages[:1] == ("https://s/1",)
    assert not parsed.whole


def test_a_list_of_lines_and_an_html_page() -> None:
    assert sitemap.parse(b"https://s/1\nhttps://s/2\n").pages == ("https://s/1", "https://s/2")
    assert sitemap.parse(b"<!doctype html><html><body>404").pages == ()


def test_the_footer_counts_however_long_the_sitemap_is(shop: Any, crawl_shop: Any) -> None:
    shop.pages["/sitemap.xml"] = urlset(*(f"{shop.url}/products/p{n}" for n in range(3000)))
    shop.add("/", "Home", "", "<a href=/pages/how-we-send>Returns</a> <a href=/odd-name>House rules</a>")
    shop.add("/pages/how-we-send", "Returns", "<p>Thirty days.</p>")
    shop.add("/odd-name", "House rules")
    shop.otherwise = lambda handler: (
        shop.page(handler.path, "<p>Buy</p>") if handler.path.startswith("/products/") else None
    )
    found = crawl_shop(max_pages=15, max_products=4)
    assert {"/pages/how-we-send", "/odd-name"} <= found.read
    assert 4 <= sum(path.startswith("/products/") for path in found.read) <= 8
    unread = [load for load in found.snapshot.loads if load.seen == "unread"]
    assert {load.reason for load in unread} == {"page_limit"}
    assert len(unread) == 1000  # known and not read, up to the limit of what is written down
    assert found.snapshot.meta.settings["known_pages"] > 3000
