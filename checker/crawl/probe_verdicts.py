"""What follows from the readings of a countdown or a counter: arithmetic alone, and "unsure" wherever it leaves a doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from disputelint.checker.model.record import record
from disputelint.checker.understand.urgency import Sign, masked

TimerVerdict = Literal["counts_down", "same", "same_odd", "unsure"]
_SLACK: Final = 2.5  # seconds that loading and rounding can differ by
_LEAST_APART: Final = 5.0  # seconds between two visits, below which their readings cannot be told apart
_ROUND: Final = 60  # what is written as a start is full minutes; what is left of a real time is so once in a while only
_ROUND_SLACK: Final = 3.5
_CACHED: Final = ("hit", "stale", "updating")


@record(frozen=True, slots=True)
class Shown:
    """One element that shows a countdown or a counter: its path, its words, those beside it and more around it."""

    path: str
    text: str
    beside: str
    around: str
    sign: Sign


@record(frozen=True, slots=True)
class Reading:
    """What one visitor saw. Times in seconds: `began`, `at` by our clock; `age` since the page began, `ready` until it was
    parsed, by the browser's own.
    """

    began: float
    at: float
    age: float
    ready: float
    items: Mapping[str, Shown]
    answer: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    def inmost(self) -> list[Shown]:
        """The items that hold no other one."""
        return [
            item for path, item in self.items.items() if not any(other.startswith(f"{path} > ") for other in self.items)
        ]

    def clocks(self) -> list[Shown]:
        """The countdowns."""
        return [item for item in self.inmost() if item.sign.kind == "timer"]

    def ticking(self, later: Reading) -> Reading:
        """This reading without clocks that stand still: `later` is the same page a moment later."""
        kept: dict[str, Shown] = {}
        for path, item in self.items.items():
            then = later.items.get(path)
            passed = later.age - self.age
            moved = item.sign.number - then.sign.number if then is not None and then.sign.kind == "timer" else 0
            if item.sign.kind != "timer" or (moved > 0 and abs(moved - passed) <= 1.1):
                kept[path] = item
        return replace(self, items=kept)

    def again(self, shown: Shown) -> Shown | None:
        """The element of another reading in this one: at the same place, or the only one with the same words."""
        mask, kind = masked(shown.text), shown.sign.kind
        here = self.items.get(shown.path)
        if here is not None and here.sign.kind == kind and masked(here.text) == mask:
            return here
        like = [item for item in self.inmost() if item.sign.kind == kind and masked(item.text) == mask]
        return like[0] if len(like) == 1 else None


def timer_verdict(first: Reading, live: Shown, last: Reading, later: Shown | None) -> TimerVerdict:
    """`counts_down`: the later visitor saw as much less as time had passed. `same`: the later visitor saw the same start
    again; `same_odd`: likewise, but a copy of an older page cannot be ruled out.
    """
    if later is None or last.began - first.began < _LEAST_APART:
        return "unsure"
    before, after = live.sign.number, later.sign.number
    if abs((before - after) - (last.at - first.at)) <= _SLACK:
        return "counts_down"
    starts = [(before + first.age, after + last.age), (before + first.age - first.ready, after + last.age - last.ready)]
    if not any(abs(one - other) <= _SLACK for one, other in starts):
        return "unsure"
    is_round = any(_is_round(one) and _is_round(other) for one, other in starts)
    if not is_round or (_from_cache(last.headers) and _says(last.answer, starts[0][1])):
        return "same_odd"
    return "same"


def _is_round(seconds: float) -> bool:
    rest = (seconds + _ROUND_SLACK) % _ROUND
    return rest <= 2 * _ROUND_SLACK


def _from_cache(headers: Sequence[tuple[str, str]]) -> bool:
    """Whether the answer came from a cache on the way (RFC 9111, `Age`; the usual headers of caches)."""
    for name, value in headers:
        if name == "age" and value.strip() not in ("", "0"):
            return True
        if ("cache" in name and name != "cache-control") and any(word in value.lower() for word in _CACHED):
            return True
    return False


def _says(answer: str, seconds: float) -> bool:
    return any(str(number) in answer for number in range(int(seconds) - 4, int(seconds) + 3))


def counter_verdict(seen: Sequence[Shown | None]) -> Literal["random", "steady", "unsure"]:
    """`steady`: the same number in all visits. `random`: of four visitors, the first and the last were given one chance, the two between another, and the number
    followed it, while the words around it stayed the same. A count that grows, or copies on servers that take turns,
    give no such row.
    """
    if len(seen) != 4 or any(one is None for one in seen):
        return "unsure"
    held = [one for one in seen if one is not None]
    one, two, three, four = (item.sign.number for item in held)
    if one == two == three == four:
        return "steady"
    same_words = len({masked(item.around) for item in held}) == 1
    return "random" if one == four and two == three and one != two and same_words else "unsure"
