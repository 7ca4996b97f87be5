"""Labels of pages that write a table without one: rows of two boxes, and short titles that alternate with text.

    <div class=row><div>販売業者</div><div>…</div></div>      <div class=ttl>所在地</div><p>…</p>

    <li><span class=name>販売業者</span> …</li>              <tr><td>所在地</td></tr><tr><td>…</td></tr>

Only a pattern that repeats counts; a single short line above a paragraph may be anything.
"""

from __future__ import annotations

from disputelint.checker.late import late
from disputelint.checker.understand import rowlabels
from disputelint.checker.understand.blocks import Draft, acts_as_heading
from disputelint.checker.understand.frames import Frame
from disputelint.checker.understand.tables import LABEL_LIMIT

_TIMES = 3  # how often a pattern must stand there
_PLAIN = frozenset(("paragraph", "other", "heading"))
_NAMED = frozenset(("paragraph", "other", "item", "cell"))  # roles of lines that words alone make labels or values
_SUBNAMED = _NAMED | {"definition"}
_ASCII = 8  # characters of "TEL", "E-mail"
_MOST = 20  # drafts of one value
_LAST = 3  # drafts that are taken for the value of the last label
_SECTION = 7  # the level of lines that a mark or a number makes headings
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
        said = {number: drafts[number].text[: drafts[number].lead] for number in numbers}
        repeated = len(set(said.values())) >= _TIMES
        for number in numbers:
            if repeated or rowlabels.is_label(said[number]):
                _lead(drafts, number)
    for numbers in cells.values():
        _alternate(drafts, numbers)
    for numbers in titles.values():
        _titles(drafts, [number for number in numbers if number not in labelled])
    _named(drafts)


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
        and (_GOES_ON.match(rest) is None or rowlabels.leads(said, rest))
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


def _named(drafts: list[Draft]) -> None:
    """Lines that are labels by their words, with their values on the same line, or below up to the next label."""
    whole: list[int] = []
    spaced: list[int] = []
    for number, draft in enumerate(drafts):
        said = draft.text
        if draft.role not in _SUBNAMED or draft.owner.region != "main" or draft.owner.link is not None:
            continue
        if draft.label:
            _name_part(drafts, number)
            continue
        if draft.role not in _NAMED:
            continue
        if label := rowlabels.before_colon(said):
            if not rowlabels.of_shop(label):
                _go_on(drafts, number, label)
        elif said.isascii():
            if len(said) <= _ASCII and whole and rowlabels.is_label(said):
                whole.append(number)
        elif rowlabels.opens(said, spaced=False):
            _open(drafts, number, spaced=False)
        elif rowlabels.opens(said, spaced=True):
            spaced.append(number)
        elif rowlabels.is_label(said) and (draft.role == "item" or not acts_as_heading(said, draft.bold)):
            whole.append(number)
    if len({drafts[number].text for number in spaced}) >= _TIMES:
        for number in spaced:
            _open(drafts, number, spaced=True)
    filled = [(number, end) for number, end in _reaches(drafts, whole) if end > number + 1]
    many = len({drafts[number].text for number, _ in filled}) >= _TIMES
    for number, end in filled:
        if many or drafts[number].owner.owner is drafts[number + 1].owner.owner:
            _give_named(drafts, number, end)


def _open(drafts: list[Draft], number: int, *, spaced: bool) -> None:
    """Name a line by the label that opens it."""
    draft = drafts[number]
    draft.label = draft.text[: rowlabels.opens(draft.text, spaced=spaced)]
    if draft.role in ("paragraph", "other"):
        draft.role = "definition"
    _go_on(drafts, number, draft.label)


def _go_on(drafts: list[Draft], number: int, label: str) -> None:
    """Name the lines below one that opens with its label, in the same element, up to the next that has one."""
    box = drafts[number].owner.owner
    for one in range(number + 1, min(box.last, len(drafts), number + 1 + _MOST)):
        other = drafts[one]
        said = other.text
        if other.owner.owner is not box or other.label or other.role not in _NAMED:
            return
        if rowlabels.is_label(said) or rowlabels.before_colon(said) or rowlabels.opens(said, spaced=False):
            return
        if said[:1] == drafts[number].text[:1] and not said[:1].isalnum():
            return  # marked as the line with the label is
        if other.role != "item" and acts_as_heading(said, other.bold):
            return
        other.label = label


def _name_part(drafts: list[Draft], number: int) -> None:
    """Inside the value of a label, a line that is itself a label names the lines below it up to the next such line."""
    draft = drafts[number]
    said = draft.text
    if said.isascii() or said == draft.label or said[-1] in _ENDS or not rowlabels.is_label(said):
        return
    box, outer = draft.owner.owner, draft.label
    for one in range(number + 1, min(box.last, len(drafts), number + 1 + _MOST)):
        other = drafts[one]
        if other.label != outer or other.owner.owner is not box or rowlabels.is_label(other.text):
            return
        other.label = rowlabels.within(outer, said)


def _reaches(drafts: list[Draft], numbers: list[int]) -> list[tuple[int, int]]:
    """Each label with the number of drafts where its value ends: at the next label, heading or part of the page."""
    found = []
    for place, number in enumerate(numbers):
        owner = drafts[number].owner
        part: Frame | None = owner.owner
        while part is not None and part.last <= number + 1:
            part = part.parent
        following = numbers[place + 1] if place + 1 < len(numbers) else number + 1 + _LAST
        end = min(following, part.last if part is not None else number + 1, len(drafts), number + 1 + _MOST)
        for one in range(number + 1, end):
            other = drafts[one]
            if other.role not in _NAMED or other.label or other.owner.region != "main" or _heads(other, drafts[number]):
                end = one
                break
        found.append((number, end))
    return found


def _heads(draft: Draft, label: Draft) -> bool:
    """Whether a short line acts as the heading of what follows it, or looks as the label does: marked or bold as that."""
    if len(draft.text) > _SHORT or draft.role not in _PLAIN or draft.text.endswith(_ENDS):
        return False
    if acts_as_heading(draft.text, draft.bold) == _SECTION:
        return True
    alike = draft.owner.owner.tag == label.owner.owner.tag and draft.bold == label.bold
    return alike and (label.bold or not label.text[0].isalnum()) and draft.text[0].isalnum() == label.text[0].isalnum()


def _give_named(drafts: list[Draft], number: int, end: int) -> None:
    label = drafts[number]
    label.role, label.level = ("row_header" if label.role == "cell" else "term"), 0
    for draft in drafts[number + 1 : end]:
        draft.label = label.text
        if draft.role in ("paragraph", "other"):
            draft.role = "definition"
