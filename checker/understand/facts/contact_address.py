"""Postal addresses of the shop: rows that are labelled so, and addresses that their own shape gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Block, Confidence, Fact
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.address_shapes import (
    Shape,
    cut,
    is_place,
    street_in,
    unfilled,
)
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.owner import foreign
from disputelint.checker.understand.facts.rows import Reading, Row, read
from disputelint.checker.understand.facts.sheet import Hit
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

NAME: Final = "contact.address"
_LABEL: Final = "contact.label_address"
_LONGEST: Final = 160
_NOTE: Final = late(r"[（(※]")
_OTHER_ROW: Final = late(
    r"(?:お?電話|tel|fax|受付|営業|お?問い?合わ?せ|e?-?メール|定休|登録|法人)[^ ]{0,10} ?[:：]"
    r"|(?:p\.? ?iva|partita iva|vat|ust|steuer|btw|kvk|siret|siren|rcs|nif|cif|nip|cnpj|reg|company n)[^:0-9]{0,20}[:：]"
)
_MOST: Final = 20  # addresses kept; a page with more lists stores
_STANDS_AT: Final = late(
    r"\b(?:[Ss]tore|[Ss]hop|[Ss]howroom|[Oo]ffice|[Ss]tudio|[Bb]outique|[Oo]utlet|[Ww]orkshop|[Ll]ocated|[Ss]ituated|[Vv]isit us|[Ff]ind us)"
    r"(?: is)?(?: located| situated)? at:? ((?:[A-Z0-9][^.;:!?,\n]{1,50}, ){2,7}[A-Z][^.;:!?,\n]{2,30}?)(?= (?:is|are|or|and|for|from|on|to) |[.;!?|·]|$)"
)
_NOT_OURS = late(
    r"裁判所|court|gericht|tribunal|foro|センター|返送先|shipping address|delivery address|配送先|お届け先|ip-?address|email|billing"
)

_MAIL_LABEL = late(r"\be-?mail(?: address)?(?: ?:|$)")  # of the next line

_BAR: Final = late(r"\s*[｜|]")

_REGISTER: Final = late(r"\b(?:amts|handels|land)?gericht|\btribunale?\b")  # behind a company's own address


def find(document: Document, context: Context) -> Iterator[Fact]:
    """The shop's addresses, labelled ones first; they are kept in the context."""
    found = context.cache[NAME] = tuple(_addresses(document, context))
    yield from found


def _addresses(document: Document, context: Context) -> Iterator[Fact]:
    reading = read(document)
    seen: set[str] = set()
    inline = {row.block.index for row in reading.of(_LABEL) if row.start}
    for row in reading.of(_LABEL):
        if row.start == 0 and row.block.index in inline:
            continue
        if len(seen) >= _MOST:
            return
        fact = _labelled(row, context)
        if fact is not None and (key := fold(str(fact.value)).text.replace(" ", "")) not in seen:
            seen.add(key)
            yield fact
    for shape in reading.shapes:
        if len(seen) >= _MOST:
            return
        fact = _shaped(shape, reading, document.blocks, context)
        if fact is None:
            continue
        key = fold(str(fact.value)).text.replace(" ", "")
        if not any(key in known or known in key for known in seen):
            seen.add(key)
            yield fact
    if not seen:
        yield from [fact for block in reading.text.blocks if (fact := _told(block, context)) is not None][:1]


def _told(block: Block, context: Context) -> Fact | None:
    """An address in a sentence that says where the shop stands: its parts written large, a number among them."""
    found = _STANDS_AT.search(block.text)
    if found is None or block.area or block.role in ("option", "button", "heading") or foreign(block, 0):
        return None
    said = found[1]
    if re.search("[0-9]", said) is None or _NOT_OURS.search(fold(block.text[: found.start()]).text[-30:]):
        return None
    return context.fact(NAME, said, block, found.span(1), confidence="medium", why="where the text says that it stands")


