from dataclasses import replace

import pytest

from disputelint.checker.config import Config
from disputelint.checker.engine.gate import coverage, failing, required
from disputelint.checker.engine.judge import judge
from disputelint.checker.engine.remedies import REASONS
from disputelint.checker.model import REASON_CODES, Discovery
from tests.engine.shop import asked, catalogue, page, rule, site, unread

ALL = [page(f"/{n}", kind) for n, kind in enumerate(("home", "product", "refund_policy", "shipping_policy", "contact"))]
WALK = [page("/cart", "cart"), page("/checkout", "checkout")]
OPEN = Discovery(False, (), (("footer", "timeout"),))


def missed(shop, config=None):
    seen = coverage(shop, config or Config())
    return seen.gate_missed, [(gap.what, gap.reason) for gap in seen.gaps if gap.required]


def test_everything_seen():
    assert missed(site(*ALL, *WALK)) == (False, [])


def test_what_is_proved_absent_is_no_gap():
    assert missed(site(*ALL[:2], *WALK)) == (False, [])
    assert missed(site(*ALL[:4], *WALK, unread("/c", "contact", "not_found"))) == (False, [])


def test_what_was_not_seen_misses_the_gate():
    shop = site(*ALL[:4], *WALK, unread("/c", "contact", "bot_wall"))
    assert missed(shop) == (True, [("contact", "bot_wall")])


def test_an_incomplete_search_proves_nothing_absent():
    assert missed(site(*ALL[:4], *WALK, discovery=OPEN)) == (True, [("contact", "timeout")])


@pytest.mark.parametrize("reason", ["page_limit", "out_of_stock"])
def test_limits_and_stock_never_miss_it(reason):
    assert missed(site(*ALL[:4], *WALK, unread("/c", "contact", reason))) == (False, [])
    assert missed(site(*ALL, journey="failed", journey_reason="out_of_stock")) == (False, [])


def test_the_walk():
    shop = site(*ALL, journey="not_authorized")
    assert missed(shop) == (True, [("cart", "not_authorized"), ("checkout", "not_authorized")])
    off = Config()
    off = replace(off, journey=replace(off.journey, on=False))
    assert missed(replace(shop, journey="off"), off) == (False, [])
    assert missed(site(*ALL, WALK[0], journey="partial", journey_reason="form_gate"))[1] == [("checkout", "form_gate")]


def test_what_is_required_can_be_configured():
    config = Config()
    config = replace(config, gate=replace(config.gate, require=("privacy",)))
    assert missed(site(page("/", "home"), discovery=OPEN), config) == (True, [("privacy", "timeout")])
    assert required(site(), replace(config, gate=replace(config.gate, require=()))) == ()


def test_plain_files_have_no_gate():
    assert missed(site(page("/r.html", "refund_policy"), files=True, discovery=OPEN)) == (False, [])


def test_gaps_say_what_would_mend_them():
    seen = coverage(site(*ALL, *WALK, unread("/t", "order_tracking", "http_refusal")), Config())
    (gap,) = seen.gaps
    assert gap.what.endswith("/t") and not gap.required
    assert "firewall" in gap.remedy.en and gap.remedy.ja


def test_pages_beyond_the_limit_are_one_gap():
    seen = coverage(site(*ALL, *WALK, *(unread(f"/p{n}", "product", "page_limit") for n in range(18))), Config())
    assert [(gap.what, gap.reason) for gap in seen.gaps] == [("product", "page_limit")]
    assert seen.gaps[0].detail.en.startswith("18 pages")
    kind = next(one for one in seen.kinds if one.kind == "product")
    assert (kind.known, kind.read, kind.rendered, kind.fetched) == (19, 1, 1, 0)


def test_every_reason_code_has_words_and_a_remedy():
    assert set(REASONS) == set(REASON_CODES)


def test_requirements_per_authority():
    cat = catalogue(
        rule("requirements: [stripe-a, klarna-a]\nexpect: {page: terms}"),
        requirements=[asked("stripe-a"), asked("klarna-a", "klarna")],
    )
    shop = site(*ALL)
    assert coverage(shop, Config(), judge(shop, cat, Config()).requirements).authorities == (
        ("stripe", {"not_found": 1}),
    )


@pytest.mark.parametrize(
    ("fail_on", "rules"),
    [("error", {"e"}), ("warning", {"e", "w"}), ("note", {"e", "w", "n"}), ("never", set())],
)
def test_what_makes_the_exit_code(fail_on, rules):
    cat = catalogue(
        rule("expect: {page: terms}", "e"),
        rule("expect: {page: terms}", "w", severity="warning"),
        rule("expect: {page: terms}", "n", severity="note"),
        rule("expect: {page: terms}", "unsure", confidence="low"),
        rule("expect: {page: privacy}", "open"),
    )
    shop = site(page("/", "home"), unread("/p", "privacy"))
    findings = judge(shop, cat, Config()).findings
    assert {one.rule for one in failing(findings, fail_on)} == rules
    accepted = [replace(one, status="waived") for one in findings]
    assert failing(accepted, fail_on) == ()


@pytest.mark.parametrize(("count", "said"), [(1, "1 page was found"), (2, "2 pages were found")])
def test_pages_beyond_the_limit_are_counted_without_english_words_in_japanese(count, said):
    left = (unread(f"/t{n}", "order_tracking", "page_limit") for n in range(count))
    (gap,) = coverage(site(*ALL, *WALK, *left), Config()).gaps
    assert gap.detail.en.startswith(said) and gap.detail.ja.startswith(f"{count}ページが見つかりました")
    assert gap.detail.ja.isascii() is False and "order" not in gap.detail.en + gap.detail.ja


def test_a_code_stands_beside_the_reason_in_both_languages_and_english_words_in_english_only():
    for said, en, ja in (("HTTP 403", " (HTTP 403)", "（HTTP 403）"), ("a firewall", " (a firewall)", "")):
        refused = replace(unread("/c", "other", "http_refusal"), detail=said)
        (gap,) = (one for one in coverage(site(*ALL, *WALK, refused), Config()).gaps if one.what == refused.url)
        assert gap.detail.en.endswith(f"refused{en}") and gap.detail.ja.endswith(f"拒否されました{ja}")
