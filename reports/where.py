"""The place in the repository that stands for a finding, for formats that know files and lines only."""

from __future__ import annotations

import re
from dataclasses import dataclass

from disputelint.checker.model import Finding, Report

CONFIG = "disputelint.yml"
_DRIVE = re.compile("[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A file of the repository, with `/`, relative to its root, and a line counted from 1."""

    file: str
    line: int


def theme(finding: Finding) -> Anchor | None:
    """The line of the theme that makes it, when that was found."""
    if finding.theme is None:
        return None
    file = relative(finding.theme.file)
    return Anchor(file, max(1, finding.theme.line)) if file else None


def anchor(finding: Finding, report: Report) -> Anchor:
    """The line of the theme, else of the rule or the storefront in the configuration file."""
    lines = report.run.config_lines
    line = lines.get(f"rules.{finding.rule}") or lines.get("storefront") or 1
    return theme(finding) or Anchor(relative(report.run.config) or CONFIG, max(1, line))


def relative(path: str) -> str:
    """`path` with `/`, when it is one inside of a repository; "" for an absolute one, an address, or one that leaves it."""
    said = path.replace("\\", "/").removeprefix("./")
    parts = said.split("/")
    if not said or said.startswith("/") or ":" in said or _DRIVE.match(said) or ".." in parts or "" in parts:
        return ""
    return said if said.isprintable() and len(said) <= 500 else ""
