"""`make bench`: what an audit costs beside a bare Playwright loop over the same 60 pages, all in one run.

CPU seconds of the whole process tree per page, medians of interleaved rounds (a seeded shuffle each), because wall time
on a shared machine says little. The server is a process of its own and is not counted. "Start-up left out" means: the
same command on a snapshot without pages (interpreter, imports, loading the rules, an empty report), measured in the same
rounds, is subtracted; it is subtracted from audit and check alike. Exit code 1 only with `--gate`, when a limit is missed.
"""

from __future__ import annotations

import argparse
import compileall
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __package__ in (None, ""):  # run as a file, not as a module
    sys.path.insert(0, str(ROOT))

from disputelint.checker.crawl.browser import find  # noqa: E402
from tests.bench import ci, linear, pages, pages_linear, report, storefront, walk  # noqa: E402
from tests.bench.meter import Usage, measure  # noqa: E402
from tests.bench.server import serving  # noqa: E402
from tests.bench.startup import heavy_imports  # noqa: E402

COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}  # as installed: modules are compiled once, not at every start
INSIDE = ("pages", "linear", "reading", "walk", "ci")  # measured by modules of their own, beside the commands
DONE = 0, 1, 3  # exit codes of an audit that did its work


@dataclass(frozen=True)
class Bench:
    """What every measurement needs."""

    base: str
    pages: tuple[str, ...]
    browser: str
    folder: Path

    def disputelint(self, *arguments: str, codes: tuple[int, ...] = DONE) -> Usage:
        """Run the program and hold its exit code against `codes`."""
        command = [sys.executable, "-m", "disputelint", *arguments]
        return _worked(measure(command, self.folder, {"NO_COLOR": "1", **COMPILED}), command, codes)

    def bare(self) -> Usage:
        """The yardstick."""
        urls = self.folder / "urls.txt"
        urls.write_text("\n".join(self.base + path for path in self.pages), encoding="utf-8")
        command = [sys.executable, "-m", "tests.bench.bare_loop", self.browser, str(urls)]
        usage = _worked(measure(command, ROOT), command, (0,))
        if usage.stdout.strip() != str(len(self.pages)):
            raise SystemExit(f"the bare loop read {usage.stdout.strip()} of {len(self.pages)} titles")
        return usage

    def audit(self, render: str, save: str = "") -> Usage:
        """The whole program on the storefront."""
        out = self.folder / f"{render}.json"
        more = ("--save", str(self.folder / save)) if save else ()
        limits = ("--max-pages", "500", "--max-products", "500", "--no-images", "--browser-path", self.browser)
        target = (self.base + "/", "--render", render, "--no-journey", "--no-config", "-f", f"json={out}")
        return self.disputelint("audit", *target, *limits, *more)

    def check(self, snapshot: str) -> Usage:
        """The checks alone, on a saved snapshot."""
        out = self.folder / f"{Path(snapshot).stem}.json"
        return self.disputelint("audit", str(self.folder / snapshot), "--no-config", "--no-images", "-f", f"json={out}")


def _worked(usage: Usage, command: list[str], codes: tuple[int, ...]) -> Usage:
    if usage.exit_code not in codes:
        raise SystemExit(f"{' '.join(command)} ended with {usage.exit_code}:\n{usage.stderr[-3000:]}")
    return usage


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and judge when asked to. Returns the exit code."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="disputelint-bench-") as name, serving() as base:
        site = storefront.build()
        browser = find(options.browser_path).path
        bench = Bench(base, tuple(storefront.pages(site)), browser, Path(name))
        print(
            f"{len(bench.pages)} pages, {sum(len(site[path].body) for path in bench.pages) / 1e6:.1f} MB of HTML; {browser}"
        )
        compileall.compile_dir(ROOT / "checker", quiet=2)
        compileall.compile_dir(ROOT / "reports", quiet=2)
        wanted = _measurements(bench)
        asked = options.only.split(",") if options.only else [*wanted, *INSIDE]
        found = _rounds(_needed(wanted, asked), options.rounds, options.seed)
        lines = report.lines(found, _read(bench), heavy_imports() if "version" in asked else None)
        if "pages" in asked:
            lines += report.page_lines(pages.costs())
        if "linear" in asked:
            lines += report.linear_lines(linear.growth())
        if "reading" in asked:
            lines += report.linear_lines(pages_linear.growth(), "reading")
    if "walk" in asked:
        lines += report.walk_lines(walk.ratios(browser))
    kept = ci.parts(browser) if "ci" in asked else []
    lines += report.ci_lines(kept)
    report.show(found, lines, kept)
    return int(options.gate and any(line.missed for line in lines))


def _measurements(bench: Bench) -> dict[str, Callable[[], Usage]]:
    """In the order in which the first round must go: the check needs the snapshot that the rendered audit saves."""
    return {
        "bare": bench.bare,
        "rendered": lambda: bench.audit("all", save="saved.wacz"),
        "static": lambda: bench.audit("none"),
        "check": lambda: bench.check("saved.wacz"),
        "startup": lambda: bench.check(_empty_snapshot(bench.folder)),
        "version": lambda: bench.disputelint("--version"),
    }


def _needed(wanted: dict[str, Callable[[], Usage]], asked: list[str]) -> dict[str, Callable[[], Usage]]:
    """What was asked for, and the rendered audit where a check is: it saves the snapshot that is checked."""
    unknown = [name for name in asked if name not in wanted and name not in INSIDE]
    if unknown:
        raise SystemExit(f"no such part: {', '.join(unknown)}; there are {', '.join((*wanted, *INSIDE))}")
    first = {"rendered"} if "check" in asked else set()
    return {name: one for name, one in wanted.items() if name in asked or name in first}


def _rounds(wanted: dict[str, Callable[[], Usage]], rounds: int, seed: int) -> dict[str, list[Usage]]:
    chance, found = random.Random(seed), {name: list[Usage]() for name in wanted}
    for number in range(rounds):
        order = list(wanted)
        if number:
            chance.shuffle(order)
        for name in order:
            usage = wanted[name]()
            found[name].append(usage)
            print(
                f"round {number + 1}  {name:<9} {usage.cpu:7.2f} s CPU  {usage.wall:6.1f} s",
                file=sys.stderr,
                flush=True,
            )
    return found


def _empty_snapshot(folder: Path) -> str:
    from disputelint.checker.model import Discovery
    from disputelint.checker.snapshot.records import Meta
    from disputelint.checker.snapshot.write import SnapshotWriter

    meta = Meta("https://shop.example/", "https://shop.example", "2026-01-01T00:00:00Z")
    return SnapshotWriter(folder / "empty.wacz", meta).finish(Discovery(False, ()), meta).name


def _read(bench: Bench) -> dict[str, int]:
    """How many pages each audit really read, from its own report."""
    return {
        name: report.pages_read(bench.folder / f"{file}.json")
        for name, file in (("rendered", "all"), ("static", "none"), ("check", "saved"))
        if (bench.folder / f"{file}.json").exists()
    } | {"bare": len(bench.pages)}


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured (default 3)")
    parser.add_argument("--seed", type=int, default=1, help="of the order within a round")
    parser.add_argument(
        "--only",
        default="",
        help="parts, comma-separated: bare,rendered,static,check,startup,version,pages,linear,reading,walk,ci",
    )
    parser.add_argument("--browser-path", default=None)
    parser.add_argument("--gate", action="store_true", help="exit 1 when a limit is missed")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
