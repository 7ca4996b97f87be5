"""The yardstick: Playwright alone, `goto` and the title of every page, four reused pages at once.

`python -m tests.bench.bare_loop BROWSER FILE` reads addresses from a file, one a line, and prints how many titles it read.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
AT_ONCE = 4


async def _main(browser_path: str, urls: list[str]) -> int:
    from playwright.async_api import async_playwright

    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=browser_path or None, args=list(ARGUMENTS), chromium_sandbox=not as_root
        )
        context = await browser.new_context()
        waiting, titles = list(reversed(urls)), 0

        async def work() -> None:
            nonlocal titles
            page = await context.new_page()
            while waiting:
                await page.goto(waiting.pop(), wait_until="load")
                title = await page.title()  # before the sum is read: the other workers add to it meanwhile
                titles += bool(title)

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
        await browser.close()
    return titles


if __name__ == "__main__":
    print(asyncio.run(_main(sys.argv[1], Path(sys.argv[2]).read_text(encoding="utf-8").split())))
