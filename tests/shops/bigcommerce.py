"""After BigCommerce's Cornerstone theme and its one-page checkout, in which each step folds when it is done."""

from __future__ import annotations

from .counting import Asked, Said, data
from .storefront import Storefront

_ADD = """<div id=previewModal class='modal modal--large' hidden><h2>Ok, 1 item was added to your cart. What's next?</h2>
<a class='button button--primary' href=/checkout>Proceed to checkout</a> <a class=button href=/cart.php>View or edit your cart</a></div><script>
document.querySelector('[data-cart-item-add]').addEventListener('submit', async event => {
  event.preventDefault();
  await fetch('/remote/v1/cart/add', {method: 'POST', body: new FormData(event.target)});
  document.getElementById('previewModal').hidden = false;
});
</script>"""
_REMOVE = """<div id=alert-modal role=dialog hidden style='position: fixed; inset: 30%; background: white'>
<p>Are you sure you want to delete this item?</p><button class='button cancel'>Cancel</button> <button class='button confirm'>OK</button></div><script>
document.querySelector('.cart-remove').addEventListener('click', () => { document.getElementById('alert-modal').hidden = false; });
document.querySelector('.cancel').onclick = () => { document.getElementById('alert-modal').hidden = true; };
document.querySelector('.confirm').onclick = async () => {
  await fetch('/remote/v1/cart/update', {method: 'POST', body: new URLSearchParams({'items[0][id]': 'a', 'items[0][quantity]': '0'})});
  location.reload();
};
</script>"""
_STEPS = """<ol class=checkout-steps><li class='checkout-step checkout-step--customer'><h2>Customer</h2><form id=checkout-customer-guest>
<label for=email>Email</label><input id=email name=email type=email autocomplete=email required>
<label><input type=checkbox name=shouldSubscribe checked> Subscribe to our newsletter.</label>
<button id=checkout-customer-continue type=submit class=button>Continue</button></form><p>Already have an account? <a id=checkout-customer-login href=#>Sign in now</a></p></li>
<li class='checkout-step checkout-step--shipping'><h2>Shipping</h2><form id=shipping hidden>FIELDS
<label for=countryCodeInput>Country</label><select id=countryCodeInput name=shippingAddress.countryCode required><option value=''>Select a country</option><option value=GB>United Kingdom</option></select>
<label><input type=checkbox id=sameAsBilling name=billingSameAsShipping checked> My billing address is the same as my shipping address.</label>
<fieldset id=checkout-shipping-options><legend>Shipping Method</legend><p>Please enter a shipping address in order to see shipping quotes</p></fieldset>
<button id=checkout-shipping-continue type=submit class=button>Continue</button></form></li>
<li class='checkout-step checkout-step--payment'><h2>Payment</h2><form id=pay hidden><label><input type=radio name=paymentProviderRadio value=cheque checked> Pay in Store</label>
<button id=checkout-payment-continue type=submit class=button>Place Order</button></form></li></ol>
<article class=cart><h3>Order Summary</h3><dl id=sums></dl></article><script>
const at = id => document.getElementById(id), all = form => new URLSearchParams(new FormData(form));
async function told(path, form) {
  const said = await (await fetch('/api/storefront/checkouts/abc/' + path, {method: 'POST', body: all(form)})).json();
  at('sums').innerHTML = said.sums.map(([name, sum]) => `<dt>${name}</dt><dd>${sum}</dd>`).join('');
  return said;
}
at('checkout-customer-guest').addEventListener('submit', async event => {
  event.preventDefault();
  await told('billing-address', event.target);
  event.target.hidden = true;
  at('shipping').hidden = false;
});
at('shipping').addEventListener('change', async event => {
  if (event.target.name === 'shippingOption' || ![...at('shipping').querySelectorAll('[required]')].every(one => one.value)) return;
  const said = await told('consignments', at('shipping'));
  at('checkout-shipping-options').innerHTML = `<legend>Shipping Method</legend><label><input type=radio name=shippingOption value=flat> ${said.way}</label>`;
});
at('shipping').addEventListener('submit', async event => {
  event.preventDefault();
  if (!document.querySelector('[name=shippingOption]:checked')) return;
  await told('consignments/1', at('shipping'));
  event.target.hidden = true;
  at('pay').hidden = false;
});
</script>"""


class BigCommerceShop(Storefront):
    """Sends `/internalapi/v1/checkout/order` to order; `/api/storefront/subscriptions` for its newsletter."""

    products = ("/green-tea/",)
    cart_path = "/cart.php"
    NEVER = (*Storefront.NEVER, "/subscriptions", "/login.php")

    def answer(self, asked: Asked) -> Said | None:
        path, cart = asked.path, asked.visitor.cart
        if path in self.products:
            form = (
                "<form method=post action=/cart.php enctype=multipart/form-data data-cart-item-add><input type=hidden name=action value=add>"
                "<input type=hidden name=product_id value=77><div class=form-increment><button type=button data-action=dec aria-label='Decrease quantity'></button>"
                "<input name='qty[]' id='qty[]' type=tel value=1 aria-label=Quantity><button type=button data-action=inc aria-label='Increase quantity'></button></div>"
                "<input id=form-action-addToCart class='button button--primary' type=submit value='Add to Cart'></form>"
            )
            price = f"<div class=productView-price><span class='price price--withoutTax'>{self.money(self.price)}</span></div>"
            return self.page(self.name, f"{price}{form}{_ADD}")
        if path == "/remote/v1/cart/add":
            self.put(asked)
            return data({"data": {"cart_item": {"id": "a"}}})
        if path == "/remote/v1/cart/update" and asked.form.get("items[0][quantity]") == "0":
            cart.clear()
            return data({"data": {"status": "succeed"}})
        if path == "/cart.php":
            return self._cart(asked)
        if path == "/checkout":
            named = ("firstName=First Name", "lastName=Last Name", "address1=Address", "city=City", "postalCode=Postal Code", "phone=Phone Number")  # fmt: skip
            return self.page(
                "Checkout", _STEPS.replace("FIELDS", self.fields(*(f"shippingAddress.{one}" for one in named)))
            )
        if path.startswith("/api/storefront/checkouts/abc/"):
            goods, sent = self.goods(asked), "consignments" in path
            sums = (
                [("Subtotal", goods), ("Shipping", self.fee), ("Total", goods + self.fee)]
                if sent
                else [("Subtotal", goods)]
            )
            return data({"sums": [(n, self.money(s)) for n, s in sums], "way": f"Flat Rate {self.money(self.fee)}"})
        return None

    def _cart(self, asked: Asked) -> Said:
        if not asked.visitor.cart:
            return self.page("Your Cart (0 items)", "<div data-cart><h3 tabindex=0>Your cart is empty</h3></div>")
        goods = self.money(self.goods(asked))
        row = (
            f"<tr class=cart-item data-item-row><td class='cart-item-block cart-item-title'><h2 class=cart-item-name><a href=/green-tea/>{self.name}</a></h2></td>"
            f"<td class=cart-item-info><span class=cart-item-value>{self.money(self.price)}</span></td><td class='cart-item-info cart-item-quantity'><div class=form-increment>"
            f"<input id=qty-a name=qty-a type=tel value={asked.visitor.cart['1']} aria-label=Quantity></div></td><td class=cart-item-info><strong class=cart-item-value>{goods}</strong>"
            f"<button class='cart-remove icon' data-cart-itemid=a aria-label='Remove {self.name} from cart'></button></td></tr>"
        )
        totals = "".join(
            f"<li class=cart-total><div class=cart-total-label><strong>{said}:</strong></div><div class=cart-total-value><span>{goods}</span></div></li>"
            for said in ("Subtotal", "Grand total")
        )
        table = f"<table class=cart data-cart-quantity=1><thead><tr><th>Item</th><th>Price</th><th>Quantity</th><th>Total</th></tr></thead><tbody class=cart-list>{row}</tbody></table>"
        way = "<div class=cart-actions><a class='button button--primary' href=/checkout data-primary-checkout-now-action>Check out</a></div>"
        return self.page(
            "Your Cart (1 item)", f"<div data-cart>{table}<ul class=cart-totals>{totals}</ul>{way}</div>{_REMOVE}"
        )
