"""Ways to pay that the shop says it accepts, and the marks of cards and wallets it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.model import Block, Fact
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.clauses import answering
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.rows import Reading, read
from disputelint.checker.understand.facts.sheet import Hit, sentence
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

METHODS: Final = "payment.methods"
_ELSEWHERE: Final = ("related", "reviews")
MARKS: Final = "payment.marks"
_ROW: Final = 3  # ways to pay side by side that need no mark between them
_ITEM: Final = 60  # characters of an item or heading that names a way to pay
_BADGE: Final = 24  # characters of the name of a card or wallet that is drawn as a badge
_LEAD: Final = 90  # characters before the colon of a line that opens a list
# "[bank transfer, card, cash - adapt]": what a template leaves to be chosen
_BRACKETED: Final = re.compile(
    r"\[[^\]]{3,80}(?:\.{3}|…|etc|ecc|usw|personali|adapt|anpass|adattar|aanpass|choose|eg\b)[^\]]{0,40}\]"
)
_DASHES: Final = ("-", "–", "•", "*", "·", "・", "●", "■", "○")
_HEADING: Final = 30  # characters of a heading that names a way to pay
_VERB: Final = re.compile(r" (?:an?|the|our|your|more|new|how|what|why|all)\b")  # "discover our ...", no card
_GOODS_BACK: Final = re.compile(r"\b(?:returns?|refunds?|exchang\w+|cannot|not)\b")  # "Returns are accepted for:"
_UI = frozenset(("option", "image"))


def find(document: Document, context: Context) -> Iterator[Fact]:
    """Methods of labelled rows, then of statements, then of lists of names; marks of pictures and such lists."""
    reading = read(document)
    stated, listed = False, _lists(reading) or _badges(reading)
    groups = _rows(reading, context)
    if groups:
        stated = True
        yield _merged([*groups, *_titles(document, context)], context, "under a label for ways to pay")
    if not stated:
        said = [*_sentences(reading, context), *_answers(document, context)]
        said = [*said, *_beside_them(reading, said), *_titles(document, context)]
        said.sort(key=lambda one: one[0].index)
        if said:
            stated = True
            yield _merged([*said, *listed], context, "stated as accepted")
    if listed and not stated:
        yield _merged(listed, context, "a list of names of ways to pay", sure=False)
    yield from _shown(document, listed, context)


Said = tuple[Block, tuple[int, int], list[str]]


def methods_in(folded: str) -> list[str]:
    """The methods that folded text names, in order of their first mention."""
    spans = [
        (match.start(), match.end(), name)
        for name, expression in wording.occurring("payment.method", folded)
        for match in expression.finditer(folded)
    ]
    kept = [
        one
        for one in spans
        if not any(
            other[0] <= one[0] and one[1] <= other[1] and other[1] - other[0] > one[1] - one[0] for other in spans
        )
    ]
    kept = [one for one in kept if not (folded[one[0] : one[1]] == "discover" and _VERB.match(folded, one[1]))]
    names = list(dict.fromkeys(name for _, _, name in sorted(kept)))
    return [name for name in names if not (name == "ideal" and "ideal for" in folded)]


def _merged(said: list[Said], context: Context, why: str, sure: bool = True) -> Fact:
    names: list[str] = []
    for _, _, more in said:
        names += [name for name in more if name not in names]
    block, span, _ = said[0]
    return context.fact(METHODS, list(names), block, span, confidence="high" if sure else "medium", why=why)


def _rows(reading: Reading, context: Context) -> list[Said]:
    found: list[Said] = []
    inline = {row.block.index for row in reading.of("payment.label_methods") if row.start}
    for row in reading.of("payment.label_methods"):
        block = row.block
        if block.image_only and not row.text:
            context.log.reject(METHODS, row.label, "image_text")
            continue
        if (
            (row.start == 0 and block.index in inline)
            or block.region in ("nav", "header")
            or block.area in ("related", "reviews", "cookie")
        ):
            continue
        names = _accepted(fold(row.text).text, context)
        if names:
            found.append((block, row.span, names))
    return sorted([*found, *_headed(reading)], key=lambda said: said[0].index)


def _headed(reading: Reading) -> Iterator[Said]:
    """Methods that are headings under one about ways to pay ("お支払い方法", then "【代金引換】" and what is said of it)."""
    for block, folded in zip(reading.text.blocks, reading.text.folded, strict=True):
        if block.role != "heading" or not block.headings or len(folded.text) > _HEADING or block.region != "main":
            continue
        if wording.is_label("payment.label_methods", block.headings[-1]) and (names := methods_in(folded.text)):
            yield block, (0, len(block.text)), names


def _accepted(folded: str, context: Context) -> list[str]:
    """The methods in a labelled value, sentence by sentence, but for those it says are not accepted."""
    names: list[str] = []
    at = 0
    while at < len(folded):
        first, last = sentence(folded, at, at + 1)
        part = folded[first:last]
        at = max(last, at + 1)
        if wording.has("payment.not_a_method", part):
            continue
        names += [name for name in methods_in(part) if name not in names]
    return names


def _sentences(reading: Reading, context: Context) -> Iterator[Said]:
    seen: set[tuple[int, int]] = set()
    for hit in reading.text.all(wording.anything("payment.method")):
        block = hit.block
        if (
            block.area
            or block.region in ("nav", "header")
            or block.role in _UI
            or block.role in ("link", "button", "heading", "question")
        ):
            continue
        first, last = sentence(hit.folded.text, hit.start, hit.end)
        if (block.index, first) in seen:
            continue
        seen.add((block.index, first))
        part = hit.folded.text[first:last]
        said = wording.has("payment.accepted", part) or _led(reading, block) or _asked(block, part)
        if not said or _beside(part, hit):
            continue
        if _BRACKETED.search(part) is not None:
            context.log.reject(METHODS, part, "unfilled placeholder")
            continue
        if wording.has("payment.not_a_method", part):
            context.log.reject(METHODS, part, "about refunds, or says it is not accepted")
            continue
        names = methods_in(part)
        if names:
            yield block, hit.folded.back(first, last), names


def _asked(block: Block, part: str) -> bool:
    """Whether a short line of two names and more answers a question about them ("Quels moyens de paiement ... ?")."""
    asked = block.headings[-1].rstrip() if block.headings and len(block.text) <= _ITEM else ""
    asks = asked.endswith("?") and wording.has("payment.label_methods", fold(asked).text)
    return asks and len(methods_in(part)) > 1


def _answers(document: Document, context: Context) -> Iterator[Said]:
    """Short answers that say it with their question ("Do you accept PayPal?" "Yes.")."""
    for clause in answering(document, context):
        text = clause.text
        if not wording.has("payment.accepted", text) or wording.has("payment.not_a_method", text):
            continue
        names = methods_in(text)
        if names and (names != ["check"] or "pay" in text) and not _GOODS_BACK.search(text):
            yield clause.block, clause.span, names


def _led(reading: Reading, block: Block) -> bool:
    """Whether an item stands in a list that a line opens which says they are accepted ("We accept:")."""
    if block.role != "item" or len(block.text) > _ITEM:
        return False
    place = reading.places.get(block.index)
    while place and place > 0:
        place -= 1
        above = reading.text.blocks[place]
        if above.role != "item":
            lead = reading.text.folded[place].text[-_LEAD:]
            opens = above.role in ("paragraph", "answer", "other") and above.text.endswith((":", "："))
            opens = opens or (above.role == "heading" and "pay" in lead)
            return opens and wording.has("payment.accepted", lead) and not _GOODS_BACK.search(lead)
    return False


def _beside_them(reading: Reading, said: list[Said]) -> Iterator[Said]:
    """Short items next to those that say they are ways to pay ("Vorkasse", "Zahlung per PayPal")."""
    held = {block.index: block for block, _, _ in said if block.role == "item" or block.text[:1] in _DASHES}
    for hit in reading.text.all(wording.anything("payment.method")) if held else ():
        block = hit.block
        other = held.get(block.index - 1) or held.get(block.index + 1)
        if other is None or block.index in held or len(block.text) > _ITEM or block.headings != other.headings:
            continue
        alike = block.role == other.role == "item" or block.text[:1] == other.text[:1] in _DASHES
        folded = fold(block.text).text
        if alike and not wording.has("payment.not_a_method", folded) and (names := methods_in(folded)):
            held[block.index] = block
            yield block, (0, len(block.text)), names


def _titles(document: Document, context: Context) -> list[Said]:
    """The headings of a page about payment that are ways to pay, two or more."""
    if "payment_info" not in context.kinds:
        return []
    heads = [b for b in document.blocks if b.role == "heading" and b.region == "main" and 0 < len(b.text) <= _ITEM]
    found = [(block, (0, len(block.text)), methods_in(fold(block.text).text)) for block in heads]
    named = [one for one in found if one[2]]
    return named if len(named) > 1 else []


def _beside(part: str, hit: Hit) -> bool:
    """Whether the sentence speaks of payment only in passing: card data, fees of refunds, shipping by COD, privacy."""
    return (
        re.search(
            r"information|informac|informaz|informatie|data\b|privacy|personal(?! che(?:ck|que)s?)|chargeback|dispute|statement|number|details|individu|情報|番号|明細|プライバシー|contrat|fraud|手数料は、?(?:返金)|daten|informatie|dati|datos|donnees",
            part,
        )
        is not None
    )


def _lists(reading: Reading) -> list[Said]:
    """A short line of the footer or of the body that is nothing but names of ways to pay ("Visa · Mastercard · PayPal")."""
    found: list[Said] = []
    for hit in reading.text.all(wording.anything("payment.method")):
        block = hit.block
        if (
            block.role in _UI
            or block.area in ("reviews", "related", "cookie")
            or reading.labelled(block, "payment.label_extra")
            or any(block.index == known[0].index for known in found)
        ):
            continue
        text = hit.folded.text
        if len(text) > 140:
            continue
        names = methods_in(text)
        if len(names) < _ROW and not re.search(r"[·•|/,、・]| - ", text):
            continue
        left = wording.anything("payment.method").sub("", text)
        if (len(names) >= 2 or (names and len(marks_in(text)) >= 2)) and len(re.sub(r"[^\w]", "", left)) <= max(
            14, len(text) // 3
        ):
            found.append((block, (0, len(block.text)), names))
    return found


def _badges(reading: Reading) -> list[Said]:
    """Names of ways to pay that stand side by side in elements of their own, three or more: cards drawn as badges."""
    run: list[Said] = []
    for hit in reading.text.all(wording.anything("payment.method")):
        block = hit.block
        if block.role in _UI or block.area in ("reviews", "related", "cookie") or len(block.text) > _BADGE:
            continue
        left = wording.anything("payment.method").sub("", hit.folded.text)
        if re.search(r"\w", left) is not None:
            continue
        if run and block.index == run[-1][0].index:
            continue
        near = bool(run) and block.index - run[-1][0].index == 1 and block.region == run[-1][0].region
        if not near and len(run) >= _ROW:
            break
        run = [*(run if near else ()), (block, (0, len(block.text)), methods_in(hit.folded.text))]
    return run if len({name for _, _, names in run for name in names}) > 1 and len(run) >= _ROW else []


def marks_in(folded: str) -> list[str]:
    """The marks that folded text names."""
    return wording.chosen("payment.mark", folded)


def _drawn(document: Document) -> tuple[list[str], int | None]:
    """The marks among the drawings of the page, and the block beside the first; none where but one is called so.

    A lone icon may be a button of a wallet or a word of another meaning ("discover", "ideal").
    """
    shown = [one for one in document.drawings if one.visible and one.area not in _ELSEWHERE]
    if not shown or not marks_in(_called("\n".join(one.name for one in shown))):
        return [], None
    found: dict[str, int | None] = {}
    for one in shown:
        for mark in marks_in(_called(one.name)):
            found.setdefault(mark, one.block)
    return (list(found), next(iter(found.values()))) if len(found) > 1 else ([], None)


def _called(name: str) -> str:
    return fold(name.replace("-", " ").replace("_", " ")).text


def _shown(document: Document, listed: list[Said], context: Context) -> Iterator[Fact]:
    """Marks: alt texts and file names of small pictures, and lists of card names."""
    names: list[str] = []
    block: Block | None = None
    quote: tuple[int, int] | None = None
    seen: set[str] = set()
    for image in document.images:
        if image.src in seen:
            continue
        seen.add(image.src)
        said = fold(f"{image.alt} {re.sub(r'[._-]+', ' ', image.src.rpartition('/')[2])}").text
        if image.area in _ELSEWHERE or len(said) > 160 or (image.width or 0) > 400:
            continue
        marks = marks_in(said)
        names += [mark for mark in marks if mark not in names]
        if marks and block is None and image.block is not None and image.block < len(document.blocks):
            block = document.blocks[image.block]
    drawn, at = _drawn(document)
    names += [mark for mark in drawn if mark not in names]
    if block is None and at is not None:
        block = document.blocks[at]
    for said_block, span, _ in listed:
        marks = marks_in(fold(said_block.text).text)
        if marks and quote is None:
            block, quote = said_block, span
        names += [mark for mark in marks if mark not in names]
    if names and block is not None:
        yield context.fact(
            MARKS,
            list(names),
            block,
            quote,
            confidence="medium" if quote is None else "high",
            why="names and pictures of cards and wallets",
        )
