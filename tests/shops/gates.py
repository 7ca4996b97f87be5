"""A plain storefront of forms whose checkout can be shut in several ways."""

from __future__ import annotations

from .counting import Asked, CountingShop, Said, go

FIELDS = ("email", "name", "address", "city", "postcode")
Gate = str  # "", account, captcha, phone, membership, dead, sold_out, redirect, unnamed


class GatedShop(CountingShop):
    """`gate` says what shuts the way; "" is a shop that lets everybody through to the pay control."""

    def __init__(self, gate: Gate = "") -> None:
        super().__init__()
        self.gate = gate

    def answer(self, asked: Asked) -> Said | None:
        cart, path = asked.visitor.cart, asked.path
        if path == "/":
            return self.page("Tea shop", "<a href=/products/tea>Tea £9.00</a>")
        if path == "/products/tea":
            return self._product()
        if path == "/cart/add":
            if self.gate != "dead":
                cart["1"] = 1
            return go("/cart")
        if path == "/cart/remove":
            cart.clear()
            return go("/cart")
        if path == "/cart":
            return self._cart(cart)
        if path == "/login":
            return self.page("Log in", self._login())
        if path.startswith("/checkout"):
            return self._checkout(asked) if cart else go("/cart")
        return None

    def _product(self) -> Said:
        if self.gate == "sold_out":
            return self.page(
                "Tea", "<p>£9.00</p><p>Out of stock</p><button disabled>Sold out</button><p>Loose leaf tea.</p>"
            )
        return self.page(
            "Tea",
            "<p class=price>£9.00</p><form action=/cart/add method=post><button>Add to basket</button></form><p>Loose leaf tea.</p>",
        )

    def _cart(self, cart: dict[str, int]) -> Said:
        if not cart:
            return self.page("Basket", "<p>Your basket is empty</p>")
        return self.page(
            "Basket",
            "<table><tr><td>Tea</td><td>£9.00</td><td>Quantity: 1</td></tr></table><form action=/cart/remove method=post>"
            "<button>Remove</button></form><p>Total £9.00</p><a href=/checkout>Checkout</a>",
        )

    def _login(self) -> str:
        return (
            "<form action=/account/login method=post><label>E-mail <input name=email></label>"
            "<label>Password <input type=password name=password></label><button>Log in</button></form>"
            "<form action=/account/register method=post><button>Create account</button></form>"
        )

    def _checkout(self, asked: Asked) -> Said | None:
        if self.gate == "account":
            return self.page("Checkout", self._login())
        if asked.path == "/checkout/confirm" and asked.method == "POST" and all(asked.form.get(f) for f in FIELDS):
            return self._last()
        extra = {
            "captcha": "<div class=g-recaptcha data-sitekey=x></div><p>Verify you are human</p>",
            "phone": "<label>Verification code sent to your phone <input name=sms_code required></label>",
            "membership": "<label>Club number <input name=club required></label>",
        }.get(self.gate, "")
        fields = "".join(f"<label>{name.capitalize()} <input name={name} required></label>" for name in FIELDS)
        return self.page(
            "Checkout",
            f"<form action=/checkout/confirm method=post>{fields}{extra}<button>Continue</button></form><p>Total £9.00</p>",
        )

    def _last(self) -> Said:
        return self.page(
            "Review your order",
            "<p>Tea £9.00</p><p>Shipping £3.95</p><p>Handling fee £2.00</p><p>Total £14.95</p><form action=/checkout/order method=post>"
            "<button>Place order</button></form>",
        )
