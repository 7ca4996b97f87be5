"""The country that a shop says it is in, by its address first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from disputelint.checker.late import late
from disputelint.checker.model import Fact
from disputelint.checker.understand.facts import contact_address, wording
from disputelint.checker.understand.facts.address_shapes import in_division
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.owner import foreign
from disputelint.checker.understand.facts.regions import likely
from disputelint.checker.understand.facts.rows import read
from disputelint.checker.understand.facts.sheet import Sheet
from disputelint.checker.understand.facts.street_words import COLOMBIAN
from disputelint.checker.understand.linear import Pattern, compiled, uncaptured
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

NAME: Final = "business.country"
_BASED = late(
    r"(?:based|located|registered|headquartered|established|incorporated|domiciled|office|company|gevestigd|sede|ansassig|siege|bas[ée]e?s?|situ[ée]e?s?|install[ée]e?s?|implant[ée]e?s?|atelier|ubicad[oa]s?|con sede|situad[oa]s?|domicili[ée]e?s?|domiciliad[oa]s?|establecid[oa]s?|estabelecid[oa]s?) (?:in|at|en|a|au|im|te|em)\b|pays d.[ée]tablissement ?:|"
    r"(?:are|is) an? [a-z ]{0,20}(?:company|business|store|shop)",
)
_MAY_BE_BASED: Final = compiled(_BASED.pattern)

_ELSE = late(
    r"ship|deliver|versand|livr|env[ií]|spedi|verzend|made|designed|fabri|hecho|prodotto|gemaakt|配送|発送|製|law|\brecht|srecht|droit|only|free|[?!]|©|currency|dollar|warehouse"
)
_PARTED: Final = late(r"(?:[·|—–]| - ) ?([a-z][a-z .'-]{1,30}(?:, [a-z][a-z .'-]{2,24}){1,2})\.?$")
_BY_MAIL = late(r"by (?:mail|post)\b|postal|location|address|📍|visit us")


def find(document: Document, context: Context) -> Iterator[Fact]:
    """The country of the shop's address, else of a sentence that says where it is based."""
    seen: set[str] = set()
    for address in _addresses(document, context):
        code = country_of(str(address.value), address.why, document, context)
        if code and code not in seen:
            seen.add(code)
            block = document.blocks[address.block or 0]
            start = max(0, block.text.find(address.evidence.quote))
            yield context.fact(
                NAME,
                code,
                block,
                (start, start + len(address.evidence.quote)),
                confidence=address.confidence,
                why="the country of the address",
            )
    text = read(document).text
    yield from _nationality(text, context, seen)
    yield from _registered(text, context, seen)
    yield from _towns(text, context, seen)
    yield from _lines(text, context, seen)
    for hit in text.part(_MAY_BE_BASED).find(wording.anything("business.country_name")):
        if (
            not _BASED.search(hit.before(44))
            or foreign(hit.block, hit.start)
            or hit.block.area in ("reviews", "related")
        ):
            continue
        for code in wording.chosen("business.country_name", hit.text):
            if code not in seen:
                seen.add(code)
                yield context.fact(NAME, code, hit.block, hit.span, confidence="medium", why="said to be based there")


def _addresses(document: Document, context: Context) -> Iterable[Fact]:
    """The addresses of the page: those found for their own sake, where that was done before."""
    known: tuple[Fact, ...] | None = context.cache.get(contact_address.NAME)
    if known is not None:
        return known
    quiet = Context(context.language, context.kinds, context.lexicon, type(context.log)(), context.page)
    return contact_address.find(document, quiet)


# A firm that calls itself of a country. A "French brand" may be anybody's, a "French company" is not.
_NATIONAL: Final = (
    ("FR", late(r"\b(?:entreprise|societe|pme) francaise\b|\bfrench company\b")),
    ("DE", late(r"\bdeutsches? (?:unternehmen|firma)\b|\bdeutsche firma\b|\bgerman company\b")),
    ("IT", late(r"\b(?:azienda|impresa|societa) italiana\b|\bitalian company\b")),
    ("ES", late(r"\bempresa (?:100 ?% )?espanola\b|\bspanish company\b")),
    ("NL", late(r"\bnederlands bedrijf\b|\bdutch company\b")),
    ("BE", late(r"\bbelgisch bedrijf\b|\bentreprise belge\b|\bbelgian company\b")),
    ("GB", late(r"\b(?:british|uk)(?:[- ]based)? (?:company|business)\b")),
    ("AU", late(r"\baustralian company\b")),
    ("US", late(r"\b(?:american|u\.s\.(?:a\.)?(?:[- ]based)?|us-based|usa-based) (?:company|business)\b")),
    ("CA", late(r"\bcanadian company\b")),
)


