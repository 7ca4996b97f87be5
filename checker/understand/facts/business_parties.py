"""Companies and persons that a text names as the party: by the form of their name, near words that make them so."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from disputelint.checker.late import late
from disputelint.checker.model import Confidence
from disputelint.checker.understand.facts import party_words, wording
from disputelint.checker.understand.facts.company_names import bare, companies, has_form, whole_name
from disputelint.checker.understand.facts.owner import foreign
from disputelint.checker.understand.facts.rows import read
from disputelint.checker.understand.facts.sheet import Hit
from disputelint.checker.understand.linear import compiled
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.model import Block
    from disputelint.checker.understand.document import Document

Named = tuple[Hit, str, Confidence, str]  # where, the name, how sure, and why
_UNFILLED = compiled(
    r"【[^】]*】|\[[^\]]{2,40}\]|○○|〇〇|◯◯|●●|△△|××|\*{3,}|_{3,}|x{3,}|\{\{|\b(?:your|my) (?:company|store|shop|business|name)\b|ここに|company name$|『[^』]*(?:名|会社)』|[àa] compl[ée]ter|da completare|a completar|nog in te vullen|musterfirma|mustermann|lorem ipsum|acme"
)
# A name ends where a street begins: "Petra Ammer Lindenweg 12", "Ugo Bini Via dei Mille 18".
STREET_AFTER: Final = late(
    r"(?<=\w)[ ,]+(?:(?:Am|Im|An|Auf|In|Zum|Zur|Unter|Hinter|Via|Viale|Piazza|Corso|Rue|Avenue|Calle|Rua|Avenida)\b[^:]{0,40}[0-9]|[^\W\d]\S*[^\W\d] [0-9])"
)
# Who does something for the shop: "委託先名称:…", "後払い決済(…)".
_SERVES: Final = late(r"委託|代行|提供先|振込先|振り込み先|口座|発行|後払い|収納|運送|配送業者|製造(?:者|元|販売)")
WORKS_FOR: Final = late(r"委託先|提携先|製造(?:販売)?元|検査機関|実施団体|研修")  # the label of another firm
_PLACE: Final = late(r"丁目|番地|[都道府県][^ ]{1,8}[市区町村郡]")  # an address whose last line is the company
_FORMS: Final = late(r"株式会社|有限会社|合同会社")
_CODES: Final = late(r"[A-Z]{2}(?:, ?[A-Z]{2})+")  # a list of provinces or countries


def parties(document: Document) -> Iterator[Named]:
    """What the text names as the party; in each block what is called so first, then companies by their form."""
    reading = read(document)
    gate_hits = list(reading.text.find(_party_or_form()))
    party = wording.pattern("business.party")  # one of the words that were looked for
    blocks = {hit.block.index for hit in reading.text.find(party)} if gate_hits else frozenset[int]()
    addressed = {shape.hit.block.index for shape in reading.shapes if shape.complete}
    for hit in _once(gate_hits):
        yield from _called(hit)
    for hit in _once(reading.text.find(_any_form())):
        block = hit.block
        if block.region not in ("nav",) and not block.area and block.role not in ("option", "link", "button"):
            yield from _by_form(hit, blocks, addressed)


def _once(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The first hit of each block."""
    looked: set[int] = set()
    for hit in hits:
        if hit.block.index not in looked:
            looked.add(hit.block.index)
            yield hit


def _called(hit: Hit) -> Iterator[Named]:
    """Names that the words of a block make those of the party."""
    text = hit.block.text
    lines = party_words.INSTRUCTION_LINES.search(text)
    street = STREET_AFTER.search(lines[1]) if lines else None
    if lines and street and looks_named(name := lines[1][: street.start()].strip()) and not unfilled(name.lower()):
        yield hit, name, "high", "named in the instruction on withdrawal"
    for match in (
        *party_words.PARTY_PERSON.finditer(text),
        *party_words.TRADER.finditer(text),
        *party_words.SEATED.finditer(text),
        *party_words.REFERS.finditer(text),
        *party_words.NUMBERED.finditer(text),
        *party_words.PLACED.finditer(text),
        *party_words.CAPITAL.finditer(text),
        *party_words.INSTRUCTION.finditer(text),
    ):
        named = match.re is not party_words.INSTRUCTION or looks_named(match.group(1))
        if named and not other(match.group(1)) and not unfilled(fold(match.group(1)).text):
            name = whole_name(re.split(r"(?<=\w{3})\.\s+", match.group(1))[0], text)
            yield hit, name if has_form(name) else name.rstrip("."), "high", "a person named as the party"


def _by_form(hit: Hit, blocks: Container[int], addressed: Container[int]) -> Iterator[Named]:
    """Companies of a block that is one of `blocks`, which speak of the party, or one with an address (`addressed`)."""
    block = hit.block
    for match in companies(block.text):
        name = bare(match.group(1))
        first = hit.folded.text.find(fold(name).text)
        if (
            unfilled(fold(name).text)
            or other(name)
            or party_words.SERVED_BY.search(block.text, 0, max(match.start(1), 0)) is not None
            or _PLACE.search(name)
            or foreign(block, max(first, 0))
            or wording.has("business.copyright_line", hit.folded.text)
        ):
            continue
        if block.index in blocks and _near(hit.folded.text, fold(name).text):
            yield hit, name, "high", "named as the party"
        elif block.text.startswith(name) and block.index in addressed and not WORKS_FOR.search(block.label):
            yield hit, name, "high", "a company over its address"
        elif _alone(name, block):
            yield hit, name, "medium", "a line that is little but the name of a company"


def _alone(name: str, block: Block) -> bool:
    """Whether a block is little but the name, and names no firm that works for the shop."""
    return (
        len(block.text) <= len(name) + 30
        and block.region in ("main", "footer")
        and _SERVES.search(block.text) is None
        and not WORKS_FOR.search(block.label)
        and not wording.is_label("business.label_seller", _FORMS.sub("", name).strip(" 　"))
    )


def looks_named(said: str) -> bool:
    """Whether few words, most of them with a capital, could be a name."""
    words = said.split()
    return 0 < len(words) <= 6 and sum(word[:1].isupper() or not word.isascii() for word in words) * 2 > len(words)


def _near(text: str, name: str) -> bool:
    at = text.find(name)
    around = text[max(0, at - 60) : at + len(name) + 40]
    return wording.has("business.party", around)


@cache
def _party_or_form() -> Any:
    return compiled(
        rf"{wording.expression('business.party')}|kleingewerbe|einzelunternehm|sole trader|sole proprietor|eenmanszaak|autonomo|entrepreneur|individuale|uns ?[(,:\[]|contract(?:ing|ual) part(?:y|ner) is|inform us|notify us|notifier|informarci|notificar|u ons|je ons|informar-nos|comunicar-nos|als (?:anbieter|verkaufer)|refers to|riferisce a|reference a|refiere a|refere-se a|bezieht sich auf|verwijst naar|geschaftsbedingungen|verkaufsbedingungen|(?:venditore|vendedor) e|vendedor es|vendeur est|verkoper is",
        wording.options(),
    )


@cache
def _any_form() -> Any:
    return compiled(
        f"{wording.expression('business.company_suffix')}|{wording.expression('business.company_cjk')}",
        wording.options(),
    )


def other(name: str) -> bool:
    """Whether the name is that of a gateway, carrier, host or network, which shops name in passing."""
    return _CODES.fullmatch(name) is not None or wording.has("business.not_the_seller", fold(name).text)


def unfilled(folded: str) -> bool:
    """Whether template text stands where a name should."""
    return _UNFILLED.search(folded) is not None
