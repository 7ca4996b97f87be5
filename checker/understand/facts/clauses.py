"""Clauses: the sentences of a page's blocks, each with what governs it (lead-in, label, column, headings, page kind).

Left out is what is not the page's statement: hidden text, menus, buttons, form options, recommended goods and reviews.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from disputelint.checker.model import Block, PageKind
from disputelint.checker.model.record import record
from disputelint.checker.understand.blocks import is_menu
from disputelint.checker.understand.facts.answers import NOTHING, Asked, Before, completed, same_section
from disputelint.checker.understand.facts.completed import names_quantity, offered, tells_time, timed
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.pieces import Piece, continues, names_list, pieces
from disputelint.checker.understand.facts.said import Said, in_column, said
from disputelint.checker.understand.lazily import lazily
from disputelint.checker.understand.lexicon import Lexicon, Scan
from disputelint.checker.understand.lexicon import lexicon as shipped_lexicon
from disputelint.checker.understand.normalize import fold
from disputelint.checker.understand.quantities import Duration, Money, find_money
from disputelint.checker.understand.rowlabels import before_colon

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_DEPTH: Final = 9  # levels that may govern a clause: headings, and its label, column and lead-in
TO_FILL: Final = re.compile(
    r"要(?:記入|記載|確認|入力|追記|修正|確定)[:：]"
)  # "要記入:代表者のお名前": not filled in yet
_FREE_FOR_ALL: Final = re.compile(
    r"^\W{0,3}free (?:\w+ ){0,2}(?:shipping|delivery)(?: (?:on|for|with|to) (?:all|every|any|everyone)\b| ?(?:&|and|\+) (?:free |easy )*returns\b)"
)
_ASKED: Final = 120  # characters of a question that its answer follows in the same block
_OFFER: Final = 80  # characters of a heading that is an offer
_SKIPPED_ROLES: Final = frozenset(("button", "link", "option", "label", "image", "heading", "question", "term"))
_AROUND: Final = frozenset(("footer", "header", "banner"))  # regions to which the headings of the page do not speak
_CLOSED: Final = "】〉》＞>]］」"  # ends of a label in brackets that its value follows at once
_OPENS: Final = (":", "：")  # what ends a block that leads in what comes next
_NOT_SAID: Final = frozenset(("related", "reviews", "minicart", "cookie", "search"))  # areas that others speak in
_SIDE_BY_SIDE: Final = re.compile(r"[&,/+、・]|\b(?:and|und|et|y|e|en)\b")
_CASE: Final = re.compile(r"\b(?:if|when|where|unless|wenn|falls|si|se|als|indien) ?: ?(?:/|$)")
_OF_ORDERS: Final = frozenset(("shipping", "payment"))
_OF_RETURNS: Final = frozenset(("refund", "return_procedure", "fault", "money_back"))
_OF_GOODS: Final = frozenset(("conditions", "exclusions"))
_KIND_TOPICS: Final[dict[PageKind, tuple[str, ...]]] = {
    "refund_policy": ("refund",),
    "shipping_policy": ("shipping",),
    "cancellation": ("cancel",),
    "privacy": ("privacy",),
    "payment_info": ("payment",),
    "order_tracking": ("tracking", "shipping"),
    "contact": ("contact",),
}
TOPICS: Final = [
    "refund",
    "fault",
    "money_back",
    "paid_back",
    "return_procedure",
    "conditions",
    "exclusions",
    "cancel",
    "shipping",
    "handling",
    "delivery",
    "cost",
    "customs",
    "delay",
    "tracking",
    "regions",
    "payment",
    "warranty",
    "privacy",
    "contact",
    "subscription",
    "related",
]


@lru_cache(maxsize=4096)
def topics_of(text: str, language: str, lexicon: Lexicon) -> frozenset[str]:
    """What a heading, label or question is about."""
    scan = lexicon.scan(text[:300], language, "topics")
    topics = frozenset(topic for topic in TOPICS if f"topic_{topic}" in scan)
    if "topic_address" in scan:
        topics -= {"fault"}
    return topics - {"conditions"} if "topic_terms" in scan else topics


@record(frozen=True, slots=False)
class Clause:
    """One sentence (or item, or cell) of a block."""

    block: Block
    piece: Piece
    text: str  # folded, with what must not be read blanked
    said: Said = field(repr=False)  # what the text says wherever it stands
    known: dict[tuple[str, ...], bool] = field(repr=False)  # what `has` answered for this text
    levels: tuple[frozenset[str], ...]  # topics of lead-in, label, column, headings inside out, page kind
    reach: tuple[frozenset[str], ...] = field(repr=False)  # what none of the levels is about, the nearest one, two ...
    governed: str  # folded text of lead-in, label and column
    language: str
    eastern: bool  # Chinese, Japanese or Korean, where words stand in another order and without blanks
    place: int = 0  # its number among the clauses of the page
    shift: int = (
        0  # how far its words stand behind where they stand in the piece, as `text` opens with what they answer
    )

    @property
    def start(self) -> int:
        """Where it begins in `block.text`."""
        return self.piece.start

    @property
    def end(self) -> int:
        """Where it ends in `block.text`."""
        return self.piece.end

    @property
    def number(self) -> int:
        """Its number among the clauses of its block."""
        return self.piece.number

    @property
    def quote(self) -> str:
        """Its own words."""
        return self.piece.quote

    @lazily
    def scan(self) -> Scan:
        """What the lexicon finds in it."""
        return self.said.scan

    @lazily
    def governing(self) -> Scan:
        """What the lexicon finds in its lead-in, label and column."""
        return said(self.governed, self.language).scan

    @lazily
    def durations(self) -> tuple[Duration, ...]:
        """Its spans of time."""
        return self.said.durations

    @lazily
    def money(self) -> tuple[Money, ...]:
        """Its amounts."""
        return self.said.money

    @lazily
    def faulty(self) -> bool:
        """Whether it names a fault that goods have, not one that they must not have ("ni abîmé", "not damaged")."""
        return self.said.faulty

    def has(self, *concepts: str) -> bool:
        """Whether one of the concepts occurs in it."""
        known = self.known.get(concepts)
        return self.said.scan.answer(concepts) if known is None else known

    def said_before(self, *concepts: str) -> bool:
        """Whether one of the concepts occurs in the part of the block before it."""
        return self.piece.after(concepts)

    def about(self, *topics: str, within: int = _DEPTH) -> bool:
        """Whether one of the nearest `within` levels is about one of the topics; more than nine are none."""
        return not self.reach[within].isdisjoint(topics)

    @lazily
    def both(self) -> bool:
        """Whether its nearest heading names sending and returns side by side ("Shipping & returns")."""
        if not {"refund", "shipping"} <= self.levels[0] or not self.block.headings:
            return False
        return _SIDE_BY_SIDE.search(self.block.headings[-1].casefold()) is not None

    @lazily
    def case(self) -> bool:
        """Whether its lead-in ends with "if:", so that it names a case and makes no statement."""
        return ":" in self.governed and _CASE.search(self.governed) is not None

    @lazily
    def elsewhere(self) -> bool:
        """Whether the nearest of its headings that says so is about sending or paying, not about returns."""
        for level in self.levels[:3]:
            if not level.isdisjoint(_OF_RETURNS):
                return False
            if not level.isdisjoint(_OF_ORDERS):
                return True
            if not level.isdisjoint(_OF_GOODS):
                return False
        return False

    @property
    def span(self) -> tuple[int, int]:
        """Its place in the block's text."""
        return self.piece.start, self.piece.end

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The place in the block's text of a span of `text`."""
        first, last = self.piece.folded.back(max(0, start - self.shift), max(0, end - self.shift))
        return self.piece.start + first, self.piece.start + last