def _labelled(row: Row, context: Context) -> Fact | None:
    text = row.text
    if row.block.image_only and not text:
        context.log.reject(NAME, row.label, "image_text")
        return None
    plain = fold(text).text
    if not text or (wording.has("contact.on_request", plain) and not _stated(text)):
        return None
    if row.start == 0 and _OTHER_ROW.match(plain):
        return None  # the next line of the row, which has a label of its own
    if "return" in fold(row.label).text or "@" in plain or plain.startswith(("http", "www.")):
        return None
    if unfilled(plain):
        context.log.reject(NAME, text, "unfilled placeholder")
        return None
    whose = foreign(row.block, 0)
    if whose:
        context.log.reject(NAME, text, f"belongs to someone else: {whose}")
        return None
    start, end = row.span
    end = min(end, start + _LONGEST)
    if wording.has("contact.on_request", plain):
        end = start + len(_NOTE.split(row.block.text[start:end], maxsplit=1)[0].rstrip())
    end = start + _up_to_bar(row.block.text[start : start + cut(row.block.text[start:end])])
    said = row.block.text[start:end]
    if said.count("（") + said.count("(") > said.count("）") + said.count(")"):
        said = _NOTE.split(said, maxsplit=1)[0].rstrip()  # the note was cut in the middle
        end = start + len(said)
    if not is_place(said):
        context.log.reject(NAME, said, "labelled as an address, but names no place")
        return None
    sure: Confidence = "high" if re.search(r"[0-9０-９]", said) else "medium"
    return context.fact(
        NAME, said, row.block, (start, end), confidence=sure, why=f"under the label {row.label.strip()}"
    )


def _stated(text: str) -> bool:
    """Whether an address stands in front of a note in brackets that more is told on request."""
    said = _NOTE.split(text, maxsplit=1)[0]
    return said != text and is_place(said) and re.search(r"[0-9０-９]", said) is not None


def _shaped(shape: Shape, reading: Reading, blocks: tuple[Block, ...], context: Context) -> Fact | None:
    hit = shape.hit
    block = hit.block
    if block.area in ("reviews", "related", "search", "minicart") or block.role in ("option", "button"):
        return None
    around = hit.before(30) + hit.text + _REGISTER.sub("", _MAIL_LABEL.sub("", hit.after(20)))
    if _NOT_OURS.search(around) or wording.has("contact.on_request", hit.after(60)):
        context.log.reject(NAME, hit.original, "not the shop's place of business")
        return None
    if unfilled(hit.text + hit.after(12)):
        context.log.reject(NAME, hit.original, "unfilled placeholder")
        return None
    whose = foreign(block, hit.start)
    if whose:
        context.log.reject(NAME, hit.original, f"belongs to someone else: {whose}")
        return None
    return _with_street(shape, hit, block, blocks, context)


def _with_street(shape: Shape, hit: Hit, block: Block, blocks: tuple[Block, ...], context: Context) -> Fact | None:
    start, end = hit.span
    end = start + _up_to_bar(block.text[start:end])
    if block.text[max(0, start - 2) : start].casefold() == "c/":
        start -= 2
    if block.text[end : end + 1] == "@":
        end = start + len(block.text[start:end].rstrip().rpartition(" ")[0])  # a mail address follows
    value = block.text[start:end].strip(" ,;|-")
    if shape.complete:
        return context.fact(NAME, value, block, (start, end), why=f"{shape.system} address")
    before = _previous(block, blocks)
    street = street_in(before.text) if before is not None and len(before.text) < 120 else ""
    if street:
        return context.fact(
            NAME, f"{street}, {value}", block, (start, end), why=f"{shape.system} address over two lines"
        )
    if shape.needs_street:
        context.log.reject(NAME, value, "a place without a street or a label")
        return None
    return context.fact(
        NAME, value, block, (start, end), confidence="medium", why=f"{shape.system} address without a street"
    )


def _up_to_bar(text: str) -> int:
    """Where an address ends that something else follows behind a bar: "大阪府摂津市1-2-3｜販売業者: ..."."""
    bar = _BAR.search(text)
    return bar.start() if bar is not None and re.search(r"[0-9０-９]", text[: bar.start()]) else len(text)


def _previous(block: Block, blocks: tuple[Block, ...]) -> Block | None:
    number = block.index - 1
    while number >= 0 and not blocks[number].text:
        number -= 1
    return blocks[number] if number >= 0 and blocks[number].region == block.region else None
