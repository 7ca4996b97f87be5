"""Whole numbers as people write them: digits with separators, kanji numerals, words of each language."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from disputelint.checker.understand.quantities import words

KANJI_DIGITS: Final = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2, "両": 2}
KANJI_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
KANJI: Final = "〇零一二三四五六七八九十百千两兩"


@cache
def number_expression(language: str) -> str:
    """RE2 for one number of a duration: digits, kanji numerals, or the language's number words."""
    shapes = [r"[0-9]{1,4}(?:[.,][0-9])?"]
    if language in ("ja", "zh-Hans", "zh-Hant"):
        shapes.append(f"[{KANJI}]{{1,6}}")
    spelled = sorted(words.number_words(language), key=len, reverse=True)
    if spelled:
        edge = "" if language == "ko" else r"\b"
        shapes.append("(?:" + "|".join(re.escape(word) for word in spelled) + ")" + edge)
    return "(?:" + "|".join(shapes) + ")"


def number_value(text: str, language: str = "en") -> float | None:
    """The value of folded `text`; None when it is not a number. A comma before one or two digits is a decimal one."""
    text = text.strip()
    if not text:
        return None
    if text[0].isascii() and text[0].isdigit():
        try:
            return float(text.replace(",", "."))
        except ValueError:
            return None
    spelled = words.number_words(language)
    if text in spelled:
        return float(spelled[text])
    return kanji_value(text)


def kanji_value(text: str) -> float | None:
    """The value of kanji numerals, by place (一四) or by unit (十四, 百二十); None when it is none."""
    if not text or any(char not in KANJI_DIGITS and char not in KANJI_UNITS for char in text):
        return None
    if not any(char in KANJI_UNITS for char in text):
        return float("".join(str(KANJI_DIGITS[char]) for char in text))
    total = 0
    digit: int | None = None
    for char in text:
        if char in KANJI_DIGITS:
            digit = KANJI_DIGITS[char]
        else:
            total += (1 if digit is None else digit) * KANJI_UNITS[char]
            digit = None
    return float(total + (digit or 0))


def print_kanji(value: int) -> str:
    """`value` (1 to 9999) in kanji numerals by unit."""
    digits = "〇一二三四五六七八九"
    out = ""
    for unit, mark in ((1000, "千"), (100, "百"), (10, "十")):
        count, value = divmod(value, unit)
        if count:
            out += ("" if count == 1 else digits[count]) + mark
    return out + (digits[value] if value else "")
