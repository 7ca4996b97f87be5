"""Terminal columns: East Asian characters take two, so that Japanese lines up and wraps where it should."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from rich.cells import cell_len

# JIS X 4051 (line breaking): what must not begin a line, and what must not end one.
NOT_FIRST = frozenset(
    "、。，．・：；？！）］｝」』】〉》〕ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ゛゜％‰〜,.:;?!)]}%’”"
)
NOT_LAST = frozenset("（［｛「『【〈《〔([{‘“")
_WIDE = "\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003fffd"


@cache
def _pieces() -> re.Pattern[str]:
    """What a text may be broken into; made when the first text is wrapped."""
    return re.compile(rf"[ \t]+|[{_WIDE}]|[^ \t{_WIDE}]+")


def cells(text: str) -> int:
    """How many columns `text` takes in a terminal."""
    return cell_len(text)


def pad(text: str, width: int) -> str:
    """`text` filled with spaces to `width` columns; longer text is left as it is."""
    return text + " " * max(0, width - cells(text))


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns: broken at spaces and between East Asian characters, never against NOT_FIRST."""
    lines: list[str] = []
    line: list[str] = []
    used = 0
    for unit in _units(text):
        size = cells(unit)
        if line and used + size > width:
            lines.append("".join(line).rstrip())
            line, used = [], 0
            if unit.isspace():
                continue
        for part in _cut(unit, width) if size > width else (unit,):
            if line and used + cells(part) > width:
                lines.append("".join(line).rstrip())
                line, used = [], 0
            line.append(part)
            used += cells(part)
    if line:
        lines.append("".join(line).rstrip())
    return lines or [""]


def _units(text: str) -> Iterable[str]:
    """What may not be broken: a word, or a wide character with the marks that stay with it."""
    unit = ""
    for piece in _pieces().findall(text):
        if piece.isspace():
            if unit:
                yield unit
            yield " "
            unit = ""
        elif unit and (piece[0] in NOT_FIRST or unit[-1] in NOT_LAST):
            unit += piece
        else:
            if unit:
                yield unit
            unit = piece
    if unit:
        yield unit


def _cut(unit: str, width: int) -> Iterable[str]:
    """A word too long for any line, in pieces that fit."""
    piece = ""
    for char in unit:
        if piece and cells(piece) + cells(char) > max(1, width):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece
