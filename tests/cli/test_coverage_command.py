"""`rules coverage`: table, JSON, exit code."""

import json

import pytest

from disputelint.checker.engine import coverage


def test_json_adds_up(disputelint) -> None:  # type: ignore[no-untyped-def]
    result = disputelint("rules", "coverage", "-f", "json")
    rows = json.loads(result.out)
    assert result.code == 0
    for row in rows.values():
        assert row["total"] == row["covered"] + len(row["uncovered"]) + len(row["unobservable"])
    assert {"id": "stripe-trial-reminder", "why": "needs_account"} in rows["stripe"]["unobservable"]


def test_the_table_names_every_uncovered_id(disputelint) -> None:  # type: ignore[no-untyped-def]
    rows = json.loads(disputelint("rules", "coverage", "-f", "json").out)
    for words in ((), ("--lang", "ja")):
        said = disputelint("rules", "coverage", *words).out.split()
        assert not {name for row in rows.values() for name in row["uncovered"]} - set(said)


def test_below_the_floor_is_exit_1(disputelint, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    nothing = coverage.Unobservable({}, {})
    monkeypatch.setattr(coverage, "floor", lambda known: coverage.Floor({}))
    monkeypatch.setattr(coverage, "unobservable", lambda known: nothing)
    result = disputelint("rules", "coverage")
    assert result.code == 1
    assert "0 allowed" in result.out
