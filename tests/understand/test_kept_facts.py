"""Facts that an earlier run has found: the same storefront, word for word, and no page is read twice for them."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from disputelint.checker.config.settings import Config
from disputelint.checker.model import Site
from disputelint.checker.snapshot.files import open_files
from disputelint.checker.snapshot.keep import FILE, Keep
from disputelint.checker.snapshot.records import Layout, Load
from disputelint.checker.understand import keptfacts, site
from disputelint.checker.understand.document import parse
from disputelint.checker.understand.facts import find_all
from disputelint.checker.understand.keptfacts import KeptFacts

PAGES = Path(__file__).resolve().parents[1] / "accuracy" / "pages"
SAMPLE = ("en-refund-01.html", "ja-legal-01.html", "en-product-01.html")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for path in (path for glob in SAMPLE for path in sorted(PAGES.glob(glob))):
        shutil.copy(path, folder)
    return folder


def read(pages: Path, store: Path | None = None) -> str:
    """The storefront with all facts, in words."""
    snapshot = open_files([pages], None)
    if store is None:
        return _said(site.read(snapshot, Config()))
    with Keep(store) as keep:
        return _said(site.read(snapshot, Config(), kept=KeptFacts(keep)))


def _said(shop: Site) -> str:
    return repr((shop, [page.facts for page in shop.pages]))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages whose facts were looked for."""
    found: list[str] = []
    find_all = keptfacts.find_all

    def noted(document: Any, *rest: Any) -> Any:
        found.append(document.load.source)
        return find_all(document, *rest)

    monkeypatch.setattr(keptfacts, "find_all", noted)
    return found


def test_a_storefront_is_understood_alike_with_and_without_a_store(
    pages: Path, tmp_path: Path, asked: list[str]
) -> None:
    plain = read(pages)
    assert "Fact(name='refund.window'" in plain
    assert read(pages, tmp_path) == plain
    assert len(asked) == len(list(pages.iterdir()))
    asked.clear()
    assert read(pages, tmp_path) == plain
    assert asked == []

    later = shutil.copytree(pages, tmp_path / "later")
    changed = next(later.glob("en-refund*"))
    before = changed.read_text(encoding="utf-8")
    changed.write_text(before.replace("within 3 days of delivery", "within 4 days of delivery"), encoding="utf-8")
    assert read(later, tmp_path) == read(later) != plain
    assert [Path(one).name for one in asked] == [changed.name]


def test_facts_of_another_program_or_damaged_ones_are_none(
    pages: Path, tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in sorted(pages.iterdir())[1:]:
        path.unlink()
    plain = read(pages, tmp_path)
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as file, file:
        file.execute("UPDATE entry SET body = x'00'")
    assert read(pages, tmp_path) == plain
    monkeypatch.setattr(keptfacts, "_version", lambda: b"another")
    assert read(pages, tmp_path) == plain
    assert len(asked) == 3


def test_boxes_of_rendered_pages_come_back_as_they_were(tmp_path: Path, asked: list[str]) -> None:
    html = "<title>Refunds</title><main><p data-dl=0>You can return goods within 30 days of delivery.</p></main>"
    for _ in range(2):
        load = Load(
            "https://s.example/refunds", "https://s.example/refunds", "desktop", "rendered",
            layout=(Layout(120, 80.5, 640, 24, True, 16, 12.5),), dom=lambda: html, kind_hint="refund_policy",
        )  # fmt: skip
        with Keep(tmp_path) as keep:
            document = parse(load)
            found = KeptFacts(keep).find(document, ("refund_policy",), "en")
        assert repr(found) == repr(find_all(document, ("refund_policy",), "en"))
        assert "box=Box(x=120, y=80.5, width=640, height=24)" in repr(found)
    assert len(asked) == 1
