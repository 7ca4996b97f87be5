"""Phone numbers of the shop. `phonenumbers` says what is a number of which country, and is loaded only when needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from disputelint.checker.late import late
from disputelint.checker.model import Confidence, Fact
from disputelint.checker.model.record import record
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.business_country import named_countries
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.owner import foreign
from disputelint.checker.understand.facts.regions import likely
from disputelint.checker.understand.facts.rows import Reading, read
from disputelint.checker.understand.facts.sheet import Hit
from disputelint.checker.understand.linear import compiled

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

NAME: Final = "contact.phone"
# Digits in groups, as numbers are printed; the length is judged afterwards.
_SHAPE = compiled(r"(?:\+ ?|\(\+?|\b00)?\(?[0-9]{1,5}\)?(?:[ ./()ー-]{0,3}[0-9]{1,7}){1,6}")
_LONG = compiled(r"[+(0-9][0-9 ./()+ー-]{5,}[0-9]")  # what of that shape is long enough
_UNFILLED = compiled(
    r"\b[0-9(+]{1,5}[)\d]*[-. ][x×○●〇*#]{2,4}[-. ][x×○●〇*#]{3,4}|\b[x×○●〇]{2,5}-[x×○●〇]{2,4}-[x×○●〇]{4}"
)
_LABEL_REACH: Final = 26
_LEAST: Final = 7  # digits of a number that can be called from abroad
_LONGEST: Final = 15  # digits of any number: ITU-T E.164, 6.2.1
_PART = late(r"[^ ]+")
# One number for both: "TEL/FAX", "電話・FAX".
_BOTH = late(r"(?:tel|電話(?:番号)?|phone)[.:]? ?[/・&,、+] ?$")
_MOST: Final = 60  # different numbers that are looked at; a page with more is a list of something
_OTHER = compiled(
    r"(?:iban|konto|account (?:no|number)|口座(?:番号)?|普通|当座|order (?:no|number)|注文番号|siret|siren|mwst|cnpj|登録番号|法人番号|許可|第|isbn|gtin|postal|postcode|〒|郵便|(?:^|[^a-z])(?:bic|hrb|hra|vat|tva|iva|ust|kvk|btw|abn|acn|ein|nif|cif|ean|jan|upc|sku|art|zip|id)|no\.|nr\.|c\.?f\.?|p\. ?iva|code|licen[cs]e|사업자|통신판매|번호판|계좌|统一|icp|备)[^\n0-9]{0,22}$"
)
_REGISTRATION = compiled(r"(?:사업자|통신판매|등록 ?번호|신고 ?번호|统一社会信用|備案|备案)[^\n0-9]{0,12}$")
_DATE = compiled(
    r"^(?:19|20)[0-9]{2}[./-][0-9]{1,2}(?:[./-][0-9]{1,2}(?: [0-9]{1,2})?)?$|^[0-9]{1,2}[./-][0-9]{1,2}[./-](?:19|20)[0-9]{2}$|^(?:19|20)[0-9]{2} ?- ?(?:19|20)[0-9]{2}$"
)
_HOUR: Final = late(r"[ .]*\([0-9]{1,2}$")
_CLOCK: Final = (":", "時", "~", "-")  # what stands behind the hour
_HOUSE_AND_CODE: Final = late(r"[0-9]{1,3} [0-9]{4,5}")
# A substance's number in the registry of the Chemical Abstracts Service ("58-08-2"): no country groups a number so.
_SUBSTANCE: Final = late(r"[1-9][0-9]{1,6}-[0-9]{2}-[0-9]")
_TOWN_AFTER: Final = late(r" [a-z]{3}")
_POSTCODE = compiled(r"^[0-9]{1,4} [0-9]{4,5} [a-z]")  # "Lindenweg 12 83278 Traunstein"
_TIMES = compiled(r"^[0-9]{1,2}[ .-]+[0-9]{1,2}$|^[0-9]{1,2}[.][0-9]{2} ?- ?[0-9]{1,2}[.][0-9]{2}$")


@record(frozen=True, slots=True)
class _Found:
    hit: Hit
    labelled: bool
    linked: bool


def find(document: Document, context: Context) -> Iterator[Fact]:
    """The shop's numbers as printed; dummies, fax numbers and other parties' numbers are logged as rejected."""
    reading = read(document)
    text = reading.text
    targets = _targets(document)
    seen: set[str] = set()
    for hit in text.find(_UNFILLED):
        context.log.reject(NAME, hit.original, "unfilled placeholder")
    numbers: _Numbers | None = None
    tried: set[str] = set()
    for hit in (single for found in text.part(_LONG).find(_SHAPE, _LEAST) for single in _singly(found)):
        digits = _digits(hit.text)
        if digits in tried or len(tried) >= _MOST:
            continue
        candidate = _candidate(hit, targets, reading, context)
        if candidate is None:
            continue
        tried.add(digits)
        numbers = numbers or _Numbers(likely(document, context.language, named_countries(text)))
        fact = _judge(candidate, numbers, context)
        if fact is not None and (key := _digits(str(fact.value))[-8:]) not in seen:
            seen.add(key)
            yield fact
    yield from _only_linked(document, context, targets, seen, numbers)
    if not seen:
        yield from _in_markup(document, context)


def _in_markup(document: Document, context: Context) -> Iterator[Fact]:
    """The number of the shop that stands only in its structured data."""
    for item in document.jsonld:
        points = item.get("contactPoint")
        for holder in (item, *(points if isinstance(points, list) else [points])):
            number = holder.get("telephone") if isinstance(holder, dict) else None
            if not isinstance(number, str) or not document.blocks or is_dummy(number):
                continue
            numbers = _Numbers(likely(document, context.language))
            if not number.isascii() or not (numbers.country(number) or numbers.possible(number)):
                continue
            fact = context.fact(
                NAME,
                number,
                document.blocks[0],
                confidence="medium",
                why="only in structured data",
                source="json-ld",
            )
            yield replace(fact, evidence=replace(fact.evidence, quote=number))
            return


def _singly(hit: Hit) -> Iterator[Hit]:
    """A match, or the numbers that stand one behind the other in it ("0475-00-4115 090-0000-8056"); without hours."""
    if "(" in hit.text and hit.after(1) in _CLOCK and (opened := _HOUR.search(hit.text)) is not None:
        hit = replace(hit, end=hit.start + opened.start())  # "0120-39-0009 (9:00-19:00)"
    if len(_digits(hit.text)) <= _LONGEST or " " not in hit.text:
        yield hit
        return
    for part in _PART.finditer(hit.text):
        if len(part.group()) >= _LEAST:
            yield replace(hit, start=hit.start + part.start(), end=hit.start + part.end())


def _candidate(hit: Hit, targets: dict[str, str], reading: Reading, context: Context) -> _Found | None:
    """The hit, when it looks like a phone number at all."""
    digits = _digits(hit.text)
    if not _LEAST <= len(digits) <= _LONGEST or _DATE.search(hit.text.strip()) or _TIMES.search(hit.text.strip()):
        return None
    if _HOUSE_AND_CODE.fullmatch(hit.text.strip()) and _TOWN_AFTER.match(hit.after(4)):
        return None  # "Lindenweg 37 31628 Musterort", on two lines
    if _SUBSTANCE.fullmatch(hit.text.strip()):
        return None
    before, block = hit.before(_LABEL_REACH), hit.block
    before_char, next_char = before[-1:], hit.after(1)
    if (next_char and next_char in "%€$£¥円@_°=") or (before_char and before_char in "€$£¥#@_=&?"):
        return None
    linked = digits[-8:] in targets
    labels = reading.labels.get(block.index, frozenset())
    labelled = linked or _labelled(before, labels)
    if _is_fax(before, labels):
        context.log.reject(NAME, hit.original, "fax number")
        return None
    if not labelled and "business.label_registration" in labels:
        return None
    if not linked and _REGISTRATION.search(before):
        return None  # whatever stands over the lines of a foot
    if not labelled and (_OTHER.search(before) or block.area in ("reviews", "related", "search")):
        return None
    if not labelled and (not re.search(r"[-+ ().]", hit.text.strip()) or _POSTCODE.search(hit.text + hit.after(3))):
        return None
    return _Found(hit, labelled, linked)


def _labelled(before: str, labels: frozenset[str]) -> bool:
    said = before.rstrip(" :.-(=")
    for match in wording.pattern("contact.label_phone").finditer(said):
        if match.end() >= len(said) - 8:
            return True
    return "contact.label_phone" in labels or "contact.label_contact" in labels


def _is_fax(before: str, labels: frozenset[str]) -> bool:
    faxes = [
        match.end()
        for match in wording.pattern("contact.label_fax").finditer(before)
        if _BOTH.search(before[: match.start()]) is None
    ]
    phones = [match.end() for match in wording.pattern("contact.label_phone").finditer(before)]
    if faxes:
        return not phones or faxes[-1] >= phones[-1]
    return "contact.label_fax" in labels and "contact.label_phone" not in labels


def _judge(found: _Found, numbers: _Numbers, context: Context) -> Fact | None:
    hit = found.hit
    quote = hit.original.strip(" .-/")
    if quote.count("(") + quote.count("（") > quote.count(")") + quote.count("）"):
        quote = quote.lstrip("(（")
    if is_dummy(hit.text):
        context.log.reject(NAME, quote, "dummy number")
        return None
    whose = foreign(hit.block, hit.start)
    if whose:
        context.log.reject(NAME, quote, f"belongs to someone else: {whose}")
        return None
    country = numbers.country(hit.text, 8 if found.labelled else 3)
    confidence: Confidence = "high"
    if country:
        why = f"valid in {country}" + ("" if found.labelled else ", without a label")
        if not found.labelled and not hit.text.strip().startswith("+"):
            confidence = "medium"
    elif found.labelled and numbers.possible(hit.text):
        why, confidence = "labelled as a phone number, valid in no country tried", "medium"
    else:
        context.log.reject(NAME, quote, "no valid phone number")
        return None
    start = hit.span[0]
    lead = hit.original.index(quote[0]) if quote else 0
    return context.fact(
        NAME, quote, hit.block, (start + lead, start + lead + len(quote)), confidence=confidence, why=why
    )


def is_dummy(number: str) -> bool:
    """Whether a number is one that templates ship with: all one digit, a run, 555-01xx (reserved for fiction)."""
    digits = _digits(number)
    tail = digits[-7:]
    if len(set(tail)) <= 1 or len(set(digits[-6:])) <= 1:
        return True
    if digits in "01234567890123456789" or digits.lstrip("0") in "1234567890123456789":
        return True
    if digits.endswith(("123456789", "12345678", "1234567890", "12345678901")) or tail in (
        "1234567",
        "4567890",
        "3456789",
    ):
        return True
    return bool(re.search(r"555-?01\d\d$", number.replace(" ", "-"))) or bool(
        re.search(r"5550?1\d\d$", digits) and len(digits) in (10, 11)
    )


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


class _Numbers:
    """The countries to try, and phonenumbers behind them."""

    def __init__(self, countries: tuple[str, ...]) -> None:
        import phonenumbers

        self._library: Any = phonenumbers
        self._countries = [c for c in countries if c in phonenumbers.SUPPORTED_REGIONS] or ["US"]

    def _parsed(self, text: str, country: str | None) -> Any:
        try:
            return self._library.parse(text.replace("(0)", ""), country)
        except self._library.NumberParseException:
            return None

    def country(self, text: str, tries: int = 8) -> str:
        """The first country in which the number is valid; "" when there is none."""
        plain = text.strip()
        if plain.startswith(("+", "(+")):
            number = self._parsed(plain, None)
            if number is not None and self._library.is_valid_number(number):
                return self._library.region_code_for_number(number) or "intl"
            return ""
        for country in self._countries[:tries]:
            number = self._parsed(plain, country)
            if number is not None and self._library.is_valid_number(number):
                return country
        return (
            "JP"
            if "JP" in self._countries and _japanese_service(plain)
            else "KR"
            if "KR" in self._countries and re.fullmatch(r"1[568]\d\d-\d{4}", plain)
            else ""
        )

    def possible(self, text: str) -> bool:
        """Whether its length is that of a number in one of the countries."""
        plain = text.strip()
        for country in (None,) if plain.startswith("+") else self._countries[:3]:
            number = self._parsed(plain, country)
            if number is not None and self._library.is_possible_number(number):
                return True
        return False


def _japanese_service(text: str) -> bool:
    return re.fullmatch(r"0(?:120|570|800|990)[-\d]{7,9}", text) is not None


def _targets(document: Document) -> dict[str, str]:
    """The last digits of each tel: link → what the link says."""
    found = {}
    for link in document.links:
        if link.url.lower().startswith("tel:"):
            digits = _digits(unquote(link.url[4:]).split(";")[0])
            if len(digits) >= 7:
                found[digits[-8:]] = link.url
    return found


def _only_linked(
    document: Document, context: Context, targets: dict[str, str], seen: set[str], numbers: _Numbers | None
) -> Iterator[Fact]:
    """Numbers that stand only in the target of a tel: link."""
    for key, url in targets.items():
        number = unquote(url[4:])
        if key in seen or is_dummy(number):
            continue
        link = next(link for link in document.links if link.url == url)
        if link.block is None or link.block >= len(document.blocks):
            continue
        block = document.blocks[link.block]
        numbers = numbers or _Numbers(likely(document, context.language))
        if foreign(block, 0) or not (numbers.country(number) or numbers.possible(number)):
            continue
        seen.add(key)
        fact = context.fact(
            NAME, number, block, confidence="medium", why="only in the target of a tel: link", source="attribute"
        )
        yield replace(fact, evidence=replace(fact.evidence, quote=number))
