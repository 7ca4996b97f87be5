"""A storefront without a server of its own: its cart lives in the browser's storage, and one press puts one piece in."""

from __future__ import annotations

from .counting import Asked, CountingShop, Said

_ADD = """<button type=button onclick="put()">Add to cart</button><script>
function put() {
  const cart = JSON.parse(localStorage.getItem('cart') || '{}');
  cart.tea = (cart.tea || 0) + 1;
  localStorage.setItem('cart', JSON.stringify(cart));
}
</script>"""
_CART = """<div id=lines></div><script>
function draw() {
  const pieces = (JSON.parse(localStorage.getItem('cart') || '{}')).tea || 0;
  document.getElementById('lines').innerHTML = pieces
    ? `<table><tr><td><a href=/products/tea>Tea</a></td><td>£9.00</td><td><input name=quantity value=${pieces}></td>
       <td><button type=button onclick="localStorage.removeItem('cart'); draw()">Remove</button></td></tr></table>
       <p>Subtotal £${pieces * 9}.00</p><p>Total £${pieces * 9}.00</p>`
    : '<p>Your cart is empty</p>';
}
draw();
</script>"""


class StorageShop(CountingShop):
    """Nothing but pages is ever asked of it."""

    products = ("/products/tea",)

    def answer(self, asked: Asked) -> Said | None:
        if asked.path == "/":
            return self.page("Tea shop", "<a href=/products/tea>Tea £9.00</a> <a href=/cart>Cart</a>")
        if asked.path == "/products/tea":
            return self.page("Tea", f"<p class=price>£9.00</p>{_ADD}<p>Loose leaf tea.</p><a href=/cart>Cart</a>")
        if asked.path == "/cart":
            return self.page("Your cart", _CART)
        return None


class DrawerShop(StorageShop):
    """Its cart is a drawer of the product's page and has no page of its own."""

    def answer(self, asked: Asked) -> Said | None:
        if asked.path == "/products/tea":
            return self.page("Tea", f"<p class=price>£9.00</p>{_ADD}<p>Loose leaf tea.</p>")
        return None if asked.path == "/cart" else super().answer(asked)


class EngravingShop(StorageShop):
    """What it sells bears a name: without one its button only asks for it."""

    def answer(self, asked: Asked) -> Said | None:
        if asked.path == "/products/tea":
            asks = "if (!document.getElementById('name').value.trim()) { document.getElementById('say').hidden = false; return; }"
            field = "<label for=name>Name on the tin</label><input id=name maxlength=20><p id=say hidden>Please tell us a name.</p>"
            add = _ADD.replace("function put() {", f"function put() {{ {asks}")
            return self.page("Tea", f"<p class=price>£9.00</p>{field}{add}<p>Loose leaf tea.</p><a href=/cart>Cart</a>")
        return super().answer(asked)


class FallbackShop(StorageShop):
    """It has no cart, and a server that gives the home page under every address that it does not know."""

    def answer(self, asked: Asked) -> Said | None:
        if asked.path == "/products/tea":
            said = self.page("Tea", "<p class=price>£9.00</p><button type=button>Add to cart</button>")
        else:
            said = self.page("Tea shop", "<p><a href=/products/tea>Tea</a> £9.00</p><p>Oolong £12.00</p>")
        return Said(said.body.replace("<a href='/cart'>Cart</a>", ""))


class GuideShop(StorageShop):
    """Nothing leads from its cart to a checkout, and every page to a guide for shoppers."""

    def answer(self, asked: Asked) -> Said | None:
        if asked.path == "/cart":
            return self.page("Your cart", _CART + "<p><a href=/shopping-guide.html>How to order</a></p>")
        if asked.path == "/shopping-guide.html":
            return self.page(
                "How to order", "<p>Put the tea into the cart, write to us, and we send it within 3 days.</p>"
            )
        return super().answer(asked)


class CartEndsShop(StorageShop):
    """No page of it is a checkout: what its cart's page says below the sum, `below`, is all there is."""

    def __init__(self, below: str) -> None:
        super().__init__()
        self.below = below

    def answer(self, asked: Asked) -> Said | None:
        if asked.path == "/cart":
            return self.page("Your cart", _CART + self.below)
        return super().answer(asked)


PAYS_HERE = "<button type=button onclick=\"fetch('/pay', {method: 'POST'})\">Pay by card – £9.00</button>"
DEAD_END = "<button type=button onclick=\"this.title = 'soon'\">Proceed to checkout</button>"
LEADS_HOME = "<button type=button onclick=\"location.href = '/'\">Proceed to checkout</button>"
UNFOLDS = """<button type=button onclick="document.getElementById('ask').hidden = false">Proceed to checkout</button>
<form id=ask action=/order method=post hidden><label>Name<input name=name></label><label>Street<input name=street></label>
<label>City<input name=city></label><label>Postcode<input name=postcode></label><button>Place order</button></form>"""


class ShyShop(StorageShop):
    """What adds to its cart goes away when it is pressed, and has put nothing in."""

    def answer(self, asked: Asked) -> Said | None:
        if asked.path == "/products/tea":
            add = "<button type=button onclick='this.remove()'>Add to cart</button>"
            return self.page("Tea", f"<p class=price>£9.00</p>{add}<p>Loose leaf tea.</p><a href=/cart>Cart</a>")
        return super().answer(asked)
