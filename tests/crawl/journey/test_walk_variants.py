"""Drawn choices of a product: what is pressed to choose a variant, and what only stands beside it."""

from __future__ import annotations

import pytest

from disputelint.checker.crawl.journey.buyer import View
from disputelint.checker.crawl.journey.variants import swatches
from disputelint.checker.crawl.load import RenderedLoad
from disputelint.checker.understand.document import parse

_SIZES = "<div><button type=button>Small</button> <button type=button>Large</button></div>"


def pressed(beside: str, language: str = "en") -> list[str]:
    """The names of the drawn choices of a product with two sizes, and `beside` them."""
    html = (
        f"<!DOCTYPE html><html lang={language}><title>Tea</title><main><h1>Tea</h1><p>£9.00</p>{_SIZES}{beside}"
        "<form action=/cart/add method=post><button>Add to cart</button></form></main>"
    )
    url = "https://shop.example/index.php?product=tea"
    load = RenderedLoad(url, url, "desktop", "fetched", body=lambda: html)
    view = View(load, parse(load))
    add = next(press for press in view.presses if press.purpose == "add")
    return [press.label for press in swatches(view, add)]


def test_the_first_of_each_row_is_a_choice() -> None:
    assert pressed("") == ["Small"]
    assert pressed("<p><button type=button>Red</button> <button type=button>Blue</button></p>") == ["Small", "Red"]


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Add to Wish List"), ("en", "Compare this Product"), ("en", "♡"), ("ja", "お気に入りに追加"), ("de", "Auf die Merkliste"),
        ("fr", "Ajouter aux favoris"), ("es", "Compartir"), ("it", "Aggiungi ai preferiti"), ("nl", "Vergelijk"), ("pt", "Lista de desejos"),
        ("ko", "관심상품"), ("zh", "加入收藏"),
    ],
)  # fmt: skip
def test_keeping_comparing_and_sharing_choose_nothing(language: str, name: str) -> None:
    assert pressed(f"<div><button type=button>{name}</button></div>", language) == ["Small"]


def test_a_button_that_sends_its_form_elsewhere_chooses_nothing() -> None:
    form = "<form method=post><div><button formaction='/index.php?route={}'>Later</button></div></form>"
    assert pressed(form.format("account/later.add")) == ["Small"]
