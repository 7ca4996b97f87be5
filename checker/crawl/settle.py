"""Calling page.js in a document's isolated world, and waiting until the document is quiet."""

from __future__ import annotations

import asyncio
import json
import time
from functools import lru_cache
from importlib import resources
from typing import Any, Final, cast

from disputelint.checker.crawl import tables
from disputelint.checker.crawl.patience import in_time
from disputelint.checker.crawl.slot import Slot

QUIET_MS: Final = 150
CAP_MS: Final = 2500
# Loops and operators only: the page may have replaced every function of its window.
_IS_SET: Final = """(() => { let out = ""; const paths = %s; for (let n = 0; n < paths.length; n++) { let at = window, there = true;
 try { for (let m = 0; m < paths[n].length; m++) { at = at[paths[n][m]]; if (at === undefined || at === null) { there = false; break; } } }
 catch (error) { there = false; } out += there ? "1" : "0"; } return out; })()"""
_STILL = 0.1  # seconds for which a page that was quiet is taken to be so
_CALLS_CAP = 1.5  # seconds that the shop's own scripts may take to answer their calls


class Moved(Exception):
    """The document was replaced while it was looked at; look again at the new one."""


class World:
    """page.js in one frame's document, out of reach of the page's own scripts."""

    def __init__(self, slot: Slot, context: int) -> None:
        self._slot = slot
        self._has_script = False
        self.context = context

    @classmethod
    async def of(cls, slot: Slot, frame: str | None = None) -> World:
        """The isolated world of a frame's present document, that of the main one made once. Raises Moved when there is
        none.
        """
        standing = slot.standing if frame is None else ("", 0)
        if standing[0] and slot.world is not None and slot.world[0] == standing:
            return cast(World, slot.world[1])
        params = {"frameId": frame or slot.main_frame, "worldName": "disputelint"}
        made = await _send(slot, "Page.createIsolatedWorld", params, 10.0)
        world = cls(slot, int(made["executionContextId"]))
        if standing[0] and standing == slot.standing:
            slot.world = (standing, world)
        return world

    async def call(self, name: str, *arguments: Any, timeout: float = 20.0, first: str = "") -> Any:
        """What `__dl.NAME(...)` returns; `first` is a statement to run before it, in the same round trip.

        Raises Moved, and TimeoutError of a stuck page.
        """
        said = ", ".join(json.dumps(argument) for argument in arguments)
        return await self.run(f"{first};\n__dl.{name}({said})" if first else f"__dl.{name}({said})", timeout)

    async def run(self, expression: str, timeout: float) -> Any:
        """The value of an expression in this world; the first one brings the script along."""
        if not self._has_script:
            self._has_script, expression = True, f"{_script()}\n{expression}"
        params = {"expression": expression, "contextId": self.context, "returnByValue": True, "awaitPromise": True}
        try:
            answer = await _send(self._slot, "Runtime.evaluate", params, timeout)
        except (Moved, TimeoutError):
            self._slot.world = None
            raise
        if "exceptionDetails" in answer:
            self._slot.world = None
            said = answer["exceptionDetails"].get("exception", {}).get("description", "a script error")
            raise Moved(str(said)[:300])
        return answer["result"].get("value")


async def _send(slot: Slot, method: str, params: dict[str, Any], timeout: float) -> Any:
    try:
        return await in_time(slot.cdp.send(method, params), timeout)
    except TimeoutError:
        raise TimeoutError(method) from None
    except Exception as problem:  # "Cannot find context", "Inspected target navigated", "Target closed"
        raise Moved(str(problem)[:300]) from None


@lru_cache(maxsize=1)
def _script() -> str:
    return resources.files(__package__ or "disputelint.checker.crawl").joinpath("page.js").read_text(encoding="utf-8")


async def settled(slot: Slot, cap_ms: int = CAP_MS) -> tuple[World, bool]:
    """Wait until the tree is quiet for 150 ms (at most `cap_ms`), and until what the shop's own scripts asked for came.

    Returns the world to work in, and whether something fixed lies over the page. Raises Moved and TimeoutError.
    """
    world = await World.of(slot)
    covered = await world.call("settle", QUIET_MS, cap_ms, timeout=cap_ms / 1000 + 10)
    if await _calls_answered(slot):
        covered = await world.call("settle", QUIET_MS, cap_ms, timeout=cap_ms / 1000 + 10)
    slot.calm = (time.monotonic(), slot.traffic.commits, world, bool(covered))
    return world, bool(covered)


async def settled_before(slot: Slot) -> tuple[World, bool]:
    """`settled`, or at once what the last call of it gave, when it was a moment ago and the document is still the same."""
    calm, slot.calm = slot.calm, None
    if slot.on_journey and calm is not None:
        at, commits, world, covered = calm
        if time.monotonic() - at < _STILL and slot.traffic.commits == commits:
            return world, covered
    return await settled(slot)


async def _calls_answered(slot: Slot) -> bool:
    """Wait for calls of scripts to the page's own host, and for its frames; whether there was anything to wait for."""
    host = tables.split(slot.traffic.url).hostname

    def waiting() -> bool:
        return any(tables.split(url).hostname == host for url in slot.traffic.awaited.values())

    if not waiting():
        return False
    for _ in range(int(_CALLS_CAP / 0.05)):
        await asyncio.sleep(0.05)
        if not waiting():
            break
    return True


async def globals_present(slot: Slot, names: tuple[str, ...]) -> tuple[str, ...]:
    """Which of these names (`Shop.theme` looks one deeper) are set on the page's own window."""
    if not names:
        return ()
    looks = _IS_SET.replace("%s", json.dumps([name.split(".") for name in names]))
    try:
        answer = await _send(slot, "Runtime.evaluate", {"expression": looks, "returnByValue": True}, 5.0)
        said = str(answer["result"].get("value", ""))
    except (Moved, TimeoutError, KeyError):
        return ()
    return tuple(name for name, there in zip(names, said, strict=False) if there == "1")
