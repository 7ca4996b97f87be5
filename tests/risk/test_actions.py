"""Do these first: what is chosen, in which order, by whom and where it is done, and what is pasted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from disputelint.checker.model import (
    AppliedRequirement,
    Discovery,
    Finding,
    Page,
    Place,
    RuleResult,
    Site,
    Text,
    ThemePlace,
    WaiverNote,
)
from disputelint.checker.risk.actions import MOST, actions
from disputelint.checker.risk.assess import assess, weights
from disputelint.checker.understand import knowledge

SHOP = "https://hinata.example"
LABELS = {name: Text(name, name) for name in weights().reasons}
NUMBER = iter(range(10_000))


def finding(rule: str, kind: str = "shipping_policy", **changes: Any) -> Finding:
    held = Finding(
        rule=rule,
        verdict="fail",
        severity="error",
        confidence="high",
        fingerprint=f"{next(NUMBER):020x}",
        title=Text(rule, rule),
        message=Text("It is not stated.", "書かれていません。"),
        fix=Text(f"Mend {rule}.", f"{rule}を直してください。"),
        topic="shipping",
        who="owner",
        reasons=("not_received",),
        requirements=("acme-must",),
        places=(Place(f"{SHOP}/shipping", "belongs_here"),),
        page_kind=kind,
    )
    return replace(held, **changes)


def site(*pages: Page, platform: str | None = None, languages: tuple[str, ...] = ("en",)) -> Site:
    return Site(
        f"{SHOP}/", "Hinata", "2026-11-21", pages, (), Discovery(True, ()), platform=platform, languages=languages
    )


def asked(name: str, strength: Any = "must", read_as: Any = "original", authority: str = "acme") -> AppliedRequirement:
    summary = Text(f"{name} must be stated.", f"{name}を示すこと。")
    return AppliedRequirement(
        name, authority, Text("Acme", "Acme"), "Terms", "", "4", strength, summary, read_as=read_as, state="not_found"
    )


def chosen(shop: Site, *findings: Finding, requirements: tuple[AppliedRequirement, ...] = ()) -> Any:
    return actions(shop, findings, assess(shop, findings, LABELS), requirements)


def test_findings_about_one_page_become_one_action() -> None:
    found = [finding("a"), finding("b", severity="warning", who="support"), finding("c", "refund_policy")]
    first, second = chosen(site(), *found)
    assert first.fingerprints == (found[0].fingerprint, found[1].fingerprint)
    assert (first.who, first.reason, first.before, first.after) == ("owner", "not_received", "high", "elevated")
    assert second.fingerprints == (found[2].fingerprint,)


def test_on_pages_that_a_template_makes_each_topic_is_an_action() -> None:
    found = chosen(site(), finding("a", "product", topic="price"), finding("b", "product", topic="product"))
    assert {one.title.en for one in found} == {"Make the prices on product pages plain", "Complete the product pages"}


def test_at_most_five_and_the_largest_risk_first() -> None:
    kinds = ("shipping_policy", "refund_policy", "contact", "faq", "terms", "privacy", "about")
    found = [finding(kind, kind, severity="note") for kind in kinds]
    found.append(finding("heavy", "order_tracking"))
    held = chosen(site(), *found)
    assert len(held) == MOST
    assert held[0].fingerprints == (found[-1].fingerprint,)


def test_what_does_not_count_is_left_out() -> None:
    found = [
        finding("a", counted=False),
        finding("b", status="waived", waiver=WaiverNote("so", "Mei", "2027-01-01")),
        finding("c", status="baselined"),
        finding("d", verdict="inconclusive"),
        finding("e", reasons=()),
    ]
    assert chosen(site(), *found) == ()


@pytest.mark.parametrize(("empty", "whole"), [("stub", True), ("", False)])
def test_a_page_that_says_nothing_is_written_whole(empty: Any, whole: bool) -> None:
    shop = site(Page(f"{SHOP}/shipping", ("shipping_policy",), "rendered", empty=empty), languages=("ja", "de", "fr"))
    (action,) = chosen(shop, finding("a", clause={"en": "We ship in [number] days."}))
    assert action.page == ("shipping_policy" if whole else "")
    assert set(action.paste) == ({"ja", "de"} if whole else {"en"})
    assert action.title.en == ("Write the shipping page" if whole else "Complete the shipping page")
    if whole:
        assert action.paste["ja"].startswith("配送について\n\nお届け先：［お届けできる地域］")
        assert "［配送会社］" in action.blanks


def test_clauses_are_given_in_the_languages_of_the_shop() -> None:
    shop = site(Page(f"{SHOP}/s", ("shipping_policy",), "rendered"), languages=("ja-JP",))
    found = [finding(name, clause={"en": f"{name}.", "ja": f"{name}。"}) for name in ("a", "b")]
    (action,) = chosen(shop, *found)
    assert action.paste == {"ja": "a。\n\nb。"}


def test_without_a_text_to_paste_the_fix_is_told() -> None:
    (action,) = chosen(site(), finding("a", "cart"))
    assert action.paste == {} and "Mend a." in action.why.en and "aを直してください。" in action.why.ja


def test_the_sources_are_the_strongest_and_best_read_one_per_authority() -> None:
    rules = (
        asked("acme-advice", "advice"),
        asked("acme-must-second", read_as="secondary"),
        asked("acme-must"),
        asked("bolt-must", authority="bolt"),
    )
    found = finding("a", requirements=tuple(one.id for one in rules))
    (action,) = chosen(site(), found, requirements=rules)
    assert action.requirements == ("acme-must", "bolt-must")
    assert "Acme asks for it (must): acme-must must be stated." in action.why.en


def ran(name: str, *requirements: str) -> RuleResult:
    said = Text(name, name)
    return RuleResult(name, said, "shipping", "error", "error", "high", "owner", (), requirements, {"fail": 1}, said)


def test_the_worst_fault_is_the_one_whose_source_is_quoted() -> None:
    rules = (asked("acme-exports"), asked("acme-shipping-page"))
    findings = (
        finding("restrictions", severity="note", requirements=("acme-exports",)),
        finding("customs", severity="note", requirements=("acme-exports",)),
        finding("page", requirements=("acme-shipping-page",)),
    )
    (action,) = chosen(site(), *findings, requirements=rules)
    assert action.requirements == ("acme-shipping-page",)


def test_a_demand_that_many_rules_rest_on_is_quoted_last() -> None:
    shop, found = site(), finding("a", requirements=("acme-honest", "acme-window"))
    asks = (asked("acme-honest"), asked("acme-window", read_as="secondary"))
    rules = tuple(ran(name, "acme-honest") for name in ("a", "b", "c", "d"))
    (action,) = actions(shop, [found], assess(shop, [found], LABELS), asks, rules)
    assert action.requirements == ("acme-window",)


@pytest.mark.parametrize(
    ("platform", "kind", "said"),
    [
        ("shopify", "shipping_policy", "Shopify admin: Settings › Policies › Shipping policy"),
        (
            "woocommerce",
            "contact",
            "WordPress admin, probably under: Pages › the page › Edit (not checked against its documentation)",
        ),
        ("eccube", "legal_notice", "EC-CUBE admin: 設定 › 店舗設定 › 特定商取引法設定"),
        ("unheard-of", "terms", "The page /shipping, in the shop's admin"),
        (None, "shipping_policy", "A new page in the shop's admin, linked in the footer"),
    ],
)
def test_where(platform: str | None, kind: str, said: str) -> None:
    (action,) = chosen(site(platform=platform), finding("a", kind))
    assert action.where.en == said


def test_a_line_of_the_theme_is_nearer_than_the_admin() -> None:
    (action,) = chosen(site(platform="shopify"), finding("a", theme=ThemePlace("sections/footer.liquid", 12, "high")))
    assert action.where == Text("Theme: sections/footer.liquid, line 12", "テーマ：sections/footer.liquidの12行目")


def test_the_data_covers_every_reason_and_names_known_platforms() -> None:
    assert set(knowledge.read("actions")["why"]) == set(weights().reasons)
    known = {one["id"] for one in knowledge.read("platforms")["platforms"]}
    assert set(knowledge.read("admin_places")["platforms"]) <= known


def test_a_menu_that_is_told_as_a_fact_has_a_source() -> None:
    for platform in knowledge.read("admin_places")["platforms"].values():
        for place in platform["places"].values():
            source = place.get("source") or next(iter(platform["sources"]), "")
            assert not place["read"] or source.startswith(("https://", "http://")), (platform["name"], place)
