"""What a snapshot holds, in memory: written by crawl as it goes, read by understand. No clock, no network here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field

from disputelint.checker.model import JSON, CheckoutStep, Device, Discovery, PageKind, ReasonCode, Seen, Step
from disputelint.checker.model.record import record


@record(frozen=True, slots=True)
class Layout:
    """How one element was laid out. CSS pixels from the document's top left; `contrast` is the WCAG ratio."""

    x: float
    y: float
    width: float
    height: float
    visible: bool
    font_size: float
    contrast: float | None = None


@record(frozen=True, slots=True)
class Frame:
    """A frame inside a page that was read (a third-party policy frame, a help widget)."""

    url: str
    html: str
    selector: str = ""  # of the iframe in its page
    reason: ReasonCode | None = None  # why it could not be read; html is then ""


@record(frozen=True, slots=True)
class Load:
    """One page load. `body` gives the server's answer, `dom` the rendered tree, both decoded text.

    In `dom` every element with text of its own carries `data-dl="N"`; `layout[N]` is how it was laid out. Open shadow
    roots are inlined as `<dl-shadow>` children, and text that opening a dialog, menu or accordion revealed is in place.
    A page that is known and was not read has `seen="unread"`, a reason and a detail.
    """

    url: str  # as asked for, normalised: the page's identity
    final_url: str
    device: Device
    seen: Seen
    status: int | None = None
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    reason: ReasonCode | None = None
    detail: str = ""
    redirects: tuple[str, ...] = ()
    found_by: tuple[str, ...] = ()  # footer, header, menu, main, sitemap, platform_path, dialog, journey, target, ...
    link_texts: tuple[str, ...] = ()  # what links call this page, most frequent first
    canonical: str = ""
    fetched_at: str = ""  # ISO 8601 UTC
    requests: tuple[str, ...] = ()  # URLs of subresources asked for, blocked ones too
    globals: tuple[str, ...] = ()  # names of known globals found on window
    cookies: tuple[str, ...] = ()  # names only
    frames: tuple[Frame, ...] = ()
    layout: Sequence[Layout | None] = field(default=(), repr=False)  # read back on demand
    kind_hint: PageKind | None = None  # of journey pages, `--kind`, rule examples
    step_hint: CheckoutStep | None = None
    probes: dict[str, JSON] = field(default_factory=dict)  # timers, counters, controls and what was measured of them
    aliases: tuple[str, ...] = ()  # other addresses that links may call it by: `/about` of the file about.html
    reused: str = ""  # ISO 8601 UTC, of a load that an earlier run made (`fetched_at`): when nothing of it had changed
    source: str = ""  # of a plain file: its path as given, with forward slashes
    body: Callable[[], str] | None = field(default=None, repr=False, compare=False)
    dom: Callable[[], str] | None = field(default=None, repr=False, compare=False)
    raw: Callable[[], bytes] | None = field(default=None, repr=False, compare=False)  # the answer's bytes (a PDF)

    def html(self) -> str:
        """The rendered tree when there is one, else the server's answer, else ""."""
        if self.dom is not None:
            return self.dom()
        return self.body() if self.body is not None else ""


@record(frozen=True, slots=True)
class Refusal:
    """A request that the guard did not let through."""

    method: str
    url: str
    page: str
    why: str


@record(frozen=True, slots=True)
class Meta:
    """What is said about the crawl as a whole."""

    target: str
    origin: str
    date: str  # ISO 8601 UTC, of the start
    locale: str = ""
    devices: tuple[Device, ...] = ("desktop",)
    browser: str = ""
    tool_version: str = ""
    authorized_by: str = ""
    render: str = "planned"
    seed: int = 0
    files: bool = False  # plain HTML files: no crawl, no coverage gate
    truncated: str = ""  # why the crawl ended early: "timeout", "interrupted"
    journey: str = "off"  # walked, partial, off, not_authorized, failed
    journey_reason: ReasonCode | None = None
    journey_detail: str = ""
    theme_proof: dict[str, JSON] = field(default_factory=dict)
    entry: dict[str, JSON] = field(default_factory=dict)  # how the shop was entered (crawl/entry.py); never a secret
    settings: dict[str, JSON] = field(default_factory=dict)  # the crawl settings that shaped it; never a secret
    aliases: dict[str, str] = field(default_factory=dict)  # other addresses of pages that were read -> the Load's URL
    kept: dict[str, JSON] = field(default_factory=dict)  # with --cache-dir: why loads were made anew, what went wrong


@record(frozen=True, slots=True)
class Snapshot:
    """Everything one crawl saw. Loads are sorted by URL, then device."""

    meta: Meta
    loads: tuple[Load, ...]
    discovery: Discovery
    steps: tuple[Step, ...] = ()
    refused: tuple[Refusal, ...] = ()
    beside_robots: tuple[str, ...] = ()  # pages read whatever robots.txt says, as a buyer is sent there
    shots: Callable[[str], bytes | None] | None = field(default=None, compare=False)  # JPEG by SHA-256
    clips: dict[str, str] = field(default_factory=dict)  # place (as the photographer names it) -> SHA-256 of its shot
