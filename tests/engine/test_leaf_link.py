import pytest

from disputelint.checker.model import Box, Discovery
from tests.engine.shop import fact, judged, link, outcome, page, site, unread

FOOT = "expect: {link: {to: refund_policy, from: footer}}"
POLICY = page("/r", "refund_policy")


def home(*links, **more):
    return page("/", "home", links=tuple(links), **more)


def test_a_link_to_a_sound_page_holds():
    assert outcome(FOOT, site(home(link("/r")), POLICY)) == ("pass", None)


def test_fragment_and_final_slash_do_not_matter():
    assert outcome(FOOT, site(home(link("/r/#how")), POLICY)) == ("pass", None)


def test_no_link_fails_at_the_home_page():
    said = judged(FOOT, site(home(), POLICY), place="footer")
    assert said.verdicts[0].outcome == "fail"
    place = said.findings[0].places[0]
    assert (place.page, place.role, place.region) == ("https://shop.test/", "belongs_here", "footer")


def test_a_link_elsewhere_on_the_page_is_not_one_in_the_footer():
    assert outcome(FOOT, site(home(link("/r", "main")), POLICY)) == ("fail", None)
    assert outcome("expect: {link: {to: refund_policy}}", site(home(link("/r", "main")), POLICY)) == ("pass", None)


def test_the_menu_belongs_to_the_header():
    assert outcome(FOOT.replace("footer", "header"), site(home(link("/r", "nav")), POLICY)) == ("pass", None)


def test_a_link_to_a_stub_fails():
    said = judged(FOOT, site(home(link("/r")), page("/r", "refund_policy", empty="stub", text=["Coming soon."])))
    assert said.verdicts[0].outcome == "fail"
    assert said.findings[0].places[0].quote == "Coming soon."


def test_a_link_to_a_page_that_was_not_read_is_open():
    assert outcome(FOOT, site(home(link("/r")), unread("/r", "refund_policy"))) == ("inconclusive", "http_refusal")


def test_a_link_to_a_page_of_another_kind_does_not_count():
    assert outcome(FOOT, site(home(link("/b")), page("/b", "blog"), POLICY)) == ("fail", None)


def test_without_a_target_an_incomplete_search_leaves_it_open():
    shop = site(home(), discovery=Discovery(False, (), (("footer", "crashed"),)))
    assert outcome(FOOT, shop) == ("inconclusive", "crashed")
    assert outcome(FOOT, site(home())) == ("fail", None)


def test_an_unread_home_page_leaves_it_open():
    assert outcome(FOOT, site(unread("/", "home", "timeout"), POLICY)) == ("inconclusive", "timeout")


def test_clicks_on_the_way_are_on_links_that_can_be_seen():
    body = "expect: {link: {to: refund_policy, visible: true, max_clicks: 2}}"
    for seen, verdict in ((True, "pass"), (False, "fail")):
        tea = page("/tea", "product", links=(link("/r", visible=seen),))
        assert outcome(body, site(home(link("/tea")), tea, POLICY)) == (verdict, None)


def test_a_hidden_link_is_not_visible():
    body = "expect: {link: {to: refund_policy, visible: true}}"
    assert outcome(body, site(home(link("/r", visible=False)), POLICY)) == ("fail", None)
    assert outcome(body, site(home(link("/r")), POLICY)) == ("pass", None)


def test_visibility_without_a_layout_is_open():
    body = "expect: {link: {to: refund_policy, visible: true}}"
    assert outcome(body, site(home(link("/r"), seen="fetched"), POLICY)) == ("inconclusive", "not_rendered")


@pytest.mark.parametrize(("clicks", "said"), [(1, "fail"), (2, "pass")])
def test_so_many_clicks(clicks, said):
    body = f"expect: {{link: {{to: refund_policy, from: footer, max_clicks: {clicks}}}}}"
    shop = site(home(link("/help")), page("/help", "faq", links=(link("/r", "main"),)), POLICY)
    assert outcome(body, shop)[0] == said


def test_from_the_page_that_is_judged():
    body = "pages: [product]\nexpect: {link: {to: refund_policy}}"
    shop = site(page("/p", "product", links=(link("/r"),)), page("/q", "product"), POLICY)
    said = {one.subject_url[-1]: one.outcome for one in judged(body, shop, subject="page").verdicts}
    assert said == {"p": "pass", "q": "fail"}


def test_near_a_fact_by_block_or_by_distance():
    body = "pages: [product]\nexpect: {link: {to: refund_policy, near: {fact: price.amount}}}"
    price = fact("price.amount", {"amount": 1.0}, block=2)
    for block, said in ((3, "pass"), (7, "fail")):
        own = page("/p", "product", facts=[price], text=list("abcdefgh"), links=(link("/r", "main", block=block),))
        assert outcome(body, site(own, POLICY), subject="product")[0] == said
    from dataclasses import replace

    for y, said in ((250, "pass"), (800, "fail")):
        stands = replace(price.evidence, box=Box(0, 0, 100, 20))
        far = link("/r", "main", block=7, box=Box(0, y, 100, 20))
        own = page("/p", "product", facts=[replace(price, evidence=stands)], text=list("abcdefgh"), links=(far,))
        assert outcome(body, site(own, POLICY), subject="product")[0] == said


def test_the_walk_is_where_a_rule_on_the_checkout_looks_for_links():
    body = "pages: [checkout.last]\nexpect: {link: {to: refund_policy}}"
    shop = site(home(), page("/c", "checkout", step="review", links=(link("/r"),)), POLICY)
    assert outcome(body, shop) == ("pass", None)


def test_other_addresses_of_a_page():
    shop = site(home(link("/old-returns")), POLICY, aliases={"https://shop.test/old-returns": "https://shop.test/r"})
    assert outcome(FOOT, shop) == ("pass", None)


def test_parameters_of_a_link_do_not_hide_its_page_unless_they_are_its_identity():
    assert outcome(FOOT, site(home(link("/r?ref=footer")), POLICY)) == ("pass", None)
    assert outcome(FOOT, site(home(link("/r")), page("/r?preview=1", "refund_policy"))) == ("pass", None)
    told_apart = site(home(link("/i?p=3")), page("/i?p=1", "refund_policy"), page("/i?p=2", "terms"))
    assert outcome(FOOT, told_apart) == ("fail", None)


def test_a_foot_that_scripts_would_draw_was_not_seen():
    def entry(foot: str, *links):
        return site(home(*links, seen="fetched", html=lambda: f"<p>Hi</p>{foot}"), POLICY)

    assert outcome(FOOT, entry("<div id=footer></div><script src=/foot.js></script>")) == (
        "inconclusive",
        "not_rendered",
    )
    assert outcome(FOOT, entry("<div id=footer></div>")) == ("fail", None)
    assert outcome(FOOT, entry("<script src=/count.js></script>", link("/about"))) == ("fail", None)
