"""Expressions of Python's `re` that are compiled when they are first asked. A module of page understanding has dozens, a run
imports hundreds and asks a third of them: what a page does not hint at is not looked for.
"""

from __future__ import annotations

import re
from typing import Any, cast


def late(expression: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """The compiled expression, to all that asks its methods. Wrong ones raise `re.error` when they are first asked."""
    return cast("re.Pattern[str]", _Late(expression, flags))


class _Late:
    """Stands for a pattern; each method asked is the pattern's own from then on."""

    def __init__(self, expression: str, flags: re.RegexFlag) -> None:
        self._given = expression, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # of protocols that a pattern is not asked for
            raise AttributeError(name)
        value = getattr(re.compile(*self._given), name)
        setattr(self, name, value)
        return value
