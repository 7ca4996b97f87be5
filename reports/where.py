"""The place in the repository that stands for a finding, for formats that know files and lines only."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from disputelint.checker.model import Finding, Report

CONFIG = "disputelint.yml"
_DRIVE = re.compile("[A-Za-z]:")
_UNFIT = re.compile("[^A-Za-z0-9._-]")


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


def storefront(report: Report) -> Anchor:
    """The storefront's line in the configuration file: the place of what concerns the whole shop."""
    return Anchor(relative(report.run.config) or CONFIG, max(1, report.run.config_lines.get("storefront") or 1))


def fingerprint(written: str) -> str:
    """A finding's fingerprint for services that hang their own state on it; one that is no plain word is hashed."""
    if _UNFIT.search(written) is None and len(written) <= 64:
        return written
    return hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()


def relative(path: str) -> str:
    """`path` with `/`, when it is one inside of a repository; "" for an absolute one, an address, or one that leaves it."""
    said = path.replace("\\", "/").removeprefix("./")
    parts = said.split("/")
    if not said or said.startswith("/") or ":" in said or _DRIVE.match(said) or ".." in parts or "" in parts:
        return ""
    return said if said.isprintable() and len(said) <= 500 else ""
