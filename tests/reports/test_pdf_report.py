"""The PDF: what is printed, and Japanese read back out of it."""

import io
import re
import unicodedata
from typing import Any

import pypdf
import pytest

from disputelint.checker.cli.checkup import japanese_font
from disputelint.checker.crawl.printing import print_pdf
from disputelint.checker.model import Report
from disputelint.reports.brand import Brand
from disputelint.reports.pdf import document, render


def read_back(page: Any) -> str:
    """The text of a page; PDF readers give some letters as the radicals that look the same (NFKC undoes that)."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", page.extract_text()))


def test_nothing_is_folded_and_the_contents_stand_after_the_head(report: Report) -> None:
    made = document(report, "en")
    assert not re.search(r"<details(?![^>]*\bopen\b)", made)
    assert made.index("</header>") < made.index('<nav class="pdf-contents"') < made.index("<section")


def test_a_missing_japanese_font_is_said_at_the_top(report: Report) -> None:
    made = document(report, "ja", japanese_font=False)
    said = made.index("No Japanese font was found")
    assert made.index("<main>") < said < made.index("<header>")
    assert "日本語フォントが見つかりませんでした" in made
    assert "No Japanese font" not in document(report, "ja", japanese_font=True)


def test_the_printer_is_given_document_and_footer(report: Report) -> None:
    given: list[tuple[str, str]] = []

    def printer(document: str, /, *, footer: str) -> bytes:
        given.append((document, footer))
        return b"%PDF"

    assert render(report, "en", printer, brand=Brand(name="Acme Audits")) == b"%PDF"
    ((made, footer),) = given
    assert footer == "Acme Audits · Marumado · 24 November 2026"
    assert made.startswith("<!doctype html>")


def test_hostile_words_are_escaped_and_cut(hostile: Report) -> None:
    made = document(hostile, "en")
    assert "<script>alert(1)" not in made and "onerror=alert(2)>" not in made.replace("&gt;", "")
    assert len(made) < 2_000_000


@pytest.mark.browser
def test_japanese_is_printed_on_a4_with_outline_links_and_page_numbers(report: Report) -> None:
    if japanese_font().state != "ok":
        pytest.skip("no Japanese font on this machine")
    reader = pypdf.PdfReader(io.BytesIO(render(report, "ja", print_pdf)))
    first = reader.pages[0]
    assert (round(float(first.mediabox.width)), round(float(first.mediabox.height))) == (596, 843)
    every = "".join(read_back(page) for page in reader.pages)
    assert "返品の期限が日数で書かれていない" in every
    assert "日数を記載してください。" in every
    assert read_back(reader.pages[-1]).endswith(f"{len(reader.pages)}/{len(reader.pages)}")
    assert "2026年11月24日" in read_back(reader.pages[-1])
    titles = [str(one.get("/Title")) for one in flat(reader.outline)]
    assert "Marumado" in titles and "指摘" in titles
    kinds = [note.get_object() for note in first.get("/Annots", [])]
    assert any("/Dest" in note or note.get("/A", {}).get("/S") == "/GoTo" for note in kinds)


def flat(outline: list[Any]) -> list[Any]:
    return [one for part in outline for one in (flat(part) if isinstance(part, list) else [part])]
