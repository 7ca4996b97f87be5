"""Product, list, cart and checkout pages: told by what a buyer can do on them, and which step of a checkout it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from disputelint.checker.model import POLICY_KINDS, Block, CheckoutStep, PageKind, RegionName
from disputelint.checker.understand.document import Control, Document, Image
from disputelint.checker.understand.kindwords import plain, words
from disputelint.checker.understand.lexicon import bare, lexicon
from disputelint.checker.understand.trail import ways

if TYPE_CHECKING:
    from disputelint.checker.understand.kinds import Clues

_ROW = re.compile(r"^[^：:。.]{2,24}\s?[：:]\s?\S.{0,60}$")  # "label: value" on a line of its own
_LEAD = 150  # blocks below the main heading in which a page's own thing is described
_BESIDE = 6  # letters that may stand beside an amount which is a price and nothing else
_REDUCED = 120  # characters of a line that says what something cost, what it costs, and that one can buy it
_SHELF = 6  # pictures that lead to other pages, of which some are no goods
_ORDERED: tuple[PageKind, ...] = ("cart", "checkout", "payment_info")
_LIST = 3  # prices side by side that make a list
_LINES = frozenset(("p", "div", "span", "strong", "b"))  # tags of a line that is set in capitals ("1 500 FCFA")
_NUMBER = re.compile(r":nth-of-type\(\d+\)")
_OF_ONE = re.compile(r"\b(?:table|tr|td|label|fieldset|select|button|form)\b")
_NAME = 8  # characters of a name that is hardly part of a heading by chance
_RIGHT_BELOW = 3  # blocks from a heading in which a price is that of what it names
_PRICES_OF_ONE = 2  # prices of one thing: the second is what it cost before
_SHORT = 24  # characters of what is pressed
_LOOSE = 4  # signs of a thing that make one, where none binds it to the heading; one less of a single price, or with others beside it
_ATTRIBUTES = 2  # rows on size, colour or material that describe a thing
_TOLD = 120  # characters of a text that describes something
_ADDRESS_TOKENS = frozenset(
    ("street-address", "address-line1", "address-line2", "postal-code", "address-level1", "address-level2", "country")
)  # HTML autofill field names, 4.10.18.7


def _buttons(
    document: Document, within: range | None = None, regions: tuple[RegionName, ...] = ("main", "dialog")
) -> list[str]:
    """What can be pressed in the page's own part, and what its short links say; `within`: in these blocks alone."""
    areas = {block.index for block in document.blocks if block.area}
    pressed = [
        c.label
        for c in document.controls
        if c.kind == "button" and c.region in regions and c.visible and c.block not in areas
        if within is None or c.block in within
    ]
    linked = [
        link.text
        for link in document.links
        if link.region == "main" and len(link.text) < 30 and link.block not in areas
        if within is None or link.block in within
    ]
    return [text for text in (*pressed, *linked) if text and len(text) < 60]


def _count(texts: list[str], concept: str, language: str, evidence: str = "") -> int:
    known, wholes = words(), lexicon().wholes(language or "en", (concept,))
    return sum(1 for text in texts if bare(text) in wholes or (evidence and known.says(evidence, plain(text))))


def _drawn(clues: Clues, language: str) -> int:
    """1 where nothing that can be pressed is known and a line of its own says what orders the goods: a script's button."""
    lines = [b.text for b in clues.own if b.role in ("other", "paragraph", "label") and len(b.text) < 24]
    return min(1, _count(lines, "button_add_to_cart", language, "add_to_cart"))


def address_fields(document: Document) -> int:
    """How many visible controls of the page's own part ask for a name or an address."""
    return _addresses(_fields(document))


def _addresses(fields: Iterable[Control]) -> int:
    return sum(1 for control in fields if _asks(control, "address_names") or _autofill(control))


def _fields(document: Document) -> list[Control]:
    return [c for c in document.controls if c.kind not in ("button", "hidden") and c.region in ("main", "dialog")]


def _autofill(control: Control) -> bool:
    return bool(_ADDRESS_TOKENS & set(control.autocomplete.split()))


def _asks(control: Control, evidence: str) -> bool:
    return words().says(evidence, plain(f"{control.name} {control.label} {control.identifier}"))


