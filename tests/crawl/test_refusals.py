"""From what a server answered to a reason code."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from disputelint.checker.crawl.refusals import classify, is_password_page, of_net_error, retry_after

LONG = "<p>" + "All our tea is hand picked and packed with care. " * 120 + "</p>"
ORIGIN = "https://shop.example"


@pytest.mark.parametrize(
    ("status", "headers", "html", "reason"),
    [
        (200, {}, LONG, None),
        (404, {}, LONG, "not_found"),
        (410, {}, "", "not_found"),
        (403, {}, "<h1>Forbidden</h1>", "http_refusal"),
        (503, {}, "", "http_refusal"),
        (403, {"CF-Mitigated": "challenge"}, "", "bot_wall"),
        (403, {}, "<title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/x.js>", "bot_wall"),
        (403, {"x-datadome": "protected"}, "", "captcha"),
        (405, {"x-amzn-waf-action": "captcha"}, "", "captcha"),
        (403, {}, "<h1>Access Denied</h1>Reference #18.2d", "bot_wall"),
        (200, {}, "<div class=g-recaptcha></div><h1>Please verify you are human</h1>", "captcha"),
        (200, {}, "<div class=g-recaptcha></div>" + LONG, None),  # a contact form's captcha is no wall
        (200, {}, "<script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script>" + LONG, None),
    ],
)
def test_walls_and_statuses(status: int, headers: dict[str, str], html: str, reason: str | None) -> None:
    found = classify(status, headers.items(), html, ORIGIN + "/", ORIGIN + "/")
    assert (found.reason if found else None) == reason


DOOR = "<h1>Opening soon</h1><form action=/password method=post><input type='password' name=password></form>"
LOGIN = "<form action=/account/login><input name=email><input type=password name=pw></form>"


def test_a_closed_shop_front_is_a_password_page() -> None:
    assert is_password_page(DOOR, ORIGIN + "/password")
    assert is_password_page(DOOR, ORIGIN + "/")
    assert not is_password_page(DOOR + LONG, ORIGIN + "/pages/wholesale")
    assert not is_password_page(LOGIN, ORIGIN + "/account/login")


def test_a_page_that_sends_visitors_to_a_log_in_is_a_login_wall() -> None:
    found = classify(200, (), LOGIN, ORIGIN + "/products/tea", ORIGIN + "/account/login?return=/products/tea")
    assert found is not None and found.reason == "login_wall"
    asked_for = classify(200, (), LOGIN, ORIGIN + "/account/login", ORIGIN + "/account/login")
    header_form = classify(200, (), LOGIN + LONG, ORIGIN + "/products/tea", ORIGIN + "/products/tea")
    assert asked_for is None and header_form is None


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("Page.goto: net::ERR_TOO_MANY_REDIRECTS at http://x", "redirect_loop"),
        ("net::ERR_CERT_AUTHORITY_INVALID", "tls_error"),
        ("net::ERR_SSL_PROTOCOL_ERROR", "tls_error"),
        ("net::ERR_NAME_NOT_RESOLVED", "unreachable"),
        ("net::ERR_CONNECTION_REFUSED", "unreachable"),
        ("net::ERR_CONNECTION_TIMED_OUT", "timeout"),
        ("net::ERR_CONTENT_DECODING_FAILED", "decode_error"),
        ("something else", "unreachable"),
        ("", "unreachable"),
    ],
)
def test_network_errors(message: str, reason: str) -> None:
    found = of_net_error(message)
    assert found.reason == reason and found.detail


def test_retry_after_is_read_as_seconds_or_date() -> None:
    now = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    assert retry_after([("Retry-After", "120")]) == 120
    assert retry_after([("retry-after", "Sat, 21 Nov 2026 12:00:30 GMT")], now) == 30
    assert retry_after([("retry-after", "soon")]) is None
    assert retry_after([]) is None


@pytest.mark.parametrize("piece", ["<input ", "<form ", "<", "<script>", "<div>", "<input type="])
def test_time_stays_linear_in_tags_that_never_close(piece: str) -> None:
    page = "<p>password captcha please verify you are human" + piece * (300_000 // len(piece))
    began = time.process_time()
    classify(200, (), page, ORIGIN + "/products/tea", ORIGIN + "/account/login")
    assert time.process_time() - began < 3  # the square of it takes minutes


def test_a_form_that_leads_nowhere_is_no_error() -> None:
    assert classify(200, (), "<form action='http://[half'><input type=password></form>", ORIGIN + "/") is None
