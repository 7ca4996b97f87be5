"""A crawl with the browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from disputelint.checker.config.settings import Config, Crawl, Journey
from tests.lent import Lent

from .conftest import Crawled, crawled, little_shop

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True, scope="module")
def _lent(lent: Lent) -> Iterator[None]:
    with lent.to_audits():
        yield


def rendered(crawl_shop: Any, path: str = "/", **settings: Any) -> Any:
    return crawl_shop(path, config=Config(crawl=Crawl(**settings), journey=Journey(on=False)))


@pytest.fixture(scope="module")
def plain(_lent: None, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """A shop whose pages are reached by a link, by a link that a script writes, and as a PDF."""
    late = "<script>document.querySelector('footer').innerHTML += '<a href=/shipping-x>Shipping</a>'</script>"
    links = "<a href=/returns-x>Returns</a><a href=/terms.pdf>Terms</a><a href=/a1>One</a><a href=/a2>Two</a>"
    with little_shop() as shop:
        shop.add("/", "Home", "<p>Cups.</p>", links + late)
        shop.add("/returns-x", "Returns and refunds", "<p>You may return any cup within 30 days of delivery.</p>")
        shop.add("/shipping-x", "Shipping", "<p>Cups are sent within two days and arrive in five.</p>")
        shop.pages["/terms.pdf"] = (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4 broken")
        shop.add("/a1", "One", "<p>A page.</p>")
        shop.add("/a2", "Two", "<p>Another page.</p>")
        return crawled(shop, "/", Config(journey=Journey(on=False)), tmp_path_factory.mktemp("plain"))


@pytest.mark.xdist_group("rendered")
def test_home_and_policies_are_rendered_and_the_rest_is_fetched(plain: Crawled) -> None:
    assert (plain["/"].seen, plain["/returns-x"].seen, plain["/a2"].seen) == ("rendered", "rendered", "fetched")
    assert len(plain["/returns-x"].layout) > 0
    assert plain.snapshot.discovery.complete
    assert plain.snapshot.meta.browser


@pytest.mark.xdist_group("rendered")
def test_links_that_only_a_script_writes_are_found(plain: Crawled) -> None:
    assert plain["/shipping-x"].seen == "rendered"


@pytest.mark.xdist_group("rendered")
def test_a_policy_that_is_a_pdf_is_fetched(plain: Crawled) -> None:
    assert plain["/terms.pdf"].reason == "pdf_only"


def test_both_devices_are_two_loads_of_one_page(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home", "", "<a href=/returns-x>Returns</a>")
    shop.add("/returns-x", "Returns", "<p>You may return any cup within 30 days of delivery.</p>")
    found = rendered(crawl_shop, device="both")
    devices = sorted((load.url.removeprefix(shop.url), load.device) for load in found.snapshot.loads)
    assert devices == [("/", "desktop"), ("/", "mobile"), ("/returns-x", "desktop"), ("/returns-x", "mobile")]


def test_a_shell_that_scripts_fill_says_not_found_in_its_own_way(shop: Any, crawl_shop: Any) -> None:
    script = """<html><head><title>Shop</title></head><body><div id=app></div><script>
    const filler = 'We have been selling cups since 1987 and love every one of them. '.repeat(4);
    const pages = {'/': '<p>' + filler + '</p><footer><a href=/returns-x>Returns</a><a href=/terms-x>Terms</a></footer>',
      '/terms-x': '<main><h1>Terms</h1><p>Be kind. ' + filler + '</p></main>'};
    document.getElementById('app').innerHTML = pages[location.pathname] ||
      '<main><h1>Not here</h1><p>Nothing is to be found at this place, sorry. Please go back and try again.</p><p>Or search for it instead, which may well work better.</p></main>';
    </script></body></html>"""
    shop.otherwise = lambda handler: script
    found = rendered(crawl_shop)
    assert (found["/returns-x"].reason, found["/terms-x"].seen) == ("not_found", "rendered")


def test_a_page_that_says_nothing_without_its_scripts_is_rendered(shop: Any, crawl_shop: Any) -> None:
    cards = "<script>document.querySelector('#goods').innerHTML = '<p>Blue cup</p><b>$12.00</b>'.repeat(3)</script>"
    prose = "<p>We fire our cups in a kiln that my grandmother built from the bricks of her school.</p>" * 6
    links = "".join(f"<a href=/{name}.html>{name}</a>" for name in ("start", "browse", "story", "note"))
    shop.add("/", "Home", "<p>Cups.</p>", links)
    shop.add("/start.html", "Start", prose)
    shop.add("/browse.html", "Browse", f"<div id=goods>Loading ...</div>{cards}")
    shop.add("/story.html", "Story", prose + "<script>console.log(1)</script>")
    shop.add("/note.html", "Note", "<p>A short note.</p>")
    found = rendered(crawl_shop)
    seen = {path: found[f"/{path}.html"].seen for path in ("browse", "story", "note")}
    assert seen == {"browse": "rendered", "story": "fetched", "note": "fetched"}


def test_pages_that_are_fetched_get_in_where_the_browser_got_in(shop: Any, crawl_shop: Any) -> None:
    from disputelint.checker.config.settings import Access

    def guarded(answer: str) -> Any:
        def go(handler: Any) -> Any:
            return answer if "door=open" in handler.headers.get("Cookie", "") else (302, {"Location": "/password"}, "")

        return go

    form = "<form action=/password method=post><input type=password name=password><button>Enter</button></form>"
    shop.pages["/password"] = shop.page("Opening soon", form)
    shop.pages["/"] = guarded(shop.page("Home", "", "<a href=/a1>One</a><a href=/returns-x>Returns</a>"))
    shop.pages["/a1"] = guarded(shop.page("One", "<p>A page.</p>"))
    shop.pages["/returns-x"] = guarded(shop.page("Returns", "<p>You may return any cup within 30 days.</p>"))
    shop.posted = (302, {"Location": "/", "Set-Cookie": "door=open; Path=/"}, "")
    config = Config(access=Access(storefront_password="sesame-12345"), journey=Journey(on=False))
    found = crawl_shop(config=config)
    assert {"/", "/a1", "/returns-x"} <= found.read
    assert found["/a1"].seen == "fetched"
