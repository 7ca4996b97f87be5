"""Who sells: brand name, legal name, representative, country, registration numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Confidence, Fact
from disputelint.checker.understand.facts import (
    business_country,
    business_name,
    business_parties,
    company_names,
    wording,
)
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.owner import foreign
from disputelint.checker.understand.facts.rows import Row, read
from disputelint.checker.understand.linear import compiled
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

REPRESENTATIVE: Final = "business.representative"
REGISTRATION: Final = "business.registration"
# Shapes that mean one register only: EU VAT numbers (Directive 2006/112/EC, art. 215), HRB, SIRET, 法人番号, ABN, CNPJ.
_DIGITS: Final = 3  # different figures at least in a number that is none of a template ("DE000000000")
# VAT identification numbers as the VIES of the European Commission lists their forms; "DE123456789" is a sample.
_VAT_ID = compiled(
    r"\b(?:de[0-9]{9}|atu[0-9]{8}|nl[0-9]{9}b[0-9]{2}|fr[0-9a-z]{2}[0-9]{9}|be[01][0-9]{9}|it[0-9]{11}|es[a-z][0-9]{8})\b"
)
_NUMBERS = compiled(
    r"\b(?:hr[ab] ?[0-9]{1,6}(?: ?[a-z])?|(?:de|atu|fr[0-9a-z]{2}|it|es[a-z]?|be0?|pt|lu|pl|dk|fi|se|ie|cy|gb|chE-?) ?[0-9][0-9a-z .]{6,12}[0-9a-z]|nl ?[0-9]{9}b[0-9]{2}"
    r"|t[0-9]{13}|fn ?:? ?[0-9]{5,6} ?[a-z]|[0-9]{3} [0-9]{3} [0-9]{3} [0-9]{5}|[0-9]{3}[ .][0-9]{3}[ .][0-9]{3}|[0-9]{14}|[0-9]{3}-[0-9]{2}-[0-9]{5}|[0-9]{2}\.[0-9]{3}\.[0-9]{3}/[0-9]{4}-[0-9]{2}"
    r"|[0-9a-z]{18}|[0-9]{8,13}|[0-9]{2} [0-9]{3} [0-9]{3} [0-9]{3}|[0-9]{4}[. ][0-9]{3}[. ][0-9]{3}|[a-z][0-9]{8}|[0-9]{8}[a-z]|第?[0-9]{8,13}号)\b"
)
_PERSON_END = late(r"\s*(?:[（(]|[,、/|;]|\bTEL\b|電話|※|住所|所在地|E-?mail|メール| - )", re.I)
_NO_PERSON = late(
    r"[0-9@]|http|。|ください|下さい|です|ます|株式会社|有限会社|合同会社|^(?:同上|なし|未定|-+|—)$|tbd|n/a"
    r"|請求|場合|開示|記載|参照|公開|準備中|^(?:代表(?:者|取締役)?|責任者|運営者|担当者?|店長|店主|オーナー|個人|本人|医師|院長|スタッフ)$|(?:チーム|事務局|編集部|委員会)$"
)
_PERSON = late(r"[一-龠々ヶぁ-ん]{1,5}[ 　・]?[一-龠々ぁ-んァ-ヶー]{1,6}|[ァ-ヶー]{2,10}[ 　・][ァ-ヶー]{2,10}")
_TITLES = late(
    r"^(?:代表(?:取締役)?(?:社長|会長)?|代表社員|(?:\S{0,10}の)?(?:\S{0,8}責任者|代表者|担当者?)(?:の)?(?:氏?名)?|店長|店主|取締役|代表理事|理事長?|院長|ceo|geschaftsfuhrer(?:in)?|inhaber(?:in)?|mr\.?|ms\.?|mrs\.?|herr|frau|m\.|mme)[\s:：]+",
    re.I,
)


def find(document: Document, context: Context) -> Iterator[Fact]:
    """All `business.*` facts."""
    yield from business_name.find(document, context)
    yield from _representative(document, context)
    yield from _registration(document, context)
    yield from business_country.find(document, context)


def _representative(document: Document, context: Context) -> Iterator[Fact]:
    seen: set[str] = set()
    for row in read(document).of("business.label_representative"):
        text = row.text
        if row.block.image_only and not text:
            context.log.reject(REPRESENTATIVE, row.label, "image_text")
            continue
        said = "" if row.label.lstrip().startswith(_DASHES) else person(text)
        if not said:
            if text:
                context.log.reject(REPRESENTATIVE, text[:120], "no name of a person")
            continue
        if foreign(row.block, 0) or said in seen or said.startswith("["):
            continue
        if "business.label_seller" in row.concepts and not row.label.isascii() and _PERSON.fullmatch(said) is None:
            context.log.reject(REPRESENTATIVE, said, "the name of a shop under a label for seller and person alike")
            continue
        seen.add(said)
        start = row.block.text.index(said, row.start)
        yield context.fact(
            REPRESENTATIVE,
            said,
            row.block,
            (start, start + len(said)),
            confidence=_sureness(row),
            why=f"under the label {row.label.strip()}",
        )
    if not seen:
        found = (*_beside_seller(document, context), *_owner(document, context))
        yield from found[:1]


_DASHES: Final = ("—", "–")  # before whose words a quotation is ("— Ann Lee, founder")
_TITLED = late(
    r"(?:代表取締役(?:社長|会長|CEO)?|代表社員|代表理事|代表者|店主)[ 　:：]+([一-龠々ぁ-んァ-ヶー]{1,8}(?:[ 　][一-龠々ぁ-んァ-ヶー]{1,8})?)"
)


def _beside_seller(document: Document, context: Context) -> Iterator[Fact]:
    """Who represents a Japanese company, named in the row of the seller ("株式会社… 代表取締役 …")."""
    for row in read(document).of("business.label_seller"):
        match = _TITLED.search(row.block.text, row.start)
        if match is not None and person(match[1]) and not foreign(row.block, 0):
            yield context.fact(
                REPRESENTATIVE, match[1], row.block, match.span(1), why=f"after a title, under {row.label.strip()}"
            )
            return


# An owner named without a colon, as imprints print it ("Inh. Sabine Kröll", "Geschäftsführer Lars Petersen").
_OWNER = late(
    r"\b(?:Inh\.|Inhaber(?:in)?|Geschäftsführer(?:in)?|Geschäftsinhaber(?:in)?|Gérante?|Titolare|Eigenaar|Eigenares)\s*:?\s+"
    r"((?:[A-ZÀ-ÖØ-Þ][\w'’-]+|von|van|de|del|della|di|da)(?: (?:[A-ZÀ-ÖØ-Þ][\w'’-]+|von|van|de|del|della|di|da)){1,3})"
)


def _owner(document: Document, context: Context) -> Iterator[Fact]:
    """The owner of an imprint, where no label with a colon names one."""
    if not context.kinds & {"legal_notice", "contact", "terms", "about"}:
        return
    for block in read(document).text.blocks:
        match = _OWNER.search(block.text) if len(block.text) < 600 else None
        if match is None or foreign(block, 0):
            continue
        street = business_parties.STREET_AFTER.search(block.text, match.start(1))
        said = block.text[match.start(1) : min(match.end(1), street.start() if street else match.end(1))].strip()
        if len(said.split()) > 1 and person(said):
            start = match.start(1)
            yield context.fact(
                REPRESENTATIVE, said, block, (start, start + len(said)), confidence="medium", why="named as the owner"
            )
            return


def _sureness(row: Row) -> Confidence:
    """A bare "director" or "owner" in running text is weaker than a row of a table."""
    return "high" if row.block.label or not row.start or not row.label.isascii() else "medium"


# "株式会社花木堂 田中 一郎": of which company the person is; a branch or a department is no person.
_OF_COMPANY = late(
    r"^(?:(?:株式会社|有限会社|合同会社)[ 　]?[^ 　]{1,20}|[^ 　]{1,20}(?:株式会社|有限会社|合同会社))[ 　]+"
    r"(?=[^ 　]*(?:代表|取締役|社長)|[一-龠々ぁ-んァ-ヶー]{1,6}[ 　]?[一-龠々ぁ-んァ-ヶー]{0,5}(?<![店部社課係室所局])$)"
)


def person(text: str) -> str:
    """The name in a labelled value, its own words; "" when it is no name."""
    text = _OF_COMPANY.sub("", text)
    end = _PERSON_END.search(text)
    said = (text[: end.start()] if end and end.start() > 1 else text).strip(" 　:：-・")
    if (street := business_parties.STREET_AFTER.search(said)) is not None:
        said = said[: street.start()].strip(" ,·")
    plain = fold(said).text
    if title := _TITLES.match(said):
        said = said[title.end() :].strip()
    if (
        not 2 <= len(said) <= 50
        or (said[0] in "(（" and said[-1] in ")）")
        or _NO_PERSON.search(plain)
        or wording.has("contact.on_request", plain)
        or business_parties.unfilled(plain)
        or company_names.has_form(said)
    ):
        return ""
    return "" if len(said.split()) > 6 else said


def _registration(document: Document, context: Context) -> Iterator[Fact]:
    seen: set[str] = set()
    text = read(document).text
    for hit in text.find(wording.pattern("business.label_registration")):
        match = _NUMBERS.search(hit.after(48))
        if match is None:
            continue
        if re.search(r"[a-z]{12,}", hit.after(48)[: match.start()]) or foreign(hit.block, hit.start):
            continue
        start, end = hit.folded.back(hit.end + match.start(), hit.end + match.end())
        said = hit.block.text[start:end]
        if sum(char.isdigit() for char in said) < 5 or said in seen:
            continue
        seen.add(said)
        yield context.fact(
            REGISTRATION,
            said,
            hit.block,
            hit.folded.back(hit.start, hit.end + match.end()),
            why=f"after {hit.original.strip()}",
        )
    if not seen and "legal_notice" in context.kinds:
        yield from _bare_registration(document, context)


def _bare_registration(document: Document, context: Context) -> Iterator[Fact]:
    """VAT identification numbers that stand in the legal notice without a label: the forms of the VIES."""
    for hit in read(document).text.find(_VAT_ID):
        sample = "123456789" in hit.text or len({char for char in hit.text if char.isdigit()}) < _DIGITS
        if not sample and not foreign(hit.block, hit.start):
            yield context.fact(
                REGISTRATION, hit.original, hit.block, hit.span, confidence="medium", why="the form of a VAT number"
            )
