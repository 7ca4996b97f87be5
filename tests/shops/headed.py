"""A storefront whose cart is the head of its checkout: goods fly into the cart before anything is sent, the cart's controls
show drawings alone, and the order button waits until the shop has taken the buyer's details.
"""

from __future__ import annotations

from .counting import Asked, CountingShop, Said, data

_FIELDS = ("firstname", "lastname", "email", "street", "city", "postcode")
_FLIGHT = """<script>
document.querySelector('#buy').onsubmit = event => {
  event.preventDefault();
  setTimeout(() => fetch('/ajax/cart.json', {method: 'POST', body: new URLSearchParams({id: 'tea', quantity: 1})}), 700);
};
</script>"""
_PARTS = """<script>
const send = async (part, what) => {
  await fetch('/ajax/' + part, {method: 'POST', body: new URLSearchParams(what)});
  location.reload();
};
const form = document.querySelector('#all'), save = document.querySelector('#save');
form.oninput = () => { save.disabled = false; };
form.onclick = event => {
  const button = event.target.closest('button');
  if (!button || button.name === 'confirm') return;
  event.preventDefault();
  send(button.name === 'remove' ? 'checkout_cart' : 'checkout_customer', button.name === 'remove' ? {remove: button.value} : new FormData(form));
};
</script>"""


class HeadedShop(CountingShop):
    """`most` is the largest number of pieces that any cart has held."""

    def __init__(self) -> None:
        super().__init__()
        self.most = 0

    def page(self, title: str, main: str, head: str = "") -> Said:
        said = super().page(title, main, head)
        return Said(said.body.replace("<a href='/cart'>Cart</a>", "<a href='/checkout'>Cart <b>1</b></a>"))

    def answer(self, asked: Asked) -> Said | None:
        cart, path = asked.visitor.cart, asked.path
        if path == "/products/tea":
            buy = "<form id=buy method=post><input type=hidden name=id value=tea><button>Add to cart</button></form>"
            return self.page("Tea", f"<p class=price>£9.00</p>{buy}<p>Loose leaf tea.</p>{_FLIGHT}")
        if path == "/ajax/cart.json":
            cart["tea"] = cart.get("tea", 0) + 1
            self.most = max(self.most, cart["tea"])
            return data({"items": cart})
        if path == "/ajax/checkout_cart":
            cart.clear()
            return data({})
        if path == "/ajax/checkout_customer":
            asked.visitor.told = asked.form
            return data({})
        if path == "/checkout":
            return self._checkout(asked)
        return None

    def _checkout(self, asked: Asked) -> Said:
        if not asked.visitor.cart:
            return self.page("Checkout", "<p>There are no items in your cart.</p>")
        told = asked.visitor.told
        saved = all(told.get(name) for name in _FIELDS)
        icons = "".join(
            f"<button name={name} value=fd93e9635 title={name.title()}><i class=icon></i></button>"
            for name in ("update", "remove")
        )
        line = f"<td>Tea</td><td><input type=number name=quantity value=1>{icons}</td><td>£9.00</td>"
        fields = "".join(
            f"<label>{name.capitalize()} <input name={name} value='{told.get(name, '')}' required></label>"
            for name in _FIELDS
        )
        rest = (
            "<p>I have read the <a href=/terms>terms of sale</a></p><button name=confirm>Confirm order</button>"
            if saved
            else "<p>You must enter a first name.</p><button name=confirm disabled>Confirm order</button>"
        )
        sums = "<p>Shipping £4.00</p><p>Total £13.00</p>" if saved else "<p>Total £9.00</p>"
        return self.page(
            "Checkout",
            f"<form id=all action=/order_process method=post><h2>Shopping cart</h2><table><tr>{line}</tr></table>"
            f"<p>Subtotal £9.00</p><h2>Your details</h2>{fields}<button name=save id=save disabled>Save changes</button>"
            f"<h2>Order summary</h2>{sums}{rest}</form>{_PARTS}",
        )
