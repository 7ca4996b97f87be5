"""What a checkout page shows: its step, amounts, ways to pay, the controls that order, and the terms beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Block, CheckoutStep, Fact
from disputelint.checker.understand.facts import checkout_terms, order_page, payment_methods, wording
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.sheet import Sheet
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Control, Document

_LESS: Final = frozenset("−–-🗑") | {"🗑️"}  # what a button of a line shows that takes a piece or the line away
_LAST: Final = frozenset(("payment", "review"))
_CARD_NAME = late(r"cc-?number|card-?_?number|cardnumber|creditcard|card_no\b", re.I)


def find(document: Document, context: Context) -> Iterator[Fact]:
    """`checkout.*` of one checkout page; nothing on other pages. `checkout.steps` is the journey's to count."""
    if "checkout" not in context.kinds:
        return
    text = order_page.order_text(document)
    pay = _pay_button(document)
    step = _step(document, text, pay)
    if step is not None:
        place = next((b for b in text.blocks if b.role == "heading"), text.blocks[0] if text.blocks else None)
        if place is not None:
            yield context.fact("checkout.step", step, place, why="by its fields and controls")
    yield from _guest(document, text, step, context)
    yield from _amounts(document, text, context)
    yield from _ways_to_pay(document, text, context)
    yield from _controls(document, text, pay, step, context)
    yield from checkout_terms.find(document, text, context)
    for control, block in order_page.preticked(document):
        yield context.fact("cart.preticked", control.label, block, why="a ticked box that adds or signs up")


def _pay_button(document: Document) -> tuple[Control, Block] | None:
    """The control that would order: the last button whose whole text says so."""
    found = None
    for control in document.controls:
        if control.kind != "button" or not control.visible or control.region in ("header", "nav", "footer"):
            continue
        said = fold(control.label or control.value).text.strip(" ›»>→")
        if not 2 <= len(said) <= 60 or wording.pattern("order.not_pay_button").fullmatch(said):
            continue
        if wording.pattern("order.pay_button").fullmatch(said):
            block = order_page.block_of(document, control)
            if block is not None:
                found = (control, block)
    return found


def _fields(document: Document) -> dict[str, list[Control]]:
    groups: dict[str, list[Control]] = {
        "address": [],
        "payment": [],
        "shipping": [],
        "card": [],
        "password": [],
        "email": [],
    }
    for control in document.controls:
        if not control.visible or control.region in ("header", "nav", "footer"):
            continue
        said = fold(f"{control.name} {control.identifier} {control.label}".replace("_", " ")).text
        if control.kind == "password":
            groups["password"].append(control)
        elif (
            control.autocomplete == "cc-number"
            or _CARD_NAME.search(control.name)
            or wording.has("order.card_field", said)
        ):
            groups["card"].append(control)
        elif control.kind == "radio":
            name = fold(f"{control.name} {control.identifier}").text
            if wording.has("order.payment_group", name.replace("_", " ")) or wording.has("order.payment_group", name):
                groups["payment"].append(control)
            elif wording.has("order.shipping_group", name):
                groups["shipping"].append(control)
            elif payment_methods.methods_in(fold(control.label).text):
                groups["payment"].append(control)
        elif control.kind == "email" or control.type == "email":
            groups["email"].append(control)
        elif control.kind in ("text", "select", "tel", "search") and wording.has("order.address_field", said):
            groups["address"].append(control)
    return groups


def _step(document: Document, text: Sheet, pay: tuple[Control, Block] | None) -> CheckoutStep | None:
    """The step by what the page asks: nothing but to order is the review; card or method is payment; and so on."""
    if document.load.step_hint is not None:
        return document.load.step_hint
    fields = _fields(document)
    if pay is not None:
        asked = fields["address"] or fields["payment"] or fields["card"]
        return "payment" if asked else "review"
    if fields["card"] or _framed(document):
        return "payment"
    if fields["password"] and not fields["address"]:
        return "entry"
    if fields["payment"]:
        return "payment"
    if len(fields["address"]) >= 2:
        return "address"
    if fields["shipping"]:
        return "shipping"
    if wording.has("order.step_entry", text.text) and (
        fields["email"] or any("guest" in c.label.lower() for c in document.controls)
    ):
        return "entry"
    return None


def _framed(document: Document) -> bool:
    return any(wording.has("order.card_frame", url.lower()) for url in document.iframes)


