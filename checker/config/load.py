"""File, environment and flags → one frozen Config. Flag beats environment beats file beats default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from disputelint.checker.config import file as configfile
from disputelint.checker.config import find
from disputelint.checker.config.given import Given
from disputelint.checker.config.settings import Config
from disputelint.checker.errors import ConfigError
from disputelint.checker.model import JSON, Language, Text

_SHOWN = {attribute: key for key, attribute in configfile.ATTRIBUTES.items()} | {"theme": "theme"}
_SECRET = ("access.",)


def load(
    given: Mapping[str, Given],
    folder: Path,
    *,
    file: Path | None = None,
    use_file: bool = True,
    language: Language = "en",
    explicit_language: bool = False,
) -> Config:
    """The Config of a run started in `folder`.

    `given` holds flags and environment by attribute of Config ("crawl.max_pages"). `file` names the configuration
    file; without it the nearest is searched, unless `use_file` is false. `language` is the session's; the file's
    `reports.language` holds when nobody asked for one. Raises ConfigError, or Several of them.
    """
    path = _file(file, folder) if use_file else None
    written = configfile.settings(find.read(path)) if path is not None else {}
    merged = {**written, **given}
    if explicit_language or "lang" not in merged:
        source = "--lang / DISPUTELINT_LANG" if explicit_language else "system"
        merged["lang"] = Given(language, "flag" if explicit_language else "environment", source)
    if "choice.folders" in written and "choice.folders" in given:
        both = (*written["choice.folders"].value, *given["choice.folders"].value)
        merged["choice.folders"] = replace(given["choice.folders"], value=both)
    config = Config(file=str(path) if path is not None else None)
    for attribute, setting in merged.items():
        config = _set(config, attribute.split("."), setting.value)
    return replace(config, sources={key: str(merged.get(name, "default")) for name, key in _names(config)})


def _file(file: Path | None, folder: Path) -> Path | None:
    if file is None:
        return find.search(folder)
    if not file.is_file():
        raise ConfigError(
            Text("There is no such configuration file", "この設定ファイルはありません"), where=str(file), code="E001"
        )
    return file


def _set(config: Any, path: list[str], value: Any) -> Any:
    """A copy of `config` with the attribute at `path` set."""
    head, *rest = path
    return replace(config, **{head: _set(getattr(config, head), rest, value) if rest else value})


def _names(config: Config) -> list[tuple[str, str]]:
    """Every setting: its attribute and the key people know it by."""
    names: list[str] = []
    for field in fields(config):
        value = getattr(config, field.name)
        if field.name in ("file", "sources"):
            continue
        if is_dataclass(value) and field.name != "serve":
            names += [f"{field.name}.{inner.name}" for inner in fields(value)]
        else:
            names.append(field.name)
    return [(name, shown(name)) for name in names]


def shown(attribute: str) -> str:
    """The name people know a setting by: its key in the file, else the option."""
    if attribute in _SHOWN:
        return _SHOWN[attribute]
    return attribute.removeprefix("choice.").removeprefix("gate.").removeprefix("access.")


def overview(config: Config) -> list[tuple[str, JSON, str]]:
    """Every setting with its value (secrets masked) and source, sorted by name, for `--show-config`."""
    rows: list[tuple[str, JSON, str]] = []
    for attribute, key in _names(config):
        value: Any = config
        for part in attribute.split("."):
            value = getattr(value, part)
        if attribute.startswith(_SECRET) and value:
            value = "***"
        rows.append((key, _json(value), config.sources.get(key, "default")))
    return sorted(rows, key=lambda row: row[0])


def _json(value: Any) -> JSON:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): _json(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_json(inner) for inner in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
