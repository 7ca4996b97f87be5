"""The names inside a snapshot, and how our lines refer to the WARC file."""

from __future__ import annotations

from typing import Final

from disputelint.checker.model import JSON, Device
from disputelint.checker.model.record import record

FORMAT: Final = "1"  # of our own parts; readers refuse another
WARC: Final = "archive/data.warc.gz"
INDEX: Final = "indexes/index.cdx"  # CDXJ lines; pywb looks for this suffix, replayweb.page takes both
PAGES: Final = "pages/pages.jsonl"
META: Final = "disputelint/meta.json"
DISCOVERY: Final = "disputelint/discovery.json"
LOADS: Final = "disputelint/loads.jsonl"
STEPS: Final = "disputelint/steps.jsonl"
REFUSED: Final = "disputelint/refused.jsonl"
PROBES: Final = "disputelint/probes.jsonl"
SHOTS: Final = "disputelint/shots.jsonl"
CLIPS: Final = "disputelint/clips.jsonl"
PACKAGE: Final = "datapackage.json"
DIGEST: Final = "datapackage-digest.json"
LISTED: Final = (WARC, INDEX, PAGES, META, DISCOVERY, LOADS, STEPS, REFUSED, PROBES, SHOTS, CLIPS)


@record(frozen=True, slots=True)
class Span:
    """Where one record stands in the WARC file: a gzip member of `length` bytes."""

    offset: int
    length: int


@record(frozen=True, slots=True)
class Held:
    """What the WARC file holds of one load. `charset` reads the answer's bytes."""

    answer: Span | None = None
    charset: str = "utf-8"
    dom: Span | None = None
    layout: Span | None = None


@record(frozen=True, slots=True)
class ProbeLine:
    """What was measured on a page after it had been saved: to be added to its load's `probes`."""

    url: str
    device: Device
    probes: dict[str, JSON]


@record(frozen=True, slots=True)
class ShotLine:
    """One shot: SHA-256 of its JPEG, and where it stands."""

    sha256: str
    at: Span


@record(frozen=True, slots=True)
class ClipLine:
    """The shot that was taken of one place, as the photographer names the place."""

    place: str
    sha256: str


def shot_uri(sha256: str) -> str:
    """The address of a shot's record."""
    return f"urn:disputelint:shot:{sha256}"
