"""The words of `rules/knowledge/quantities.yaml`, folded once and kept per language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from disputelint.checker import kept
from disputelint.checker.errors import RuleError
from disputelint.checker.understand.normalize import fold


@cache
def data() -> Mapping[str, Any]:
    """The file as read. Raises RuleError when it is wrong."""
    file = resources.files("disputelint.rules").joinpath("knowledge", "quantities.yaml")
    value: Mapping[str, Any] = kept.read(file, RuleError)
    return value


@cache
def languages() -> tuple[str, ...]:
    """The languages whose quantities can be read."""
    return tuple(data()["units"])


@cache
def chain(tag: str) -> tuple[str, ...]:
    """The languages to read a text with this BCP 47 tag in: its own first, English after an East Asian one."""
    low = tag.casefold()
    primary = low.split("-")[0]
    if primary == "zh":
        hant = any(part in ("hant", "tw", "hk", "mo") for part in low.split("-"))
        return ("zh-Hant", "zh-Hans", "en") if hant else ("zh-Hans", "zh-Hant", "en")
    if primary in ("ja", "ko"):
        return (primary, "en")
    return (primary,) if primary in data()["units"] else ("en",)


@cache
def number_words(language: str) -> Mapping[str, int]:
    """Folded word → value."""
    return {fold(word).text: value for word, value in data()["numbers"].get(language, {}).items()}


def part(section: str, language: str) -> Any:
    """One language's share of a section; None when it has none."""
    return data()[section].get(language)
