import hashlib
from dataclasses import replace

from disputelint.checker.config import Config
from disputelint.checker.engine.fingerprint import evidence, fingerprint
from disputelint.checker.engine.judge import judge
from tests.engine.shop import ORIGIN, block, catalogue, fact, judged, page, rule, site, unread

NONE = fact("refund.none", True, "ALL sales are  ﬁnal since 2019")
HARSH = "pages: [refund_policy, terms]\nexpect: {not: {fact: refund.none}}"
SAYS = {"message": '{en: "“{quote}” on {page} ({count})", ja: "「{quote}」{page}"}'}


def digest(*parts):
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


def test_evidence_is_folded_and_digits_are_zero():
    assert evidence(" ＡLL  sales\n１２/34 ②") == "all sales 00/00 0"


def test_the_fingerprint_is_as_documented():
    assert fingerprint("r", "desktop", "faq", "stands_here", "main", "30 Days") == digest(
        "v1", "r", "desktop", "faq", "stands_here:main", "00 days"
    )


def test_a_product_is_told_by_its_path():
    one = fingerprint("r", "desktop", "product", "belongs_here", "main", "", ORIGIN + "/p/a?variant=1")
    assert one == digest("v1", "r", "desktop", "product", "/p/a", "belongs_here:main", "")
    assert one == fingerprint("r", "desktop", "product", "belongs_here", "main", "", ORIGIN + "/p/a?variant=2")


def test_the_finding_of_what_stands_there():
    finding = judged(HARSH, site(page("/r", "refund_policy", facts=[NONE])), **SAYS).findings[0]
    assert finding.fingerprint == digest(
        "v1", "the-rule", "desktop", "refund_policy", "stands_here:main", "all sales are final since 0000"
    )
    assert finding.message.en == "“ALL sales are  ﬁnal since 2019” on /r (1)"


def test_the_finding_of_what_is_missing_has_no_evidence():
    finding = judged(
        "pages: [refund_policy]\nexpect: {fact: refund.window}", site(page("/r", "refund_policy"))
    ).findings[0]
    assert finding.fingerprint == digest("v1", "the-rule", "desktop", "refund_policy", "belongs_here:main", "")
    assert finding.places[0].page == ORIGIN + "/r"


def test_other_words_around_and_other_pages_change_nothing():
    before = judged(HARSH, site(page("/r", "refund_policy", facts=[NONE])))
    after = judged(HARSH, site(page("/r", "refund_policy", facts=[NONE], text=["new", "words"]), page("/x", "blog")))
    assert before.findings[0].fingerprint == after.findings[0].fingerprint


def test_one_finding_per_page_kind_with_its_places():
    shop = site(
        page("/a", "refund_policy", facts=[NONE]),
        page("/b", "refund_policy", facts=[NONE]),
        page("/t", "terms", facts=[NONE]),
    )
    said = judged("pages: [refund_policy, terms]\nexpect: {not: {fact: refund.none}}", shop, subject="page", **SAYS)
    assert {one.page_kind: [place.page for place in one.places] for one in said.findings} == {
        "refund_policy": [ORIGIN + "/a", ORIGIN + "/b"],
        "terms": [ORIGIN + "/t"],
    }
    assert next(one for one in said.findings if one.page_kind == "refund_policy").message.en.endswith("(2)")


def test_one_finding_per_product():
    shop = site(page("/p", "product"), page("/q", "product"))
    said = judged("expect: {fact: price.amount}", shop, subject="product")
    assert len(said.findings) == 2
    assert len({one.fingerprint for one in said.findings}) == 2


def test_failures_and_inconclusive_pages_are_findings_apart():
    shop = site(page("/r", "refund_policy"), unread("/s", "refund_policy"))
    said = judged("pages: [refund_policy]\nexpect: {fact: refund.window}", shop, subject="page")
    assert [(one.verdict, one.reason) for one in said.findings] == [("fail", None), ("inconclusive", "http_refusal")]
    assert "This could not be judged" in said.findings[1].message.en


def test_findings_are_sorted_worst_first():
    cat = catalogue(
        rule("expect: {page: refund_policy}", "b-note", severity="note"),
        rule("expect: {page: refund_policy}", "c-error"),
        rule("expect: {page: terms}", "a-open"),
        rule("expect: {page: refund_policy}", "a-error"),
    )
    said = judge(site(page("/", "home"), unread("/t", "terms")), cat, Config())
    assert [one.rule for one in said.findings] == ["a-error", "a-open", "c-error", "b-note"]


def test_page_text_is_never_read_as_a_template():
    evil = fact("refund.none", True, "{count} {0.__class__} %s")
    finding = judged(HARSH, site(page("/r", "refund_policy", facts=[evil])), **SAYS).findings[0]
    assert finding.message.en == "“{count} {0.__class__} %s” on /r (1)"


def test_values_are_shown_as_people_write_them():
    time = fact("refund.processing_time", {"days_min": 5, "days_max": 10, "business": True})
    body = "pages: [refund_policy]\nexpect: {every: refund.processing_time, properties: {days_max: {maximum: 7}}}"
    message = '{en: "{value}, up to {value.days_max}", ja: "{value}"}'
    finding = judged(body, site(page("/r", "refund_policy", facts=[time])), message=message).findings[0]
    assert finding.message.en == "5–10 business days, up to 10"
    assert finding.message.ja == "5〜10営業日"


def test_the_same_site_gives_the_same_findings():
    shop = site(page("/b", "refund_policy", facts=[NONE]), page("/a", "terms", facts=[NONE]))
    assert judged(HARSH, shop) == judged(HARSH, shop)


def test_the_finding_of_what_is_missing_quotes_what_made_the_condition_true():
    body = "pages: [refund_policy, terms]\nwhen: {fact: refund.none}\nexpect: {fact: refund.method}"
    one = judged(body, site(page("/r", "refund_policy", facts=[NONE]))).findings[0]
    assert one.message.en == "It fails The page says: “ALL sales are  ﬁnal since 2019”"
    assert one.message.ja.endswith("ページの記載：「ALL sales are  ﬁnal since 2019」")
    assert one.places[0].role == "belongs_here" and not one.places[0].quote
    beside = judged(body, site(page("/r", "refund_policy"), page("/t", "terms", facts=[NONE]))).findings[0]
    assert beside.message.en.startswith("It fails /t says: “ALL")
    named = judged(body, site(page("/r", "refund_policy", facts=[NONE])), **SAYS).findings[0]
    assert named.message.en == "“ALL sales are  ﬁnal since 2019” on /r (1)"


def test_a_few_words_are_quoted_with_the_line_that_they_stand_in():
    body = "pages: [refund_policy]\nwhen: {fact: refund.none}\nexpect: {fact: refund.method}"
    said = fact("refund.none", True, "final")
    line = replace(block("Candles: all sales are final here."), selector=said.evidence.selector)
    one = judged(body, site(page("/r", "refund_policy", facts=[said], blocks=(line,))))
    assert one.findings[0].message.en.endswith("“Candles: all sales are final here.”")
