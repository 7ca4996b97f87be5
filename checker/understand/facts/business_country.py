"""The country that a shop says it is in, by its address first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.model import Fact
from disputelint.checker.understand.facts import contact_address, wording
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.owner import foreign
from disputelint.checker.understand.facts.regions import likely
from disputelint.checker.understand.facts.rows import read
from disputelint.checker.understand.facts.sheet import Sheet
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

NAME: Final = "business.country"
_BASED = re.compile(
    r"(?:based|located|registered|headquartered|established|incorporated|domiciled|office|company|gevestigd|sede|ansassig|siege|bas[ée]e?|ubicad[oa]) (?:in|at|en|a|au|im|te)\b|"
    r"(?:are|is) an? [a-z ]{0,20}(?:company|business|store|shop)",
)

_ELSE = re.compile(
    r"ship|deliver|versand|livr|env[ií]|spedi|verzend|made|designed|fabri|hecho|prodotto|gemaakt|配送|発送|製|law|recht|droit|only|free|[?!]|©|currency|dollar|warehouse"
)
_BY_MAIL = re.compile(r"by (?:mail|post)\b|postal|location|address|📍|visit us")


def find(document: Document, context: Context) -> Iterator[Fact]:
    """The country of the shop's address, else of a sentence that says where it is based."""
    quiet = Context(context.language, context.kinds, context.lexicon, type(context.log)(), context.page)
    seen: set[str] = set()
    for address in contact_address.find(document, quiet):
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
    yield from _towns(text, context, seen)
    yield from _lines(text, context, seen)
    for code, said in wording.choices("business.country_name"):
        if code in seen:
            continue
        for hit in text.find(said):
            if (
                _BASED.search(hit.before(44))
                and not foreign(hit.block, hit.start)
                and hit.block.area not in ("reviews", "related")
            ):
                seen.add(code)
                yield context.fact(NAME, code, hit.block, hit.span, confidence="medium", why="said to be based there")
                break


def _towns(text: Sheet, context: Context, seen: set[str]) -> Iterator[Fact]:
    """A Japanese prefecture under an address label whose rest is not filled in still names the country."""
    if seen:
        return
    for block, folded in zip(text.blocks, text.folded, strict=True):
        if re.search(r"(?:[都道府県])[^\s。]{1,8}[市区町村]", folded.text) and wording.is_label(
            "contact.label_address", block.label
        ):
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
        codes = [code for code, said in wording.choices("business.country_name") if said.search(folded.text)]
        if len(codes) == 1 and not _ELSE.search(folded.text) and not foreign(block, 0):
            seen.add(codes[0])
            yield context.fact(NAME, codes[0], block, confidence="medium", why="a line of the contact details names it")
            return


def country_of(address: str, why: str, document: Document, context: Context) -> str:
    """The ISO 3166 code of an address: named in it, else by its shape, else by the page's language."""
    plain = fold(address).text
    named = [
        (match.start(), code)
        for code, said in wording.choices("business.country_name")
        for match in said.finditer(plain)
    ]
    if named:
        return max(named)[1]
    if re.search(r"[都道府県縣] ?[^\s]{1,10}[市区郡町村]|〒", address):
        return "JP"
    for word, code in (("British", "GB"), ("American", "US"), ("Canadian", "CA"), ("Korean", "KR")):
        if word in why:
            return code
    if re.search(r"\b[0-9]{4} ?[a-z]{2}\b", plain):
        return "NL"
    if re.search(r"\b[a-z]{1,2}[0-9][a-z0-9]? [0-9][a-z]{2}\b", plain):
        return "GB"
    if re.search(r"\b[a-z]{2} [0-9]{5}(?:-[0-9]{4})?$", plain):
        return "US"
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
    if primary in ("ja", "ko") or not re.search(r"[0-9]", plain):
        return ""
    tops = likely(document, "")
    return tops[0] if tops else ""


def named_countries(text: Sheet) -> tuple[str, ...]:
    """Countries named in short lines (addresses, imprints), in page order."""
    found = []
    for block, folded in zip(text.blocks, text.folded, strict=True):
        if len(folded.text) < 160 and block.role not in ("option", "button"):
            found += [code for code, said in wording.choices("business.country_name") if said.search(folded.text)]
        if len(found) > 12:
            break
    return tuple(dict.fromkeys(found))
