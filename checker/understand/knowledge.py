"""Reading the data files of `rules/knowledge/`, each once per process."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any

from disputelint.checker import kept


@lru_cache(maxsize=32)
def read(name: str) -> Any:
    """The value of `rules/knowledge/NAME.yaml`. Callers must not change it: it is shared.

    Raises ConfigError when the installation is damaged.
    """
    return kept.read(resources.files("disputelint.rules").joinpath("knowledge", f"{name}.yaml"))
