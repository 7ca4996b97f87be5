"""What a cart's page holds: whether it is one, whether it is empty, what counts its lines and what takes them out."""

from __future__ import annotations

from disputelint.checker.crawl.journey.buyer import Buyer, View
from disputelint.checker.crawl.journey.choose import Offer
from disputelint.checker.crawl.journey.controls import Press
from disputelint.checker.crawl.journey.knowledge import walk
from disputelint.checker.crawl.journey.ledger import context_of
from disputelint.checker.understand import kinds
from disputelint.checker.understand.document import Control
from disputelint.checker.understand.facts import order_page
from disputelint.checker.understand.kindwords import plain, words


def is_empty(view: View) -> bool:
    """Whether a page says that the cart holds nothing, and shows nothing to take out or to count."""
    if not words().says("empty_cart", view.text):
        return False
    removable = any(p.purpose == "remove" and p.visible and p.own for p in view.presses)
    return not removable and not counted(view)


def is_cart(view: View) -> bool:
    """Whether a page shows a cart, full or empty; of a checkout, whether its lines can be counted and taken out there."""
    if "cart" in kinds.classify(view.document, view.language) or is_empty(view):
        return True
    return removal(view) is not None and any(control.visible for control in counted(view)) and _lines(view)


def holds(view: View, offer: Offer) -> bool:
    """Whether the cart's page shows the product, or at least a line with something to pay."""
    return shows(view, offer.name)


def shows(view: View, name: str) -> bool:
    """The same, of a product called `name`."""
    if is_empty(view):
        return False
    named = bool(name) and plain(name) in view.own_text
    return named or bool(_lines(view))


def _lines(view: View) -> bool:
    text = order_page.order_text(view.document)
    context = context_of(view.document, view.language, ("cart",))
    if any(one.amount > 0 for one in order_page.lines(order_page.amounts(view.document, text, context))):
        return any(p.purpose == "remove" and p.visible for p in view.presses) or any(
            True for _ in order_page.quantities(view.document, text)
        )
    return False


def counted(view: View) -> list[Control]:
    """The fields that say how many."""
    return [c for c in view.fields if words().says("quantity_names", plain(f"{c.name} {c.label} {c.identifier}"))]


def raising(view: View) -> list[Press]:
    """The controls that put one piece more of a line: each beside one that takes a piece, or the line, away."""
    own = [(p, _said(view, p)) for p in view.presses if p.visible and p.own and not p.url]
    found = []
    for at, (press, said) in enumerate(own):
        if press.allowed and walk().more.search(said):
            beside = own[max(0, at - 2) : at] + own[at + 1 : at + 3]
            if any(
                one.purpose == "remove" or walk().less.search(name) or walk().removes.search(name)
                for one, name in beside
            ):
                found.append(press)
    return found


def _said(view: View, press: Press) -> str:
    """What a control is called; of one without words what its names in the page say."""
    if press.label:
        return plain(press.label)
    node = view.document.tree.css_first(press.selector)
    return (node.html or "")[:600].lower().replace("_", " ") if node is not None else ""


def removal(view: View) -> Press | None:
    """What takes a line out of the cart."""
    known = [p for p in view.presses if p.purpose == "remove" and p.visible and p.enabled and p.own]
    return next(iter(known), None)


async def take(buyer: Buyer, view: View, target: Press) -> View:
    """Take a line out by its control, and confirm that where the shop asks. Returns what is to be seen then. Raises Halt."""
    await buyer.press(target, "remove")
    now = await buyer.look()
    known = {p.selector for p in view.presses if p.visible}
    asked = (p for p in now.presses if p.selector not in known and p.visible and p.allowed and not p.url)
    sure = next((p for p in asked if walk().confirms.search(plain(p.label))), None)
    if sure is None:
        return now
    await buyer.press(sure, "remove")
    return await buyer.look()
