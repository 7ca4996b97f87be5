"""How the terminal report is to be printed."""

from __future__ import annotations

from dataclasses import dataclass, field

from disputelint.checker.model import Text
from disputelint.reports.ink import Ink

WIDTH = 100
COLUMN = 12  # where the text begins, after the severity's word


@dataclass(frozen=True, slots=True)
class Terminal:
    """How to print. `files` are the outputs written beside this one, `closing` the line with the exit code."""

    width: int = WIDTH
    ink: Ink = field(default_factory=Ink)
    show_waived: bool = False
    html: str = ""  # where the HTML report was written, to point at its texts to paste
    files: tuple[str, ...] = ()
    snapshot: str = ""
    compare: str = ""  # the JSON report to compare the next run with
    closing: Text | None = None
    failed: bool = False  # the exit code is not 0: colours the closing line
