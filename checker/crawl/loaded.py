"""What reading a page gave: a load of today, or one that an earlier run has kept."""

from __future__ import annotations

from disputelint.checker.model.record import record
from disputelint.checker.snapshot.records import Load


@record(frozen=True, slots=True)
class Loaded:
    """A load, and for one that was used again the HTML that the shop answers with today."""

    load: Load
    today: str = ""
