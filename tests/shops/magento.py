"""After Magento's Luma theme: the cart's table and totals, a checkout of two steps on one page that scripts draw."""

from __future__ import annotations

from .counting import Asked, Said, data
from .storefront import Storefront

_ADD = """<div class='page messages' role=alert></div><script>
document.querySelector('#product_addtocart_form').addEventListener('submit', async event => {
  event.preventDefault();
  await fetch(event.target.action, {method: 'POST', body: new URLSearchParams(new FormData(event.target))});
  document.querySelector('.page.messages').innerHTML =
    "<div class='message success'>You added Green tea to your <a href='/checkout/cart/'>shopping cart</a>.</div>";
});
</script>"""
_REMOVE = """<script>
document.querySelectorAll('[data-post]').forEach(link => link.addEventListener('click', event => {
  event.preventDefault();
  const {action, data} = JSON.parse(link.dataset.post), form = document.createElement('form');
  form.method = 'post';
  form.action = action;
  form.innerHTML = Object.entries(data).map(([name, value]) => `<input type=hidden name=${name} value=${value}>`).join('');
  document.body.append(form);
  form.submit();
}));
document.querySelector('[data-role=proceed-to-checkout]').addEventListener('click', () => { location.href = '/checkout/'; });
</script>"""
_CHECKOUT = """<ol class=opc><li id=shipping class=checkout-shipping-address><div class=step-title>Shipping Address</div>
<form class='form form-login'><label for=customer-email>Email Address</label><input id=customer-email type=email name=username required>
<fieldset id=customer-password hidden><label>Password <input type=password name=password></label></fieldset></form>
<form id=co-shipping-form>FIELDS<label for=country>Country</label><select id=country name=country_id>
<option value=US selected>United States</option><option value=GB>United Kingdom</option></select></form></li>
<li id=opc-shipping_method class=checkout-shipping-method><div class=step-title>Shipping Methods</div><form id=co-shipping-method-form>
<div id=methods>Sorry, no quotes are available for this order at this time</div>
<button data-role=opc-continue type=submit class='button action continue primary'><span>Next</span></button></form></li>
<li id=payment class=checkout-payment-method hidden><div class=step-title>Payment Method</div>
<div class='payment-method _active'><input type=radio name='payment[method]' id=checkmo value=checkmo checked><label for=checkmo>Check / Money order</label>
<label><input type=checkbox name=billing-address-same-as-shipping checked> My billing and shipping address are the same</label>
<button class='action primary checkout' type=submit title='Place Order'><span>Place Order</span></button></div></li></ol>
<aside class=opc-block-summary><strong>Order Summary</strong><table class=table-totals id=totals></table></aside><script>
const at = id => document.getElementById(id), all = form => Object.fromEntries(new FormData(form));
const send = async (path, body) => (await fetch('/rest/default/V1/guest-carts/abc/' + path,
  {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)})).json();
at('co-shipping-form').addEventListener('change', async () => {
  const ways = await send('estimate-shipping-methods', all(at('co-shipping-form')));
  at('methods').innerHTML = '<table class=table-checkout-shipping-method>' + ways.map(way => `<tr><td>
    <input type=radio name=ko_unique_1 id=way value=${way.code} checked></td><td>${way.price}</td><td><label for=way>${way.name}</label></td></tr>`).join('') + '</table>';
});
at('co-shipping-method-form').addEventListener('submit', async event => {
  event.preventDefault();
  if (!at('way') || !at('customer-email').value || !at('co-shipping-form').reportValidity()) return;
  const said = await send('shipping-information', {...all(at('co-shipping-form')), email: at('customer-email').value});
  at('totals').innerHTML = said.totals.map(([name, sum]) => `<tr><th>${name}</th><td><span class=price>${sum}</span></td></tr>`).join('');
  ['shipping', 'opc-shipping_method'].forEach(id => { at(id).hidden = true; });
  at('payment').hidden = false;
  location.hash = 'payment';
});
</script>"""
_FIELDS = ("firstname", "lastname", "street[0]", "city", "postcode", "telephone")


