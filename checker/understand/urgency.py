"""What presses a buyer to hurry, found in text: countdowns with the seconds that they show, counters with their number.

The wording is data (`rules/knowledge/probes.yaml`); here is the grammar of clocks, and where on a page they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, Final, Literal

from disputelint.checker import kept
from disputelint.checker.model import Block
from disputelint.checker.model.record import record
from disputelint.checker.understand.normalize import fold

Kind = Literal["timer", "viewers", "sold", "stock"]
_SECONDS: Final = {"d": 86400, "h": 3600, "m": 60, "s": 1}
_CLOCK: Final = (
    r"(?:^|[^0-9:.])(?:(?:(?P<d>[0-9]{1,3}) ?(?:DAYS|:)[ ,:]*)?(?P<h>[0-9]{1,2}) ?: ?)?"
    r"(?P<m>[0-9]{1,2}) ?: ?(?P<s>[0-9]{2})(?:[^0-9:.]|$)"
)
_DIGITS: Final = re.compile(r"[0-9]+")
_PART: Final = re.compile(r"^[0-9]{1,3}(?:[^0-9.,]*|$)$")  # "09", "09 hours": not a price
_LONGEST: Final = 160  # characters of a text that is looked at: what shows a clock says little else
_SHORT: Final = 24  # characters of a part that stands in an element of its own
_PARTS: Final = 8


@record(frozen=True, slots=True)
class Sign:
    """One countdown or counter in a text. `number`: seconds left, people, or pieces."""

    kind: Kind
    number: int
    ticks: bool = True  # shows seconds, so that it changes while somebody looks


@record(frozen=True, slots=True)
class Spot:
    """Where a page shows one: the first block of it, and the words of all its blocks."""

    block: Block
    text: str
    sign: Sign


@record(frozen=True, slots=True)
class _Words:
    clock: re.Pattern[str]
    units: re.Pattern[str]
    countdown: re.Pattern[str]
    own_time: re.Pattern[str]
    counters: tuple[tuple[Kind, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data: Any = kept.read(resources.files("disputelint.rules").joinpath("knowledge", "probes.yaml"))
    names = {key: "|".join(re.escape(fold(name).text) for name in data["units"][key]) for key in "dhms"}
    one = "".join(
        rf"(?:(?P<{key}>[0-9]{{1,4}}) ?(?:{said})\.?(?:[^a-z0-9]{{0,3}}|$)(?:and |und |et |y |e |en )?)?"
        for key, said in names.items()
    )
    counters: list[tuple[Kind, re.Pattern[str]]] = []
    for kind in ("viewers", "sold", "stock"):
        said = "|".join(f"(?:{part})" for part in data["counters"][kind])
        counters.append((kind, re.compile(re.sub(r"N(?![a-z])", "(?:[0-9]{1,5})", said))))
    return _Words(
        re.compile(_CLOCK.replace("DAYS", names["d"])),
        re.compile(rf"(?:^|[^a-z0-9]){one}"),
        _any(data["countdown"]),
        _any(data["own_time"]),
        tuple(counters),
    )


def _any(parts: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{part})" for part in parts))


def sign_of(text: str) -> Sign | None:
    """The countdown or counter that a short text shows; None when it shows none, or several clocks (opening hours)."""
    if not _may_count(text):
        return None
    folded = fold(text[: 2 * _LONGEST]).text.strip()
    if not folded or len(folded) > _LONGEST or not _DIGITS.search(folded):
        return None
    for kind, pattern in _words().counters:
        found = pattern.search(folded)
        if found is not None:
            return Sign(kind, int(_number(found)))
    return _timer(folded)


def _may_count(text: str) -> bool:
    """Whether a number can stand in a text, told before it is folded: ASCII letters fold to no digits."""
    return not text.isascii() or _DIGITS.search(text) is not None


def _number(found: re.Match[str]) -> str:
    """The number of a counter: the last digits of its match, which end at its N (others stand in words before it)."""
    return str(_DIGITS.findall(found.group())[-1])


def _timer(folded: str) -> Sign | None:
    clocks = list(_words().clock.finditer(folded))
    if len(clocks) == 1:
        found = clocks[0]
        short = found["h"] is None
        alone = len(folded) - len(found.group().strip()) <= 2
        if not short or alone or _words().countdown.search(folded):
            return _left(found)
        return None
    if clocks:
        return None
    best: Sign | None = None
    for found in _words().units.finditer(folded):
        given = [key for key in "dhms" if found[key]]
        if len(given) >= 2 or (given in (["s"], ["m"]) and _words().countdown.search(folded)):
            if best is not None:
                return None
            best = _left(found)
    return best


def _left(found: re.Match[str]) -> Sign | None:
    parts = {key: int(found[key] or 0) for key in "dhms"}
    if (parts["s"] > 59 and found["m"]) or (parts["m"] > 59 and found["h"]) or (parts["h"] > 23 and found["d"]):
        return None
    return Sign("timer", sum(parts[key] * size for key, size in _SECONDS.items()), found["s"] is not None)


def is_own_time(text: str) -> bool:
    """Whether a text speaks of time that each visitor has of their own: a reserved cart, a session."""
    return bool(_words().own_time.search(fold(text).text))


def masked(text: str) -> str:
    """A text without its numbers and blanks, to know the same words again."""
    return _DIGITS.sub("#", "".join(fold(text).text.split()))


def spots(blocks: Sequence[Block]) -> Iterator[Spot]:
    """The countdowns and counters that a page shows, in its order; the parts of a clock may stand in blocks of their own."""
    place = 0
    while place < len(blocks):
        block = blocks[place]
        place += 1
        if not _shown(block) or not _may_count(block.text):
            continue
        sign = sign_of(block.text)
        if sign is not None:
            yield Spot(block, block.text, sign)
        elif len(block.text) <= _SHORT and _PART.search(fold(block.text).text):
            spot, used = _in_parts(blocks, place - 1)
            if spot is not None:
                yield spot
                place += used - 1


def _in_parts(blocks: Sequence[Block], first: int) -> tuple[Spot | None, int]:
    """The longest clock that short neighbours make up, and how many they are."""
    text, best, used = "", None, 1
    for count, block in enumerate(blocks[first : first + _PARTS], start=1):
        if len(block.text) > _SHORT or not _shown(block):
            break
        text = f"{text} {block.text}".strip()
        sign = sign_of(text)
        if sign is not None and sign.kind == "timer":
            best, used = Spot(blocks[first], text, sign), count
    return best, used


def _shown(block: Block) -> bool:
    return block.visible and bool(block.text) and block.role != "option" and len(block.text) <= _LONGEST
