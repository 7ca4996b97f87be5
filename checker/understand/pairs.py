"""Labels of pages that write a table without one: rows of two boxes, and short titles that alternate with text.

    <div class=row><div>販売業者</div><div>…</div></div>      <div class=ttl>所在地</div><p>…</p>

    <li><span class=name>販売業者</span> …</li>              <tr><td>所在地</td></tr><tr><td>…</td></tr>

Only a pattern that repeats counts; a single short line above a paragraph may be anything.
"""

from __future__ import annotations

from disputelint.checker.late import late
from disputelint.checker.understand.blocks import Draft
from disputelint.checker.understand.frames import Frame
from disputelint.checker.understand.tables import LABEL_LIMIT

_TIMES = 3  # how often a pattern must stand there
_PLAIN = frozenset(("paragraph", "other", "heading"))
_ENDS = ("。", ".", "!", "?", "！", "？", "、", ",")
_SHORT = 24  # characters of a label that no box of its own marks as one
_EAST = late(r"[ぁ-んァ-ヶ一-龠]")  # scripts in which words are not set apart: such a label is no part of a sentence
_GOES_ON = late(r"[はがをにのでともへや、。，：:)）」』]|から|まで|など|による|以外")


def label(drafts: list[Draft]) -> None:
    """Give the drafts of such rows their label, and the labels the role of a term."""
    rows: dict[tuple[int, str, str], list[tuple[int, int, int]]] = {}
    titles: dict[tuple[int, str, str], list[int]] = {}
    leads: dict[tuple[int, str, str], list[int]] = {}
    cells: dict[int, list[int]] = {}
    for number, draft in enumerate(drafts):
        if draft.lead and _leads(draft):
            box = draft.owner.owner
            if box.first == number and box.parent is not None:
                leads.setdefault((id(box.parent), box.tag, _class(box)), []).append(number)
        elif draft.role == "cell" and (table := _alone(draft.owner.owner)) is not None:
            cells.setdefault(id(table), []).append(number)
        if not _may_label(draft):
            continue
        box = draft.owner.owner
        row = _row(box, number)
        if row is not None and row.parent is not None:
            whole = _wrapped(row)
            key = (id(whole.parent), whole.tag, _class(whole))
            rows.setdefault(key, []).append((number, box.last, min(row.last, len(drafts))))
        if draft.role == "other" and box.parent is not None and box.first == number and box.last == number + 1:
            titles.setdefault((id(box.parent), box.tag, _class(box)), []).append(number)
    labelled: set[int] = set()
    for found in rows.values():
        if len({drafts[number].text for number, _, _ in found}) >= _TIMES:  # "required" on every row labels nothing
            for number, start, end in found:
                labelled |= _give(drafts, number, start, end)
    for numbers in leads.values():
        if len({drafts[number].text[: drafts[number].lead] for number in numbers}) >= _TIMES:
            for number in numbers:
                _lead(drafts, number)
    for numbers in cells.values():
        _alternate(drafts, numbers)
    for numbers in titles.values():
        _titles(drafts, [number for number in numbers if number not in labelled])


def _may_label(draft: Draft) -> bool:
    return (
        draft.role in _PLAIN
        and (draft.role != "heading" or draft.level > 6)
        and not draft.label
        and 0 < len(draft.text) <= LABEL_LIMIT
        and not draft.text.endswith(_ENDS)
        and draft.owner.region == "main"
        and not draft.links
        and sum(1 for letter in draft.text if letter.isalpha()) > 1
    )


def _row(box: Frame, number: int) -> Frame | None:
    """The element that holds this box first and something else after it, and nothing before."""
    if box.first != number or box.last != number + 1:
        return None
    row = box.parent
    while row is not None and row.first == number and row.last == number + 1:
        row = row.parent  # a box in a box
    return row if row is not None and row.first == number and row.last > number + 1 and row.tag != "body" else None


def _wrapped(row: Frame) -> Frame:
    """The outermost element that holds this row and nothing else: rows may stand in a box of their own each."""
    while (up := row.parent) is not None and up.tag != "body" and (up.first, up.last) == (row.first, row.last):
        row = up
    return row


def _class(frame: Frame) -> str:
    return frame.node.attributes.get("class") or ""


def _give(drafts: list[Draft], number: int, start: int, end: int) -> set[int]:
    """Label the rest of a row, unless it has titles of its own."""
    rest = range(max(start, number + 1), end)
    if not rest or any(drafts[one].role in ("heading", "row_header", "cell", "term", "button") for one in rest):
        return set()
    drafts[number].role, drafts[number].level = "term", 0
    for one in rest:
        drafts[one].label = drafts[one].label or drafts[number].text
        if drafts[one].role in ("paragraph", "other"):
            drafts[one].role = "definition"
    return {number, *rest}


def _titles(drafts: list[Draft], numbers: list[int]) -> None:
    """Titles that alternate with text of another look, in one parent."""
    if len({drafts[number].text for number in numbers}) < _TIMES:
        return
    parent = drafts[numbers[0]].owner.owner.parent
    ends = [*numbers[1:], min(parent.last if parent is not None else len(drafts), len(drafts))]
    filled = [(number, end) for number, end in zip(numbers, ends, strict=True) if end > number + 1]
    if len(filled) < _TIMES or len(filled) * 4 < len(numbers) * 3:
        return
    for number, end in filled:
        _give(drafts, number, number + 1, end)


def _leads(draft: Draft) -> bool:
    """Whether a text opens with a short inline element that reads as the label of the rest, not as its first words."""
    said, rest = draft.text[: draft.lead], draft.text[draft.lead + 1 :]
    return (
        draft.role in ("item", "other", "paragraph")
        and not draft.label
        and draft.lead <= _SHORT
        and bool(rest)
        and draft.text[draft.lead] == " "
        and draft.owner.region == "main"
        and not said.endswith(_ENDS)
        and _EAST.search(said) is not None
        and _GOES_ON.match(rest) is None
    )


def _lead(drafts: list[Draft], number: int) -> None:
    """Name a text and what stands below it in its box by the words that it opens with."""
    draft = drafts[number]
    said = draft.text[: draft.lead]
    draft.label, draft.role = said, "definition"
    for one in range(number + 1, min(draft.owner.owner.last, len(drafts))):
        if drafts[one].role in ("item", "other", "paragraph") and not drafts[one].label:
            drafts[one].label = said


def _alone(cell: Frame) -> Frame | None:
    """The table of a cell that is alone in its row and holds one text."""
    row = cell.parent
    if cell.tag != "td" or row is None or row.first != cell.first or row.last != cell.last:
        return None
    return row.parent


def _alternate(drafts: list[Draft], numbers: list[int]) -> None:
    """Rows of one cell in which a label and its value take turns."""
    labels, values = numbers[::2], numbers[1::2]
    said = {drafts[number].text for number in labels}
    if len(values) < _TIMES or len(labels) != len(values) or len(said) != len(labels):
        return
    if all(len(text) <= _SHORT and _EAST.search(text) and not text.endswith(_ENDS) for text in said):
        for number, value in zip(labels, values, strict=True):
            drafts[number].role = "row_header"
            for one in range(number + 1, min(drafts[value].owner.owner.last, len(drafts))):
                drafts[one].label = drafts[number].text
