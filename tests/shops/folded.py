"""A storefront for narrow screens: its last page folds the order away, and learns late what shipping costs."""

from __future__ import annotations

from .counting import Said
from .gates import GatedShop

_SCRIPT = """<script>
  const head = document.querySelector('#head'), sum = document.querySelector('#sum');
  head.onclick = () => { sum.hidden = !sum.hidden; head.setAttribute('aria-expanded', String(!sum.hidden)); };
  setTimeout(() => {
    document.querySelector('#ways').textContent = 'Standard delivery';
    document.querySelector('#cost').textContent = '£3.95';
    document.querySelector('#total').textContent = '£12.95';
  }, 1200);
</script>"""


class FoldedShop(GatedShop):
    """What it asks in all shows only in the order's summary, when that is unfolded and the cost of shipping has come."""

    def _last(self) -> Said:
        rows = "<div>Subtotal</div><div>£9.00</div><div>Shipping</div><div id=cost>-</div><div>Total</div><div id=total>£9.00</div>"
        return self.page(
            "Review your order",
            "<button type=button id=head aria-expanded=false aria-controls=sum>Order summary <span>£9.00</span></button>"
            f"<div id=sum hidden>{rows}</div><p id=ways>Shipping methods will appear once you provide your address.</p>"
            f"<form action=/checkout/order method=post><button>Place order</button></form>{_SCRIPT}",
        )