def score(clues: Clues, language: str) -> None:
    """Points for product, collection, cart and checkout."""
    document, texts = clues.document, _buttons(clues.document)
    adds = _count(texts, "button_add_to_cart", language, "add_to_cart") or _drawn(clues, language)
    priced = [
        block
        for block in clues.own
        if len(block.text) < (_REDUCED if block.struck else 80) and clues.words.says("price", plain(block.text))
    ]
    prices = len(priced)
    fields = _fields(document)
    quantity = sum(1 for control in fields if _asks(control, "quantity_names"))
    cards = _cards(document, clues)
    sorts = any(_asks(control, "sort_names") for control in fields) or clues.words.says("results_shown", clues.body)
    priced_cards = cards >= 2 and (prices >= cards or (cards >= _SHELF and prices * 4 >= cards * 3))
    listed = priced_cards or adds > 3 or (sorts and cards > 0) or _repeated(clues) >= _LIST
    leads = (listed or prices >= 5 or sorts) and _leads(clues, language, fields)
    if "collection" in clues.scores and not (listed or sorts) and _one_thing(clues):
        del clues.scores["collection"]  # goods whose own name has a word for a list in it ("Category 5 cable")
        leads = True
    if leads or (adds and not listed):
        clues.add("product", 3.0)
        if prices:
            _weaken(clues, POLICY_KINDS)  # what can be bought here is no policy, whatever it is called
    elif listed:
        clues.add("collection", 3.0)
    if prices >= 5 and not leads:
        clues.add("collection", 1.5)
    if sorts and not leads:
        clues.add("collection", 2.5)
    if clues.words.says("empty_cart", clues.body):
        clues.add("cart", 2.0)
    if any(said.get("cart", 0.0) >= clues.words.covers for said in (*clues.headed, *clues.titled)):
        _weaken(clues, ("collection",))  # goods side by side in what is called a cart are its lines, or beside it
    goes_on = _count(texts, "link_checkout", language)
    if goes_on and (quantity or prices) and not adds:
        clues.add("cart", 2.5)
    if prices and not adds and _headed(clues, "cart_sums"):
        clues.add("cart", 1.5)
    if leads or not listed:
        seen = [block for block in priced if block.readable]  # not the sum of a closed cart
        _thing(clues, [block for block in seen if clues.words.is_price(block.text)], quantity, _ordered(clues, texts))
    _checkout(clues, language, texts, fields)


def _weaken(clues: Clues, kinds: Iterable[PageKind]) -> None:
    for kind in kinds:
        if kind in clues.scores:
            clues.scores[kind] /= 2


def _cards(document: Document, clues: Clues) -> int:
    """How many other pages the pictures of the page's own part lead to: the goods of a list."""
    return len({image.link for image in _linked(document, clues)})


def _repeated(clues: Clues) -> int:
    """How many prices stand in boxes side by side, their paths alike but for the numbers: the goods of a list whose
    pictures lead nowhere. Rows of a table and choices are of one thing, prices a month are plans of one.
    """
    alike: dict[str, int] = {}
    for block in clues.own:
        text = block.text
        line = block.role in ("other", "paragraph") or (block.role == "heading" and block.tag in _LINES)
        if len(text) >= 40 or "/" in text or not line:
            continue
        if sum(map(str.isalpha, text)) > _BESIDE or not block.visible or block.struck:
            continue
        if clues.words.says("price", plain(text)) and not _OF_ONE.search(block.selector):
            path = _NUMBER.sub("", block.selector)
            alike[path] = alike.get(path, 0) + 1
    return max(alike.values(), default=0)


def sold_here(clues: Clues, language: str) -> bool:
    """Whether the page itself sells one thing: below its heading, with its price and what orders it. What is told of the
    goods does not count: a home page tells of the first of them, and of what is in season.
    """
    return _leads(clues, language, _fields(clues.document), told=False)


def _linked(document: Document, clues: Clues) -> list[Image]:
    return [
        image
        for image in document.images
        if image.link and image.region == "main" and not image.area and image.link.startswith(("http", "file:"))
        if not clues.words.says("picture_file", image.link.casefold())
    ]


def _leads(clues: Clues, language: str, fields: list[Control], told: bool = True) -> bool:
    """Whether one thing with its price, and with what orders it or (`told`) tells of it, stands between the main heading
    and the first picture that leads elsewhere: the goods below it are recommended beside it.
    """
    document, heading = clues.document, clues.heading_block
    if heading is None or _of_a_card(clues, heading, language):
        return False
    places = [image.block for image in _linked(document, clues) if image.block is not None]
    end = min((block for block in places if block > heading.index), default=len(document.blocks))
    lead = [block for block in clues.own if heading.index < block.index < end and block.readable][:_LEAD]
    return (
        _offered(clues, lead, heading.index, language, fields, told)
        or _offered_above(clues, heading, language, fields)
        or _named_and_priced(clues, lead, heading)
    )


def _of_a_card(clues: Clues, heading: Block, language: str) -> bool:
    """Whether the first heading of a page that has no main one names but the first of a list's goods."""
    titled = any(clues.heading in name or (len(name) >= _NAME and name in clues.heading) for name in clues.names)
    drawn = not heading.links and re.fullmatch("h[2-6]", heading.tag) is None  # a line that only looks like a heading
    if heading.level == 1 or titled or drawn:
        return False
    adds = _count(_buttons(clues.document), "button_add_to_cart", language, "add_to_cart")
    return adds > _LIST or _repeated(clues) >= _LIST


