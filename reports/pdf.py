"""The HTML report as a PDF for clients: everything unfolded, a linked table of contents, page numbers.

Chromium prints; `reports` does not know how, so the caller hands the printer over (`checker.crawl.printing.print_pdf`).
"""

from __future__ import annotations

import re
from html import escape
from typing import Final, Protocol

from disputelint.checker.model import Language, Report, Text
from disputelint.reports import html
from disputelint.reports.bounds import bounded
from disputelint.reports.brand import Brand
from disputelint.reports.inert import plain
from disputelint.reports.say import date, host

_CONTENTS = re.compile(r'<nav aria-label="[^"]*">.*?</nav>', re.DOTALL)
_FOLD = re.compile(r"<details\b(?![^>]*\bopen\b)")
_LETTERS = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_STYLE: Final = """
@media print {
  .pdf-contents { margin: 24px 0; break-inside: avoid; } .pdf-contents ol { padding-left: 24px; }
  .pdf-contents h2 { font-size: 12pt; margin: 0 0 8px; } .pdf-contents span { opacity: .7; }
  [hidden] { display: none !important; }
}
"""
# English first: it can be read when the letters of the second sentence are the ones that are missing.
_NO_FONT = Text(
    "No Japanese font was found where this PDF was made: Japanese words may show as empty boxes. "
    "`disputelint doctor` names the font to install.",
    "このPDFを作成した環境に日本語フォントが見つかりませんでした。日本語の文字が表示されないことがあります。",
)


class Printer(Protocol):
    """Prints a complete HTML document on A4, with an outline of its headings and `footer` left of the page number."""

    def __call__(self, document: str, /, *, footer: str) -> bytes:
        """The PDF."""


def render(
    report: Report,
    language: Language,
    printer: Printer,
    *,
    brand: Brand | None = None,
    japanese_font: bool = True,
) -> bytes:
    """The report as a PDF. `japanese_font` False: the machine that prints has none, which is said at the top."""
    name = brand.name if brand is not None and brand.name else "disputelint"
    footer = f"{name} · {plain(report.target.name, 60) or host(report)} · {date(report.target.date, language)}"
    made = document(report, language, brand=brand, japanese_font=japanese_font)
    return printer(made, footer=footer)


def document(
    report: Report,
    language: Language,
    *,
    brand: Brand | None = None,
    japanese_font: bool = True,
) -> str:
    """The HTML that is printed: no script runs in it, so that nothing may be folded."""
    made = html.render(bounded(report), language, brand)
    made = made.replace("</head>", f"<style>{_STYLE}</style>\n</head>", 1)
    made = _FOLD.sub("<details open", made)
    contents = _CONTENTS.search(made)
    if contents is not None:
        listed = contents[0].replace("<nav", '<nav class="pdf-contents"', 1)
        made = made.replace("</header>", f"</header>\n{listed}", 1)
    if not japanese_font and _LETTERS.search(made):
        said = "<br>".join(escape(one) for one in (_NO_FONT.en, _NO_FONT.ja))
        made = made.replace("<main>", f'<main>\n<p class="gate" role="note">{said}</p>', 1)
    return made
