"""What kind of page a Document is: from what links call it, its title and headings, its address, its structured data
and what can be done on it. Never from the address alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final
from urllib.parse import unquote

from disputelint.checker.model import JSON, POLICY_KINDS, Block, PageKind
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand import checkout
from disputelint.checker.understand.document import Document
from disputelint.checker.understand.kindwords import KindWords, Words, plain, shares, words
from disputelint.checker.understand.links import split
from disputelint.checker.understand.trail import ways

_SEPARATORS = re.compile(r"\s+[|–—\-·•:/»›‐]\s+|[|｜»›]|‐|\s[–—]\s|(?<=\S)[–—|｜](?=\S)")
_SEGMENT = re.compile(r"[^/]+")
_PATH_WORD = re.compile(r"[a-z]+(?:[-_][a-z]+)*")
_LOCALE = re.compile(r"^[a-z]{2}(?:[-_][a-z]{2})?$")
_INDEX = re.compile(r"^(?:index|default|home|top|main)(?:\.[a-z]{2,5})?$")
_BODY_LIMIT = 20_000  # characters of the page's own part that are counted over
_STRUCTURAL: frozenset[PageKind] = frozenset(("product", "collection", "cart", "checkout", "home"))
_TREATED: tuple[PageKind, ...] = ("refund_policy", "shipping_policy", "payment_info", "cancellation")
Shares = Mapping[PageKind, float]
_ROWS: tuple[str, ...] = (
    "row_seller", "row_responsible", "row_address", "row_additional_fees", "row_payment_timing", "row_delivery_timing",
    "row_payment_method", "row_returns",
)  # fmt: skip
_OWN_NAME = 8  # characters of a name that is hardly part of a title by chance
_LINE = 160  # characters of a line that may be a name
_SHARE = 4  # parts of a title, one of which the name that it begins with fills
_SECTION_TEXT = 60  # characters under a heading that make it a section
_STEP_KINDS: Final = frozenset(("shipping_policy", "payment_info"))  # what steps of a checkout are also called
_BUYING: Final = frozenset(("cart", "checkout"))
_SLUG: Final = 3  # words at most in the name of a cart's address; one of more words is what goods are called


@dataclass
class Clues:
    """What a Document shows of its kind, read off once."""

    document: Document
    words: Words
    scores: dict[PageKind, float] = field(default_factory=dict)
    told: bool = False  # it has the table of a legal notice, whatever else it says

    def add(self, kind: PageKind, points: float) -> None:
        """Count points for a kind."""
        self.scores[kind] = self.scores.get(kind, 0.0) + points

    @cached_property
    def own(self) -> list[Block]:
        """The blocks of the page's own part."""
        return [b for b in self.document.blocks if b.region == "main" and not b.area and b.text]

    @cached_property
    def heading_block(self) -> Block | None:
        """The main heading: the first h1 of the page's own part, else its first real heading."""
        real = [b for b in self.own if b.role == "heading" and b.visible and b.tag != "p"]
        first = next((b for b in real if b.level == 1), None)
        title = plain(self.document.title)
        named = [b for b in real if b.level == 1 and b is not first and plain(b.text) in title]
        best = named[0] if named else first or (real[0] if real else None)
        if title and (best is None or plain(best.text) not in title):
            return self._unmarked(title) or best
        return best

    def _unmarked(self, title: str) -> Block | None:
        """A line of its own that the title begins with: the main heading of a page which marks up another or none."""
        for block in self.own:
            said = plain(block.text) if _OWN_NAME <= len(block.text) <= _LINE and not block.links else ""
            if said and title.startswith(said) and len(said) * _SHARE >= len(title) and said not in self.shop:
                return block
        return None

    @cached_property
    def heading(self) -> str:
        """The words of the main heading, folded."""
        best = self.heading_block
        if best is None:  # the first short line that names a kind stands for the heading that is missing
            lead = [plain(b.text) for b in self.own[:4] if len(b.text) <= 40]
            return next((text for text in lead if shares(text)), "")
        return plain(best.text)

    @cached_property
    def names(self) -> list[str]:
        """The parts of the title, folded."""
        return [plain(part) for part in title_parts(self.document.title)]

    @cached_property
    def shop(self) -> set[str]:
        """What the page calls the shop: in its metadata, and on the links of its header that lead to the home page."""
        said = {self.document.meta.get(key, "") for key in ("og:site_name", "application-name")}
        for link in self.document.links:
            if link.region in ("header", "nav") and link.text and len(link.text) <= 60 and _leads_home(link.url):
                said.add(link.text)
        return {plain(text) for text in said if text} - {""}

    @cached_property
    def headed(self) -> list[Shares]:
        """What the main heading names."""
        return [shares(self.heading)]

    @cached_property
    def titled(self) -> list[Shares]:
        """What the parts of the title name; not what the shop's own name does, where the page says that it is."""
        return [shares(part) for part in self.names if part not in self.shop]

    @cached_property
    def called(self) -> list[Shares]:
        """What links call the page."""
        return [shares(plain(text)) for text in self.document.load.link_texts[:5]]

    @cached_property
    def path(self) -> tuple[set[str], set[str]]:
        """The words of the last part of the address, and the parts above it."""
        if not self.segments:
            return set(), set()
        last = set(_PATH_WORD.findall(self.segments[-1].replace("_", "-")))
        last |= {word for segment in last for word in segment.split("-")}
        return last, set(self.segments[:-1])

    @cached_property
    def segments(self) -> list[str]:
        """The words of the address's path, folded, without extension."""
        path = unquote(split(self.document.url).path).casefold()
        return [re.sub(r"\.[a-z]{2,5}$", "", segment) for segment in _SEGMENT.findall(path)]

    @cached_property
    def body(self) -> str:
        """The text of the page's own part, folded."""
        return plain("\n".join(block.text for block in self.own if block.role != "option"))[:_BODY_LIMIT]


