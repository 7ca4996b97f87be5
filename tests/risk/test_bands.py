"""Bands from findings: what carries them, what mending does, and what an unseen page could add."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from disputelint.checker.model import Discovery, Finding, Place, Site, Text
from disputelint.checker.risk.assess import BANDS, assess, weights

LABELS = {name: Text(name, name) for name in weights().reasons}
SHOP = Site("https://s.example/", "S", "2026-11-21", (), (), Discovery(True, ()))


def finding(fingerprint: str, **changes: Any) -> Finding:
    """One failure of a rule of its own."""
    base = Finding(
        rule=fingerprint, verdict="fail", severity="error", confidence="high", fingerprint=fingerprint, title=Text("t", "t"),
        message=Text("m", "m"), fix=Text("f", "f"), topic="shipping", who="owner", reasons=("not_received",),
        requirements=(), places=(Place("https://s.example/p", "stands_here"),), page_kind="faq",
    )  # fmt: skip
    return replace(base, **changes)


def reason(findings: list[Finding], name: str = "not_received", site: Site = SHOP) -> dict[str, Any]:
    rows: Any = assess(site, findings, LABELS)["reasons"]
    return next(row for row in rows if row["id"] == name)


def test_a_shop_without_findings_is_low_everywhere() -> None:
    rows: Any = assess(SHOP, [], LABELS)["reasons"]
    assert {row["band"] for row in rows} == {"low"}
    assert all(row["carried_by"] == [] and row["mending"] == [] for row in rows)


def test_two_errors_make_a_reason_high_and_mending_one_takes_it_down() -> None:
    row = reason([finding("a"), finding("b")])
    assert row["band"] == "high"
    assert row["carried_by"] == ["a", "b"]
    assert row["mending"] == [
        {"fingerprints": ["a"], "to": "elevated"},
        {"fingerprints": ["a", "b"], "to": "low"},
    ]


def test_a_fault_of_a_thousand_pages_counts_little_more_than_one_of_fifty() -> None:
    def upper(count: int) -> float:
        return float(reason([finding(f"a{number:04}", rule="r") for number in range(count)])["score"])

    assert upper(1) < upper(50) == upper(1100)


def test_what_was_not_judged_widens_the_band_and_does_not_raise_it() -> None:
    row = reason([finding("a", verdict="inconclusive")])
    assert (row["band"], row["upper"], row["not_judged"]) == ("low", "elevated", ["a"])


@pytest.mark.parametrize("change", [{"status": "waived"}, {"counted": False}, {"reasons": ("fraud",)}])
def test_waived_uncounted_and_other_findings_add_nothing(change: dict[str, Any]) -> None:
    assert reason([finding("a", **change)])["contributing"] == reason([])["contributing"] == []


def test_a_baselined_finding_is_still_there() -> None:
    assert reason([finding("a", status="baselined")])["band"] == "elevated"


def test_a_finding_near_the_buy_button_weighs_more() -> None:
    assert reason([finding("a", page_kind="product")])["score"] > reason([finding("a")])["score"]


def test_a_return_policy_has_no_bearing_on_counterfeit_and_misrepresentation() -> None:
    refund = finding("a", topic="refund", reasons=("counterfeit", "misrepresentation", "not_as_described"))
    assert reason([refund], "counterfeit")["score"] == reason([refund], "misrepresentation")["score"] == 0
    assert reason([refund], "not_as_described")["band"] == "elevated"


def test_a_subscription_shop_starts_higher_where_subscriptions_are_disputed() -> None:
    seller = replace(SHOP, sells=("subscription",))
    assert reason([], "subscription_canceled", seller)["score"] > reason([], "subscription_canceled")["score"]


def test_priors_say_how_good_they_are() -> None:
    rows: Any = assess(SHOP, [], LABELS)["reasons"]
    assert {row["prior"]["quality"] for row in rows} == {"weak", "none"}


def test_reasons_come_worst_first_and_cells_name_page_and_reason() -> None:
    block: Any = assess(SHOP, [finding("a", reasons=("incorrect_amount",)), finding("b", severity="note")], LABELS)
    order = [BANDS.index(row["band"]) for row in block["reasons"]]
    assert order == sorted(order, reverse=True)
    assert {(c["page"], c["reason"]) for c in block["cells"]} == {
        ("https://s.example/p", "incorrect_amount"),
        ("https://s.example/p", "not_received"),
    }


def test_the_same_fault_on_many_products_is_one_fault_of_the_template() -> None:
    many = [finding(f"p{n:02}", rule="r", severity="note", page_kind="product") for n in range(40)]
    row = reason(many)
    assert row["band"] == "low"
    assert len(row["contributing"]) == 40


def test_what_two_devices_were_shown_weighs_as_one_fault() -> None:
    both = [finding("a", rule="r"), finding("b", rule="r", device="mobile")]
    one, two = reason(both[:1]), reason(both)
    assert two["score"] == one["score"]
    assert (two["carried_by"], two["mending"][0]["fingerprints"]) == (["a", "b"], ["a", "b"])
    assert reason([both[0], finding("b", rule="r")])["score"] > one["score"]


def test_a_page_is_no_worse_for_being_seen_on_two_devices() -> None:
    both = [finding("a", rule="r"), finding("b", rule="r", device="mobile")]
    cell = next(iter(assess(SHOP, both, LABELS)["cells"]))  # type: ignore[arg-type]
    assert isinstance(cell, dict)
    assert (cell["band"], cell["fingerprints"]) == ("elevated", ["a", "b"])
