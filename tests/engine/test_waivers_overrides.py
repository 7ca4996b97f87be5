from dataclasses import replace

import pytest

from disputelint.checker.config import Config, Override, Waiver
from disputelint.checker.engine.globs import matches
from disputelint.checker.engine.judge import judge
from disputelint.checker.errors import ConfigError
from tests.engine.shop import catalogue, fact, page, rule, site, unread

NONE = fact("refund.none", True, "all sales final")
PAGES = rule("pages: [refund_policy, terms]\nexpect: {not: {fact: refund.none}}", subject="page")
SITE = rule("expect: {page: privacy}", "privacy-there")
SHOP = site(page("/r", "refund_policy", facts=[NONE]), page("/r2", "refund_policy", facts=[NONE]), page("/", "home"))


def waived(*waivers, today="2026-11-21", shop=SHOP, use=True, cat=None):
    config = Config()
    config = replace(config, gate=replace(config.gate, waivers=waivers, today=today, use_waivers=use))
    return judge(shop, cat or catalogue(PAGES, SITE), config)


def waiver(rule="the-rule", expires="2026-12-31", **more):
    return Waiver(rule, "A reason", "Mei", expires, spot="disputelint.yml:3:5", **more)


def statuses(said):
    return {(one.rule, one.places[0].page[-3:]): one.status for one in said.findings}


def test_a_waiver_marks_and_keeps_the_finding():
    said = waived(waiver())
    finding = next(one for one in said.findings if one.rule == "the-rule")
    assert finding.status == "waived"
    assert (finding.waiver.reason, finding.waiver.owner) == ("A reason", "Mei")
    assert len(said.findings) == 2


def test_a_url_glob_waives_those_pages_only():
    said = waived(waiver(url="/r2"))
    assert statuses(said) == {
        ("the-rule", "t/r"): "new",
        ("the-rule", "/r2"): "waived",
        ("privacy-there", "st/"): "new",
    }


def test_a_fingerprint_waives_one_finding():
    one = next(one for one in waived().findings if one.rule == "the-rule")
    assert statuses(waived(waiver(fingerprint=one.fingerprint)))[("the-rule", "t/r")] == "waived"
    assert statuses(waived(waiver(fingerprint="0" * 20)))[("the-rule", "t/r")] == "new"


@pytest.mark.parametrize(
    ("today", "status"), [("2026-12-30", "waived"), ("2026-12-31", "waived"), ("2027-01-01", "new")]
)
def test_the_last_day_counts(today, status):
    assert statuses(waived(waiver(), today=today))[("the-rule", "t/r")] == status


@pytest.mark.parametrize("expires", ["2026-13-01", "soon", "", "31/12/2026", "2026-02-30"])
def test_a_date_that_cannot_be_read_counts_as_past(expires):
    said = waived(waiver(expires=expires))
    assert statuses(said)[("the-rule", "t/r")] == "new"
    assert "is not a date" in said.notices[0].en


@pytest.mark.parametrize(("today", "told"), [("2026-12-16", 0), ("2026-12-17", 1), ("2026-12-31", 1)])
def test_an_end_within_fourteen_days_is_announced(today, told):
    said = waived(waiver(), today=today)
    assert len([line for line in said.notices if "ends on 2026-12-31" in line.en]) == told


def test_an_ended_waiver_says_so():
    assert "ended on 2026-12-31" in waived(waiver(), today="2027-01-01").notices[0].en


def test_a_waiver_that_accepts_nothing_is_reported_when_its_rule_ran_and_its_pages_were_read():
    clean = site(page("/r", "refund_policy"), page("/", "home"))
    assert "accepts nothing" in waived(waiver(), shop=clean).notices[0].en
    assert "accepts nothing" in waived(waiver(url="/r"), shop=clean).notices[0].en
    assert "accepts nothing" in waived(waiver(url="/elsewhere"), shop=clean).notices[0].en
    partly = site(page("/r", "refund_policy"), unread("/r/x", "terms"))
    assert not waived(waiver(url="/r/*"), shop=partly).notices
    limited = site(page("/r", "refund_policy"), unread("/p", "product", "page_limit"))
    assert not waived(waiver(url="/elsewhere"), shop=limited).notices
    assert not waived(waiver(), shop=site(page("/", "home"))).notices


