import pytest

from disputelint.checker.config import Config, Storefront
from disputelint.checker.engine.judge import judge
from disputelint.checker.model import Discovery, Step
from disputelint.checker.snapshot.source import LAID_OUT
from tests.engine.shop import ORIGIN, catalogue, fact, judged, outcome, page, rule, site, unread

EMAIL = fact("contact.email", "a@shop.test")


def test_one_verdict_per_page_of_the_kinds():
    shop = site(page("/r", "refund_policy", facts=[EMAIL]), page("/t", "terms"), page("/b", "blog"))
    said = judged("pages: [refund_policy, terms]\nexpect: {fact: contact.email}", shop, subject="page")
    assert [(one.subject_url, one.page_kind, one.outcome) for one in said.verdicts] == [
        (ORIGIN + "/r", "refund_policy", "pass"),
        (ORIGIN + "/t", "terms", "fail"),
    ]


def test_a_page_that_was_not_read_has_its_own_verdict():
    said = judged("pages: [terms]\nexpect: {fact: contact.email}", site(unread("/t", "terms")), subject="page")
    assert [(one.outcome, one.reason) for one in said.verdicts] == [("inconclusive", "http_refusal")]


def test_a_page_left_out_by_the_limit_has_none_beside_those_that_were_read():
    shop = site(page("/p", "product", facts=[EMAIL]), unread("/q", "product", "page_limit"))
    for subject in ("page", "product"):
        said = judged("pages: [product]\nexpect: {fact: contact.email}", shop, subject=subject)
        assert [one.subject_url for one in said.verdicts] == [ORIGIN + "/p"]


def test_no_such_page_is_nothing_to_judge_once_the_search_was_complete():
    body = "pages: [terms]\nexpect: {fact: contact.email}"
    assert outcome(body, site(page("/", "home")), subject="page") == ("not_applicable", None)
    open_ = site(page("/", "home"), discovery=Discovery(False, (), (("footer", "timeout"),)))
    assert outcome(body, open_, subject="page") == ("inconclusive", "timeout")


def test_a_page_does_not_answer_for_another():
    body = "pages: [product]\nexpect: {fact: price.amount}"
    shop = site(page("/p", "product", facts=[fact("price.amount", {"amount": 1.0})]), page("/q", "product"))
    assert [one.outcome for one in judged(body, shop, subject="product").verdicts] == ["pass", "fail"]


def test_a_product_may_be_compared_with_a_policy():
    body = "expect: {any: [{fact: shipping.cost}, {fact: shipping.cost, pages: [shipping_policy]}]}"
    shop = site(page("/p", "product"), page("/s", "shipping_policy", facts=[fact("shipping.cost", "free")]))
    assert outcome(body, shop, subject="product") == ("pass", None)


def test_a_product_has_its_own_cart_lines():
    line = fact("cart.line_price", {"amount": 5.0, "currency": "EUR", "for": "Tea caddy"})
    own = page("/p", "product", facts=[fact("product.name", "Tea Caddy")])
    other = page("/q", "product", facts=[fact("product.name", "Bowl")])
    shop = site(own, other, page("/cart", "cart", facts=[line]))
    said = judged("pages: [cart]\nexpect: {fact: cart.line_price}", shop, subject="product")
    assert [one.outcome for one in said.verdicts] == ["pass", "fail"]


def test_a_walk_with_one_product_belongs_to_it():
    total = fact("ledger.unannounced", {"label": "Fee", "amount": 1.0}, source="derived")
    steps = (Step(0, "open", ORIGIN + "/p", "product"), Step(1, "add", ORIGIN + "/cart", "cart"))
    shop = site(page("/p", "product"), page("/q", "product"), page("/cart", "cart"), facts=[total], steps=steps)
    said = judged("expect: {not: {fact: ledger.unannounced}}", shop, subject="product")
    assert [one.outcome for one in said.verdicts] == ["fail", "pass"]


@pytest.mark.parametrize(
    ("journey", "reason", "want"),
    [
        ("off", None, ("not_applicable", None)),
        ("not_authorized", None, ("inconclusive", "not_authorized")),
        ("failed", "no_add_to_cart", ("inconclusive", "no_add_to_cart")),
        ("walked", None, ("fail", None)),
    ],
)
def test_the_journey(journey, reason, want):
    shop = site(page("/", "home"), journey=journey, journey_reason=reason)
    assert outcome("expect: {fact: checkout.guest}", shop, subject="journey") == want
    assert outcome("expect: {fact: checkout.guest}", shop) == want


