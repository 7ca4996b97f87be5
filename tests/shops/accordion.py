"""A PrestaShop-like storefront: its names of forms, fields and endpoints, in its order; the words are our own.

The button that adds is taken by a script, which posts the form's fields with `add=1&action=update`. The checkout is one
address, `/order`, whose steps fold: who buys (as a guest, with a password for those who want an account), where to, how
it is sent, how it is paid. Structure after https://github.com/PrestaShop/classic-theme.
"""

from __future__ import annotations

from .counting import Asked, CountingShop, Said, data, go

GOODS = 23.9
CARRIERS = {"1,": ("Click and collect", 0.0), "2,": ("My carrier", 7.0)}
_STEPS = ("personal-information", "addresses", "delivery", "payment")
_TITLES = ("Personal Information", "Addresses", "Shipping Method", "Payment")
_STYLE = (
    "<style>.checkout-step:not(.-current) .content, .tab-pane:not(.active), .ps-hidden { display: none }"
    " .custom-radio input, .custom-checkbox input { opacity: 0; position: absolute }</style>"
)
_ADD = """<script>
  document.querySelector('#add-to-cart-or-refresh').addEventListener('submit', async (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(event.target));
    body.set('add', '1'); body.set('action', 'update'); body.set('ajax', '1');
    await fetch(event.target.action, {method: 'POST', body});
    document.body.insertAdjacentHTML('beforeend', '<div id=blockcart-modal role=dialog class=modal>' +
      '<h4>It is in your basket</h4><button>Continue shopping</button> <a class=btn href="/cart?action=show">Proceed to checkout</a></div>');
  });
</script>"""
_SHIP = """<script>
  for (const way of document.querySelectorAll('[name="delivery_option[5]"]')) way.addEventListener('change', async () => {
    const form = document.querySelector('#js-delivery');
    await fetch(form.dataset.urlUpdate, {method: 'POST', body: new URLSearchParams(new FormData(form))});
  });
</script>"""


def euros(value: float) -> str:
    """A price as the shop prints it."""
    return f"€{value:.2f}"


def field(label: str, name: str, kind: str = "text", required: bool = True) -> str:
    """One row of a form."""
    needed = " required" if required else ""
    return (
        f'<div class="form-group row"><label class="form-control-label{needed}" for="field-{name}">{label}</label>'
        f'<input id="field-{name}" class=form-control name={name} type={kind}{needed}></div>'
    )


