import pytest

from disputelint.checker.model import Discovery
from tests.engine.shop import block, fact, judged, outcome, page, site, unread

PAGE = "expect: {page: refund_policy}"


def test_a_page_with_content_is_there():
    assert outcome(PAGE, site(page("/r", "refund_policy"))) == ("pass", None)


def test_a_page_of_two_kinds_counts_for_both():
    assert outcome(PAGE, site(page("/r", "shipping_policy", "refund_policy"))) == ("pass", None)


@pytest.mark.parametrize("empty", ["empty", "stub", "sample", "unfilled"])
def test_a_page_without_content_of_its_own_fails_with_its_words(empty):
    said = judged(PAGE, site(page("/r", "refund_policy", empty=empty, text=["Coming soon."])))
    assert said.verdicts[0].outcome == "fail"
    assert said.findings[0].places[0].quote == "Coming soon."


def test_no_page_fails_only_after_a_complete_search():
    assert outcome(PAGE, site(page("/", "home"))) == ("fail", None)
    shop = site(page("/", "home"), discovery=Discovery(False, (), (("menus", "timeout"),)))
    assert outcome(PAGE, shop) == ("inconclusive", "timeout")


def test_an_unread_page_is_open_and_one_that_is_gone_is_not():
    assert outcome(PAGE, site(unread("/r", "refund_policy", "captcha"))) == ("inconclusive", "captcha")
    assert outcome(PAGE, site(unread("/r", "refund_policy", "not_found"))) == ("fail", None)


def test_a_page_in_another_language_is_still_there():
    assert outcome(PAGE, site(page("/r", "refund_policy", language="th", supported=False))) == ("pass", None)


def test_no_page_is_missing_from_a_shop_whose_language_nobody_reads_here():
    foreign = site(
        page("/", "home", language="bg", supported=False), page("/p", "other", language="bg", supported=False)
    )
    assert outcome(PAGE, foreign) == ("inconclusive", "language_unsupported")
    wordless = site(page("/", "home", language="", supported=False))
    assert outcome(PAGE, wordless) == ("fail", None)


def test_a_page_that_is_a_picture_is_open():
    picture = page("/r", "refund_policy", empty="empty", blocks=(block("", image_only=True),))
    assert outcome(PAGE, site(picture)) == ("inconclusive", "image_text")


@pytest.mark.parametrize(
    ("step", "asked", "said"),
    [
        ("review", "checkout.last", "pass"),
        ("address", "checkout.last", "inconclusive"),
        ("address", "checkout.review", "fail"),
        ("address", "checkout.address", "pass"),
    ],
)
def test_steps_of_the_checkout(step, asked, said):
    assert outcome(f"expect: {{page: {asked}}}", site(page("/c", "checkout", step=step)))[0] == said


def test_a_walk_that_broke_off_leaves_the_last_step_open():
    shop = site(page("/c", "checkout", step="address"), journey="partial", journey_reason="form_gate")
    assert outcome("expect: {page: checkout.last}", shop) == ("inconclusive", "form_gate")


TEXT = "pages: [product]\nexpect: {text: {pattern: {en: 'sale ends in [0-9:]+', ja: '残り[0-9]+点'}}}"


def test_a_pattern_is_found_with_its_words():
    said = judged(TEXT, site(page("/p", "product", text=["Hello", "Autumn Sale  ends in 02:14"])))
    assert said.verdicts[0].outcome == "pass"
    assert said.verdicts[0].trace.evidence[0].quote == "Sale  ends in 02:14"


def test_a_pattern_is_per_language():
    assert outcome(TEXT, site(page("/p", "product", language="ja", text=["残り３点です"])))[0] == "pass"
    assert outcome(TEXT, site(page("/p", "product", language="ja", text=["sale ends in 1"])))[0] == "pass"
    assert outcome(TEXT, site(page("/p", "product", language="en", text=["残り３点です"])))[0] == "fail"
    assert outcome(TEXT, site(page("/p", "product", language="de"))) == ("inconclusive", "language_unsupported")


def test_english_wording_alone_does_not_prove_absence_on_a_japanese_page():
    body = "pages: [product]\nexpect: {text: {pattern: {en: 'sale ends'}}}"
    assert outcome(body, site(page("/p", "product", language="ja"))) == ("inconclusive", "language_unsupported")