@cache
def _any_national() -> Any:
    return compiled("|".join(said.pattern for _, said in _NATIONAL), wording.options())


def _nationality(text: Sheet, context: Context, seen: set[str]) -> Iterator[Fact]:
    if seen:
        return
    for hit in text.find(_any_national()):
        if hit.block.area or len(hit.folded.text) > 200 or foreign(hit.block, hit.start):
            continue
        code = next(code for code, said in _NATIONAL if said.search(hit.text))
        seen.add(code)
        yield context.fact(NAME, code, hit.block, hit.span, confidence="medium", why="a firm of that country")
        return


# Registers that only one country keeps. The number has to be there, not the word alone.
_REGISTERS: Final = (
    (
        "FR",
        late(
            r"\b(?:siret|siren|rcs [a-z]+)\b[^0-9]{0,14}[0-9]{3} ?[0-9]{3} ?[0-9]{3}|\bfr ?[0-9a-z]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}\b"
        ),
    ),
    ("DE", late(r"\bhr[ab] ?[0-9]{3,6}\b|\bde ?[0-9]{9}\b")),
    ("AT", late(r"\batu ?[0-9]{8}\b|\bfn ?:? ?[0-9]{5,6} ?[a-z]\b")),
    ("IT", late(r"(?:p\.? ?iva|partita iva)[^0-9]{0,8}[0-9]{11}\b|\bit ?[0-9]{11}\b")),
    ("NL", late(r"\bkvk[^0-9]{0,14}[0-9]{8}\b|\bnl ?[0-9]{9}b[0-9]{2}\b")),
    ("BE", late(r"\bbe ?0?[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}\b")),
    ("ES", late(r"\b(?:nif|cif|n\.i\.f\.?|c\.i\.f\.?)[^0-9a-z]{0,6}[a-z]?-?[0-9]{7,8}-?[a-z]?\b")),
    ("BR", late(r"\bcnpj[^0-9]{0,6}[0-9]{2}\.?[0-9]{3}")),
    ("PT", late(r"\b(?:nipc|nif)[^0-9a-z]{0,6}[0-9]{3} ?[0-9]{3} ?[0-9]{3}\b")),
    ("CO", late(r"\bnit[^0-9a-z]{0,6}[0-9]{1,3}(?:\.[0-9]{3}){2,3} ?-? ?[0-9]?\b")),
    ("CL", late(r"\brut[^0-9a-z]{0,6}[0-9]{2}\.?[0-9]{3}\.?[0-9]{3}-[0-9k]\b")),
    ("AR", late(r"\bcuit[^0-9a-z]{0,6}[0-9]{2}-?[0-9]{8}-?[0-9]\b")),
    ("PE", late(r"\bruc[^0-9a-z]{0,6}[12][05][0-9]{9}\b")),
    ("MX", late(r"\brfc[^0-9a-z]{0,6}[a-z&]{3,4}-?[0-9]{6}-?[0-9a-z]{3}\b")),
    ("CH", late(r"\bche-?[0-9]{3}\.[0-9]{3}\.[0-9]{3}\b")),
    ("KR", late(r"사업자 ?등록 ?번호[^0-9]{0,6}[0-9]{3}-[0-9]{2}-[0-9]{5}")),
    ("AU", late(r"\babn[^0-9]{0,6}[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}\b")),
    ("JP", late(r"法人番号[^0-9]{0,6}[0-9]{13}|\bt[0-9]{13}\b")),
    (
        "GB",
        late(
            r"(?:registered in england|company (?:no|number))[^0-9]{0,30}[0-9]{7,8}\b|\bgb ?[0-9]{3} ?[0-9]{4} ?[0-9]{2}\b"
        ),
    ),
)


@cache
def _any_register() -> Pattern:
    return compiled(uncaptured("|".join(said.pattern for _, said in _REGISTERS)), wording.options())


_LONG_NUMBER: Final = late(r"[0-9](?:[ .-]?[0-9a-z]){4}")


