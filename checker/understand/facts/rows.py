"""Label and value: rows of tables, definition lists, stacked blocks, "label: value" lines, headings over one statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

from disputelint.checker.late import late
from disputelint.checker.model import Block
from disputelint.checker.model.record import record
from disputelint.checker.understand.facts import korean_foot, wording
from disputelint.checker.understand.facts.address_shapes import Shape, shapes
from disputelint.checker.understand.facts.clauses import TO_FILL, value_at
from disputelint.checker.understand.facts.same import Same
from disputelint.checker.understand.facts.sheet import SPOKEN_BY_OTHERS, Sheet, sheet
from disputelint.checker.understand.linear import compiled
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

LABELS: Final = (
    "business.label_seller",
    "business.label_representative",
    "business.label_registration",
    "contact.label_address",
    "contact.label_phone",
    "contact.label_fax",
    "contact.label_email",
    "contact.label_hours",
    "contact.label_response",
    "contact.label_contact",
    "payment.label_methods",
    "payment.label_timing",
    "payment.label_extra",
    "payment.label_price_row",
)
_INLINE = late(r"^\s*(?P<label>[^:：。.!?！？]{1,40}?)\s*[:：]\s*(?=\S)(?!//)")
_NUMBERED = late(
    r"^\s*(?:§ ?)?[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}(?:[.)]?\s+|[．、]\s*)(?=[^\W\d])"
)  # of a heading: "3.1 Payment"
_BY_CASE: Final = frozenset(("payment.label_timing", "payment.label_extra"))
_BRACKET = late(r"[(（]")
_NTH = late(r":nth-[a-z-]+\(\d+\)")
_WITHIN: Final = ("business.label_seller", "business.label_representative")  # labels also read inside a line
_SELLER: Final = "business.label_seller"
_NEXT_LABEL = late(r"\s*(?:[|｜/·•;,、]\s*|\s)[^\s:：|｜]{1,24}(?:\s[^\s:：|｜]{1,16}){0,2}\s?[:：](?!//)|\s*[|｜]\s")
_ROLES: Final = frozenset(("other", "paragraph", "heading", "label", "term", "item", "cell", "row_header", "caption"))


@record(frozen=True, slots=True)
class Row:
    """A value under a label. The value is `block.text[start:]`; `label` is as the page writes it."""

    label: str
    concepts: frozenset[str]
    block: Block
    start: int = 0
    end: int | None = None  # where the next label of the same line begins; None: the value ends with the block

    @property
    def text(self) -> str:
        """The value's own words."""
        return self.block.text[self.start : self.end].strip()

    @property
    def span(self) -> tuple[int, int]:
        """Where the value stands in its block."""
        said = self.block.text[self.start : self.end]
        return self.start + len(said) - len(said.lstrip()), self.start + len(said)


@lru_cache(maxsize=2048)
def concepts_of(label: str) -> frozenset[str]:
    """The label concepts that a label names."""
    label = _NUMBERED.sub("", label)
    if not label or len(label) > 60:
        return frozenset()
    if _any_label().search(fold(label).text) is None:
        return frozenset()
    return frozenset(concept for concept in LABELS if wording.is_label(concept, label))


@cache
def _any_label() -> Any:
    """A quick first look: lines that are a label, whole or joined with something else."""
    union = "|".join(f"(?:{wording.expression(concept)})" for concept in LABELS)
    marks, joint = r"[^\n\pL\pN(]{0,4}", r"(?:[ /・、,|()&:a-z-]|および|及び|ならびに|並びに|または|又は)"
    return compiled(
        rf"(?m)^(?:{marks}(?:{union})(?:{joint}[^\n]{{0,30}})?|[^\n]{{0,30}}{joint}(?:{union})){marks}$",
        wording.options(),
    )


