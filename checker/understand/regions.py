"""Which part of a page an element opens: header, nav, main, footer, banner, dialog, and areas that speak of other things.

Landmarks come first (ARIA in HTML, https://www.w3.org/TR/html-aria/), then the names themes give their parts
(`rules/knowledge/regions.yaml`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import re2

from disputelint.checker.model import RegionName
from disputelint.checker.model.record import record
from disputelint.checker.understand import knowledge

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_RATING = re.compile(r"[★☆⭐]|(?<![\d.,])[0-5][.,]\d(?![\d.,])")  # stars, "4.8": how the product is rated
_JOINTS = re.compile(r"[_:]+|-{2,}")
_LANDMARKS: dict[str, RegionName] = {
    "banner": "header",
    "navigation": "nav",
    "main": "main",
    "contentinfo": "footer",
    "dialog": "dialog",
    "alertdialog": "dialog",
}
# Inside these a header or footer belongs to the part, not to the page (HTML, sections 4.3.8 and 4.3.9).
LANDMARK_TAGS = frozenset(("header", "nav", "main", "footer", "dialog", "dl-dialog"))
CONTENT_TAGS = frozenset(("main", "article", "aside", "dialog", "blockquote", "figure"))


@record(frozen=True, slots=True)
class Hint:
    """What an element's names say: a region, an area, or neither."""

    region: RegionName | None
    area: str
    part: str = ""  # question or answer


NOTHING = Hint(None, "")


@dataclass(frozen=True)
class _Names:
    regions: tuple[tuple[RegionName, re.Pattern[str]], ...]
    areas: tuple[tuple[str, re.Pattern[str]], ...]
    headings: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def _names() -> _Names:
    data: dict[str, Any] = knowledge.read("regions")
    regions: list[tuple[RegionName, re.Pattern[str]]] = []
    for name in ("banner", "footer", "header", "dialog", "nav"):
        entry = data["regions"][name]
        before, words, after = ("|".join(map(re.escape, entry[key])) for key in ("prefixes", "words", "suffixes"))
        pattern = re.compile(rf"(?:^|\s)(?:(?:{before})-)*(?:{words})(?:-(?:{after}))*(?=\s|$)")
        regions.append((name, pattern))
    areas, parts = (
        tuple(
            (name, re.compile(rf"(?:^|[\s-])(?:{'|'.join(map(re.escape, words))})(?=[\s-]|$)"))
            for name, words in data[key].items()
        )
        for key in ("areas", "parts")
    )
    headings = tuple((said, name) for name, sayings in data["area_headings"].items() for said in sayings)
    return _Names(tuple(regions), areas, headings, parts)


@lru_cache(maxsize=4096)
def by_names(identifier: str, classes: str) -> Hint:
    """What id and class say. Cached: a theme uses few different ones."""
    said = _JOINTS.sub("-", _CAMEL.sub("-", f"{identifier} {classes}")).lower()[:400]
    names = _names()
    area = next((name for name, pattern in names.areas if pattern.search(said)), "")
    region = next((name for name, pattern in names.regions if pattern.search(said)), None)
    part = next((name for name, pattern in names.parts if pattern.search(said)), "")
    return Hint(region, area, part) if area or region or part else NOTHING


@lru_cache(maxsize=1)
def _hidden_cart() -> re.Pattern[str]:
    entry: dict[str, list[str]] = knowledge.read("regions")["hidden_cart"]
    words, endings = ("|".join(map(re.escape, entry[key])) for key in ("words", "endings"))
    return re.compile(rf"(?:^|\s)(?:{words})(?:-(?:{endings}))?(?=\s|$)")


@lru_cache(maxsize=256)
def of_hidden(hint: Hint, identifier: str, classes: str) -> Hint:
    """What id and class say of a box that is hidden from screen readers until it opens: one named after the cart is its
    drawer, which is small print beside the page.
    """
    said = _JOINTS.sub("-", _CAMEL.sub("-", f"{identifier} {classes}")).lower()[:400]
    return replace(hint, area="minicart") if _hidden_cart().search(said) else hint


@lru_cache(maxsize=1)
def _sayings() -> Any:
    """The words of all area headings as one set, which tells in one pass which of them stand in a text."""
    options = re2.Options()
    options.literal = True
    made = re2.Set.SearchSet(options)
    for words, _ in _names().headings:
        made.Add(words)
    made.Compile()
    return made


@lru_cache(maxsize=2048)
def by_heading(text: str) -> str:
    """The area that a heading opens, or ""."""
    said = text.casefold().strip(" :：!！")
    if len(said) > 60:
        return ""
    if _RATING.search(said):
        return ""  # "★ 4.8 (216 reviews)" leads to the reviews and opens no part of the page
    held = _names().headings
    return next((held[n][1] for n in sorted(_sayings().Match(said) or ()) if _opens(held[n][0], said)), "")


def _opens(words: str, said: str) -> bool:
    telling = len(words) >= 10 if words.isascii() else len(words) >= 4
    return words in said if telling else said == words or said.startswith(words + " ")


def region_of(tag: str, role: str, hint: Hint, inherited: RegionName, in_content: bool) -> RegionName:
    """The region inside an element. `in_content`: a main, article or the like is around it."""
    if tag in ("dialog", "dl-dialog"):
        return "dialog"
    landmark = _LANDMARKS.get(role)
    if inherited in ("footer", "dialog") and landmark != "dialog":
        return inherited
    if landmark is not None and not (in_content and landmark in ("header", "footer")):
        return landmark
    if tag == "nav":
        return "nav"
    if tag == "main":
        return "main"
    if not in_content:
        if tag == "header" and inherited == "main" and hint.region != "banner":
            return "header"
        if tag == "footer":
            return "footer"
        if hint.region is not None and tag not in ("body", "html", "a", "button", "span"):
            return hint.region
    elif hint.region in ("dialog", "banner") and tag in ("div", "section", "aside"):
        return hint.region
    return inherited
