"""What a product's page wants chosen, or written, before its control puts anything into the cart."""

from __future__ import annotations

from typing import Final

from disputelint.checker.crawl.journey.buyer import View
from disputelint.checker.crawl.journey.contents import counted
from disputelint.checker.crawl.journey.controls import Press
from disputelint.checker.crawl.journey.knowledge import walk
from disputelint.checker.crawl.tables import split
from disputelint.checker.understand.document import Control
from disputelint.checker.understand.kindwords import plain

_BUY_BOX: Final = 30  # blocks before the control that adds, in which its choices stand


def open_groups(view: View) -> list[Control]:
    """The first radio button of each group in the product's form in which none is chosen."""
    groups: dict[tuple[int | None, str], list[Control]] = {}
    for control in view.fields:
        if control.kind == "radio" and control.region == "main":
            groups.setdefault((control.form, control.name), []).append(control)
    return [group[0] for group in groups.values() if not any(c.checked for c in group)]


def wishes(view: View, add: Press | None) -> list[Control]:
    """Empty fields before the add control in which a buyer writes what the goods are to bear: a name to be engraved."""
    if add is None or add.block is None:
        return []
    counts = {control.selector for control in counted(view)}
    return [
        control
        for control in view.fields
        if control.kind in ("text", "textarea") and control.type in ("", "text", "textarea")
        if control.region == "main" and control.visible and not control.value.strip() and control.selector not in counts
        if control.block is not None and add.block - _BUY_BOX <= control.block <= add.block
    ][:3]


def swatches(view: View, add: Press | None) -> list[Press]:
    """Drawn choices: of each row of short buttons or links before the add control, the first."""
    if add is None or add.block is None:
        return []
    rows: dict[str, Press] = {}
    for press in view.presses:
        if press.block is None or not press.visible or not press.own or press.purpose or len(press.label) > 24:
            continue
        if walk().aside.search(plain(press.label)) or (press.submits and _elsewhere(view, press.action)):
            continue
        if (
            press.block > add.block
            or press.block < add.block - _BUY_BOX
            or (press.url and "#" not in press.url and press.url != view.url)
        ):
            continue
        parent = press.selector.rpartition(" > ")[0]
        row = parent.rpartition(" > ")[0] if ":nth-of-type" in parent.rpartition(" > ")[2] else parent
        rows.setdefault(row, press)
    return list(rows.values())[-4:]


def _elsewhere(view: View, action: str) -> bool:
    """Whether sending to this address leaves the page: what chooses a variant stays with its product."""
    here, there = split(view.url), split(action)
    return bool(action) and (here.path, here.query) != (there.path, there.query)
