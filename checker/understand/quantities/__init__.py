"""Numbers, spans of time, money and dates in running text. Grammar and arithmetic here, words in `rules/knowledge/`."""

from disputelint.checker.understand.quantities.dates import Date, find_dates
from disputelint.checker.understand.quantities.durations import Duration, find_durations
from disputelint.checker.understand.quantities.money import Money, at_home, find_money, possible_currencies
from disputelint.checker.understand.quantities.numbers import number_value

__all__ = [
    "Date",
    "Duration",
    "Money",
    "at_home",
    "find_dates",
    "find_durations",
    "find_money",
    "number_value",
    "possible_currencies",
]