def _one_thing(clues: Clues) -> bool:
    """Whether the page shows what its heading names, with its picture and its price, and no other price."""
    heading = clues.heading_block
    if heading is None:
        return False
    below = [block for block in clues.own if heading.index < block.index and block.readable][:_LEAD]
    prices = [block for block in below if clues.words.is_price(block.text)]
    return len(prices) == 1 and _named_and_priced(clues, below, heading)


def _named_and_priced(clues: Clues, lead: list[Block], heading: Block) -> bool:
    """Whether what the main heading names has its price right below it and a picture of the same name that leads
    nowhere: sizes and bundles of it, each with a button of its own, are no list.
    """
    named = any(clues.heading in name or (len(name) >= _NAME and name in clues.heading) for name in clues.names)
    if not clues.heading or not (named or _ends_trail(clues, heading)):
        return False
    right_below = any(clues.words.is_price(b.text) and b.index - heading.index <= _RIGHT_BELOW for b in lead)
    return right_below and any(
        not image.link and image.region == "main" and not image.area and plain(image.alt) == clues.heading
        for image in clues.document.images
    )


def _ends_trail(clues: Clues, heading: Block) -> bool:
    """Whether the way from the home page, which stands above it, ends with what the main heading names."""
    return any(steps[1:][-1:] == [clues.heading] for steps in ways(clues.document, heading))


def _offered_above(clues: Clues, heading: Block, language: str, fields: list[Control]) -> bool:
    """The same of what stands above the heading, where the box that sells comes first in the source."""
    places = [image.block for image in _linked(clues.document, clues) if image.block is not None]
    start = max((block for block in places if block < heading.index), default=-1)
    above = [block for block in clues.own if start < block.index < heading.index and block.readable][-_LEAD:]
    asks = any(
        c.block is not None and above and above[0].index <= c.block and _asks(c, "quantity_names") for c in fields
    )
    return asks and _offered(clues, above, above[0].index, language, fields)


def _offered(
    clues: Clues, lead: list[Block], first: int, language: str, fields: list[Control], told: bool = True
) -> bool:
    """Whether these blocks tell of one thing with its price, and of how it is ordered or (`told`) what it is."""
    document = clues.document
    if not lead:
        return False
    last = lead[-1].index + 1
    within = range(first, last)
    priced = any(len(block.text) < 80 and clues.words.says("price", plain(block.text)) for block in lead)
    if not priced:
        return False
    adds = _count(_buttons(document, within), "button_add_to_cart", language, "add_to_cart")
    quantity = any(c.block is not None and c.block in within and _asks(c, "quantity_names") for c in fields)
    guide = not adds and clues.words.says("text_names", clues.heading)
    if adds == 1 or (quantity and not guide):
        return True
    if not told or guide:
        return False  # a shopping guide with what postage costs, row by row
    stocked = clues.words.says("stock", plain("\n".join(block.text for block in lead)))
    text = sum(len(block.text) for block in lead if len(block.text) >= _TOLD) >= 2 * _TOLD
    rows = sum(1 for block in lead if block.role in ("row_header", "term") or _ROW.match(block.text)) >= 3
    return not adds and stocked + text + rows >= 2


def _ordered(clues: Clues, texts: list[str]) -> bool:
    """Whether something on the page orders the goods without a cart: "Buy now", or a link that opens a conversation."""
    lines = [b.text for b in clues.own if len(b.text) < _SHORT and b.role != "option"]  # some links lead nowhere
    if any(clues.words.says("buys", plain(text)) for text in (*texts, *lines)):
        return True
    return any(link.region == "main" and clues.words.says("order_link", link.url) for link in clues.document.links)


