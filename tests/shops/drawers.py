"""Storefronts whose cart is a part of the product's page: a panel that scripts fill, with the checkout behind it.

The cart lives in the browser's storage. `checkout`: "page", a page of its own; "panel", a form on the same page.
"""

from __future__ import annotations

from .counting import Asked, CountingShop, Said, data, go

_STYLE = """<style>#cart-drawer { position: fixed; top: 0; right: 0; width: 420px; height: 100%; background: white;
  transform: translateX(100%); transition: transform .1s } #cart-drawer.open { transform: none }
  #pay { position: fixed; inset: 8%; background: white; display: none }</style>"""
_DRAWER = """<aside id=cart-drawer role=dialog aria-label=Cart><h2>Your cart</h2><button id=shut aria-label=Close>×</button>
<div id=lines></div><button id=on type=button>Go to checkout</button></aside>
<div id=pay role=dialog aria-label=Checkout><button aria-label=Close>×</button><h2>Delivery</h2><form>
<label>Name <input name=name autocomplete=name required></label><label>E-mail <input type=email name=email required></label>
<label>Address <input name=street autocomplete=street-address required></label>
<label>Postcode <input name=postcode required></label><label>Town <input name=city required></label>
<p>Subtotal £9.00</p><p>Delivery £3.50</p><p>Total £12.50</p>
<button type=button onclick="fetch('/api/orders', {method: 'POST', body: '{}'})">Place order</button></form></div>"""
_SCRIPT = """<script>
const held = () => JSON.parse(localStorage.getItem('cart') || '{}'), at = (id) => document.getElementById(id);
const show = () => at('cart-drawer').classList.add('open');
function draw() {
  at('lines').innerHTML = held().tea
    ? `<div class=line>Green tea <span>£${held().tea * 9}.00</span> <steps><button class=remove-line><i></i></button></div>
       <p>Subtotal £${held().tea * 9}.00</p><charge>` : '<p>Your cart is empty</p>';
  document.querySelectorAll('.step').forEach(one => one.onclick = () => {
    localStorage.setItem('cart', JSON.stringify({tea: held().tea + Number(one.value)})); draw(); });
  document.querySelectorAll('.remove-line').forEach(one => one.onclick = () => { localStorage.removeItem('cart'); draw(); });
}
at('add').onclick = () => { localStorage.setItem('cart', JSON.stringify({tea: (held().tea || 0) + 1})); draw(); <opens> };
at('bag').onclick = show;
at('shut').onclick = () => at('cart-drawer').classList.remove('open');
at('on').onclick = () => { <leads> };
draw();
</script>"""


_STEPS = """<button class=step value=-1 aria-label="Decrease quantity">−</button> <b>${held().tea}</b>
  <button class=step value=1 aria-label="Increase quantity"><i></i></button>"""


class DrawerCartShop(CountingShop):
    """`opens`: adding opens the drawer; else the sign in the header does. `promises`: delivery is said to be free from £40,
    which the drawer, whose only way to more pieces are two buttons, does not keep to.
    """

    products = ("/products/tea",)

    def __init__(self, checkout: str = "page", *, opens: bool = True, promises: bool = False) -> None:
        super().__init__()
        self._says = "<p>Free delivery on orders over £40.</p>" if promises else ""
        self._line = (_STEPS, "<p>Delivery £3.50</p>") if promises else ("", "")
        self._on = {"page": "location.href = '/delivery'", "panel": "at('pay').style.display = 'block'"}[checkout]
        self._opens = "show()" if opens else ""

    def answer(self, asked: Asked) -> Said | None:
        if asked.path == "/products/tea":
            script = _SCRIPT.replace("<opens>", self._opens).replace("<leads>", self._on)
            script = script.replace("<steps>", self._line[0]).replace("<charge>", self._line[1])
            said = self.page(
                "Green tea",
                f"{_STYLE}<p class=price>£9.00</p>{self._says}<button id=add>Add to cart</button>{_DRAWER}{script}",
            )
            header = "<button id=bag aria-label='View cart'>0</button>"
            return Said(said.body.replace("<a href='/cart'>Cart</a>", header))
        if asked.path == "/delivery":
            form = _DRAWER[_DRAWER.index("<form>") : _DRAWER.rindex("</div>")]
            return Said(self.page("Checkout", form).body.replace("<a href='/cart'>Cart</a>", ""))
        return None


