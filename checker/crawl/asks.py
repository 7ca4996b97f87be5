"""What a photographer is asked for; light, so that a replay, which takes no photographs, loads nothing more."""

from __future__ import annotations

from typing import Final

from disputelint.checker.model import Device
from disputelint.checker.model.record import record

PAGES: Final = 30  # opened again at most
CLIPS: Final = 60  # taken at most


@record(frozen=True, slots=True)
class Ask:
    """A place to take, by the name it gets in the snapshot.

    `quote` is looked for at `selector`. Without one, `spot` is taken: footer, header, buy_box, pay_button, main, or
    "selector" for whatever stands there now.
    """

    name: str
    page: str
    device: Device = "desktop"
    selector: str = ""
    quote: str = ""
    spot: str = "main"
