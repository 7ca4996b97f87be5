"""The command line: one file per command; exit codes are decided here only."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of `disputelint`."""
    sys.exit(0)
