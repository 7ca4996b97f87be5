"""What a shop may do to a request, and the reason code it ends in."""

from __future__ import annotations

import contextlib
import gzip
import socket
import time
from typing import Any

import pytest

from disputelint.checker.config.settings import Access, Config, Crawl, Journey
from disputelint.checker.crawl.fetch import accept_language


def home_with(shop: Any, *paths: str) -> None:
    shop.add("/", "Home", "", "".join(f"<a href='{path}'>Terms</a>" for path in paths))


@pytest.mark.parametrize(
    ("status", "reason"), [(403, "http_refusal"), (404, "not_found"), (410, "not_found"), (500, "http_refusal")]
)
def test_a_refused_page_is_known_and_unread(shop: Any, crawl_shop: Any, status: int, reason: str) -> None:
    home_with(shop, "/terms-x")
    shop.pages["/terms-x"] = (status, {}, shop.page("Sorry"))
    load = crawl_shop()["/terms-x"]
    assert (load.seen, load.reason, load.status) == ("unread", reason, status)


@pytest.mark.parametrize("status", [429, 503])
def test_patience_is_obeyed_before_it_counts(shop: Any, crawl_shop: Any, status: int) -> None:
    met: list[float] = []

    def busy_once(handler: Any) -> Any:
        met.append(time.monotonic())
        return (status, {"Retry-After": "1"}, "busy") if len(met) == 1 else shop.page("Terms", "<p>Fine.</p>")

    home_with(shop, "/terms-x")
    shop.pages["/terms-x"] = busy_once
    assert crawl_shop()["/terms-x"].seen == "fetched"
    assert met[1] - met[0] >= 0.9


def test_a_server_that_stumbles_is_asked_once_more(shop: Any, crawl_shop: Any) -> None:
    home_with(shop, "/terms-x")
    shop.pages["/terms-x"] = lambda handler: (
        shop.page("Terms") if shop.asked.count("/terms-x") > 1 else (500, {}, "locked")
    )
    assert crawl_shop()["/terms-x"].seen == "fetched"


def test_a_shop_that_asks_for_an_hour_is_not_waited_for(shop: Any, crawl_shop: Any) -> None:
    home_with(shop, "/terms-x")
    shop.pages["/terms-x"] = (429, {"Retry-After": "3600"}, "busy")
    assert crawl_shop()["/terms-x"].reason == "http_refusal"
    assert shop.asked.count("/terms-x") == 1


def test_redirects_are_followed_recorded_and_never_for_ever(shop: Any, crawl_shop: Any) -> None:
    home_with(shop, "/terms-old", "/terms-round")
    shop.pages["/terms-old"] = (301, {"Location": "/terms-new"}, "")
    shop.add("/terms-new", "Terms")
    shop.pages["/terms-round"] = (302, {"Location": "/terms-round-2"}, "")
    shop.pages["/terms-round-2"] = (302, {"Location": "/terms-round"}, "")
    found = crawl_shop()
    assert found["/terms-old"].final_url == f"{shop.url}/terms-new"
    assert found["/terms-old"].redirects == (f"{shop.url}/terms-old",)
    assert found["/terms-round"].reason == "redirect_loop"


def test_a_cookie_check_that_redirects_once_is_passed(shop: Any, crawl_shop: Any) -> None:
    def check(handler: Any) -> Any:
        if "seen=1" in handler.headers.get("Cookie", ""):
            return shop.page("Terms")
        return (302, {"Location": "/terms-x", "Set-Cookie": "seen=1; Path=/"}, "")

    home_with(shop, "/terms-x")
    shop.pages["/terms-x"] = check
    assert crawl_shop()["/terms-x"].seen == "fetched"


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp", "utf-8"])
@pytest.mark.parametrize("said", ["header", "meta", "nowhere"])
def test_japanese_in_any_encoding(shop: Any, crawl_shop: Any, encoding: str, said: str) -> None:
    text = "返品は商品到着後七日以内にご連絡ください。送料はお客様のご負担となります。" * 4
    meta = f"<meta charset={encoding}>" if said == "meta" else ""
    header = {"Content-Type": f"text/html; charset={encoding}" if said == "header" else "text/html"}
    home_with(shop, "/terms-x")
    shop.pages["/terms-x"] = (200, header, f"<html><head>{meta}<title>x</title></head><body><p>{text}".encode(encoding))
    assert text in crawl_shop()["/terms-x"].html()


