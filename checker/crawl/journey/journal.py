"""What a walk writes down: its steps with amounts and a picture each, and the pages it saw, under names of their own.

A cart or checkout page goes by its address. An address that was read already (the empty cart of the crawl, the next step
of a checkout on one page) gets a fragment that no page has of itself: `#step-cart`, `#step-review`, `#step-cart-2`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from disputelint.checker.crawl.journey.buyer import Buyer, View
from disputelint.checker.crawl.journey.choose import Offer
from disputelint.checker.crawl.journey.ledger import amounts_of
from disputelint.checker.crawl.plan import Done
from disputelint.checker.crawl.shop import Shop
from disputelint.checker.model import JSON, Amount, CheckoutStep, Device, PageKind, ReasonCode, Step
from disputelint.checker.snapshot.records import Load
from disputelint.checker.snapshot.write import SnapshotWriter
from disputelint.checker.understand.nesting import tree_of


@dataclass
class Journal:
    """The record of all walks of one crawl. `steps` are those written so far."""

    shop: Shop
    writer: SnapshotWriter
    pictures: bool = True
    steps: list[Step] = field(default_factory=list)
    _names: set[tuple[str, Device]] = field(default_factory=set)
    _own: set[str] = field(default_factory=set)

    async def page(
        self, buyer: Buyer, view: View, kind: PageKind, action: str, step: CheckoutStep | None = None, detail: str = ""
    ) -> Step:
        """Write down a page that was reached: its Load, its amounts, its picture."""
        name = self._name(view.url, buyer.device, step or kind, part="drawer" in view.load.probes)
        agreed = buyer.agreed.get(view.url.split("#", 1)[0], [])
        load = replace(
            _as_the_shop_left_it(view, agreed),
            url=name,
            final_url=view.url,
            kind_hint=kind,
            step_hint=step,
            found_by=("journey",),
        )
        self.writer.add_load(load)
        self.shop.done.setdefault(name, Done(name, (kind,), True, counted=False))
        amounts = amounts_of(view.document, view.language, kind)
        shot, scroll = await self._picture(buyer)
        return self._add(
            Step(
                len(self.steps), action, name, kind, step, buyer.device,
                detail=detail, amounts=amounts, shot=shot, scroll=scroll,
            )
        )  # fmt: skip

    async def product(self, buyer: Buyer, offer: Offer, action: str, detail: str = "") -> Step:
        """Write down a product that was looked at; its page was read by the crawl."""
        shot, scroll = await self._picture(buyer)
        return self._add(
            Step(
                len(self.steps), action, offer.url, "product", None, buyer.device,
                detail=detail, amounts=offer.amounts, shot=shot, scroll=scroll,
            )
        )  # fmt: skip

    def stop(
        self, device: Device, action: str, page: str, kind: PageKind, reason: ReasonCode | None, detail: str,
        step: CheckoutStep | None = None,
    ) -> Step:  # fmt: skip
        """Write down a step that was not reached, and why."""
        return self._add(Step(len(self.steps), action, page, kind, step, device, False, reason, detail[:300]))

    def tried(self, device: Device, product: str, name: str, works: bool) -> None:
        """Keep with the product's page whether the control called `name` put it into the cart."""
        found: JSON = [{"shown": name, "verdict": "works" if works else "dead"}]
        self.writer.add_probes(product, device, {"add_to_cart": found})

    def note(self, device: Device, action: str, page: str, kind: PageKind, detail: str = "") -> Step:
        """Write down something that was done and shows nothing new."""
        return self._add(Step(len(self.steps), action, page, kind, None, device, detail=detail[:300]))

    def seen(self, device: Device, action: str, at: Step, amounts: tuple[Amount, ...]) -> Step:
        """Write down the amounts of a page that was read as the step `at` and now shows others."""
        return self._add(Step(len(self.steps), action, at.page, at.kind, at.step, device, amounts=amounts))

    async def _picture(self, buyer: Buyer) -> tuple[str | None, tuple[float, float]]:
        """The name of a picture of what the buyer sees, and how far the page is scrolled."""
        taken = await buyer.shot() if self.pictures else None
        if taken is None:
            return None, (0.0, 0.0)
        return self.writer.add_shot(taken[0]), (taken[1], taken[2])

    def _add(self, step: Step) -> Step:
        self.steps.append(step)
        self.writer.add_step(step)
        return step

    def _name(self, url: str, device: Device, what: str, *, part: bool) -> str:
        """An address that no other page of the snapshot has. `part`: it stands for a part of the page there."""
        plain = self.shop.address.identity(url) or url.split("#", 1)[0]
        known = None if plain in self._own else self.shop.done.get(plain)
        number = 1
        name = plain
        while (name, device) in self._names or (
            number == 1 and name == plain and (part or (known is not None and known.read))
        ):
            name = f"{plain}#step-{what}" + (f"-{number}" if number > 1 else "")
            number += 1
        self._names.add((name, device))
        self._own.add(name)
        return name


def _as_the_shop_left_it(view: View, agreed: Sequence[str]) -> Load:
    """The load of a view, with the boxes empty that the walk itself ticked: nobody shall take them for pre-ticked."""
    if not agreed:
        return view.load
    tree = tree_of(view.document.source)
    for selector in agreed:
        for node in tree.css(selector)[:1]:
            for name in {"checked", "aria-checked"} & set(node.attributes):
                del node.attrs[name]
    html = tree.html or view.document.source
    probes: dict[str, JSON] = {**view.load.probes, "ticked_by_the_walk": list(agreed)}
    return replace(view.load, dom=lambda: html, probes=probes)
