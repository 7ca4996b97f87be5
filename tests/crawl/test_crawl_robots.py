from __future__ import annotations

from typing import Any

import pytest

from disputelint.checker.config.settings import Config, Crawl, Journey, Storefront
from disputelint.checker.crawl import robots, run
from disputelint.checker.crawl.permission import REMEDY, Permission, permission
from disputelint.checker.snapshot.records import Load

# The shape of the file that a hosted shop has before anybody edits it.
STOCK = """User-agent: *
Disallow: /cart
Disallow: /checkout
Disallow: /policies/
Disallow: /*preview_theme_id*
Sitemap: {origin}/sitemap.xml
"""


@pytest.fixture
def nobody_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a shop on the public network: nobody gave their word."""
    monkeypatch.setattr(run, "permission", lambda config, url: Permission(False, remedy=REMEDY))


def stock_shop(shop: Any) -> None:
    shop.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, STOCK.format(origin=shop.url))
    shop.add("/", "Home", "<a href=/cart>Cart</a>", "<a href=/policies/refund-policy>Refund policy</a>")
    shop.add("/policies/refund-policy", "Refund policy", "<p>Thirty days.</p>")
    shop.add("/policies/privacy-policy", "Privacy policy", "<p>We keep little.</p>")
    shop.add("/cart", "Cart")
    shop.pages["/sitemap.xml"] = f"<urlset><url><loc>{shop.url}/policies/privacy-policy</loc></url></urlset>"


@pytest.mark.usefixtures("nobody_agreed")
def test_a_linked_policy_is_read_beside_robots_and_listed(shop: Any, crawl_shop: Any) -> None:
    stock_shop(shop)
    found = crawl_shop()
    assert found["/policies/refund-policy"].seen == "fetched"
    assert found.snapshot.beside_robots == (f"{shop.url}/policies/refund-policy",)


@pytest.mark.usefixtures("nobody_agreed")
def test_what_no_link_leads_to_and_the_cart_stay_unread(shop: Any, crawl_shop: Any) -> None:
    stock_shop(shop)
    found = crawl_shop()
    assert found["/cart"].reason == "robots_disallowed"
    assert found["/policies/privacy-policy"].reason == "robots_disallowed"
    assert not {"/cart", "/policies/privacy-policy"}.intersection(shop.asked)


@pytest.mark.usefixtures("nobody_agreed")
def test_the_preview_form_of_the_target_is_read_and_listed(shop: Any, crawl_shop: Any) -> None:
    stock_shop(shop)
    home = shop.pages["/"]
    shop.pages["/"] = home.replace("</head>", '<script>Shopify.theme = {"id":77}</script></head>')
    found = crawl_shop("/?preview_theme_id=77")
    assert found["/"].seen == "fetched"
    assert f"{shop.url}/?preview_theme_id=77" in found.snapshot.beside_robots
    asked_pages = [path for path in shop.asked if path not in ("/robots.txt", "/sitemap.xml")]
    assert asked_pages and all("preview_theme_id=77" in path for path in asked_pages)


def test_the_owner_may_read_what_robots_forbids(shop: Any, crawl_shop: Any) -> None:
    stock_shop(shop)
    assert {"/cart", "/policies/privacy-policy"} <= crawl_shop().read


def test_shut_out_by_name_stops_everything(shop: Any, crawl_shop: Any) -> None:
    shop.pages["/robots.txt"] = "User-agent: disputelint\nDisallow: /\n"
    shop.add("/", "Home")
    found = crawl_shop()
    assert shop.asked == ["/robots.txt"]
    assert [(load.seen, load.reason) for load in found.snapshot.loads] == [("unread", "robots_disallowed")]
    assert not found.snapshot.discovery.complete


@pytest.mark.usefixtures("nobody_agreed")
def test_shut_for_everybody_still_reads_the_target_and_its_policies(shop: Any, crawl_shop: Any) -> None:
    stock_shop(shop)
    shop.pages["/robots.txt"] = "User-agent: *\nDisallow: /\n"
    assert crawl_shop().read == {"/", "/policies/refund-policy"}


def answer(status: int | None, text: str = "") -> Load:
    return Load(
        "https://s/robots.txt",
        "https://s/robots.txt",
        "desktop",
        "fetched" if status == 200 else "unread",
        status,
        body=lambda: text,
    )


def test_no_file_forbids_nothing_and_a_broken_server_everything() -> None:
    assert robots.of_load(answer(404), "https://s").allows("https://s/x")
    assert not robots.of_load(answer(503), "https://s").allows("https://s/x")
    assert not robots.of_load(answer(None), "https://s").allows("https://s/x")


def test_a_web_page_in_its_place_forbids_nothing() -> None:
    assert robots.of_load(answer(200, "<!doctype html><p>Disallow: /"), "https://s").allows("https://s/x")


def test_a_named_group_with_an_open_door_is_no_ban() -> None:
    assert not robots.parse("User-agent: disputelint\nDisallow: /admin\n", "https://s").banned
    assert not robots.parse("User-agent: disputelint-other\nUser-agent: *\nDisallow: /x\n", "https://s").banned
    assert not robots.parse("User-agent: *\nDisallow: /\n", "https://s").banned


def test_permission_is_a_name_or_this_machine() -> None:
    assert permission(Config(), "http://127.0.0.1:8000/").allowed
    assert permission(Config(), "http://localhost/").allowed
    refused = permission(Config(), "https://shop.example/")
    assert not refused.allowed and refused.remedy is not None and "--authorized-by" in refused.remedy.ja
    given = permission(Config(storefront=Storefront(authorized_by=" Aoi Tanaka ")), "https://shop.example/")
    assert given == Permission(True, by="Aoi Tanaka")
    assert not permission(Config(storefront=Storefront(authorized_by="  ")), "https://shop.example/").allowed


def test_the_word_is_kept_in_the_snapshot(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home")
    config = Config(storefront=Storefront(authorized_by="Aoi"), crawl=Crawl(render="none"), journey=Journey(on=False))
    assert crawl_shop(config=config).snapshot.meta.authorized_by == "Aoi"


@pytest.mark.usefixtures("nobody_agreed")
def test_without_a_word_the_journey_is_not_authorized_and_says_what_helps(shop: Any, crawl_shop: Any) -> None:
    stock_shop(shop)
    meta = crawl_shop(config=Config(crawl=Crawl(render="none"))).snapshot.meta
    assert (meta.journey, meta.journey_reason) == ("not_authorized", "not_authorized")
    assert "--authorized-by" in meta.journey_detail


def test_a_shop_that_cannot_be_read_cannot_be_walked(shop: Any, crawl_shop: Any) -> None:
    shop.pages["/"] = (403, {}, "no")
    meta = crawl_shop(config=Config(crawl=Crawl(render="none"))).snapshot.meta
    assert (meta.journey, meta.journey_reason) == ("failed", "http_refusal")


def test_the_file_of_the_host_that_the_target_leads_to_counts(shop: Any, crawl_shop: Any) -> None:
    moved = shop.url.replace("127.0.0.1", "localhost")
    shop.pages["/"] = (301, {"Location": f"{moved}/start"}, "")
    shop.add("/start", "Home", "", "<a href=/terms-x>Terms</a>")

    def by_host(handler: Any) -> Any:
        return (
            "User-agent: disputelint\nDisallow: /\n"
            if "localhost" in handler.headers["Host"]
            else "User-agent: *\nAllow: /\n"
        )

    shop.pages["/robots.txt"] = by_host
    found = crawl_shop()
    assert (found["/"].seen, found["/"].reason) == ("unread", "robots_disallowed")
    assert "/terms-x" not in shop.asked
