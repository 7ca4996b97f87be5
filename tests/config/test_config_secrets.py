from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from disputelint.checker.config.load import load
from disputelint.checker.config.secrets import fill, withheld
from disputelint.checker.config.settings import Access, Config, Variables

NAMES = Variables("DOOR", "KEY", "LOGIN", {"Signature": "SIGNED"}, {"pass": "PASS"})
SECRETS = {"DOOR": "open", "KEY": "k", "LOGIN": "dev:a:b", "SIGNED": "s", "PASS": "p"}


def test_named_secrets_are_taken_from_the_environment() -> None:
    access = fill(replace(Config(), variables=NAMES), SECRETS).access
    assert access == Access((("Signature", "s"),), (("pass", "p"),), ("dev", "a:b"), "open", "k")


def test_what_is_not_set_or_empty_is_missing_by_name() -> None:
    access = fill(replace(Config(), variables=NAMES), {"LOGIN": "dev:x", "DOOR": ""}).access
    assert set(access.missing) == {"DOOR", "KEY", "SIGNED", "PASS"}
    assert access.headers == () and access.cookies == ()


def test_a_secret_that_was_given_is_neither_replaced_nor_missed() -> None:
    held = Access(headers=(("signature", "mine"),), storefront_password="mine")
    access = fill(
        replace(Config(), access=held, variables=Variables("DOOR", headers={"Signature": "SIGNED"})), {}
    ).access
    assert access == held


def test_the_file_holds_names_only(tmp_path: Path) -> None:
    (tmp_path / "disputelint.yml").write_text(
        "access:\n  storefront_password: SHOP_DOOR\n  headers: {Signature: SHOP_SIG}\n", encoding="utf-8"
    )
    assert load({}, tmp_path).variables == Variables("SHOP_DOOR", headers={"Signature": "SHOP_SIG"})


def github(folder: Path, head: str, actor: str = "mei") -> dict[str, str]:
    path = folder / "event.json"
    request = {"head": {"repo": {"full_name": head}}, "base": {"repo": {"full_name": "shop/theme"}}}
    path.write_text(json.dumps({"pull_request": request}), encoding="utf-8")
    return {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": str(path), "GITHUB_ACTOR": actor}


@pytest.mark.parametrize(
    ("head", "actor", "why"),
    [("shop/theme", "mei", ""), ("stranger/theme", "mei", "fork"), ("shop/theme", "dependabot[bot]", "dependabot")],
)
def test_runs_that_get_no_secrets_are_known(tmp_path: Path, head: str, actor: str, why: str) -> None:
    assert withheld(github(tmp_path, head, actor)) == why


def test_nothing_is_withheld_outside_of_github(tmp_path: Path) -> None:
    assert withheld({**github(tmp_path, "stranger/theme"), "GITHUB_ACTIONS": ""}) == ""
    assert withheld({**github(tmp_path, "stranger/theme"), "GITHUB_EVENT_NAME": "pull_request_target"}) == ""
    assert withheld({"GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": str(tmp_path / "none.json")}) == ""
    (tmp_path / "odd.json").write_text("[1", encoding="utf-8")
    assert withheld({"GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": str(tmp_path / "odd.json")}) == ""
