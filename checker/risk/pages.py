"""Whole pages for a shop to paste: templates of rules/knowledge/pages.yaml, filled with what the shop states elsewhere.

A slot is filled only from a fact that the shop states surely and everywhere alike; everything else stays a blank in
brackets. Nothing is invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from disputelint.checker.late import late
from disputelint.checker.model import JSON, Fact, Site
from disputelint.checker.model.record import record
from disputelint.checker.understand import knowledge

LANGUAGES = ("en", "ja", "de")
_BLANK = late(r"\[[^\[\]]+\]|［[^［］]+］")
_SLOT = late(r"\{(\w+)\}")
# What stands on these pages speaks of one product or of news, not of the shop.
_NARROW = frozenset(("product", "collection", "cart", "checkout", "blog"))
_LONGEST = 300  # characters of a quote that still reads as one line of a page


@record(frozen=True, slots=True)
class Draft:
    """A page to paste. `filled_from` holds "fact.name URL" of each fact used."""

    text: str
    filled_from: tuple[str, ...]
    blanks: tuple[str, ...]


def kinds() -> frozenset[str]:
    """The kinds of pages there are templates for."""
    return frozenset(knowledge.read("pages")["pages"])


def draft(kind: str, language: str, site: Site) -> Draft:
    """The page of this kind in `language` (one of LANGUAGES). Raises KeyError for a kind without a template."""
    data = knowledge.read("pages")
    stated = _Stated(site, language)
    lines: list[str] = []
    for line in data["pages"][kind]:
        if "only_if" in line and line["only_if"] not in site.sells:
            continue
        if "only_with" in line and not stated.sure(line["only_with"], {}):
            continue
        slots = {**data["slots"], **line.get("slots", {})}
        lines.append(
            _SLOT.sub(lambda found, slots=slots: stated.fill(slots[found[1]]), line["text"][language])  # type: ignore[misc]
        )
    text = "\n".join([lines[0], "", *lines[1:]])
    blanks = tuple(dict.fromkeys(_BLANK.findall(text)))
    return Draft(text, tuple(dict.fromkeys(stated.used)), blanks)


class _Stated:
    """What a shop states, as far as it can fill a slot in one language."""

    def __init__(self, site: Site, language: str) -> None:
        self.language = language
        self.data: Mapping[str, Any] = knowledge.read("pages")
        self.pages = {page.url: page for page in site.pages}
        self.facts: dict[str, list[Fact]] = {}
        self.used: list[str] = []
        for fact in _said(site):
            self.facts.setdefault(fact.name, []).append(fact)

    def fill(self, slot: Mapping[str, Any]) -> str:
        """The slot's wording from the first fact that fits, else its blank."""
        for option in slot["from"]:
            fact = self.sure(option["fact"], option.get("where", {}), quote=option["as"] == "quote")
            said = self._wording(fact, option) if fact else ""
            if fact and said:
                self.used.append(f"{fact.name} {fact.evidence.page}".strip())
                return said
        blank: str = slot["blank"][self.language]
        return blank

    def sure(self, name: str, where: Mapping[str, JSON], quote: bool = False) -> Fact | None:
        """The fact as stated with high confidence; None when it is not, or when pages contradict each other.

        A quote must stand on a page in this language, and the one that stands on most pages is taken.
        """
        held = [fact for fact in self.facts.get(name, ()) if _matches(fact.value, where)]
        if quote:
            held = [fact for fact in held if self._tongue(fact) == self.language]
            held = [fact for fact in held if len(fact.evidence.quote) <= _LONGEST]
        if not held:
            return None
        if (fullest := _superset(held)) is not None:
            return fullest
        values = {_plain(fact.value) for fact in held}
        if len(values) > 1 and not (quote and name not in _SINGLE):
            return None
        return min(held, key=lambda fact: (len(fact.evidence.quote), fact.evidence.page)) if quote else held[0]

    def _tongue(self, fact: Fact) -> str:
        page = self.pages.get(fact.evidence.page)
        return page.language.split("-")[0].lower() if page else ""

    def _wording(self, fact: Fact, option: Mapping[str, Any]) -> str:
        how, value = option["as"], fact.value
        if how == "quote":
            # Words such as "stated" name a kind of statement: there the quote is what the shop says.
            said = value if isinstance(value, str) and value in fact.evidence.quote else fact.evidence.quote
            return said.strip().rstrip("。.")
        if how == "value":
            return value if isinstance(value, str) else ""
        if how == "map":
            key = str(value).lower() if isinstance(value, bool) else str(value)
            return str(option["map"].get(key, {}).get(self.language, ""))
        if how == "names":
            return self._names(value)
        return self._days(value)

    def _phrase(self, key: str, **values: object) -> str:
        phrase: str = self.data["phrases"][key][self.language]
        return phrase.format(**values)

    def _days(self, value: JSON) -> str:
        if isinstance(value, list):
            value = value[0] if len(value) == 1 else None
        # A time for one region is not the time for all.
        if not isinstance(value, dict) or value.get("region", "unspecified") not in ("", "unspecified"):
            return ""
        last = value.get("days_max", value.get("days"))
        if not isinstance(last, int) or last <= 0:
            return ""
        first = value.get("days_min", last)
        number = str(last)
        if isinstance(first, int) and 0 < first < last:
            number = self._phrase("range", a=first, b=last)
        unit = ("business_day" if value.get("business") else "day") + ("s" if last > 1 else "")
        said = self._phrase(unit, n=number)
        start = f"from_{value.get('from')}"
        return self._phrase(start, days=said) if start in self.data["phrases"] else said

    def _names(self, value: JSON) -> str:
        if not isinstance(value, list):
            return ""
        known = self.data["names"]
        named = [str(known[one][self.language] if one in known else one) for one in value if isinstance(one, str)]
        # An identifier without a name here is left to the shop rather than shown raw.
        if any("_" in one for one in named):
            return ""
        return str(self.data["phrases"]["comma"][self.language]).join(named)


# Of these a shop has one; two wordings are a contradiction even when they are quotes.
_SINGLE = frozenset(("contact.address", "contact.phone", "contact.email", "business.representative"))


def _said(site: Site) -> Iterator[Fact]:
    """The facts of high confidence that speak of the shop as a whole."""
    yield from _sure(site.facts)
    for page in site.pages:
        if not _NARROW & set(page.kinds):
            yield from _sure(page.facts)


def _sure(facts: Iterable[Fact]) -> Iterator[Fact]:
    return (fact for fact in facts if fact.confidence == "high")


def _matches(value: JSON, where: Mapping[str, JSON]) -> bool:
    return not where or (isinstance(value, dict) and all(value.get(key) == wanted for key, wanted in where.items()))


def _superset(facts: list[Fact]) -> Fact | None:
    """Of lists, the one that holds all the others; None when there is none, or they are no lists of words."""
    sets: list[tuple[set[str], Fact]] = []
    for fact in facts:
        if not isinstance(fact.value, list) or not all(isinstance(one, str) for one in fact.value):
            return None
        sets.append(({str(one) for one in fact.value}, fact))
    largest, fact = max(sets, key=lambda pair: len(pair[0]))
    return fact if all(held <= largest for held, _ in sets) else None


def _plain(value: JSON) -> str:
    """The value without what does not change its meaning here, to find contradictions."""
    if isinstance(value, dict):
        kept = ("days", "days_min", "days_max", "business")
        held = {key: value[key] for key in kept if key in value} or value
        return repr(sorted(held.items(), key=lambda pair: pair[0]))
    return repr(value)
