"""Photographs: words where they still stand, what is missing where it belongs; nothing else, and no secret on them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from disputelint.checker.config.settings import Access, Config, Crawl
from disputelint.checker.crawl import photograph
from disputelint.checker.crawl.asks import CLIPS, PAGES, Ask
from disputelint.checker.crawl.progress import Silent
from disputelint.checker.crawl.settle import World
from disputelint.checker.pictures import jpeg_size
from tests.lent import Lent

from .driven import Driven, driven

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("photograph")]

STYLE = "<style>body { margin: 0; font: 16px sans-serif } footer { padding: 20px }</style>"
POLICY = (
    f"<title>Returns</title>{STYLE}<main><h1>Returns</h1><p id=window>Send it back within <b>30 days</b>\n of delivery.</p>"
    "<details><summary>More</summary><p id=folded>We pay the postage.</p></details>"
    "<p id=gone style='display: none'>Hidden words.</p><div id=host></div>"
    "<script>host.attachShadow({mode: 'open'}).innerHTML = '<p>Inside the shadow.</p>'</script>"
    "<div style='height: 3000px'></div><p id=low>Far below.</p></main>"
    "<footer>Little Shop, 1 High Street <a href='/x'>Contact</a></footer>"
)
PRODUCT = f"<title>Cup</title>{STYLE}<main><h1>Cup</h1><form><input name=q><button>Add to cart</button></form></main>"
ECHO = (
    f"<title>Hello</title>{STYLE}<main><p id=said>Your token is hunter2-token today.</p><input id=typed value='hunter2-token'>"
    "<input type=password id=hush value=abc></main>"
)
WALL = "<title>Enter</title><body class=password><form action='/password' method=post><input type=password name=password></form>"


@pytest.fixture(scope="module")
def shop(lent: Lent) -> Iterator[Driven]:
    pages = {"/returns": POLICY, "/cup": PRODUCT, "/echo": ECHO, "/closed-now": WALL}
    with driven(pages, Config(crawl=Crawl(page_timeout=5.0)), lent=lent) as running:
        yield running


def taken(shop: Driven, *asks: Ask, config: Config | None = None) -> dict[str, bytes]:
    held = config or Config(crawl=Crawl(page_timeout=5.0))
    return shop.run(lambda session: photograph.taken(session, held, shop.shop.origin, asks, Silent(), 40.0))


def test_words_are_taken_where_they_stand_and_only_there(shop: Driven) -> None:
    page = f"{shop.shop.origin}/returns"
    clips = taken(
        shop,
        Ask("words", page, selector="#window", quote="within 30 days of delivery"),
        Ask("changed", page, selector="#window", quote="within 14 days of delivery"),
        Ask("nowhere", page, selector="#other", quote="within 30 days"),
        Ask("hidden", page, selector="#gone", quote="Hidden words."),
        Ask("folded", page, selector="#folded", quote="We pay the postage."),
        Ask("shadow", page, selector="body > main > div:nth-of-type(1) p", quote="Inside the shadow."),
        Ask("far", page, selector="#low", quote="Far below."),
        Ask("lost", f"{shop.shop.origin}/no-such-page", selector="#window", quote="within 30 days"),
        Ask("closed", f"{shop.shop.origin}/closed-now"),
    )
    assert set(clips) == {"words", "folded", "shadow", "far"}
    for jpeg in clips.values():
        assert (size := jpeg_size(jpeg)) and 400 <= size[0] <= 800 and 150 <= size[1] <= 450
        assert len(jpeg) < 90_000


def test_what_is_missing_is_shown_where_it_belongs(shop: Driven) -> None:
    origin = shop.shop.origin
    clips = taken(
        shop,
        Ask("footer", f"{origin}/returns", spot="footer"),
        Ask("main", f"{origin}/returns", spot="main"),
        Ask("phone", f"{origin}/returns", device="mobile", spot="main"),
        Ask("buy", f"{origin}/cup", spot="buy_box"),
        Ask("no footer", f"{origin}/cup", spot="footer"),
    )
    assert set(clips) == {"footer", "main", "phone", "buy"}
    assert len({*clips.values()}) == 4


def outline(shop: Driven, path: str, aim: dict[str, Any]) -> Any:
    """The line that is drawn round a place: its style, and what it encloses in CSS pixels."""

    async def go(session: Any) -> Any:
        async with session.page("desktop", on_journey=False) as page:
            await page.goto(shop.shop.origin + path)
            world = await World.of(session.slot(page))
            await world.run(photograph._script(), 5.0)
            control = await photograph._control(world, Ask("", "", **{k: v for k, v in aim.items() if k != "control"}))
            await world.run(f"__shot.aim({json.dumps({**aim, 'control': control})})", 5.0)
            drawn = await page.evaluate(
                "(() => { const line = document.getElementById('__shot'), at = line.getBoundingClientRect();"
                " return [getComputedStyle(line).borderTopStyle, at.top, at.bottom, line.textContent] })()"
            )
            inside = await page.evaluate(
                "selector => { const at = document.querySelector(selector).getBoundingClientRect(); return [at.top, at.bottom] }",
                aim["selector"] or "form",
            )
            await world.run("__shot.clear()", 5.0)
            assert await page.locator("#__shot").count() == 0
            return drawn, inside

    return shop.run(go)


def test_the_line_is_solid_round_words_and_broken_where_something_belongs(shop: Driven) -> None:
    said, (top, bottom) = outline(shop, "/returns", {"selector": "#window b", "quote": "30 days", "spot": "main"})
    assert said[0] == "solid" and said[1] <= top and said[2] >= bottom and said[2] - said[1] < 60
    said, (top, bottom) = outline(shop, "/cup", {"selector": "", "quote": "", "spot": "buy_box"})
    assert said[0] == "dashed" and said[1] <= top and said[2] >= bottom


def test_secrets_and_passwords_are_veiled_before_a_picture_is_taken(shop: Driven) -> None:
    async def go(session: Any) -> Any:
        async with session.page("desktop") as page:
            await page.goto(shop.shop.origin + "/echo")
            seen = await photograph.view(session.slot(page), ("hunter2-token",))
            dots = await page.eval_on_selector("#hush", "e => getComputedStyle(e).webkitTextSecurity")
            return seen, await page.inner_text("main"), await page.input_value("#typed"), dots

    seen, text, typed, dots = shop.run(go)
    assert jpeg_size(seen[0]) == (1280, 900) and seen[1:] == (0.0, 0.0)
    assert text.strip() == "Your token is ••• today." and typed == "•••" and dots == "disc"


def test_secrets_that_a_page_repeats_are_veiled_on_clips_too(shop: Driven) -> None:
    config = Config(access=Access(cookies=(("t", "hunter2-token"),)), crawl=Crawl(page_timeout=5.0))
    page = f"{shop.shop.origin}/echo"
    veiled = Ask("said", page, selector="#said", quote="Your token is ••• today.")
    bare = Ask("bare", page, selector="#said", quote="Your token is hunter2-token today.")
    assert set(taken(shop, veiled, bare, config=config)) == {"said"}


def test_no_more_pages_are_opened_than_the_limit(shop: Driven) -> None:
    pages = photograph._by_page([Ask(str(n), f"https://s.example/{n % 40}") for n in range(100)])
    assert len(pages) == PAGES and sum(map(len, pages)) <= CLIPS


def test_photographs_that_cannot_be_taken_cost_nothing_but_themselves() -> None:
    config = Config(crawl=Crawl(browser_path="/nowhere/chromium"))
    assert (
        photograph.take(config, "https://s.example/", "https://s.example", [Ask("a", "https://s.example/")], Silent())
        == {}
    )