@dataclass(frozen=True)
class Reading:
    """A page as the commerce facts read it: its own text as one sheet, its labelled values, the labels of each block."""

    text: Sheet
    rows: tuple[Row, ...]
    labels: Mapping[int, frozenset[str]]

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """What on the page has the shape of a postal address."""
        return tuple(shapes(self.text))

    @cached_property
    def places(self) -> dict[int, int]:
        """Block index → its place in `text`."""
        return {block.index: place for place, block in enumerate(self.text.blocks)}

    def of(self, *concepts: str) -> Iterator[Row]:
        """The rows under one of these labels."""
        for row in self.rows:
            if not row.concepts.isdisjoint(concepts):
                yield row

    def labelled(self, block: Block, concept: str) -> bool:
        """Whether this label governs the block."""
        return concept in self.labels.get(block.index, ())


def read(document: Document) -> Reading:
    """The reading of a page; families of one page share it."""
    return _read(Same(document))


@lru_cache(maxsize=1)
def _read(same: Same) -> Reading:
    blocks = same.document.blocks
    text = sheet(blocks, lambda block: block.area not in SPOKEN_BY_OTHERS)
    found = tuple(rows(blocks))
    labels: dict[int, frozenset[str]] = {}
    for row in found:
        labels[row.block.index] = labels.get(row.block.index, frozenset()) | row.concepts
    return Reading(text, (*found, *_within(text, labels), *_at_the_foot(text, labels)), labels)


def _at_the_foot(text: Sheet, labels: Mapping[int, frozenset[str]]) -> Iterator[Row]:
    """Who sells in a line of labels without colons, as Korean shops have it at their foot."""
    if not korean_foot.stands(block.text for block in text.blocks):
        return
    for block in text.blocks:
        if block.text.isascii() or not (block.region == "footer" or korean_foot.stands(iter((block.text,)))):
            continue
        known = labels.get(block.index, frozenset())
        for concept, label, start, end in korean_foot.unmarked(block):
            if concept not in known:
                yield Row(label, frozenset((concept,)), block, start, end)


def _within(text: Sheet, labels: Mapping[int, frozenset[str]]) -> Iterator[Row]:
    """Values whose label stands inside a line ("Shop | Owner: Ann Fox | VAT: ..."), each up to the next label."""
    for hit in text.find(_label_within()):
        if hit.block.role in ("link", "button", "option") or hit.start == 0:
            continue
        first, start = hit.span
        label = hit.block.text[first:start].strip(" 　:：|｜/·•,;、(")
        known = concepts_of(label).intersection(_WITHIN) - labels.get(hit.block.index, frozenset())
        if not known:
            continue
        following = _NEXT_LABEL.search(hit.block.text, start + 1, start + 120)
        yield Row(label, known, hit.block, start, following.start() if following else None)


@cache
def _label_within() -> Any:
    union = "|".join(wording.expression(concept) for concept in _WITHIN)
    return compiled(rf"[ |/·•,;、(] ?(?:{union}) ?:", wording.options())


def rows(blocks: tuple[Block, ...]) -> Iterator[Row]:
    """The labelled values of a page, in page order. A value that is only a picture has an empty text."""
    stack = _Stack()
    named: set[tuple[str, ...]] = set()  # headings under which a block was met; the first may name the seller
    tiers = _tiers(blocks)
    for block in blocks:
        if block.area == "reviews" or not block.readable:  # buyers label nothing of the shop's
            continue
        if block.text[:1] == "要" and TO_FILL.match(block.text) is not None:
            continue
        if (":" in block.text or "：" in block.text) and (inline := _inline(block)) is not None:
            yield inline
        if block.label:
            stack.close()
            if known := concepts_of(block.label):
                known = known - {_SELLER} if block.label in tiers else known
                yield Row(block.label, known, block, value_at(block))
            elif not block.label.isascii() and block.region == "main" and (known := _headed(block)):
                yield Row(block.headings[-1], known, block)  # a case or a plan of the heading's subject
        elif _is_label(block) and not (stack.waits and _titled(block)):
            stack.open(block)
        elif stack.holds(block):
            known = concepts_of(stack.label)
            yield Row(stack.label, known - {_SELLER} if stack.told else known, block)
            stack.told = True
        elif (
            block.role != "heading"
            and block.region == "main"
            and block.headings
            and (known := concepts_of(block.headings[-1]))
        ):
            if _SELLER in known and (block.headings in named or _INLINE.match(block.text) is not None):
                known = known - {_SELLER}
            named.add(block.headings)
            yield Row(block.headings[-1], known, block)


