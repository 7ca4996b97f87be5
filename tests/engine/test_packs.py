from dataclasses import replace

import pytest

from disputelint.checker.config import Config, Storefront
from disputelint.checker.engine import packs
from disputelint.checker.engine.judge import judge
from disputelint.checker.engine.preset import Preset
from disputelint.checker.engine.requirement import Authority
from disputelint.checker.engine.severity import covers
from disputelint.checker.errors import ConfigError, RuleError, UsageError
from disputelint.checker.model import Text
from tests.engine.shop import asked, catalogue, page, rule, site

EXPECT = "expect: {page: refund_policy}"
ASKED = [
    asked("stripe-a"),
    asked("paypal-a", "paypal", strength="should"),
    asked("klarna-a", "klarna"),
    asked("visa-a", "visa", strength="advice"),
    asked("jp-a", "jp-law"),
    asked("eu-a", "eu-law"),
    asked("stripe-second", read="secondary"),
    asked("paypal-us", "paypal", jurisdiction="US"),
    asked("paypal-us-edition", "paypal", jurisdiction="US", edition="US"),
]


def cited(*names, id="the-rule", **more):
    return rule(f"requirements: [{', '.join(names)}]\n{EXPECT}", id, **more)


def known(*rules, presets=()):
    made = catalogue(*rules, requirements=ASKED)
    title = Text("A preset", "プリセット")
    return replace(made, presets={name: Preset(name, title, name, **body) for name, body in presets})


def ran(shop, cat, config=None):
    return {one.id: one.severity for one in judge(shop, cat, config or Config()).rules}


def chosen(**choice):
    config = Config()
    return replace(config, choice=replace(config.choice, **choice))


SHOP = site(page("/", "home"))
EACH = [cited(one.id, id=one.id) for one in ASKED]


def test_with_no_gateway_known_three_are_assumed_beside_networks_and_the_law():
    assert set(ran(SHOP, known(*EACH))) == {
        "stripe-a",
        "stripe-second",
        "paypal-a",
        "paypal-us-edition",
        "visa-a",
        "jp-a",
    }
    assert "assumed" in judge(SHOP, known(*EACH), Config()).chosen_because[0].en


def test_gateways_seen_are_asked_about():
    shop = site(page("/", "home"), gateways=("klarna",))
    assert set(ran(shop, known(*EACH))) == {"klarna-a", "visa-a", "jp-a"}


def test_configured_gateways_and_market_win():
    config = Config(storefront=Storefront(gateways=("stripe",), market="DE"))
    shop = site(page("/", "home"), gateways=("klarna",))
    assert set(ran(shop, known(*EACH), config)) == {"stripe-a", "stripe-second", "visa-a", "eu-a"}
    assert "configured" in judge(shop, known(*EACH), config).chosen_because[0].en


def test_without_a_market_no_law_is_asked():
    assert "jp-a" not in ran(site(page("/", "home"), market=None), known(*EACH))


def test_a_rule_that_cites_nobody_is_active_at_its_ceiling():
    assert ran(SHOP, known(rule(EXPECT, severity="warning"))) == {"the-rule": "warning"}


@pytest.mark.parametrize(
    ("names", "ceiling", "severity"),
    [
        (("stripe-a",), "error", "error"),
        (("stripe-a",), "warning", "warning"),
        (("paypal-a",), "error", "warning"),
        (("visa-a",), "error", "note"),
        (("visa-a", "paypal-a"), "error", "warning"),
        (("stripe-second",), "error", "warning"),
        (("klarna-a", "visa-a"), "error", "note"),
        (("paypal-us-edition",), "error", "error"),
    ],
)
def test_effective_severity(names, ceiling, severity):
    assert ran(SHOP, known(cited(*names, severity=ceiling))) == {"the-rule": severity}


