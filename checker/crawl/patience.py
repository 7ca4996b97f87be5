"""Waiting for something, and no longer than it is worth."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

_T = TypeVar("_T")


async def in_time(work: Awaitable[_T], seconds: float) -> _T:
    """What `work` gives. Raises TimeoutError after `seconds`, and what the work raises.

    `asyncio.wait_for` of Python 3.11 loses a cancellation that comes together with the answer
    (https://github.com/python/cpython/issues/86296), as Ctrl-C does when it ends the browser's driver, too.
    """
    async with asyncio.timeout(seconds):
        return await work
