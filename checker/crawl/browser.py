"""Finding a Chromium and starting it.

Order: the path given, Playwright's own, `chromium-headless-shell`, channels chrome and msedge, then the Chromium names
on PATH. Looking costs a few file checks: neither Playwright nor a browser is started for it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING, Final

from disputelint.checker.errors import BrowserMissing
from disputelint.checker.model import Text
from disputelint.checker.model.record import record

if TYPE_CHECKING:
    from playwright.async_api import Browser as Running
    from playwright.async_api import Playwright

_ON_PATH: Final = ("chromium", "chromium-browser", "google-chrome-stable")
# Frames of other sites stay in their page's process, so that one guard sees the requests of all of them; pages of
# different shops never share a context. Pop-ups are not made at all where the browser can be told so. RenderDocument makes
# a frame with all that belongs to it anew for every document, also of the same site: a sixth of what a load costs. The two
# of the omnibox are pages of the browser's own, in a process of their own for every context: 0.8 s of CPU each time.
# Of a switch given twice the last one counts, so what Playwright turns off is named here as well: without the second line
# addresses would be tried with https first, preflighted redirects be broken off, and search engines be asked at the start.
_OFF: Final = (
    "IsolateOrigins", "site-per-process", "Translate", "MediaRouter", "RenderDocument", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
    "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "AvoidCorsURLLoaderRestartOnRedirect", "ThirdPartyStoragePartitioning",
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "LensOverlay", "PaintHolding",
    "TcpPortRandomizationWin", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch",
    "msForceBrowserSignIn", "msEdgeUpdateLaunchServicesPreferredVersion",
)  # fmt: skip
ARGUMENTS: Final = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-site-isolation-trials",
    f"--disable-features={','.join(_OFF)}",
    "--block-new-web-contents",
    "--mute-audio",
    "--animation-duration-scale=0",  # of the window's tabs and bars, not of pages: they are drawn anew while a page loads
)
_CHANNELS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "chrome": {
        "linux": ("/opt/google/chrome/chrome",),
        "darwin": ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",),
        "win32": (r"Google\Chrome\Application\chrome.exe",),
    },
    "msedge": {
        "linux": ("/opt/microsoft/msedge/msedge",),
        "darwin": ("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",),
        "win32": (r"Microsoft\Edge\Application\msedge.exe",),
    },
}


@record(frozen=True, slots=True)
class Browser:
    """A browser that was found. `version` is "" until it was asked for (`with_version`) or started."""

    name: str  # what people call it: "chromium-headless-shell", "Google Chrome"
    path: str = ""
    channel: str = ""  # chrome, msedge: Playwright starts it by this name
    version: str = ""
    headless_shell: bool = False

    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()


def find(browser_path: str | None = None) -> Browser:
    """The browser to use. Raises BrowserMissing with the commands that mend it."""
    if browser_path:
        given = shutil.which(browser_path) or browser_path
        if not Path(given).is_file():
            raise BrowserMissing(
                Text(f"There is no browser at {browser_path}", f"{browser_path} にブラウザーがありません"),
                where="--browser-path",
                hint=_hint(),
            )
        return _browser(Path(given))
    found = next(iter(_found()), None)
    if found is None:
        raise BrowserMissing(
            Text("No Chromium, Chrome or Edge was found", "Chromium、Chrome、Edgeのいずれも見つかりません"),
            hint=_hint(),
        )
    return found


def candidates() -> tuple[Browser, ...]:
    """Every browser found on this machine, the one that `find` takes first; for `doctor`."""
    seen: dict[str, Browser] = {}
    for browser in _found():
        seen.setdefault(os.path.realpath(browser.path), browser)
    return tuple(seen.values())


def with_version(browser: Browser) -> Browser:
    """The same browser with its version filled in ("" when it cannot be told without opening a window)."""
    if browser.version or not browser.path:
        return browser
    if sys.platform == "win32":  # chrome.exe opens a window when asked for its version; its folder is named after it
        names = [child.name for child in Path(browser.path).parent.iterdir() if re.fullmatch(r"[\d.]+", child.name)]
        return replace(browser, version=max(names, key=_numbers, default=""))
    try:
        said = subprocess.run(
            [browser.path, "--version"], capture_output=True, timeout=15, check=False, stdin=subprocess.DEVNULL
        ).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.SubprocessError):
        return browser
    number = re.search(r"\d+(?:\.\d+)+", said)
    return replace(browser, version=number[0] if number else "")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part)


def _found() -> Iterator[Browser]:
    yield from _playwrights_own()
    shell = shutil.which("chromium-headless-shell")
    if shell:
        yield _browser(Path(shell))
    for channel in _CHANNELS:
        yield from _channel(channel)
    for name in _ON_PATH:
        path = shutil.which(name)
        if path:
            yield _browser(Path(path))


def _browser(path: Path) -> Browser:
    name = path.stem if path.suffix.lower() == ".exe" else path.name
    shell = "headless" in name.lower()
    return Browser(name=name, path=str(path), headless_shell=shell)


def _channel(channel: str) -> Iterator[Browser]:
    name = "Google Chrome" if channel == "chrome" else "Microsoft Edge"
    platform = "linux" if sys.platform.startswith("linux") else sys.platform
    for place in _CHANNELS[channel].get(platform, ()):
        roots = [Path()]
        if platform == "win32":
            variables = ("LOCALAPPDATA", "PROGRAMFILES", "PROGRAMFILES(X86)")
            roots = [Path(os.environ[variable]) for variable in variables if os.environ.get(variable)]
        for root in roots:
            if (root / place).is_file():
                yield Browser(name=name, path=str(root / place), channel=channel)


def _playwrights_own() -> Iterator[Browser]:
    """What `playwright install` put into its folder for the installed release; headless shell first."""
    package = util.find_spec("playwright")
    if package is None or package.origin is None:
        return
    listing = Path(package.origin).parent / "driver" / "package" / "browsers.json"
    try:
        browsers = json.loads(listing.read_text(encoding="utf-8"))["browsers"]
        revisions = {str(entry["name"]): str(entry["revision"]) for entry in browsers}
    except (OSError, ValueError, KeyError, TypeError):
        return
    for name in ("chromium-headless-shell", "chromium"):
        folder = _playwright_folder(listing) / f"{name.replace('-', '_')}-{revisions.get(name, '?')}"
        if not (folder / "INSTALLATION_COMPLETE").exists():
            continue
        program = _program(folder)
        if program is not None:
            yield Browser(name=f"Playwright {name}", path=str(program), headless_shell=name != "chromium")


def _playwright_folder(listing: Path) -> Path:
    """https://playwright.dev/python/docs/browsers#managing-browser-binaries"""
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    if named == "0":
        return listing.parent / ".local-browsers"
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "ms-playwright"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "ms-playwright"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ms-playwright"


