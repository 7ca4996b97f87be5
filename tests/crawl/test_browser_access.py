"""Getting in, and keeping secrets to the shop; the walk's pages; printing; finding a browser."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from disputelint.checker.config.settings import Access, Config, Crawl
from disputelint.checker.crawl import browser
from disputelint.checker.crawl.guard import Guard
from disputelint.checker.crawl.load import RenderedLoad
from disputelint.checker.crawl.printing import print_pdf
from disputelint.checker.crawl.session import Session
from disputelint.checker.errors import BrowserMissing
from tests.lent import Lent

from .driven import FAST, driven

pytestmark = pytest.mark.browser

GATE = {
    "/password": "<h1>Opening soon</h1><details><summary>Enter with password</summary><form method=post action=/password>"
    "<input type=password name=password><button>Enter</button></form></details>"
}
WALK = {
    "/product": """<h1>Tea</h1><button id=add onclick="fetch('/basket/items', {method: 'POST', body: 'id=1'})">Add to cart</button>
      <form action=/checkout/place-order method=post><button id=order>Place order</button></form>
      <form action=/checkout/address method=post><button id=next>Continue</button></form>"""
}


def test_a_closed_shop_front_is_opened_once_for_every_device_and_proved(lent: Lent) -> None:
    with driven(GATE, replace(FAST, access=Access(storefront_password="open sesame")), lent=lent) as shop:
        desktop, mobile = shop.render("/closed"), shop.render("/closed", "mobile")
        cookies = shop.run(lambda session: session.cookies())
        entry = shop.run(lambda session: session.enter(shop.shop.origin + "/closed"))
    assert desktop.seen == mobile.seen == "rendered" and "Welcome" in mobile.html()
    assert ("door", "open", "127.0.0.1", "/") in cookies
    assert entry.reached
    assert shop.shop.posts() == ["/password"]


def test_a_second_device_is_a_visitor_of_its_own(lent: Lent) -> None:
    page = """<h1>Shop</h1><p id=met></p><script>met.textContent = document.cookie.includes('visit=') ? 'seen before' : 'new here';
      document.cookie = 'visit=1; path=/'</script>"""
    with driven({"/visit": page}, lent=lent) as shop:
        first, again, phone = shop.render("/visit"), shop.render("/visit"), shop.render("/visit", "mobile")
    assert "new here" in first.html() and "seen before" in again.html()
    assert "new here" in phone.html()


def test_a_closed_shop_front_says_how_to_get_in(lent: Lent) -> None:
    with driven(GATE, lent=lent) as shop:
        closed = shop.render("/closed")
        entry = shop.run(lambda session: session.enter(shop.shop.origin + "/closed"))
        assert shop.shop.posts() == []
    assert (closed.seen, closed.reason) == ("unread", "password_page")
    assert not entry.reached and entry.remedy is not None and "--storefront-password" in entry.remedy.en


def test_a_wrong_password_is_told_from_none(lent: Lent) -> None:
    with driven(GATE, replace(FAST, access=Access(storefront_password="wrong")), lent=lent) as shop:
        entry = shop.run(lambda session: session.enter(shop.shop.origin + "/closed"))
    assert entry.reason == "password_page" and entry.remedy is not None and "did not accept" in entry.remedy.en


def test_secrets_go_to_the_shop_alone(lent: Lent) -> None:
    pages = {
        "/": "<h1>Shop</h1><img src=/own.png><img src=http://localhost:PORT/other.png>"
        "<iframe src=http://localhost:PORT/frame></iframe><img src=/away>",
        "/frame": "<p>frame",
    }
    with driven(
        pages, replace(FAST, access=Access(headers=(("X-Key", "k3y"),), cookies=(("pass", "c00kie"),))), lent=lent
    ) as shop:
        assert shop.render("/").seen == "rendered"
        sent = shop.shop.headers
        assert sent("/")["x-key"] == sent("/own.png")["x-key"] == "k3y"
        assert "c00kie" in sent("/")["cookie"] and "disputelint/" in sent("/")["user-agent"]
        for path in ("/other.png", "/frame", "/landed.png"):
            assert sent(path), path
            assert "x-key" not in sent(path) and "cookie" not in sent(path)


def test_basic_authentication_opens_the_preview_with_its_pictures(lent: Lent) -> None:
    with driven({}, replace(FAST, access=Access(basic_auth=("dev", "secret"))), lent=lent) as shop:
        assert shop.render("/basic").seen == "rendered"
        assert shop.shop.headers("/picture.png").get("authorization", "").startswith("Basic ")


def test_a_wrong_basic_authentication_is_refused_and_not_repeated(lent: Lent) -> None:
    with driven({}, replace(FAST, access=Access(basic_auth=("dev", "nope"))), lent=lent) as shop:
        refused = shop.render("/basic")
        assert (refused.status, refused.reason) == (401, "http_refusal")
        assert shop.shop.gets().count("/basic") <= 2


def test_the_walk_sends_what_its_control_allows_and_never_an_order(lent: Lent) -> None:
    async def work(session: Session) -> RenderedLoad:
        async with session.page() as page:
            await page.goto(session.origin + "/product")
            await page.click("#add")  # no control was announced: refused
            await session.settle(page)
            session.arm(page, "add")
            await page.click("#add")
            await session.settle(page)
            async with page.expect_event("framenavigated"):  # to the browser's own page, which says that it was refused
                await page.click("#order", no_wait_after=True)
            await page.goto(session.origin + "/product")
            session.arm(page, "continue")
            async with page.expect_navigation():
                await page.click("#next")
            return await session.capture(page, kind_hint="checkout", step_hint="address")

    with driven(WALK, lent=lent) as shop:
        load = shop.run(work)
        assert shop.shop.posts() == ["/basket/items", "/checkout/address"]
        whys = [refusal.why for refusal in shop.guard.refusals]
    assert whys == ["unarmed", "order"]
    assert (load.kind_hint, load.step_hint, load.status) == ("checkout", "address", 200)


def test_a_pdf_has_pages_numbers_and_an_outline() -> None:
    from pypdf import PdfReader

    html = "<!doctype html><html lang=ja><title>報告</title><h1>報告書</h1><p>返品</p><h2 style='break-before: page'>Findings</h2>"
    pdf = PdfReader(BytesIO(print_pdf(html, footer="disputelint")))
    assert len(pdf.pages) == 2 and len(pdf.outline) >= 1
    assert "2 / 2" in pdf.pages[1].extract_text() and "disputelint" in pdf.pages[0].extract_text()


def test_a_browser_that_is_not_there_is_said_with_what_mends_it(tmp_path: Path) -> None:
    with pytest.raises(BrowserMissing) as raised:
        browser.find(str(tmp_path / "no-browser"))
    assert raised.value.hint is not None and "disputelint doctor --fix" in raised.value.hint.en


def test_a_browser_that_does_not_start_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)

    async def start() -> None:
        config = Config(crawl=Crawl(browser_path=str(broken)))
        async with Session(config, "http://127.0.0.1", Guard("http://127.0.0.1")):
            pass

    with pytest.raises(BrowserMissing, match="does not start"):
        asyncio.run(start())


def test_the_browser_names_itself_and_its_version(lent: Lent) -> None:
    with driven({}, lent=lent) as shop:
        assert any(part[:1].isdigit() for part in shop.session.browser_name.split())


def test_the_bar_of_a_preview_is_neither_read_nor_shown(lent: Lent) -> None:
    pages = {
        "/": "<h1>Shop</h1><div id=wpadminbar><a href=/wp-admin>Howdy, editor</a></div>"
        "<iframe id=preview-bar-iframe src=/bar></iframe>"
        "<script>window.shown = document.getElementById('wpadminbar').offsetHeight</script>",
        "/bar": "<p>You are previewing Dusk",
    }

    async def hidden(session: Session) -> int:
        async with session.page() as page:
            await page.goto(session.origin + "/")
            return int(await page.evaluate("window.shown"))

    with driven(pages, lent=lent) as shop:
        load = shop.render("/")
        assert load.seen == "rendered" and "Howdy" not in load.html()
        assert not any("previewing" in frame.html for frame in load.frames)
        assert shop.run(hidden) == 0
