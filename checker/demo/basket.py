"""A buyer's basket and how far the checkout has come, kept in memory by session id. Yen, tax included."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field

from disputelint.checker.demo.catalog import Catalog, Product

GIFT_WRAP = 330
PROTECTION = 220
FREE_SHIPPING_FROM = 11000
SHIPPING = {"domestic": 770, "international": 2900}


@dataclass
class Line:
    """One product in the basket."""

    product: Product
    option: str
    quantity: int

    @property
    def key(self) -> str:
        """What the remove button names."""
        return f"{self.product.handle}|{self.option}"

    @property
    def total(self) -> int:
        """Price times quantity."""
        return self.product.price * self.quantity


@dataclass
class Session:
    """One buyer."""

    id: str
    lines: list[Line] = field(default_factory=list)
    gift: bool | None = None  # None: not chosen yet
    protection: bool | None = None  # of the parcel; None: not answered yet
    address: dict[str, str] = field(default_factory=dict)
    method: str = ""
    payment: str = ""

    def subtotal(self) -> int:
        """Goods, gift wrapping and parcel protection."""
        extras = (GIFT_WRAP if self.gift else 0) + (PROTECTION if self.protection else 0)
        return sum(line.total for line in self.lines) + (extras if self.lines else 0)

    def shipping(self) -> int:
        """The cost of the chosen method."""
        if self.subtotal() >= FREE_SHIPPING_FROM and self.method != "international":
            return 0
        return SHIPPING.get(self.method or "domestic", SHIPPING["domestic"])

    def total(self) -> int:
        """What would be charged."""
        return self.subtotal() + self.shipping()


class Baskets:
    """All sessions of a running shop."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._sessions: dict[str, Session] = {}
        self._lock = threading.Lock()

    def session(self, known: str) -> Session:
        """The session with this id, or a new one."""
        with self._lock:
            if known not in self._sessions:
                known = secrets.token_hex(8)
                self._sessions[known] = Session(known)
            return self._sessions[known]

    def filled(self) -> int:
        """How many baskets hold something."""
        with self._lock:
            return sum(1 for session in self._sessions.values() if session.lines)

    def add(self, session: Session, handle: str, option: str, quantity: int = 1) -> str:
        """Add to the basket; the reason in English when it cannot be done, else ""."""
        product = self._catalog.by_handle.get(handle)
        if product is None:
            return "unknown product"
        if product.stock == "out_of_stock":
            return "sold out"
        if product.options and option not in [choice.en for choice in product.options]:
            return "choose an option"
        with self._lock:
            for line in session.lines:
                if line.product.handle == handle and line.option == option:
                    line.quantity += quantity
                    return ""
            session.lines.append(Line(product, option, quantity))
        return ""

    def update(self, session: Session, key: str, quantity: int) -> None:
        """Set a line's quantity; 0 removes it."""
        with self._lock:
            for line in session.lines:
                if line.key == key:
                    line.quantity = max(0, min(quantity, 20))
            session.lines = [line for line in session.lines if line.quantity]