def test_findings_name_first_who_asks_here():
    said = judge(SHOP, known(cited("klarna-a", "visa-a", "stripe-a")), Config())
    assert said.findings[0].requirements == ("stripe-a", "visa-a", "klarna-a")
    assert {one.id: one.applies for one in said.requirements} == {"stripe-a": True, "visa-a": True, "klarna-a": False}


def test_a_pack_replaces_the_choice():
    assert set(ran(SHOP, known(*EACH), chosen(packs=("klarna",)))) == {"klarna-a"}


def test_presets_extend_each_other():
    presets = [
        ("base", {"authorities": ("default",)}),
        ("mine", {"extends": ("base",), "authorities": ("klarna",), "rules": {"jp-a": "off", "visa-a": "error"}}),
        ("theme", {"select": ("developer",)}),
        ("wide", {"authorities": ("all",), "ignore": ("stripe-",)}),
        ("japan", {"authorities": ("JP",)}),
        ("germany", {"authorities": ("DE",)}),
    ]
    cat = known(*EACH, presets=presets)
    mine = ran(SHOP, cat, chosen(extends=("mine",)))
    assert "klarna-a" in mine and "jp-a" not in mine and mine["visa-a"] == "error"
    assert ran(SHOP, cat, chosen(extends=("theme",))) == {}
    assert set(ran(SHOP, cat, chosen(extends=("wide",)))) >= {"klarna-a", "eu-a", "jp-a"}
    assert "stripe-a" not in ran(SHOP, cat, chosen(extends=("wide",)))
    assert set(ran(SHOP, cat, chosen(packs=("japan",)))) == {"jp-a"}
    assert set(ran(SHOP, cat, chosen(packs=("germany",)))) == {"eu-a"}


def test_a_preset_that_extends_itself_or_nothing_is_refused():
    cat = known(*EACH, presets=[("a", {"extends": ("b",)}), ("b", {"extends": ("a",)}), ("c", {"extends": ("x",)})])
    for name in ("a", "c"):
        with pytest.raises(RuleError) as caught:
            ran(SHOP, cat, chosen(extends=(name,)))
        assert caught.value.code == "E221"


def test_an_unknown_pack_is_a_mistake_with_a_hint():
    with pytest.raises(UsageError) as caught:
        ran(SHOP, known(*EACH), chosen(packs=("stipe",)))
    assert "stripe" in caught.value.hint.en
    with pytest.raises(ConfigError):
        ran(SHOP, known(*EACH), chosen(extends=("stipe",)))


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        (("stripe-a",), (), {"stripe-a"}),
        (("stripe",), (), {"stripe-a", "stripe-second"}),
        (("visa",), (), {"visa-a"}),
        (("owner",), ("paypal", "stripe-second"), {"stripe-a", "visa-a", "jp-a"}),
        (("refund",), (), {"stripe-a", "stripe-second", "paypal-a", "paypal-us-edition", "visa-a", "jp-a"}),
    ],
)
def test_select_then_ignore(select, ignore, left):
    assert set(ran(SHOP, known(*EACH), chosen(select=select, ignore=ignore))) == left


def test_rules_off_come_last():
    assert ran(SHOP, known(*EACH), chosen(select=("stripe-a",), rules={"stripe-a": "off"})) == {}


def test_a_selection_that_matches_nothing_is_a_mistake():
    with pytest.raises(UsageError) as caught:
        ran(SHOP, known(*EACH), chosen(select=("stripe-aa",)))
    assert "stripe-a" in caught.value.hint.en


def test_settings_change_severity_confidence_and_pages():
    cat = known(rule("pages: [faq]\nexpect: {fact: refund.window}"))
    setting = {"severity": "note", "confidence": "low", "pages": ["contact"]}
    said = judge(site(page("/c", "contact")), cat, chosen(rules={"the-rule": setting}))
    finding = said.findings[0]
    assert (finding.severity, finding.confidence, finding.page_kind) == ("note", "low", "contact")
    assert not finding.counted


