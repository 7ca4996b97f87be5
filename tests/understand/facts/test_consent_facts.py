"""Bars that ask for consent and lie over nothing: how they can be refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.understand.facts.commerce import first, found


def choice(bar: str, lang: str = "en") -> Any:
    body = f"<main><h1>Shop</h1><p>Tea.</p></main><div class=cookie-banner>{bar}</div>"
    return first(found("consent", body, kinds=("home",), lang=lang), "overlay.choice")


@pytest.mark.parametrize(
    ("lang", "yes", "no"),
    [
        ("en", "Accept all cookies", "Reject all"),
        ("en", "I accept", "Only necessary cookies"),
        ("ja", "同意する", "拒否する"),
        ("de", "Alle akzeptieren", "Nur notwendige Cookies"),
        ("fr", "Tout accepter", "Continuer sans accepter"),
        ("es", "Aceptar todas", "Rechazar todas"),
    ],
)
def test_both_answers_are_named(lang: str, yes: str, no: str) -> None:
    said = choice(f"<p>Cookies.</p><button>{yes}</button><button>{no}</button>", lang)
    assert (said["accept"], said["decline"], said["shown"], said["shaming"]) == (yes, no, "visible", False)


def test_a_refusal_may_be_hidden_or_missing() -> None:
    assert choice("<p>Cookies.</p><button>Accept</button><button hidden>Decline</button>")["shown"] == "hidden"
    assert choice("<p>Cookies.</p><button>Accept</button><a href=/cookies>Settings</a>")["shown"] == "absent"


def test_a_bar_that_only_tells_asks_nothing() -> None:
    assert choice("<p>We use only the cookies that the cart needs.</p><a href=/cookies>More</a>") is None
