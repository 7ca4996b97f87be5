"""`init`: what it writes is read back by the program itself; what is there is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from disputelint.checker import demo
from disputelint.checker.cli.init_files import Look, config, workflow
from disputelint.checker.config.load import load
from disputelint.checker.model import Text

QUICK = ("--render", "none")
WHY = Text("from 3 pages", "3ページから")


@pytest.fixture(scope="module")
def shop() -> Iterator[demo.DemoShop]:
    with demo.serve("flawed", 0) as held:
        yield held


def test_it_writes_what_the_program_reads_and_says_what_it_assumed(
    disputelint: Any, shop: demo.DemoShop, here: Path
) -> None:
    (here / ".git").mkdir()
    done = disputelint("init", shop.url, *QUICK)
    assert done.code == 0, done.err
    held = load({}, here)
    assert held.file is not None and held.storefront.url == shop.url + "/"
    assert held.storefront.languages and "gateways: " in done.out and "platform: " in done.out
    assert (
        "serve"
        in yaml.safe_load((here / ".github/workflows/disputelint.yml").read_text(encoding="utf-8"))["jobs"][
            "disputelint"
        ]["steps"][1]["with"]
    )
    edited = (here / "disputelint.yml").read_text(encoding="utf-8").replace("fail_on: error", "fail_on: warning")
    (here / "disputelint.yml").write_text(edited, encoding="utf-8")
    again = disputelint("init", *QUICK)
    assert again.code == 0 and "-fail_on: warning" in again.out and "+fail_on: error" in again.out
    assert "was left as it is" in again.out and "disputelint.yml is as init would write it" in again.out
    changed = [
        line for line in again.out.splitlines() if line.startswith(("+", "-")) and line[:3] not in ("+++", "---")
    ]
    assert changed == ["-fail_on: warning", "+fail_on: error"]
    assert (here / "disputelint.yml").read_text(encoding="utf-8") == edited


def test_a_shop_that_is_shut_gives_no_files(disputelint: Any, here: Path) -> None:
    done = disputelint("init", "http://127.0.0.1:9", "--render", "none")
    assert done.code == 3 and "could not be read" in done.err
    assert list(here.iterdir()) == []


def seen(**values: Any) -> Look:
    held = {
        "name": "Kanso",
        "market": "JP",
        "languages": ["ja"],
        "currencies": ["JPY"],
        "sells": None,
        "gateways": None,
    }
    held |= values.pop("values", {})
    given = {"url": "https://kanso.example/", "platform": None} | values
    return Look(given["url"], held, dict.fromkeys(held, WHY), given["platform"])


@pytest.mark.parametrize("language", ["en", "ja"])
def test_hostile_names_stay_values(tmp_path: Path, language: Any) -> None:
    name = 'x"\nfail_on: never\n# \u2028rules: {}\tfoo: "'
    text = config(seen(values={"name": name, "gateways": ["no", "paypal"], "market": "NO"}), ".", language)
    (tmp_path / "disputelint.yml").write_text(text, encoding="utf-8")
    held = load({}, tmp_path)
    assert held.storefront.name == 'x" fail_on: never # rules: {} foo: "' and held.gate.fail_on == "error"
    assert held.storefront.market == "NO" and held.storefront.gateways == ("no", "paypal")
    assert held.storefront.sells is None


def test_japanese_comments_speak_japanese() -> None:
    assert "上書きすることはありません" in config(seen(), "", "ja")
    assert "テーマのIDです" in workflow(seen(platform="shopify"), "", "ja")


@pytest.mark.parametrize(
    ("url", "platform", "has"),
    [
        ("https://kanso.example/", "shopify", "preview-theme-id"),
        ("https://kanso.example/", "woocommerce", "basic-auth"),
        ("http://127.0.0.1:8000/", "shopify", "serve"),
        ("https://kanso.example/'}}x", None, "basic-auth"),
    ],
)
@pytest.mark.parametrize("theme", ["", "theme"])
def test_the_workflow_is_the_one_for_the_kind_of_shop(url: str, platform: str | None, has: str, theme: str) -> None:
    text = workflow(seen(url=url, platform=platform), theme, "en")
    made = yaml.safe_load(text)["jobs"]["disputelint"]["steps"][1]["with"]
    assert has in made and made.get("theme", "") == theme
    assert "<" not in text.replace("<<", "")