@record(frozen=True, slots=True)
class _Under:
    """What clauses stand under; those of a section share it."""

    levels: tuple[frozenset[str], ...]
    reach: tuple[frozenset[str], ...]  # the topics of no level, of the first one, of the first two, up to nine
    related: bool  # one of the levels is about other goods


@lru_cache(maxsize=4096)
def _under(levels: tuple[frozenset[str], ...]) -> _Under:
    reach = list(accumulate(levels[:_DEPTH], frozenset.union, initial=frozenset[str]()))
    filled = (*reach, *[reach[-1]] * (_DEPTH + 1 - len(reach)))
    return _Under(levels, filled, any("related" in level for level in levels))


def clauses_of(document: Document, context: Context) -> tuple[Clause, ...]:
    """The clauses of a page in order; worked out once per context. Empty for a language without a lexicon."""
    if "clauses" not in context.cache:
        supported = context.lexicon.supports(context.language)
        context.cache["clauses"] = tuple(_clauses(document, context)) if supported else ()
    found: tuple[Clause, ...] = context.cache["clauses"]
    return found


def answering(document: Document, context: Context) -> Iterator[Clause]:
    """The clauses whose text opens with the question or label that they answer: they say more than their own words."""
    return (clause for clause in clauses_of(document, context) if clause.shift)


