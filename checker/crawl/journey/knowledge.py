"""`rules/knowledge/walk.yaml`, compiled: what leads on, what a field asks for, what stops a walk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from disputelint.checker.crawl import tables


@dataclass(frozen=True)
class Walk:
    """The walk's own words. Patterns are searched for in folded text."""

    guest: re.Pattern[str]
    aside: re.Pattern[str]
    back: re.Pattern[str]
    choose: re.Pattern[str]
    saves: re.Pattern[str]
    cart_paths: tuple[str, ...]
    cart_words: re.Pattern[str]
    checkout_words: re.Pattern[str]
    cart_part: re.Pattern[str]
    cart_opener: re.Pattern[str]
    cart_word: re.Pattern[str]
    removes: re.Pattern[str]
    more: re.Pattern[str]
    less: re.Pattern[str]
    confirms: re.Pattern[str]
    add_actions: re.Pattern[str]
    add_names: re.Pattern[str]
    autocomplete: dict[str, str]
    fields: tuple[tuple[str, re.Pattern[str]], ...]
    phone_code: re.Pattern[str]
    captcha: tuple[str, ...]
    out_of_stock: re.Pattern[str]
    pay_later: tuple[re.Pattern[str], ...]
    subscription: re.Pattern[str]
    digital: re.Pattern[str]
    not_sent: re.Pattern[str]


@lru_cache(maxsize=1)
def walk() -> Walk:
    """What the file says, read on first use."""
    data: Any = tables.read("walk")
    return Walk(
        guest=tables.pattern(data["guest"]),
        aside=tables.pattern([data["aside"]]),
        back=tables.pattern([data["back"]]),
        choose=tables.pattern([data["choose"]]),
        saves=tables.pattern([data["saves"]]),
        cart_paths=tuple(data["cart_paths"]),
        cart_words=tables.pattern([data["cart_words"]]),
        checkout_words=tables.pattern([data["checkout_words"]]),
        cart_part=tables.pattern([data["cart_part"]]),
        cart_opener=tables.pattern([data["cart_opener"]]),
        cart_word=tables.pattern([data["cart_word"]]),
        removes=tables.pattern([data["removes"]]),
        more=tables.pattern([data["more"]]),
        less=tables.pattern([data["less"]]),
        confirms=tables.pattern([data["confirms"]]),
        add_actions=tables.pattern([data["add_actions"]]),
        add_names=tables.pattern([data["add_names"]]),
        autocomplete=dict(data["autocomplete"]),
        fields=tuple((key, tables.pattern(parts)) for key, parts in data["fields"].items()),
        phone_code=tables.pattern([data["phone_code"]]),
        captcha=tuple(data["captcha"]),
        out_of_stock=tables.pattern([data["out_of_stock"]]),
        pay_later=tuple(tables.pattern([part]) for part in data["pay_later"]),
        subscription=tables.pattern(tables.read("markets")["sells"]["subscription"]),
        not_sent=tables.pattern([data["not_sent"]]),
        digital=tables.pattern(tables.read("markets")["sells"]["digital"]),
    )


@lru_cache(maxsize=1)
def endpoints() -> dict[str, dict[str, Any]]:
    """What `platforms.yaml` says of each platform for a walk: cart, checkout, how to add and to empty."""
    found: dict[str, dict[str, Any]] = {}
    for entry in tables.read("platforms")["platforms"]:
        paths = entry["paths"]
        ways = entry.get("add_to_cart") or ()
        found[str(entry["id"])] = {
            "hosts": [str(host) for host in entry.get("hosts") or ()],
            "cart": [path for path in paths.get("cart") or () if _plain(path)],
            "checkout": [path for path in paths.get("checkout") or () if _plain(path)],
            "selectors": [str(css) for way in ways if way.get("via") == "ui" for css in way.get("selectors") or ()],
            "endpoints": [way for way in ways if way.get("via") == "endpoint"],
            "cleanup": [str(way["path"]) for way in ways if way.get("via") == "cleanup"],
        }
    return found


def _plain(path: object) -> bool:
    return isinstance(path, str) and path.startswith("/") and not re.search(r"[{*\[#]|=N\b", path)
