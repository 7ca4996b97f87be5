"""Facts of the walk to the checkout: its steps, the way in without an account, every amount met, and where sums go wrong.

Pure over steps and pages; the arithmetic that rules need is done here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from disputelint.checker.model import JSON, Amount, Evidence, Fact, Page, Step
from disputelint.checker.understand.facts import order_page
from disputelint.checker.understand.normalize import fold
from disputelint.checker.understand.quantities import find_money

_LAST: Final = frozenset(("payment", "review"))
_CENT: Final = 0.005  # amounts nearer than this are equal
_MOST_PARTS: Final = 8  # amounts of one page that may add up to its total
_ANNOUNCING: Final = frozenset(("product", "shipping_policy", "faq", "legal_notice", "payment_info", "home"))
_NOT_ANNOUNCED_BY: Final = ("journey",)  # pages of the walk itself announce by their order, not by being there


def find(steps: Sequence[Step], pages: Iterable[Page]) -> Iterator[Fact]:
    """`checkout.steps|guest|account_forced`, `ledger`, `ledger.unannounced|sum_mismatch`, per device."""
    known = list(pages)
    for device in dict.fromkeys(step.device for step in steps):
        walked = [step for step in steps if step.device == device]
        mine = [page for page in known if page.device == device]
        full = _full([step for step in walked if not _aside(step)])
        yield from _way(walked, full)
        yield from _entries(walked)
        yield from _growth(full, mine)
        for aside in dict.fromkeys(filter(None, map(_aside, walked))):
            yield from _growth(_full([step for step in walked if _aside(step) == aside]), mine)
        for step in walked:
            yield from _sums(step)


def _full(steps: Sequence[Step]) -> list[Step]:
    """The steps of the full walk: the product that was bought, its cart, its checkout."""
    first = next((n for n, s in enumerate(steps) if s.kind == "cart" and s.reached), None)
    if first is None:
        return []
    product = next((s for s in reversed(steps[:first]) if s.kind == "product" and s.reached and s.amounts), None)
    checkout = [s for s in steps[first + 1 :] if s.kind == "checkout" and s.reached]
    return [*([product] if product else []), steps[first], *checkout]


def _aside(step: Step) -> str:
    """The sort of product that a step beside the full walk was made for: what its action says in brackets at its end."""
    return step.action.rpartition(" (")[2].removesuffix(")") if step.action.endswith(")") else ""


def _way(steps: Sequence[Step], full: Sequence[Step]) -> Iterator[Fact]:
    """How many pages lie between cart and pay control, and whether an account is needed."""
    pages = [step for step in full if step.kind == "checkout"]
    last = next((step for step in reversed(pages) if step.step in _LAST), None)
    gone = {step.page.split("#", 1)[0] for step in pages}
    if last is not None:
        yield _fact("checkout.steps", len(gone), last, f"{len(gone)} pages from the cart to the pay control")
    forced = next((step for step in steps if step.reason == "no_guest_checkout"), None)
    if forced is not None:
        yield _fact("checkout.guest", False, forced, forced.detail or "no way on without an account")
        yield _fact("checkout.account_forced", True, forced, forced.detail or "no way on without an account")
    elif any(step.step in ("address", "shipping", "payment", "review") for step in pages):
        reached = next(s for s in pages if s.step in ("address", "shipping", "payment", "review"))
        yield _fact("checkout.guest", True, reached, "the walk came here without an account")


def _entries(steps: Sequence[Step]) -> Iterator[Fact]:
    """`ledger`: every amount met, in order."""
    entries: list[JSON] = []
    for step in steps:
        for amount in step.amounts:
            entries.append(
                {
                    "step": step.step or step.kind,
                    "page": step.page,
                    "label": amount.label,
                    "text": amount.text,
                    "amount": amount.amount,
                    "currency": amount.currency,
                    "tax": amount.tax,
                }
            )
    shown = next((step for step in reversed(steps) if step.amounts), None)
    if shown is not None:
        yield _fact("ledger", entries, shown, f"{len(entries)} amounts on {len(steps)} steps")


def _fact(name: str, value: JSON, step: Step, why: str, quote: str = "") -> Fact:
    shown = quote or next((a.text for a in reversed(step.amounts)), "")
    return Fact(name, value, "high", Evidence(step.page, shown, device=step.device), "journey", why)


# --- growth ---------------------------------------------------------------------------------------------------------


def _growth(full: Sequence[Step], pages: Sequence[Page]) -> Iterator[Fact]:
    """The first place where the total grows by something that was not said before."""
    if not full or full[0].kind != "product":
        return
    price = next((a for a in full[0].amounts if a.label == "price" and a.amount is not None), None)
    if price is None or price.amount is None:
        return
    before, currency = price.amount, price.currency
    said = _announced(full[0], pages, currency)
    for step in full[1:]:
        total = _total(step)
        if step is full[1]:
            before = _goods(step, before)
        if total is None or total.amount is None or (total.currency or currency) != currency:
            said |= {round(a.amount, 2) for a in step.amounts if a.amount}
            continue
        grown = round(total.amount - before, 2)
        if grown > _CENT:
            parts = _parts(step, grown, price.amount)
            fresh = [part for part in parts if part.amount is not None and round(part.amount, 2) not in said]
            if fresh or not parts:
                yield _unannounced(step, fresh, grown, total)
                return
        before = total.amount
        said |= {round(a.amount, 2) for a in step.amounts if a.amount}


def _goods(cart: Step, price: float) -> float:
    """What the goods come to: the price of one piece, or of the several that shops put in at once, as a line says."""
    for amount in cart.amounts:
        pieces = round((amount.amount or 0.0) / price) if price else 0
        goods = order_page.kind_of(amount.label) in ("subtotal", "line") or "subtotal" in amount.label
        if goods and pieces > 1 and amount.amount is not None and abs(pieces * price - amount.amount) < _CENT:
            return amount.amount
    return price


def _unannounced(step: Step, fresh: Sequence[Amount], grown: float, total: Amount) -> Fact:
    amount = round(sum(part.amount or 0.0 for part in fresh), 2) if fresh else grown
    label = ", ".join(_named(part.label) for part in fresh if part.label) or total.label or "total"
    value: dict[str, JSON] = {
        "label": label,
        "amount": amount,
        "currency": total.currency,
        "step": step.step or step.kind,
    }
    why = f"the total grew by {grown:g}; {amount:g} of it stood nowhere before"
    return _fact("ledger.unannounced", value, step, why, (fresh[0] if fresh else total).text)


def _named(label: str) -> str:
    return f"shipping ({label})" if order_page.method_of(label) else label


def _parts(step: Step, grown: float, price: float) -> list[Amount]:
    """The amounts of a step that make up the growth: the fewest that add up to it; [] when none do."""
    found: list[Amount] = []
    for amount in step.amounts:
        kind = order_page.kind_of(amount.label)
        if (
            not amount.amount
            or kind in ("total", "subtotal")
            or (kind == "line" and abs(amount.amount - price) < _CENT)
        ):
            continue
        if not any(a.label == amount.label and a.amount == amount.amount for a in found):
            found.append(amount)
    for size in range(1, min(4, len(found)) + 1):
        for chosen in combinations(found[:_MOST_PARTS], size):
            if abs(sum(a.amount or 0.0 for a in chosen) - grown) < _CENT:
                return list(chosen)
    return []


def _announced(product: Step, pages: Sequence[Page], currency: str | None) -> set[float]:
    """Amounts that stood on the product's page, on a policy or on the home page before the cart was opened."""
    said: set[float] = {round(a.amount, 2) for a in product.amounts if a.amount}
    for page in pages:
        bought = page.url == product.page
        if (
            not page.read
            or set(page.found_by) & set(_NOT_ANNOUNCED_BY)
            or not (bought or _ANNOUNCING & set(page.kinds))
        ):
            continue
        if "product" in page.kinds and not bought:
            continue
        for block in page.blocks:
            if block.visible and not block.area:
                said |= {
                    round(money.amount, 2)
                    for money in find_money(fold(block.text).text, page.language)
                    if currency is None or money.currency in (None, currency)
                }
    return said


