import pytest

from disputelint.checker import yamlfile
from disputelint.checker.engine import workshop
from disputelint.checker.engine.draft import Draft, yaml_of
from disputelint.checker.engine.load import Known, check_shape, load_rule
from disputelint.checker.engine.workshop import can_fail_by_absence, lint_rule
from disputelint.checker.errors import RuleError
from tests.engine.shop import asked, catalogue, loaded, rule

SALE = "pages: [product]\nexpect: {not: {text: {pattern: {en: 'sale ends in [0-9:]+', ja: '残り[0-9]+点'}}}}\n"


def run(body, examples, **more):
    text = rule(f"{body}examples:\n{examples}", **more)
    requirements = [asked("stripe-a"), asked("jp-a", "jp-law")]
    cat = catalogue(text, requirements=requirements)
    return [[problem.en for problem in one.problems] for one in workshop.test_rule(cat.rules["the-rule"], cat)]


def test_examples_run_through_the_real_extraction():
    assert run(
        SALE,
        """\
  - {verdict: fail, lang: en, kind: product, html: "<h1>Bowl</h1><p>Sale ends in 02:14!</p>", quote: "Sale ends in 02:14", count: 1}
  - {verdict: pass, lang: en, kind: product, html: "<h1>Bowl</h1><p>Made by hand.</p>"}
  - {verdict: fail, lang: ja, kind: product, html: "<h1>茶碗</h1><p>残り３点です。お早めにどうぞ。</p>", quote: "残り３点"}
  - {verdict: inconclusive, lang: en, unread: [product], kind: home, html: "<p>Hi</p>", reason: http_refusal}
  - {verdict: inconclusive, unread: [product], reason: captcha}
""",
    ) == [[], [], [], [], []]


def test_what_is_not_as_the_example_says_is_told():
    problems = run(
        SALE,
        """\
  - {verdict: pass, lang: en, kind: product, html: "<p>Sale ends in 02:14 on all of our bowls</p>"}
  - {verdict: fail, lang: en, kind: product, html: "<p>Sale ends in 02:14 on all of our bowls</p>", quote: "tomorrow"}
  - {verdict: fail, lang: en, kind: product, html: "<p>Sale ends in 02:14 on all of our bowls</p>", count: 2}
  - {verdict: inconclusive, unread: [product], reason: captcha, lang: en, kind: home, html: "<p>Hi</p>"}
  - {verdict: fail, lang: en, kind: product, html: "<p>Sale ends in 02:14 on all of our bowls</p>", breaks: [jp-a]}
""",
        requirements="[stripe-a]",
    )
    assert problems[0] == ["expected pass, got fail"]
    assert problems[1] == ['the quote is not "tomorrow"']
    assert problems[2] == ["expected 2 places, got 1"]
    assert problems[3] == []
    assert problems[4] == ["jp-a is not broken"]


def test_breaks_whoever_would_be_asked_by_default():
    example = '  - {verdict: fail, lang: en, kind: home, html: "<p>Welcome</p>", breaks: [jp-a]}\n'
    assert run("expect: {page: refund_policy}\n", example, requirements="[jp-a]") == [[]]


def test_several_pages_link_to_each_other():
    example = """\
  - verdict: pass
    pages:
      - {kind: home, path: /, html: "<p>Welcome to our shop</p><footer><a href='/returns'>Returns</a></footer>"}
      - {kind: refund_policy, path: /returns, html: "<h1>Returns</h1><p>Goods may be returned within 30 days of delivery. Write to us first and we will send a label. The money is paid back within five days.</p>"}
"""
    assert run("expect: {link: {to: refund_policy, from: footer}}\n", example) == [[]]


def test_applies_holds_unless_the_configuration_says_otherwise():
    examples = """\
  - {verdict: fail, kind: home, html: "<p>Welcome</p>"}
  - {verdict: not_applicable, kind: home, html: "<p>Welcome</p>", config: {sells: [digital]}}
"""
    assert run("applies: {sells: [physical]}\nexpect: {page: refund_policy}\n", examples) == [[], []]


