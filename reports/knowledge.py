"""Names that reports need and the report does not carry: the dispute reasons'."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from disputelint.checker.model import Text


@lru_cache(maxsize=1)
def reasons() -> Mapping[str, tuple[Text, Text]]:
    """Per dispute reason its short name, for lists, and its name in a sentence (rules/knowledge/dispute_reasons.yaml)."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = resources.files("disputelint.rules").joinpath("knowledge/dispute_reasons.yaml").read_text(encoding="utf-8")
    held = {
        reason["id"]: (Text(**reason["short"]), Text(**reason["label"]))
        for reason in yaml.load(text, loader)["reasons"]
    }
    return MappingProxyType(held)


def short(reason: str) -> Text:
    """The reason's name for lists; its id when it is not known (a report of a newer release)."""
    return reasons().get(reason, (Text(reason, reason), None))[0]


def label(reason: str) -> Text:
    """The reason's name in a sentence; its id when it is not known."""
    return reasons().get(reason, (None, Text(reason, reason)))[1]
