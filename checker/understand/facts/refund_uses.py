"""Times that are no return windows, as they tell how long goods are used or how long a course lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late

if TYPE_CHECKING:
    from disputelint.checker.understand.facts.spans import Span

_USED_FOR: Final = late(
    r"\b(?:tried|used|use|using|try|trying|worn|slept)\b[^.]{0,50}\bfor (?:at least|a minimum of|no less than)? ?$"
)
_AT_LEAST: Final = late(r"\b(?:after|at least|a minimum of|no less than|for) ?(?:the |a )?(?:first )?$")
_OF_USE: Final = late(r"(?:'|’)? (?:of )?(?:\w+ )?(?:use|usage|wear|testing|wearing)\b")
_LASTING: Final = late(
    r" (?!of|from|after|for|to|in|with|on|and|or)(?:\w+ ){0,3}(?:training|courses?|class(?:es)?|workshops?|ttc)\b"
)


def of_use(span: Span) -> bool:
    """Whether a time is that for which goods are to be used first ("after you tried it for at least 14 days", "after 14 days
    of use"), or the name of what lasts so long ("200 hours yoga training").
    """
    text, duration = span.clause.text, span.duration
    before = text[max(0, duration.start - 70) : duration.core]
    used = _USED_FOR.search(before) is not None
    used = used or (_OF_USE.match(text, duration.end) is not None and _AT_LEAST.search(before) is not None)
    return used or _LASTING.match(text, duration.end) is not None