def test_broken_utf8_is_still_read(shop: Any, crawl_shop: Any) -> None:
    home_with(shop, "/terms-x")
    shop.pages["/terms-x"] = (200, {}, "<p>Caf\u00e9 terms ".encode() + b"\xff\xfe" + " after \u00fcber".encode())
    html = crawl_shop()["/terms-x"].html()
    assert "Caf\u00e9 terms" in html and "after \u00fcber" in html


def test_gzip_is_undone_and_half_of_it_is_no_crash(shop: Any, crawl_shop: Any) -> None:
    packed = gzip.compress(shop.page("Terms", "<p>Packed.</p>" * 500).encode())
    home_with(shop, "/terms-x", "/terms-half")
    shop.pages["/terms-x"] = (200, {"Content-Encoding": "gzip"}, packed)
    shop.pages["/terms-half"] = (200, {"Content-Encoding": "gzip"}, packed[: len(packed) // 2])
    found = crawl_shop()
    assert "Packed." in found["/terms-x"].html()
    assert found["/"].seen == "fetched"


def test_a_page_of_300_megabytes_is_cut(shop: Any, crawl_shop: Any) -> None:
    sent = []

    def endless(handler: Any) -> Any:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(300 * 2**20))
        handler.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(300):
                handler.wfile.write(b"x" * 2**20)
                sent.append(1)
        handler.close_connection = True
        return "(the function wrote the answer itself)"

    home_with(shop, "/terms-x")
    shop.pages["/terms-x"] = endless
    load = crawl_shop()["/terms-x"]
    assert (load.seen, load.reason, load.detail) == ("unread", "too_large", "cut at 20 MB")
    assert len(sent) < 60


def test_a_page_that_never_ends_times_out_alone(shop: Any, crawl_shop: Any) -> None:
    def slow(handler: Any) -> Any:
        time.sleep(1.5)
        return shop.page("Terms")

    home_with(shop, "/terms-x", "/terms-y")
    shop.pages["/terms-x"] = slow
    shop.add("/terms-y", "Terms")
    found = crawl_shop(page_timeout=0.5)
    assert found["/terms-x"].reason == "timeout"
    assert found["/terms-y"].seen == "fetched"


def test_what_is_no_page_says_so(shop: Any, crawl_shop: Any) -> None:
    home_with(shop, "/terms-x", "/terms-y")
    shop.pages["/terms-x"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    shop.pages["/terms-y"] = (200, {"Content-Disposition": "attachment; filename=t.html"}, shop.page("Terms"))
    found = crawl_shop()
    assert (found["/terms-x"].reason, found["/terms-y"].reason) == ("not_html", "not_html")


def test_a_closed_port_is_one_unread_page(shop: Any, crawl_shop: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    shop.url = f"http://127.0.0.1:{port}"
    found = crawl_shop()
    assert [(load.seen, load.reason) for load in found.snapshot.loads] == [("unread", "unreachable")]
    assert not found.snapshot.discovery.complete


def test_secrets_go_to_the_shop_and_are_not_kept(shop: Any, crawl_shop: Any) -> None:
    met: dict[str, str] = {}

    def note(handler: Any) -> Any:
        met.update(handler.headers)
        return shop.page("Home")

    shop.pages["/"] = note
    access = Access(
        headers=(("X-Door", "opensesame1"),), cookies=(("gate", "biscuit99"),), basic_auth=("me", "hunter2xyz")
    )
    found = crawl_shop(config=Config(access=access, crawl=Crawl(render="none"), journey=Journey(on=False)))
    assert (
        met["X-Door"] == "opensesame1"
        and "gate=biscuit99" in met["Cookie"]
        and met["Authorization"].startswith("Basic ")
    )
    assert "opensesame1" not in str(found.snapshot)


def test_the_language_asked_for() -> None:
    assert accept_language(Config(crawl=Crawl(locale="de-AT"))) == "de-AT, de;q=0.9, en;q=0.8"
    assert accept_language(Config(lang="ja")) == "ja, en;q=0.9"
