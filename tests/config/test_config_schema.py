"""The schema of the configuration file: sound, whole, and every key of it reaches the Config."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from disputelint.checker.config import Config
from disputelint.checker.config.file import ATTRIBUTES, schema
from disputelint.checker.config.load import load, shown

DESIGNED = (
    "storefront extends rules overrides waivers coverage crawl journey serve theme reports fail_on on_inconclusive"
)
WHOLE = ("rules", "overrides", "waivers", "serve")
EVERYTHING: dict[str, Any] = {
    "storefront": {
        "url": "https://shop.example",
        "name": "Shop",
        "market": "JP",
        "languages": ["ja"],
        "currencies": ["JPY"],
        "sells": ["physical"],
        "gateways": ["stripe"],
        "business_name": "Shop LLC",
        "statement_descriptor": "SHOP",
        "authorized_by": "Mei",
    },
    "extends": ["recommended"],
    "rules": {"a-rule": "off", "b-rule": {"severity": "note"}},
    "overrides": [{"url": "**", "rules": {"a-rule": "note"}}],
    "waivers": [{"rule": "a-rule", "reason": "r", "owner": "o", "expires": "2027-01-01"}],
    "coverage": {"require": ["home"]},
    "crawl": {
        "max_pages": 3,
        "max_products": 0,
        "include": ["*"],
        "exclude": ["x"],
        "jobs": 1,
        "rate": 0.5,
        "timeout": "5m",
        "page_timeout": 10,
        "render": "all",
        "device": "both",
        "locale": "ja-JP",
        "seed": 1,
        "images": False,
        "browser_path": "chromium",
        "cache_dir": "cache",
    },
    "journey": {"on": True, "email": "a@b.example", "timeout": "1m"},
    "serve": {"command": "npm run dev", "url": "http://localhost:3000"},
    "access": {
        "storefront_password": "DOOR",
        "share_key": "KEY",
        "basic_auth": "LOGIN",
        "headers": {"Signature": "SIGNED"},
        "cookies": {"pass": "PASS"},
    },
    "theme": {"path": "theme", "marker": "x"},
    "reports": {
        "language": "ja",
        "brand": {"name": "n", "logo": "l.png", "colour": "#112233", "intro": "i", "closing": "c"},
    },
    "fail_on": "warning",
    "on_inconclusive": "warn",
    "min_confidence": "low",
    "baseline": "known.json",
}


def attributes() -> set[str]:
    found: set[str] = set()
    for field in fields(Config):
        value = getattr(Config(), field.name)
        if is_dataclass(value):
            found |= {f"{field.name}.{inner.name}" for inner in fields(value)}
        else:
            found.add(field.name)
    return found


def keys(part: dict[str, Any], above: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that can be written, with its schema; rules, waivers and the like are one key each."""
    for name, inner in part.get("properties", {}).items():
        if "properties" in inner and name not in WHOLE:
            yield from keys(inner, f"{above}{name}.")
        else:
            yield above + name, inner


def test_it_is_a_sound_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_every_designed_key_is_known() -> None:
    assert set(DESIGNED.split()) <= set(schema()["properties"])


def test_every_key_reaches_the_config_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "disputelint.yml"
    path.write_text(yaml.safe_dump(EVERYTHING, sort_keys=False), encoding="utf-8")
    sources = load({}, tmp_path).sources
    written = {key for key, source in sources.items() if "disputelint.yml:" in source}
    wanted = {shown(ATTRIBUTES.get(key, key)) for key, _ in keys(dict(schema()))}
    assert written == wanted


def test_every_key_has_an_attribute() -> None:
    assert {ATTRIBUTES.get(key, key) for key, _ in keys(dict(schema()))} <= attributes()


def test_every_key_says_what_it_is() -> None:
    silent = [key for key, part in keys(dict(schema())) if "description" not in part and "$ref" not in part]
    assert silent == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"crawl": {"timeout": "soon"}},
        {"crawl": {"rate": 0}},
        {"crawl": {"max_pages": 1.5}},
        {"storefront": {"market": "Japan"}},
        {"storefront": {"url": "shop.example"}},
        {"rules": {"A_Rule": "off"}},
        {"rules": {"a-rule": {"shout": True}}},
        {"waivers": [{"rule": "a", "reason": "", "owner": "o", "expires": "2027-01-01"}]},
        {"waivers": [{"rule": "a", "reason": "r", "owner": "o"}]},
        {"coverage": {"require": ["hoem"]}},
        {"journey": "yes"},
        {"reports": {"brand": {"colour": "red"}}},
        {"serve": {"command": "x"}},
    ],
    ids=lambda wrong: json.dumps(wrong)[:40],
)
def test_wrong_values_are_refused(wrong: dict[str, Any]) -> None:
    assert not jsonschema.Draft202012Validator(schema()).is_valid(wrong)


def test_settings_are_shown_under_the_names_people_write() -> None:
    assert shown("gate.fail_on") == "fail_on"
    assert shown("lang") == "reports.language"
    assert shown("theme") == "theme"
    assert shown("access.headers") == "headers"
