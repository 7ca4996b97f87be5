from dataclasses import replace

import pytest

from disputelint.checker.model import Discovery
from tests.engine.shop import block, catalogue, fact, judged, outcome, page, rule, site, unread

WINDOW = fact("refund.window", {"days": 30, "anchor": "delivery", "scope": "general"}, "within 30 days")
SHORT = fact("refund.window", {"days": 7, "anchor": "delivery", "scope": "general"}, "within 7 days")
ASK = "pages: [refund_policy, faq]\nexpect: {fact: refund.window}"
FORTNIGHT = "pages: [refund_policy, faq]\nexpect: {fact: refund.window, properties: {days: {minimum: 14}}}"
EVERY = "pages: [refund_policy, faq]\nexpect: {every: refund.window, properties: {days: {minimum: 14}}}"


def test_a_stated_fact_holds():
    assert outcome(ASK, site(page("/r", "refund_policy", facts=[WINDOW]))) == ("pass", None)


def test_a_fact_that_no_page_in_scope_states_fails():
    assert outcome(ASK, site(page("/r", "refund_policy"))) == ("fail", None)


def test_what_stands_on_a_page_out_of_scope_does_not_count():
    assert outcome(ASK, site(page("/r", "refund_policy"), page("/b", "blog", facts=[WINDOW]))) == ("fail", None)


def test_no_such_page_and_a_complete_search_is_absence():
    assert outcome(ASK, site(page("/", "home"))) == ("fail", None)


def test_an_incomplete_search_proves_no_absence():
    shop = site(page("/r", "refund_policy"), discovery=Discovery(False, (), (("sitemap", "timeout"),)))
    assert outcome(ASK, shop) == ("inconclusive", "timeout")


def test_an_unread_page_in_scope_leaves_it_open():
    assert outcome(ASK, site(page("/r", "refund_policy"), unread("/f", "faq", "bot_wall"))) == (
        "inconclusive",
        "bot_wall",
    )


def test_an_unread_page_does_not_undo_what_another_states():
    assert outcome(ASK, site(page("/r", "refund_policy", facts=[WINDOW]), unread("/f", "faq"))) == ("pass", None)


def test_a_page_that_is_gone_does_not_exist():
    assert outcome(ASK, site(page("/r", "refund_policy"), unread("/f", "faq", "not_found"))) == ("fail", None)


def test_a_language_without_wording_is_not_absence():
    shop = site(page("/r", "refund_policy", language="th", supported=False))
    assert outcome(ASK, shop) == ("inconclusive", "language_unsupported")


def test_a_page_read_in_part_is_not_absence():
    shop = site(page("/r", "refund_policy", reason="third_party_frame"))
    assert outcome(ASK, shop) == ("inconclusive", "third_party_frame")


def test_one_value_is_enough_for_fact():
    shop = site(page("/r", "refund_policy", facts=[SHORT]), page("/f", "faq", facts=[WINDOW]))
    assert outcome(FORTNIGHT, shop) == ("pass", None)


def test_a_wrong_value_fails_with_its_quote():
    said = judged(FORTNIGHT, site(page("/r", "refund_policy", facts=[SHORT])))
    assert said.findings[0].places[0].quote == "within 7 days"
    assert said.findings[0].places[0].role == "stands_here"


def test_every_wants_all_values():
    shop = site(page("/r", "refund_policy", facts=[WINDOW]), page("/f", "faq", facts=[SHORT]))
    assert outcome(EVERY, shop) == ("fail", None)
    assert outcome(EVERY, site(page("/r", "refund_policy", facts=[WINDOW]))) == ("pass", None)


def test_every_fails_when_nothing_is_stated():
    assert outcome(EVERY, site(page("/r", "refund_policy"))) == ("fail", None)


def test_every_is_open_while_a_page_is_unread():
    shop = site(page("/r", "refund_policy", facts=[WINDOW]), unread("/f", "faq"))
    assert outcome(EVERY, shop) == ("inconclusive", "http_refusal")


