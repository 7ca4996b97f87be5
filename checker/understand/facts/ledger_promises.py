"""What the pages promise against what the walk met: one currency, free shipping, what shipping costs, when goods arrive.

Each fact says both sides and whether the promise was kept (`kept`); what leaves a doubt gives no fact. Pure over steps,
pages and the facts that the site says as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from disputelint.checker.model import JSON, Amount, Device, Evidence, Fact, Page, Step
from disputelint.checker.understand.facts import order_page, wording
from disputelint.checker.understand.normalize import fold
from disputelint.checker.understand.quantities import find_durations, find_money, possible_currencies

_CENT: Final = 0.005
_WALKED: Final = frozenset(("cart", "checkout"))
_POLICIES: Final = frozenset(("shipping_policy", "faq", "legal_notice", "payment_info"))
_RAISED: Final = "(free shipping)"  # how the action of a step ends for which the walk raised its order
_WEEK: Final = 7 / 5  # calendar days for one business day


@dataclass(frozen=True)
class _Told:
    """What the shop says outside the walk, on one device."""

    device: Device
    pages: tuple[Page, ...]
    shared: tuple[Fact, ...]

    def facts(self, name: str, kinds: frozenset[str] | None = None) -> list[tuple[Fact, Page | None]]:
        """The facts of a name that are sure enough, each with its page; `kinds`: of such pages only."""
        found: list[tuple[Fact, Page | None]] = [
            (fact, page)
            for page in self.pages
            if kinds is None or kinds & set(page.kinds)
            for fact in page.facts
            if fact.name == name
        ]
        found += [(fact, None) for fact in self.shared if fact.name == name and fact.evidence.device == self.device]
        return [(fact, page) for fact, page in found if fact.confidence != "low"]

    def language(self) -> str:
        """The language of most pages."""
        tags = [page.language for page in self.pages if page.language]
        return max(sorted(set(tags)), key=tags.count) if tags else ""


def find(steps: Sequence[Step], pages: Iterable[Page], shared: Iterable[Fact] = ()) -> Iterator[Fact]:
    """`ledger.currency_switch`, `ledger.free_shipping`, `ledger.shipping_cost`, `ledger.delivery_time`, per device.

    `shared` are the facts that the site says as a whole (in its header and footer).
    """
    known, everywhere = list(pages), tuple(shared)
    for device in dict.fromkeys(step.device for step in steps):
        walked = [step for step in steps if step.device == device and step.reached]
        mine = [page for page in known if page.device == device and page.read]
        told = _Told(device, tuple(page for page in mine if not _WALKED & set(page.kinds)), everywhere)
        tries = [step for step in steps if step.device == device and step.action.endswith(_RAISED)]
        own = [step for step in walked if step not in tries]
        yield from _currency(own, told.language())
        yield from _free_shipping(walked, told, tries)
        yield from _shipping_cost(own, told)
        yield from _delivery(own, mine, told)


# --- currency -------------------------------------------------------------------------------------------------------


def _currency(steps: Sequence[Step], language: str) -> Iterator[Fact]:
    """The first amount of cart or checkout in another currency than the product's own price."""
    shown: Amount | None = None
    for step in steps:
        if step.kind == "product":
            shown = next((a for a in step.amounts if a.label == "price"), None)
            continue
        if shown is None or step.kind not in _WALKED:
            continue
        asked = [a for a in step.amounts if order_page.kind_of(a.label) in ("total", "subtotal", "line")]
        if not asked or any(not _differ(shown, a, language) for a in asked):
            continue  # amounts in both: the shop tells of a conversion beside its own price
        value: dict[str, JSON] = {"from": shown.currency, "to": asked[-1].currency, "step": step.step or step.kind}
        why = f"the product's page says {shown.text}, this step {asked[-1].text}"
        yield _fact("ledger.currency_switch", value, step, asked[-1].text, why)
        return


def _differ(one: Amount, other: Amount, language: str) -> bool:
    """Whether two amounts are surely in different currencies; a sign that several share is none for certain."""
    first, second = (_currencies(amount, language) for amount in (one, other))
    return bool(first and second and not first & second)


def _currencies(amount: Amount, language: str) -> frozenset[str]:
    found = find_money(fold(amount.text).text, language)
    return possible_currencies(found[0]) if found else frozenset((amount.currency,) if amount.currency else ())


# --- shipping -------------------------------------------------------------------------------------------------------


def _free_shipping(steps: Sequence[Step], told: _Told, tries: Sequence[Step]) -> Iterator[Fact]:
    """The last order that reached the amount from which shipping is said to be free, and what it was asked. Where the walk
    tried to raise its order to that amount (`tries`) and could not, a fact of low confidence says so.
    """
    limits = [
        (amount, currency, bool(fact.value.get("inclusive")), fact)
        for fact, _ in told.facts("shipping.free_threshold")
        if isinstance(fact.value, dict)
        and isinstance(amount := fact.value.get("amount"), int | float)
        and isinstance(currency := fact.value.get("currency"), str)
    ]
    if not limits:
        return
    amount, currency, inclusive, promise = max(limits, key=lambda one: one[0])
    found = None
    for step in steps:
        goods, charge = _goods(step, currency), _charged(step, currency)
        if goods is None or charge is None or not (goods > amount + _CENT or (inclusive and goods >= amount - _CENT)):
            continue
        value: dict[str, JSON] = {
            "threshold": amount, "goods": goods, "shipping": charge.amount, "currency": currency,
            "kept": not charge.amount,
        }  # fmt: skip
        why = f"goods of {goods:g} and shipping of {charge.amount:g}, where {promise.evidence.quote[:80]!r} is said"
        found = _fact("ledger.free_shipping", value, step, charge.text, why)
    if found is None and (tried := next((s for s in tries if not s.reached), None)) is not None:
        value = {"threshold": amount, "goods": None, "shipping": None, "currency": currency, "kept": None}
        found = replace(
            _fact("ledger.free_shipping", value, tried, promise.evidence.quote, tried.detail), confidence="low"
        )
    if found is not None:
        yield found


