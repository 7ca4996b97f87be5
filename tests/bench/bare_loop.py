"""The yardstick: Playwright alone, `goto` and the title of every page, four reused pages at once.

`python -m tests.bench.bare_loop BROWSER FILE [FEW]` reads addresses from a file, one a line, and prints how many titles it
read. With FEW the first so many are loaded before the mark "warm", the others between it and the mark "loaded".
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.meter import mark

if TYPE_CHECKING:
    from playwright.async_api import Page

ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
AT_ONCE = 4


async def _main(browser_path: str, urls: list[str], few: int) -> int:
    from playwright.async_api import async_playwright

    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=browser_path or None, args=list(ARGUMENTS), chromium_sandbox=not as_root
        )
        context = await browser.new_context()
        pages = [await context.new_page() for _ in range(AT_ONCE)]
        titles = 0

        async def work(page: Page, waiting: list[str]) -> None:
            nonlocal titles
            while waiting:
                await page.goto(waiting.pop(), wait_until="load")
                title = await page.title()  # before the sum is read: the other workers add to it meanwhile
                titles += bool(title)

        for some, name in ((urls[:few], "warm"), (urls[few:], "loaded")):
            waiting = list(reversed(some))
            await asyncio.gather(*(work(page, waiting) for page in pages))
            mark(name)
        await browser.close()
    return titles


if __name__ == "__main__":
    few = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    print(asyncio.run(_main(sys.argv[1], Path(sys.argv[2]).read_text(encoding="utf-8").split(), few)))
