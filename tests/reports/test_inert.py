"""What a page says does nothing to a terminal."""

import unicodedata

import pytest

from disputelint.reports.inert import terminal


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\ufffd[31mred\ufffd[0m"),
        ("\x9b2Jgone", "\ufffd2Jgone"),
        ("\x1b]0;title\x07", "\ufffd]0;title\ufffd"),
        ("free \u202etnemyap\u202c", "free tnemyap"),
        ("a\u2066b\u2069\u200ec", "abc"),
        ("pay\u200bment\ufeff", "payment"),
        ("line one\r\nline\ttwo", "line one line two"),
        ("\ud800", "\ufffd"),
        ("日本語の「引用」", "日本語の「引用」"),
    ],
)
def test_terminal(hostile: str, shown: str) -> None:
    assert terminal(hostile) == shown


def test_no_control_character_is_left() -> None:
    every = "".join(map(chr, range(0x0, 0x2FFF)))
    assert not [char for char in terminal(every) if unicodedata.category(char) in ("Cc", "Cs")]


def test_lines_can_be_kept() -> None:
    assert terminal("a\r\nb\x1bc", keep_lines=True) == "a\nb\ufffdc"
