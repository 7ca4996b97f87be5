"""How many seeded faults are blamed on the right file and line: the floor that no change may go under."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from disputelint.checker.config.settings import Choice, Config, Storefront
from disputelint.checker.engine import catalogue
from disputelint.checker.engine.catalogue import Catalogue
from tests.theme.measuring import measure
from tests.theme.render import THEMES, render
from tests.theme.seeds import SEEDS

pytestmark = pytest.mark.xdist_group("theme-figures")


def config(name: str) -> Config:
    storefront = Storefront(sells=("physical",), market="JP" if name == "twig" else "GB", gateways=("paypal", "stripe"))
    asked = tuple(sorted({seed.rule for seed in SEEDS[name]}))  # the other rules would only cost time
    return Config(storefront=storefront, choice=Choice(extends=("strict",), select=asked))


@pytest.fixture(scope="module")
def rules() -> Catalogue:
    return catalogue.load(config("liquid"))


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_seeded_faults_are_blamed_on_their_lines(name: str, rules: Catalogue, tmp_path: Path) -> None:
    work = tmp_path / name
    work.mkdir()
    outcomes = measure(THEMES / name, SEEDS[name], partial(render, name), rules, config(name), work)
    found = [one for one in outcomes if one.found]
    said = "\n".join(f"{one.seed.name} -> {one.said or 'no finding'}" for one in outcomes if not one.line)
    assert len(found) >= 20, said
    assert sum(one.file for one in found) >= 0.95 * len(found), said
    assert sum(one.line for one in found) >= 0.9 * len(found), said
    assert not [one.seed.name for one in found if one.sure and not one.file], said
