from __future__ import annotations

import pytest

from disputelint.checker.understand.empty import emptiness
from tests.understand.pages import document

FULL = "<p>You may send goods back within 30 days of delivery. Write to help@green.example first.</p>"


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("<h1>Refund policy</h1>", "empty"),
        ("<h1>Refund policy</h1><p>Coming soon.</p>", "stub"),
        ("<h1>返品について</h1><p>ただいま準備中です。</p>", "stub"),
        ("<h1>Returns</h1><p>Returns</p>", "stub"),
        ("<h1>Returns</h1><p>This page has been disabled.</p>", "stub"),
        ("<h1>Refund policy</h1><p><b>This is a sample page.</b></p>" + FULL, "sample"),
        ("<h1>Privacy</h1><p>Suggested text: Our website address is: https://green.example.</p>" + FULL, "sample"),
        ("<h1>Refund policy</h1><p>Lorem ipsum dolor sit amet, consectetur adipiscing elit.</p>", "sample"),
        (
            "<h1>Refund policy</h1><p>[Your Store] takes goods back within [X] days; write to [Your Email].</p>",
            "unfilled",
        ),
        ("<h1>Refund policy</h1><p>{{ shop.name }} takes goods back.</p>", "unfilled"),
        ("<h1>特商法</h1><p>株式会社○○</p><p>代表 ○○ ○○</p>", "unfilled"),
        ("<h1>Privacy</h1>" + 8 * FULL + "<p>Phone: +44-XXXX-XXXXXX</p><p>Address: [Your Business Address]</p>", ""),
        ("<h1>Refund policy</h1>" + FULL, ""),
        ("<h1>Refund policy</h1>" + FULL + FULL + FULL + "<p>New sizes coming soon.</p>" + FULL, ""),
        ("<h1>Refund policy</h1><img src=policy.png>", ""),
        ("<h1>Refund policy</h1><iframe src=https://policies.example/1></iframe>", ""),
    ],
)
def test_what_a_policy_page_says(body: str, state: str) -> None:
    assert emptiness(document(f"<main>{body}</main>"), ("refund_policy",)) == state


def test_only_policy_pages_can_be_empty() -> None:
    assert emptiness(document("<main><h1>Cups</h1></main>"), ("collection",)) == ""


def test_a_page_without_even_a_heading_may_be_written_by_its_scripts() -> None:
    assert emptiness(document('<div id="app"></div>'), ("refund_policy",)) == ""
    assert emptiness(document('<div id="app"></div>', seen="rendered"), ("refund_policy",)) == "empty"


def test_a_contact_form_is_something() -> None:
    page = document("<main><h1>Contact</h1><form><input type=email><textarea></textarea></form></main>")
    assert emptiness(page, ("contact",)) == ""