def test_beside_a_fact_not_is_a_keyword():
    body = "pages: [refund_policy]\nexpect: {fact: refund.method, not: {const: store_credit}}"
    for value, said in (("original", "pass"), ("store_credit", "fail")):
        assert outcome(body, site(page("/r", "refund_policy", facts=[fact("refund.method", value)])))[0] == said


def test_where_selects_what_counts():
    only = replace(SHORT, value={"days": 7, "anchor": "delivery", "scope": "defective_only"})
    body = EVERY.replace("properties", "where: {properties: {scope: {const: general}}}, properties")
    assert outcome(body, site(page("/r", "refund_policy", facts=[WINDOW, only]))) == ("pass", None)


@pytest.mark.parametrize("body", [ASK, EVERY, "pages: [refund_policy]\nexpect: {not: {fact: refund.window}}"])
def test_a_low_confidence_fact_decides_nothing_alone(body):
    unsure = replace(WINDOW, confidence="low")
    assert outcome(body, site(page("/r", "refund_policy", facts=[unsure])))[0] == "inconclusive"


def test_a_low_confidence_wrong_value_does_not_fail():
    unsure = replace(SHORT, confidence="low")
    for body in (FORTNIGHT, EVERY):
        assert outcome(body, site(page("/r", "refund_policy", facts=[unsure])))[0] == "inconclusive"


def test_the_verdict_is_as_sure_as_its_facts():
    medium = replace(SHORT, confidence="medium")
    assert judged(EVERY, site(page("/r", "refund_policy", facts=[medium]))).verdicts[0].confidence == "medium"
    said = judged(EVERY, site(page("/r", "refund_policy", facts=[SHORT])), confidence="low")
    assert said.verdicts[0].confidence == "low"


def test_regions_narrow():
    body = "pages: [product]\nexpect: {fact: contact.email, in: [main]}"
    foot = fact("contact.email", "a@shop.test", region="footer", path="/")
    shop = site(page("/p", "product"), page("/", "home"), facts=[foot])
    assert outcome(body, shop) == ("fail", None)
    assert outcome(body.replace(", in: [main]", ""), shop) == ("pass", None)


def test_hidden_words_do_not_count_where_they_must_be_visible():
    body = "pages: [refund_policy]\nexpect: {fact: refund.window, visible: true}"
    stated = replace(WINDOW, block=0)
    assert outcome(body, site(page("/r", "refund_policy", facts=[stated]))) == ("pass", None)
    hidden = page("/r", "refund_policy", facts=[stated], blocks=(block("within 30 days", visible=False),))
    assert outcome(body, site(hidden)) == ("fail", None)
    assert outcome(body.replace("true", "false"), site(hidden)) == ("pass", None)


def test_markup_is_not_visible_text():
    body = "pages: [product]\nexpect: {fact: price.amount, visible: true}"
    hidden = fact("price.amount", {"amount": 10.0}, source="json-ld")
    assert outcome(body, site(page("/p", "product", facts=[hidden]))) == ("fail", None)


def test_visibility_of_a_page_that_was_not_rendered_is_open():
    body = "pages: [refund_policy]\nexpect: {fact: refund.window, visible: true}"
    fetched = page("/r", "refund_policy", facts=[replace(WINDOW, block=0)], seen="fetched")
    assert outcome(body, site(fetched)) == ("inconclusive", "not_rendered")
    assert outcome(body, site(fetched, files=True)) == ("pass", None)


@pytest.mark.parametrize(("size", "said"), [(14.0, "pass"), (9.0, "fail"), (None, "inconclusive")])
def test_size_is_measured_or_open(size, said):
    body = "pages: [refund_policy]\nexpect: {fact: refund.window, min_size: 12}"
    own = page("/r", "refund_policy", facts=[replace(WINDOW, block=0)], blocks=(block("x", font_size=size),))
    assert outcome(body, site(own))[0] == said


def test_contrast_is_measured():
    body = "pages: [refund_policy]\nexpect: {fact: refund.window, min_contrast: 4.5}"
    for contrast, said in ((7.0, "pass"), (2.0, "fail")):
        own = page("/r", "refund_policy", facts=[replace(WINDOW, block=0)], blocks=(block("x", contrast=contrast),))
        assert outcome(body, site(own))[0] == said


