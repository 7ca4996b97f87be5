"""Taking the only line out of a cart without opening its page: its own link or form is sent from the page that is open.

Two documents less to load at the end of every walk. It is done only where the words that the server sends show the product
before and an empty cart afterwards; carts that scripts fill are left to the page itself.
"""

from __future__ import annotations

from disputelint.checker.crawl.journey.buyer import Buyer, View
from disputelint.checker.crawl.journey.contents import is_empty, removal
from disputelint.checker.crawl.journey.controls import Press
from disputelint.checker.crawl.load import RenderedLoad
from disputelint.checker.crawl.tables import split
from disputelint.checker.understand.document import parse
from disputelint.checker.understand.kindwords import plain


async def taken_out(buyer: Buyer, cart: str, name: str, shown: View | None) -> bool:
    """Whether the product called `name` was taken out of the cart at the address `cart`, and that was seen. `shown` is the
    cart's page as it was opened before: the server's words for it do, else they are asked for.
    """
    if not name or split(cart)[:2] != split(buyer.page.url)[:2]:
        return False
    if shown is not None and await _sent_out(buyer, cart, name, served(buyer, shown)):
        return True
    return await _sent_out(buyer, cart, name, await brought(buyer, cart))


async def _sent_out(buyer: Buyer, cart: str, name: str, before: View | None) -> bool:
    if before is None or plain(name) not in before.own_text:
        return False
    target = removal(before)
    form = _sent(before, target) if target is not None else None
    if target is None or (form is None and not _followed(before, target)):
        return False
    with buyer.armed("remove"):
        after = await brought(buyer, target.action if form is not None else target.url, form)
    if after is None or split(after.url)[:3] != split(cart)[:3]:
        after = await brought(buyer, cart)
    return after is not None and is_empty(after) and plain(name) not in after.own_text


def _followed(view: View, target: Press) -> bool:
    """Whether a control is a link to another document."""
    return target.url.startswith("http") and split(target.url)[:2] == split(view.url)[:2] and "#" not in target.url


def _sent(view: View, target: Press) -> list[tuple[str, str]] | None:
    """What a form sends that does nothing but take this line out; None of a form that does more."""
    if target.form is None or not target.submits:
        return None
    form = view.document.forms[target.form]
    own = [control for control in view.document.controls if control.form == target.form]
    others = [control for control in own if control.kind != "hidden" and control.selector != target.selector]
    if others or form.method.lower() != "post" or split(form.action)[:2] != split(view.url)[:2]:
        return None
    return [(control.name, control.value) for control in own if control.name]


async def brought(buyer: Buyer, url: str, form: list[tuple[str, str]] | None = None) -> View | None:
    """A page as the server sends it, asked for beside the page that is open; `form` is posted. None: it did not come."""
    found = await buyer.bring(url, form)
    return None if found is None else _view(buyer, *found)


def served(buyer: Buyer, shown: View) -> View | None:
    """A page that was opened, as the server sent it, read once; None where the browser no longer had its words."""
    if buyer.served is None or buyer.served[0] is not shown:
        body = shown.load.body
        buyer.served = shown, None if body is None else _view(buyer, shown.url, body())
    return buyer.served[1]


def _view(buyer: Buyer, at: str, html: str) -> View:
    load = RenderedLoad(at, at, buyer.device, "fetched", body=lambda: html)
    document = parse(load)
    return View(load, document, buyer.spoken(document))
