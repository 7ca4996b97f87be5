"""One setting as it came in, before it is merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Given:
    """A setting's value and where it came from: an option, an environment variable, or `file:line`."""

    value: Any
    source: Literal["flag", "environment", "file"]
    name: str  # "--max-pages", "DISPUTELINT_MAX_PAGES", "disputelint.yml:12"

    def __str__(self) -> str:
        return self.name if self.source == "file" else f"{self.source} ({self.name})"
