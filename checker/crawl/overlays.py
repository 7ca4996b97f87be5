"""Cookie consent and newsletter overlays: closed by refusing or by their own close control, never by accepting."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from disputelint.checker.crawl import tables
from disputelint.checker.crawl.settle import World, settled
from disputelint.checker.crawl.slot import Slot

_TRIES = 3  # a consent dialog may stand before a newsletter


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    data = tables.read("overlays")

    def flat(name: str) -> list[str]:
        return [str(word).lower() for words in data[name].values() for word in words]

    return {
        "selectors": [str(entry) for entry in data["selectors"]],
        "reject": flat("reject"),
        "close": flat("close"),
        "never": flat("never"),
    }


async def close(slot: Slot, world: World) -> tuple[World, tuple[str, ...]]:
    """Close what lies over the page. Returns the world to go on in, and the names of the controls pressed.

    Raises Moved and TimeoutError as `settle` does. An overlay that offers only acceptance is left alone.
    """
    pressed: list[str] = []
    for _ in range(_TRIES):
        name = await world.call("uncover", _words())
        if not name:
            break
        pressed.append(str(name))
        world, covered = await settled(slot, 1200)
        if not covered:
            break
    return world, tuple(pressed)