def _registered(text: Sheet, context: Context, seen: set[str]) -> Iterator[Fact]:
    """The country of a register or tax number."""
    if seen:
        return
    for block, folded in text.having(_any_register()):
        if block.area or _LONG_NUMBER.search(folded.text) is None:
            continue
        for code, number in _REGISTERS:
            match = number.search(folded.text)
            if match is not None and not (code == "ES" and context.language.startswith("pt")) and not foreign(block, 0):
                seen.add(code)
                yield context.fact(
                    NAME,
                    code,
                    block,
                    folded.back(match.start(), match.end()),
                    confidence="medium",
                    why="the country of the register or tax number",
                )
                return


def _towns(text: Sheet, context: Context, seen: set[str]) -> Iterator[Fact]:
    """A Japanese prefecture under an address label whose rest is not filled in still names the country."""
    if seen or text.text.isascii():
        return
    for block, _ in text.having(_TOWN):
        if wording.is_label("contact.label_address", block.label):
            yield context.fact(
                NAME, "JP", block, confidence="medium", why="a prefecture under the label of the address"
            )
            return


def _lines(text: Sheet, context: Context, seen: set[str]) -> Iterator[Fact]:
    """A short line of a contact section or footer that names one country and speaks of nothing else."""
    if seen:
        return
    for block, folded in zip(text.blocks, text.folded, strict=True):
        if (
            len(folded.text) > 90
            or block.role in ("option", "button", "link", "heading")
            or block.area
            or block.region in ("nav", "header", "banner")
        ):
            continue
        under = block.headings[-1] if block.headings else ""
        contact = (
            wording.is_label("contact.label_contact", under)
            or "contact" in fold(under).text
            or bool(_BY_MAIL.match(folded.text))
        )
        if not contact and block.region != "footer":
            continue
        line = folded.text
        if line.startswith("©") and (parted := _PARTED.search(line)) is not None:
            line = parted[1]  # "© 2026 Name · London, United Kingdom", "© 2026 Name — Nantes, Bretagne, France."
        codes = wording.chosen("business.country_name", line)
        if len(codes) == 1 and not _ELSE.search(line) and not foreign(block, 0):
            seen.add(codes[0])
            yield context.fact(NAME, codes[0], block, confidence="medium", why="a line of the contact details names it")
            return


_TOWN: Final = compiled(r"[都道府県][^\s。]{1,8}[市区町村]")
# The cities with wards, which are named without their prefecture.
_WARD: Final = late(
    r"(?:札幌|仙台|さいたま|千葉|横浜|川崎|相模原|新潟|静岡|浜松|名古屋|京都|大阪|堺|神戸|岡山|広島|北九州|福岡|熊本)市[一-龠]{1,3}区"
)
_KOREAN: Final = late(
    r"(?:서울|부산|대구|인천|광주|대전|울산|세종|제주)(?:특별|광역|특별자치)?[시도]|[가-힣]{2,3}도 [가-힣]{2,4}[시군]"
)
# "四川省成都市金牛区": a province, or a street with the number of a house, and no prefecture.
_MAINLAND: Final = late(
    r"^[^〒]*(?:[一-龠]{2,3}(?:省|自治[区區])|[市区區][^〒]{0,12}(?:路|街|巷|大道)[^〒]{0,10}[0-9]+ ?[号號])"
)
_HAN_STREET: Final = late(r"[省市区區县縣].{0,24}(?:路|街|道|巷|弄|号|號|楼|樓)")
# What streets are called where postcodes have five digits, for pages in a language of elsewhere.
_STREETS_OF: Final = (
    ("DE", late(r"(?:strasse|str\.|weg|platz|gasse|allee|damm|ufer)\b ?[0-9]")),
    ("FR", late(r"\b(?:rue|avenue|boulevard|allee|impasse|chemin) ")),
    ("IT", late(r"\b(?:via|viale|piazza|corso|vicolo) ")),
    ("ES", late(r"\b(?:calle|c/|avda\.?|avenida|plaza|paseo|carrer) ")),
)
_STATE: Final = late(r"\b[A-Z]{2} [0-9]{5}(?:-[0-9]{4})?$")
_QUARTER: Final = late(r"\b\w*nagar\b|\bmarg\b|\bvihar\b|\w{3}p(?:uram|alayam|uri)\b|\bsalai\b|\bmohalla\b")
_COLOMBIA: Final = late(COLOMBIAN)
_DUTCH: Final = late(r"\b[1-9][0-9]{3} ?([A-Z]{2})\b")


