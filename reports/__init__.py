"""One file per output format, each a pure function of the Report. A new format is one module and one line here."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from disputelint.checker.model import Language, Report


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its module here has `render(report)` or `render(report, language)`, giving text or bytes."""

    module: str
    suffix: str  # of a file in a folder; no two formats have the same
    language: bool = True  # renders one language; False: holds both


FORMATS: Mapping[str, Format] = {
    "terminal": Format("terminal", ".txt"),
    "json": Format("json", ".json", language=False),
    "html": Format("html", ".html"),
    "pdf": Format("pdf", ".pdf"),
    "sarif": Format("sarif", ".sarif"),
    "junit": Format("junit", ".xml"),
    "markdown": Format("markdown", ".md"),
    "comment": Format("comment", ".comment.md"),
    "csv": Format("csv", ".csv"),
    "github": Format("github", ".github.txt"),
    "gitlab": Format("gitlab", ".gitlab.json"),
}


def available() -> tuple[str, ...]:
    """Names of the formats whose module is there."""
    return tuple(
        name for name, held in FORMATS.items() if importlib.util.find_spec(f"{__name__}.{held.module}") is not None
    )


def render(name: str, report: Report, language: Language) -> str | bytes:
    """The report in the format `name` (one of `available()`), with that format's own defaults.

    Texts that are longer than a person can read are cut, but not in JSON.
    """
    held = FORMATS[name]
    if name != "json":
        from disputelint.reports.bounds import bounded

        report = bounded(report)
    module = importlib.import_module(f"{__name__}.{held.module}")
    made: str | bytes = module.render(report, language) if held.language else module.render(report)
    return made
