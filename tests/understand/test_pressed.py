"""Where presses lead that are no links."""

from __future__ import annotations

from disputelint.checker.understand.pressed import led_to
from tests.understand.pages import SHOP, document


def test_a_card_whose_handler_sets_the_address_leads_there() -> None:
    page = document(
        """<main><div class=card onclick="window.location.href='detail.html?id=7&amp;size=s'"><img src=7.jpg alt=""></div>
        <button onclick="location.href = &quot;/item8.html&quot;; return false">See it</button>
        <li onclick="location.assign('item9.html')">Nine</li></main>"""
    )
    assert led_to(page) == (f"{SHOP}/detail.html?id=7&size=s", f"{SHOP}/item8.html", f"{SHOP}/item9.html")


def test_what_a_script_is_yet_to_fill_in_is_no_address() -> None:
    page = document(
        """<main><div onclick="location.href='detail.html?id=${id}'">A</div><p onclick="location.href='item' + n">B</p>
        <p onclick="show('location')">C</p><p onclick="location.href='javascript:void(0)'">D</p>
        <p onclick="location.reload()">E</p></main>"""
    )
    assert led_to(page) == ()
