"""What a report says of page loads that earlier runs have kept (`Meta.kept`, `Load.reused`, written by the crawl)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from disputelint.checker.model import Device, Reuse, Text
from disputelint.checker.model.report import Remade
from disputelint.checker.snapshot.records import Meta, Snapshot


def told(snapshot: Snapshot) -> Reuse | None:
    """How many loads were used again and why others were made; None for a run that kept nothing."""
    if not snapshot.meta.kept:
        return None
    made = snapshot.meta.kept.get("made")
    counts = {
        cast("Remade", why): count
        for why, count in (made.items() if isinstance(made, Mapping) else ())
        if why in get_args(Remade) and isinstance(count, int)
    }
    days = sorted(dates(snapshot).values())
    return Reuse(len(days), counts, days[0] if days else "", days[-1] if days else "")


def dates(snapshot: Snapshot) -> dict[tuple[str, Device], str]:
    """The ISO date on which each load that was used again was made, by URL and device."""
    return {(load.url, load.device): load.fetched_at[:10] for load in snapshot.loads if load.reused}


def notices(meta: Meta) -> tuple[Text, ...]:
    """What must be known: that the store could not be used."""
    problem = meta.kept.get("problem")
    if not isinstance(problem, Mapping) or not problem.get("en") or not problem.get("ja"):
        return ()
    return (Text(str(problem["en"]), str(problem["ja"])),)
