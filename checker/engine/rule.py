"""A rule as loaded: frozen, checked, with its tree of assertions. `load.py` makes it from YAML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from disputelint.checker.model import JSON, Confidence, PageKind, RegionName, Severity, Subject, Text, Who
from disputelint.checker.model.record import record

PlaceName = Literal["header", "footer", "buy_box", "pay_button", "policy_section", "head"]
Comparison = Literal["equal", "at_most", "at_least", "less", "more", "similar", "shares_word"]
Keywords = dict[str, JSON]  # JSON Schema keywords and our own, checked by load.py


@record(frozen=True, slots=True)
class Scope:
    """Where a leaf looks. None and () mean: not narrowed."""

    pages: tuple[str, ...] = ()  # kinds, or kind.step
    regions: tuple[RegionName, ...] = ()
    visible: bool | None = None
    min_size: float | None = None  # CSS pixels
    min_contrast: float | None = None  # WCAG ratio
    anywhere: bool = False  # what another page that was read says counts as well

    @property
    def needs_layout(self) -> bool:
        """Whether only a rendered page can answer."""
        return self.min_size is not None or self.min_contrast is not None


@record(frozen=True, slots=True)
class Anchor:
    """What a `near` or `inside` refers to: a fact's place or the elements of a CSS selector."""

    fact: str = ""
    css: str = ""


@record(frozen=True, slots=True)
class Part:
    """One of several things that a rule asks for: what it is called, and the requirements that ask for it alone."""

    name: Text | None = None
    requirements: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class All:
    """Every child holds."""

    of: tuple[Node, ...]
    path: str


@record(frozen=True, slots=True)
class AnyOf:
    """One child holds."""

    of: tuple[Node, ...]
    path: str


@record(frozen=True, slots=True)
class Not:
    """The child does not hold."""

    of: Node
    path: str


@record(frozen=True, slots=True)
class AtLeast:
    """So many children hold."""

    count: int
    of: tuple[Node, ...]
    path: str


@record(frozen=True, slots=True)
class FactLeaf:
    """A fact is stated, with some value (`every`: with all values) as the keywords say."""

    name: str
    path: str
    every: bool = False
    keywords: Keywords = field(default_factory=dict)
    where: Keywords = field(default_factory=dict)
    scope: Scope = Scope()


@record(frozen=True, slots=True)
class SameLeaf:
    """All statements of a fact agree, in the keys `by`; only those with equal keys `per` are compared."""

    name: str
    path: str
    by: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    where: Keywords = field(default_factory=dict)
    scope: Scope = Scope()


@record(frozen=True, slots=True)
class Side:
    """One side of a comparison; `key` picks a part of the value."""

    fact: str
    where: Keywords = field(default_factory=dict)
    pages: tuple[str, ...] = ()
    key: str = ""


@record(frozen=True, slots=True)
class CompareLeaf:
    """Two facts stand in a relation. `tolerance` is in the values' own unit; of `similar`, from 0 to 1."""

    left: Side
    relation: Comparison
    right: Side
    path: str
    tolerance: float = 0.0
    scope: Scope = Scope()


@record(frozen=True, slots=True)
class LinkLeaf:
    """A link leads to a page of some kind that loads and is no stub."""

    to: str
    path: str
    source: Literal["header", "nav", "main", "footer", "any"] = "any"
    visible: bool | None = None
    max_clicks: int = 1
    near: Anchor | None = None
    inside: Anchor | None = None
    scope: Scope = Scope()


@record(frozen=True, slots=True)
class PageLeaf:
    """A page of this kind is there and has content of its own."""

    kind: str
    path: str
    scope: Scope = Scope()


@record(frozen=True, slots=True)
class TextLeaf:
    """Wording occurs: a concept of the lexicon or an RE2 pattern ("" as language: for all)."""

    path: str
    concept: str = ""
    patterns: tuple[tuple[str, str], ...] = ()
    near: Anchor | None = None
    inside: Anchor | None = None
    scope: Scope = Scope()


@record(frozen=True, slots=True)
class ElementLeaf:
    """An element is there, by CSS selector, ARIA role and accessible name (RE2)."""

    path: str
    css: str = ""
    role: str = ""
    name: str = ""
    near: Anchor | None = None
    inside: Anchor | None = None
    scope: Scope = Scope()


Leaf = FactLeaf | SameLeaf | CompareLeaf | LinkLeaf | PageLeaf | TextLeaf | ElementLeaf
Node = All | AnyOf | Not | AtLeast | Leaf


@record(frozen=True, slots=True)
class Applies:
    """To which shops a rule speaks. Keys and-ed, values or-ed; empty: to all."""

    sells: tuple[str, ...] = ()
    market: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()
    gateway: tuple[str, ...] = ()
    language: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class ExamplePage:
    """One page of an example."""

    html: str
    kinds: tuple[PageKind, ...] = ()
    path: str = ""
    step: str = ""
    language: str = ""
    device: str = ""
    status: int = 200
    probes: dict[str, JSON] = field(default_factory=dict)  # what was measured of its countdowns and counters


@record(frozen=True, slots=True)
class Example:
    """A small shop, and what the rule must say of it."""

    verdict: Literal["pass", "fail", "inconclusive", "not_applicable"]
    pages: tuple[ExamplePage, ...]
    index: int = 0
    language: str = ""
    config: dict[str, JSON] = field(default_factory=dict)
    date: str = ""
    device: str = ""
    unread: tuple[PageKind, ...] = ()
    reason: str = ""
    count: int | None = None
    quote: str = ""
    breaks: tuple[str, ...] = ()
    title: str = ""


@record(frozen=True, slots=True)
class Rule:
    """One rule. `file` is where it stands, for errors; `topic` its folder."""

    id: str
    topic: str
    file: str
    title: Text
    severity: Severity  # the ceiling
    confidence: Confidence
    who: Who
    subject: Subject
    expect: Node
    message: Text
    fix: Text
    reasons: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    own_tags: tuple[str, ...] = ()
    applies: Applies = Applies()
    after: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    place: PlaceName | None = None
    when: Node | None = None
    clause: dict[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()  # of the members of the `all` of expect, in their order
    notes: Text | None = None
    examples: tuple[Example, ...] = ()

    @property
    def tags(self) -> frozenset[str]:
        """What `--select` and `--ignore` know it by, beside its id: own tags, topic, who mends it, dispute reasons."""
        return frozenset((*self.own_tags, self.topic, self.who, *self.reasons))


def leaves(node: Node | None) -> Iterator[Leaf]:
    """The leaves of a tree, from left to right."""
    if node is None:
        return
    if isinstance(node, (All, AnyOf, AtLeast)):
        for child in node.of:
            yield from leaves(child)
    elif isinstance(node, Not):
        yield from leaves(node.of)
    else:
        yield node


def kind_of(page: str) -> str:
    """The page kind of a `pages` entry: "checkout" of "checkout.review"."""
    return page.split(".", 1)[0]