def classify(document: Document, language: str = "") -> tuple[PageKind, ...]:
    """The kinds of a page, best first; ("other",) when nothing speaks for any. A given kind (`kind_hint`) is final."""
    if document.load.kind_hint is not None:
        return (document.load.kind_hint,)
    clues = Clues(document, words())
    for kind in clues.words.kinds:
        _named(clues, kind)
    _structured(clues)
    _forms(clues)
    checkout.score(clues, language)
    _home(clues)
    if "home" in clues.scores and "product" in clues.scores and not checkout.sold_here(clues, language):
        del clues.scores["product"]  # a shop window that shows some of the goods
    return _choose(clues)


@lru_cache(maxsize=4096)
def _leads_home(url: str) -> bool:
    """Whether an address is the root of a site. Pages share the links of their headers."""
    path = split(url).path.casefold().strip("/")
    return not path or _INDEX.match(path) is not None


def title_parts(title: str) -> list[str]:
    """A page title cut at the marks that shops put between a page's name and their own."""
    return [part.strip() for part in _SEPARATORS.split(title) if part and part.strip()]


def expected(load: Load) -> tuple[PageKind, ...]:
    """The kinds a page that was not read would be, from what links call it and from its address; () when unsaid.

    An address alone names a kind only here, where nothing else can be known: a page that may be the policy keeps the
    policy from being called absent.
    """
    path = unquote(split(load.url).path).casefold()
    segments = [re.sub(r"\.[a-z]{2,5}$", "", segment) for segment in _SEGMENT.findall(path)]
    if not segments and not split(load.url).query:
        return ("home",)
    known = words()
    said = [plain(text) for text in load.link_texts[:5]]
    named = [shares(text) for text in said]
    called = [k.kind for k in known.kinds if any(share.get(k.kind, 0.0) >= known.covers for share in named)]
    if called:
        return tuple(called[:3])
    last = set(segments[-1].replace("_", "-").split("-")) | {segments[-1]} if segments else set()
    if _of_checkout(known).intersection(segments[:-1]) and any(
        last & k.path for k in known.kinds if k.kind in _STEP_KINDS
    ):
        return ("checkout",)
    slug = len(segments[-1].replace("_", "-").split("-")) if segments else 0
    goods = slug > _SLUG or bool(_path_of(known, "product").intersection(segments[:-1]))  # a gift basket
    return tuple(k.kind for k in known.kinds if last & k.path and not (goods and k.kind in _BUYING))[:2]


def _named(clues: Clues, kind: KindWords) -> None:
    weights, covers = clues.words.weights, clues.words.covers
    if kind.kind in ("cart", "checkout") and clues.path[1] & _path_of(clues.words, "blog"):
        return  # an article on the checkout
    points = 0.0
    for key, said in (("h1", clues.headed), ("title", clues.titled), ("link", clues.called)):
        share = max((shares.get(kind.kind, 0.0) for shares in said), default=0.0)
        points += weights[key] if share >= covers else weights[f"{key}_part"] if share else 0.0
    if points or kind.kind in ("product", "collection", "blog", "cart", "checkout"):
        points += _path_points(clues, kind)
    elif _path_points(clues, kind):
        points += weights["path"] / 2
    if kind.kind in POLICY_KINDS and points:
        count = sum(1 for _ in zip(range(8), kind.name.finditer(clues.body), strict=False))
        points += weights["body_much"] if count >= 8 else weights["body_some"] if count >= 3 else 0.0
    if kind.kind == "blog" and points and clues.heading_block is not None:
        way = (step for steps in ways(clues.document, clues.heading_block) for step in steps[1:])
        points += weights["title_part"] if any(shares(step).get("blog") for step in way) else 0.0
    if points:
        clues.add(kind.kind, points)