def _program(folder: Path) -> Path | None:
    """The browser's program inside a Playwright folder, whose sub-folder is named after system and processor."""
    names: tuple[str, ...] = (
        "chrome-headless-shell",
        "headless_shell",
        "chrome",
        "Google Chrome for Testing",
        "Chromium",
    )
    names += tuple(f"{name}.exe" for name in names)
    for pattern in ("*/", "*/*.app/Contents/MacOS/"):
        for name in names:
            found = next(iter(sorted(folder.glob(pattern + name))), None)
            if found is not None and found.is_file():
                return found
    return None


def _hint() -> Text:
    commands = [
        "disputelint doctor --fix",
        f'"{sys.executable}" -m playwright install --with-deps chromium-headless-shell',
    ]
    if sys.platform == "win32":
        commands.append("winget install Google.Chrome")
    elif sys.platform == "darwin":
        commands.append("brew install --cask google-chrome")
    else:
        commands.append("sudo apt-get install chromium-headless-shell   # Debian")
        commands.append("sudo snap install chromium                     # Ubuntu")
    lines = "\n".join(f"  {command}" for command in commands)
    return Text(
        f"One of these brings a browser:\n{lines}\nOr name one with --browser-path.",
        f"次のいずれかで用意できます：\n{lines}\n--browser-path でブラウザーの場所を指定することもできます。",
    )


async def launch(playwright: Playwright, browser_path: str | None = None) -> tuple[Running, Browser]:
    """Start the browser that `find` names, or the next one on the machine when that does not start.

    The browser's sandbox is on unless this process is root, which Chromium refuses to sandbox.
    Raises BrowserMissing with what the last one said.
    """
    choices = (find(browser_path),) if browser_path else candidates() or (find(None),)
    said = ""
    for choice in choices:
        try:
            running = await playwright.chromium.launch(
                executable_path=None if choice.channel else choice.path,
                channel=choice.channel or None,
                args=list(ARGUMENTS),
                # Playwright switches the pop-up blocker off; a crawl wants it.
                ignore_default_args=["--disable-popup-blocking"],
                chromium_sandbox=not _is_root(),
                timeout=60_000,
            )
        except Exception as problem:  # whatever keeps this one from starting, the next may start
            said = str(problem)
            continue
        return running, replace(choice, version=running.version)
    detail = next((line.strip() for line in said.splitlines() if line.strip()), "")[:300]
    raise BrowserMissing(
        Text(f"{choices[0].name} does not start: {detail}", f"{choices[0].name} を起動できません：{detail}"),
        where=choices[0].path,
        hint=_hint(),
    )


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
