"""Draw docs/report.png, the picture of the HTML report in the README: `python docs/draw_report.py`.

Audits the flawed demo shop, writes its report and photographs the top of it. Needs a Chromium, as an audit does.
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
WIDTH, HEIGHT = 1200, 1120  # CSS pixels


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
    """Photograph the top of the report in its light theme."""
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=find().path or None, chromium_sandbox=False)
        try:
            shown = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
            shown.goto(page.as_uri())
            shown.screenshot(path=str(out))
        finally:
            browser.close()


if __name__ == "__main__":
    sys.exit(main())
