"""What the demo shop sells and which flaws it can have, read from `shop/*.yaml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from disputelint.checker.model import Text

State = Literal["flawed", "clean"]
SHOP = files("disputelint.checker").joinpath("demo", "shop")


@dataclass(frozen=True, slots=True)
class Product:
    """One product. Prices in whole yen, tax included."""

    handle: str
    name: Text
    description: Text
    price: int
    collection: str
    compare_at: int | None = None
    options: tuple[Text, ...] = ()
    option_name: Text | None = None
    details: tuple[tuple[Text, Text], ...] = ()
    stock: Literal["in_stock", "out_of_stock", "preorder"] = "in_stock"
    stock_note: Text | None = None
    subscription: bool = False
    photos: int = 3
    colour: str = "#8a6d4b"
    shape: str = "bowl"


@dataclass(frozen=True, slots=True)
class Flaw:
    """A seeded flaw: where it is, and the rule that must find it."""

    id: str
    rule: str
    outcome: Literal["fail", "inconclusive"]
    pages: tuple[str, ...]
    what: Text
    also: tuple[str, ...] = ()  # further rules that speak of the same words


@dataclass(frozen=True, slots=True)
class Catalog:
    """Products and collections of one state of the shop, in shop order."""

    products: tuple[Product, ...]
    collections: dict[str, Text]
    by_handle: dict[str, Product] = field(repr=False)


def _text(value: Any) -> Text:
    return Text(value["en"], value["ja"])


def _product(raw: dict[str, Any], state: State) -> Product:
    raw = {**raw, **(raw.get("flawed", {}) if state == "flawed" else {})}
    return Product(
        handle=raw["handle"],
        name=_text(raw["name"]),
        description=_text(raw["description"]),
        price=raw["price"],
        collection=raw["collection"],
        compare_at=raw.get("compare_at"),
        options=tuple(_text(option) for option in raw.get("options", [])),
        option_name=_text(raw["option_name"]) if "option_name" in raw else None,
        details=tuple((_text(row["row"]), _text(row["value"])) for row in raw.get("details", [])),
        stock=raw.get("stock", "in_stock"),
        stock_note=_text(raw["stock_note"]) if "stock_note" in raw else None,
        subscription=raw.get("subscription", False),
        photos=raw.get("photos", 3),
        colour=raw.get("colour", "#8a6d4b"),
        shape=raw.get("shape", "bowl"),
    )


def _yaml(name: str) -> Any:
    return yaml.safe_load(SHOP.joinpath(name).read_text(encoding="utf-8"))


@lru_cache(maxsize=2)
def catalog(state: State) -> Catalog:
    """The products as `state` shows them."""
    raw = _yaml("catalog.yaml")
    products = tuple(_product(item, state) for item in raw["products"])
    return Catalog(
        products,
        {name: _text(title) for name, title in raw["collections"].items()},
        {product.handle: product for product in products},
    )


@lru_cache(maxsize=1)
def flaws() -> tuple[Flaw, ...]:
    """The manifest: every flaw of the flawed state."""
    return tuple(
        Flaw(
            raw["id"],
            raw["rule"],
            raw.get("outcome", "fail"),
            tuple(raw["pages"]),
            _text(raw["what"]),
            tuple(raw.get("also", ())),
        )
        for raw in _yaml("flaws.yaml")
    )
