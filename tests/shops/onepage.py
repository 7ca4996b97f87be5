"""A storefront whose checkout stands on one page: account or guest, an agreement within a form of its own, a way of
shipping that a button lets one choose in a dialog, and the pay control in sight from the start.
"""

from __future__ import annotations

from .counting import Asked, CountingShop, Said, data, go

_FIELDS = ("firstname", "lastname", "email", "street", "city", "postcode")
_SCRIPT = """<script>
const by = id => document.getElementById(id);
by('details').addEventListener('submit', async event => {
  event.preventDefault();
  const answer = await fetch('/index.php?route=checkout/register.save', {method: 'POST', body: new URLSearchParams(new FormData(by('details')))});
  by('told').textContent = (await answer.json()).told;
});
by('choose').addEventListener('click', () => { by('ways').hidden = false; });
by('take').addEventListener('submit', async event => {
  event.preventDefault();
  await fetch('/checkout/shipping', {method: 'POST', body: new URLSearchParams(new FormData(by('take')))});
  by('ways').hidden = true;
  by('way').value = 'flat';
  by('sum').innerHTML = '<p>Shipping £4.00</p><p>Total £13.00</p>';
});
</script>"""


class OnePageShop(CountingShop):
    """The second product goes into the cart, but the checkout sends its buyer back: it cannot be had."""

    products = ("/products/tea", "/products/rare-tea")
    NEVER = ("/order", "/pay", "/account", "/newsletter", "/contact", "/collect")

    def __init__(self) -> None:
        super().__init__()
        self.accounts = 0

    def answer(self, asked: Asked) -> Said | None:
        cart, path = asked.visitor.cart, asked.path
        if path == "/":
            return self.page(
                "Tea shop", "<a href=/products/tea>Tea £9.00</a> <a href=/products/rare-tea>Rare tea £5.00</a>"
            )
        if path in self.products:
            name, price = ("Tea", 9) if path.endswith("/tea") else ("Rare tea", 5)
            form = f"<form action=/cart/add method=post><input type=hidden name=id value='{path}'><button>Add to basket</button></form>"
            return self.page(name, f"<p class=price>£{price}.00</p>{form}<p>Loose leaf tea.</p>")
        if path == "/cart/add":
            cart[asked.form["id"]] = 1
            return go("/cart")
        if path == "/cart/remove":
            cart.clear()
            return go("/cart")
        if path == "/cart":
            return self._cart(cart)
        if path == "/index.php" and asked.query.get("route") == "checkout/register.save":
            return self._details(asked)
        if path == "/checkout/shipping":
            asked.visitor.held["shipping"] = asked.form.get("way")
            return data({})
        if path == "/checkout":
            return self._checkout(asked) if cart and "/products/rare-tea" not in cart else go("/cart")
        return None

    def _cart(self, cart: dict[str, int]) -> Said:
        if not cart:
            return self.page("Basket", "<p>Your basket is empty</p>")
        rare = "/products/rare-tea" in cart
        told = "<p>Products marked with *** are not available in the desired quantity.</p>" if rare else ""
        line = "Rare tea ***</td><td>£5.00" if rare else "Tea</td><td>£9.00"
        return self.page(
            "Basket",
            f"{told}<table><tr><td>{line}</td><td>Quantity: 1</td></tr></table><form action=/cart/remove method=post>"
            "<button>Remove</button></form><p>Total £9.00</p><a href=/checkout>Checkout</a>",
        )

    def _details(self, asked: Asked) -> Said:
        if asked.form.get("account") != "0":
            self.accounts += 1
        if "agree" not in asked.form or not all(asked.form.get(name) for name in _FIELDS):
            return data({"told": "Please agree to the privacy policy"})
        asked.visitor.told = asked.form
        return data({"told": "Your details were saved"})

    def _checkout(self, asked: Asked) -> Said:
        told = asked.visitor.told
        fields = "".join(
            f"<label>{name.capitalize()} <input name={name} value='{told.get(name, '')}'></label>" for name in _FIELDS
        )
        guest = "checked" if told else ""
        # A list that is drawn anew: the real one is there for screen readers alone.
        drawn = "style='position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden'"
        options = "<option value=''>Choose</option><option>France</option><option>United Kingdom</option>"
        fields += (
            f"<p><label for=country>Country</label> <select id=country name=country {drawn}>{options}</select></p>"
        )
        ways = "".join(
            f"<label><input type=radio name=way value={value} {'checked' if value == 'flat' else ''}> {text}</label>"
            for value, text in (("flat", "Flat rate £4.00"), ("fast", "Courier £9.00"))
        )
        total = "<div id=sum><p>Total £9.00</p></div>"
        choose = "<button type=button id=choose>Choose</button>"
        return self.page(
            "Checkout",
            "<form id=details><label><input type=radio name=account value=1 checked> Register account</label>"
            f"<label><input type=radio name=account value=0 {guest}> Guest checkout</label>{fields}"
            "<label><input type=checkbox name=newsletter value=1 checked> Subscribe to our newsletter</label>"
            "<label><input type=checkbox name=agree value=1> I have read and agree to the privacy policy</label>"
            "<button>Continue</button></form><p id=told></p>"
            f"<div><input readonly name=shipping_method id=way aria-label='Shipping method' value=''>{choose}</div>"
            f"<div role=dialog id=ways hidden><form id=take>{ways}<button>Continue</button></form></div>"
            f"<p>Tea £9.00</p>{total}<button type=button id=pay>Confirm order</button>{_SCRIPT}",
        )