def test_absence_that_needs_a_layout_is_open_when_no_page_was_rendered():
    body = "pages: [refund_policy]\nexpect: {fact: refund.window, min_size: 12}"
    assert outcome(body, site(page("/r", "refund_policy", seen="fetched"))) == ("inconclusive", "not_rendered")


def test_a_row_that_is_a_picture_is_not_absence():
    body = "pages: [legal_notice]\nexpect: {fact: contact.address}"
    row = block("", image_only=True, label="所在地", region="main")
    shop = site(page("/l", "legal_notice", language="ja", blocks=(row,)))
    known = catalogue(rule(body), row_labels={"contact.address": ("row_address",)})
    from disputelint.checker.config import Config
    from disputelint.checker.engine.judge import judge

    verdict = judge(shop, known, Config()).verdicts[0]
    assert (verdict.outcome, verdict.reason) == ("inconclusive", "image_text")
    other = site(page("/l", "legal_notice", language="ja", blocks=(replace(row, label="運営方針"),)))
    assert judge(other, known, Config()).verdicts[0].outcome == "fail"


def test_leaf_pages_replace_the_rules():
    body = "pages: [faq]\nexpect: {fact: refund.window, pages: [refund_policy]}"
    assert outcome(body, site(page("/r", "refund_policy", facts=[WINDOW]))) == ("pass", None)


def test_max_age_is_against_the_snapshots_date():
    body = "pages: [privacy]\nexpect: {every: last_updated, max_age: {days: 365}}"
    for date, said in (("2026-01-01", "pass"), ("2024-01-01", "fail")):
        assert outcome(body, site(page("/p", "privacy", facts=[fact("last_updated", date)])))[0] == said


def test_matches_asks_the_lexicon_in_the_pages_language():
    body = "pages: [legal_notice]\nexpect: {fact: business.legal_name, matches: company_form}"
    for name, said in (("株式会社かんそ", "pass"), ("かんそ雑貨", "fail")):
        own = page("/l", "legal_notice", language="ja", facts=[fact("business.legal_name", name)])
        assert outcome(body, site(own), concepts=["company_form"])[0] == said


def test_configuration_is_known_at_once():
    body = "expect: {fact: config.business_name}"
    assert outcome(body, site(page("/", "home"), unread("/f", "faq"))) == ("fail", None)
    assert outcome(body, site(page("/", "home"), facts=[fact("config.business_name", "Kanso")])) == ("pass", None)


ANYWHERE = f"anywhere: true\n{ASK}"


@pytest.mark.parametrize("kind", ["home", "contact", "product", "other"])
def test_a_rule_that_looks_anywhere_takes_what_another_page_says(kind):
    assert outcome(ANYWHERE, site(page("/r", "refund_policy"), page("/x", kind, facts=[WINDOW]))) == ("pass", None)


@pytest.mark.parametrize("kind", ["blog", "cart", "checkout"])
def test_anywhere_is_no_article_and_no_page_that_only_the_walk_reaches(kind):
    assert outcome(ANYWHERE, site(page("/r", "refund_policy"), page("/x", kind, facts=[WINDOW]))) == ("fail", None)


def test_anywhere_asks_for_words_that_are_sure_and_leaves_absence_to_the_pages_named():
    doubtful = replace(WINDOW, confidence="low")
    assert outcome(ANYWHERE, site(page("/r", "refund_policy"), page("/", "home", facts=[doubtful]))) == ("fail", None)
    unseen = site(page("/r", "refund_policy"), unread("/p", "product", "page_limit"))
    assert outcome(ANYWHERE, unseen) == ("fail", None)


def test_what_must_not_be_said_is_looked_for_on_the_pages_named_alone():
    refused = "anywhere: true\npages: [refund_policy]\nexpect: {not: {fact: refund.window}}"
    assert outcome(refused, site(page("/r", "refund_policy"), page("/x", "home", facts=[WINDOW]))) == ("pass", None)
