"""How often the cyclic collector looks while pages are read."""

from __future__ import annotations

import gc

import pytest

from disputelint.checker.collector import seldom


def test_it_looks_less_often_inside_and_as_before_outside() -> None:
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), seldom():
        assert gc.get_threshold() == (500_000, *before[1:])
        with seldom():
            assert gc.get_threshold()[0] == 500_000
        assert gc.get_threshold()[0] == 500_000
        _ = 1 / 0
    assert gc.get_threshold() == before


def test_what_is_switched_off_stays_off() -> None:
    before = gc.get_threshold()
    gc.set_threshold(0)
    try:
        with seldom():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*before)
