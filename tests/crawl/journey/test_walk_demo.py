"""The embedded demo shop, crawled and walked in Japanese on a phone; tests/test_demo_audited.py walks it on a desktop."""

from __future__ import annotations

from pathlib import Path

import pytest

from disputelint.checker.config.settings import Config, Crawl
from disputelint.checker.crawl.progress import Silent
from disputelint.checker.crawl.run import crawl_now, start_meta
from disputelint.checker.demo import serve
from disputelint.checker.demo.catalog import State
from disputelint.checker.model import Site
from disputelint.checker.snapshot.read import open_snapshot
from disputelint.checker.snapshot.write import SnapshotWriter
from disputelint.checker.understand.site import read
from tests.lent import Lent

pytestmark = pytest.mark.browser


def audited(lent: Lent, state: State, path: str, folder: Path, **crawl: object) -> Site:
    config = Config(crawl=Crawl(max_pages=6, **crawl))  # type: ignore[arg-type]
    with serve(state) as shop:
        writer = SnapshotWriter(folder / "demo.wacz", start_meta(config, shop.url + path))
        with lent.to_audits():
            crawl_now(config, shop.url + path, writer, Silent())
        assert shop.orders == [] and shop.messages == []
        assert not [s for s in shop.baskets._sessions.values() if s.lines]
        assert [path for method, path, _ in shop.requests if method == "POST" and "/cart/add" in path]
    return read(open_snapshot(folder / "demo.wacz"), config)


def test_the_clean_shop_is_walked_in_japanese_on_a_phone_without_surprises(lent: Lent, tmp_path: Path) -> None:
    site = audited(lent, "clean", "/ja/", tmp_path, device="mobile")
    assert site.journey == "walked"
    assert {step.device for step in site.steps} == {"mobile"}
    assert "/ja/checkout/review" in next(page.url for page in site.pages if page.step == "review")
    told = [fact for fact in site.facts if fact.name.startswith("ledger.")]
    assert told and all(isinstance(fact.value, dict) and fact.value["kept"] for fact in told)
