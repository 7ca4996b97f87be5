"""Where the configuration file names things: so that a report can point at a line of the repository."""

from __future__ import annotations

from pathlib import Path

from disputelint.checker.config import find
from disputelint.checker.config.settings import Config
from disputelint.checker.errors import DisputelintError


def entries(config: Config) -> tuple[str, dict[str, int]]:
    """The configuration file's path from the root of its repository, with `/`, and the lines of `storefront` and of
    each `rules.ID` in it. ("", {}) when there is no file or it can no longer be read.
    """
    if config.file is None:
        return "", {}
    path = Path(config.file).resolve()
    try:
        document = find.read(path)
    except DisputelintError:
        return "", {}
    keys: list[tuple[str, ...]] = [("storefront",)]
    keys += [("rules", name) for name in config.choice.rules]
    lines = {".".join(key): document.spot(key).line for key in keys if key in document.marks}
    root = next((folder for folder in path.parents if (folder / ".git").exists()), path.parent)
    return path.relative_to(root).as_posix(), lines
