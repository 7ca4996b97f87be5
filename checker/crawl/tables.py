"""The crawl's data files under `rules/knowledge/`, read once a process."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any
from urllib.parse import SplitResult, urlsplit

from disputelint.checker import kept


@lru_cache(maxsize=16)
def read(name: str) -> Mapping[str, Any]:
    """The mapping in `rules/knowledge/NAME.yaml`. Raises ConfigError when the installation is damaged."""
    value = kept.read(resources.files("disputelint.rules").joinpath("knowledge", f"{name}.yaml"))
    return value if isinstance(value, Mapping) else {}


def pattern(parts: Iterable[str]) -> re.Pattern[str]:
    """One expression that finds any of `parts`, without regard to case. No parts: finds nothing."""
    joined = "|".join(f"(?:{part})" for part in parts)
    return re.compile(joined or r"(?!)", re.IGNORECASE)


def host_in(host: str, hosts: Iterable[str]) -> bool:
    """Whether `host` is one of `hosts` or below one of them, compared at label boundaries."""
    known = hosts if isinstance(hosts, (frozenset, set)) else frozenset(hosts)
    labels = host.lower().rstrip(".").split(".")
    return any(".".join(labels[start:]) in known for start in range(len(labels)))


def split(url: str) -> SplitResult:
    """The parts of a URL that a page wrote; those of nothing at all when it is no URL (`http://[half`)."""
    try:
        parts = urlsplit(url)
        return parts if parts.hostname is not None or parts.path or parts.query else urlsplit("")
    except ValueError:
        return urlsplit("")
