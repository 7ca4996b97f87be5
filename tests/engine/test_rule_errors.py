from pathlib import Path

import pytest

from disputelint.checker.errors import DisputelintError, Several
from tests.engine.shop import asked, loaded, rule

READ = (asked("stripe-refund"), asked("stripe-unread", read="not_read"))
GOOD = "expect: {fact: refund.window}"


def errors(text, name=""):
    with pytest.raises(DisputelintError) as caught:
        loaded(text, name, READ, ["price_tax"])
    found = caught.value
    return found.errors if isinstance(found, Several) else (found,)


def one(body, **more):
    """The only error of a rule with this body: code, line and column counted in the body, what, hint."""
    text = rule(body, **more)
    (error,) = errors(text)
    head = text.count("\n") - text[text.index("expect" if "when:" not in text else "when:") :].count("\n")
    hint = error.hint.en if error.hint else ""
    assert error.what.ja and (error.hint is None or error.hint.ja)
    assert error.where.source[0][0] >= 1
    return error.code, error.where.line - head, error.where.column, error.what.en, hint


@pytest.mark.parametrize(
    ("body", "code", "line", "column", "hint"),
    [
        ("expect: {fact: refund.windw}", "E201", 1, 10, "refund.window"),
        ("expect:\n  any:\n    - every: contact.emial", "E201", 3, 7, "contact.email"),
        ("expect: {same: refund.windw}", "E201", 1, 10, "refund.window"),
        ("expect: {compare: {left: price.amout, is: equal, right: markup.price}}", "E201", 1, 20, "price.amount"),
        (
            "expect:\n  compare:\n    left: {fact: price.amout}\n    is: equal\n    right: markup.price",
            "E201",
            3,
            12,
            "price",
        ),
        ("expect: {text: {pattern: x, near: {fact: price.amout}}}", "E201", 1, 36, "price.amount"),
        ("expect: {fact: refund.window, minimum: 3}", "E202", 1, 31, "properties"),
        ("expect:\n  fact: contact.email\n  minItems: 2", "E202", 3, 3, "minLength"),
        ("expect: {fact: product.images, where: {pattern: x}}", "E202", 1, 40, "minimum"),
        ("expect:\n  fact: refund.window\n  properties:\n    dayz: {minimum: 3}", "E203", 4, 5, "days"),
        ("expect: {fact: refund.window, properties: {scope: {const: genral}}}", "E203", 1, 52, "general"),
        ("expect: {fact: refund.method, enum: [orignal]}", "E203", 1, 38, "original"),
        ("expect: {fact: refund.window, required: [dayz]}", "E203", 1, 42, "days"),
        ("expect: {same: refund.window, by: [dayz]}", "E203", 1, 36, "days"),
        ("expect: {fact: business.name, matches: price_tx}", "E207", 1, 31, "price_tax"),
        ("expect: {text: {concept: price_tx}}", "E207", 1, 17, "price_tax"),
        ("expect: {page: refund_polcy}", "E103", 1, 10, "refund_policy"),
        ("expect: {fact: refund.window, pages: [refund_polcy]}", "E103", 1, 39, "refund_policy"),
        ("expect: {fact: refund.window, in: [foter]}", "E103", 1, 36, "footer"),
        ("expect: {link: {to: refund_policy, from: foter}}", "E103", 1, 36, "footer"),
        ("expect: {compare: {left: price.amount, is: equals, right: markup.price}}", "E103", 1, 40, "equal"),
        ("expect: {fcat: refund.window}", "E210", 1, 10, "fact"),
        ("expect: {fact: refund.window, page: home}", "E210", 1, 31, ""),
        ("expect:\n  all:\n    - {not: {anyy: []}}", "E210", 3, 14, "any"),
        ("expect: refund.window", "E210", 1, 1, "fact"),
        ("expect: {text: {concept: price_tax, pattern: x}}", "E210", 1, 10, ""),
        ("expect: {element: {near: {css: p}}}", "E210", 1, 10, ""),
        ("expect: {fact: refund.window, pgaes: [faq]}", "E101", 1, 31, "pages"),
        ("expect: {at_least: {count: 3, of: [{page: home}]}}", "E222", 1, 21, ""),
        ("expect: {text: {pattern: '(?=x)'}}", "E212", 1, 17, ""),
        ("expect: {text: {pattern: {en: ok, ja: '('}}}", "E212", 1, 35, ""),
        ("expect: {text: {pattern: {en: ok, ja: '調|）'}}}", "E212", 1, 35, ""),
        ("expect: {fact: contact.email, pattern: '['}", "E212", 1, 31, ""),
        ("expect: {element: {css: 'a['}}", "E213", 1, 20, ""),
        ("when: {fact: refund.windw}\nexpect: {page: home}", "E201", 1, 8, "refund.window"),
        ("expect: {fact: refund.window, min_size: big}", "E103", 1, 31, ""),
        ("expect: {at_least: {count: two, of: [{page: home}]}}", "E103", 1, 21, ""),
    ],
)
def test_mistakes_in_the_tree_have_code_line_column_and_hint(body, code, line, column, hint):
    found = one(body)
    assert found[:3] == (code, line, column)
    assert hint in found[4]


