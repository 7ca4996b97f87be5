"""A storefront that says from what amount delivery is free. What it charges then, and where, is given."""

from __future__ import annotations

from .counting import Asked, CountingShop, Said, go

PRICE, FEE = 9, 3.5


class PromisingShop(CountingShop):
    """`kept`: it charges nothing from £40. `at`: where the charge shows, "cart" or "checkout". `most`: pieces a line may have."""

    products = ("/products/tea",)

    def __init__(self, *, kept: bool, at: str = "cart", most: int = 20) -> None:
        super().__init__()
        self.kept, self.at, self.most = kept, at, most
        self.most_held = 0

    def answer(self, asked: Asked) -> Said | None:
        cart, path = asked.visitor.cart, asked.path
        if path == "/products/tea":
            form = "<form action=/cart/add method=post><button>Add to basket</button></form>"
            return self.page("Green tea", f"<p class=price>£9.00</p><p>Free delivery on orders over £40.</p>{form}")
        if path == "/cart/add":
            cart["tea"] = 1
            return go("/cart")
        if path == "/cart/update":
            pieces = int(asked.form["quantity"])
            self.most_held = max(self.most_held, pieces)
            cart["tea"] = pieces
            if not pieces:
                cart.clear()
            return go("/cart")
        if path == "/cart":
            return self._cart(cart)
        if path == "/checkout":
            return self.page(
                "Checkout", f"{self._sums(cart)}<form action=/order method=post><button>Place order</button></form>"
            )
        return None

    def _cart(self, cart: dict[str, int]) -> Said:
        if not cart:
            return self.page("Your cart", "<p>Your cart is empty</p>")
        line = (
            f"<table><tr><td>Green tea</td><td>£9.00</td><td><form action=/cart/update method=post><input type=number name=quantity"
            f" max={self.most} value={cart['tea']} aria-label=Quantity><button>Update</button></form></td><td><form action=/cart/update"
            " method=post><input type=hidden name=quantity value=0><button>Remove</button></form></td></tr></table>"
        )
        sums = self._sums(cart) if self.at == "cart" else f"<p>Subtotal £{cart['tea'] * PRICE}.00</p>"
        return self.page("Your cart", f"{line}{sums}<a href=/checkout>Checkout</a>")

    def _sums(self, cart: dict[str, int]) -> str:
        goods = cart.get("tea", 0) * PRICE
        fee = 0 if self.kept and goods > 40 else FEE
        return f"<p>Subtotal £{goods}.00</p><p>Delivery £{fee:.2f}</p><p>Total £{goods + fee:.2f}</p>"