def _clauses(document: Document, context: Context) -> list[Clause]:
    language, lex = context.language, context.lexicon
    found: list[Clause] = []
    headed = _headed(context)
    lead: Block | None = None
    listed = ""  # the mark of the items under a lead that names a list
    labels = {block.label for block in document.blocks}
    before = Before(language)
    for number, block in enumerate(document.blocks):
        said, role = block.text, block.role
        if not said or not (block.visible or block.opens) or block.region == "nav" or block.area in _NOT_SAID:
            continue
        if role == "row_header" and said in labels and not tells_time(said, headed(block).reach[2]):
            continue  # it governs the cells beside it and says nothing itself
        if said[0] == "要" and TO_FILL.match(said) is not None:
            continue
        stated = len(said) > 60 if role == "link" else role == "heading" and _offers(said, language)
        stated = stated or (role == "link" and _linked_offer(block, language))
        if (role in _SKIPPED_ROLES and not stated) or (block.links and is_menu(said, block.links)):
            lead = None
            before.skipped(block)
            continue
        if lead is not None and role != "item" and not continues(said):
            lead = None
        if lead is not None and names_list(lead.text):
            mark = _mark(block)
            listed = listed or mark
            if mark != listed or (lead.role == mark and not _numbered_below(lead, block)):
                lead = None
        under, governed = headed(block), ""
        label = block.label or ("" if said.isascii() else before_colon(said))
        if lead is not None or label or block.column:
            texts = [text for text in (lead.text if lead else "", label, block.column) if text]
            led = [t.rpartition(". ")[2] if lead and t is lead.text else t for t in texts]  # what leads a list
            on = [topics_of(e, language, lex) or topics_of(t, language, lex) for e, t in zip(led, texts, strict=True)]
            under = _under((*on, *under.levels))
            governed = fold(" / ".join(texts)).text
        asked = before.answered(block)
        if under.related:
            continue
        if before.quantity is not None and names_quantity(named := fold(said).text):
            _add(found, before.quantity, under, named, language, Asked(named), False)
        more = same_section(block, next(iter(document.blocks[number + 1 : number + 2]), None))
        before.left = _add(found, block, under, governed, language, asked, more)
        if len(said) < 300 and (said.rstrip()[-1:] in _OPENS or (not said.isascii() and names_list(said))):
            lead, listed = block, ""
        elif role != "item":
            lead = lead if lead is not None and continues(said) else None
    return found


@lru_cache(maxsize=1024)
def _offers(text: str, language: str) -> bool:
    """Whether a heading states of itself when parcels come or from which amount they come free, as bars of promises do."""
    if len(text) > _OFFER:
        return False
    folded = fold(text).text
    if timed(folded) or (language[:2] == "en" and offered(folded)):
        return True
    if not any(char.isdigit() for char in text):
        return _promises(text, language)
    free = shipped_lexicon().either(language, "says_free_shipping")
    return free is not None and free.has(folded) and bool(find_money(folded, language))


