"""The HTML report in a real Chromium: no request, no error, filters, theme, print, accessibility, speed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from disputelint.checker.crawl.browser import find
from disputelint.checker.model import Language, Report
from disputelint.reports.html import render

from .full import full, many

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("html")]
LANGUAGES: tuple[Language, ...] = ("en", "ja")
DRAWN = "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
OPEN = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as started:
        found = started.chromium.launch(executable_path=find().path or None, args=["--no-sandbox"])
        yield found
        found.close()


class Opened:
    """A report opened from a file, with what it asked for and complained about."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(file.as_uri())

    def outside(self) -> list[str]:
        """Requests for anything but the file and what it holds."""
        return [url for url in self.requests if not url.startswith(("file:", "data:"))]

    def shown(self) -> int:
        """How many findings are visible."""
        return self.page.evaluate(
            "[...document.querySelectorAll('.finding')].filter((one) => one.offsetParent).reduce((n, one) => n + +one.dataset.n, 0)"
        )


def opened(
    chromium: Browser, folder: Path, report: Report, language: Language = "en", width: int = 1280, **how: object
) -> Opened:
    file = folder / "report.html"
    file.write_text(render(report, language), encoding="utf-8")
    page = chromium.new_page(viewport={"width": width, "height": 900}, **how)  # type: ignore[arg-type]
    return Opened(page, file)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_request_no_complaint_no_sideways_scrolling(
    chromium: Browser, tmp_path: Path, report: Report, language: Language
) -> None:
    held = opened(chromium, tmp_path, full(report), language, width=390)
    held.page.evaluate(OPEN)
    held.page.mouse.wheel(0, 100_000)
    assert (held.outside(), held.complaints) == ([], [])
    assert held.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_hostile_shop_runs_nothing(chromium: Browser, tmp_path: Path, hostile: Report) -> None:
    dialogs: list[str] = []
    held = opened(chromium, tmp_path, full(hostile))
    held.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    held.page.evaluate(OPEN)
    held.page.wait_for_timeout(200)
    assert (held.outside(), held.complaints, dialogs) == ([], [], [])


def test_filters_and_grouping(chromium: Browser, tmp_path: Path, report: Report) -> None:
    held = opened(chromium, tmp_path, full(report))
    page, total = held.page, len(report.findings)
    assert held.shown() == total
    page.select_option("select[data-by=s]", "waived")
    assert held.shown() == 1
    assert page.text_content("#shown") == f"1 of {total} shown"
    page.select_option("select[data-by=w]", "developer")
    assert held.shown() == 0 and page.is_visible("#none-fit")
    page.click("button[type=reset]")
    page.wait_for_function("document.querySelector('#none-fit').hidden")
    assert held.shown() == total
    page.click(".heat td a")
    page.wait_for_function("document.querySelector('select[data-by=p]').value === 'refund_policy'")
    assert page.input_value("select[data-by=r]") == "credit_not_processed"
    assert 0 < held.shown() < total
    page.click("button[type=reset]")
    page.select_option("#by", "who")
    assert page.locator(".group.by-who > h3").all_text_contents() == ["Developer", "Owner"]
    page.select_option("#by", "what")
    assert held.shown() == total and not page.locator(".group.by-who").count()


def test_a_link_opens_its_finding_and_open_all_opens_what_is_shown(
    chromium: Browser, tmp_path: Path, report: Report
) -> None:
    held = opened(chromium, tmp_path, full(report))
    page = held.page
    page.click("#close-all")
    page.click('#do-1 a[href^="#f-"]')
    assert page.locator(".finding[open]").count() == 1
    page.select_option("select[data-by=s]", "error")
    page.click("#open-all")
    assert page.locator(".finding[open]").count() == held.page.locator(".finding[data-s=error]").count()


def test_copying_takes_the_text_with_its_blanks(chromium: Browser, tmp_path: Path, report: Report) -> None:
    held = opened(chromium, tmp_path, full(report))
    button = held.page.locator("button[data-copy=p-1-en]")
    button.click()
    held.page.wait_for_function("document.querySelector('button[data-copy=p-1-en]').textContent === 'Copied'")
    assert "[number] days" in (held.page.text_content("#p-1-en") or "")


def test_it_reads_the_same_without_scripts(chromium: Browser, tmp_path: Path, report: Report) -> None:
    held = opened(chromium, tmp_path, full(report), java_script_enabled=False)
    page = held.page
    assert page.is_hidden("#filters") and page.is_hidden("button[data-copy=p-1-en]")
    assert page.locator(".finding:visible").count() == page.locator(".finding").count() > 0
    page.locator(".finding > summary").nth(1).click()
    assert page.locator(".finding[open]").count() == 2
    page.check("#theme-dark")
    assert held.page.locator("body").evaluate("(one) => getComputedStyle(one).backgroundColor") == "rgb(23, 25, 28)"


@pytest.mark.parametrize(
    ("scheme", "choice", "ground"), [("dark", None, 23), ("light", None, 255), ("dark", "light", 255)]
)
def test_light_and_dark(
    chromium: Browser, tmp_path: Path, report: Report, scheme: str, choice: str | None, ground: int
) -> None:
    held = opened(chromium, tmp_path, full(report), color_scheme=scheme)
    if choice:
        held.page.check(f"#theme-{choice}")
    colour = held.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour.startswith(f"rgb({ground}, ")


def test_print_shows_every_finding_in_black_on_white(chromium: Browser, tmp_path: Path, report: Report) -> None:
    held = opened(chromium, tmp_path, full(report), color_scheme="dark")
    page = held.page
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.is_hidden("#filters") and page.is_hidden(".side")
    heights = page.eval_on_selector_all(".finding .body", "(all) => all.map((one) => one.offsetHeight)")
    assert heights and min(heights) > 40


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("en", "light", 1280), ("en", "dark", 390), ("ja", "light", 390), ("ja", "dark", 1280)],
)
def test_axe_finds_nothing(
    chromium: Browser, tmp_path: Path, report: Report, language: Language, scheme: str, width: int
) -> None:
    held = opened(chromium, tmp_path, full(report), language, width, color_scheme=scheme)
    held.page.evaluate(OPEN)
    held.page.evaluate(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = held.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found["violations"]] == []


def test_two_thousand_findings_open_in_three_seconds(chromium: Browser, tmp_path: Path, report: Report) -> None:
    held = opened(chromium, tmp_path, full(report))
    metrics = held.page.context.new_cdp_session(held.page)
    # Processor time of the page's thread: other tests may hold the processors meanwhile.
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
    (tmp_path / "many.html").write_text(render(many(report, 2000), "en"), encoding="utf-8")
    held.page.goto((tmp_path / "many.html").as_uri())
    held.page.evaluate(DRAWN)
    spent = {one["name"]: one["value"] for one in metrics.send("Performance.getMetrics")["metrics"]}["TaskDuration"]
    assert 0 < spent < 3, f"{spent:.1f} s"
    assert held.shown() == 2000
    filtering = held.page.evaluate(
        "(() => { const s = document.querySelector('select[data-by=s]'); s.value = 'note'; const t = performance.now();"
        " s.dispatchEvent(new Event('change', {bubbles: true})); document.body.offsetHeight; return performance.now() - t; })()"
    )
    assert held.shown() == 666
    assert filtering < 1000
