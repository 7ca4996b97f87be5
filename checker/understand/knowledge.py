"""Reading the data files of `rules/knowledge/`, each once per process."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from disputelint.checker import yamlfile


@lru_cache(maxsize=32)
def read(name: str) -> Any:
    """The value of `rules/knowledge/NAME.yaml`. Callers must not change it: it is shared.

    Raises FileNotFoundError when the installation lacks the file.
    """
    text = resources.files("disputelint.rules").joinpath("knowledge", f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yamlfile._Loader)