def _path_points(clues: Clues, kind: KindWords) -> float:
    """An address counts most in its last part; the parts above say what the page belongs to."""
    last, above = clues.path
    collection_like = kind.kind in ("product", "blog", "checkout")
    if kind.kind in _STEP_KINDS and above & _of_checkout(clues.words):
        return 0.0  # /checkout/shipping is a step
    if last & kind.path:
        return clues.words.weights["path"] * (0.5 if kind.kind in ("product", "collection") else 1.0)
    if above & kind.path:
        return clues.words.weights["path"] * (1.0 if collection_like else 0.5)
    return 0.0


def _of_checkout(known: Words) -> frozenset[str]:
    return _path_of(known, "checkout")


def _path_of(known: Words, wanted: PageKind) -> frozenset[str]:
    """The words of addresses of pages of a kind."""
    return next((kind.path for kind in known.kinds if kind.kind == wanted), frozenset())


def _types(item: dict[str, JSON]) -> set[str]:
    said = item.get("@type")
    names = said if isinstance(said, list) else [said]
    return {str(name).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in names if name}


def _structured(clues: Clues) -> None:
    """Structured data says what the page is about: one product, a list of them, questions, an article."""
    weights, document = clues.words.weights, clues.document
    items = [*document.jsonld, *document.microdata]
    products = 0
    for kind in clues.words.kinds:
        met = [item for item in items if _types(item) & kind.schema]
        if kind.kind == "product":
            met = [item for item in met if item.get("offers") or item.get("name") or item.get("hasVariant")]
            products = len(met)
            if any(item.get("offers") and _is_called(clues, item) for item in met):
                clues.add("product", weights["schema"] / 2 if products <= 3 else weights["schema"])
            names = {str(item.get("name")) for item in met}
            several = 1 < len(names) <= products <= 3 and not any(_is_named(clues, item) for item in met)
            if products > 3 or several:
                own = any(_is_named(clues, item) for item in met)  # the others are what the page recommends beside it
                clues.add("product" if own else "collection", weights["schema"] / (1 if own or several else 2))
                continue
        if kind.kind == "collection" and any(_types(item) == {"ItemList"} for item in met) and products:
            continue
        if met:
            list_of_pages = kind.kind == "collection" and all(_types(item) == {"CollectionPage"} for item in met)
            bare = list_of_pages and not clues.words.says("price", clues.body)  # of articles, as like as not
            clues.add(kind.kind, weights["schema"] / (2 if bare else 1))
        if kind.kind == "product" and products == 1 and met[0].get("offers") and _is_named(clues, met[0]):
            clues.add("product", weights["schema"] / 2)  # what is offered is what the page is called
        said = document.meta.get("og:type", "").casefold()
        if said in kind.og or said.rsplit(":", 1)[-1] in kind.og:  # "shop:product": a type of the site's own
            clues.add(kind.kind, weights["og"])
    if any(key.startswith("product:price") or key == "og:price:amount" for key in document.meta):
        clues.add("product", weights["og"])


def _is_named(clues: Clues, item: dict[str, JSON]) -> bool:
    """Whether an item of the structured data is what the main heading or the title names."""
    said = item.get("name")
    names = [plain(str(name)) for name in (said if isinstance(said, list) else [said]) if name]
    title = plain(clues.document.title)
    return any(
        (len(name) >= 4 and bool(clues.heading) and (name in clues.heading or clues.heading in name))
        or (len(name) >= _OWN_NAME and name in title)
        for name in names
    )


def _is_called(clues: Clues, item: dict[str, JSON]) -> bool:
    """Whether an item of the structured data is called as the page is: by its heading, or where its title begins."""
    name = plain(str(item.get("name") or ""))
    return any(_alike(name, said) for said in (clues.heading, *clues.names[:1]))


def _alike(one: str, other: str) -> bool:
    """Whether two names are the same but for some words."""
    short, long = sorted((one, other), key=len)
    if len(short) >= _OWN_NAME and short in long and len(short) * 5 >= len(long) * 3:
        return True
    words_of_one, words_of_other = set(one.split()), set(other.split())
    most = max(len(words_of_one), len(words_of_other))
    common = len(words_of_one & words_of_other)
    return common >= 3 and common * 4 >= most * 3