def _guest(document: Document, text: Sheet, step: CheckoutStep | None, context: Context) -> Iterator[Fact]:
    for hit in text.find(wording.pattern("order.account_required")):
        yield context.fact("checkout.guest", False, hit.block, hit.span, why="says that an account is needed")
        return
    for hit in text.find(wording.pattern("order.guest")):
        yield context.fact("checkout.guest", True, hit.block, hit.span, why="offers to buy without an account")
        return
    fields = _fields(document)
    if step in ("address", "payment") and len(fields["address"]) >= 2 and not fields["password"]:
        block = order_page.block_of(document, fields["address"][0])
        if block is not None:
            yield context.fact(
                "checkout.guest",
                True,
                block,
                confidence="medium",
                why="asks for an address without asking for an account",
            )
    elif step == "entry" and fields["password"]:
        block = order_page.block_of(document, fields["password"][0])
        if block is not None:
            yield context.fact(
                "checkout.guest", False, block, confidence="medium", why="asks for a password and offers no other way"
            )


def _amounts(document: Document, text: Sheet, context: Context) -> Iterator[Fact]:
    found = order_page.amounts(document, text, context)
    total = order_page.total(found)
    if total is not None:
        yield order_page.fact("checkout.total", total, context)
    shipping = order_page.shipping(found)
    if shipping is not None:
        yield order_page.fact("checkout.shipping", shipping, context)
    for number, block, span, why in order_page.quantities(document, text):
        yield context.fact("checkout.quantity", number, block, span if span[1] else None, why=why)


def _ways_to_pay(document: Document, text: Sheet, context: Context) -> Iterator[Fact]:
    names: list[str] = []
    place: Block | None = None
    for control in _fields(document)["payment"]:
        for name in payment_methods.methods_in(fold(control.label).text):
            if name not in names:
                names.append(name)
        place = place or (order_page.block_of(document, control) if control.label else None)
    if _fields(document)["card"] and "credit_card" not in names:
        names.append("credit_card")
        place = place or order_page.block_of(document, _fields(document)["card"][0])
    if not names:
        names, place = _listed_ways(text)
    if names and place is not None:
        yield context.fact("checkout.payment_methods", list(names), place, why="the ways to pay offered")


def _listed_ways(text: Sheet) -> tuple[list[str], Block | None]:
    """The ways to pay that stand, each in a line of its own or all in one, under a heading or label for them."""
    names: list[str] = []
    place: Block | None = None
    for block, folded in zip(text.blocks, text.folded, strict=True):
        labels = [fold(said).text for said in (block.label, block.headings[-1] if block.headings else "") if said]
        if block.role in ("heading", "option") or not any(
            wording.is_label("payment.label_methods", said) for said in labels
        ):
            continue
        found = payment_methods.methods_in(folded.text)
        names += [name for name in found if name not in names]
        place = place or (block if found else None)
    return names, place


def _controls(
    document: Document, text: Sheet, pay: tuple[Control, Block] | None, step: CheckoutStep | None, context: Context
) -> Iterator[Fact]:
    if pay is not None:
        control, block = pay
        yield context.fact(
            "checkout.pay_button", {"text": control.label or control.value}, block, why="a button whose text orders"
        )
    for control in document.controls:
        if (
            control.kind == "checkbox"
            and control.region not in ("header", "nav", "footer")
            and wording.has("order.acceptance", fold(control.label).text)
        ):
            where = order_page.block_of(document, control)
            if where is not None:
                links = [url for _, _, url in where.links]
                yield context.fact(
                    "checkout.acceptance",
                    {"text": control.label, "checked": control.checked, "links": list(links)},
                    where,
                    why="a box beside words of acceptance",
                )
    cards = _fields(document)["card"]
    kind = "hosted" if _framed(document) else "own" if cards else "none" if step in _LAST else ""
    if kind and text.blocks:
        where = (order_page.block_of(document, cards[0]) if cards else None) or (pay[1] if pay else text.blocks[0])
        said = context.fact(
            "checkout.card_fields",
            kind,
            where,
            why={
                "hosted": "a gateway's frame",
                "own": "card fields in the page's own form",
                "none": "no field or frame for card data",
            }[kind],
        )
        named = cards[0].label if kind == "own" else ""
        yield replace(said, evidence=replace(said.evidence, quote=named)) if named else said
    if step in _LAST:
        yield from _edit(document, text, context)


def _of_line(said: str) -> bool:
    """Whether a control takes a line out of the order, or changes it."""
    return wording.pattern("order.line_control").fullmatch(said) is not None


def _edit(document: Document, text: Sheet, context: Context) -> Iterator[Fact]:
    for block, folded in zip(text.blocks, text.folded, strict=True):
        if (
            (block.role in ("button", "link") or block.links)
            and len(folded.text) <= 30
            and (folded.text in _LESS or wording.has("order.edit", folded.text) or _of_line(folded.text))
        ):
            yield context.fact(
                "checkout.edit_controls", True, block, why="a control that leads back to change the order"
            )
            return
