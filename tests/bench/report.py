"""The benchmark's table: figures, ratios, and the limits they are held against."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.ci import Part
from tests.bench.meter import Usage

Found = Mapping[str, Sequence[Usage]]


@dataclass(frozen=True)
class Line:
    """One thing held against its limit. `aim` is where it is to go next."""

    what: str
    value: float
    limit: float
    unit: str = "x"
    aim: float | None = None

    @property
    def missed(self) -> bool:
        """Whether the limit is exceeded."""
        return self.value > self.limit

    def __str__(self) -> str:
        aim = f" (aim {self.aim:g} {self.unit})" if self.aim is not None else ""
        verdict = "MISSED" if self.missed else "ok"
        return f"{self.what:<66} {self.value:8.2f} {self.unit:<2}  limit {self.limit:g} {self.unit}{aim}  {verdict}"


def lines(found: Found, read: Mapping[str, int], loaded: Sequence[str] | None) -> list[Line]:
    """Everything that can be told from what was measured. CPU a page counts the pages that were really read."""
    out: list[Line] = []
    if {"bare", "rendered"} <= found.keys():
        ratio = _page(found, read, "rendered") / _page(found, read, "bare")
        out.append(Line("rendered audit / bare loop, CPU a page", ratio, 1.35, aim=1.15))
        memory = _median(found["rendered"], _memory) / _median(found["bare"], _memory)
        out.append(Line("rendered audit / bare loop, peak memory", memory, 1.2))
    if {"static", "startup"} <= found.keys():
        out.append(Line("static audit, CPU a page, start-up left out", _net(found, read, "static") * 1000, 20, "ms"))
    if {"check", "rendered", "startup"} <= found.keys():
        ratio = _net(found, read, "check") / _net(found, read, "rendered")
        out.append(Line("check of the saved snapshot / rendered audit, start-up left out", ratio, 0.2, aim=0.1))
    if "version" in found:
        out.append(Line("disputelint --version, CPU", _median(found["version"], _cpu) * 1000, 400, "ms", aim=150))
    if loaded is not None:
        out.append(
            Line("heavy modules that --version loads" + "".join(f" {name}" for name in loaded), len(loaded), 0, "")
        )
    return out


def page_lines(costs: Mapping[str, float]) -> list[Line]:
    """Facts and rules by themselves, in ms of CPU."""
    limits = (60.0, 12.0, 3.0)  # of `pages.costs`, in its order
    return [Line(what, cost, limit, "ms") for (what, cost), limit in zip(costs.items(), limits, strict=True)]


def linear_lines(growth: Mapping[str, float], what: str = "text") -> list[Line]:
    """How CPU grows when the text grows fourfold: 4 is linear; twice that leaves room for noise, a square would be 16."""
    return [Line(f"{what} of a page four times as long: {name}", ratio, 8) for name, ratio in growth.items()]


def walk_lines(ratios: Mapping[str, float]) -> list[Line]:
    """The buyer's walk, in bare page loads of the same shop."""
    return [Line(f"one full walk / bare page load, CPU: {shop}", ratio, 12) for shop, ratio in ratios.items()]


def ci_lines(parts: Sequence[Part]) -> list[Line]:
    """A check in continuous integration: installation and a run on a shop that an earlier run has kept."""
    wall = {part.name: part.usage.wall for part in parts}
    if not wall:
        return []
    return [
        Line(f"theme-ci on 12 pages, installed, then: {name}", wall["installation"] + wall[name], 180, "s")
        for name in wall
        if name not in ("installation", "first run")
    ]


def show(found: Found, judged: Sequence[Line], parts: Sequence[Part] = ()) -> None:
    """Print the tables."""
    if parts:
        print(f"\n{'theme-ci on 12 pages':<26} {'CPU s':>8} {'wall s':>8} {'rendered':>9} {'reused':>7}")
        for part in parts:
            rest = f" {part.made:9} {part.reused:7}" if part.name != "installation" else ""
            print(f"{part.name:<26} {part.usage.cpu:8.2f} {part.usage.wall:8.1f}{rest}")
    if not found:
        _judge(judged)
        return
    print(f"\n{'':<10} {'CPU s median (min-max)':>26} {'wall s':>8} {'peak MB':>8}  n")
    for name, usages in found.items():
        cpu = sorted(usage.cpu for usage in usages)
        spread = f"{statistics.median(cpu):.2f} ({cpu[0]:.2f}-{cpu[-1]:.2f})"
        wall, memory = _median(usages, lambda usage: usage.wall), _median(usages, _memory) / 1e6
        print(f"{name:<10} {spread:>26} {wall:8.1f} {memory:8.0f}  {len(usages)}")
    print("\nwhere the CPU went, last round, in s")
    for name, usages in found.items():
        parts = ", ".join(f"{kind} {seconds:.1f}" for kind, seconds in usages[-1].kinds.items() if seconds >= 0.05)
        print(f"{name:<10} {parts}")
    _judge(judged)


def _judge(judged: Sequence[Line]) -> None:
    print()
    for line in judged:
        print(line)


def pages_read(path: Path) -> int:
    """Pages of a JSON report whose text was seen."""
    pages = json.loads(path.read_text(encoding="utf-8"))["pages"]
    return sum(1 for page in pages if page["seen"] != "unread")


def _cpu(usage: Usage) -> float:
    return usage.cpu


def _memory(usage: Usage) -> float:
    return float(usage.memory)


def _median(usages: Sequence[Usage], of: Callable[[Usage], float]) -> float:
    return statistics.median(of(usage) for usage in usages)


def _page(found: Found, read: Mapping[str, int], name: str) -> float:
    return _median(found[name], _cpu) / max(1, read[name])


def _net(found: Found, read: Mapping[str, int], name: str) -> float:
    """CPU seconds a page without what an empty snapshot costs."""
    return max(0.0, _median(found[name], _cpu) - _median(found["startup"], _cpu)) / max(1, read[name])