def _home(clues: Clues) -> None:
    """The root of the site, as asked for or as reached, also below a language."""
    load = clues.document.load
    for url in (load.url, load.final_url):
        parts = split(url)
        segments: list[str] = _SEGMENT.findall(parts.path.casefold())
        below = segments[1:] if segments and _LOCALE.match(segments[0]) else segments
        if not below and not parts.query:
            clues.add("home", 6.0)
            return
        if len(below) == 1 and _INDEX.match(below[0]) and not parts.query:
            clues.add("home", 4.0)
            return


def _forms(clues: Clues) -> None:
    """What can be done and read on the page: ask a question, open answers, compare prices, identify the seller."""
    document = clues.document
    controls = [c for c in document.controls if c.region in ("main", "dialog") and c.visible]
    by_form: dict[int | None, set[str]] = {}
    for control in controls:
        by_form.setdefault(control.form, set()).add(control.kind)
    named = clues.scores.get("contact", 0.0) > 0
    if any("textarea" in kinds and ("email" in kinds or "text" in kinds) for kinds in by_form.values()):
        clues.add("contact", 3.0 if named else 1.5)
    reach = sum(1 for link in document.links if link.region == "main" and link.url.startswith(("mailto:", "tel:")))
    if named and reach:
        clues.add("contact", 1.0)
    questions = sum(1 for block in clues.own if block.role == "question")
    asked = sum(1 for b in clues.own if b.role in ("heading", "term") and b.text.rstrip().endswith(("?", "？")))
    if questions + asked >= 4:
        clues.add("faq", 2.0)
    _seller_table(clues)


def _seller_table(clues: Clues) -> None:
    """A table of seller, address, payment, delivery and returns is the legal notice whatever it is called."""
    from disputelint.checker.understand.lexicon import bare, lexicon

    labels = [b for b in clues.own if b.role in ("row_header", "term", "heading", "column_header")]
    labels += [b for b in clues.own if b.role in ("paragraph", "other", "item", "cell") and len(b.text) <= 20]
    rows = lexicon().wholes("ja", _ROWS)
    found = {rows.get(bare(plain(block.text.strip("■□◆●・【】:： ")))) for block in labels[:150]} - {None}
    if {"row_seller", "row_address"} & found and len(found) >= 4:
        clues.told = True
        clues.add("legal_notice", 3.0 + (1.5 if len(found) >= 6 else 0.0))
    rows_of_korea = clues.words.korean_rows
    korean = {match.lastgroup for block in labels[:150] if (match := rows_of_korea.match(block.text)) is not None}
    if len(korean) >= 4:
        clues.add("legal_notice", 3.0)


def _sections(clues: Clues) -> set[PageKind]:
    """Policy kinds that a section of the page treats: named by its heading, with text below it."""
    below: dict[str, int] = {}
    for block in clues.own:
        if block.role != "heading":
            for heading in block.headings:
                below[heading] = below.get(heading, 0) + len(block.text)
    found: set[PageKind] = set()
    for heading, size in below.items():
        if size >= _SECTION_TEXT and len(heading) <= 40:
            said = plain(heading)
            found |= {kind for kind, share in shares(said).items() if share >= clues.words.covers}
    return found


def _choose(clues: Clues) -> tuple[PageKind, ...]:
    order = {kind.kind: number for number, kind in enumerate(clues.words.kinds)}
    accept, share = clues.words.accept, clues.words.share
    ranked = sorted(clues.scores.items(), key=lambda held: (held[0] != "home", -held[1], order.get(held[0], 99)))
    ranked = [held for held in ranked if held[1] >= accept]
    if not ranked:
        treated = [kind for kind in _TREATED if kind in _sections(clues)]
        return tuple(treated) if len(treated) > 1 else ("other",)  # a shopping guide
    best, most = ranked[0]
    chosen: list[PageKind] = [best]
    chosen += [kind for kind, points in ranked[1:] if points >= most * share and _together(best, kind)]
    if clues.told and best in ("privacy", "terms") and "legal_notice" not in chosen:
        chosen.append("legal_notice")  # terms, privacy and legal notice on one page
    if best in ("faq", "shipping_policy", "payment_info"):
        treated = [kind for kind in _TREATED if kind not in chosen and kind in _sections(clues)]
        chosen += treated
    return tuple(chosen)


def _together(best: PageKind, kind: PageKind) -> bool:
    """Whether a page can be both: a shop window is no policy page, however its goods are called."""
    if best == "home":
        return kind in ("collection", "product")
    if best in _STRUCTURAL:
        return False
    return kind not in _STRUCTURAL and (best != "blog")
