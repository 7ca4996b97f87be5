"""Getting in, and saying what stood at the door: what a snapshot keeps of the entry, and what the report makes of it."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from disputelint.checker import audit
from disputelint.checker.cli import exit
from disputelint.checker.config.settings import Access, Choice, Config, Crawl, Journey
from disputelint.checker.engine import catalogue
from disputelint.checker.model import Report

BARE = Config(crawl=Crawl(render="none"), journey=Journey(on=False), choice=Choice(select=("refund-policy-linked",)))
SIGNED = (
    ("Signature", "sig1=:c2VjcmV0LXNpZ25hdHVyZQ==:"),
    ("Signature-Input", 'sig1=("@authority" "signature-agent");keyid="k";created=1700000000;expires={end}'),
    ("Signature-Agent", '"https://shopify.com"'),
)


@pytest.fixture(scope="module")
def rules() -> Any:
    return catalogue.load(BARE)


@pytest.fixture(autouse=True)
def loaded_once(monkeypatch: pytest.MonkeyPatch, rules: Any) -> None:
    monkeypatch.setattr(catalogue, "load", lambda config: rules)


def given(**access: Any) -> Config:
    return replace(BARE, access=Access(**access))


def report_of(shop: Any, config: Config) -> Report:
    return audit.run(audit.Target(shop.url + "/"), config)


def last_line(report: Report, config: Config = BARE) -> str:
    return exit.sentence(exit.code(report, "error", config.gate.on_inconclusive), report, "error").en


def behind(opens: Any, body: str, status: int = 200, headers: dict[str, str] | None = None) -> Any:
    """A page that shows the shop when `opens(handler)`, else `body`."""

    def answer(handler: Any) -> Any:
        if opens(handler):
            return "<!doctype html><title>Tea</title><main><h1>Tea shop</h1><p>Tea for everybody.</p></main>"
        return (status, headers or {}, body)

    return answer


def test_a_preview_that_does_not_tell_its_theme_proves_nothing(shop: Any, crawl_shop: Any) -> None:
    shop.add("/", "Home")
    home = crawl_shop("/?preview_theme_id=77")["/"]
    assert (home.seen, home.reason) == ("unread", "wrong_theme")
    assert "does not say" in home.detail


COMING = "<head><meta name='woo-coming-soon-page' content='yes'></head><h1>Great things are on the horizon</h1>"


def test_a_coming_soon_page_is_no_shop_and_the_last_line_says_what_to_do(shop: Any) -> None:
    shop.pages["/"] = COMING
    report = report_of(shop, BARE)
    assert exit.code(report, "error", "fail") == exit.GATE
    assert "--share-key" in last_line(report) and "\n" not in last_line(report)


def test_a_share_key_opens_it_and_stays_secret(shop: Any, crawl_shop: Any, tmp_path: Path) -> None:
    shop.pages["/"] = behind(lambda handler: "woo-share=s3cretk3y" in handler.path, COMING)
    found = crawl_shop(config=given(share_key="s3cretk3y"))
    assert found["/"].seen == "fetched"
    assert found.snapshot.meta.entry == {"with": ["share key"], "opened": True}
    assert b"s3cretk3y" not in (tmp_path / "shop.wacz").read_bytes()


def test_a_wrong_share_key_is_told_from_none(shop: Any, crawl_shop: Any) -> None:
    shop.pages["/"] = COMING
    entry = crawl_shop(config=given(share_key="wrong-key")).snapshot.meta.entry
    assert entry["opened"] is False and "did not accept the share key" in str(entry["remedy"])


LOCK = {"WWW-Authenticate": 'Basic realm="staging"'}


@pytest.mark.parametrize(
    ("login", "seen", "says"),
    [
        (("dev", "s3cret-pass"), "fetched", ""),
        (("dev", "wrong-pass"), "unread", "not accept"),
        (None, "unread", "USER"),
    ],
)
def test_basic_authentication_is_entered_and_proved(
    shop: Any, crawl_shop: Any, login: Any, seen: str, says: str
) -> None:
    right = "Basic " + base64.b64encode(b"dev:s3cret-pass").decode()
    shop.pages["/"] = behind(lambda handler: handler.headers["Authorization"] == right, "locked", 401, LOCK)
    found = crawl_shop(config=given(basic_auth=login))
    entry = found.snapshot.meta.entry
    assert found["/"].seen == seen
    assert entry.get("opened") is ((seen == "fetched") if login else None)
    assert says in str(entry.get("remedy", ""))


def test_headers_and_cookies_are_entered_and_proved(shop: Any, crawl_shop: Any) -> None:
    def opens(handler: Any) -> bool:
        return handler.headers["X-Key"] == "k3y-value" and "pass=c00kie-value" in (handler.headers["Cookie"] or "")

    shop.pages["/"] = behind(opens, "no", 403)
    config = given(headers=(("X-Key", "k3y-value"),), cookies=(("pass", "c00kie-value"),))
    assert crawl_shop(config=config).snapshot.meta.entry == {"with": ["cookie pass", "header X-Key"], "opened": True}
    assert "opened" not in crawl_shop().snapshot.meta.entry


@pytest.mark.parametrize(("days", "says"), [(20, ""), (13, "ends in 13 days"), (0, "ends today"), (-2, "ended on")])
def test_the_end_of_a_crawlers_signature_is_announced(shop: Any, days: int, says: str) -> None:
    import time

    shop.add("/", "Home")
    end = int(time.time()) // 86400 * 86400 + days * 86400 + 60
    headers = tuple((name, value.replace("{end}", str(end))) for name, value in SIGNED)
    notices = " ".join(one.en for one in report_of(shop, given(headers=headers)).target.notices)
    assert (says in notices) if says else ("signature" not in notices)
    assert "c2VjcmV0" not in notices


def test_the_agent_named_in_a_signature_is_no_secret() -> None:
    assert all("shopify.com" not in one for one in Access(headers=SIGNED).secrets())


def test_a_shop_whose_secrets_are_not_here_is_not_asked(shop: Any) -> None:
    shop.add("/", "Home")
    config = given(missing=("SHOP_PASSWORD",))
    report = report_of(shop, config)
    assert shop.asked == []
    assert report.verdict == "inconclusive" and all(one.verdict == "inconclusive" for one in report.findings)
    assert last_line(report) == (
        "not judged: secrets are not available here (not set: SHOP_PASSWORD). "
        "Set SHOP_PASSWORD in the environment (exit 3)"
    )
    assert report.target.notices[0].en.startswith("NOT JUDGED: secrets are not available here")


@pytest.mark.parametrize("withheld", ["fork", "dependabot"])
def test_runs_that_get_no_secrets_are_not_judged_and_not_red(shop: Any, withheld: str) -> None:
    shop.pages["/"] = "<h1>Opening soon</h1><form action=/password><input type=password name=password></form>"
    report = report_of(shop, given(withheld=withheld))
    assert report.verdict == "not_judged"
    assert exit.code(report, "error", "fail") == exit.OK
    assert last_line(report).startswith("NOT JUDGED: secrets are not available here")


def test_whoever_says_that_it_must_fail_is_heard(shop: Any) -> None:
    config = replace(given(withheld="fork", missing=("KEY",)), sources={"on_inconclusive": "disputelint.yml:3"})
    assert exit.code(report_of(shop, config), "error", "fail") == exit.GATE


def test_an_open_shop_is_judged_without_secrets(shop: Any) -> None:
    shop.add("/", "Home", "<p>Tea.</p>")
    report = report_of(shop, given(withheld="fork"))
    assert shop.asked and report.verdict != "not_judged"


def test_a_shop_that_is_down_is_not_judged(shop: Any) -> None:
    shop.pages["/"] = (503, {"Retry-After": "0"}, "down")
    report = report_of(shop, BARE)
    assert exit.code(report, "error", "fail") == exit.GATE
    assert shop.asked.count("/") == 3  # asked again before it counts
    assert "asked too often or is down" in last_line(report)
