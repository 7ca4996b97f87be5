"""HTML to PDF: what `reports` cannot do without a browser. `cli` hands this function on."""

from __future__ import annotations

import asyncio
from html import escape

from disputelint.checker.crawl import browser
from disputelint.checker.crawl.slot import quietly
from disputelint.checker.errors import InternalError
from disputelint.checker.model import Text

_FOOTER = (
    '<div style="width:100%;font-size:8px;color:#666;padding:0 12mm;display:flex;justify-content:space-between">'
    '<span>{left}</span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>'
)


def print_pdf(html: str, *, browser_path: str | None = None, footer: str = "", paper: str = "A4") -> bytes:
    """A PDF of a complete HTML document, tagged and with an outline of its headings; `footer` stands left of the page
    number. No script of the document runs and nothing is asked of the network: pictures must be in the document.

    Raises BrowserMissing when there is no browser, InternalError when it cannot print.
    """
    return asyncio.run(_print(html, browser_path, footer, paper))


async def _print(html: str, browser_path: str | None, footer: str, paper: str) -> bytes:
    from playwright.async_api import Error, async_playwright

    async with async_playwright() as playwright:
        running, _ = await browser.launch(playwright, browser_path)
        try:
            context = await running.new_context(offline=True, java_script_enabled=False)
            page = await context.new_page()
            await page.set_content(html, wait_until="load", timeout=60_000)
            return await page.pdf(
                format=paper,
                print_background=True,
                display_header_footer=True,
                header_template="<span></span>",
                footer_template=_FOOTER.format(left=escape(footer)),
                margin={"top": "14mm", "bottom": "16mm", "left": "12mm", "right": "12mm"},
                outline=True,
                tagged=True,
            )
        except Error as problem:
            raise InternalError(
                Text(
                    f"The PDF could not be printed: {problem.message[:200]}",
                    f"PDFを作成できません：{problem.message[:200]}",
                )
            ) from None
        finally:
            await quietly(running.close(), 10.0)