def _total(step: Step) -> Amount | None:
    totals = [a for a in step.amounts if order_page.kind_of(a.label) == "total" and a.amount is not None]
    return totals[-1] if totals else None


# --- sums -----------------------------------------------------------------------------------------------------------


def _sums(step: Step) -> Iterator[Fact]:
    """Where the parts that a page shows do not give the total that it shows, whether tax is in them or on top."""
    total = _total(step)
    if step.kind not in ("cart", "checkout") or total is None or total.amount is None:
        return
    base, extra = _bases(step), _extras(step)
    if not base or len(extra) > _MOST_PARTS:
        return
    for start in base:
        for size in range(len(extra) + 1):
            for chosen in combinations(extra, size):
                if abs(start + sum(chosen) - total.amount) < 0.011 or abs(start - sum(chosen) - total.amount) < 0.011:
                    return
                signed = [value if n % 2 else -value for n, value in enumerate(chosen)]
                if abs(start + sum(signed) - total.amount) < 0.011:
                    return
    computed = round(base[0] + sum(extra), 2)
    value: dict[str, JSON] = {"said": total.amount, "computed": computed, "currency": total.currency}
    why = f"{base[0]:g} and {', '.join(f'{part:g}' for part in extra) or 'nothing'} do not give {total.amount:g}"
    yield Fact(
        "ledger.sum_mismatch", value, "medium", Evidence(step.page, total.text, device=step.device), "journey", why
    )


def _bases(step: Step) -> list[float]:
    """What the goods come to: the subtotal, else the lines."""
    kinds = [(order_page.kind_of(a.label), a.amount) for a in step.amounts if a.amount is not None]
    subtotals = [amount for kind, amount in kinds if kind == "subtotal"]
    return list(dict.fromkeys(subtotals))


def _extras(step: Step) -> list[float]:
    """Everything between the goods and the total."""
    found = [
        a.amount for a in step.amounts if a.amount and order_page.kind_of(a.label) not in ("total", "subtotal", "line")
    ]
    return list(dict.fromkeys(found))
