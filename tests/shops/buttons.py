"""Storefronts whose add-to-cart button does nothing, and whose cart can still be filled as the platform's scripts fill it."""

from __future__ import annotations

from .counting import Asked, Said, data
from .gates import GatedShop

_SHOPIFY = "<script>var meta = {product: {id: 7, variants: [{id: 41, price: 900}]}};</script>"


class DeadButtonShop(GatedShop):
    """`way` is how the cart can be filled: "form" (its script forbids the sending), "platform" (no form)."""

    def __init__(self, way: str) -> None:
        super().__init__()
        self.way = way

    def answer(self, asked: Asked) -> Said | None:
        if asked.path == "/cart/add.js" and asked.method == "POST":
            asked.visitor.cart[asked.form["id"]] = int(asked.form["quantity"])
            return data({"id": asked.form["id"]})
        if asked.path == "/cart/clear.js":
            asked.visitor.cart.clear()
            return data({})
        return super().answer(asked)

    def _product(self) -> Said:
        form = "<form action=/cart/add method=post onsubmit='return false'><button>Add to basket</button></form>"
        button = "<button type=button>Add to basket</button>" + _SHOPIFY
        return self.page(
            "Tea", f"<p class=price>£9.00</p>{button if self.way == 'platform' else form}<p>Loose leaf tea.</p>"
        )
