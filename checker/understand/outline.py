"""From drafts to blocks: which text acts as a heading, what stands under it, and roles that only the page shows."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from disputelint.checker.model import Block
from disputelint.checker.understand import pairs, regions
from disputelint.checker.understand.blocks import Draft, acts_as_heading, box_of, is_answer, is_question
from disputelint.checker.understand.folds import turns
from disputelint.checker.understand.frames import OPEN, Frame


class _Open(NamedTuple):
    """A heading in force: until which draft, and in which region."""

    level: int
    text: str
    end: int
    region: str


_PLAIN = frozenset(("paragraph", "other"))
_ANSWERS = frozenset(("paragraph", "other", "item", "answer"))
_ASKS = ("?", "？")
_ANSWERED = re.compile(r"[?？]\s*A\s*[.:)]\s*\S")  # a line that asks and answers: "Q: How long? A: Three days."
_MARKED = 7  # the level of lines that a mark or a number makes headings
_MARKS = frozenset("■□◆◇●▼▶★◎【〈《")
_SHORTEST, _QUESTION = 6, 100  # characters of a question that is a line of its own
_BOX = 6  # drafts of an answer in a box
_BEHIND = 3  # drafts behind a question that are taken for its answer
_PRESSED = frozenset(("button", "paragraph", "other"))
_ICON: Final = 24  # characters of a question's last sign and of what is drawn behind it
# what is drawn behind a question that can be unfolded, by signs or by the name that an icon font makes a picture of
_DRAWN: Final = re.compile(
    r"\s*(?:[-+–−×▼▾⌄∨›>]*|expand_more|keyboard_arrow_down|arrow_drop_down|chevron_right|add)\s*"
)
_NUMBER: Final = re.compile(r"([0-9]{1,2})[.)．）] ?\S")


def finish(drafts: list[Draft], ids: dict[str, int], start: int = 0) -> list[Block]:
    """The blocks of the drafts, in page order, numbered from `start`, each with the headings it stands under."""
    pairs.label(drafts)
    _level_answers(drafts)
    _find_headings(drafts)
    _find_questions(drafts)
    _find_answers(drafts)
    _find_unfolded(drafts)
    blocks: list[Block] = []
    open_headings: list[_Open] = []
    path: tuple[str, ...] = ()
    region: str = ""
    area: str | None = ""  # what the headings of the path open; None until a block asks that stands in no area itself
    for number, draft in enumerate(drafts):
        owner = draft.owner
        changed = owner.region != region
        region = owner.region
        while open_headings and open_headings[-1].end <= number:
            open_headings.pop()
            changed = True
        if draft.role == "heading":
            while open_headings and open_headings[-1].level >= draft.level:
                open_headings.pop()
                changed = True
        if changed:
            # the shop's name in the header and the titles of the footer head nothing of the page's own part
            path = tuple(held.text for held in open_headings if held.region == region)
            area = None
        above = path
        if draft.role == "heading" and draft.text:
            open_headings.append(_Open(draft.level, draft.text, _reach(draft, number), region))
            path, area = (*path, draft.text), None
        own = owner.area
        if not own:
            if area is None:
                area = _area_of(path) if region == "main" else ""
            own = area
        blocks.append(_block(draft, start + number, above, own, ids))
    return blocks


def _reach(draft: Draft, number: int) -> int:
    """The number of drafts when a heading stops to govern what follows."""
    end = draft.owner.scope.end
    if draft.level <= 6:
        return min(end, _box_end(draft, number)) if regions.by_heading(draft.text) == "reviews" else end
    # bold or numbered text is the heading of what stands beside it, not of the rest of the page
    part: Frame | None = draft.owner.owner
    while part is not None and part.first >= number and part.last <= number + 1:
        part = part.parent
    return min(end, part.last) if part is not None else end


def _box_end(draft: Draft, number: int) -> int:
    """Where the largest box ends that a heading opens, when it holds more than a line or two; else far away."""
    box: Frame | None = draft.owner.owner
    found = number + 1
    while box is not None and box.first == number and box.tag != "body":
        found, box = box.last, box.parent
    return found if found > number + 1 + _BEHIND else OPEN


def _find_headings(drafts: list[Draft]) -> None:
    """Short bold or numbered paragraphs that open a section. One that nothing follows is plain text."""
    levels = [
        acts_as_heading(draft.text, draft.bold)
        if draft.role in _PLAIN and len(draft.text) <= 70 and not draft.label and draft.owner.link is None
        else 0
        for draft in drafts
    ]
    _nest(drafts, levels)
    for number, level in enumerate(levels):
        if not level:
            continue
        following = number + 1
        # nested titles ("3. Returns" then a bold line) are fine; a run of the same sort is a list
        if following >= len(drafts) or levels[following] == level or drafts[following].role == "heading":
            continue
        if number and levels[number - 1] == level and drafts[number - 1].role != "heading":
            continue
        if drafts[following].owner.region != drafts[number].owner.region:
            continue
        if drafts[number].owner.area and drafts[following].owner.area != drafts[number].owner.area:
            continue  # a widget's last line ("36 reviews") heads nothing outside it
        if _counted(drafts[number].text, drafts[following].text):
            continue  # "1. ..." and "2. ..." right below: two of a list
        if not drafts[number].bold and drafts[following].role == "item" and drafts[number].text.endswith((":", "：")):
            continue  # "4.3. Excluded are:" opens its list, not what follows the list
        drafts[number].role, drafts[number].level = "heading", level


def _level_answers(drafts: list[Draft]) -> None:
    """Answers that stand in headings of their own below the headings that ask are text, line by line."""
    asked, answer = False, None
    for draft in drafts:
        if draft.role != "heading":
            continue
        if asked and is_answer(draft.text):
            answer = draft.owner.owner
        elif draft.owner.owner is not answer:
            asked, answer = is_question(draft.text), None
        if answer is not None:
            draft.role, draft.level = "paragraph", 0


def _counted(one: str, other: str) -> bool:
    """Whether two lines bear a number and the one after it."""
    first, second = _NUMBER.match(one), _NUMBER.match(other)
    return first is not None and second is not None and int(second[1]) == int(first[1]) + 1


def _nest(drafts: list[Draft], levels: list[int]) -> None:
    """Where a line with one mark is followed at once by a line with another ("■支払期限", "●銀行振込の場合"), the second
    mark opens sections of the first one's, here and in the rest of the page.
    """
    inner: dict[str, str] = {}
    for number in range(len(drafts) - 1):
        if levels[number] == levels[number + 1] == _MARKED:
            outer, mark = drafts[number].text[0], drafts[number + 1].text[0]
            if outer != mark and outer in _MARKS and mark in _MARKS and inner.get(outer) != mark:
                inner.setdefault(mark, outer)
    if inner:
        for number, level in enumerate(levels):
            if level == _MARKED and drafts[number].text[0] in inner:
                levels[number] = level + 1


def _find_questions(drafts: list[Draft]) -> None:
    question = ""
    for draft in drafts:
        if draft.role == "heading" or (draft.role not in _PLAIN and draft.role != "item"):
            if draft.role == "heading":
                question = draft.text if is_question(draft.text) else ""
            continue
        if is_question(draft.text) and _ANSWERED.search(draft.text) is None:
            draft.role, question = "question", draft.text
        elif question and is_answer(draft.text):
            draft.role, draft.label = "answer", draft.label or question


def _find_answers(drafts: list[Draft]) -> None:
    """What stands behind the question in an element that is named after it, and holds both, is the answer."""
    for number, draft in enumerate(drafts):
        if draft.role != "question":
            continue
        frame: Frame | None = draft.owner
        while frame is not None and frame.part != "question":
            frame = frame.parent
        if frame is None:
            continue
        asked = (held for held in drafts[frame.first : number] if held.role == "heading" or held.text.endswith(_ASKS))
        if (question := next(asked, None)) is not None:
            draft.role, draft.label = "answer", draft.label or question.text


def _find_unfolded(drafts: list[Draft]) -> None:
    """What stands behind a question is its answer, where a page has several of a sort: buttons that unfold, lines in bold
    or that open a box of their own, plain lines.
    """
    near = [n for n, draft in enumerate(drafts) if "?" in (said := draft.text[-_ICON:]) or "？" in said]
    asked: dict[int, str] = {}
    for sort, least in ((_pressed, 2), (_marked, 2), (_line, 3)):
        found = {n: text for n in near if n not in asked and (text := sort(drafts[n], n))}
        if len(found) >= least:
            asked |= found
    if not asked:
        return
    asked = dict(sorted(asked.items()))
    ends = [*[*asked][1:], len(drafts)]
    for (number, question), end in zip(asked.items(), ends, strict=True):
        part: Frame | None = drafts[number].owner.owner
        while part is not None and part.last <= number + 1:
            part = part.parent
        if part is None:
            continue
        last = min(end, part.last)
        if drafts[number].role != "button" and part.first < number:
            last = min(last, number + 1 + _BEHIND)  # nothing but the next question says where the answer ends
        drafts[number].role = "question"
        for draft in drafts[number + 1 : last]:
            if draft.role == "heading":
                break
            if not draft.label and draft.role in _ANSWERS:
                draft.label = question


def _line(draft: Draft, number: int) -> str:
    """The question that a line of the page's own part consists of, or ""."""
    said = draft.text
    if draft.role not in _PLAIN or draft.owner.region != "main" or draft.label or draft.owner.link is not None:
        return ""
    if not said.endswith(_ASKS) or not _SHORTEST <= len(said) <= _QUESTION or ". " in said or "。" in said:
        return ""
    return said


