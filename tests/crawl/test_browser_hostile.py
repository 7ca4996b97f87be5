"""What bad shops do to a browser: each ends as a reason code, and the session goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from disputelint.checker.config.settings import Access, Config, Crawl
from disputelint.checker.crawl.guard import Guard
from disputelint.checker.crawl.load import RenderedLoad
from disputelint.checker.crawl.session import Session

from .hostile import Shop, closed_port, hostile

pytestmark = pytest.mark.browser
T = TypeVar("T")
FAST = Config(crawl=Crawl(page_timeout=3.0))


def drive(
    shop: Shop, work: Callable[[Session], Awaitable[T]], config: Config = FAST, **wanted: tuple[str, ...]
) -> tuple[T, Guard]:
    """Run `work` in a session on the shop."""

    async def run() -> tuple[T, Guard]:
        guard = Guard(shop.origin)
        async with Session(config, shop.origin, guard, **wanted) as session:
            return await work(session), guard

    return asyncio.run(run())


def renders(shop: Shop, *paths: str, config: Config = FAST, **wanted: tuple[str, ...]) -> list[RenderedLoad]:
    async def work(session: Session) -> list[RenderedLoad]:
        return [await session.render(path if "://" in path else shop.origin + path) for path in paths]

    return drive(shop, work, config, **wanted)[0]


PLAIN = {"/plain": "<title>Plain</title><h1>Plain shop</h1><p>We ship within two days.</p>"}


def test_answers_that_are_no_page_get_their_reason_and_the_session_goes_on() -> None:
    cases = {
        "/loop": "redirect_loop",
        "/missing": "not_found",
        "/empty500": "http_refusal",
        "/forbidden": "http_refusal",
        "/busy": "http_refusal",
        "/challenge": "bot_wall",
        "/nothing": "not_html",
        "/file.zip": "not_html",
        "/paper.pdf": "not_html",
    }
    with hostile(PLAIN) as shop:
        loads = renders(shop, *cases, f"http://127.0.0.1:{closed_port()}/", "/plain")
    assert {load.url.removeprefix(shop.origin): load.reason for load in loads[:-2]} == cases
    assert [load.seen for load in loads[:-1]] == ["unread"] * (len(loads) - 1)
    assert loads[-2].reason == "unreachable"
    assert loads[-1].seen == "rendered" and "two days" in loads[-1].html()
    busy = loads[4]
    assert (busy.status, busy.retry_after) == (429, 7.0)


def test_a_redirect_is_followed_and_told() -> None:
    with hostile(PLAIN) as shop:
        (load,) = renders(shop, "/moved")
    assert load.url == shop.origin + "/moved"
    assert load.final_url == shop.origin + "/plain"
    assert load.redirects == (shop.origin + "/moved",)


def test_an_unknown_host_is_unreachable() -> None:
    with hostile() as shop:
        (load,) = renders(shop, "http://no-such-host.invalid/")
    assert (load.seen, load.reason) == ("unread", "unreachable")


def test_a_plain_http_port_asked_for_tls_is_a_tls_error() -> None:
    with hostile(PLAIN) as shop:
        (load,) = renders(shop, f"https://127.0.0.1:{shop.port}/plain")
    assert load.reason == "tls_error"


@pytest.mark.parametrize("path", ["/huge-said", "/huge-chunked"])
def test_a_300_mb_page_is_cut_off(path: str) -> None:
    with hostile(PLAIN) as shop:
        huge, after = renders(shop, path, "/plain", config=Config(crawl=Crawl(page_timeout=20.0)))
        assert shop.poured(path) < 120 * 1024 * 1024
    assert huge.reason == "too_large"
    assert after.seen == "rendered"


def test_a_script_and_a_picture_without_end_do_not_lose_the_page() -> None:
    page = {
        "/": "<h1>Shop</h1><p>Returns within 30 days.</p><script src=/endless.js async></script><img src=/huge-said>"
    }
    with hostile(page) as shop:
        (load,) = renders(shop, "/")
        poured = shop.poured("/endless.js"), shop.poured("/huge-said")
        assert poured[0] < 60 * 1024 * 1024 and poured[1] < 120 * 1024 * 1024
    assert load.seen == "rendered" and "30 days" in load.html()
    assert load.seconds < 10


def test_a_page_that_never_answers_times_out_and_one_that_never_ends_is_read() -> None:
    with hostile(PLAIN) as shop:
        silent, dripping, after = renders(shop, "/silent", "/dripping", "/plain")
    assert (silent.seen, silent.reason) == ("unread", "timeout")
    assert dripping.seen == "rendered" and "two days" in dripping.html()
    assert after.seen == "rendered" and "Plain shop" in after.html()


def test_script_that_never_ends_times_out() -> None:
    pages = {"/spin": "<p>Hello<script>setTimeout(() => { for (;;) {} }, 50)</script>", **PLAIN}
    with hostile(pages) as shop:
        spin, after = renders(shop, "/spin", "/plain")
    assert spin.reason == "timeout"
    assert after.seen == "rendered"


def test_message_boxes_are_dismissed_and_endless_ones_end_the_page() -> None:
    pages = {
        "/boxes": "<script>alert(1); confirm(2); prompt(3)</script><h1>Shop</h1>",
        "/endless": "<h1>Shop</h1><script>for (;;) alert('again')</script>",
        **PLAIN,
    }
    with hostile(pages) as shop:
        boxes, endless, after = renders(shop, "/boxes", "/endless", "/plain")
    assert boxes.seen == "rendered" and "<h1" in boxes.html()
    assert endless.reason == "timeout" and "message box" in endless.detail
    assert after.seen == "rendered"


def test_a_page_that_sends_itself_on_for_ever_is_a_redirect_loop() -> None:
    pages = {"/again": "<script>location.href = '/again?' + Math.random()</script>", **PLAIN}
    with hostile(pages) as shop:
        again, after = renders(shop, "/again", "/plain")
    assert again.reason == "redirect_loop"
    assert after.seen == "rendered"


def test_a_page_sent_on_by_script_is_read_where_it_ended() -> None:
    with hostile({"/go": "<script>location.replace('/plain')</script>", **PLAIN}) as shop:
        (load,) = renders(shop, "/go")
    assert load.seen == "rendered" and load.final_url.endswith("/plain") and "Plain shop" in load.html()


def test_a_crashed_page_is_replaced() -> None:
    with hostile(PLAIN) as shop:

        async def work(session: Session) -> tuple[RenderedLoad, RenderedLoad]:
            await session.render(shop.origin + "/plain")
            slot = session._free["desktop"][0]
            loading = asyncio.ensure_future(session.render(shop.origin + "/dripping"))
            await asyncio.sleep(0.7)
            crash = asyncio.ensure_future(slot.cdp.send("Page.crash"))
            done = await loading
            crash.cancel()
            await asyncio.gather(crash, return_exceptions=True)
            return done, await session.render(shop.origin + "/plain")

        (crashed, after), _ = drive(shop, work)
    assert crashed.reason == "crashed"
    assert after.seen == "rendered"


def test_pop_ups_are_not_left_open_and_send_nothing() -> None:
    page = """<h1>Shop</h1><script>
      window.open('/popup');
      const form = document.createElement('form'); form.method = 'post'; form.target = '_blank'; form.action = '/sent-from-popup';
      document.body.append(form); form.submit();
    </script>"""
    with hostile({"/": page, "/popup": "<script>fetch('/sent', {method: 'POST'})</script>"}) as shop:

        async def work(session: Session) -> int:
            await session.render(shop.origin + "/")
            await asyncio.sleep(0.3)
            return len(session._contexts["desktop"].pages)

        open_pages, _ = drive(shop, work)
        assert open_pages == 1
        assert shop.posts() == []


def test_nothing_is_sent_off_the_walk_whoever_tries() -> None:
    page = """<h1>Shop</h1><iframe src="http://localhost:PORT/frame"></iframe><script>
      fetch('/a', {method: 'POST', body: 'x'}).catch(() => 0); navigator.sendBeacon('/b', 'x');
      const form = document.createElement('form'); form.method = 'post'; form.action = '/c';
      const inner = document.createElement('iframe'); inner.name = 'inner'; form.target = 'inner';
      document.body.append(inner, form); form.submit();
      new Worker('/worker.js'); fetch('/cart/add?id=1').catch(() => 0);
      new WebSocket('ws://127.0.0.1:PORT/socket');
    </script>"""
    pages = {
        "/": page,
        "/frame": "<p>frame<script>fetch('/d', {method: 'DELETE'}).catch(() => 0)</script>",
        "/worker.js": "fetch('/e', {method: 'POST'})",
    }
    with hostile(pages) as shop:

        async def work(session: Session) -> RenderedLoad:
            load = await session.render(shop.origin + "/")
            await asyncio.sleep(0.3)
            return load

        _, guard = drive(shop, work)
        assert shop.posts() == []
        assert not {"/cart/add?id=1", "/socket"} & set(shop.gets())
    assert {refusal.url.rsplit("/", 1)[-1] for refusal in guard.refusals} >= {"a", "b", "c", "d"}


def test_encodings_are_decoded() -> None:
    with hostile() as shop:
        sjis, broken = renders(shop, "/sjis", "/broken-utf8")
    assert "七日以内" in sjis.html()
    assert "within 30 days" in broken.html()


def test_a_closed_shop_front_is_opened_with_its_password_and_proved() -> None:
    gate = {
        "/password": "<h1>Opening soon</h1><form method=post action=/password><input type=password name=password><button>Enter</button></form>"
    }
    given = replace(FAST, access=Access(storefront_password="open sesame"))
    wrong = replace(FAST, access=Access(storefront_password="wrong"))
    with hostile(gate) as shop:
        (closed,) = renders(shop, "/closed")
        (opened,) = renders(shop, "/closed", config=given)
        entry, _ = drive(shop, lambda session: session.enter(shop.origin + "/closed"), wrong)
        mobile, _ = drive(shop, lambda session: session.render(shop.origin + "/closed", "mobile"), given)
    assert closed.reason == "password_page"
    assert opened.seen == "rendered" and "Welcome" in opened.html()
    assert not entry.reached and entry.reason == "password_page" and entry.remedy is not None
    assert mobile.seen == "rendered" and mobile.device == "mobile"


def test_secrets_go_to_the_shop_alone() -> None:
    page = {
        "/": "<h1>Shop</h1><img src=/own.png><img src=http://localhost:PORT/other.png><iframe src=http://localhost:PORT/frame></iframe>"
    }
    given = replace(FAST, access=Access(headers=(("X-Key", "s3cret"),), cookies=(("pass", "c00kie"),)))
    with hostile({**page, "/frame": "<p>frame"}) as shop:
        renders(shop, "/", config=given)
        assert shop.headers("/")["x-key"] == shop.headers("/own.png")["x-key"] == "s3cret"
        assert "c00kie" in shop.headers("/")["cookie"]
        for path in ("/other.png", "/frame"):
            assert "x-key" not in shop.headers(path) and "cookie" not in shop.headers(path)
        assert "disputelint/" in shop.headers("/")["user-agent"]


def test_basic_authentication_opens_the_preview_and_a_wrong_one_is_refused() -> None:
    right = replace(FAST, access=Access(basic_auth=("dev", "secret")))
    wrong = replace(FAST, access=Access(basic_auth=("dev", "nope")))
    with hostile() as shop:
        (opened,) = renders(shop, "/basic", config=right)
        assert shop.headers("/picture.png").get("authorization", "").startswith("Basic ")
        (refused,) = renders(shop, "/basic", config=wrong)
    assert opened.seen == "rendered"
    assert (refused.status, refused.reason) == (401, "http_refusal")


def test_a_browser_path_that_is_none_is_said(tmp_path: Path) -> None:
    from disputelint.checker.errors import BrowserMissing

    missing = replace(FAST, crawl=Crawl(browser_path=str(tmp_path / "no-browser")))
    with hostile() as shop, pytest.raises(BrowserMissing) as raised:
        renders(shop, "/", config=missing)
    assert raised.value.hint is not None and "doctor" in raised.value.hint.en
