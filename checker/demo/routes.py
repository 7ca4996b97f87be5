"""Which page answers which address of the demo shop."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from disputelint.checker.demo import render
from disputelint.checker.demo.basket import GIFT_WRAP, PROTECTION, SHIPPING, Session
from disputelint.checker.demo.catalog import SHOP
from disputelint.checker.model import Language

if TYPE_CHECKING:
    from disputelint.checker.demo.server import DemoShop

HTML = "text/html; charset=utf-8"
PAGES = {
    "/": "home.html.j2",
    "/policies/refund": "pages/refund.html.j2",
    "/policies/shipping": "pages/shipping.html.j2",
    "/policies/privacy": "pages/privacy.html.j2",
    "/policies/terms": "pages/terms.html.j2",
    "/pages/contact": "pages/contact.html.j2",
    "/pages/faq": "pages/faq.html.j2",
    "/pages/about": "pages/about.html.j2",
    "/pages/legal": "pages/legal.html.j2",
    "/pages/payment": "pages/payment.html.j2",
    "/pages/order-status": "pages/order_status.html.j2",
    "/pages/care": "pages/care.html.j2",
}
CHECKOUT = ("address", "shipping", "payment", "review")


@dataclass(frozen=True, slots=True)
class Request:
    """What a browser asked for."""

    method: str
    path: str
    query: str
    form: dict[str, str]
    origin: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the shop says."""

    body: str | bytes
    status: int = 200
    content_type: str = HTML
    location: str = ""
    cacheable: bool = False


@dataclass(frozen=True)
class Visit:
    """One request with everything a page needs."""

    shop: DemoShop
    request: Request
    session: Session
    language: Language
    path: str  # without the language prefix
    values: dict[str, Any] = field(default_factory=dict)

    def show(self, template: str, status: int = 200, **values: Any) -> Answer:
        """The page made from a template."""
        html = render.page(
            template,
            state=self.shop.state,
            language=self.language,
            catalog=self.shop.catalog,
            path=self.path,
            origin=self.request.origin,
            count=sum(line.quantity for line in self.session.lines),
            values=values,
        )
        return Answer(html, status)

    def go(self, to: str) -> Answer:
        """A redirect inside the language."""
        return Answer("", 303, location=("/ja" if self.language == "ja" else "") + to)


def answer(shop: DemoShop, request: Request, session: Session) -> Answer:
    """The answer to one request."""
    path = request.path
    language: Language = "en"
    if path == "/ja" or path.startswith("/ja/"):
        language, path = "ja", path[3:] or "/"
    visit = Visit(shop, request, session, language, path)
    fixed = _fixed(visit)
    if fixed is not None:
        return fixed
    if request.method == "POST":
        return _post(visit)
    if path.startswith("/checkout"):
        return _checkout(visit)
    if path == "/cart":
        return _cart(visit)
    if path.startswith("/products/") and path[10:] in shop.catalog.by_handle:
        return visit.show("product.html.j2", product=shop.catalog.by_handle[path[10:]])
    if path.startswith("/collections/"):
        return _collection(visit, path[13:])
    if path == "/pages/order-status" and shop.state == "flawed":
        return visit.show("pages/refused.html.j2", 403)
    if path in PAGES and not (path == "/pages/care" and shop.state == "flawed"):
        return visit.show(PAGES[path])
    return visit.show("not_found.html.j2", 404)


def _fixed(visit: Visit) -> Answer | None:
    path, origin = visit.path, visit.request.origin
    if path in ("/style.css", "/shop.js"):
        kind = "text/css; charset=utf-8" if path.endswith("css") else "text/javascript; charset=utf-8"
        return Answer(SHOP.joinpath(path[1:]).read_text(encoding="utf-8"), content_type=kind, cacheable=True)
    if path.startswith("/images/") and path.endswith(".svg"):
        handle, _, number = path[8:-4].rpartition("-")
        product = visit.shop.catalog.by_handle.get(handle)
        if handle == "address" or (product and number.isdigit()):
            body = render.picture(product, int(number)) if product else SHOP.joinpath("address.svg").read_text("utf-8")
            return Answer(body, content_type="image/svg+xml", cacheable=True)
    if path == "/robots.txt":
        rules = "User-agent: *\nDisallow: /cart\nDisallow: /checkout\nDisallow: /search\n"
        return Answer(f"{rules}Sitemap: {origin}/sitemap.xml\n", content_type="text/plain; charset=utf-8")
    if path == "/sitemap.xml":
        return Answer(_sitemap(visit), content_type="application/xml; charset=utf-8")
    if path == "/cart.json":
        return Answer(json.dumps(_cart_json(visit.session)), content_type="application/json")
    return None


