"""Controls of a page: what a buyer can fill, tick or press, with the name they know it by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from disputelint.checker.model import RegionName
from disputelint.checker.model.record import record
from disputelint.checker.understand.frames import Frame

OPTION_LIMIT = 400  # options kept of one select
BUTTON_TYPES = frozenset(("submit", "button", "reset", "image"))


@record(frozen=True, slots=True)
class Form:
    """A form of the page. `action` is absolute."""

    selector: str
    action: str
    method: str
    role: str = ""
    identifier: str = ""


@record(frozen=True, slots=True)
class Control:
    """One control. `kind`: button, checkbox, radio, select, textarea, hidden, or the type of a text field."""

    kind: str
    name: str
    type: str
    label: str  # accessible name
    selector: str
    checked: bool
    value: str
    options: tuple[str, ...]
    visible: bool
    region: RegionName
    required: bool
    form: int | None  # index in Document.forms
    form_selector: str
    form_action: str
    form_method: str
    block: int | None  # index of the block that shows its text or follows it
    autocomplete: str = ""
    identifier: str = ""
    disabled: bool = False


@dataclass(slots=True)
class Pending:
    """A control whose label may stand further down the page."""

    kind: str
    frame: Frame
    attributes: Mapping[str, str | None]
    value: str
    form: int | None
    first: int  # number of drafts when it was met
    options: list[str] = field(default_factory=list)
    checked: bool = False
    wrapped_in: int | None = None  # index into the walk's labels
    beside: int | None = None  # the same of a label right before it that names no other control
    text: str = ""


@record(frozen=True, slots=True)
class Labels:
    """What names controls: label elements by target id and by position, and texts by id for aria-labelledby."""

    by_target: Mapping[str, str]
    wrapping: tuple[str, ...]
    by_id: Mapping[str, str]


def finish(pending: list[Pending], forms: list[Form], labels: Labels, ids: dict[str, int], last: int) -> list[Control]:
    """The controls with their names resolved (Accessible Name and Description Computation 1.2, in the usual order)."""
    return [_control(one, forms, labels, ids, last) for one in pending]


def _control(one: Pending, forms: list[Form], labels: Labels, ids: dict[str, int], last: int) -> Control:
    get = one.attributes.get
    form = forms[one.form] if one.form is not None else None
    return Control(
        kind=one.kind,
        name=get("name") or "",
        type=(get("type") or "").lower(),
        label=_label(one, labels),
        selector=one.frame.selector(ids),
        checked=one.checked,
        value=one.value,
        options=tuple(one.options),
        visible=one.frame.layout.visible if one.frame.layout is not None else one.frame.visible,
        region=one.frame.region,
        required="required" in one.attributes or get("aria-required") == "true",
        form=one.form,
        form_selector=form.selector if form else "",
        form_action=form.action if form else "",
        form_method=form.method if form else "",
        block=one.first if one.first < last else (last - 1 if last else None),
        autocomplete=get("autocomplete") or "",
        identifier=get("id") or "",
        disabled="disabled" in one.attributes or get("aria-disabled") == "true",
    )


def _label(one: Pending, labels: Labels) -> str:
    get = one.attributes.get
    named = " ".join(labels.by_id.get(word, "") for word in (get("aria-labelledby") or "").split()).strip()
    if named:
        return named
    if get("aria-label"):
        return " ".join((get("aria-label") or "").split())
    if one.kind == "button":
        drawn = one.frame.tag == "button"  # its value is what it sends; that of an <input> is what it says
        value = one.value if (get("type") or "") != "image" else ""
        said = one.text or ("" if drawn else value) or get("alt") or get("title") or value
        return " ".join(said.split())
    by_for = labels.by_target.get(get("id") or "", "")
    if by_for:
        return by_for
    if one.wrapped_in is not None and labels.wrapping[one.wrapped_in]:
        return labels.wrapping[one.wrapped_in]
    if one.beside is not None and labels.wrapping[one.beside] and not get("title"):
        return labels.wrapping[one.beside]  # no name to a machine, but what people read
    return " ".join((get("title") or get("placeholder") or "").split())


def with_selector(form: Form, selector: str) -> Form:
    """The form with its selector, known only after the walk."""
    return replace(form, selector=selector)
