"""The base of stand-ins for shop platforms: one product, one way of shipping, and what must never be asked of any of them.

A stand-in has a platform's addresses, names of fields and controls, and order of steps, as its public theme and checkout
show them; the pages are its own. `ordered` counts what would have been an order.
"""

from __future__ import annotations

from .counting import Asked, CountingShop, Said


class Storefront(CountingShop):
    """`name`, `price` and `fee` of what is sold. `NEVER` names what orders, pays, signs up or writes on the platform."""

    name = "Green tea"
    price, fee = 9.0, 4.0
    sign = "£{:.2f}"
    cart_path = "/cart"

    def money(self, amount: float) -> str:
        """An amount as the shop writes it."""
        return self.sign.format(amount)

    def goods(self, asked: Asked) -> float:
        """What the visitor's goods come to."""
        return sum(asked.visitor.cart.values()) * self.price

    def put(self, asked: Asked, pieces: str = "1") -> None:
        """Put the product into the visitor's cart."""
        asked.visitor.cart["1"] = asked.visitor.cart.get("1", 0) + int(pieces or 1)

    def page(self, title: str, main: str, head: str = "") -> Said:
        """A page of the shop, whose header links the platform's cart."""
        said = super().page(title, main, head)
        return Said(said.body.replace("<a href='/cart'>Cart</a>", f"<a href='{self.cart_path}'>{self.cart_name}</a>"))

    cart_name = "Cart"

    def fields(self, *rows: str) -> str:
        """Labelled text fields that must be filled. Each row is `name=label`."""
        made = (row.split("=", 1) for row in rows)
        return "".join(
            f"<div class=field><label for='{n}'>{said}</label><input id='{n}' name='{n}' required></div>"
            for n, said in made
        )

    def told(self, asked: Asked, *names: str) -> bool:
        """Whether the visitor sent all of these; they are kept."""
        asked.visitor.told.update({key: value for key, value in asked.form.items() if value})
        return all(asked.visitor.told.get(name) for name in names)