def _thing(clues: Clues, priced: list[Block], quantity: int, ordered: bool) -> None:
    """A page that describes one thing: what its heading names is its title, with price, stock, data, likes of it.

    `priced`: the lines that are a price; one right below the heading says most. `ordered`: a thing of one price, or of two
    with the one that is crossed out, may be bought by a message.
    """
    document = clues.document
    if not clues.heading or any(
        points >= clues.words.accept for kind, points in clues.scores.items() if kind != "product"
    ):
        return
    if not (quantity or ordered) and any(said.get("blog") for said in (*clues.titled, *clues.called)):
        return  # an article that tells what things cost
    pictured = any(
        image.region == "main"
        and not image.area
        and not image.link
        and plain(image.alt)
        and plain(image.alt) in clues.heading
        for image in document.images
    )
    rows = sum(1 for block in clues.own if block.role in ("row_header", "term") or _ROW.match(block.text))
    titled = any((name and name in clues.heading) or clues.heading in name for name in clues.names)
    top = clues.heading_block.index if clues.heading_block is not None else len(document.blocks)
    prices = [block.index for block in priced]
    alone = 0 < len({block.text for block in priced}) <= _PRICES_OF_ONE
    said = (b.text for b in clues.own if b.role != "option" and b.tag != "label")  # not who is there to chat
    stocked = clues.words.says("stock", plain("\n".join(said)))
    shown = (
        bool(prices),
        (titled or (alone and ordered)) and any(0 < at - top <= _RIGHT_BELOW for at in prices),
        alone and ordered,
        quantity > 0,
        rows >= 3,
        alone and _described(clues) >= _ATTRIBUTES,
        stocked,
        pictured,
        any(block.area in ("related", "reviews") and block.region == "main" for block in document.blocks),
    )
    sold = shown[1] and ordered  # "The Lisbon Guide", its price, "Buy now"
    if sum(shown) < 2 or (not sold and clues.words.says("text_names", clues.heading)):
        return  # a policy with amounts in a table, an article with others beside it
    bound = shown[1] or shown[2] or shown[5] or quantity > 0 or pictured
    if not bound and sum(shown) < _LOOSE - (alone or shown[8]):
        return  # an amount, rows and a word for stock somewhere on a page are of a guide, a warranty, a price list as well
    if prices or quantity or pictured or stocked:
        clues.add("product", float(titled + sum(shown)))


def _described(clues: Clues) -> int:
    """How many rows tell what a thing is like: its size, its colour, what it is made of."""
    labels = [plain(b.text) for b in clues.own if b.role in ("row_header", "term") and len(b.text) < _SHORT]
    lines = [b.text for b in clues.own if b.role in ("item", "paragraph", "other") and _ROW.match(b.text)]
    labels += [plain(re.split("[:：]", line, maxsplit=1)[0]) for line in lines]
    return sum(1 for label in labels if clues.words.says("attribute", label))


def _headed(clues: Clues, evidence: str) -> int:
    """How many of the page's headings are those of a part that the evidence names."""
    heads = {plain(block.text) for block in clues.own if block.role in ("heading", "caption") and len(block.text) < 40}
    return sum(1 for said in heads if clues.words.says(evidence, said))


def _checkout(clues: Clues, language: str, texts: list[str], fields: list[Control]) -> None:
    named = clues.scores.get("checkout", 0.0)
    if not any(said.get("checkout") for said in (*clues.headed, *clues.titled, *clues.called)):
        # A dialog that waits on every page of a shop makes none of them its checkout.
        fields = [control for control in fields if control.region == "main"]
        texts = _buttons(clues.document, regions=("main",))
    asked = _addresses(fields)
    pays = _count(texts, "button_place_order", language)
    guest = clues.words.says("guest", clues.body) and any(c.kind in ("password", "radio") for c in fields)
    pays_by = any(_asks(control, "payment_choice") for control in fields)
    if asked >= 3 and named:
        clues.add("checkout", 3.0)
        _weaken(clues, ("shipping_policy", "payment_info", "terms"))  # a form that asks for an address tells no policy
    if asked >= 3 and not named and _headed(clues, "checkout_parts") > 1:
        clues.add("checkout", 3.0)  # a page without a name of its own: "Billing details" and "Your order"
    if pays and (named or asked >= 3 or pays_by):
        clues.add("checkout", 3.0)
    if guest and named:
        clues.add("checkout", 2.0)
    if pays_by and named:
        clues.add("checkout", 2.0)
    begun = asked >= 3 or pays or guest or pays_by
    if not begun and any(clues.words.says("order_over", said) for said in (clues.heading, *clues.names)):
        for kind in _ORDERED:
            clues.scores.pop(kind, None)  # what comes after the order was placed, or given up


def checkout_step(document: Document, language: str = "") -> CheckoutStep | None:
    """The step of a checkout page; None when it cannot be told. A page with everything on it counts as its last part."""
    if document.load.step_hint is not None:
        return document.load.step_hint
    fields = [control for control in _fields(document) if control.visible]
    texts = _buttons(document)
    pays = _count(texts, "button_place_order", language)
    addresses = address_fields(document)
    payment = any(_asks(control, "payment_choice") for control in fields if control.kind != "checkbox")
    shipping = any(_asks(control, "shipping_choice") for control in fields if control.kind in ("radio", "select"))
    body = plain("\n".join(b.text for b in document.blocks if b.region == "main" and b.text and b.visible))
    if pays and addresses < 3 and not payment:
        return "review"
    if payment:
        return "payment"
    if pays:
        return "payment" if words().says("payment_choice", body) else "address"
    if addresses >= 3:
        return "address"
    if shipping:
        return "shipping"
    if any(control.kind in ("password", "email", "radio") for control in fields) or words().says("guest", body):
        return "entry"
    return "review" if words().says("review", body) else None