def test_a_site_rule_on_what_the_walk_met():
    shop = site(page("/c", "checkout", step="review", facts=[fact("checkout.guest", True)]))
    assert outcome("expect: {fact: checkout.guest, const: true}", shop) == ("pass", None)


def test_what_header_and_footer_say_is_said_on_every_page():
    foot = fact("contact.email", "a@shop.test", region="footer", path="/")
    shop = site(page("/", "home"), page("/t", "terms"), facts=[foot])
    assert outcome("pages: [terms]\nexpect: {fact: contact.email}", shop, subject="page") == ("pass", None)


def test_the_footer_of_the_shop_is_not_that_of_the_checkout():
    foot = fact("contact.email", "a@shop.test", region="footer", path="/")
    shop = site(page("/", "home"), page("/c", "checkout"), facts=[foot])
    assert outcome("pages: [checkout]\nexpect: {fact: contact.email}", shop) == ("fail", None)


def two(first, second, shop, config=None, **more):
    rules = catalogue(rule(first, "first"), rule(second, "second", **more))
    return {one.rule: (one.outcome, one.reason) for one in judge(shop, rules, config or Config()).verdicts}


AFTER = "after: [first]\npages: [contact]\nexpect: {fact: contact.email}"


def test_after_a_rule_that_failed_nothing_is_asked():
    said = two("expect: {page: refund_policy}", AFTER, site(page("/c", "contact")))
    assert said == {"first": ("fail", None), "second": ("not_applicable", None)}


def test_after_a_rule_that_holds_it_is_asked():
    shop = site(page("/c", "contact"), page("/r", "refund_policy"))
    assert two("expect: {page: refund_policy}", AFTER, shop)["second"] == ("fail", None)


def test_after_an_inconclusive_rule_it_is_inconclusive_for_the_same_reason():
    shop = site(page("/c", "contact"), unread("/r", "refund_policy", "captcha"))
    assert two("expect: {page: refund_policy}", AFTER, shop)["second"] == ("inconclusive", "captcha")


def test_a_rule_that_is_switched_off_is_still_asked_silently():
    from dataclasses import replace

    config = Config()
    config = replace(config, choice=replace(config.choice, rules={"first": "off"}))
    said = two("expect: {page: refund_policy}", AFTER, site(page("/c", "contact")), config)
    assert said == {"second": ("not_applicable", None)}


def test_after_goes_page_by_page():
    shop = site(page("/p", "product", facts=[fact("price.amount", {"amount": 1.0})]), page("/q", "product"))
    rules = catalogue(
        rule("expect: {fact: price.amount}", "first", subject="product"),
        rule("after: [first]\nexpect: {fact: price.currency}", "second", subject="product"),
    )
    said = [(one.rule, one.outcome) for one in judge(shop, rules, Config()).verdicts]
    assert said == [("first", "pass"), ("first", "fail"), ("second", "fail"), ("second", "not_applicable")]


@pytest.mark.parametrize(
    ("applies", "shop", "want"),
    [
        ("{sells: [physical]}", {"sells": ("physical",)}, "fail"),
        ("{sells: [digital, physical]}", {"sells": ("physical",)}, "fail"),
        ("{sells: digital}", {"sells": ("physical",)}, "not_applicable"),
        ("{market: JP}", {"market": "JP"}, "fail"),
        ("{market: DE}", {"market": "JP"}, "not_applicable"),
        ("{platform: woo}", {"platform": "woo"}, "fail"),
        ("{gateway: gmo-pg}", {"gateways": ("gmo_pg",)}, "fail"),
        ("{language: zh}", {"languages": ("zh-TW",)}, "fail"),
        ("{language: zh, market: DE}", {"languages": ("zh-TW",)}, "not_applicable"),
    ],
)
def test_applies(applies, shop, want):
    body = f"applies: {applies}\nexpect: {{page: refund_policy}}"
    assert outcome(body, site(page("/", "home"), **shop))[0] == want


def test_what_is_not_known_is_not_applicable_and_says_what_to_configure():
    said = judged("applies: {sells: [physical]}\nexpect: {page: refund_policy}", site(page("/", "home")))
    assert said.verdicts[0].outcome == "not_applicable"
    assert "storefront.sells" in said.configure[0].en
    assert "storefront.sells" in said.configure[0].ja


def test_what_is_configured_wins_over_what_was_detected():
    shop = site(page("/", "home"), sells=("digital",))
    config = Config(storefront=Storefront(sells=("physical",)))
    assert outcome("applies: {sells: [physical]}\nexpect: {page: refund_policy}", shop, config)[0] == "fail"


