from __future__ import annotations

from typing import Any

import pytest

from disputelint.checker.config.settings import Config, Crawl, Journey


def script(theme: str) -> str:
    return f'<script>var Shopify = Shopify || {{}}; Shopify.theme = {{"name":"Dusk","id":{theme},"role":"unpublished"}};</script>'


def test_a_preview_that_shows_the_live_theme_is_the_wrong_page(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home", head=script("11"))
    found = crawl_shop("/?preview_theme_id=77")
    assert (found["/"].seen, found["/"].reason) == ("unread", "wrong_theme")
    assert "11" in found["/"].detail


def test_a_preview_that_is_kept_is_proved(shop: Any, crawl_shop: Any) -> None:
    def either(handler: Any) -> Any:
        theme = "77" if "preview_theme_id=77" in handler.path else "11"
        return shop.page("Any", "<p>Text.</p>", "<a href=/terms-x>Terms</a>", script(theme))

    shop.pages["/"] = shop.pages["/terms-x"] = either
    found = crawl_shop("/?preview_theme_id=77")
    assert {"/", "/terms-x"} <= found.read
    assert found.snapshot.meta.theme_proof == {
        "asked": {"preview_theme_id": "77"}, "marker": False, "proved": 2, "wrong": 0, "silent": 0,
    }  # fmt: skip


def test_a_marker_must_be_in_the_page(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home", "", "<a href=/terms-x>Terms</a>", "<meta name=commit content=abc123>")
    shop.add("/terms-x", "Terms")
    config = Config(theme_marker="abc123", crawl=Crawl(render="none"), journey=Journey(on=False))
    found = crawl_shop(config=config)
    assert found["/"].seen == "fetched"
    assert found["/terms-x"].reason == "wrong_theme"


def test_without_a_preview_nothing_is_claimed(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home", head=script("11"))
    assert crawl_shop().snapshot.meta.theme_proof == {}


def test_a_bar_for_those_who_are_logged_in_is_no_part_of_a_page() -> None:
    from disputelint.checker.snapshot.records import Load
    from disputelint.checker.understand.document import parse

    html = "<body><div id='wpadminbar'><a href='/wp-admin'>Howdy</a></div><p>Tea</p></body>"
    document = parse(Load("http://s/", "http://s/", "desktop", "fetched", body=lambda: html))
    assert [block.text for block in document.blocks] == ["Tea"] and document.links == ()


def test_the_walk_asks_for_the_preview_and_stops_at_another_theme() -> None:
    import asyncio

    from disputelint.checker.crawl.journey.buyer import Buyer, Halt
    from disputelint.checker.crawl.load import RenderedLoad
    from disputelint.checker.crawl.urls import Address

    opened: list[str] = []

    class Stub:
        """A session and its page in one: `goto` notes the address, `capture` gives the page that stands there."""

        def __init__(self) -> None:
            self.guard = self.cdp = self
            self.url, self.main_frame = "https://s.example/", "1"

        def slot(self, page: Any) -> Any:
            return self

        def __getattr__(self, name: str) -> Any:
            async def nothing(*given: Any, **more: Any) -> None:
                return None

            return (lambda *given: True) if name in ("on", "arm", "owns", "hear") else nothing

        async def goto(self, url: str, **more: Any) -> None:
            opened.append(url)

        async def capture(self, page: Any) -> RenderedLoad:
            theme = "77" if len(opened) == 1 else "11"
            return RenderedLoad(opened[-1], opened[-1], "desktop", "rendered", dom=lambda: script(theme))

    async def go() -> None:
        stub: Any = Stub()
        buyer = Buyer(stub, stub, "desktop", Address.of_target("https://s.example/?preview_theme_id=77"))
        await buyer.go("https://s.example/tea#top")
        with pytest.raises(Halt, match="by theme 11") as halted:
            await buyer.go("https://s.example/cart")
        assert halted.value.reason == "wrong_theme"

    asyncio.run(go())
    assert opened == [f"https://s.example/{path}?preview_theme_id=77" for path in ("tea", "cart")]


def test_a_shop_that_is_busy_is_asked_again_by_the_browser_too_and_more_slowly() -> None:
    import asyncio

    from disputelint.checker.crawl.discover import Found, Frontier
    from disputelint.checker.crawl.load import RenderedLoad
    from disputelint.checker.crawl.permission import permission
    from disputelint.checker.crawl.read import Reader
    from disputelint.checker.crawl.shop import Shop
    from disputelint.checker.crawl.urls import Address
    from disputelint.checker.understand.parsed import Parsed

    url = "https://s.example/"
    slowed: list[float] = []

    class Stub:
        """A browser session that meets 503 twice and then the page; and the pace that it is asked at."""

        def __init__(self) -> None:
            self.left = [(503, 2.0), (429, None), (200, None)]

        async def render(self, *given: Any, **more: Any) -> RenderedLoad:
            status, wait = self.left.pop(0)
            reason: Any = None if status == 200 else "http_refusal"
            return RenderedLoad(url, url, "desktop", "rendered", status=status, reason=reason, retry_after=wait)

        def refused_by_wall(self, load: RenderedLoad) -> bool:
            return load.status in (429, 503)

        async def turn(self, url: str) -> None: ...

        def slow(self, url: str, seconds: float) -> None:
            slowed.append(seconds)

    stub: Any = Stub()
    address = Address.of_target(url)
    held = Shop(Config(), url, url[:-1], address, permission(Config(), url), Frontier(address))
    held.frontier.add([Found(url, "", "target")])
    reader = Reader(held, stub, stub, stub, 1, Parsed())
    load = asyncio.run(reader.on_device(url, "desktop"))
    assert (load.status, load.reason) == (200, None) and slowed == [2.0, 2.0]
