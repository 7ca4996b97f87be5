"""Overrides: other settings of a rule for pages whose URL matches a glob."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from disputelint.checker.config import Config
from disputelint.checker.engine import globs
from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.model import JSON, Confidence, Severity, Site, Text


@dataclass(frozen=True)
class RuleSetting:
    """What a setting says of a rule; None where it says nothing."""

    severity: Severity | Literal["off"] | None = None
    confidence: Confidence | None = None


def parse(value: JSON) -> RuleSetting:
    """A setting as written: off, a severity, or options."""
    options: dict[str, Any] = value if isinstance(value, dict) else {"severity": value}
    return RuleSetting(options.get("severity"), options.get("confidence"))


class Overrides:
    """The overrides of a configuration; remembers which ones met a verdict."""

    def __init__(self, config: Config, catalogue: Catalogue) -> None:
        self._overrides = config.choice.overrides
        self._catalogue = catalogue
        self._met: set[tuple[int, str]] = set()

    def of(self, rule: str, url: str) -> RuleSetting | None:
        """What holds for a rule's verdict at a URL ("" for the site); the last override that matches wins."""
        found: RuleSetting | None = None
        for number, override in enumerate(self._overrides):
            for name, value in override.rules.items():
                meant = self._catalogue.rule(name)
                if meant is not None and meant.id == rule and globs.matches(override.url, url):
                    self._met.add((number, name))
                    found = parse(value)
        return found

    def idle(self, ran: frozenset[str], site: Site) -> tuple[Text, ...]:
        """A line for each override that met no verdict of a rule that ran, though its pages were read."""
        lines = []
        for number, override in enumerate(self._overrides):
            for name in override.rules:
                meant = self._catalogue.rule(name)
                useless = meant is not None and meant.id in ran and (number, name) not in self._met
                if useless and globs.all_seen(override.url, site):
                    at = f" ({override.spot})" if override.spot else ""
                    lines.append(
                        Text(
                            f"The override of {name} for {override.url}{at} matched nothing.",
                            f"{override.url} の {name} に対するoverrides{at}は、どこにも当てはまりませんでした。",
                        )
                    )
        return tuple(lines)
