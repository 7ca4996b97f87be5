"""Leaving at once: when a command is done, nothing is left but to free its memory piece by piece, which for a storefront of
sixty pages takes a twentieth of the whole audit; the system takes it back in one.
"""

from __future__ import annotations

import atexit
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def at_once(command: Callable[[], None]) -> None:
    """Run `command`, which leaves by SystemExit; the process then ends without taking its objects apart.

    What is registered with `atexit` meanwhile runs before, and threads are waited for. A process that is traced or profiled,
    or whose streams cannot take what is left to write, ends as Python ends it.
    """
    code: int | None = None

    def leave() -> None:
        if code is None or sys.gettrace() is not None or sys.getprofile() is not None:
            return
        try:
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:  # None: a process without that stream
                    stream.flush()
        except (OSError, ValueError):  # closed: Python says so
            return
        os._exit(code)

    atexit.register(leave)  # first of all, so that it runs last
    try:
        command()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else None
        raise
