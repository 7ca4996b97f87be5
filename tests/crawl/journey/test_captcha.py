"""A captcha stops a buyer only where it guards what the buyer presses."""

from __future__ import annotations

import pytest

from disputelint.checker.crawl.journey.captcha import in_the_way
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand.document import Document, parse

ADD = "<form action=/cart/add method=post>{}<button>Add to cart</button></form>"
WIDGET = "<div class=g-recaptcha data-sitekey=x></div>"


def _page(body: str) -> Document:
    html = f"<!DOCTYPE html><html lang=en><title>Tea</title><body>{body}"
    return parse(Load("https://shop.example/tea", "https://shop.example/tea", "desktop", "rendered", body=lambda: html))


@pytest.mark.parametrize(
    "body",
    [
        ADD.format("") + '<script id="captcha-bootstrap">const d=["h-captcha-response","g-recaptcha"]</script>',
        ADD.format("") + f"<footer><form action=/contact>{WIDGET}<input type=email><button>Subscribe</button></form></footer>",
        ADD.format("") + f"<form action=/contact><textarea></textarea>{WIDGET}<button>Send message</button></form>",
        ADD.format("") + f"<form action=/login><input type=password>{WIDGET}<button>Log in</button></form>",
        ADD.format("<div class=g-recaptcha data-size=invisible></div>"),
        ADD.format("<input type=hidden name=captcha_token>"),
        ADD.format("") + f"<div style='display:none'>{WIDGET}</div><template>{WIDGET}</template>",
        ADD.format("") + "<div class=grecaptcha-badge><iframe src='https://www.google.com/recaptcha/api2/anchor?k=x'></iframe></div>",
    ],
)  # fmt: skip
def test_a_captcha_that_asks_nothing_of_buyers_stops_nobody(body: str) -> None:
    assert not in_the_way(_page(body), "en")


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (ADD.format(WIDGET), "en"),
        (f"<h1>One moment</h1>{WIDGET}<p>Verify that you are human</p>", "en"),
        ("<form action=/order><input name=name><div class=cf-turnstile></div><button>次へ</button></form>", "ja"),
        (
            "<form><input name=captcha_code><img src=/captcha/image.png><button>Continue to payment</button></form>",
            "en",
        ),
    ],
)
def test_a_captcha_before_the_cart_or_the_next_step_does(body: str, language: str) -> None:
    assert in_the_way(_page(body), language)
