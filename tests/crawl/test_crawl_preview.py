from __future__ import annotations

from typing import Any

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