class AccordionShop(CountingShop):
    """Sells one mug with two colours, one of them chosen."""

    products = ("/home/6-mug.html",)
    NEVER = (*CountingShop.NEVER[1:], "/module/", "/login", "/registration")  # /order is where its checkout lives

    def answer(self, asked: Asked) -> Said | None:
        if asked.path == "/home/6-mug.html":
            return self._product()
        if asked.path == "/cart":
            return self._cart(asked)
        if asked.path == "/order":
            return self._order(asked) if asked.visitor.cart else go("/cart?action=show")
        return None

    def _product(self) -> Said:
        return self.page(
            "Mug the best is yet to come",
            f'<div class="product-prices"><div class="current-price"><span class="current-price-value">{euros(GOODS)}</span></div>'
            '<div class="tax-shipping-delivery-label">Tax included</div></div><p>White ceramic mug, 325 ml.</p>'
            '<div class="product-actions"><form action=/cart method=post id=add-to-cart-or-refresh>'
            "<input type=hidden name=token value=0f1e2d><input type=hidden name=id_product value=6>"
            "<input type=hidden name=id_customization value=0>"
            '<div class="product-variants-item"><span class=control-label>Colour</span><ul>'
            + "".join(
                f'<li><label aria-label={name}><input class=input-color type=radio name="group[2]" value={n}{on}><span>{name}</span></label></li>'
                for n, name, on in ((8, "White", " checked"), (11, "Black", ""))
            )
            + "</ul></div><span class=control-label>Quantity</span>"
            '<input type=number name=qty id=quantity_wanted value=1 min=1 aria-label=Quantity><button class="btn add-to-cart" '
            'data-button-action=add-to-cart type=submit><i class="material-icons" aria-hidden=true>&#xE547;</i> Add to cart</button>'
            f"</form></div>{_ADD}",
        )

    def _cart(self, asked: Asked) -> Said:
        cart, said = asked.visitor.cart, {**asked.query, **asked.form}
        if said.get("add") == "1" and said.get("action") == "update" and said.get("token"):
            cart[said["id_product"]] = int(said.get("qty", "1"))
            return data({"success": True})
        if said.get("delete") == "1":
            cart.clear()
            return go("/cart?action=show")
        if not cart:
            return self.page("Shopping Cart", '<span class="no-items">There are no more items in your cart</span>')
        line = (
            '<div class="product-line-grid"><a class=label href=/home/6-mug.html>Mug the best is yet to come</a>'
            f"<div class=current-price><span class=price>{euros(GOODS)}</span></div><input class=js-cart-line-product-quantity type=number "
            f'value={cart["6"]} name=product-quantity-spin aria-label="Quantity of the mug"><span class=product-price><strong>'
            f"{euros(GOODS)}</strong></span>"
            '<a class="remove-from-cart" rel=nofollow href="/cart?delete=1&id_product=6&token=0f1e2d" data-link-action=delete-from-cart>'
            '<i class="material-icons">delete</i></a></div>'
        )
        return self.page(
            "Shopping Cart",
            f'{line}{self._sums(0.0, "Free")}<a href=/order class="btn btn-primary">Proceed to checkout</a>'
            '<a class=label href="/">Continue shopping</a>',
        )

    def _sums(self, shipping: float, said: str) -> str:
        rows = (("1 item", euros(GOODS)), ("Shipping", said), ("Total (tax incl.)", euros(GOODS + shipping)))
        return "".join(
            f'<div class="cart-summary-line"><span class=label>{label}</span> <span class=value>{value}</span></div>'
            for label, value in rows
        )

    def _order(self, asked: Asked) -> Said:
        told, form = asked.visitor.told, asked.form
        if form.get("submitCreate") and form.get("email") and form.get("psgdpr"):
            told.update(form)
        if form.get("submitAddress") and form.get("postcode") and form.get("id_country"):
            told.update(form)
        chosen = form.get("delivery_option[5]")
        if chosen in CARRIERS:
            told["carrier"] = chosen
        if "confirmDeliveryOption" in form:
            told["sent"] = "1"
        if asked.query.get("ajax"):
            return data({"preview": ""})
        at = 3 if "sent" in told else 2 if "postcode" in told else 1 if "email" in told else 0
        _, cost = CARRIERS[told.get("carrier", "2,")]
        bodies = (self._who, self._where, lambda: self._how(told), self._pay)
        steps = "".join(
            f'<section id="checkout-{step}-step" class="checkout-step{" -current" if n == at else ""}"><h1 class="step-title h3">'
            f"<span class=step-number>{n + 1}</span> {title}</h1><div class=content>{bodies[n]() if n == at else ''}</div></section>"
            for n, (step, title) in enumerate(zip(_STEPS, _TITLES, strict=True))
        )
        sums = self._sums(cost, euros(cost) if cost else "Free") if at >= 2 else self._sums(0.0, "Free")
        return self.page("Checkout", f"{steps}<div id=js-checkout-summary>{sums}</div>", _STYLE)

    def _who(self) -> str:
        return (
            '<ul class=nav role=tablist><li><a class="nav-link active" href="#checkout-guest-form" role=tab>Order as a guest</a></li>'
            '<li><a class=nav-link href="#checkout-login-form" role=tab>Sign in</a></li></ul>'
            '<div class="tab-pane active" id=checkout-guest-form><form action=/order id=customer-form method=post>'
            "<label><span class=custom-radio><input name=id_gender type=radio value=1></span> Mr.</label>"
            "<label><span class=custom-radio><input name=id_gender type=radio value=2></span> Mrs.</label>"
            f"{field('First name', 'firstname')}{field('Last name', 'lastname')}{field('Email', 'email', 'email')}"
            "<p>An account (optional) saves time next time.</p>"
            f"{field('Password', 'password', 'password', required=False)}{field('Birthdate', 'birthday', required=False)}"
            "<span class=custom-checkbox><label><input name=optin type=checkbox value=1> Receive offers from our partners</label></span>"
            "<span class=custom-checkbox><label><input name=psgdpr type=checkbox value=1 required> I agree to the terms and the privacy "
            "policy</label></span><input type=hidden name=submitCreate value=1><button class=continue name=continue type=submit value=1 "
            "data-link-action=register-new-customer>Continue</button></form></div>"
            "<div class=tab-pane id=checkout-login-form><form action=/login method=post>"
            "<label>Email <input name=email type=email></label><label>Password <input name=password type=password></label>"
            "<button>Sign in</button></form></div>"
        )

    def _where(self) -> str:
        return (
            "<div class=js-address-form><form method=POST action=/order>"
            f"{field('First name', 'firstname')}{field('Last name', 'lastname')}{field('Company', 'company', required=False)}"
            f"{field('Address', 'address1')}{field('Address Complement', 'address2', required=False)}"
            f"{field('Zip/Postal Code', 'postcode')}{field('City', 'city')}"
            '<label for=field-id_country>Country</label><select id=field-id_country name=id_country required><option value="" disabled '
            "selected>Please choose</option><option value=8>France</option><option value=1>Germany</option></select>"
            f"{field('Phone', 'phone', 'tel', required=False)}"
            "<input name=use_same_address id=use_same_address type=checkbox value=1 checked><label for=use_same_address>Use this address "
            "for invoice too</label><input type=hidden name=submitAddress value=1>"
            "<button type=submit class=continue name=confirm-addresses value=1>Continue</button></form></div>"
        )

    def _how(self, told: dict[str, str]) -> str:
        ways = "".join(
            f'<span class=custom-radio><input type=radio name="delivery_option[5]" id=delivery_option_{key[0]} value="{key}"'
            f"{' checked' if key == told.get('carrier', '2,') else ''}></span><label for=delivery_option_{key[0]}><span class=carrier-name>"
            f"{name}</span> <span class=carrier-delay>Delivery in 2 to 4 days</span> <span class=carrier-price>{euros(cost) if cost else 'Free'}"
            "</span></label>"
            for key, (name, cost) in CARRIERS.items()
        )
        return (
            '<form id=js-delivery data-url-update="/order?ajax=1&action=selectDeliveryOption" action=/order method=post>'
            f"{ways}<label for=delivery_message>A comment on your order</label><textarea id=delivery_message name=delivery_message>"
            "</textarea><button type=submit class=continue name=confirmDeliveryOption value=1>Continue</button></form>"
            + _SHIP
        )

    def _pay(self) -> str:
        ways = "".join(
            f"<span class=custom-radio><input id=payment-option-{n} name=payment-option type=radio required></span><label for=payment-option-{n}>"
            f"{name}</label><div class=ps-hidden><form id=payment-payment-option-{n}-form method=POST action=/module/{module}/validation>"
            f"<button style='display:none' id=pay-with-payment-option-{n} type=submit></button></form></div>"
            for n, name, module in (
                (1, "Pay by bank transfer", "ps_wirepayment"),
                (2, "Pay by cheque", "ps_checkpayment"),
            )
        )
        return (
            f'{ways}<form id=conditions-to-approve method=GET><span class=custom-checkbox><input id="conditions_to_approve[terms]" '
            'name="conditions_to_approve[terms]" required type=checkbox value=1></span><label for="conditions_to_approve[terms]">I accept '
            "the <a href=/content/3-terms>terms of service</a></label></form>"
            "<div id=payment-confirmation><button type=submit class='btn disabled' disabled>Place order</button></div>"
        )
