"""Which product to buy: the cheapest simple one in stock; and which others to put into the cart, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Final

from disputelint.checker.crawl.journey.controls import presses
from disputelint.checker.crawl.journey.knowledge import walk
from disputelint.checker.crawl.journey.ledger import amounts_of, context_of
from disputelint.checker.crawl.tables import split
from disputelint.checker.model import Amount
from disputelint.checker.model.record import record
from disputelint.checker.understand import language
from disputelint.checker.understand.document import Control, Document
from disputelint.checker.understand.facts import product
from disputelint.checker.understand.kindwords import plain, words

MAX_TRIES: Final = 3  # products to try until one goes into the cart
_STATES: Final = frozenset(("out_of_stock", "discontinued"))


@record(frozen=True, slots=True)
class Offer:
    """A product page as a buyer who chooses sees it. `price` in major units; `options` are choices still to be made."""

    url: str
    name: str = ""
    price: float | None = None
    currency: str | None = None
    language: str = ""
    stock: str = ""  # as product.availability says it
    options: int = 0
    on_sale: bool = False
    preorder: bool = False
    subscription: bool = False
    digital: bool = False  # nothing is sent
    buyable: bool = False  # a control that adds to the cart was seen
    at: str = ""  # selector of the control that adds it, where the page is a list of several goods
    amounts: tuple[Amount, ...] = field(default=(), repr=False)

    @property
    def sold_out(self) -> bool:
        """Whether the page says that it cannot be had."""
        return self.stock in _STATES

    @property
    def sorts(self) -> tuple[str, ...]:
        """What is special about buying it."""
        special = {
            "subscription": self.subscription,
            "on_sale": self.on_sale,
            "variants": self.options > 0,
            "preorder": self.preorder,
        }
        return tuple(sort for sort, on in special.items() if on)


def offer_of(document: Document, url: str) -> Offer:
    """What a product page offers, read off its facts and controls."""
    tag = language.detect(document)
    amounts = amounts_of(document, tag, "product")
    price = next((a for a in amounts if a.label == "price"), None)
    facts = {
        fact.name: fact.value
        for fact in reversed(list(product.find(document, context_of(document, tag, ("product",)))))
    }
    stock = str(facts.get("product.availability", ""))
    own = plain(" ".join(b.text for b in document.blocks if b.region == "main" and not b.area and b.visible))[:4000]
    name = facts.get("product.name")
    adds = [p for p in presses(document, tag or "en") if adds_to_cart(p.purpose, p.action) and p.own]
    return Offer(
        url=url,
        name=name if isinstance(name, str) else "",
        price=price.amount if price else None,
        currency=price.currency if price else None,
        language=tag,
        stock=stock,
        options=len(choices(document)),
        on_sale=any(a.label != "price" for a in amounts),
        preorder="product.preorder" in facts or stock == "preorder",
        subscription=bool(walk().subscription.search(own)) or any(p.purpose == "subscribe" for p in adds),
        digital=bool(walk().digital.search(own) or walk().not_sent.search(plain(f"{name or ''} {document.title}"))),
        buyable=any(p.visible and p.enabled for p in adds),
        amounts=amounts,
    )


def adds_to_cart(purpose: str, action: str) -> bool:
    """Whether a control puts the page's product into the cart: by its name, or by what its form sends to."""
    sends = split(action)
    path = f"{sends.path}?{sends.query}" if sends.query else sends.path
    return purpose == "add" or (purpose in ("", "subscribe") and bool(walk().add_actions.search(path.lower())))


def choices(document: Document) -> tuple[Control, ...]:
    """The lists of a product page in which a variant must still be chosen."""
    found = []
    for control in document.controls:
        if control.kind != "select" or control.region != "main" or not control.visible:
            continue
        said = plain(f"{control.name} {control.label} {control.identifier}")
        if words().says("sort_names", said) or words().says("quantity_names", said):
            continue
        if len(control.options) > 1:
            found.append(control)
    return tuple(found)


def best_first(offers: Sequence[Offer]) -> list[Offer]:
    """The products for the full walk: simple before others, in stock, the cheapest first; free ones last."""

    def rank(offer: Offer) -> tuple[bool, bool, bool, int, bool, float, str]:
        odd = (offer.preorder + offer.subscription + offer.digital) * 2 + offer.on_sale + bool(offer.options)
        price = offer.price if offer.price is not None else float("inf")
        return offer.sold_out, price == float("inf"), not offer.buyable, odd, price <= 0, price, offer.url

    return sorted((o for o in offers if not o.sold_out), key=rank) or sorted(offers, key=rank)


def others(offers: Sequence[Offer], bought: Offer) -> list[tuple[str, Offer]]:
    """One product on sale, one with variants, one on pre-order, one subscription: for a look at their carts."""
    found: list[tuple[str, Offer]] = []
    taken = {bought.url}
    left = [offer for offer in best_first(offers) if not offer.sold_out and offer.buyable]
    for sort in ("subscription", "on_sale", "variants", "preorder"):
        offer = next((o for o in left if sort in o.sorts and o.url not in taken), None)
        if offer is not None:
            taken.add(offer.url)
            found.append((sort, offer))
    return found