def test_an_unknown_rule_in_the_configuration_is_a_mistake_with_a_hint():
    with pytest.raises(ConfigError) as caught:
        ran(SHOP, known(*EACH), chosen(rules={"stripe-aa": "off"}))
    assert "stripe-a" in caught.value.hint.en


def test_a_former_id_still_works():
    cat = known(rule(f"aliases: [old-name]\n{EXPECT}"))
    assert ran(SHOP, cat, chosen(rules={"old-name": "off"})) == {}
    assert set(ran(SHOP, cat, chosen(select=("old-name",)))) == {"the-rule"}


def test_what_became_of_each_requirement():
    rules = [
        cited("stripe-a", id="holds").replace("refund_policy}", "home}"),
        cited("paypal-a", id="missing"),
        cited("visa-a", id="wrong").replace("expect: {page: refund_policy}", "expect: {not: {page: home}}"),
        rule("requirements: [jp-a]\napplies: {sells: digital}\n" + EXPECT, "beside"),
    ]
    said = judge(site(page("/", "home"), sells=("physical",)), known(*rules), Config())
    assert {one.id: one.state for one in said.requirements} == {
        "stripe-a": "found",
        "paypal-a": "not_found",
        "visa-a": "not_met",
        "jp-a": "not_applicable",
    }


def test_a_pack_brings_along_the_terms_of_the_market():
    japanese = Authority(
        "jp-stripe", "gateway", Text("Stripe (Japan)", "Stripe（日本）"), "JP", ("stripe",), pack="stripe"
    )
    asks = replace(asked("jp-stripe-a"), authority="jp-stripe", jurisdiction="JP")
    made = catalogue(cited("jp-stripe-a"), requirements=[asks])
    made = replace(made, authorities={**made.authorities, "jp-stripe": japanese})
    for market, active in (("JP", {"the-rule"}), ("DE", set())):
        config = replace(chosen(packs=("stripe",)), storefront=Storefront(market=market))
        assert set(ran(SHOP, made, config)) == active
    assert set(ran(SHOP, made, replace(chosen(select=("stripe",)), storefront=Storefront(market="JP")))) == {"the-rule"}


def test_the_law_of_a_province_holds_for_a_shop_that_sells_to_the_country():
    assert covers({"", "CA"}, "CA-QC") and covers({"", "CA"}, "CA") and covers({"CA"}, "CA")
    assert not covers({"", "US"}, "CA-QC") and not covers({"US"}, "") and covers({""}, "")


def test_a_misspelt_gateway_is_a_mistake_with_a_hint():
    with pytest.raises(UsageError) as caught:
        ran(SHOP, known(*EACH), chosen(gateways=("klarnaa",)))
    assert "klarna" in caught.value.hint.en
    with pytest.raises(ConfigError):
        ran(SHOP, known(*EACH), Config(storefront=Storefront(gateways=("strpe",))))


def test_a_gateway_of_which_nothing_is_held_is_said_so():
    because = judge(SHOP, known(*EACH), Config(storefront=Storefront(gateways=("zzz_pay",)))).chosen_because[0]
    assert because.en.startswith("No requirements of zzz_pay are held here: ") and "zzz_payの要件は" in because.ja


def test_a_market_whose_law_is_not_held_is_said_so():
    because = judge(SHOP, known(*EACH), Config(storefront=Storefront(market="CH"))).chosen_because[1]
    assert because.en == "No consumer law of CH is held here: no law is judged" and "CHの消費者法" in because.ja


def test_names_are_held_against_the_catalogue_before_there_is_a_shop():
    for wrong in ({"packs": ("stipe",)}, {"select": ("stripe-aa",)}, {"gateways": ("klarnaa",)}):
        with pytest.raises(UsageError):
            packs.check(known(*EACH), chosen(**wrong))
    with pytest.raises(ConfigError):
        packs.check(known(*EACH), chosen(rules={"stripe-x": "off"}))
    packs.check(known(*EACH), chosen(packs=("stripe",), select=("stripe-a",), gateways=("klarna",)))
