"""Amounts of money in running text: sign, code or name on either side, every separator, and the tax mark beside it.

The amount itself is read by price-parser; this module finds where it stands, what currency it is in, how sure that is,
and whether tax is said to be in it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from importlib import resources
from itertools import groupby
from typing import Any, Final, Literal

from disputelint.checker import kept
from disputelint.checker.errors import RuleError
from disputelint.checker.late import late
from disputelint.checker.model.record import record
from disputelint.checker.understand.linear import Pattern, compiled, uncaptured
from disputelint.checker.understand.normalize import fold

# Groups of three end where the figures end: "£128.00" printed right before "20%" is no 128,002.
# India groups by two figures before the last three: "1,23,456.00".
_NUMBER: Final = r"[0-9]{1,2}(?:,[0-9]{2}){1,3},[0-9]{3}(?![0-9])(?:\.[0-9]{1,2})?|[0-9]{1,3}(?:[.,' ][0-9]{3}){1,3}(?![0-9])(?:[.,][0-9]{1,2})?|[0-9]{1,9}(?:[.,][0-9]{1,2})?"
_ROUND: Final = "(?:[.,]-{1,2})?"  # "12,- €": nothing in minor units
_LONGEST: Final = 24  # characters of a figure, and some more
_WIDEST: Final = 80  # characters of a currency and what joins it to a figure, and some more
_PART: Final = 4000  # characters of a text that are looked through at a time
_FIGURES: Final = "0123456789"
_INDIAN: Final = late(r"[0-9]{1,2}(?:,[0-9]{2}){1,3},[0-9]{3}(?:\.[0-9]{1,2})?")
_EVERYDAY: Final = late(r"[0-9]+(?:\.[0-9]{1,2})?")  # leaves no guess which mark parts the cents
_NO_MINOR: Final = frozenset(("JPY", "KRW", "VND", "TWD", "CLP", "ISK"))  # 1.500 is never one and a half
_MILS: Final = frozenset(
    ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
)  # a thousand in one: 1.500 is one and a half
_BEFORE: Final = "$£¥₹₩₱₦"  # signs that stand in front of the figure
_DIGIT: Final = late("[0-9]")
_TAX_REACH: Final = 14
_WEIGHT: Final = late(r"weigh|\blbs?\b|heav(?:y|ier)|ounces?|\boz\b|\bkg\b|capacity|\bloads?\b")
_WEIGHT_REACH: Final = 32  # characters around an amount in pounds that tell whether they are money
_NO_WORD: Final = frozenset(("kc", "zł"))  # signs that begin no word: "79 Kčvčetně DPH" in two elements
_NAIRA: Final = "n"  # N2,500: in front of thousands alone, or on a Nigerian page
_RAND: Final = "r"  # R99.00, R1 500: a sign only in front of a figure printed as money, or on a South African page
_LETTERS: Final = {_RAND: "ZAR", _NAIRA: "NGN"}
_GROUPED: Final = late(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{2})?")
_OF_PRICE: Final = late(
    r"\b(?:shipping|delivery|courier|postage|collection)(?: \w+){0,5} (?:costs?|is|are|at|for|from|of|only|just) $|\b(?:(?:rate|fee|cost|value|price|amount|minimum|charge|total)s? (?:of|is)|over|under|above|below|than|exceed(?:s|ing)?|spend|total(?:l?ing)?|worth) $"
    r"|\bdays? ?[-–—:|,] ?$|\b(?:shipping|delivery|courier|postage|collection)\b[^.;0-9]{0,24}[-–—:=] ?$"
)
_PER_ORDER: Final = late(
    r" (?:flat(?:[ -]rate| fee)?|per (?:order|parcel|delivery|package|kg|item)|(?:delivery|shipping|courier) (?:fee|charge|cost))\b"
)
_PRINTED: Final = late(r"[.,][0-9]{2}$|[0-9][ ,.'][0-9]{3}")
_NEXT: Final = late(r"\s?[0-9]{1,3}(?:(?:[.,' ][0-9]{3}){0,3}[.,][0-9]{2}|(?:[.,' ][0-9]{3}){1,3})(?![0-9])")


@record(frozen=True, slots=True)
class Money:
    """An amount at a place in folded text. `certain` is False where several currencies share the sign used."""

    start: int
    end: int
    amount: float
    currency: str | None
    certain: bool
    tax: Literal["included", "excluded", ""]
    words: str = ""


@cache
def _data() -> dict[str, Any]:
    file = resources.files("disputelint.rules").joinpath("knowledge", "currencies.yaml")
    value: dict[str, Any] = kept.read(file, RuleError)
    return value


@cache
def _folded(section: str) -> dict[str, list[Any]]:
    return {fold(sign).text: value for sign, value in _data()[section].items()}


@cache
def _expression() -> Any:
    codes = "|".join(code.lower() for code in _data()["codes"])
    signs = _signs()
    names = "|".join(_data()["names"])
    many = "|".join(_data()["multipliers"])
    return re.compile(  # every repetition is bounded: constant time per character
        rf"(?:(?P<code>\b(?:{codes}))\s?(?P<both>{signs})?\s?|(?P<sign>{signs}|(?<![a-z0-9.-])(?:r|n(?=[0-9])))\s?)(?P<a>{_NUMBER})(?P<m>{many})?"
        rf"(?:\+?\s?(?P<code3>(?:{codes})\b)(?!\s?[0-9]))?"  # "JPY 22,000 JPY 18,700": the code in front has it
        rf"|(?P<b>{_NUMBER}){_ROUND}\s?(?P<m2>{many})?\s?(?:(?P<code2>(?:{codes})\b)|(?P<sign2>{signs})|(?P<name>{names}))(?:,-)?"
    )


def _signs() -> str:
    """Expression of the signs, the longer ones first. Those of one length with the same edges share them: looking around is
    what takes long to compile.
    """
    edged = {sign: _edges(sign) for sign in _folded("signs")}
    ordered = sorted(edged, key=lambda sign: (-len(sign), edged[sign]))
    return "|".join(
        f"{opens}(?:{'|'.join(map(re.escape, same))}){closes}"
        for (opens, closes), same in groupby(ordered, edged.__getitem__)
    )


def _edges(sign: str) -> tuple[str, str]:
    """What may stand on either side of a sign. Its letters are no part of a longer word ("Alarm 9", "flavors 3", "5 rpm")."""
    opens = f"(?<![{_letters(sign[0])}])" if sign[:1].isalpha() else ""
    closes = f"(?![{_letters(sign[-1])}])" if sign[-1:].isalpha() and sign not in _NO_WORD else ""
    return opens, closes


def _letters(letter: str) -> str:
    """The letters that make a longer word beside this one, as a class of an expression."""
    return "a-zа-яіїєґў" if "а" <= letter <= "я" else "a-zء-ي" if "ء" <= letter <= "ي" else "a-z"


@cache
def _tax(kind: str) -> Pattern:
    marks = "|".join(
        rf"\b(?:{mark})\b" if mark[:1].isascii() and mark[:1].isalpha() else f"(?:{mark})"
        for mark in _data()["tax"][kind]
    )
    return compiled(marks)


@cache
def _any_tax() -> Pattern:
    return compiled(f"{_tax('included').pattern}|{_tax('excluded').pattern}")


@cache
def may_be_money() -> Pattern:
    """Where a figure and a currency stand together in folded text: a quick first look, never too few."""
    codes = "|".join(code.lower() for code in _data()["codes"])
    signs = "|".join(re.escape(sign) for sign in _folded("signs"))
    names = "|".join(_data()["names"])
    many = "|".join(_data()["multipliers"])
    return compiled(
        uncaptured(
            rf"(?:\b(?:{codes})\s?(?:{signs})?\s?|(?:{signs})\s?|\br\s?|\bn)[0-9]"
            rf"|[0-9]{_ROUND}\s?(?:{many})?\s?(?:(?:{codes})\b|{signs}|{names})"
        )
    )


@cache
def money_words() -> str:
    """Expression of what may stand right behind a figure that is money, on folded text; groups capture nothing."""
    codes = "|".join(code.lower() for code in _data()["codes"])
    signs = "|".join(re.escape(sign) for sign in _folded("signs"))
    return uncaptured(
        rf"(?:(?:{'|'.join(_data()['multipliers'])})?\s?(?:{codes}|{signs}|{'|'.join(_data()['names'])}))"
    )


@lru_cache(maxsize=4096)
def find_money(text: str, language: str = "") -> tuple[Money, ...]:
    """The amounts of folded `text`, from left to right. `language` (BCP 47) decides what a shared sign most likely is."""
    if _DIGIT.search(text) is None:
        return ()
    found = []
    for match in _matches(text):
        groups = match.groupdict()
        printed = groups["a"] or groups["b"]
        place = match.start("a" if groups["a"] else "b")
        if place and not (groups["code"] or groups["sign"]) and _inside(text, place):
            continue
        if groups["name"] and groups["name"].startswith("pound") and _of_weight(text, match.start(), match.end()):
            continue
        if not _at_home(groups, language):
            continue
        if groups["sign"] == _RAND and not (
            _PRINTED.search(printed)
            or language.casefold().endswith("-za")
            or _OF_PRICE.search(text[: match.start()])
            or _PER_ORDER.match(text, match.end())
        ):
            continue
        if groups["sign"] == _NAIRA and not (_GROUPED.fullmatch(printed) or language.casefold().endswith("-ng")):
            continue
        currency, certain = _currency(groups, language)
        start = match.start()
        if groups["sign"] == "$" and text[start - 1 : start] == "r" and language[:2] == "pt":
            currency, certain, start = "BRL", True, start - 1  # a label glued to its amount: "Preço normalR$ 237,90"
        amount = _amount(printed, currency)
        if amount is None:
            continue
        many = groups["m"] or groups["m2"]
        if many:
            amount *= _data()["multipliers"][many]
        end = match.end()
        found.append(
            Money(
                start,
                end,
                amount,
                currency,
                certain,
                _tax_mark(text, start, end),
                text[start:end],
            )
        )
    return tuple(found)


def at_home(language: str, currencies: Collection[str | None]) -> str:
    """The language to look for money in, on a page whose structured data gives these currencies: rand have a sign that is
    no more than a letter ("R250") and is read in front of a bare figure on South African pages alone.
    """
    return f"{language.split('-')[0] or 'en'}-ZA" if set(currencies) == {"ZAR"} else language


def _next(text: str, at: int) -> re.Match[str] | None:
    """The first place from `at` on where figures and a currency stand together: tried only where they may begin, which is
    at a figure that a currency follows or at the currency itself.
    """
    exact = _expression()
    while (near := _near(text, at)) is not None:
        start, end = near
        at = max(at, start - _LONGEST)
        while at < end:
            match: re.Match[str] | None = exact.match(text, at) if at >= start or text[at] in _FIGURES else None
            if match is not None:
                return match
            at += 1
    return None


def _near(text: str, at: int) -> tuple[int, int] | None:
    """Where from `at` on a figure and a currency may stand together; a long text is looked through part by part, so that
    it takes no longer the more amounts it has.
    """
    likely, size = may_be_money(), len(text)
    while True:
        stop = min(size, at + _PART)
        near = likely.search(text, at, stop)
        if near is not None and (stop == size or near.end() <= stop - _WIDEST):
            return near.span()
        if stop == size:
            return None
        at = stop - _WIDEST


def _matches(text: str) -> Iterator[Any]:
    """Figures with their currency, from left to right. What stands between two figures belongs to the one behind it
    ("-70$229.99"), or to both ("4.50 CHF 2.25"), where that one has no currency of its own.
    """
    at = 0
    while (match := _next(text, at)) is not None:
        at = match.end()
        between = match["sign2"] or match["code2"]
        following = _NEXT.match(text, at) if match["b"] and between else None
        if following is not None and between and _own_sign(text, following.end()):
            following = None
        if following is not None and match["sign2"] and text[at] != " " and _in_front(text, match, between):
            at = match.start("sign2")
            continue
        yield match
        if following is not None and match["code2"] and text[at] == " ":
            at = match.start("code2")


def _in_front(text: str, match: Any, sign: str) -> bool:
    """Whether a sign glued to the figure behind it is that one's alone: one that always stands in front, or the euro's behind
    a bare number and a space ("Mug × 1 €25.00").
    """
    return sign[-1] in _BEFORE or (sign == "€" and match["b"].isdigit() and text[match.start("sign2") - 1] == " ")


def _own_sign(text: str, end: int) -> bool:
    """Whether a currency, or a sign of per cent, follows the figure that ends here."""
    return _signed().match(text[end : end + 16]) is not None


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:%|{money_words()})")


def _inside(text: str, place: int) -> bool:
    """Whether a figure is the end of a longer number or of a code of letters and figures."""
    return text[place - 1] in "0123456789.," or (text[place - 1].isascii() and text[place - 1].isalpha())


def _at_home(groups: dict[str, str | None], language: str) -> bool:
    """Whether a sign that means something else abroad ("6 ft") stands on a page in a language of its country."""
    at_home = _data()["only_in"].get(groups["sign"] or groups["sign2"] or "")
    return at_home is None or language.casefold().split("-")[0] in at_home


def _of_weight(text: str, start: int, end: int) -> bool:
    """Whether what is said around "3.5 pounds" makes them a weight."""
    return _WEIGHT.search(text[max(0, start - _WEIGHT_REACH) : end + _WEIGHT_REACH]) is not None


def _currency(groups: dict[str, str | None], language: str) -> tuple[str | None, bool]:
    code = groups["code"] or groups["code2"] or groups["code3"]
    if code:
        return {"rmb": "CNY", "ntd": "TWD"}.get(code, code.upper()), True
    sign = groups["sign"] or groups["sign2"]
    if sign in _LETTERS:
        currency, certain = _LETTERS[sign], False
    elif sign:
        currency, certain = _folded("signs")[sign]
    else:
        sign = groups["name"] or ""
        currency, certain = next(value for name, value in _data()["names"].items() if _whole(name).fullmatch(sign))
    if not certain:
        low = language.casefold()
        wanted = _data()["by_language"].get(sign, {})
        currency = wanted.get(low) or wanted.get(low.split("-")[0]) or currency
    return currency, bool(certain)


def possible_currencies(money: Money) -> frozenset[str]:
    """The currencies (ISO 4217) that an amount may be in: of a sign that several share, all that it is known for."""
    if money.certain:
        return frozenset((money.currency,) if money.currency else ())
    signs = _folded("signs")
    sign = max((one for one in signs if one in money.words), key=len, default="")
    alike = {str(value[0]) for one, value in signs.items() if sign and one.endswith(sign)}
    return frozenset(alike | set(_data()["by_language"].get(sign, {}).values()) | {money.currency or ""}) - {""}


@lru_cache(maxsize=64)
def _whole(name: str) -> Any:
    return compiled(name)


@lru_cache(maxsize=4096)
def _amount(printed: str, currency: str | None) -> float | None:
    plain = printed.replace("'", "").replace(" ", "")
    if _INDIAN.fullmatch(plain):
        plain = plain.replace(",", "")
    if currency in _NO_MINOR:
        plain = re.sub(r"[.,](?=[0-9]{3})", "", plain)
    if currency in _MILS and re.fullmatch(r"[0-9]{1,3}[.,][0-9]{3}", plain):
        return float(plain.replace(",", "."))
    if _EVERYDAY.fullmatch(plain):
        return float(plain)
    from price_parser.parser import parse_number  # type: ignore[import-untyped,unused-ignore]

    value = parse_number(plain)
    return None if value is None else float(value)


def _tax_mark(text: str, start: int, end: int) -> Literal["included", "excluded", ""]:
    """The tax mark right after the amount, else right before it."""
    after = text[end : end + _TAX_REACH + 16]
    before = text[max(0, start - _TAX_REACH) : start]
    if not _any_tax().has(f"{before}\n{after}"):
        return ""
    for kind in ("included", "excluded"):
        match = _tax(kind).search(after)
        if match is not None and re.fullmatch(r"[\s()\[\],/:.~-]*(?:円)?[\s()\[\]]*", after[: match.start()]):
            return "included" if kind == "included" else "excluded"
    for kind in ("included", "excluded"):
        places = [m.end() for m in _tax(kind).finditer(before)]
        if places and re.fullmatch(r"[\s()\[\]:]*", before[places[-1] :]):
            return "included" if kind == "included" else "excluded"
    return ""
