"""Small sites made by hand, and rules written as YAML, for the tests of the engine."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from disputelint.checker import yamlfile
from disputelint.checker.config import Config
from disputelint.checker.engine.catalogue import Catalogue, Reason
from disputelint.checker.engine.judge import Judgement, judge
from disputelint.checker.engine.load import Known, check_shape, load_rule
from disputelint.checker.engine.requirement import Authority, Requirement
from disputelint.checker.engine.rule import Rule
from disputelint.checker.errors import RuleError
from disputelint.checker.model import Block, Discovery, Evidence, Fact, Link, Page, Site, Text

ORIGIN = "https://shop.test"
COMPLETE = Discovery(True, ("footer", "header", "sitemap"))
REASONS = {name: Reason(name, "consumer", Text(name, name), Text(name, name)) for name in ("general", "not_received")}
AUTHORITIES = {
    "stripe": Authority("stripe", "gateway", Text("Stripe", "Stripe"), "", ("stripe",), True),
    "paypal": Authority("paypal", "gateway", Text("PayPal", "PayPal"), "", ("paypal",), True),
    "klarna": Authority("klarna", "gateway", Text("Klarna", "Klarna"), "", ("klarna",)),
    "visa": Authority("visa", "network", Text("Visa", "Visa")),
    "jp-law": Authority("jp-law", "law", Text("Japanese law", "日本の法令"), "JP"),
    "eu-law": Authority("eu-law", "law", Text("EU law", "EUの法令"), "EU"),
}


def asked(id: str, authority: str = "stripe", **more: Any) -> Requirement:
    """A requirement of an authority."""
    known: dict[str, Any] = {
        "document": "Terms",
        "url": "https://authority.test/terms",
        "section": "1",
        "strength": "must",
        "summary": Text("It is asked", "求めている"),
        "read": "original",
        "reviewed": "2026-11-21",
        "checkable": "page",
        "jurisdiction": AUTHORITIES[authority].jurisdiction,
    }
    return Requirement(id=id, authority=authority, **{**known, **more})


def rule(body: str, id: str = "the-rule", **more: str) -> str:
    """A rule file around `expect` (and whatever else the body has)."""
    head = {
        "title": "{en: It holds, ja: 満たしている}",
        "severity": "error",
        "confidence": "high",
        "who": "owner",
        "reasons": "[general]",
        "subject": "site",
        "message": "{en: It fails, ja: 満たしていない}",
        "fix": "{en: Mend it., ja: 直してください。}",
    } | more
    return f"id: {id}\n" + "".join(f"{k}: {v}\n" for k, v in head.items()) + textwrap.dedent(body).strip() + "\n"


def loaded(text: str, name: str = "", requirements: Iterable[Requirement] = (), concepts: Iterable[str] = ()) -> Rule:
    """The rule of a YAML text."""
    document = yamlfile.parse(text, name or "<rule>", RuleError)
    check_shape(document)
    known = Known({one.id: one.citable for one in requirements}, REASONS, frozenset(concepts))
    return load_rule(document, known, topic="refund")


def catalogue(
    *rules: str, requirements: Iterable[Requirement] = (), concepts: Iterable[str] = (), **more: Any
) -> Catalogue:
    """A catalogue of rules given as YAML."""
    asked_for = {one.id: one for one in requirements}
    found = {one.id: one for one in (loaded(text, "", asked_for.values(), concepts) for text in rules)}
    return Catalogue(found, asked_for, AUTHORITIES, {"EU": ("DE", "FR")}, REASONS, {}, frozenset(concepts), **more)


def block(text: str, index: int = 0, **more: Any) -> Block:
    """A paragraph."""
    return Block(index, text, "p", "paragraph", f"main > p:nth-of-type({index + 1})", **more)


def fact(name: str, value: Any, quote: str = "words", path: str = "", **more: Any) -> Fact:
    """A fact with its evidence; the page is filled in by `page`."""
    region = more.pop("region", "main")
    evidence = Evidence(ORIGIN + path if path else "", quote, "main > p", region)
    return Fact(name, value, more.pop("confidence", "high"), evidence, **more)


def page(path: str, *kinds: str, facts: Iterable[Fact] = (), text: Iterable[str] = ("words",), **more: Any) -> Page:
    """A page that was read, in English unless said otherwise."""
    url = ORIGIN + path
    own = tuple(
        Fact(one.name, one.value, one.confidence, _at(one.evidence, url), one.source, one.why, one.block)
        for one in facts
    )
    blocks = more.pop("blocks", None) or tuple(block(words, index) for index, words in enumerate(text))
    settled: dict[str, Any] = {"seen": "rendered", "language": "en"} | more
    return Page(url, kinds, facts=own, blocks=blocks, **settled)  # type: ignore[arg-type]


def _at(evidence: Evidence, url: str) -> Evidence:
    return Evidence(url, evidence.quote, evidence.selector, evidence.region, evidence.heading, evidence.box)


def unread(path: str, kind: str, reason: str = "http_refusal") -> Page:
    """A page that is known and was not read."""
    return page(path, kind, seen="unread", reason=reason, blocks=(), text=())


def link(path: str, region: str = "footer", **more: Any) -> Link:
    """A link to a path of the shop."""
    return Link(ORIGIN + path, more.pop("text", "Link"), region, more.pop("visible", True), "footer > a", **more)  # type: ignore[arg-type]


def site(*pages: Page, facts: Iterable[Fact] = (), **more: Any) -> Site:
    """A shop whose discovery was complete and that was walked."""
    settled: dict[str, Any] = {"discovery": COMPLETE, "journey": "walked", "market": "JP"} | more
    return Site(ORIGIN + "/", "Shop", "2026-11-21", tuple(sorted(pages, key=lambda p: p.url)), tuple(facts), **settled)


def outcome(body: str, shop: Site, config: Config | None = None, **more: Any) -> tuple[str, str | None]:
    """The only verdict of a rule with this body, and its reason code."""
    said = judged(body, shop, config, **more)
    assert len(said.verdicts) == 1, said.verdicts
    return said.verdicts[0].outcome, said.verdicts[0].reason


def judged(body: str, shop: Site, config: Config | None = None, concepts: Iterable[str] = (), **more: str) -> Judgement:
    """What a rule with this body says of a shop."""
    return judge(shop, catalogue(rule(body, **more), concepts=concepts), config or Config())
