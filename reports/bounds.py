"""A report whose texts have a length that a person can read; JSON keeps more of them than the other formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from disputelint.checker.model import Report
from disputelint.reports.codec import field_names
from disputelint.reports.inert import cut

Part = TypeVar("Part")
LONG: Final = 2_000  # characters of a text; an address that is longer is no link (`inert.link`)
PAGE: Final = 24_000  # characters of a text to paste, which may be a whole page
_WHOLE: Final = frozenset(("clause", "paste"))
_SHORT: Final = frozenset((bool, int, float, type(None)))  # hold no text
_PICTURES: Final = frozenset(("data",))  # of a Shot
_UNPRINTED: Final = frozenset(("images", "facts", "trace", "run"))  # no format but JSON prints them whole


def bounded(report: Report) -> Report:
    """`report` with every text cut that is longer than LONG, or PAGE for what is to be pasted; the same object when
    there is none.
    """
    held: Report = _bounded(report, LONG, _UNPRINTED)
    return held


def saved(part: Part) -> Part:
    """A part of a report with every text cut that is longer than PAGE: what JSON keeps."""
    held: Part = _bounded(part, PAGE, _PICTURES)
    return held


def _object(value: Any, names: tuple[str, ...], length: int, left: frozenset[str]) -> Any:
    changed = {}
    for name in names:
        if name in left:
            continue
        old, most = getattr(value, name), PAGE if name in _WHOLE else length
        kind = old.__class__
        if kind in _SHORT or not old or (kind is str and len(old) <= most):  # nearly every field of a report
            continue
        new = _bounded(old, most, left)
        if new is not old:
            changed[name] = new
    return replace(value, **changed) if changed else value


def _bounded(value: Any, length: int, left: frozenset[str]) -> Any:
    if isinstance(value, str):
        return cut(value, length) if len(value) > length else value
    kind: Any = type(value)
    names = field_names(kind)
    if names is not None:
        return _object(value, names, length, left)
    if isinstance(value, tuple | list):
        parts = [_bounded(part, length, left) for part in value]
        same = all(new is old for new, old in zip(parts, value, strict=True))
        return value if same else type(value)(parts)
    if isinstance(value, Mapping):
        made = {_bounded(key, length, left): _bounded(inner, length, left) for key, inner in value.items()}
        return value if all(key in made and made[key] is inner for key, inner in value.items()) else made
    return value