class MagentoShop(Storefront):
    """Sends `/payment-information` to order."""

    products = ("/green-tea.html",)
    cart_path, cart_name = "/checkout/cart/", "My Cart"
    NEVER = (*Storefront.NEVER, "/payment-information", "/customer/account", "/newsletter/subscriber")
    fee = 5.0

    def answer(self, asked: Asked) -> Said | None:
        path, cart = asked.path, asked.visitor.cart
        if path in self.products:
            form = (
                "<form id=product_addtocart_form action=/checkout/cart/add/uenc/aHR0/product/1/ method=post data-product-sku=tea>"
                "<input type=hidden name=product value=1><input type=hidden name=form_key value=k><label for=qty>Qty</label>"
                "<input type=number name=qty id=qty value=1><button type=submit title='Add to Cart' class='action primary tocart'"
                " id=product-addtocart-button><span>Add to Cart</span></button></form>"
            )
            return self.page(
                self.name, f"<div class=price-box><span class=price>{self.money(self.price)}</span></div>{form}{_ADD}"
            )
        if path.startswith("/checkout/cart/add/") and asked.form.get("form_key"):
            self.put(asked, asked.form["qty"])
            return data([])
        if path == "/checkout/cart/delete/" and asked.method == "POST":
            cart.clear()
        if path in ("/checkout/cart/", "/checkout/cart/delete/"):
            return self._cart(asked)
        if path == "/checkout/":
            fields = self.fields("firstname=First Name", "lastname=Last Name", "street[0]=Street Address", "city=City", "postcode=Zip/Postal Code", "telephone=Phone Number")  # fmt: skip
            return self.page("Checkout", _CHECKOUT.replace("FIELDS", fields))
        if path.endswith("/estimate-shipping-methods"):
            return data([{"code": "flatrate", "price": self.money(self.fee), "name": "Fixed Flat Rate"}])
        if path.endswith("/shipping-information") and self.told(asked, *_FIELDS, "email"):
            sums = (("Cart Subtotal", 0.0), ("Shipping", self.fee), ("Order Total", self.fee))
            goods = self.goods(asked)
            return data({"totals": [(n, self.money(s + (0 if n == "Shipping" else goods))) for n, s in sums]})
        return None

    def _cart(self, asked: Asked) -> Said:
        if not asked.visitor.cart:
            return self.page(
                "Shopping Cart", "<div class=cart-empty><p>You have no items in your shopping cart.</p></div>"
            )
        goods = self.money(self.goods(asked))
        row = (
            f"<tr class=item-info><td><strong class=product-item-name><a href=/green-tea.html>{self.name}</a></strong></td><td><span class=price>{self.money(self.price)}</span></td>"
            f"<td><label>Qty <input name='cart[1][qty]' type=number value={asked.visitor.cart['1']}></label></td><td><span class=price>{goods}</span></td></tr><tr class=item-actions>"
            """<td colspan=4><a href="#" class="action action-delete" data-post='{"action":"/checkout/cart/delete/","data":{"id":"1"}}'><span>Remove item</span></a></td></tr>"""
        )
        totals = f"<table class='data table totals'><tr class='totals sub'><th>Subtotal</th><td><span class=price>{goods}</span></td></tr><tr class='grand totals'><th><strong>Order Total</strong></th><td><strong><span class=price>{goods}</span></strong></td></tr></table>"
        form = f"<form id=form-validate action=/checkout/cart/updatePost/ method=post><table id=shopping-cart-table class='cart items data table'><thead><tr><th>Item</th><th>Price</th><th>Qty</th><th>Subtotal</th></tr></thead>{row}</table><button class='action update'>Update Shopping Cart</button></form>"
        button = "<ul class='checkout methods items'><li><button type=button data-role=proceed-to-checkout class='action primary checkout'><span>Proceed to Checkout</span></button></li></ul>"
        return self.page(
            "Shopping Cart",
            f"<div class=cart-container>{form}<div class=cart-summary>{totals}{button}</div></div>{_REMOVE}",
        )
