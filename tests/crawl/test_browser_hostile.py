"""What bad shops do to a browser: each ends as a reason code, and the session goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from disputelint.checker.config.settings import Config, Crawl
from disputelint.checker.crawl.load import RenderedLoad
from disputelint.checker.crawl.session import Session
from tests.lent import Lent

from .driven import Driven, driven
from .hostile import closed_port

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("hostile")]

PAGES = {
    "/plain": "<title>Plain</title><h1>Plain shop</h1><p>We ship within two days.</p>",
    "/outer": "<h1>Shop</h1><p>Returns within 30 days.</p><script src=/endless.js async></script><img src=/huge-picture>",
    "/spin": "<p>Hello<script>setTimeout(() => { for (;;) {} }, 50)</script>",
    "/boxes": "<script>alert(1); confirm(2); prompt(3)</script><h1>Shop</h1>",
    "/endless": "<h1>Shop</h1><script>for (;;) alert('again')</script>",
    "/leaving": "<h1>Stay</h1><script>onbeforeunload = event => { event.preventDefault(); return 'no' }</script>",
    "/again": "<script>location.href = '/again?' + Math.random()</script>",
    "/go": "<script>location.replace('/plain')</script>",
    "/popups": """<h1>Shop</h1><script>
      window.open('/popup');
      const form = document.createElement('form'); form.method = 'post'; form.target = '_blank'; form.action = '/from-popup';
      document.body.append(form); form.submit();
    </script>""",
    "/popup": "<script>fetch('/sent-by-popup', {method: 'POST'})</script>",
    "/sending": """<h1>Shop</h1><iframe src="http://localhost:PORT/sending-frame"></iframe><script>
      fetch('/a', {method: 'POST', body: 'x'}).catch(() => 0); navigator.sendBeacon('/b', 'x');
      const form = document.createElement('form'); form.method = 'post'; form.action = '/c';
      const inner = document.createElement('iframe'); inner.name = 'inner'; form.target = 'inner';
      document.body.append(inner, form); form.submit();
      new Worker('/worker.js'); fetch('/cart/add?id=1').catch(() => 0);
      new WebSocket('ws://127.0.0.1:PORT/socket');
    </script>""",
    "/sending-frame": "<p>frame<script>fetch('/d', {method: 'DELETE'}).catch(() => 0)</script>",
    "/worker.js": "fetch('/e', {method: 'POST'})",
}


@pytest.fixture(scope="module")
def shop() -> Iterator[Driven]:
    with driven(PAGES) as running:
        yield running


def still_works(shop: Driven) -> bool:
    after = shop.render("/plain")
    return after.seen == "rendered" and "two days" in after.html()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/loop", "redirect_loop"),
        ("/missing", "not_found"),
        ("/empty500", "http_refusal"),
        ("/forbidden", "http_refusal"),
        ("/challenge", "bot_wall"),
        ("/nothing", "not_html"),
        ("/file.zip", "not_html"),
        ("/paper.pdf", "not_html"),
        ("/again", "redirect_loop"),
        ("http://no-such-host.invalid/", "unreachable"),
        ("closed port", "unreachable"),
    ],
)
def test_an_answer_that_is_no_page_gets_its_reason(shop: Driven, path: str, reason: str) -> None:
    path = f"http://127.0.0.1:{closed_port()}/" if path == "closed port" else path
    load = shop.render(path)
    assert (load.seen, load.reason) == ("unread", reason)
    assert load.detail
    assert still_works(shop)


def test_a_busy_shop_says_how_long_to_wait(shop: Driven) -> None:
    load = shop.render("/busy")
    assert (load.status, load.reason, load.retry_after) == (429, "http_refusal", 7.0)


def test_a_redirect_is_followed_and_told(shop: Driven) -> None:
    load = shop.render("/moved")
    origin = shop.shop.origin
    assert (load.url, load.final_url, load.redirects) == (origin + "/moved", origin + "/plain", (origin + "/moved",))


def test_a_page_sent_on_by_script_is_read_where_it_ended(shop: Driven) -> None:
    load = shop.render("/go")
    assert load.seen == "rendered" and load.final_url.endswith("/plain") and "Plain shop" in load.html()


def test_a_plain_port_asked_for_tls_is_a_tls_error(shop: Driven) -> None:
    assert shop.render(f"https://127.0.0.1:{shop.shop.port}/plain").reason == "tls_error"


def test_a_300_mb_page_is_cut_off(lent: Lent) -> None:
    with driven(PAGES, Config(crawl=Crawl(page_timeout=25.0)), lent=lent) as patient:
        for path in ("/huge-said", "/huge-chunked"):
            assert patient.render(path).reason == "too_large"
            assert patient.shop.poured(path) < 150 * 1024 * 1024
        assert still_works(patient)


def test_a_script_and_a_picture_without_end_do_not_lose_the_page(shop: Driven) -> None:
    load = shop.render("/outer")
    assert load.seen == "rendered" and "30 days" in load.html()
    assert shop.shop.poured("/endless.js") < 150 * 1024 * 1024
    assert shop.shop.poured("/huge-picture") < 150 * 1024 * 1024


def test_a_page_that_never_answers_times_out(shop: Driven) -> None:
    load = shop.render("/silent")
    assert (load.seen, load.reason, load.html()) == ("unread", "timeout", "")
    assert still_works(shop)


def test_a_page_that_never_ends_is_read_as_far_as_it_came(shop: Driven) -> None:
    load = shop.render("/dripping")
    assert load.seen == "rendered" and "two days" in load.html()


def test_a_script_that_never_ends_times_out(shop: Driven) -> None:
    assert shop.render("/spin").reason == "timeout"
    assert still_works(shop)


def test_message_boxes_are_dismissed(shop: Driven) -> None:
    assert shop.render("/boxes").seen == "rendered"
    assert shop.render("/leaving").seen == "rendered"
    assert still_works(shop)


def test_endless_message_boxes_end_the_page(shop: Driven) -> None:
    load = shop.render("/endless")
    assert load.reason == "timeout" and "message box" in load.detail
    assert still_works(shop)


def test_a_crashed_page_is_replaced(shop: Driven) -> None:
    async def work(session: Session) -> RenderedLoad:
        await session.render(shop.shop.origin + "/plain")
        slot = session._free["desktop"][-1]
        loading = asyncio.ensure_future(session.render(shop.shop.origin + "/dripping"))
        await asyncio.sleep(0.5)
        crash = asyncio.ensure_future(slot.cdp.send("Page.crash"))
        done = await loading
        crash.cancel()
        await asyncio.gather(crash, return_exceptions=True)
        return done

    assert shop.run(work).reason == "crashed"
    assert still_works(shop)


def test_pop_ups_send_nothing_and_are_not_left_open(shop: Driven) -> None:
    async def work(session: Session) -> int:
        before = len(session._contexts["desktop"].pages)
        await session.render(shop.shop.origin + "/popups")
        await asyncio.sleep(0.3)
        return len(session._contexts["desktop"].pages) - before

    still_works(shop)
    assert shop.run(work) <= 0
    assert not {"/from-popup", "/sent-by-popup"} & set(shop.shop.posts())


def test_nothing_is_sent_off_the_walk_whoever_tries(shop: Driven) -> None:
    assert shop.render("/sending").seen == "rendered"
    shop.wait(asyncio.sleep(0.3))
    assert not {"/a", "/b", "/c", "/d", "/e"} & set(shop.shop.posts())
    assert not {"/cart/add?id=1", "/socket"} & set(shop.shop.gets())
    refused = {refusal.url.rsplit("/", 1)[-1] for refusal in shop.guard.refusals}
    assert refused >= {"a", "b", "c", "d", "e"}


def test_encodings_are_decoded(shop: Driven) -> None:
    assert "七日以内" in shop.render("/sjis").html()
    assert "within 30 days" in shop.render("/broken-utf8").html()


def test_ten_pages_at_once_end_each_as_itself(shop: Driven) -> None:
    async def work(session: Session) -> list[RenderedLoad]:
        urls = [shop.shop.origin + path for path in ("/plain", "/boxes", "/missing", "/go", "/loop") * 2]
        return await asyncio.gather(*(session.render(url) for url in urls))

    loads = shop.run(work)
    assert [load.reason for load in loads] == [None, None, "not_found", None, "redirect_loop"] * 2
    assert all("Plain shop" in load.html() for load in loads[::5])


def test_a_browser_that_dies_takes_one_page_with_it(shop: Driven) -> None:
    async def work(session: Session) -> None:
        assert session._running is not None
        await session._running.close()

    shop.run(work)
    assert still_works(shop)


@pytest.mark.parametrize("url", ["http://[half", "http://", "javascript:alert(1)", "file:///etc/passwd", "not a url"])
def test_what_is_no_address_is_not_asked_for(shop: Driven, url: str) -> None:
    load = shop.run(lambda session: session.render(url))
    assert load.seen == "unread" and load.reason in ("refused_address", "unreachable")
