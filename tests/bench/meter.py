"""CPU time and peak memory of a command and everything it starts, in all and up to the marks that it sets itself."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

_PERIOD = 0.06  # seconds between looks at CPU times
_MARKS = "DISPUTELINT_BENCH_MARKS"  # folder through which a command and its meter speak
_MEMORY_PERIOD = (
    0.5  # PSS costs a walk over every mapping; looked at more often at first, so that a short command is seen, too
)


@dataclass(frozen=True)
class Usage:
    """What one run cost. CPU in seconds, memory in bytes (PSS where the system tells it, else RSS), summed over the tree."""

    cpu: float
    wall: float
    memory: int
    exit_code: int
    stdout: str = field(repr=False)
    stderr: str = field(repr=False)
    kinds: Mapping[str, float] = field(default_factory=dict)  # CPU by kind of process: python, node, renderer, ...
    marks: Mapping[str, float] = field(default_factory=dict)  # name of a mark → CPU up to it


def measure(command: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None, timeout: float = 600) -> Usage:
    """Run `command` and measure it. A process that exceeds `timeout` is ended, with its exit code negative."""
    with (
        tempfile.TemporaryFile("w+b") as out,
        tempfile.TemporaryFile("w+b") as err,
        tempfile.TemporaryDirectory(prefix="disputelint-marks-") as marks,
    ):
        start = time.monotonic()
        environment = {**os.environ, **(env or {}), _MARKS: marks}
        with subprocess.Popen(command, stdout=out, stderr=err, cwd=cwd, env=environment) as process:
            tree = _Tree(process.pid, Path(marks))
            tree.watch(process, start + timeout)
        wall = time.monotonic() - start
        out.seek(0)
        err.seek(0)
        said = out.read().decode("utf-8", "replace"), err.read().decode("utf-8", "replace")
    return Usage(tree.cpu(), wall, tree.memory, process.returncode, *said, tree.kinds(), tree.marks)


def mark(name: str) -> None:
    """Have the meter that this process runs under note its CPU up to now; waits, idle, until it did. Without one, nothing."""
    folder = os.environ.get(_MARKS, "")
    if not folder:
        return
    asked = Path(folder) / name
    asked.touch()
    while asked.exists():
        time.sleep(_PERIOD / 4)


class _Tree:
    """Keeps the last CPU time seen of every process that was ever a descendant."""

    def __init__(self, pid: int, asked: Path) -> None:
        self._root = psutil.Process(pid)
        self._asked = asked
        self._known: dict[tuple[int, float], psutil.Process] = {}
        self._cpu: dict[tuple[int, float], float] = {}
        self._kind: dict[tuple[int, float], str] = {}
        self.memory = 0
        self.marks: dict[str, float] = {}

    def watch(self, process: subprocess.Popen[bytes], until: float) -> None:
        """Look until the command ends."""
        start = time.monotonic()
        next_memory = start
        while not _ended(process):
            now = time.monotonic()
            self._look(memory=now >= next_memory)
            if now >= next_memory:
                next_memory = now + min(_MEMORY_PERIOD, now - start)
            self._mark()
            if now > until:
                for other in self._known.values():
                    _end(other)
            time.sleep(_PERIOD)
        self._look(memory=False)  # the root is still there as a zombie, with its last figures
        process.wait()

    def _mark(self) -> None:
        """Note what was asked for since, and let the command go on."""
        for asked in self._asked.iterdir():
            self._look(memory=False)
            self.marks[asked.name] = self.cpu()
            asked.unlink()

    def cpu(self) -> float:
        """Seconds, user and system, of all of them."""
        return sum(self._cpu.values())

    def kinds(self) -> dict[str, float]:
        """The same, by kind of process, most first."""
        total: dict[str, float] = {}
        for key, seconds in self._cpu.items():
            kind = self._kind.get(key, "other")
            total[kind] = total.get(kind, 0.0) + seconds
        return dict(sorted(total.items(), key=lambda entry: -entry[1]))

    def _look(self, memory: bool) -> None:
        try:
            found = [self._root, *self._root.children(recursive=True)]
        except psutil.Error:
            found = []
        for one in found:
            self._known.setdefault((one.pid, one.create_time()), one)
        total = 0
        for key, one in list(self._known.items()):
            try:
                times = one.cpu_times()
                if key not in self._kind or self._kind[key] in ("zygote", "sh"):  # forked or replaced later
                    self._kind[key] = _kind(one)
                self._cpu[key] = max(self._cpu.get(key, 0.0), times.user + times.system)
                total += _memory(one) if memory else 0
            except psutil.Error:
                del self._known[key]
        self.memory = max(self.memory, total)


def _ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether it ended, without taking its last figures away where that can be told."""
    if hasattr(os, "waitid"):
        return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    return process.poll() is not None


def _memory(process: psutil.Process) -> int:
    try:
        full = process.memory_full_info()
    except psutil.AccessDenied:
        return int(process.memory_info().rss)
    return int(getattr(full, "pss", 0) or full.rss)


def _kind(process: psutil.Process) -> str:
    """What Chromium calls it (`--type=`), else the program's name."""
    words = " ".join(process.cmdline()).split(" ")
    kind = next((word.removeprefix("--type=") for word in words if word.startswith("--type=")), "")
    if kind == "utility":
        kind = next((word.rpartition(".")[2] for word in words if word.startswith("--utility-sub-type=")), kind)
    return kind or Path(words[0]).name or "other"


def _end(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.Error:
        return
