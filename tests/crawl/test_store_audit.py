"""An audit with what an earlier one has kept: the same report, said to be so, and the same again from its snapshot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from disputelint.checker.audit import Target, run
from disputelint.checker.config.settings import Config, Crawl, Journey
from disputelint.checker.crawl.session import Session
from disputelint.checker.engine import catalogue
from disputelint.checker.kept import cache_folder
from disputelint.checker.model import Report, Reuse, Run
from disputelint.checker.understand import keptfacts
from disputelint.reports import json as report_json
from disputelint.reports.say import reuse
from tests.lent import Lent

from .conftest import little_shop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("store-audit")]


@dataclass
class Audited:
    """Three runs on one shop: with nothing kept, with what that kept, and again on the second's snapshot."""

    cold: Report
    warm: Report
    again: Report
    asked: list[str]  # what the shop was asked for by the second run
    rendered: list[str]  # addresses that the browser opened in the second run
    read: list[str]  # pages whose facts the second run looked for


@pytest.fixture(scope="module")
def audited(lent: Lent, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    folder = tmp_path_factory.mktemp("kept")
    chosen = ("/", "/products/*", "/policies/refund", "/cart", "/gone")
    crawl = Crawl(cache_dir=str(folder / "cache"), images=False, device="both", include=chosen)
    config = Config(crawl=crawl, journey=Journey(on=False))
    rendered: list[str] = []
    render = Session.render

    async def noted(self: Session, url: str, *rest: object, **more: object) -> object:
        rendered.append(url)
        return await render(self, url, *rest, **more)  # type: ignore[arg-type]

    with little_shop() as shop, pytest.MonkeyPatch.context() as patch, lent.to_audits():
        footer = "<a href=/policies/refund>Refund policy</a> <a href=/cart>Cart</a> <a href=/gone>Terms</a>"
        head = "<link rel=stylesheet href=/look.css>"
        shop.add("/", "Little Shop", "<p>Tea and mugs. <a href=/products/tea>Tea</a></p>", footer, head)
        shop.add("/products/tea", "Tea", "<p>¥1,200</p><button>Add to cart</button>", footer, head)
        shop.add("/policies/refund", "Refund policy", "<p>Returns within 30 days of delivery.</p>", footer, head)
        shop.add("/cart", "Your cart", "<p>Your cart is empty.</p>", footer, head)
        shop.pages["/look.css"] = (200, {"Content-Type": "text/css"}, "p { margin: 4px }")
        patch.setattr(Session, "render", noted)
        patch.setattr(catalogue, "cache_folder", lambda configured: cache_folder())  # rules are parsed already
        cold = run(Target(shop.url), config)
        shop.asked.clear()
        rendered.clear()
        read: list[str] = []
        find_all = keptfacts.find_all
        patch.setattr(keptfacts, "find_all", lambda page, *more: read.append(page.url) or find_all(page, *more))
        warm = run(Target(shop.url), config, save=folder / "warm.wacz")
        asked = list(shop.asked)
    plain = replace(config, crawl=replace(crawl, cache_dir=None))
    yield Audited(cold, warm, run(Target("warm.wacz", folder / "warm.wacz"), plain), asked, rendered, read)


def bare(report: Report, *, reused: bool = False) -> str:
    """The report without its `run`, and with `reused` without what it says of earlier runs."""
    if reused:
        pages = tuple(replace(page, reused="") for page in report.pages)
        report = replace(report, pages=pages, coverage=replace(report.coverage, reuse=None))
    return report_json.render(replace(report, run=Run("", "", 0.0)))


def test_a_second_audit_opens_only_the_cart_and_says_the_same(audited: Audited) -> None:
    assert {url.rpartition("/")[2] for url in audited.rendered} == {"cart"}
    assert audited.asked.count("/look.css") <= 3
    assert {url.rpartition("/")[2] for url in audited.read} == {"cart"}
    assert bare(audited.warm, reused=True) == bare(audited.cold, reused=True)


def test_the_report_says_which_loads_stand(audited: Audited) -> None:
    today = audited.warm.target.date
    assert audited.cold.coverage.reuse == Reuse(0, {"new": 8})
    assert audited.warm.coverage.reuse == Reuse(6, {"new": 2}, today, today)
    assert {page.url.rpartition("/")[2] for page in audited.warm.pages if page.reused} == {"", "tea", "refund"}
    assert reuse(audited.cold, "en") == ""
    assert reuse(audited.warm, "en").startswith("Page loads: 8; 6 stand as rendered on ")
    assert "表示8回のうち、6回は" in reuse(audited.warm, "ja")
    assert json.loads(report_json.render(audited.warm))["coverage"]["reuse"]["made"] == {"new": 2}


def test_the_snapshot_of_a_second_audit_gives_its_report(audited: Audited) -> None:
    assert bare(audited.again) == bare(audited.warm)
