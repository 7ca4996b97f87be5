"""The person or entity that sells, and the brand it trades under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Fact
from disputelint.checker.understand.facts import copyright_line, wording
from disputelint.checker.understand.facts.business_parties import (
    STREET_AFTER,
    WORKS_FOR,
    Named,
    looks_named,
    other,
    parties,
    unfilled,
)
from disputelint.checker.understand.facts.company_names import bare, companies, companies_first, has_form
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.owner import foreign
from disputelint.checker.understand.facts.rows import Row, read
from disputelint.checker.understand.facts.sheet import Hit
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

LEGAL: Final = "business.legal_name"
BRAND: Final = "business.name"
_STOP = late(
    r"\s*(?:\bc/o?(?![a-z])|[（(](?:以下|運営者|屋号|店舗名|店名|ショップ名|サイト名|個人事業)|[、。;|]| \[|,(?! ?(?:inc|ltd|llc|lda|co\b|s\.))|※|\bTEL\b|代表取締役|代表社員|代表者|(?<=[^ 　])[ 　]代表[ 　:：]|取締役|電話|〒|住所|所在地|(?:대표|주소|사업자|통신판매|전화|이메일|팩스)[가-힣 ]{0,8}?\s?[:：]|E-?mail|メール|\s(?:-|–|—)\s)",
    re.I,
)
_LABEL_AFTER = late(r"(?<=\w)[\s,|/·]+[^\s:：(（]{2,24}\s?[:：](?!//)")  # "Ammer Holzwerk Inhaberin: ..."
# "Le présent site est édité par : ..." in the row or section of the publisher.
_SENTENCE_BEFORE = late(
    r"^.{0,60}?(?:[ée]dit[ée]e?|exploit[ée]e?|g[ée]r[ée]e?|publi[ée]e?) par(?: la soci[ée]t[ée]| l['’]entreprise)?\s*:?\s+"
    r"|^.{0,50}?(?:operated|owned|run|published|provided) by\s*:?\s+|^.{0,50}?(?:es propiedad de|es titularidad de|è gestito da|è di proprietà di|wird betrieben von|wordt beheerd door)\s*:?\s+"
)
# "有限会社栄菓舗 西 勝治", "三幸製陶有限会社 瑞光窯": who or which shop of the company.
_BEHIND_COMPANY = late(
    r"^((?:株式会社|有限会社|合同会社)[^ 　]{2,20})[ 　]+[一-龠々]{1,4}[ 　]+[一-龠々ぁ-んァ-ヶー]{1,5}$"
    r"|^([^ 　]{2,20}(?:株式会社|有限会社|合同会社))[ 　]+[一-龠々ぁ-んァ-ヶー]{2,10}(?:[ 　]+[一-龠々ぁ-んァ-ヶー]{1,5})?$"
)
_LABEL_BEFORE = late(
    r"^(?:raison sociale|d[ée]nomination(?: sociale)?|ragione sociale|denominazione(?: sociale)?|raz[óo]n social|denominaci[óo]n(?: social)?|firmenname|bedrijfsnaam|handelsnaam)(?:\s*:\s*|\s+)(?=[A-ZÀ-Þ0-9])",
    re.I,
)
_NO_NAME = late(
    r"^(?:einzelunternehmen|einzelunternehmer(?:in)?|kleingewerbe|eenmanszaak|entreprise individuelle|ditta individuale)$|^(?:status|statut|stato|estado|forme juridique|rechtsform)$|^\[|^(?:準備中|未定|調整中|非公開|必須.*)$|ください|です|ます|請求|場合|遅滞|開示|^https?:|@|^[\d\s-]+$|^(?:here|us|we|the|contact|details?)$|ました"
)
_BESIDE: Final = late(r" ?[/／|｜] ?(?:operated by )?", re.I)
_OF_PLACE: Final = late(
    r"(?:所在地|住所|アクセス|連絡先)$|^(?:本社|本店|支店|工場|製造所|営業所|事務所|倉庫|返送先)(?:[(（]|$)"
)  # the label of the address
_BARE_NAME: Final = late(r"\W*名称\W*")
_FOOD_LABEL: Final = late(r"原材料|内容量|賞味期限|消費期限|保存方法|名称及び品名")
_LABEL_ROWS: Final = 6  # blocks from the name in which a label of food says what is in it
_OWNER_AFTER: Final = late(r"[ ,]+Inh\b")  # "Radladen Ammer Inh. Petra Ammer"
_CARE_OF: Final = late(r"\bc/(?:o\b|$)", re.I)  # whose letter box it is, no part of the name
_NAME_LABEL: Final = late(r"(?:noms?(?: et prénom)?|nombre|nome|naam|name)\s?:?", re.I)  # the name is in the next line
# The model form of withdrawal (Directive 2011/83/EU, annex I) is addressed to the trader.
_FORM = late(
    r"widerruf|withdrawal|retractation|desistimiento|recesso|herroep|livre resolucao|cancellation form|ruckgabebelehrung|\b(?:chi|qui|quien|quem|wer|wie) (?:vend|ver?k)\w+|\b(?:le vendeur|il venditore|el vendedor|o vendedor|de verkoper)\b|identit\w+ (?:van|del|du|do) "
)
_TO = late(
    r"^[–—-]?\s*(?:An|To|À l['’]attention de|A la atenci[oó]n de|Destinatario|Aan|Para|Al?|(?:Chi|Qui|Qui[eé]n|Quem) [Vv]end\w*|(?:Il |Le |El |O )?[Vv]end(?:itore|eur|edor)|Verkäufer(?:in)?|Verkoper)\s*:?\s+(?=[A-ZÀ-Þ])"
)
_SECTION = late(
    r"impressum|imprint|legal|angaben|§|kontakt|contact|mentions|aviso|note|anbieter|editeur|adresse|anschrift|address|indirizzo|direccion|sede|about|uber uns|unternehmen|information|verantwortlich"
)
_NOTICE = late(
    r"impressum|§ ?5|angaben gemass|mentions? legales?|aviso legal|note legali|colofon|imprint|legal notice|anbieterkennzeichnung|editeur|informacion legal|informazioni legali|titular|legal information"
)


def find(document: Document, context: Context) -> Iterator[Fact]:
    """Legal names, labelled rows first, then the party of the text, then the copyright line; then the brand."""
    yield from _legal(document, context)
    brand = _brand(document, context)
    if brand is not None:
        yield brand


def _legal(document: Document, context: Context) -> Iterator[Fact]:
    reading = read(document)
    seen: set[str] = set()
    tried: set[str] = set()
    labelled: list[Fact] = []
    for row in reading.of("business.label_seller"):
        if row.text in tried:
            continue
        tried.add(row.text)
        if _of_goods(row, document):
            context.log.reject(LEGAL, row.text[:120], "the name of the goods, above what they are made of")
            continue
        if _NAME_LABEL.fullmatch(row.text) and row.block.index + 1 < len(document.blocks):
            row = replace(row, block=document.blocks[row.block.index + 1], start=0, end=None)
        fact = _labelled(row, context)
        if fact is not None and str(fact.value) not in seen:
            seen.add(str(fact.value))
            labelled.append(fact)
    yield from companies_first(labelled)
    if not seen and context.kinds & {"legal_notice", "contact", "about"}:
        yield from _shops(document, context)
    for hit, name, confidence, why in (*parties(document), *_above_address(document, context), *_copyrights(document)):
        if name not in seen and not any(name in other for other in seen):
            seen.add(name)
            first = hit.block.text.find(name)
            yield context.fact(LEGAL, name, hit.block, (first, first + len(name)), confidence=confidence, why=why)


def _of_goods(row: Row, document: Document) -> bool:
    """Whether a bare "name" is that of the goods: Japanese food labels go on with ingredients, contents and storage."""
    if _BARE_NAME.fullmatch(row.label) is None:
        return False
    behind = document.blocks[row.block.index : row.block.index + _LABEL_ROWS]
    return any(_FOOD_LABEL.search(f"{block.label or ''} {block.text}") is not None for block in behind)


def _labelled(row: Row, context: Context) -> Fact | None:
    if row.block.image_only and not row.text:
        context.log.reject(LEGAL, row.label, "image_text")
        return None
    said = name_in(row.text)
    plain = fold(said).text
    if not said or unfilled(plain) or wording.has("contact.on_request", plain):
        if row.text:
            context.log.reject(LEGAL, row.text[:120], "no name" if not unfilled(plain) else "unfilled placeholder")
        return None
    if any(char.isdigit() for char in plain) and re.search(r"[市区町村県]|丁目|\d-\d", plain) and not has_form(said):
        context.log.reject(LEGAL, said, "an address under a label for a name")
        return None
    if not has_form(said) and any(
        start == 0 and end >= len(row.block.text) and not url.startswith(("mailto:", "tel:"))
        for start, end, url in row.block.links
    ):
        context.log.reject(LEGAL, said, "a link of a menu, no name")
        return None
    if foreign(row.block, 0):
        return None
    # Korean shops state name, representative and address at the foot of the first page (E-Commerce Act, article 10).
    lawful = row.block.region == "footer" and context.language.startswith("ko") and not row.label.isascii()
    if row.block.region in ("header", "nav", "footer") and not has_form(said) and not lawful:
        return None
    strong = has_form(said) or not row.label.isascii() or bool(row.block.label)
    if row.label.isascii() and not has_form(said) and not looks_named(said):
        return None
    start = row.block.text.index(said, row.start)
    return context.fact(
        LEGAL,
        said,
        row.block,
        (start, start + len(said)),
        confidence="high" if strong else "medium",
        why=f"under the label {row.label.strip()}",
    )


def _shops(document: Document, context: Context) -> Iterator[Fact]:
    """A shop's name in a row of its own, where no row names the seller: a company's is its legal name as well."""
    for block in read(document).text.blocks:
        if block.label and wording.is_label("business.label_shop", block.label):
            said = name_in(block.text)
            if said and not unfilled(fold(said).text):
                start = block.text.index(said)
                yield context.fact(
                    LEGAL if has_form(said) else BRAND,
                    said,
                    block,
                    (start, start + len(said)),
                    confidence="medium",
                    why=f"under the label {block.label.strip()}",
                )
                return


def name_in(text: str) -> str:
    """The name a labelled value opens with; "" when it opens with something else."""
    text = _LABEL_BEFORE.sub("", _SENTENCE_BEFORE.sub("", text))
    end = _STOP.search(text, 1)
    said = (text[: end.start()] if end else text).strip(" 　:：-・")
    if (label := _LABEL_AFTER.search(said)) is not None:
        said = said[: label.start()].strip(" ,|·")
    if (street := STREET_AFTER.search(said)) is not None:
        said = said[: street.start()].strip(" ,|·-–")
    said = _BEHIND_COMPANY.sub(r"\1\2", said)
    plain = fold(said).text
    if not 2 <= len(said) <= 80 or _NO_NAME.search(plain) or len(said.split()) > 9:
        return ""
    if wording.is_label("contact.label_address", said) or wording.is_label("contact.label_phone", said):
        return ""  # the label of the next row, where labels stand side by side above their values
    if not said.isascii() and wording.is_label("business.label_representative", re.split("[:：]", said)[0]):
        return ""  # the next row, below one that ends with its own value
    return said


def _above_address(document: Document, context: Context) -> Iterator[Named]:
    """In an imprint the name is what stands before the street: in the same block, or in the lines above."""
    for shape in read(document).shapes:
        hit = shape.hit
        block = hit.block
        said = " ".join((document.title, *block.headings))
        form = _FORM.search(fold(f"{said} {block.text[:60]}").text) is not None
        if (
            not shape.complete
            or not (form or "legal_notice" in context.kinds or _NOTICE.search(fold(said).text))
            or foreign(block, hit.start)
            or WORKS_FOR.search(block.label)
        ):
            continue
        before = _TO.sub("", block.text[: hit.span[0]].strip(" ,;|·:：-–")).strip(" ,;|·:：-–")
        before = re.split("[:：]", before)[-1].strip()
        if wording.is_label("contact.label_address", before):
            continue
        before = _OWNER_AFTER.split(_CARE_OF.split(before, maxsplit=1)[0], maxsplit=1)[0].strip(" ,|·")
        at = block.index
        while not before and at > 0 and block.index - at < 3:
            at -= 1
            above = document.blocks[at]
            if (
                (
                    above.role in ("paragraph", "other", "item")
                    or (above.role == "heading" and not _SECTION.search(fold(above.text).text))
                )
                and above.text
                and len(above.text) < 70
                and not re.search(r"[:：]", above.text)
            ):
                before = above.text
                hit = Hit(above, fold(above.text), 0, len(fold(above.text).text))
            elif above.text:
                break
        if (
            4 <= len(before) <= 70
            and (looks_named(before) or has_form(before))
            and len(before.split()) <= 7
            and not re.search(r"\d|[.!?]\s", before)
            and _OF_PLACE.search(before) is None
            and not unfilled(fold(before).text)
        ):
            yield hit, before, "medium", "stands over the address of the imprint"
            return


def _copyrights(document: Document) -> Iterator[Named]:
    for hit, match in copyright_line.lines(document):
        name = match.group(1).strip(" .,-–—|")
        if len(parts := _BESIDE.split(name)) > 1:  # "Midori / 株式会社みどり": the brand and its company
            name = next((part.strip() for part in parts if has_form(part)), name)
        if not has_form(name):  # the next line follows without a mark: "© 2024 - Ammer Lda - Rua ..."
            name = next((found for one in companies(name) if name.startswith(found := bare(one[1]))), name)
        if name and has_form(name) and not unfilled(fold(name).text) and not other(name):
            yield hit, name, "medium", "only in the copyright line"


def _brand(document: Document, context: Context) -> Fact | None:
    """The shop's name as it presents itself: og:site_name, structured data, the copyright line."""
    if not document.blocks:
        return None
    said, why, source = "", "", "meta"
    for item in document.jsonld:
        kinds = item.get("@type")
        if any(
            kind in ("Organization", "Store", "OnlineStore", "WebSite", "LocalBusiness", "Corporation")
            for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            name = item.get("name")
            if isinstance(name, str) and 1 < len(name) < 80:
                said, why, source = name, "the organisation in structured data", "json-ld"
                break
    site = document.opengraph.get("og:site_name", "") or document.meta.get("application-name", "")
    if site and 1 < len(site) < 80:
        said, why, source = site, "og:site_name", "opengraph"
    if said and not unfilled(fold(said).text):
        fact = context.fact(
            BRAND, said, document.blocks[0], why=why, source="opengraph" if source == "opengraph" else "json-ld"
        )
        return replace(fact, evidence=replace(fact.evidence, quote=said, selector="head"))
    for hit, match in copyright_line.lines(document):
        name = copyright_line.holder(match)
        if 1 < len(name) < 50 and not name.isdecimal() and not unfilled(fold(name).text) and name in hit.block.text:
            first = hit.block.text.index(name)
            return context.fact(
                BRAND, name, hit.block, (first, first + len(name)), confidence="medium", why="the copyright line"
            )
    return None