def _linked_offer(block: Block, language: str) -> bool:
    """Whether a link states of itself when shipping is free: with an amount anywhere, without one in a bar around the page."""
    text = block.text
    if any(char.isdigit() for char in text):
        return _offers(text, language)
    return block.region in _AROUND and _promises(text, language)


def _promises(text: str, language: str) -> bool:
    """Whether a heading or the link of a bar is itself the promise that shipping is free, with no amount."""
    return language[:2] == "en" and len(text) <= _OFFER and _FREE_FOR_ALL.search(fold(text).text) is not None


def _headed(context: Context) -> Callable[[Block], _Under]:
    """What a block stands under by its headings and the kind of the page."""
    kinds = frozenset(topic for kind in context.kinds for topic in _KIND_TOPICS.get(kind, ()))
    known: dict[tuple[tuple[str, ...], str], _Under] = {}

    def under(block: Block) -> _Under:
        key = (block.headings, block.region)
        found = known.get(key)
        if found is None:
            said = () if block.region in _AROUND else block.headings
            levels = [topics_of(text, context.language, context.lexicon) for text in reversed(said)]
            found = known[key] = _under((*levels, kinds if block.region == "main" else frozenset()))
        return found

    return under


def _mark(block: Block) -> str:
    """What marks a block as one item of a list; numbers are one mark."""
    if block.role == "item":
        return "item"
    first = block.text[:1]
    if first in "(（①②③④⑤⑥⑦⑧⑨" or first.isdigit():
        return "1"
    return "a" if first.isascii() and first.isalpha() and continues(block.text) else first


def _numbered_below(lead: Block, block: Block) -> bool:
    """Whether an item has a number and the item that leads it in has none of its kind ("二、以下情况:", "1、...")."""
    return block.text[:1].isdecimal() and not lead.text[:1].isdecimal()


def is_item(clause: Clause) -> bool:
    """Whether a clause is an item of a list, by its markup or by a bullet or number in front of it."""
    return clause.block.role == "item" or continues(clause.quote)


def _add(
    found: list[Clause], block: Block, under: _Under, governed: str, language: str, answers: Asked, more: bool
) -> Asked:
    """Add the clauses of a block to those of the page. `answers` is what it answers, `more` whether another block goes on
    under the same; returned is what that one answers then.
    """
    lead = asked = ""
    every = pieces(block.text, block.struck, language, value_at(block))
    for piece in every:
        text, own, shift = piece.text, piece.said, 0
        if lead and (lead == asked or not continues(block.text[piece.start : piece.end])):
            lead = ""
        if asked and not lead:
            lead = asked
        near, within = under, governed
        if lead:
            near = _under((topics_of(lead, language, shipped_lexicon()), *under.levels))
            within = f"{lead} / {governed}"
        counted = in_column(text, fold(block.column).text, language) if block.column else None
        if counted is not None:
            own = counted
        elif answers.words:
            last = not more and piece is every[-1]
            opens, cut, answers = completed(answers, text, last=last)
            if opens:
                text, shift = f"{opens}{text[cut:]}", len(opens) - cut
                own = said(text, language)
        levels, reach, place = near.levels, near.reach, len(found)
        found.append(
            Clause(block, piece, text, own, own.known, levels, reach, within, language, own.eastern, place, shift)
        )
        if piece.lists:
            lead = text
        elif piece.quote.endswith("?") and not own.eastern and len(text) <= _ASKED:
            asked = text
            answers = Asked(text) if language[:2] == "en" else NOTHING
    return answers


def value_at(block: Block) -> int:
    """Where a block's statement begins: behind its label, where the block itself opens with that."""
    label = block.label
    if not label or not block.text.startswith(label):
        return 0
    if block.text.startswith(" ", len(label)):
        return len(label) + 1
    return len(label) if label[-1] in _CLOSED else 0