def _of_india(plain: str) -> bool:
    """Whether a door, a street and a town without a postcode are Indian by what the town or its quarter is called."""
    return _QUARTER.search(plain) is not None or in_division("IN", plain)


def country_of(address: str, why: str, document: Document, context: Context) -> str:
    """The ISO 3166 code of an address: named in it, else by its shape, else by the page's language."""
    plain = fold(address).text
    if named := _named(plain):
        return max(named)[1]
    if _COLOMBIA.search(plain) is not None:
        return "CO"
    if context.language.startswith("zh") and _MAINLAND.search(address) is not None:
        return _chinese(address, context.language)
    if re.search(r"[都道府県縣] ?[^\s]{1,10}[市区郡町村]|〒", address):
        return "JP"
    if context.language == "ja" and _WARD.search(address):
        return "JP"
    if _KOREAN.search(address):
        return "KR"
    if _HAN_STREET.search(address) and context.language.startswith("zh"):
        return _chinese(address, context.language)
    if re.search(r"-(?:ku|shi|gun|machi)\b", plain) and re.search(r"\b[0-9]{3}-[0-9]{4}\b", plain):
        return "JP"
    places = wording.chosen("business.division", plain) if context.language.startswith("en") else []
    if "British" in why and places and "GB" not in places:
        return places[0]  # "Mississauga, ON L5B 3CB": a postcode with a slip
    for word, code in (
        ("Brazilian", "BR"),
        ("British", "GB"),
        ("American", "US"),
        ("Canadian", "CA"),
        ("Indian", "IN"),
        ("Korean", "KR"),
    ):
        if word in why and not ("door" in why and not _of_india(plain)):
            return code
    if re.search(r"\b[a-z]{2} [0-9]{5}(?:-[0-9]{4})?$", plain) and _STATE.search(address):
        return "US"
    if re.search(r"\b[a-z]{1,2}[0-9][a-z0-9]? [0-9][a-z]{2}\b", plain):
        return "GB"
    if (dutch := _DUTCH.search(address)) and dutch[1] not in ("NW", "NE", "SW", "SE"):
        return "NL"
    if re.search(r"\b[0-9]{4}-[0-9]{3} [a-z]", plain):
        return "PT"
    primary = context.language.split("-")[0]
    four, five = re.search(r"\b[0-9]{4} [a-z]", plain), re.search(r"\b[0-9]{5} [a-z]", plain)
    if primary in ("de", "nl", "fr", "it", "es", "pt") and (four or five):
        table = {
            "de": ("AT", "DE"),
            "nl": ("BE", "NL"),
            "fr": ("BE", "FR"),
            "it": ("CH", "IT"),
            "es": ("", "ES"),
            "pt": ("", "PT"),
        }
        return table[primary][1 if five else 0]
    if places:
        return places[0]
    if primary in ("ja", "ko") or not re.search(r"[0-9]", plain):
        return ""
    if five:
        for code, street in _STREETS_OF:
            if street.search(plain):
                return code
    tops = likely(document, "")
    return tops[0] if tops else ""


def _named(plain: str) -> list[tuple[int, str]]:
    """The countries that folded text names, each with its place."""
    return [
        (match.start(), code)
        for code, said in wording.occurring("business.country_name", plain)
        for match in said.finditer(plain)
    ]


def _chinese(address: str, language: str) -> str:
    """Mainland, Taiwan or Hong Kong, by the towns named and the script."""
    if re.search(r"香港|九龍|九龙|新界", address):
        return "HK"
    if re.search(
        r"[台臺](?:北|中|南|東|東|灣)|新北|高雄|桃園|新竹|基隆|嘉義|彰化|屏東|宜蘭|花蓮|苗栗|雲林|南投|澎湖", address
    ):
        return "TW"
    return "TW" if any(part in language.casefold() for part in ("tw", "hant")) else "CN"


def named_countries(text: Sheet) -> tuple[str, ...]:
    """Countries named in short lines (addresses, imprints), in page order."""
    found: list[str] = []
    seen: set[int] = set()
    for hit in text.find(wording.anything("business.country_name")):
        if hit.block.index in seen or len(hit.folded.text) >= 160 or hit.block.role in ("option", "button"):
            continue
        seen.add(hit.block.index)
        found += wording.chosen("business.country_name", hit.folded.text)
        if len(found) > 12:
            break
    return tuple(dict.fromkeys(found))
