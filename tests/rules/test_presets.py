"""The presets that come with the package: whom each asks, and which rules it leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disputelint.checker.config import Config
from disputelint.checker.engine import catalogue, packs
from disputelint.checker.engine.applies import Profile
from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.engine.packs import Chosen

WANTED = {
    "recommended",
    "strict",
    "prelaunch",
    "theme-ci",
    "jp",
    "eu",
    "de",
    "uk",
    "us",
    "subscriptions",
    "dropshipping",
}


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return catalogue.load(Config())


def chosen(known: Catalogue, *presets: str, **profile: tuple[str, ...]) -> Chosen:
    config = Config()
    config = replace(config, choice=replace(config.choice, extends=presets))
    return packs.choose(known, config, Profile(**profile))


def test_every_preset_of_the_contract_is_there_and_runs_rules(known: Catalogue) -> None:
    assert set(known.presets) == WANTED
    for name in known.presets:
        assert len(chosen(known, name).active) > 10, name


@pytest.mark.parametrize(
    ("preset", "asked", "not_asked"),
    [
        ("jp", {"jp-tokushoho", "jp-keihyoho"}, {"de-bgb", "eu-crd", "us-ftc-mitor", "paypal"}),
        ("eu", {"eu-crd", "eu-omnibus"}, {"de-bgb", "uk-ccr", "jp-tokushoho"}),
        ("de", {"de-bgb", "de-impressum", "eu-crd"}, {"uk-ccr", "us-rosca", "visa"}),
        ("uk", {"uk-ccr", "uk-dmcc"}, {"eu-crd", "de-bgb", "us-rosca"}),
        ("us", {"us-ftc-mitor", "us-rosca", "us-ca-arl", "us-ny-gbl"}, {"uk-ccr", "ca", "eu-crd"}),
    ],
)
def test_law_is_that_of_its_market_alone(known: Catalogue, preset: str, asked: set[str], not_asked: set[str]) -> None:
    authorities = set(chosen(known, preset).authorities)
    assert asked <= authorities and not authorities & not_asked


def test_a_market_preset_adds_to_the_recommended_one(known: Catalogue) -> None:
    both = set(chosen(known, "recommended", "jp", gateway=("stripe",)).authorities)
    assert {"stripe", "visa", "jp-tokushoho"} <= both


def test_subscriptions_leave_rules_on_subscriptions_alone(known: Catalogue) -> None:
    active = chosen(known, "subscriptions", market=("US",)).active
    assert all(
        one.rule.topic == "subscription" or {"subscription_canceled", "subscription"} & one.rule.tags
        for one in active.values()
    )
    assert {"subscription-cancel-online", "trial-terms-at-checkout", "offer-terms-complete"} <= set(active)


def test_theme_ci_leaves_what_a_developer_mends(known: Catalogue) -> None:
    active = chosen(known, "theme-ci").active
    assert {one.rule.who for one in active.values()} == {"developer"}
    assert "refund-policy-linked" in active and "refund-window-stated" not in active


def test_dropshipping_leaves_nothing_out_and_weighs_its_own_signs_more(known: Catalogue) -> None:
    plain, own = chosen(known, "recommended").active, chosen(known, "dropshipping").active
    assert set(plain) <= set(own)
    wanted = {
        "supplier-shipping-disclosed",
        "slow-delivery-origin-stated",
        "delivery-within-30-days",
        "counterfeit-wording-absent",
    }
    assert wanted <= set(own)
    assert own["slow-delivery-origin-stated"].severity == "warning"


@pytest.mark.parametrize("preset", ["recommended", "prelaunch", "dropshipping", "jp"])
def test_what_its_rules_cite_has_a_japanese_summary(known: Catalogue, preset: str) -> None:
    for one in chosen(known, preset, market=("JP",)).active.values():
        for requirement in one.applying:
            assert any("\u3041" <= char <= "\u30ff" for char in requirement.summary.ja), requirement.id
