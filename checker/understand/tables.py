"""Which header governs a cell, while a table is being walked: row headers, column headers, spans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from disputelint.checker.late import late
from disputelint.checker.understand.blocks import Draft
from disputelint.checker.understand.frames import Frame

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LABEL_LIMIT = 60  # characters; a longer first cell is no header
_HEADER_LIMIT = 40  # of a cell that heads a column without being marked so
_TIME = late(  # at the end of a cell: what its column tells
    r"(?i)(?:[時时][間间效]|天[數数]|日[數数]|期間|기간|소요일|\btimes?|zeit|d[ée]lais?|plazos?|tempi|tijd|prazos?)[^\w]*$"
)

_NUMBER = late(r"[0-9][0-9 -]{3,}[0-9]")  # of a telephone, which a carrier's column names besides
_PLACE = late(
    r"(?i)(?:配送|送达|送達|收货|收貨|到达|寄送)?(?:地区|地區|区域|區域|省份|城市|范围|範圍)|(?:배송)? ?지역|地域|都道府県|regions?|countr(?:y|ies)|zones?|destinations?"
)


@dataclass(slots=True)
class Table:
    """The headers met so far. HTML 4.9.12, reduced to what shops write."""

    columns: dict[int, str] = field(default_factory=dict)
    group: str = ""  # a header row of one cell, over the rows that follow
    column: int = 0
    row_label: str = ""
    row_cells: int = 0
    header_row: bool = False
    rows: int = 0
    unmarked: bool = False  # every cell of the table is a th: the first of two heads its row, the other is its value
    opening: list[tuple[int, str, bool, int, int]] = field(
        default_factory=list
    )  # first row: column, text, bold, drafts
    spans: dict[int, tuple[int, str]] = field(default_factory=dict)  # column -> rows left, header text

    def start_row(self, cells: list[str], in_head: bool) -> None:
        """A row opens whose cells have these tags."""
        self.column, self.row_label = 0, ""
        self.rows += 1
        self.row_cells = len(cells)
        self.header_row = in_head or (len(cells) > 1 and not self.unmarked and all(tag == "th" for tag in cells))
        for column, (left, text) in list(self.spans.items()):
            if left <= 0:
                del self.spans[column]
                continue
            self.spans[column] = (left - 1, text)
            self.row_label = self.row_label or text

    def place(self, width: int) -> int:
        """The column of the next cell, `width` columns wide."""
        while self.column in self.spans:
            self.column += 1
        here = self.column
        self.column += max(1, min(width, 100))
        return here

    def close_header(self, text: str, column: int, height: int) -> None:
        """A th has closed with this text."""
        if self.header_row:
            self.columns[column] = text
        elif self.row_cells == 1:
            self.group = text
        else:
            self.row_label = text
            if height > 1:
                self.spans[column] = (height - 1, text)

    def label(self) -> str:
        """What governs the next cell of the row."""
        return self.row_label or ("" if self.row_cells > 1 else self.group)


def of_headers(table: LexborNode) -> bool:
    """Whether a table marks labels and values alike: three rows or more, each of two th and nothing else."""
    first = table.css_first("tr")
    if first is None or [cell.tag for cell in first.iter()] != ["th", "th"]:
        return False
    rows = table.css("tr")
    return len(rows) > 2 and all([cell.tag for cell in row.iter()] == ["th", "th"] for row in rows)


def span(value: str | None) -> int:
    """A colspan or rowspan; 1 when it is not a sensible number."""
    if value and len(value) < 5 and value.isascii() and value.isdigit():
        return max(1, min(int(value), 1000))
    return 1


def open_cell(table: Table, frame: Frame, attributes: Mapping[str, str | None]) -> None:
    """A td or th has opened: its column, its role, and what governs it."""
    frame.nth_column = table.place(span(attributes.get("colspan")))
    if frame.tag == "th" and not (table.unmarked and frame.nth_column):
        frame.role = "column_header" if table.header_row else "row_header"
        return
    if table.header_row:
        frame.role = "column_header"
    elif frame.tag == "th":
        frame.role = "cell"
    frame.label = table.label()
    frame.column = "" if table.header_row else table.columns.get(frame.nth_column, "")


def close_cell(table: Table, frame: Frame, drafts: list[Draft], said: str) -> None:
    """A td or th has closed with this text, which may head a column or its row."""
    attributes: Mapping[str, str | None] = frame.node.attributes
    if table.unmarked and frame.nth_column:
        return
    if frame.tag == "th" or table.header_row:
        table.close_header(said, frame.nth_column, span(attributes.get("rowspan")))
        return
    own = drafts[frame.first :]
    if table.rows == 1 and said:
        table.opening.append((frame.nth_column, said, all(d.bold for d in own), frame.first, len(drafts)))
    first = frame.nth_column == 0 and table.row_cells > 1 and not table.row_label
    if first and 0 < len(said) <= LABEL_LIMIT and (table.row_cells == 2 or table.columns or _names(said, table.rows)):
        table.row_label = said
        if table.row_cells == 2 and not table.columns:
            for draft in own:
                if draft.role == "cell":
                    draft.role = "row_header"


def _names(said: str, row: int) -> bool:
    """Whether the first cell of a row of several names the row, in a table that marks no headers: words, and no price."""
    return row > 1 and said[:1].isalpha() and any(char.isalpha() for char in said[1:])


def _heads(table: Table) -> bool:
    """Whether the first row reads like headers that are not marked: three short cells or more, and no number in them, or
    the word for how long something takes in one ("Parcel to 5 kg | Parcel to 10 kg | Delivery time").
    """
    texts = [_NUMBER.sub("", text).rstrip() for _, text, _, _, _ in table.opening]
    if len(texts) == 2 == table.row_cells:
        return _place_and_time(texts)
    if len(texts) < 3 or not (len(texts) == table.row_cells or _blank_corner(table) or _spacer(table)):
        return False
    if any(len(text) > _HEADER_LIMIT or text[-1:] in ".。!?" for text in texts):
        return False
    plain = [not any(char.isdigit() for char in text) for text in texts]
    return all(plain) or any(bare and _TIME.search(text) for bare, text in zip(plain[1:], texts[1:], strict=True))


def _place_and_time(texts: list[str]) -> bool:
    """Whether two cells are the names of places and of how long it takes to them ("地区 | 送达时间")."""
    first, second = texts
    return _PLACE.fullmatch(first) is not None and len(second) <= _HEADER_LIMIT and _TIME.search(second) is not None


def _spacer(table: Table) -> bool:
    """Whether a blank cell parts two halves of the first row that name the same ("Region | Time | | Region | Time")."""
    texts = [text for _, text, _, _, _ in table.opening]
    return len(texts) == table.row_cells - 1 and len(set(texts)) * 2 <= len(texts)


def _blank_corner(table: Table) -> bool:
    """Whether of the first row nothing but the corner is blank: the cells below it name the rows."""
    return len(table.opening) == table.row_cells - 1 and table.opening[0][0] == 1


def bold_headers(table: Table, drafts: list[Draft]) -> None:
    """A first row of bold cells heads the columns, also where the page calls them cells like any other."""
    bold = len(table.opening) > 1 and all(bold for _, _, bold, _, _ in table.opening)
    if table.rows == 1 and bold and not table.columns:
        for column, text, _, start, end in table.opening:
            table.columns[column] = text
            for draft in drafts[start:end]:
                draft.role = "column_header"
    elif table.rows == 1 and not table.columns and _heads(table):
        table.columns.update({column: text for column, text, _, _, _ in table.opening})