def test_a_pattern_for_all_languages():
    body = "pages: [product]\nexpect: {text: {pattern: '[0-9]+ left'}}"
    assert outcome(body, site(page("/p", "product", language="th", text=["3 left"])))[0] == "pass"


def test_a_pattern_does_not_run_across_blocks():
    body = "pages: [product]\nexpect: {text: {pattern: 'only\\s+today'}}"
    assert outcome(body, site(page("/p", "product", text=["only", "today"])))[0] == "fail"


def test_a_concept_of_the_lexicon():
    body = "pages: [legal_notice]\nexpect: {text: {concept: company_form}}"
    for words, said in ((["株式会社かんそ"], "pass"), (["かんそ雑貨"], "fail")):
        own = page("/l", "legal_notice", language="ja", text=words)
        assert outcome(body, site(own), concepts=["company_form"])[0] == said


def test_text_in_a_region_or_hidden():
    body = "pages: [product]\nexpect: {text: {pattern: hello}, in: [footer]}"
    assert outcome(body, site(page("/p", "product", text=["hello"])))[0] == "fail"
    foot = page("/p", "product", blocks=(block("hello", region="footer"),))
    assert outcome(body, site(foot))[0] == "pass"
    seen = body.replace("in: [footer]", "visible: true")
    assert outcome(seen, site(page("/p", "product", blocks=(block("hello", visible=False),))))[0] == "fail"


def test_text_near_a_fact():
    body = "pages: [product]\nexpect: {text: {pattern: tax, near: {fact: price.amount}}}"
    price = fact("price.amount", {"amount": 1.0}, block=0)
    for words, said in ((["10 EUR", "tax included"], "pass"), (["10 EUR", "a", "b", "tax included"], "fail")):
        assert outcome(body, site(page("/p", "product", facts=[price], text=words)))[0] == said


def test_absent_text_on_an_unread_page_is_open():
    assert outcome(TEXT, site(page("/p", "product"), unread("/q", "product")))[0] == "inconclusive"


HTML = (
    "<body><main><p>Total</p><form><label><input type=checkbox checked> Gift wrap</label>"
    "<button>Place order</button></form></main><footer hidden><a href=/x>More</a></footer></body>"
)


def shown(**more):
    blocks = (block("Total"),)
    return page("/c", "checkout", html=lambda: HTML, blocks=blocks, **more)


@pytest.mark.parametrize(
    ("asks", "said"),
    [
        ("{css: 'input[type=checkbox][checked]'}", "pass"),
        ("{css: 'input[type=radio]'}", "fail"),
        ("{role: button}", "pass"),
        ("{role: button, name: '^place'}", "pass"),
        ("{role: button, name: cancel}", "fail"),
        ("{role: checkbox, name: gift}", "pass"),
        ("{css: form, role: button}", "fail"),
    ],
)
def test_elements(asks, said):
    assert outcome(f"pages: [checkout]\nexpect: {{element: {asks}}}", site(shown()))[0] == said


def test_a_hidden_element_is_not_visible():
    body = "pages: [checkout]\nexpect: {element: {css: 'footer a'}, visible: true}"
    assert outcome(body, site(shown()))[0] == "fail"


def test_elements_of_an_unread_page_are_open():
    assert (
        outcome("pages: [checkout]\nexpect: {element: {css: p}}", site(unread("/c", "checkout")))[0] == "inconclusive"
    )


def test_a_page_that_is_no_html_has_no_elements_to_miss():
    own = page("/c", "checkout")
    assert outcome("pages: [checkout]\nexpect: {element: {css: p}}", site(own)) == ("inconclusive", "not_html")


@pytest.mark.parametrize("body", ["element: {css: button}", "text: {pattern: order}"])
def test_screens_of_a_walk_that_was_switched_off_are_not_asked(body: str) -> None:
    more = {"pages": "[checkout.last]"}
    assert outcome(f"expect: {{{body}}}", site(page("/", "home"), journey="off"), **more) == ("not_applicable", None)
    assert outcome(f"expect: {{{body}}}", site(page("/", "home"), journey="failed"), **more)[0] == "inconclusive"
