"""A configuration file as settings: every value with the place it was written at."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

from disputelint.checker import yamlfile
from disputelint.checker.config.given import Given
from disputelint.checker.config.settings import Override, Serve, Waiver
from disputelint.checker.errors import ConfigError
from disputelint.checker.model import Text

# Where a key of the file goes in Config, when the names differ.
ATTRIBUTES: Mapping[str, str] = {
    "extends": "choice.extends",
    "rules": "choice.rules",
    "overrides": "choice.overrides",
    "min_confidence": "choice.min_confidence",
    "waivers": "gate.waivers",
    "coverage.require": "gate.require",
    "fail_on": "gate.fail_on",
    "on_inconclusive": "gate.on_inconclusive",
    "baseline": "gate.baseline",
    "reports.language": "lang",
    "theme.path": "theme",
    "theme.marker": "theme_marker",
    "journey": "journey.on",
    **{
        f"access.{way}": f"variables.{way}"
        for way in ("storefront_password", "share_key", "basic_auth", "headers", "cookies")
    },
    **{f"reports.brand.{part}": f"brand.{part}" for part in ("name", "logo", "colour", "intro", "closing")},
}
_WHOLE = frozenset(
    ("rules", "overrides", "waivers", "serve", "headers", "cookies")
)  # mappings and lists that are one setting
_PATHS = frozenset(("theme", "gate.baseline", "brand.logo", "crawl.cache_dir"))


def settings(document: yamlfile.Document) -> dict[str, Given]:
    """The file's settings by attribute of Config. Raises ConfigError, or Several: unknown keys, wrong values."""
    if not isinstance(document.value, dict):
        raise ConfigError(
            Text("A configuration is a mapping of keys", "設定はキーと値の組で書いてください"),
            where=document.spot(),
            code="E103",
        )
    yamlfile.check(document, schema(), ConfigError)
    folder = Path(document.name).parent
    held: dict[str, Given] = {}
    for path, value in _leaves(document.value, ()):
        key = ".".join(path)
        attribute = ATTRIBUTES.get(key, key)
        spot = document.spot(path)
        held[attribute] = Given(_typed(attribute, value, document, folder), "file", f"{spot.file}:{spot.line}")
    _split_extends(held, folder, document)
    return held


def schema() -> Mapping[str, Any]:
    """`schemas/config.schema.json`."""
    text = resources.files("disputelint.schemas").joinpath("config.schema.json").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = json.loads(text)
    return loaded


def _leaves(value: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, inner in value.items():
        path = (*above, key)
        if isinstance(inner, dict) and key not in _WHOLE:
            yield from _leaves(inner, path)
        elif inner is not None:
            yield path, inner


def _typed(attribute: str, value: Any, document: yamlfile.Document, folder: Path) -> Any:
    if attribute == "choice.overrides":
        return tuple(
            Override(item["url"], dict(item["rules"]), _spot(document, "overrides", number))
            for number, item in enumerate(value)
        )
    if attribute == "gate.waivers":
        return tuple(_waiver(item, _spot(document, "waivers", number)) for number, item in enumerate(value))
    if attribute == "serve":
        return Serve(value["command"], value["url"])
    if attribute in ("crawl.timeout", "crawl.page_timeout", "journey.timeout"):
        return seconds(value)
    if attribute in _PATHS:
        return str(folder / value)
    return tuple(value) if isinstance(value, list) else value


def _spot(document: yamlfile.Document, key: str, number: int) -> str:
    """Where an entry of a list stands, from the working folder when it is below it: reports tell it to others."""
    spot = document.spot((key, number))
    file = Path(spot.file)
    if file.is_relative_to(Path.cwd()):
        return str(replace(spot, file=file.relative_to(Path.cwd()).as_posix()))
    return str(spot)


def _waiver(item: Mapping[str, Any], spot: str) -> Waiver:
    return Waiver(
        rule=item["rule"],
        reason=item["reason"],
        owner=item["owner"],
        expires=str(item["expires"]),
        url=item.get("url"),
        fingerprint=item.get("fingerprint"),
        spot=spot,
    )


def seconds(value: float | str) -> float:
    """A duration as the schema lets it be written: a number of seconds, or `90s`, `15m`, `1h`."""
    if isinstance(value, int | float):
        return float(value)
    unit = {"s": 1.0, "m": 60.0, "h": 3600.0}.get(value[-1])
    return float(value[:-1]) * unit if unit else float(value)


def _split_extends(held: dict[str, Given], folder: Path, document: yamlfile.Document) -> None:
    """Presets stay in `extends`, paths made absolute; a folder among them is a folder of own rules."""
    given = held.get("choice.extends")
    if given is None:
        return
    written = (given.value,) if isinstance(given.value, str) else given.value
    presets: list[str] = []
    folders: list[str] = []
    for number, entry in enumerate(written):
        if not _is_path(entry):
            presets.append(entry)
            continue
        path = folder / entry
        if not path.exists():
            place = ("extends",) if isinstance(given.value, str) else ("extends", number)
            raise ConfigError(
                Text(f"There is no file or folder {entry}", f"{entry} というファイルもフォルダーもありません"),
                where=document.spot(place),
                code="E105",
                hint=Text(
                    "Paths in `extends` start from the configuration file's folder.",
                    "`extends` のパスは、設定ファイルのあるフォルダーを基準にします。",
                ),
            )
        (folders if path.is_dir() else presets).append(str(path))
    held["choice.extends"] = Given(tuple(presets), "file", given.name)
    if folders:
        held["choice.folders"] = Given(tuple(folders), "file", given.name)


def _is_path(entry: str) -> bool:
    return entry.startswith(".") or "/" in entry or "\\" in entry or entry.endswith((".yaml", ".yml"))