def _sitemap(visit: Visit) -> str:
    places = [path for path in PAGES if not (path == "/pages/care" and visit.shop.state == "flawed")]
    places += ["/collections/all", *(f"/collections/{name}" for name in visit.shop.catalog.collections)]
    places += [f"/products/{product.handle}" for product in visit.shop.catalog.products]
    origin = visit.request.origin
    rows = "".join(
        f"<url><loc>{origin}{prefix}{place if prefix == '' or place != '/' else '/'}</loc></url>"
        for place in places
        for prefix in ("", "/ja")
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


def _cart_json(session: Session) -> dict[str, Any]:
    return {
        "currency": "JPY",
        "items": [
            {
                "handle": line.product.handle,
                "option": line.option,
                "quantity": line.quantity,
                "price": line.product.price,
            }
            for line in session.lines
        ],
        "total": session.subtotal(),
    }


def _collection(visit: Visit, name: str) -> Answer:
    chosen = [product for product in visit.shop.catalog.products if name in ("all", product.collection)]
    if not chosen:
        return visit.show("not_found.html.j2", 404)
    return visit.show("collection.html.j2", name=name, products=chosen)


def _cart(visit: Visit) -> Answer:
    session = visit.session
    if session.gift is None:
        session.gift = visit.shop.state == "flawed"
    return visit.show("cart.html.j2", session=session, gift_wrap=GIFT_WRAP, protection=PROTECTION)


def _checkout(visit: Visit) -> Answer:
    session = visit.session
    if not session.lines:
        return visit.go("/cart")
    step = visit.path.removeprefix("/checkout").strip("/") or "address"
    if step not in CHECKOUT:
        return visit.show("not_found.html.j2", 404)
    ready = {"address": True, "shipping": bool(session.address)}
    ready["payment"] = ready["shipping"] and bool(session.method)
    ready["review"] = ready["payment"] and bool(session.payment)
    if not ready[step]:
        return visit.go("/checkout")
    return visit.show(
        f"checkout_{step}.html.j2",
        session=session,
        step=step,
        gift_wrap=GIFT_WRAP,
        protection=PROTECTION,
        costs=SHIPPING,
    )


def _post(visit: Visit) -> Answer:
    session, form, path = visit.session, visit.request.form, visit.path
    if path == "/cart/add":
        quantity = int(form.get("quantity", "1")) if form.get("quantity", "1").isdigit() else 1
        problem = visit.shop.baskets.add(session, form.get("handle", ""), form.get("option", ""), quantity)
        body = {"error": problem} if problem else _cart_json(session)
        return Answer(json.dumps(body), 422 if problem else 200, "application/json")
    if path == "/cart/update":
        quantity = int(form["quantity"]) if form.get("quantity", "").isdigit() else 0
        visit.shop.baskets.update(session, form.get("line", ""), quantity)
        return visit.go("/cart")
    if path == "/cart/gift":
        session.gift = form.get("gift") == "1"
        return visit.go("/cart")
    if path == "/cart/protection":
        session.protection = form.get("protection") == "1"
        return visit.go("/cart")
    if path == "/cart/checkout":
        session.gift = form.get("gift") == "1"
        return visit.go("/checkout")
    if path.startswith("/checkout"):
        return _checkout_post(visit, path.removeprefix("/checkout/"))
    if path in ("/pages/contact", "/newsletter"):
        visit.shop.messages.append(path)
        return visit.show("sent.html.j2")
    return visit.show("not_found.html.j2", 404)


def _checkout_post(visit: Visit, step: str) -> Answer:
    session, form = visit.session, visit.request.form
    needed = ("email", "name", "postcode", "city", "street", "phone")
    if step == "address" and all(form.get(name, "").strip() for name in needed):
        session.address = {name: value[:200] for name, value in form.items()}
        return visit.go("/checkout/shipping")
    if step == "shipping" and form.get("method") in SHIPPING:
        session.method = form["method"]
        return visit.go("/checkout/payment")
    if step == "payment" and form.get("payment") in ("card", "paypal", "bank"):
        session.payment = form["payment"]
        return visit.go("/checkout/review")
    if step == "order":
        visit.shop.orders.append(session.id)
        session.lines = []
        return visit.show("sent.html.j2")
    return visit.go("/checkout" if step == "address" else f"/checkout/{step}")
