"""A storefront whose products have no pages: its shelf adds to the cart, beside what looks alike and does something else."""

from __future__ import annotations

from .counting import Asked, CountingShop, Said, go

GOODS = {"green": ("Green tea", 12), "black": ("Black tea", 7), "white": ("White tea", 19)}


class ShelfShop(CountingShop):
    """The cheapest stands in the middle; one button shows a drawing alone."""

    products = ()

    def answer(self, asked: Asked) -> Said | None:
        cart, path = asked.visitor.cart, asked.path
        if path == "/":
            return self.page("Teas", self.shelf())
        if path == "/cart/add":
            name = asked.form["id"]
            cart[name] = cart.get(name, 0) + 1
            return go("/")
        if path == "/cart/clear":
            cart.clear()
            return go("/cart")
        if path == "/cart":
            return self._cart(cart)
        if path == "/checkout" and cart:
            return self._checkout(cart)
        return None

    def shelf(self) -> str:
        """The cards of all goods."""
        return "".join(
            f"<div class=card><img src=/{key}.jpg alt=''><h3>{name}</h3><p>From the hills.</p><b>£{price}.00</b>"
            f"<form action=/cart/add method=post><input type=hidden name=id value={key}>{self.button(key)}</form>"
            f"<button type=button>Details</button></div>"
            for key, (name, price) in GOODS.items()
        )

    def button(self, key: str) -> str:
        """What adds to the cart."""
        return "<button class=add-to-cart>🛒</button>" if key == "black" else "<button>Add to cart</button>"

    def _cart(self, cart: dict[str, int]) -> Said:
        if not cart:
            return self.page("Your cart", "<p>Your cart is empty</p>")
        lines = "".join(
            f"<tr><td>{GOODS[key][0]}</td><td>£{GOODS[key][1]}.00</td><td>{pieces}</td></tr>"
            for key, pieces in cart.items()
        )
        clear = "<form action=/cart/clear method=post><button>Remove</button></form>"
        return self.page(
            "Your cart",
            f"<table>{lines}</table><p>Total £{self._sum(cart)}.00</p>{clear}<a href=/checkout>Checkout</a>",
        )

    def _checkout(self, cart: dict[str, int]) -> Said:
        fields = "".join(
            f"<label>{name}<input name={name}></label>" for name in ("Name", "Address", "City", "Postcode")
        )
        return self.page(
            "Checkout",
            f"<form action=/order method=post>{fields}<label>E-mail<input type=email name=email></label>"
            f"<label><input type=radio name=payment value=card checked>Card</label>"
            f"<p>Total £{self._sum(cart)}.00</p><button>Place order</button></form>",
        )

    def _sum(self, cart: dict[str, int]) -> int:
        return sum(GOODS[key][1] * pieces for key, pieces in cart.items())
