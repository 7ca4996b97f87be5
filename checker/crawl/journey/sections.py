"""Checkouts that stand on one page, pay control and all: which of their sections must still be finished before it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from disputelint.checker.crawl.journey.buyer import View
from disputelint.checker.crawl.journey.controls import Press
from disputelint.checker.crawl.journey.knowledge import walk
from disputelint.checker.understand.document import Control
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.kindwords import plain

_GOES_ON = frozenset(("continue", "shipping", "address", "guest"))


@dataclass(frozen=True)
class Sections:
    """The sections of one page. `pay` is its pay control, when it has one."""

    view: View
    pay: Press | None

    @cached_property
    def forms(self) -> frozenset[int]:
        """The forms that lead on by a control of their own, which is not the pay control."""
        paying = self.pay.form if self.pay is not None else None
        return frozenset(p.form for p in self._leading if p.form is not None and p.form != paying)

    def left(self, pressed: Collection[str]) -> Press | None:
        """What to press next before paying, each control once: what finishes an open dialog, a form that was filled, or
        what opens a choice of shipping or payment that was not made yet, or has the shop take what was typed while the pay
        control waits for it. None when nothing is left.
        """
        found = (*self._dialog, *(p for p in self._leading if p.form in self.forms), *self._choosers, *self._saving)
        return next((p for p in found if p.selector not in pressed), None)

    @cached_property
    def _leading(self) -> tuple[Press, ...]:
        return tuple(
            p for p in self.view.presses
            if p.visible and p.allowed and p.own and not p.url and p.submits and p.purpose in _GOES_ON
            and not walk().back.search(plain(p.label))
        )  # fmt: skip

    @property
    def _dialog(self) -> tuple[Press, ...]:
        """What goes on from an open dialog with something to choose in it."""
        if not any(c.kind == "radio" and c.region == "dialog" and c.checked for c in self.view.fields):
            return ()
        return tuple(
            p for p in self.view.presses
            if p.region == "dialog" and p.visible and p.allowed and not p.url and p.purpose in _GOES_ON
        )  # fmt: skip

    @property
    def _saving(self) -> tuple[Press, ...]:
        if self.pay is None or self.pay.enabled:
            return ()
        return tuple(
            p for p in self.view.presses
            if p.visible and p.allowed and p.own and not p.url and walk().saves.search(plain(p.label))
        )  # fmt: skip

    @property
    def _choosers(self) -> tuple[Press, ...]:
        """Buttons that open a choice, each right after an empty field that nobody can type into."""
        found = []
        for press in self.view.presses:
            if press.url or not (press.visible and press.allowed and press.own):
                continue
            field = self._field_before(press)
            if field is not None and walk().choose.search(plain(press.label)) and not field.value.strip():
                found.append(press)
        return tuple(found)

    def _field_before(self, press: Press) -> Control | None:
        """The read-only field of a way of shipping or payment that a button stands beside."""
        node = self.view.document.tree.css_first(press.selector)
        for near in self.view.fields:
            if near.kind != "text" or node is None or node.parent is None:
                continue
            drawn = self.view.document.tree.css_first(near.selector)
            if drawn is None or drawn.parent != node.parent or "readonly" not in drawn.attributes:
                continue
            said = plain(f"{near.name} {near.label} {near.identifier}")
            if any(wording.has(f"order.{what}_group", said) for what in ("shipping", "payment")):
                return near
        return None
