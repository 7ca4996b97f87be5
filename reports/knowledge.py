"""Names that reports need and the report does not always carry: of dispute reasons and of authorities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from disputelint.checker.model import Text, Who


@lru_cache(maxsize=1)
def reasons() -> Mapping[str, tuple[Text, Text]]:
    """Per dispute reason its short name, for lists, and its name in a sentence (rules/knowledge/dispute_reasons.yaml)."""
    held = {
        reason["id"]: (Text(**reason["short"]), Text(**reason["label"]))
        for reason in _read("knowledge/dispute_reasons.yaml")["reasons"]
    }
    return MappingProxyType(held)


@lru_cache(maxsize=1)
def _facts() -> Mapping[str, Text]:
    held = _read("knowledge/pages.yaml")["facts"]
    return MappingProxyType({name: Text(**said) for name, said in held.items()})


def fact(name: str) -> Text:
    """What a fact is called (rules/knowledge/pages.yaml); its name when it is not among those that fill pages."""
    return _facts().get(name, Text(name, name))


@dataclass(frozen=True, slots=True)
class Unseen:
    """Something that no crawl can see. `only_for`: authorities and markets, () for every shop."""

    what: Text
    who: Who
    only_for: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def checklist() -> tuple[Unseen, ...]:
    """The entries of rules/knowledge/checklist.yaml."""
    return tuple(
        Unseen(Text(**item["what"]), item["who"], tuple(item.get("only_for", ())))
        for item in _read("knowledge/checklist.yaml")["items"]
    )


_SCHEMES = {
    "visa": "Visa",
    "mastercard": "Mastercard",
    "amex": "American Express",
    "jcb": "JCB",
    "discover": "Discover",
    "paypal": "PayPal",
    "stripe": "Stripe",
    "square": "Square",
}


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, tuple[str, ...]]:
    held: dict[str, list[str]] = {}
    schemes = _read("knowledge/dispute_reasons.yaml")["schemes"]
    for scheme, name in _SCHEMES.items():
        rows: dict[str, list[str]] = {}
        for row in schemes.get(scheme, ()):
            if row.get("read"):
                rows.setdefault(row["canonical"], []).append(str(row.get("short", row["code"])))
        for reason, found in rows.items():
            held.setdefault(reason, []).append(f"{name} {', '.join(dict.fromkeys(found))}")
    return MappingProxyType({reason: tuple(said) for reason, said in held.items()})


def codes(reason: str) -> tuple[str, ...]:
    """What networks and gateways call a dispute reason: `("Visa 13.1", "PayPal INR")`; only codes that were read."""
    return _codes().get(reason, ())


@lru_cache(maxsize=1)
def authorities() -> Mapping[str, Text]:
    """The name of each authority (rules/knowledge/authorities.yaml)."""
    held = _read("knowledge/authorities.yaml")["authorities"]
    return MappingProxyType({name: Text(**about["name"]) for name, about in held.items()})


def _read(path: str) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = resources.files("disputelint.rules").joinpath(path).read_text(encoding="utf-8")
    held: dict[str, Any] = yaml.load(text, loader)
    return held


def short(reason: str) -> Text:
    """The reason's name for lists; its id when it is not known (a report of a newer release)."""
    return reasons().get(reason, (Text(reason, reason), None))[0]


def label(reason: str) -> Text:
    """The reason's name in a sentence; its id when it is not known."""
    return reasons().get(reason, (None, Text(reason, reason)))[1]
