"""What a page is to everything after the crawl: blocks of text with their place, links, facts with their proof."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Literal

from disputelint.checker.model.record import record
from disputelint.checker.model.words import (
    CheckoutStep,
    Confidence,
    Device,
    PageKind,
    ReasonCode,
    RegionName,
    Seen,
)

JSON = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]
BlockRole = Literal[
    "heading",
    "paragraph",
    "item",
    "cell",
    "row_header",
    "column_header",
    "term",
    "definition",
    "question",
    "answer",
    "label",
    "button",
    "link",
    "caption",
    "option",
    "image",
    "other",
]
FactSource = Literal[
    "text",
    "meta",
    "json-ld",
    "microdata",
    "opengraph",
    "attribute",
    "image_alt",
    "banner",
    "journey",
    "config",
    "derived",
    "probe",
]


@record(frozen=True, slots=True)
class Box:
    """A rectangle on the page, CSS pixels, from the top left of the document."""

    x: float
    y: float
    width: float
    height: float


@record(frozen=True, slots=True)
class Evidence:
    """Where a statement stands. `quote` is word for word what the page shows, white space folded."""

    page: str
    quote: str
    selector: str = ""
    region: RegionName = "main"
    heading: str = ""
    box: Box | None = None
    device: Device = "desktop"


@record(frozen=True, slots=True)
class Fact:
    """One typed thing the storefront says. `why` is the reason for the confidence, in English, for `--explain`."""

    name: str
    value: JSON
    confidence: Confidence
    evidence: Evidence
    source: FactSource = "text"
    why: str = ""
    block: int | None = None  # index of the block the quote stands in


@record(frozen=True, slots=True)
class Rejected:
    """A candidate that was considered for a fact and dropped, for `facts --explain`."""

    name: str
    quote: str
    why: str
    value: JSON = None


@record(frozen=True, slots=True)
class Block:
    """One run of text that a reader takes as a unit (a paragraph, list item, cell, heading, button), in page order.

    `text` is the page's own, white space folded and nothing else changed; `struck` and `links` are offsets into it.
    """

    index: int
    text: str
    tag: str
    role: BlockRole
    selector: str
    region: RegionName = "main"
    visible: bool = True
    headings: tuple[str, ...] = ()  # the headings this stands under, outermost first
    label: str = ""  # row header, dt, question or form label that governs it
    column: str = ""  # the column header of a cell
    level: int = 0  # of a heading, 1 to 6
    struck: tuple[tuple[int, int], ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()  # start, end, absolute URL
    box: Box | None = None
    font_size: float | None = None  # CSS pixels
    contrast: float | None = None  # WCAG ratio of text to its background
    image_only: bool = False  # holds a picture and no text of its own
    frame: str = ""  # URL of the frame it stands in; empty for the page itself
    area: str = ""  # a part that speaks of something else: related, reviews, breadcrumb, minicart, cookie, search
    opens: bool = False  # stands in a closed <details>: not seen, but one press away, as the answers of a FAQ are

    @property
    def readable(self) -> bool:
        """Whether a buyer reads it: seen, or opened by pressing what it stands under."""
        return self.visible or self.opens


@record(frozen=True, slots=True)
class Link:
    """A link of a page, as a buyer can use it."""

    url: str  # absolute, without fragment
    text: str  # visible text, else aria-label, title or alt of its image
    region: RegionName
    visible: bool
    selector: str
    block: int | None = None
    box: Box | None = None


@record(frozen=True, slots=True)
class Page:
    """One loaded document. `seen == "unread"` says it is known to exist but was not read, with `reason`."""

    url: str
    kinds: tuple[PageKind, ...]
    seen: Seen
    device: Device = "desktop"
    title: str = ""
    language: str = ""  # BCP 47
    status: int | None = None
    step: CheckoutStep | None = None
    reason: ReasonCode | None = None
    detail: str = ""  # what was met, in English: "HTTP 403", "cut at 20 MB"
    template: str = ""  # key of the theme template that seems to make it; pages of one template share it
    empty: Literal["", "empty", "stub", "sample", "unfilled"] = ""
    supported: bool = True  # its language has a lexicon
    found_by: tuple[str, ...] = ()  # footer, header, sitemap, platform_path, ...
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    links: tuple[Link, ...] = field(default=(), repr=False)
    facts: tuple[Fact, ...] = field(default=(), repr=False)
    html: Callable[[], str] | None = field(default=None, repr=False, compare=False)  # the DOM, for `element` leaves

    @property
    def read(self) -> bool:
        """Whether its text was seen."""
        return self.seen != "unread"


@record(frozen=True, slots=True)
class Technology:
    """Something the shop runs on, recognised by `rules/knowledge/fingerprints.yaml`."""

    id: str
    name: str
    category: str  # gateway, wallet, platform, helpdesk_chat, ...
    confidence: float  # 0 to 1
    where: tuple[str, ...]  # page URLs
    signal: str  # what gave it away


@record(frozen=True, slots=True)
class Discovery:
    """How far the search for pages went. Only a complete one can prove that a page is absent."""

    complete: bool
    looked: tuple[str, ...]  # footer, header, menus, sitemap, platform_paths, dialogs, frames
    missed: tuple[tuple[str, ReasonCode], ...] = ()  # what could not be looked at, and why


@record(frozen=True, slots=True)
class Amount:
    """Money as met on the journey. `amount` in major units."""

    label: str
    text: str
    amount: float | None
    currency: str | None
    tax: str = ""


@record(frozen=True, slots=True)
class Step:
    """One step of the walk: what was done, what page it led to, the amounts seen."""

    index: int
    action: str
    page: str
    kind: PageKind
    step: CheckoutStep | None = None
    device: Device = "desktop"
    reached: bool = True
    reason: ReasonCode | None = None
    detail: str = ""
    amounts: tuple[Amount, ...] = ()
    shot: str | None = None  # SHA-256 of a JPEG in the snapshot
    scroll: tuple[float, float] = (0.0, 0.0)  # how far the page was scrolled when it was taken, CSS pixels


@record(frozen=True, slots=True)
class Site:
    """The storefront as understood: all that the engine judges. Pages are sorted by URL, then device."""

    url: str
    name: str
    date: str  # ISO 8601 date of the snapshot
    pages: tuple[Page, ...]
    facts: tuple[Fact, ...]  # said by the site as a whole: header, footer, config, journey, derived from several pages
    discovery: Discovery
    technologies: tuple[Technology, ...] = ()
    platform: str | None = None
    gateways: tuple[str, ...] = ()
    market: str | None = None  # ISO 3166
    languages: tuple[str, ...] = ()
    sells: tuple[str, ...] = ()  # physical, digital, subscription, service, preorder
    steps: tuple[Step, ...] = ()
    devices: tuple[Device, ...] = ("desktop",)
    journey: Literal["walked", "partial", "off", "not_authorized", "failed"] = "off"
    journey_reason: ReasonCode | None = None
    files: bool = False  # plain HTML files: nothing was crawled, and there is no coverage gate
    aliases: dict[str, str] = field(default_factory=dict)  # other addresses that links may call a page by -> its URL
