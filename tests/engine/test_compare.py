"""What differs from a base, and what of it a change of the theme can have caused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from disputelint.checker import audit
from disputelint.checker.cli.compare import Watched, of_base, without_base
from disputelint.checker.config import Config
from disputelint.checker.engine.causes import Pair
from disputelint.checker.engine.compare import compare, unreadable
from disputelint.checker.engine.pairing import Sight, key, masked
from disputelint.checker.model import Comparison, Finding, Report

from ..shops.restless import BANNERS, FOOTER, TEXTS, Restless, opened

pytestmark = pytest.mark.xdist_group("restless")
RULES = (
    "refund-policy-linked", "refund-window-stated", "refund-window-consistent", "privacy-policy-present",
    "superlatives-backed", "scarcity-claims-sober", "carriers-named", "duplicate-description-absent",
)  # fmt: skip
_CONFIG = Config()
CONFIG = replace(
    _CONFIG,
    crawl=replace(_CONFIG.crawl, render="none", images=False, max_products=4, jobs=1),
    journey=replace(_CONFIG.journey, on=False),
    storefront=replace(_CONFIG.storefront, market="US", gateways=("paypal",)),
    choice=replace(_CONFIG.choice, select=RULES),
)


@dataclass
class Look:
    report: Report
    sight: Sight | None

    def failing(self, held: Comparison, cause: str) -> set[str]:
        """The rules of the new failures with that cause."""
        wanted = {one.fingerprint for one in held.new if one.cause == cause}
        return {one.rule for one in self.report.findings if one.fingerprint in wanted}


@dataclass
class Shop:
    made: Restless
    url: str

    def look(self) -> Look:
        """Audit the shop as it stands."""
        texts = Watched()
        report = audit.run(audit.Target(self.url), CONFIG, seen=texts)
        return Look(report, texts.sight)


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    made = Restless(4)
    with opened(made) as url:
        yield Shop(made, url)


@pytest.fixture(scope="module")
def base(shop: Shop) -> Look:
    return shop.look()


def against(base: Look, head: Look, *, together: bool = False, texts: bool = True) -> Comparison:
    return compare(Pair(base.report, head.report, base.sight if texts else None, head.sight, together))


def test_the_same_shop_twice_is_no_difference_whatever_it_shows_at_random(shop: Shop, base: Look) -> None:
    again, later = shop.look(), shop.look()
    for one, other in ((base, again), (again, later), (later, base)):
        assert one.report.facts != other.report.facts  # it did show something else
        for texts in (True, False):
            held = against(one, other, texts=texts)
            assert not held.any, (held.new, [f.rule for f in held.mended + held.unseen], held.facts, held.risk)


def test_links_that_leave_the_footer_are_told_and_what_follows_counts(shop: Shop, base: Look) -> None:
    shop.made.footer = "<li><a href='/contact?PHPSESSID={sid}'>Contact</a></li>"
    head = shop.look()
    shop.made.footer = FOOTER
    for held in (against(base, head, together=True), against(base, head, texts=False)):
        assert ("link.refund_policy", ("footer",), ()) in {(one.name, one.before, one.after) for one in held.facts}
        assert "privacy-policy-present" in head.failing(held, "change")
    assert head.failing(against(head, base), "change") == set()
    assert "privacy-policy-present" in {one.rule for one in against(head, base).mended}


def test_what_the_template_says_on_every_product_is_the_change(shop: Shop, base: Look) -> None:
    shop.made.buy = "<p>The best tea in the world.</p>"
    head = shop.look()
    shop.made.buy = ""
    for held in (against(base, head, together=True), against(base, head)):
        assert "superlatives-backed" in head.failing(held, "change")


def test_a_policy_edited_in_the_admin_is_told_and_does_not_count(shop: Shop, base: Look) -> None:
    shop.made.texts["refund"] = TEXTS["refund"].replace("within 30 days of delivery", "in principle")
    shop.made.banners = BANNERS[:1]  # none that speaks of returns by chance
    head = shop.look()
    shop.made.texts, shop.made.banners = dict(TEXTS), BANNERS
    for texts in (True, False):
        held = against(base, head, texts=texts)
        assert head.failing(held, "change") == set()
        assert "refund-window-stated" in head.failing(held, "content")
        (window,) = [one for one in held.facts if one.name == "refund.window"]
        assert window.content and window.after == () and window.before[0]["days"] == 30  # type: ignore[index,call-overload]
    # Read at the same time at one address, the admin is the same for both: then it can only be the theme.
    assert "refund-window-stated" in head.failing(against(base, head, together=True), "change")


@pytest.mark.parametrize(
    ("blocks", "cause"),
    [
        (("refund policy",), "change"),  # the template no longer shows the page's text
        (("refund policy", "returns are welcome", "write to us"), "content"),
        (None, "change"),  # the same words, hidden ones included: it is the theme that shows them otherwise
    ],
)
def test_texts_of_both_tell_who_took_a_policy_away(base: Look, blocks: tuple[str, ...] | None, cause: str) -> None:
    assert base.sight is not None
    pages = dict(base.sight.pages)
    if blocks is not None:
        pages["/refund", "desktop"] = replace(
            pages["/refund", "desktop"], main=frozenset(blocks), said=" ".join(blocks)
        )
    head = replace(base.report, findings=(*base.report.findings, _failing(base.report, "/refund")))
    (new,) = compare(Pair(base.report, head, base.sight, Sight(pages))).new
    assert new.cause == cause


def test_a_page_that_the_base_did_not_read_accuses_nobody(base: Look) -> None:
    pages = tuple(
        replace(page, seen="unread", reason="http_refusal") if page.url.endswith("/refund") else page
        for page in base.report.pages
    )
    broken = _failing(base.report, "/refund")
    head = replace(base.report, findings=(*base.report.findings, broken))
    (new,) = compare(Pair(replace(base.report, pages=pages), head)).new
    assert new.cause == "unread"
    old = replace(base.report, rules=tuple(one for one in base.report.rules if one.id != broken.rule))
    (new,) = compare(Pair(old, head, together=True)).new
    assert new.cause == "unread"  # the rule did not run in the base


def _failing(report: Report, path: str) -> Finding:
    """A failure on that page of a rule that holds there."""
    first = next(one for one in report.findings if one.verdict == "fail" and one.page_kind != "product")
    url = next(page.url for page in report.pages if page.url.endswith(path))
    place = replace(first.places[0], page=url, role="belongs_here", quote="")
    return replace(
        first, rule="refund-window-stated", fingerprint="f" * 20, page_kind="refund_policy", places=(place,), trace=None
    )


def test_a_base_without_its_home_page_tells_nothing(base: Look) -> None:
    assert not unreadable(base.report)
    assert unreadable(replace(base.report, pages=tuple(replace(one, seen="unread") for one in base.report.pages)))


def test_the_base_is_judged_by_the_same_rules_and_by_no_marker_or_baseline() -> None:
    gate = replace(CONFIG.gate, baseline="known.json", write_baseline=True, accept_new=True)
    head = replace(CONFIG, gate=gate, theme="theme", theme_marker="commit 1")
    made = of_base(head)
    assert (made.gate.baseline, made.gate.write_baseline, made.theme, made.theme_marker) == (None, False, None, None)
    assert made.choice == head.choice
    assert without_base(head).choice.packs == ("theme-ci",)


@pytest.mark.parametrize(
    ("one", "home", "other", "other_home"),
    [
        ("https://a.example/refund/", "https://a.example/", "http://b.example:8080/refund", "http://b.example:8080/"),
        ("https://a.example/shop/faq", "https://a.example/shop/", "https://b.example/faq", "https://b.example/"),
        ("https://a.example/p?v=2&s=0123456789abcdef01", "https://a.example/", "https://a.example/p?v=2", "https://a.example/"),
    ],
)  # fmt: skip
def test_pages_are_the_same_by_path_below_the_shop(one: str, home: str, other: str, other_home: str) -> None:
    assert key(one, home) == key(other, other_home)
    assert key("https://a.example/p?v=2", home) != key("https://a.example/p?v=3", home)


def test_texts_are_compared_without_counters_and_ids() -> None:
    assert masked("17 left, token 9f8e7d6c5b4a39281706") == masked("3 left, token 0a1b2c3d4e5f60718293")
