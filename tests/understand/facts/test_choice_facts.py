"""Offers beside the purchase: which control says yes, which says no, and how the no is shown."""

from __future__ import annotations

from typing import Any

import pytest

from tests.understand.facts.commerce import found, values


def choice(body: str, lang: str = "en", kind: Any = "cart") -> Any:
    held = values(found("choice", f"<main><h1>Cart</h1>{body}</main>", kinds=(kind,), lang=lang), "offer.choice")
    return held[0] if held else None


@pytest.mark.parametrize(
    ("lang", "accept", "decline"),
    [
        ("en", "Yes, protect my order", "No thanks"),
        ("en", "Add gift wrapping", "Continue without wrapping"),
        ("en", "Subscribe & save", "Not now"),
        ("ja", "はい、申し込みます", "いいえ"),
        ("ja", "補償を追加する", "追加しない"),
        ("ja", "定期購入に変更する", "今回は不要"),
        ("de", "Ja, Versicherung hinzufügen", "Nein danke"),
        ("fr", "Oui, ajouter une assurance", "Non merci"),
        ("es", "Sí, quiero el seguro", "No, gracias"),
    ],
)
def test_the_two_controls_of_an_offer_are_read_together(lang: str, accept: str, decline: str) -> None:
    value = choice(f"<p>…</p><button>{accept}</button><a href='#no'>{decline}</a>", lang)
    assert value == {"accept": accept, "decline": decline, "shown": "visible", "shaming": False}


@pytest.mark.parametrize(
    ("lang", "decline"),
    [
        ("en", "No, I would rather pay full price"),
        ("en", "No thanks, I like to risk it"),
        ("ja", "いいえ、お得な特典は必要ありません"),
        ("fr", "Non merci, je préfère payer plus"),
    ],
)
def test_a_no_that_shames_is_told(lang: str, decline: str) -> None:
    accept = {"en": "Yes, add it to my order", "ja": "はい、追加します", "fr": "Oui, ajouter"}[lang]
    assert choice(f"<button>{accept}</button><button>{decline}</button>", lang)["shaming"] is True


def test_a_no_that_is_not_shown_or_not_there() -> None:
    assert choice("<button>Yes, add insurance</button><button hidden>No thanks</button>")["shown"] == "hidden"
    only = "<div role=dialog><p>Parcel insurance</p><button>Yes, add insurance</button>{}</div>"
    assert choice(only.format(""))["shown"] == "absent"
    assert choice(only.format("<button>×</button>")) is None
    assert choice(only.format("<button>Close</button>")) is None


def test_of_several_offers_the_one_that_is_hardest_to_turn_down_is_told() -> None:
    pair = "<form><button>Yes, add {}</button><button {}>No thanks</button></form><p>a</p><p>b</p><p>c</p><p>d</p><p>e</p><p>f</p>"
    assert choice(pair.format("insurance", "") + pair.format("wrapping", "hidden"))["accept"] == "Yes, add wrapping"


@pytest.mark.parametrize(
    "body",
    [
        "<button>Add to cart</button><button>No thanks</button>",
        "<button>Add insurance</button><button>Check out</button>",  # a plain option needs no no
        "<button hidden>Yes, add insurance</button><button hidden>No thanks</button>",
        "<button>Update</button><button>Remove</button><a href=/>Continue shopping</a>",
        "<div role=dialog><h2>Are you 18 or older?</h2><button>Yes, I am 18 or older</button><button>Leave</button></div>",
        "<div role=dialog><p>Bist du volljährig?</p><button>Ja, ich bin über 18 Jahre</button><a href=//x.example>Nein</a></div>",
        "<label><input type=radio name=ship> Standard delivery</label><label><input type=radio name=ship> Express</label>",
    ],
)
def test_what_is_no_offer_gives_nothing(body: str) -> None:
    assert choice(body) is None


def test_nothing_is_looked_for_where_nothing_is_sold() -> None:
    assert choice("<button>Yes, add insurance</button><button hidden>No thanks</button>", kind="privacy") is None
