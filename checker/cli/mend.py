"""The exact commands that mend what `doctor` found missing, for the system at hand."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mend:
    """Commands to run one after the other. `root`: they change the system, so that sudo is needed without it."""

    commands: tuple[tuple[str, ...], ...]
    root: bool = False

    def shown(self) -> tuple[str, ...]:
        """The commands as a person would type them here, with sudo when it is needed."""
        return tuple(_line(command) for command in self.run_as())

    def run_as(self) -> tuple[tuple[str, ...], ...]:
        """The commands as they are run here."""
        if self.root and not is_root():
            return tuple(("sudo", *command) for command in self.commands)
        return self.commands

    @property
    def sudo(self) -> bool:
        """Whether it asks for rights that this process does not have."""
        return self.root and not is_root()


def packages(missing: Sequence[str]) -> Mend:
    """Install Python packages into this environment."""
    return Mend(((sys.executable, "-m", "pip", "install", *missing),))


def browser() -> tuple[Mend, ...]:
    """Ways to a Chromium, the one without root first."""
    playwright = (sys.executable, "-m", "playwright", "install")
    if sys.platform == "win32":
        own = Mend(((*playwright, "chromium"),))
        return (own, Mend((("winget", "install", "--exact", "Google.Chrome"),))) if shutil.which("winget") else (own,)
    if sys.platform == "darwin":
        own = Mend(((*playwright, "chromium"),))
        return (own, Mend((("brew", "install", "--cask", "google-chrome"),))) if shutil.which("brew") else (own,)
    by_system = _system_packages(("chromium",), ("chromium",))
    by_playwright = (
        Mend(((*playwright, "--with-deps", "chromium"),)) if is_root() else Mend(((*playwright, "chromium"),))
    )
    # As root on Debian the distribution's browser is the surer way: it brings the libraries it needs.
    return (*by_system, by_playwright) if is_root() else (by_playwright, *by_system)


def japanese_font() -> tuple[Mend, ...]:
    """Ways to a Japanese font; Windows and macOS bring theirs."""
    if sys.platform in ("win32", "darwin"):
        return ()
    return _system_packages(("fonts-noto-cjk",), ("google-noto-sans-cjk-fonts",))


def _system_packages(debian: tuple[str, ...], fedora: tuple[str, ...]) -> tuple[Mend, ...]:
    if shutil.which("apt-get"):
        commands = (("apt-get", "update"), ("apt-get", "install", "-y", "--no-install-recommends", *debian))
        return (Mend(commands, root=True),)
    if shutil.which("dnf"):
        return (Mend((("dnf", "install", "-y", *fedora),), root=True),)
    return ()


def run(mend: Mend) -> bool:
    """Run the commands, their output on stderr; whether all ended with 0."""
    for command in mend.run_as():
        try:
            code = subprocess.run(command, stdout=sys.stderr.fileno(), check=False).returncode
        except OSError:
            return False
        if code != 0:
            return False
    return True


def is_root() -> bool:
    """Whether this process may change the system (POSIX); on Windows never."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _line(command: Sequence[str]) -> str:
    return subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)