def _marked(draft: Draft, number: int) -> str:
    """Such a question that is in bold, or the first of a box that holds little else."""
    if not (said := _line(draft, number)):
        return ""
    box = draft.owner.owner.parent
    opens = box is not None and box.first == number and number + 1 < box.last <= number + 1 + _BOX
    return said if draft.bold or opens else ""


def _pressed(draft: Draft, number: int) -> str:
    """The question that a button of the page's own part asks, or what is pressed like one; else ""."""
    if draft.role not in _PRESSED or draft.owner.region != "main":
        return ""
    said = draft.text[: max(draft.text.rfind(mark) for mark in _ASKS) + 1]
    if len(said) < max(2, len(draft.text) - _ICON):
        return ""
    if _DRAWN.fullmatch(draft.text, len(said)) is None or " " not in said:
        return ""
    pressed = draft.role == "button" or turns(draft.owner.node.attributes.get("onclick") or "")
    return said if pressed else ""


def _area_of(path: tuple[str, ...]) -> str:
    """The area that the innermost of these headings has opened, or ""."""
    return next((area for heading in reversed(path) if (area := regions.by_heading(heading))), "")


def _block(draft: Draft, index: int, path: tuple[str, ...], area: str, ids: dict[str, int]) -> Block:
    owner, layout = draft.owner, draft.layout
    if layout is None:
        visible, box, font_size, contrast = owner.visible, None, None, None
    else:
        visible, box, font_size, contrast = layout.visible, box_of(layout), layout.font_size, layout.contrast
    return Block(  # by position, as names take as long again
        index,
        draft.text,
        owner.tag,
        draft.role,
        owner.selector(ids),
        owner.region,
        visible,
        path,
        draft.label,
        owner.column,
        draft.level if draft.level <= 6 else 6,
        draft.struck,
        draft.links,
        box,
        font_size,
        contrast,
        draft.image_only,
        draft.frame_url,
        area,
        owner.opens and not visible,
    )
