"""Names that reports need and the report does not always carry: of dispute reasons and of authorities."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from disputelint.checker.model import Text


@lru_cache(maxsize=1)
def reasons() -> Mapping[str, tuple[Text, Text]]:
    """Per dispute reason its short name, for lists, and its name in a sentence (rules/knowledge/dispute_reasons.yaml)."""
    held = {
        reason["id"]: (Text(**reason["short"]), Text(**reason["label"]))
        for reason in _read("knowledge/dispute_reasons.yaml")["reasons"]
    }
    return MappingProxyType(held)


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
