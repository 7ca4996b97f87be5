"""A buyer's hands: clicks by the pointer, typing and choosing, each in one question to the page.

They do what can be done at once. What is covered, hidden, late or within a shadow tree they leave (False, or what is left)
to Playwright's locators, which wait; those bring a script of their own into every document, which costs more than to load
a small page does.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from disputelint.checker.crawl.settle import Moved, World
from disputelint.checker.crawl.slot import quietly

if TYPE_CHECKING:
    from disputelint.checker.crawl.slot import Slot

_ANSWER: Final = 5.0  # seconds
_BRINGS: Final = 8.0
_EACH: Final = 0.5  # seconds more for each field


class Hands:
    """The hands on one page."""

    def __init__(self, slot: Slot) -> None:
        self._slot = slot
        self._document: tuple[str, int] = ("", 0)
        self._context: int | None = None

    async def click(self, selector: str) -> bool:
        """Click with the pointer. False: the element cannot be clicked at once, or it moved away under the pointer."""
        spot = await self._ask("aim", selector)
        if not spot:
            return False
        before = self._standing()
        await quietly(self._slot.page.mouse.click(*spot), _ANSWER)
        return self._standing() != before or await self._ask("went") is not False

    async def behind(self, selector: str) -> bool:
        """Whether an open dialog, or what dims the page behind one, lies over the element: to wait for it is in vain."""
        return await self._ask("behind", selector) is True

    async def tick(self, selector: str, on: bool) -> bool:
        """Set a radio button or a box and see that it is set. False: not at once."""
        answer = await self._ask("tick", selector, on)
        if not isinstance(answer, list):
            return bool(answer)
        await quietly(self._slot.page.mouse.click(*answer), _ANSWER)
        return await self._ask("ticked", selector, on) is True

    async def type(self, entries: Sequence[tuple[str, str]]) -> list[str]:
        """Fill fields one after the other and leave each. Returns the selectors of those that took nothing."""
        left = await self._ask("type", entries, seconds=_ANSWER + _EACH * len(entries))
        return [selector for selector, _ in entries] if left is None else list(left)

    async def still(self) -> bool:
        """Whether the page stands as it did before the last typing, but for what was typed; False where that is not known."""
        return await self._ask("still") is True

    async def choose(self, selector: str, value: str) -> bool:
        """Choose an option of a list by its value. False: not at once."""
        return await self._ask("choose", selector, value) is True

    async def bring(self, url: str, form: Sequence[tuple[str, str]] | None = None) -> tuple[str, str] | None:
        """Address and words of a document of the page's own host, without opening it; `form` is posted. None: none came."""
        answer = await self._ask("bring", url, form, seconds=_BRINGS)
        return (str(answer[0]), str(answer[1])) if isinstance(answer, list) else None

    async def kept(self) -> str:
        """What the page keeps in the browser, as a text to compare; "" where it may not, or when it went away."""
        return str(await self._ask("kept") or "")

    async def _ask(self, name: str, *arguments: Any, seconds: float = _ANSWER) -> Any:
        """What the page's script answers; None when the document went away meanwhile, or is stuck."""
        call = f"__hands.{name}({', '.join(json.dumps(argument) for argument in arguments)})"
        try:
            async with asyncio.timeout(seconds):
                if self._context is not None and self._document == self._standing():
                    return await self._evaluate(call)
                self._document = self._standing()
                self._context = (await World.of(self._slot)).context
                return await self._evaluate(f"{_script()};\n{call}")
        except (Moved, TimeoutError):
            self._context = None
            return None

    async def _evaluate(self, expression: str) -> Any:
        params = {"expression": expression, "contextId": self._context, "returnByValue": True, "awaitPromise": True}
        try:
            answer = await self._slot.cdp.send("Runtime.evaluate", params)
        except Exception as problem:  # the document was replaced, or its page is gone
            raise Moved(str(problem)[:300]) from None
        return None if "exceptionDetails" in answer else answer["result"].get("value")

    def _standing(self) -> tuple[str, int]:
        """Which document stands in the page, as far as its traffic tells."""
        return self._slot.traffic.document, self._slot.traffic.commits


@lru_cache(maxsize=1)
def _script() -> str:
    return (resources.files(__package__ or "disputelint.checker.crawl.journey") / "hands.js").read_text("utf-8")
