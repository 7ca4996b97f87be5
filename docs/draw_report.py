"""Draw docs/report.png, the picture of the HTML report in the README: `python docs/draw_report.py`.

Audits the flawed demo shop, writes its report and photographs its head and a finding with the place outlined;
what stands between them is left out. Needs a Chromium, as an audit does.
`--json FILE` takes a saved report instead of auditing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from disputelint.checker.crawl.browser import find

HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT = 1200, 900  # CSS pixels
# Leaves the head and one finding that quotes words of a page which its clip outlines.
SHORTEN = """() => {
  const entries = [...document.querySelectorAll(".finding")];
  const shown = entries.find((one) => one.querySelector("figure img") && (one.querySelector(".place:first-child q") || {}).lang === "en");
  for (const one of document.querySelectorAll("main > section")) if (one.id !== "findings") one.remove();
  document.querySelectorAll(".filters, .colophon, .finding .end").forEach((one) => one.remove());
  for (const group of document.querySelectorAll(".group")) if (!group.contains(shown)) group.remove();
  for (const one of entries) if (one !== shown) one.remove();
  shown.open = true;
  [...shown.querySelectorAll("figure ~ figure, .place ~ .place, .asks tr ~ tr ~ tr")].forEach((one) => one.remove());
}"""


def main() -> int:
    """Write the picture; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", type=Path, help="a saved report of the demo shop")
    parser.add_argument("--out", type=Path, default=HERE / "report.png")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        wanted = f"html={page}"
        report = ["report", str(given.json)] if given.json else ["demo", "--fail-on", "never"]
        code = subprocess.run(
            [sys.executable, "-m", "disputelint", *report, "--lang", "en", "-q", "-f", wanted], check=False
        ).returncode
        # 3: required pages were not seen. The report is there all the same, and the picture would mislead.
        if code:
            print(f"the demo shop could not be audited (exit {code})", file=sys.stderr)
            return code
        draw(page, given.out)
    return 0


def draw(page: Path, out: Path) -> None:
    """Photograph the shortened report in its light theme."""
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=find().path or None, chromium_sandbox=False)
        try:
            shown = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
            shown.goto(page.as_uri())
            shown.evaluate(SHORTEN)
            shown.wait_for_timeout(200)
            shown.screenshot(path=str(out), full_page=True)
        finally:
            browser.close()


if __name__ == "__main__":
    sys.exit(main())
