"""Rules of the shop's own, that rest on requirements of its own, of an authority of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from disputelint.checker.config import Config
from disputelint.checker.engine import catalogue, packs, workshop
from disputelint.checker.engine.applies import Profile
from disputelint.checker.engine.draft import Draft, yaml_of
from disputelint.checker.errors import RuleError, Several
from disputelint.checker.model import Text

AUTHORITIES = "authorities:\n  house: {name: {en: House rules, ja: 社内基準}}\n"
REQUIREMENTS = """\
authority: house
requirements:
- id: house-gift-wrap
  document: Service handbook
  url: https://handbook.example/wrap
  section: '4'
  strength: must
  summary: {en: The product page says whether gift wrap is offered., ja: 商品ページにギフト包装の有無を記載する必要があります。}
  read: original
  reviewed: '2026-11-21'
  jurisdiction: ''
  checkable: page
  dispute_reasons: [not_as_described]
"""


def folder(tmp_path: Path, authorities: str = AUTHORITIES) -> Config:
    draft = Draft(
        "gift-wrap-told",
        "product",
        requirements=("house-gift-wrap",),
        severity="error",
        page="product",
        word=Text("gift wrap", "ギフト包装"),
    )
    for name, said in (
        ("authorities.yaml", authorities),
        ("requirements/house.yaml", REQUIREMENTS),
        ("product/gift-wrap-told.yaml", yaml_of(draft)),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(said, encoding="utf-8")
    config = Config()
    return replace(config, choice=replace(config.choice, folders=(str(tmp_path),)))


def test_own_rules_cite_own_requirements_and_their_examples_break_them(tmp_path: Path) -> None:
    known = catalogue.load(folder(tmp_path))
    rule = known.rules["gift-wrap-told"]
    assert known.authorities["house"].name.ja == "社内基準"
    assert workshop.lint_rule(rule) == ()
    assert [result.problems for result in workshop.test_rule(rule, known)] == [(), (), (), ()]


@pytest.mark.parametrize("extends", [(), ("jp",)])
def test_they_run_whatever_pack_is_chosen(tmp_path: Path, extends: tuple[str, ...]) -> None:
    config = folder(tmp_path)
    config = replace(config, choice=replace(config.choice, extends=extends))
    active = packs.choose(catalogue.load(config), config, Profile()).active
    assert active["gift-wrap-told"].severity == "error"


@pytest.mark.parametrize(
    "authorities",
    [
        "house: x\n",
        "authorities: [a]\n",
        AUTHORITIES.replace("house", "stripe"),
        AUTHORITIES.replace(", ja: 社内基準", ""),
    ],
)
def test_an_authority_that_is_not_fit_is_a_mistake_of_the_file(tmp_path: Path, authorities: str) -> None:
    with pytest.raises((RuleError, Several)):
        catalogue.load(folder(tmp_path, authorities))
