"""What came of the walk to the checkout."""

from __future__ import annotations

from typing import Literal

from disputelint.checker.model import ReasonCode
from disputelint.checker.model.record import record

State = Literal["walked", "partial", "off", "not_authorized", "failed"]


@record(frozen=True, slots=True)
class JourneyResult:
    """How far the walk came, as `Meta.journey` says it; `reason` and `detail` (English) when it did not reach the end."""

    state: State
    reason: ReasonCode | None = None
    detail: str = ""
