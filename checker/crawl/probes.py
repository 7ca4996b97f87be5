"""Whether countdowns and counters are honest, tried out: what they show to visitors who were never there before.

A countdown that runs to a moment shows less to whoever comes later. One that shows every new visitor the same start again
is proved to restart. A counter that follows `Math.random` is proved to be made by chance. Whatever is not sure is told as
"unsure", and no fact comes of it. Nothing is clicked or sent; the guard is the crawl's own.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from disputelint.checker.crawl import clock, load
from disputelint.checker.crawl.pace import Pace
from disputelint.checker.crawl.patience import in_time
from disputelint.checker.crawl.probe_verdicts import Reading, Shown, TimerVerdict, counter_verdict, timer_verdict
from disputelint.checker.crawl.settle import World
from disputelint.checker.crawl.shop import Visit
from disputelint.checker.model import JSON, Device
from disputelint.checker.model.record import record
from disputelint.checker.understand.urgency import Spot, is_own_time, masked, sign_of, spots

if TYPE_CHECKING:
    from disputelint.checker.crawl.session import Session
    from disputelint.checker.crawl.slot import Slot

LIMIT: Final = 20.0  # seconds for all pages together
PAGES: Final = 3
APART: Final = 6.0  # seconds between two visitors: far more than what loading and rounding can differ by
CHANCES: Final = (0.13, 0.87)  # what Math.random is made to give
_LOOKS: Final = 8  # times that a page is looked at until its scripts have written the number
_PAUSE: Final = 0.25
_TICK: Final = 1.2  # seconds in which a running clock must have moved
_STEPWISE: Final = 900  # seconds up to which a clock is run second by second; a longer one is put forward at once
_PAGE: Final = 8.0  # seconds for loading one page
_FEW: Final = 64  # blocks of a light page
_MOST: Final = 4  # countdowns and counters that are followed on one page
_KINDS: Final = ("product", "home", "collection")
_LOG = logging.getLogger("disputelint.probes")
_Compared = tuple[Spot, Shown, Shown | None, TimerVerdict]


@record(frozen=True, slots=True)
class Target:
    """A page that shows something to be tried out. `asked`: the address to load, with what the person's access adds.
    `weight`: how much stands on it, in steps of twice as much, so that a review more changes nothing.
    """

    url: str
    asked: str
    device: Device
    kind: str
    spots: tuple[Spot, ...]
    weight: int = 0


def target(visit: Visit, asked: str) -> Target | None:
    """What is to be tried out on a page that was rendered; None: nothing.

    A counter that stands in the server's answer already was not made up by the page's scripts.
    """
    kind = next((kind for kind in _KINDS if kind in visit.kinds), None)
    if visit.document is None or visit.load.seen != "rendered" or kind is None:
        return None
    found = [spot for spot in spots(visit.document.blocks) if spot.sign.ticks]
    if not found:
        return None
    answer = visit.load.body() if visit.load.body is not None else ""
    kept = [spot for spot in found if spot.sign.kind == "timer" or spot.text not in answer]
    kept = [spot for spot in kept if not (spot.sign.kind == "timer" and is_own_time(spot.text))]
    weight = (len(visit.document.blocks) // _FEW).bit_length()
    return Target(visit.load.url, asked, visit.load.device, kind, tuple(kept[: 2 * _MOST]), weight) if kept else None


def chosen(targets: Iterable[Target]) -> list[Target]:
    """The pages to try out: products first, light pages before heavy ones, as each is loaded by several visitors; and no
    page that shows nothing but what another one shows.
    """
    out: list[Target] = []
    known: set[tuple[str, str]] = set()
    for one in sorted(targets, key=lambda one: (_KINDS.index(one.kind), one.weight, one.url)):
        words = {(spot.sign.kind, masked(spot.text)) for spot in one.spots}
        if words - known and len(out) < PAGES:
            known |= words
            out.append(one)
    return out


async def probe(
    session: Session, pace: Pace, targets: Sequence[Target], keep: Callable[[Target, dict[str, JSON]], None]
) -> None:
    """Try the pages out, side by side, and hand over what was measured. Raises nothing but cancellation."""
    measured = [asyncio.create_task(_Probe(session, pace, one).measure()) for one in targets]
    try:
        done, _ = await asyncio.wait(measured, timeout=LIMIT) if measured else (set(), set())
    finally:
        for task in measured:
            task.cancel()
        await asyncio.gather(*measured, return_exceptions=True)
    for one, task in zip(targets, measured, strict=True):
        if task in done and not task.cancelled() and task.exception() is None and task.result():
            keep(one, task.result())


class _Probe:
    """The trial of one page."""

    def __init__(self, session: Session, pace: Pace, on: Target) -> None:
        self._session = session
        self._pace = pace
        self._on = on
        self._timers = any(spot.sign.kind == "timer" for spot in on.spots)
        self._counters = any(spot.sign.kind != "timer" for spot in on.spots)
        self._masks = {masked(spot.text) for spot in on.spots}

    async def measure(self) -> dict[str, JSON]:
        """What the page's countdowns and counters did, in the shape that `Load.probes` keeps."""
        low, high = CHANCES
        readings: list[Reading] = []
        for chance in (low, high, high) if self._counters else (low,):
            reading = await self._visit(chance)
            if reading is None:
                return {}
            readings.append(reading)
        if self._timers:
            await asyncio.sleep(max(0.0, readings[0].began + APART - time.monotonic()))
            last, after_zero = await self._last_visit(readings[0])
        else:
            last, after_zero = await self._visit(low), {}
        if last is None:
            return {}
        readings.append(last)
        said: dict[str, JSON] = {}
        if self._timers and (timers := await self._timed(readings[0], last, after_zero)):
            said["timers"] = list(timers)
        if self._counters and (counters := self._counted(readings)):
            said["counters"] = list(counters)
        return {**said, "measured_at": clock.now()} if said else {}

    async def _visit(self, chance: float) -> Reading | None:
        """The page as a visitor sees it who was never there; None when it cannot be read."""
        async with self._session.fresh(self._on.device, _dice(chance)) as slot:
            return await self._seen(slot)

    async def _last_visit(self, first: Reading) -> tuple[Reading | None, dict[int, str]]:
        """The last visitor's reading, and what the first clock in doubt shows past its end, by its number.

        The page's time is in our hands from the start, so that it can be put past the end of the clock without another
        visitor. A page that says nothing sure that way is visited once more, with its own time.
        """
        async with self._session.fresh(self._on.device, _dice(CHANCES[0])) as slot:
            ours = await _taken_over(slot)
            last = await self._seen(slot)
            if last is None or not ours:
                return last, {}
            compared = self._compared(first, last)
            if all(verdict != "unsure" for *_, verdict in compared):
                number = next(iter(_doubtful(compared)), None)
                if number is None:
                    return last, {}
                _, live, later, _ = compared[number]
                return last, {number: await self._run_out(slot, live, later, first)}
        return await self._visit(CHANCES[0]), {}

    async def _seen(self, slot: Slot) -> Reading | None:
        """What the page in a new slot shows; None when it cannot be read."""
        began = await self._open(slot)
        if began is None:
            return None
        first = await self._look(slot, began)
        if not self._timers:
            return first
        await asyncio.sleep(_TICK)
        first = first.ticking(await self._read(slot, began))
        return replace(first, answer=await load.answer(slot) or "", headers=slot.traffic.headers)

    async def _open(self, slot: Slot) -> float | None:
        """Load the page; when it began. None: it was refused."""
        await self._pace.turn(self._on.url)
        slot.begin()
        await slot.cdp.send(
            "Network.setCacheDisabled", {"cacheDisabled": True}
        )  # asks caches on the way for a new copy
        began = time.monotonic()
        refused = await load.navigate(slot, self._on.asked, _PAGE)
        status = slot.traffic.status or 0
        return began if refused is None and 200 <= status < 300 else None

    async def _look(self, slot: Slot, began: float) -> Reading:
        """What the page shows once it shows what it did when it was crawled."""
        reading = await self._read(slot, began)
        for _ in range(_LOOKS):
            if self._masks <= {masked(item.text) for item in reading.items.values()}:
                break
            if self._masks & {masked(item.text) for item in reading.items.values()} and reading.age > 2:
                break
            await asyncio.sleep(_PAUSE)
            reading = await self._read(slot, began)
        return reading

    async def _read(self, slot: Slot, began: float) -> Reading:
        world = await World.of(slot)
        seen = await world.run(_script(), 5.0)
        items: dict[str, Shown] = {}
        for path, text, beside, around in seen["items"]:
            sign = sign_of(text)
            if sign is not None and sign.ticks:
                items[path] = Shown(path, text, beside, around, sign)
        return Reading(began, time.monotonic(), float(seen["since"]), float(seen["ready"]), items)

    def _live(self, reading: Reading) -> list[tuple[Spot, Shown]]:
        """The running clocks of the page, each with the words that it was crawled with."""
        spots = [spot for spot in self._on.spots if spot.sign.kind == "timer"]
        out: list[tuple[Spot, Shown]] = []
        for live in reading.clocks():
            if is_own_time(live.beside):
                continue
            mask = masked(live.text)
            spot = next((s for s in spots if mask in masked(s.text) or masked(s.text) in mask), None)
            if spot is not None:
                spots.remove(spot)
                out.append((spot, live))
        return out[:_MOST]

    def _compared(self, first: Reading, last: Reading) -> list[_Compared]:
        """The running clocks: where each was crawled, what the first and the last visitor saw, and what follows."""
        rows = [(spot, live, last.again(live)) for spot, live in self._live(first)]
        return [(spot, live, later, timer_verdict(first, live, last, later)) for spot, live, later in rows]

    async def _timed(self, first: Reading, last: Reading, after_zero: Mapping[int, str]) -> list[dict[str, JSON]]:
        """What the clocks did. The first that starts anew is put past its end, and each of which this must decide."""
        out: list[dict[str, JSON]] = []
        compared = self._compared(first, last)
        doubtful = _doubtful(compared)
        for number, (spot, live, later, found) in enumerate(compared):
            zero, verdict = "not_tried", str(found)
            if number in doubtful:
                zero = after_zero.get(number) or await self._past_zero(live, first)
            if verdict in ("same", "same_odd"):
                verdict = "restarts" if verdict == "same" or zero == "starts_again" else "unsure"
            out.append(
                {
                    "shown": spot.block.text,
                    "block": spot.block.index,
                    "words": live.text,
                    "first": live.sign.number,
                    "later": later.sign.number if later is not None else None,
                    "apart": round(last.began - first.began, 1),
                    "after_zero": zero,
                    "verdict": verdict,
                }
            )
        return out

    async def _past_zero(self, live: Shown, first: Reading) -> str:
        """What the clock shows to one more visitor when the page's own time is put past its end, as `_run_out` says."""
        try:
            async with self._session.fresh(self._on.device, _dice(CHANCES[0])) as slot:
                await slot.page.clock.install()
                began = await self._open(slot)
                if began is None:
                    return "unknown"
                return await self._run_out(slot, live, (await self._look(slot, began)).again(live), first)
        except Exception:  # a page that the moved clock keeps busy
            _LOG.debug("the clock could not be run", exc_info=True)
            return "unknown"

    async def _run_out(self, slot: Slot, live: Shown, before: Shown | None, first: Reading) -> str:
        """What the clock shows when the page's own time is put past its end: starts_again, stands, gone, other, unknown.
        `before`: what it showed when the page, which is open, had just been loaded.
        """
        try:
            now = (await self._read(slot, 0.0)).again(live)
            if before is None or now is None:
                return "unknown"
            documents, start = slot.traffic.navigations, now.sign.number
            if start > _STEPWISE:  # at once, which a clock that counts its own steps does not follow
                await in_time(slot.page.clock.fast_forward((start - 2) * 1000), _PAGE)
                short = (await self._read(slot, 0.0)).again(live)
                if short is None or short.sign.number > 3:
                    return "unknown"
                start = short.sign.number
            await in_time(slot.page.clock.run_for(int((start + 1.5) * 1000)), _PAGE)
            if slot.traffic.navigations != documents:
                return "unknown"  # it loaded itself anew: the server's time was not moved
            after = (await self._read(slot, 0.0)).again(live)
        except Exception:  # a page that the moved clock keeps busy
            _LOG.debug("the clock could not be run", exc_info=True)
            return "unknown"
        if after is None:
            return "gone"
        if after.sign.number == 0:
            return "stands"
        start = before.sign.number
        return "starts_again" if start - 4 <= after.sign.number <= start + first.age + 4 else "other"

    def _counted(self, readings: Sequence[Reading]) -> list[dict[str, JSON]]:
        out: list[dict[str, JSON]] = []
        spots = [spot for spot in self._on.spots if spot.sign.kind != "timer"]
        for spot in spots[:_MOST]:
            mask = masked(spot.text)
            live = next((item for item in readings[0].inmost() if masked(item.text) == mask), None)
            live = live or next(
                (
                    item
                    for item in readings[0].inmost()
                    if masked(item.text) in mask and item.sign.kind == spot.sign.kind
                ),
                None,
            )
            seen = [reading.again(live) for reading in readings] if live is not None else []
            out.append(
                {
                    "shown": spot.block.text,
                    "block": spot.block.index,
                    "kind": spot.sign.kind,
                    "numbers": [one.sign.number if one is not None else None for one in seen],
                    "verdict": counter_verdict(seen),
                }
            )
        return out


def _doubtful(compared: Sequence[_Compared]) -> list[int]:
    """Numbers of the clocks that are put past their end: of all where this must decide, else of the first."""
    out: list[int] = []
    for number, (*_, verdict) in enumerate(compared):
        if verdict == "same_odd" or (verdict == "same" and not out):
            out.append(number)
    return out


def _dice(chance: float) -> str:
    return f"Math.random = () => {chance};"


async def _taken_over(slot: Slot) -> bool:
    """Whether the time of the pages that the slot will load is in our hands; it passes as it would."""
    try:
        await slot.page.clock.install()
    except Exception:  # a browser whose page is gone: what follows says so
        return False
    return True


@lru_cache(maxsize=1)
def _script() -> str:
    return resources.files(__package__ or "disputelint.checker.crawl").joinpath("probe.js").read_text(encoding="utf-8")
