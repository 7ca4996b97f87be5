"""JSON Schema keywords on a fact's value (2020-12), and our own: `matches: CONCEPT`, `max_age: {days: N}`.

As in JSON Schema, a keyword says nothing about a value of another type; `load.py` refuses one that can never speak.
Patterns are RE2, so that no rule can be slow whatever a page says.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from disputelint.checker.model import JSON
from disputelint.checker.model.record import record


@record(frozen=True, slots=True)
class Setting:
    """What a value is judged against besides itself: the snapshot's date, and the lexicon."""

    today: datetime.date
    says: Callable[[str, str, str], bool]  # (concept, text, language of the page)


@lru_cache(maxsize=2048)
def pattern(expression: str) -> Any:
    """The compiled RE2 pattern. Raises ValueError with RE2's own words when it is none."""
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(expression, options)
    except re2.error as problem:
        said = problem.args[0] if problem.args else "not a pattern"
        raise ValueError(said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)) from None


def fits(value: JSON, keywords: Mapping[str, JSON], setting: Setting, language: str = "") -> bool:
    """Whether a value satisfies all keywords."""
    return all(_one(name, argument, value, setting, language) for name, argument in keywords.items())


def _one(name: str, argument: Any, value: Any, setting: Setting, language: str) -> bool:
    if name in ("const", "enum", "not", "anyOf", "allOf"):
        return _of_any_type(name, argument, value, setting, language)
    if isinstance(value, bool):
        return True
    if isinstance(value, (int, float)):
        return _of_number(name, argument, value)
    if isinstance(value, str):
        return _of_string(name, argument, value, setting, language)
    if isinstance(value, list):
        return _of_array(name, argument, value, setting, language)
    if isinstance(value, dict):
        return _of_object(name, argument, value, setting, language)
    return True


def _of_any_type(name: str, argument: Any, value: Any, setting: Setting, language: str) -> bool:
    if name == "const":
        return _equal(value, argument)
    if name == "enum":
        return any(_equal(value, one) for one in argument)
    if name == "not":
        return not fits(value, argument, setting, language)
    held = (fits(value, one, setting, language) for one in argument)
    return any(held) if name == "anyOf" else all(held)


def _of_number(name: str, argument: Any, value: float) -> bool:
    if name == "minimum":
        return bool(value >= argument)
    if name == "maximum":
        return bool(value <= argument)
    if name == "exclusiveMinimum":
        return bool(value > argument)
    if name == "exclusiveMaximum":
        return bool(value < argument)
    if name == "multipleOf":
        return bool(abs(value / argument - round(value / argument)) < 1e-9)
    return True


def _of_string(name: str, argument: Any, value: str, setting: Setting, language: str) -> bool:
    if name == "minLength":
        return bool(len(value) >= argument)
    if name == "maxLength":
        return bool(len(value) <= argument)
    if name == "pattern":
        return bool(pattern(argument).search(value))
    if name == "matches":
        return setting.says(argument, value, language)
    if name == "max_age":
        last = latest_day(value)
        return last is None or bool((setting.today - last).days <= argument["days"])
    return True


def _of_array(name: str, argument: Any, value: list[Any], setting: Setting, language: str) -> bool:
    if name == "minItems":
        return bool(len(value) >= argument)
    if name == "maxItems":
        return bool(len(value) <= argument)
    if name == "uniqueItems":
        return not argument or all(not _equal(a, b) for at, a in enumerate(value) for b in value[at + 1 :])
    if name == "items":
        return all(fits(item, argument, setting, language) for item in value)
    if name == "contains":
        return any(fits(item, argument, setting, language) for item in value)
    return True


def _of_object(name: str, argument: Any, value: dict[str, Any], setting: Setting, language: str) -> bool:
    if name == "required":
        return all(key in value for key in argument)
    if name == "properties":
        return all(fits(value[key], inner, setting, language) for key, inner in argument.items() if key in value)
    return True


def _equal(a: Any, b: Any) -> bool:
    """Equality of JSON values: true is not 1, and 1 is 1.0."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_equal, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_equal(a[key], b[key]) for key in a)
    return bool(a == b)


def latest_day(value: str) -> datetime.date | None:
    """The last day an ISO date, month or year can mean; None when it is none of these."""
    parts = value.split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 3:
            return datetime.date(numbers[0], numbers[1], numbers[2])
        if len(numbers) == 2:
            year, month = numbers[0] + numbers[1] // 12, numbers[1] % 12 + 1
            return datetime.date(year, month, 1) - datetime.timedelta(days=1)
        if len(numbers) == 1:
            return datetime.date(numbers[0], 12, 31)
    except (ValueError, OverflowError):
        return None
    return None