@pytest.mark.parametrize(
    ("key", "value", "code", "hint"),
    [
        ("severity", "eror", "E103", "error"),
        ("confidence", "hi", "E103", ""),
        ("who", "ownr", "E103", "owner"),
        ("subject", "sight", "E103", "site"),
        ("reasons", "[not_receved]", "E206", "not_received"),
        ("requirements", "[stripe-refnd]", "E204", "stripe-refund"),
        ("requirements", "[stripe-unread]", "E205", ""),
        ("subject", "page", "E216", ""),
        ("title", "{en: It holds}", "E102", ""),
        ("message", "{en: 'It is {quot}', ja: '{quote}'}", "E209", "{quote}"),
        ("message", "{en: '{left.quote}', ja: x}", "E209", ""),
        ("message", "{en: x, ja: '{value.Days!r}'}", "E209", ""),
        ("fix", "{en: '{}', ja: x}", "E209", ""),
        ("place", "foter", "E103", "footer"),
        ("applies", "{sels: [physical]}", "E101", "sells"),
        ("applies", "{sells: [phisical]}", "E103", ""),
        ("pages", "[refund_polcy]", "E103", "refund_policy"),
        ("sevrity", "error", "E101", "severity"),
        ("parts", "[{en: a phone, ja: 電話}, {en: a fax, ja: ファクス}]", "E225", ""),
        ("parts", "[{en: a phone}, {en: a fax, ja: ファクス}]", "E103", ""),
    ],
)
def test_mistakes_outside_the_tree(key, value, code, hint):
    text = rule(GOOD, **{key: value})
    (error,) = errors(text)
    lines = text.splitlines()
    assert error.code == code
    assert lines[error.where.line - 1].startswith(key)
    assert hint in (error.hint.en if error.hint else "")


@pytest.mark.parametrize(
    ("example", "code"),
    [
        ("{verdict: pass}", "E218"),
        ("{verdict: pass, html: x, pages: [{html: y}]}", "E218"),
        ("{verdict: inconclusive, html: x, reason: captch}", "E217"),
        ("{verdict: passes, html: x}", "E103"),
        ("{verdict: pass, html: x, knd: faq}", "E101"),
        ("{verdict: pass, pages: [{kind: faqs, html: x}]}", "E103"),
    ],
)
def test_mistakes_in_examples(example, code):
    (error,) = errors(rule(f"{GOOD}\nexamples:\n  - {example}"))
    assert error.code == code


def test_a_file_without_a_rule():
    for text in ("", "- a\n", "just words\n"):
        assert errors(text)[0].code == "E200"


def test_yaml_that_cannot_be_read():
    assert errors("id: [\n")[0].code == "E003"
    assert errors("id: a\nid: b\n")[0].code == "E004"


def test_what_a_rule_must_have():
    found = errors("id: a-rule\n")
    assert found[0].code == "E102"
    assert "expect" in found[0].what.en


def test_the_id_is_the_files_name():
    (error,) = errors(rule(GOOD), "rules/refund/other-name.yaml")
    assert (error.code, error.where.line) == ("E214", 1)


def test_all_mistakes_of_a_file_are_told_at_once():
    found = errors(rule("expect: {any: [{fact: a.b}, {fact: refund.window, minimum: 1}]}", reasons="[nothing]"))
    assert [error.code for error in found] == ["E201", "E202", "E206"]


def test_every_code_is_in_the_documentation():
    text = (Path(__file__).parents[2] / "docs" / "rule-errors.md").read_text(encoding="utf-8")
    engine = Path(__file__).parents[2] / "checker" / "engine"
    import re

    for file in engine.rglob("*.py"):
        for code in re.findall(r'"(E\d{3})"', file.read_text(encoding="utf-8")):
            assert code in text, f"{code} of {file.name}"


@pytest.mark.parametrize(("levels", "code"), [(60, "E224"), (300, "E224"), (5000, "E003")])
def test_endless_nesting_is_a_mistake_like_any_other(levels, code):
    assert errors(rule("expect: " + "{not: " * levels + "{page: home}" + "}" * levels))[0].code == code


def test_endless_nesting_of_keywords():
    deep = "{not: " * 300 + "{const: true}" + "}" * 300
    assert errors(rule(f"expect: {{fact: refund.none, anyOf: [{deep}]}}"))[0].code == "E224"


def test_yes_and_no_are_words():
    found = loaded(rule("expect: {fact: shipping.international, const: no}"), "", READ)
    assert found.expect.keywords == {"const": "no"}