def test_the_examples_date_is_today():
    example = """\
  - {verdict: pass, lang: en, date: 2026-11-21, kind: privacy, html: "<h1>Privacy policy</h1><p>Last updated: 1 October 2026</p><p>We store your name and address to deliver your order.</p>"}
"""
    assert run("pages: [privacy]\nexpect: {fact: last_updated, max_age: {days: 60}}\n", example) == [[]]
    late = example.replace("pass", "fail").replace("2026-11-21", "2028-11-21")
    assert run("pages: [privacy]\nexpect: {fact: last_updated, max_age: {days: 60}}\n", late) == [[]]


def lint(body, examples=True, **more):
    shown = "examples:\n  - {verdict: pass, html: x}\n  - {verdict: fail, html: x}\n" if examples else ""
    return [problem.what.en for problem in lint_rule(loaded(rule(body + "\n" + shown, **more)))]


def test_a_sound_rule_has_no_problems():
    assert lint("pages: [faq]\nexpect: {fact: refund.window}") == []


def test_examples_must_pass_and_fail():
    assert lint("pages: [faq]\nexpect: {fact: refund.window}", False) == [
        "no example that must pass",
        "no example that must fail",
    ]


QUOTE = {"message": '{en: "It says “{quote}”", ja: "「{quote}」"}'}
SIDES = {"message": '{en: "{left.quote} and {right.quote}", ja: x}'}


@pytest.mark.parametrize(
    ("tree", "absent"),
    [
        ("{fact: refund.window}", True),
        ("{not: {fact: refund.none}}", False),
        ("{not: {not: {fact: refund.none}}}", True),
        ("{any: [{fact: refund.window}, {not: {fact: refund.none}}]}", False),
        ("{all: [{fact: refund.window}, {not: {fact: refund.none}}]}", True),
        ("{all: [{not: {fact: refund.window}}, {not: {fact: refund.none}}]}", False),
        ("{same: refund.window}", False),
        ("{compare: {left: price.amount, is: equal, right: markup.price}}", False),
        ("{at_least: {count: 1, of: [{fact: refund.window}, {not: {fact: refund.none}}]}}", True),
    ],
)
def test_a_quote_needs_something_to_quote(tree, absent):
    assert can_fail_by_absence(loaded(rule(f"expect: {tree}")).expect) is absent
    told = lint(f"pages: [faq]\nexpect: {tree}", **QUOTE)
    assert any("{quote} is empty" in line for line in told) is absent


def test_what_the_condition_states_can_be_quoted():
    body = "pages: [faq]\nwhen: {fact: refund.window}\nexpect: {every: refund.window, properties: {days: {minimum: 3}}}"
    assert lint(body, **QUOTE) == []


def test_sides_need_two_sides():
    assert lint("pages: [faq]\nexpect: {same: refund.window}", **SIDES) == []
    told = lint("pages: [faq]\nexpect: {all: [{same: refund.window}, {fact: refund.none}]}", **SIDES)
    assert any("{left.quote} is empty" in line for line in told)


def test_a_blank_of_a_clause_is_closed():
    told = lint("pages: [faq]\nexpect: {fact: refund.window}", clause='{en: "Within [days of delivery."}')
    assert told == ["clause.en: a blank is not closed"]


def test_a_site_rule_on_policies_says_where_to_look():
    assert any(line.startswith("no pages") for line in lint("expect: {fact: refund.window}"))
    assert lint("expect: {fact: site.https, const: true}") == []


def test_a_new_rule_loads_and_is_lint_free():
    document = yamlfile.parse(yaml_of(Draft("my-rule", "shipping")), "rules/shipping/my-rule.yaml", RuleError)
    check_shape(document)
    made = load_rule(document, Known({}, {"not_received"}, frozenset()))
    assert made.topic == "shipping"
    assert lint_rule(made) == ()
