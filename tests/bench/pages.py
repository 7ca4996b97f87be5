"""What facts cost a page, and what rules do: in one process, without a browser, a crawl or a report."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disputelint.checker.collector import seldom
from disputelint.checker.config import Config
from disputelint.checker.engine import catalogue
from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.engine.judge import Judgement, judge
from disputelint.checker.engine.rule import TextLeaf, leaves
from disputelint.checker.model import Discovery, Page, Site
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand import kinds, language
from disputelint.checker.understand.document import Document, parse
from disputelint.checker.understand.facts import find_all
from disputelint.checker.understand.site import understand

POLICY = 100_000  # bytes of HTML
RULES, TEXT = 100, 20_000  # rules, and characters of a page that they are judged on
_PAGES = 12  # different pages of each sort; the first ones load what is loaded once

_CLAUSES = (
    "You may return {goods} within {n} days of {anchor} for a refund to your original payment method.",
    "Refunds are paid within {n} business days after we receive {goods}.",
    "Return postage is paid by {who}; we deduct ${n}.50 from the refund where the label was ours.",
    "{goods} that were worn, washed or altered cannot be returned, nor can gift cards.",
    "Orders leave our warehouse within {n} working days and arrive {n2} to {n3} days later.",
    "Shipping within {place} costs ${n}.90 and is free for orders over ${n3}0.",
    "Where a parcel has not arrived after {n3} days, write to us and we ask the carrier.",
    "If {goods} arrive damaged, tell us within {n} days with a photo; we send a replacement at our cost.",
    "An order can be cancelled free of charge until {who} has been told that it was sent.",
    "Customs duties and import taxes outside {place} are paid by {who}.",
    "We answer mails within {n} hours from Monday to Friday, 9:00 to 17:00.",
    "Our studio stands at the end of the old pier, where the ferries used to leave for the islands.",
    "The glaze of {goods} differs a little from piece to piece, which is what we like about it.",
    "Nothing in this policy limits the rights that the law of {place} gives you.",
    "We keep your address for {n} months to be able to answer questions about your order.",
)
_FILL = {
    "goods": ("the mugs", "unused items", "candles", "the whole order", "sale items", "made-to-order bowls"),
    "anchor": ("delivery", "receipt", "purchase", "dispatch"),
    "who": ("the customer", "the buyer", "our shop", "the carrier"),
    "place": ("the United Kingdom", "the EU", "Japan", "the United States", "Norway"),
}


@dataclass(frozen=True)
class Ready:
    """What an audit has loaded before it looks at a page."""

    catalogue: Catalogue
    config: Config


def started() -> Ready:
    """The rules and settings of a run without a configuration file."""
    config = Config()
    return Ready(catalogue.load(config), config)


def page_of(url: str, body: str, tag: str = "en") -> tuple[Page, float]:
    """A page with its facts, and the CPU seconds of the parsing in it."""
    document, seconds = parsed(url, body, tag)
    return understand(document), seconds


def parsed(url: str, body: str, tag: str = "en") -> tuple[Document, float]:
    """A page's Document, and the CPU seconds that it took."""
    title = url.rpartition("/")[2].title()
    source = (
        f"<!DOCTYPE html><html lang={tag}><title>{title} policy</title><body><main><h1>{title} policy</h1>{body}</main>"
    )
    clock = time.process_time()
    document = parse(Load(url, url, "desktop", "fetched", status=200, body=lambda: source))
    return document, time.process_time() - clock


def site_of(pages: Sequence[Page]) -> Site:
    """A shop of these pages and no others."""
    return Site(
        url="https://shop.example/",
        name="Shop",
        date="2026-01-01",
        pages=tuple(pages),
        facts=(),
        discovery=Discovery(True, ()),
        devices=("desktop",),
    )


def judged(site: Site, ready: Ready) -> Judgement:
    """What all rules say of a shop."""
    return judge(site, ready.catalogue, ready.config)


def costs() -> dict[str, float]:
    """Milliseconds of CPU: the facts of a policy page of 100 KB and of a product page, and 100 rules on 20 KB of text.

    Each is the median over different pages, the first ones left out: what they load is loaded once.
    """
    chance = random.Random(7)
    policies = [parsed("https://shop.example/refund", policy(chance, POLICY))[0] for _ in range(_PAGES)]
    products = [parsed(f"https://shop.example/p/{n}", _product(chance, n))[0] for n in range(_PAGES)]
    return {
        f"facts of a policy page of {POLICY // 1000} KB": _median_facts(policies),
        "facts of a product page": _median_facts(products),
        f"{RULES} rules on {TEXT // 1000} KB of text, a page": _rules(chance),
    }


