"""The lines of the configuration file that reports point at."""

from pathlib import Path

from disputelint.checker.config.entries import entries
from disputelint.checker.config.settings import Choice, Config

YAML = """# ours
storefront:
  url: https://shop.example
rules:
  cart-tidy: off
  refund-window-stated: warning
"""


def configured(path: Path, *rules: str) -> Config:
    return Config(file=str(path), choice=Choice(rules=dict.fromkeys(rules, "off")))


def test_lines_of_the_storefront_and_of_each_rule(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".github").mkdir()
    file = tmp_path / ".github" / "disputelint.yml"
    file.write_text(YAML, encoding="utf-8")
    name, lines = entries(configured(file, "cart-tidy", "refund-window-stated"))
    assert name == ".github/disputelint.yml"
    assert {key: YAML.splitlines()[line - 1].strip() for key, line in lines.items() if key != "storefront"} == {
        "rules.cart-tidy": "cart-tidy: off",
        "rules.refund-window-stated": "refund-window-stated: warning",
    }
    assert lines["storefront"] in (2, 3)


def test_without_a_repository_the_file_name_stands_alone(tmp_path: Path) -> None:
    file = tmp_path / "disputelint.yml"
    file.write_text("rules: {}\n", encoding="utf-8")
    assert entries(configured(file)) == ("disputelint.yml", {})


def test_no_file_has_no_place(tmp_path: Path) -> None:
    assert entries(Config()) == ("", {})
    assert entries(configured(tmp_path / "gone.yml")) == ("", {})
