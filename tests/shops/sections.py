"""A storefront of wrapped sections with variants and an AJAX cart, and a checkout of one page that learns shipping late."""

from __future__ import annotations

from .counting import Asked, CountingShop, Said, data, go

PRICES = {"11": 1200, "12": 1500}  # cents
NAMES = {"11": "Small", "12": "Large"}
SHIPPING = {"standard": 450, "express": 990}

_ADD = """<script>
  document.querySelector('form.product-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const size = document.querySelector('input[name=size]:checked');
    if (!size) { document.querySelector('.note').textContent = 'Please select a size'; return; }
    const body = JSON.stringify({id: size.value, quantity: 1});
    const answer = await (await fetch('/cart/add.js', {method: 'POST', headers: {'Content-Type': 'application/json'}, body})).json();
    document.querySelector('.note').textContent = answer.title + ' added';
  });
</script>"""
_CHECKOUT = """<script>
  const form = document.querySelector('form#address');
  let timer = 0;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (![...form.querySelectorAll('[required]')].every((field) => field.value)) return;
      const sent = await fetch('/checkouts/one/address', {method: 'POST', body: new URLSearchParams(new FormData(form))});
      const rates = (await sent.json()).rates;
      const place = document.querySelector('#rates');
      if (place.children.length) return;
      for (const [name, label] of rates) place.insertAdjacentHTML('beforeend',
        `<label><input type=radio name=shipping_method value=${name}> ${label}</label>`);
    }, 250);
  });
  document.querySelector('#rates').addEventListener('change', async (event) => {
    const body = new URLSearchParams({rate: event.target.value});
    const sums = await (await fetch('/checkouts/one/shipping', {method: 'POST', body})).json();
    document.querySelector('#shipping').textContent = sums.shipping;
    document.querySelector('#total').textContent = sums.total;
  });
</script>"""


def dollars(cents: int) -> str:
    """A price as the shop prints it."""
    return f"${cents / 100:,.2f} USD"


class SectionsShop(CountingShop):
    """Sells tea in two sizes; neither is chosen beforehand."""

    def answer(self, asked: Asked) -> Said | None:
        cart, path = asked.visitor.cart, asked.path
        subtotal = sum(PRICES[variant] * number for variant, number in cart.items())
        if path == "/products/tea":
            return self._product()
        if path == "/cart/add.js":
            cart[asked.form["id"]] = cart.get(asked.form["id"], 0) + 1
            return data({"title": "Green tea"})
        if path == "/cart/change":
            cart.pop(asked.query["id"], None)
            return go("/cart")
        if path == "/cart":
            return self._cart(cart, subtotal) if asked.method == "GET" else go("/checkouts/one")
        if path.startswith("/checkouts/one"):
            return self._checkout(asked, path.removeprefix("/checkouts/one"), subtotal) if cart else go("/cart")
        return None

    def _product(self) -> Said:
        sizes = "".join(
            f"<label><input type=radio name=size value={key} style='position:absolute;opacity:0'><span>{name}</span></label>"
            for key, name in NAMES.items()
        )
        return self.page(
            "Green tea",
            f"<div class='shopify-section'><p class=price>{dollars(1200)}</p><form class=product-form action=/cart/add method=post>"
            f"<fieldset><legend>Size</legend>{sizes}</fieldset><button name=add>Add to cart</button>"
            "<button type=button onclick=\"fetch('/orders', {method: 'POST'})\">Buy it now</button></form><p class=note></p>"
            "<script id='captcha-bootstrap'>const fields = ['g-recaptcha-response', 'h-captcha-response'];</script>"
            f"<p>Sencha from Uji, 50 g.</p></div>{_ADD}",
        )

    def _cart(self, cart: dict[str, int], subtotal: int) -> Said:
        if not cart:
            return self.page(
                "Your cart is empty", "<p>Your cart is empty</p><a href=/products/tea>Continue shopping</a>"
            )
        rows = "".join(
            f"<tr><td><a href=/products/tea>Green tea</a> {NAMES[key]}</td><td><input name='updates[]' value={number} "
            f"aria-label=Quantity type=number></td><td>{dollars(PRICES[key])}</td>"
            f"<td><a href='/cart/change?id={key}&quantity=0' aria-label='Remove Green tea'>Remove</a></td></tr>"
            for key, number in cart.items()
        )
        return self.page(
            "Your cart",
            f"<form action=/cart method=post><table>{rows}</table><p>Subtotal {dollars(subtotal)}</p>"
            "<p>Shipping is calculated at checkout.</p><button name=checkout>Check out</button></form>"
            "<a href=/products/tea>Continue shopping</a><button>PayPal</button>",
        )

    def _checkout(self, asked: Asked, rest: str, subtotal: int) -> Said:
        if rest == "/address":
            asked.visitor.told.update(asked.form)
            return data({"rates": [[name, f"{name.capitalize()} {dollars(cost)}"] for name, cost in SHIPPING.items()]})
        if rest == "/shipping":
            cost = SHIPPING[asked.form["rate"]]
            return data({"shipping": dollars(cost), "total": dollars(subtotal + cost)})
        fields = "".join(
            f"<label>{label} <input name='checkout[{name}]' {'required' if name != 'company' else ''}></label>"
            for name, label in (
                ("email", "E-mail"), ("first_name", "First name"), ("last_name", "Last name"), ("company", "Company"),
                ("address1", "Address"), ("city", "City"), ("zip", "ZIP code"), ("phone", "Phone"),
            )
        )  # fmt: skip
        return self.page(
            "Checkout",
            f"<form id=address action=/checkouts/one/orders method=post>{fields}"
            "<label><input type=checkbox name=newsletter value=1 checked> Email me with news and offers</label>"
            "<fieldset><legend>Shipping method</legend><div id=rates></div></fieldset>"
            "<fieldset><legend>Payment</legend><label><input type=radio name=payment value=card checked> Credit card</label></fieldset>"
            "<button>Pay now</button></form>"
            f"<table><tr><th>Subtotal</th><td>{dollars(subtotal)}</td></tr><tr><th>Shipping</th><td id=shipping>Enter address</td></tr>"
            f"<tr><th>Total</th><td id=total>{dollars(subtotal)}</td></tr></table>{_CHECKOUT}",
        )
