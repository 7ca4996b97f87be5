"""A small report on an invented shop, with every standing a finding can have; how tests are dealt out to workers."""

import gc
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from disputelint.checker.model import (
    Action,
    AppliedRequirement,
    Coverage,
    CoverageGap,
    Evidence,
    Fact,
    Finding,
    KindCoverage,
    Place,
    Report,
    ReportPage,
    RuleResult,
    Run,
    Target,
    Text,
    ThemePlace,
    Trace,
    WaiverNote,
)

if TYPE_CHECKING:
    from tests.lent import Lent

# How fast a busy machine is says nothing about what is tested.
settings.register_profile("disputelint", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("disputelint")

SHOP = "https://marumado.example"
# What takes longest is begun first, so that no worker is left alone with it at the end.
LONGEST = (
    "test_demo_audited.py",
    "test_walk_shops.py",
    "test_walk_safety.py",
    "test_action_month.py",
    "test_html_in_browser.py",
    "test_probes.py",
    "test_walk_demo.py",
    "test_bad_shops.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """Without this, groups with many tests would be begun before those that take long."""
    config.option.loadscopereorder = False


def pytest_xdist_auto_num_workers() -> int | None:
    """One worker more than processors: tests that drive a browser wait for much of their time."""
    return None if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """What was imported for the tests stays; looking through it again and again takes a tenth of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def _turn(item: pytest.Item) -> int:
    if item.path.name in LONGEST:
        return LONGEST.index(item.path.name)
    return len(LONGEST) + (item.get_closest_marker("browser") is None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Among workers, a file stays together, so that what its tests share is made once; those with a browser each do not."""
    if not hasattr(config, "workerinput"):
        return
    for item in items:
        if item.get_closest_marker("xdist_group") is None and item.get_closest_marker("browser") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(config.rootpath).as_posix()))
    items.sort(key=_turn)


@pytest.fixture(scope="session")
def lent() -> "Iterator[Lent]":
    """A browser for all tests of this worker."""
    from tests.lent import lent_browser

    with lent_browser() as running:
        yield running


def requirement(name: str, authority: str, state: str = "not_found", **changes: object) -> AppliedRequirement:
    held = AppliedRequirement(
        id=name,
        authority=authority,
        authority_name=Text(authority.capitalize(), authority.capitalize()),
        document="User Agreement",
        url=f"https://{authority}.example/terms",
        section="4.2",
        strength="must",
        summary=Text("A shop must publish how goods come back.", "返品の方法を公開する必要があります。"),
        reviewed="2026-11-21",
        state=state,  # type: ignore[arg-type]
    )
    return replace(held, **changes)  # type: ignore[arg-type]


def finding(rule: str, fingerprint: str, **changes: object) -> Finding:
    held = Finding(
        rule=rule,
        verdict="fail",
        severity="error",
        confidence="high",
        fingerprint=fingerprint,
        title=Text(f"{rule} holds", f"{rule}を満たす"),
        message=Text(
            "The refund page names no number of days. Buyers then ask their bank.",
            "返品の期限が日数で書かれていない。購入者はカード会社に問い合わせます。",
        ),
        fix=Text("State the number of days.", "日数を記載してください。"),
        topic="refund",
        who="owner",
        reasons=("credit_not_processed", "canceled_returned"),
        requirements=("acme-refund",),
        places=(Place(f"{SHOP}/refund", "stands_here", quote="Returns are welcome."),),
        page_kind="refund_policy",
    )
    return replace(held, **changes)  # type: ignore[arg-type]


def result(rule: str, outcome: str, **changes: object) -> RuleResult:
    held = RuleResult(
        id=rule,
        title=Text(f"{rule} holds", f"{rule}を満たす"),
        topic="refund",
        severity="error",
        ceiling="error",
        confidence="high",
        who="owner",
        reasons=("credit_not_processed",),
        requirements=("acme-refund",),
        outcomes={outcome: 1},  # type: ignore[dict-item]
        why_active=Text("Acme was seen at checkout.", "購入手続きでAcmeを確認しました。"),
    )
    return replace(held, **changes)  # type: ignore[arg-type]


TRACE = Trace(
    what=Text("All must hold", "すべてを満たす"),
    truth="false",
    children=(
        Trace(Text("refund.window is stated", "返品期限の記載がある"), "false", path="expect.all[0].fact"),
        Trace(
            Text("the address is readable", "住所を読み取れる"),
            "unknown",
            reason="image_text",
            evidence=(Evidence(f"{SHOP}/legal", "所在地", "dl dd:nth-of-type(2)"),),
        ),
    ),
)


@pytest.fixture
def report() -> Report:
    """Two findings that count, one not judged, one waived, one baselined, one too unsure."""
    return Report(
        run=Run("0.1.0", "2026-11-24T09:00:00Z", 12.5, browser="Chromium 150", machine="x"),
        target=Target(
            url=f"{SHOP}/",
            name="Marumado",
            date="2026-11-24",
            devices=("desktop",),
            platform=None,
            market="JP",
            languages=("ja", "en"),
            technologies=(),
            authorities=("acme", "bolt"),
            chosen_because=(Text("Acme was seen at checkout.", "購入手続きでAcmeを確認しました。"),),
        ),
        verdict="fail",
        coverage=Coverage(
            complete=True,
            gate_missed=False,
            kinds=(KindCoverage("home", 1, 1, 1, 0),),
            gaps=(
                CoverageGap(
                    f"{SHOP}/track",
                    "http_refusal",
                    Text("refused, 403", "403で拒否"),
                    Text("Let it through the firewall.", "ファイアウォールで許可してください。"),
                    required=False,
                ),
            ),
        ),
        pages=(ReportPage(f"{SHOP}/", ("home",), "rendered", "desktop", "Marumado", "ja", status=200),),
        rules=(
            result("refund-window-stated", "fail"),
            result("cart-tidy", "fail"),
            result("address-readable", "inconclusive"),
            result("good-rule", "pass"),
            result("other-rule", "not_applicable"),
        ),
        requirements=(requirement("acme-refund", "acme"), requirement("bolt-x", "bolt", "found")),
        facts=(
            Fact("refund.window", {"days": 14, "anchor": "delivery"}, "high", Evidence(f"{SHOP}/refund", "14 days")),
        ),
        findings=(
            finding("refund-window-stated", "a" * 20, trace=TRACE),
            finding(
                "cart-tidy",
                "b" * 20,
                severity="warning",
                who="developer",
                requirements=(),
                reasons=("incorrect_amount",),
                theme=ThemePlace("sections/cart.liquid", 12, "high"),
            ),
            finding(
                "address-readable",
                "c" * 20,
                verdict="inconclusive",
                reason="image_text",
                message=Text("The address is a picture. It was not judged.", "所在地が画像のため、判定できない。"),
            ),
            finding("refund-window-stated", "d" * 20, status="waived", waiver=WaiverNote("Ok so", "Mei", "2027-01-31")),
            finding("refund-window-stated", "e" * 20, status="baselined"),
            finding("cart-tidy", "f" * 20, confidence="low", counted=False),
        ),
        actions=(
            Action(
                Text("Write the refund page", "返品ページを書く"),
                Text("why", "理由"),
                "owner",
                Text("Pages", "ページ"),
                ("a" * 20,),
                paste={"en": "x"},
            ),
        ),
    )
