"""Which pages a crawl finds, and which addresses it takes for the same page."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import pytest

from disputelint.checker.config.settings import Config, Crawl, Journey
from disputelint.checker.crawl import run as crawl_run
from disputelint.checker.crawl.discover import Found, Frontier
from disputelint.checker.crawl.progress import Silent
from disputelint.checker.crawl.urls import Address
from disputelint.checker.errors import UsageError
from disputelint.checker.snapshot.read import open_snapshot
from disputelint.checker.snapshot.write import SnapshotWriter


def pdf(text: str) -> bytes:
    """A one-page PDF that shows `text`, or none."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    sheet = writer.add_blank_page(600, 800)
    if text:
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode())
        sheet[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_writing_links_are_never_followed(shop: Any, crawl_shop: Any) -> None:
    shop.add(
        "/", "Home", "<a href='/?add-to-cart=5'>Add</a><a href='/cart/add?id=1'>Add</a>", "<a href=/logout>Log out</a>"
    )
    crawl_shop()
    assert not [path for path in shop.asked if "add-to-cart" in path or "/cart/add" in path or "logout" in path]


def test_tracking_parameters_make_no_second_page(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home", "<a href='/terms-x?utm_source=a'>Terms</a>", "<a href='/terms-x?gclid=b'>Terms of use</a>")
    shop.add("/terms-x", "Terms")
    found = crawl_shop()
    assert shop.asked.count("/terms-x") == 1
    assert found["/terms-x"].found_by == ("main", "footer")
    assert found["/terms-x"].link_texts == ("Terms", "Terms of use")


def test_a_query_that_is_the_page_is_kept(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home", "", "".join(f"<a href='/i?information_id={n}'>Rule {n}</a>" for n in (3, 4)))
    shop.pages["/i"] = lambda handler: shop.page(handler.path, f"<p>Text of {handler.path}</p>")
    assert {"/i?information_id=3", "/i?information_id=4"} <= crawl_shop().read


def test_pages_with_one_canonical_address_are_one(shop: Any, crawl_shop: Any) -> None:
    canonical = f"<link rel=canonical href='{shop.url}/products/cup'>"
    shop.add(
        "/",
        "Home",
        "<a href='/collections/a/products/cup'>Cup</a><a href='/products/cup'>Cup</a><a href='/products/cup?variant=2'>Red cup</a>",
    )
    for path in ("/products/cup", "/collections/a/products/cup"):
        shop.add(path, "Cup", "<p>A cup.</p>", head=canonical)
    found = crawl_shop()
    assert sum("cup" in path for path in found.read) == 1
    read = next(f"{shop.url}{path}" for path in found.read if "cup" in path)
    aliases = found.snapshot.meta.aliases
    assert {
        aliases.get(url, url) for url in (f"{shop.url}/products/cup", f"{shop.url}/collections/a/products/cup")
    } == {read}


def test_a_canonical_that_points_home_is_not_believed(shop: Any, crawl_shop: Any) -> None:
    head = f"<link rel=canonical href='{shop.url}/'>"
    shop.add("/", "Home", "", "<a href=/terms-x>Terms</a><a href=/privacy-x>Privacy</a>", head)
    shop.add("/terms-x", "Terms", "<p>Be kind.</p>", head=head)
    shop.add("/privacy-x", "Privacy", "<p>We keep little.</p>", head=head)
    assert {"/", "/terms-x", "/privacy-x"} <= crawl_shop().read


def test_a_missing_page_with_status_200_is_not_found(shop: Any, crawl_shop: Any) -> None:
    filler = "<p>Our shop has been selling cups since 1987, and we love every single one of them dearly.</p>"
    shop.add("/", "Home", filler * 2, "<a href=/returns-x>Returns</a><a href=/terms-x>Terms</a>")
    shop.add("/terms-x", "Terms", f"<p>Be kind.</p>{filler}")
    shop.otherwise = lambda handler: shop.page(
        "Oops", f"<p>We cannot find {handler.path} here</p><p>Try our search to find it.</p>{filler}"
    )
    found = crawl_shop()
    assert (found["/returns-x"].reason, found["/returns-x"].status) == ("not_found", 200)
    assert found["/terms-x"].seen == "fetched"
    assert "/contact" not in found  # a usual address that led nowhere is no page


def test_a_shop_that_sends_every_missing_page_home(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home", "<p>Cups.</p>" * 40, "<a href=/returns-x>Returns</a>")
    shop.otherwise = lambda handler: (302, {"Location": "/"}, "")
    assert crawl_shop()["/returns-x"].reason == "not_found"


def test_a_stub_that_only_repeats_the_footer_is_no_missing_page(shop: Any, crawl_shop: Any) -> None:
    footer = "<p>Cups turned by hand in our workshop beside the river, every one of them fired twice.</p>"
    links = f"<a href=/delivery-x>Delivery Information</a><a href=/gone-x>Returns</a>{footer * 2}"
    shop.add("/", "Home", "<p>Blue cups.</p><p>Green cups.</p>", links)
    shop.add("/delivery-x", "Delivery Information", "<h1>Delivery Information</h1>", links)
    shop.otherwise = lambda handler: shop.page("Home", "<p>Blue cups.</p><p>Green cups.</p>", links)
    found = crawl_shop()
    assert found["/delivery-x"].seen == "fetched"
    assert found["/gone-x"].reason == "not_found"


def test_links_that_all_name_one_language_name_the_language_of_a_home_page_that_names_none(
    shop: Any, crawl_shop: Any
) -> None:
    footer = "".join(
        f"<a href='/index.php?language=en-gb&route=p{n}'>{name}</a>"
        for n, name in enumerate(("Returns", "Delivery", "Help us"))
    )
    shop.add("/", "Home", "<p>Cups.</p>", footer)
    shop.add("/index.php", "Page", "<p>What this page says.</p>", footer)
    assert "/index.php?language=en-gb&route=p0" in crawl_shop().read


def test_a_short_page_is_not_taken_for_a_missing_one(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home", "", "<a href=/returns-x>Returns</a>")
    shop.otherwise = lambda handler: "<html><body><div id=app></div><script src=/app.js></script></body></html>"
    assert crawl_shop()["/returns-x"].seen == "fetched"


def test_a_pdf_with_text_is_read_and_a_scan_is_not(shop: Any, crawl_shop: Any) -> None:
    shop.add(
        "/", "Home", "", "<a href=/terms.pdf>Terms</a><a href=/privacy.pdf>Privacy</a><a href=/refund.pdf>Refunds</a>"
    )
    kind = {"Content-Type": "application/pdf"}
    shop.pages["/terms.pdf"] = (200, kind, pdf("Goods can be returned within 30 days of delivery, unused."))
    shop.pages["/privacy.pdf"] = (200, kind, pdf(""))
    shop.pages["/refund.pdf"] = (200, kind, b"%PDF-1.7 not really")
    found = crawl_shop()
    assert "within 30 days of delivery" in found["/terms.pdf"].html()
    assert found["/terms.pdf"].content_type == "application/pdf"
    assert (found["/privacy.pdf"].reason, found["/refund.pdf"].reason) == ("pdf_only", "pdf_only")


def test_usual_addresses_are_tried_when_no_link_leads_there(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home", "<p>Cups.</p>")
    shop.add("/refund-policy", "Refund policy", "<p>Thirty days.</p>")
    found = crawl_shop()
    assert found["/refund-policy"].found_by == ("platform_path",)
    assert "/contact" not in found


def test_a_page_without_scripts_is_looked_at_completely(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home")
    discovery = crawl_shop().snapshot.discovery
    assert discovery.complete and not discovery.missed
    assert set(discovery.looked) == {"header", "footer", "menus", "dialogs", "frames", "sitemap", "platform_paths"}


def test_with_scripts_a_fetched_page_may_hide_dialogs(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home", head="<script src=/x.js></script>")
    discovery = crawl_shop().snapshot.discovery
    assert not discovery.complete
    assert dict(discovery.missed) == {"menus": "not_rendered", "dialogs": "not_rendered", "frames": "not_rendered"}


def test_a_broken_sitemap_is_no_complete_search(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home")
    shop.pages["/sitemap.xml"] = (500, {}, "")
    assert dict(crawl_shop().snapshot.discovery.missed) == {"sitemap": "http_refusal"}


def test_where_most_links_give_no_answer_nothing_can_be_called_absent(shop: Any, crawl_shop: Any) -> None:
    links = "".join(f"<a href=/page-{number}>Page {number}</a>" for number in range(4))
    shop.add("/", "Home", "", links)
    for number in range(4):
        shop.pages[f"/page-{number}"] = (403, {}, "")
    assert dict(crawl_shop().snapshot.discovery.missed) == {"menus": "http_refusal"}
    for number in range(3):
        shop.add(f"/page-{number}", "Page")
    assert crawl_shop().snapshot.discovery.complete


def test_an_endless_shop_ends(shop: Any, crawl_shop: Any) -> None:
    shop.otherwise = lambda handler: shop.page(
        handler.path, "".join(f"<a href='{handler.path.rstrip('/')}/{n}?day={n}'>More {n}</a>" for n in range(20))
    )
    found = crawl_shop(max_pages=40)
    assert 1 < len(found.read) <= 40


@pytest.mark.parametrize("body", ["", "<html></html>", "<html><body><p>Hello.</p></body></html>"])
def test_an_empty_shop_is_a_snapshot_of_one_page(shop: Any, crawl_shop: Any, body: str) -> None:
    shop.pages["/"] = body
    found = crawl_shop()
    assert found.read == {"/"}


def test_a_target_deep_inside_finds_the_rest(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home", "", "<a href=/terms-x>Terms</a>")
    shop.add("/products/cup", "Cup")
    shop.add("/terms-x", "Terms")
    found = crawl_shop("/products/cup")
    assert {"/products/cup", "/", "/terms-x"} <= found.read


def test_a_target_that_is_elsewhere_now_makes_that_the_shop(shop: Any, crawl_shop: Any) -> None:
    moved = shop.url.replace("127.0.0.1", "localhost")
    shop.pages["/"] = (301, {"Location": f"{moved}/start"}, "")
    shop.add("/start", "Home", "", "<a href=/terms-x>Terms</a>")
    shop.add("/terms-x", "Terms")
    found = crawl_shop()
    assert found["/"].final_url == f"{moved}/start"
    assert f"{moved}/terms-x" in {load.url for load in found.snapshot.loads if load.seen == "fetched"}
    assert found.snapshot.meta.origin == moved


def test_include_and_exclude(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home", "", "<a href=/terms-x>Terms</a><a href=/staff/terms>Terms for staff</a>")
    shop.add("/terms-x", "Terms")
    shop.add("/staff/terms", "Terms")
    assert "/staff/terms" not in crawl_shop(exclude=("/staff/*",)).read


def test_too_little_time_keeps_what_was_read(shop: Any, crawl_shop: Any) -> None:
    import time

    def slow(handler: Any) -> Any:
        time.sleep(3)
        return shop.page("Terms")

    shop.add("/", "Home", "", "<a href=/terms-x>Terms</a>")
    shop.pages["/terms-x"] = slow
    found = crawl_shop(timeout=1.0)
    assert found.snapshot.meta.truncated == "timeout"
    assert found.read == {"/"}
    assert found["/terms-x"].reason == "timeout"


def test_an_interrupted_crawl_keeps_what_was_read(shop: Any, tmp_path: Any) -> None:
    shop.add("/", "Home", "", "<a href=/terms-x>Terms</a>")
    config = Config(crawl=Crawl(render="none"), journey=Journey(on=False))
    writer = SnapshotWriter(tmp_path / "s.wacz", crawl_run.start_meta(config, shop.url))

    async def cancelled() -> None:
        task = asyncio.ensure_future(crawl_run.crawl(config, shop.url, writer, Silent()))
        shop.pages["/terms-x"] = lambda handler: task.get_loop().call_soon_threadsafe(task.cancel) and None
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())
    snapshot = open_snapshot(tmp_path / "s.wacz")
    assert snapshot.meta.truncated == "interrupted"
    assert [load.seen for load in snapshot.loads][:1] == ["fetched"]


def test_what_is_no_address_is_a_mistake_of_the_person() -> None:
    with pytest.raises(UsageError):
        crawl_run.start_meta(Config(), "http://[")


def test_policies_kept_elsewhere_are_followed_and_friends_are_not() -> None:
    frontier = Frontier(Address.of_target("https://shop.example/"))
    page = "https://shop.example/"
    frontier.add(
        [
            Found("https://acme.zendesk.com/hc/returns", "Returns", "footer", page),
            Found("https://help.shop.example/contact", "Contact us", "footer", page),
            Found("https://policies.example.net/p/1", "Privacy policy", "footer", page),
            Found("https://social.example.net/shop", "Follow us", "footer", page),
            Found("https://elsewhere.example.net/terms", "Terms", "main", page),
        ]
    )
    assert {candidate.url for candidate in frontier.candidates()} == {
        "https://acme.zendesk.com/hc/returns",
        "https://help.shop.example/contact",
        "https://policies.example.net/p/1",
    }


def test_a_help_centre_on_another_host_is_read_and_so_are_the_policies_it_leads_to(shop: Any, crawl_shop: Any) -> None:
    help_centre = shop.url.replace("127.0.0.1", "localhost")
    shop.add("/", "Home", "", f"<a href='{help_centre}/hc'>Help</a>")
    shop.add("/hc", "Help", f"<a href='{help_centre}/hc/returns'>Returns</a><a href='{help_centre}/hc/jobs'>Jobs</a>")
    shop.add("/hc/returns", "Returns", "<p>Thirty days.</p>")
    found = crawl_shop()
    elsewhere = {load.url for load in found.snapshot.loads if load.url.startswith(help_centre)}
    assert elsewhere == {f"{help_centre}/hc", f"{help_centre}/hc/returns"}


def test_goods_that_open_by_a_press_on_their_card_are_found(shop: Any, crawl_shop: Any) -> None:
    cards = "".join(
        f"<div onclick=\"location.href='/detail.html?id={n}'\"><p>Cup {n}</p><p>$1{n}.00</p></div>" for n in (1, 2)
    )
    shop.add("/", "Home", cards)
    shop.add("/detail.html", "Cup", "<p>$11.00</p><button>Add to cart</button>")
    assert {"/detail.html?id=1", "/detail.html?id=2"} & {
        load.url.removeprefix(shop.url) for load in crawl_shop().snapshot.loads
    }


def test_a_policy_link_that_leads_home_leads_to_no_policy(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home", "<p>Cups.</p>", "<a href=/returns-x>Returns</a><a href=/start>Start</a>")
    for path in ("/returns-x", "/start"):
        shop.pages[path] = (302, {"Location": "/"}, "")
    found = crawl_shop()
    assert found["/returns-x"].reason == "not_found"
    assert found.snapshot.meta.aliases[f"{shop.url}/start"] == f"{shop.url}/"
    assert found["/"].aliases == (f"{shop.url}/start",)


def test_the_platform_tells_which_addresses_to_try(shop: Any, crawl_shop: Any) -> None:
    shop.add(
        "/",
        "Home",
        head="<script src='https://cdn.shopify.com/s/files/1/theme.js'></script><script>Shopify.theme = {}</script>",
    )
    shop.add("/policies/refund-policy", "Refund policy", "<p>Thirty days.</p>")
    assert crawl_shop()["/policies/refund-policy"].seen == "fetched"


def test_steps_of_the_purchase_are_left_to_the_walk(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home", "", "<a href=/cart>Cart</a>")
    shop.add(
        "/cart",
        "Your cart",
        "<p>Your cart is empty.</p><a href=/cart/buystep/x1>Proceed</a>",
        "<a href=/terms-x>Terms</a>",
    )
    shop.add("/terms-x", "Terms")
    assert "/terms-x" in crawl_shop().read
    assert "/cart/buystep/x1" not in shop.asked


def test_one_page_that_breaks_the_reader_costs_one_page(
    shop: Any, crawl_shop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from disputelint.checker.crawl import read

    def parse(load: Any, whole: Any = read.parse) -> Any:
        if load.url.endswith("/terms-x"):
            raise RecursionError("too deep")
        return whole(load)

    monkeypatch.setattr(read, "parse", parse)
    shop.add("/", "Home", "", "<a href=/terms-x>Terms</a><a href=/privacy-x>Privacy</a>")
    shop.add("/terms-x", "Terms")
    shop.add("/privacy-x", "Privacy")
    found = crawl_shop()
    assert (found["/terms-x"].reason, found["/terms-x"].detail) == ("not_understood", "RecursionError: too deep")
    assert found["/privacy-x"].seen == "fetched"


def test_what_was_read_when_time_ran_out_is_kept(shop: Any, crawl_shop: Any) -> None:
    import time

    def slow(handler: Any) -> Any:
        time.sleep(3)
        return shop.page("Terms")

    shop.add("/", "Home", "", "<a href=/terms-x>Terms</a><a href=/privacy-x>Privacy</a>")
    shop.pages["/terms-x"] = slow
    shop.add("/privacy-x", "Privacy")
    found = crawl_shop(timeout=1.5)
    assert found["/privacy-x"].seen == "fetched"
    assert found["/terms-x"].reason == "timeout"


def test_usual_addresses_that_the_page_limit_cut_off_are_no_complete_search(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home", "", "<a href=/privacy-x>Privacy</a>")
    shop.add("/privacy-x", "Privacy")
    discovery = crawl_shop(max_pages=2).snapshot.discovery
    assert dict(discovery.missed) == {"platform_paths": "page_limit"}


def test_one_file_under_two_names_is_one_page_and_two_that_differ_are_two(shop: Any, crawl_shop: Any) -> None:
    for path in ("/faq", "/faq.html"):
        shop.add(path, "Questions", "<p>We send within two days.</p>")
    shop.add("/how/care", "Care", "<p>Wash by hand.</p>")
    shop.add("/how/care.html", "Care", "<p>Wash by machine.</p>")
    links = "".join(f"<a href={path}>{path}</a>" for path in ("/faq", "/faq.html", "/how/care", "/how/care.html"))
    shop.add("/", "Shop", f"<main>{links}</main>")
    found = crawl_shop()
    read = {load.url.removeprefix(shop.url) for load in found.snapshot.loads if load.seen != "unread"}
    assert {"/how/care", "/how/care.html"} <= read and len(read & {"/faq", "/faq.html"}) == 1
