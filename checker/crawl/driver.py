"""Starting Playwright's driver, a program in Node, with the code that Node compiled of it before: about an eighth less CPU
until a browser is there.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from disputelint.checker import kept

if TYPE_CHECKING:
    from playwright.async_api import Playwright

# https://nodejs.org/api/module.html#module-compile-cache; a Node that does not know it passes over it.
_NAMED: Final = "NODE_COMPILE_CACHE"
_REFUSED: Final = "NODE_DISABLE_COMPILE_CACHE"


async def start() -> Playwright:
    """The driver, to be ended with `stop`. Raises what Playwright raises when it cannot be started."""
    from playwright.async_api import async_playwright

    with _compiled():
        return await async_playwright().start()


@contextmanager
def _compiled() -> Iterator[None]:
    """Within it, a Node that is started keeps its compiled code, unless the person says otherwise.

    What lies there is run. So it is never kept in the folder that a configuration names, which may be one of a repository.
    """
    if _NAMED in os.environ or _REFUSED in os.environ:
        yield
        return
    try:
        folder = kept.system_folder() / "driver"
        _tidy(str(folder))
    except (OSError, RuntimeError):  # no home folder
        yield
        return
    os.environ[_NAMED] = str(folder)
    try:
        yield
    finally:
        os.environ.pop(_NAMED, None)


def _tidy(folder: str) -> None:
    """Remove what other releases of Node have left, a folder each, after 30 days."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if time.time() - entry.stat().st_mtime > kept.UNUSED:
                shutil.rmtree(entry.path, ignore_errors=True)