def _tiers(blocks: tuple[Block, ...]) -> frozenset[str]:
    """The labels of rows that go on over several columns ("Operator | $149 | monthly"): names of plans, no labels of a
    value.
    """
    columns = {(block.label, block.column) for block in blocks if block.label and block.column}
    labels = [label for label, _ in columns]
    return frozenset(label for label in labels if labels.count(label) > 1)


@dataclass(slots=True)
class _Stack:
    """A label that stands in a block of its own, and the blocks after it that are its value."""

    label: str = ""
    _path: str = ""
    _value: str = ""  # where the value's blocks stand
    told: bool = False  # its first block was met, which is the one that names a seller
    _term: bool = False  # it is a term of a list, whose value may be empty

    def open(self, block: Block) -> None:
        self.label, self._path, self._value, self.told = block.text, block.selector, "", False
        self._term = block.role == "term"

    @property
    def waits(self) -> bool:
        """Whether a label stands open and nothing of its value has come."""
        return bool(self.label) and not self._value

    def close(self) -> None:
        self.label = self._path = self._value = ""

    def holds(self, block: Block) -> bool:
        """Whether the block is (part of) the value; a label without a value right after it governs nothing."""
        if not self.label:
            return False
        if (
            block.role in ("heading", "button", "link")
            or (self._term and block.role == "term")
            or _alike(block.selector, self._path)
        ):
            self.close()
            return False
        if not self._value:
            parent = _parent(block.selector)
            self._value = block.selector if parent == _parent(self._path) else parent
            return True
        if block.selector == self._value or block.selector.startswith(self._value + " >"):
            return True
        self.close()
        return False


def _parent(selector: str) -> str:
    return selector.rpartition(" > ")[0]


def _alike(one: str, other: str) -> bool:
    """Whether two elements stand at the same place of two rows: same path but for the number of the row."""
    return (
        one != other
        and one.rpartition(" > ")[2] == other.rpartition(" > ")[2]
        and _NTH.sub("", one) == _NTH.sub("", other)
        and _parent(one) != _parent(other)
    )


def _inline(block: Block) -> Row | None:
    match = _INLINE.match(block.text)
    if match is None or match["label"].count("(") + match["label"].count("（") > match["label"].count(")") + match[
        "label"
    ].count("）"):
        return None
    known = concepts_of(match["label"])
    return Row(match["label"], known, block, match.end()) if known else None


def _is_label(block: Block) -> bool:
    return (
        block.role in _ROLES
        and 0 < len(block.text) <= 40
        and block.text[-1:] != "。"
        and not block.links
        and block.area not in SPOKEN_BY_OTHERS
        and _may_be_label(block.text)
        and bool(concepts_of(block.text))
    )


@lru_cache(maxsize=4096)
def _may_be_label(text: str) -> bool:
    """The quick first look at a short text; such texts are the same on many pages of a shop."""
    return _any_label().search(fold(text).text) is not None


def _headed(block: Block) -> frozenset[str]:
    """What of times and charges the nearest heading names; other values stand under labels of their own."""
    return concepts_of(block.headings[-1]) & _BY_CASE if block.headings else frozenset()


def _titled(block: Block) -> bool:
    """Whether a block is a label by what it adds in brackets only: a name with its title, "森 一郎(販売責任者)"."""
    name = _BRACKET.split(block.text, maxsplit=1)[0].strip()
    if 0 < len(name) < len(block.text) and not concepts_of(name):
        return True
    title, _, said = block.text.replace("　", " ").partition(" ")  # "代表社員 森一葉", under "代表者"
    return "business.label_representative" in concepts_of(title) and bool(said) and not concepts_of(said)


def folded(row: Row) -> str:
    """The value, folded."""
    return fold(row.text).text
