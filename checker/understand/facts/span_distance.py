"""How far a cue is from a duration: by characters, by the stops and brackets between, by a duration it may belong to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from disputelint.checker.understand.facts.said import Said
from disputelint.checker.understand.lexicon import Hit
from disputelint.checker.understand.quantities import Duration

# and, but, or, und, aber, et, mais, y, pero, e, ma, en, maar, mas: beginning with a letter, it is found several times faster.
_AND: Final = re.compile(
    r"[abemopuy](?<!\w\w)(?:(?<=a)nd|(?<=b)ut|(?<=o)r|(?<=u)nd|(?<=a)ber|(?<=e)[tn]?|(?<=m)(?:ais|aar|as?)|(?<=y)|(?<=p)ero)\b"
)
_NAMED: Final = 16  # characters of the end of a name and the bracket that opens behind it
_ASIDE: Final = re.compile(r"\([^()]*\) ?")
_BEHIND: Final = 4  # characters between a duration and a cue that stands right behind it
_OWN: Final = 12  # characters between a cue and the duration that it introduces
_MARKS: Final = re.compile("[,、:;()]")


def distance(said: Said, duration: Duration, hit: Hit) -> float:
    """How far a cue is: by characters, by the stops between, and by a duration between that it may belong to."""
    east = said.eastern
    if hit.end <= duration.start:
        between, gap, after = said.text[hit.end : duration.start], duration.start - hit.end, False
    elif hit.start >= duration.end:
        between, gap, after = said.text[duration.end : hit.start], hit.start - duration.end, True
    else:
        return 0.0
    if gap <= 1 and after and hit.concept == "governs_storage":
        return -1.2  # "14日前", "14 days prior": counted back from something
    if not after and not east and gap <= _NAMED and between.endswith("(") and between.count("(") == 1:
        return gap / 45  # "transit time (5-15 days)": it names what the brackets give
    if east and after and between.startswith(("(", " (")):
        between = _ASIDE.sub("", between, count=1)  # "3日(土日祝を除く)に発送"
        gap = len(between)
    aside = "" if east or after or "(" not in between else _ASIDE.sub("", between)
    if aside and "(" not in aside and ")" not in aside:
        between, gap = aside, len(aside)  # "ships (2-3 days transit) within 6 days": the brackets stand aside
    cost = gap / (18 if east else 45)
    joints = 0 if east else _joints(between)
    for stop in _stops(between):
        cost += stop
    if len(said.durations) > 1:
        others = sum(
            1
            for other in said.durations
            if other is not duration
            and _between(other, hit, duration)
            and not (aside == between and _in_aside(said, other))
        )
        cost += 0.9 * others
        if (joints or "," in between) and after and any(0 <= other.start - hit.end <= _OWN for other in said.durations):
            cost += 0.9  # "within 2 days and arrive within 5 days": the cue stands before a duration of its own
        if not after and not east and any(0 <= hit.start - other.end <= _BEHIND for other in said.durations):
            cost += (
                0.9  # "30-day returns, refunds within 7 days", "7 days in transit with 5 days ...": it is that one's
            )
    if east:
        cost -= 0.6 if after and gap <= 1 and said.language.startswith("zh") else 0.0  # "48小时内发货"
        return cost + (0.0 if after else 0.15 if between[:1] in "はまを" else 0.5)
    return cost + 0.5 * joints + (0.3 if after and gap > 1 else -0.6 if not after and gap <= 1 else 0.0)


@lru_cache(maxsize=4096)
def _joints(between: str) -> int:
    """How many words join what stands on either side. The words between a time and its cue are mostly the same few."""
    return len(_AND.findall(between))


@lru_cache(maxsize=4096)
def _stops(between: str) -> tuple[float, ...]:
    """What the marks between a duration and a cue cost."""
    if _MARKS.search(between) is None:
        return ()
    opened, closed = between.count("("), between.count(")")
    return (
        0.35 * (between.count(",") + between.count("、") + between.count(":")) + 0.9 * between.count(";"),
        0.8 * (opened + closed),
        0.6 if opened != closed else 0.0,  # one stands inside brackets, the other outside
    )


def _in_aside(said: Said, duration: Duration) -> bool:
    """Whether a duration stands inside brackets."""
    before = said.text[: duration.start]
    return before.rfind("(") > before.rfind(")")


def _between(other: Duration, hit: Hit, duration: Duration) -> bool:
    low, high = min(hit.end, duration.end), max(hit.start, duration.start)
    return low <= other.core < high
