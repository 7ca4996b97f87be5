"""The cyclic collector while pages are read: it looks seldom, as nearly everything that is made then lives on.

Reading a page makes tens of thousands of objects, hardly any of them in cycles; at the collector's own pace it goes
through them again and again and takes a twentieth of an audit.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG = 500_000  # objects made between two looks; Python's own is 700


def slow_down() -> tuple[int, int, int]:
    """From now on the collector looks after every 500,000 objects made. What was set before comes back.

    A process that ends with its command stays so: setting back alone has it go through all that was made, once more.
    """
    before = gc.get_threshold()
    if before[0]:  # 0 switches it off altogether
        gc.set_threshold(max(before[0], _YOUNG), *before[1:])
    return before


@contextmanager
def seldom() -> Iterator[None]:
    """Inside, the collector looks that seldom. What was set before is set again at the end."""
    before = slow_down()
    try:
        yield
    finally:
        gc.set_threshold(*before)