def test_of_plain_files_only_rules_whose_kinds_are_among_them_apply():
    shop = site(page("/r.html", "refund_policy"), files=True, discovery=Discovery(False, ()), journey="off")
    assert outcome("pages: [refund_policy, faq]\nexpect: {fact: refund.window}", shop) == ("fail", None)
    assert outcome("pages: [shipping_policy]\nexpect: {fact: shipping.cost}", shop) == ("not_applicable", None)
    assert outcome("expect: {page: privacy}", shop) == ("not_applicable", None)
    assert outcome("expect: {fact: price.amount}", shop, subject="product") == ("not_applicable", None)
    entry = site(page("/c.html", "checkout", step="entry"), files=True, journey="off")
    assert outcome("pages: [checkout.last]\nexpect: {fact: checkout.total}", entry) == ("not_applicable", None)


def test_goods_that_files_do_not_hold_may_be_drawn_by_their_scripts():
    body = "pages: [product, collection]\nexpect: {page: product}"
    drawn = page("/all.html", "collection", html=lambda: "<div id=goods></div><script src=goods.js></script>")
    plain = page("/all.html", "collection", html=lambda: '<script type="application/ld+json">{}</script>')
    assert outcome(body, site(drawn, files=True)) == ("inconclusive", "not_rendered")
    assert outcome(body, site(plain, files=True)) == ("fail", None)


def test_a_price_that_a_page_does_not_hold_may_be_drawn_by_its_scripts():
    body = "pages: [product]\nexpect: {fact: price.amount}"
    drawn = page("/p", "product", seen="fetched", html=lambda: "<h1>Loading...</h1><script src=goods.js></script>")
    plain = page("/p", "product", seen="fetched", html=lambda: "<h1>Cup</h1>")
    assert outcome(body, site(drawn), subject="product") == ("inconclusive", "not_rendered")
    assert outcome(body, site(plain), subject="product") == ("fail", None)
    assert outcome(body, site(page("/p", "product", html=drawn.html)), subject="product") == ("fail", None)


def test_both_devices_are_judged():
    shop = site(
        page("/r", "refund_policy"), page("/r", "refund_policy", device="mobile"), devices=("desktop", "mobile")
    )
    said = judged("pages: [refund_policy]\nexpect: {fact: refund.window}", shop)
    assert [one.device for one in said.verdicts] == ["desktop", "mobile"]
    assert len({one.fingerprint for one in said.findings}) == 2


def test_a_fact_of_a_page_that_one_device_alone_was_shown_holds_for_both():
    devices = ("desktop", "mobile")
    gone = fact("site.broken_links", ORIGIN + "/gone", path="/care")
    body = "expect: {not: {fact: site.broken_links}}"
    once = site(page("/", "home"), page("/", "home", device="mobile"), page("/care"), facts=(gone,), devices=devices)
    assert [one.outcome for one in judged(body, once).verdicts] == ["fail", "fail"]
    twice = site(page("/care"), page("/care", device="mobile"), facts=(gone,), devices=devices)
    assert [one.outcome for one in judged(body, twice).verdicts] == ["fail", "pass"]


def test_a_failure_among_earlier_rules_counts_more_than_what_was_not_judged():
    unread = page("/refund", "refund_policy", seen="unread", reason="captcha")
    unsure = rule("expect: {page: refund_policy}", "unsure")
    failing = rule("expect: {page: faq}", "failing")
    late = rule("after: [unsure, failing]\nexpect: {page: contact}", "late")
    found = judge(site(page("/", "home"), unread), catalogue(unsure, failing, late), Config())
    assert {one.rule: one.outcome for one in found.verdicts} == {
        "unsure": "inconclusive",
        "failing": "fail",
        "late": "not_applicable",
    }


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<header id="site-header"></header><p>Write.</p><script src=/frame.js></script>', "inconclusive"),
        ('<p>Write.</p><div id="footer-placeholder"></div><script src=/frame.js></script>', "inconclusive"),
        ("<p>Write.</p><site-footer></site-footer><script src=/frame.js></script>", "inconclusive"),
        (f"{LAID_OUT}<p>Write.</p>", "inconclusive"),
        ('<div id="footer-placeholder"></div><p>Write.</p>', "fail"),
        ("<header>Loom</header><p>Write.</p><script src=/frame.js></script>", "fail"),
    ],
)
def test_what_stands_in_a_header_or_foot_is_open_where_they_come_from_elsewhere(html, said):
    shop = site(page("/", "home", seen="fetched", html=lambda: html), files=True)
    body = "expect: {fact: contact.email, pages: [home]}"
    assert outcome(body, shop)[0] == said
    assert outcome("expect: {fact: refund.none, pages: [home]}", shop)[0] == "fail"
