"""Findings to the file and line of a theme."""

from disputelint.checker.theme.blame import blame, read
from disputelint.checker.theme.index import Theme
from disputelint.checker.theme.missing import Wanted

__all__ = ["Theme", "Wanted", "blame", "read"]
