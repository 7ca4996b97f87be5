"""What is blanked before two answers are held against each other, and what is not."""

from __future__ import annotations

import time

import pytest

from disputelint.checker.crawl.volatile import assets, neutral, steady

NOW = "2026-11-22T06:00:00+00:00"
EPOCH = 1_795_327_200  # the same moment


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('<script nonce="r4nd0mAA">', '<script nonce="r4nd0mBB">'),
        ("<meta name=csrf-token content='a1b2c3d4'>", "<meta name=csrf-token content='e5f6a7b8'>"),
        ('<input value="x1 y2" type=hidden name="authenticity_token">', '<input value="z" type=hidden name="authenticity_token">'),
        ('{"sessionId":"abc123def"}', '{"sessionId":"fed321cba"}'),
        ("<a href='/x?PHPSESSID=abc123def'>", "<a href='/x?PHPSESSID=fed321cba'>"),
        ("<a href='/x;jsessionid=A1B2C3'>", "<a href='/x;jsessionid=C3B2A1'>"),
        (f"window.now = {EPOCH - 5};", f"window.now = {EPOCH - 3};"),
        (f"window.now = {EPOCH - 5}123;", f"window.now = {EPOCH - 3}456;"),
        ('data-made="2026-11-22T05:59:58Z"', 'data-made="2026-11-22T14:59:59+09:00"'),
        ("<!-- page made in 0.12s by web-3 -->", "<!-- page made in 0.34s by web-7 -->"),
        ("<link href=/a.css?v=1>", "<link href=/a.css?v=2>"),
        ("<script src=/app.0a1b2c3d.js>", "<script src=/app.9f8e7d6c.js>"),
        ("<a data-cfemail='01606e61632f6e'>", "<a data-cfemail='02636d62602c6d'>"),
    ],
)  # fmt: skip
def test_what_is_made_anew_for_each_visitor_makes_no_difference(one: str, other: str) -> None:
    assert one != other and steady(one, NOW) == steady(other, NOW)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>Returns within 30 days.</p>", "<p>Returns within 14 days.</p>"),
        ("<p>¥120,000</p>", "<p>¥130,000</p>"),
        ('{"price":"120000"}', '{"price":"130000"}'),
        ('data-ends="2026-11-30T00:00:00Z"', 'data-ends="2026-12-07T00:00:00Z"'),
        (f"var ends = {EPOCH + 900};", f"var ends = {EPOCH + 960};"),
        ("<p>Updated 2026-01-01</p>", "<p>Updated 2026-11-01</p>"),
        ("<link href=/a.css?theme=dark>", "<link href=/a.css?theme=light>"),
        ("<link href=/light.css>", "<link href=/dark.css>"),
        ("<p>inside: somewhere</p>", "<p>inside: elsewhere</p>"),
        ('Shopify.theme = {"id":123456789012}', 'Shopify.theme = {"id":210987654321}'),
        ("<a data-cfemail='01606e61632f6e'>", "<a data-cfemail='02636d62602c6f'>"),
    ],
)
def test_what_a_shop_says_makes_one(one: str, other: str) -> None:
    assert steady(one, NOW) != steady(other, NOW)


def test_style_sheets_and_scripts_are_known_by_their_address_without_its_version() -> None:
    html = (
        '<link href="/a.css?v=3&amp;x=1"><script src=app.0a1b2c3d.min.js></script>"https:\\/\\/s.example\\/b.js?ver=1"'
    )
    assert assets(html, "https://s.example/p/") == {
        "https://s.example/a.css?x=1": {"https://s.example/a.css?v=3&x=1"},
        "https://s.example/p/app~.min.js": {"https://s.example/p/app.0a1b2c3d.min.js"},
        "https://s.example/b.js": {"https://s.example/b.js?ver=1"},
    }
    assert neutral("https://s.example/page?v=2") == "https://s.example/page?v=2"
    assert neutral("https://[half/a.css?v=2") == "https://[half/a.css?v=2"


@pytest.mark.parametrize("unit", ["<!--", "<meta ", "a.css", "nonce=", "x" * 50, '{"nonce":"', "data-cfemail='0"])
def test_hostile_pages_take_time_in_proportion_to_their_length(unit: str) -> None:
    def spent(count: int) -> float:
        text = unit * count
        began = time.process_time()
        steady(text, NOW)
        return time.process_time() - began

    few, many = 20_000 // len(unit), 80_000 // len(unit)
    assert min(spent(many) for _ in range(2)) < 0.05 + 10 * min(spent(few) for _ in range(2))