def test_waivers_can_be_left_aside():
    said = waived(waiver(expires="soon"), use=False)
    assert statuses(said)[("the-rule", "t/r")] == "new"
    assert not said.notices


def test_an_inconclusive_finding_can_be_waived():
    shop = site(unread("/r", "refund_policy"))
    assert [one.status for one in waived(waiver(), shop=shop).findings if one.rule == "the-rule"] == ["waived"]


def test_a_waiver_by_a_former_id():
    cat = catalogue(PAGES + "aliases: [old-rule]\n", SITE)
    assert statuses(waived(waiver("old-rule"), cat=cat))[("the-rule", "t/r")] == "waived"


def test_a_waiver_of_an_unknown_rule_is_a_mistake_with_a_hint():
    with pytest.raises(ConfigError) as caught:
        waived(waiver("the-ruel"))
    assert "the-rule" in caught.value.hint.en
    assert caught.value.where == "disputelint.yml:3:5"


@pytest.mark.parametrize(
    ("glob", "url", "want"),
    [
        ("**", "", True),
        ("**", "https://a.test/x/y", True),
        ("/x", "https://a.test/x", True),
        ("/*", "https://a.test/x", True),
        ("/*", "https://a.test/x/y", False),
        ("/x/**", "https://a.test/x/y/z", True),
        ("/x?", "https://a.test/xy", True),
        ("https://a.test/**", "https://a.test/x", True),
        ("https://b.test/**", "https://a.test/x", False),
        ("a.test/*", "https://a.test/x", True),
        ("/x.y", "https://a.test/xzy", False),
        ("/x\\?v=*", "https://a.test/x", False),
        ("/*", "", False),
    ],
)
def test_url_globs(glob, url, want):
    assert matches(glob, url) is want


def overridden(*overrides, shop=SHOP):
    config = Config()
    config = replace(config, choice=replace(config.choice, overrides=overrides))
    return judge(shop, catalogue(PAGES, SITE), config)


def test_an_override_switches_a_rule_off_for_some_pages():
    said = overridden(Override("/r2", {"the-rule": "off"}))
    assert {one.subject_url[-2:]: one.outcome for one in said.verdicts if one.subject_url} == {
        "/r": "fail",
        "r2": "not_applicable",
    }


def test_an_override_changes_severity_for_some_pages():
    said = overridden(Override("/r2", {"the-rule": {"severity": "note", "confidence": "low"}}))
    found = {one.places[0].page[-2:]: (one.severity, one.confidence) for one in said.findings if one.rule == "the-rule"}
    assert found == {"/r": ("error", "high"), "r2": ("note", "low")}


def test_site_verdicts_are_overridden_by_two_stars_only():
    one = overridden(Override("/**", {"privacy-there": "note"}))
    assert next(f for f in one.findings if f.rule == "privacy-there").severity == "error"
    two = overridden(Override("**", {"privacy-there": "note"}))
    assert next(f for f in two.findings if f.rule == "privacy-there").severity == "note"


def test_the_last_override_wins():
    said = overridden(Override("**", {"the-rule": "note"}), Override("/r", {"the-rule": "warning"}))
    found = {one.places[0].page[-2:]: one.severity for one in said.findings if one.rule == "the-rule"}
    assert found == {"/r": "warning", "r2": "note"}


def test_an_override_that_meets_nothing_is_reported():
    said = overridden(Override("/nowhere", {"the-rule": "off"}, "disputelint.yml:9:3"))
    assert "matched nothing" in said.notices[0].en
    assert "disputelint.yml:9:3" in said.notices[0].ja


def test_an_override_of_an_unknown_rule_is_a_mistake():
    with pytest.raises(ConfigError):
        overridden(Override("**", {"the-ruel": "off"}, "disputelint.yml:9:3"))
