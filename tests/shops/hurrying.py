"""A storefront of three product pages that press the buyer: by false countdowns and counters, and by true ones."""

from __future__ import annotations

import time

from .counting import Asked, CountingShop, Said, data

_SHOW = """<script>const two = n => String(n).padStart(2, '0');
 const clock = s => two(Math.floor(s / 3600)) + ':' + two(Math.floor(s / 60) % 60) + ':' + two(Math.floor(s % 60));
 const show = (id, s) => { document.getElementById(id).textContent = clock(Math.max(0, s)); };
 const down = (id, from, again) => { let left = from; show(id, left);
   setInterval(() => { left = left > 0 ? left - 1 : again; show(id, left); }, 1000); };
 const until = (id, end) => { const tick = () => show(id, (end - Date.now()) / 1000); tick(); setInterval(tick, 250); };
 const say = (id, text) => { document.getElementById(id).textContent = text; };</script>"""
_FALSE = """<p>Offer ends in <b id=evergreen></b></p><p>Sale ends in <b id=stored></b></p><p>Deal ends in <b id=odd></b></p>
 <p><span id=viewers></span> people are viewing this right now</p><script>
 down('evergreen', 600, 600); down('odd', 437, 437);
 if (!localStorage.end) localStorage.end = Date.now() + 900000; until('stored', Number(localStorage.end));
 say('viewers', 5 + Math.floor(Math.random() * 40));</script>"""
_TRUE = """<p>Offer ends in <b id=deadline></b></p><p>Sale ends in <b id=served></b></p>
 <p>Your cart is reserved for <b id=reserved></b></p>
 <div><p>Kettles hold a litre and a half of water each, and are cast of iron in one of the old foundries of Morioka.</p>
 <p id=constant></p></div>
 <div><p>Each kettle is burnt in over charcoal, so that its inside keeps a skin of oxide which does not rust away.</p>
 <p id=stock>Checking stock</p></div><div><p id=counted></p></div><div><p id=chosen></p></div><script>
 until('deadline', DEADLINE); down('served', LEFT, 86400); down('reserved', 600, 600); say('constant', 'Only ' + 3 + ' left in stock');
 const [name, left] = Math.random() < .5 ? ['Blue mug', 4] : ['Red mug', 7]; say('chosen', `${name}: only ${left} left`);
 fetch('/stock.json?r=' + Math.random()).then(a => a.json()).then(s => say('stock', `Last ${s.left} pieces`));
 fetch('/views.json').then(a => a.json()).then(s => say('counted', `${s.now} people are viewing this`));</script>"""
_PARTS = """<div>Sale ends in</div><div><div><span id=m>15</span> <small>minutes</small></div>
 <div><span id=s>00</span> <small>seconds</small></div></div><p>Film of the kettle, 10:00</p>
 <script>let left = 900; setInterval(() => { left--; say('m', Math.floor(left / 60)); say('s', left % 60); }, 1000);</script>"""


class HurryingShop(CountingShop):
    """`ends` is a true moment, 25 minutes and some from when the shop opened; `views` counts the asks for itself."""

    def __init__(self) -> None:
        super().__init__()
        self.ends = time.time() + 1517
        self.views = 10

    def answer(self, asked: Asked) -> Said | None:
        if asked.path == "/stock.json":
            return data({"left": 3})
        if asked.path == "/views.json":
            self.views += 1
            return data({"now": self.views})
        true = _TRUE.replace("DEADLINE", f"{self.ends * 1000:.0f}").replace("LEFT", f"{self.ends - time.time():.0f}")
        main = {"/p/false": _FALSE, "/p/true": true, "/p/parts": _PARTS}.get(asked.path)
        if main is None:
            return None
        return self.page(
            "Iron kettle",
            f"<p class=price>£29.00</p>{_SHOW}{main}<form action=/cart/add method=post><button name=add>Add to cart</button></form>",
        )
