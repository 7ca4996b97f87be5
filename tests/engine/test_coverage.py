"""Which requirements rules cover."""

from dataclasses import replace

import pytest

from disputelint.checker.engine.coverage import Floor, Unobservable, coverage, covered, floor, unobservable
from disputelint.checker.errors import RuleError, Several
from disputelint.checker.model import Text
from tests.engine.shop import AUTHORITIES, asked, catalogue, rule

ASKED = [
    asked("stripe-a"),
    asked("stripe-b", strength="should"),
    asked("stripe-tip", strength="advice"),
    asked("stripe-unread", read="not_read"),
    asked("stripe-mail", checkable="none"),
    asked("klarna-a", "klarna"),
    asked("klarna-tip", "klarna", strength="advice"),
]
UNSEEN = Unobservable({"stripe-mail": "needs_account"}, {"needs_account": Text("an account", "アカウント")})
EXAMPLES = "examples:\n- {{verdict: {verdict}, lang: en, kind: refund_policy, html: <p>x</p>, breaks: [stripe-a]}}"


def shop(verdict="fail", cites="[stripe-a, stripe-b]"):
    body = f"requirements: {cites}\nexpect: {{page: refund_policy}}\n" + EXAMPLES.format(verdict=verdict)
    return catalogue(rule(body), requirements=ASKED)


def rows(held, floor):
    return {row.authority: row for row in coverage(held, UNSEEN, floor)}


def test_citing_alone_does_not_cover():
    assert covered(shop().rules.values()) == {"stripe-a"}


def test_only_a_failing_example_covers():
    assert covered(shop(verdict="pass").rules.values()) == frozenset()


def test_an_example_cannot_cover_what_its_rule_does_not_cite():
    assert covered(shop(cites="[stripe-b]").rules.values()) == frozenset()


def test_counts_add_up_and_leave_out_what_nobody_read():
    row = rows(shop(), Floor({"stripe": 1}))["stripe"]
    assert (row.total, row.covered, row.uncovered) == (3, 1, ("stripe-b",))
    assert row.unobservable == (("stripe-mail", "needs_account"),)
    assert row.not_read == ("stripe-unread",)
    assert not row.short


def test_advice_counts_where_the_floor_says_so_and_in_packs():
    assert rows(shop(), Floor({}, frozenset({"stripe"})))["stripe"].uncovered == ("stripe-b", "stripe-tip")
    row = rows(shop(), Floor({}))["klarna"]
    assert (row.uncovered, row.advice, row.advice_covered) == (("klarna-a",), 1, 0)
    held = shop()
    packed = replace(held, authorities={**AUTHORITIES, "klarna": replace(AUTHORITIES["klarna"], pack="stripe")})
    assert rows(packed, Floor({}, frozenset({"stripe"})))["klarna"].uncovered == ("klarna-a", "klarna-tip")


def test_more_uncovered_than_allowed_falls_short():
    assert rows(shop(), Floor({"klarna": 1}))["stripe"].short
    assert not rows(shop(), Floor({"klarna": 1}))["klarna"].short


def test_covered_after_all_is_covered():
    seen = replace(UNSEEN, why={"stripe-a": "needs_account"})
    row = next(row for row in coverage(shop(), seen, Floor({})) if row.authority == "stripe")
    assert row.covered == 1 and row.unobservable == ()


def test_mistakes_in_the_two_files_are_told(tmp_path):
    path = tmp_path / "unobservable.yaml"
    path.write_text(
        "reasons:\n  needs_account: {en: a, ja: b}\nunobservable:\n- {id: stripe-x, why: needs_acount}\n",
        encoding="utf-8",
    )
    with pytest.raises(Several) as raised:
        unobservable(shop(), path)
    assert [one.code for one in raised.value.errors] == ["E204", "E206"]
    path.write_text("advice: [strip]\nuncovered: {}\n", encoding="utf-8")
    with pytest.raises(RuleError) as one:
        floor(shop(), path)
    assert one.value.code == "E219"
