"""Filling what a checkout asks for, from one address: lists of countries first, choices where one must be made."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from disputelint.checker.crawl.journey.address import Address, address_of, known_markets
from disputelint.checker.crawl.journey.buyer import Buyer, View
from disputelint.checker.crawl.journey.controls import FORBIDDEN, purpose
from disputelint.checker.crawl.journey.knowledge import walk
from disputelint.checker.understand.document import Control
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.kindwords import plain

_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MARKS = re.compile(r"[_\-\[\].:/*]+")
_LEVELS = re.compile(r"[.\[\]]+")
_TEXTS: Final = frozenset(("text", "email", "tel", "number", "search", "url", "textarea", ""))
_NEVER: Final = frozenset(("skip", "card", "code", "password"))


@dataclass
class Filled:
    """What was done to a form, and what it asks for that nobody can give."""

    changed: bool = False
    still: bool = False  # texts were typed, and nothing else changed on the page
    unknown: list[str] = field(default_factory=list)
    code: bool = False


def asks(control: Control, placeholder: str = "") -> str:
    """What a field asks for: a key of `walk.yaml`, "" when nothing says."""
    known = walk()
    for token in control.autocomplete.lower().split():
        if token in known.autocomplete:
            return known.autocomplete[token]
    if control.kind == "password":
        return "password"
    if control.kind == "email" and _key(control.label) == "email":
        return "email"  # whatever its name: some shops log in and buy by the same field
    own_name, own_id = (_LEVELS.split(name.rstrip("]."))[-1] for name in (control.name, control.identifier))
    found = [key for said in (own_name, control.label, placeholder, own_id) if (key := _key(said))]
    if not found and (key := _key(control.name)):
        found = [key]
    order = [key for key, _ in known.fields]
    if found:
        return min(found, key=order.index).removesuffix("_sure")
    return "email" if control.kind == "email" else "phone" if control.kind == "tel" else ""


def _key(said: str) -> str:
    """The first key whose wording occurs in a field's name or label."""
    text = plain(_MARKS.sub(" ", _HUMPS.sub(" ", said)))
    return next((key for key, pattern in walk().fields if text and pattern.search(text)), "")


async def fill(
    buyer: Buyer, view: View, address: Address, *, last: bool = False, sections: frozenset[int] = frozenset()
) -> Filled:
    """Fill what is empty. `last`: the page has the pay control, so no box is ticked for it, but for those of `sections`:
    forms that lead on by a control of their own. Each call does one round.
    """
    done = Filled()
    fields = list(view.fields)
    with buyer.armed("address"):
        for control in fields:
            if control.kind == "select":
                done.changed |= await _select(buyer, view, control, address, done)
        done.changed |= await _drawn_lists(buyer, view, address)
        if not done.changed:  # a list of countries may change all fields below it
            texts = _texts(view, fields, address, done)
            typed = await buyer.type(texts) and bool(texts)
            ticked = await _boxes(buyer, view, fields, last, sections)
            done.changed = bool(texts) or ticked
            done.still = typed and not ticked
        if done.changed:
            await buyer.quiet(started=True)
        done.still = done.still and not last and await buyer.still()
    return done


def suited(view: View, address: Address) -> Address:
    """The address, else one in a country that the page's list of countries offers: shops hold postcode and country together."""
    for control in view.fields:
        if control.kind != "select" or asks(control) != "country":
            continue
        offered = [said for value, text, _ in options_of(view, control) if value for said in (value, text)]
        for one in (address, *(address_of(market, address.email) for market in known_markets())):
            if any(_same(name, said) for name in one.countries for said in offered):
                return one
    return address


