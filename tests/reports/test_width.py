"""Columns of a terminal and where Japanese lines may break."""

import pytest

from disputelint.reports.width import NOT_FIRST, NOT_LAST, cells, pad, wrap


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("返品", 4), ("ﾊﾝｶｸ", 4), ("é", 1), ("e\u0301", 1), ("", 0)])
def test_cells(text: str, columns: int) -> None:
    assert cells(text) == columns


def test_pad_counts_columns_not_characters() -> None:
    assert pad("返品", 6) + "|" == "返品  |"


def test_wrap_breaks_english_at_spaces() -> None:
    assert wrap("state the number of days", 10) == ["state the", "number of", "days"]


def test_wrap_breaks_japanese_anywhere_allowed_and_fills_the_width() -> None:
    assert wrap("返品の期限を日数で書いてください", 10) == ["返品の期限", "を日数で書", "いてくださ", "い"]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    text = "店主は「返品、交換」（三十日以内）を、必ず「規約」に書いてください。" * 4
    for width in range(8, 40):
        lines = wrap(text, width)
        assert "".join(lines) == text
        assert all(cells(line) <= width for line in lines)
        assert not any(line[0] in NOT_FIRST for line in lines[1:]), width
        assert not any(line[-1] in NOT_LAST for line in lines[:-1]), width


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrap("https://example.com/abc", 8) == ["https://", "example.", "com/abc"]


def test_mixed_text_keeps_every_character() -> None:
    text = "Stripeは、return policyを求めています（必須）。"
    assert "".join(wrap(text, 12)).replace(" ", "") == text.replace(" ", "")


def test_empty_text_is_one_empty_line() -> None:
    assert wrap("", 10) == [""]