def _goods(step: Step, currency: str) -> float | None:
    """What the goods of a step come to: its subtotal."""
    own = [a for a in step.amounts if a.currency == currency and a.amount]
    subtotals = [a.amount for a in own if order_page.kind_of(a.label) == "subtotal"]
    return subtotals[-1] if subtotals else None


def _charged(step: Step, currency: str | None) -> Amount | None:
    """What a step asks for shipping; None where it names several amounts, as a choice between ways does."""
    if step.kind not in _WALKED:
        return None
    named = [a for a in step.amounts if order_page.kind_of(a.label) == "shipping" and a.amount is not None]
    own = [a for a in named if a.currency in (None, currency)]
    return own[0] if len({a.amount for a in own}) == 1 else None


def _shipping_cost(steps: Sequence[Step], told: _Told) -> Iterator[Fact]:
    """The last shipping charge of the full walk against what the policies say that shipping costs."""
    last = next((s for s in reversed(steps) if s.kind == "checkout" and _charged(s, _own_currency(s))), None)
    if last is None:
        return
    currency = _own_currency(last)
    charge = _charged(last, currency)
    assert charge is not None and charge.amount is not None
    stated = told.facts("shipping.cost", _POLICIES)
    if not stated or any(fact.value == "calculated_at_checkout" for fact, _ in stated):
        return
    said = _stated_amounts(stated, currency)
    if not said:
        return
    kept = charge.amount <= _CENT or any(abs(charge.amount - amount) < _CENT for amount in said)
    if not kept and charge.amount < max(said):
        return  # of several amounts the policy may mean another: a doubt
    if not kept and told.facts("shipping.free_threshold") and max(said) < _CENT:
        return  # "free" was said of larger orders
    value: dict[str, JSON] = {"said": max(said), "asked": charge.amount, "currency": currency, "kept": kept}
    why = f"the policies say {', '.join(f'{amount:g}' for amount in said)}, the checkout {charge.amount:g}"
    yield _fact("ledger.shipping_cost", value, last, charge.text, why)


def _own_currency(step: Step) -> str | None:
    return next((a.currency for a in reversed(step.amounts) if order_page.kind_of(a.label) == "total"), None)


def _stated_amounts(stated: Sequence[tuple[Fact, Page | None]], currency: str | None) -> list[float]:
    """The fixed amounts that the policies name for shipping, in order of size; [] where they leave it open."""
    found: set[float] = set()
    for fact, page in stated:
        if fact.value == "free":
            found.add(0.0)
            continue
        text = fold(fact.evidence.quote).text
        if wording.has("order.open_amount", text):
            return []
        amounts = find_money(text, page.language if page is not None else "")
        found |= {
            round(money.amount, 2)
            for money in amounts
            if money.currency == currency and not order_page.is_order_value(text, money)
        }
    return sorted(found)


# --- delivery -------------------------------------------------------------------------------------------------------


def _delivery(steps: Sequence[Step], pages: Sequence[Page], told: _Told) -> Iterator[Fact]:
    """The days that the checkout names against the longest that the policies name, handling included."""
    walked = {step.page: step for step in steps if step.kind == "checkout"}
    shown = [
        (fact, page, walked[page.url])
        for page in pages
        if page.url in walked
        for fact in page.facts
        if fact.name == "checkout.delivery_timing"
    ]
    said = _longest(told)
    if not shown or said is None:
        return
    fact, page, step = shown[-1]
    spans = [
        span
        for span in find_durations(fold(str(fact.value)).text, page.language)
        if span.days_max is not None and span.unit in ("day", "business_day", "week")
    ]
    if len(spans) != 1 or spans[0].days_max is None:
        return
    span = spans[0]
    last = _calendar(span.days_max or 0, span.business)
    first = _calendar(span.days_min, span.business) if span.days_min != span.days_max else last
    if last <= said:
        kept = True
    elif first > said:
        kept = False
    else:
        return  # the two overlap: a doubt
    value: dict[str, JSON] = {"said_days": round(said), "shown_days": span.days_max, "kept": kept}
    why = f"the policies name {said:g} days at most, the checkout {fact.value!r}"
    yield _fact("ledger.delivery_time", value, step, fact.evidence.quote, why)


def _longest(told: _Told) -> float | None:
    """Calendar days from the order to arrival, as the policies say at most; None where they do not."""
    deliveries = [
        _calendar(days, bool(one.get("business")))
        for fact, _ in told.facts("shipping.delivery_time", _POLICIES)
        if isinstance(fact.value, list)
        for one in fact.value
        if isinstance(one, dict) and isinstance(days := one.get("days_max"), int)
    ]
    handling = [
        _calendar(days, bool(fact.value.get("business")))
        for fact, _ in told.facts("shipping.handling_time", _POLICIES)
        if isinstance(fact.value, dict) and isinstance(days := fact.value.get("days_max"), int)
    ]
    return max(deliveries) + max(handling, default=0.0) if deliveries else None


def _calendar(days: int, business: bool) -> float:
    return days * _WEEK if business else float(days)


def _fact(name: str, value: JSON, step: Step, quote: str, why: str) -> Fact:
    return Fact(name, value, "medium", Evidence(step.page, quote, device=step.device), "journey", why)