def _texts(view: View, fields: Iterable[Control], address: Address, done: Filled) -> list[tuple[str, str]]:
    """(selector, text) of the empty text fields that something is known for; several of one kind share it out."""
    groups: dict[tuple[int | None, str], list[Control]] = defaultdict(list)
    for control in fields:
        if control.kind in _TEXTS and not _locked(view, control):
            key = asks(control, _attribute(view, control, "placeholder"))
            groups[control.form, key].append(control)
    for form, key in list(groups):
        if key == "line2" and (form, "line1") not in groups:
            groups[form, "line1"] = groups.pop((form, key))
    found: list[tuple[str, str]] = []
    for (_, key), controls in groups.items():
        values = _values(key, len(controls), address)
        for number, control in enumerate(controls):
            if control.value.strip():
                continue
            if key == "code" and control.required:
                done.code = True
            if key in _NEVER or not values:
                if control.required and key not in ("card", "skip"):
                    done.unknown.append(control.label or control.name)
                continue
            if key in ("company", "line2") and not control.required and not _starred(control):
                continue
            found.append((control.selector, values[min(number, len(values) - 1)]))
    return found


def _values(key: str, number: int, address: Address) -> tuple[str, ...]:
    """What goes into `number` fields of one kind."""
    family, given = address.family, address.given
    in_order = (family, given) if address.family_first else (given, family)
    parts = tuple(re.split(r"[-\s]", address.phone)) if "-" in address.phone else ()
    if key == "phone" and number == 3 and len(parts) == 3:
        return parts
    if key == "postcode" and number == 2 and "-" in address.postcode:
        return tuple(address.postcode.split("-"))
    if key in ("name", "kana") and number == 2:
        return in_order if key == "name" else (address.family_kana, address.given_kana)
    if key == "line1" and number == 2:
        return (address.line1, address.line2 or address.line1)
    single = {
        "email": address.email, "name": address.name, "given": given, "family": family, "kana": address.kana,
        "kana_family": address.family_kana, "kana_given": address.given_kana, "company": "Example",
        "phone": address.phone, "postcode": address.postcode, "city": address.city, "region": address.region,
        "line1": address.line1, "line2": address.line2 or "1", "country": address.countries[1 if len(address.countries) > 1 else 0],
    }  # fmt: skip
    value = single.get(key, "")
    return (value,) if value else ()


async def _select(buyer: Buyer, view: View, control: Control, address: Address, done: Filled) -> bool:
    """Choose in a list what the address says, else the first choice where one must be made. Whether it changed."""
    options = options_of(view, control)
    chosen = next((value for value, _, on in options if on), "")
    key = asks(control)
    wanted = address.countries if key == "country" else address.regions if key == "region" else ()
    hit = next(
        (value for said in wanted for value, text, _ in options if _same(said, value) or _same(said, text)), None
    )
    if hit is None and not chosen and (control.required or key in ("country", "region")):
        hit = next((value for value, _, _ in options if value), None)
    if hit is None or hit == chosen:
        if control.required and not chosen and hit is None:
            done.unknown.append(control.label or control.name)
        return False
    if key in ("skip", "card") and not control.required:
        return False
    await buyer.choose(control.selector, hit)
    return True


async def _drawn_lists(buyer: Buyer, view: View, address: Address) -> bool:
    """Choose in lists that are drawn as a button (ARIA combobox) and still empty. Whether anything was chosen."""
    changed = False
    for press in view.presses:
        node = view.document.tree.css_first(press.selector) if press.own and press.visible and press.enabled else None
        if node is None or press.url or press.purpose in FORBIDDEN:
            continue
        role, popup = node.attributes.get("role") or "", node.attributes.get("aria-haspopup") or ""
        inside = " ".join(node.text().split())
        key = _key(press.label) or _key(inside)
        if (role != "combobox" and popup != "listbox") or key not in ("country", "region", "city"):
            continue
        wanted = {"country": address.countries, "region": address.regions}.get(key, (address.city,))
        if any(_same(said, inside) for said in wanted):
            continue
        if "data-placeholder" not in node.attributes and not (
            node.css_first("[data-placeholder]") or _key(inside) == key
        ):
            continue  # something is chosen already
        changed |= await buyer.pick(press.selector, wanted)
    return changed


