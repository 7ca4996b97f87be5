"""Loads of earlier runs: what makes a page be rendered again, and what does not. One browser for all tests."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import sqlite3
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest

from disputelint.checker.config.settings import Access, Config
from disputelint.checker.crawl.discover import Found as Met
from disputelint.checker.crawl.discover import Frontier
from disputelint.checker.crawl.fetch import Fetcher
from disputelint.checker.crawl.guard import Guard
from disputelint.checker.crawl.loaded import Loaded
from disputelint.checker.crawl.pace import Pace
from disputelint.checker.crawl.permission import permission
from disputelint.checker.crawl.plan import Ask
from disputelint.checker.crawl.read import Reader
from disputelint.checker.crawl.session import Session
from disputelint.checker.crawl.shop import Shop as State
from disputelint.checker.crawl.store import LoadStore
from disputelint.checker.crawl.urls import Address
from disputelint.checker.model import Device, PageKind, Text
from disputelint.checker.snapshot import keep as keeping
from disputelint.checker.snapshot.keep import Keep
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand.document import parse
from disputelint.checker.understand.parsed import Parsed
from tests.lent import Lent

from .conftest import LittleShop, little_shop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("store")]
T = TypeVar("T")
FRESH = {"Cache-Control": "no-store"}
KINDS: dict[str, tuple[PageKind, ...]] = {"tea": ("product",), "mug": ("product",), "cart": ("cart",)}


@dataclass
class Shop:
    """A shop, a browser that looks at it, and the folder in which runs keep what they saw."""

    little: LittleShop
    session: Session
    heard: dict[str, str]
    lent: Lent
    folder: Path = Path()
    rendered: list[str] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)
    problem: Text | None = None

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        return self.lent.run(work, 60)

    def run(self, *names: str, device: Device = "desktop", **differently: Any) -> dict[str, Loaded]:
        """One run over pages; `rendered` then has those that the browser opened, sorted."""
        return self.wait(self._run(names, device, **differently))

    async def _run(
        self,
        names: Sequence[str],
        device: Device,
        browser: str = "Chromium 1",
        access: Access | None = None,
        preview: str = "",
        marker: str | None = None,
    ) -> dict[str, Loaded]:
        self.heard.clear()
        self.rendered = []
        config = Config(access=access or Access(), theme_marker=marker)
        address = Address.of_target(f"{self.little.url}/{preview}")
        with Keep(self.folder) as keep:
            async with Fetcher(config, address, Pace(0), Guard(self.little.url)) as fetcher:
                store = LoadStore(keep, config, fetcher, browser, (), self.heard)
                found = dict(
                    zip(names, await asyncio.gather(*(self._one(store, name, device) for name in names)), strict=True)
                )
                for name, one in found.items():
                    store.note(one.load, parse(one.load).template, KINDS.get(name, ("terms",)))
        self.told, self.problem = store.summary(), keep.problem
        return found

    async def _one(self, store: LoadStore, name: str, device: Device) -> Loaded:
        url = f"{self.little.url}/{name}"

        async def render() -> Load:
            self.rendered = sorted([*self.rendered, name])
            return replace(await self.session.render(url, device), url=url)

        return await store.load(url, device, render)

    def put(self, name: str, main: str, head: str = "", footer: str = "") -> None:
        self.little.pages[f"/{name}"] = (200, FRESH, LittleShop.page(name.title(), main, footer, head))

    def file(self, name: str, text: str, kind: str = "text/css") -> None:
        self.little.pages[f"/{name}"] = (200, {**FRESH, "Content-Type": kind}, text)


@pytest.fixture(scope="module")
def running(lent: Lent) -> Iterator[Shop]:
    with little_shop() as little:
        heard: dict[str, str] = {}
        shop = Shop(little, lent.session(Config(), little.url, heard=heard), heard, lent)
        shop.wait(shop.session.__aenter__())
        try:
            yield shop
        finally:
            shop.wait(shop.session.__aexit__(None, None, None))


@pytest.fixture
def shop(running: Shop, tmp_path: Path) -> Shop:
    running.folder = tmp_path
    running.little.pages.clear()
    running.little.asked.clear()
    return running


def words(load: Load) -> dict[str, bool]:
    return {block.text: block.visible for block in parse(load).blocks if block.text}


def numbered(page: Callable[[int], Any]) -> Callable[[Any], Any]:
    count = itertools.count(1)
    return lambda handler: (200, FRESH, page(next(count)))


def test_a_second_run_renders_nothing_whatever_is_made_anew_for_each_visitor(shop: Shop) -> None:
    def page(n: int) -> Any:
        now = datetime.now(UTC)
        head = (
            f"<meta name=csrf-token content='t0k{n}abcdef'><script nonce='n0nce{n}xyz'>window.made = {now.timestamp():.3f};"
            f"window.session_id = 'abc{n}def{n}gh'</script><link rel=stylesheet href=/look.css>"
        )
        field_ = f"<form><input type=hidden name=_token value=9f8e{n}7a6b></form>"
        return LittleShop.page("Terms", f"<p>Returns within 30 days.</p>{field_}", f"<!-- {now} in 0.{n}s -->", head)

    shop.little.pages["/terms"] = numbered(page)
    shop.file("look.css", "p { color: red }")
    first = shop.run("terms")["terms"].load
    again = shop.run("terms")["terms"]

    assert (shop.rendered, shop.told) == ([], {"reused": 1, "made": {}})
    assert again.load.html() == first.html() and tuple(again.load.layout) == tuple(first.layout)
    assert again.load.reused >= again.load.fetched_at == first.fetched_at
    assert "t0k2" in again.today, "what proves the page is what the shop answers with today"
    shop.run("terms")
    assert shop.rendered == []


def test_a_page_whose_words_changed_is_rendered_and_the_others_are_not(shop: Shop) -> None:
    shop.put("terms", "<p>Returns within 30 days.</p>")
    shop.put("about", "<p>Who we are.</p>")
    shop.run("terms", "about")
    shop.put("terms", "<p>Returns within 14 days.</p>")

    found = shop.run("terms", "about")
    assert shop.rendered == ["terms"] and shop.told == {"reused": 1, "made": {"text": 1}}
    assert "Returns within 14 days." in words(found["terms"].load)
    shop.run("terms", "about")
    assert shop.rendered == []


def test_a_style_that_hides_something_on_one_template_is_found_on_all_its_pages(shop: Shop) -> None:
    link = "<link rel=stylesheet href=/look.css?v={}>"
    shop.file("look.css", "p { margin: 4px }")
    for name in ("tea", "mug"):
        shop.put(name, f"<p>A {name}.</p><p class=note>No returns.</p>", link.format(1))
    shop.put("terms", "<section><p>Our terms.</p></section>", link.format(1))
    shop.run("tea", "mug", "terms")
    shop.file("look.css", "p { margin: 4px } .note { display: none }")
    for name in ("tea", "mug"):
        shop.put(name, f"<p>A {name}.</p><p class=note>No returns.</p>", link.format(2))
    shop.put("terms", "<section><p>Our terms.</p></section>", link.format(2))

    found = shop.run("tea", "mug", "terms")
    assert shop.rendered == ["mug", "tea", "terms"]
    assert shop.told == {"reused": 0, "made": {"assets": 2, "sample": 1}}
    assert not any(words(found[name].load)["No returns."] for name in ("tea", "mug"))


def test_a_style_without_effect_costs_one_page_of_each_template(shop: Shop) -> None:
    shop.file("look.css", "p { margin: 4px }")
    for name in ("tea", "mug"):
        shop.put(name, f"<p>A {name}.</p>", "<link rel=stylesheet href=/look.css>")
    for name in ("terms", "about", "faq"):
        shop.put(name, f"<section><p>Our {name}.</p></section>", "<link rel=stylesheet href=/look.css>")
    every = ("tea", "mug", "terms", "about", "faq")
    shop.run(*every)
    shop.file("look.css", "p { margin: 4px } .unused { display: none }")

    shop.run(*every)
    assert len(shop.rendered) == 2 and shop.told == {"reused": 3, "made": {"sample": 2}}
    shop.run(*every)
    assert shop.rendered == []


def test_what_rotates_by_itself_does_not_pass_for_the_work_of_a_style_sheet(shop: Shop) -> None:
    script = "<p id=seen></p><script>seen.textContent = 'Seen ' + Math.random()</script>"
    text = "".join(f"<p>Line {n}.</p>" for n in range(12))
    shop.file("look.css", "p { margin: 4px }")
    for name in ("tea", "mug"):
        shop.put(name, f"{text}{script}", "<link rel=stylesheet href=/look.css>")
    shop.run("tea", "mug")
    shop.file("look.css", "p { margin: 4px } .unused { display: none }")

    shop.run("tea", "mug")
    assert len(shop.rendered) == 2 and len(set(shop.rendered)) == 1, "one page, twice"
    assert shop.told == {"reused": 1, "made": {"sample": 1}}
    shop.file("look.css", "p { margin: 4px } #seen { visibility: hidden }")
    assert not any(shown for text, shown in words(shop.run("tea", "mug")["mug"].load).items() if "Seen" in text)


def test_a_price_that_a_script_fetches_is_asked_for_again(shop: Shop) -> None:
    shop.put(
        "tea",
        "<p id=price></p><script>fetch('/price.json').then(r => r.json()).then(j => price.textContent = j.p)</script>",
    )
    shop.file("price.json", json.dumps({"p": "1,200 yen", "session_id": "0123456789"}), "application/json")
    assert "1,200 yen" in words(shop.run("tea")["tea"].load)
    shop.file("price.json", json.dumps({"p": "1,200 yen", "session_id": "9876543210"}), "application/json")
    shop.run("tea")
    assert shop.rendered == []
    shop.file("price.json", json.dumps({"p": "1,500 yen", "session_id": "0123456789"}), "application/json")

    assert "1,500 yen" in words(shop.run("tea")["tea"].load)
    assert shop.told == {"reused": 0, "made": {"data": 1}}


def test_a_marker_that_names_the_commit_makes_no_other_page(shop: Shop) -> None:
    for commit, rendered in (("a1b2c3d", ["terms"]), ("d4e5f6a", [])):
        shop.put("terms", "<p>Our terms.</p>", f"<meta name=commit content={commit}>")
        shop.run("terms", marker=commit)
        assert shop.rendered == rendered


def test_carts_and_what_was_not_read_are_never_kept(shop: Shop) -> None:
    shop.put("cart", "<p>Your cart is empty.</p>")
    shop.run("cart", "nowhere")
    shop.run("cart", "nowhere")
    assert shop.rendered == ["cart", "nowhere"]


def test_nothing_is_shared_with_another_browser_device_login_or_preview(shop: Shop) -> None:
    shop.put("terms", "<p>Our terms.</p>")
    mine = Access(basic_auth=("me", "s3cret-word"))
    shop.run("terms")
    for differently in (
        {"browser": "Chromium 2"},
        {"device": "mobile"},
        {"access": mine},
        {"access": Access(basic_auth=("me", "another"))},
        {"preview": "?preview_theme_id=7"},
    ):
        shop.run("terms", **differently)
        assert shop.rendered == ["terms"], differently
    shop.run("terms", access=mine)
    assert shop.rendered == []
    held = b"".join(path.read_bytes() for path in shop.folder.iterdir())
    assert b"s3cret-word" not in held


def test_a_load_is_not_used_for_ever(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.put("terms", "<p>Our terms.</p>")
    shop.run("terms")
    monkeypatch.setattr("disputelint.checker.crawl.store.DAYS", 0)
    shop.run("terms")
    assert shop.told == {"reused": 0, "made": {"old": 1}}


def test_a_damaged_entry_is_none(shop: Shop) -> None:
    shop.put("terms", "<p>Our terms.</p>")
    shop.run("terms")
    for column, value in (("body", b"not packed"), ("head", "{"), ("head", '{"made": "yesterday"}')):
        with contextlib.closing(sqlite3.connect(shop.folder / keeping.FILE)) as file, file:
            file.execute(f"UPDATE entry SET {column} = ?", (value,))
        shop.run("terms")
        assert shop.rendered == ["terms"] and shop.problem is None
        shop.run("terms")
        assert shop.rendered == []


def test_a_file_that_is_no_store_is_left_alone_and_told_of(shop: Shop) -> None:
    shop.put("terms", "<p>Our terms.</p>")
    (shop.folder / keeping.FILE).write_bytes(b"somebody's file, " * 300)
    for _ in range(2):
        shop.run("terms")
        assert shop.rendered == ["terms"]
        assert shop.problem is not None and str(shop.folder) in shop.problem.en
    assert (shop.folder / keeping.FILE).read_bytes().startswith(b"somebody's file")


def test_two_runs_at_once_keep_what_both_saw(tmp_path: Path) -> None:
    with Keep(tmp_path) as one, Keep(tmp_path) as other:
        one.put("load", "a", "head", "body of a")
        other.put("load", "b", "head", "body of b")
    with Keep(tmp_path) as later:
        assert (later.body("load", "a"), later.body("load", "b")) == ("body of a", "body of b")


def test_what_nobody_used_and_what_is_too_much_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def today(day: int) -> None:
        monkeypatch.setattr("disputelint.checker.snapshot.keep.time", SimpleNamespace(time=lambda: day * 86_400.0))

    for day, name in ((1, "ancient"), (29, "older"), (30, "newer")):
        today(day)
        with Keep(tmp_path) as keep:
            keep.put("load", name, "h", name)
    today(32)
    monkeypatch.setattr(keeping, "LIMIT", 20)
    Keep(tmp_path).close()
    with Keep(tmp_path) as keep:
        assert [name for name in ("ancient", "older", "newer") if keep.head("load", name)] == ["newer"]


def test_another_programs_database_is_not_touched(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / keeping.FILE)) as file, file:
        file.execute("CREATE TABLE theirs (a)")
    with Keep(tmp_path) as keep:
        keep.put("load", "a", "h", "b")
        assert keep.problem is not None
    with contextlib.closing(sqlite3.connect(tmp_path / keeping.FILE)) as file:
        assert file.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]


def test_a_kept_page_proves_its_theme_by_what_the_shop_answers_today() -> None:
    shown = '<script>Shopify.theme = {{"name":"x","id":{},"role":"unpublished"}}</script><p>Our terms.</p>'
    config, home = Config(), "https://s.example/"
    address = Address.of_target(f"{home}?preview_theme_id=77")
    frontier = Frontier(address)
    frontier.add([Met(home, "", "target")])
    place = State(config, home, "https://s.example", address, permission(config, home), frontier)

    class Kept:
        today = ""

        async def load(self, url: str, device: Device, render: Any) -> Loaded:
            return Loaded(Load(url, url, device, "rendered", status=200, dom=lambda: shown.format(77)), self.today)

        def note(self, *said: Any) -> None:
            pass

    kept: Any = Kept()
    fetcher: Any = None
    reader = Reader(place, fetcher, kept, Pace(0), 1, Parsed(), kept)
    seen = {}
    for theme in (77, 78):
        kept.today = shown.format(theme)
        seen[theme] = asyncio.run(reader.read(Ask(home, "render", "home"))).load.reason
    assert seen == {77: None, 78: "wrong_theme"}
