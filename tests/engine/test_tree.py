from itertools import product

import pytest

from tests.engine.shop import fact, judged, outcome, page, site, unread

# On this shop the leaves are true, false, unknown and not applicable, whatever the rule.
SHOP = site(
    page("/r", "refund_policy", facts=[fact("refund.none", True)]),
    page("/c", "contact"),
    unread("/f", "faq", "captcha"),
)
LEAF = {
    "T": "{fact: refund.none, pages: [refund_policy]}",
    "F": "{fact: contact.email, pages: [contact]}",
    "U": "{fact: contact.email, pages: [faq]}",
    "N": "{same: refund.none, pages: [refund_policy]}",
}
SAID = {"T": "pass", "F": "fail", "U": "inconclusive", "N": "not_applicable"}


def asked(tree):
    return outcome(f"expect: {tree}", SHOP)[0]


def joined(operator, values):
    return asked(f"{{{operator}: [{', '.join(LEAF[one] for one in values)}]}}")


@pytest.mark.parametrize("leaf", "TFUN")
def test_leaves_are_what_the_tests_below_take_them_for(leaf):
    assert asked(LEAF[leaf]) == SAID[leaf]


@pytest.mark.parametrize(("a", "b"), list(product("TFUN", repeat=2)))
def test_all_is_kleenes(a, b):
    counted = [one for one in (a, b) if one != "N"]
    want = "F" if "F" in counted else "U" if "U" in counted else "T" if counted else "N"
    assert joined("all", (a, b)) == SAID[want]


@pytest.mark.parametrize(("a", "b"), list(product("TFUN", repeat=2)))
def test_any_is_kleenes(a, b):
    counted = [one for one in (a, b) if one != "N"]
    want = "T" if "T" in counted else "U" if "U" in counted else "F" if counted else "N"
    assert joined("any", (a, b)) == SAID[want]


@pytest.mark.parametrize(
    ("leaf", "want"), [("T", "fail"), ("F", "pass"), ("U", "inconclusive"), ("N", "not_applicable")]
)
def test_not_turns_it_round(leaf, want):
    assert asked(f"{{not: {LEAF[leaf]}}}") == want


@pytest.mark.parametrize(
    ("values", "want"), [("TTF", "pass"), ("TFF", "fail"), ("TUF", "inconclusive"), ("TTU", "pass"), ("FFU", "fail")]
)
def test_at_least_two(values, want):
    assert asked(f"{{at_least: {{count: 2, of: [{', '.join(LEAF[one] for one in values)}]}}}}") == want


def test_the_reason_is_of_the_first_deciding_unknown_leaf():
    assert outcome(f"expect: {{all: [{LEAF['T']}, {LEAF['U']}]}}", SHOP) == ("inconclusive", "captcha")


def test_the_trace_keeps_every_node_with_its_place():
    trace = judged(f"expect: {{all: [{LEAF['T']}, {{not: {LEAF['F']}}}]}}", SHOP).verdicts[0].trace
    assert (trace.truth, trace.path) == ("true", "expect")
    assert [child.path for child in trace.children] == ["expect.all[0]", "expect.all[1]"]
    inner = trace.children[1].children[0]
    assert (inner.truth, inner.path) == ("false", "expect.all[1].not")
    assert inner.what.en.startswith("contact.email is stated")
    assert inner.what.ja


@pytest.mark.parametrize(
    ("when", "want"), [("T", "fail"), ("F", "not_applicable"), ("U", "inconclusive"), ("N", "not_applicable")]
)
def test_when(when, want):
    assert outcome(f"when: {LEAF[when]}\nexpect: {LEAF['F']}", SHOP)[0] == want


@pytest.mark.parametrize(
    ("when", "want"),
    [
        ("{all: [T, N]}", "not_applicable"),
        ("{all: [U, N]}", "not_applicable"),
        ("{all: [T, {all: [T, N]}]}", "not_applicable"),
        ("{all: [T, {any: [T, N]}]}", "fail"),
        ("{any: [T, N]}", "fail"),
    ],
)
def test_a_condition_with_a_part_that_has_nothing_to_ask_about_does_not_hold(when, want):
    leaves = "".join(LEAF.get(sign, sign) for sign in when)
    assert outcome(f"when: {leaves}\nexpect: {LEAF['F']}", SHOP)[0] == want


def test_the_trace_begins_with_the_condition():
    trace = judged(f"when: {LEAF['T']}\nexpect: {LEAF['F']}", SHOP).verdicts[0].trace
    assert [(child.path, child.truth) for child in trace.children] == [("when", "true"), ("expect", "false")]
    assert trace.truth == "false"


def test_confidence_is_that_of_what_decides():
    shop = site(
        page(
            "/r",
            "refund_policy",
            facts=[fact("refund.none", True, confidence="medium"), fact("refund.method", "mixed")],
        )
    )
    every = "{all: [{fact: refund.none}, {fact: refund.method}]}"
    one = "{any: [{fact: refund.none}, {fact: refund.method}]}"
    assert judged(f"expect: {every}", shop).verdicts[0].confidence == "medium"
    assert judged(f"expect: {one}", shop).verdicts[0].confidence == "high"