_SHEET = """<style>#dim { position: fixed; inset: 0; background: #0008 } #sheet { position: fixed; top: 0; right: 0; width: 420px;
  height: 100%; background: white }</style><div id=dim hidden></div><div id=sheet class=mini-cart role=dialog aria-label=Cart hidden>
<h2>Your cart</h2><div id=lines></div><button id=see type=button>View cart</button>
<a href=/delivery>Checkout</a><button id=shut type=button>Close</button></div>
<script>
const at = (id) => document.getElementById(id), both = ['dim', 'sheet'];
const draw = async () => { at('lines').innerHTML = await (await fetch('/mini')).text(); both.forEach(one => at(one).hidden = false); };
at('add').onclick = async () => { await fetch('/cart/add', {method: 'POST', body: new URLSearchParams({id: 1})}); draw(); };
at('bag').onclick = draw;
at('see').onclick = () => { location.href = '/cart'; };
at('shut').onclick = () => both.forEach(one => at(one).hidden = true);
</script>"""


class MiniCartShop(DrawerCartShop):
    """The drawer shows what the server's cart holds and takes nothing out; that is done on the cart's page, to which only a
    button leads.
    """

    def answer(self, asked: Asked) -> Said | None:
        cart = asked.visitor.cart
        line = "<div class=line>Green tea <span>£9.00</span></div><p>Subtotal £9.00</p>"
        if asked.path == "/cart/add":
            cart["1"] = cart.get("1", 0) + 1
            return data({"done": True})
        if asked.path == "/cart/remove":
            cart.clear()
            return go("/cart")
        if asked.path == "/mini":
            return Said(line if cart else "<p>Your cart is empty</p>")
        if asked.path == "/cart":
            remove = "<form action=/cart/remove method=post><button>Remove</button></form>"
            return self.page("Your cart", line + remove if cart else "<p>Your cart is empty</p>")
        if asked.path == "/products/tea":
            said = self.page("Green tea", f"<p class=price>£9.00</p><button id=add>Add to cart</button>{_SHEET}")
            header = "<button id=bag aria-label='View cart'>0</button>"
            return Said(said.body.replace("<a href='/cart'>Cart</a>", header))
        return super().answer(asked)


_MENU = """<div id=cart class=mini-cart><button id=bag type=button>Items</button><div id=menu hidden>
<div id=lines></div><button id=out type=button>Remove</button>
<a href="/?route=checkout/cart&language=en">View cart</a> <a href=/delivery>Checkout</a></div></div>
<script>
const at = (id) => document.getElementById(id);
const draw = async () => { at('lines').innerHTML = await (await fetch('/mini')).text(); };
at('add').onclick = async () => { await fetch('/cart/add', {method: 'POST', body: new URLSearchParams({id: 1})}); draw(); };
at('out').onclick = async () => { await fetch('/cart/remove', {method: 'POST', body: ''}); at('menu').hidden = true; draw(); };
at('bag').onclick = () => { at('menu').hidden = !at('menu').hidden; };
draw();
</script>"""


class MenuCartShop(MiniCartShop):
    """The drawer is a menu below its sign, which stands there when it is shut, too."""

    def answer(self, asked: Asked) -> Said | None:
        if asked.path == "/products/tea":
            said = self.page("Green tea", f"<p class=price>£9.00</p><button id=add>Add to cart</button>{_MENU}")
            return Said(said.body.replace("<a href='/cart'>Cart</a>", ""))
        return super().answer(asked)
