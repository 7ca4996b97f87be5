"""The repository of a theme team, its shop on loopback, and the Action on each change to it."""

from __future__ import annotations

import contextlib
import functools
import os
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest.mock import patch

from disputelint.checker import cli
from disputelint.checker.cli import action
from disputelint.checker.model import Report
from disputelint.reports.json import parse

from .runner import Runner, pull_request

CSS = """body { font-family: serif; color: #222; }
.site-header { padding: 12px; }
.site-footer { padding: 24px; }
.site-footer__legal { columns: 2; }
@media (max-width: 600px) {
  .site-footer__legal { columns: 1; }
}
"""
LAYOUT = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Kanso Tea</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/theme.css"></head>
<body>
<header class="site-header"><a href="/">Kanso Tea</a></header>
<main>
{{ content }}
</main>
{% include footer.html %}
</body>
</html>
"""
FOOTER = """<footer class="site-footer">
  <ul class="site-footer__legal">
    <li><a href="/refund.html">Refund policy</a></li>
    <li><a href="/contact.html">Contact us</a></li>
  </ul>
</footer>
"""
THEME = {"assets/theme.css": CSS, "_layouts/default.html": LAYOUT, "_includes/footer.html": FOOTER}
# What the shop's admin holds; its old faults: no number of days, no way to send something back.
ADMIN = {
    "index": "<h1>Kanso Tea</h1><p>Tea and bowls from small kilns, made by hand and sent from Kyoto.</p>"
    "<p>The shop opens in spring; until then write to us.</p>",
    "refund": "<h1>Refund policy</h1><p>We are sorry when a parcel does not please you. Returns of physical goods are"
    " welcome in principle, and refunds are made to the card that paid.</p>",
    "contact": "<h1>Contact us</h1><p>Write to <a href='mailto:hello@kanso.example'>hello@kanso.example</a>, or call"
    " +81 75 123 4567 on working days.</p>",
}
CONFIG = """storefront:
  name: Kanso Tea
  market: US
  languages: [en]
  sells: [physical]
  gateways: [paypal]
theme: {path: theme}
crawl: {device: mobile, images: false}
journey: false
coverage: {require: [home, refund_policy]}
"""


@dataclass
class Team:
    """`folder` is the repository; `shop` what its theme and the shop's admin make, served at `url`."""

    folder: Path
    shop: Path
    url: str
    github: str
    extra: Sequence[str] = ()
    admin: dict[str, str] = field(default_factory=lambda: dict(ADMIN))

    def git(self, *words: str) -> str:
        own = ("-c", "user.name=Mei", "-c", "user.email=mei@kanso.example", "-c", "commit.gpgsign=false")
        done = subprocess.run(["git", *own, *words], cwd=self.folder, capture_output=True, check=True)
        return done.stdout.decode("utf-8").strip()

    def change(self, said: str, files: Mapping[str, str]) -> str:
        """Write files of the repository, commit them, publish; the commit comes back."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", said)
        self.publish()
        return self.git("rev-parse", "HEAD")

    def publish(self) -> None:
        """Make the shop of the theme and of what the admin holds."""
        theme = self.folder / "theme"
        layout = (theme / "_layouts/default.html").read_text(encoding="utf-8")
        footer = (theme / "_includes/footer.html").read_text(encoding="utf-8")
        (self.shop / "theme.css").write_text((theme / "assets/theme.css").read_text(encoding="utf-8"), encoding="utf-8")
        for name, text in self.admin.items():
            made = layout.replace("{% include footer.html %}", footer).replace("{{ content }}", text)
            (self.shop / f"{name}.html").write_text(made, encoding="utf-8")

    def audit(self, commit: str, *, args: str = "", **given: str) -> Ended:
        """The Action's audit step for a pull request with this head."""
        runner = Runner(self.folder.parent, self.github, pull_request(sha=commit))
        for name in ("output", "summary.md"):
            (self.folder.parent / name).unlink(missing_ok=True)
        words = " ".join([*self.extra, args])
        inputs = {"url": self.url, "token": "t0ken", "args": words, "report-dir": "../report", **given}
        named = {f"INPUT_{name.upper().replace('-', '_')}": value for name, value in inputs.items()}
        with contextlib.chdir(self.folder):
            code = action.main(["audit"], {**runner.github(), **named}, here)
        said = (self.folder.parent / "output").read_text(encoding="utf-8").splitlines()
        return Ended(
            code,
            dict(line.split("=", 1) for line in said),
            (self.folder.parent / "summary.md").read_text(encoding="utf-8"),
            parse((self.folder.parent / "report" / "report.json").read_text(encoding="utf-8")),
        )


@dataclass
class Ended:
    """How a run of the Action ended."""

    code: int
    outputs: dict[str, str]
    summary: str
    report: Report


def here(words: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run `disputelint` in this process, which costs less than one of its own."""
    with patch.dict(os.environ, environ, clear=True):
        return cli.run(words)


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The files of a folder on a free port of loopback."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def founded(folder: Path, url: str, github: str, extra: Sequence[str] = ()) -> Team:
    """The team's repository with its first commit; the shop is in `folder`/shop."""
    team = Team(folder / "repository", folder / "shop", url, github, extra)
    for made in (team.folder, team.shop):
        made.mkdir(exist_ok=True)
    team.git("init", "-q", "-b", "main")
    team.change("The theme", {"disputelint.yml": CONFIG, **{f"theme/{name}": text for name, text in THEME.items()}})
    return team
