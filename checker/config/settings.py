"""One frozen Config: what file, environment and flags come to. `load.py` makes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from disputelint.checker.model import JSON, Confidence, Language

FailOn = Literal["error", "warning", "note", "never"]


@dataclass(frozen=True, slots=True)
class Storefront:
    """What the shop says of itself. None: not said, to be detected."""

    url: str | None = None
    name: str | None = None
    market: str | None = None  # ISO 3166
    languages: tuple[str, ...] | None = None
    currencies: tuple[str, ...] | None = None
    sells: tuple[str, ...] | None = None
    gateways: tuple[str, ...] | None = None
    business_name: str | None = None
    statement_descriptor: str | None = None
    authorized_by: str | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """An accepted finding. `expires` is as written; its last day (UTC) counts, an unreadable date is expired."""

    rule: str
    reason: str
    owner: str
    expires: str
    url: str | None = None  # glob
    fingerprint: str | None = None
    spot: str = ""  # file:line:column


@dataclass(frozen=True, slots=True)
class Override:
    """Rule settings for pages whose URL matches a glob; site verdicts only by `**`."""

    url: str
    rules: dict[str, JSON] = field(default_factory=dict)
    spot: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """Secrets and how to get in. Never written to any output or snapshot."""

    headers: tuple[tuple[str, str], ...] = ()
    cookies: tuple[tuple[str, str], ...] = ()
    basic_auth: tuple[str, str] | None = None
    storefront_password: str | None = None
    share_key: str | None = None  # opens a shop that shows a coming-soon page
    missing: tuple[str, ...] = ()  # variables that the configuration names and that are not set here: no secrets
    withheld: str = ""  # why secrets are kept from this run ("fork", "dependabot"): no secret

    def entered_with(self) -> tuple[str, ...]:
        """What is given to get in, by name, never by value."""
        names = ["storefront password"] if self.storefront_password else []
        names += ["share key"] if self.share_key else []
        names += ["basic authentication"] if self.basic_auth else []
        names += [f"cookie {name}" for name, _ in self.cookies]
        return (*names, *(f"header {name}" for name, _ in self.headers))

    def secrets(self) -> tuple[str, ...]:
        """Every secret string, for masking. An address (Signature-Agent) is none, and stands in many pages."""
        held = [value for _, value in (*self.headers, *self.cookies) if not value.strip('"').startswith("https://")]
        held += [part for part in (self.basic_auth or ()) if part]
        held += [self.storefront_password] if self.storefront_password else []
        held += [self.share_key] if self.share_key else []
        return tuple(secret for secret in held if secret)


@dataclass(frozen=True, slots=True)
class Variables:
    """Names of the environment variables that hold the secrets (`access:` in the file); their values are in Access."""

    storefront_password: str | None = None
    share_key: str | None = None
    basic_auth: str | None = None
    headers: dict[str, str] = field(default_factory=dict)  # header -> variable
    cookies: dict[str, str] = field(default_factory=dict)  # cookie -> variable


@dataclass(frozen=True, slots=True)
class Crawl:
    """How far and how fast."""

    max_pages: int = 100
    max_products: int = 12
    include: tuple[str, ...] = ()  # URL globs
    exclude: tuple[str, ...] = ()
    jobs: int = 0  # 0: min(4, 2 x cores)
    rate: float = 2.0  # page loads a second; loopback is unlimited
    timeout: float = 900.0  # seconds, whole run
    page_timeout: float = 30.0  # seconds, one page
    render: Literal["planned", "all", "none"] = "planned"
    device: Literal["desktop", "mobile", "both"] = "desktop"
    locale: str = ""
    seed: int = 0
    images: bool = True  # False: no photographs
    browser_path: str | None = None
    cache_dir: str | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """The walk to the checkout."""

    on: bool = True
    email: str | None = None
    timeout: float = 120.0  # seconds


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules, and how they count."""

    extends: tuple[str, ...] = ()
    rules: dict[str, JSON] = field(default_factory=dict)  # id -> "off" | severity | {options}
    overrides: tuple[Override, ...] = ()
    folders: tuple[str, ...] = ()  # own rule folders
    packs: tuple[str, ...] = ()
    gateways: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: Confidence = "medium"


@dataclass(frozen=True, slots=True)
class Gate:
    """What makes the exit code."""

    fail_on: FailOn = "error"
    on_inconclusive: Literal["fail", "warn"] = "fail"
    require: tuple[str, ...] | None = None  # page kinds; None: DESIGN's default
    waivers: tuple[Waiver, ...] = ()
    use_waivers: bool = True
    baseline: str | None = None
    write_baseline: bool = False
    accept_new: bool = False
    today: str | None = None  # --now: ISO date for waivers and baseline age


@dataclass(frozen=True, slots=True)
class Serve:
    """A command that starts a local storefront, and the URL to wait for."""

    command: str
    url: str


@dataclass(frozen=True, slots=True)
class Brand:
    """An agency's name on the reports."""

    name: str = ""
    logo: str = ""
    colour: str = ""
    intro: str = ""
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a run needs to know, resolved."""

    lang: Language = "en"
    storefront: Storefront = Storefront()
    access: Access = Access()
    variables: Variables = Variables()
    crawl: Crawl = Crawl()
    journey: Journey = Journey()
    choice: Choice = Choice()
    gate: Gate = Gate()
    serve: Serve | None = None
    theme: str | None = None
    theme_marker: str | None = None
    brand: Brand = Brand()
    file: str | None = None  # the configuration file it came from
    sources: dict[str, str] = field(default_factory=dict)  # key -> "flag" | "environment" | "file:line" | "default"
