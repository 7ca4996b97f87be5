"""Documents handed on: what a crawl has parsed is not parsed again when the snapshot gives back the same page.

A live run reports from the snapshot as read back. `parse` is a function of the words, the layout and the address, so
where all of these are what the crawl parsed, its blocks and links are those that parsing anew would give. Where they are
not (a secret was masked, a page was read twice), the page is parsed from the snapshot like any other.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from disputelint.checker.model import Device
from disputelint.checker.model.record import record
from disputelint.checker.snapshot.layouts import written
from disputelint.checker.snapshot.records import Frame, Load
from disputelint.checker.understand.document import Document, parse


@record(frozen=True, slots=True)
class _Held:
    """A Document without what is large: its source, known again by its length and hash, and its tree."""

    document: Document
    size: int
    digest: int
    address: str
    frames: tuple[Frame, ...]
    layout: int  # the hash of its layouts as they are written


@dataclass(slots=True)
class Parsed:
    """The Documents of one run."""

    _held: dict[tuple[str, Device], _Held] = field(default_factory=dict)

    def keep(self, document: Document) -> None:
        """Hold what was parsed of a load, in place of what was held of the same page."""
        load = document.load
        bare = replace(document, load=replace(load, layout=(), body=None, dom=None, raw=None), source="", _tree=None)
        source = document.source
        self._held[load.url, load.device] = _Held(
            bare, len(source), hash(source), document.url, load.frames, hash(written(load.layout))
        )

    def document(self, load: Load) -> Document:
        """The Document of a load: the one that is held when it is of the same words, else a new one. Given once."""
        held = self._held.pop((load.url, load.device), None)
        if held is None or held.address != (load.final_url or load.url) or held.frames != load.frames:
            return parse(load)
        source = load.html()
        if held.size != len(source) or held.digest != hash(source) or held.layout != hash(written(load.layout)):
            return parse(load)
        return replace(held.document, load=load, source=source)
