"""Filling the fields of a rule's texts: {quote}, {value.KEY}, {page}, {count}, {left.quote}, {right.value}."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from disputelint.checker.engine.answer import Statement
from disputelint.checker.engine.load import FIELD
from disputelint.checker.model import Language, Text

_NOTHING = "…"  # for a field without a value; `rules lint` refuses rules where that can happen to a quote

_LONGEST = 300  # characters of a quote inside a message


def fill(
    text: Text, on: tuple[Statement, ...], sides: tuple[Statement, Statement] | None, page: str, count: int
) -> Text:
    """The text with its fields filled, page text put in word for word and never read as a template itself."""

    def one(language: Language) -> str:
        return FIELD.sub(lambda match: _field(match.group(1), language, on, sides, page, count), text.in_(language))

    return Text(one("en"), one("ja"))


def because(text: Text, given: Statement, page: str) -> Text:
    """The text with a statement quoted behind it, which made the rule's condition true: of what is missing nothing can
    be quoted. `page`: where the finding stands; a quote from elsewhere names its own.
    """
    said = given.evidence
    quote = _in_its_line(given)
    if said.page == page:
        return Text(f"{text.en} The page says: “{quote}”", f"{text.ja}ページの記載：「{quote}」")
    where = short(said.page)
    return Text(f"{text.en} {where} says: “{quote}”", f"{text.ja}{where} の記載：「{quote}」")


def parted(text: Text, lacking: Sequence[Text], there: Sequence[Text]) -> Text:
    """The text with what is missing named behind it, and what is not: of several things asked for, which one."""
    if not lacking:
        return text
    said = Text(f"{text.en} Not found: {_listed(lacking).en}.", f"{text.ja}見つからないもの：{_listed(lacking).ja}。")
    if not there:
        return said
    return Text(f"{said.en} Found: {_listed(there).en}.", f"{said.ja}見つかったもの：{_listed(there).ja}。")


def _listed(parts: Sequence[Text]) -> Text:
    return Text(", ".join(one.en for one in parts), "、".join(one.ja for one in parts))


def _in_its_line(statement: Statement) -> str:
    """What a statement says with the words around it, where they are few: "the best" alone says little."""
    said, page = statement.evidence, statement.page
    blocks = page.blocks if page is not None else ()
    lines = (one.text for one in blocks if one.selector == said.selector and said.quote in one.text)
    line = next((text for text in lines if len(text) <= _LONGEST), said.quote)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _field(
    name: str,
    language: Language,
    on: tuple[Statement, ...],
    sides: tuple[Statement, Statement] | None,
    page: str,
    count: int,
) -> str:
    head, _, rest = name.partition(".")
    if head in ("left", "right"):
        side = sides[head == "right"] if sides is not None else None
        return _of_statement(side, rest, language)
    if head == "page":
        return short(page)
    if head == "count":
        return str(count)
    return _of_statement(on[0] if on else None, name, language)


def _of_statement(statement: Statement | None, name: str, language: Language) -> str:
    if statement is None:
        return _NOTHING
    head, _, key = name.partition(".")
    if head == "quote":
        return statement.evidence.quote or _NOTHING
    if head == "page":
        return short(statement.evidence.page)
    value: Any = statement.value
    if key:
        value = value.get(key) if isinstance(value, dict) else value if key in ("", "value") else None
    return shown(value, language)


def short(url: str) -> str:
    """A URL as people read it inside a report on its shop: path and query."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def shown(value: Any, language: Language) -> str:
    """A fact's value in words."""
    if value is None:
        return _NOTHING
    if isinstance(value, bool):
        return {("en", True): "yes", ("en", False): "no", ("ja", True): "はい", ("ja", False): "いいえ"}[
            (language, value)
        ]
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list):
        return ("、" if language == "ja" else ", ").join(shown(one, language) for one in value)
    if isinstance(value, dict):
        return _mapping(value, language)
    return str(value)


def _mapping(value: dict[str, Any], language: Language) -> str:
    if "amount" in value:
        currency = value.get("currency")
        return shown(value["amount"], language) + (f" {currency}" if currency else "")
    days = value.get("days", value.get("days_max"))
    if days is not None:
        low = value.get("days_min")
        count = f"{low}–{days}" if low is not None and low != days and language == "en" else str(days)
        if low is not None and low != days and language == "ja":
            count = f"{low}〜{days}"
        business = bool(value.get("business"))
        if language == "ja":
            return f"{count}営業日" if business else f"{count}日"
        return f"{count} business days" if business else f"{count} days"
    return ("、" if language == "ja" else ", ").join(f"{key}: {shown(one, language)}" for key, one in value.items())