@seldom()
def _median_facts(documents: Sequence[Document]) -> float:
    """As an audit reads pages, with the collector looking seldom."""
    seconds = []
    for document in documents:
        tag = language.detect(document)
        of_kinds = kinds.classify(document, tag)
        clock = time.process_time()
        find_all(document, of_kinds, tag)
        seconds.append(time.process_time() - clock)
    later = sorted(seconds[len(seconds) // 3 :])
    return later[len(later) // 2] * 1000


def _rules(chance: random.Random) -> float:
    """What a page more costs: many pages against few, so that what is done once per run is left out."""
    ready = started()
    few = [
        rule
        for rule in ready.catalogue.rules.values()
        if any(isinstance(leaf, TextLeaf) for leaf in leaves(rule.expect))
    ][:RULES]
    chosen = Ready(_only(ready.catalogue, {rule.id for rule in few}), ready.config)
    pages = [
        page_of(f"https://shop.example/{n}/refund", policy(chance, TEXT * 7 // 8, words=True))[0] for n in range(24)
    ]
    judged(site_of(pages), chosen)
    seconds = []
    for some in (pages[:4], pages):
        clock = time.process_time()
        judged(site_of(some), chosen)
        seconds.append(time.process_time() - clock)
    return (seconds[1] - seconds[0]) / (len(pages) - 4) * 1000


def _only(whole: Catalogue, ids: set[str]) -> Catalogue:
    """The catalogue with these rules and those that they come after."""
    wanted = set(ids)
    while more := {name for one in wanted for name in whole.rules[one].after} - wanted:
        wanted |= more
    return Catalogue(
        {name: rule for name, rule in whole.rules.items() if name in wanted},
        whole.requirements,
        whole.authorities,
        whole.groups,
        whole.reasons,
        whole.presets,
        whole.concepts,
        whole.row_labels,
    )


def policy(chance: random.Random, size: int, *, words: bool = False) -> str:
    """A policy of about so many bytes: sections of clauses, list items and a table; `words`: text alone counts."""
    out: list[str] = []
    length = 0
    for part in _sections(chance):
        out.append(part)
        length += len(part) if not words else len(part) * 4 // 5
        if length >= size:
            break
    return "".join(out)


def _sections(chance: random.Random) -> Iterator[str]:
    headings = ("Returns", "Refunds", "Shipping", "Damaged goods", "Cancellation", "Customs", "Contact", "Our studio")
    while True:
        heading = chance.choice(headings)
        paragraphs = "".join(
            f'<p class="rte__text text-{chance.randrange(90)}">{" ".join(_clause(chance) for _ in range(3))}</p>'
            for _ in range(chance.randint(1, 3))
        )
        items = "".join(f"<li>{_clause(chance)}</li>" for _ in range(chance.randint(0, 4)))
        yield f'<section class="policy-{chance.randrange(90)}"><h2>{heading}</h2>{paragraphs}<ul>{items}</ul></section>'


def _clause(chance: random.Random) -> str:
    low = chance.randint(2, 30)
    numbers = {"n": low, "n2": low + 1, "n3": low + chance.randint(2, 20)}
    return chance.choice(_CLAUSES).format(**numbers, **{name: chance.choice(said) for name, said in _FILL.items()})


def _product(chance: random.Random, number: int) -> str:
    shelf = "".join(f'<li><a href="/p/{n}">Mug {n}</a> <span>${n}.00</span></li>' for n in range(100, 130))
    details = "".join(f"<p>{_clause(chance)}</p>" for _ in range(12))
    return (
        f'<p class="price">${chance.randint(10, 90)}.50</p><form action="/cart/add"><label>Colour <select name=c>'
        f"<option>Blue<option>White</select></label><button>Add to cart</button></form><div class=description>{details}"
        f"<p>Made of stoneware, 9 cm high, 300 ml, 350 g. Item {number}.</p></div>"
        f'<section class="related"><h2>You may also like</h2><ul>{shelf}</ul></section>'
    )