def options_of(view: View, control: Control) -> list[tuple[str, str, bool]]:
    """(value, text, chosen) of a list's choices that can be chosen."""
    node = view.document.tree.css_first(control.selector)
    found = []
    for option in node.css("option") if node is not None else ():
        if "disabled" in option.attributes:
            continue
        text = " ".join(option.text().split())
        value = option.attributes.get("value")
        found.append((text if value is None else value, text, "selected" in option.attributes))
    return found


def _same(wanted: str, said: str) -> bool:
    return bool(wanted) and plain(wanted) == plain(said)


async def _boxes(buyer: Buyer, view: View, fields: Iterable[Control], last: bool, sections: frozenset[int]) -> bool:
    """Radio buttons where none is chosen, boxes that must be ticked to go on, and no box that signs the buyer up."""
    changed = False
    for control in fields:
        if control.kind == "checkbox":
            if control.checked and _signs_up(control):
                await buyer.tick(control.selector, False)
                changed = True
            elif not control.checked and _must_be_ticked(control, last, sections):
                await buyer.agree(control.selector)
                changed = True
    for group in _radios(view, fields):
        choice = _choice(group)
        if not any(control.checked for control in group) or (_is_guest(choice) and not choice.checked):
            await buyer.tick(choice.selector)
            changed = True
    return changed


def unchosen(view: View) -> bool:
    """Whether the page has radio buttons of which one must be chosen, and none is."""
    return any(not any(control.checked for control in group) for group in _radios(view, view.fields))


def _radios(view: View, fields: Iterable[Control]) -> Iterable[list[Control]]:
    """The radio buttons that can be set, each with its alternatives."""
    groups: dict[str, list[Control]] = defaultdict(list)
    for control in fields:
        if control.kind == "radio" and not _locked(view, control):
            groups[_group(view, control)].append(control)
    return groups.values()


def _must_be_ticked(control: Control, last: bool, sections: frozenset[int]) -> bool:
    """Whether a box is asked for before the next step: marked so, or an agreement within a form of its own."""
    if _signs_up(control):
        return False
    if control.form in sections:
        return control.required or wording.has("order.acceptance", plain(control.label))
    return control.required and not last


def _is_guest(control: Control) -> bool:
    return bool(walk().guest.search(plain(f"{control.label} {control.value}")))


def _group(view: View, control: Control) -> str:
    """What holds a radio button together with its alternatives: its name, else the group drawn around it."""
    if control.name:
        return f"{control.form} {control.name}"
    node = view.document.tree.css_first(control.selector)
    for _ in range(8):
        node = node.parent if node is not None else None
        if node is None or node.tag == "fieldset" or node.attributes.get("role") == "radiogroup":
            break
    return f"{control.form} {node.mem_id if node is not None else ''}"


def _choice(group: list[Control]) -> Control:
    """Which of several to choose: no account, a way to pay that needs nothing typed, else the first."""
    known = walk()
    group = [c for c in group if c.visible] or group
    for pattern in (known.guest, *known.pay_later):
        hit = next((c for c in group if pattern.search(plain(f"{c.label} {c.value}"))), None)
        if hit is not None:
            return hit
    return group[0]


def _signs_up(control: Control) -> bool:
    """Whether ticking this opens an account or subscribes to messages."""
    said = plain(_MARKS.sub(" ", f"{control.label} {control.name}"))
    return purpose(said) in ("register", "subscribe") or bool(
        wording.has("order.opt_in", said) and not control.required
    )


def _locked(view: View, control: Control) -> bool:
    node = view.document.tree.css_first(control.selector)
    return node is not None and bool({"disabled", "readonly"} & set(node.attributes))


def _attribute(view: View, control: Control, name: str) -> str:
    node = view.document.tree.css_first(control.selector)
    return (node.attributes.get(name) or "") if node is not None else ""


def _starred(control: Control) -> bool:
    return "*" in control.label or "必須" in control.label
